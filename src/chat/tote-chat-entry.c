/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-entry.h"

#include "tote-property.h"

struct _ToteChatEntry {
  GObject parent_instance;

  ToteMessage *message; /* (owned) */
  char *heading;        /* (owned) (nullable) */
  GDateTime *today;     /* (owned) (nullable) */
  gboolean divider;
  gboolean first;
  gboolean last;
};

G_DEFINE_FINAL_TYPE (ToteChatEntry, tote_chat_entry, G_TYPE_OBJECT)

typedef enum {
  PROP_MESSAGE = 1,
  PROP_HEADING,
  PROP_TODAY,
  PROP_DIVIDER,
  PROP_FIRST,
  PROP_LAST,
} ToteChatEntryProperty;

static GParamSpec *props[PROP_LAST + 1];

static void
tote_chat_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteChatEntry *self = TOTE_CHAT_ENTRY (object);

  switch ((ToteChatEntryProperty) id) {
  case PROP_MESSAGE:
    g_value_set_object (value, self->message);
    break;
  case PROP_HEADING:
    g_value_set_string (value, self->heading);
    break;
  case PROP_TODAY:
    g_value_set_boxed (value, self->today);
    break;
  case PROP_DIVIDER:
    g_value_set_boolean (value, self->divider);
    break;
  case PROP_FIRST:
    g_value_set_boolean (value, self->first);
    break;
  case PROP_LAST:
    g_value_set_boolean (value, self->last);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_entry_finalize (GObject *object)
{
  ToteChatEntry *self = TOTE_CHAT_ENTRY (object);

  g_object_unref (self->message);
  g_free (self->heading);
  g_clear_pointer (&self->today, g_date_time_unref);

  G_OBJECT_CLASS (tote_chat_entry_parent_class)->finalize (object);
}

static void
tote_chat_entry_class_init (ToteChatEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_chat_entry_get_property;
  object_class->finalize = tote_chat_entry_finalize;

  props[PROP_MESSAGE] = g_param_spec_object ("message", NULL, NULL, TOTE_TYPE_MESSAGE, read);
  props[PROP_HEADING] = g_param_spec_string ("heading", NULL, NULL, NULL, read);
  props[PROP_TODAY] = g_param_spec_boxed ("today", NULL, NULL, G_TYPE_DATE_TIME, read);
  props[PROP_DIVIDER] = g_param_spec_boolean ("divider", NULL, NULL, FALSE, read);
  props[PROP_FIRST] = g_param_spec_boolean ("first", NULL, NULL, FALSE, read);
  props[PROP_LAST] = g_param_spec_boolean ("last", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_chat_entry_init (ToteChatEntry *self)
{
}

/**
 * tote_chat_entry_new:
 * @message: the message
 *
 * Returns: (transfer full): its entry, with no place yet
 */
ToteChatEntry *
tote_chat_entry_new (ToteMessage *message)
{
  ToteChatEntry *self;

  g_return_val_if_fail (TOTE_IS_MESSAGE (message), NULL);

  self = g_object_new (TOTE_TYPE_CHAT_ENTRY, NULL);
  self->message = g_object_ref (message);
  return self;
}

/**
 * tote_chat_entry_get_message:
 *
 * Returns: (transfer none): its message
 */
ToteMessage *
tote_chat_entry_get_message (ToteChatEntry *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_ENTRY (self), NULL);
  return self->message;
}

/**
 * tote_chat_entry_get_today:
 *
 * Returns: (transfer none) (nullable): the day and the zone that its times are told in
 */
GDateTime *
tote_chat_entry_get_today (ToteChatEntry *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_ENTRY (self), NULL);
  return self->today;
}

/**
 * tote_chat_entry_is_unread:
 *
 * Returns: whether the shopper wrote it and the server does not know that it was read. Of a server
 *     that never tells, nothing is unread.
 */
gboolean
tote_chat_entry_is_unread (ToteChatEntry *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_ENTRY (self), FALSE);
  return tote_message_get_from (self->message) == TOTE_SENDER_SHOPPER &&
         tote_message_get_has_read_state (self->message) && !tote_message_get_read (self->message);
}

/**
 * tote_chat_entry_set_heading:
 *
 * Sets the day it begins, in words; %NULL for none.
 */
void
tote_chat_entry_set_heading (ToteChatEntry *self, const char *heading)
{
  g_return_if_fail (TOTE_IS_CHAT_ENTRY (self));

  tote_property_set_text (self, &self->heading, heading, props[PROP_HEADING]);
}

/**
 * tote_chat_entry_set_today:
 *
 * Tells it the day it is, for the words of its time.
 */
void
tote_chat_entry_set_today (ToteChatEntry *self, GDateTime *today)
{
  g_return_if_fail (TOTE_IS_CHAT_ENTRY (self));

  if (self->today == today)
    return;

  g_clear_pointer (&self->today, g_date_time_unref);
  self->today = g_date_time_ref (today);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TODAY]);
}

/**
 * tote_chat_entry_set_divider:
 *
 * Sets whether what is unread begins here.
 */
void
tote_chat_entry_set_divider (ToteChatEntry *self, gboolean divider)
{
  g_return_if_fail (TOTE_IS_CHAT_ENTRY (self));
  tote_property_set_flag (self, &self->divider, divider, props[PROP_DIVIDER]);
}

/**
 * tote_chat_entry_set_run:
 *
 * Sets whether it begins or ends a run by one sender.
 */
void
tote_chat_entry_set_run (ToteChatEntry *self, gboolean first, gboolean last)
{
  g_return_if_fail (TOTE_IS_CHAT_ENTRY (self));
  tote_property_set_flag (self, &self->first, first, props[PROP_FIRST]);
  tote_property_set_flag (self, &self->last, last, props[PROP_LAST]);
}
