/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"
#include "tote-product.h"
#include "tote-vehicle.h"

G_BEGIN_DECLS

/**
 * ToteWish: something the customer asks for: a decision, a message, an arrival … Never changes;
 * what becomes of it is the outbox’s matter.
 */
#define TOTE_TYPE_WISH (tote_wish_get_type ())
G_DECLARE_FINAL_TYPE (ToteWish, tote_wish, TOTE, WISH, GObject)

/**
 * ToteAlternative: another item the customer wants instead of the one offered (contract 3.3).
 * Exactly one of @upc and @rrc is set, and exactly one of @count and @weight is above zero.
 */
typedef struct {
  const char *upc;
  const char *rrc;
  gint64 count;
  double weight;
} ToteAlternative;

ToteWish *tote_wish_new_decision (const char *item_id, ToteProduct *offered, ToteDecision decision,
                                  const ToteAlternative *alternative);
ToteWish *tote_wish_new_message (const char *body);
ToteWish *tote_wish_new_mark_read (void);
ToteWish *tote_wish_new_arrival (gboolean is_delegate);
ToteWish *tote_wish_new_schedule (GDateTime *eta);
ToteWish *tote_wish_new_vehicle (ToteVehicle *vehicle, gboolean is_delegate);
ToteWish *tote_wish_new_delegate (const char *name, const char *phone_number);
ToteWish *tote_wish_new_rating (guint stars, const char *const *highlights, const char *note);

ToteWish *tote_wish_new_from_text (const char *text, GError **error);
char *tote_wish_to_text (ToteWish *self);

ToteWishKind tote_wish_get_kind (ToteWish *self);
const char *tote_wish_get_key (ToteWish *self);

/* Each is for wishes of one kind, and empty for the others. */
const char *tote_wish_get_item_id (ToteWish *self);
ToteDecision tote_wish_get_decision (ToteWish *self);
gboolean tote_wish_is_about (ToteWish *self, ToteProduct *offered);
gboolean tote_wish_get_alternative (ToteWish *self, ToteAlternative *alternative);
const char *tote_wish_get_body (ToteWish *self);
const char *tote_wish_get_eta (ToteWish *self);
ToteVehicle *tote_wish_dup_vehicle (ToteWish *self);
gboolean tote_wish_get_is_delegate (ToteWish *self);
const char *tote_wish_get_name (ToteWish *self);
const char *tote_wish_get_phone_number (ToteWish *self);
guint tote_wish_get_stars (ToteWish *self);
char **tote_wish_dup_highlights (ToteWish *self);
const char *tote_wish_get_note (ToteWish *self);

G_END_DECLS
