/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

void bench_scroll_when_filled (GtkWindow *window, guint n_rows);
