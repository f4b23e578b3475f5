/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-textures.h"

#include "tote-client.h"
#include "tote-picture-loader.h"

#define DEFAULT_CAPACITY 256

/**
 * ToteTextures: pictures from the network, ready to draw. Bytes come through the loader of the
 * layer below, which keeps the limits and never sends the bearer; they are decoded in a thread. The
 * latest ones stay in memory, so that scrolling back does not decode anew. Lives on the main
 * thread.
 */
struct _ToteTextures {
  GObject parent_instance;

  TotePictureLoader *loader; /* (owned) */
  GHashTable *textures;      /* (owned): address → GdkTexture */
  GQueue order;              /* addresses, the latest first; owned by the table */
  guint capacity;
};

G_DEFINE_FINAL_TYPE (ToteTextures, tote_textures, G_TYPE_OBJECT)

/* One loader for the program, so that its limits on requests at a time count for all. */
static TotePictureLoader *
get_loader (void)
{
  static TotePictureLoader *loader = NULL;

  if (loader == NULL) {
    g_autoptr (SoupSession) session = tote_client_session_new ();

    loader = tote_picture_loader_new (session);
  }

  return loader;
}

static void
keep (ToteTextures *self, const char *url, GdkTexture *texture)
{
  char *key;

  if (g_hash_table_contains (self->textures, url))
    return;

  key = g_strdup (url);
  g_hash_table_insert (self->textures, key, g_object_ref (texture));
  g_queue_push_head (&self->order, key);
  if (self->order.length > self->capacity)
    g_hash_table_remove (self->textures, g_queue_pop_tail (&self->order));
}

static void
decode_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GBytes *bytes = g_object_get_data (G_OBJECT (task), "bytes");
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (bytes, &error);

  if (texture == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      tote_picture_loader_load_finish (TOTE_PICTURE_LOADER (source), result, &error);

  if (bytes == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  g_object_set_data_full (G_OBJECT (task), "bytes", g_bytes_ref (bytes),
                          (GDestroyNotify) g_bytes_unref);
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
 *
 * Returns: (transfer none) (nullable): the picture, if it is in memory
 */
GdkTexture *
tote_textures_lookup (ToteTextures *self, const char *url)
{
  g_return_val_if_fail (TOTE_IS_TEXTURES (self), NULL);

  return g_hash_table_lookup (self->textures, url);
}

/**
 * tote_textures_load_async:
 * @self: the store
 * @url: where the picture is
 * @cancellable: (nullable): stops loading
 * @callback: called when it is there, or not to be had
 * @user_data: for @callback
 */
void
tote_textures_load_async (ToteTextures *self, const char *url, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (TOTE_IS_TEXTURES (self));

  g_task_set_source_tag (task, tote_textures_load_async);
  g_task_set_task_data (task, g_strdup (url), g_free);
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
