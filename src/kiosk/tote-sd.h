/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a service says to systemd (sd_notify(3)), where there is one. */
gboolean tote_sd_notify (const char *text);
gint64 tote_sd_get_watchdog (void);

G_END_DECLS
