/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-health.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ToteRelay: keeps a store display on the screen, as a process without a window. What is shown is a
 * process of its own, and each customer gets a fresh one: when a customer is done, the next process
 * is started, and when its window is there the last one is ended, with all it had in memory. One
 * that crashes or does not move any more is replaced as well.
 *
 * Signal "settled": a fresh display is on the screen, and nothing of the last is left.
 *
 * For tests: "settled"; from outside a process that is ready looks like one that is not.
 */
#define TOTE_TYPE_RELAY (tote_relay_get_type ())
G_DECLARE_FINAL_TYPE (ToteRelay, tote_relay, TOTE, RELAY, GObject)

/* Where a display finds its end of the line: the number of a descriptor. */
#define TOTE_RELAY_CHANNEL "TOTE_KIOSK_CHANNEL"

/* Set where a customer wished the display as it is: the screen it begins with. */
#define TOTE_RELAY_SCREEN "TOTE_KIOSK_SCREEN"

ToteRelay *tote_relay_new (const char *const *argv, JsonObject *setup, ToteHealth *health);
void tote_relay_set_pace (ToteRelay *self, double pace);
void tote_relay_set_setup (ToteRelay *self, JsonObject *setup);
void tote_relay_start (ToteRelay *self);
void tote_relay_stop (ToteRelay *self);

G_END_DECLS
