/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-profile.h"

#include <glib/gstdio.h>

typedef struct {
  char *folder;
  char *path;
  char *logo;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("tote-profile-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "profile.ini", NULL);
  fixture->logo = g_build_filename (fixture->folder, "logo.svg", NULL);
  g_file_set_contents (fixture->logo, "<svg/>", -1, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_remove (fixture->path);
  g_remove (fixture->logo);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->logo);
  g_free (fixture->folder);
}

static ToteProfile *
read_text (Fixture *fixture, const char *text, GError **error)
{
  g_file_set_contents (fixture->path, text, -1, NULL);

  return tote_profile_new_from_file (fixture->path, error);
}

/* The example of the design, comments and all. */
static void
test_whole (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteProfile) profile =
      read_text (fixture,
                 "[Retailer]\nName=Belt Line Market\nLogo=logo.svg   # beside the profile\n"
                 "Color=#1f7a4d\nSupport-Uri=tel:+15550100\nSilence=refunded # or bought\n"
                 "Pictures=images.example.com, cdn.example.net # and under them\n"
                 "[Connect]\nServer=https://connect.example.com\n"
                 "Broker=https://shop.example.com/tote\nRetailer-Id=0123 # a banner\n"
                 "[Map]\nTiles=https://{switch:a,b}.example.com/{z}/{x}/{y}{scale}.png?key=k-1\n"
                 "Tiles-Dark=http://127.0.0.1:8080/dark/{z}/{x}/{y}.png\n"
                 "Attribution=© Somebody\n"
                 "[Kiosk]\nMode=look-up\nIdle-Seconds=90\nMask=name, phone\n"
                 "Chime=on\n"
                 "[Chat]\nReplies=Yes, please;No, thank you\n"
                 "[Choices]\nWhite bread=upc:0001 count:2\nHam=rrc:55-0012 weight:1.5\n",
                 &error);
  g_auto (GStrv) replies = NULL;
  GdkRGBA colour;

  g_assert_no_error (error);
  g_assert_cmpstr (tote_profile_get_name (profile), ==, "Belt Line Market");
  g_assert_cmpstr (tote_profile_get_logo (profile), ==, fixture->logo);
  g_assert_true (tote_profile_get_colour (profile, &colour));
  g_assert_cmpint ((int) (colour.green * 255 + 0.5f), ==, 0x7a);
  g_assert_cmpstr (tote_profile_get_support_uri (profile), ==, "tel:+15550100");
  g_assert_false (tote_profile_get_silence_bought (profile));
  g_assert_true (tote_profile_get_chime (profile));
  g_assert_true (tote_profile_has_picture_host (profile, "a.images.example.com"));
  g_assert_true (tote_profile_has_picture_host (profile, "cdn.example.net"));
  g_assert_false (tote_profile_has_picture_host (profile, "example.net"));
  g_assert_cmpstr (tote_profile_get_server (profile), ==, "https://connect.example.com");
  g_assert_cmpstr (tote_profile_get_broker (profile), ==, "https://shop.example.com/tote");
  g_assert_cmpstr (tote_profile_get_retailer_id (profile), ==, "0123");
  g_assert_cmpstr (tote_profile_get_tiles (profile, FALSE), ==,
                   "https://{switch:a,b}.example.com/{z}/{x}/{y}{scale}.png?key=k-1");
  g_assert_cmpstr (tote_profile_get_tiles (profile, TRUE), ==,
                   "http://127.0.0.1:8080/dark/{z}/{x}/{y}.png");
  g_assert_cmpstr (tote_profile_get_attribution (profile), ==, "© Somebody");
  g_assert_cmpstr (tote_profile_get_kiosk_mode (profile), ==, "look-up");
  g_assert_cmpuint (tote_profile_get_idle_seconds (profile), ==, 90);
  g_assert_true (tote_profile_get_masked (profile, "phone"));
  g_assert_false (tote_profile_get_masked (profile, "address"));
  g_assert_cmpstr (tote_profile_get_choice (profile, 0)->label, ==, "White bread");
  g_assert_cmpint (tote_profile_get_choice (profile, 0)->alternative.count, ==, 2);
  g_assert_cmpstr (tote_profile_get_choice (profile, 1)->alternative.rrc, ==, "55-0012");
  g_assert_cmpfloat (tote_profile_get_choice (profile, 1)->alternative.weight, ==, 1.5);
  g_assert_null (tote_profile_get_choice (profile, 2));
  replies = tote_profile_dup_replies (profile);
  g_assert_cmpuint (g_strv_length (replies), ==, 2);
  g_assert_cmpstr (replies[0], ==, "Yes, please");
  g_assert_cmpstr (replies[1], ==, "No, thank you");
}

