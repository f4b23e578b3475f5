/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"
#include "tote-response.h"

G_BEGIN_DECLS

/**
 * ToteAsk: how often something is asked for.
 *
 * @TOTE_ASK_NEVER: not in this phase
 * @TOTE_ASK_ONCE: until one good answer came on this occasion
 * @TOTE_ASK_STEADILY: at once on a new occasion, then at intervals
 */
typedef enum {
  TOTE_ASK_NEVER,
  TOTE_ASK_ONCE,
  TOTE_ASK_STEADILY,
} ToteAsk;

/* Occasions are numbers: a good answer counts for the occasion on which it was asked for. Those
 * above the named ones stand for a single workflow state. */
enum {
  TOTE_OCCASION_NONE,
  TOTE_OCCASION_EVER,     /* any earlier answer will do */
  TOTE_OCCASION_FIRST,    /* the state is not known yet */
  TOTE_OCCASION_RECEIVED, /* nobody has taken the order */
  TOTE_OCCASION_ASSIGNED,
  TOTE_OCCASION_SHOPPING,
  TOTE_OCCASION_SHOPPED,
  TOTE_OCCASION_DELIVERING,
  TOTE_OCCASION_ENDED,
  TOTE_OCCASION_STATES,
};

/**
 * TotePaceFacts: all that decides what is asked when.
 *
 * @state: (nullable): the workflow state as the server sent it; %NULL before the first answer
 * @fulfillment: how the order reaches the customer
 * @shown: somebody can see the order
 * @chat_open: somebody can see the conversation
 * @no_order_call: the server has no GET order, handling stands in for it (rendition dialect); it is
 *   asked for all the same, and its first good answer ends this
 * @blocked: the order itself is refused, and only that is asked again, until it is not
 * @board: only the state matters
 * @expired: the end was more than 24 h ago, as the clock says now
 * @pace: factor on every interval, gap and back-off
 */
typedef struct {
  const char *state;
  ToteFulfillment fulfillment;
  gboolean shown;
  gboolean chat_open;
  gboolean no_order_call;
  gboolean blocked;
  gboolean board;
  gboolean expired;
  double pace;
} TotePaceFacts;

typedef struct {
  ToteAsk ask;
  guint occasion;
  gint64 interval; /* µs between two questions; 0 unless steadily */
} TotePacePlan;

/**
 * ToteChatPhase: where an order stands in the life of its chat (contract 3.6, 5).
 */
typedef enum {
  TOTE_CHAT_PHASE_UNKNOWN,
  TOTE_CHAT_PHASE_BEFORE,
  TOTE_CHAT_PHASE_OPEN,
  TOTE_CHAT_PHASE_ENDED,
  TOTE_CHAT_PHASE_EXPIRED,
} ToteChatPhase;

TotePacePlan tote_pace_plan (const TotePaceFacts *facts, ToteResource resource);
gboolean tote_pace_is_over (const TotePaceFacts *facts);
gboolean tote_pace_is_ahead (const TotePaceFacts *facts, ToteResource resource);
ToteChatPhase tote_pace_get_chat_phase (const TotePaceFacts *facts);

gint64 tote_pace_get_gap (double pace);
gint64 tote_pace_get_together (double pace);
gint64 tote_pace_spread (gint64 interval, double random);
gint64 tote_pace_back_off (guint failures, double random, double pace);
gint64 tote_pace_reask (guint refusals, double random, double pace);
gint64 tote_pace_first_delay (double random, double pace);
gint64 tote_pace_get_turn (guint nth, double pace);

G_END_DECLS
