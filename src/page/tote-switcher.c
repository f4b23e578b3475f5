/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-switcher.h"

#include "tote-map-pins.h"

#include <glib/gi18n-lib.h>

struct _ToteSwitcher {
  GtkBox parent_instance;

  ToteTracker *tracker; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteSwitcher, tote_switcher, GTK_TYPE_BOX)

typedef enum {
  PROP_TRACKER = 1,
} ToteSwitcherProperty;

static GParamSpec *props[PROP_TRACKER + 1];

static gboolean
has_chat (ToteSwitcher *self, ToteAvailability chat)
{
  return chat != TOTE_AVAILABILITY_OFF;
}

static char *
chat_label (ToteSwitcher *self, guint unread)
{
  if (unread == 0)
    return g_strdup (_ ("Chat"));

  /* Translators: the chat with the number of unread messages. */
  return g_strdup_printf (_ ("Chat · %u"), unread);
}

static void
tote_switcher_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteSwitcherProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, TOTE_SWITCHER (object)->tracker);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_switcher_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteSwitcherProperty) id) {
  case PROP_TRACKER:
    g_set_object (&TOTE_SWITCHER (object)->tracker, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_switcher_dispose (GObject *object)
{
  g_clear_object (&TOTE_SWITCHER (object)->tracker);

  G_OBJECT_CLASS (tote_switcher_parent_class)->dispose (object);
}

static void
tote_switcher_class_init (ToteSwitcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_switcher_get_property;
  object_class->set_property = tote_switcher_set_property;
  object_class->dispose = tote_switcher_dispose;

  props[PROP_TRACKER] = g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-switcher.ui");
  gtk_widget_class_bind_template_callback_full (widget_class, "has_map",
                                                G_CALLBACK (tote_map_pins_expected));
  gtk_widget_class_bind_template_callback (widget_class, has_chat);
  gtk_widget_class_bind_template_callback (widget_class, chat_label);
  gtk_widget_class_set_css_name (widget_class, "switcher");
}

static void
tote_switcher_init (ToteSwitcher *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
