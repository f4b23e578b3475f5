/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-textures.h"

#include "tote-pace.h"
#include "tote-picture-loader.h"
#include "tote-session.h"
#include "tote-tile-cache.h"

#define DEFAULT_CAPACITY 256

/* How many are on their way at a time, from the question to the pixels, and of one host. A picture
 * may be 8 MiB before it is decoded, so they are few; a host that does not answer must not keep out
 * those of the others. */
static const struct {
  guint places;
  guint of_one_host;
} limits[] = {
  [TOTE_TEXTURES_PICTURES] = { 10, 8 },
  [TOTE_TEXTURES_TILES] = { 16, 16 },
};

struct _ToteTextures {
  GObject parent_instance;

  ToteTexturesKind kind;
  TotePictureLoader *loader; /* (owned) */
  GHashTable *textures;      /* (owned): address → GdkTexture */
  GQueue order;              /* addresses, the latest first; owned by the table */
  guint capacity;

  ToteTileCache *cache; /* (owned) (nullable): of tiles */
  GQueue waiting;       /* of GTask (owned) */
  GQueue running;       /* of Request (not owned) */

  ToteClock *clock; /* (owned) */
  guint again;      /* timer, 0 for none */
  guint n_again;    /* in a row, with no picture since */
};

G_DEFINE_FINAL_TYPE (ToteTextures, tote_textures, G_TYPE_OBJECT)

static guint again_signal;

typedef struct {
  char *url;  /* (owned) */
  char *host; /* (owned) (nullable) */
  ToteRoom room;
} Request;

static void
request_free (Request *request)
{
  g_free (request->url);
  g_free (request->host);
  g_free (request);
}

/* One session for the program, so that its limits on requests at a time count for all. */
static SoupSession *
get_session (void)
{
  static SoupSession *session = NULL;

  if (session == NULL)
    session = tote_session_new ();

  return session;
}

/* One picture is kept once for each size it is shown in. */
static char *
make_key (const char *url, ToteRoom room)
{
  return g_strdup_printf ("%u %u %s", room.shorter, room.longer, url);
}

static void
keep (ToteTextures *self, const Request *request, GdkTexture *texture)
{
  g_autofree char *wanted = make_key (request->url, request->room);
  char *key;

  if (g_hash_table_contains (self->textures, wanted))
    return;

  key = g_steal_pointer (&wanted);
  g_hash_table_insert (self->textures, key, g_object_ref (texture));
  g_queue_push_head (&self->order, key);
  if (self->order.length > self->capacity)
    g_hash_table_remove (self->textures, g_queue_pop_tail (&self->order));
}

static void
decode_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (task_data, &error);

  if (texture == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&texture), g_object_unref);
}

