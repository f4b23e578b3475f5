/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-orders-list.h"

#include "tote-orders-row.h"

struct _ToteOrdersList {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkListBox *list;

  GtkSorter *sorter;        /* (owned) */
  GtkSortListModel *sorted; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteOrdersList, tote_orders_list, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What needs the customer most comes first; what has ended comes last. */
static int
urgency (ToteTracker *tracker)
{
  ToteOrder *order = tote_tracker_get_order (tracker);

  if (tote_item_list_get_n_questions (tote_order_get_items (order)) > 0)
    return 0;

  if (tote_order_get_stage (order) == TOTE_STAGE_READY)
    return 1;

  if (tote_message_list_get_n_unread (tote_order_get_messages (order)) > 0)
    return 2;

  return tote_order_get_ended (order) ? 4 : 3;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  ToteOrder *one = tote_tracker_get_order ((ToteTracker *) a);
  ToteOrder *two = tote_tracker_get_order ((ToteTracker *) b);
  int order = urgency ((ToteTracker *) a) - urgency ((ToteTracker *) b);

  if (order != 0)
    return order;

  if (tote_order_get_window_starts_at (one) != NULL &&
      tote_order_get_window_starts_at (two) != NULL)
    order = g_date_time_compare (tote_order_get_window_starts_at (one),
                                 tote_order_get_window_starts_at (two));

  return order != 0 ? order : g_strcmp0 (tote_order_get_id (one), tote_order_get_id (two));
}

static void
resort (ToteOrdersList *self)
{
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

static void
watch (ToteOrdersList *self, ToteTracker *tracker)
{
  ToteOrder *order = tote_tracker_get_order (tracker);

  g_signal_connect_object (order, "notify::stage", G_CALLBACK (resort), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_order_get_items (order), "notify::n-questions", G_CALLBACK (resort),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_order_get_messages (order), "notify::n-unread", G_CALLBACK (resort),
                           self, G_CONNECT_SWAPPED);
}

static void
on_trackers_changed (ToteOrdersList *self, guint position, guint removed, guint added,
                     GListModel *trackers)
{
  for (guint i = 0; i < added; i++) {
    g_autoptr (ToteTracker) tracker = g_list_model_get_item (trackers, position + i);

    watch (self, tracker);
  }
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  return tote_orders_row_new (TOTE_TRACKER (item));
}

static void
on_row_activated (ToteOrdersList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0,
                 tote_orders_row_get_tracker (TOTE_ORDERS_ROW (row)));
}

static void
tote_orders_list_dispose (GObject *object)
{
  ToteOrdersList *self = TOTE_ORDERS_LIST (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->sorted);
  g_clear_object (&self->sorter);

  G_OBJECT_CLASS (tote_orders_list_parent_class)->dispose (object);
}

static void
tote_orders_list_class_init (ToteOrdersListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tote_orders_list_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", TOTE_TYPE_ORDERS_LIST, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, TOTE_TYPE_TRACKER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_RESOURCE_BASE "/tote-orders-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteOrdersList, content);
  gtk_widget_class_bind_template_child (widget_class, ToteOrdersList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "orderslist");
}

static void
tote_orders_list_init (ToteOrdersList *self)
{
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tote_orders_list_set_trackers:
 * @self: the list
 * @trackers: (element-type ToteTracker): the orders that are followed; can be set once
 */
void
tote_orders_list_set_trackers (ToteOrdersList *self, GListModel *trackers)
{
  g_return_if_fail (TOTE_IS_ORDERS_LIST (self));
  g_return_if_fail (self->sorted == NULL);

  self->sorted = gtk_sort_list_model_new (g_object_ref (trackers), g_object_ref (self->sorter));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->sorted), make_row, NULL, NULL);
  g_signal_connect_object (trackers, "items-changed", G_CALLBACK (on_trackers_changed), self,
                           G_CONNECT_SWAPPED);
  on_trackers_changed (self, 0, 0, g_list_model_get_n_items (trackers), trackers);
}

/**
 * tote_orders_list_get_sorted:
 * @self: the list
 *
 * Returns: (transfer none) (nullable): the orders as they are listed
 */
GListModel *
tote_orders_list_get_sorted (ToteOrdersList *self)
{
  g_return_val_if_fail (TOTE_IS_ORDERS_LIST (self), NULL);

  return G_LIST_MODEL (self->sorted);
}
