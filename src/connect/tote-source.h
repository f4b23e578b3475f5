/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A source of a main loop, held for as long as it may still be due. */

void tote_source_clear (GSource **source);

G_END_DECLS
