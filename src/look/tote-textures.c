/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-textures.h"

#include "tote-picture-loader.h"
#include "tote-session.h"

#include <math.h>

#define DEFAULT_CAPACITY 256

struct _ToteTextures {
  GObject parent_instance;

  TotePictureLoader *loader; /* (owned) */
  GHashTable *textures;      /* (owned): address → GdkTexture */
  GQueue order;              /* addresses, the latest first; owned by the table */
  guint capacity;
};

G_DEFINE_FINAL_TYPE (ToteTextures, tote_textures, G_TYPE_OBJECT)

/* What is asked for, and the bytes of it once they are there. */
typedef struct {
  char *url; /* (owned) */
  int size;
  GBytes *bytes; /* (owned) (nullable) */
} Request;

static void
request_free (Request *request)
{
  g_free (request->url);
  g_clear_pointer (&request->bytes, g_bytes_unref);
  g_free (request);
}

/* One loader for the program, so that its limits on requests at a time count for all. */
static TotePictureLoader *
get_loader (void)
{
  static TotePictureLoader *loader = NULL;

  if (loader == NULL) {
    g_autoptr (SoupSession) session = tote_session_new ();

    loader = tote_picture_loader_new (session);
  }

  return loader;
}

/* One picture is kept once for each size it is shown in. */
static char *
make_key (const char *url, int size)
{
  return g_strdup_printf ("%d %s", size, url);
}

static void
keep (ToteTextures *self, const Request *request, GdkTexture *texture)
{
  g_autofree char *wanted = make_key (request->url, request->size);
  char *key;

  if (g_hash_table_contains (self->textures, wanted))
    return;

  key = g_steal_pointer (&wanted);
  g_hash_table_insert (self->textures, key, g_object_ref (texture));
  g_queue_push_head (&self->order, key);
  if (self->order.length > self->capacity)
    g_hash_table_remove (self->textures, g_queue_pop_tail (&self->order));
}

static cairo_surface_t *
paint_scaled (GdkTexture *texture, double factor)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  cairo_surface_t *whole = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_surface_t *small = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) ceil (width * factor), (int) ceil (height * factor));
  cairo_t *cr = cairo_create (small);

  gdk_texture_download (texture, cairo_image_surface_get_data (whole),
                        (gsize) cairo_image_surface_get_stride (whole));
  cairo_surface_mark_dirty (whole);
  cairo_scale (cr, factor, factor);
  cairo_set_source_surface (cr, whole, 0.0, 0.0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (whole);
  cairo_surface_flush (small);
  return small;
}

/* Scaling a large picture in each frame is most of what a list of pictures costs to draw. */
static GdkTexture *
shrink (GdkTexture *texture, int size)
{
  int shorter = MIN (gdk_texture_get_width (texture), gdk_texture_get_height (texture));
  cairo_surface_t *small;
  g_autoptr (GBytes) bytes = NULL;
  gsize stride;
  GdkTexture *shrunk;

  if (size == 0 || shorter <= size)
    return g_object_ref (texture);

  small = paint_scaled (texture, (double) size / shorter);
  stride = (gsize) cairo_image_surface_get_stride (small);
  bytes = g_bytes_new (cairo_image_surface_get_data (small),
                       stride * (gsize) cairo_image_surface_get_height (small));
  shrunk = gdk_memory_texture_new (cairo_image_surface_get_width (small),
                                   cairo_image_surface_get_height (small), GDK_MEMORY_DEFAULT,
                                   bytes, stride);
  cairo_surface_destroy (small);
  return shrunk;
}

static void
decode_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (request->bytes, &error);

  if (texture == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, shrink (texture, request->size), g_object_unref);
}

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  request->bytes = tote_picture_loader_load_finish (TOTE_PICTURE_LOADER (source), result, &error);
  if (request->bytes == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  g_task_run_in_thread (task, decode_in_thread);
}

static void
tote_textures_finalize (GObject *object)
{
  ToteTextures *self = TOTE_TEXTURES (object);

  g_queue_clear (&self->order);
  g_hash_table_unref (self->textures);
  g_object_unref (self->loader);

  G_OBJECT_CLASS (tote_textures_parent_class)->finalize (object);
}

static void
tote_textures_class_init (ToteTexturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_textures_finalize;
}

static void
tote_textures_init (ToteTextures *self)
{
  self->loader = g_object_ref (get_loader ());
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_queue_init (&self->order);
}

/**
 * tote_textures_new:
 * @capacity: how many pictures to keep
 *
 * Returns: (transfer full): a store of pictures with its own memory
 */
ToteTextures *
tote_textures_new (guint capacity)
{
  ToteTextures *self = g_object_new (TOTE_TYPE_TEXTURES, NULL);

  self->capacity = capacity;

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
    textures = tote_textures_new (DEFAULT_CAPACITY);

  return textures;
}

/**
 * tote_textures_lookup:
 * @self: the store
 * @url: where a picture is
 * @size: as for tote_textures_load_async()
 *
 * Returns: (transfer none) (nullable): the picture, if it is in memory
 */
GdkTexture *
tote_textures_lookup (ToteTextures *self, const char *url, int size)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (TOTE_IS_TEXTURES (self), NULL);

  key = make_key (url, size);
  return g_hash_table_lookup (self->textures, key);
}

/**
 * tote_textures_load_async:
 * @self: the store
 * @url: where the picture is
 * @size: the pixels its shorter side is shown in at most, or 0 to keep it as it is
 * @cancellable: (nullable): stops loading
 * @callback: called when it is there, or not to be had
 * @user_data: for @callback
 */
void
tote_textures_load_async (ToteTextures *self, const char *url, int size, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_return_if_fail (TOTE_IS_TEXTURES (self));

  g_task_set_source_tag (task, tote_textures_load_async);
  request->url = g_strdup (url);
  request->size = size;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  tote_picture_loader_load_async (self->loader, url, cancellable, on_bytes,
                                  g_steal_pointer (&task));
}

/**
 * tote_textures_load_finish:
 * @self: the store
 * @result: what the callback got
 * @error: return location for the loader's error, a decoder's, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the picture, or %NULL with @error set
 */
GdkTexture *
tote_textures_load_finish (ToteTextures *self, GAsyncResult *result, GError **error)
{
  GdkTexture *texture;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  texture = g_task_propagate_pointer (G_TASK (result), error);
  if (texture != NULL)
    keep (self, g_task_get_task_data (G_TASK (result)), texture);

  return texture;
}
