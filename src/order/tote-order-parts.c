/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-order.h"

#include "tote-instruction.h"
#include "tote-order-private.h"
#include "tote-zone.h"

/* The parts of an order beside what GET order says: each comes from an answer of its own. */

static void
notify_shopper (ToteOrder *self)
{
  tote_order_notify (self, PROP_SHOPPER_NAME);
  tote_order_notify (self, PROP_SHOPPER_IMAGE_URL);
  tote_order_notify (self, PROP_SHOPPER_PHONE);
}

/* A zone of the order is heard of; the one that counts may stay the same. */
gboolean
tote_order_take_zone (ToteOrder *self, GTimeZone **place, GTimeZone *fresh)
{
  g_autoptr (GTimeZone) before = NULL;
  GTimeZone *told = tote_order_get_time_zone (self);

  if (tote_zone_equal (*place, fresh))
    return FALSE;

  before = told != NULL ? g_time_zone_ref (told) : NULL;
  g_clear_pointer (place, g_time_zone_unref);
  *place = fresh != NULL ? g_time_zone_ref (fresh) : NULL;
  if (!tote_zone_equal (before, tote_order_get_time_zone (self)))
    tote_order_notify (self, PROP_TIME_ZONE);
  return TRUE;
}

/**
 * tote_order_get_time_zone:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the zone where the order is: the one that the conversation
 *     named, else the one that the slot was told in; %NULL when neither says, which is to be taken
 *     for the machine's own
 */
GTimeZone *
tote_order_get_time_zone (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->chat_zone != NULL ? self->chat_zone : self->slot_zone;
}

/**
 * tote_order_get_chat_zone:
 * @self: an order
 *
 * Returns: (nullable): the name of the zone, as the conversation had it
 */
const char *
tote_order_get_chat_zone (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->chat_zone != NULL ? g_time_zone_get_identifier (self->chat_zone) : NULL;
}

/**
 * tote_order_set_chat_zone:
 * @self: the live order
 * @name: (nullable): what the server calls the zone; one that is not known here changes nothing
 *
 * The answer to a sent message names it (contract 3.6); the last one counts.
 */
void
tote_order_set_chat_zone (ToteOrder *self, const char *name)
{
  g_autoptr (GTimeZone) zone = tote_zone_from_name (name);

  g_return_if_fail (TOTE_IS_ORDER (self));

  if (zone != NULL)
    tote_order_take_zone (self, &self->chat_zone, zone);
}

/**
 * tote_order_get_items:
 * @self: an order
 *
 * Returns: (transfer none): its live items
 */
ToteItemList *
tote_order_get_items (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->items;
}

/**
 * tote_order_get_messages:
 * @self: an order
 *
 * Returns: (transfer none): its live conversation
 */
ToteMessageList *
tote_order_get_messages (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->messages;
}

/**
 * tote_order_get_instructions:
 * @self: an order
 *
 * Returns: (transfer none): a live model of #ToteInstruction, empty unless it is picked up
 */
GListModel *
tote_order_get_instructions (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return G_LIST_MODEL (self->instructions);
}

static gboolean
instructions_equal (GListModel *a, GListModel *b)
{
  guint n = g_list_model_get_n_items (a);

  if (n != g_list_model_get_n_items (b))
    return FALSE;

  for (guint i = 0; i < n; i++) {
    g_autoptr (ToteInstruction) x = g_list_model_get_item (a, i);
    g_autoptr (ToteInstruction) y = g_list_model_get_item (b, i);

    if (!tote_instruction_equal (x, y))
      return FALSE;
  }
  return TRUE;
}

/**
 * tote_order_update_instructions:
 * @self: the live order
 * @fresh: a model of #ToteInstruction, what GET pickup details says now
 *
 * Returns: whether anything differed
 */
gboolean
tote_order_update_instructions (ToteOrder *self, GListModel *fresh)
{
  g_autoptr (GPtrArray) all = NULL;

  g_return_val_if_fail (TOTE_IS_ORDER (self), FALSE);
  g_return_val_if_fail (G_IS_LIST_MODEL (fresh), FALSE);

  if (instructions_equal (G_LIST_MODEL (self->instructions), fresh))
    return FALSE;

  all = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (fresh); i++)
    g_ptr_array_add (all, g_list_model_get_item (fresh, i));
  g_list_store_splice (self->instructions, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->instructions)), all->pdata,
                       all->len);
  return TRUE;
}

/**
 * tote_order_get_handling:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): its handling data, %NULL before the first answer
 */
