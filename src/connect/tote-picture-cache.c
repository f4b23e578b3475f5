/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-cache.h"

/* What an entry costs besides its bytes, roughly; it bounds the number of failures kept. */
#define ENTRY_COST 512

struct _TotePictureCache {
  GHashTable *entries; /* (owned) url (owned by the entry) → Entry (owned by the queue) */
  GQueue recent;       /* of Entry (owned), the one used last at the head */
  gsize bytes;
  gsize bytes_max;
  gint64 failure_age_max; /* µs */
};

typedef struct {
  char *url;     /* (owned) */
  GBytes *bytes; /* (owned) (nullable) */
  GError *error; /* (owned) (nullable) */
  gint64 at;     /* monotonic µs */
  GList link;    /* in recent */
} Entry;

static gsize
entry_get_cost (Entry *entry)
{
  return ENTRY_COST + (entry->bytes != NULL ? g_bytes_get_size (entry->bytes) : 0);
}

static void
remove_entry (TotePictureCache *self, Entry *entry)
{
  g_hash_table_remove (self->entries, entry->url);
  g_queue_unlink (&self->recent, &entry->link);
  self->bytes -= entry_get_cost (entry);

  g_clear_pointer (&entry->bytes, g_bytes_unref);
  g_clear_error (&entry->error);
  g_free (entry->url);
  g_free (entry);
}

/* entry: (transfer full). */
static void
add_entry (TotePictureCache *self, Entry *entry)
{
  Entry *old = g_hash_table_lookup (self->entries, entry->url);

  if (old != NULL)
    remove_entry (self, old);

  entry->at = g_get_monotonic_time ();
  entry->link.data = entry;
  g_hash_table_insert (self->entries, entry->url, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->bytes += entry_get_cost (entry);

  while (self->bytes > self->bytes_max)
    remove_entry (self, self->recent.tail->data);
}

/**
 * tote_picture_cache_new:
 * @bytes_max: what all entries together may cost
 * @failure_age_max: microseconds after which a failed address is worth another try
 *
 * Returns: (transfer full): an empty cache
 */
TotePictureCache *
tote_picture_cache_new (gsize bytes_max, gint64 failure_age_max)
{
  TotePictureCache *self = g_new0 (TotePictureCache, 1);

  self->entries = g_hash_table_new (g_str_hash, g_str_equal);
  self->bytes_max = bytes_max;
  self->failure_age_max = failure_age_max;

  return self;
}

/**
 * tote_picture_cache_free:
 *
 * Lets go of the cache and of all that is in it.
 */
void
tote_picture_cache_free (TotePictureCache *self)
{
  while (self->recent.tail != NULL)
    remove_entry (self, self->recent.tail->data);
  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * tote_picture_cache_lookup:
 *
 * Returns: (transfer full) (nullable): the picture; %NULL with @error set when the address has
 * none, %NULL without when nothing is known of it
 */
GBytes *
tote_picture_cache_lookup (TotePictureCache *self, const char *url, GError **error)
{
  Entry *entry = g_hash_table_lookup (self->entries, url);

  if (entry == NULL)
    return NULL;

  if (entry->error != NULL && g_get_monotonic_time () - entry->at >= self->failure_age_max) {
    remove_entry (self, entry);
    return NULL;
  }

  g_queue_unlink (&self->recent, &entry->link);
  g_queue_push_head_link (&self->recent, &entry->link);
  if (entry->error == NULL)
    return g_bytes_ref (entry->bytes);

  g_propagate_error (error, g_error_copy (entry->error));

  return NULL;
}

/**
 * tote_picture_cache_put:
 *
 * Keeps a picture, at the price of those not used for longest.
 */
void
tote_picture_cache_put (TotePictureCache *self, const char *url, GBytes *bytes)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->url = g_strdup (url);
  entry->bytes = g_bytes_ref (bytes);
  add_entry (self, entry);
}

/**
 * tote_picture_cache_put_failure:
 *
 * Keeps in mind that there is no picture to be had for a while.
 */
void
tote_picture_cache_put_failure (TotePictureCache *self, const char *url, const GError *error)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->url = g_strdup (url);
  entry->error = g_error_copy (error);
  add_entry (self, entry);
}
