/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-outbox-ledger.h"

#include "tote-config.h"
#include "tote-outbox-rules.h"
#include "tote-outbox-verdict.h"
#include "tote-pace.h"

#include <glib/gi18n-lib.h>

/* Readings that must not show a wish before it is sent again. */
#define CHECKS 2

struct _ToteOutboxLedger {
  GObject parent_instance;

  ToteOrder *order;
  ToteClock *clock;
  ToteArchiveOrder *archive; /* one that is not open: then a crash forgets everything */
  double pace;
  GPtrArray *jobs;     /* of ToteOutboxJob, oldest first */
  GListStore *entries; /* of ToteOutboxEntry: theirs, for widgets */
};

G_DEFINE_FINAL_TYPE (ToteOutboxLedger, tote_outbox_ledger, G_TYPE_OBJECT)

enum {
  SENT,
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A wish on its way to the disk; when it is there it may have been forgotten here. */
typedef struct {
  ToteOutboxLedger *ledger; /* (owned) */
  char *key;
  ToteOutboxJobFunc done; /* (nullable) */
  GObject *user;          /* (owned) (nullable) */
} Errand;

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->ledger);
  g_clear_object (&errand->user);
  g_free (errand->key);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static gint64
now (ToteOutboxLedger *self)
{
  return tote_clock_get_monotonic_time (self->clock);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  ToteOutboxJob *job = tote_outbox_ledger_find (errand->ledger, errand->key);

  /* With a full disk the wish still counts: it is kept in memory and sent. */
  if (!tote_archive_order_save_wish_finish (TOTE_ARCHIVE_ORDER (source), result, &error))
    g_message ("A wish could not be written down: %s", error->message);
  if (job != NULL && errand->done != NULL)
    errand->done (job, errand->user);
}

