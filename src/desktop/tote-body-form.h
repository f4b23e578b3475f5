/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteBodyForm: how the desktop takes the body of a notification. GLib passes it on as it is to
 * whoever shows it, and some take it for markup.
 *
 * @TOTE_BODY_FORM_UNSURE: nobody has said yet, or whoever is asked only passes it on
 * @TOTE_BODY_FORM_PLAIN: as plain text
 * @TOTE_BODY_FORM_MARKUP: as markup
 */
typedef enum {
  TOTE_BODY_FORM_UNSURE,
  TOTE_BODY_FORM_PLAIN,
  TOTE_BODY_FORM_MARKUP,
} ToteBodyForm;

void tote_body_form_find_async (GDBusConnection *connection, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
ToteBodyForm tote_body_form_find_finish (GAsyncResult *result, GError **error);
char *tote_body_form_write (ToteBodyForm form, const char *text);

G_END_DECLS
