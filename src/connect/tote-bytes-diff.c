/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-bytes-diff.h"

#include <string.h>

/* So much is compared at once, by the C library, before it is looked at one by one. */
#define STRIDE 256

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

/**
 * tote_bytes_diff:
 *
 * Returns: what to put where to make @after of @before
 */
ToteBytesDiff
tote_bytes_diff (GBytes *before, GBytes *after)
{
  gsize n_before, n_after, start, end;
  const guint8 *a = g_bytes_get_data (before, &n_before);
  const guint8 *b = g_bytes_get_data (after, &n_after);
  gsize most = MIN (n_before, n_after);

  start = count_same_start (a, b, most);
  end = count_same_end (a + n_before, b + n_after, most - start);

  return (ToteBytesDiff){ start, n_before - start - end, n_after - start - end };
}
