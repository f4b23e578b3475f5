/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-item-list.h"

#include "tote-list-merge.h"
#include "tote-object-list.h"

/* The lines of one order, in the server's order, merged by id: an item keeps its object for as
 * long as the line is there, so whatever is bound to it stays bound. Signal “item-changed” tells
 * of one item whose contents differ after a merge or a change of phase; it comes when the whole
 * list is consistent. */
struct _ToteItemList {
  ToteObjectList parent_instance;

  GPtrArray *items;          /* of ToteItem */
  GHashTable *by_id;         /* (owned) id, owned by its item → ToteItem, not owned */
  ToteObjectList *questions; /* (owned) of ToteItem */
  guint counts[TOTE_N_ITEM_GROUPS];
  gboolean shopped;
  gboolean decidable;
  gboolean merged;
};

G_DEFINE_FINAL_TYPE (ToteItemList, tote_item_list, TOTE_TYPE_OBJECT_LIST)

typedef enum {
  PROP_N_ITEMS = 1,
  PROP_N_SHOPPING,
  PROP_N_QUESTIONS,
  PROP_QUESTIONS,
  PROP_DECIDABLE,
} ToteItemListProperty;

static GParamSpec *props[PROP_DECIDABLE + 1];

enum {
  ITEM_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
notify (ToteItemList *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static ToteItem *
item_at (GPtrArray *items, guint position)
{
  return g_ptr_array_index (items, position);
}

/* Brings the questions in line with the items. */
static void
settle_questions (ToteItemList *self)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  guint n_old = tote_item_list_get_n_questions (self);

  for (guint i = 0; i < self->items->len; i++)
    if (tote_item_get_question (item_at (self->items, i)))
      g_ptr_array_add (wanted, item_at (self->items, i));

  tote_object_list_set (self->questions, wanted);
  if (n_old != wanted->len)
    notify (self, PROP_N_QUESTIONS);
}

static void
settle_counts (ToteItemList *self)
{
  const guint n_shopping = self->counts[TOTE_ITEM_GROUP_SHOPPING];

  memset (self->counts, 0, sizeof self->counts);
  for (guint i = 0; i < self->items->len; i++)
    self->counts[tote_item_get_group (item_at (self->items, i))]++;

  if (self->counts[TOTE_ITEM_GROUP_SHOPPING] != n_shopping)
    notify (self, PROP_N_SHOPPING);
  settle_questions (self);
}

/* Of lines with one id the last wins, in the place of the first (contract 8.9). */
static GPtrArray *
drop_duplicates (GPtrArray *fresh)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *unique = g_ptr_array_sized_new (fresh->len);

  for (guint i = 0; i < fresh->len; i++) {
    ToteItem *item = item_at (fresh, i);
    gpointer place;

    if (g_hash_table_lookup_extended (ids, tote_item_get_id (item), NULL, &place)) {
      unique->pdata[GPOINTER_TO_UINT (place)] = item;
    } else {
      g_hash_table_insert (ids, (gpointer) tote_item_get_id (item), GUINT_TO_POINTER (unique->len));
      g_ptr_array_add (unique, item);
    }
  }
  return unique;
}

/* The items as they should be listed: the live object of a line that is known, else the fresh. */
static GPtrArray *
choose_items (ToteItemList *self, GPtrArray *unique)
{
  GPtrArray *wanted = g_ptr_array_new_full (unique->len, g_object_unref);

  for (guint i = 0; i < unique->len; i++) {
    ToteItem *fresh = item_at (unique, i);
    ToteItem *live = g_hash_table_lookup (self->by_id, tote_item_get_id (fresh));

    if (live == NULL) {
      tote_item_set_phase (fresh, self->shopped, self->decidable);
      tote_item_set_changed (fresh, self->merged);
    }
    g_ptr_array_add (wanted, g_object_ref (live != NULL ? live : fresh));
  }
  return wanted;
}

