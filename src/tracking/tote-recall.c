/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-recall.h"

#include "tote-merge.h"

/* What people said and where they are is not needed to know an order again. */
static gboolean
is_recalled (ToteResource resource)
{
  return resource == TOTE_RESOURCE_ORDER || resource == TOTE_RESOURCE_ITEMS ||
         resource == TOTE_RESOURCE_HANDLING;
}

/**
 * tote_recall_order:
 * @record: with its answers
 *
 * Returns: (transfer full): the order as those answers tell it, without a state if none does
 */
ToteOrder *
tote_recall_order (const ToteOrderRecord *record)
{
  g_autoptr (ToteHistory) history = tote_history_new ();
  g_autoptr (ToteOrder) order = NULL;
  ToteHandling *handling;

  g_return_val_if_fail (record != NULL, NULL);

  order = tote_order_new (record->key->id);
  tote_order_set_chat_zone (order, record->time_zone);
  for (guint i = 0; i < record->answers->len; i++) {
    const ToteAnswerRecord *kept = record->answers->pdata[i];
    g_autoptr (ToteResponse) answer =
        is_recalled (kept->resource)
            ? tote_response_new_from_bytes (kept->resource, kept->bytes, NULL)
            : NULL;

    if (answer != NULL)
      tote_merge_answer (order, history, answer);
  }

  /* As where it is followed: there the handling data tell the state. */
  handling = tote_order_get_handling (order);
  if (record->no_order_call && handling != NULL && tote_handling_get_state (handling) != NULL)
    tote_order_set_state (order, tote_handling_get_state (handling));

  return g_steal_pointer (&order);
}

/**
 * tote_recall_get_seen:
 * @record: with its answers
 *
 * Returns: real µs at which the order's state was last confirmed, 0 for never
 */
gint64
tote_recall_get_seen (const ToteOrderRecord *record)
{
  const ToteResource teller = record->no_order_call ? TOTE_RESOURCE_HANDLING : TOTE_RESOURCE_ORDER;

  for (guint i = 0; i < record->answers->len; i++) {
    const ToteAnswerRecord *kept = record->answers->pdata[i];

    if (kept->resource == teller)
      return kept->seen_at;
  }

  return 0;
}
