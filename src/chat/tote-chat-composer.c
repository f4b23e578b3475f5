/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-composer.h"

#include "tote-brand.h"
#include "tote-chat-text.h"
#include "tote-property.h"

#include <glib/gi18n-lib.h>

/* The counter shows when no more than this may be added. */
#define NEAR_LIMIT 100

/* The box grows up to this many lines, then it scrolls. */
#define LINES_MAX 5

struct _ToteChatComposer {
  GtkWidget parent_instance;

  GtkWidget *whole;
  GtkScrolledWindow *scroller;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkWidget *emoji;

  char *placeholder; /* (owned) (nullable) */
  gboolean empty;    /* nothing written at all */
  gboolean blank;    /* nothing but white space */
  int left;
  gboolean composing; /* an input method is at work: Enter is its own */
};

G_DEFINE_FINAL_TYPE (ToteChatComposer, tote_chat_composer, GTK_TYPE_WIDGET)

typedef enum {
  PROP_PLACEHOLDER = 1,
  PROP_TEXT,
  PROP_EMPTY,
  PROP_BLANK,
  PROP_LEFT,
} ToteChatComposerProperty;

static GParamSpec *props[PROP_LEFT + 1];

enum {
  SEND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
counter_text (ToteChatComposer *self, int left)
{
  if (left >= 0)
    /* Translators: how many characters may still be written. */
    return g_strdup_printf (ngettext ("%d character left", "%d characters left", (gulong) left),
                            left);
  /* Translators: by how many characters a message is too long. */
  return g_strdup_printf (
      ngettext ("%d character too many", "%d characters too many", (gulong) -left), -left);
}

static gboolean
is_near_limit (ToteChatComposer *self, int left)
{
  return left <= NEAR_LIMIT;
}

static char **
counter_classes (ToteChatComposer *self, int left)
{
  const char *const classes[] = { "caption", "numeric", left < 0 ? "error" : "dim-label", NULL };

  return g_strdupv ((char **) classes);
}

static char **
button_classes (ToteChatComposer *self, gboolean blank)
{
  const char *const classes[] = { "send", "image-button", blank ? NULL : "suggested-action", NULL };

  return g_strdupv ((char **) classes);
}

static void
update (ToteChatComposer *self)
{
  g_autofree char *draft = tote_chat_composer_dup_text (self);
  g_autofree char *text = tote_chat_text_trim (draft);
  int left = tote_chat_text_left (draft);

  tote_property_set_flag (self, &self->empty, *draft == '\0' && !self->composing,
                          props[PROP_EMPTY]);
  tote_property_set_flag (self, &self->blank, *text == '\0', props[PROP_BLANK]);
  if (self->left != left) {
    self->left = left;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LEFT]);
  }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "entry.send", !self->blank && left >= 0);
}

static void
on_changed (ToteChatComposer *self)
{
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

static void
on_preedit_changed (ToteChatComposer *self, const char *preedit)
{
  self->composing = preedit != NULL && *preedit != '\0';
  update (self);
}

static void
on_emoji (ToteChatComposer *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_signal_emit_by_name (self->view, "insert-emoji");
}

/* Hands the text over. If it was taken, the entry is empty again and has the focus. Nothing happens
 * while there is nothing to send, or too much. */
static void
send_text (ToteChatComposer *self)
{
  g_autofree char *draft = NULL;
  g_autofree char *text = NULL;
  gboolean taken = FALSE;

  if (self->blank || self->left < 0)
    return;

  draft = tote_chat_composer_dup_text (self);
  text = tote_chat_text_trim (draft);
  g_signal_emit (self, signals[SEND], 0, text, &taken);
  if (!taken)
    return;

  /* Before the button has nothing to send, and cannot keep the focus. */
  gtk_widget_grab_focus (GTK_WIDGET (self));
  tote_chat_composer_set_text (self, "");
}

static gboolean
on_key_pressed (ToteChatComposer *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;
  if (self->composing || (state & GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;

  send_text (self);
  return GDK_EVENT_STOP;
}

static void
send (GtkWidget *widget, const char *name, GVariant *parameter)
{
  send_text (TOTE_CHAT_COMPOSER (widget));
}

static int
get_line_height (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return height;
}

/* So many lines are as many pixels as the person's font makes them: the entry's own, for what is in
 * it learns of another font later. */
static void
limit_height (ToteChatComposer *self)
{
  int padding = 16; /* of the style, above and below */

  gtk_scrolled_window_set_max_content_height (
      self->scroller, LINES_MAX * get_line_height (GTK_WIDGET (self)) + padding);
}

/* Where the text is scrolled to at most. While the text glides, the adjustment does not know yet
 * how high its box has become. */
static double
get_end (ToteChatComposer *self, GtkAdjustment *adjustment)
{
  GdkRectangle seen;

  gtk_text_view_get_visible_rect (self->view, &seen);
  return MAX (gtk_adjustment_get_upper (adjustment) - seen.height, 0);
}

/* GTK glides to where the caret was while the box was lower, past the end of the text: lines that
 * have room would go out of sight. A value that is set ends the gliding. */
static void
on_scrolled (ToteChatComposer *self, GtkAdjustment *adjustment)
{
  double end = get_end (self, adjustment);

  if (gtk_adjustment_get_value (adjustment) > end)
    gtk_adjustment_set_value (adjustment, end);
}

/* The text or its box has another height: where the person writes stays in sight. */
static void
on_extent_changed (ToteChatComposer *self, GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment);
  GdkRectangle seen, caret;

  gtk_text_view_get_visible_rect (self->view, &seen);
  gtk_text_view_get_cursor_locations (self->view, NULL, &caret, NULL);
  value = MIN (MAX (value, caret.y + caret.height - seen.height), caret.y);
  gtk_adjustment_set_value (adjustment, MIN (value, get_end (self, adjustment)));
}

static void
tote_chat_composer_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (tote_chat_composer_parent_class)->css_changed (widget, change);

  limit_height (TOTE_CHAT_COMPOSER (widget));
}

static void
tote_chat_composer_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (tote_chat_composer_parent_class)->system_setting_changed (widget, setting);

  limit_height (TOTE_CHAT_COMPOSER (widget));
}

