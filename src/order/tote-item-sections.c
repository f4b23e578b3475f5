/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-item-sections.h"

#include "tote-list-merge.h"

/* The items of an order as the page lists them: group by group, each under a heading with its
 * count, only those that match the search. One flat GListModel of ToteItemEntry for one virtualised
 * list. An item that changes its group moves; all other entries stay the objects they are. */
struct _ToteItemSections {
  ToteObjectList parent_instance;

  ToteItemList *items; /* (owned) */
  char *search;        /* (owned) never %NULL */
  GPtrArray *flat;     /* of ToteItemEntry: headings and items, as listed */
  GHashTable *by_item; /* (owned) ToteItem, owned by its entry → ToteItemEntry, not owned */
  ToteItemEntry *headings[TOTE_N_ITEM_GROUPS]; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteItemSections, tote_item_sections, TOTE_TYPE_OBJECT_LIST)

static ToteItemEntry *
entry_at (GPtrArray *entries, guint position)
{
  return g_ptr_array_index (entries, position);
}

static gboolean
product_matches (ToteItemSections *self, ToteProduct *product)
{
  const char *name = product != NULL ? tote_product_get_name (product) : NULL;

  return name != NULL && g_str_match_string (self->search, name, TRUE);
}

static gboolean
matches (ToteItemSections *self, ToteItem *item)
{
  return *self->search == '\0' || product_matches (self, tote_item_get_product (item)) ||
         product_matches (self, tote_item_get_replacement (item));
}

/* The entry that shows item in its present group, kept if there is one. */
static ToteItemEntry *
entry_for (ToteItemSections *self, ToteItem *item)
{
  ToteItemEntry *entry = g_hash_table_lookup (self->by_item, item);

  if (entry != NULL && tote_item_entry_get_group (entry) == tote_item_get_group (item))
    return g_object_ref (entry);
  return tote_item_entry_new (item);
}

/* All entries as they should be listed now. */
static GPtrArray *
lay_out (ToteItemSections *self)
{
  GPtrArray *flat = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *items = G_LIST_MODEL (self->items);
  GPtrArray *entries[TOTE_N_ITEM_GROUPS];

  for (guint group = 0; group < TOTE_N_ITEM_GROUPS; group++)
    entries[group] = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (items, i);

    if (matches (self, item))
      g_ptr_array_add (entries[tote_item_get_group (item)], entry_for (self, item));
  }

  for (guint group = 0; group < TOTE_N_ITEM_GROUPS; group++) {
    if (entries[group]->len > 0)
      g_ptr_array_add (flat, g_object_ref (self->headings[group]));
    g_ptr_array_extend_and_steal (flat, entries[group]);
  }
  return flat;
}

static void
index_entries (ToteItemSections *self, GPtrArray *flat)
{
  g_hash_table_remove_all (self->by_item);
  for (guint i = 0; i < flat->len; i++) {
    ToteItem *item = tote_item_entry_get_item (entry_at (flat, i));

    if (item != NULL)
      g_hash_table_insert (self->by_item, item, entry_at (flat, i));
  }
}

/* Counts and places of all entries, told where they differ. */
static void
place_entries (ToteItemSections *self, GPtrArray *flat)
{
  guint counts[TOTE_N_ITEM_GROUPS] = { 0 };

  for (guint i = 0; i < flat->len; i++) {
    ToteItemEntry *entry = entry_at (flat, i);
    gboolean first, last;

    if (tote_item_entry_get_item (entry) == NULL)
      continue;

    counts[tote_item_entry_get_group (entry)]++;
    first = tote_item_entry_get_item (entry_at (flat, i - 1)) == NULL;
    last = i + 1 == flat->len || tote_item_entry_get_item (entry_at (flat, i + 1)) == NULL;
    tote_item_entry_set_place (entry, first, last);
  }
  for (guint group = 0; group < TOTE_N_ITEM_GROUPS; group++)
    tote_item_entry_set_count (self->headings[group], counts[group]);
}

/* Lays everything out anew and tells what differs. */
static void
settle (ToteItemSections *self)
{
  g_autoptr (GPtrArray) wanted = lay_out (self);

  index_entries (self, wanted);
  place_entries (self, wanted);
  tote_list_merge (G_LIST_MODEL (self), self->flat, wanted);
}

/* Takes an entry out by itself: what is then put in elsewhere is one stretch too, and nothing
 * between the two places has to be compared. */
static void
drop_entry (ToteItemSections *self, ToteItemEntry *entry)
{
  guint position;

  if (!g_ptr_array_find (self->flat, entry, &position))
    return;

  g_hash_table_remove (self->by_item, tote_item_entry_get_item (entry));
  g_ptr_array_remove_index (self->flat, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
on_item_changed (ToteItemSections *self, ToteItem *item)
{
  ToteItemEntry *entry = g_hash_table_lookup (self->by_item, item);
  gboolean listed = entry != NULL;

  /* Most changes leave an item where it is; its row is bound to it and needs nothing. */
  if (listed == matches (self, item) &&
      (!listed || tote_item_entry_get_group (entry) == tote_item_get_group (item)))
    return;

  if (listed)
    drop_entry (self, entry);
  settle (self);
}

static void
tote_item_sections_dispose (GObject *object)
{
  ToteItemSections *self = TOTE_ITEM_SECTIONS (object);

  g_clear_object (&self->items);

  G_OBJECT_CLASS (tote_item_sections_parent_class)->dispose (object);
}

static void
tote_item_sections_finalize (GObject *object)
{
  ToteItemSections *self = TOTE_ITEM_SECTIONS (object);

  g_hash_table_unref (self->by_item);
  g_free (self->search);
  for (guint group = 0; group < TOTE_N_ITEM_GROUPS; group++)
    g_object_unref (self->headings[group]);

  G_OBJECT_CLASS (tote_item_sections_parent_class)->finalize (object);
}

static void
tote_item_sections_class_init (ToteItemSectionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tote_item_sections_dispose;
  object_class->finalize = tote_item_sections_finalize;
}

static void
tote_item_sections_init (ToteItemSections *self)
{
  self->search = g_strdup ("");
  self->flat = tote_object_list_hold (TOTE_OBJECT_LIST (self), TOTE_TYPE_ITEM_ENTRY);
  self->by_item = g_hash_table_new (NULL, NULL);
  for (guint group = 0; group < TOTE_N_ITEM_GROUPS; group++)
    self->headings[group] = tote_item_entry_new_heading (group);
}

/**
 * tote_item_sections_new:
 * @items: the items to list
 *
 * Returns: (transfer full): a model of #ToteItemEntry
 */
ToteItemSections *
tote_item_sections_new (ToteItemList *items)
{
  ToteItemSections *self;

  g_return_val_if_fail (TOTE_IS_ITEM_LIST (items), NULL);

  self = g_object_new (TOTE_TYPE_ITEM_SECTIONS, NULL);
  self->items = g_object_ref (items);
  g_signal_connect_object (items, "items-changed", G_CALLBACK (settle), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (items, "item-changed", G_CALLBACK (on_item_changed), self,
                           G_CONNECT_SWAPPED);
  settle (self);

  return self;
}

/**
 * tote_item_sections_set_search:
 * @search: (nullable): words to look for; each must begin a word of the name, accents and case
 *     aside
 */
void
tote_item_sections_set_search (ToteItemSections *self, const char *search)
{
  g_return_if_fail (TOTE_IS_ITEM_SECTIONS (self));

  search = search != NULL ? search : "";
  if (g_str_equal (self->search, search))
    return;

  g_free (self->search);
  self->search = g_strdup (search);
  settle (self);
}
