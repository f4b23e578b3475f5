/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-orders.h"

struct _ToteOrders {
  ToteObjectList parent_instance;

  GPtrArray *trackers; /* of ToteTracker, as listed (unowned): the list's own */
  guint n_needy;
};

G_DEFINE_FINAL_TYPE (ToteOrders, tote_orders, TOTE_TYPE_OBJECT_LIST)

typedef enum {
  PROP_N_NEEDY = 1,
} ToteOrdersProperty;

static GParamSpec *props[PROP_N_NEEDY + 1];

/* What stands first, from the top. */
typedef enum {
  RANK_QUESTION,
  RANK_UNREAD,
  RANK_READY,
  RANK_DELIVERING,
  RANK_SHOPPING,
  RANK_PACKED,
  RANK_UNKNOWN,
  RANK_RECEIVED,
  RANK_ENDED,
} Rank;

static Rank
get_stage_rank (ToteStage stage)
{
  switch (stage) {
  case TOTE_STAGE_READY:
  case TOTE_STAGE_HANDING_OVER:
    return RANK_READY;
  case TOTE_STAGE_DELIVERING:
    return RANK_DELIVERING;
  case TOTE_STAGE_SHOPPING:
  case TOTE_STAGE_REVIEW:
    return RANK_SHOPPING;
  case TOTE_STAGE_PACKED:
    return RANK_PACKED;
  case TOTE_STAGE_RECEIVED:
    return RANK_RECEIVED;
  case TOTE_STAGE_DELIVERED:
  case TOTE_STAGE_CANCELED:
    return RANK_ENDED;
  case TOTE_STAGE_UNKNOWN:
  default:
    return RANK_UNKNOWN;
  }
}

static Rank
get_rank (ToteTracker *tracker)
{
  ToteOrder *order = tote_tracker_get_order (tracker);

  if (tote_order_get_ended (order))
    return RANK_ENDED;
  if (tote_item_list_get_n_questions (tote_order_get_items (order)) > 0)
    return RANK_QUESTION;
  if (tote_message_list_get_n_unread (tote_order_get_messages (order)) > 0)
    return RANK_UNREAD;
  return get_stage_rank (tote_order_get_stage (order));
}

static int
compare_slots (ToteTracker *a, ToteTracker *b)
{
  GDateTime *a_slot = tote_order_get_window_starts_at (tote_tracker_get_order (a));
  GDateTime *b_slot = tote_order_get_window_starts_at (tote_tracker_get_order (b));

  if (a_slot == NULL || b_slot == NULL)
    return (a_slot == NULL) - (b_slot == NULL);
  return g_date_time_compare (a_slot, b_slot);
}

/* Equal ones stay in an order of their own, by their id. */
static int
compare (gconstpointer a_place, gconstpointer b_place)
{
  ToteTracker *a = *(ToteTracker *const *) a_place;
  ToteTracker *b = *(ToteTracker *const *) b_place;
  int by_rank = (int) get_rank (a) - (int) get_rank (b);
  int by_slot = by_rank == 0 ? compare_slots (a, b) : 0;

  if (by_rank != 0)
    return by_rank;
  if (by_slot != 0)
    return by_slot;
  return g_strcmp0 (tote_order_get_id (tote_tracker_get_order (a)),
                    tote_order_get_id (tote_tracker_get_order (b)));
}

static void
settle_needy (ToteOrders *self)
{
  guint n_needy = 0;

  while (n_needy < self->trackers->len && tote_orders_is_needy (self->trackers->pdata[n_needy]))
    n_needy++;
  if (self->n_needy == n_needy)
    return;
  self->n_needy = n_needy;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_NEEDY]);
}

/* Tells only the stretch that is in another order now. */
static void
settle (ToteOrders *self)
{
  g_autoptr (GPtrArray) before = g_ptr_array_copy (self->trackers, NULL, NULL);
  guint first = 0, last = self->trackers->len;

  g_ptr_array_set_free_func (before, NULL);
  g_ptr_array_sort (self->trackers, compare);
  while (first < last && before->pdata[first] == self->trackers->pdata[first])
    first++;
  while (last > first && before->pdata[last - 1] == self->trackers->pdata[last - 1])
    last--;
  if (last > first)
    g_list_model_items_changed (G_LIST_MODEL (self), first, last - first, last - first);
  settle_needy (self);
}

