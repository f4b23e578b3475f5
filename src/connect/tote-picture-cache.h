/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TotePictureCache: the bytes of the pictures seen last, and which addresses lately had none. In
 * memory alone.
 */
typedef struct _TotePictureCache TotePictureCache;

TotePictureCache *tote_picture_cache_new (gsize bytes_max, gint64 failure_age_max);
void tote_picture_cache_free (TotePictureCache *self);

GBytes *tote_picture_cache_lookup (TotePictureCache *self, const char *url, GError **error);
void tote_picture_cache_put (TotePictureCache *self, const char *url, GBytes *bytes);
void tote_picture_cache_put_failure (TotePictureCache *self, const char *url, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TotePictureCache, tote_picture_cache_free)

G_END_DECLS