/* A choice is offered where it can stand in for what was ordered. */
static void
test_choices_that_fit (Fixture *fixture, gconstpointer unused)
{
  static const struct {
    const char *ordered;
    gboolean bread, ham, any;
  } rows[] = {
    { "Sourdough BREAD, sliced", TRUE, FALSE, TRUE },
    { "Rustic Baguette", TRUE, FALSE, TRUE },
    { "Crème brûlée", FALSE, FALSE, TRUE },
    { "Smoked ham", FALSE, FALSE, TRUE },
    { "Ham off the bone, smoked", FALSE, TRUE, TRUE },
    { "Shortbread", FALSE, FALSE, TRUE },
    { NULL, FALSE, FALSE, TRUE },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteProfile) profile = read_text (fixture,
                                               "[Choices]\n"
                                               "White bread=upc:1 count:1 for:bread, baguette\n"
                                               "Ham=rrc:2 weight:0.5   for:bone ham # smoked\n"
                                               "Gift=upc:3 count:1\n",
                                               &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *ordered = rows[i].ordered;

    g_assert_cmpint (tote_choice_fits (tote_profile_get_choice (profile, 0), ordered), ==,
                     rows[i].bread);
    g_assert_cmpint (tote_choice_fits (tote_profile_get_choice (profile, 1), ordered), ==,
                     rows[i].ham);
    g_assert_cmpint (tote_choice_fits (tote_profile_get_choice (profile, 2), ordered), ==,
                     rows[i].any);
  }
}

static void
test_defaults (void)
{
  g_autoptr (ToteProfile) profile = tote_profile_new_neutral ();
  GdkRGBA colour;

  g_assert_null (tote_profile_get_name (profile));
  g_assert_false (tote_profile_get_colour (profile, &colour));
  g_assert_true (tote_profile_get_silence_bought (profile));
  g_assert_false (tote_profile_has_picture_host (profile, "example.com"));
  g_assert_null (tote_profile_get_tiles (profile, FALSE));
  g_assert_null (tote_profile_get_tiles (profile, TRUE));
  g_assert_null (tote_profile_get_attribution (profile));
  g_assert_cmpstr (tote_profile_get_kiosk_mode (profile), ==, "board");
  g_assert_cmpuint (tote_profile_get_idle_seconds (profile), ==, 60);
  g_assert_true (tote_profile_get_masked (profile, "address"));
}

static void
test_demo (void)
{
  g_autoptr (ToteProfile) profile = tote_profile_new_demo ();

  g_assert_cmpstr (tote_profile_get_name (profile), ==, "Belt Line Market");
}

