/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How postal codes are made, country by country. */
gboolean tote_postal_has_letters (const char *country);

G_END_DECLS
