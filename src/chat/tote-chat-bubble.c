/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-bubble.h"

#include "tote-access.h"
#include "tote-chat-status.h"
#include "tote-chat-text.h"
#include "tote-closures.h"
#include "tote-direction.h"
#include "tote-order-enums.h"
#include "tote-picture.h"
#include "tote-side-layout.h"
#include "tote-spoken.h"
#include "tote-time-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Longer than any word, and than most addresses. */
#define RUN_MAX 300

/* How high a message of one line is, in pixels: most are little more. */
#define LINE 40

struct _ToteChatBubble {
  ToteLazyRow parent_instance;

  /* (nullable): until the row is filled */
  GtkWidget *whole;
  GtkLabel *body;
  ToteChatStatus *status;

  ToteChatEntry *entry; /* (owned) (nullable) */
  char *shopper;        /* (owned) (nullable) */
  gboolean signed_out;  /* what is sent waits */
};

G_DEFINE_FINAL_TYPE (ToteChatBubble, tote_chat_bubble, TOTE_TYPE_LAZY_ROW)

typedef enum {
  PROP_ENTRY = 1,
  PROP_SHOPPER,
  PROP_SIGNED_OUT,
} ToteChatBubbleProperty;

static GParamSpec *props[PROP_SIGNED_OUT + 1];

static gboolean
is_notice (ToteChatBubble *self, ToteSender from)
{
  return from == TOTE_SENDER_SYSTEM;
}

static gboolean
is_said (ToteChatBubble *self, ToteSender from, const char *body, const char *image_url)
{
  return from != TOTE_SENDER_SYSTEM &&
         (tote_closures_has_text (self, body) || tote_closures_has_text (self, image_url));
}

/* A label that can be selected from would take the focus and have all of its text selected; so
 * text is selected with the pointer, and only what holds links stops the focus. */
static gboolean
has_links (ToteChatBubble *self, const char *markup)
{
  return markup != NULL && strstr (markup, "<a ") != NULL;
}

static gboolean
is_plain (ToteChatBubble *self, const char *markup)
{
  return !has_links (self, markup);
}

/* Some scripts need no space between words. */
static gboolean
may_break_at (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iswide (c) ||
         g_unichar_break_type (c) == G_UNICODE_BREAK_COMPLEX_CONTEXT;
}

/* A thousand letters without a space are broken anywhere: to look for words in them costs Pango the
 * square of their number. */
static PangoWrapMode
wrap_mode (ToteChatBubble *self, const char *body)
{
  size_t run = 0, longest = 0;

  for (const char *p = body; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    run = may_break_at (g_utf8_get_char (p)) ? 0 : run + 1;
    longest = MAX (longest, run);
  }

  return longest > RUN_MAX ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR;
}

static gboolean
is_own (ToteChatBubble *self, ToteSender from)
{
  return from == TOTE_SENDER_CUSTOMER;
}

static char **
choose_classes (ToteChatBubble *self, ToteSender from, ToteSendState send_state, gboolean first)
{
  g_autoptr (GStrvBuilder) classes = g_strv_builder_new ();

  if (from == TOTE_SENDER_CUSTOMER)
    g_strv_builder_add (classes, "own");
  if (from == TOTE_SENDER_SYSTEM)
    g_strv_builder_add (classes, "notice");
  if (TOTE_SEND_STATE_IS_TROUBLE (send_state))
    g_strv_builder_add (classes, "failed");
  if (first)
    g_strv_builder_add (classes, "first");
  return g_strv_builder_end (classes);
}

static char *
markup_text (ToteChatBubble *self, const char *body)
{
  return tote_chat_text_to_markup (body);
}

static char *
notice_text (ToteChatBubble *self, const char *body, GDateTime *created_at, GDateTime *today)
{
  g_autofree char *time = created_at != NULL ? tote_time_words_clock (created_at, today) : NULL;

  return tote_direction_join (time == NULL ? (const char *[]){ body, NULL }
                                           : (const char *[]){ time, body, NULL });
}

