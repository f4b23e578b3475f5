/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-vehicle-form.h"

#include "tote-closures.h"
#include "tote-compat.h"
#include "tote-vehicle-words.h"
#include "tote-wish-status.h"

#include <glib/gi18n-lib.h>

struct _ToteVehicleForm {
  AdwExpanderRow parent_instance;

  AdwComboRow *type_row;
  AdwComboRow *colour_row;
  GtkEditable *model_row;
  GtkEditable *plate_row;
  GtkWidget *problem;
  ToteWishWatch *form;

  gboolean delegated;
};

G_DEFINE_FINAL_TYPE (ToteVehicleForm, tote_vehicle_form, ADW_TYPE_EXPANDER_ROW)

typedef enum {
  PROP_TRACKER = 1,
  PROP_DELEGATED,
} ToteVehicleFormProperty;

static GParamSpec *props[PROP_DELEGATED + 1];

/* Set from here: with GTK 4.8 a template that binds its own property to itself warns when it goes.
 */
static void
show_title (ToteVehicleForm *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 self->delegated ? _ ("Their vehicle") : _ ("Your vehicle"));
}

static void
show_summary (ToteVehicleForm *self, ToteVehicle *vehicle)
{
  g_autofree char *text = tote_vehicle_words_describe (vehicle);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 *text != '\0' ? text : _ ("Helps the store to find you outside"));
}

