/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-outbox.h"

#include "tote-failure.h"
#include "tote-outbox-rules.h"

struct _ToteOutbox {
  GObject parent_instance;

  ToteClient *client;
  ToteOrder *order;
  ToteClock *clock;
  ToteOutboxLedger *ledger;

  GCancellable *cancellable;
  gboolean running;
  gboolean chat_read; /* the conversation was read in this run, or cannot be */
  gint64 hold_until;  /* monotonic; Retry-After */
  guint timer;
};

G_DEFINE_FINAL_TYPE (ToteOutbox, tote_outbox, G_TYPE_OBJECT)

enum {
  READ_WANTED,
  PROBLEM,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A wish on the line; when the answer comes it may have been forgotten here. */
typedef struct {
  ToteOutbox *outbox; /* (owned) */
  char *key;
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->outbox);
  g_free (attempt->key);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static void pump (ToteOutbox *self);

static gint64
now (ToteOutbox *self)
{
  return tote_clock_get_monotonic_time (self->clock);
}

static void
take_error (ToteOutbox *self, ToteOutboxJob *job, const GError *error)
{
  const char *said = tote_connect_error_get_server_message (error);
  g_autoptr (ToteWish) wish = g_object_ref (job->wish);

  self->hold_until = MAX (self->hold_until, now (self) + tote_failure_get_rest (error));
  switch (tote_job_outcome_from_error (error)) {
  case TOTE_OUTCOME_NOT_DELIVERED:
    tote_outbox_ledger_requeue (self->ledger, job);
    break;
  case TOTE_OUTCOME_REFUSED:
    tote_outbox_ledger_refuse (self->ledger, job, said != NULL ? said : error->message);
    break;
  case TOTE_OUTCOME_ACCEPTED:
  case TOTE_OUTCOME_UNCLEAR:
  default:
    tote_outbox_ledger_doubt (self->ledger, job);
  }
  g_signal_emit (self, signals[PROBLEM], 0, wish, error);
}

static void
take_content (ToteOutbox *self, ToteOutboxJob *job, GObject *content)
{
  ToteMessage *copy = TOTE_IS_MESSAGE (content) ? TOTE_MESSAGE (content) : NULL;

  if (TOTE_IS_VEHICLE (content))
    tote_order_set_vehicle (self->order, TOTE_VEHICLE (content));
  if (copy != NULL)
    tote_order_set_chat_zone (self->order, tote_message_get_time_zone (copy));

  if (tote_wish_get_kind (job->wish) != TOTE_WISH_MESSAGE)
    tote_outbox_ledger_accept (self->ledger, job, NULL);
  else if (copy != NULL && tote_message_get_id (copy) != NULL)
    tote_outbox_ledger_accept (self->ledger, job, copy);
  else
    tote_outbox_ledger_doubt (self->ledger, job);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) content = NULL;
  gboolean done = tote_client_write_finish (TOTE_CLIENT (source), result, &content, &error);
  ToteOutbox *self = attempt->outbox;
  ToteOutboxJob *job = tote_outbox_ledger_find (self->ledger, attempt->key);

  if (job == NULL || job->step != TOTE_JOB_SENDING)
    return;
  if (done)
    take_content (self, job, content);
  else
    take_error (self, job, error);
  pump (self);
}

static void
send_wish (ToteOutboxJob *job, gpointer user_data)
{
  ToteOutbox *self = user_data;
  Attempt *attempt;

  /* Disposed of while the mark was being written: the next run finds it and asks. */
  if (self->client == NULL)
    return;
  attempt = g_new (Attempt, 1);
  attempt->outbox = g_object_ref (self);
  attempt->key = g_strdup (job->kept->key);
  tote_client_write_async (self->client, tote_order_get_id (self->order), job->wish,
                           self->cancellable, on_written, attempt);
}

static void
want (ToteOutbox *self, ToteOutboxJob *job, ToteResource resource)
{
  if (job->asked)
    return;
  job->asked = TRUE;
  g_signal_emit (self, signals[READ_WANTED], 0, (int) resource);
}

/* What the conversation held before is needed to know this text again afterwards. */
static void
advance_ready (ToteOutbox *self, ToteOutboxJob *job)
{
  if (tote_wish_get_kind (job->wish) == TOTE_WISH_MESSAGE && !self->chat_read) {
    want (self, job, TOTE_RESOURCE_CHAT);
    return;
  }
  tote_outbox_ledger_mark (self->ledger, job);
  tote_outbox_ledger_keep (self->ledger, job, send_wish, G_OBJECT (self));
}

