/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-composer.h"

#include "tote-text.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

/* From how many characters before the limit the rest is counted down. */
#define COUNTED_FROM (TOTE_MESSAGE_MAX - 100)

/**
 * ToteComposer: where the customer writes. Enter sends, Shift+Enter breaks the line. Characters
 * are counted as the server counts them, as Unicode scalar values. What was typed stays here until
 * the tracker has taken it.
 *
 * Properties: "tracker", "text" (what is typed, without blanks around it).
 */
struct _ToteComposer {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *view;
  GtkTextBuffer *buffer;
  GtkWidget *replies;

  ToteTracker *tracker; /* (owned) (nullable) */
  char *text;           /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteComposer, tote_composer, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TRACKER = 1,
  PROP_TEXT,
} ToteComposerProperty;

static GParamSpec *props[PROP_TEXT + 1];

static const char *const quick_replies[] = {
  N_ ("Yes, that’s fine"),
  N_ ("No, thank you"),
  N_ ("Please leave it at the door"),
};

static glong
count (const char *text)
{
  return text != NULL ? g_utf8_strlen (text, -1) : 0;
}

static char *
counter_text (ToteComposer *self, const char *text)
{
  glong left = TOTE_MESSAGE_MAX - count (text);

  if (left < 0)
    return g_strdup_printf (
        ngettext ("%ld character too many", "%ld characters too many", (gulong) -left), -left);

  return g_strdup_printf (ngettext ("%ld character left", "%ld characters left", (gulong) left),
                          left);
}

static gboolean
is_counted (ToteComposer *self, const char *text)
{
  return count (text) >= COUNTED_FROM;
}

static gboolean
is_empty (ToteComposer *self, const char *text)
{
  return text == NULL || *text == '\0';
}

static gboolean
can_send (ToteComposer *self, const char *text)
{
  return !is_empty (self, text) && count (text) <= TOTE_MESSAGE_MAX;
}

static char *
placeholder_text (ToteComposer *self, const char *shopper)
{
  if (shopper == NULL || *shopper == '\0')
    return g_strdup (_ ("Write a message…"));

  /* Translators: the first name of the shopper. */
  return g_strdup_printf (_ ("Message %s…"), shopper);
}

/* Says why nothing can be written; nothing when something can. */
static char *
obstacle_text (ToteComposer *self, ToteAvailability chat, const char *shopper)
{
  switch (chat) {
  case TOTE_AVAILABILITY_UNKNOWN:
  case TOTE_AVAILABILITY_NOT_YET:
    return g_strdup (_ ("The chat opens when a shopper starts on your order."));
  case TOTE_AVAILABILITY_OVER:
    return g_strdup (_ ("The order is done, so the chat is closed. It can be read for 24 hours."));
  case TOTE_AVAILABILITY_EXPIRED:
    return g_strdup (_ ("This chat is gone: it can be read for 24 hours after the end."));
  case TOTE_AVAILABILITY_OFF:
    return g_strdup (_ ("This store offers no chat. Ask the store if you need help."));
  case TOTE_AVAILABILITY_YES:
  default:
    return g_strdup ("");
  }
}

static gboolean
is_open (ToteComposer *self, ToteAvailability chat)
{
  return chat == TOTE_AVAILABILITY_YES;
}

static gboolean
has_replies (ToteComposer *self, const char *text, ToteAvailability chat, guint n_messages)
{
  return is_empty (self, text) && chat == TOTE_AVAILABILITY_YES && n_messages > 0;
}

static gboolean
send_text (ToteComposer *self, const char *text)
{
  g_autoptr (ToteWish) wish = NULL;

  if (self->tracker == NULL || !can_send (self, text))
    return FALSE;

  wish = tote_wish_new_message (text);

  return tote_tracker_wish (self->tracker, wish);
}

static void
send (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteComposer *self = TOTE_COMPOSER (widget);

  if (send_text (self, self->text))
    tote_composer_set_text (self, "");
}

static void
reply (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint i = g_variant_get_uint32 (parameter);

  if (i < G_N_ELEMENTS (quick_replies))
    send_text (TOTE_COMPOSER (widget), _ (quick_replies[i]));
}

