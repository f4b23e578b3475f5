/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-pickup-panel.h"

#include "tote-instruction.h"
#include "tote-outbox-notes.h"
#include "tote-picture.h"
#include "tote-pickup-form.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>

/**
 * TotePickupPanel: what a customer needs who comes to the store: where it is, what to do there,
 * and the ways to tell the store: on my way, here, in which car, or that somebody else comes.
 *
 * Property: "tracker".
 */
struct _TotePickupPanel {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *instructions_box;
  GtkWidget *eta_popover;

  ToteTracker *tracker;     /* (owned) (nullable) */
  GListModel *instructions; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TotePickupPanel, tote_pickup_panel, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TRACKER = 1,
} TotePickupPanelProperty;

static GParamSpec *props[PROP_TRACKER + 1];

static char *
address_text (TotePickupPanel *self, ToteHandling *handling)
{
  return g_strdup (handling != NULL ? tote_handling_get_address (handling) : "");
}

static gboolean
has_text (TotePickupPanel *self, const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
is_ready (TotePickupPanel *self, ToteStage stage)
{
  return stage == TOTE_STAGE_READY;
}

static void
wish (TotePickupPanel *self, ToteWish *taken)
{
  g_autoptr (ToteWish) owned = taken;

  tote_tracker_wish (self->tracker, owned);
}

static void
arrive (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wish (TOTE_PICKUP_PANEL (widget), tote_wish_new_arrival (FALSE));
}

static void
announce (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TotePickupPanel *self = TOTE_PICKUP_PANEL (widget);
  gint64 now = tote_clock_get_real_time (tote_tracker_get_clock (self->tracker));
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (
      now / G_USEC_PER_SEC + 60 * (gint64) g_variant_get_int32 (parameter));

  gtk_popover_popdown (GTK_POPOVER (self->eta_popover));
  wish (self, tote_wish_new_schedule (at));
}

static void
open_form (TotePickupPanel *self, TotePickupFormKind kind)
{
  GtkWidget *form = tote_pickup_form_new (self->tracker, kind);

  gtk_window_set_transient_for (GTK_WINDOW (form),
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (form));
}

static void
describe_vehicle (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tote_tracker_load_vehicle (TOTE_PICKUP_PANEL (widget)->tracker);
  open_form (TOTE_PICKUP_PANEL (widget), TOTE_PICKUP_FORM_VEHICLE);
}

static void
name_delegate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_form (TOTE_PICKUP_PANEL (widget), TOTE_PICKUP_FORM_DELEGATE);
}

static GtkWidget *
make_text (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static const char *
category_title (const char *category)
{
  if (g_strcmp0 (category, "curbside") == 0)
    return _ ("At the curb");

  if (g_strcmp0 (category, "locker") == 0)
    return _ ("At the locker");

  return g_strcmp0 (category, "in_store") == 0 ? _ ("In the store") : _ ("How to pick up");
}

static void
add_image (GtkWidget *box, ToteInstruction *instruction, guint i)
{
  const char *description = tote_instruction_get_image_description (instruction, i);
  GtkWidget *picture = g_object_new (TOTE_TYPE_PICTURE, "size", 120, "name", description, "url",
                                     tote_instruction_get_image_url (instruction, i), NULL);

  gtk_widget_set_halign (picture, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (picture, description);
  gtk_box_append (GTK_BOX (box), picture);
}

static GtkWidget *
make_instruction (ToteInstruction *instruction)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *images = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  guint n_images = tote_instruction_get_n_images (instruction);

  gtk_box_append (
      GTK_BOX (box),
      make_text (category_title (tote_instruction_get_category (instruction)), "caption-heading"));
  gtk_box_append (GTK_BOX (box), make_text (tote_instruction_get_text (instruction), NULL));

  for (guint i = 0; i < MIN (n_images, 3); i++)
    add_image (images, instruction, i);
  gtk_box_append (GTK_BOX (box), images);
  gtk_widget_set_visible (images, n_images > 0);

  return box;
}

/* Instructions are few and change as a whole. */
static void
fill_instructions (TotePickupPanel *self)
{
  guint n = g_list_model_get_n_items (self->instructions);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->instructions_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->instructions_box), child);

  for (guint i = 0; i < n; i++) {
    g_autoptr (ToteInstruction) instruction = g_list_model_get_item (self->instructions, i);

    gtk_box_append (GTK_BOX (self->instructions_box), make_instruction (instruction));
  }

  gtk_widget_set_visible (self->instructions_box, n > 0);
}

static void
set_tracker (TotePickupPanel *self, ToteTracker *tracker)
{
  if (tracker == NULL || self->tracker != NULL)
    return;

  self->tracker = g_object_ref (tracker);
  self->instructions =
      g_object_ref (tote_order_get_instructions (tote_tracker_get_order (tracker)));
  g_signal_connect_object (self->instructions, "items-changed", G_CALLBACK (fill_instructions),
                           self, G_CONNECT_SWAPPED);
  fill_instructions (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TRACKER]);
}

static void
tote_pickup_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((TotePickupPanelProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, TOTE_PICKUP_PANEL (object)->tracker);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_pickup_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((TotePickupPanelProperty) id) {
  case PROP_TRACKER:
    set_tracker (TOTE_PICKUP_PANEL (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_pickup_panel_dispose (GObject *object)
{
  TotePickupPanel *self = TOTE_PICKUP_PANEL (object);

  g_clear_object (&self->instructions);
  g_clear_object (&self->tracker);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_pickup_panel_parent_class)->dispose (object);
}

static void
tote_pickup_panel_class_init (TotePickupPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_pickup_panel_get_property;
  object_class->set_property = tote_pickup_panel_set_property;
  object_class->dispose = tote_pickup_panel_dispose;

  props[PROP_TRACKER] =
      g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "pickup.arrive", NULL, arrive);
  gtk_widget_class_install_action (widget_class, "pickup.announce", "i", announce);
  gtk_widget_class_install_action (widget_class, "pickup.vehicle", NULL, describe_vehicle);
  gtk_widget_class_install_action (widget_class, "pickup.delegate", NULL, name_delegate);

  g_type_ensure (TOTE_TYPE_ORDER);
  g_type_ensure (TOTE_TYPE_OUTBOX_NOTES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_RESOURCE_BASE "/tote-pickup-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, TotePickupPanel, box);
  gtk_widget_class_bind_template_child (widget_class, TotePickupPanel, instructions_box);
  gtk_widget_class_bind_template_child (widget_class, TotePickupPanel, eta_popover);
  gtk_widget_class_bind_template_callback (widget_class, address_text);
  gtk_widget_class_bind_template_callback (widget_class, has_text);
  gtk_widget_class_bind_template_callback (widget_class, is_ready);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pickuppanel");
}

static void
tote_pickup_panel_init (TotePickupPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