/* Made when somebody wants it: on X11 a text that is set asks the server where the pointer is. */
static gboolean
on_query_tooltip (ToteChatBubble *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GDateTime *at = tote_message_get_created_at (tote_chat_entry_get_message (self->entry));
  g_autofree char *moment =
      at != NULL ? tote_time_words_moment (at, tote_chat_entry_get_today (self->entry)) : NULL;

  gtk_tooltip_set_text (tooltip, moment);

  return moment != NULL;
}

static char *
sent_text (GDateTime *at, GDateTime *today)
{
  g_autofree char *time = at != NULL ? tote_time_words_clock (at, today) : NULL;

  if (time == NULL)
    return g_strdup (_ ("Sent"));
  /* Translators: a message was sent at this time of day. */
  return g_strdup_printf (_ ("Sent %s"), time);
}

static char *
read_text (GDateTime *at, GDateTime *today)
{
  g_autofree char *time = at != NULL ? tote_time_words_clock (at, today) : NULL;

  if (time == NULL)
    return g_strdup (_ ("Read"));
  /* Translators: a message was read at this time of day. */
  return g_strdup_printf (_ ("Read %s"), time);
}

static char *
overdue_text (GDateTime *at, GDateTime *today)
{
  g_autofree char *time = at != NULL ? tote_time_words_at (at, today) : NULL;

  if (time == NULL)
    return g_strdup (_ ("Not sent yet. Send now?"));
  /* Translators: when a text was written that was not sent, such as “yesterday at 5:40 PM”. */
  return g_strdup_printf (_ ("Written %s. Send now?"), time);
}

/* A run of messages tells once, at its end, that they have arrived; trouble is told at each. */
static char *
status_text (ToteChatBubble *self, gboolean signed_out, ToteMessage *message,
             ToteSendState send_state, gboolean last, GDateTime *created_at, GDateTime *today)
{
  switch (send_state) {
  case TOTE_SEND_STATE_SENDING:
    return g_strdup (signed_out ? _ ("Will be sent when you are signed in") : _ ("Sending…"));
  case TOTE_SEND_STATE_FAILED:
  case TOTE_SEND_STATE_OVERTAKEN:
    return g_strdup (_ ("Not sent"));
  case TOTE_SEND_STATE_UNCLEAR:
    return g_strdup (_ ("Could not be confirmed"));
  case TOTE_SEND_STATE_OVERDUE:
    return overdue_text (created_at, today);
  case TOTE_SEND_STATE_SENT:
    return last ? sent_text (created_at, today) : g_strdup ("");
  case TOTE_SEND_STATE_READ:
    return last ? read_text (tote_message_get_read_at (message), today) : g_strdup ("");
  case TOTE_SEND_STATE_NONE:
  default:
    return g_strdup ("");
  }
}

static const char *
get_speaker (ToteChatBubble *self, ToteSender from)
{
  if (from == TOTE_SENDER_CUSTOMER)
    return _ ("You");
  return tote_closures_has_text (self, self->shopper) ? self->shopper : _ ("Your shopper");
}

/* “Amida, 1:41 PM: Are the baby bananas fine?” */
static char *
make_spoken (ToteChatBubble *self, ToteMessage *message)
{
  GDateTime *created_at = tote_message_get_created_at (message);
  ToteSender from = tote_message_get_from (message);
  GDateTime *today = tote_chat_entry_get_today (self->entry);
  g_autofree char *time = created_at != NULL ? tote_time_words_clock (created_at, today) : NULL;
  g_autoptr (GString) spoken = g_string_new (NULL);

  tote_spoken_add (spoken, tote_message_get_body (message));
  tote_spoken_add (spoken, tote_closures_has_text (self, tote_message_get_image_url (message))
                               ? _ ("Picture")
                               : NULL);
  tote_spoken_add (spoken, tote_lazy_row_get_filled (TOTE_LAZY_ROW (self))
                               ? tote_chat_status_get_text (self->status)
                               : NULL);
  tote_spoken_add (spoken, tote_message_get_reason (message));
  if (from == TOTE_SENDER_SYSTEM)
    /* Translators: a time of day, then what happened. */
    return time == NULL ? g_strdup (spoken->str)
                        : g_strdup_printf (_ ("%s: %s"), time, spoken->str);
  if (time == NULL)
    /* Translators: a name, then what they wrote. */
    return g_strdup_printf (_ ("%s: %s"), get_speaker (self, from), spoken->str);
  /* Translators: a name, a time of day, then what they wrote. */
  return g_strdup_printf (_ ("%s, %s: %s"), get_speaker (self, from), time, spoken->str);
}