static gboolean
on_key_pressed (ToteComposer *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean enter =
      keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;

  if (!enter || (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_activate_action (GTK_WIDGET (self), "composer.send", NULL);

  return GDK_EVENT_STOP;
}

static void
on_changed (ToteComposer *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE));
  if (g_strcmp0 (text, self->text) == 0)
    return;

  g_free (self->text);
  self->text = g_steal_pointer (&text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send", can_send (self, self->text));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

static void
add_replies (ToteComposer *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (quick_replies); i++) {
    GtkWidget *button = gtk_button_new_with_label (_ (quick_replies[i]));

    gtk_widget_add_css_class (button, "reply");
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "composer.reply");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", i);
    gtk_widget_set_parent (button, self->replies);
  }
}

static void
tote_composer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteComposer *self = TOTE_COMPOSER (object);

  switch ((ToteComposerProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, self->tracker);
    break;
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_composer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteComposer *self = TOTE_COMPOSER (object);

  switch ((ToteComposerProperty) id) {
  case PROP_TRACKER:
    g_set_object (&self->tracker, g_value_get_object (value));
    break;
  case PROP_TEXT:
    tote_composer_set_text (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_composer_dispose (GObject *object)
{
  ToteComposer *self = TOTE_COMPOSER (object);
  GtkWidget *child;

  while (self->replies != NULL && (child = gtk_widget_get_first_child (self->replies)) != NULL)
    gtk_widget_unparent (child);
  self->replies = NULL;
  g_clear_object (&self->tracker);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_composer_parent_class)->dispose (object);
}

static void
tote_composer_finalize (GObject *object)
{
  g_free (TOTE_COMPOSER (object)->text);

  G_OBJECT_CLASS (tote_composer_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (TOTE_TYPE_ORDER);
  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_RESOURCE_BASE "/tote-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteComposer, box);
  gtk_widget_class_bind_template_child (widget_class, ToteComposer, view);
  gtk_widget_class_bind_template_child (widget_class, ToteComposer, buffer);
  gtk_widget_class_bind_template_child (widget_class, ToteComposer, replies);
  gtk_widget_class_bind_template_callback (widget_class, counter_text);
  gtk_widget_class_bind_template_callback (widget_class, is_counted);
  gtk_widget_class_bind_template_callback (widget_class, is_empty);
  gtk_widget_class_bind_template_callback (widget_class, placeholder_text);
  gtk_widget_class_bind_template_callback (widget_class, obstacle_text);
  gtk_widget_class_bind_template_callback (widget_class, is_open);
  gtk_widget_class_bind_template_callback (widget_class, has_replies);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
tote_composer_class_init (ToteComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_composer_get_property;
  object_class->set_property = tote_composer_set_property;
  object_class->dispose = tote_composer_dispose;
  object_class->finalize = tote_composer_finalize;

  props[PROP_TRACKER] = g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER, both);
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", both | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "composer.send", NULL, send);
  gtk_widget_class_install_action (widget_class, "composer.reply", "u", reply);

  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "composer");
}

static void
tote_composer_init (ToteComposer *self)
{
  self->text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send", FALSE);
  add_replies (self);
}

/**
 * tote_composer_get_text:
 * @self: the composer
 *
 * Returns: what is typed, without blanks around it
 */
const char *
tote_composer_get_text (ToteComposer *self)
{
  g_return_val_if_fail (TOTE_IS_COMPOSER (self), NULL);

  return self->text;
}

/**
 * tote_composer_set_text:
 * @self: the composer
 * @text: what to have typed
 */
void
tote_composer_set_text (ToteComposer *self, const char *text)
{
  g_return_if_fail (TOTE_IS_COMPOSER (self));

  gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
}

/**
 * tote_composer_focus:
 * @self: the composer
 *
 * Takes the keyboard to where the customer writes.
 */
void
tote_composer_focus (ToteComposer *self)
{
  g_return_if_fail (TOTE_IS_COMPOSER (self));

  gtk_widget_grab_focus (self->view);
}
