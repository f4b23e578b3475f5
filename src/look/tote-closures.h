/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What many templates ask of a value, as functions for their <closure>. The first argument is the
 * widget of the template, which none of them needs.
 */

void tote_closures_bind (GtkWidgetClass *widget_class);

gboolean tote_closures_has_text (gpointer unused, const char *text);
char *tote_closures_or_empty (gpointer unused, const char *text);
gboolean tote_closures_is_some (gpointer unused, guint n);
gboolean tote_closures_is_either (gpointer unused, gboolean one, gboolean other);
gboolean tote_closures_is_signed_out (gpointer unused, const GError *failure);
gboolean tote_closures_is_locked (gpointer unused, const GError *failure);
gboolean tote_closures_may_pass (gpointer unused, const GError *failure);
gboolean tote_closures_is_set (gpointer unused, gpointer value);
gboolean tote_closures_is_unset (gpointer unused, gpointer value);
gboolean tote_closures_is_free (gpointer unused, ToteSendState send_state);
gboolean tote_closures_is_offered (gpointer unused, ToteAvailability availability);
gboolean tote_closures_is_pickup (gpointer unused, ToteFulfillment fulfillment, gboolean ended);
gboolean tote_closures_is_delivered (gpointer unused, ToteStage stage);
gboolean tote_closures_is_callable (gpointer unused, const char *number);
char *tote_closures_address (gpointer unused, ToteHandling *handling);

G_END_DECLS
