/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Amounts in words: the units that servers name, as people read them. */
char *tote_unit_describe (const char *quantity, const char *unit);

G_END_DECLS
