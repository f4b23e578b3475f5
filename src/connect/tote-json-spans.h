/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ToteJsonSpan: where an entry of a list, an object, stands in a body.
 *
 * @start: of its opening brace
 * @end: behind its closing one
 */
typedef struct {
  guint start;
  guint end;
} ToteJsonSpan;

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

GArray *tote_json_spans_new (GBytes *body, const char *const *names);
GArray *tote_json_spans_follow (GArray *spans, GBytes *before, GBytes *after,
                                ToteJsonSplice *splice);

G_END_DECLS