/* Without this the Tab key would come back to the text: what hands on its focus takes it anew. */
static gboolean
tote_chat_composer_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (TOTE_CHAT_COMPOSER (widget)->whole, direction);
}

/* What is typed must not go to where nobody sees it. */
static gboolean
tote_chat_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) &&
         gtk_widget_grab_focus (GTK_WIDGET (TOTE_CHAT_COMPOSER (widget)->view));
}

static void
set_placeholder (ToteChatComposer *self, const char *placeholder)
{
  g_free (self->placeholder);
  self->placeholder = g_strdup (placeholder != NULL ? placeholder : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->placeholder, -1);
}

static void
tote_chat_composer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteChatComposer *self = TOTE_CHAT_COMPOSER (object);

  switch ((ToteChatComposerProperty) id) {
  case PROP_PLACEHOLDER:
    g_value_set_string (value, self->placeholder);
    break;
  case PROP_TEXT:
    g_value_take_string (value, tote_chat_composer_dup_text (self));
    break;
  case PROP_EMPTY:
    g_value_set_boolean (value, self->empty);
    break;
  case PROP_BLANK:
    g_value_set_boolean (value, self->blank);
    break;
  case PROP_LEFT:
    g_value_set_int (value, self->left);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_composer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteChatComposer *self = TOTE_CHAT_COMPOSER (object);

  switch ((ToteChatComposerProperty) id) {
  case PROP_PLACEHOLDER:
    set_placeholder (self, g_value_get_string (value));
    break;
  case PROP_TEXT:
  case PROP_EMPTY:
  case PROP_BLANK:
  case PROP_LEFT:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_composer_dispose (GObject *object)
{
  g_clear_pointer (&TOTE_CHAT_COMPOSER (object)->whole, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_chat_composer_parent_class)->dispose (object);
}

static void
tote_chat_composer_finalize (GObject *object)
{
  g_free (TOTE_CHAT_COMPOSER (object)->placeholder);

  G_OBJECT_CLASS (tote_chat_composer_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-chat-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteChatComposer, buffer);
  gtk_widget_class_bind_template_child (widget_class, ToteChatComposer, emoji);
  gtk_widget_class_bind_template_child (widget_class, ToteChatComposer, scroller);
  gtk_widget_class_bind_template_child (widget_class, ToteChatComposer, view);
  gtk_widget_class_bind_template_child (widget_class, ToteChatComposer, whole);
  gtk_widget_class_bind_template_callback (widget_class, button_classes);
  gtk_widget_class_bind_template_callback (widget_class, counter_classes);
  gtk_widget_class_bind_template_callback (widget_class, counter_text);
  gtk_widget_class_bind_template_callback (widget_class, is_near_limit);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_emoji);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_preedit_changed);
}