/* The list's own widget around the bubble is what has the focus, so it says the same. How far a
 * message has come is said once it is in sight. */
static void
name_bubble (ToteChatBubble *self, void (*name_widget) (GtkWidget *widget, const char *name))
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *spoken = NULL;

  if (self->entry == NULL)
    return;

  spoken = make_spoken (self, tote_chat_entry_get_message (self->entry));
  name_widget (GTK_WIDGET (self), spoken);
  if (parent != NULL)
    name_widget (parent, spoken);
}

static void
update_spoken (ToteChatBubble *self)
{
  name_bubble (self, tote_spoken_name);
}

/* What holds links is selected from once the pointer is there: else the focus, on its way to a
 * link, would select all of it. The focus comes along, so that what is copied is what was selected.
 */
static void
on_pressed (ToteChatBubble *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_label_set_selectable (self->body, TRUE);
  if (!gtk_widget_get_can_focus (GTK_WIDGET (self->body)) && parent != NULL)
    gtk_widget_grab_focus (parent);
}

static gboolean
on_activate_link (ToteChatBubble *self, const char *uri)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "chat.open-link", "s", uri);
  return GDK_EVENT_STOP;
}

static void
pass_on (GtkWidget *widget, const char *action)
{
  ToteChatBubble *self = TOTE_CHAT_BUBBLE (widget);
  const char *key =
      self->entry != NULL ? tote_message_get_key (tote_chat_entry_get_message (self->entry)) : NULL;

  if (key != NULL)
    gtk_widget_activate_action (widget, action, "s", key);
}

static void
retry (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pass_on (widget, "chat.retry");
}

static void
edit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pass_on (widget, "chat.edit");
}

static void
tote_chat_bubble_filled (ToteLazyRow *row)
{
  tote_access_name_buttons (GTK_WIDGET (row));
  update_spoken (TOTE_CHAT_BUBBLE (row));
}

static void
discard (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pass_on (widget, "chat.delete");
}

/* Back to the message as a whole. */
static gboolean
leave_text (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  ToteChatBubble *self = TOTE_CHAT_BUBBLE (widget);

  if (self->body == NULL || !gtk_widget_is_focus (GTK_WIDGET (self->body)))
    return GDK_EVENT_PROPAGATE;

  gtk_widget_grab_focus (gtk_widget_get_parent (widget));
  tote_chat_bubble_rest (self);
  return GDK_EVENT_STOP;
}

