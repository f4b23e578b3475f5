/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE

#include "tote-bytes-diff.h"

#include <string.h>

/* So much is compared at once, by the C library, before it is looked at one by one. */
#define STRIDE 256

/* A stretch so long may have something in it that is the same. It is looked for by a piece as long
 * as an entry of a list, which holds an id that no other has. */
#define SPLIT_FROM 4096
#define MARK 512

static gsize
count_same_start (const guint8 *a, const guint8 *b, gsize most)
{
  gsize n = 0;

  while (n + STRIDE <= most && memcmp (a + n, b + n, STRIDE) == 0)
    n += STRIDE;
  while (n < most && a[n] == b[n])
    n++;

  return n;
}

/* a, b: where the bodies end. */
static gsize
count_same_end (const guint8 *a, const guint8 *b, gsize most)
{
  gsize n = 0;

  while (n + STRIDE <= most && memcmp (a - n - STRIDE, b - n - STRIDE, STRIDE) == 0)
    n += STRIDE;
  while (n < most && a[-1 - (gssize) n] == b[-1 - (gssize) n])
    n++;

  return n;
}

/* Takes off at both ends of the stretch what is the same. */
static ToteBytesDiff
narrow (const guint8 *a, const guint8 *b, ToteBytesDiff diff)
{
  gsize most = MIN (diff.removed, diff.added);
  gsize start = count_same_start (a + diff.start, b + diff.from, most);
  gsize end =
      count_same_end (a + diff.start + diff.removed, b + diff.from + diff.added, most - start);

  return (ToteBytesDiff){ diff.start + start, diff.removed - start - end, diff.added - start - end,
                          diff.from + start };
}

static ToteBytesDiff
get_whole (GBytes *before, GBytes *after)
{
  return (ToteBytesDiff){ .removed = g_bytes_get_size (before), .added = g_bytes_get_size (after) };
}

static void split (GArray *diffs, const guint8 *a, const guint8 *b, ToteBytesDiff diff);

/* What is in the middle of the stretch is in both, at an offset of each. */
static void
split_at (GArray *diffs, const guint8 *a, const guint8 *b, const ToteBytesDiff *diff, gsize before,
          gsize after)
{
  ToteBytesDiff left = { diff->start, before, after, diff->from };
  ToteBytesDiff right = { diff->start + before, diff->removed - before, diff->added - after,
                          diff->from + after };

  split (diffs, a, b, narrow (a, b, right));
  split (diffs, a, b, narrow (a, b, left));
}

static void
split (GArray *diffs, const guint8 *a, const guint8 *b, ToteBytesDiff diff)
{
  for (gsize quarter = 1; quarter <= 3 && MIN (diff.removed, diff.added) >= SPLIT_FROM; quarter++) {
    gsize at = diff.removed / 4 * (quarter == 1 ? 2 : quarter == 2 ? 1 : 3);
    const guint8 *found =
        memmem (b + diff.from, diff.added, a + diff.start + at, MARK); /* NOLINT: inside */

    if (found != NULL) {
      split_at (diffs, a, b, &diff, at, (gsize) (found - b) - diff.from);
      return;
    }
  }

  if (diff.removed + diff.added > 0)
    g_array_append_val (diffs, diff);
}

/**
 * tote_bytes_diff:
 *
 * Returns: what to put where to make @after of @before: the one stretch that covers all that
 *   differs
 */
ToteBytesDiff
tote_bytes_diff (GBytes *before, GBytes *after)
{
  return narrow (g_bytes_get_data (before, NULL), g_bytes_get_data (after, NULL),
                 get_whole (before, after));
}

/**
 * tote_bytes_diff_all:
 *
 * The same in as many stretches as it takes to leave out what is long and the same between them.
 *
 * Returns: (transfer full) (element-type ToteBytesDiff): from the last to the first, so that each
 *   can be done to the body in which those before it in the array are done
 */
GArray *
tote_bytes_diff_all (GBytes *before, GBytes *after)
{
  GArray *diffs = g_array_new (FALSE, FALSE, sizeof (ToteBytesDiff));

  split (diffs, g_bytes_get_data (before, NULL), g_bytes_get_data (after, NULL),
         tote_bytes_diff (before, after));
  return diffs;
}
