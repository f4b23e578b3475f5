/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-status.h"

#include "tote-access.h"
#include "tote-closures.h"
#include "tote-order-enums.h"
#include "tote-property.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _ToteChatStatus {
  GtkWidget parent_instance;

  char *text; /* (owned) (nullable) */
  ToteSendState state;
};

G_DEFINE_FINAL_TYPE (ToteChatStatus, tote_chat_status, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TEXT = 1,
  PROP_STATE,
} ToteChatStatusProperty;

static GParamSpec *props[PROP_STATE + 1];

static gboolean
is_failed (ToteChatStatus *self, ToteSendState state)
{
  return TOTE_SEND_STATE_IS_TROUBLE (state);
}

static char *
retry_label (ToteChatStatus *self, ToteSendState state)
{
  return g_strdup (state == TOTE_SEND_STATE_OVERDUE ? _ ("_Send now") : _ ("Re_try"));
}

static void
set_text (ToteChatStatus *self, const char *text)
{
  gboolean wanted = tote_closures_has_text (self, text);

  if (!tote_property_set_text (self, &self->text, text, props[PROP_TEXT]))
    return;

  gtk_widget_set_visible (GTK_WIDGET (self), wanted);
  if (!wanted || gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL)
    return;

  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_name_buttons (GTK_WIDGET (self));
}

static void
set_state (ToteChatStatus *self, ToteSendState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
tote_chat_status_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteChatStatus *self = TOTE_CHAT_STATUS (object);

  switch ((ToteChatStatusProperty) id) {
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  case PROP_STATE:
    g_value_set_enum (value, (int) self->state);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_status_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteChatStatus *self = TOTE_CHAT_STATUS (object);

  switch ((ToteChatStatusProperty) id) {
  case PROP_TEXT:
    set_text (self, g_value_get_string (value));
    break;
  case PROP_STATE:
    set_state (self, (ToteSendState) g_value_get_enum (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_status_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tote_chat_status_parent_class)->dispose (object);
}

static void
tote_chat_status_finalize (GObject *object)
{
  g_free (TOTE_CHAT_STATUS (object)->text);

  G_OBJECT_CLASS (tote_chat_status_parent_class)->finalize (object);
}

static void
tote_chat_status_class_init (ToteChatStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_chat_status_get_property;
  object_class->set_property = tote_chat_status_set_property;
  object_class->dispose = tote_chat_status_dispose;
  object_class->finalize = tote_chat_status_finalize;

  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, both);
  props[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, TOTE_TYPE_SEND_STATE, TOTE_SEND_STATE_NONE, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-chat-status.ui");
  gtk_widget_class_bind_template_callback (widget_class, is_failed);
  gtk_widget_class_bind_template_callback (widget_class, retry_label);
  gtk_widget_class_set_css_name (widget_class, "chatstatus");
}

static void
tote_chat_status_init (ToteChatStatus *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * tote_chat_status_get_text:
 *
 * Returns: (nullable): what it says
 */
const char *
tote_chat_status_get_text (ToteChatStatus *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_STATUS (self), NULL);

  return self->text;
}
