/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-broker.h"
#include "tote-clock.h"
#include "tote-tries.h"

G_BEGIN_DECLS

/**
 * ToteLookUpTrouble: why an order was not found, as far as a customer is told. A wrong number, a
 * wrong pair and an unknown order are one and the same.
 */
typedef enum {
  TOTE_LOOK_UP_NO_TROUBLE,
  TOTE_LOOK_UP_NOT_FOUND,
  TOTE_LOOK_UP_PAUSED,
  TOTE_LOOK_UP_UNREACHABLE,
} ToteLookUpTrouble;

/**
 * ToteLookUp: finds a customer's order by its number and postal code, or by the one-time code of
 * a confirmation. Whatever is wrong takes the same time. After five wrong tries within a minute it
 * pauses.
 *
 * Properties: "busy" (gboolean), "trouble" (ToteLookUpTrouble, as int).
 * Signals: "found" (ToteTokenResponse *response); "wrong": a try that counts.
 */
#define TOTE_TYPE_LOOK_UP (tote_look_up_get_type ())
G_DECLARE_FINAL_TYPE (ToteLookUp, tote_look_up, TOTE, LOOK_UP, GObject)

ToteLookUp *tote_look_up_new (ToteBroker *broker, ToteClock *clock, const ToteTries *tries);
void tote_look_up_find (ToteLookUp *self, const char *number, const char *postal_code);
void tote_look_up_redeem (ToteLookUp *self, const char *code);
void tote_look_up_clear (ToteLookUp *self);
gboolean tote_look_up_get_busy (ToteLookUp *self);
ToteLookUpTrouble tote_look_up_get_trouble (ToteLookUp *self);
guint tote_look_up_get_wait_seconds (ToteLookUp *self);

G_END_DECLS
