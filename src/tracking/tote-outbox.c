/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-outbox.h"

#include "tote-config.h"
#include "tote-failure.h"
#include "tote-outbox-rules.h"
#include "tote-outbox-verdict.h"
#include "tote-pace.h"

#include <glib/gi18n-lib.h>

/* Readings that must not show a wish before it is sent again. */
#define CHECKS 2

struct _ToteOutbox {
  GObject parent_instance;

  ToteClient *client;
  ToteOrder *order;
  ToteClock *clock;
  ToteArchive *archive; /* (nullable): then a crash forgets everything */

  GPtrArray *jobs; /* of ToteOutboxJob, oldest first */
  GCancellable *cancellable;
  double pace;
  gboolean running;
  gboolean chat_read; /* the conversation was read in this run, or cannot be */
  gint64 hold_until;  /* monotonic; Retry-After */
  guint timer;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ToteOutbox, tote_outbox, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum {
  READ_WANTED,
  SENT,
  PROBLEM,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A wish on its way to disk or server; by then it may have been forgotten here. */
typedef struct {
  ToteOutbox *outbox; /* (owned) */
  char *key;
  void (*next) (ToteOutbox *self, ToteOutboxJob *job); /* (nullable) */
} Errand;

static void pump (ToteOutbox *self);

static Errand *
errand_new (ToteOutbox *self, ToteOutboxJob *job)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->outbox = g_object_ref (self);
  errand->key = g_strdup (job->kept->key);
  return errand;
}

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->outbox);
  g_free (errand->key);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static gint64
now (ToteOutbox *self)
{
  return tote_clock_get_monotonic_time (self->clock);
}

static ToteOutboxJob *
find_job (ToteOutbox *self, const char *key, guint *position)
{
  for (guint i = 0; i < self->jobs->len; i++) {
    ToteOutboxJob *job = self->jobs->pdata[i];

    if (g_strcmp0 (job->kept->key, key) != 0)
      continue;
    if (position != NULL)
      *position = i;
    return job;
  }
  return NULL;
}

static void
append (ToteOutbox *self, ToteOutboxJob *job)
{
  g_ptr_array_add (self->jobs, job);
  g_list_model_items_changed (G_LIST_MODEL (self), self->jobs->len - 1, 0, 1);
}

