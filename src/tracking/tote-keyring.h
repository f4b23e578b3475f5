/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteKeyringTrouble: what keeps secrets from outliving the process.
 *
 * @TOTE_KEYRING_FINE: nothing, as far as is known
 * @TOTE_KEYRING_LOCKED: the customer has to unlock the secret service first
 * @TOTE_KEYRING_MISSING: there is no secret service that works
 */
typedef enum {
  TOTE_KEYRING_FINE,
  TOTE_KEYRING_LOCKED,
  TOTE_KEYRING_MISSING,
} ToteKeyringTrouble;

/**
 * ToteKeyring: keeps one secret for each order in the desktop's secret service. What cannot be
 * written stays in memory, is handed out from there, and is written as soon as that works. Never
 * asks the customer anything but in tote_keyring_unlock_async(); never lets anybody wait for longer
 * than three seconds. Lives on the main thread.
 *
 * Property "trouble" (#ToteKeyringTrouble): of the last write.
 */
#define TOTE_TYPE_KEYRING (tote_keyring_get_type ())
G_DECLARE_FINAL_TYPE (ToteKeyring, tote_keyring, TOTE, KEYRING, GObject)

ToteKeyring *tote_keyring_new (ToteClock *clock);

void tote_keyring_read_async (ToteKeyring *self, const char *server, const char *order_id,
                              GAsyncReadyCallback callback, gpointer user_data);
char *tote_keyring_read_finish (ToteKeyring *self, GAsyncResult *result, GError **error);

void tote_keyring_write_async (ToteKeyring *self, const char *server, const char *order_id,
                               const char *secret, GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean tote_keyring_write_finish (ToteKeyring *self, GAsyncResult *result, GError **error);

void tote_keyring_unlock_async (ToteKeyring *self, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean tote_keyring_unlock_finish (ToteKeyring *self, GAsyncResult *result, GError **error);

ToteKeyringTrouble tote_keyring_get_trouble (ToteKeyring *self);

G_END_DECLS
