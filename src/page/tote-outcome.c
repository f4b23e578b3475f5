/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-outcome.h"

#include "tote-words.h"

#include <glib/gi18n-lib.h>

static char *
describe_decision (ToteWish *wish, ToteOrder *order)
{
  ToteItem *item =
      tote_item_list_lookup (tote_order_get_items (order), tote_wish_get_item_id (wish));
  gboolean approved = tote_wish_get_decision (wish) == TOTE_DECISION_APPROVED;
  ToteProduct *product = NULL;

  if (item != NULL)
    product = approved ? tote_item_get_replacement (item) : tote_item_get_product (item);
  if (product == NULL)
    return NULL;

  /* Translators: read aloud once the store has the answer: the name of an item. */
  return g_strdup_printf (approved ? _ ("Approved: %s.") : _ ("Refund asked for: %s."),
                          tote_words_product (product));
}

static char *
describe_message (ToteOutboxEntry *entry)
{
  const char *reason = tote_outbox_entry_get_reason (entry);

  switch (tote_outbox_entry_get_send_state (entry)) {
  case TOTE_SEND_STATE_SENT:
    return g_strdup (_ ("Sent."));
  case TOTE_SEND_STATE_FAILED:
    if (reason == NULL || *reason == '\0')
      return g_strdup (_ ("Not sent: the store could not be reached."));
    /* Translators: why a wish could not be sent, in the server's words. */
    return g_strdup_printf (_ ("Not sent. The store says: “%s”"), reason);
  case TOTE_SEND_STATE_UNCLEAR:
    return g_strdup (_ ("Could not be confirmed. The store may have it already."));
  case TOTE_SEND_STATE_OVERDUE:
    return g_strdup (_ ("Not sent yet. Send now?"));
  case TOTE_SEND_STATE_NONE:
  case TOTE_SEND_STATE_SENDING:
  case TOTE_SEND_STATE_READ:
  case TOTE_SEND_STATE_OVERTAKEN:
  default:
    return NULL;
  }
}

/**
 * tote_outcome_describe:
 * @entry: of the outbox
 * @order: that it is about
 *
 * Returns: (transfer full) (nullable): what became of it; nothing while it is on its way, and of
 *     what is told where the person asked for it, in a form or on the card of a question
 */
char *
tote_outcome_describe (ToteOutboxEntry *entry, ToteOrder *order)
{
  ToteWish *wish;

  g_return_val_if_fail (TOTE_IS_OUTBOX_ENTRY (entry), NULL);
  g_return_val_if_fail (TOTE_IS_ORDER (order), NULL);

  wish = tote_outbox_entry_get_wish (entry);
  if (tote_wish_get_kind (wish) == TOTE_WISH_MESSAGE)
    return describe_message (entry);
  if (tote_wish_get_kind (wish) == TOTE_WISH_DECISION &&
      tote_outbox_entry_get_send_state (entry) == TOTE_SEND_STATE_SENT)
    return describe_decision (wish, order);

  return NULL;
}
