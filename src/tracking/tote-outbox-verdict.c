/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-outbox-verdict.h"

#include "tote-conversation.h"

static ToteVerdict
judge_message (ToteOutboxJob *job, ToteConversation *conversation, GHashTable *claimed,
               ToteMessage **copy)
{
  *copy =
      tote_outbox_job_find_message (job, tote_conversation_get_messages (conversation), claimed);
  if (*copy != NULL)
    return TOTE_VERDICT_THERE;
  return tote_conversation_get_expired (conversation) ? TOTE_VERDICT_MOOT : TOTE_VERDICT_LACKING;
}

static ToteVerdict
judge_decision (ToteOutboxJob *job, ToteItemList *items)
{
  ToteItem *item = tote_item_list_lookup (items, tote_wish_get_item_id (job->wish));
  ToteDecision decision = item != NULL ? tote_item_get_decision (item) : TOTE_DECISION_NONE;

  if (decision == TOTE_DECISION_PENDING)
    return TOTE_VERDICT_LACKING;
  return decision == tote_wish_get_decision (job->wish) ? TOTE_VERDICT_THERE : TOTE_VERDICT_MOOT;
}

static ToteVerdict
judge_arrival (ToteOrder *order)
{
  gboolean noted = tote_order_get_stage (order) == TOTE_STAGE_HANDING_OVER;

  return noted || tote_order_get_ended (order) ? TOTE_VERDICT_THERE : TOTE_VERDICT_LACKING;
}

/**
 * tote_outbox_verdict:
 * @order: the live order, into which items and state were merged already
 * @answer: what was read
 * @claimed: ids of messages that belong to other wishes
 * @copy: (out) (transfer none) (nullable): the server's copy of a text
 *
 * Returns: what the reading says about @job
 */
ToteVerdict
tote_outbox_verdict (ToteOutboxJob *job, ToteOrder *order, ToteResponse *answer,
                     GHashTable *claimed, ToteMessage **copy)
{
  ToteResource resource;

  *copy = NULL;
  if (!tote_outbox_job_get_check (job, &resource) ||
      resource != tote_response_get_resource (answer))
    return TOTE_VERDICT_NONE;
  if (resource == TOTE_RESOURCE_CHAT)
    return judge_message (job, TOTE_CONVERSATION (tote_response_get_content (answer)), claimed,
                          copy);
  if (resource == TOTE_RESOURCE_ITEMS)
    return judge_decision (job, tote_order_get_items (order));
  return judge_arrival (order);
}
