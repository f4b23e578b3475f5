/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ToteBytesDiff: what one body has in the place of a stretch of another: the one stretch that
 * covers all that differs.
 *
 * @start: where it begins in both
 * @removed: how long it is in the one before
 * @added: how long it is in the one after
 */
typedef struct {
  gsize start;
  gsize removed;
  gsize added;
} ToteBytesDiff;

ToteBytesDiff tote_bytes_diff (GBytes *before, GBytes *after);

G_END_DECLS
