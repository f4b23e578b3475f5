/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Contract 8.5 and design 8. */
#define TOTE_PICTURE_BYTES_MAX (8 * 1024 * 1024)
#define TOTE_PICTURE_SIDE_MAX 4096

gboolean tote_picture_probe (GBytes *bytes, guint *width, guint *height);
gboolean tote_picture_check (GBytes *bytes, GError **error);

G_END_DECLS