/* Takes the next step of one wish if its time has come; else returns when that is. */
static gint64
advance (ToteOutbox *self, GPtrArray *jobs, guint position)
{
  ToteOutboxJob *job = jobs->pdata[position];
  gboolean ready = job->step == TOTE_JOB_READY && !tote_outbox_rules_is_blocked (jobs, position);
  gboolean checking = job->step == TOTE_JOB_CHECKING || job->step == TOTE_JOB_CONFIRMING;
  gint64 time = ready ? MAX (job->not_before, self->hold_until) : job->not_before;
  ToteResource resource;

  if (!ready && (!checking || job->asked))
    return G_MAXINT64;
  if (time > now (self))
    return time;

  if (ready)
    advance_ready (self, job);
  else if (tote_outbox_job_get_check (job, &resource))
    want (self, job, resource);
  return G_MAXINT64;
}

static gboolean
on_timer (gpointer user_data)
{
  g_autoptr (ToteOutbox) self = g_object_ref (user_data);

  self->timer = 0;
  pump (self);
  return G_SOURCE_REMOVE;
}

static void
clear_timer (ToteOutbox *self)
{
  if (self->timer != 0)
    tote_clock_remove_timer (self->clock, self->timer);
  self->timer = 0;
}

static void
pump (ToteOutbox *self)
{
  GPtrArray *jobs;
  gint64 next = G_MAXINT64;

  clear_timer (self);
  if (!self->running)
    return;
  jobs = tote_outbox_ledger_get_jobs (self->ledger);
  for (guint i = 0; i < jobs->len; i++)
    next = MIN (next, advance (self, jobs, i));
  if (next != G_MAXINT64)
    self->timer = tote_clock_add_timer (self->clock, next - now (self), on_timer, self);
}

static void
make_ready (ToteOutboxJob *job, gpointer user_data)
{
  job->step = TOTE_JOB_READY;
  pump (user_data);
}

static void
dispose (GObject *object)
{
  ToteOutbox *self = TOTE_OUTBOX (object);

  self->running = FALSE;
  if (self->clock != NULL)
    clear_timer (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tote_outbox_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  ToteOutbox *self = TOTE_OUTBOX (object);

  g_clear_object (&self->ledger);
  g_clear_object (&self->order);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (tote_outbox_parent_class)->finalize (object);
}

static void
tote_outbox_class_init (ToteOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;

  signals[READ_WANTED] = g_signal_new ("read-wanted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_INT);
  signals[PROBLEM] = g_signal_new ("problem", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, TOTE_TYPE_WISH, G_TYPE_ERROR);
}

static void
tote_outbox_init (ToteOutbox *self)
{
  self->cancellable = g_cancellable_new ();
  self->hold_until = G_MININT64;
}

/**
 * tote_outbox_new:
 * @order: the live order, whose items and messages show how far the wishes have come
 * @archive: where wishes are written down
 *
 * Returns: (transfer full): an empty outbox that sends nothing before tote_outbox_set_running()
 */
ToteOutbox *
tote_outbox_new (ToteClient *client, ToteOrder *order, ToteClock *clock, ToteArchiveOrder *archive)
{
  ToteOutbox *self = g_object_new (TOTE_TYPE_OUTBOX, NULL);

  self->client = g_object_ref (client);
  self->order = g_object_ref (order);
  self->clock = g_object_ref (clock);
  self->ledger = tote_outbox_ledger_new (order, clock, archive);
  return self;
}

/**
 * tote_outbox_get_ledger:
 *
 * Returns: (transfer none): which wishes there are, and how far they have come
 */
ToteOutboxLedger *
tote_outbox_get_ledger (ToteOutbox *self)
{
  g_return_val_if_fail (TOTE_IS_OUTBOX (self), NULL);

  return self->ledger;
}

/**
 * tote_outbox_set_pace:
 * @pace: factor on every gap and back-off
 */
void
tote_outbox_set_pace (ToteOutbox *self, double pace)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  tote_outbox_ledger_set_pace (self->ledger, pace);
}

/**
 * tote_outbox_set_running:
 * @running: whether wishes are sent; what is on the line already comes to its end
 */
void
tote_outbox_set_running (ToteOutbox *self, gboolean running)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  if (running && !self->running)
    tote_outbox_rules_want_again (tote_outbox_ledger_get_jobs (self->ledger));
  self->running = running;
  pump (self);
}

/**
 * tote_outbox_restore:
 * @kept: (element-type ToteWishRecord): what an earlier run left, oldest first
 */
void
tote_outbox_restore (ToteOutbox *self, GPtrArray *kept)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  for (guint i = 0; i < kept->len; i++) {
    g_autoptr (GError) error = NULL;
    ToteOutboxJob *job = tote_outbox_job_new_from_kept (kept->pdata[i], &error);

    if (job != NULL)
      tote_outbox_ledger_add (self->ledger, job);
    else
      g_message ("A wish on disk cannot be read: %s", error->message);
  }
  pump (self);
}

/**
 * tote_outbox_add:
 *
 * Returns: whether @wish was taken; a second one of its kind under way, an empty or too long text
 *   and a decision where none is asked for are not
 */
