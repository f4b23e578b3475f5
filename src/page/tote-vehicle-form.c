/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-vehicle-form.h"

#include "tote-access.h"
#include "tote-closures.h"
#include "tote-property.h"
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
  GtkWidget *save;
  ToteWishWatch *form;

  GSignalGroup *order; /* (owned) */
  gboolean delegated;
};

G_DEFINE_FINAL_TYPE (ToteVehicleForm, tote_vehicle_form, ADW_TYPE_EXPANDER_ROW)

typedef enum {
  PROP_DELEGATED = 1,
} ToteVehicleFormProperty;

static GParamSpec *props[PROP_DELEGATED + 1];

/* Set from here: with GTK 4.8 a template that binds its own property to itself warns when it goes.
 */
static void
show_title (ToteVehicleForm *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 self->delegated ? _ ("Their _vehicle") : _ ("Your _vehicle"));
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
  ToteTracker *tracker = tote_wish_watch_get_tracker (self->form);
  ToteVehicle *vehicle =
      tracker != NULL ? tote_order_get_vehicle (tote_tracker_get_order (tracker)) : NULL;

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
    tote_access_point_out (GTK_WIDGET (self->type_row), tote_wish_watch_get_problem (self->form));
    return;
  }

  /* The fields are locked until the store has it; what becomes of it is heard from here. */
  gtk_widget_grab_focus (self->save);
  wish = tote_wish_new_vehicle (vehicle, self->delegated);
  tote_tracker_wish (tote_wish_watch_get_tracker (self->form), wish);
}

static void
on_tracker (ToteVehicleForm *self)
{
  ToteTracker *tracker = tote_wish_watch_get_tracker (self->form);
  g_autoptr (ToteVehicle) nothing = tote_vehicle_new (NULL, NULL, NULL, NULL);

  fill (self, nothing);
  g_signal_group_set_target (self->order,
                             tracker != NULL ? tote_tracker_get_order (tracker) : NULL);
  on_vehicle (self);
}

static void
tote_vehicle_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteVehicleFormProperty) id) {
  case PROP_DELEGATED:
    g_value_set_boolean (value, TOTE_VEHICLE_FORM (object)->delegated);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_vehicle_form_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteVehicleForm *self = TOTE_VEHICLE_FORM (object);

  switch ((ToteVehicleFormProperty) id) {
  case PROP_DELEGATED:
    if (tote_property_set_flag (self, &self->delegated, g_value_get_boolean (value), pspec))
      show_title (self);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_vehicle_form_dispose (GObject *object)
{
  g_clear_object (&TOTE_VEHICLE_FORM (object)->order);

  G_OBJECT_CLASS (tote_vehicle_form_parent_class)->dispose (object);
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
  gtk_widget_class_bind_template_child (widget_class, ToteVehicleForm, save);
  gtk_widget_class_bind_template_child_internal (widget_class, ToteVehicleForm, form);
  gtk_widget_class_bind_template_callback (widget_class, tote_wish_watch_edit);
  gtk_widget_class_bind_template_callback (widget_class, on_expanded);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_tracker);
}

static void
tote_vehicle_form_class_init (ToteVehicleFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tote_vehicle_form_get_property;
  object_class->set_property = tote_vehicle_form_set_property;
  object_class->dispose = tote_vehicle_form_dispose;

  props[PROP_DELEGATED] =
      g_param_spec_boolean ("delegated", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
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

  self->order = g_signal_group_new (TOTE_TYPE_ORDER);
  g_signal_group_connect_swapped (self->order, "notify::vehicle", G_CALLBACK (on_vehicle), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_name_entry (GTK_WIDGET (self->model_row));
  tote_access_name_entry (GTK_WIDGET (self->plate_row));
  tote_access_name_expander (GTK_WIDGET (self));
  tote_access_name_combo (GTK_WIDGET (self->type_row));
  tote_access_name_combo (GTK_WIDGET (self->colour_row));
  tote_access_describe (GTK_WIDGET (self->type_row), self->problem);

  show_title (self);
  show_summary (self, NULL);

  tote_wish_watch_set_filling (self->form, TRUE);
  adw_combo_row_set_model (self->type_row, types);
  adw_combo_row_set_model (self->colour_row, colours);
  tote_wish_watch_set_filling (self->form, FALSE);
}
