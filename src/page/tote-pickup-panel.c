/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-pickup-panel.h"

#include "tote-access.h"
#include "tote-arrival-card.h"
#include "tote-brand.h"
#include "tote-closures.h"
#include "tote-delegate-form.h"
#include "tote-instruction-card.h"
#include "tote-open.h"
#include "tote-time-words.h"
#include "tote-vehicle-form.h"

#include <glib/gi18n-lib.h>

struct _TotePickupPanel {
  TotePart parent_instance;

  GtkListBox *instructions_box;
  GtkWidget *copy_button;

  GListModel *instructions; /* (nullable): of the order */
};

G_DEFINE_FINAL_TYPE (TotePickupPanel, tote_pickup_panel, TOTE_TYPE_PART)

typedef enum {
  PROP_N_INSTRUCTIONS = 1,
} TotePickupPanelProperty;

static GParamSpec *props[PROP_N_INSTRUCTIONS + 1];

static gboolean
is_before_arrival (TotePickupPanel *self, ToteStage stage)
{
  return stage != TOTE_STAGE_HANDING_OVER;
}

/* Whoever is at the store has come in time, as far as is known here. */
static gboolean
has_until (TotePickupPanel *self, GDateTime *ends_at, ToteStage stage)
{
  return ends_at != NULL && is_before_arrival (self, stage);
}

/* From when the bags are counted together the store has found the customer. */
static gboolean
is_looked_for (TotePickupPanel *self, const char *state)
{
  return g_strcmp0 (state, "bags_verified") != 0;
}

static gboolean
has_address (TotePickupPanel *self, ToteHandling *handling)
{
  return handling != NULL && *tote_handling_get_address (handling) != '\0';
}

/* While the order is being put together the head of the page says enough. */
static gboolean
has_place (TotePickupPanel *self, ToteStage stage, ToteHandling *handling, GDateTime *ends_at)
{
  return (stage == TOTE_STAGE_READY || stage == TOTE_STAGE_HANDING_OVER) &&
         (has_address (self, handling) || ends_at != NULL);
}

/* Nothing leads out of a store display, and whoever stands before it is there already. */
static gboolean
leads_there (TotePickupPanel *self, ToteHandling *handling)
{
  return handling != NULL && tote_handling_get_position (handling) != NULL &&
         !tote_brand_get_locked (tote_brand_get_default ());
}

static char *
until_text (TotePickupPanel *self, GDateTime *ends_at, GDateTime *today)
{
  return ends_at != NULL ? tote_time_words_moment (ends_at, today) : g_strdup ("");
}

static ToteHandling *
get_handling (GtkWidget *widget)
{
  ToteOrder *order = tote_part_get_order (TOTE_PART (widget));

  return order != NULL ? tote_order_get_handling (order) : NULL;
}

/* RFC 5870. */
static void
show_directions (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteHandling *handling = get_handling (widget);
  TotePosition *position = handling != NULL ? tote_handling_get_position (handling) : NULL;
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *uri = NULL;

  if (position == NULL)
    return;

  g_ascii_formatd (latitude, sizeof latitude, "%.6f", tote_position_get_latitude (position));
  g_ascii_formatd (longitude, sizeof longitude, "%.6f", tote_position_get_longitude (position));
  uri = g_strconcat ("geo:", latitude, ",", longitude, NULL);
  tote_open_uri (widget, uri);
}

static void
copy_address (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteHandling *handling = get_handling (widget);

  if (handling == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), tote_handling_get_address (handling));
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("The address was copied."));
}

static GtkWidget *
create_instruction (gpointer item, gpointer user_data)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *card = tote_instruction_card_new (TOTE_INSTRUCTION (item));

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), card);
  tote_access_tell_row (row);
  tote_instruction_card_name_place (TOTE_INSTRUCTION_CARD (card), row);

  return row;
}

static void
on_instructions_changed (TotePickupPanel *self, guint position, guint removed, guint added)
{
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_INSTRUCTIONS]);
}

static void
tote_pickup_panel_track (TotePart *part, ToteTracker *tracker)
{
  TotePickupPanel *self = TOTE_PICKUP_PANEL (part);

  self->instructions =
      tracker != NULL ? tote_order_get_instructions (tote_tracker_get_order (tracker)) : NULL;
  if (tracker != NULL)
    tote_part_watch (part, self->instructions, "items-changed",
                     G_CALLBACK (on_instructions_changed));

  gtk_list_box_bind_model (self->instructions_box, self->instructions, create_instruction, NULL,
                           NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_INSTRUCTIONS]);
}

static void
tote_pickup_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TotePickupPanel *self = TOTE_PICKUP_PANEL (object);

  switch ((TotePickupPanelProperty) id) {
  case PROP_N_INSTRUCTIONS:
    g_value_set_uint (
        value, self->instructions != NULL ? g_list_model_get_n_items (self->instructions) : 0);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-pickup-panel.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, TotePickupPanel, instructions_box);
  gtk_widget_class_bind_template_child (widget_class, TotePickupPanel, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, is_before_arrival);
  gtk_widget_class_bind_template_callback (widget_class, has_until);
  gtk_widget_class_bind_template_callback (widget_class, is_looked_for);
  gtk_widget_class_bind_template_callback (widget_class, has_address);
  gtk_widget_class_bind_template_callback (widget_class, has_place);
  gtk_widget_class_bind_template_callback (widget_class, leads_there);
  gtk_widget_class_bind_template_callback (widget_class, until_text);
}

static void
tote_pickup_panel_class_init (TotePickupPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_pickup_panel_get_property;
  TOTE_PART_CLASS (klass)->track = tote_pickup_panel_track;

  props[PROP_N_INSTRUCTIONS] = g_param_spec_uint ("n-instructions", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_ARRIVAL_CARD);
  g_type_ensure (TOTE_TYPE_VEHICLE_FORM);
  g_type_ensure (TOTE_TYPE_DELEGATE_FORM);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "pickup.directions", NULL, show_directions);
  gtk_widget_class_install_action (widget_class, "pickup.copy-address", NULL, copy_address);
  gtk_widget_class_set_css_name (widget_class, "pickuppanel");
}

static void
tote_pickup_panel_init (TotePickupPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_name_buttons (GTK_WIDGET (self));
  gtk_widget_set_visible (self->copy_button, !tote_brand_get_locked (tote_brand_get_default ()));
}
