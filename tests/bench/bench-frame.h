/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

typedef gboolean (*BenchReady) (gpointer user_data);

void bench_tell_frame (GtkWidget *window, BenchReady ready, gpointer user_data);
