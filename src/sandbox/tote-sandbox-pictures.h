/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-call.h"

G_BEGIN_DECLS

/* The pictures that items, shopper and store have on the wire, as PNG. */
void tote_sandbox_pictures_answer (GHashTable *kept, ToteSandboxCall *call);
GBytes *tote_sandbox_pictures_draw (const char *name);

G_END_DECLS
