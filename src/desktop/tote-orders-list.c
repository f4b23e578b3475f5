/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-orders-list.h"

#include "tote-orders-row.h"

#include <adwaita.h>

struct _ToteOrdersList {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkListBox *list;

  GListModel *orders; /* (owned) (nullable) */
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
      g_list_model_get_item (self->orders, (guint) gtk_list_box_row_get_index (row));

  if (tracker != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, tracker);
}

static void
set_orders (ToteOrdersList *self, GListModel *orders)
{
  if (!g_set_object (&self->orders, orders))
    return;

  gtk_list_box_bind_model (self->list, orders, create_row, NULL, NULL);
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
  g_clear_object (&self->orders);

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
  gtk_widget_init_template (GTK_WIDGET (self));
}
