/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Where calls may go: HTTPS anywhere, plain HTTP to this machine alone (contract 1).
 */

char *tote_endpoint_normalize (const char *base, GError **error);
gboolean tote_endpoint_is_permitted (GUri *uri);
gboolean tote_endpoint_is_loopback (GUri *uri);
char *tote_endpoint_escape (const char *segment);

G_END_DECLS