ToteHandling *
tote_order_get_handling (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->handling;
}

/**
 * tote_order_update_handling:
 * @self: the live order
 * @fresh: (nullable): what GET handling says now
 *
 * Returns: whether anything differed
 */
gboolean
tote_order_update_handling (ToteOrder *self, ToteHandling *fresh)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), FALSE);

  if (tote_handling_equal (self->handling, fresh))
    return FALSE;

  g_set_object (&self->handling, fresh);
  tote_order_notify (self, PROP_HANDLING);
  notify_shopper (self);
  return TRUE;
}

/**
 * tote_order_get_vehicle:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): what the customer comes with
 */
ToteVehicle *
tote_order_get_vehicle (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->vehicle;
}

void
tote_order_set_vehicle (ToteOrder *self, ToteVehicle *vehicle)
{
  g_return_if_fail (TOTE_IS_ORDER (self));

  if (!tote_vehicle_equal (self->vehicle, vehicle) && g_set_object (&self->vehicle, vehicle))
    tote_order_notify (self, PROP_VEHICLE);
}

/**
 * tote_order_get_position:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): where the shopper was last seen; how old that is, the
 *     tracker knows
 */
TotePosition *
tote_order_get_position (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return self->position;
}

/**
 * tote_order_get_track:
 * @self: an order
 *
 * Returns: (transfer none): a live model of #TotePosition: where the shopper was seen so far
 */
GListModel *
tote_order_get_track (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);
  return G_LIST_MODEL (self->track);
}

/**
 * tote_order_set_position:
 * @self: the live order
 * @position: (nullable): where the shopper is now; %NULL when there is nothing to tell
 */
void
tote_order_set_position (ToteOrder *self, TotePosition *position)
{
  g_return_if_fail (TOTE_IS_ORDER (self));

  if (tote_position_equal (self->position, position))
    return;

  g_set_object (&self->position, position);
  if (position != NULL)
    g_list_store_append (self->track, position);
  tote_order_notify (self, PROP_POSITION);
}

/**
 * tote_order_get_shopper_name:
 * @self: an order
 *
 * Returns: (nullable): the shopper's first name, from the handling data or the chat
 */
const char *
tote_order_get_shopper_name (ToteOrder *self)
{
  const char *name = NULL;

  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);

  if (self->people_forgotten)
    return NULL;
  if (self->handling != NULL)
    name = tote_handling_get_shopper_name (self->handling);
  return name != NULL ? name : self->chat_shopper_name;
}

const char *
tote_order_get_shopper_image_url (ToteOrder *self)
{
  const char *url = NULL;

  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);

  if (self->people_forgotten)
    return NULL;
  if (self->handling != NULL)
    url = tote_handling_get_shopper_image_url (self->handling);
  return url != NULL ? url : self->chat_shopper_image_url;
}

const char *
tote_order_get_shopper_phone (ToteOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER (self), NULL);

  if (self->people_forgotten || self->handling == NULL)
    return NULL;
  return tote_handling_get_shopper_phone (self->handling);
}

/**
 * tote_order_set_chat_shopper:
 * @self: the live order
 * @name: (nullable): the present shopper's name, as the chat has it
 * @image_url: (nullable): the shopper's picture
 */
void
tote_order_set_chat_shopper (ToteOrder *self, const char *name, const char *image_url)
{
  g_return_if_fail (TOTE_IS_ORDER (self));

  if (g_strcmp0 (self->chat_shopper_name, name) == 0 &&
      g_strcmp0 (self->chat_shopper_image_url, image_url) == 0)
    return;

  g_free (self->chat_shopper_name);
  g_free (self->chat_shopper_image_url);
  self->chat_shopper_name = g_strdup (name);
  self->chat_shopper_image_url = g_strdup (image_url);
  notify_shopper (self);
}

/**
 * tote_order_forget_people:
 * @self: the live order
 *
 * Drops the conversation and what is known of the shopper, 24 h after the end (design 3).
 */
void
tote_order_forget_people (ToteOrder *self)
{
  g_return_if_fail (TOTE_IS_ORDER (self));

  self->people_forgotten = TRUE;
  g_clear_pointer (&self->chat_shopper_name, g_free);
  g_clear_pointer (&self->chat_shopper_image_url, g_free);
  tote_message_list_clear (self->messages);
  tote_order_set_position (self, NULL);
  g_list_store_remove_all (self->track);
  notify_shopper (self);
}
