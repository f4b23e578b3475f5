/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteKeyPad: large keys on the screen: digits, and letters where they are needed.
 *
 * Signal "typed" (guint character), "erased".
 */
#define TOTE_TYPE_KEY_PAD (tote_key_pad_get_type ())
G_DECLARE_FINAL_TYPE (ToteKeyPad, tote_key_pad, TOTE, KEY_PAD, AdwBin)

void tote_key_pad_set_letters (ToteKeyPad *self, gboolean letters, gboolean wanted);

G_END_DECLS
