/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-orders-list.h"

#include "tote-orders-row.h"

#include <adwaita.h>

struct _ToteOrdersList {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkListBox *list;

  GListModel *orders;       /* (owned) (nullable): as they were given */
  GPtrArray *watched;       /* (owned) of ToteTracker: those in the model */
  GtkSorter *sorter;        /* (owned) */
  GtkSortListModel *sorted; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteOrdersList, tote_orders_list, GTK_TYPE_WIDGET)

typedef enum {
  PROP_ORDERS = 1,
} ToteOrdersListProperty;

static GParamSpec *props[PROP_ORDERS + 1];

enum {
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What waits for the customer comes first, what has ended last. */
static int
get_rank (ToteTracker *tracker)
{
  ToteOrder *order = tote_tracker_get_order (tracker);

  if (tote_order_get_ended (order))
    return 4;
  if (tote_item_list_get_n_questions (tote_order_get_items (order)) > 0)
    return 0;
  if (tote_order_get_stage (order) == TOTE_STAGE_READY)
    return 1;
  if (tote_message_list_get_n_unread (tote_order_get_messages (order)) > 0)
    return 2;
  return 3;
}

static int
compare_times (GDateTime *a, GDateTime *b)
{
  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);
  return g_date_time_compare (a, b);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  ToteOrder *one = tote_tracker_get_order ((ToteTracker *) a);
  ToteOrder *two = tote_tracker_get_order ((ToteTracker *) b);
  int order = get_rank ((ToteTracker *) a) - get_rank ((ToteTracker *) b);

  if (order == 0)
    order =
        compare_times (tote_order_get_window_ends_at (one), tote_order_get_window_ends_at (two));
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
  g_signal_connect_object (order, "notify::window-ends-at", G_CALLBACK (resort), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_order_get_items (order), "notify::n-questions", G_CALLBACK (resort),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_order_get_messages (order), "notify::n-unread", G_CALLBACK (resort),
                           self, G_CONNECT_SWAPPED);
}

static void
unwatch (ToteOrdersList *self, ToteTracker *tracker)
{
  ToteOrder *order = tote_tracker_get_order (tracker);

  g_signal_handlers_disconnect_by_data (order, self);
  g_signal_handlers_disconnect_by_data (tote_order_get_items (order), self);
  g_signal_handlers_disconnect_by_data (tote_order_get_messages (order), self);
}

/* Orders are few: all are looked at anew. */
static void
watch_all (ToteOrdersList *self)
{
  guint n = self->orders != NULL ? g_list_model_get_n_items (self->orders) : 0;

  for (guint i = 0; i < self->watched->len; i++)
    unwatch (self, self->watched->pdata[i]);
  g_ptr_array_set_size (self->watched, 0);

  for (guint i = 0; i < n; i++) {
    ToteTracker *tracker = g_list_model_get_item (self->orders, i);

    g_ptr_array_add (self->watched, tracker);
    watch (self, tracker);
  }
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row),
                              g_object_new (TOTE_TYPE_ORDERS_ROW, "tracker", item, NULL));
  return row;
}

static void
on_activated (ToteOrdersList *self, GtkListBoxRow *row)
{
  g_autoptr (ToteTracker) tracker =
      g_list_model_get_item (G_LIST_MODEL (self->sorted), (guint) gtk_list_box_row_get_index (row));

  if (tracker != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, tracker);
}

static void
set_orders (ToteOrdersList *self, GListModel *orders)
{
  if (self->orders == orders)
    return;

  if (self->orders != NULL)
    g_signal_handlers_disconnect_by_data (self->orders, self);
  g_set_object (&self->orders, orders);
  if (orders != NULL)
    g_signal_connect_object (orders, "items-changed", G_CALLBACK (watch_all), self,
                             G_CONNECT_SWAPPED);

  watch_all (self);
  gtk_sort_list_model_set_model (self->sorted, orders);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ORDERS]);
}

static void
tote_orders_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteOrdersListProperty) id) {
  case PROP_ORDERS:
    g_value_set_object (value, TOTE_ORDERS_LIST (object)->orders);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_orders_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteOrdersListProperty) id) {
  case PROP_ORDERS:
    set_orders (TOTE_ORDERS_LIST (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_orders_list_dispose (GObject *object)
{
  ToteOrdersList *self = TOTE_ORDERS_LIST (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_object (&self->orders);
  g_clear_object (&self->sorted);
  g_clear_object (&self->sorter);

  G_OBJECT_CLASS (tote_orders_list_parent_class)->dispose (object);
}

static void
tote_orders_list_class_init (ToteOrdersListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_orders_list_get_property;
  object_class->set_property = tote_orders_list_set_property;
  object_class->dispose = tote_orders_list_dispose;

  props[PROP_ORDERS] =
      g_param_spec_object ("orders", NULL, NULL, G_TYPE_LIST_MODEL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[ACTIVATED] = g_signal_new ("activated", TOTE_TYPE_ORDERS_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, TOTE_TYPE_TRACKER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_RESOURCE_BASE "/tote-orders-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteOrdersList, content);
  gtk_widget_class_bind_template_child (widget_class, ToteOrdersList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "orderslist");
}

static void
tote_orders_list_init (ToteOrdersList *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));
  self->sorted = gtk_sort_list_model_new (NULL, g_object_ref (self->sorter));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->sorted), create_row, NULL, NULL);
}
