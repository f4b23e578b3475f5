/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Contract 8.5. */
#define TOTE_BODY_MAX (4 * 1024 * 1024)
#define TOTE_DEPTH_MAX 64
#define TOTE_LIST_MAX 5000

/* What the parser makes of a member costs as much as there are before it, where somebody chose the
 * names for that; and what it makes of a value is a hundred times as large as that may be written.
 */
#define TOTE_MEMBERS_MAX 256
#define TOTE_VALUES_MAX 200000

/**
 * ToteJsonScan: looks at a body while it is being read, so that one that is too deep, too long or
 * no JSON at all is refused before anything is built from it. It is strict where the parser behind
 * it is lenient (comments, octal numbers, a second value), and it blunts in place a NUL or half a
 * surrogate pair in a text, which would cut it short or spoil the whole body there, to U+FFFD. What
 * needs more room to be mended is left to tote_json_mend(). No member is meant to be used from
 * outside.
 */
typedef struct {
  gsize position;
  gsize token; /* where the number, literal or escape under way begins */
  gsize high;  /* where a \u escape with the first half of a pair stands, 0 for none */
  guint state;
  guint depth;
  guint counts[TOTE_DEPTH_MAX];
  guint n_values;
  gboolean lists[TOTE_DEPTH_MAX];
  gboolean in_key;
} ToteJsonScan;

void tote_json_scan_init (ToteJsonScan *self);
gboolean tote_json_scan_feed (ToteJsonScan *self, guint8 *data, gsize size, GError **error);
gboolean tote_json_scan_end (ToteJsonScan *self, GError **error);

G_END_DECLS
