/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-object-list.h"

#include "tote-list-merge.h"

typedef struct {
  GType item_type;
  GPtrArray *objects; /* (owned) of GObject */
} ToteObjectListPrivate;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_TYPE_WITH_CODE (ToteObjectList, tote_object_list, G_TYPE_OBJECT,
                         G_ADD_PRIVATE (ToteObjectList)
                             G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static ToteObjectListPrivate *
get_private (gpointer self)
{
  return tote_object_list_get_instance_private (self);
}

static GType
tote_object_list_get_item_type (GListModel *model)
{
  return get_private (model)->item_type;
}

static guint
tote_object_list_get_n_items (GListModel *model)
{
  return get_private (model)->objects->len;
}

static gpointer
tote_object_list_get_item (GListModel *model, guint position)
{
  GPtrArray *objects = get_private (model)->objects;

  return position < objects->len ? g_object_ref (objects->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = tote_object_list_get_item_type;
  iface->get_n_items = tote_object_list_get_n_items;
  iface->get_item = tote_object_list_get_item;
}

static void
tote_object_list_finalize (GObject *object)
{
  g_ptr_array_unref (get_private (object)->objects);

  G_OBJECT_CLASS (tote_object_list_parent_class)->finalize (object);
}

static void
tote_object_list_class_init (ToteObjectListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_object_list_finalize;
}

static void
tote_object_list_init (ToteObjectList *self)
{
  get_private (self)->objects = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * tote_object_list_new:
 * @item_type: the type of its objects
 *
 * Returns: (transfer full): an empty list
 */
ToteObjectList *
tote_object_list_new (GType item_type)
{
  ToteObjectList *self = g_object_new (TOTE_TYPE_OBJECT_LIST, NULL);

  tote_object_list_hold (self, item_type);
  return self;
}

/**
 * tote_object_list_hold:
 * @self: a list of a derived class, while it is made
 * @item_type: the type of its objects
 *
 * Returns: (transfer none) (element-type GObject): the array behind the list, which a derived class
 *   may change when it says what it changed
 */
GPtrArray *
tote_object_list_hold (ToteObjectList *self, GType item_type)
{
  g_return_val_if_fail (TOTE_IS_OBJECT_LIST (self), NULL);

  get_private (self)->item_type = item_type;
  return get_private (self)->objects;
}

/**
 * tote_object_list_set:
 * @wanted: (element-type GObject): what it should hold from now on
 *
 * Returns: how many changes were told
 */
guint
tote_object_list_set (ToteObjectList *self, GPtrArray *wanted)
{
  g_return_val_if_fail (TOTE_IS_OBJECT_LIST (self), 0);
  g_return_val_if_fail (wanted != NULL, 0);
  return tote_list_merge (G_LIST_MODEL (self), get_private (self)->objects, wanted);
}
