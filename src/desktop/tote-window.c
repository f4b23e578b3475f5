/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-window.h"

#include "tote-access.h"
#include "tote-add-dialog.h"
#include "tote-add-order.h"
#include "tote-closures.h"
#include "tote-link-dialog.h"
#include "tote-main-menu.h"
#include "tote-orders-list.h"
#include "tote-property.h"
#include "tote-settings.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _ToteWindow {
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts; /* with the page that is shown, the only one there is */

  ToteOrders *trackers; /* (owned) */
  ToteDoor *door;       /* (owned) (nullable) */
  GtkWidget *form;      /* (nullable): for adding an order, of the page while there is none */
  GtkWidget *dialog;    /* (nullable): at the door, while it is there */
  ToteRemarks *remarks; /* (owned) */
  gboolean demo;
};

G_DEFINE_FINAL_TYPE (ToteWindow, tote_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum {
  PROP_TRACKERS = 1,
  PROP_DOOR,
  PROP_DEMO,
  PROP_IN_VIEW,
} ToteWindowProperty;

static GParamSpec *props[PROP_IN_VIEW + 1];

enum {
  ORDER_FORGOTTEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Of the orders that are not in view. */
static guint
count_needy (ToteWindow *self)
{
  ToteOrderView *view = tote_window_get_view (self);
  guint n = tote_orders_get_n_needy (self->trackers);

  return n > 0 && view != NULL && tote_orders_is_needy (tote_order_view_get_tracker (view)) ? n - 1
                                                                                            : n;
}

static char *
build_title (ToteWindow *self, const char *title)
{
  guint n = count_needy (self);

  if (n == 0)
    return g_strdup (title);

  /* Translators: the title of the window: first of the orders that are not in view. */
  return g_strdup_printf (
      tote_window_get_view (self) != NULL
          ? ngettext ("%u other order needs you, %s", "%u other orders need you, %s", n)
          : ngettext ("%u order needs you, %s", "%u orders need you, %s", n),
      n, title);
}

/* A page of a trouble keeps the title it came with. */
static void
update_title (ToteWindow *self)
{
  ToteOrderView *view = tote_window_get_view (self);
  g_autofree char *title = NULL;

  if (view == NULL && !TOTE_IS_ORDERS_LIST (adw_toast_overlay_get_child (self->toasts)))
    return;

  title = build_title (self, view != NULL ? tote_order_view_get_title (view) : _ ("Your orders"));
  if (g_strcmp0 (title, gtk_window_get_title (GTK_WINDOW (self))) != 0)
    gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
show_page (ToteWindow *self, GtkWidget *page)
{
  adw_toast_overlay_set_child (self->toasts, page);
  tote_access_name_buttons (page);
  update_title (self);

  /* What had the focus is gone; left alone, the Tab key would look for it there. An order takes the
   * focus itself, once it is drawn. */
  if (TOTE_IS_ORDER_VIEW (page))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  else
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IN_VIEW]);
}

static gboolean
is_over (GtkWindow *window, ToteWindow *self)
{
  while (window != NULL && window != GTK_WINDOW (self))
    window = gtk_window_get_transient_for (window);
  return window != NULL;
}

/* A dialog over the page does not hide it. */
static gboolean
is_looked_at (ToteWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (gtk_window_is_active (window) && is_over (window, self))
      return TRUE;
  }
  return FALSE;
}

/* A dialog is there before it takes the keyboard from the window. */
static void
on_active_changed (ToteWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (!is_over (window, self))
      continue;
    g_signal_handlers_disconnect_by_func (window, on_active_changed, self);
    g_signal_connect_object (window, "notify::is-active", G_CALLBACK (on_active_changed), self,
                             G_CONNECT_SWAPPED);
  }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IN_VIEW]);
}

static gboolean
has_orders (ToteWindow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->trackers)) > 0;
}

