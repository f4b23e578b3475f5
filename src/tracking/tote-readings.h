/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-availability.h"
#include "tote-order.h"
#include "tote-reader.h"
#include "tote-response.h"

G_BEGIN_DECLS

/**
 * ToteReadings: how reading each part of one order goes, and what of the parts can be had because
 * of it. It is told of each answer and each failure; it asks for nothing itself. Lives on the main
 * thread; the tracker owns it and has its properties by the same names.
 *
 * Properties (all notify only on change): "failure", "lock-out", "chat", "location", "items",
 * "chat-unread", "asks-again-at", "chat-asks-again-at", "location-asks-again-at",
 * "items-asks-again-at", "items-as-of" and "chat-as-of", as #ToteTracker says.
 */
#define TOTE_TYPE_READINGS (tote_readings_get_type ())
G_DECLARE_FINAL_TYPE (ToteReadings, tote_readings, TOTE, READINGS, GObject)

ToteReadings *tote_readings_new (ToteReader *reader, ToteOrder *order, ToteClock *clock);

gboolean tote_readings_doubt (ToteReadings *self, ToteResponse *answer);
void tote_readings_set_heard (ToteReadings *self, ToteResource resource);
void tote_readings_take (ToteReadings *self, ToteResponse *answer, gint64 at);
gboolean tote_readings_fail (ToteReadings *self, ToteResource resource, const GError *error);
void tote_readings_refuse_blank (ToteReadings *self, ToteResource resource);

void tote_readings_settle_availability (ToteReadings *self);
void tote_readings_settle_failure (ToteReadings *self);
void tote_readings_settle_waits (ToteReadings *self);
void tote_readings_settle (ToteReadings *self);

gint64 tote_readings_get_seen (ToteReadings *self, ToteResource resource);
gboolean tote_readings_get_known (ToteReadings *self, ToteResource resource);
gint64 tote_readings_get_last_answer (ToteReadings *self);
const GError *tote_readings_get_failure (ToteReadings *self);
const GError *tote_readings_get_lock_out (ToteReadings *self);
ToteAvailability tote_readings_get_chat (ToteReadings *self);
ToteAvailability tote_readings_get_location (ToteReadings *self);
gint64 tote_readings_get_location_asks_again_at (ToteReadings *self);

G_END_DECLS
