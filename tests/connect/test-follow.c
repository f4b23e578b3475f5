/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-bytes-diff.h"
#include "tote-connect-error.h"
#include "tote-conversation.h"
#include "tote-response.h"

#include "test-describe.h"
#include "test-support.h"

#include <string.h>

#define N_LINES 500

static char *
build_line (const char *id, const char *status)
{
  /* What looks like the end of an entry in the middle of one. */
  return g_strdup_printf ("{\"id\":\"%s\",\"status\":\"%s\",\"item\":{\"name\":\"Pe]a}r,\\\"{s\","
                          "\"quantity\":\"6.0\",\"image_url\":\"https://img.example/%s.png\"}}",
                          id, status, id);
}

static GPtrArray *
build_lines (void)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_LINES; i++) {
    g_autofree char *id = g_strdup_printf ("li-%u", i);

    g_ptr_array_add (lines, build_line (id, "not_picked"));
  }

  return lines;
}

static GBytes *
build_body (GPtrArray *lines, const char *before, const char *after)
{
  GString *body = g_string_new (before);

  for (guint i = 0; i < lines->len; i++) {
    g_string_append (body, i > 0 ? " , " : "");
    g_string_append (body, lines->pdata[i]);
  }
  g_string_append (body, after);

  return g_string_free_to_bytes (body);
}

static ToteResponse *
read_whole (ToteResource resource, GBytes *body)
{
  g_autoptr (GError) error = NULL;
  ToteResponse *response = tote_response_new_from_scanned (resource, body, NULL, &error);

  g_assert_no_error (error);
  return response;
}

static guint
count_shared (ToteResponse *one, ToteResponse *other)
{
  GListModel *a = G_LIST_MODEL (tote_response_get_content (one));
  GListModel *b = G_LIST_MODEL (tote_response_get_content (other));
  g_autoptr (GHashTable) set = g_hash_table_new (NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (a); i++) {
    g_autoptr (GObject) item = g_list_model_get_item (a, i);

    g_hash_table_add (set, item);
  }
  for (guint i = 0; i < g_list_model_get_n_items (b); i++) {
    g_autoptr (GObject) item = g_list_model_get_item (b, i);

    n += g_hash_table_contains (set, item);
  }

  return n;
}

static ToteResponse *
assert_follows (ToteResponse *previous, GBytes *body, guint n_shared)
{
  g_autoptr (ToteResponse) whole = read_whole (TOTE_RESOURCE_ITEMS, body);
  ToteResponse *followed = tote_response_new_from_previous (previous, body, "etag");
  g_autofree char *expected = test_describe (whole);
  g_autofree char *got = NULL;

  g_assert_nonnull (followed);
  got = test_describe (followed);
  g_assert_cmpstr (got, ==, expected);
  g_assert_cmpstr (tote_response_get_etag (followed), ==, "etag");
  g_assert_cmpuint (count_shared (previous, followed), >=, n_shared);

  return followed;
}

#define START "{\"line_items\":["
#define END "]}"

/* One differs: it alone is read anew, time and again. */
static void
test_changed (void)
{
  g_autoptr (GPtrArray) lines = build_lines ();
  g_autoptr (GBytes) first = build_body (lines, START, END);
  g_autoptr (ToteResponse) answer = read_whole (TOTE_RESOURCE_ITEMS, first);
  static const guint places[] = { 0, 1, 77, N_LINES - 2, N_LINES - 1, 77 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *id = g_strdup_printf ("li-%u", places[i]);
    g_autoptr (GBytes) body = NULL;
    ToteResponse *next;

    g_free (lines->pdata[places[i]]);
    lines->pdata[places[i]] = build_line (id, i % 2 == 0 ? "found" : "to_refund");
    body = build_body (lines, START, END);
    next = assert_follows (answer, body, N_LINES - 1);
    g_object_unref (answer);
    answer = next;
  }
}

