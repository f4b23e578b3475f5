/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-archive.h"

#include "tote-config.h"

#include <glib/gi18n-lib.h>

struct _ToteArchive {
  GObject parent_instance;

  char *directory;   /* (owned) (nullable) */
  char *notice;      /* (owned) (nullable) */
  GThreadPool *pool; /* (owned) (nullable): one thread; gone once closed */
  ToteStore *store;  /* (owned) (nullable): that thread's; open from the first thing it does */
  int trouble;       /* that thread's: why nothing can be written, of #GIOErrorEnum; -1 mostly */
  struct Home *home; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteArchive, tote_archive, G_TYPE_OBJECT)

typedef enum {
  PROP_DIRECTORY = 1,
  PROP_NOTICE,
} ToteArchiveProperty;

static GParamSpec *props[PROP_NOTICE + 1];

/* The way from the archive's thread to the program's. Shared by reference; a strong one to the
 * archive is never taken on its thread, since the last one waits for that thread. */
typedef struct Home {
  GMainContext *context;
  GWeakRef archive;
} Home;

typedef struct {
  Home *home; /* (owned) */
  char *text; /* (owned) */
} Notice;

/* One thing to do. Made on the program's thread, done on the archive's, freed on the program's if
 * anybody waits for it. */
typedef struct {
  ToteArchiveFunc func;
  gpointer data;
  GDestroyNotify data_free; /* (nullable) */
  GTask *task;              /* (owned) (nullable) */
  gpointer result;          /* (nullable) */
  GDestroyNotify result_free;
  GError *error; /* (owned) (nullable) */
} Job;

static void
home_clear (gpointer data)
{
  Home *home = data;

  g_main_context_unref (home->context);
  g_weak_ref_clear (&home->archive);
}

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_atomic_rc_box_release_full (notice->home, home_clear);
  g_free (notice->text);
  g_free (notice);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->data_free != NULL)
    job->data_free (job->data);
  if (job->result != NULL)
    job->result_free (job->result);
  g_clear_object (&job->task);
  g_clear_error (&job->error);
  g_free (job);
}

/* Not g_main_context_invoke (): it would run here and now while the main loop is not running. */
static void
send_home (Home *home, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, home->context);
}

static gboolean
on_notice (gpointer data)
{
  const Notice *notice = data;
  g_autoptr (ToteArchive) self = g_weak_ref_get (&notice->home->archive);

  if (self == NULL)
    return G_SOURCE_REMOVE;
  g_message ("%s", notice->text);
  g_free (self->notice);
  self->notice = g_strdup (notice->text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NOTICE]);
  return G_SOURCE_REMOVE;
}

static gboolean
on_job_done (gpointer data)
{
  Job *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else if (job->result != NULL)
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->result_free);
  else
    g_task_return_boolean (job->task, TRUE);
  return G_SOURCE_REMOVE;
}

/* @text: (transfer full) */
static void
tell (ToteArchive *self, char *text)
{
  Notice *notice = g_new (Notice, 1);

  notice->home = g_atomic_rc_box_acquire (self->home);
  notice->text = text;
  send_home (self->home, on_notice, notice, notice_free);
}

static void
open_store (ToteArchive *self)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_clear_pointer (&self->store, tote_store_close);
  self->store = tote_store_open (self->directory, &text, &error);
  if (self->store == NULL)
    g_error ("No database, not even in memory: %s", error->message);
  if (text != NULL)
    tell (self, text);
}

static char *
describe_trouble (int trouble)
{
  if (trouble == G_IO_ERROR_BUSY)
    return g_strdup (
        _ ("Another program holds the file of tracked orders. What is new is kept until "
           "you quit."));
  if (trouble == G_IO_ERROR_FAILED)
    return g_strdup (_ ("Orders cannot be kept on this disk. They are kept until you quit."));
  return NULL;
}

/* Nobody waits twice for a file that somebody else holds: it is tried. What keeps it from being
 * written is said once, until it could be. */
static void
note_trouble (ToteArchive *self, const Job *job)
{
  int trouble = job->error != NULL && job->error->domain == G_IO_ERROR ? job->error->code : -1;
  char *text = describe_trouble (trouble);

  /* What is read tells nothing of writing. */
  if (trouble == self->trouble || (job->error == NULL && job->result != NULL)) {
    g_free (text);
    return;
  }

  self->trouble = trouble;
  tote_store_set_patient (self->store, trouble != G_IO_ERROR_BUSY);
  if (text != NULL)
    tell (self, text);
}

static gboolean
run (Job *job, ToteStore *store)
{
  g_clear_error (&job->error);
  return job->func (store, job->data, &job->result, &job->error);
}

/* On the archive's thread. A file that turns out damaged is judged anew, and the job done again on
 * what stands then. */
static void
work (gpointer data, gpointer user_data)
{
  ToteArchive *self = user_data;
  Job *job = data;

  if (self->store == NULL)
    open_store (self);
  if (!run (job, self->store) &&
      g_error_matches (job->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA)) {
    open_store (self);
    run (job, self->store);
  }
  note_trouble (self, job);

  if (job->task != NULL) {
    send_home (self->home, on_job_done, job, job_free);
    return;
  }
  if (job->error != NULL)
    g_debug ("The archive could not be written: %s", job->error->message);
  job_free (job);
}

static gboolean
do_nothing (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  return TRUE;
}

static gboolean
do_list (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  *result = tote_store_list (store, error);
  return *result != NULL;
}

