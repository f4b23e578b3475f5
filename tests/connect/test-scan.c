/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-json-scan.h"

#include "tote-connect-error.h"
#include "tote-json-mend.h"
#include "tote-json.h"

#include <string.h>

/* Scans a text, a piece of the given size at a time; gives back what became of it. */
static char *
scan (const char *text, gsize piece, GError **error)
{
  g_autofree char *data = g_strdup (text);
  gsize size = strlen (text);
  ToteJsonScan self;
  gsize seen;

  tote_json_scan_init (&self);
  for (seen = MIN (piece, size);; seen = MIN (seen + piece, size)) {
    if (!tote_json_scan_feed (&self, (guint8 *) data, seen, error))
      return NULL;
    if (seen == size)
      break;
  }

  return tote_json_scan_end (&self, error) ? g_steal_pointer (&data) : NULL;
}

static void
assert_scan (const char *text, const char *expected)
{
  gsize piece;

  for (piece = 1; piece <= strlen (text) + 1; piece++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *result = scan (text, piece, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (result, ==, expected);
  }
}

static void
assert_fault (const char *text, int code)
{
  gsize pieces[] = { 1, 2, 7, strlen (text) + 1 };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (scan (text, pieces[i], &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, code);
  }
}

static void
test_good (void)
{
  static const char *const texts[] = {
    "",
    " \n",
    "{}",
    " {\t} \r\n",
    "{\"a\":[],\"b\":{},\"c\":[{},[]]}",
    "{\"a\":1,\"b\":-0,\"c\":-1.5e+10,\"d\":0.25,\"e\":1E-2,\"f\":[1,2]}",
    "{\"a\":true,\"b\":false,\"c\":null,\"d\":[true]}",
    "{\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\":\"é \\ud83e\\udd6c\"}",
    "{\"a\":9223372036854775807,\"b\":-9223372036854775808}",
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_scan (texts[i], texts[i]);
}

static void
test_malformed (void)
{
  static const char *const texts[] = {
    "[]",
    "1",
    "\"a\"",
    "null",
    "<html>",
    "\xff\xfe{}",
    "{",
    "}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{,}",
    "{\"a\":1",
    "{\"a\":[}",
    "{\"a\":[1,]}",
    "{\"a\":]}",
    "{\"a\":1}}",
    "{}{}",
    "{} x",
    "{a:1}",
    "{'a':1}",
    "{\"a\":'b'}",
    "{\"a\":01}",
    "{\"a\":0x1}",
    "{\"a\":+1}",
    "{\"a\":-}",
    "{\"a\":1.}",
    "{\"a\":.5}",
    "{\"a\":1e}",
    "{\"a\":1e+}",
    "{\"a\":1.5.2}",
    "{\"a\":tru}",
    "{\"a\":nul}",
    "{\"a\":truee}",
    "{\"a\":NaN}",
    "{\"a\":Infinity}",
    "{\"a\" 1}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":\"\\x\"}",
    "{\"a\":\"\\u12g4\"}",
    "{\"a\":\"",
    "{\"a\":\"\n\"}",
    "// c\n{}",
    "{} // c",
    "var a = {};",
    "{\"a\":1--2}",
    "{1:2}",
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_test_message ("%s", texts[i]);
    assert_fault (texts[i], TOTE_CONNECT_ERROR_MALFORMED);
  }
}

/* What the parser behind would misread. */
static void
test_blunted (void)
{
  assert_scan ("{\"a\":\"x\\u0000y\"}", "{\"a\":\"x\\ufffdy\"}");
  assert_scan ("{\"a\":\"\\ud83d\"}", "{\"a\":\"\\ufffd\"}");
  assert_scan ("{\"a\":\"\\ud83dx\"}", "{\"a\":\"\\ufffdx\"}");
  assert_scan ("{\"a\":\"\\ud83d\\n\"}", "{\"a\":\"\\ufffd\\n\"}");
  assert_scan ("{\"a\":\"\\udd6c\"}", "{\"a\":\"\\ufffd\"}");
  assert_scan ("{\"a\":\"\\ud83d\\ud83e\\udd6c\\udd6c\"}",
               "{\"a\":\"\\ufffd\\ud83e\\udd6c\\ufffd\"}");
}

static void
assert_mended (const char *text, const char *expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) mended = tote_json_mend (bytes);

  if (expected == NULL)
    g_assert_true (mended == bytes);
  else
    g_assert_cmpmem (g_bytes_get_data (mended, NULL), g_bytes_get_size (mended), expected,
                     strlen (expected));
}

static void
test_mended (void)
{
  g_autofree char *digits = g_strnfill (100000, '7');
  g_autofree char *long_id = g_strdup_printf ("{\"a\":%s}", digits);
  g_autofree char *quoted = g_strdup_printf ("{\"a\":\"%s\"}", digits);

  assert_mended ("{\"a\":9223372036854775807}", NULL);
  assert_mended ("{\"a\":-9223372036854775808}", NULL);
  assert_mended ("{\"a\":1.7976931348623157,\"b\":1e-400}", NULL);
  assert_mended ("{\"a\":\"99999999999999999999\",\"9999999999999999999 \\\" 1e99\":[]}", NULL);
  assert_mended ("{\"a\":\"é\"}", NULL);
  assert_mended ("{\"a\":9223372036854775808}", "{\"a\":\"9223372036854775808\"}");
  assert_mended ("{\"a\":-9223372036854775809}", "{\"a\":\"-9223372036854775809\"}");
  assert_mended ("[99999999999999999999 ,1,1E99]", "[\"99999999999999999999\" ,1,\"1E99\"]");
  assert_mended (long_id, quoted);
  assert_mended ("{\"a\":\"caf\xc3\",\"b\":\"\xff\xfe x\"}",
                 "{\"a\":\"caf\xef\xbf\xbd\",\"b\":\"\xef\xbf\xbd\xef\xbf\xbd x\"}");
  assert_mended ("{\"\x80\":18446744073709551615}", "{\"\xef\xbf\xbd\":\"18446744073709551615\"}");
}

static void
test_byte_order_mark (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *result = scan ("\xef\xbb\xbf{}", 100, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (result, ==, "   {}");
}

static char *
nest (guint depth)
{
  GString *text = g_string_new ("{\"a\":");
  guint i;

  for (i = 1; i < depth; i++)
    g_string_append_c (text, '[');
  for (i = 1; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *deepest = nest (TOTE_DEPTH_MAX);
  g_autofree char *deeper = nest (TOTE_DEPTH_MAX + 1);
  g_autofree char *result = scan (deepest, 1000, NULL);

  g_assert_cmpstr (result, ==, deepest);
  assert_fault (deeper, TOTE_CONNECT_ERROR_TOO_LARGE);
}

static char *
list (guint length)
{
  GString *text = g_string_new ("{\"a\":[");
  guint i;

  for (i = 0; i < length; i++)
    g_string_append (text, i > 0 ? ",0" : "0");
  g_string_append (text, "],\"b\":[1]}");

  return g_string_free (text, FALSE);
}

static void
test_length (void)
{
  g_autofree char *longest = list (TOTE_LIST_MAX);
  g_autofree char *longer = list (TOTE_LIST_MAX + 1);
  g_autofree char *result = scan (longest, 4096, NULL);

  g_assert_cmpstr (result, ==, longest);
  assert_fault (longer, TOTE_CONNECT_ERROR_TOO_LARGE);
}

/* With names chosen for it, the parser would look through all members before at each: minutes. */
static char *
members (guint n)
{
  GString *text = g_string_new ("{\"a\":[{");
  guint i;

  for (i = 0; i < n; i++)
    g_string_append_printf (text, "%s\"m%u\":0", i > 0 ? "," : "", i / 2);
  g_string_append (text, "},{\"b\":1}]}");

  return g_string_free (text, FALSE);
}

static void
test_members (void)
{
  g_autofree char *most = members (TOTE_MEMBERS_MAX);
  g_autofree char *more = members (TOTE_MEMBERS_MAX + 1);
  g_autofree char *result = scan (most, 4096, NULL);

  g_assert_cmpstr (result, ==, most);
  assert_fault (more, TOTE_CONNECT_ERROR_TOO_LARGE);
}

/* So many values in all, of which a hundredth are lists. */
static char *
values (guint n)
{
  GString *text = g_string_new ("{\"a\":[");
  guint i;

  for (i = 1; i < n; i++)
    g_string_append (text, i == 1 ? "[" : i % 100 == 1 ? "],[" : i % 100 == 2 ? "0" : ",0");
  g_string_append (text, "]]}");

  return g_string_free (text, FALSE);
}

static void
test_values (void)
{
  g_autofree char *most = values (TOTE_VALUES_MAX);
  g_autofree char *more = values (TOTE_VALUES_MAX + 1);
  g_autofree char *result = scan (most, 4096, NULL);

  g_assert_cmpstr (result, ==, most);
  assert_fault (more, TOTE_CONNECT_ERROR_TOO_LARGE);
}

/* Too long is known at the entry that is one too many, not at the end. */
static void
test_early (void)
{
  g_autofree char *longer = list (TOTE_LIST_MAX + 1);
  g_autoptr (GError) error = NULL;
  ToteJsonScan self;

  *strchr (longer, ']') = '\0';
  tote_json_scan_init (&self);
  g_assert_false (tote_json_scan_feed (&self, (guint8 *) longer, strlen (longer), &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_TOO_LARGE);
}

static JsonObject *
parse (const char *text, JsonNode **root)
{
  g_autofree char *scanned = scan (text, 4096, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (scanned, strlen (scanned));

  *root = tote_json_parse (bytes, NULL);
  g_assert_nonnull (*root);

  return json_node_get_object (*root);
}

/* Members of the wrong kind are absent, never a critical. */
static void
test_wrong_kinds (void)
{
  static const char *const values[] = { "null", "1", "1.5", "\"x\"", "true", "[1]", "{\"b\":1}" };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *text = g_strdup_printf ("{\"a\":%s}", values[i]);
    g_autoptr (JsonNode) root = NULL;
    JsonObject *object = parse (text, &root);
    g_autofree char *line = tote_json_dup_line (object, "a", NULL);
    g_autofree char *id = tote_json_dup_id (object, "a");
    g_autofree char *url = tote_json_dup_url (object, "a", NULL);
    g_autofree char *quantity = tote_json_dup_quantity (object, "a");
    g_autoptr (GDateTime) time = tote_json_dup_time (object, "a");
    gboolean flag;
    gint64 integer;
    double number;

    g_assert_true ((tote_json_get_object (object, "a") != NULL) == (i == 6));
    g_assert_true ((tote_json_get_array (object, "a") != NULL) == (i == 5));
    g_assert_true (tote_json_get_boolean (object, "a", &flag) == (i == 4));
    g_assert_true (tote_json_get_int64 (object, "a", &integer) == (i == 1));
    g_assert_true (tote_json_get_double (object, "a", &number) == (i == 1 || i == 2));
    g_assert_cmpstr (line, ==, i == 3 ? "x" : NULL);
    g_assert_cmpstr (id, ==, i == 1 ? "1" : i == 3 ? "x" : NULL);
    g_assert_cmpstr (quantity, ==, i == 1 ? "1" : i == 2 ? "1.5" : i == 3 ? "x" : NULL);
    g_assert_null (url);
    g_assert_null (time);
  }
}

static void
test_ids (void)
{
  static const struct {
    const char *value;
    const char *id;
  } cases[] = {
    { "9007199254740993", "9007199254740993" },
    { "9223372036854775807", "9223372036854775807" },
    { "-9223372036854775808", "-9223372036854775808" },
    { "9223372036854775808", "9223372036854775808" },
    { "123456789012345678901234567890", "123456789012345678901234567890" },
    { "-9223372036854775809", "-9223372036854775809" },
    { "9007199254740993.0", "9007199254740993.0" },
    { "880011.0", "880011" },
    { "8.8e5", "880000" },
    { "0.5", NULL },
    { "1e400", "1e400" },
    { "\"\"", NULL },
    { "\" m-1 \"", " m-1 " },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("{\"id\":%s}", cases[i].value);
    g_autoptr (JsonNode) root = NULL;
    g_autofree char *id = tote_json_dup_id (parse (text, &root), "id");

    g_assert_cmpstr (id, ==, cases[i].id);
  }
}

static void
test_times (void)
{
  static const struct {
    const char *value;
    const char *time;
  } cases[] = {
    { "2026-03-14T14:02:11Z", "2026-03-14T14:02:11Z" },
    { "2026-03-14T14:02:11.482+00:00", "2026-03-14T14:02:11.482000Z" },
    { "2026-03-14T09:02:11-05:00", "2026-03-14T14:02:11Z" },
    { "2026-03-14T14:02:11", NULL },
    { "2026-03-14", NULL },
    { "2026-02-30T14:02:11Z", NULL },
    { "yesterday", NULL },
    { "", NULL },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("{\"at\":\"%s\"}", cases[i].value);
    g_autoptr (JsonNode) root = NULL;
    g_autoptr (GDateTime) time = tote_json_dup_time (parse (text, &root), "at");
    g_autofree char *iso = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

    g_assert_cmpstr (iso, ==, cases[i].time);
  }
}

static void
test_urls (void)
{
  static const struct {
    const char *value;
    gboolean good;
  } cases[] = {
    { "https://img.example.com/p/a.png?x=1", TRUE },
    { "http://127.0.0.1:80/a.png", TRUE },
    { "HTTPS://img.example.com/", TRUE },
    { "javascript:alert(1)", FALSE },
    { "file:///etc/passwd", FALSE },
    { "data:image/png;base64,AAAA", FALSE },
    { "//img.example.com/a.png", FALSE },
    { "/a.png", FALSE },
    { "https://", FALSE },
    { "https://user:pass@img.example.com/", FALSE },
    { "", FALSE },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("{\"url\":\"%s\"}", cases[i].value);
    g_autoptr (JsonNode) root = NULL;
    g_autofree char *url = tote_json_dup_url (parse (text, &root), "url", NULL);

    g_assert_cmpstr (url, ==, cases[i].good ? cases[i].value : NULL);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scan/good", test_good);
  g_test_add_func ("/scan/malformed", test_malformed);
  g_test_add_func ("/scan/blunted", test_blunted);
  g_test_add_func ("/scan/mended", test_mended);
  g_test_add_func ("/scan/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/scan/limits/depth", test_depth);
  g_test_add_func ("/scan/limits/length", test_length);
  g_test_add_func ("/scan/limits/members", test_members);
  g_test_add_func ("/scan/limits/values", test_values);
  g_test_add_func ("/scan/limits/early", test_early);
  g_test_add_func ("/json/wrong-kinds", test_wrong_kinds);
  g_test_add_func ("/json/ids", test_ids);
  g_test_add_func ("/json/times", test_times);
  g_test_add_func ("/json/urls", test_urls);

  return g_test_run ();
}
