/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Mends in a sound body what the parser behind would lose, or lose all of the body for: bytes that
 * are no UTF-8, as where somebody cut a name in the middle of a letter, become U+FFFD; a number
 * that fits in no variable becomes a text of the same digits, since it is an id.
 */

GBytes *tote_json_mend (GBytes *bytes);

G_END_DECLS