static void
test_came_and_went (void)
{
  g_autoptr (GPtrArray) lines = build_lines ();
  g_autoptr (GBytes) first = build_body (lines, START, END);
  g_autoptr (ToteResponse) answer = read_whole (TOTE_RESOURCE_ITEMS, first);
  g_autoptr (ToteResponse) more = NULL;
  g_autoptr (ToteResponse) less = NULL;
  g_autoptr (GBytes) longer = NULL;
  g_autoptr (GBytes) shorter = NULL;

  g_ptr_array_insert (lines, 50, build_line ("new", "found"));
  g_ptr_array_insert (lines, 51, build_line ("newer", "found"));
  longer = build_body (lines, START, END);
  more = assert_follows (answer, longer, N_LINES - 2);
  g_ptr_array_remove_range (lines, 100, 7);
  shorter = build_body (lines, START, END);
  less = assert_follows (more, shorter, N_LINES - 7);
}

/* Read piece by piece, a list says what it does when it is read in one: its name cannot be found
 * then before it is. */
static void
test_pieces (void)
{
  static const char *const frames[][2] = {
    { START, END },
    { "{\"line_items\":[{\"no_id\":1}, ", "], \"more\": {\"line_items\": []}}" },
    { " { \"id\": \"1\", \"line_items\" : [ ", " ] } " },
  };
  g_autoptr (GPtrArray) lines = build_lines ();

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++) {
    g_autoptr (GBytes) body = build_body (lines, frames[i][0], frames[i][1]);
    g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
    g_autoptr (GString) hidden = g_string_new (text);
    g_autoptr (GBytes) other = NULL;
    g_autoptr (ToteResponse) in_pieces = read_whole (TOTE_RESOURCE_ITEMS, body);
    g_autoptr (ToteResponse) in_one = NULL;
    g_autofree char *got = test_describe (in_pieces);
    g_autofree char *expected = NULL;

    g_string_replace (hidden, "line_items", "line\\u005fitems", 1);
    other = g_string_free_to_bytes (g_steal_pointer (&hidden));
    in_one = read_whole (TOTE_RESOURCE_ITEMS, other);
    expected = test_describe (in_one);
    g_assert_cmpstr (got, ==, expected);
    g_assert_cmpuint (
        g_list_model_get_n_items (G_LIST_MODEL (tote_response_get_content (in_pieces))), ==,
        N_LINES);
  }
}

