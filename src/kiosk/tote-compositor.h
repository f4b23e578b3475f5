/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether the compositor of a store display is still there, for the process that has no window. */
GSource *tote_compositor_watch (GSourceOnceFunc gone, gpointer user_data);

G_END_DECLS
