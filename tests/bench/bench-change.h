/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

void bench_tell_changes (GtkWidget *window, ToteTracker *tracker);