gboolean
tote_outbox_add (ToteOutbox *self, ToteWish *wish)
{
  ToteOutboxJob *job;

  g_return_val_if_fail (TOTE_IS_OUTBOX (self), FALSE);
  g_return_val_if_fail (TOTE_IS_WISH (wish), FALSE);

  if (!tote_outbox_rules_accept (tote_outbox_ledger_get_jobs (self->ledger), self->order, wish))
    return FALSE;
  job = tote_outbox_job_new (wish, tote_clock_get_real_time (self->clock));
  tote_outbox_ledger_add (self->ledger, job);
  tote_outbox_ledger_keep (self->ledger, job, make_ready, G_OBJECT (self));
  return TRUE;
}

/**
 * tote_outbox_retry:
 * @key: of a wish that failed
 */
void
tote_outbox_retry (ToteOutbox *self, const char *key)
{
  ToteOutboxJob *job;

  g_return_if_fail (TOTE_IS_OUTBOX (self));

  job = tote_outbox_ledger_find (self->ledger, key);
  if (job == NULL || job->step != TOTE_JOB_FAILED)
    return;
  tote_outbox_ledger_reset (self->ledger, job);
  tote_outbox_ledger_keep (self->ledger, job, make_ready, G_OBJECT (self));
}

/**
 * tote_outbox_withdraw:
 * @key: of a wish that failed, or that has not left yet; any other stays
 */
void
tote_outbox_withdraw (ToteOutbox *self, const char *key)
{
  ToteOutboxJob *job;

  g_return_if_fail (TOTE_IS_OUTBOX (self));

  job = tote_outbox_ledger_find (self->ledger, key);
  if (job == NULL || (job->step != TOTE_JOB_FAILED && job->step != TOTE_JOB_READY))
    return;
  tote_outbox_ledger_drop (self->ledger, job);
  pump (self);
}

/**
 * tote_outbox_clear:
 *
 * Forgets every wish, sent or not.
 */
void
tote_outbox_clear (ToteOutbox *self)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  tote_outbox_ledger_clear (self->ledger);
}

/**
 * tote_outbox_hurry:
 *
 * The line is back: what waits for a failure to pass need not wait longer.
 */
void
tote_outbox_hurry (ToteOutbox *self)
{
  GPtrArray *jobs;

  g_return_if_fail (TOTE_IS_OUTBOX (self));

  jobs = tote_outbox_ledger_get_jobs (self->ledger);
  for (guint i = 0; i < jobs->len; i++) {
    ToteOutboxJob *job = jobs->pdata[i];

    if (job->step == TOTE_JOB_READY)
      job->not_before = MIN (job->not_before, now (self));
  }
  pump (self);
}

/**
 * tote_outbox_get_settled:
 *
 * Returns: whether the server has, or has refused, every wish
 */
gboolean
tote_outbox_get_settled (ToteOutbox *self)
{
  g_return_val_if_fail (TOTE_IS_OUTBOX (self), TRUE);

  return tote_outbox_rules_is_settled (tote_outbox_ledger_get_jobs (self->ledger));
}

/**
 * tote_outbox_take_answer:
 * @answer: what was read: the conversation before it is merged into the live order, so that own
 *   texts do not stand twice; items and order after they were merged
 * @asked_at: monotonic time at which the question left
 */
void
tote_outbox_take_answer (ToteOutbox *self, ToteResponse *answer, gint64 asked_at)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  if (tote_response_get_resource (answer) == TOTE_RESOURCE_CHAT)
    self->chat_read = TRUE;
  tote_outbox_ledger_compare (self->ledger, answer, asked_at);
  pump (self);
}

/**
 * tote_outbox_take_failure:
 *
 * A reading did not succeed. It is asked again by itself, unless @error is final: then what hangs
 * on it cannot be found out, and the customer has to decide.
 */
void
tote_outbox_take_failure (ToteOutbox *self, ToteResource resource, const GError *error)
{
  GPtrArray *jobs;

  g_return_if_fail (TOTE_IS_OUTBOX (self));

  self->hold_until = MAX (self->hold_until, now (self) + tote_failure_get_rest (error));
  if (resource == TOTE_RESOURCE_CHAT && tote_failure_is_unreadable (error))
    self->chat_read = TRUE;

  jobs = tote_outbox_ledger_get_jobs (self->ledger);
  for (guint i = 0; i < jobs->len; i++) {
    ToteOutboxJob *job = jobs->pdata[i];
    ToteResource check;

    if (!tote_outbox_job_get_check (job, &check) || check != resource)
      continue;
    if (job->step == TOTE_JOB_READY)
      job->asked = FALSE;
    else if (job->step == TOTE_JOB_CHECKING && tote_failure_is_final (error))
      tote_outbox_ledger_fail (self->ledger, job,
                               job->refusal != NULL ? job->refusal : error->message);
  }
  pump (self);
}