static void
index_items (ToteItemList *self, GPtrArray *items)
{
  g_hash_table_remove_all (self->by_id);
  for (guint i = 0; i < items->len; i++)
    g_hash_table_insert (self->by_id, (gpointer) tote_item_get_id (item_at (items, i)),
                         item_at (items, i));
}

/* Whether fresh has the lines that are known, in the same order: the usual case by far. */
static gboolean
has_same_lines (ToteItemList *self, GPtrArray *fresh)
{
  if (!self->merged || self->items->len != fresh->len)
    return FALSE;

  for (guint i = 0; i < fresh->len; i++)
    if (!g_str_equal (tote_item_get_id (item_at (self->items, i)),
                      tote_item_get_id (item_at (fresh, i))))
      return FALSE;
  return TRUE;
}

/* Of the items that stay, those that differ now. */
static GPtrArray *
update_items (GPtrArray *live, GPtrArray *fresh)
{
  GPtrArray *differing = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < fresh->len; i++) {
    ToteItem *item = item_at (live, i);

    if (item != item_at (fresh, i) && tote_item_update (item, item_at (fresh, i)))
      g_ptr_array_add (differing, g_object_ref (item));
  }
  return differing;
}

/* Lines came, went or moved. */
static guint
merge_lines (ToteItemList *self, GPtrArray *fresh, GPtrArray **differing)
{
  g_autoptr (GPtrArray) unique = drop_duplicates (fresh);
  g_autoptr (GPtrArray) wanted = choose_items (self, unique);

  *differing = update_items (wanted, unique);
  index_items (self, wanted);
  return tote_list_merge (G_LIST_MODEL (self), self->items, wanted);
}

static void
tell_changed (ToteItemList *self, GPtrArray *differing)
{
  for (guint i = 0; i < differing->len; i++)
    g_signal_emit (self, signals[ITEM_CHANGED], 0, item_at (differing, i));
}

