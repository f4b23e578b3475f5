/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A server of HTTP/2 can keep libsoup (3.2) busy for ever with frames that say nothing: it reads on
 * as long as there is something to read, within one dispatch of the main loop, and neither timer
 * nor cancellable can stop it; or it comes back so soon that nothing is drawn any more. Here
 * somebody looks from outside.
 */

void tote_line_guard_watch (GIOStream *line);

G_END_DECLS