/* Each is refused as a whole, and the message names file, group and key. */
static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  static const struct {
    const char *text;
    const char *place;
    int code;
  } cases[] = {
    { "[Retailer]\nName=\n", "[Retailer] Name", TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nName=a \\- b\n", "[Retailer] Name", TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nLogo=logo.exe\n", "[Retailer] Logo", TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nLogo=other.svg\n", "[Retailer] Logo", TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nColor=green\n", "[Retailer] Color", TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nColor=#12345\n", "[Retailer] Color", TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nSupport-Uri=javascript:x\n", "[Retailer] Support-Uri",
      TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nSilence=maybe\n", "[Retailer] Silence", TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nPictures=\n", "[Retailer] Pictures", TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nPictures=https://a.example\n", "[Retailer] Pictures", TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nPictures=*.example.com\n", "[Retailer] Pictures", TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nPictures=com\n", "[Retailer] Pictures", TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nPictures=a.example,,b.example\n", "[Retailer] Pictures",
      TOTE_PROFILE_ERROR_VALUE },
    { "[Retailer]\nColour=#123456\n", "[Retailer] Colour", TOTE_PROFILE_ERROR_UNKNOWN },
    { "[Connect]\nServer=http://connect.example.com\n", "[Connect] Server",
      TOTE_PROFILE_ERROR_VALUE },
    { "[Connect]\nServer=connect.example.com\n", "[Connect] Server", TOTE_PROFILE_ERROR_VALUE },
    { "[Connect]\nRetailer-Id=01 23\n", "[Connect] Retailer-Id", TOTE_PROFILE_ERROR_VALUE },
    { "[Connect]\nBroker=https://\n", "[Connect] Broker", TOTE_PROFILE_ERROR_VALUE },
    { "[Map]\nTiles=https://tiles.example.com/{z}/{x}.png\n", "[Map] Tiles",
      TOTE_PROFILE_ERROR_VALUE },
    { "[Map]\nTiles=http://tiles.example.com/{z}/{x}/{y}.png\n", "[Map] Tiles",
      TOTE_PROFILE_ERROR_VALUE },
    { "[Map]\nTiles=http://127.0.0.1.example.com/{z}/{x}/{y}.png\n", "[Map] Tiles",
      TOTE_PROFILE_ERROR_VALUE },
    { "[Map]\nTiles=http://localhost@example.com/{z}/{x}/{y}.png\n", "[Map] Tiles",
      TOTE_PROFILE_ERROR_VALUE },
    { "[Map]\nTiles=https://tiles.example.com/{z}/{x}/{y}{r}.png\n", "[Map] Tiles",
      TOTE_PROFILE_ERROR_VALUE },
    { "[Map]\nTiles=https://tiles.example.com/{z}/{x}/{y}{scale\n", "[Map] Tiles",
      TOTE_PROFILE_ERROR_VALUE },
    { "[Map]\nTiles-Dark=https://tiles.example.com/dark.png\n", "[Map] Tiles-Dark",
      TOTE_PROFILE_ERROR_VALUE },
    { "[Map]\nTiles=mbtiles:none.mbtiles\n", "[Map] Tiles", TOTE_PROFILE_ERROR_VALUE },
    { "[Map]\nTiles=mbtiles:\n", "[Map] Tiles", TOTE_PROFILE_ERROR_VALUE },
    { "[Map]\nTiles=mbtiles:profile.ini\n", "[Map] Tiles", TOTE_PROFILE_ERROR_VALUE },
    { "[Kiosk]\nMode=party\n", "[Kiosk] Mode", TOTE_PROFILE_ERROR_VALUE },
    { "[Kiosk]\nChime=loud\n", "[Kiosk] Chime", TOTE_PROFILE_ERROR_VALUE },
    { "[Kiosk]\nIdle-Seconds=5\n", "[Kiosk] Idle-Seconds", TOTE_PROFILE_ERROR_VALUE },
    { "[Kiosk]\nIdle-Seconds=1e3\n", "[Kiosk] Idle-Seconds", TOTE_PROFILE_ERROR_VALUE },
    { "[Kiosk]\nMask=address,soul\n", "[Kiosk] Mask", TOTE_PROFILE_ERROR_VALUE },
    { "[Choices]\nBread=upc:1\n", "[Choices] Bread", TOTE_PROFILE_ERROR_VALUE },
    { "[Choices]\nBread=upc:1 count:0\n", "[Choices] Bread", TOTE_PROFILE_ERROR_VALUE },
    { "[Choices]\nBread=upc:1 count:1x\n", "[Choices] Bread", TOTE_PROFILE_ERROR_VALUE },
    { "[Choices]\nBread=upc:1 count:1 bread\n", "[Choices] Bread", TOTE_PROFILE_ERROR_VALUE },
    { "[Choices]\nBread=upc:1 count:1 for:\n", "[Choices] Bread", TOTE_PROFILE_ERROR_VALUE },
    { "[Choices]\nBread=upc:1 count:1 for:a,,b\n", "[Choices] Bread", TOTE_PROFILE_ERROR_VALUE },
    { "[Chat]\nReplies=Yes;;No\n", "[Chat] Replies", TOTE_PROFILE_ERROR_VALUE },
    { "[Chat]\nReplies=1;2;3;4;5;6;7\n", "[Chat] Replies", TOTE_PROFILE_ERROR_VALUE },
    { "[Choices]\nBread=ean:1 count:1\n", "[Choices] Bread", TOTE_PROFILE_ERROR_VALUE },
    { "[Shop]\nName=X\n", "[Shop]", TOTE_PROFILE_ERROR_UNKNOWN },
    { "no key file at all", "profile.ini", TOTE_PROFILE_ERROR_FILE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (ToteProfile) profile = read_text (fixture, cases[i].text, &error);

    g_test_message ("%s", cases[i].text);
    g_assert_null (profile);
    g_assert_error (error, TOTE_PROFILE_ERROR, cases[i].code);
    g_assert_nonnull (g_strstr_len (error->message, -1, fixture->path));
    g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].place));
  }
}

