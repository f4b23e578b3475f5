/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-visit.h"

struct _ToteChatVisit {
  GObject parent_instance;

  ToteTracker *tracker;     /* (owned) */
  ToteChatEntries *entries; /* (owned) */
  ToteMessage *seen;        /* (owned) (nullable): up to here the server has been told */
  gboolean shown;
  gboolean reading;
  gboolean divided; /* on this visit the divider has its place */
};

G_DEFINE_FINAL_TYPE (ToteChatVisit, tote_chat_visit, G_TYPE_OBJECT)

static void
divide (ToteChatVisit *self)
{
  if (self->divided || g_list_model_get_n_items (G_LIST_MODEL (self->entries)) == 0)
    return;

  self->divided = TRUE;
  tote_chat_entries_mark_unread (self->entries, self->seen);
}

static void
tell_read (ToteChatVisit *self)
{
  ToteMessage *newest = tote_chat_entries_get_newest_unread (self->entries);
  g_autoptr (ToteWish) wish = NULL;

  if (newest == NULL || !g_set_object (&self->seen, newest))
    return;

  wish = tote_wish_new_mark_read ();
  tote_tracker_wish (self->tracker, wish);
}

static void
look (ToteChatVisit *self)
{
  if (!self->reading)
    return;

  divide (self);
  tell_read (self);
}

static void
tell_day (ToteChatVisit *self)
{
  tote_chat_entries_set_today (self->entries, tote_tracker_get_today (self->tracker));
}

static void
tote_chat_visit_dispose (GObject *object)
{
  ToteChatVisit *self = TOTE_CHAT_VISIT (object);

  if (self->tracker != NULL)
    tote_chat_visit_set_shown (self, FALSE);
  g_clear_object (&self->tracker);
  g_clear_object (&self->entries);
  g_clear_object (&self->seen);

  G_OBJECT_CLASS (tote_chat_visit_parent_class)->dispose (object);
}

static void
tote_chat_visit_class_init (ToteChatVisitClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_chat_visit_dispose;
}

static void
tote_chat_visit_init (ToteChatVisit *self)
{
}

/**
 * tote_chat_visit_new:
 * @tracker: follows the order
 * @entries: its conversation
 *
 * Returns: (transfer full): a visit that has not begun
 */
ToteChatVisit *
tote_chat_visit_new (ToteTracker *tracker, ToteChatEntries *entries)
{
  ToteChatVisit *self;
  ToteMessageList *messages;

  g_return_val_if_fail (TOTE_IS_TRACKER (tracker), NULL);
  g_return_val_if_fail (TOTE_IS_CHAT_ENTRIES (entries), NULL);

  self = g_object_new (TOTE_TYPE_CHAT_VISIT, NULL);
  self->tracker = g_object_ref (tracker);
  self->entries = g_object_ref (entries);
  messages = tote_order_get_messages (tote_tracker_get_order (tracker));
  g_signal_connect_object (entries, "items-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tracker, "notify::today", G_CALLBACK (tell_day), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (messages, "notify::n-unread", G_CALLBACK (look), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * tote_chat_visit_set_shown:
 * @shown: whether the conversation is on the screen
 */
void
tote_chat_visit_set_shown (ToteChatVisit *self, gboolean shown)
{
  g_return_if_fail (TOTE_IS_CHAT_VISIT (self));

  if (self->shown == !!shown)
    return;

  self->shown = !!shown;
  tote_tracker_set_chat_open (self->tracker, shown);
}

/**
 * tote_chat_visit_set_reading:
 * @reading: whether a person is there to read it
 */
void
tote_chat_visit_set_reading (ToteChatVisit *self, gboolean reading)
{
  g_return_if_fail (TOTE_IS_CHAT_VISIT (self));

  if (self->reading == !!reading)
    return;

  self->reading = !!reading;
  self->divided = FALSE;
  look (self);
}
