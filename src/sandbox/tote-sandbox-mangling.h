/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many kinds of odd texts there are, counted from one. */
#define TOTE_SANDBOX_ODD_TEXTS 9

GBytes *tote_sandbox_mangle_texts (GBytes *json, guint kind);
GBytes *tote_sandbox_mangle_member (GBytes *json, const char *name);

G_END_DECLS
