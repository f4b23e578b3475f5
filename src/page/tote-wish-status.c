/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-wish-status.h"

#include "tote-access.h"
#include "tote-property.h"
#include "tote-time-words.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>

struct _ToteWishStatus {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *label;

  ToteWishWatch *watch; /* (owned) (nullable) */
  char *sending_text;   /* (owned) (nullable) */
  char *sent_text;      /* (owned) (nullable) */
  gboolean hushed;
};

G_DEFINE_FINAL_TYPE (ToteWishStatus, tote_wish_status, GTK_TYPE_WIDGET)

typedef enum {
  PROP_WATCH = 1,
  PROP_SENDING_TEXT,
  PROP_SENT_TEXT,
  PROP_HUSHED,
} ToteWishStatusProperty;

static GParamSpec *props[PROP_HUSHED + 1];

static gboolean
can_retry (ToteWishStatus *self, ToteSendState send_state)
{
  return TOTE_SEND_STATE_IS_TROUBLE (send_state) && send_state != TOTE_SEND_STATE_OVERTAKEN;
}

static char *
retry_label (ToteWishStatus *self, ToteSendState send_state)
{
  return g_strdup (send_state == TOTE_SEND_STATE_OVERDUE ? _ ("_Send now") : _ ("Try a_gain"));
}

static gboolean
is_settled (ToteWishStatus *self, const GError *failure, ToteSendState send_state)
{
  return send_state != TOTE_SEND_STATE_SENDING || tote_words_sending (failure) != NULL;
}

static gboolean
is_shown (ToteWishStatus *self, ToteSendState send_state, gboolean hushed)
{
  return send_state == TOTE_SEND_STATE_SENDING || TOTE_SEND_STATE_IS_TROUBLE (send_state) ||
         (send_state == TOTE_SEND_STATE_SENT && !hushed);
}

static char *
choose_icon (ToteWishStatus *self, ToteSendState send_state)
{
  if (send_state == TOTE_SEND_STATE_SENDING)
    return g_strdup ("tote-clock-symbolic");

  return g_strdup (TOTE_SEND_STATE_IS_TROUBLE (send_state) ? "dialog-warning-symbolic"
                                                           : "object-select-symbolic");
}

static char **
choose_classes (ToteWishStatus *self, ToteSendState send_state)
{
  const char *failed[] = { "failed", NULL };
  const char *calm[] = { NULL };

  return g_strdupv ((char **) (TOTE_SEND_STATE_IS_TROUBLE (send_state) ? failed : calm));
}

static char *
overdue_text (GDateTime *at, GDateTime *today)
{
  g_autofree char *time = at != NULL && today != NULL ? tote_time_words_at (at, today) : NULL;

  if (time == NULL)
    return g_strdup (_ ("Not sent yet. Send now?"));

  /* Translators: when a text was written that was not sent, such as “yesterday at 5:40 PM”. */
  return g_strdup_printf (_ ("Written %s. Send now?"), time);
}

static char *
choose_text (ToteWishStatus *self, const GError *failure, ToteSendState send_state,
             const char *reason, const char *sending, const char *sent, GDateTime *created_at,
             GDateTime *today)
{
  const char *waiting = tote_words_sending (failure);

  if (send_state == TOTE_SEND_STATE_SENDING && waiting != NULL)
    return g_strdup (waiting);
  if (send_state == TOTE_SEND_STATE_SENDING)
    return g_strdup (sending != NULL ? sending : _ ("Sending…"));
  if (send_state == TOTE_SEND_STATE_SENT)
    return g_strdup (sent != NULL ? sent : _ ("Sent."));
  if (send_state == TOTE_SEND_STATE_UNCLEAR)
    return g_strdup (_ ("Could not be confirmed. The store may have it already."));
  if (send_state == TOTE_SEND_STATE_OVERDUE)
    return overdue_text (created_at, today);
  if (send_state == TOTE_SEND_STATE_OVERTAKEN)
    return g_strdup (_ ("Not sent: the order had gone on."));
  if (send_state != TOTE_SEND_STATE_FAILED)
    return g_strdup ("");
  if (reason == NULL || *reason == '\0')
    return g_strdup (_ ("Not sent: the store could not be reached."));

  /* Translators: why a wish could not be sent, in the server's words. */
  return g_strdup_printf (_ ("Not sent. The store says: “%s”"), reason);
}

