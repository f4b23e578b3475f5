/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tile-cache.h"

#include "tote-session.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* What libsoup writes the addresses to; it leaves the last one alone where nothing is kept. */
#define INDEX "soup.cache2"

/* A town at all zoom levels. */
#define SIZE_MAX_BYTES (20 * 1024 * 1024)

struct _ToteTileCache {
  GObject parent_instance;

  SoupSession *session; /* (owned) */
  SoupCache *cache;     /* (owned) (nullable) */
  gboolean ready;
};

G_DEFINE_FINAL_TYPE (ToteTileCache, tote_tile_cache, G_TYPE_OBJECT)

typedef enum {
  PROP_READY = 1,
} ToteTileCacheProperty;

static GParamSpec *props[PROP_READY + 1];

static void
set_ready (ToteTileCache *self, gboolean ready)
{
  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_READY]);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *folder = task_data;
  SoupCache *cache;

  /* libsoup (3.2) reports a bug of ours where it cannot read its folder. */
  if (g_mkdir_with_parents (folder, 0700) != 0 || g_access (folder, R_OK | W_OK | X_OK) != 0) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }

  cache = soup_cache_new (folder, SOUP_CACHE_SINGLE_USER);
  soup_cache_set_max_size (cache, SIZE_MAX_BYTES);
  soup_cache_load (cache);
  g_task_return_pointer (task, cache, g_object_unref);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteTileCache *self = TOTE_TILE_CACHE (source);

  self->cache = g_task_propagate_pointer (G_TASK (result), NULL);
  if (self->cache != NULL)
    soup_session_add_feature (self->session, SOUP_SESSION_FEATURE (self->cache));
  set_ready (self, TRUE);
}

static void
tote_tile_cache_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteTileCacheProperty) id) {
  case PROP_READY:
    g_value_set_boolean (value, TOTE_TILE_CACHE (object)->ready);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_tile_cache_finalize (GObject *object)
{
  ToteTileCache *self = TOTE_TILE_CACHE (object);

  g_object_unref (self->session);
  g_clear_object (&self->cache);

  G_OBJECT_CLASS (tote_tile_cache_parent_class)->finalize (object);
}

static void
tote_tile_cache_class_init (ToteTileCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = tote_tile_cache_get_property;
  G_OBJECT_CLASS (klass)->finalize = tote_tile_cache_finalize;

  props[PROP_READY] =
      g_param_spec_boolean ("ready", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
tote_tile_cache_init (ToteTileCache *self)
{
  self->session = tote_session_new ();
  self->ready = TRUE;
}

/**
 * tote_tile_cache_get_default:
 *
 * Returns: (transfer none): the one of this process
 */
ToteTileCache *
tote_tile_cache_get_default (void)
{
  static ToteTileCache *cache = NULL;

  if (cache == NULL)
    cache = g_object_new (TOTE_TYPE_TILE_CACHE, NULL);

  return cache;
}

/**
 * tote_tile_cache_get_session:
 *
 * Returns: (transfer none): what tiles are fetched with
 */
SoupSession *
tote_tile_cache_get_session (ToteTileCache *self)
{
  g_return_val_if_fail (TOTE_IS_TILE_CACHE (self), NULL);

  return self->session;
}

/**
 * tote_tile_cache_get_ready:
 *
 * Returns: whether tiles may be asked for
 */
gboolean
tote_tile_cache_get_ready (ToteTileCache *self)
{
  g_return_val_if_fail (TOTE_IS_TILE_CACHE (self), FALSE);

  return self->ready;
}

/**
 * tote_tile_cache_set_contact:
 * @contact: (nullable): an address where whoever runs the server of the tiles finds somebody
 *
 * Those servers want to know who asks, in the name of the program.
 */
void
tote_tile_cache_set_contact (ToteTileCache *self, const char *contact)
{
  g_autofree char *name = NULL;

  g_return_if_fail (TOTE_IS_TILE_CACHE (self));

  name = contact != NULL ? g_strdup_printf ("Tote/%s (+%s)", TOTE_VERSION, contact)
                         : g_strdup ("Tote/" TOTE_VERSION);
  soup_session_set_user_agent (self->session, name);
}

/**
 * tote_tile_cache_open:
 * @folder: where tiles are kept, which nobody else writes to; made if need be
 *
 * Keeps tiles on disk from now on, and knows those that are there. Where that is not possible,
 * nothing is kept.
 */
void
tote_tile_cache_open (ToteTileCache *self, const char *folder)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TOTE_IS_TILE_CACHE (self));
  g_return_if_fail (folder != NULL);

  if (self->cache != NULL || !self->ready)
    return;

  set_ready (self, FALSE);
  task = g_task_new (self, NULL, on_read, NULL);
  g_task_set_source_tag (task, tote_tile_cache_open);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * tote_tile_cache_clear:
 *
 * Takes all that was kept off the disk: it tells where somebody lives.
 */
void
tote_tile_cache_clear (ToteTileCache *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *index = NULL;

  g_return_if_fail (TOTE_IS_TILE_CACHE (self));

  if (self->cache == NULL)
    return;

  soup_cache_clear (self->cache);
  g_object_get (self->cache, "cache-dir", &folder, NULL);
  index = g_build_filename (folder, INDEX, NULL);
  g_unlink (index);
}

/**
 * tote_tile_cache_close:
 *
 * Writes down what is kept, for the next start; blocks, and is for the end of the program.
 */
void
tote_tile_cache_close (ToteTileCache *self)
{
  g_return_if_fail (TOTE_IS_TILE_CACHE (self));

  if (self->cache == NULL)
    return;

  soup_cache_flush (self->cache);
  soup_cache_dump (self->cache);
  soup_session_remove_feature (self->session, SOUP_SESSION_FEATURE (self->cache));
  g_clear_object (&self->cache);
}
