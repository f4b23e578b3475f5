/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteLazyRow: a row of a long list that makes the widgets of its template only when it comes into
 * sight. Until then it is as high as its list guesses. A GtkListView keeps two hundred rows around
 * what it shows, whatever its height, and a whole row is what costs.
 *
 * A class that derives from it has a template, does not make it itself, and lives without the
 * template's children until the row was filled; filled() is called once when it is.
 */
#define TOTE_TYPE_LAZY_ROW (tote_lazy_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (ToteLazyRow, tote_lazy_row, TOTE, LAZY_ROW, GtkWidget)

struct _ToteLazyRowClass {
  GtkWidgetClass parent_class;

  int guess; /* how high a row is thought to be as long as none was seen, in pixels */
  void (*filled) (ToteLazyRow *self);
};

gboolean tote_lazy_row_get_filled (ToteLazyRow *self);
void tote_lazy_row_fill (ToteLazyRow *self);
void tote_lazy_row_change (ToteLazyRow *self, GParamSpec *property);
void tote_lazy_row_fill_in_sight (GtkListView *list);

G_END_DECLS
