/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-archive-job.h"

static gboolean
run_load (ToteArchiveJob *self, ToteStore *store)
{
  if (!tote_store_expire (store, self->time, &self->error))
    return FALSE;
  self->result = tote_store_load (store, self->base, self->order_id, &self->error);
  self->result_free = (GDestroyNotify) tote_kept_order_free;
  return self->result != NULL;
}

static gboolean
run_list (ToteArchiveJob *self, ToteStore *store)
{
  self->result = tote_store_list (store, &self->error);
  self->result_free = (GDestroyNotify) g_ptr_array_unref;
  return self->result != NULL;
}

/* The bytes of an answer are written only when they changed; else its time alone. */
static gboolean
run_keep_answer (ToteArchiveJob *self, ToteStore *store)
{
  if (self->answer->bytes == NULL)
    return tote_store_touch_answer (store, self->base, self->order_id, self->answer, &self->error);
  return tote_store_keep_order (store, self->base, self->order_id, 0, &self->error) &&
         tote_store_keep_answer (store, self->base, self->order_id, self->answer, &self->error);
}

/**
 * tote_archive_job_new:
 *
 * Returns: (transfer full): a job that nobody waits for
 */
ToteArchiveJob *
tote_archive_job_new (ToteArchiveKind kind, const char *base, const char *order_id)
{
  ToteArchiveJob *self = g_new0 (ToteArchiveJob, 1);

  self->kind = kind;
  self->base = g_strdup (base);
  self->order_id = g_strdup (order_id);
  return self;
}

void
tote_archive_job_free (ToteArchiveJob *self)
{
  g_free (self->base);
  g_free (self->order_id);
  g_free (self->key);
  g_clear_pointer (&self->answer, tote_kept_answer_free);
  g_clear_pointer (&self->wish, tote_kept_wish_free);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_object (&self->task);
  if (self->result != NULL)
    self->result_free (self->result);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * tote_archive_job_run:
 *
 * Does the job, on the archive's thread. Can be called again after a failure.
 *
 * Returns: whether it was done; else the job's error is set
 */
gboolean
tote_archive_job_run (ToteArchiveJob *self, ToteStore *store)
{
  g_clear_error (&self->error);

  switch (self->kind) {
  case TOTE_ARCHIVE_LOAD:
    return run_load (self, store);
  case TOTE_ARCHIVE_LIST:
    return run_list (self, store);
  case TOTE_ARCHIVE_KEEP_ORDER:
    return tote_store_keep_order (store, self->base, self->order_id, self->time, &self->error);
  case TOTE_ARCHIVE_KEEP_ZONE:
    return tote_store_keep_zone (store, self->base, self->order_id, self->key, &self->error);
  case TOTE_ARCHIVE_KEEP_ANSWER:
    return run_keep_answer (self, store);
  case TOTE_ARCHIVE_KEEP_STEPS:
    return tote_store_keep_steps (store, self->base, self->order_id, self->steps, &self->error);
  case TOTE_ARCHIVE_KEEP_WISH:
    return tote_store_keep_wish (store, self->base, self->order_id, self->wish, &self->error);
  case TOTE_ARCHIVE_DROP_WISH:
    return tote_store_drop_wish (store, self->base, self->order_id, self->key, &self->error);
  case TOTE_ARCHIVE_EXPIRE:
    return tote_store_expire (store, self->time, &self->error);
  case TOTE_ARCHIVE_FORGET:
    return tote_store_forget (store, self->base, self->order_id, &self->error);
  default:
    g_assert_not_reached ();
  }
}

/**
 * tote_archive_job_complete:
 *
 * Tells whoever waits what became of the job. For the caller's thread, as a #GSourceFunc.
 */
gboolean
tote_archive_job_complete (gpointer job)
{
  ToteArchiveJob *self = job;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else if (self->result != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self->result), self->result_free);
  else
    g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}