static gboolean
do_load_all (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  g_autoptr (GPtrArray) orders = tote_store_list (store, error);
  g_autoptr (GPtrArray) whole =
      g_ptr_array_new_with_free_func ((GDestroyNotify) tote_order_record_free);

  for (guint i = 0; orders != NULL && i < orders->len; i++) {
    const ToteOrderRecord *order = orders->pdata[i];
    ToteOrderRecord *record = tote_store_load (store, order->key, error);

    if (record == NULL)
      return FALSE;
    g_ptr_array_add (whole, record);
  }
  *result = orders != NULL ? g_steal_pointer (&whole) : NULL;
  return *result != NULL;
}

static gboolean
do_expire (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  return tote_store_expire (store, *(const gint64 *) data, error);
}

static void
tote_archive_constructed (GObject *object)
{
  ToteArchive *self = TOTE_ARCHIVE (object);

  G_OBJECT_CLASS (tote_archive_parent_class)->constructed (object);

  self->home = g_atomic_rc_box_new (Home);
  self->home->context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&self->home->archive, self);
  self->pool = g_thread_pool_new (work, self, 1, TRUE, NULL);
  tote_archive_queue (self, do_nothing, NULL, NULL); /* opens the file, and says what is wrong */
}

static void
tote_archive_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
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
tote_archive_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
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
tote_archive_dispose (GObject *object)
{
  tote_archive_close (TOTE_ARCHIVE (object));

  G_OBJECT_CLASS (tote_archive_parent_class)->dispose (object);
}

static void
tote_archive_finalize (GObject *object)
{
  ToteArchive *self = TOTE_ARCHIVE (object);

  g_atomic_rc_box_release_full (self->home, home_clear);
  g_free (self->directory);
  g_free (self->notice);

  G_OBJECT_CLASS (tote_archive_parent_class)->finalize (object);
}

static void
tote_archive_class_init (ToteArchiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = tote_archive_constructed;
  object_class->get_property = tote_archive_get_property;
  object_class->set_property = tote_archive_set_property;
  object_class->dispose = tote_archive_dispose;
  object_class->finalize = tote_archive_finalize;

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
  self->trouble = -1;
}

/**
 * tote_archive_new:
 * @directory: (nullable): where the file is or will be; %NULL keeps everything in memory, as a
 *   store display does
 *
 * Returns: (transfer full): an archive; a file that cannot be used is told by “notice”
 *
 * For tests: in a folder of their own.
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
  g_autofree char *directory = g_build_filename (g_get_user_data_dir (), TOTE_FOLDER, NULL);

  return tote_archive_new (directory);
}

/**
 * tote_archive_close:
 *
 * Waits until everything is written, and lets go of the file, as the end of an archive does; it
 * blocks. What is asked of the archive afterwards is not done.
 *
 * For tests: what is asked of a closed archive; the program lets go of its last reference.
 */
void
tote_archive_close (ToteArchive *self)
{
  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  if (self->pool == NULL)
    return;
  g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, TRUE);
  g_clear_pointer (&self->store, tote_store_close);
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
 * tote_archive_queue:
 * @data: (transfer full): passed to @func
 * @data_free: (nullable)
 *
 * Has @func called once everything before it is done.
 */
void
tote_archive_queue (ToteArchive *self, ToteArchiveFunc func, gpointer data,
                    GDestroyNotify data_free)
{
  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  tote_archive_queue_task (self, func, data, data_free, NULL, NULL);
}

/**
 * tote_archive_queue_task:
 * @task: (transfer full) (nullable): told what came of it
 * @result_free: (nullable): for what @func finds
 */
void
tote_archive_queue_task (ToteArchive *self, ToteArchiveFunc func, gpointer data,
                         GDestroyNotify data_free, GTask *task, GDestroyNotify result_free)
{
  Job *job;

  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  job = g_new (Job, 1);
  *job = (Job){
    .func = func,
    .data = data,
    .data_free = data_free,
    .task = task,
    .result_free = result_free,
  };
  if (self->pool != NULL) {
    g_thread_pool_push (self->pool, job, NULL);
    return;
  }
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The archive is closed");
  job_free (job);
}

/**
 * tote_archive_list_async:
 *
 * Lists the orders that are kept, the newest first.
 */
void
tote_archive_list_async (ToteArchive *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_archive_list_async);
  tote_archive_queue_task (self, do_list, NULL, NULL, task, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * tote_archive_list_finish:
 *
 * Returns: (transfer full) (element-type ToteOrderRecord) (nullable): the tracked orders, newest
 *   first, without their parts
 */
GPtrArray *
tote_archive_list_finish (ToteArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tote_archive_load_all_async:
 *
 * Reads all that is kept, and changes nothing: neither what has expired is erased, nor does this
 * process come to own what waits to be sent.
 */
void
tote_archive_load_all_async (ToteArchive *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_archive_load_all_async);
  tote_archive_queue_task (self, do_load_all, NULL, NULL, task, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * tote_archive_load_all_finish:
 *
 * Returns: (transfer full) (element-type ToteOrderRecord) (nullable): the tracked orders, newest
 *   first, with all their parts
 */
GPtrArray *
tote_archive_load_all_finish (ToteArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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
  g_return_if_fail (TOTE_IS_ARCHIVE (self));

  tote_archive_queue (self, do_expire, g_memdup2 (&now, sizeof now), g_free);
}