/* That it is on its way is no news to who has just sent it; what became of it is, and what it waits
 * for. */
static void
on_label_changed (ToteWishStatus *self)
{
  const char *text = gtk_label_get_label (GTK_LABEL (self->label));

  if (*text != '\0' && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      gtk_widget_get_visible (self->icon))
    tote_access_announce (GTK_WIDGET (self), text);
}

static void
on_retry (ToteWishStatus *self)
{
  tote_wish_watch_retry (self->watch);
}

static void
tote_wish_status_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteWishStatus *self = TOTE_WISH_STATUS (object);

  switch ((ToteWishStatusProperty) id) {
  case PROP_WATCH:
    g_value_set_object (value, self->watch);
    break;
  case PROP_SENDING_TEXT:
    g_value_set_string (value, self->sending_text);
    break;
  case PROP_SENT_TEXT:
    g_value_set_string (value, self->sent_text);
    break;
  case PROP_HUSHED:
    g_value_set_boolean (value, self->hushed);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_wish_status_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteWishStatus *self = TOTE_WISH_STATUS (object);

  switch ((ToteWishStatusProperty) id) {
  case PROP_WATCH:
    if (g_set_object (&self->watch, g_value_get_object (value)))
      g_object_notify_by_pspec (object, pspec);
    break;
  case PROP_SENDING_TEXT:
    tote_property_set_text (self, &self->sending_text, g_value_get_string (value), pspec);
    break;
  case PROP_SENT_TEXT:
    tote_property_set_text (self, &self->sent_text, g_value_get_string (value), pspec);
    break;
  case PROP_HUSHED:
    tote_property_set_flag (self, &self->hushed, g_value_get_boolean (value), pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_wish_status_dispose (GObject *object)
{
  ToteWishStatus *self = TOTE_WISH_STATUS (object);

  g_clear_object (&self->watch);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_wish_status_parent_class)->dispose (object);
}

static void
tote_wish_status_finalize (GObject *object)
{
  ToteWishStatus *self = TOTE_WISH_STATUS (object);

  g_free (self->sending_text);
  g_free (self->sent_text);

  G_OBJECT_CLASS (tote_wish_status_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_WATCH] = g_param_spec_object ("watch", NULL, NULL, TOTE_TYPE_WISH_WATCH, write);
  props[PROP_SENDING_TEXT] = g_param_spec_string ("sending-text", NULL, NULL, NULL, write);
  props[PROP_SENT_TEXT] = g_param_spec_string ("sent-text", NULL, NULL, NULL, write);
  props[PROP_HUSHED] = g_param_spec_boolean ("hushed", NULL, NULL, FALSE, write);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_wish_status_class_init (ToteWishStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_wish_status_get_property;
  object_class->set_property = tote_wish_status_set_property;
  object_class->dispose = tote_wish_status_dispose;
  object_class->finalize = tote_wish_status_finalize;
  install_properties (object_class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-wish-status.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteWishStatus, box);
  gtk_widget_class_bind_template_child (widget_class, ToteWishStatus, icon);
  gtk_widget_class_bind_template_child (widget_class, ToteWishStatus, label);
  gtk_widget_class_bind_template_callback (widget_class, can_retry);
  gtk_widget_class_bind_template_callback (widget_class, retry_label);
  gtk_widget_class_bind_template_callback (widget_class, is_settled);
  gtk_widget_class_bind_template_callback (widget_class, is_shown);
  gtk_widget_class_bind_template_callback (widget_class, choose_icon);
  gtk_widget_class_bind_template_callback (widget_class, choose_classes);
  gtk_widget_class_bind_template_callback (widget_class, choose_text);
  gtk_widget_class_bind_template_callback (widget_class, on_label_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "wishstatus");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
tote_wish_status_init (ToteWishStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
