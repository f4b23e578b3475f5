/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-archive-thread.h"

struct _ToteArchiveThread {
  char *directory;
  GMainContext *context;
  GAsyncQueue *jobs;
  GThread *thread;
  ToteArchiveNoticeFunc notice;
  GWeakRef *owner; /* (owned): notices may outlive the thread */
  ToteStore *store;
};

typedef struct {
  ToteArchiveNoticeFunc func;
  GWeakRef *owner;
  char *text;
} Notice;

/* Pushed last of all. */
static ToteArchiveJob quit;

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  weak_ref_free (notice->owner);
  g_free (notice->text);
  g_free (notice);
}

static gboolean
tell (gpointer data)
{
  const Notice *notice = data;
  g_autoptr (GObject) owner = g_weak_ref_get (notice->owner);

  if (owner != NULL)
    notice->func (notice->text, owner);
  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke (): it would run here and now while the main loop is not running. */
static void
send_home (ToteArchiveThread *self, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, self->context);
}

/* A strong reference to the owner is never taken on this thread: the last one waits for it. */
static void
open_store (ToteArchiveThread *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  Notice *notice;

  g_clear_pointer (&self->store, tote_store_close);
  self->store = tote_store_open (self->directory, &text, &error);
  if (self->store == NULL)
    g_error ("No database, not even in memory: %s", error->message);
  if (text == NULL || self->owner == NULL)
    return;

  notice = g_new (Notice, 1);
  notice->func = self->notice;
  notice->owner = g_steal_pointer (&self->owner);
  notice->text = g_steal_pointer (&text);
  send_home (self, tell, notice, notice_free);
}

/* A file that turns out damaged is judged anew, and the job done again on what stands then. */
static void
run (ToteArchiveThread *self, ToteArchiveJob *job)
{
  if (!tote_archive_job_run (job, self->store) &&
      g_error_matches (job->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA)) {
    open_store (self);
    tote_archive_job_run (job, self->store);
  }

  if (job->task != NULL) {
    send_home (self, tote_archive_job_complete, job, (GDestroyNotify) tote_archive_job_free);
    return;
  }
  if (job->error != NULL)
    g_message ("The archive could not be written: %s", job->error->message);
  tote_archive_job_free (job);
}

static gpointer
work (gpointer data)
{
  ToteArchiveThread *self = data;
  ToteArchiveJob *job;

  open_store (self);
  while ((job = g_async_queue_pop (self->jobs)) != &quit)
    run (self, job);
  g_clear_pointer (&self->store, tote_store_close);
  return NULL;
}

/**
 * tote_archive_thread_new:
 * @directory: (nullable): %NULL keeps everything in memory
 * @notice: told at most once, that the file could not be used
 * @owner: passed to @notice; not kept alive
 */
ToteArchiveThread *
tote_archive_thread_new (const char *directory, ToteArchiveNoticeFunc notice, GObject *owner)
{
  ToteArchiveThread *self = g_new0 (ToteArchiveThread, 1);

  self->directory = g_strdup (directory);
  self->context = g_main_context_ref_thread_default ();
  self->jobs = g_async_queue_new ();
  self->notice = notice;
  self->owner = g_new (GWeakRef, 1);
  g_weak_ref_init (self->owner, owner);
  self->thread = g_thread_new ("archive", work, self);
  return self;
}

/**
 * tote_archive_thread_push:
 * @job: (transfer full)
 */
void
tote_archive_thread_push (ToteArchiveThread *self, ToteArchiveJob *job)
{
  g_async_queue_push (self->jobs, job);
}

/**
 * tote_archive_thread_join:
 * @self: (transfer full)
 *
 * Waits until everything that was pushed is done, and ends the thread.
 */
void
tote_archive_thread_join (ToteArchiveThread *self)
{
  g_async_queue_push (self->jobs, &quit);
  g_thread_join (self->thread);
  g_async_queue_unref (self->jobs);
  g_main_context_unref (self->context);
  g_clear_pointer (&self->owner, weak_ref_free);
  g_free (self->directory);
  g_free (self);
}
