/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive-records.h"
#include "tote-outbox-entry.h"

G_BEGIN_DECLS

/* The inside of ToteOutboxEntry, for #ToteOutbox and for reconciling. */

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

struct _ToteOutboxEntry {
  GObject parent_instance;

  ToteWish *wish;           /* (owned) */
  GDateTime *created_at;    /* (owned) */
  ToteSendState send_state; /* as told last */
  char *reason;             /* (nullable): as told last */

  ToteWishRecord *record; /* (owned): as it stands on disk, or is about to */
  ToteOutboxProgress progress;
  gint64 not_before;  /* monotonic: before it is neither sent nor looked for */
  gint64 expires_at;  /* monotonic: from then on it is not sent unasked */
  gint64 doubted_at;  /* monotonic: since when it is read back */
  guint failures;     /* attempts in a row that did not arrive */
  guint checks;       /* readings in a row that did not show it */
  gboolean asked;     /* the reading has been asked for */
  gboolean must_read; /* what it is about must be read once more before it may leave */
  gboolean repeat;    /* the customer wants it sent once more, should the server lack it */
  char *refusal;      /* (nullable): why the server refused a decision, until the items tell */
};

ToteOutboxEntry *tote_outbox_entry_new_from_record (const ToteWishRecord *record, GError **error);

G_END_DECLS
