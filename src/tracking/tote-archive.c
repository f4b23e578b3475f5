/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-archive.h"

#include "tote-archive-thread.h"

struct _ToteArchive {
  GObject parent_instance;

  char *directory;
  char *notice;
  ToteArchiveThread *thread; /* (nullable): gone once closed */
};

G_DEFINE_FINAL_TYPE (ToteArchive, tote_archive, G_TYPE_OBJECT)

typedef enum {
  PROP_DIRECTORY = 1,
  PROP_NOTICE,
} ToteArchiveProperty;

static GParamSpec *props[PROP_NOTICE + 1];

static void
on_notice (const char *notice, gpointer user_data)
{
  ToteArchive *self = user_data;

  g_message ("%s", notice);
  g_free (self->notice);
  self->notice = g_strdup (notice);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NOTICE]);
}

static void
push (ToteArchive *self, ToteArchiveJob *job)
{
  if (self->thread != NULL)
    tote_archive_thread_push (self->thread, job);
  else
    tote_archive_job_free (job);
}

static void
push_task (ToteArchive *self, ToteArchiveJob *job, gpointer tag, GCancellable *cancellable,
           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  if (self->thread == NULL) {
    tote_archive_job_free (job);
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The archive is closed");
    return;
  }
  job->task = g_steal_pointer (&task);
  tote_archive_thread_push (self->thread, job);
}

