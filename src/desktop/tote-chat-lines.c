/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-lines.h"

/* A pause of this length within a run of one sender's messages begins a new run. */
#define PAUSE_US (5 * 60 * (gint64) G_USEC_PER_SEC)

/**
 * ToteChatLines: the messages of an order as lines, each knowing what its neighbours make of it.
 * When messages come or go, only they and their neighbours are looked at anew.
 */
struct _ToteChatLines {
  GObject parent_instance;

  GListModel *messages; /* (owned) */
  GPtrArray *lines;     /* (owned): ToteChatLine */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ToteChatLines, tote_chat_lines, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static ToteMessage *
nth_message (ToteChatLines *self, guint position)
{
  return position < self->lines->len
             ? tote_chat_line_get_message (g_ptr_array_index (self->lines, position))
             : NULL;
}

static gboolean
is_same_day (ToteMessage *a, ToteMessage *b)
{
  g_autoptr (GDateTime) one = NULL;
  g_autoptr (GDateTime) two = NULL;

  /* A time that could not be read begins no day. */
  if (tote_message_get_created_at (a) == NULL || tote_message_get_created_at (b) == NULL)
    return TRUE;

  one = g_date_time_to_local (tote_message_get_created_at (a));
  two = g_date_time_to_local (tote_message_get_created_at (b));

  return g_date_time_get_year (one) == g_date_time_get_year (two) &&
         g_date_time_get_day_of_year (one) == g_date_time_get_day_of_year (two);
}

static gboolean
is_one_run (ToteMessage *a, ToteMessage *b)
{
  if (a == NULL || b == NULL || tote_message_get_from (a) != tote_message_get_from (b) ||
      !is_same_day (a, b))
    return FALSE;

  if (tote_message_get_created_at (a) == NULL || tote_message_get_created_at (b) == NULL)
    return TRUE;

  return g_date_time_difference (tote_message_get_created_at (b), tote_message_get_created_at (a)) <
         PAUSE_US;
}

static void
place_line (ToteChatLines *self, guint position)
{
  ToteMessage *message = nth_message (self, position);
  ToteMessage *before = position > 0 ? nth_message (self, position - 1) : NULL;
  ToteMessage *after = nth_message (self, position + 1);
  gboolean new_day = tote_message_get_created_at (message) != NULL &&
                     (before == NULL || !is_same_day (before, message));

  tote_chat_line_set_place (g_ptr_array_index (self->lines, position), new_day,
                            new_day || !is_one_run (before, message), !is_one_run (message, after));
}

static void
on_messages_changed (ToteChatLines *self, guint position, guint removed, guint added)
{
  if (removed > 0)
    g_ptr_array_remove_range (self->lines, position, removed);

  for (guint i = 0; i < added; i++) {
    g_autoptr (ToteMessage) message = g_list_model_get_item (self->messages, position + i);

    g_ptr_array_insert (self->lines, (int) (position + i), tote_chat_line_new (message));
  }

  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);

  for (guint i = position > 0 ? position - 1 : 0; i <= position + added && i < self->lines->len;
       i++)
    place_line (self, i);
}

static GType
get_item_type (GListModel *model)
{
  return TOTE_TYPE_CHAT_LINE;
}

static guint
get_n_items (GListModel *model)
{
  return TOTE_CHAT_LINES (model)->lines->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ToteChatLines *self = TOTE_CHAT_LINES (model);

  return position < self->lines->len ? g_object_ref (g_ptr_array_index (self->lines, position))
                                     : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
tote_chat_lines_finalize (GObject *object)
{
  ToteChatLines *self = TOTE_CHAT_LINES (object);

  g_object_unref (self->messages);
  g_ptr_array_unref (self->lines);

  G_OBJECT_CLASS (tote_chat_lines_parent_class)->finalize (object);
}

static void
tote_chat_lines_class_init (ToteChatLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_chat_lines_finalize;
}

static void
tote_chat_lines_init (ToteChatLines *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * tote_chat_lines_new:
 * @messages: the messages of an order
 *
 * Returns: (transfer full): their lines, in the same order
 */
ToteChatLines *
tote_chat_lines_new (ToteMessageList *messages)
{
  ToteChatLines *self;

  g_return_val_if_fail (TOTE_IS_MESSAGE_LIST (messages), NULL);

  self = g_object_new (TOTE_TYPE_CHAT_LINES, NULL);
  self->messages = G_LIST_MODEL (g_object_ref (messages));
  g_signal_connect_object (messages, "items-changed", G_CALLBACK (on_messages_changed), self,
                           G_CONNECT_SWAPPED);
  on_messages_changed (self, 0, 0, g_list_model_get_n_items (self->messages));

  return self;
}

/**
 * tote_chat_lines_mark_unread:
 * @self: the lines
 *
 * Marks the place where the unread messages begin. It stays there while they are read, until this
 * is called again, so that somebody who looks up finds where they were.
 */
void
tote_chat_lines_mark_unread (ToteChatLines *self)
{
  gboolean found = FALSE;

  g_return_if_fail (TOTE_IS_CHAT_LINES (self));

  for (guint i = 0; i < self->lines->len; i++) {
    ToteMessage *message = nth_message (self, i);
    gboolean unread = tote_message_get_from (message) == TOTE_SENDER_SHOPPER &&
                      tote_message_get_has_read_state (message) && !tote_message_get_read (message);

    tote_chat_line_set_unread_from_here (g_ptr_array_index (self->lines, i), unread && !found);
    found = found || unread;
  }
}
