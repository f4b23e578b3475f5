/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count-signals.h"
#include "tote-item-list.h"

static ToteItem *
make_item (const char *id, const char *status, const char *decision, const char *name)
{
  g_autoptr (ToteProduct) product = tote_product_new (NULL, name, NULL, "1", "EACH");
  g_autoptr (ToteProduct) replacement =
      decision != NULL ? tote_product_new (NULL, "Other", NULL, "1", "EACH") : NULL;

  return tote_item_new (id, status, decision, product, replacement);
}

/* ids: one letter an item. */
static GPtrArray *
make_items (const char *ids)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *ids != '\0'; ids++) {
    char id[] = { *ids, '\0' };

    g_ptr_array_add (items, make_item (id, "NOT_PICKED", NULL, id));
  }
  return items;
}

static char *
read_ids (GListModel *model)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (model, i);

    g_string_append (ids, tote_item_get_id (item));
  }
  return g_string_free (ids, FALSE);
}

static guint
merge_ids (ToteItemList *list, const char *ids)
{
  g_autoptr (GPtrArray) fresh = make_items (ids);
  guint n = tote_item_list_merge (list, fresh);
  g_autofree char *got = read_ids (G_LIST_MODEL (list));

  g_assert_cmpstr (got, ==, ids);
  return n;
}

static void
test_unchanged_tells_nothing (void)
{
  g_autoptr (ToteItemList) list = tote_item_list_new ();
  Count count = { 0 };

  merge_ids (list, "abcde");
  g_signal_connect (list, "items-changed", G_CALLBACK (count_items_changed), &count);
  g_signal_connect (list, "notify", G_CALLBACK (count_notified), &count);
  for (guint i = 0; i < 5; i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

    g_signal_connect_object (item, "notify", G_CALLBACK (count_notified), NULL, 0);
  }

  g_assert_cmpuint (merge_ids (list, "abcde"), ==, 0);
  g_assert_cmpuint (count.n_items_changed, ==, 0);
  g_assert_cmpuint (count.n_notified, ==, 0);
}

static void
test_one_changed_item_tells_once (void)
{
  g_autoptr (ToteItemList) list = tote_item_list_new ();
  g_autoptr (GPtrArray) fresh = make_items ("abc");
  Count moves = { 0 }, words = { 0 };
  ToteItem *item;

  merge_ids (list, "abc");
  item = tote_item_list_lookup (list, "b");
  g_signal_connect (list, "items-changed", G_CALLBACK (count_items_changed), &moves);
  g_signal_connect (item, "notify::group", G_CALLBACK (count_notified), &words);

  g_object_unref (fresh->pdata[1]);
  fresh->pdata[1] = make_item ("b", "FOUND", NULL, "b");
  g_assert_cmpuint (tote_item_list_merge (list, fresh), ==, 1);
  g_assert_true (tote_item_list_lookup (list, "b") == item);
  g_assert_cmpuint (moves.n_items_changed, ==, 0);
  g_assert_cmpuint (words.n_notified, ==, 1);
  g_assert_true (tote_item_get_changed (item));
  g_assert_cmpuint (tote_item_list_get_count (list, TOTE_ITEM_GROUP_FOUND), ==, 1);
  g_assert_cmpuint (tote_item_list_get_count (list, TOTE_ITEM_GROUP_SHOPPING), ==, 2);
}

typedef struct {
  const char *before;
  const char *after;
  guint n_changes;
  guint n_removed;
  guint n_added;
} Move;

static void
test_moves_are_minimal (void)
{
  static const Move moves[] = {
    { "abc", "abcd", 1, 0, 1 },      { "abc", "ac", 1, 1, 0 },    { "abc", "xabc", 1, 0, 1 },
    { "abcdef", "bdf", 3, 3, 0 },    { "ace", "abcde", 2, 0, 2 }, { "abcde", "axcye", 4, 2, 2 },
    { "abcd", "acbd", 1, 2, 2 },     { "", "abc", 1, 0, 3 },      { "abc", "", 1, 3, 0 },
    { "abcdef", "fabcde", 1, 6, 6 }, { "abc", "cba", 1, 3, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++) {
    g_autoptr (ToteItemList) list = tote_item_list_new ();
    Count count = { 0 };

    g_test_message ("%s → %s", moves[i].before, moves[i].after);
    merge_ids (list, moves[i].before);
    g_signal_connect (list, "items-changed", G_CALLBACK (count_items_changed), &count);
    merge_ids (list, moves[i].after);
    g_assert_cmpuint (count.n_items_changed, ==, moves[i].n_changes);
    g_assert_cmpuint (count.n_removed, ==, moves[i].n_removed);
    g_assert_cmpuint (count.n_added, ==, moves[i].n_added);
  }
}

static void
mirror (GListModel *model, guint position, guint removed, guint added, GPtrArray *copy)
{
  if (removed > 0)
    g_ptr_array_remove_range (copy, position, removed);
  for (guint i = position; i < position + added; i++)
    g_ptr_array_insert (copy, (int) i, g_list_model_get_item (model, i));
  g_assert_cmpuint (copy->len, ==, g_list_model_get_n_items (model));
}

/* Whatever comes, a listener that follows the signals ends with the same list. */
static void
test_listeners_keep_up (void)
{
  g_autoptr (ToteItemList) list = tote_item_list_new ();
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260314);

  g_signal_connect (list, "items-changed", G_CALLBACK (mirror), copy);
  for (guint round = 0; round < 500; round++) {
    g_autofree char *ids = g_strdup ("abcdefghijklmnopqrstuvwxyz");
    guint n = (guint) g_rand_int_range (rand, 0, 26);

    for (guint i = 0; i < 26; i++) {
      guint j = (guint) g_rand_int_range (rand, (gint32) i, 26);
      char c = ids[i];

      if (round % 3 == 0) {
        ids[i] = ids[j];
        ids[j] = c;
      }
    }
    ids[n] = '\0';
    merge_ids (list, ids);
    for (guint i = 0; i < n; i++)
      g_assert_true (copy->pdata[i] == tote_item_list_lookup (list, (char[]){ ids[i], '\0' }));
  }
}

