/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-notes.h"

#include "tote-config.h"

#include <glib/gi18n-lib.h>

/* What tells that another shopper took over from the notes of the server and the customer. */
#define FOUND_AT TOTE_STAGE_SHOPPING

/**
 * tote_notes_add_state:
 * @unwatched: whether nobody had looked for a while before the present state was seen
 *
 * Notes the state that @order is in. An order that was received before anybody looked was so when
 * it was made.
 *
 * Returns: whether @history has changed
 */
gboolean
tote_notes_add_state (ToteHistory *history, ToteOrder *order, gboolean unwatched, GDateTime *now)
{
  ToteStage stage = tote_order_get_stage (order);
  GDateTime *created_at = tote_order_get_created_at (order);
  gboolean made = unwatched && stage == TOTE_STAGE_RECEIVED && created_at != NULL;
  g_autoptr (GDateTime) present = tote_history_dup_present (history, now);

  return tote_history_add_state (history, tote_order_get_state (order), stage,
                                 tote_order_get_headline (order), made ? created_at : present,
                                 unwatched && !made) != NULL;
}

static char *
describe_decision (ToteOrder *order, ToteWish *decision)
{
  ToteItem *item =
      tote_item_list_lookup (tote_order_get_items (order), tote_wish_get_item_id (decision));
  ToteProduct *product = item != NULL ? tote_item_get_replacement (item) : NULL;

  if (product == NULL || tote_product_get_name (product) == NULL)
    return NULL;
  if (tote_wish_get_decision (decision) == TOTE_DECISION_APPROVED)
    /* Translators: the customer agreed to a replacement; its name */
    return g_strdup_printf (_ ("You approved “%s”"), tote_product_get_name (product));
  /* Translators: the customer refused a replacement; its name */
  return g_strdup_printf (_ ("You refused “%s”"), tote_product_get_name (product));
}

/**
 * tote_notes_add_decision:
 * @decision: that the server has
 *
 * Returns: whether @history has changed
 */
gboolean
tote_notes_add_decision (ToteHistory *history, ToteOrder *order, ToteWish *decision, GDateTime *now)
{
  g_autofree char *text = describe_decision (order, decision);
  g_autoptr (GDateTime) present = tote_history_dup_present (history, now);

  return text != NULL && tote_history_add_note (history, TOTE_STAGE_UNKNOWN, text, present) != NULL;
}

/**
 * tote_notes_add_takeover:
 * @to: first name of the shopper who has @order now
 * @from: first name of the one who had it
 *
 * The server only has another name: that is told where the customer looks for it, in the chat too.
 *
 * Returns: whether @history has changed
 */
gboolean
tote_notes_add_takeover (ToteHistory *history, ToteOrder *order, const char *to, const char *from,
                         GDateTime *now)
{
  /* Translators: the first names of two shoppers: the second has left the order to the first. */
  g_autofree char *text = g_strdup_printf (_ ("%s took over from %s"), to, from);
  g_autoptr (GDateTime) present = tote_history_dup_present (history, now);

  if (tote_history_add_note (history, FOUND_AT, text, present) == NULL)
    return FALSE;

  tote_message_list_add_notice (tote_order_get_messages (order), text, present);
  return TRUE;
}

/**
 * tote_notes_restore_takeovers:
 *
 * Puts into the chat what was found out in an earlier run.
 */
void
tote_notes_restore_takeovers (ToteHistory *history, ToteOrder *order)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (history)); i++) {
    g_autoptr (ToteHistoryEntry) entry = g_list_model_get_item (G_LIST_MODEL (history), i);

    if (tote_history_entry_get_state (entry) == NULL &&
        tote_history_entry_get_stage (entry) == FOUND_AT &&
        tote_history_entry_get_at (entry) != NULL)
      tote_message_list_add_notice (tote_order_get_messages (order),
                                    tote_history_entry_get_headline (entry),
                                    tote_history_entry_get_at (entry));
  }
}
