/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-add-order.h"

#include "tote-access.h"
#include "tote-brand.h"
#include "tote-closures.h"
#include "tote-link.h"
#include "tote-recent-stores.h"
#include "tote-scroll.h"
#include "tote-settings.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _ToteAddOrder {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkEditable *link_entry;
  GtkEditable *number_entry;
  GtkEditable *postal_entry;
  GtkWidget *stores;
  GtkWidget *store_buttons;

  ToteDoor *door; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteAddOrder, tote_add_order, GTK_TYPE_WIDGET)

typedef enum {
  PROP_DOOR = 1,
  PROP_BRAND,
} ToteAddOrderProperty;

static GParamSpec *props[PROP_BRAND + 1];

static gboolean
has_both (ToteAddOrder *self, const char *first, const char *second)
{
  return tote_closures_has_text (NULL, first) && tote_closures_has_text (NULL, second);
}

/* Its signs stay at its end where the words go from right to left. */
static char *
example_text (ToteAddOrder *self)
{
  return tote_link_spell ("tote:track?…\u200e");
}

static char *
offer_text (ToteAddOrder *self)
{
  return tote_link_spell (
      _ ("Your store has to offer Tote: then the message about your order has a link in it that "
         "begins with “tote:”."));
}

/* There is one store that can be asked: the one that is set up. */
static char *
lookup_text (ToteAddOrder *self, const char *store)
{
  /* Translators: the name of a store. */
  return g_strdup_printf (_ ("Or what stands on your receipt from %s"), store);
}

/* What is under way, and what went wrong, is seen where it was tried. */
static gboolean
link_busy (ToteAddOrder *self, gboolean busy, gboolean by_number)
{
  return busy && !by_number;
}

static gboolean
number_busy (ToteAddOrder *self, gboolean busy, gboolean by_number)
{
  return busy && by_number;
}

static char *
link_problem (ToteAddOrder *self, const char *problem, gboolean by_number)
{
  return g_strdup (problem != NULL && !by_number ? problem : "");
}

static char *
number_problem (ToteAddOrder *self, const char *problem, gboolean by_number)
{
  return g_strdup (problem != NULL && by_number ? problem : "");
}

/* It has its place after the first frame. Where there is no room for both, it is the field that is
 * seen. */
static gboolean
show_problem (GtkWidget *problem, GdkFrameClock *clock, gpointer n_frames)
{
  GtkWidget *form = gtk_widget_get_ancestor (problem, TOTE_TYPE_ADD_ORDER);
  GtkScrollable *scrollable = GTK_SCROLLABLE (gtk_widget_get_ancestor (form, GTK_TYPE_SCROLLABLE));
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (form)));

  if ((*(guint *) n_frames)++ == 0)
    return G_SOURCE_CONTINUE;

  tote_scroll_to (scrollable, problem);
  if (focus != NULL && gtk_widget_is_ancestor (focus, form))
    tote_scroll_to (scrollable, focus);

  return G_SOURCE_REMOVE;
}

static void
on_problem_changed (ToteAddOrder *self, GParamSpec *pspec, GtkLabel *problem)
{
  const char *text = gtk_label_get_label (problem);

  if (*text == '\0' || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  tote_access_announce (GTK_WIDGET (self), text);
  gtk_widget_add_tick_callback (GTK_WIDGET (problem), show_problem, g_new0 (guint, 1), g_free);
}

static void
on_open (ToteAddOrder *self)
{
  tote_door_open_text (self->door, gtk_editable_get_text (self->link_entry));
}

static void
on_look_up (ToteAddOrder *self)
{
  g_autofree char *number = g_strstrip (g_strdup (gtk_editable_get_text (self->number_entry)));
  g_autofree char *postal_code = g_strstrip (g_strdup (gtk_editable_get_text (self->postal_entry)));

  if (has_both (self, number, postal_code))
    tote_door_look_up (self->door, number, postal_code);
}

static void
add_store (ToteAddOrder *self, const ToteRecentStore *store)
{
  GtkWidget *button = gtk_button_new_with_label (store->name);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", store->path);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.use-store");
  gtk_box_append (GTK_BOX (self->store_buttons), button);
}

