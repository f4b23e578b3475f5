/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-json-read.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteJsonSplice: which entries one body has in the place of others.
 *
 * @first: the position of the first one that differs
 * @removed: how many went
 * @added: how many came
 */
typedef struct {
  guint first;
  guint removed;
  guint added;
} ToteJsonSplice;

GArray *tote_json_spans_follow (GArray *spans, GBytes *before, GBytes *after,
                                ToteJsonSplice *splice);

G_END_DECLS
