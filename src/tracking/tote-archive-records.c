/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-archive-records.h"

static void
order_key_clear (gpointer data)
{
  ToteOrderKey *self = data;

  g_free (self->base);
  g_free (self->id);
}

/**
 * tote_order_key_new:
 *
 * Returns: (transfer full)
 */
ToteOrderKey *
tote_order_key_new (const char *base, const char *id)
{
  ToteOrderKey *self = g_atomic_rc_box_new (ToteOrderKey);

  *self = (ToteOrderKey){ g_strdup (base), g_strdup (id) };
  return self;
}

/**
 * tote_order_key_ref:
 *
 * Returns: (transfer full): @self, from any thread
 */
ToteOrderKey *
tote_order_key_ref (ToteOrderKey *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * tote_order_key_unref:
 *
 * Lets go of a key.
 */
void
tote_order_key_unref (ToteOrderKey *self)
{
  g_atomic_rc_box_release_full (self, order_key_clear);
}

/**
 * tote_wish_record_copy:
 *
 * Returns: (transfer full): a deep copy
 */
ToteWishRecord *
tote_wish_record_copy (const ToteWishRecord *self)
{
  ToteWishRecord *copy = g_new (ToteWishRecord, 1);

  *copy = (ToteWishRecord){
    .key = g_strdup (self->key),
    .text = g_strdup (self->text),
    .created_at = self->created_at,
    .phase = self->phase,
    .known = g_strdup (self->known),
    .server_id = g_strdup (self->server_id),
    .reason = g_strdup (self->reason),
  };
  return copy;
}

/**
 * tote_wish_record_free:
 *
 * Frees a record.
 */
void
tote_wish_record_free (ToteWishRecord *self)
{
  g_free (self->key);
  g_free (self->text);
  g_free (self->known);
  g_free (self->server_id);
  g_free (self->reason);
  g_free (self);
}

/**
 * tote_answer_record_new:
 * @bytes: (nullable)
 *
 * Returns: (transfer full)
 */
ToteAnswerRecord *
tote_answer_record_new (ToteResource resource, GBytes *bytes, gint64 seen_at, guint occasion)
{
  ToteAnswerRecord *self = g_new (ToteAnswerRecord, 1);

  *self =
      (ToteAnswerRecord){ resource, bytes != NULL ? g_bytes_ref (bytes) : NULL, seen_at, occasion };
  return self;
}

/**
 * tote_answer_record_free:
 *
 * Frees a record.
 */
void
tote_answer_record_free (ToteAnswerRecord *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/**
 * tote_order_record_new:
 *
 * Returns: (transfer full): an order of which nothing is kept yet
 */
ToteOrderRecord *
tote_order_record_new (ToteOrderKey *key)
{
  ToteOrderRecord *self = g_new0 (ToteOrderRecord, 1);

  self->key = tote_order_key_ref (key);
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) tote_answer_record_free);
  self->wishes = g_ptr_array_new_with_free_func ((GDestroyNotify) tote_wish_record_free);
  self->history = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

/**
 * tote_order_record_free:
 *
 * Frees a record.
 */
void
tote_order_record_free (ToteOrderRecord *self)
{
  tote_order_key_unref (self->key);
  g_free (self->time_zone);
  g_free (self->draft);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->wishes);
  g_ptr_array_unref (self->history);
  g_free (self);
}