static void
test_missing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tote_profile_new_from_file (fixture->path, &error));
  g_assert_error (error, TOTE_PROFILE_ERROR, TOTE_PROFILE_ERROR_FILE);
}

/* Named as somebody in its folder would name it. */
static void
test_relative (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = g_get_current_dir ();
  g_autofree char *name = g_path_get_basename (fixture->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteProfile) profile = NULL;

  g_file_set_contents (fixture->path, "[Retailer]\nLogo=logo.svg\n", -1, NULL);
  g_assert_cmpint (g_chdir (fixture->folder), ==, 0);
  profile = tote_profile_new_from_file (name, &error);
  g_assert_cmpint (g_chdir (before), ==, 0);
  g_assert_no_error (error);
  g_assert_true (g_file_test (tote_profile_get_logo (profile), G_FILE_TEST_IS_REGULAR));
}

/* One line in a file: that which the profile names, or else what the unit was given. */
static void
test_kiosk_key (Fixture *fixture, gconstpointer unused)
{
  static const char *const bad[] = { "", "\n", "one\ntwo\n" };
  g_autoptr (ToteProfile) named = read_text (fixture, "[Kiosk]\nKey-File=logo.svg\n", NULL);
  g_autoptr (ToteProfile) unnamed = read_text (fixture, "[Kiosk]\nMode=board\n", NULL);
  g_autoptr (GError) error = NULL;
  char *key;

  g_assert_null (tote_profile_read_kiosk_key (unnamed, NULL, &error));
  g_assert_no_error (error);

  g_file_set_contents (fixture->path, " k-1\n", -1, NULL);
  key = tote_profile_read_kiosk_key (unnamed, fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, "k-1");
  g_free (key);

  key = tote_profile_read_kiosk_key (named, fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, "<svg/>");
  g_free (key);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_file_set_contents (fixture->path, bad[i], -1, NULL);
    g_assert_null (tote_profile_read_kiosk_key (unnamed, fixture->path, &error));
    g_assert_error (error, TOTE_PROFILE_ERROR, TOTE_PROFILE_ERROR_VALUE);
    g_assert_true (g_str_has_prefix (error->message, fixture->path));
    g_clear_error (&error);
  }
  g_remove (fixture->path);
  g_assert_null (tote_profile_read_kiosk_key (unnamed, fixture->path, &error));
  g_assert_error (error, TOTE_PROFILE_ERROR, TOTE_PROFILE_ERROR_VALUE);
}

