/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-client.h"
#include "tote-archive-records.h"
#include "tote-order.h"
#include "tote-outbox-entry.h"

G_BEGIN_DECLS

/**
 * ToteJobStep: what the outbox is doing about a wish.
 *
 * @TOTE_JOB_WRITING: being written down for the first time
 * @TOTE_JOB_READY: waits for its turn, or for a failure to pass
 * @TOTE_JOB_SENDING: being marked as sent, or on the line
 * @TOTE_JOB_CHECKING: may be on the server; reading back what is there
 * @TOTE_JOB_CONFIRMING: on the server, not yet seen in a poll
 * @TOTE_JOB_DONE: on the server, nothing more to come
 * @TOTE_JOB_FAILED: refused
 */
typedef enum {
  TOTE_JOB_WRITING,
  TOTE_JOB_READY,
  TOTE_JOB_SENDING,
  TOTE_JOB_CHECKING,
  TOTE_JOB_CONFIRMING,
  TOTE_JOB_DONE,
  TOTE_JOB_FAILED,
} ToteJobStep;

/**
 * ToteJobOutcome: what an attempt to send came to.
 */
typedef enum {
  TOTE_OUTCOME_ACCEPTED,
  TOTE_OUTCOME_NOT_DELIVERED,
  TOTE_OUTCOME_UNCLEAR,
  TOTE_OUTCOME_REFUSED,
} ToteJobOutcome;

/**
 * ToteOutboxJob: a wish under way (see #ToteOutbox).
 *
 * @kept: as it stands on disk, or is about to
 * @not_before: monotonic time before which it is neither sent nor looked for
 * @failures: attempts in a row that did not arrive
 * @checks: readings in a row that did not show it
 * @asked: the reading has been asked for
 * @refusal: (nullable): why the server refused a decision, until the items tell what is true
 */
typedef struct {
  ToteOutboxEntry *entry;
  ToteWish *wish;
  ToteWishRecord *kept;
  ToteJobStep step;
  gint64 not_before;
  guint failures;
  guint checks;
  gboolean asked;
  char *refusal;
} ToteOutboxJob;

ToteOutboxJob *tote_outbox_job_new (ToteWish *wish, gint64 created_at);
ToteOutboxJob *tote_outbox_job_new_from_kept (const ToteWishRecord *kept, GError **error);
void tote_outbox_job_free (ToteOutboxJob *self);

gboolean tote_outbox_job_is_pending (ToteOutboxJob *self);
gboolean tote_outbox_job_shares_lane (ToteOutboxJob *self, ToteOutboxJob *other);
gboolean tote_outbox_job_get_check (ToteOutboxJob *self, ToteResource *resource);

void tote_outbox_job_show (ToteOutboxJob *self, ToteOrder *order);
void tote_outbox_job_hide (ToteOutboxJob *self, ToteOrder *order);
void tote_outbox_job_note_known (ToteOutboxJob *self, ToteOrder *order);
ToteMessage *tote_outbox_job_find_message (ToteOutboxJob *self, GPtrArray *messages,
                                           GHashTable *claimed);

ToteJobOutcome tote_job_outcome_from_error (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteOutboxJob, tote_outbox_job_free)

G_END_DECLS