/* What says that it is an error is one, however long. */
static void
test_error_with_a_list (void)
{
  g_autoptr (GPtrArray) lines = build_lines ();
  g_autoptr (GBytes) body =
      build_body (lines, START, "],\"error\":{\"message\":\"No\",\"code\":4000}}");
  g_autoptr (GError) error = NULL;

  g_assert_null (tote_response_new_from_scanned (TOTE_RESOURCE_ITEMS, body, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_SERVER);
}

static GBytes *
build_chat (guint n, const char *last, const char *shopper)
{
  GString *body = g_string_new ("{\"chat_messages\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (
        body, "%s{\"id\":%u,\"sender_type\":\"driver\",\"read\":true,\"body\":\"%s\"}",
        i > 0 ? "," : "", 7000 + i, i + 1 < n ? "No e]g}g,\\\"{s" : last);
  g_string_append_printf (body, "],\"metadata\":{\"current_shopper\":{\"display_name\":\"%s\"}}}",
                          shopper);

  return g_string_free_to_bytes (body);
}

static GPtrArray *
get_messages (ToteResponse *response)
{
  return tote_conversation_get_messages (TOTE_CONVERSATION (tote_response_get_content (response)));
}

/* Of a conversation that goes on, what was said before is not read again, be it long or short; of
 * one that is about another shopper, all is. */
static void
test_chat (void)
{
  static const ToteResource resources[] = { TOTE_RESOURCE_CHAT, TOTE_RESOURCE_ORDER_MESSAGES };
  static const guint lengths[] = { 2, 200 };

  for (guint i = 0; i < G_N_ELEMENTS (resources) * G_N_ELEMENTS (lengths); i++) {
    ToteResource resource = resources[i % 2];
    guint n = lengths[i / 2];
    g_autoptr (GBytes) first = build_chat (n, "Well", "Ada");
    g_autoptr (GBytes) longer = build_chat (n + 1, "Hello", "Ada");
    g_autoptr (GBytes) other = build_chat (n + 1, "Hello", "Bo");
    g_autoptr (ToteResponse) answer = read_whole (resource, first);
    g_autoptr (ToteResponse) whole = read_whole (resource, longer);
    g_autoptr (ToteResponse) followed = tote_response_new_from_previous (answer, longer, NULL);
    g_autofree char *expected = test_describe (whole);
    g_autofree char *got = NULL;

    g_assert_nonnull (followed);
    got = test_describe (followed);
    g_assert_cmpstr (got, ==, expected);
    g_assert_nonnull (strstr (got, "Ada"));
    g_assert_cmpuint (get_messages (followed)->len, ==, n + 1);
    for (guint k = 0; k + 1 < n; k++)
      g_assert_true (get_messages (followed)->pdata[k] == get_messages (answer)->pdata[k]);

    g_assert_null (tote_response_new_from_previous (followed, other, NULL));
  }
}

/* Each of these is read as a whole: what differs is not, or not only, in the list. */
static void
test_not_followed (void)
{
  static const char *const frames[][2] = {
    { "{\"order_id\":\"1\",\"line_items\":[", "]}" },
    { "{\"items\":[", "]}" },
    { "{\"line_items\":[", "],\"more\":1}" },
    { "{\"line_items\":[", "],\"items\":[]}" },
    { "{\"line_items\":[1,", "]}" },
    { "{\"line_items\":[{\"id\":\"x\"}],\"line_items\":[", "]}" },
    { " {\"line_items\":[", "]}" },
    { "{\"line_items\":[{\"no_id\":1},", "]}" },
  };
  g_autoptr (GPtrArray) lines = build_lines ();
  g_autoptr (GBytes) first = build_body (lines, START, END);
  g_autoptr (ToteResponse) answer = read_whole (TOTE_RESOURCE_ITEMS, first);
  g_autoptr (GBytes) short_body = g_bytes_new_static ("{\"line_items\":[]}", 17);
  g_autoptr (ToteResponse) short_answer = read_whole (TOTE_RESOURCE_ITEMS, short_body);

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++) {
    g_autoptr (GBytes) body = build_body (lines, frames[i][0], frames[i][1]);

    g_assert_null (tote_response_new_from_previous (answer, body, NULL));
  }
  g_assert_null (tote_response_new_from_previous (answer, short_body, NULL));
  g_assert_null (tote_response_new_from_previous (short_answer, first, NULL));
}

static void
mutate (GPtrArray *lines)
{
  guint place = (guint) g_test_rand_int_range (0, (int) lines->len);
  guint n = (guint) g_test_rand_int_range (1, 4);
  g_autofree char *id = g_strdup_printf ("r-%u", (guint) g_test_rand_int_range (0, 400));

  switch (g_test_rand_int_range (0, 4)) {
  case 0:
    g_free (lines->pdata[place]);
    lines->pdata[place] = build_line (id, "found");
    break;
  case 1:
    g_ptr_array_insert (lines, (int) place, build_line (id, "replaced"));
    break;
  case 2:
    g_ptr_array_remove_range (lines, place, MIN (n, lines->len - place));
    break;
  case 3:
  default:
    g_ptr_array_add (lines, g_ptr_array_steal_index (lines, place));
    break;
  }
}

/* Whatever happens to the list, what is followed says what the whole body does. */
static void
test_anything (void)
{
  g_autoptr (GPtrArray) lines = build_lines ();
  g_autoptr (GBytes) first = build_body (lines, START, END);
  g_autoptr (ToteResponse) answer = read_whole (TOTE_RESOURCE_ITEMS, first);
  guint n_followed = 0;

  for (guint i = 0; i < 300; i++) {
    g_autoptr (GBytes) body = NULL;
    g_autoptr (ToteResponse) whole = NULL;
    ToteResponse *followed;

    for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
      mutate (lines);
    body = build_body (lines, START, END);
    followed = tote_response_new_from_previous (answer, body, NULL);
    whole = read_whole (TOTE_RESOURCE_ITEMS, body);
    if (followed != NULL) {
      g_autofree char *got = test_describe (followed);
      g_autofree char *expected = test_describe (whole);

      g_assert_cmpstr (got, ==, expected);
      n_followed++;
    }
    g_object_unref (answer);
    answer = followed != NULL ? followed : g_steal_pointer (&whole);
  }
  g_test_message ("%u of 300 followed", n_followed);
  g_assert_cmpuint (n_followed, >, 100);
}

