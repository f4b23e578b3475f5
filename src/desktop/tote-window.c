/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-window.h"

#include "tote-compat.h"
#include "tote-orders-list.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _ToteWindow {
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts; /* with the page that is shown, the only one there is */

  ToteOrders *trackers; /* (owned) */
  AdwToast *passing;    /* (nullable): what was said in passing last, while it is there */
};

G_DEFINE_FINAL_TYPE (ToteWindow, tote_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum {
  PROP_TRACKERS = 1,
} ToteWindowProperty;

static GParamSpec *props[PROP_TRACKERS + 1];

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
          ? ngettext ("%u other order needs you · %s", "%u other orders need you · %s", n)
          : ngettext ("%u order needs you · %s", "%u orders need you · %s", n),
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
  tote_compat_name_buttons (page);
  update_title (self);

  /* What had the focus is gone; left alone, the Tab key would look for it there. */
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static gboolean
has_orders (ToteWindow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->trackers)) > 0;
}

/* What there is to do when no order can be shown: because of a trouble, or because there is none.
 */
static void
show_empty (ToteWindow *self, const char *trouble, const char *markup)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource (TOTE_GRESOURCE_PREFIX "/tote-empty-page.ui");

  if (trouble != NULL)
    g_object_set (gtk_builder_get_object (builder, "status"), "icon-name",
                  "dialog-warning-symbolic", "title", trouble, "description", markup, NULL);

  g_object_set (gtk_builder_get_object (builder, "back"), "visible", has_orders (self), NULL);
  gtk_window_set_title (GTK_WINDOW (self), trouble != NULL ? trouble : _ ("Tote"));
  tote_wrap_buttons (GTK_WIDGET (gtk_builder_get_object (builder, "status")));
  show_page (self, GTK_WIDGET (gtk_builder_get_object (builder, "page")));
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
    show_empty (self, NULL, NULL);
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
  tote_window_show_toast (TOTE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* The order in view was erased: nothing of it may stay in memory either. */
static void
forgotten (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteWindow *self = TOTE_WINDOW (widget);
  ToteOrderView *view = tote_window_get_view (self);

  if (view != NULL)
    tote_orders_remove (self->trackers, tote_order_view_get_tracker (view));

  show_orders (self);
  tote_window_show_toast (self, _ ("Everything about the order was erased."));
}

static void
tote_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteWindowProperty) id) {
  case PROP_TRACKERS:
    g_value_set_object (value, TOTE_WINDOW (object)->trackers);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteWindowProperty) id) {
  case PROP_TRACKERS:
    TOTE_WINDOW (object)->trackers = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_window_constructed (GObject *object)
{
  ToteWindow *self = TOTE_WINDOW (object);

  G_OBJECT_CLASS (tote_window_parent_class)->constructed (object);

  g_signal_connect_object (self->trackers, "items-changed", G_CALLBACK (on_trackers_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trackers, "notify::n-needy", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
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
  g_clear_weak_pointer (&TOTE_WINDOW (object)->passing);
  g_clear_object (&TOTE_WINDOW (object)->trackers);

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
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "win.orders", NULL, orders);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast);
  gtk_widget_class_install_action (widget_class, "win.forgotten", NULL, forgotten);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteWindow, toasts);
}

static void
tote_window_init (ToteWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tote_window_new:
 * @application: whose window it is
 * @trackers: the orders that are followed
 *
 * Returns: (transfer none): a window, owned by the application
 */
ToteWindow *
tote_window_new (GtkApplication *application, ToteOrders *trackers)
{
  return g_object_new (TOTE_TYPE_WINDOW, "application", application, "trackers", trackers, NULL);
}

/**
 * tote_window_show_order:
 * @self: the window
 * @tracker: follows the order to show
 */
void
tote_window_show_order (ToteWindow *self, ToteTracker *tracker)
{
  GtkWidget *view;

  g_return_if_fail (TOTE_IS_WINDOW (self));
  g_return_if_fail (TOTE_IS_TRACKER (tracker));

  view = tote_order_view_new (tracker);
  g_object_set (view, "back", g_list_model_get_n_items (G_LIST_MODEL (self->trackers)) > 1, NULL);
  g_signal_connect_object (view, "notify::title", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  show_page (self, view);
}

static void
name_toasts (ToteWindow *self)
{
  tote_compat_name_toasts (GTK_WIDGET (self->toasts));
}

/* The next in the queue comes when one goes. */
static void
on_toast_dismissed (ToteWindow *self, AdwToast *toast)
{
  if (self->passing == toast)
    g_clear_weak_pointer (&self->passing);
  name_toasts (self);
}

static void
add_toast (ToteWindow *self, AdwToast *toast)
{
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_dismissed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_toast_overlay_add_toast (self->toasts, toast);
  name_toasts (self);
}

static AdwToast *
toast_new (const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return adw_toast_new (markup);
}

/**
 * tote_window_show_toast:
 * @self: the window
 * @text: plain text to say in passing
 */
void
tote_window_show_toast (ToteWindow *self, const char *text)
{
  g_autoptr (AdwToast) toast = NULL;

  g_return_if_fail (TOTE_IS_WINDOW (self));

  /* A key held down says it once, not once for each press, long after. */
  toast = toast_new (text);
  if (self->passing != NULL &&
      strcmp (adw_toast_get_title (self->passing), adw_toast_get_title (toast)) == 0)
    return;

  g_set_weak_pointer (&self->passing, toast);
  add_toast (self, g_steal_pointer (&toast));
}

/**
 * tote_window_show_notice:
 * @self: the window
 * @text: plain text that must not be missed: it stays until it is closed
 */
void
tote_window_show_notice (ToteWindow *self, const char *text)
{
  AdwToast *toast;

  g_return_if_fail (TOTE_IS_WINDOW (self));

  toast = toast_new (text);
  adw_toast_set_timeout (toast, 0);
  add_toast (self, toast);
}

/**
 * tote_window_show_trouble:
 * @self: the window
 * @title: what is wrong, in a few words
 * @text: plain text that says why and what to do
 */
void
tote_window_show_trouble (ToteWindow *self, const char *title, const char *text)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (TOTE_IS_WINDOW (self));

  markup = g_markup_escape_text (text, -1);
  show_empty (self, title, markup);
}

/**
 * tote_window_get_view:
 * @self: the window
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
