/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-tracker.h"

#include <adwaita.h>

G_BEGIN_DECLS

void panels_init (int *argc, char ***argv);

ToteTracker *panels_new_tracker (const char *state, const char *fulfillment, const char *category);
void panels_set_state (ToteTracker *tracker, const char *state);
void panels_set_handling (ToteTracker *tracker, const char *first_property,
                          ...) G_GNUC_NULL_TERMINATED;

GtkWidget *panels_find (GtkWidget *root, GType type, guint nth);
GtkWidget *panels_find_button (GtkWidget *root, const char *label);
GtkWidget *panels_find_row (GtkWidget *root, const char *title);
gboolean panels_is_shown (GtkWidget *root, GtkWidget *widget);
gboolean panels_says (GtkWidget *root, const char *text);
gboolean panels_offers (GtkWidget *root, const char *label);
void panels_click (GtkWidget *root, const char *label);
void panels_type (GtkWidget *root, const char *row_title, const char *text);

G_END_DECLS
