/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-text.h"

#include <math.h>
#include <string.h>

static void
assert_clean (const char *foreign, const char *expected)
{
  g_autofree char *clean = tote_text_clean (foreign);

  g_assert_cmpstr (clean, ==, expected);
}

static void
test_keeps_plain_text (void)
{
  assert_clean ("Kale “Lacinato” 🥬", "Kale “Lacinato” 🥬");
  assert_clean ("two\nlines", "two\nlines");
  assert_clean ("", "");
  assert_clean (NULL, NULL);
}

static void
test_drops_control_characters (void)
{
  assert_clean ("a\001b\033[31mc\177d", "ab[31mcd");
  assert_clean ("tab\there", "tab here");
  assert_clean ("\xef\xbb\xbf"
                "mark",
                "mark");
}

static void
test_neutralises_bidi_overrides (void)
{
  assert_clean ("safe\u202Etxt.exe\u202C", "safetxt.exe");
  assert_clean ("\u2066isolated\u2069", "isolated");
}

/* As many marks as a script needs, no tower of them. */
static void
test_limits_marks (void)
{
  assert_clean ("e\u0301", "e\u0301");
  assert_clean ("\u1ec7\u0323\u0302\u0301\u0300\u0304\u0306x\u0301",
                "\u1ec7\u0323\u0302\u0301\u0300x\u0301");
  assert_clean ("\u0e01\u0e35\u0e49", "\u0e01\u0e35\u0e49");
  assert_clean ("❤\ufe0f", "❤\ufe0f");
}

static void
test_drops_invisible_characters (void)
{
  assert_clean ("a\u200bb\u2060c\u00add", "abcd");
  assert_clean ("\u200b\u200b\u3164\u115f\u2800", "");
  assert_clean ("a\U000e0041\U000e0042", "a");
  assert_clean ("a\u200db", "ab");
  assert_clean ("a\u200d\u200d\u200d", "a");
  assert_clean ("\u200c\u0645", "\u0645");
}

/* Persian writes with a non-joiner, Indic scripts with a joiner, families and some flags too. */
static void
test_keeps_what_joins (void)
{
  assert_clean ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645");
  assert_clean ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937");
  assert_clean ("👩\u200d🍳", "👩\u200d🍳");
  assert_clean ("👩🏽\u200d❤\ufe0f\u200d👨", "👩🏽\u200d❤\ufe0f\u200d👨");
  assert_clean ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f!",
                "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f!");
}

static void
test_cuts_by_what_it_is (void)
{
  g_autofree char *fits = tote_text_cut (g_strdup ("Ünë"), 3);
  g_autofree char *cut = tote_text_cut (g_strdup ("Ünë dos"), 5);

  g_assert_cmpstr (fits, ==, "Ünë");
  g_assert_cmpstr (cut, ==, "Ünë…");
  g_assert_null (tote_text_cut (NULL, 5));
}

static void
test_cuts_lines (void)
{
  g_autofree char *fits = tote_text_cut_lines (g_strdup ("one\ntwo"), 2);
  g_autofree char *cut = tote_text_cut_lines (g_strdup ("one\ntwo\nthree"), 2);
  g_autofree char *blank = tote_text_cut_lines (g_strdup ("\n\n\n"), 2);

  g_assert_cmpstr (fits, ==, "one\ntwo");
  g_assert_cmpstr (cut, ==, "one\ntwo…");
  g_assert_cmpstr (blank, ==, "\n…");
  g_assert_null (tote_text_cut_lines (NULL, 2));
}

static void
test_mends_broken_encoding (void)
{
  g_autofree char *clean = tote_text_clean ("bad \xff\xfe end");

  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_true (g_str_has_prefix (clean, "bad "));
}

static void
test_cuts_what_is_too_long (void)
{
  g_autofree char *longish = g_strnfill (TOTE_TEXT_MAX, 'x');
  g_autofree char *longer = g_strconcat (longish, "y", NULL);
  g_autofree char *whole = tote_text_clean (longish);
  g_autofree char *cut = tote_text_clean (longer);

  g_assert_cmpstr (whole, ==, longish);
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, TOTE_TEXT_MAX + 1);
  g_assert_true (g_str_has_suffix (cut, "x…"));
}

static void
test_makes_one_line (void)
{
  g_autofree char *line = tote_text_clean_line ("  a \n\n b\t c  ");

  g_assert_cmpstr (line, ==, "a b c");
}

static void
assert_quantity (const char *sent, const char *expected)
{
  g_autofree char *quantity = tote_quantity_clean (sent);

  g_assert_cmpstr (quantity, ==, expected);
}

static void
test_quantities_lose_needless_zeros (void)
{
  assert_quantity ("10.0", "10");
  assert_quantity ("10", "10");
  assert_quantity ("1.50", "1.5");
  assert_quantity ("0.750", "0.75");
  assert_quantity ("007.00", "7");
  assert_quantity ("0", "0");
  assert_quantity (" 2 ", "2");
  assert_quantity ("12345678901234567890.5", "12345678901234567890.5");
}

static void
test_quantities_that_are_none (void)
{
  assert_quantity (NULL, NULL);
  assert_quantity ("", NULL);
  assert_quantity ("-1", NULL);
  assert_quantity ("1e3", NULL);
  assert_quantity ("1.", NULL);
  assert_quantity (".5", NULL);
  assert_quantity ("1.2.3", NULL);
  assert_quantity ("many", NULL);
  assert_quantity ("111111111111111111111111111111111", NULL);
}

static void
test_quantities_from_numbers (void)
{
  g_autofree char *half = tote_quantity_from_double (1.5);
  g_autofree char *whole = tote_quantity_from_double (10.0);

  g_assert_cmpstr (half, ==, "1.5");
  g_assert_cmpstr (whole, ==, "10");
  g_assert_null (tote_quantity_from_double (-1.0));
  g_assert_null (tote_quantity_from_double (NAN));
  g_assert_null (tote_quantity_from_double (INFINITY));
  g_assert_null (tote_quantity_from_double (1e300));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/limits-marks", test_limits_marks);
  g_test_add_func ("/text/drops-invisible-characters", test_drops_invisible_characters);
  g_test_add_func ("/text/keeps-what-joins", test_keeps_what_joins);
  g_test_add_func ("/text/cuts-by-what-it-is", test_cuts_by_what_it_is);
  g_test_add_func ("/text/cuts-lines", test_cuts_lines);
  g_test_add_func ("/text/keeps-plain-text", test_keeps_plain_text);
  g_test_add_func ("/text/drops-control-characters", test_drops_control_characters);
  g_test_add_func ("/text/neutralises-bidi-overrides", test_neutralises_bidi_overrides);
  g_test_add_func ("/text/mends-broken-encoding", test_mends_broken_encoding);
  g_test_add_func ("/text/cuts-what-is-too-long", test_cuts_what_is_too_long);
  g_test_add_func ("/text/makes-one-line", test_makes_one_line);
  g_test_add_func ("/quantity/loses-needless-zeros", test_quantities_lose_needless_zeros);
  g_test_add_func ("/quantity/none", test_quantities_that_are_none);
  g_test_add_func ("/quantity/from-numbers", test_quantities_from_numbers);
  return g_test_run ();
}