static void
tote_chat_bubble_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteChatBubble *self = TOTE_CHAT_BUBBLE (object);

  switch ((ToteChatBubbleProperty) id) {
  case PROP_ENTRY:
    g_value_set_object (value, self->entry);
    break;
  case PROP_SHOPPER:
    g_value_set_string (value, self->shopper);
    break;
  case PROP_SIGNED_OUT:
    g_value_set_boolean (value, self->signed_out);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_bubble_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteChatBubble *self = TOTE_CHAT_BUBBLE (object);

  switch ((ToteChatBubbleProperty) id) {
  case PROP_ENTRY:
    tote_chat_bubble_set_entry (self, g_value_get_object (value));
    break;
  case PROP_SHOPPER:
    g_free (self->shopper);
    self->shopper = g_value_dup_string (value);
    update_spoken (self);
    break;
  case PROP_SIGNED_OUT:
    self->signed_out = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_bubble_dispose (GObject *object)
{
  ToteChatBubble *self = TOTE_CHAT_BUBBLE (object);

  g_clear_pointer (&self->whole, gtk_widget_unparent);
  g_clear_object (&self->entry);

  G_OBJECT_CLASS (tote_chat_bubble_parent_class)->dispose (object);
}

static void
tote_chat_bubble_finalize (GObject *object)
{
  ToteChatBubble *self = TOTE_CHAT_BUBBLE (object);

  g_free (self->shopper);

  G_OBJECT_CLASS (tote_chat_bubble_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-chat-bubble.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteChatBubble, body);
  gtk_widget_class_bind_template_child (widget_class, ToteChatBubble, status);
  gtk_widget_class_bind_template_child (widget_class, ToteChatBubble, whole);
  gtk_widget_class_bind_template_callback (widget_class, choose_classes);
  gtk_widget_class_bind_template_callback (widget_class, is_own);
  gtk_widget_class_bind_template_callback (widget_class, has_links);
  gtk_widget_class_bind_template_callback (widget_class, is_notice);
  gtk_widget_class_bind_template_callback (widget_class, is_plain);
  gtk_widget_class_bind_template_callback (widget_class, is_said);
  gtk_widget_class_bind_template_callback (widget_class, markup_text);
  gtk_widget_class_bind_template_callback (widget_class, notice_text);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_link);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_query_tooltip);
  gtk_widget_class_bind_template_callback (widget_class, status_text);
  gtk_widget_class_bind_template_callback (widget_class, tote_chat_bubble_copy);
  gtk_widget_class_bind_template_callback (widget_class, wrap_mode);
  gtk_widget_class_bind_template_callback (widget_class, update_spoken);
}

static void
tote_chat_bubble_class_init (ToteChatBubbleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_chat_bubble_get_property;
  object_class->set_property = tote_chat_bubble_set_property;
  object_class->dispose = tote_chat_bubble_dispose;
  object_class->finalize = tote_chat_bubble_finalize;
  TOTE_LAZY_ROW_CLASS (klass)->guess = LINE;
  TOTE_LAZY_ROW_CLASS (klass)->filled = tote_chat_bubble_filled;

  props[PROP_ENTRY] = g_param_spec_object ("entry", NULL, NULL, TOTE_TYPE_CHAT_ENTRY,
                                           both | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_SHOPPER] = g_param_spec_string ("shopper", NULL, NULL, NULL, both);
  props[PROP_SIGNED_OUT] = g_param_spec_boolean ("signed-out", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "bubble.retry", NULL, retry);
  gtk_widget_class_install_action (widget_class, "bubble.edit", NULL, edit);
  gtk_widget_class_install_action (widget_class, "bubble.delete", NULL, discard);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, leave_text, NULL);

  g_type_ensure (TOTE_TYPE_CHAT_STATUS);
  g_type_ensure (TOTE_TYPE_SIDE_LAYOUT);
  g_type_ensure (TOTE_TYPE_PICTURE);
  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chatbubble");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tote_chat_bubble_init (ToteChatBubble *self)
{
}

/**
 * tote_chat_bubble_get_selected:
 *
 * Returns: whether a part of its text is selected
 */
gboolean
tote_chat_bubble_get_selected (ToteChatBubble *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_BUBBLE (self), FALSE);
  return self->body != NULL && gtk_label_get_selection_bounds (self->body, NULL, NULL);
}

/**
 * tote_chat_bubble_rest:
 *
 * Takes away what is highlighted in it, and lets the Tab key go from link to link again.
 */