/* Takes a wish off the list and off the disk. */
static void
drop (ToteOutbox *self, ToteOutboxJob *job)
{
  guint position = 0;

  if (find_job (self, job->kept->key, &position) == NULL)
    return;
  if (self->archive != NULL)
    tote_archive_drop_wish (self->archive, tote_client_get_base (self->client),
                            tote_order_get_id (self->order), job->kept->key);
  tote_outbox_job_hide (job, self->order);
  g_ptr_array_remove_index (self->jobs, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  ToteOutboxJob *job = find_job (errand->outbox, errand->key, NULL);

  /* With a full disk the wish still counts: it is kept in memory and sent. */
  if (!tote_archive_keep_wish_finish (TOTE_ARCHIVE (source), result, &error))
    g_message ("A wish could not be written down: %s", error->message);
  if (job != NULL && errand->next != NULL)
    errand->next (errand->outbox, job);
}

/* Writes the wish down as it stands, then goes on. */
static void
keep (ToteOutbox *self, ToteOutboxJob *job, void (*next) (ToteOutbox *, ToteOutboxJob *))
{
  Errand *errand;

  if (self->archive == NULL) {
    if (next != NULL)
      next (self, job);
    return;
  }
  errand = errand_new (self, job);
  errand->next = next;
  tote_archive_keep_wish_async (self->archive, tote_client_get_base (self->client),
                                tote_order_get_id (self->order), job->kept, NULL, on_kept, errand);
}

static void
set_server_id (ToteOutbox *self, ToteOutboxJob *job, const char *id, GDateTime *created_at)
{
  g_free (job->kept->server_id);
  job->kept->server_id = g_strdup (id);
  tote_message_list_confirm_own (tote_order_get_messages (self->order), job->kept->key, id,
                                 created_at);
}

static void
accept_wish (ToteOutbox *self, ToteOutboxJob *job)
{
  ToteWishKind kind = tote_wish_get_kind (job->wish);

  job->kept->phase = TOTE_WISH_SENT;
  job->step =
      kind == TOTE_WISH_MESSAGE || kind == TOTE_WISH_DECISION ? TOTE_JOB_CONFIRMING : TOTE_JOB_DONE;
  job->checks = 0;
  job->asked = FALSE;
  job->not_before = now (self);
  keep (self, job, NULL);
  tote_outbox_job_show (job, self->order);
  g_signal_emit (self, signals[SENT], 0, job->wish);
}

static void
fail (ToteOutbox *self, ToteOutboxJob *job, const char *reason)
{
  job->kept->phase = TOTE_WISH_FAILED;
  job->step = TOTE_JOB_FAILED;
  g_free (job->kept->reason);
  job->kept->reason = g_strdup (reason);
  if (job->kept->server_id != NULL) {
    /* It was taken for another text like it, which somebody sent by other means. */
    tote_message_list_remove_own (tote_order_get_messages (self->order), job->kept->key);
    g_clear_pointer (&job->kept->server_id, g_free);
  }
  keep (self, job, NULL);
  tote_outbox_job_show (job, self->order);
}

/* The server does not have it: it goes back into the queue. */
static void
requeue (ToteOutbox *self, ToteOutboxJob *job)
{
  gint64 gap = tote_pace_get_gap (self->pace);

  job->failures++;
  job->kept->phase = TOTE_WISH_WAITING;
  job->step = TOTE_JOB_READY;
  job->not_before =
      now (self) + MAX (gap, tote_pace_back_off (job->failures, g_random_double (), self->pace));
  keep (self, job, NULL);
}

static void
begin_checks (ToteOutbox *self, ToteOutboxJob *job)
{
  job->step = TOTE_JOB_CHECKING;
  job->checks = 0;
  job->asked = FALSE;
  job->not_before = now (self);
}

static void
take_unclear (ToteOutbox *self, ToteOutboxJob *job)
{
  ToteResource resource;

  if (job->kept->server_id != NULL)
    accept_wish (self, job);
  else if (tote_outbox_job_get_check (job, &resource))
    begin_checks (self, job);
  else
    requeue (self, job);
}

/* A refused decision is mostly one that was taken already: the items know. */
static void
take_refusal (ToteOutbox *self, ToteOutboxJob *job, const GError *error)
{
  const char *said = tote_connect_error_get_server_message (error);

  said = said != NULL ? said : error->message;
  if (tote_wish_get_kind (job->wish) != TOTE_WISH_DECISION) {
    fail (self, job, said);
    return;
  }
  g_free (job->refusal);
  job->refusal = g_strdup (said);
  begin_checks (self, job);
}

static void
take_error (ToteOutbox *self, ToteOutboxJob *job, const GError *error)
{
  int retry_after = tote_connect_error_get_retry_after (error);

  if (retry_after > 0)
    self->hold_until = MAX (self->hold_until, now (self) + (gint64) retry_after * G_USEC_PER_SEC);

  switch (tote_job_outcome_from_error (error)) {
  case TOTE_OUTCOME_NOT_DELIVERED:
    requeue (self, job);
    break;
  case TOTE_OUTCOME_REFUSED:
    take_refusal (self, job, error);
    break;
  case TOTE_OUTCOME_ACCEPTED:
  case TOTE_OUTCOME_UNCLEAR:
  default:
    take_unclear (self, job);
  }
  g_signal_emit (self, signals[PROBLEM], 0, job->wish, error);
}

static void
take_content (ToteOutbox *self, ToteOutboxJob *job, GObject *content)
{
  if (TOTE_IS_VEHICLE (content))
    tote_order_set_vehicle (self->order, TOTE_VEHICLE (content));

  if (tote_wish_get_kind (job->wish) != TOTE_WISH_MESSAGE) {
    accept_wish (self, job);
  } else if (TOTE_IS_MESSAGE (content) && tote_message_get_id (TOTE_MESSAGE (content)) != NULL) {
    set_server_id (self, job, tote_message_get_id (TOTE_MESSAGE (content)),
                   tote_message_get_created_at (TOTE_MESSAGE (content)));
    accept_wish (self, job);
  } else {
    take_unclear (self, job);
  }
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) content = NULL;
  gboolean done = tote_client_write_finish (TOTE_CLIENT (source), result, &content, &error);
  ToteOutboxJob *job = find_job (errand->outbox, errand->key, NULL);

  if (job == NULL || job->step != TOTE_JOB_SENDING)
    return;
  if (done)
    take_content (errand->outbox, job, content);
  else
    take_error (errand->outbox, job, error);
  pump (errand->outbox);
}

