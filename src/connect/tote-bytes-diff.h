/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ToteBytesDiff: what one body has in the place of a stretch of another.
 *
 * @start: where it begins in the one before
 * @removed: how long it is there
 * @added: how long it is in the one after
 * @from: where it begins there
 */
typedef struct {
  gsize start;
  gsize removed;
  gsize added;
  gsize from;
} ToteBytesDiff;

ToteBytesDiff tote_bytes_diff (GBytes *before, GBytes *after);
GArray *tote_bytes_diff_all (GBytes *before, GBytes *after);

G_END_DECLS
