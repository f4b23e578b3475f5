/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-item-sections.h"

#include <stdio.h>

/* How long a changed item of a large order takes from the fresh objects to the list the page
 * shows, and how many rows that rebuilds. Prints one line of JSON. */

#define N_ITEMS 5000
#define N_ROUNDS 200

static GPtrArray *
make_items (guint found)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_ITEMS; i++) {
    g_autofree char *id = g_strdup_printf ("li-%u", i);
    g_autoptr (ToteProduct) product =
        tote_product_new (NULL, "Organic Bananas", NULL, "10", "EACH");

    g_ptr_array_add (items,
                     tote_item_new (id, i == found ? "FOUND" : "NOT_PICKED", NULL, product, NULL));
  }
  return items;
}

static void
count_rows (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  *n += added;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

int
main (void)
{
  g_autoptr (ToteItemList) list = tote_item_list_new ();
  g_autoptr (ToteItemSections) sections = tote_item_sections_new (list);
  g_autoptr (GPtrArray) first = make_items (G_MAXUINT);
  gint64 times[N_ROUNDS];
  guint n_rows = 0;

  tote_item_list_merge (list, first);
  g_signal_connect (sections, "items-changed", G_CALLBACK (count_rows), &n_rows);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (GPtrArray) fresh = make_items (round % 2 == 0 ? 2500 : G_MAXUINT);
    gint64 start = g_get_monotonic_time ();

    tote_item_list_merge (list, fresh);
    times[round] = g_get_monotonic_time () - start;
  }
  qsort (times, N_ROUNDS, sizeof times[0], compare);
  printf ("{\"merge_ms\": %.3f, \"rows_a_change\": %.1f}\n", (double) times[N_ROUNDS / 2] / 1000.0,
          (double) n_rows / N_ROUNDS);
  return 0;
}
