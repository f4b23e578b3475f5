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

  char *program;  /* (owned) */
  GQueue waiting; /* of GTask (owned) */
  guint places;   /* taken */
  guint idle;     /* source that starts the next one */
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
  GSubprocess *process; /* (owned) (nullable) */
  GSource *deadline;    /* (owned) (nullable) */
  GSource *cancelled;   /* (owned) (nullable) */
  gboolean late;
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->bytes, g_bytes_unref);
  tote_source_clear (&job->deadline);
  tote_source_clear (&job->cancelled);
  g_clear_object (&job->process);
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

static gboolean
start (TotePictureDecoder *self, Job *job, GError **error)
{
  int input, output;

  job->pixels = make_pixels (job, error);
  if (job->pixels < 0)
    return FALSE;

  input = make_input (job->bytes, error);
  if (input < 0)
    return FALSE;

  g_clear_pointer (&job->bytes, g_bytes_unref);
  output = fcntl (job->pixels, F_DUPFD_CLOEXEC, 0);
  job->process = spawn (self->program, job, input, output, error);

  return job->process != NULL;
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
  if (!self->told)
    g_message ("No pictures can be shown: %s", why);
  self->told = TRUE;
}

static GdkTexture *
finish (TotePictureDecoder *self, const Job *job, GError **error)
{
  int status = g_subprocess_get_if_exited (job->process)
                   ? g_subprocess_get_exit_status (job->process)
                   : TOTE_PICTURE_END_REFUSED;

  if (status == TOTE_PICTURE_END_DECODED)
    return make_texture (job, error);

  if (job->late) {
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

static void run_soon (TotePictureDecoder *self);

static void
on_gone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (TotePictureDecoder) self = g_object_ref (g_task_get_source_object (task));
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GdkTexture *texture;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  tote_source_clear (&job->deadline);
  tote_source_clear (&job->cancelled);
  texture = finish (self, job, &error);
  self->places -= job->places;
  run_soon (self);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
on_deadline (gpointer user_data)
{
  Job *job = user_data;

  job->late = TRUE;
  g_subprocess_force_exit (job->process);

  return G_SOURCE_REMOVE;
}

/* task: (transfer full). */
static void
run (TotePictureDecoder *self, GTask *task)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!start (self, job, &error)) {
    tell (self, error->message);
    tote_source_clear (&job->cancelled);
    g_task_return_error (task, g_steal_pointer (&error));
    g_object_unref (task);
    return;
  }

  self->places += job->places;
  job->deadline = g_timeout_source_new (DEADLINE_MS);
  g_source_set_callback (job->deadline, on_deadline, job, NULL);
  g_source_attach (job->deadline, g_task_get_context (task));
  g_subprocess_wait_async (job->process, NULL, on_gone, task);
}

/* In the order they came; a large one is not overtaken for ever. */
static gboolean
has_place (TotePictureDecoder *self)
{
  GTask *task = g_queue_peek_head (&self->waiting);

  return task != NULL && !self->held &&
         self->places + ((Job *) g_task_get_task_data (task))->places <= PLACES;
}

static gboolean
on_idle (gpointer user_data)
{
  TotePictureDecoder *self = user_data;

  if (has_place (self))
    run (self, g_queue_pop_head (&self->waiting));
  if (has_place (self))
    return G_SOURCE_CONTINUE;

  self->idle = 0;

  return G_SOURCE_REMOVE;
}

/* To start a process takes a millisecond: they are started one by one. They come before a frame
 * that waits, and decode on another processor while that is made. */
static void
run_soon (TotePictureDecoder *self)
{
  if (self->idle == 0 && has_place (self))
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, self, NULL);
}

/* One that waits is not started; one that runs is ended, and answered for when it is gone. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  TotePictureDecoder *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  if (job->process != NULL) {
    g_subprocess_force_exit (job->process);
  } else if (g_queue_remove (&self->waiting, task)) {
    tote_source_clear (&job->cancelled);
    g_task_return_error_if_cancelled (task);
    g_object_unref (task);
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
  g_source_set_callback (job->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
  g_source_attach (job->cancelled, g_task_get_context (task));
}

static void
tote_picture_decoder_finalize (GObject *object)
{
  TotePictureDecoder *self = TOTE_PICTURE_DECODER (object);

  g_clear_handle_id (&self->idle, g_source_remove);
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

  self->held = held;
  run_soon (self);
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
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  run_soon (self);
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
