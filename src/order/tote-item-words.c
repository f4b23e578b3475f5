/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-item-words.h"

static gboolean
is_word (const char *sent, const char *word)
{
  return sent != NULL && g_ascii_strcasecmp (sent, word) == 0;
}

/**
 * tote_group_from_words:
 * @status: (nullable): what the server says became of a line
 * @replacement_status: (nullable): what it says of the customer's decision
 * @shopped: whether the shopper is done
 * @known: (out): whether @status is a word of the contract
 *
 * The table of contract 3.2, both dialects, any case.
 *
 * Returns: the list of the page the line stands in
 */
ToteItemGroup
tote_group_from_words (const char *status, const char *replacement_status, gboolean shopped,
                       gboolean *known)
{
  *known = TRUE;
  if (is_word (status, "not_picked") || is_word (status, "pending"))
    return TOTE_ITEM_GROUP_SHOPPING;
  if (is_word (status, "found"))
    return TOTE_ITEM_GROUP_FOUND;
  if (is_word (status, "replaced"))
    return is_word (replacement_status, "rejected") ? TOTE_ITEM_GROUP_REFUNDED
                                                    : TOTE_ITEM_GROUP_REPLACED;
  if (is_word (status, "approved"))
    return TOTE_ITEM_GROUP_REPLACED;
  if (is_word (status, "rejected") || is_word (status, "to_refund") || is_word (status, "refunded"))
    return TOTE_ITEM_GROUP_REFUNDED;
  if (is_word (status, "not_found"))
    return shopped ? TOTE_ITEM_GROUP_REFUNDED : TOTE_ITEM_GROUP_SHOPPING;

  *known = FALSE;
  return TOTE_ITEM_GROUP_SHOPPING;
}

/**
 * tote_decision_from_words:
 * @status: (nullable): what the server says became of a line
 * @replacement_status: (nullable): what it says of the customer's decision
 *
 * Returns: the customer's decision; an older server says it in @status (dialect row b)
 */
ToteDecision
tote_decision_from_words (const char *status, const char *replacement_status)
{
  if (is_word (replacement_status, "pending"))
    return TOTE_DECISION_PENDING;
  if (is_word (replacement_status, "approved") || is_word (status, "approved"))
    return TOTE_DECISION_APPROVED;
  if (is_word (replacement_status, "rejected") || is_word (status, "rejected"))
    return TOTE_DECISION_REJECTED;
  return TOTE_DECISION_NONE;
}
