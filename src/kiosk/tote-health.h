/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteHealth: how a store display is, for who looks after many of them: a small JSON file that is
 * always whole, and an object on the session bus. Nothing of a customer is ever in it.
 */
#define TOTE_TYPE_HEALTH (tote_health_get_type ())
G_DECLARE_FINAL_TYPE (ToteHealth, tote_health, TOTE, HEALTH, GObject)

ToteHealth *tote_health_new (const char *path, const char *name);
void tote_health_set_mode (ToteHealth *self, const char *mode);
void tote_health_set_last_answer (ToteHealth *self, gint64 real_us);
void tote_health_set_last_frame (ToteHealth *self, gint64 real_us);
void tote_health_count_restart (ToteHealth *self);
void tote_health_own (ToteHealth *self, GDBusConnection *connection);
void tote_health_write (ToteHealth *self);

G_END_DECLS