/* Writes down where the wish stands now, and shows it. */
static void
move (ToteOutboxLedger *self, ToteOutboxJob *job, ToteWishPhase phase, ToteJobStep step)
{
  job->kept->phase = phase;
  job->step = step;
  job->checks = 0;
  job->asked = FALSE;
  tote_outbox_ledger_keep (self, job, NULL, NULL);
  tote_outbox_job_show (job, self->order);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
begin_checks (ToteOutboxLedger *self, ToteOutboxJob *job)
{
  job->step = TOTE_JOB_CHECKING;
  job->checks = 0;
  job->asked = FALSE;
  job->not_before = now (self);
}

static void
claim (ToteOutboxLedger *self, ToteOutboxJob *job, ToteMessage *copy)
{
  g_free (job->kept->server_id);
  job->kept->server_id = g_strdup (tote_message_get_id (copy));
  tote_message_list_confirm_own (tote_order_get_messages (self->order), job->kept->key,
                                 job->kept->server_id, tote_message_get_created_at (copy));
}

/* One reading that does not show it may have been overtaken by the wish itself. */
static void
take_lacking (ToteOutboxLedger *self, ToteOutboxJob *job)
{
  gboolean checking = job->step == TOTE_JOB_CHECKING;

  job->asked = FALSE;
  job->not_before = now (self) + tote_pace_get_gap (self->pace);
  if (checking && job->refusal != NULL)
    tote_outbox_ledger_fail (self, job, job->refusal);
  else if (++job->checks < CHECKS)
    return;
  else if (checking)
    tote_outbox_ledger_requeue (self, job);
  else if (tote_wish_get_kind (job->wish) == TOTE_WISH_DECISION)
    tote_outbox_ledger_drop (self, job); /* The shopper has found something else: ask anew. */
}

static void
take_moot (ToteOutboxLedger *self, ToteOutboxJob *job)
{
  if (job->step == TOTE_JOB_CHECKING && tote_wish_get_kind (job->wish) == TOTE_WISH_MESSAGE)
    tote_outbox_ledger_fail (self, job, _ ("The conversation is over"));
  else
    tote_outbox_ledger_drop (self, job);
}

/* While it is on the line a poll may be faster than the answer: the text is then known already,
 * and the answer still decides. */
static void
take_there (ToteOutboxLedger *self, ToteOutboxJob *job, ToteMessage *copy)
{
  if (copy != NULL)
    claim (self, job, copy);
  if (job->step == TOTE_JOB_CHECKING)
    tote_outbox_ledger_accept (self, job, NULL);
  if (job->step == TOTE_JOB_CONFIRMING)
    tote_outbox_ledger_drop (self, job);
}

static void
compare (ToteOutboxLedger *self, ToteOutboxJob *job, ToteResponse *answer, gint64 asked_at)
{
  g_autoptr (GHashTable) claimed = tote_outbox_rules_collect_claims (self->jobs, job);
  gboolean checking = job->step == TOTE_JOB_CHECKING || job->step == TOTE_JOB_CONFIRMING;
  gboolean sending = job->step == TOTE_JOB_SENDING;
  ToteMessage *copy = NULL;
  ToteVerdict verdict = tote_outbox_verdict (job, self->order, answer, claimed, &copy);

  if (verdict == TOTE_VERDICT_NONE)
    return;
  if (job->step == TOTE_JOB_READY)
    job->asked = FALSE;
  tote_outbox_job_show (job, self->order);

  if (verdict == TOTE_VERDICT_THERE && (checking || (sending && copy != NULL)))
    take_there (self, job, copy);
  else if (verdict == TOTE_VERDICT_MOOT && checking)
    take_moot (self, job);
  else if (verdict == TOTE_VERDICT_LACKING && checking && asked_at >= job->not_before)
    take_lacking (self, job);
}

/* What was refused or is done makes room for a new wish of its kind. */
static void
drop_finished (ToteOutboxLedger *self, ToteOutboxJob *fresh)
{
  for (guint i = self->jobs->len; i > 0; i--) {
    ToteOutboxJob *job = self->jobs->pdata[i - 1];

    if (tote_wish_get_kind (job->wish) != TOTE_WISH_MESSAGE && job->step >= TOTE_JOB_DONE &&
        tote_outbox_job_shares_lane (job, fresh))
      tote_outbox_ledger_drop (self, job);
  }
}

static void
finalize (GObject *object)
{
  ToteOutboxLedger *self = TOTE_OUTBOX_LEDGER (object);

  g_clear_object (&self->order);
  g_clear_object (&self->clock);
  g_clear_object (&self->archive);
  g_ptr_array_unref (self->jobs);
  g_object_unref (self->entries);

  G_OBJECT_CLASS (tote_outbox_ledger_parent_class)->finalize (object);
}

static void
tote_outbox_ledger_class_init (ToteOutboxLedgerClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;

  signals[SENT] = g_signal_new ("sent", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, TOTE_TYPE_WISH);
  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tote_outbox_ledger_init (ToteOutboxLedger *self)
{
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) tote_outbox_job_free);
  self->entries = g_list_store_new (TOTE_TYPE_OUTBOX_ENTRY);
  self->pace = 1;
}

/**
 * tote_outbox_ledger_new:
 * @order: the live order, whose items and messages show how far the wishes have come
 * @archive: where wishes are written down
 */
ToteOutboxLedger *
tote_outbox_ledger_new (ToteOrder *order, ToteClock *clock, ToteArchiveOrder *archive)
{
  ToteOutboxLedger *self = g_object_new (TOTE_TYPE_OUTBOX_LEDGER, NULL);

  self->order = g_object_ref (order);
  self->clock = g_object_ref (clock);
  self->archive = g_object_ref (archive);
  return self;
}

void
tote_outbox_ledger_set_pace (ToteOutboxLedger *self, double pace)
{
  self->pace = pace;
}

/**
 * tote_outbox_ledger_get_entries:
 *
 * Returns: (transfer none): a live model of #ToteOutboxEntry, oldest first; decisions and messages
 *   leave it once a reading has shown them
 */
