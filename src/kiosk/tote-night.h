/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When a store display is dark and quiet. */
gboolean tote_night_is (gint64 now);

G_END_DECLS
