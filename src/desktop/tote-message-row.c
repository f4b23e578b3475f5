/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-message-row.h"

#include "tote-order-enums.h"
#include "tote-picture.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>

/**
 * ToteMessageRow: one message of the conversation, as a bubble on its sender's side, or a notice
 * in the middle; above it the day and the mark of the unread, below it how far it has come.
 *
 * Property: "line" (#ToteChatLine, nullable). Actions reach the chat through “chat.retry” and
 * “chat.edit” with the message's key.
 */
struct _ToteMessageRow {
  GtkWidget parent_instance;

  GtkWidget *box;

  ToteChatLine *line; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteMessageRow, tote_message_row, GTK_TYPE_WIDGET)

typedef enum {
  PROP_LINE = 1,
} ToteMessageRowProperty;

static GParamSpec *props[PROP_LINE + 1];

static gboolean
has_text (ToteMessageRow *self, const char *text)
{
  return text != NULL && *text != '\0';
}

static char *
day_text (ToteMessageRow *self, GDateTime *created_at, gboolean new_day)
{
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (created_at == NULL || !new_day)
    return g_strdup ("");

  now = g_date_time_new_now_utc ();
  day = tote_words_day (created_at, now);
  time = tote_words_time (created_at);

  /* Translators: a day and a time of day, above the first message of that day. */
  return g_strdup_printf (_ ("%s %s"), day, time);
}

static char *
body_markup (ToteMessageRow *self, const char *body)
{
  return tote_message_row_dup_markup (body);
}

static char *
notice_text (ToteMessageRow *self, GDateTime *created_at, const char *body)
{
  g_autofree char *time = created_at != NULL ? tote_words_time (created_at) : NULL;

  return time != NULL ? g_strdup_printf ("%s · %s", time, body) : g_strdup (body);
}

static gboolean
is_notice (ToteMessageRow *self, ToteSender from)
{
  return from == TOTE_SENDER_SYSTEM;
}

static gboolean
is_bubble (ToteMessageRow *self, ToteSender from, const char *body)
{
  return from != TOTE_SENDER_SYSTEM && has_text (self, body);
}

static GtkAlign
choose_side (ToteMessageRow *self, ToteSender from)
{
  return from == TOTE_SENDER_CUSTOMER ? GTK_ALIGN_END : GTK_ALIGN_START;
}

static char **
bubble_classes (ToteMessageRow *self, ToteSender from, gboolean first, gboolean last)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, "bubble");
  g_strv_builder_add (builder, from == TOTE_SENDER_CUSTOMER ? "own" : "theirs");
  if (first)
    g_strv_builder_add (builder, "first");
  if (last)
    g_strv_builder_add (builder, "last");

  return g_strv_builder_end (builder);
}

static char *
delivery_text (ToteMessageRow *self, ToteSender from, ToteDelivery delivery, GDateTime *created_at,
               gboolean last, const char *reason)
{
  g_autofree char *time = created_at != NULL ? tote_words_time (created_at) : g_strdup ("");

  if (from == TOTE_SENDER_SYSTEM)
    return g_strdup ("");

  if (from != TOTE_SENDER_CUSTOMER)
    return g_strdup (last ? time : "");

  switch (delivery) {
  case TOTE_DELIVERY_SENDING:
    return g_strdup (_ ("Sending…"));
  case TOTE_DELIVERY_FAILED:
    if (!has_text (self, reason))
      return g_strdup (_ ("Not sent"));
    /* Translators: why a message was not sent, in the server's words. */
    return g_strdup_printf (_ ("Not sent: %s"), reason);
  case TOTE_DELIVERY_READ:
    /* Translators: a time of day. */
    return last ? g_strdup_printf (_ ("Read · %s"), time) : g_strdup ("");
  case TOTE_DELIVERY_NONE:
  case TOTE_DELIVERY_SENT:
  default:
    /* Translators: a time of day. */
    return last ? g_strdup_printf (_ ("Sent · %s"), time) : g_strdup ("");
  }
}