static void
set_text (GtkEditable *row, const char *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

static void
fill (ToteVehicleForm *self, ToteVehicle *vehicle)
{
  tote_wish_watch_set_filling (self->form, TRUE);
  adw_combo_row_set_selected (
      self->type_row,
      tote_vehicle_words_find (TOTE_VEHICLE_TYPES, tote_vehicle_get_vehicle_type (vehicle)));
  adw_combo_row_set_selected (
      self->colour_row,
      tote_vehicle_words_find (TOTE_VEHICLE_COLOURS, tote_vehicle_get_color (vehicle)));
  set_text (self->model_row, tote_vehicle_get_model (vehicle));
  set_text (self->plate_row, tote_vehicle_get_license_plate (vehicle));
  tote_wish_watch_set_filling (self->form, FALSE);
}

static void
clear (ToteVehicleForm *self)
{
  g_autoptr (ToteVehicle) nothing = tote_vehicle_new (NULL, NULL, NULL, NULL);

  fill (self, nothing);
  show_summary (self, NULL);
  tote_wish_watch_clear (self->form);
}

static char *
dup_stripped (GtkEditable *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* Returns: (nullable): what the form says, nothing when it is empty */
static ToteVehicle *
read_form (ToteVehicleForm *self)
{
  const char *type =
      tote_vehicle_words_get (TOTE_VEHICLE_TYPES, adw_combo_row_get_selected (self->type_row));
  const char *colour =
      tote_vehicle_words_get (TOTE_VEHICLE_COLOURS, adw_combo_row_get_selected (self->colour_row));
  g_autofree char *model = dup_stripped (self->model_row);
  g_autofree char *plate = dup_stripped (self->plate_row);

  if (type == NULL && colour == NULL && model == NULL && plate == NULL)
    return NULL;
  return tote_vehicle_new (model, type, plate, colour);
}

static void
on_vehicle (ToteVehicleForm *self)
{
  ToteVehicle *vehicle =
      tote_order_get_vehicle (tote_tracker_get_order (tote_wish_watch_get_tracker (self->form)));

  show_summary (self, vehicle);
  if (vehicle != NULL && !tote_wish_watch_get_edited (self->form))
    fill (self, vehicle);
}

static void
on_expanded (ToteVehicleForm *self)
{
  ToteTracker *tracker = tote_wish_watch_get_tracker (self->form);

  if (tracker != NULL && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    tote_tracker_load_vehicle (tracker);
}

static void
on_save (ToteVehicleForm *self)
{
  g_autoptr (ToteVehicle) vehicle = NULL;
  g_autoptr (ToteWish) wish = NULL;

  if (!tote_closures_is_free (self, tote_wish_watch_get_send_state (self->form)))
    return;

  vehicle = read_form (self);
  if (vehicle == NULL) {
    tote_wish_watch_set_problem (self->form,
                                 _ ("Say at least one thing about the vehicle, such as its type."));
    tote_compat_point_out (GTK_WIDGET (self->type_row), tote_wish_watch_get_problem (self->form));
    return;
  }

  wish = tote_wish_new_vehicle (vehicle, self->delegated);
  tote_tracker_wish (tote_wish_watch_get_tracker (self->form), wish);
}

static void
set_tracker (ToteVehicleForm *self, ToteTracker *tracker)
{
  ToteTracker *before = tote_wish_watch_get_tracker (self->form);

  if (before == tracker)
    return;

  if (before != NULL)
    g_signal_handlers_disconnect_by_data (tote_tracker_get_order (before), self);
  clear (self);
  g_object_set (self->form, "tracker", tracker, NULL);
  if (tracker != NULL) {
    g_signal_connect_object (tote_tracker_get_order (tracker), "notify::vehicle",
                             G_CALLBACK (on_vehicle), self, G_CONNECT_SWAPPED);
    on_vehicle (self);
  }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TRACKER]);
}

static void
tote_vehicle_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteVehicleForm *self = TOTE_VEHICLE_FORM (object);

  switch ((ToteVehicleFormProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, tote_wish_watch_get_tracker (self->form));
    break;
  case PROP_DELEGATED:
    g_value_set_boolean (value, self->delegated);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_vehicle_form_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteVehicleForm *self = TOTE_VEHICLE_FORM (object);

  switch (id) {
  case PROP_TRACKER:
    set_tracker (self, g_value_get_object (value));
    break;
  case PROP_DELEGATED:
    if (self->delegated != g_value_get_boolean (value)) {
      self->delegated = g_value_get_boolean (value);
      show_title (self);
      g_object_notify_by_pspec (object, pspec);
    }
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-vehicle-form.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteVehicleForm, type_row);
  gtk_widget_class_bind_template_child (widget_class, ToteVehicleForm, colour_row);
  gtk_widget_class_bind_template_child (widget_class, ToteVehicleForm, model_row);
  gtk_widget_class_bind_template_child (widget_class, ToteVehicleForm, plate_row);
  gtk_widget_class_bind_template_child (widget_class, ToteVehicleForm, problem);
  gtk_widget_class_bind_template_child (widget_class, ToteVehicleForm, form);
  gtk_widget_class_bind_template_callback (widget_class, tote_wish_watch_edit);
  gtk_widget_class_bind_template_callback (widget_class, on_expanded);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
tote_vehicle_form_class_init (ToteVehicleFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_vehicle_form_get_property;
  object_class->set_property = tote_vehicle_form_set_property;

  props[PROP_TRACKER] = g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER, write);
  props[PROP_DELEGATED] = g_param_spec_boolean ("delegated", NULL, NULL, FALSE, write);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_ORDER);
  g_type_ensure (TOTE_TYPE_WISH_STATUS);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
tote_vehicle_form_init (ToteVehicleForm *self)
{
  g_autoptr (GListModel) types = tote_vehicle_words_new_model (TOTE_VEHICLE_TYPES);
  g_autoptr (GListModel) colours = tote_vehicle_words_new_model (TOTE_VEHICLE_COLOURS);

  gtk_widget_init_template (GTK_WIDGET (self));
  tote_compat_name_entry (GTK_WIDGET (self->model_row));
  tote_compat_name_entry (GTK_WIDGET (self->plate_row));
  tote_compat_name_expander (GTK_WIDGET (self));
  tote_compat_name_combo (GTK_WIDGET (self->type_row));
  tote_compat_name_combo (GTK_WIDGET (self->colour_row));
  tote_compat_describe (GTK_WIDGET (self->type_row), self->problem);

  show_title (self);
  show_summary (self, NULL);

  tote_wish_watch_set_filling (self->form, TRUE);
  adw_combo_row_set_model (self->type_row, types);
  adw_combo_row_set_model (self->colour_row, colours);
  tote_wish_watch_set_filling (self->form, FALSE);
}
