/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-list-merge.h"

/* More separate changes than this are told as one: listeners do work for each. */
#define RUNS_MAX 64

typedef struct {
  GListModel *model;
  GPtrArray *live;
  GPtrArray *wanted;
  guint head; /* how many at the start are alike */
  guint tail; /* how many at the end are alike */
} Merge;

static void
tell (Merge *merge, guint position, guint removed, guint added)
{
  g_list_model_items_changed (merge->model, position, removed, added);
}

static void
trim (Merge *merge)
{
  GPtrArray *a = merge->live, *b = merge->wanted;
  guint n = MIN (a->len, b->len);

  while (merge->head < n && a->pdata[merge->head] == b->pdata[merge->head])
    merge->head++;
  while (merge->tail < n - merge->head &&
         a->pdata[a->len - 1 - merge->tail] == b->pdata[b->len - 1 - merge->tail])
    merge->tail++;
}

/* The objects of array between the parts that are alike. */
static GHashTable *
collect (Merge *merge, GPtrArray *array)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  for (guint i = merge->head; i < array->len - merge->tail; i++)
    g_hash_table_add (set, array->pdata[i]);
  return set;
}

static guint
count_runs (Merge *merge, GPtrArray *array, GHashTable *others)
{
  guint n = 0;
  gboolean inside = FALSE;

  for (guint i = merge->head; i < array->len - merge->tail; i++) {
    gboolean alone = !g_hash_table_contains (others, array->pdata[i]);

    n += alone && !inside;
    inside = alone;
  }
  return n;
}

/* Whether what stays is in the same order before and after. */
static gboolean
keeps_order (Merge *merge, GHashTable *before, GHashTable *after)
{
  guint end = merge->wanted->len - merge->tail, j = merge->head;

  for (guint i = merge->head; i < merge->live->len - merge->tail; i++) {
    if (!g_hash_table_contains (after, merge->live->pdata[i]))
      continue;
    while (j < end && !g_hash_table_contains (before, merge->wanted->pdata[j]))
      j++;
    if (j == end || merge->wanted->pdata[j++] != merge->live->pdata[i])
      return FALSE;
  }
  return TRUE;
}

static void
remove_runs (Merge *merge, GHashTable *after)
{
  guint end = merge->live->len - merge->tail;

  while (end > merge->head) {
    guint start = end;

    while (start > merge->head && !g_hash_table_contains (after, merge->live->pdata[start - 1]))
      start--;
    if (start == end) {
      end--;
      continue;
    }
    g_ptr_array_remove_range (merge->live, start, end - start);
    tell (merge, start, end - start, 0);
    end = start;
  }
}

static void
insert_runs (Merge *merge, GHashTable *before)
{
  guint end = merge->wanted->len - merge->tail;

  for (guint i = merge->head; i < end;) {
    guint start = i;

    for (; i < end && !g_hash_table_contains (before, merge->wanted->pdata[i]); i++)
      g_ptr_array_insert (merge->live, (int) i, g_object_ref (merge->wanted->pdata[i]));
    if (i > start)
      tell (merge, start, 0, i - start);
    else
      i++;
  }
}

static void
replace_stretch (Merge *merge)
{
  guint removed = merge->live->len - merge->head - merge->tail;
  guint added = merge->wanted->len - merge->head - merge->tail;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < removed; i++)
    g_ptr_array_add (kept, g_object_ref (merge->live->pdata[merge->head + i]));
  if (removed > 0)
    g_ptr_array_remove_range (merge->live, merge->head, removed);
  for (guint i = merge->head; i < merge->head + added; i++)
    g_ptr_array_insert (merge->live, (int) i, g_object_ref (merge->wanted->pdata[i]));
  tell (merge, merge->head, removed, added);
}

/**
 * tote_list_merge:
 * @model: the list that tells
 * @live: (element-type GObject): what it holds; owns its objects
 * @wanted: (element-type GObject): what it should hold; each object once
 *
 * Makes @live equal to @wanted with as few and as small “items-changed” as it takes: what goes is
 * taken out run by run, what is new is put in run by run, and what stays is not mentioned. When
 * what stays changes its order, or there would be very many runs, one change covers the stretch.
 * @live is consistent with what was told at every signal.
 *
 * Returns: how many changes were told
 */
guint
tote_list_merge (GListModel *model, GPtrArray *live, GPtrArray *wanted)
{
  Merge merge = { model, live, wanted, 0, 0 };
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  guint n_runs;

  trim (&merge);
  if (merge.head == live->len && merge.head == wanted->len)
    return 0;
  if (merge.head + merge.tail == MIN (live->len, wanted->len)) {
    replace_stretch (&merge); /* something only came or only went, in one place */
    return 1;
  }

  before = collect (&merge, live);
  after = collect (&merge, wanted);
  n_runs = count_runs (&merge, live, after) + count_runs (&merge, wanted, before);
  if (n_runs > RUNS_MAX || !keeps_order (&merge, before, after)) {
    replace_stretch (&merge);
    return 1;
  }

  remove_runs (&merge, after);
  insert_runs (&merge, before);
  return n_runs;
}
