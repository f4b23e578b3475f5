/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-order-text.h"

#include "tote-brand.h"
#include "tote-time-words.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>

/* What is read tomorrow must not say “today”: seen from here, each day has its date and its year.
 */
static GDateTime *
new_long_ago (ToteTracker *tracker)
{
  GDateTime *today = tote_tracker_get_today (tracker);

  return g_date_time_new (g_date_time_get_timezone (today), 1970, 1, 1, 0, 0, 0);
}

static void
append_state (GString *text, ToteTracker *tracker, GDateTime *long_ago)
{
  ToteOrder *order = tote_tracker_get_order (tracker);
  g_autofree char *name =
      tote_words_order (tote_brand_get_name (tote_brand_get_default ()), tote_order_get_id (order));
  g_autofree char *state = tote_words_as_of (
      tote_order_get_headline (order),
      tote_order_get_ended (order) ? 0 : tote_tracker_get_last_answer (tracker), long_ago);

  g_string_append_printf (text, "%s\n%s\n", name, state);
}

static void
append_slot (GString *text, ToteOrder *order, GDateTime *long_ago)
{
  GDateTime *starts_at = tote_order_get_window_starts_at (order);
  GDateTime *ends_at = tote_order_get_window_ends_at (order);
  g_autofree char *day = tote_time_words_slot_day (starts_at, ends_at, long_ago);
  g_autofree char *hours = tote_time_words_slot_hours (starts_at, ends_at, long_ago);

  if (*day == '\0')
    return;

  if (*hours != '\0')
    g_string_append_printf (text, _ ("%s, %s"), day, hours);
  else
    g_string_append (text, day);
  g_string_append_c (text, '\n');
}

static char *
describe (ToteProduct *product)
{
  g_autofree char *amount = tote_product_dup_amount (product);

  return *amount != '\0' ? g_strdup_printf (_ ("%s, %s"), tote_words_product (product), amount)
                         : g_strdup (tote_words_product (product));
}

static void
append_item (GString *text, ToteItem *item, ToteItemGroup group)
{
  ToteProduct *replacement = tote_item_get_replacement (item);
  g_autofree char *ordered = describe (tote_item_get_product (item));

  if (group == TOTE_ITEM_GROUP_REPLACED && replacement != NULL) {
    g_autofree char *got = describe (replacement);
    g_autofree char *instead =
        g_strdup_printf (_ ("instead of %s"), tote_words_product (tote_item_get_product (item)));

    g_string_append_printf (text, "• %s (%s)\n", got, instead);
  } else {
    g_string_append_printf (text, "• %s\n", ordered);
  }
}

static void
append_group (GString *text, ToteOrder *order, ToteItemGroup group)
{
  ToteItemList *items = tote_order_get_items (order);
  g_autofree char *title = tote_words_group (group, tote_order_get_stage (order));

  if (tote_item_list_get_count (items, group) == 0)
    return;

  g_string_append_printf (text, "\n%s\n", title);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (items)); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);

    if (tote_item_get_group (item) == group && tote_item_get_product (item) != NULL)
      append_item (text, item, group);
  }
}

/**
 * tote_order_text:
 * @tracker: follows the order
 *
 * Returns: (transfer full): the order, as it is known now
 */
char *
tote_order_text (ToteTracker *tracker)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GDateTime) long_ago = NULL;
  ToteOrder *order;

  g_return_val_if_fail (TOTE_IS_TRACKER (tracker), g_string_free (text, FALSE));

  order = tote_tracker_get_order (tracker);
  long_ago = new_long_ago (tracker);
  append_state (text, tracker, long_ago);
  append_slot (text, order, long_ago);
  for (guint group = 0; group < TOTE_N_ITEM_GROUPS; group++)
    append_group (text, order, (ToteItemGroup) group);

  return g_string_free (text, FALSE);
}
