/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-clock.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Names of what is composed of several labels, for those who listen: in one order, with commas, and
 * with nothing said anew while it has the focus that is told elsewhere. */
void tote_spoken_add (GString *spoken, const char *text);
void tote_spoken_name (GtkWidget *widget, const char *name);
void tote_spoken_name_at_once (GtkWidget *widget, const char *name);
void tote_spoken_name_calmly (GtkWidget *widget, const char *name, ToteClock *clock);
void tote_spoken_compose (GtkWidget *place, ...) G_GNUC_NULL_TERMINATED;
void tote_spoken_end (GtkWidget *place);
char *tote_spoken_dup_title (GtkWidget *row);

G_END_DECLS
