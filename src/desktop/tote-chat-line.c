/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-line.h"

/* Properties: "message" (construct only), "new-day", "first", "last", "unread-from-here". */
struct _ToteChatLine {
  GObject parent_instance;

  ToteMessage *message; /* (owned) */
  gboolean new_day;
  gboolean first;
  gboolean last;
  gboolean unread_from_here;
};

G_DEFINE_FINAL_TYPE (ToteChatLine, tote_chat_line, G_TYPE_OBJECT)

typedef enum {
  PROP_MESSAGE = 1,
  PROP_NEW_DAY,
  PROP_FIRST,
  PROP_LAST,
  PROP_UNREAD_FROM_HERE,
} ToteChatLineProperty;

static GParamSpec *props[PROP_UNREAD_FROM_HERE + 1];

static void
set_flag (ToteChatLine *self, gboolean *flag, gboolean value, ToteChatLineProperty property)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static void
tote_chat_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteChatLine *self = TOTE_CHAT_LINE (object);

  switch ((ToteChatLineProperty) id) {
  case PROP_MESSAGE:
    g_value_set_object (value, self->message);
    break;
  case PROP_NEW_DAY:
    g_value_set_boolean (value, self->new_day);
    break;
  case PROP_FIRST:
    g_value_set_boolean (value, self->first);
    break;
  case PROP_LAST:
    g_value_set_boolean (value, self->last);
    break;
  case PROP_UNREAD_FROM_HERE:
    g_value_set_boolean (value, self->unread_from_here);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_line_finalize (GObject *object)
{
  g_object_unref (TOTE_CHAT_LINE (object)->message);

  G_OBJECT_CLASS (tote_chat_line_parent_class)->finalize (object);
}

static void
tote_chat_line_class_init (ToteChatLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_chat_line_get_property;
  object_class->finalize = tote_chat_line_finalize;

  props[PROP_MESSAGE] = g_param_spec_object ("message", NULL, NULL, TOTE_TYPE_MESSAGE, read);
  props[PROP_NEW_DAY] = g_param_spec_boolean ("new-day", NULL, NULL, FALSE, read);
  props[PROP_FIRST] = g_param_spec_boolean ("first", NULL, NULL, FALSE, read);
  props[PROP_LAST] = g_param_spec_boolean ("last", NULL, NULL, FALSE, read);
  props[PROP_UNREAD_FROM_HERE] = g_param_spec_boolean ("unread-from-here", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_chat_line_init (ToteChatLine *self)
{
}

/**
 * tote_chat_line_new:
 * @message: the message
 *
 * Returns: (transfer full): a line with no place yet
 */
ToteChatLine *
tote_chat_line_new (ToteMessage *message)
{
  ToteChatLine *self = g_object_new (TOTE_TYPE_CHAT_LINE, NULL);

  self->message = g_object_ref (message);

  return self;
}

/**
 * tote_chat_line_get_message:
 * @self: the line
 *
 * Returns: (transfer none): its message
 */
ToteMessage *
tote_chat_line_get_message (ToteChatLine *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_LINE (self), NULL);

  return self->message;
}

/**
 * tote_chat_line_get_new_day:
 * @self: the line
 *
 * Returns: whether a day begins with it
 */
gboolean
tote_chat_line_get_new_day (ToteChatLine *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_LINE (self), FALSE);

  return self->new_day;
}

/**
 * tote_chat_line_get_first:
 * @self: the line
 *
 * Returns: whether a run of messages by one sender begins with it
 */
gboolean
tote_chat_line_get_first (ToteChatLine *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_LINE (self), FALSE);

  return self->first;
}

/**
 * tote_chat_line_get_last:
 * @self: the line
 *
 * Returns: whether a run of messages by one sender ends with it
 */
gboolean
tote_chat_line_get_last (ToteChatLine *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_LINE (self), FALSE);

  return self->last;
}

/**
 * tote_chat_line_get_unread_from_here:
 * @self: the line
 *
 * Returns: whether the unread messages begin with it
 */
gboolean
tote_chat_line_get_unread_from_here (ToteChatLine *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_LINE (self), FALSE);

  return self->unread_from_here;
}

void
tote_chat_line_set_place (ToteChatLine *self, gboolean new_day, gboolean first, gboolean last)
{
  set_flag (self, &self->new_day, new_day, PROP_NEW_DAY);
  set_flag (self, &self->first, first, PROP_FIRST);
  set_flag (self, &self->last, last, PROP_LAST);
}

void
tote_chat_line_set_unread_from_here (ToteChatLine *self, gboolean unread_from_here)
{
  set_flag (self, &self->unread_from_here, unread_from_here, PROP_UNREAD_FROM_HERE);
}
