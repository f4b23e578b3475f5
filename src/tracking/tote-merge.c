/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-merge.h"

#include "tote-conversation.h"

static gboolean
merge_items (ToteOrder *order, GListModel *items)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    g_ptr_array_add (fresh, g_list_model_get_item (items, i));
  return tote_item_list_merge (tote_order_get_items (order), fresh) > 0;
}

static gboolean
merge_chat (ToteOrder *order, ToteConversation *conversation)
{
  tote_order_set_chat_shopper (order, tote_conversation_get_shopper_name (conversation),
                               tote_conversation_get_shopper_image_url (conversation));
  return tote_message_list_merge (tote_order_get_messages (order),
                                  tote_conversation_get_messages (conversation)) > 0;
}

/* A notice about a state tells when the order came to it; what else it says stands in the chat. */
static void
note_notice (ToteOrder *order, ToteHistory *history, ToteMessage *notice)
{
  const char *topic = tote_message_get_topic (notice);
  ToteFulfillment fulfillment = tote_order_get_fulfillment (order);
  ToteStage stage = tote_stage_from_word (topic, fulfillment);
  GDateTime *at = tote_message_get_created_at (notice);

  if (at == NULL)
    return;
  if (stage == TOTE_STAGE_UNKNOWN)
    tote_history_add_note (history, TOTE_STAGE_UNKNOWN, tote_message_get_body (notice), at);
  else
    tote_history_tell_state (history, topic, stage,
                             tote_stage_get_headline (stage, topic, fulfillment), at);
}

/* The chat call is the main source of what people wrote; this one adds the notices. */
static gboolean
merge_notices (ToteOrder *order, ToteHistory *history, ToteConversation *conversation)
{
  GPtrArray *notices = tote_conversation_get_notices (conversation);

  for (guint i = 0; i < notices->len; i++)
    note_notice (order, history, notices->pdata[i]);
  return tote_message_list_merge_notices (tote_order_get_messages (order), notices) > 0;
}

static gboolean
merge_position (ToteOrder *order, GObject *content)
{
  TotePosition *before = tote_order_get_position (order);
  TotePosition *position = content != NULL ? TOTE_POSITION (content) : NULL;
  gboolean differs = !tote_position_equal (before, position);

  tote_order_set_position (order, position);
  return differs;
}

/**
 * tote_merge_answer:
 * @answer: a fresh answer, whose content may become part of @order
 *
 * Takes over what differs, and nothing else: what stays the same is not touched, so nobody is told.
 *
 * Returns: whether anything differed
 */
gboolean
tote_merge_answer (ToteOrder *order, ToteHistory *history, ToteResponse *answer)
{
  GObject *content = tote_response_get_content (answer);

  switch (tote_response_get_resource (answer)) {
  case TOTE_RESOURCE_ORDER:
    return tote_order_update (order, TOTE_ORDER (content));
  case TOTE_RESOURCE_ITEMS:
    return merge_items (order, G_LIST_MODEL (content));
  case TOTE_RESOURCE_HANDLING:
    return tote_order_update_handling (order, TOTE_HANDLING (content));
  case TOTE_RESOURCE_LOCATION:
    return merge_position (order, content);
  case TOTE_RESOURCE_CHAT:
    return merge_chat (order, TOTE_CONVERSATION (content));
  case TOTE_RESOURCE_ORDER_MESSAGES:
    return merge_notices (order, history, TOTE_CONVERSATION (content));
  case TOTE_RESOURCE_PICKUP_DETAILS:
    return tote_order_update_instructions (order, G_LIST_MODEL (content));
  case TOTE_RESOURCE_VEHICLE:
    tote_order_set_vehicle (order, content != NULL ? TOTE_VEHICLE (content) : NULL);
    return TRUE;
  default:
    g_assert_not_reached ();
  }
}
