/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-drop-off-card.h"

#include <adwaita.h>

struct _ToteDropOffCard {
  GtkWidget parent_instance;

  GtkWidget *list;

  ToteTracker *tracker; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteDropOffCard, tote_drop_off_card, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TRACKER = 1,
} ToteDropOffCardProperty;

static GParamSpec *props[PROP_TRACKER + 1];

static gboolean
has_text (ToteDropOffCard *self, const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
is_so (ToteDropOffCard *self, gboolean flag)
{
  return flag;
}

/* Alcohol rules out leaving the order unattended (contract 3.4). */
static gboolean
is_left (ToteDropOffCard *self, gboolean leave_unattended, gboolean alcoholic)
{
  return leave_unattended && !alcoholic;
}

static gboolean
has_drop_off (ToteDropOffCard *self, ToteHandling *handling)
{
  return (has_text (self, tote_handling_get_dropoff_location (handling)) ||
          has_text (self, tote_handling_get_instructions (handling)) ||
          has_text (self, tote_handling_get_notes (handling)) ||
          tote_handling_get_leave_unattended (handling) ||
          tote_handling_get_certified_delivery (handling) ||
          tote_handling_get_alcoholic (handling));
}

/* From the first aisle on the shopper card says the same in one line. */
static gboolean
is_shown (ToteDropOffCard *self, ToteStage stage, ToteHandling *handling)
{
  return stage == TOTE_STAGE_RECEIVED && handling != NULL && has_drop_off (self, handling);
}

static void
tote_drop_off_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteDropOffCardProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, TOTE_DROP_OFF_CARD (object)->tracker);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_drop_off_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteDropOffCardProperty) id) {
  case PROP_TRACKER:
    if (g_set_object (&TOTE_DROP_OFF_CARD (object)->tracker, g_value_get_object (value)))
      g_object_notify_by_pspec (object, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_drop_off_card_dispose (GObject *object)
{
  ToteDropOffCard *self = TOTE_DROP_OFF_CARD (object);

  g_clear_object (&self->tracker);
  g_clear_pointer (&self->list, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_drop_off_card_parent_class)->dispose (object);
}

static void
tote_drop_off_card_class_init (ToteDropOffCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_drop_off_card_get_property;
  object_class->set_property = tote_drop_off_card_set_property;
  object_class->dispose = tote_drop_off_card_dispose;

  props[PROP_TRACKER] =
      g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_ORDER);
  g_type_ensure (ADW_TYPE_ACTION_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-drop-off-card.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteDropOffCard, list);
  gtk_widget_class_bind_template_callback (widget_class, has_text);
  gtk_widget_class_bind_template_callback (widget_class, is_so);
  gtk_widget_class_bind_template_callback (widget_class, is_left);
  gtk_widget_class_bind_template_callback (widget_class, is_shown);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dropoffcard");
}

static void
tote_drop_off_card_init (ToteDropOffCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
