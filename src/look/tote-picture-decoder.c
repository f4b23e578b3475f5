/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE

#include "tote-names.h"

#include "tote-picture-decoder.h"

#include "tote-picture-probe.h"
#include "tote-source.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

/* Milliseconds from start to end. What a picture may cost is half a second of the processor's time,
 * and the program sees to that itself: on a busy machine an honest one takes longer by the clock.
 * This is for a program that waits for something. */
#define DEADLINE_MS 3000

/* Two at a time, and a large one alone: they may take 80 MiB of memory together and no more. */
#define PLACES 2
#define LARGE_PIXELS (2048 * 2048)
#define MEBIBYTES "40"
#define MEBIBYTES_LARGE "64"

struct _TotePictureDecoder {
  GObject parent_instance;

  char *program;     /* (owned) */
  GThreadPool *pool; /* (owned): its threads start the processes, and wait for them */

  GMutex lock;    /* of what is below, and of what of a job is said to be */
  GQueue waiting; /* of GTask (owned) */
  guint places;   /* taken */
  gboolean held;
  gboolean told; /* that it cannot run */
};

G_DEFINE_FINAL_TYPE (TotePictureDecoder, tote_picture_decoder, G_TYPE_OBJECT)

/* One picture, from when it is asked for to when the process is gone. */
typedef struct {
  GBytes *bytes; /* (owned) (nullable): until the process has them */
  ToteRoom room;
  guint places;
  int pixels;           /* (owned): the file, or -1 */
  GSource *deadline;    /* (owned) (nullable) */
  GSource *cancelled;   /* (owned) (nullable) */
  GSubprocess *process; /* (owned) (nullable), locked */
  gboolean ended;       /* before it was done, locked */
  gboolean late;        /* locked */
  GdkTexture *texture;  /* (owned) (nullable) */
  GError *error;        /* (owned) (nullable) */
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->bytes, g_bytes_unref);
  tote_source_clear (&job->deadline);
  tote_source_clear (&job->cancelled);
  g_clear_object (&job->process);
  g_clear_object (&job->texture);
  g_clear_error (&job->error);
  if (job->pixels >= 0)
    close (job->pixels);
  g_free (job);
}

static gsize
get_header_offset (const Job *job)
{
  return (gsize) job->room.shorter * job->room.longer * TOTE_PICTURE_PIXEL;
}

static gboolean
fail_with_errno (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));

  return FALSE;
}

/* The file does not get shorter under the texture, whatever the process tries. */
static int
make_pixels (const Job *job, GError **error)
{
  const off_t size = (off_t) (get_header_offset (job) + sizeof (TotePictureSize));
  int file = memfd_create ("tote-pixels", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (file >= 0 && ftruncate (file, size) == 0 &&
      fcntl (file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) == 0)
    return file;

  fail_with_errno (error);
  if (file >= 0)
    close (file);

  return -1;
}

static gboolean
write_all (int file, GBytes *bytes)
{
  gsize left;
  const guint8 *data = g_bytes_get_data (bytes, &left);

  while (left > 0) {
    gssize written = write (file, data, left);

    if (written < 0)
      return FALSE;
    data += written;
    left -= (gsize) written;
  }

  return TRUE;
}

static int
make_input (GBytes *bytes, GError **error)
{
  int file = memfd_create ("tote-picture", MFD_CLOEXEC);

  if (file >= 0 && write_all (file, bytes))
    return file;

  fail_with_errno (error);
  if (file >= 0)
    close (file);

  return -1;
}

/* Without INHERIT_FDS a whole copy of this process would be made first; all descriptors of ours
 * are closed on exec. The environment is nobody's business. */
static GSubprocess *
spawn (const char *program, const Job *job, int input, int output, GError **error)
{
  static char *const nothing[] = { NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_INHERIT_FDS | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *shorter = g_strdup_printf ("%u", job->room.shorter);
  g_autofree char *longer = g_strdup_printf ("%u", job->room.longer);

  g_subprocess_launcher_set_environ (launcher, (char **) nothing);
  g_subprocess_launcher_take_stdin_fd (launcher, input);
  g_subprocess_launcher_take_stdout_fd (launcher, output);

  return g_subprocess_launcher_spawn (launcher, error, program, shorter, longer,
                                      job->places == PLACES ? MEBIBYTES_LARGE : MEBIBYTES, NULL);
}

/* One that is about to start is ended once it has. */
static void
end (TotePictureDecoder *self, Job *job, gboolean late)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  job->ended = TRUE;
  job->late = late;
  if (job->process != NULL)
    g_subprocess_force_exit (job->process);
}

static gboolean
on_deadline (gpointer user_data)
{
  GTask *task = user_data;

  end (g_task_get_source_object (task), g_task_get_task_data (task), TRUE);

  return G_SOURCE_REMOVE;
}

static void
watch (GTask *task, GSource *source, GSourceFunc func)
{
  g_source_set_callback (source, func, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
start (TotePictureDecoder *self, Job *job, GError **error)
{
  GSubprocess *process;
  int input, output;

  job->pixels = make_pixels (job, error);
  if (job->pixels < 0)
    return FALSE;

  input = make_input (job->bytes, error);
  if (input < 0)
    return FALSE;

  g_clear_pointer (&job->bytes, g_bytes_unref);
  output = fcntl (job->pixels, F_DUPFD_CLOEXEC, 0);
  process = spawn (self->program, job, input, output, error);
  if (process == NULL)
    return FALSE;

  g_mutex_lock (&self->lock);
  job->process = process;
  if (job->ended)
    g_subprocess_force_exit (process);
  g_mutex_unlock (&self->lock);

  return TRUE;
}

/* The size comes from the other side: it is read once, and believed if there is room for it. */
static gboolean
read_size (const Job *job, TotePictureSize *size)
{
  return pread (job->pixels, size, sizeof *size, (off_t) get_header_offset (job)) == sizeof *size &&
         MIN (size->width, size->height) >= 1 &&
         MIN (size->width, size->height) <= job->room.shorter &&
         MAX (size->width, size->height) <= job->room.longer;
}

/* Nothing can be written to the file any more: whoever could has gone. */
static GdkTexture *
make_texture (const Job *job, GError **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) pixels = NULL;
  TotePictureSize size;
  gsize stride;

  if (fcntl (job->pixels, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SEAL) != 0 ||
      !read_size (job, &size)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The pixels make no sense");
    return NULL;
  }

  file = g_mapped_file_new_from_fd (job->pixels, FALSE, error);
  if (file == NULL)
    return NULL;

  stride = (gsize) size.width * TOTE_PICTURE_PIXEL;
  whole = g_mapped_file_get_bytes (file);
  pixels = g_bytes_new_from_bytes (whole, 0, stride * size.height);

  return gdk_memory_texture_new ((int) size.width, (int) size.height,
                                 GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, pixels, stride);
}

/* Said once: it is the machine's fault and no picture's. */
static void
tell (TotePictureDecoder *self, const char *why)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!self->told)
    g_message ("No pictures can be shown: %s", why);
  self->told = TRUE;
}