/* How to get in to an order, as long as there is none. */
static void
show_empty (ToteWindow *self)
{
  g_autoptr (GtkBuilder) builder = NULL;

  g_type_ensure (TOTE_TYPE_ADD_ORDER);
  g_type_ensure (TOTE_TYPE_MAIN_MENU);
  builder = gtk_builder_new_from_resource (TOTE_GRESOURCE_PREFIX "/tote-empty-page.ui");
  g_set_weak_pointer (&self->form, GTK_WIDGET (gtk_builder_get_object (builder, "form")));
  g_object_set (self->form, "door", self->door, NULL);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Tote"));
  tote_wrap_buttons (GTK_WIDGET (gtk_builder_get_object (builder, "page")));
  show_page (self, GTK_WIDGET (gtk_builder_get_object (builder, "page")));
  gtk_widget_grab_focus (self->form);
}

static void
show_trouble (ToteWindow *self, const char *title, const char *markup)
{
  g_autoptr (GtkBuilder) builder = NULL;

  g_type_ensure (TOTE_TYPE_MAIN_MENU);
  builder = gtk_builder_new_from_resource (TOTE_GRESOURCE_PREFIX "/tote-trouble-page.ui");
  g_object_set (gtk_builder_get_object (builder, "status"), "title", title, "description", markup,
                NULL);
  g_object_set (gtk_builder_get_object (builder, "back"), "visible", has_orders (self), NULL);
  gtk_window_set_title (GTK_WINDOW (self), title);
  tote_wrap_buttons (GTK_WIDGET (gtk_builder_get_object (builder, "status")));
  show_page (self, GTK_WIDGET (gtk_builder_get_object (builder, "page")));
}

/* At the door there is one dialog at a time. dialog: (transfer none). */
static void
present_dialog (ToteWindow *self, GtkWidget *dialog)
{
  if (self->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (self->dialog));

  g_set_weak_pointer (&self->dialog, dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_order (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteWindow *self = TOTE_WINDOW (widget);

  /* What is added is real, and asked for over what is then shown instead of the demo. */
  if (self->demo) {
    gtk_widget_activate_action (widget, "app.leave-demo", NULL);
    gtk_widget_activate_action (widget, "app.add-order", NULL);
    return;
  }

  if (self->form != NULL && gtk_widget_get_mapped (self->form))
    gtk_widget_grab_focus (self->form);
  else if (self->door != NULL)
    present_dialog (self, tote_add_dialog_new (GTK_WINDOW (self), self->door));
}

/* The same way in, to the order in view: only the name is that of what is wanted. */
static void
sign_in (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteWindow *self = TOTE_WINDOW (widget);

  add_order (widget, name, parameter);
  if (TOTE_IS_ADD_DIALOG (self->dialog))
    gtk_window_set_title (GTK_WINDOW (self->dialog), _ ("Sign In"));
}

static void
on_asked (ToteWindow *self)
{
  present_dialog (self, tote_link_dialog_new (GTK_WINDOW (self), self->door));
}

/* A page with a form says it there. What is shown of an order stays as it is. */
static void
on_failed (ToteWindow *self)
{
  if (self->dialog == NULL && has_orders (self))
    add_order (GTK_WIDGET (self), NULL, NULL);
}

static void
on_order_chosen (ToteWindow *self, ToteTracker *tracker)
{
  tote_window_show_order (self, tracker);
}

static void
show_orders (ToteWindow *self)
{
  ToteOrderView *view = tote_window_get_view (self);
  g_autoptr (ToteTracker) left =
      view != NULL ? g_object_ref (tote_order_view_get_tracker (view)) : NULL;
  GtkWidget *list;

  if (!has_orders (self)) {
    show_empty (self);
    return;
  }

  list = g_object_new (TOTE_TYPE_ORDERS_LIST, "orders", self->trackers, NULL);
  g_signal_connect_object (list, "activated", G_CALLBACK (on_order_chosen), self,
                           G_CONNECT_SWAPPED);
  show_page (self, list);
  tote_orders_list_focus (TOTE_ORDERS_LIST (list), left);
}

static void
on_trackers_changed (ToteWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->trackers));
  ToteOrderView *view = tote_window_get_view (self);

  if (view != NULL)
    g_object_set (view, "back", n > 1, NULL);
}

