/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count-signals.h"
#include "tote-item-sections.h"

static void
add_item (GPtrArray *items, const char *id, const char *status, const char *name)
{
  g_autoptr (ToteProduct) product = tote_product_new (NULL, name, NULL, "1", NULL);

  g_ptr_array_add (items, tote_item_new (id, status, NULL, product, NULL));
}

/* Headings as “title:count”, items as their ids, “(” for the first and “)” for the last of a group.
 */
static char *
read_rows (ToteItemSections *sections)
{
  GListModel *model = G_LIST_MODEL (sections);
  GString *entries = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (ToteItemEntry) entry = g_list_model_get_item (model, i);
    ToteItem *item = tote_item_entry_get_item (entry);
    gboolean first, last;

    g_object_get (entry, "first", &first, "last", &last, NULL);
    if (item == NULL)
      g_string_append_printf (entries, " %d:%u", tote_item_entry_get_group (entry),
                              tote_item_entry_get_count (entry));
    else
      g_string_append_printf (entries, "%s%s%s", first ? "(" : "", tote_item_get_id (item),
                              last ? ")" : "");
  }
  return g_string_free (entries, FALSE);
}

static void
assert_entries (ToteItemSections *sections, const char *expected)
{
  g_autofree char *entries = read_rows (sections);

  g_assert_cmpstr (entries, ==, expected);
}

static ToteItemList *
make_list (const char *status_of_b)
{
  ToteItemList *list = tote_item_list_new ();
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  add_item (fresh, "a", "NOT_PICKED", "Large Eggs, dozen");
  add_item (fresh, "b", status_of_b, "Vine Tomatoes");
  add_item (fresh, "c", "FOUND", "Crème Fraîche");
  add_item (fresh, "d", "FOUND", "Cantaloupe");
  tote_item_list_merge (list, fresh);
  return list;
}

static void
test_groups_under_headings (void)
{
  g_autoptr (ToteItemList) list = make_list ("NOT_PICKED");
  g_autoptr (ToteItemSections) sections = tote_item_sections_new (list);

  assert_entries (sections, " 0:2(ab) 1:2(cd)");
}

static void
test_one_item_moves_alone (void)
{
  g_autoptr (ToteItemList) list = make_list ("NOT_PICKED");
  g_autoptr (ToteItemList) later = make_list ("FOUND");
  g_autoptr (ToteItemSections) sections = tote_item_sections_new (list);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  Count count = { 0 };

  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (fresh, g_list_model_get_item (G_LIST_MODEL (later), i));
  g_signal_connect (sections, "items-changed", G_CALLBACK (count_items_changed), &count);
  tote_item_list_merge (list, fresh);
  assert_entries (sections, " 0:1(a) 1:3(bcd)");
  g_assert_cmpuint (count.n_removed, ==, 1);
  g_assert_cmpuint (count.n_added, ==, 1);
}

static void
test_empty_group_has_no_heading (void)
{
  g_autoptr (ToteItemList) list = make_list ("TO_REFUND");
  g_autoptr (ToteItemSections) sections = tote_item_sections_new (list);

  assert_entries (sections, " 0:1(a) 1:2(cd) 3:1(b)");
}

static void
test_search_filters_as_typed (void)
{
  g_autoptr (ToteItemList) list = make_list ("FOUND");
  g_autoptr (ToteItemSections) sections = tote_item_sections_new (list);

  tote_item_sections_set_search (sections, "tom");
  assert_entries (sections, " 1:1(b)");
  tote_item_sections_set_search (sections, "creme");
  assert_entries (sections, " 1:1(c)");
  tote_item_sections_set_search (sections, "nothing like it");
  assert_entries (sections, "");
  tote_item_sections_set_search (sections, NULL);
  assert_entries (sections, " 0:1(a) 1:3(bcd)");
}

static void
test_lets_go_of_its_items (void)
{
  ToteItemList *list = make_list ("FOUND");
  ToteItemSections *sections = tote_item_sections_new (list);

  g_assert_finalize_object (sections);
  g_assert_finalize_object (list);
}

/* 5,000 items, one changes: budget of design 9 is 2 ms, so a second is far off the mark. */
static void
test_thousands_of_items (void)
{
  g_autoptr (ToteItemList) list = tote_item_list_new ();
  g_autoptr (ToteItemSections) sections = tote_item_sections_new (list);
  Count count = { 0 };

  for (guint round = 0; round < 2; round++) {
    g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

    for (guint i = 0; i < 5000; i++) {
      g_autofree char *id = g_strdup_printf ("li-%u", i);

      add_item (fresh, id, round == 1 && i == 2500 ? "FOUND" : "NOT_PICKED", id);
    }
    if (round == 1)
      g_signal_connect (sections, "items-changed", G_CALLBACK (count_items_changed), &count);
    tote_item_list_merge (list, fresh);
  }
  g_assert_cmpuint (count.n_removed, ==, 1);
  g_assert_cmpuint (count.n_added, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/item-sections/groups-under-headings", test_groups_under_headings);
  g_test_add_func ("/item-sections/one-item-moves-alone", test_one_item_moves_alone);
  g_test_add_func ("/item-sections/empty-group-has-no-heading", test_empty_group_has_no_heading);
  g_test_add_func ("/item-sections/search-filters-as-typed", test_search_filters_as_typed);
  g_test_add_func ("/item-sections/lets-go-of-its-items", test_lets_go_of_its_items);
  g_test_add_func ("/item-sections/thousands-of-items", test_thousands_of_items);
  return g_test_run ();
}