static void
tote_item_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteItemList *self = TOTE_ITEM_LIST (object);

  switch ((ToteItemListProperty) id) {
  case PROP_N_ITEMS:
    g_value_set_uint (value, self->items->len);
    break;
  case PROP_N_SHOPPING:
    g_value_set_uint (value, self->counts[TOTE_ITEM_GROUP_SHOPPING]);
    break;
  case PROP_N_QUESTIONS:
    g_value_set_uint (value, tote_item_list_get_n_questions (self));
    break;
  case PROP_QUESTIONS:
    g_value_set_object (value, self->questions);
    break;
  case PROP_DECIDABLE:
    g_value_set_boolean (value, self->decidable);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_item_list_finalize (GObject *object)
{
  ToteItemList *self = TOTE_ITEM_LIST (object);

  g_hash_table_unref (self->by_id);
  g_object_unref (self->questions);

  G_OBJECT_CLASS (tote_item_list_parent_class)->finalize (object);
}

static void
tote_item_list_class_init (ToteItemListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_item_list_get_property;
  object_class->finalize = tote_item_list_finalize;

  props[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, read);
  props[PROP_N_SHOPPING] = g_param_spec_uint ("n-shopping", NULL, NULL, 0, G_MAXUINT, 0, read);
  props[PROP_N_QUESTIONS] = g_param_spec_uint ("n-questions", NULL, NULL, 0, G_MAXUINT, 0, read);
  props[PROP_QUESTIONS] = g_param_spec_object ("questions", NULL, NULL, G_TYPE_LIST_MODEL, read);
  props[PROP_DECIDABLE] = g_param_spec_boolean ("decidable", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  /**
   * ToteItemList::item-changed:
   * @item: the item that differs
   */
  signals[ITEM_CHANGED] =
      g_signal_new ("item-changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, TOTE_TYPE_ITEM);
}

static void
tote_item_list_init (ToteItemList *self)
{
  self->items = tote_object_list_hold (TOTE_OBJECT_LIST (self), TOTE_TYPE_ITEM);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->questions = tote_object_list_new (TOTE_TYPE_ITEM);
}

/**
 * tote_item_list_new:
 *
 * Returns: (transfer full): an empty list
 */
ToteItemList *
tote_item_list_new (void)
{
  return g_object_new (TOTE_TYPE_ITEM_LIST, NULL);
}

/**
 * tote_item_list_merge:
 * @fresh: (element-type ToteItem): all items of a newer answer, in its order
 *
 * Takes over what differs: “items-changed” for lines that came, went or moved, “item-changed” and
 * notifications for those that differ, nothing for all others.
 *
 * Returns: how many changes were told
 */
guint
tote_item_list_merge (ToteItemList *self, GPtrArray *fresh)
{
  g_autoptr (GPtrArray) differing = NULL;
  guint n_before, n_changes = 0;

  g_return_val_if_fail (TOTE_IS_ITEM_LIST (self), 0);
  g_return_val_if_fail (fresh != NULL, 0);

  n_before = self->items->len;
  g_object_freeze_notify (G_OBJECT (self));
  if (has_same_lines (self, fresh))
    differing = update_items (self->items, fresh);
  else
    n_changes = merge_lines (self, fresh, &differing);
  self->merged = TRUE;

  if (n_changes + differing->len > 0)
    settle_counts (self);
  if (n_before != self->items->len)
    notify (self, PROP_N_ITEMS);
  tell_changed (self, differing);
  g_object_thaw_notify (G_OBJECT (self));
  return n_changes + differing->len;
}

/**
 * tote_item_list_set_phase:
 * @shopped: whether the shopper is done shopping
 * @decidable: whether the customer can still decide on replacements
 */
void
tote_item_list_set_phase (ToteItemList *self, gboolean shopped, gboolean decidable)
{
  g_autoptr (GPtrArray) differing = NULL;

  g_return_if_fail (TOTE_IS_ITEM_LIST (self));

  shopped = !!shopped;
  decidable = !!decidable;
  if (self->shopped == shopped && self->decidable == decidable)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->decidable != decidable)
    notify (self, PROP_DECIDABLE);
  self->shopped = shopped;
  self->decidable = decidable;

  differing = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->items->len; i++)
    if (tote_item_set_phase (item_at (self->items, i), shopped, decidable))
      g_ptr_array_add (differing, g_object_ref (item_at (self->items, i)));

  settle_counts (self);
  tell_changed (self, differing);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * tote_item_list_lookup:
 * @id: a line's id
 *
 * Returns: (transfer none) (nullable): the item of that id
 */
ToteItem *
tote_item_list_lookup (ToteItemList *self, const char *id)
{
  g_return_val_if_fail (TOTE_IS_ITEM_LIST (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);
  return g_hash_table_lookup (self->by_id, id);
}

/**
 * tote_item_list_get_count:
 *
 * Returns: how many items stand in @group
 */
guint
tote_item_list_get_count (ToteItemList *self, ToteItemGroup group)
{
  g_return_val_if_fail (TOTE_IS_ITEM_LIST (self), 0);
  g_return_val_if_fail ((guint) group < TOTE_N_ITEM_GROUPS, 0);
  return self->counts[group];
}

/**
 * tote_item_list_get_n_questions:
 *
 * Returns: how many replacements wait for the customer
 */
guint
tote_item_list_get_n_questions (ToteItemList *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM_LIST (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->questions));
}

/**
 * tote_item_list_get_questions:
 *
 * Returns: (transfer none): a live model of the items whose replacement waits for the customer
 */
GListModel *
tote_item_list_get_questions (ToteItemList *self)
{
  g_return_val_if_fail (TOTE_IS_ITEM_LIST (self), NULL);
  return G_LIST_MODEL (self->questions);
}

/**
 * tote_item_list_mark_seen:
 *
 * The customer has looked: no item counts as changed any more.
 */
void
tote_item_list_mark_seen (ToteItemList *self)
{
  g_return_if_fail (TOTE_IS_ITEM_LIST (self));

  for (guint i = 0; i < self->items->len; i++)
    tote_item_set_changed (item_at (self->items, i), FALSE);
}
