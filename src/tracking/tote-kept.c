/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-kept.h"

#include "tote-step.h"

/**
 * tote_kept_wish_copy:
 *
 * Returns: (transfer full): a deep copy
 */
ToteKeptWish *
tote_kept_wish_copy (const ToteKeptWish *self)
{
  ToteKeptWish *copy = g_new (ToteKeptWish, 1);

  *copy = (ToteKeptWish){
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

void
tote_kept_wish_free (ToteKeptWish *self)
{
  g_free (self->key);
  g_free (self->text);
  g_free (self->known);
  g_free (self->server_id);
  g_free (self->reason);
  g_free (self);
}

void
tote_kept_answer_free (ToteKeptAnswer *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/**
 * tote_kept_order_new:
 *
 * Returns: (transfer full): an order of which nothing is kept yet
 */
ToteKeptOrder *
tote_kept_order_new (const char *base, const char *order_id)
{
  ToteKeptOrder *self = g_new0 (ToteKeptOrder, 1);

  self->base = g_strdup (base);
  self->order_id = g_strdup (order_id);
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) tote_kept_answer_free);
  self->wishes = g_ptr_array_new_with_free_func ((GDestroyNotify) tote_kept_wish_free);
  self->steps = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
tote_kept_order_free (ToteKeptOrder *self)
{
  g_free (self->base);
  g_free (self->order_id);
  g_free (self->time_zone);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->wishes);
  g_ptr_array_unref (self->steps);
  g_free (self);
}
