/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteLoopbackResolver: keeps what is meant for this machine on it. The system's resolver may send
 * plain HTTP for 127.0.0.1 to a proxy, with the bearer readable to it and to all on the way. Any
 * other address is the system's to decide.
 */
#define TOTE_TYPE_LOOPBACK_RESOLVER (tote_loopback_resolver_get_type ())
G_DECLARE_FINAL_TYPE (ToteLoopbackResolver, tote_loopback_resolver, TOTE, LOOPBACK_RESOLVER,
                      GObject)

GProxyResolver *tote_loopback_resolver_new (GProxyResolver *elsewhere);

G_END_DECLS
