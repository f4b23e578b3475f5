/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-calendar.h"
#include "tote-time.h"
#include "test-support.h"

#include <glib/gstdio.h>
#include <string.h>

/* 2 March 2026, 13:30 in Chicago. */
#define NOW (G_GINT64_CONSTANT (1772479800) * G_USEC_PER_SEC)

/* starts_at, ends_at: (nullable): ISO 8601. */
static ToteOrder *
new_order (const char *type, const char *starts_at, const char *ends_at, const char *address)
{
  g_autoptr (GDateTime) from =
      starts_at != NULL ? g_date_time_new_from_iso8601 (starts_at, NULL) : NULL;
  g_autoptr (GDateTime) to = ends_at != NULL ? g_date_time_new_from_iso8601 (ends_at, NULL) : NULL;
  g_autoptr (ToteHandling) handling =
      g_object_new (TOTE_TYPE_HANDLING, "address-line-1", address, NULL);
  ToteOrder *order =
      g_object_new (TOTE_TYPE_ORDER, "id", "MKT-20871", "state", "picking", "fulfillment-word",
                    type, "window-starts-at", from, "window-ends-at", to, NULL);

  tote_order_update_handling (order, handling);
  return order;
}

static char *
build (ToteOrder *order, const char *store)
{
  return tote_calendar_build (order, "https://connect.example.com", store, NOW);
}

static void
assert_line (const char *text, const char *line)
{
  g_autofree char *whole = g_strconcat ("\r\n", line, "\r\n", NULL);

  if (strstr (text, whole) == NULL)
    g_error ("“%s” is no line of:\n%s", line, text);
}

static void
test_whole (void)
{
  g_autoptr (ToteOrder) order =
      new_order ("delivery", "2026-03-02T13:30:00-06:00", "2026-03-02T21:30:00Z", "1 Main Street");
  g_autofree char *text = build (order, "Belt Line Market");
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  static const char *const expected[] = {
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Tote//Tote//EN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    NULL, /* its id */
    "DTSTAMP:20260302T193000Z",
    "DTSTART:20260302T193000Z",
    "DTEND:20260302T213000Z",
    "SUMMARY:Groceries arrive: Belt Line Market",
    "DESCRIPTION:Order 0871",
    "LOCATION:1 Main Street",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  };

  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    if (expected[i] != NULL)
      g_assert_cmpstr (lines[i], ==, expected[i]);
  g_assert_true (g_str_has_prefix (lines[5], "UID:") && g_str_has_suffix (lines[5], "@tote"));
}

