/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Looks a profile over before it is put to use, with no display: every mistake in it, and where. */
GPtrArray *tote_profile_check (const char *path, GError **error);

G_END_DECLS
