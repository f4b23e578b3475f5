/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-handling.h"
#include "tote-item-list.h"
#include "tote-message-list.h"
#include "tote-stage.h"
#include "tote-vehicle.h"

G_BEGIN_DECLS

/**
 * ToteOrder: one order, live: what the server last said of each part, and what follows from it for
 * the page. Its lists live as long as it does. A fresh one that was decoded from an answer serves
 * to update the live one and is thrown away.
 *
 * Signal "taken-over" (const char *to, const char *from): another shopper has the order now.
 */
#define TOTE_TYPE_ORDER (tote_order_get_type ())
G_DECLARE_FINAL_TYPE (ToteOrder, tote_order, TOTE, ORDER, GObject)

ToteOrder *tote_order_new (const char *id);

/* What GET order says (contract 3.1). */
const char *tote_order_get_id (ToteOrder *self);
const char *tote_order_get_state (ToteOrder *self);
const char *tote_order_get_fulfillment_word (ToteOrder *self);
ToteFulfillment tote_order_get_fulfillment (ToteOrder *self);
GDateTime *tote_order_get_created_at (ToteOrder *self);
GDateTime *tote_order_get_window_starts_at (ToteOrder *self);
GDateTime *tote_order_get_window_ends_at (ToteOrder *self);
GTimeZone *tote_order_get_time_zone (ToteOrder *self);
void tote_order_set_state (ToteOrder *self, const char *state);
gboolean tote_order_update (ToteOrder *self, ToteOrder *fresh);

/* What follows from it. */
ToteStage tote_order_get_stage (ToteOrder *self);
const char *tote_order_get_headline (ToteOrder *self);
int tote_order_get_step (ToteOrder *self);
gboolean tote_order_get_ended (ToteOrder *self);

/* The other parts. The lists and models live as long as the order. */
ToteItemList *tote_order_get_items (ToteOrder *self);
ToteMessageList *tote_order_get_messages (ToteOrder *self);
GListModel *tote_order_get_instructions (ToteOrder *self);
gboolean tote_order_update_instructions (ToteOrder *self, GListModel *fresh);
void tote_order_set_mask (ToteOrder *self, ToteMask mask);
ToteHandling *tote_order_get_handling (ToteOrder *self);
gboolean tote_order_update_handling (ToteOrder *self, ToteHandling *fresh);
ToteVehicle *tote_order_get_vehicle (ToteOrder *self);
void tote_order_set_vehicle (ToteOrder *self, ToteVehicle *vehicle);
TotePosition *tote_order_get_position (ToteOrder *self);
GListModel *tote_order_get_track (ToteOrder *self);
void tote_order_set_position (ToteOrder *self, TotePosition *position);

/* The shopper and the zone, from whichever part names one. */
const char *tote_order_get_shopper_name (ToteOrder *self);
const char *tote_order_get_shopper_image_url (ToteOrder *self);
const char *tote_order_get_shopper_phone (ToteOrder *self);
void tote_order_set_chat_shopper (ToteOrder *self, const char *name, const char *image_url);
const char *tote_order_get_chat_zone (ToteOrder *self);
void tote_order_set_chat_zone (ToteOrder *self, const char *name);
void tote_order_forget_people (ToteOrder *self);

G_END_DECLS