static gboolean
is_failed (ToteMessageRow *self, ToteDelivery delivery)
{
  return delivery == TOTE_DELIVERY_FAILED;
}

static GVariant *
key_target (ToteMessage *message)
{
  const char *key = tote_message_get_key (message);

  return g_variant_new_string (key != NULL ? key : "");
}

static void
activate_with_key (ToteMessageRow *self, const char *action)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), action,
                                      key_target (tote_chat_line_get_message (self->line)));
}

static void
on_retry (ToteMessageRow *self)
{
  activate_with_key (self, "chat.retry");
}

static void
on_edit (ToteMessageRow *self)
{
  activate_with_key (self, "chat.edit");
}

static void
set_line (ToteMessageRow *self, ToteChatLine *line)
{
  if (g_set_object (&self->line, line))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LINE]);
}

static void
tote_message_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteMessageRowProperty) id) {
  case PROP_LINE:
    g_value_set_object (value, TOTE_MESSAGE_ROW (object)->line);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_message_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteMessageRowProperty) id) {
  case PROP_LINE:
    set_line (TOTE_MESSAGE_ROW (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_message_row_dispose (GObject *object)
{
  ToteMessageRow *self = TOTE_MESSAGE_ROW (object);

  g_clear_object (&self->line);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_message_row_parent_class)->dispose (object);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, has_text);
  gtk_widget_class_bind_template_callback (widget_class, day_text);
  gtk_widget_class_bind_template_callback (widget_class, body_markup);
  gtk_widget_class_bind_template_callback (widget_class, notice_text);
  gtk_widget_class_bind_template_callback (widget_class, is_notice);
  gtk_widget_class_bind_template_callback (widget_class, is_bubble);
  gtk_widget_class_bind_template_callback (widget_class, choose_side);
  gtk_widget_class_bind_template_callback (widget_class, bubble_classes);
  gtk_widget_class_bind_template_callback (widget_class, delivery_text);
  gtk_widget_class_bind_template_callback (widget_class, is_failed);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_edit);
}

static void
tote_message_row_class_init (ToteMessageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_message_row_get_property;
  object_class->set_property = tote_message_row_set_property;
  object_class->dispose = tote_message_row_dispose;

  props[PROP_LINE] =
      g_param_spec_object ("line", NULL, NULL, TOTE_TYPE_CHAT_LINE,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_MESSAGE);
  g_type_ensure (TOTE_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_RESOURCE_BASE "/tote-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteMessageRow, box);
  bind_callbacks (widget_class);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "messagerow");
}

static void
tote_message_row_init (ToteMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
append_escaped (GString *markup, const char *text, gssize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);

  g_string_append (markup, escaped);
}

/**
 * tote_message_row_dup_markup:
 * @body: (nullable): a foreign text
 *
 * Returns: (transfer full): the text as Pango markup in which nothing but addresses that begin
 *   with http:// or https:// has a meaning; they are links, and nothing is fetched for them
 */
char *
tote_message_row_dup_markup (const char *body)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("https?://[^\\s<>\"']*[^\\s<>\"'.,:;!?)\\]]", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GString) markup = g_string_new (NULL);
  int done = 0;

  if (body == NULL)
    return g_strdup ("");

  g_regex_match (regex, body, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL)) {
    int start, end;

    g_match_info_fetch_pos (match, 0, &start, &end);
    append_escaped (markup, body + done, start - done);
    g_string_append (markup, "<a href=\"");
    append_escaped (markup, body + start, end - start);
    g_string_append (markup, "\">");
    append_escaped (markup, body + start, end - start);
    g_string_append (markup, "</a>");
    done = end;
  }

  append_escaped (markup, body + done, -1);

  return g_string_free (g_steal_pointer (&markup), FALSE);
}
