/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How a second start gives the first one a token. What goes over the session bus stays in the
 * memory of its daemon: there stands only that a token comes, which itself is in a pipe that takes
 * the place of the second start's standard input. */
void tote_handover_write (const char *token, GVariantBuilder *platform_data);
char *tote_handover_read (GApplicationCommandLine *command_line);

G_END_DECLS