GListModel *
tote_outbox_ledger_get_entries (ToteOutboxLedger *self)
{
  return G_LIST_MODEL (self->entries);
}

/**
 * tote_outbox_ledger_get_jobs:
 *
 * Returns: (transfer none) (element-type ToteOutboxJob): oldest first
 */
GPtrArray *
tote_outbox_ledger_get_jobs (ToteOutboxLedger *self)
{
  return self->jobs;
}

/**
 * tote_outbox_ledger_find:
 *
 * Returns: (transfer none) (nullable): the wish of that key
 */
ToteOutboxJob *
tote_outbox_ledger_find (ToteOutboxLedger *self, const char *key)
{
  for (guint i = 0; i < self->jobs->len; i++) {
    ToteOutboxJob *job = self->jobs->pdata[i];

    if (g_strcmp0 (job->kept->key, key) == 0)
      return job;
  }
  return NULL;
}

/**
 * tote_outbox_ledger_add:
 * @job: (transfer full)
 *
 * Enters a wish, and shows it; it is not written down by this.
 */
void
tote_outbox_ledger_add (ToteOutboxLedger *self, ToteOutboxJob *job)
{
  drop_finished (self, job);
  g_ptr_array_add (self->jobs, job);
  g_list_store_append (self->entries, job->entry);
  tote_outbox_job_show (job, self->order);
}

/**
 * tote_outbox_ledger_drop:
 * @job: (transfer full): is freed
 *
 * Takes a wish out of the books, here and on disk.
 */
