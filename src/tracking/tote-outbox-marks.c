/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-outbox-marks.h"

#include "tote-outbox-entry-private.h"

static void
show_message (ToteOutboxEntry *entry, ToteMessageList *messages)
{
  const ToteWishRecord *record = tote_outbox_entry_get_record (entry);
  ToteMessage *own = tote_message_list_lookup_own (messages, record->key);

  if (own == NULL)
    own = tote_message_list_add_own (messages, record->key,
                                     tote_wish_get_body (tote_outbox_entry_get_wish (entry)),
                                     tote_outbox_entry_get_created_at (entry));
  if (record->server_id == NULL)
    tote_message_set_send_state (own, tote_outbox_entry_get_send_state (entry), record->reason);
  else if (tote_message_get_id (own) == NULL)
    tote_message_list_confirm_own (messages, record->key, record->server_id, NULL);
}

/* The row says “sending” until the server's own list shows the decision. */
static void
show_decision (ToteOutboxEntry *entry, ToteItemList *items)
{
  ToteWish *wish = tote_outbox_entry_get_wish (entry);
  ToteItem *item = tote_item_list_lookup (items, tote_wish_get_item_id (wish));
  ToteSendState send_state = tote_outbox_entry_get_send_state (entry);

  if (item == NULL)
    return;
  if (send_state == TOTE_SEND_STATE_SENT)
    send_state = TOTE_SEND_STATE_SENDING;
  tote_item_set_wish (item, tote_wish_get_decision (wish), send_state,
                      tote_outbox_entry_get_reason (entry));
}

/**
 * tote_outbox_marks_set:
 *
 * Brings @entry and @order in line with how far the wish has come.
 */
void
tote_outbox_marks_set (ToteOutboxEntry *entry, ToteOrder *order)
{
  ToteWishKind kind = tote_wish_get_kind (tote_outbox_entry_get_wish (entry));

  g_return_if_fail (TOTE_IS_ORDER (order));

  tote_outbox_entry_set_send_state (
      entry, tote_course_get_send_state (tote_outbox_entry_get_course (entry)),
      tote_outbox_entry_get_record (entry)->reason);
  if (kind == TOTE_WISH_MESSAGE)
    show_message (entry, tote_order_get_messages (order));
  else if (kind == TOTE_WISH_DECISION)
    show_decision (entry, tote_order_get_items (order));
}

/**
 * tote_outbox_marks_clear:
 *
 * Takes the wish back out of @order. A text that the server has stays there.
 */
void
tote_outbox_marks_clear (ToteOutboxEntry *entry, ToteOrder *order)
{
  const ToteWishRecord *record = tote_outbox_entry_get_record (entry);
  ToteWish *wish = tote_outbox_entry_get_wish (entry);
  const char *item_id = tote_wish_get_item_id (wish);
  ToteItem *item;

  g_return_if_fail (TOTE_IS_ORDER (order));

  item = item_id != NULL ? tote_item_list_lookup (tote_order_get_items (order), item_id) : NULL;
  if (item != NULL)
    tote_item_set_wish (item, TOTE_DECISION_NONE, TOTE_SEND_STATE_NONE, NULL);
  if (tote_wish_get_kind (wish) == TOTE_WISH_MESSAGE && record->server_id == NULL)
    tote_message_list_remove_own (tote_order_get_messages (order), record->key);
}
