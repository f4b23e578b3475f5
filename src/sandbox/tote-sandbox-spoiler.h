/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

void tote_sandbox_spoiler_reset (SoupServerMessage *message);
void tote_sandbox_spoiler_truncate (SoupServerMessage *message, GBytes *body, const char *type);
void tote_sandbox_spoiler_flood (SoupServerMessage *message);

G_END_DECLS
