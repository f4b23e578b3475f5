/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteObjectList: a #GListModel over an array of objects that is set as a whole and says what
 * differs. Lists that do more derive from it and hold the array.
 */
#define TOTE_TYPE_OBJECT_LIST (tote_object_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (ToteObjectList, tote_object_list, TOTE, OBJECT_LIST, GObject)

struct _ToteObjectListClass {
  GObjectClass parent_class;
};

ToteObjectList *tote_object_list_new (GType item_type);
GPtrArray *tote_object_list_hold (ToteObjectList *self, GType item_type);
guint tote_object_list_set (ToteObjectList *self, GPtrArray *wanted);

G_END_DECLS