static gboolean
is_late (TotePictureDecoder *self, const Job *job)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return job->late;
}

static GdkTexture *
finish (TotePictureDecoder *self, const Job *job, GError **error)
{
  int status = g_subprocess_get_if_exited (job->process)
                   ? g_subprocess_get_exit_status (job->process)
                   : TOTE_PICTURE_END_REFUSED;

  if (status == TOTE_PICTURE_END_DECODED)
    return make_texture (job, error);

  if (is_late (self, job)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The picture took too long");
  } else if (status == TOTE_PICTURE_END_REFUSED) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "It is no picture");
  } else {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s ended with status %d",
                 self->program, status);
    tell (self, (*error)->message);
  }

  return NULL;
}

static void
decode (TotePictureDecoder *self, GTask *task, Job *job)
{
  if (!start (self, job, &job->error)) {
    tell (self, job->error->message);
    return;
  }

  job->deadline = g_timeout_source_new (DEADLINE_MS);
  watch (task, job->deadline, on_deadline);
  g_subprocess_wait (job->process, NULL, NULL);
  job->texture = finish (self, job, &job->error);
}

/* In the order they came; a large one is not overtaken for ever. */
static gboolean
has_place (TotePictureDecoder *self)
{
  GTask *task = g_queue_peek_head (&self->waiting);

  return task != NULL && !self->held &&
         self->places + ((Job *) g_task_get_task_data (task))->places <= PLACES;
}

/* Takes and gives back places. */
static void
run_next (TotePictureDecoder *self, guint given_back)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->places -= given_back;
  while (has_place (self)) {
    GTask *task = g_queue_pop_head (&self->waiting);

    self->places += ((Job *) g_task_get_task_data (task))->places;
    g_thread_pool_push (self->pool, task, NULL);
  }
}

static gboolean
on_worked (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);

  tote_source_clear (&job->deadline);
  tote_source_clear (&job->cancelled);
  if (job->texture != NULL)
    g_task_return_pointer (task, g_steal_pointer (&job->texture), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&job->error));

  return G_SOURCE_REMOVE;
}

/* In a thread: to start a process, and to hear of its end, would wait for each frame. The task goes
 * back as a whole, so that nothing of it ends here.
 *
 * data: (transfer full): the task. */
static void
work (gpointer data, gpointer user_data)
{
  GTask *task = data;
  TotePictureDecoder *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GSource) worked = g_idle_source_new ();

  decode (self, task, job);
  run_next (self, job->places);

  g_source_set_priority (worked, G_PRIORITY_DEFAULT);
  watch (task, worked, on_worked);
}

static gboolean
take_back (TotePictureDecoder *self, GTask *task)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_queue_remove (&self->waiting, task);
}

