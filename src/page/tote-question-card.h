/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteQuestionCard: one replacement that waits for the customer: what was ordered, what is
 * offered, and the two answers. A decision cannot be undone, so the answers lock with the first
 * one, and are free again only when it could not be sent. What was on the screen when the
 * button went down is what is answered: the shopper may change it in between.
 *
 * Properties: "tracker", "item" (construct only), "place" (“1 of 2”), "brand".
 */
#define TOTE_TYPE_QUESTION_CARD (tote_question_card_get_type ())
G_DECLARE_FINAL_TYPE (ToteQuestionCard, tote_question_card, TOTE, QUESTION_CARD, TotePart)

GtkWidget *tote_question_card_new (ToteTracker *tracker, ToteItem *item);
void tote_question_card_set_place (ToteQuestionCard *self, guint number, guint total);

G_END_DECLS
