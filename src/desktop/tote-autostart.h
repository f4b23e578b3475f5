/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the desktop starts Tote, without a window, when the person signs in: a file of the
 * person's own. In a sandbox it is the portal's (ToteBackgroundPortal). */
void tote_autostart_set (gboolean on);

G_END_DECLS