static void
constructed (GObject *object)
{
  ToteArchive *self = TOTE_ARCHIVE (object);

  G_OBJECT_CLASS (tote_archive_parent_class)->constructed (object);
  self->thread = tote_archive_thread_new (self->directory, on_notice, object);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteArchive *self = TOTE_ARCHIVE (object);

  switch ((ToteArchiveProperty) id) {
  case PROP_DIRECTORY:
    g_value_set_string (value, self->directory);
    break;
  case PROP_NOTICE:
    g_value_set_string (value, self->notice);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteArchive *self = TOTE_ARCHIVE (object);

  switch ((ToteArchiveProperty) id) {
  case PROP_DIRECTORY:
    self->directory = g_value_dup_string (value);
    break;
  case PROP_NOTICE:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
dispose (GObject *object)
{
  tote_archive_close (TOTE_ARCHIVE (object));

  G_OBJECT_CLASS (tote_archive_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  ToteArchive *self = TOTE_ARCHIVE (object);

  g_free (self->directory);
  g_free (self->notice);

  G_OBJECT_CLASS (tote_archive_parent_class)->finalize (object);
}

static void
tote_archive_class_init (ToteArchiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = constructed;
  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;

  props[PROP_DIRECTORY] =
      g_param_spec_string ("directory", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_NOTICE] =
      g_param_spec_string ("notice", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_archive_init (ToteArchive *self)
{
}

/**
 * tote_archive_new:
 * @directory: (nullable): where the file is or will be; %NULL keeps everything in memory, as a
 *   store display does
 *
 * Returns: (transfer full): an archive; a file that cannot be used is told by “notice”
 */
ToteArchive *
tote_archive_new (const char *directory)
{
  return g_object_new (TOTE_TYPE_ARCHIVE, "directory", directory, NULL);
}

/**
 * tote_archive_new_default:
 *
 * Returns: (transfer full): the archive in the person's data folder
 */
ToteArchive *
tote_archive_new_default (void)
{
  g_autofree char *directory = g_build_filename (g_get_user_data_dir (), "tote", NULL);

  return tote_archive_new (directory);
}

/**
 * tote_archive_close:
 *
 * Waits until everything is written, and lets go of the file. What is asked of the archive
 * afterwards is not done. To be called when the program ends; it blocks.
 */
void
tote_archive_close (ToteArchive *self)
{
  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  g_clear_pointer (&self->thread, tote_archive_thread_join);
}

/**
 * tote_archive_get_notice:
 *
 * Returns: (nullable): one line for people when the file could not be used as it was
 */
const char *
tote_archive_get_notice (ToteArchive *self)
{
  g_return_val_if_fail (TOTE_IS_ARCHIVE (self), NULL);

  return self->notice;
}

/**
 * tote_archive_load_async:
 * @now: real µs; what has expired by then is erased first
 */
void
tote_archive_load_async (ToteArchive *self, const char *base, const char *order_id, gint64 now,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  ToteArchiveJob *job;

  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  job = tote_archive_job_new (TOTE_ARCHIVE_LOAD, base, order_id);
  job->time = now;
  push_task (self, job, tote_archive_load_async, cancellable, callback, user_data);
}

/**
 * tote_archive_load_finish:
 *
 * Returns: (transfer full) (nullable): what is kept of the order, empty if nothing is
 */
ToteKeptOrder *
tote_archive_load_finish (ToteArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tote_archive_list_async (ToteArchive *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  push_task (self, tote_archive_job_new (TOTE_ARCHIVE_LIST, NULL, NULL), tote_archive_list_async,
             cancellable, callback, user_data);
}

/**
 * tote_archive_list_finish:
 *
 * Returns: (transfer full) (element-type ToteKeptOrder) (nullable): the tracked orders, newest
 *   first, without their parts
 */
GPtrArray *
tote_archive_list_finish (ToteArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tote_archive_keep_order:
 * @ended_at: real µs at which the end was seen, 0 if it has not ended
 */
void
tote_archive_keep_order (ToteArchive *self, const char *base, const char *order_id, gint64 ended_at)
{
  ToteArchiveJob *job;

  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  job = tote_archive_job_new (TOTE_ARCHIVE_KEEP_ORDER, base, order_id);
  job->time = ended_at;
  push (self, job);
}

/**
 * tote_archive_keep_zone:
 * @name: (nullable): of the zone the order is in, as the conversation had it
 */
void
tote_archive_keep_zone (ToteArchive *self, const char *base, const char *order_id, const char *name)
{
  ToteArchiveJob *job;

  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  job = tote_archive_job_new (TOTE_ARCHIVE_KEEP_ZONE, base, order_id);
  job->key = g_strdup (name);
  push (self, job);
}

/**
 * tote_archive_keep_answer:
 * @bytes: (nullable): %NULL if they are what is kept already
 * @seen_at: real µs at which the answer was last confirmed
 */
void
tote_archive_keep_answer (ToteArchive *self, const char *base, const char *order_id,
                          ToteResource resource, GBytes *bytes, gint64 seen_at, guint occasion)
{
  ToteArchiveJob *job;

  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  job = tote_archive_job_new (TOTE_ARCHIVE_KEEP_ANSWER, base, order_id);
  job->answer = g_new (ToteKeptAnswer, 1);
  *job->answer =
      (ToteKeptAnswer){ resource, bytes != NULL ? g_bytes_ref (bytes) : NULL, seen_at, occasion };
  push (self, job);
}

/**
 * tote_archive_keep_steps:
 * @steps: of #ToteStep: the whole history
 */
void
tote_archive_keep_steps (ToteArchive *self, const char *base, const char *order_id,
                         GListModel *steps)
{
  ToteArchiveJob *job;

  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  job = tote_archive_job_new (TOTE_ARCHIVE_KEEP_STEPS, base, order_id);
  job->steps = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    g_ptr_array_add (job->steps, g_list_model_get_item (steps, i));
  push (self, job);
}

/**
 * tote_archive_keep_wish_async:
 *
 * Writes @wish down as it stands. Done once it would survive a power cut.
 */
void
tote_archive_keep_wish_async (ToteArchive *self, const char *base, const char *order_id,
                              const ToteKeptWish *wish, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  ToteArchiveJob *job;

  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  job = tote_archive_job_new (TOTE_ARCHIVE_KEEP_WISH, base, order_id);
  job->wish = tote_kept_wish_copy (wish);
  push_task (self, job, tote_archive_keep_wish_async, cancellable, callback, user_data);
}

gboolean
tote_archive_keep_wish_finish (ToteArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tote_archive_drop_wish (ToteArchive *self, const char *base, const char *order_id, const char *key)
{
  ToteArchiveJob *job;

  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  job = tote_archive_job_new (TOTE_ARCHIVE_DROP_WISH, base, order_id);
  job->key = g_strdup (key);
  push (self, job);
}

/**
 * tote_archive_expire:
 * @now: real µs
 *
 * Erases what people said and who they were, for orders that ended more than a day ago.
 */
void
tote_archive_expire (ToteArchive *self, gint64 now)
{
  ToteArchiveJob *job;

  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  job = tote_archive_job_new (TOTE_ARCHIVE_EXPIRE, NULL, NULL);
  job->time = now;
  push (self, job);
}

/**
 * tote_archive_forget_async:
 *
 * Erases everything of an order.
 */
void
tote_archive_forget_async (ToteArchive *self, const char *base, const char *order_id,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  push_task (self, tote_archive_job_new (TOTE_ARCHIVE_FORGET, base, order_id),
             tote_archive_forget_async, cancellable, callback, user_data);
}

gboolean
tote_archive_forget_finish (ToteArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
