/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-orders-list.h"

#include "tote-access.h"
#include "tote-main-menu.h"
#include "tote-orders-row.h"

#include <adwaita.h>
#include <string.h>

/* What an answer changes, it changes one after the other: it is told as one. */
#define NEWS_MS 300

struct _ToteOrdersList {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkListBox *list;

  GListModel *orders; /* (owned) (nullable) */
  GHashTable *told;   /* (owned): the last words about each order, by ToteTracker (unowned) */
  guint news_id;      /* source that tells what has changed, 0 for none */
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

static ToteTracker *
get_tracker (GtkListBoxRow *row)
{
  return tote_orders_row_get_tracker (TOTE_ORDERS_ROW (gtk_list_box_row_get_child (row)));
}

static GtkListBoxRow *
find_row (ToteOrdersList *self, ToteTracker *tracker)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (get_tracker (row) == tracker)
      return row;

  return NULL;
}

/* Returns: its place in the model, or as many as there are */
static guint
find_position (ToteOrdersList *self, ToteTracker *tracker)
{
  guint n = g_list_model_get_n_items (self->orders);

  for (guint i = 0; i < n; i++) {
    g_autoptr (ToteTracker) other = g_list_model_get_item (self->orders, i);

    if (other == tracker)
      return i;
  }

  return n;
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  ToteOrdersList *self = user_data;

  return (int) find_position (self, get_tracker (a)) - (int) find_position (self, get_tracker (b));
}

static GtkWidget *
create_row (ToteTracker *tracker)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *child = g_object_new (TOTE_TYPE_ORDERS_ROW, "tracker", tracker, NULL);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  tote_access_tell_row (row);
  tote_orders_row_name_place (TOTE_ORDERS_ROW (child), row);

  return row;
}

static void
on_activated (ToteOrdersList *self, GtkListBoxRow *row)
{
  g_autoptr (ToteTracker) tracker = g_object_ref (get_tracker (row));

  g_signal_emit (self, signals[ACTIVATED], 0, tracker);
}

/* Takes down what stands there now. Returns: whether those who listen do not know it yet */
static gboolean
take_down (ToteOrdersList *self, ToteTracker *tracker)
{
  char *news = tote_orders_row_dup_news (tracker);
  const char *told = g_hash_table_lookup (self->told, tracker);
  gboolean fresh = told != NULL && strcmp (told, news) != 0;

  g_hash_table_insert (self->told, tracker, news);
  return fresh;
}

/* Of all rows, whichever has the focus: one waits here for what comes. */
static gboolean
tell_news (gpointer user_data)
{
  ToteOrdersList *self = user_data;

  self->news_id = 0;
  for (guint i = 0; i < g_list_model_get_n_items (self->orders); i++) {
    g_autoptr (ToteTracker) tracker = g_list_model_get_item (self->orders, i);

    if (take_down (self, tracker))
      tote_access_announce (GTK_WIDGET (self), g_hash_table_lookup (self->told, tracker));
  }

  return G_SOURCE_REMOVE;
}

static void
on_news (ToteOrdersList *self)
{
  if (self->news_id == 0)
    self->news_id = g_timeout_add (NEWS_MS, tell_news, self);
}

static void
listen (ToteOrdersList *self, gpointer object, const char *const names[])
{
  g_signal_handlers_disconnect_by_func (object, on_news, self);
  for (guint i = 0; names[i] != NULL; i++)
    g_signal_connect_object (object, names[i], G_CALLBACK (on_news), self, G_CONNECT_SWAPPED);
}

static void
add_order (ToteOrdersList *self, ToteTracker *tracker)
{
  static const char *const of_tracker[] = { "notify::loaded", "notify::online", "notify::failure",
                                            NULL };
  static const char *const of_order[] = { "notify::headline", NULL };
  static const char *const of_items[] = { "notify::n-questions", NULL };
  static const char *const of_messages[] = { "notify::n-unread", NULL };
  ToteOrder *order = tote_tracker_get_order (tracker);

  listen (self, tracker, of_tracker);
  listen (self, order, of_order);
  listen (self, tote_order_get_items (order), of_items);
  listen (self, tote_order_get_messages (order), of_messages);
  take_down (self, tracker);
  gtk_list_box_append (self->list, create_row (tracker));
}

static void
remove_gone (ToteOrdersList *self)
{
  guint n = g_list_model_get_n_items (self->orders);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL;) {
    ToteTracker *tracker = get_tracker (row);

    if (find_position (self, tracker) < n) {
      i++;
      continue;
    }
    g_hash_table_remove (self->told, tracker);
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  }
}

/* An order that moves up because it needs the customer keeps its row, as do those it moves past: a
 * new one under the focus would be read from its beginning, though nothing is new of it. */
static void
on_items_changed (ToteOrdersList *self, guint position, guint removed, guint added)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;

  remove_gone (self);
  for (guint i = position; i < position + added; i++) {
    g_autoptr (ToteTracker) tracker = g_list_model_get_item (self->orders, i);

    if (find_row (self, tracker) == NULL)
      add_order (self, tracker);
  }
  gtk_list_box_invalidate_sort (self->list);
  if (focused && gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == NULL)
    tote_orders_list_focus (self, NULL);
}

static void
set_orders (ToteOrdersList *self, GListModel *orders)
{
  if (orders == NULL || self->orders != NULL)
    return;

  self->orders = g_object_ref (orders);
  gtk_list_box_set_sort_func (self->list, compare_rows, self, NULL);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (orders));
  g_signal_connect_object (orders, "items-changed", G_CALLBACK (on_items_changed), self,
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
  g_clear_handle_id (&self->news_id, g_source_remove);
  g_clear_object (&self->orders);

  G_OBJECT_CLASS (tote_orders_list_parent_class)->dispose (object);
}

static void
tote_orders_list_finalize (GObject *object)
{
  g_hash_table_unref (TOTE_ORDERS_LIST (object)->told);

  G_OBJECT_CLASS (tote_orders_list_parent_class)->finalize (object);
}

static void
tote_orders_list_class_init (ToteOrdersListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_orders_list_get_property;
  object_class->set_property = tote_orders_list_set_property;
  object_class->dispose = tote_orders_list_dispose;
  object_class->finalize = tote_orders_list_finalize;

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
  self->told = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tote_orders_list_focus:
 * @tracker: (nullable): whose row to take the focus to; %NULL for the first
 */
void
tote_orders_list_focus (ToteOrdersList *self, ToteTracker *tracker)
{
  GtkListBoxRow *row;

  g_return_if_fail (TOTE_IS_ORDERS_LIST (self));

  row = find_row (self, tracker);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
