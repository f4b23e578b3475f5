/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-response.h"

/* What the archive has, as plain values that cross from its thread to the program's and back. */

G_BEGIN_DECLS

/* How long chat and shopper may be kept after the end (design 3). */
#define TOTE_KEEP_PEOPLE (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

/**
 * ToteOrderKey: which order it is: the server's base and the order's id there. Never changes, and
 * is shared by reference (tote_order_key_ref()).
 */
typedef struct {
  char *base; /* (owned) */
  char *id;   /* (owned) */
} ToteOrderKey;

/**
 * ToteWishPhase: how far a wish has come, as it stands on disk.
 *
 * @TOTE_WISH_WAITING: written down; the server cannot have it
 * @TOTE_WISH_SENDING: it may have left: whether the server has it must be found out
 * @TOTE_WISH_SENT: the server has it
 * @TOTE_WISH_FAILED: the server refused it
 * @TOTE_WISH_UNCLEAR: it may have left, and could not be found out: only the customer repeats it
 */
typedef enum {
  TOTE_WISH_WAITING,
  TOTE_WISH_SENDING,
  TOTE_WISH_SENT,
  TOTE_WISH_FAILED,
  TOTE_WISH_UNCLEAR,
} ToteWishPhase;

/**
 * ToteWishRecord: a wish as it stands on disk.
 *
 * @known: (nullable): ids of the customer's messages with the same text that stood on the server
 *   before this one was sent, one a line
 * @server_id: (nullable): the id that the server gave a message
 */
typedef struct {
  char *key;  /* (owned) */
  char *text; /* (owned) */
  gint64 created_at;
  ToteWishPhase phase;
  char *known;     /* (owned) */
  char *server_id; /* (owned) */
  char *reason;    /* (owned) (nullable) */
} ToteWishRecord;

/**
 * ToteAnswerRecord: the last good answer of one kind.
 *
 * @bytes: (nullable): %NULL when they are those that are kept already
 * @seen_at: real µs at which it was last confirmed
 * @occasion: on which it was given (#TotePacePlan)
 */
typedef struct {
  ToteResource resource;
  GBytes *bytes; /* (owned) */
  gint64 seen_at;
  guint occasion;
} ToteAnswerRecord;

/**
 * ToteOrderRecord: all that is kept of one order.
 *
 * @ended_at: real µs at which the end was seen, 0 while it has not ended
 * @time_zone: (nullable): as the conversation named it
 * @draft: (nullable): of a message, written and not sent
 * @owned: this process alone sends what waits in the archive; else another does, and @wishes are
 * its
 * @no_order_call: the server has said that it has no GET order
 * @answers: (element-type ToteAnswerRecord)
 * @wishes: (element-type ToteWishRecord): oldest first
 * @history: (element-type ToteHistoryEntry): oldest first
 */
typedef struct {
  ToteOrderKey *key; /* (owned) */
  gint64 ended_at;
  char *time_zone; /* (owned) */
  char *draft;     /* (owned) */
  gboolean owned;
  gboolean no_order_call;
  GPtrArray *answers; /* (owned) */
  GPtrArray *wishes;  /* (owned) */
  GPtrArray *history; /* (owned) */
} ToteOrderRecord;

ToteOrderKey *tote_order_key_new (const char *base, const char *id);
ToteOrderKey *tote_order_key_ref (ToteOrderKey *self);
void tote_order_key_unref (ToteOrderKey *self);

ToteWishRecord *tote_wish_record_copy (const ToteWishRecord *self);
void tote_wish_record_free (ToteWishRecord *self);
ToteAnswerRecord *tote_answer_record_new (ToteResource resource, GBytes *bytes, gint64 seen_at,
                                          guint occasion);
void tote_answer_record_free (ToteAnswerRecord *self);
ToteOrderRecord *tote_order_record_new (ToteOrderKey *key);
void tote_order_record_free (ToteOrderRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteOrderKey, tote_order_key_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteWishRecord, tote_wish_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteAnswerRecord, tote_answer_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteOrderRecord, tote_order_record_free)

G_END_DECLS
