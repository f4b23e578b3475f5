/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count-signals.h"
#include "tote-order.h"
#include "tote-zone.h"

#include <string.h>

static void
test_names_of_places (void)
{
  static const char *const names[] = { "America/Chicago", "America/Argentina/Buenos_Aires",
                                       "Europe/Berlin", "Pacific/Kiritimati",
                                       "America/Port-au-Prince" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GTimeZone) zone = tote_zone_from_name (names[i]);

    g_assert_nonnull (zone);
    g_assert_cmpstr (g_time_zone_get_identifier (zone), ==, names[i]);
  }
}

/* A name is looked up as a file, so nothing goes through that could lead to another one. */
static void
test_names_of_none (void)
{
  static const char *const names[] = {
    "",
    "UTC",
    "Etc/GMT+5",
    "America",
    "America/",
    "America//Chicago",
    "America/Argentina",
    "America/Nowhere",
    "america/chicago",
    " America/Chicago",
    "America/Chicago\n",
    "America/../../../../etc/passwd",
    "../../etc/passwd",
    "/etc/passwd",
    "/usr/share/zoneinfo/America/Chicago",
    ":America/Chicago",
    "right/America/Chicago",
    "posix/America/Chicago",
    "zone.tab",
    "tzdata.zi",
    "leapseconds",
    "CST6CDT,M3.2.0,M11.1.0",
    "EST5EDT",
    "-05:00",
    "+99:99",
    "Central Time (US & Canada)",
    "America/Chicago%00",
    "America/Шикаго",
  };
  g_autofree char *endless = g_strnfill (5000000, 'a');

  memcpy (endless, "America/", strlen ("America/"));
  g_assert_null (tote_zone_from_name (endless));
  g_assert_null (tote_zone_from_name (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_test_message ("%s", names[i]);
    g_assert_null (tote_zone_from_name (names[i]));
  }
}

static void
check_time (const char *text, const char *name)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);
  g_autoptr (GTimeZone) zone = tote_zone_from_time (time);

  g_assert_nonnull (time);
  g_assert_cmpstr (zone != NULL ? g_time_zone_get_identifier (zone) : NULL, ==, name);
}

/* The tests are set to Chicago. */
static void
test_offset (void)
{
  check_time ("2026-03-14T13:30:00-04:00", "-04:00");
  check_time ("2026-03-14T13:30:00+05:45", "+05:45");
  check_time ("2026-03-14T13:30:00.25+14", "+14");
  check_time ("2026-03-14T13:30:00-12:00", "-12:00");
}

static void
test_offset_that_says_nothing (void)
{
  check_time ("2026-03-14T13:30:00Z", NULL);
  check_time ("2026-03-14T13:30:00+00:00", NULL);
  check_time ("2026-03-14T13:30:00-00:00", NULL);
  check_time ("2026-03-14T13:30:00-05:00", NULL); /* summer in Chicago */
  check_time ("2026-01-14T13:30:00-06:00", NULL); /* winter in Chicago */
  check_time ("2026-01-14T13:30:00-05:00", "-05:00");
  check_time ("2026-03-14T13:30:00-12:01", NULL);
  check_time ("2026-03-14T13:30:00+14:01", NULL);
  check_time ("2026-03-14T13:30:00+23:59", NULL);
  g_assert_null (tote_zone_from_time (NULL));
}

static ToteOrder *
make_order (const char *zone)
{
  g_autoptr (GTimeZone) slot_zone = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;

  return g_object_new (TOTE_TYPE_ORDER, "id", "MKT-1", "state", "picking", "time-zone", slot_zone,
                       NULL);
}

static void
assert_zone (ToteOrder *order, const char *name)
{
  GTimeZone *zone = tote_order_get_time_zone (order);

  g_assert_cmpstr (zone != NULL ? g_time_zone_get_identifier (zone) : NULL, ==, name);
}

static void
test_order_follows_its_slot (void)
{
  g_autoptr (ToteOrder) order = tote_order_new ("MKT-1");
  g_autoptr (ToteOrder) eastern = make_order ("-04:00");
  g_autoptr (ToteOrder) unknown = make_order (NULL);
  Count count = { 0 };

  g_signal_connect (order, "notify::time-zone", G_CALLBACK (count_notified), &count);
  assert_zone (order, NULL);
  g_assert_true (tote_order_update (order, eastern));
  g_assert_false (tote_order_update (order, eastern));
  assert_zone (order, "-04:00");
  g_assert_cmpuint (count.n_notified, ==, 1);
  g_assert_true (tote_order_update (order, unknown));
  assert_zone (order, NULL);
  g_assert_cmpuint (count.n_notified, ==, 2);
}

/* A name knows more than an offset: when summer begins. The last one told counts. */
static void
test_order_believes_the_conversation (void)
{
  g_autoptr (ToteOrder) order = make_order ("-04:00");
  g_autoptr (ToteOrder) moved = make_order ("-07:00");
  Count count = { 0 };

  g_signal_connect (order, "notify::time-zone", G_CALLBACK (count_notified), &count);
  tote_order_set_chat_zone (order, "America/New_York");
  tote_order_set_chat_zone (order, "America/New_York");
  assert_zone (order, "America/New_York");
  g_assert_cmpuint (count.n_notified, ==, 1);
  g_assert_true (tote_order_update (order, moved));
  assert_zone (order, "America/New_York");
  g_assert_cmpuint (count.n_notified, ==, 1);

  tote_order_set_chat_zone (order, "America/Denver");
  assert_zone (order, "America/Denver");
  g_assert_cmpuint (count.n_notified, ==, 2);
  g_assert_cmpstr (tote_order_get_chat_zone (order), ==, "America/Denver");
}

static void
test_order_forgets_no_zone_over_a_bad_one (void)
{
  g_autoptr (ToteOrder) order = tote_order_new ("MKT-1");
  Count count = { 0 };

  tote_order_set_chat_zone (order, "../../etc/passwd");
  assert_zone (order, NULL);
  g_assert_null (tote_order_get_chat_zone (order));
  tote_order_set_chat_zone (order, "America/New_York");
  g_signal_connect (order, "notify::time-zone", G_CALLBACK (count_notified), &count);
  tote_order_set_chat_zone (order, "zone.tab");
  tote_order_set_chat_zone (order, NULL);
  assert_zone (order, "America/New_York");
  g_assert_cmpuint (count.n_notified, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/zone/name/place", test_names_of_places);
  g_test_add_func ("/zone/name/none", test_names_of_none);
  g_test_add_func ("/zone/offset/place", test_offset);
  g_test_add_func ("/zone/offset/says-nothing", test_offset_that_says_nothing);
  g_test_add_func ("/zone/order/slot", test_order_follows_its_slot);
  g_test_add_func ("/zone/order/conversation", test_order_believes_the_conversation);
  g_test_add_func ("/zone/order/bad-one", test_order_forgets_no_zone_over_a_bad_one);

  return g_test_run ();
}