void
tote_chat_bubble_rest (ToteChatBubble *self)
{
  gboolean links;

  g_return_if_fail (TOTE_IS_CHAT_BUBBLE (self));

  if (self->body == NULL)
    return;

  links = has_links (self, gtk_label_get_label (self->body));
  if (tote_chat_bubble_get_selected (self))
    gtk_label_select_region (self->body, 0, 0);
  gtk_label_set_selectable (self->body, !links);
  gtk_widget_set_can_focus (GTK_WIDGET (self->body), links);
}

/* From one end of the text to the next place where the caret may stand, or a word ends. */
static int
find_stop (ToteChatBubble *self, int from, int direction, gboolean word)
{
  int n_attrs;
  const PangoLogAttr *attrs =
      pango_layout_get_log_attrs_readonly (gtk_label_get_layout (self->body), &n_attrs);
  int at = from;

  do
    at += direction;
  while (at > 0 && at < n_attrs - 1 &&
         !(word ? (direction > 0 ? attrs[at].is_word_end : attrs[at].is_word_start)
                : attrs[at].is_cursor_position));
  return CLAMP (at, 0, n_attrs - 1);
}

/**
 * tote_chat_bubble_select:
 * @right: whether the selection begins at the left and goes to the right
 * @word: whether by a word, not by a character
 *
 * Lets the keyboard select from its text until the focus leaves it, and begins.
 */
void
tote_chat_bubble_select (ToteChatBubble *self, gboolean right, gboolean word)
{
  const char *text;
  gboolean ahead;
  int start;

  g_return_if_fail (TOTE_IS_CHAT_BUBBLE (self));

  tote_lazy_row_fill (TOTE_LAZY_ROW (self));
  if (!gtk_widget_is_visible (GTK_WIDGET (self->body)))
    return;

  text = gtk_label_get_text (self->body);
  ahead = !!right == (pango_layout_get_direction (gtk_label_get_layout (self->body), 0) !=
                      PANGO_DIRECTION_RTL);
  start = ahead ? 0 : (int) g_utf8_strlen (text, -1);
  /* The label's own way to take the focus would select all of it; and of two selections in one
   * instant X11 may lose the second. Where the focus goes, everything comes to rest first. */
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), GTK_WIDGET (self->body));
  gtk_label_set_selectable (self->body, TRUE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->body), TRUE);
  gtk_label_select_region (self->body, start, find_stop (self, start, ahead ? 1 : -1, word));
}

/**
 * tote_chat_bubble_copy:
 *
 * Puts what is selected in it, or else the whole message, on the clipboard.
 */
void
tote_chat_bubble_copy (ToteChatBubble *self)
{
  GdkClipboard *clipboard;
  const char *text;
  int start, end;

  g_return_if_fail (TOTE_IS_CHAT_BUBBLE (self));

  if (self->entry == NULL)
    return;

  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  if (self->body != NULL && gtk_label_get_selection_bounds (self->body, &start, &end)) {
    g_autofree char *part = NULL;

    text = gtk_label_get_text (self->body);
    part = g_utf8_substring (text, start, end);
    gdk_clipboard_set_text (clipboard, part);
  } else {
    gdk_clipboard_set_text (clipboard,
                            tote_message_get_body (tote_chat_entry_get_message (self->entry)));
  }
}

/**
 * tote_chat_bubble_new:
 *
 * Returns: (transfer full): an empty bubble
 */
GtkWidget *
tote_chat_bubble_new (void)
{
  return g_object_new (TOTE_TYPE_CHAT_BUBBLE, NULL);
}

/**
 * tote_chat_bubble_set_entry:
 * @entry: (nullable): what it shows
 */
void
tote_chat_bubble_set_entry (ToteChatBubble *self, ToteChatEntry *entry)
{
  g_return_if_fail (TOTE_IS_CHAT_BUBBLE (self));

  if (!g_set_object (&self->entry, entry))
    return;

  tote_lazy_row_change (TOTE_LAZY_ROW (self), props[PROP_ENTRY]);
  name_bubble (self, tote_spoken_name_at_once);
}