/* What stands in the retailer's page for a key that is left out. */
static char *
get_told_default (const char *page, const char *key)
{
  g_autofree char *pattern = g_strdup_printf ("\\| `%s` \\| `([^`]*)` \\|", key);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_nonnull (regex);
  if (!g_regex_match (regex, page, 0, &match))
    g_error ("doc/retailer.md has no default for %s", key);
  return g_match_info_fetch (match, 1);
}

static char *
read_source (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("TOTE_SRCDIR"), folder, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* The retailer's page tells each key there is, and no other, with what holds without it. */
static void
test_reference (void)
{
  g_autofree char *page = read_source ("doc", "retailer.md");
  g_autofree char *rules = read_source ("src/look", "tote-profile-rules.c");
  g_autoptr (GRegex) rule =
      g_regex_new ("\\{ \"([A-Z][a-z]+)\", \"([A-Za-z-]+)\", check_", 0, 0, NULL);
  g_autoptr (GRegex) row = g_regex_new ("\n\\| `[A-Z][a-z]+/[A-Za-z-]+` \\|", 0, 0, NULL);
  g_autoptr (ToteProfile) neutral = tote_profile_new_neutral ();
  g_autofree char *mode = get_told_default (page, "Kiosk/Mode");
  g_autofree char *country = get_told_default (page, "Kiosk/Country");
  g_autofree char *idle = get_told_default (page, "Kiosk/Idle-Seconds");
  g_autofree char *mask = get_told_default (page, "Kiosk/Mask");
  g_autofree char *silence = get_told_default (page, "Retailer/Silence");
  g_auto (GStrv) masked = g_strsplit (mask, ",", -1);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GMatchInfo) told = NULL;
  guint n_keys = 0, n_told = 0;

  for (g_regex_match (rule, rules, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL), n_keys++) {
    g_autofree char *group = g_match_info_fetch (match, 1);
    g_autofree char *key = g_match_info_fetch (match, 2);
    g_autofree char *name = g_strdup_printf ("\n| `%s/%s` |", group, key);

    if (strstr (page, name) == NULL)
      g_error ("doc/retailer.md says nothing of %s/%s", group, key);
  }
  for (g_regex_match (row, page, 0, &told); g_match_info_matches (told);
       g_match_info_next (told, NULL))
    n_told++;
  g_assert_cmpuint (n_keys, >, 0);
  g_assert_cmpuint (n_keys, ==, n_told);

  g_assert_cmpstr (mode, ==, tote_profile_get_kiosk_mode (neutral));
  g_assert_cmpstr (country, ==, tote_profile_get_kiosk_country (neutral));
  g_assert_cmpuint (g_ascii_strtoull (idle, NULL, 10), ==, tote_profile_get_idle_seconds (neutral));
  g_assert_true (g_str_equal (silence, "bought") == tote_profile_get_silence_bought (neutral));
  g_assert_null (tote_profile_get_attribution (neutral));
  for (guint i = 0; masked[i] != NULL; i++)
    g_assert_true (tote_profile_get_masked (neutral, masked[i]));
  g_assert_false (tote_profile_get_masked (neutral, "name"));
  g_assert_false (tote_profile_get_masked (neutral, "notes"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/profile/whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/profile/choices-that-fit", Fixture, NULL, set_up, test_choices_that_fit, tear_down);
  g_test_add ("/profile/relative", Fixture, NULL, set_up, test_relative, tear_down);
  g_test_add ("/profile/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/profile/missing", Fixture, NULL, set_up, test_missing, tear_down);
  g_test_add ("/profile/kiosk-key", Fixture, NULL, set_up, test_kiosk_key, tear_down);
  g_test_add_func ("/profile/defaults", test_defaults);
  g_test_add_func ("/profile/demo", test_demo);
  g_test_add_func ("/profile/reference", test_reference);

  return g_test_run ();
}
