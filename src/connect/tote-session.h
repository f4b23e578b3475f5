/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/*
 * The session everything in one process asks with, and the language it asks in.
 */

SoupSession *tote_session_new (void);
const char *tote_session_get_language (void);
const char *tote_session_map_language (const char *const *names);

G_END_DECLS
