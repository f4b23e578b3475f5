/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-entries.h"

#include "tote-time-words.h"

#include <glib/gi18n-lib.h>

/* A pause of this length within a run of one sender's messages begins a new run. */
#define RUN_PAUSE_US (5 * G_TIME_SPAN_MINUTE)

/* After a pause of this length the time is told anew. */
#define TELL_PAUSE_US G_TIME_SPAN_HOUR

struct _ToteChatEntries {
  ToteObjectList parent_instance;

  GListModel *messages;   /* (owned) */
  GPtrArray *entries;     /* of ToteChatEntry */
  ToteChatEntry *divided; /* (owned) (nullable): the entry with the divider */
  GDateTime *today;       /* (owned): which day it is, in the zone that times are told in */
};

G_DEFINE_FINAL_TYPE (ToteChatEntries, tote_chat_entries, TOTE_TYPE_OBJECT_LIST)

static ToteChatEntry *
get_entry (ToteChatEntries *self, guint position)
{
  return g_ptr_array_index (self->entries, position);
}

static ToteMessage *
get_message (ToteChatEntries *self, guint position)
{
  return position < self->entries->len ? tote_chat_entry_get_message (get_entry (self, position))
                                       : NULL;
}

/* The last known time before an entry: a message of unknown time opens nothing. */
static GDateTime *
get_time_before (ToteChatEntries *self, guint position)
{
  while (position-- > 0) {
    GDateTime *at = tote_message_get_created_at (get_message (self, position));

    if (at != NULL)
      return at;
  }
  return NULL;
}

static gboolean
is_notice (ToteMessage *message)
{
  return tote_message_get_from (message) == TOTE_SENDER_SYSTEM;
}

/* A notice tells its own time, so above it stands at most the day. */
static char *
choose_heading (ToteChatEntries *self, guint position)
{
  ToteMessage *message = get_message (self, position);
  GDateTime *at = tote_message_get_created_at (message);
  GDateTime *before = get_time_before (self, position);
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (at == NULL)
    return NULL;
  if (before != NULL && tote_time_words_is_same_day (before, at, self->today))
    return is_notice (message) || g_date_time_difference (at, before) < TELL_PAUSE_US
               ? NULL
               : tote_time_words_clock (at, self->today);

  day = tote_time_words_day (at, self->today);
  if (is_notice (message))
    return g_steal_pointer (&day);

  time = tote_time_words_clock (at, self->today);
  /* Translators: a day and a time of day, such as “Today 1:41 PM”. */
  return g_strdup_printf (C_ ("day and time", "%s %s"), day, time);
}

/* Whether b goes on where a ended. */
static gboolean
is_one_run (ToteChatEntries *self, ToteMessage *a, ToteMessage *b)
{
  GDateTime *from, *to;

  if (a == NULL || b == NULL || tote_message_get_from (a) != tote_message_get_from (b))
    return FALSE;

  from = tote_message_get_created_at (a);
  to = tote_message_get_created_at (b);
  return from == NULL || to == NULL ||
         (tote_time_words_is_same_day (from, to, self->today) &&
          g_date_time_difference (to, from) < RUN_PAUSE_US);
}

static void
place (ToteChatEntries *self, guint position)
{
  ToteChatEntry *entry = get_entry (self, position);
  ToteMessage *message = get_message (self, position);
  ToteMessage *before = position > 0 ? get_message (self, position - 1) : NULL;
  g_autofree char *heading = choose_heading (self, position);

  tote_chat_entry_set_today (entry, self->today);
  tote_chat_entry_set_heading (entry, heading);
  tote_chat_entry_set_run (entry, !is_one_run (self, before, message),
                           !is_one_run (self, message, get_message (self, position + 1)));
}

static void
place_around (ToteChatEntries *self, guint position, guint n)
{
  guint end = MIN (position + n + 1, self->entries->len);

  for (guint i = position > 0 ? position - 1 : 0; i < end; i++)
    place (self, i);
}

/* The server's time for a message that was written here may differ from ours. */
static void
on_time_changed (ToteChatEntries *self, GParamSpec *pspec, ToteMessage *message)
{
  for (guint i = self->entries->len; i-- > 0;)
    if (get_message (self, i) == message)
      place_around (self, i, 1);
}

static ToteChatEntry *
make_entry (ToteChatEntries *self, guint position)
{
  g_autoptr (ToteMessage) message = g_list_model_get_item (self->messages, position);

  g_signal_connect_object (message, "notify::created-at", G_CALLBACK (on_time_changed), self,
                           G_CONNECT_SWAPPED);
  return tote_chat_entry_new (message);
}

