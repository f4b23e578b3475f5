/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-pickup-form.h"

#include <glib/gi18n-lib.h>

/**
 * TotePickupForm: asks for the car the store should look for, or for the person who comes in the
 * customer's place. What the server knows of the car is filled in as soon as it is there, unless
 * the customer has begun to type.
 *
 * Properties: "tracker", "delegate" (whether it asks for a person), both construct only;
 * "complete" (whether it can be sent).
 */
struct _TotePickupForm {
  AdwWindow parent_instance;

  AdwEntryRow *model;
  AdwComboRow *type;
  AdwComboRow *color;
  AdwEntryRow *plate;
  AdwEntryRow *name;
  AdwEntryRow *phone;

  ToteTracker *tracker; /* (owned) */
  gboolean delegate;
  gboolean complete;
};

G_DEFINE_FINAL_TYPE (TotePickupForm, tote_pickup_form, ADW_TYPE_WINDOW)

typedef enum {
  PROP_TRACKER = 1,
  PROP_DELEGATE,
  PROP_COMPLETE,
} TotePickupFormProperty;

static GParamSpec *props[PROP_COMPLETE + 1];

/* The server's words, in the order of the rows in the template; the first says nothing. */
static const char *const types[] = {
  NULL, "hatchback", "minivan", "sedan", "suv", "truck", "other"
};
static const char *const colors[] = { NULL,     "black",  "blue", "brown",  "gray", "green",
                                      "yellow", "orange", "red",  "silver", "white" };

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static const char *
get_word (AdwEntryRow *row)
{
  const char *text = get_text (row);

  return *text != '\0' ? text : NULL;
}

static guint
find_word (const char *const *words, guint n_words, const char *word)
{
  for (guint i = 1; i < n_words; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return i;

  return 0;
}

static void
on_changed (TotePickupForm *self)
{
  gboolean complete;

  if (self->delegate)
    complete = get_word (self->name) != NULL && get_word (self->phone) != NULL;
  else
    complete = get_word (self->model) != NULL || get_word (self->plate) != NULL ||
               adw_combo_row_get_selected (self->type) > 0 ||
               adw_combo_row_get_selected (self->color) > 0;

  if (self->complete == complete)
    return;

  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPLETE]);
}

static void
set_editable_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
fill (TotePickupForm *self)
{
  ToteVehicle *vehicle = tote_order_get_vehicle (tote_tracker_get_order (self->tracker));

  if (vehicle == NULL || self->complete)
    return;

  set_editable_text (self->model, tote_vehicle_get_model (vehicle));
  set_editable_text (self->plate, tote_vehicle_get_license_plate (vehicle));
  adw_combo_row_set_selected (
      self->type, find_word (types, G_N_ELEMENTS (types), tote_vehicle_get_vehicle_type (vehicle)));
  adw_combo_row_set_selected (
      self->color, find_word (colors, G_N_ELEMENTS (colors), tote_vehicle_get_color (vehicle)));
}

static ToteWish *
build_wish (TotePickupForm *self)
{
  g_autoptr (ToteVehicle) vehicle = NULL;

  if (self->delegate)
    return tote_wish_new_delegate (get_text (self->name), get_text (self->phone));

  vehicle =
      tote_vehicle_new (get_word (self->model), types[adw_combo_row_get_selected (self->type)],
                        get_word (self->plate), colors[adw_combo_row_get_selected (self->color)]);

  return tote_wish_new_vehicle (vehicle, FALSE);
}

static void
on_send (TotePickupForm *self)
{
  g_autoptr (ToteWish) wish = build_wish (self);

  if (tote_tracker_wish (self->tracker, wish))
    gtk_window_close (GTK_WINDOW (self));
}

static char *
title_text (TotePickupForm *self, gboolean delegate)
{
  return g_strdup (delegate ? _ ("Someone else comes") : _ ("Your car"));
}

static char *
hint_text (TotePickupForm *self, gboolean delegate)
{
  return g_strdup (delegate ? _ ("The store gives the order to this person. It cannot be taken "
                                 "back here.")
                            : _ ("So that the store finds you. Tell as much as you like."));
}

static void
tote_pickup_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TotePickupForm *self = TOTE_PICKUP_FORM (object);

  switch ((TotePickupFormProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, self->tracker);
    break;
  case PROP_DELEGATE:
    g_value_set_boolean (value, self->delegate);
    break;
  case PROP_COMPLETE:
    g_value_set_boolean (value, self->complete);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_pickup_form_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TotePickupForm *self = TOTE_PICKUP_FORM (object);

  switch ((TotePickupFormProperty) id) {
  case PROP_TRACKER:
    self->tracker = g_value_dup_object (value);
    break;
  case PROP_DELEGATE:
    self->delegate = g_value_get_boolean (value);
    break;
  case PROP_COMPLETE:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_pickup_form_constructed (GObject *object)
{
  TotePickupForm *self = TOTE_PICKUP_FORM (object);

  G_OBJECT_CLASS (tote_pickup_form_parent_class)->constructed (object);

  if (self->delegate)
    return;

  g_signal_connect_object (tote_tracker_get_order (self->tracker), "notify::vehicle",
                           G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}

static void
tote_pickup_form_dispose (GObject *object)
{
  g_clear_object (&TOTE_PICKUP_FORM (object)->tracker);

  G_OBJECT_CLASS (tote_pickup_form_parent_class)->dispose (object);
}

static void
tote_pickup_form_class_init (TotePickupFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_pickup_form_get_property;
  object_class->set_property = tote_pickup_form_set_property;
  object_class->constructed = tote_pickup_form_constructed;
  object_class->dispose = tote_pickup_form_dispose;

  props[PROP_TRACKER] = g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER, once);
  props[PROP_DELEGATE] = g_param_spec_boolean ("delegate", NULL, NULL, FALSE, once);
  props[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_RESOURCE_BASE "/tote-pickup-form.ui");
  gtk_widget_class_bind_template_child (widget_class, TotePickupForm, model);
  gtk_widget_class_bind_template_child (widget_class, TotePickupForm, type);
  gtk_widget_class_bind_template_child (widget_class, TotePickupForm, color);
  gtk_widget_class_bind_template_child (widget_class, TotePickupForm, plate);
  gtk_widget_class_bind_template_child (widget_class, TotePickupForm, name);
  gtk_widget_class_bind_template_child (widget_class, TotePickupForm, phone);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_bind_template_callback (widget_class, title_text);
  gtk_widget_class_bind_template_callback (widget_class, hint_text);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tote_pickup_form_init (TotePickupForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tote_pickup_form_new:
 * @tracker: takes what is filled in
 * @kind: what to ask
 *
 * Returns: (transfer floating): a window to present
 */
GtkWidget *
tote_pickup_form_new (ToteTracker *tracker, TotePickupFormKind kind)
{
  return g_object_new (TOTE_TYPE_PICKUP_FORM, "tracker", tracker, "delegate",
                       kind == TOTE_PICKUP_FORM_DELEGATE, NULL);
}
