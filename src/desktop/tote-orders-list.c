/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-orders-list.h"

#include "tote-access.h"
#include "tote-main-menu.h"
#include "tote-orders-row.h"

#include <adwaita.h>

struct _ToteOrdersList {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkListBox *list;

  GListModel *orders;   /* (owned) (nullable) */
  ToteTracker *focused; /* (owned) (nullable): whose row had the focus before the last change */
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
  GtkWidget *child = g_object_new (TOTE_TYPE_ORDERS_ROW, "tracker", item, NULL);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  tote_access_tell_row (row);
  tote_orders_row_name_place (TOTE_ORDERS_ROW (child), row);

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

static ToteTracker *
get_focused (ToteOrdersList *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  GtkWidget *child = row != NULL ? gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)) : NULL;

  return child != NULL ? tote_orders_row_get_tracker (TOTE_ORDERS_ROW (child)) : NULL;
}

static void
before_items_changed (ToteOrdersList *self)
{
  g_set_object (&self->focused, get_focused (self));
}

/* An order that moves up because it needs the customer gets a new row; the focus goes with it. */
static void
after_items_changed (ToteOrdersList *self)
{
  if (self->focused != NULL && get_focused (self) == NULL)
    tote_orders_list_focus (self, self->focused);
}

static void
set_orders (ToteOrdersList *self, GListModel *orders)
{
  if (orders == NULL || self->orders != NULL)
    return;

  self->orders = g_object_ref (orders);
  g_signal_connect_object (orders, "items-changed", G_CALLBACK (before_items_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, orders, create_row, NULL, NULL);
  g_signal_connect_object (orders, "items-changed", G_CALLBACK (after_items_changed), self,
                           G_CONNECT_SWAPPED);
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
  g_clear_object (&self->focused);

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

  g_type_ensure (TOTE_TYPE_MAIN_MENU);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-orders-list.ui");
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

/**
 * tote_orders_list_focus:
 * @tracker: (nullable): whose row to take the focus to; %NULL for the first
 */
void
tote_orders_list_focus (ToteOrdersList *self, ToteTracker *tracker)
{
  guint n = self->orders != NULL ? g_list_model_get_n_items (self->orders) : 0;
  guint position = 0;

  g_return_if_fail (TOTE_IS_ORDERS_LIST (self));

  for (guint i = 0; i < n; i++) {
    g_autoptr (ToteTracker) other = g_list_model_get_item (self->orders, i);

    if (other == tracker)
      position = i;
  }

  if (n > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) position)));
}
