/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Brings the array behind a list model to what is wanted, with as few items-changed as it
 * takes.
 */

guint tote_list_merge (GListModel *model, GPtrArray *live, GPtrArray *wanted);

G_END_DECLS
