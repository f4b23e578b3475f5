/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteBackgroundPortal: what a sandboxed program asks of the desktop to go on without a window
 * (org.freedesktop.portal.Background). One question at a time.
 */
#define TOTE_TYPE_BACKGROUND_PORTAL (tote_background_portal_get_type ())
G_DECLARE_FINAL_TYPE (ToteBackgroundPortal, tote_background_portal, TOTE, BACKGROUND_PORTAL,
                      GObject)

gboolean tote_background_portal_is_needed (void);
ToteBackgroundPortal *tote_background_portal_new (GDBusConnection *connection);

void tote_background_portal_ask_async (ToteBackgroundPortal *self, gboolean autostart,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean tote_background_portal_ask_finish (GAsyncResult *result, GError **error);
void tote_background_portal_set_status (ToteBackgroundPortal *self, const char *status);

G_END_DECLS
