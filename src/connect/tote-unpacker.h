/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ToteUnpacker: unpacks a gzip body piece by piece. libsoup would do it too, but looks for bytes to
 * hand up without a pause: from a body that unpacks to nothing, and never ends, it does not come
 * back. Here each piece is the caller's to read.
 */
typedef struct _ToteUnpacker ToteUnpacker;

ToteUnpacker *tote_unpacker_new (void);
void tote_unpacker_free (ToteUnpacker *self);
gboolean tote_unpacker_feed (ToteUnpacker *self, const guint8 *data, gsize size, GByteArray *body,
                             gsize limit, GError **error);
gboolean tote_unpacker_end (ToteUnpacker *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteUnpacker, tote_unpacker_free)

G_END_DECLS