static void
test_duplicates_last_wins (void)
{
  g_autoptr (ToteItemList) list = tote_item_list_new ();
  g_autoptr (GPtrArray) fresh = make_items ("ab");

  g_ptr_array_add (fresh, make_item ("a", "FOUND", NULL, "again"));
  tote_item_list_merge (list, fresh);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_cmpint (tote_item_get_group (tote_item_list_lookup (list, "a")), ==,
                   TOTE_ITEM_GROUP_FOUND);
}

typedef struct {
  const char *status;
  const char *decision;
  ToteItemGroup group;
  ToteItemGroup group_shopped;
  gboolean question;
} Combination;

/* Contract 3.2, row by row, both dialects. */
static void
test_groups_by_the_table (void)
{
  static const Combination table[] = {
    { "NOT_PICKED", NULL, TOTE_ITEM_GROUP_SHOPPING, TOTE_ITEM_GROUP_SHOPPING, FALSE },
    { "pending", NULL, TOTE_ITEM_GROUP_SHOPPING, TOTE_ITEM_GROUP_SHOPPING, FALSE },
    { "FOUND", NULL, TOTE_ITEM_GROUP_FOUND, TOTE_ITEM_GROUP_FOUND, FALSE },
    { "REPLACED", "PENDING", TOTE_ITEM_GROUP_REPLACED, TOTE_ITEM_GROUP_REPLACED, TRUE },
    { "replaced", "pending", TOTE_ITEM_GROUP_REPLACED, TOTE_ITEM_GROUP_REPLACED, TRUE },
    { "REPLACED", "APPROVED", TOTE_ITEM_GROUP_REPLACED, TOTE_ITEM_GROUP_REPLACED, FALSE },
    { "REPLACED", "SUBSTITUTION_STATUS_UNSPECIFIED", TOTE_ITEM_GROUP_REPLACED,
      TOTE_ITEM_GROUP_REPLACED, FALSE },
    { "REPLACED", "REJECTED", TOTE_ITEM_GROUP_REFUNDED, TOTE_ITEM_GROUP_REFUNDED, FALSE },
    { "APPROVED", NULL, TOTE_ITEM_GROUP_REPLACED, TOTE_ITEM_GROUP_REPLACED, FALSE },
    { "REJECTED", NULL, TOTE_ITEM_GROUP_REFUNDED, TOTE_ITEM_GROUP_REFUNDED, FALSE },
    { "TO_REFUND", NULL, TOTE_ITEM_GROUP_REFUNDED, TOTE_ITEM_GROUP_REFUNDED, FALSE },
    { "refunded", NULL, TOTE_ITEM_GROUP_REFUNDED, TOTE_ITEM_GROUP_REFUNDED, FALSE },
    { "not_found", NULL, TOTE_ITEM_GROUP_SHOPPING, TOTE_ITEM_GROUP_REFUNDED, FALSE },
    { "SHELF_CHECK", NULL, TOTE_ITEM_GROUP_SHOPPING, TOTE_ITEM_GROUP_SHOPPING, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (ToteItem) item = make_item ("x", table[i].status, table[i].decision, "x");

    g_test_message ("%s, %s", table[i].status, table[i].decision);
    tote_item_set_phase (item, FALSE, TRUE);
    g_assert_cmpint (tote_item_get_group (item), ==, table[i].group);
    g_assert_cmpint (tote_item_get_question (item), ==, table[i].question);
    tote_item_set_phase (item, TRUE, FALSE);
    g_assert_cmpint (tote_item_get_group (item), ==, table[i].group_shopped);
    g_assert_false (tote_item_get_question (item));
    g_assert_cmpint (tote_item_get_known (item), ==, !g_str_equal (table[i].status, "SHELF_CHECK"));
  }
}

static void
test_questions_come_and_go (void)
{
  g_autoptr (ToteItemList) list = tote_item_list_new ();
  g_autoptr (GPtrArray) fresh = make_items ("a");
  GListModel *questions = tote_item_list_get_questions (list);
  Count count = { 0 };

  g_signal_connect (questions, "items-changed", G_CALLBACK (count_items_changed), &count);
  tote_item_list_set_phase (list, FALSE, TRUE);
  g_ptr_array_add (fresh, make_item ("q", "REPLACED", "PENDING", "q"));
  tote_item_list_merge (list, fresh);
  g_assert_cmpuint (tote_item_list_get_n_questions (list), ==, 1);
  tote_item_list_merge (list, fresh);
  g_assert_cmpuint (count.n_items_changed, ==, 1);

  tote_item_list_set_phase (list, TRUE, FALSE);
  g_assert_cmpuint (tote_item_list_get_n_questions (list), ==, 0);
  g_assert_cmpuint (count.n_items_changed, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/item-list/unchanged-tells-nothing", test_unchanged_tells_nothing);
  g_test_add_func ("/item-list/one-changed-item-tells-once", test_one_changed_item_tells_once);
  g_test_add_func ("/item-list/moves-are-minimal", test_moves_are_minimal);
  g_test_add_func ("/item-list/listeners-keep-up", test_listeners_keep_up);
  g_test_add_func ("/item-list/duplicates-last-wins", test_duplicates_last_wins);
  g_test_add_func ("/item-list/groups-by-the-table", test_groups_by_the_table);
  g_test_add_func ("/item-list/questions-come-and-go", test_questions_come_and_go);
  return g_test_run ();
}