static void
send_wish (ToteOutbox *self, ToteOutboxJob *job)
{
  tote_client_write_async (self->client, tote_order_get_id (self->order), job->wish,
                           self->cancellable, on_written, errand_new (self, job));
}

/* From here on, whoever finds this on disk after a crash has to ask the server first. */
static void
mark (ToteOutbox *self, ToteOutboxJob *job)
{
  job->step = TOTE_JOB_SENDING;
  job->kept->phase = TOTE_WISH_SENDING;
  tote_outbox_job_note_known (job, self->order);
  keep (self, job, send_wish);
}

static void
want (ToteOutbox *self, ToteOutboxJob *job, ToteResource resource)
{
  if (job->asked)
    return;
  job->asked = TRUE;
  g_signal_emit (self, signals[READ_WANTED], 0, resource);
}

/* What the conversation held before is needed to know this text again afterwards. */
static void
advance_ready (ToteOutbox *self, ToteOutboxJob *job)
{
  if (tote_wish_get_kind (job->wish) == TOTE_WISH_MESSAGE && !self->chat_read)
    want (self, job, TOTE_RESOURCE_CHAT);
  else
    mark (self, job);
}

/* Takes the next step of one wish if its time has come; else returns when that is. */
static gint64
advance (ToteOutbox *self, guint position)
{
  ToteOutboxJob *job = self->jobs->pdata[position];
  gboolean waits =
      job->step == TOTE_JOB_READY && !tote_outbox_rules_is_blocked (self->jobs, position);
  gboolean checks = job->step == TOTE_JOB_CHECKING || job->step == TOTE_JOB_CONFIRMING;
  gint64 time = waits ? MAX (job->not_before, self->hold_until) : job->not_before;
  ToteResource resource;

  if (!waits && (!checks || job->asked))
    return G_MAXINT64;
  if (time > now (self))
    return time;

  if (waits)
    advance_ready (self, job);
  else if (tote_outbox_job_get_check (job, &resource))
    want (self, job, resource);
  return G_MAXINT64;
}

static gboolean
on_timer (gpointer user_data)
{
  ToteOutbox *self = user_data;

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
  gint64 next = G_MAXINT64;

  clear_timer (self);
  if (!self->running)
    return;
  for (guint i = 0; i < self->jobs->len; i++)
    next = MIN (next, advance (self, i));
  if (next != G_MAXINT64)
    self->timer = tote_clock_add_timer (self->clock, next - now (self), on_timer, self);
}

/* One reading that does not show it may have been overtaken by the wish itself. */
static void
take_lacking (ToteOutbox *self, ToteOutboxJob *job)
{
  job->asked = FALSE;
  job->not_before = now (self) + tote_pace_get_gap (self->pace);
  if (job->step == TOTE_JOB_CHECKING && job->refusal != NULL) {
    fail (self, job, job->refusal);
  } else if (++job->checks >= CHECKS) {
    if (job->step == TOTE_JOB_CHECKING)
      requeue (self, job);
    else if (tote_wish_get_kind (job->wish) == TOTE_WISH_DECISION)
      drop (self, job); /* The shopper has found something else: it is a new question. */
  }
}

static void
take_moot (ToteOutbox *self, ToteOutboxJob *job)
{
  if (job->step == TOTE_JOB_CHECKING && tote_wish_get_kind (job->wish) == TOTE_WISH_MESSAGE)
    fail (self, job, _ ("The conversation is over"));
  else
    drop (self, job);
}

/* While it is on the line the poll may be faster than the answer: the text is then known already,
 * and the answer still decides. */
static void
take_there (ToteOutbox *self, ToteOutboxJob *job, ToteMessage *copy)
{
  if (copy != NULL)
    set_server_id (self, job, tote_message_get_id (copy), tote_message_get_created_at (copy));
  if (job->step == TOTE_JOB_CHECKING)
    accept_wish (self, job);
  if (job->step == TOTE_JOB_CONFIRMING)
    drop (self, job);
}

