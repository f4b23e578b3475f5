/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-client.h"
#include "tote-clock.h"
#include "tote-schedule.h"

G_BEGIN_DECLS

/**
 * ToteReader: asks for the parts of one order when the schedule says so, one of a kind at a time,
 * and hands on what comes. It knows nothing of what the parts mean. Lives on the main thread.
 *
 * Signals:
 *  "answered" (ToteResponse *answer, gboolean changed, gint64 asked_at): a good answer; changed is
 *    FALSE when it is the previous answer itself; asked_at is the monotonic time of the request
 *  "failed" (ToteResource resource, GError *error): no good answer; it is tried again as the
 *    schedule says
 */
#define TOTE_TYPE_READER (tote_reader_get_type ())
G_DECLARE_FINAL_TYPE (ToteReader, tote_reader, TOTE, READER, GObject)

ToteReader *tote_reader_new (ToteClient *client, const char *order_id, ToteClock *clock);

void tote_reader_start (ToteReader *self);
void tote_reader_stop (ToteReader *self);
gboolean tote_reader_get_running (ToteReader *self);

ToteSchedule *tote_reader_get_schedule (ToteReader *self);
void tote_reader_update (ToteReader *self);

void tote_reader_set_answer (ToteReader *self, ToteResource resource, ToteResponse *answer);

G_END_DECLS
