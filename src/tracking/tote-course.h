/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-message.h"

G_BEGIN_DECLS

/* How far a wish has come, and when its next step is due. Pure: no clock, no line, no disk; times
 * are monotonic µs. */

/**
 * ToteOutboxProgress: what the outbox is doing about a wish.
 *
 * @TOTE_OUTBOX_WRITING: being written down for the first time
 * @TOTE_OUTBOX_READY: waits for its turn, or for a failure to pass
 * @TOTE_OUTBOX_SENDING: being marked as sent, or on the line
 * @TOTE_OUTBOX_CHECKING: may be on the server; reading back what is there
 * @TOTE_OUTBOX_CONFIRMING: on the server, not yet seen in a poll
 * @TOTE_OUTBOX_DONE: on the server, nothing more to come
 * @TOTE_OUTBOX_FAILED: refused
 * @TOTE_OUTBOX_UNCLEAR: may be on the server, and could not be found out; still looked for in what
 *   is read anyway
 * @TOTE_OUTBOX_OVERDUE: older than it is good for: waits for the customer's word
 * @TOTE_OUTBOX_OVERTAKEN: what it was about has changed: not sent, and off the disk already
 */
typedef enum {
  TOTE_OUTBOX_WRITING,
  TOTE_OUTBOX_READY,
  TOTE_OUTBOX_SENDING,
  TOTE_OUTBOX_CHECKING,
  TOTE_OUTBOX_CONFIRMING,
  TOTE_OUTBOX_DONE,
  TOTE_OUTBOX_FAILED,
  TOTE_OUTBOX_UNCLEAR,
  TOTE_OUTBOX_OVERDUE,
  TOTE_OUTBOX_OVERTAKEN,
} ToteOutboxProgress;

/**
 * ToteCourse: the way of one wish. TOTE_COURSE_INIT is one that was just wished.
 */
typedef struct {
  ToteOutboxProgress progress;
  gint64 not_before;  /* before it is neither sent nor looked for */
  gint64 expires_at;  /* from then on it is not sent unasked */
  gint64 doubted_at;  /* since when it is read back */
  guint failures;     /* attempts in a row that did not arrive */
  guint checks;       /* readings in a row that did not show it */
  gboolean asked;     /* the reading has been asked for */
  gboolean must_read; /* what it is about must be read once more before it may leave */
  gboolean repeat;    /* the customer wants it sent once more, should the server lack it */
  char *refusal;      /* (owned) (nullable): of a decision, until the items tell */
} ToteCourse;

#define TOTE_COURSE_INIT ((ToteCourse){ .not_before = G_MININT64, .expires_at = G_MAXINT64 })

ToteSendState tote_course_get_send_state (const ToteCourse *self);
gboolean tote_course_is_pending (const ToteCourse *self);
gboolean tote_course_is_sought (const ToteCourse *self);
gboolean tote_course_is_read_back_over (const ToteCourse *self, gint64 time, double pace);

void tote_course_move (ToteCourse *self, ToteOutboxProgress progress);
void tote_course_begin (ToteCourse *self, gint64 now);
void tote_course_begin_checks (ToteCourse *self, gint64 now);
void tote_course_check_later (ToteCourse *self, gint64 now, double pace);
void tote_course_back_off (ToteCourse *self, gint64 now, double random, double pace);
void tote_course_set_expiry (ToteCourse *self, gint64 life, gint64 age, gint64 now);

G_END_DECLS