static void
forget_entry (ToteChatEntries *self, ToteChatEntry *entry)
{
  g_signal_handlers_disconnect_by_func (tote_chat_entry_get_message (entry), on_time_changed, self);
  if (self->divided == entry)
    g_clear_object (&self->divided);
}

static void
on_messages_changed (ToteChatEntries *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < removed; i++)
    forget_entry (self, get_entry (self, position + i));
  if (removed > 0)
    g_ptr_array_remove_range (self->entries, position, removed);

  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->entries, (int) (position + i), make_entry (self, position + i));

  place_around (self, position, added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
tote_chat_entries_finalize (GObject *object)
{
  ToteChatEntries *self = TOTE_CHAT_ENTRIES (object);

  g_clear_object (&self->divided);
  g_object_unref (self->messages);
  g_date_time_unref (self->today);

  G_OBJECT_CLASS (tote_chat_entries_parent_class)->finalize (object);
}

static void
tote_chat_entries_class_init (ToteChatEntriesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_chat_entries_finalize;
}

static void
tote_chat_entries_init (ToteChatEntries *self)
{
  self->entries = tote_object_list_hold (TOTE_OBJECT_LIST (self), TOTE_TYPE_CHAT_ENTRY);
}

/**
 * tote_chat_entries_new:
 * @messages: the conversation
 * @today: as of #ToteTracker: which day it is, in the zone that times are told in
 *
 * Returns: (transfer full): a list model of #ToteChatEntry, in the same order
 */
ToteChatEntries *
tote_chat_entries_new (ToteMessageList *messages, GDateTime *today)
{
  ToteChatEntries *self;

  g_return_val_if_fail (TOTE_IS_MESSAGE_LIST (messages), NULL);
  g_return_val_if_fail (today != NULL, NULL);

  self = g_object_new (TOTE_TYPE_CHAT_ENTRIES, NULL);
  self->messages = G_LIST_MODEL (g_object_ref (messages));
  self->today = g_date_time_ref (today);
  g_signal_connect_object (messages, "items-changed", G_CALLBACK (on_messages_changed), self,
                           G_CONNECT_SWAPPED);
  on_messages_changed (self, 0, 0, g_list_model_get_n_items (self->messages));
  return self;
}

/**
 * tote_chat_entries_set_today:
 * @today: another day, or in another zone; the same one when times are told in another way
 */
void
tote_chat_entries_set_today (ToteChatEntries *self, GDateTime *today)
{
  g_autoptr (GDateTime) before = NULL;

  g_return_if_fail (TOTE_IS_CHAT_ENTRIES (self));
  g_return_if_fail (today != NULL);

  before = g_steal_pointer (&self->today);  /* NOLINT: kept until the end */
  self->today = g_date_time_add (today, 0); /* another object: the entries look no closer */
  place_around (self, 0, self->entries->len);
}

static void
set_divided (ToteChatEntries *self, ToteChatEntry *entry)
{
  if (self->divided == entry)
    return;

  if (self->divided != NULL)
    tote_chat_entry_set_divider (self->divided, FALSE);
  g_set_object (&self->divided, entry);
  if (entry != NULL)
    tote_chat_entry_set_divider (entry, TRUE);
}

/**
 * tote_chat_entries_mark_unread:
 * @seen: (nullable): the last message that the person has seen, whatever the server thinks
 *
 * Puts the divider where the unread messages begin, or away when there are none, or nothing stands
 * before them. There it stays while they are read, until this is called again, so that somebody who
 * looks up finds the place.
 */
void
tote_chat_entries_mark_unread (ToteChatEntries *self, ToteMessage *seen)
{
  ToteChatEntry *first = NULL;

  g_return_if_fail (TOTE_IS_CHAT_ENTRIES (self));

  for (guint i = 0; i < self->entries->len; i++) {
    if (get_message (self, i) == seen)
      first = NULL;
    else if (first == NULL && tote_chat_entry_is_unread (get_entry (self, i)))
      first = get_entry (self, i);
  }
  set_divided (self, first != NULL && first != get_entry (self, 0) ? first : NULL);
}

/**
 * tote_chat_entries_get_newest_unread:
 *
 * Returns: (transfer none) (nullable): the newest message of the shopper that the server does not
 *     know to be read
 */
ToteMessage *
tote_chat_entries_get_newest_unread (ToteChatEntries *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_ENTRIES (self), NULL);

  for (guint i = self->entries->len; i-- > 0;)
    if (tote_chat_entry_is_unread (get_entry (self, i)))
      return get_message (self, i);
  return NULL;
}
