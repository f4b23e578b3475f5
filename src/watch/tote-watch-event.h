/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-message.h"
#include "tote-order.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The events of tote-watch as JSON objects (design 1), without their time. */
JsonObject *tote_watch_event_new (const char *event);
JsonObject *tote_watch_event_new_order (ToteOrder *order);
JsonObject *tote_watch_event_new_counts (ToteItemList *items);
JsonObject *tote_watch_event_new_item (ToteItem *item);
JsonObject *tote_watch_event_new_handling (ToteOrder *order);
JsonObject *tote_watch_event_new_location (TotePosition *position);
JsonObject *tote_watch_event_new_message (ToteMessage *message);
JsonObject *tote_watch_event_new_error (const char *resource, const GError *error);
JsonObject *tote_watch_event_new_end (ToteOrder *order);

char *tote_watch_event_to_line (JsonObject *event, GDateTime *at);
char *tote_watch_event_to_sentence (JsonObject *event, GDateTime *at);

G_END_DECLS