static void
test_diff (void)
{
  static const struct {
    const char *before, *after;
    ToteBytesDiff diff;
  } rows[] = {
    { "", "", { 0, 0, 0 } },      { "abc", "abc", { 3, 0, 0 } },  { "", "abc", { 0, 0, 3 } },
    { "abc", "", { 0, 3, 0 } },   { "aXc", "aYYc", { 1, 1, 2 } }, { "aa", "aaa", { 2, 0, 1 } },
    { "aaa", "aa", { 2, 1, 0 } }, { "abab", "ab", { 2, 2, 0 } },  { "abc", "xyz", { 0, 3, 3 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) before = g_bytes_new (rows[i].before, strlen (rows[i].before));
    g_autoptr (GBytes) after = g_bytes_new (rows[i].after, strlen (rows[i].after));
    ToteBytesDiff diff = tote_bytes_diff (before, after);

    g_assert_cmpuint (diff.start, ==, rows[i].diff.start);
    g_assert_cmpuint (diff.removed, ==, rows[i].diff.removed);
    g_assert_cmpuint (diff.added, ==, rows[i].diff.added);
  }
}

/* Whatever differs, what comes out is the newer one; and where little does, it is little. */
static void
test_diff_all (void)
{
  for (guint round = 0; round < 300; round++) {
    g_autoptr (GByteArray) body = g_byte_array_new ();
    g_autoptr (GBytes) before = NULL, after = NULL;
    g_autoptr (GByteArray) newer = g_byte_array_new ();
    g_autoptr (GArray) diffs = NULL;
    guint n_changes = (guint) g_test_rand_int_range (0, 6);
    gsize added = 0;

    for (guint i = 0; i < 4000; i++) {
      g_autofree char *entry = g_strdup_printf ("{\"id\": %u, \"name\": \"apples\"},", i);

      g_byte_array_append (body, (const guint8 *) entry, (guint) strlen (entry));
    }
    g_byte_array_append (newer, body->data, body->len);
    for (guint i = 0; i < n_changes; i++) {
      guint at = (guint) g_test_rand_int_range (0, (int) newer->len - 20);

      if (g_test_rand_bit ())
        g_byte_array_remove_range (newer, at, (guint) g_test_rand_int_range (1, 20));
      else
        newer->data[at] = '!';
    }

    before = g_bytes_new (body->data, body->len);
    after = g_bytes_new (newer->data, newer->len);
    diffs = tote_bytes_diff_all (before, after);
    for (guint i = 0; i < diffs->len; i++) {
      const ToteBytesDiff *diff = &g_array_index (diffs, ToteBytesDiff, i);
      guint rest = body->len - (guint) (diff->start + diff->removed);
      g_autofree guint8 *tail = g_memdup2 (body->data + diff->start + diff->removed, MAX (rest, 1));

      g_byte_array_set_size (body, (guint) diff->start);
      g_byte_array_append (body, newer->data + diff->from, (guint) diff->added);
      g_byte_array_append (body, tail, rest);
      added += diff->added;
    }
    g_assert_cmpmem (body->data, body->len, newer->data, newer->len);
    g_assert_cmpuint (added, <=, n_changes * 3 * 4096);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/follow/diff", test_diff);
  g_test_add_func ("/follow/diff-all", test_diff_all);
  g_test_add_func ("/follow/changed", test_changed);
  g_test_add_func ("/follow/came-and-went", test_came_and_went);
  g_test_add_func ("/follow/pieces", test_pieces);
  g_test_add_func ("/follow/error-with-a-list", test_error_with_a_list);
  g_test_add_func ("/follow/chat", test_chat);
  g_test_add_func ("/follow/not-followed", test_not_followed);
  g_test_add_func ("/follow/anything", test_anything);

  return g_test_run ();
}