static void
take_verdict (ToteOutbox *self, ToteOutboxJob *job, ToteAnswer *answer, gint64 asked_at)
{
  g_autoptr (GHashTable) claimed = tote_outbox_rules_collect_claims (self->jobs, job);
  gboolean checking = job->step == TOTE_JOB_CHECKING || job->step == TOTE_JOB_CONFIRMING;
  ToteMessage *copy = NULL;
  ToteVerdict verdict = tote_outbox_verdict (job, self->order, answer, claimed, &copy);

  if (verdict == TOTE_VERDICT_NONE)
    return;
  if (job->step == TOTE_JOB_READY)
    job->asked = FALSE;
  tote_outbox_job_show (job, self->order);

  if (verdict == TOTE_VERDICT_THERE &&
      (checking || (copy != NULL && job->step == TOTE_JOB_SENDING)))
    take_there (self, job, copy);
  else if (verdict == TOTE_VERDICT_MOOT && checking)
    take_moot (self, job);
  else if (verdict == TOTE_VERDICT_LACKING && checking && asked_at >= job->not_before)
    take_lacking (self, job);
}

/* What was refused or is done makes room for the new wish of its kind. */
static void
replace_finished (ToteOutbox *self, ToteOutboxJob *fresh)
{
  for (guint i = self->jobs->len; i > 0; i--) {
    ToteOutboxJob *job = self->jobs->pdata[i - 1];

    if (tote_wish_get_kind (job->wish) != TOTE_WISH_MESSAGE && job->step >= TOTE_JOB_DONE &&
        tote_outbox_job_shares_lane (job, fresh))
      drop (self, job);
  }
}

static void
make_ready (ToteOutbox *self, ToteOutboxJob *job)
{
  job->step = TOTE_JOB_READY;
  pump (self);
}

static GType
get_item_type (GListModel *model)
{
  return TOTE_TYPE_OUTBOX_ENTRY;
}

static guint
get_n_items (GListModel *model)
{
  return TOTE_OUTBOX (model)->jobs->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *jobs = TOTE_OUTBOX (model)->jobs;

  return position < jobs->len ? g_object_ref (((ToteOutboxJob *) jobs->pdata[position])->entry)
                              : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
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
  g_clear_object (&self->order);
  g_clear_object (&self->clock);
  g_clear_object (&self->archive);

  G_OBJECT_CLASS (tote_outbox_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  ToteOutbox *self = TOTE_OUTBOX (object);

  g_ptr_array_unref (self->jobs);
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
  signals[SENT] = g_signal_new ("sent", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, TOTE_TYPE_WISH);
  signals[PROBLEM] = g_signal_new ("problem", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, TOTE_TYPE_WISH, G_TYPE_ERROR);
}

static void
tote_outbox_init (ToteOutbox *self)
{
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) tote_outbox_job_free);
  self->cancellable = g_cancellable_new ();
  self->pace = 1;
  self->hold_until = G_MININT64;
}

/**
 * tote_outbox_new:
 * @order: the live order, whose items and messages show how far the wishes have come
 * @archive: (nullable): where wishes are written down
 *
 * Returns: (transfer full): an empty outbox that sends nothing before tote_outbox_set_running()
 */
ToteOutbox *
tote_outbox_new (ToteClient *client, ToteOrder *order, ToteClock *clock, ToteArchive *archive)
{
  ToteOutbox *self = g_object_new (TOTE_TYPE_OUTBOX, NULL);

  self->client = g_object_ref (client);
  self->order = g_object_ref (order);
  self->clock = g_object_ref (clock);
  self->archive = archive != NULL ? g_object_ref (archive) : NULL;
  return self;
}

/**
 * tote_outbox_set_pace:
 * @pace: factor on every gap and back-off
 */
void
tote_outbox_set_pace (ToteOutbox *self, double pace)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  self->pace = pace;
}

/**
 * tote_outbox_set_running:
 * @running: whether wishes are sent; what is on the line already comes to its end
 */
void
tote_outbox_set_running (ToteOutbox *self, gboolean running)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  self->running = running;
  pump (self);
}

