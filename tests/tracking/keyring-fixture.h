/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * KeyringFixture: a session bus with nothing on it, a home, and on demand the desktop's real secret
 * service.
 */
typedef struct {
  char *home;
  GSubprocess *daemon;  /* (nullable) */
  GDBusConnection *odd; /* (nullable): what stands in for a service */
} KeyringFixture;

gboolean keyring_fixture_is_possible (void);

void keyring_fixture_set_up (KeyringFixture *fixture);
void keyring_fixture_tear_down (KeyringFixture *fixture);
void keyring_fixture_stop_bus (void);

void keyring_fixture_start (KeyringFixture *fixture, const char *password);
void keyring_fixture_unlock (KeyringFixture *fixture, const char *password);
void keyring_fixture_start_odd (KeyringFixture *fixture, const char *name,
                                GDBusMessageFilterFunction answer, const char *way);
void keyring_fixture_stop_odd (KeyringFixture *fixture);
void keyring_fixture_kill (KeyringFixture *fixture);

G_END_DECLS
