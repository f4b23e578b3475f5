/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-header.h"

#include "tote-access.h"
#include "tote-brand.h"
#include "tote-closures.h"
#include "tote-main-menu.h"
#include "tote-property.h"
#include "tote-waiting.h"
#include "tote-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _ToteHeader {
  TotePart parent_instance;

  GtkWidget *chat;
  GtkWidget *search;

  gboolean back;
  gboolean searching;
  gboolean chat_active;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (ToteHeader, tote_header, TOTE_TYPE_PART)

typedef enum {
  PROP_BRAND = 1,
  PROP_BACK,
  PROP_SEARCHING,
  PROP_CHAT_ACTIVE,
  PROP_NARROW,
} ToteHeaderProperty;

static GParamSpec *props[PROP_NARROW + 1];

/* The greatest number there is room for on a button. */
#define COUNT_MAX 99u

static char *
number_text (ToteHeader *self, const char *id)
{
  return id != NULL && *id != '\0' ? tote_words_number (id) : g_strdup ("");
}

static char *
initial_text (ToteHeader *self, const char *name)
{
  return tote_words_initial (name);
}

static char *
count_text (ToteHeader *self, guint count)
{
  return count <= COUNT_MAX ? g_strdup_printf ("%u", count) : g_strdup_printf ("%u+", COUNT_MAX);
}

static char *
chat_hint (ToteHeader *self, guint n_unread)
{
  return tote_waiting_name_chat (n_unread);
}

/* Beside a page that cannot be had there is nothing to find and nobody to write to. */
static gboolean
has_page (ToteHeader *self, gboolean loaded, const GError *failure)
{
  return loaded || failure == NULL;
}

/* Where one pane shows at a time, the switcher below has the chat, and the title needs the room. */
static gboolean
has_chat (ToteHeader *self, gboolean loaded, const GError *failure, ToteAvailability chat,
          gboolean narrow)
{
  return has_page (self, loaded, failure) && chat != TOTE_AVAILABILITY_OFF && !narrow;
}

static void
tote_header_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteHeader *self = TOTE_HEADER (object);

  switch ((ToteHeaderProperty) id) {
  case PROP_BRAND:
    g_value_set_object (value, tote_brand_get_default ());
    break;
  case PROP_BACK:
    g_value_set_boolean (value, self->back);
    break;
  case PROP_SEARCHING:
    g_value_set_boolean (value, self->searching);
    break;
  case PROP_CHAT_ACTIVE:
    g_value_set_boolean (value, self->chat_active);
    break;
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_header_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteHeader *self = TOTE_HEADER (object);

  switch ((ToteHeaderProperty) id) {
  case PROP_BACK:
    tote_property_set_flag (self, &self->back, g_value_get_boolean (value), pspec);
    break;
  case PROP_SEARCHING:
    tote_property_set_flag (self, &self->searching, g_value_get_boolean (value), pspec);
    break;
  case PROP_CHAT_ACTIVE:
    tote_property_set_flag (self, &self->chat_active, g_value_get_boolean (value), pspec);
    break;
  case PROP_NARROW:
    tote_property_set_flag (self, &self->narrow, g_value_get_boolean (value), pspec);
    break;
  case PROP_BRAND:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_header_class_init (ToteHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_header_get_property;
  object_class->set_property = tote_header_set_property;

  props[PROP_BRAND] = g_param_spec_object ("brand", NULL, NULL, TOTE_TYPE_BRAND,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_BACK] =
      g_param_spec_boolean ("back", NULL, NULL, FALSE, both | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_SEARCHING] =
      g_param_spec_boolean ("searching", NULL, NULL, FALSE, both | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_CHAT_ACTIVE] =
      g_param_spec_boolean ("chat-active", NULL, NULL, FALSE, both | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, both | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_MAIN_MENU);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-header.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteHeader, chat);
  gtk_widget_class_bind_template_child (widget_class, ToteHeader, search);
  gtk_widget_class_bind_template_callback (widget_class, number_text);
  gtk_widget_class_bind_template_callback (widget_class, initial_text);
  gtk_widget_class_bind_template_callback (widget_class, chat_hint);
  gtk_widget_class_bind_template_callback (widget_class, count_text);
  gtk_widget_class_bind_template_callback (widget_class, has_page);
  gtk_widget_class_bind_template_callback (widget_class, has_chat);
}

static void
tote_header_init (ToteHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Translators: read aloud: a part of the window is there. */
  tote_access_tell_toggled (GTK_TOGGLE_BUTTON (self->chat), C_ ("part of the window", "shown"));
  tote_access_tell_toggled (GTK_TOGGLE_BUTTON (self->search), C_ ("part of the window", "shown"));
  gtk_widget_set_visible (GTK_WIDGET (self), !tote_brand_get_locked (tote_brand_get_default ()));
}
