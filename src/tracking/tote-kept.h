/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-answer.h"

G_BEGIN_DECLS

/* How long chat and shopper may be kept after the end (design 3). */
#define TOTE_KEEP_PEOPLE (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

/**
 * ToteWishPhase: how far a wish has come, as it stands on disk.
 *
 * @TOTE_WISH_WAITING: written down; the server cannot have it
 * @TOTE_WISH_SENDING: it may have left: whether the server has it must be found out
 * @TOTE_WISH_SENT: the server has it
 * @TOTE_WISH_FAILED: the server refused it
 */
typedef enum {
  TOTE_WISH_WAITING,
  TOTE_WISH_SENDING,
  TOTE_WISH_SENT,
  TOTE_WISH_FAILED,
} ToteWishPhase;

/**
 * ToteKeptWish: a wish as it stands on disk.
 *
 * @known: (nullable): ids of the customer's messages with the same text that stood on the server
 *   before this one was sent, one a line
 * @server_id: (nullable): the id that the server gave a message
 */
typedef struct {
  char *key;
  char *text;
  gint64 created_at;
  ToteWishPhase phase;
  char *known;
  char *server_id;
  char *reason;
} ToteKeptWish;

/**
 * ToteKeptAnswer: the last good answer of one kind (no bytes: the same as before), when it was
 * last confirmed (real µs), and the
 * occasion it was given on (#TotePacePlan).
 */
typedef struct {
  ToteResource resource;
  GBytes *bytes;
  gint64 seen_at;
  guint occasion;
} ToteKeptAnswer;

/**
 * ToteKeptOrder: all that is kept of one order.
 *
 * @ended_at: real µs at which the end was seen, 0 while it has not ended
 * @time_zone: (nullable): as the conversation named it
 * @answers: (element-type ToteKeptAnswer)
 * @wishes: (element-type ToteKeptWish): oldest first
 * @steps: (element-type ToteStep): oldest first
 */
typedef struct {
  char *base;
  char *order_id;
  gint64 ended_at;
  char *time_zone;
  GPtrArray *answers;
  GPtrArray *wishes;
  GPtrArray *steps;
} ToteKeptOrder;

ToteKeptWish *tote_kept_wish_copy (const ToteKeptWish *self);
void tote_kept_wish_free (ToteKeptWish *self);
void tote_kept_answer_free (ToteKeptAnswer *self);
ToteKeptOrder *tote_kept_order_new (const char *base, const char *order_id);
void tote_kept_order_free (ToteKeptOrder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteKeptWish, tote_kept_wish_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteKeptAnswer, tote_kept_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteKeptOrder, tote_kept_order_free)

G_END_DECLS
