/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TOTE_TYPE_LOOPBACK_RESOLVER (tote_loopback_resolver_get_type ())
G_DECLARE_FINAL_TYPE (ToteLoopbackResolver, tote_loopback_resolver, TOTE, LOOPBACK_RESOLVER,
                      GObject)

GProxyResolver *tote_loopback_resolver_new (GProxyResolver *elsewhere);

G_END_DECLS
