/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tile-pattern.h"

static void
assert_expands (const char *pattern, guint scale, const char *expected)
{
  g_autofree char *url = tote_tile_pattern_expand (pattern, 14, 4096, 6001, scale);
  const char *why;

  g_assert_true (tote_tile_pattern_check (pattern, &why));
  g_assert_cmpstr (url, ==, expected);
}

static void
test_place (void)
{
  assert_expands ("https://t.example.com/{z}/{x}/{y}.png", 1,
                  "https://t.example.com/14/4096/6001.png");
  assert_expands ("https://t.example.com/?x={x}&y={y}&z={z}&again={x}", 2,
                  "https://t.example.com/?x=4096&y=6001&z=14&again=4096");
}

static void
test_scale (void)
{
  assert_expands ("https://t.example.com/{z}/{x}/{y}{scale}.png?key=a%7Bb", 1,
                  "https://t.example.com/14/4096/6001.png?key=a%7Bb");
  assert_expands ("https://t.example.com/{z}/{x}/{y}{scale}.png", 2,
                  "https://t.example.com/14/4096/6001@2x.png");
  assert_expands ("https://t.example.com/{z}/{x}/{y}{scale}.png", 3,
                  "https://t.example.com/14/4096/6001@2x.png");
}

/* A tile has one address, however often it is asked for; its neighbour has another. */
static void
test_names (void)
{
  const char *pattern = "https://{switch:a,b}.example.com/{z}/{x}/{y}.png";
  g_autofree char *beside = tote_tile_pattern_expand (pattern, 14, 4097, 6001, 1);

  assert_expands (pattern, 1, "https://b.example.com/14/4096/6001.png");
  g_assert_cmpstr (beside, ==, "https://a.example.com/14/4097/6001.png");
  assert_expands ("https://{switch:a}.example.com/{z}/{x}/{y}.png", 1,
                  "https://a.example.com/14/4096/6001.png");
}

static void
test_refused (void)
{
  static const char *const patterns[] = {
    "",
    "https://t.example.com/{z}/{x}.png",
    "https://t.example.com/{z}/{x}/{y}{s}.png",
    "https://t.example.com/{z}/{x}/{y}/{",
    "https://t.example.com/{z}/{x}/{y}{}.png",
    "https://t{switch:}.example.com/{z}/{x}/{y}.png",
    "https://t.example.com/{z}/{x}/{y}{{scale}}.png",
    "https://t.example.com/{Z}/{X}/{Y}.png",
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++) {
    const char *why = NULL;

    g_test_message ("%s", patterns[i]);
    g_assert_false (tote_tile_pattern_check (patterns[i], &why));
    g_assert_nonnull (why);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tile-pattern/place", test_place);
  g_test_add_func ("/tile-pattern/scale", test_scale);
  g_test_add_func ("/tile-pattern/names", test_names);
  g_test_add_func ("/tile-pattern/refused", test_refused);

  return g_test_run ();
}