static void
tote_chat_composer_class_init (ToteChatComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_chat_composer_get_property;
  object_class->set_property = tote_chat_composer_set_property;
  object_class->dispose = tote_chat_composer_dispose;
  object_class->finalize = tote_chat_composer_finalize;

  widget_class->css_changed = tote_chat_composer_css_changed;
  widget_class->system_setting_changed = tote_chat_composer_system_setting_changed;
  widget_class->focus = tote_chat_composer_focus;
  widget_class->grab_focus = tote_chat_composer_grab_focus;

  props[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, read);
  props[PROP_EMPTY] = g_param_spec_boolean ("empty", NULL, NULL, TRUE, read);
  props[PROP_BLANK] = g_param_spec_boolean ("blank", NULL, NULL, TRUE, read);
  props[PROP_LEFT] = g_param_spec_int ("left", NULL, NULL, G_MININT, G_MAXINT, 0, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  /**
   * ToteChatComposer::send:
   * @text: what to send, trimmed, not empty and not too long
   *
   * Returns: whether it was taken
   */
  signals[SEND] = g_signal_new ("send", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0,
                                g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1,
                                G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "entry.send", NULL, send);

  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chatcomposer");
}

static void
tote_chat_composer_init (ToteChatComposer *self)
{
  GtkAdjustment *adjustment;

  self->empty = self->blank = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Nothing opens over a store display. */
  gtk_widget_set_visible (self->emoji, !tote_brand_get_locked (tote_brand_get_default ()));
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_extent_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * tote_chat_composer_dup_text:
 *
 * Returns: (transfer full): what is written, as it stands
 */
char *
tote_chat_composer_dup_text (ToteChatComposer *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (TOTE_IS_CHAT_COMPOSER (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/**
 * tote_chat_composer_set_text:
 *
 * Replaces what is written.
 */
void
tote_chat_composer_set_text (ToteChatComposer *self, const char *text)
{
  g_return_if_fail (TOTE_IS_CHAT_COMPOSER (self));

  gtk_text_buffer_set_text (self->buffer, text, -1);
}

/**
 * tote_chat_composer_suggest:
 * @text: words to send
 *
 * Adds words to what is written and takes the focus, so that Enter sends them.
 */
void
tote_chat_composer_suggest (ToteChatComposer *self, const char *text)
{
  g_autofree char *draft = NULL;
  g_autofree char *joined = NULL;

  g_return_if_fail (TOTE_IS_CHAT_COMPOSER (self));

  draft = tote_chat_composer_dup_text (self);
  g_strchomp (draft);
  joined = *draft == '\0' ? g_strdup (text) : g_strconcat (draft, " ", text, NULL);
  tote_chat_composer_set_text (self, joined);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * tote_chat_composer_take_back:
 * @text: a message that could not be sent
 *
 * Puts a text back to be changed, before what has been written since, and takes the focus.
 */
void
tote_chat_composer_take_back (ToteChatComposer *self, const char *text)
{
  g_autofree char *draft = NULL;
  g_autofree char *joined = NULL;

  g_return_if_fail (TOTE_IS_CHAT_COMPOSER (self));

  draft = tote_chat_composer_dup_text (self);
  joined = self->blank ? g_strdup (text) : g_strconcat (text, "\n", draft, NULL);
  tote_chat_composer_set_text (self, joined);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * tote_chat_composer_take_key:
 * @keys: what saw the key, outside the entry
 *
 * A key that writes, or begins to – an accent does –, takes the keyboard to the entry, and itself.
 *
 * Returns: whether it was such a key, and there is where to write
 */
gboolean
tote_chat_composer_take_key (ToteChatComposer *self, guint keyval, GdkModifierType state,
                             GtkEventControllerKey *keys)
{
  const GdkModifierType commands =
      GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK | GDK_HYPER_MASK;
  gboolean accent = keyval >= GDK_KEY_dead_grave && keyval <= GDK_KEY_dead_longsolidusoverlay;

  g_return_val_if_fail (TOTE_IS_CHAT_COMPOSER (self), FALSE);

  if ((state & commands) != 0)
    return FALSE;
  if (!g_unichar_isgraph (gdk_keyval_to_unicode (keyval)) && !accent && keyval != GDK_KEY_Multi_key)
    return FALSE;

  return gtk_widget_grab_focus (GTK_WIDGET (self)) &&
         gtk_event_controller_key_forward (keys, GTK_WIDGET (self->view));
}

/**
 * tote_chat_composer_get_empty:
 *
 * Returns: whether nothing at all is written, not even half a character
 */
gboolean
tote_chat_composer_get_empty (ToteChatComposer *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_COMPOSER (self), TRUE);
  return self->empty;
}

/**
 * tote_chat_composer_get_blank:
 *
 * Returns: whether there is nothing to send
 */
gboolean
tote_chat_composer_get_blank (ToteChatComposer *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_COMPOSER (self), TRUE);
  return self->blank;
}