void
tote_outbox_ledger_drop (ToteOutboxLedger *self, ToteOutboxJob *job)
{
  guint position;

  if (!g_ptr_array_find (self->jobs, job, &position))
    return;
  tote_archive_order_drop_wish (self->archive, job->kept->key);
  tote_outbox_job_hide (job, self->order);
  g_ptr_array_remove_index (self->jobs, position);
  g_list_store_remove (self->entries, position);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * tote_outbox_ledger_clear:
 *
 * Forgets every wish; the disk is somebody else's matter.
 */
void
tote_outbox_ledger_clear (ToteOutboxLedger *self)
{
  g_ptr_array_set_size (self->jobs, 0);
  g_list_store_remove_all (self->entries);
}

/**
 * tote_outbox_ledger_keep:
 * @done: (nullable): called once the wish would survive a power cut, if it is still wanted
 * @user: (nullable): passed to @done, and kept alive until then
 *
 * Writes the wish down as it stands.
 */
void
tote_outbox_ledger_keep (ToteOutboxLedger *self, ToteOutboxJob *job, ToteOutboxJobFunc done,
                         GObject *user)
{
  Errand *errand;

  if (!tote_archive_order_is_open (self->archive)) {
    if (done != NULL)
      done (job, user);
    return;
  }
  errand = g_new (Errand, 1);
  *errand = (Errand){ g_object_ref (self), g_strdup (job->kept->key), done,
                      user != NULL ? g_object_ref (user) : NULL };
  tote_archive_order_save_wish_async (self->archive, job->kept, NULL, on_kept, errand);
}

/**
 * tote_outbox_ledger_reset:
 *
 * Begins anew with a wish that failed: what the server has by now does not count as this one.
 */
void
tote_outbox_ledger_reset (ToteOutboxLedger *self, ToteOutboxJob *job)
{
  job->step = TOTE_JOB_WRITING;
  job->kept->phase = TOTE_WISH_WAITING;
  job->failures = 0;
  job->asked = FALSE;
  job->not_before = now (self);
  g_clear_pointer (&job->kept->reason, g_free);
  g_clear_pointer (&job->kept->known, g_free);
  g_clear_pointer (&job->refusal, g_free);
  tote_outbox_job_show (job, self->order);
}

/**
 * tote_outbox_ledger_mark:
 *
 * It is about to leave: once that is on disk, whoever finds it there asks the server first.
 */
void
tote_outbox_ledger_mark (ToteOutboxLedger *self, ToteOutboxJob *job)
{
  job->step = TOTE_JOB_SENDING;
  job->kept->phase = TOTE_WISH_SENDING;
  tote_outbox_job_note_known (job, self->order);
}

/**
 * tote_outbox_ledger_accept:
 * @copy: (nullable): the server's copy of a text
 *
 * The server has it.
 */
void
tote_outbox_ledger_accept (ToteOutboxLedger *self, ToteOutboxJob *job, ToteMessage *copy)
{
  ToteWishKind kind = tote_wish_get_kind (job->wish);
  gboolean shows = kind == TOTE_WISH_MESSAGE || kind == TOTE_WISH_DECISION;

  if (copy != NULL)
    claim (self, job, copy);
  job->not_before = now (self);
  move (self, job, TOTE_WISH_SENT, shows ? TOTE_JOB_CONFIRMING : TOTE_JOB_DONE);
  g_signal_emit (self, signals[SENT], 0, job->wish);
}

/**
 * tote_outbox_ledger_requeue:
 *
 * The server does not have it, but will: it waits longer with every failure.
 */
void
tote_outbox_ledger_requeue (ToteOutboxLedger *self, ToteOutboxJob *job)
{
  gint64 gap = tote_pace_get_gap (self->pace);

  job->failures++;
  job->not_before =
      now (self) + MAX (gap, tote_pace_back_off (job->failures, g_random_double (), self->pace));
  move (self, job, TOTE_WISH_WAITING, TOTE_JOB_READY);
}

/**
 * tote_outbox_ledger_doubt:
 *
 * The server may have it.
 */
void
tote_outbox_ledger_doubt (ToteOutboxLedger *self, ToteOutboxJob *job)
{
  ToteResource resource;

  if (job->kept->server_id != NULL)
    tote_outbox_ledger_accept (self, job, NULL);
  else if (tote_outbox_job_get_check (job, &resource))
    begin_checks (self, job);
  else
    tote_outbox_ledger_requeue (self, job);
}

/**
 * tote_outbox_ledger_refuse:
 * @reason: the server's words
 *
 * The server does not want it. A refused decision is mostly one that was taken already: the items
 * know.
 */
void
tote_outbox_ledger_refuse (ToteOutboxLedger *self, ToteOutboxJob *job, const char *reason)
{
  if (tote_wish_get_kind (job->wish) != TOTE_WISH_DECISION) {
    tote_outbox_ledger_fail (self, job, reason);
    return;
  }
  g_free (job->refusal);
  job->refusal = g_strdup (reason);
  begin_checks (self, job);
}

/**
 * tote_outbox_ledger_fail:
 * @reason: shown to the customer
 *
 * It is given up, until the customer asks for it again.
 */
void
tote_outbox_ledger_fail (ToteOutboxLedger *self, ToteOutboxJob *job, const char *reason)
{
  char *copy = g_strdup (reason);

  g_free (job->kept->reason);
  job->kept->reason = copy;
  if (job->kept->server_id != NULL) {
    /* It was taken for another text like it, which somebody sent by other means. */
    tote_message_list_remove_own (tote_order_get_messages (self->order), job->kept->key);
    g_clear_pointer (&job->kept->server_id, g_free);
  }
  move (self, job, TOTE_WISH_FAILED, TOTE_JOB_FAILED);
}

/**
 * tote_outbox_ledger_compare:
 * @answer: what the server has
 * @asked_at: monotonic time at which the question left
 *
 * Compares the books with a reading.
 */
void
tote_outbox_ledger_compare (ToteOutboxLedger *self, ToteResponse *answer, gint64 asked_at)
{
  guint i = 0;

  while (i < self->jobs->len) {
    ToteOutboxJob *job = self->jobs->pdata[i];

    compare (self, job, answer, asked_at);
    if (i < self->jobs->len && self->jobs->pdata[i] == job)
      i++;
  }
}
