/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-json-spans.h"

#include "tote-bytes-diff.h"

#include <string.h>

/* A stretch of a body that is known to be sound: only its borders have to be looked for. */
typedef struct {
  const char *data;
  gsize position;
  gsize end;
} Walk;

static char
peek (Walk *walk)
{
  while (walk->position < walk->end && strchr (" \t\r\n", walk->data[walk->position]) != NULL &&
         walk->data[walk->position] != '\0')
    walk->position++;

  return walk->position < walk->end ? walk->data[walk->position] : '\0';
}

static gboolean
skip_char (Walk *walk, char c)
{
  if (peek (walk) != c)
    return FALSE;

  walk->position++;
  return TRUE;
}

static void
skip_string (Walk *walk)
{
  for (walk->position++; walk->position < walk->end; walk->position++) {
    char c = walk->data[walk->position];

    if (c == '\\')
      walk->position++;
    else if (c == '"')
      break;
  }
  walk->position = MIN (walk->position + 1, walk->end);
}

/* An object, a list, a text, or anything else up to what ends it. */
static void
skip_value (Walk *walk)
{
  guint depth = 0;

  peek (walk);
  while (walk->position < walk->end) {
    char c = walk->data[walk->position];

    if (c == '"') {
      skip_string (walk);
      if (depth == 0)
        return;
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}' || c == ']'))
      return;
    walk->position++;
    if (c == '{' || c == '[')
      depth++;
    else if ((c == '}' || c == ']') && --depth == 0)
      return;
  }
}

/* Entries, and nothing but them, up to the end of the list or of what is walked over. */
static gboolean
add_entries (GArray *spans, Walk *walk)
{
  do {
    ToteJsonSpan span;

    if (peek (walk) != '{')
      return FALSE;
    span.start = (guint) walk->position;
    skip_value (walk);
    span.end = (guint) walk->position;
    g_array_append_val (spans, span);
  } while (skip_char (walk, ','));

  return TRUE;
}

static gboolean
is_named (Walk *walk, const char *const *names)
{
  const char *key = walk->data + walk->position + 1;
  gsize start = walk->position, length;

  skip_string (walk);
  length = walk->position - start - 2;
  for (guint i = 0; names[i] != NULL; i++)
    if (strlen (names[i]) == length && memcmp (key, names[i], length) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
add_list (GArray *spans, Walk *walk)
{
  if (!skip_char (walk, '['))
    return FALSE;
  if (peek (walk) != ']' && !add_entries (spans, walk))
    return FALSE;

  return skip_char (walk, ']');
}

/**
 * tote_json_spans_new:
 * @body: one that went through #ToteJsonScan: an object
 * @names: (array zero-terminated=1): what the member with the list may be called
 *
 * Returns: (transfer full) (element-type ToteJsonSpan) (nullable): where the entries of the list
 *   stand, or %NULL if there is no such list, there are several, or not all in it are objects
 */
GArray *
tote_json_spans_new (GBytes *body, const char *const *names)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (ToteJsonSpan));
  gboolean found = FALSE;
  Walk walk = { 0 };

  walk.data = g_bytes_get_data (body, &walk.end);
  if (!skip_char (&walk, '{') || peek (&walk) != '"')
    return NULL;

  do {
    gboolean named;

    if (peek (&walk) != '"')
      return NULL;
    named = is_named (&walk, names);
    if ((named && found) || !skip_char (&walk, ':') || (named && !add_list (spans, &walk)))
      return NULL;
    if (!named)
      skip_value (&walk);
    found |= named;
  } while (skip_char (&walk, ','));

  return found ? g_steal_pointer (&spans) : NULL;
}

/* The entries that the stretch lies in. What begins between two is said to be outside. */
static gboolean
find_touched (GArray *spans, const ToteBytesDiff *diff, guint *first, guint *last)
{
  const ToteJsonSpan *all = (const ToteJsonSpan *) (gpointer) spans->data;
  gsize end = diff->start + diff->removed;
  guint low = 0, high = spans->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (all[middle].end < diff->start)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == spans->len || all[low].start > diff->start)
    return FALSE;

  *first = *last = low;
  while (all[*last].end < end)
    if (++*last == spans->len)
      return FALSE;

  return TRUE;
}

static GArray *
put_together (GArray *before, GArray *fresh, const ToteJsonSplice *splice, guint shift)
{
  GArray *spans = g_array_sized_new (FALSE, FALSE, sizeof (ToteJsonSpan),
                                     before->len - splice->removed + splice->added);

  g_array_append_vals (spans, before->data, splice->first);
  g_array_append_vals (spans, fresh->data, fresh->len);
  for (guint i = splice->first + splice->removed; i < before->len; i++) {
    ToteJsonSpan span = g_array_index (before, ToteJsonSpan, i);

    span.start += shift; /* it wraps, for a body that has become shorter */
    span.end += shift;
    g_array_append_val (spans, span);
  }

  return spans;
}

/**
 * tote_json_spans_follow:
 * @spans: (element-type ToteJsonSpan): of the list in @before
 * @before: the body they are of
 * @after: a newer one, that went through #ToteJsonScan as well
 * @splice: (out): what has become of the list
 *
 * Up to what differs both bodies are read alike, and so is what comes after it, if in between there
 * are whole entries: then nothing else has to be looked at.
 *
 * Returns: (transfer full) (element-type ToteJsonSpan) (nullable): where the entries stand in
 *   @after, or %NULL if something differs outside of them
 */
GArray *
tote_json_spans_follow (GArray *spans, GBytes *before, GBytes *after, ToteJsonSplice *splice)
{
  ToteBytesDiff diff = tote_bytes_diff (before, after);
  guint shift = (guint) diff.added - (guint) diff.removed;
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, sizeof (ToteJsonSpan));
  guint first, last;
  Walk walk = { .data = g_bytes_get_data (after, NULL) };

  if (!find_touched (spans, &diff, &first, &last))
    return NULL;

  walk.position = g_array_index (spans, ToteJsonSpan, first).start;
  walk.end = g_array_index (spans, ToteJsonSpan, last).end + shift;
  if (!add_entries (fresh, &walk) || walk.position != walk.end)
    return NULL;

  *splice = (ToteJsonSplice){ first, last - first + 1, fresh->len };
  return put_together (spans, fresh, splice, shift);
}
