/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-order-book.h"
#include "tote-sign-in.h"

G_BEGIN_DECLS

/**
 * ToteDoor: how the customer comes in: by a link, from anywhere or pasted, or by number and postal
 * code. It knows what is under way and what went wrong; forms show that and hand in what was typed.
 *
 * A link from elsewhere to an order that is not known opens nothing while others are: it waits as a
 * question, one at a time, and nothing of it is kept or sent before the customer has agreed.
 *
 * Properties: "question" (string: the order a link asks to open, %NULL for none), "busy" (whether
 * the store is being asked), "problem" (string: a sentence on what went wrong last, or %NULL),
 * "lookup" (whether number and postal code may be tried), "by-number" (whether they were what was
 * tried last, and not a link).
 * Signals: "entered" (#ToteTracker: of the order to be shown), "asked" (there is a question),
 * "failed" (there is a problem with a link that came from elsewhere).
 */
#define TOTE_TYPE_DOOR (tote_door_get_type ())
G_DECLARE_FINAL_TYPE (ToteDoor, tote_door, TOTE, DOOR, GObject)

ToteDoor *tote_door_new (ToteOrderBook *book, ToteSignIn *sign_in);

void tote_door_set_store (ToteDoor *self, const char *server, const char *broker);
void tote_door_receive (ToteDoor *self, const char *text);
void tote_door_open_text (ToteDoor *self, const char *text);
void tote_door_look_up (ToteDoor *self, const char *number, const char *postal_code);
void tote_door_accept (ToteDoor *self);
void tote_door_dismiss (ToteDoor *self);

const char *tote_door_get_question (ToteDoor *self);
const char *tote_door_get_problem (ToteDoor *self);
gboolean tote_door_get_busy (ToteDoor *self);

G_END_DECLS