static void
orders (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_orders (TOTE_WINDOW (widget));
}

/* With one order there is no list to go back to. */
static void
back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteWindow *self = TOTE_WINDOW (widget);

  if (tote_window_get_view (self) != NULL &&
      g_list_model_get_n_items (G_LIST_MODEL (self->trackers)) > 1)
    show_orders (self);
}

static void
toast (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tote_remarks_pass (TOTE_WINDOW (widget)->remarks, g_variant_get_string (parameter, NULL));
}

/* The order in view was erased: nothing of it may stay in memory either. */
static void
forgotten (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteWindow *self = TOTE_WINDOW (widget);
  ToteOrderView *view = tote_window_get_view (self);
  g_autoptr (ToteTracker) tracker =
      view != NULL ? g_object_ref (tote_order_view_get_tracker (view)) : NULL;

  if (tracker != NULL) {
    g_signal_emit (self, signals[ORDER_FORGOTTEN], 0, tracker);
    tote_orders_remove (self->trackers, tracker);
  }

  show_orders (self);
  tote_remarks_pass (self->remarks, _ ("Everything about the order was erased."));
}

static void
tote_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteWindow *self = TOTE_WINDOW (object);
  ToteOrderView *view;

  switch ((ToteWindowProperty) id) {
  case PROP_TRACKERS:
    g_value_set_object (value, self->trackers);
    break;
  case PROP_DOOR:
    g_value_set_object (value, self->door);
    break;
  case PROP_DEMO:
    g_value_set_boolean (value, self->demo);
    break;
  case PROP_IN_VIEW:
    view = tote_window_get_view (self);
    g_value_set_object (
        value, view != NULL && is_looked_at (self) ? tote_order_view_get_tracker (view) : NULL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteWindow *self = TOTE_WINDOW (object);

  switch ((ToteWindowProperty) id) {
  case PROP_TRACKERS:
    self->trackers = g_value_dup_object (value);
    break;
  case PROP_DOOR:
    self->door = g_value_dup_object (value);
    break;
  case PROP_DEMO:
    tote_property_set_flag (self, &self->demo, g_value_get_boolean (value), pspec);
    break;
  case PROP_IN_VIEW:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_window_constructed (GObject *object)
{
  ToteWindow *self = TOTE_WINDOW (object);

  G_OBJECT_CLASS (tote_window_parent_class)->constructed (object);

  on_active_changed (self);
  g_signal_connect_object (self->trackers, "items-changed", G_CALLBACK (on_trackers_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trackers, "notify::n-needy", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  if (self->door != NULL) {
    g_signal_connect_object (self->door, "asked", G_CALLBACK (on_asked), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->door, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-order", self->door != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-in", self->door != NULL);
}

static void
tote_window_map (GtkWidget *widget)
{
  ToteWindow *self = TOTE_WINDOW (widget);

  if (adw_toast_overlay_get_child (self->toasts) == NULL)
    show_orders (self);

  GTK_WIDGET_CLASS (tote_window_parent_class)->map (widget);
}

static void
tote_window_dispose (GObject *object)
{
  ToteWindow *self = TOTE_WINDOW (object);

  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->form);
  g_clear_object (&self->remarks);
  g_clear_object (&self->door);
  g_clear_object (&self->trackers);

  G_OBJECT_CLASS (tote_window_parent_class)->dispose (object);
}

static void
tote_window_class_init (ToteWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_window_get_property;
  object_class->set_property = tote_window_set_property;
  object_class->constructed = tote_window_constructed;
  object_class->dispose = tote_window_dispose;
  widget_class->map = tote_window_map;

  props[PROP_TRACKERS] =
      g_param_spec_object ("trackers", NULL, NULL, TOTE_TYPE_ORDERS,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_DOOR] =
      g_param_spec_object ("door", NULL, NULL, TOTE_TYPE_DOOR,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_DEMO] =
      g_param_spec_boolean ("demo", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_IN_VIEW] = g_param_spec_object ("in-view", NULL, NULL, TOTE_TYPE_TRACKER,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[ORDER_FORGOTTEN] = g_signal_new ("order-forgotten", TOTE_TYPE_WINDOW, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, TOTE_TYPE_TRACKER);

  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_install_action (widget_class, "win.add-order", NULL, add_order);
  gtk_widget_class_install_action (widget_class, "win.sign-in", NULL, sign_in);
  gtk_widget_class_install_action (widget_class, "win.orders", NULL, orders);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast);
  gtk_widget_class_install_action (widget_class, "win.forgotten", NULL, forgotten);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-window.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteWindow, toasts);
}

static void
tote_window_init (ToteWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->remarks = tote_remarks_new (self->toasts);
  tote_access_name_buttons (GTK_WIDGET (self));
}

/**
 * tote_window_new:
 * @application: whose window it is
 * @trackers: the orders that are followed
 * @door: (nullable): where the customer comes in to others
 *
 * Returns: (transfer none): a window, owned by the application
 */
ToteWindow *
tote_window_new (GtkApplication *application, ToteOrders *trackers, ToteDoor *door)
{
  return g_object_new (TOTE_TYPE_WINDOW, "application", application, "trackers", trackers, "door",
                       door, NULL);
}

/**
 * tote_window_remember_size:
 * @settings: (nullable): where the size is kept for the next window
 *
 * Gives it the size that the last one had, while it was not maximized, and whether it was.
 */
void
tote_window_remember_size (ToteWindow *self, GSettings *settings)
{
  g_return_if_fail (TOTE_IS_WINDOW (self));

  tote_settings_remember (settings, "window-width", self, "default-width");
  tote_settings_remember (settings, "window-height", self, "default-height");
  tote_settings_remember (settings, "window-maximized", self, "maximized");
}

/**
 * tote_window_show_order:
 * @tracker: follows the order to show
 */
void
tote_window_show_order (ToteWindow *self, ToteTracker *tracker)
{
  GtkWidget *view;

  g_return_if_fail (TOTE_IS_WINDOW (self));
  g_return_if_fail (TOTE_IS_TRACKER (tracker));

  if (tote_window_get_view (self) != NULL &&
      tote_order_view_get_tracker (tote_window_get_view (self)) == tracker)
    return;

  view = tote_order_view_new (tracker);
  g_object_set (view, "back", g_list_model_get_n_items (G_LIST_MODEL (self->trackers)) > 1, NULL);
  g_signal_connect_object (view, "notify::title", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  show_page (self, view);
}

/**
 * tote_window_show_trouble:
 * @title: what is wrong, in a few words
 * @text: plain text that says why and what to do
 */
void
tote_window_show_trouble (ToteWindow *self, const char *title, const char *text)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (TOTE_IS_WINDOW (self));

  markup = g_markup_escape_text (text, -1);
  show_trouble (self, title, markup);
}

/**
 * tote_window_get_view:
 *
 * Returns: (transfer none) (nullable): the order in view
 */
ToteOrderView *
tote_window_get_view (ToteWindow *self)
{
  GtkWidget *child;

  g_return_val_if_fail (TOTE_IS_WINDOW (self), NULL);

  child = adw_toast_overlay_get_child (self->toasts);

  return TOTE_IS_ORDER_VIEW (child) ? TOTE_ORDER_VIEW (child) : NULL;
}

/**
 * tote_window_get_remarks:
 *
 * Returns: (transfer none): what it says over its page
 */
ToteRemarks *
tote_window_get_remarks (ToteWindow *self)
{
  g_return_val_if_fail (TOTE_IS_WINDOW (self), NULL);

  return self->remarks;
}
