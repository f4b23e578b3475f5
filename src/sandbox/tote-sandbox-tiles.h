/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-call.h"

G_BEGIN_DECLS

/* The map: tiles of 256 pixels, drawn when they are asked for and then kept. */
void tote_sandbox_tiles_answer (GHashTable *kept, ToteSandboxCall *call);
GBytes *tote_sandbox_tiles_draw (int zoom, int x, int y, gboolean dark, int density);

G_END_DECLS