/* One that waits is not started; one that runs is ended, and answered for when it is gone. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  TotePictureDecoder *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  if (take_back (self, task)) {
    tote_source_clear (&job->cancelled);
    g_task_return_error_if_cancelled (task);
    g_object_unref (task);
  } else {
    end (self, job, FALSE);
  }

  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (GTask *task, Job *job)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable == NULL)
    return;

  job->cancelled = g_cancellable_source_new (cancellable);
  watch (task, job->cancelled, G_SOURCE_FUNC (on_cancelled));
}

static void
tote_picture_decoder_finalize (GObject *object)
{
  TotePictureDecoder *self = TOTE_PICTURE_DECODER (object);

  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_mutex_clear (&self->lock);
  g_free (self->program);

  G_OBJECT_CLASS (tote_picture_decoder_parent_class)->finalize (object);
}

static void
tote_picture_decoder_class_init (TotePictureDecoderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_picture_decoder_finalize;
}

static void
tote_picture_decoder_init (TotePictureDecoder *self)
{
  self->pool = g_thread_pool_new (work, NULL, PLACES, FALSE, NULL);
  g_mutex_init (&self->lock);
  g_queue_init (&self->waiting);
}

/**
 * tote_room_to_cover:
 *
 * Returns: the room of a picture that covers a square of @size pixels; what is four times as long
 *   as it is wide does not
 */
ToteRoom
tote_room_to_cover (int size)
{
  const guint side = (guint) CLAMP (size, 1, TOTE_PICTURE_SIDE_MAX);

  return (ToteRoom){ side, MIN (4 * side, TOTE_PICTURE_SIDE_MAX) };
}

/**
 * tote_room_within:
 *
 * Returns: the room of a picture all of which is in a square of @size pixels
 */
ToteRoom
tote_room_within (int size)
{
  const guint side = (guint) CLAMP (size, 1, TOTE_PICTURE_SIDE_MAX);

  return (ToteRoom){ side, side };
}

/**
 * tote_picture_decoder_new:
 * @program: where tote-picture is
 *
 * Returns: (transfer full): a decoder
 *
 * For tests: with a helper that misbehaves, or none.
 */
TotePictureDecoder *
tote_picture_decoder_new (const char *program)
{
  TotePictureDecoder *self;

  g_return_val_if_fail (program != NULL, NULL);

  self = g_object_new (TOTE_TYPE_PICTURE_DECODER, NULL);
  self->program = g_strdup (program);

  return self;
}

/* A build folder has its own. */
static char *
find_program (void)
{
  const char *told = g_getenv ("TOTE_PICTURE");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (".");
  g_autofree char *beside = g_build_filename (folder, "../picture/tote-picture", NULL);

  if (told != NULL && *told != '\0')
    return g_strdup (told);
  if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);

  return g_strdup (TOTE_LIBEXECDIR "/tote-picture");
}

/**
 * tote_picture_decoder_get_default:
 *
 * Returns: (transfer none): the one of the program, whose limits count for all pictures
 */
TotePictureDecoder *
tote_picture_decoder_get_default (void)
{
  static TotePictureDecoder *decoder = NULL;
  g_autofree char *program = decoder == NULL ? find_program () : NULL;

  if (decoder == NULL)
    decoder = tote_picture_decoder_new (program);

  return decoder;
}

/**
 * tote_picture_decoder_set_held:
 * @held: whether nothing is started for now, as long as there is something more urgent to do for
 *   all processors
 */
void
tote_picture_decoder_set_held (TotePictureDecoder *self, gboolean held)
{
  g_return_if_fail (TOTE_IS_PICTURE_DECODER (self));

  g_mutex_lock (&self->lock);
  self->held = held;
  g_mutex_unlock (&self->lock);
  run_next (self, 0);
}

/**
 * tote_picture_decoder_decode_async:
 * @bytes: the picture
 * @room: how large it may be; it is never made larger than it is
 *
 * Decodes a picture upright, in the shape it has.
 */
void
tote_picture_decoder_decode_async (TotePictureDecoder *self, GBytes *bytes, const ToteRoom *room,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  TotePictureFacts facts;
  Job *job;

  g_return_if_fail (TOTE_IS_PICTURE_DECODER (self));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (room->shorter >= 1 && room->shorter <= room->longer);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_picture_decoder_decode_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!tote_picture_check (bytes, &tote_picture_limits, &facts, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  job = g_new0 (Job, 1);
  job->bytes = g_bytes_ref (bytes);
  job->room.shorter = MIN (room->shorter, TOTE_PICTURE_SIDE_MAX);
  job->room.longer = MIN (room->longer, TOTE_PICTURE_SIDE_MAX);
  job->places = facts.width * facts.height > LARGE_PIXELS ? PLACES : 1;
  job->pixels = -1;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  watch_cancellable (task, job);
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  g_mutex_unlock (&self->lock);
  run_next (self, 0);
}

/**
 * tote_picture_decoder_decode_finish:
 * @error: return location for %TOTE_CONNECT_ERROR or %G_IO_ERROR_INVALID_DATA when it is no
 *   picture, %G_IO_ERROR_TIMED_OUT, %G_IO_ERROR_CANCELLED, or what keeps the program from running
 *
 * Returns: (transfer full) (nullable): the picture
 */
GdkTexture *
tote_picture_decoder_decode_finish (TotePictureDecoder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
