/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-wish.h"

#include <gio/gio.h>

static ToteWish *
write_and_read (ToteWish *wish)
{
  g_autofree char *text = tote_wish_to_text (wish);
  g_autoptr (GError) error = NULL;
  ToteWish *again = tote_wish_new_from_text (text, &error);

  g_assert_no_error (error);
  g_assert_cmpint (tote_wish_get_kind (again), ==, tote_wish_get_kind (wish));
  g_assert_cmpstr (tote_wish_get_key (again), ==, tote_wish_get_key (wish));
  return again;
}

static void
test_message_survives_writing (void)
{
  const char *body = "two\nlines, “quotes”, 'single', \\ and 🥬";
  g_autoptr (ToteWish) wish = tote_wish_new_message (body);
  g_autoptr (ToteWish) again = write_and_read (wish);

  g_assert_cmpstr (tote_wish_get_body (again), ==, body);
}

static void
test_decision_survives_writing (void)
{
  ToteAlternative alternative = { .upc = "0123456789012", .weight = 1.25 };
  ToteAlternative read;
  g_autoptr (ToteWish) wish =
      tote_wish_new_decision ("li-1", NULL, TOTE_DECISION_REJECTED, &alternative);
  g_autoptr (ToteWish) again = write_and_read (wish);

  g_assert_cmpstr (tote_wish_get_item_id (again), ==, "li-1");
  g_assert_cmpint (tote_wish_get_decision (again), ==, TOTE_DECISION_REJECTED);
  g_assert_true (tote_wish_get_alternative (again, &read));
  g_assert_cmpstr (read.upc, ==, "0123456789012");
  g_assert_null (read.rrc);
  g_assert_cmpfloat (read.weight, ==, 1.25);
  g_assert_cmpint (read.count, ==, 0);
}

/* It is about what was offered: this very product, by this very name, and as much of it. */
static void
test_decision_is_about_one_offer (void)
{
  g_autoptr (ToteProduct) offered = tote_product_new ("77", "Rye bread", NULL, "1", "each");
  g_autoptr (ToteProduct) with_picture = tote_product_new ("77", "Rye bread", "x", "1", "each");
  ToteProduct *others[] = {
    tote_product_new ("78", "Rye bread", NULL, "1", "each"),
    tote_product_new (NULL, "Rye bread", NULL, "1", "each"),
    tote_product_new ("77", "Durian", NULL, "1", "each"),
    tote_product_new ("77", NULL, NULL, "1", "each"),
    tote_product_new ("77", "Rye bread", NULL, "2", "each"),
    tote_product_new ("77", "Rye bread", NULL, NULL, "each"),
    tote_product_new ("77", "Rye bread", NULL, "1", "lb"),
    NULL,
  };
  g_autoptr (ToteWish) wish =
      tote_wish_new_decision ("li-1", offered, TOTE_DECISION_APPROVED, NULL);
  g_autoptr (ToteWish) again = write_and_read (wish);

  g_assert_true (tote_wish_is_about (again, offered));
  g_assert_true (tote_wish_is_about (again, with_picture));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_assert_false (tote_wish_is_about (again, others[i]));
    g_clear_object (&others[i]);
  }
}

static void
test_rating_survives_writing (void)
{
  const char *const highlights[] = { "EXTRA_EFFORT", "HELPFUL_CHAT", NULL };
  g_autoptr (ToteWish) wish = tote_wish_new_rating (5, highlights, NULL);
  g_autoptr (ToteWish) again = write_and_read (wish);
  g_auto (GStrv) words = tote_wish_dup_highlights (again);
  g_autoptr (ToteWish) message = tote_wish_new_message ("no words of praise");
  g_auto (GStrv) none = tote_wish_dup_highlights (message);

  g_assert_cmpint (tote_wish_get_stars (again), ==, 5);
  g_assert_cmpuint (g_strv_length (words), ==, 2);
  g_assert_cmpstr (words[1], ==, "HELPFUL_CHAT");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_times_are_sent_in_utc (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (-5 * 3600);
  g_autoptr (GDateTime) eta = g_date_time_new (zone, 2026, 3, 14, 12, 30, 0.0);
  g_autoptr (ToteWish) wish = tote_wish_new_schedule (eta);

  g_assert_cmpstr (tote_wish_get_eta (wish), ==, "2026-03-14T17:30:00Z");
}

static void
test_keys_differ (void)
{
  g_autoptr (ToteWish) one = tote_wish_new_mark_read ();
  g_autoptr (ToteWish) two = tote_wish_new_mark_read ();

  g_assert_cmpstr (tote_wish_get_key (one), !=, tote_wish_get_key (two));
}

static void
test_refuses_what_is_no_wish (void)
{
  static const char *const texts[] = { "", "nonsense", "(99, 'k', {})", "(1, 2)",
                                       "(-1, 'k', @a{sv} {})" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (tote_wish_new_from_text (texts[i], &error));
    g_assert_nonnull (error);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wish/message-survives-writing", test_message_survives_writing);
  g_test_add_func ("/wish/decision-survives-writing", test_decision_survives_writing);
  g_test_add_func ("/wish/decision-is-about-one-offer", test_decision_is_about_one_offer);
  g_test_add_func ("/wish/rating-survives-writing", test_rating_survives_writing);
  g_test_add_func ("/wish/times-are-sent-in-utc", test_times_are_sent_in_utc);
  g_test_add_func ("/wish/keys-differ", test_keys_differ);
  g_test_add_func ("/wish/refuses-what-is-no-wish", test_refuses_what_is_no_wish);
  return g_test_run ();
}