/**
 * tote_outbox_restore:
 * @kept: (element-type ToteKeptWish): what an earlier run left, oldest first
 */
void
tote_outbox_restore (ToteOutbox *self, GPtrArray *kept)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  for (guint i = 0; i < kept->len; i++) {
    g_autoptr (GError) error = NULL;
    ToteOutboxJob *job = tote_outbox_job_new_from_kept (kept->pdata[i], &error);

    if (job == NULL) {
      g_message ("A wish on disk cannot be read: %s", error->message);
      continue;
    }
    append (self, job);
    tote_outbox_job_show (job, self->order);
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

  if (!tote_outbox_rules_accept (self->jobs, self->order, wish))
    return FALSE;
  job = tote_outbox_job_new (wish, tote_clock_get_real_time (self->clock));
  replace_finished (self, job);
  append (self, job);
  tote_outbox_job_show (job, self->order);
  keep (self, job, make_ready);
  return TRUE;
}

/**
 * tote_outbox_retry:
 * @key: of a wish that failed
 *
 * Sends it again. It is a new text: what the server has already does not count as this one.
 */
void
tote_outbox_retry (ToteOutbox *self, const char *key)
{
  ToteOutboxJob *job;

  g_return_if_fail (TOTE_IS_OUTBOX (self));

  job = find_job (self, key, NULL);
  if (job == NULL || job->step != TOTE_JOB_FAILED)
    return;
  job->step = TOTE_JOB_WRITING;
  job->kept->phase = TOTE_WISH_WAITING;
  job->failures = 0;
  job->not_before = now (self);
  job->asked = FALSE;
  g_clear_pointer (&job->kept->reason, g_free);
  g_clear_pointer (&job->kept->known, g_free);
  g_clear_pointer (&job->refusal, g_free);
  tote_outbox_job_show (job, self->order);
  keep (self, job, make_ready);
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

  job = find_job (self, key, NULL);
  if (job == NULL || (job->step != TOTE_JOB_FAILED && job->step != TOTE_JOB_READY))
    return;
  drop (self, job);
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
  guint n_jobs;

  g_return_if_fail (TOTE_IS_OUTBOX (self));

  n_jobs = self->jobs->len;
  g_ptr_array_set_size (self->jobs, 0);
  if (n_jobs > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_jobs, 0);
}

/**
 * tote_outbox_hurry:
 *
 * The line is back: what waits for a failure to pass need not wait longer.
 */
void
tote_outbox_hurry (ToteOutbox *self)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  for (guint i = 0; i < self->jobs->len; i++) {
    ToteOutboxJob *job = self->jobs->pdata[i];

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

  for (guint i = 0; i < self->jobs->len; i++) {
    if (tote_outbox_job_is_pending (self->jobs->pdata[i]))
      return FALSE;
  }
  return TRUE;
}

/**
 * tote_outbox_take_answer:
 * @answer: what was read: the conversation before it is merged into the live order, so that own
 *   texts do not stand twice; items and order after they were merged
 * @asked_at: monotonic time at which the question left
 */
void
tote_outbox_take_answer (ToteOutbox *self, ToteAnswer *answer, gint64 asked_at)
{
  guint i = 0;

  g_return_if_fail (TOTE_IS_OUTBOX (self));

  if (tote_answer_get_resource (answer) == TOTE_RESOURCE_CHAT)
    self->chat_read = TRUE;

  while (i < self->jobs->len) {
    ToteOutboxJob *job = self->jobs->pdata[i];

    take_verdict (self, job, answer, asked_at);
    if (i < self->jobs->len && self->jobs->pdata[i] == job)
      i++;
  }
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
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  if (resource == TOTE_RESOURCE_CHAT && tote_failure_is_unreadable (error))
    self->chat_read = TRUE;

  for (guint i = 0; i < self->jobs->len; i++) {
    ToteOutboxJob *job = self->jobs->pdata[i];
    ToteResource check;

    if (!tote_outbox_job_get_check (job, &check) || check != resource)
      continue;
    if (job->step == TOTE_JOB_READY)
      job->asked = FALSE;
    else if (job->step == TOTE_JOB_CHECKING && tote_failure_is_final (error))
      fail (self, job, job->refusal != NULL ? job->refusal : error->message);
  }
  pump (self);
}
