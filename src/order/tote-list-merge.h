/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

guint tote_list_merge (GListModel *model, GPtrArray *live, GPtrArray *wanted);

G_END_DECLS