static void
tote_orders_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteOrdersProperty) id) {
  case PROP_N_NEEDY:
    g_value_set_uint (value, TOTE_ORDERS (object)->n_needy);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_orders_class_init (ToteOrdersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tote_orders_get_property;

  props[PROP_N_NEEDY] = g_param_spec_uint ("n-needy", NULL, NULL, 0, G_MAXUINT, 0,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_orders_init (ToteOrders *self)
{
  self->trackers = tote_object_list_hold (TOTE_OBJECT_LIST (self), TOTE_TYPE_TRACKER);
}

/**
 * tote_orders_new:
 *
 * Returns: (transfer full): no orders yet
 */
ToteOrders *
tote_orders_new (void)
{
  return g_object_new (TOTE_TYPE_ORDERS, NULL);
}

/**
 * tote_orders_add:
 *
 * Lists @tracker in its place from now on. Whether it runs is the caller's matter.
 */
void
tote_orders_add (ToteOrders *self, ToteTracker *tracker)
{
  ToteOrder *order;

  g_return_if_fail (TOTE_IS_ORDERS (self));
  g_return_if_fail (TOTE_IS_TRACKER (tracker));

  order = tote_tracker_get_order (tracker);
  g_signal_connect_object (order, "notify::stage", G_CALLBACK (settle), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (order, "notify::window-starts-at", G_CALLBACK (settle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_order_get_items (order), "notify::n-questions", G_CALLBACK (settle),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_order_get_messages (order), "notify::n-unread", G_CALLBACK (settle),
                           self, G_CONNECT_SWAPPED);

  g_ptr_array_add (self->trackers, g_object_ref (tracker));
  g_list_model_items_changed (G_LIST_MODEL (self), self->trackers->len - 1, 0, 1);
  settle (self);
}

/**
 * tote_orders_remove:
 *
 * Takes @tracker off the list, and stops it.
 */
void
tote_orders_remove (ToteOrders *self, ToteTracker *tracker)
{
  ToteOrder *order;
  guint position;

  g_return_if_fail (TOTE_IS_ORDERS (self));

  if (!g_ptr_array_find (self->trackers, tracker, &position))
    return;
  order = tote_tracker_get_order (tracker);
  g_signal_handlers_disconnect_by_func (order, settle, self);
  g_signal_handlers_disconnect_by_func (tote_order_get_items (order), settle, self);
  g_signal_handlers_disconnect_by_func (tote_order_get_messages (order), settle, self);
  tote_tracker_stop (tracker);
  g_ptr_array_remove_index (self->trackers, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  settle_needy (self);
}

/**
 * tote_orders_find:
 *
 * Returns: (transfer none) (nullable): the tracker of that order
 */
ToteTracker *
tote_orders_find (ToteOrders *self, const char *base, const char *order_id)
{
  g_return_val_if_fail (TOTE_IS_ORDERS (self), NULL);

  for (guint i = 0; i < self->trackers->len; i++) {
    ToteTracker *tracker = self->trackers->pdata[i];

    if (g_strcmp0 (tote_order_get_id (tote_tracker_get_order (tracker)), order_id) == 0 &&
        g_strcmp0 (tote_client_get_base (tote_tracker_get_client (tracker)), base) == 0)
      return tracker;
  }
  return NULL;
}

/**
 * tote_orders_get_n_needy:
 *
 * Returns: how many orders wait for the customer
 */
guint
tote_orders_get_n_needy (ToteOrders *self)
{
  g_return_val_if_fail (TOTE_IS_ORDERS (self), 0);

  return self->n_needy;
}

/**
 * tote_orders_stop:
 *
 * Stops all that are listed.
 */
void
tote_orders_stop (ToteOrders *self)
{
  g_return_if_fail (TOTE_IS_ORDERS (self));

  for (guint i = 0; i < self->trackers->len; i++)
    tote_tracker_stop (self->trackers->pdata[i]);
}

/**
 * tote_orders_is_needy:
 * @tracker: follows an order
 *
 * Returns: whether it waits for the customer: a question, or an unread message
 */
gboolean
tote_orders_is_needy (ToteTracker *tracker)
{
  return get_rank (tracker) <= RANK_UNREAD;
}