/* Whichever zone the server tells a time in, and on both sides of a change of the clocks. */
static void
test_zones (void)
{
  static const char *const moments[][3] = {
    { "2026-03-08T01:30:00-06:00", "2026-03-08T03:30:00-05:00", "073000Z" },
    { "2026-03-08T13:00:00+05:30", "2026-03-08T09:30:00+01:00", "073000Z" },
    { "2026-03-08T07:30:00Z", "2026-03-08T08:30:00Z", "073000Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++) {
    g_autoptr (ToteOrder) order = new_order ("delivery", moments[i][0], moments[i][1], NULL);
    g_autofree char *text = build (order, "x");

    assert_line (text, "DTSTART:20260308T073000Z");
    assert_line (text, "DTEND:20260308T083000Z");
  }
}

/* An event without an end is a moment; an end without a start is one as well. */
static void
test_missing_ends (void)
{
  g_autoptr (ToteOrder) from = new_order ("delivery", "2026-03-02T19:30:00Z", NULL, NULL);
  g_autoptr (ToteOrder) to = new_order ("pickup", NULL, "2026-03-02T21:30:00Z", NULL);
  g_autoptr (ToteOrder) turned =
      new_order ("delivery", "2026-03-02T21:30:00Z", "2026-03-02T19:30:00Z", NULL);
  g_autoptr (ToteOrder) none = new_order ("delivery", NULL, NULL, NULL);
  g_autofree char *from_text = build (from, "x");
  g_autofree char *to_text = build (to, "x");
  g_autofree char *turned_text = build (turned, "x");

  assert_line (from_text, "DTSTART:20260302T193000Z");
  assert_line (to_text, "DTSTART:20260302T213000Z");
  assert_line (to_text, "SUMMARY:Pick up groceries: x");
  assert_line (turned_text, "DTSTART:20260302T213000Z");
  g_assert_null (strstr (from_text, "DTEND"));
  g_assert_null (strstr (to_text, "DTEND"));
  g_assert_null (strstr (turned_text, "DTEND"));
  g_assert_null (strstr (from_text, "LOCATION"));

  g_assert_true (tote_calendar_has_slot (from) && tote_calendar_has_slot (to));
  g_assert_false (tote_calendar_has_slot (none));
  tote_order_set_state (from, "delivered");
  g_assert_false (tote_calendar_has_slot (from));
}

/* What others wrote makes no line of its own. */
static void
test_escapes (void)
{
  g_autoptr (ToteOrder) order =
      new_order ("delivery", "2026-03-02T19:30:00Z", NULL, "Flat 3; House \\B, Rear");
  g_autofree char *text = build (order, "Fish\r\nATTENDEE:mailto:x@example.com\n& Chips");

  assert_line (text, "LOCATION:Flat 3\\; House \\\\B\\, Rear");
  assert_line (text, "SUMMARY:Groceries arrive: Fish\\nATTENDEE:mailto:x@example.com\\n& Chips");
  g_assert_null (strstr (text, "\r\nATTENDEE"));
}

/* No line is longer than 75 bytes, none breaks within a character, and nothing is lost by it. */
static void
test_folding (void)
{
  for (guint shift = 0; shift < 6; shift++) {
    g_autofree char *prefix = g_strnfill (shift, 'x');
    g_autoptr (GString) name = g_string_new (prefix);
    g_autoptr (ToteOrder) order = new_order ("delivery", "2026-03-02T19:30:00Z", NULL, NULL);
    g_autofree char *text = NULL;
    g_autoptr (GString) unfolded = NULL;
    g_auto (GStrv) lines = NULL;
    g_autofree char *whole = NULL;

    for (guint i = 0; i < 60; i++)
      g_string_append (name, "é市🛒");
    text = build (order, name->str);
    lines = g_strsplit (text, "\r\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }

    unfolded = g_string_new (text);
    g_string_replace (unfolded, "\r\n ", "", 0);
    whole = g_strconcat ("SUMMARY:Groceries arrive: ", name->str, NULL);
    assert_line (unfolded->str, whole);
  }
}

static gboolean
save (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tote_calendar_save_async (file, "text", cancellable, test_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return tote_calendar_save_finish (file, result, error);
}

static gboolean
is_there (GFile *file)
{
  return g_file_query_exists (file, NULL);
}

/* Nobody else may read where the customer lives; and it does not lie about for ever. */
static void
test_file (void)
{
  g_autoptr (ToteOrder) order = new_order ("delivery", "2026-03-02T19:30:00Z", NULL, NULL);
  g_autoptr (ToteOrder) odd = tote_order_new ("a/..");
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = tote_calendar_new_file (order, &error);
  g_autoptr (GFile) odd_file = tote_calendar_new_file (odd, &error);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "Order 0871.ics");
  g_assert_true (g_file_has_parent (odd_file, folder));
  g_assert_true (save (file, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (g_file_peek_path (file), &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  tote_calendar_sweep ();
  while (is_there (file))
    g_usleep (1000);
}

static void
test_refused (void)
{
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/slot.ics");
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "slot.ics", NULL);
  g_autoptr (GFile) somewhere = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  g_assert_false (save (nowhere, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  g_cancellable_cancel (cancelled);
  g_assert_false (save (somewhere, cancelled, &other));
  g_assert_error (other, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (is_there (somewhere));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/calendar/whole", test_whole);
  g_test_add_func ("/calendar/zones", test_zones);
  g_test_add_func ("/calendar/missing-ends", test_missing_ends);
  g_test_add_func ("/calendar/escapes", test_escapes);
  g_test_add_func ("/calendar/folding", test_folding);
  g_test_add_func ("/calendar/file", test_file);
  g_test_add_func ("/calendar/refused", test_refused);

  return g_test_run ();
}