/* Those that can be gone to from the one that is set up. */
static void
update_stores (ToteAddOrder *self)
{
  g_autoptr (GSettings) settings = tote_settings_new ();
  ToteProfile *profile = tote_brand_get_profile (tote_brand_get_default ());
  g_autoptr (GPtrArray) stores =
      tote_recent_stores_list (settings, tote_profile_get_name (profile));
  GtkWidget *button;

  while ((button = gtk_widget_get_first_child (self->store_buttons)) != NULL)
    gtk_box_remove (GTK_BOX (self->store_buttons), button);
  for (guint i = 0; i < stores->len; i++)
    add_store (self, stores->pdata[i]);
  gtk_widget_set_visible (self->stores, stores->len > 0);
  tote_wrap_buttons (self->store_buttons);
}

static gboolean
tote_add_order_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TOTE_ADD_ORDER (widget)->link_entry));
}

/* What takes the focus when it is given to the form as a whole would keep it from going backwards.
 */
static gboolean
tote_add_order_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (TOTE_ADD_ORDER (widget)->box, direction);
}

static void
tote_add_order_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteAddOrderProperty) id) {
  case PROP_DOOR:
    g_value_set_object (value, TOTE_ADD_ORDER (object)->door);
    break;
  case PROP_BRAND:
    g_value_set_object (value, tote_brand_get_default ());
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_add_order_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteAddOrderProperty) id) {
  case PROP_DOOR:
    if (g_set_object (&TOTE_ADD_ORDER (object)->door, g_value_get_object (value)))
      g_object_notify_by_pspec (object, pspec);
    break;
  case PROP_BRAND:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_add_order_dispose (GObject *object)
{
  ToteAddOrder *self = TOTE_ADD_ORDER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->door);

  G_OBJECT_CLASS (tote_add_order_parent_class)->dispose (object);
}

static void
tote_add_order_class_init (ToteAddOrderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_add_order_get_property;
  object_class->set_property = tote_add_order_set_property;
  object_class->dispose = tote_add_order_dispose;
  widget_class->grab_focus = tote_add_order_grab_focus;
  widget_class->focus = tote_add_order_focus;

  props[PROP_DOOR] =
      g_param_spec_object ("door", NULL, NULL, TOTE_TYPE_DOOR,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_BRAND] = g_param_spec_object ("brand", NULL, NULL, TOTE_TYPE_BRAND,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-add-order.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteAddOrder, box);
  gtk_widget_class_bind_template_child (widget_class, ToteAddOrder, link_entry);
  gtk_widget_class_bind_template_child (widget_class, ToteAddOrder, number_entry);
  gtk_widget_class_bind_template_child (widget_class, ToteAddOrder, postal_entry);
  gtk_widget_class_bind_template_child (widget_class, ToteAddOrder, stores);
  gtk_widget_class_bind_template_child (widget_class, ToteAddOrder, store_buttons);
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, has_both);
  gtk_widget_class_bind_template_callback (widget_class, example_text);
  gtk_widget_class_bind_template_callback (widget_class, offer_text);
  gtk_widget_class_bind_template_callback (widget_class, lookup_text);
  gtk_widget_class_bind_template_callback (widget_class, link_busy);
  gtk_widget_class_bind_template_callback (widget_class, number_busy);
  gtk_widget_class_bind_template_callback (widget_class, link_problem);
  gtk_widget_class_bind_template_callback (widget_class, number_problem);
  gtk_widget_class_bind_template_callback (widget_class, on_problem_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_bind_template_callback (widget_class, on_look_up);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "addorder");
}

static void
tote_add_order_init (ToteAddOrder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_wrap_buttons (GTK_WIDGET (self));
  g_signal_connect_object (tote_brand_get_default (), "notify::profile", G_CALLBACK (update_stores),
                           self, G_CONNECT_SWAPPED);
  update_stores (self);
}
