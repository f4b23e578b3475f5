/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean tote_link_parse (const char *link, char **order_id, char **code, GError **error);

G_END_DECLS