static void
on_decoded_here (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

/* The thread gets the bytes alone: this object must not end in another than its own.
 * task: (transfer full). */
static void
decode_here (GTask *task, GBytes *bytes)
{
  g_autoptr (GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), on_decoded_here, task);

  g_task_set_source_tag (inner, decode_here);
  g_task_set_task_data (inner, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (inner, decode_in_thread);
}

static void
on_decoded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GdkTexture *texture =
      tote_picture_decoder_decode_finish (TOTE_PICTURE_DECODER (source), result, &error);

  if (texture == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

/* A tile is not worth a process where its pixels are all there is to it: 256 KiB, or a whole map
 * view, would cost as much again in starting programs. */
static gboolean
may_stay (ToteTextures *self, const TotePictureFacts *facts, ToteRoom room)
{
  return self->kind == TOTE_TEXTURES_TILES && facts->plain &&
         MAX (facts->width, facts->height) <= room.longer &&
         MIN (facts->width, facts->height) <= room.shorter;
}

static gboolean
is_same_room (ToteRoom one, ToteRoom other)
{
  return one.shorter == other.shorter && one.longer == other.longer;
}

static void start (ToteTextures *self, GTask *task);

/* The same picture in the same size waits until it is in memory. */
static gboolean
has_place (ToteTextures *self, const Request *request)
{
  guint n = 0;

  for (GList *link = self->running.head; link != NULL; link = link->next) {
    const Request *running = link->data;

    if (g_str_equal (running->url, request->url) && is_same_room (running->room, request->room))
      return FALSE;
    if (g_strcmp0 (running->host, request->host) == 0)
      n++;
  }

  return n < limits[self->kind].of_one_host;
}

static void
run_next (ToteTextures *self)
{
  GList *link = self->waiting.head;

  if (self->cache != NULL && !tote_tile_cache_get_ready (self->cache))
    return;

  while (link != NULL && self->running.length < limits[self->kind].places) {
    GList *next = link->next;
    GTask *task = link->data;

    if (has_place (self, g_task_get_task_data (task))) {
      g_queue_delete_link (&self->waiting, link);
      start (self, task);
    }
    link = next;
  }
}

static void
leave (ToteTextures *self, GTask *task)
{
  g_queue_remove (&self->running, g_task_get_task_data (task));
  run_next (self);
}

static gboolean
on_again (gpointer user_data)
{
  ToteTextures *self = user_data;

  self->again = 0;
  self->n_again++;
  g_signal_emit (self, again_signal, 0);

  return G_SOURCE_REMOVE;
}

/* No answer is the last one about a picture either. */
static void
note_outcome (ToteTextures *self, const GError *error)
{
  if (error == NULL)
    self->n_again = 0;
  else if (self->again == 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->again = tote_clock_add_timer (
        self->clock, tote_pace_reask (self->n_again + 1, g_random_double (), 1), on_again, self);
}

static void
on_pixels (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteTextures *self = TOTE_TEXTURES (source);
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = tote_textures_decode_finish (self, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    tote_picture_loader_reject (self->loader, request->url);
  note_outcome (self, error);
  if (texture != NULL)
    keep (self, request, texture);
  leave (self, task);

  if (texture == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ToteTextures *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      tote_picture_loader_load_finish (TOTE_PICTURE_LOADER (source), result, &error);

  if (bytes == NULL) {
    note_outcome (self, error);
    leave (self, task);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  tote_textures_decode_async (self, bytes, request->room, cancellable, on_pixels,
                              g_steal_pointer (&task));
}

/* task: (transfer full). */
static void
start (ToteTextures *self, GTask *task)
{
  Request *request = g_task_get_task_data (task);
  GdkTexture *known = tote_textures_lookup (self, request->url, request->room);

  if (known != NULL) {
    g_task_return_pointer (task, g_object_ref (known), g_object_unref);
    g_object_unref (task);
    return;
  }

  g_queue_push_tail (&self->running, request);
  tote_picture_loader_load_async (self->loader, request->url, g_task_get_cancellable (task),
                                  on_bytes, task);
}

static void
tote_textures_finalize (GObject *object)
{
  ToteTextures *self = TOTE_TEXTURES (object);

  tote_clock_clear_timer (self->clock, &self->again);
  g_object_unref (self->clock);
  g_queue_clear (&self->order);
  g_hash_table_unref (self->textures);
  g_clear_object (&self->loader);
  g_clear_object (&self->cache);

  G_OBJECT_CLASS (tote_textures_parent_class)->finalize (object);
}

static void
tote_textures_class_init (ToteTexturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_textures_finalize;

  again_signal = g_signal_new ("again", TOTE_TYPE_TEXTURES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
tote_textures_init (ToteTextures *self)
{
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_queue_init (&self->order);
  g_queue_init (&self->waiting);
  g_queue_init (&self->running);
}

/**
 * tote_textures_new:
 * @capacity: how many pictures to keep
 * @clock: what the intervals are measured with at which is tried again
 *
 * Returns: (transfer full): a store of pictures with its own memory
 */
ToteTextures *
tote_textures_new (ToteTexturesKind kind, guint capacity, ToteClock *clock)
{
  ToteTextures *self = g_object_new (TOTE_TYPE_TEXTURES, NULL);

  self->kind = kind;
  self->capacity = capacity;
  self->clock = g_object_ref (clock);
  if (kind == TOTE_TEXTURES_TILES) {
    self->cache = g_object_ref (tote_tile_cache_get_default ());
    g_signal_connect_object (self->cache, "notify::ready", G_CALLBACK (run_next), self,
                             G_CONNECT_SWAPPED);
    self->loader =
        tote_picture_loader_new (tote_tile_cache_get_session (self->cache), &tote_tile_limits);
  } else {
    self->loader = tote_picture_loader_new (get_session (), &tote_picture_limits);
  }

  return self;
}

/**
 * tote_textures_get_default:
 *
 * Returns: (transfer none): the pictures of products and people
 */
ToteTextures *
tote_textures_get_default (void)
{
  static ToteTextures *textures = NULL;

  if (textures == NULL)
    textures =
        tote_textures_new (TOTE_TEXTURES_PICTURES, DEFAULT_CAPACITY, tote_clock_get_default ());

  return textures;
}

/**
 * tote_textures_clear:
 *
 * Keeps no decoded picture any longer: nobody looks. They are decoded anew for whoever does.
 */
void
tote_textures_clear (ToteTextures *self)
{
  g_return_if_fail (TOTE_IS_TEXTURES (self));

  g_queue_clear (&self->order);
  g_hash_table_remove_all (self->textures);
}

/**
 * tote_textures_lookup:
 * @url: where a picture is
 * @room: as for tote_textures_load_async()
 *
 * Returns: (transfer none) (nullable): the picture, if it is in memory
 */
GdkTexture *
tote_textures_lookup (ToteTextures *self, const char *url, ToteRoom room)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (TOTE_IS_TEXTURES (self), NULL);

  key = make_key (url, room);
  return g_hash_table_lookup (self->textures, key);
}

/**
 * tote_textures_load_async:
 * @url: where the picture is
 * @room: the most pixels it is shown in
 * @cancellable: (nullable): stops loading
 * @callback: called when it is there, or not to be had
 * @user_data: for @callback
 */
void
tote_textures_load_async (ToteTextures *self, const char *url, ToteRoom room,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_return_if_fail (TOTE_IS_TEXTURES (self));
  g_return_if_fail (url != NULL);

  g_task_set_source_tag (task, tote_textures_load_async);
  request->url = g_strdup (url);
  request->room = room;
  g_uri_split_network (url, G_URI_FLAGS_NONE, NULL, &request->host, NULL, NULL);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  run_next (self);
}

/**
 * tote_textures_load_finish:
 * @result: what the callback got
 * @error: return location for the loader's error, a decoder's, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the picture, or %NULL with @error set
 */
GdkTexture *
tote_textures_load_finish (ToteTextures *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tote_textures_decode_async:
 * @bytes: a picture that came another way
 * @room: the most pixels it is shown in
 * @cancellable: (nullable): stops decoding
 * @callback: called when it is there, or no picture
 * @user_data: for @callback
 */
void
tote_textures_decode_async (ToteTextures *self, GBytes *bytes, ToteRoom room,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  TotePictureFacts facts;

  g_return_if_fail (TOTE_IS_TEXTURES (self));
  g_return_if_fail (bytes != NULL);

  g_task_set_source_tag (task, tote_textures_decode_async);
  if (!tote_picture_check (
          bytes, self->kind == TOTE_TEXTURES_TILES ? &tote_tile_limits : &tote_picture_limits,
          &facts, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (may_stay (self, &facts, room)) {
    decode_here (g_steal_pointer (&task), bytes);
  } else {
    tote_picture_decoder_decode_async (tote_picture_decoder_get_default (), bytes, &room,
                                       cancellable, on_decoded, g_steal_pointer (&task));
  }
}

/**
 * tote_textures_decode_finish:
 * @result: what the callback got
 * @error: return location for a decoder's error, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the picture, or %NULL with @error set
 */
GdkTexture *
tote_textures_decode_finish (ToteTextures *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
