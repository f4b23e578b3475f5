/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-connect-error.h"
#include "tote-map-frame.h"
#include "tote-options.h"
#include "tote-start.h"
#include "tote-words.h"

#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <math.h>

#define SECOND ((gint64) G_USEC_PER_SEC)

static void
check_age (gint64 age, const char *words)
{
  g_autofree char *text = tote_words_age (age);

  g_assert_cmpstr (text, ==, words);
}

static void
test_age (void)
{
  check_age (-5 * SECOND, "just now");
  check_age (0, "just now");
  check_age (4 * SECOND, "4 s ago");
  check_age (34 * SECOND, "30 s ago");
  check_age (61 * SECOND, "1 min ago");
  check_age (2 * 3600 * SECOND, "2 h ago");
}

static void
check_number (const char *order_id, const char *words)
{
  g_autofree char *text = tote_words_number (order_id);

  g_assert_cmpstr (text, ==, words);
}

static void
test_number (void)
{
  check_number ("MKT-20871", "Order 0871");
  check_number ("nope-123", "Order 123");
  check_number ("7", "Order 7");
  check_number ("naïveté", "Order veté");
  check_number ("--", "Order ");
}

static void
test_failures (void)
{
  g_autofree char *unknown = tote_words_failure_title (NULL);

  g_assert_cmpstr (unknown, ==, "Cannot reach the store");
  for (int code = TOTE_CONNECT_ERROR_UNREACHABLE; code <= TOTE_CONNECT_ERROR_NO_TOKEN; code++) {
    g_autoptr (GError) error = g_error_new_literal (TOTE_CONNECT_ERROR, code, "detail of the log");
    g_autofree char *title = tote_words_failure_title (error);
    g_autofree char *text = tote_words_failure (error);

    g_assert_cmpstr (title, !=, "");
    g_assert_null (g_strstr_len (text, -1, "detail of the log"));

    /* “No such order” is never said when the truth is that nobody answered. */
    g_assert_true ((code == TOTE_CONNECT_ERROR_NOT_FOUND) == g_str_equal (title, "No such order"));
  }
}

static ToteOptions *
parse (const char *line, GError **error)
{
  g_auto (GStrv) arguments = g_strsplit (line, " ", -1);

  return tote_options_parse (arguments, error);
}

static void
test_options (void)
{
  g_autoptr (ToteOptions) none = parse ("tote", NULL);
  g_autoptr (ToteOptions) demo = parse ("tote --demo --story pickup --speed 20", NULL);
  g_autoptr (ToteOptions) order =
      parse ("tote --server https://x.example --order a-1 --pace 0.5 --token-file t", NULL);
  g_autoptr (ToteOptions) link = parse ("tote " TOTE_LINK_SCHEME ":track?order=1&code=2", NULL);
  g_autoptr (ToteOptions) cut = parse ("tote " TOTE_LINK_SCHEME ":track?order=1 &code=2", NULL);
  g_autoptr (ToteOptions) last = parse ("tote --last-order", NULL);
  g_autoptr (ToteOptions) add = parse ("tote --add-order --profile p.ini", NULL);

  g_assert_false (none->demo);
  g_assert_true (demo->demo);
  g_assert_cmpstr (demo->story, ==, "pickup");
  g_assert_cmpfloat_with_epsilon (demo->pace, 0.05, 0.0001);
  g_assert_cmpstr (order->order_id, ==, "a-1");
  g_assert_cmpfloat (order->pace, ==, 0.5);
  g_assert_cmpstr (link->link, ==, TOTE_LINK_SCHEME ":track?order=1&code=2");
  g_assert_cmpstr (cut->link, ==, TOTE_LINK_SCHEME ":track?order=1 &code=2");
  g_assert_true (last->last_order && !last->add_order);
  g_assert_true (add->add_order && !add->last_order);
}

static void
test_options_refused (void)
{
  static const char *const lines[] = {
    "tote --order a",           "tote --server https://x.example",
    "tote --token-file t",      "tote --demo --server https://x.example --order a",
    "tote --story pickup",      "tote --speed 5000 --demo",
    "tote --demo --speed 0",    "tote --demo --pace 0",
    "tote --speed 5",           "tote --demo --pace nan",
    "tote --demo --pace -1",    "tote --demo --speed nan",
    "tote --token secret",      "tote --add-order " TOTE_LINK_SCHEME ":track?order=1",
    "tote --last-order --demo",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", lines[i]);
    g_assert_null (parse (lines[i], &error));
    g_assert_nonnull (error);
    g_assert_cmpint (error->domain, ==, G_OPTION_ERROR);
  }
}

/* Without a card for graphics the light renderer is chosen, unless somebody chose before. */
static void
test_renderer (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tote-dri-XXXXXX", NULL);
  g_autofree char *node = g_build_filename (folder, "renderD128", NULL);

  g_unsetenv ("GSK_RENDERER");
  g_unsetenv ("GDK_DEBUG");
  g_unsetenv ("GDK_DISABLE");

  g_file_set_contents (node, "", 0, NULL);
  tote_start_choose_renderer (folder, 8);
  g_assert_null (g_getenv ("GSK_RENDERER"));

  g_remove (node);
  tote_start_choose_renderer (folder, 18);
  g_assert_cmpstr (g_getenv ("GDK_DISABLE"), ==, "gl,vulkan");
  g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, "cairo");

  g_setenv ("GSK_RENDERER", "gl", TRUE);
  tote_start_choose_renderer (folder, 8);
  g_assert_null (g_getenv ("GDK_DEBUG"));
  g_rmdir (folder);
}

/* Between tiles that begin inside a pixel there would be seams. */
static void
assert_whole_pixels (const ToteMapFrame *frame, const ToteMapRoom *room)
{
  double left = (frame->longitude / 360 + 0.5) * 256 * exp2 (frame->zoom) - room->width / 2;

  g_assert_cmpfloat (fabs (left - round (left)), <, 0.001);
}

static void
test_frame (void)
{
  const ToteMapRoom room = { 601, 700, 84, 64, 160, 18 };
  const ToteMapRoom coarse = { 601, 700, 84, 64, 160, 9 };
  const double latitudes[] = { 38.67, 38.70 };
  const double longitudes[] = { -89.98, -90.02 };
  ToteMapFrame frame;

  tote_map_frame_fit (&frame, &room, latitudes, longitudes, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (tote_map_frame_holds (&frame, &room, latitudes[i], longitudes[i]));

  frame.zoom += 1;
  g_assert_false (tote_map_frame_holds (&frame, &room, latitudes[0], longitudes[0]) &&
                  tote_map_frame_holds (&frame, &room, latitudes[1], longitudes[1]));

  tote_map_frame_fit (&frame, &room, latitudes, longitudes, 1);
  g_assert_cmpfloat (frame.zoom, ==, TOTE_MAP_ZOOM_ALONE);
  assert_whole_pixels (&frame, &room);
  tote_map_frame_fit (&frame, &coarse, latitudes, longitudes, 2);
  g_assert_cmpfloat (frame.zoom, ==, 9);
  assert_whole_pixels (&frame, &coarse);
}

/* Eight kilometres apart, on both sides of the 180th meridian. */
static void
test_frame_date_line (void)
{
  const ToteMapRoom room = { 601, 700, 84, 64, 160, 18 };
  const double latitudes[] = { -16.8, -16.81 };
  const double there[] = { 179.96, -179.965 }, back[] = { -179.965, 179.96 };
  ToteMapFrame frame, other;

  tote_map_frame_fit (&frame, &room, latitudes, there, 2);
  g_assert_cmpfloat (frame.zoom, >=, 11);
  g_assert_cmpfloat (fabs (frame.longitude), >, 179.9);
  for (guint i = 0; i < 2; i++)
    g_assert_true (tote_map_frame_holds (&frame, &room, latitudes[i], there[i]));

  tote_map_frame_fit (&other, &room, latitudes, back, 2);
  g_assert_cmpfloat (other.zoom, ==, frame.zoom);
  g_assert_cmpfloat_with_epsilon (other.longitude, frame.longitude, 0.001);
}

/* Nothing the server leaves out, and nothing a customer wrote in forty lines, breaks a line. */
static void
test_strange_names (void)
{
  g_autoptr (ToteProduct) nameless = tote_product_new (NULL, NULL, NULL, "1", "each");
  g_autoptr (ToteProduct) pears = tote_product_new (NULL, "Pears", NULL, "1", "each");
  g_autoptr (ToteHandling) handling =
      g_object_new (TOTE_TYPE_HANDLING, "instructions", "Ring\nthe bell\r\ntwice", NULL);
  g_autofree char *wishes =
      tote_words_drop_off (handling, TOTE_STAGE_DELIVERING, TOTE_FULFILLMENT_DELIVERY);

  g_assert_cmpstr (tote_words_product (nameless), ==, "Item without a name");
  g_assert_cmpstr (tote_words_product (NULL), ==, "Item without a name");
  g_assert_cmpstr (tote_words_product (pears), ==, "Pears");
  g_assert_cmpstr (wishes, ==, "Ring the bell  twice");
}

/* Where letters run from the right, what was written from the left keeps its place in the row. */
static void
test_both_directions (void)
{
  g_autoptr (ToteHandling) handling =
      g_object_new (TOTE_TYPE_HANDLING, "dropoff-location", "الباب", "instructions", "Ring twice",
                    "notes", "Blue house", NULL);
  g_autoptr (ToteHandling) all_left = g_object_new (TOTE_TYPE_HANDLING, "dropoff-location", "Porch",
                                                    "instructions", "Ring twice", NULL);
  g_autofree char *left =
      tote_words_drop_off (handling, TOTE_STAGE_DELIVERING, TOTE_FULFILLMENT_DELIVERY);
  g_autofree char *right = NULL;
  g_autofree char *plain = NULL;

  g_assert_cmpstr (left, ==,
                   "\u200e\u2068الباب\u2069 · \u2068Ring twice\u2069 · \u2068Blue house\u2069");

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  right = tote_words_drop_off (handling, TOTE_STAGE_DELIVERING, TOTE_FULFILLMENT_DELIVERY);
  g_assert_cmpstr (right, ==,
                   "\u200f\u2068الباب\u2069 · \u2068Ring twice\u2069 · \u2068Blue house\u2069");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);

  plain = tote_words_drop_off (all_left, TOTE_STAGE_DELIVERING, TOTE_FULFILLMENT_DELIVERY);
  g_assert_cmpstr (plain, ==, "Porch · Ring twice");
}

/* A customer writes a novel: the row has its beginning, and what must be known at the door. */
static void
test_long_wishes (void)
{
  g_autofree char *novel = g_strnfill (500, 'x');
  g_autoptr (ToteHandling) handling = g_object_new (TOTE_TYPE_HANDLING, "instructions", novel,
                                                    "notes", novel, "alcoholic", TRUE, NULL);
  g_autofree char *wishes =
      tote_words_drop_off (handling, TOTE_STAGE_DELIVERING, TOTE_FULFILLMENT_DELIVERY);

  g_assert_cmpint (g_utf8_strlen (wishes, -1), ==,
                   200 + g_utf8_strlen (" · ID checked at the door", -1));
  g_assert_true (g_str_has_suffix (wishes, "x… · ID checked at the door"));
}

/* Each thing that may stand in the way has a sentence of its own; a clock has its own title too. */
static void
test_obstacles (void)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) plain = tote_connect_error_new (TOTE_CONNECT_ERROR_CERTIFICATE);
  g_autofree char *plain_title = tote_words_failure_title (plain);

  for (int i = TOTE_OBSTACLE_NONE; i <= TOTE_OBSTACLE_OLD_TLS; i++) {
    g_autoptr (GError) error = tote_connect_error_new (TOTE_CONNECT_ERROR_CERTIFICATE);
    g_autofree char *title = NULL;

    tote_connect_error_set_obstacle (error, (ToteObstacle) i);
    title = tote_words_failure_title (error);
    g_assert_true (g_hash_table_add (texts, tote_words_failure (error)));
    g_assert_true ((g_strcmp0 (title, plain_title) != 0) ==
                   (i == TOTE_OBSTACLE_PROXY || i == TOTE_OBSTACLE_CLOCK));
  }
}

/* Who refuses is named, where that is known. */
static void
test_proxy (void)
{
  g_autoptr (GError) error = tote_connect_error_new (TOTE_CONNECT_ERROR_UNREACHABLE);
  g_autofree char *nameless = NULL;
  g_autofree char *title = NULL;

  tote_connect_error_set_proxy (error, NULL);
  nameless = tote_words_failure_title (error);
  tote_connect_error_set_proxy (error, "proxy.example:3128");
  title = tote_words_failure_title (error);
  g_assert_cmpstr (nameless, ==, "The network lets nothing pass");
  g_assert_cmpstr (title, ==, "The proxy proxy.example:3128 lets nothing pass");
}

/* Whoever has used a link is not sent back to it, by whichever answer there is no way in. */
static void
test_signed_out (void)
{
  g_autoptr (GError) refused = tote_connect_error_new (TOTE_CONNECT_ERROR_UNAUTHORISED);
  g_autoptr (GError) none = tote_connect_error_new (TOTE_CONNECT_ERROR_NO_TOKEN);
  g_autofree char *refused_title = tote_words_failure_title (refused);
  g_autofree char *none_title = tote_words_failure_title (none);
  g_autofree char *refused_text = tote_words_failure (refused);
  g_autofree char *none_text = tote_words_failure (none);

  g_assert_cmpstr (none_title, ==, refused_title);
  g_assert_cmpstr (none_text, ==, refused_text);
  g_assert_nonnull (strstr (none_text, "new link"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/age", test_age);
  g_test_add_func ("/words/number", test_number);
  g_test_add_func ("/words/proxy", test_proxy);
  g_test_add_func ("/words/failures", test_failures);
  g_test_add_func ("/words/signed-out", test_signed_out);
  g_test_add_func ("/words/strange-names", test_strange_names);
  g_test_add_func ("/words/both-directions", test_both_directions);
  g_test_add_func ("/words/long-wishes", test_long_wishes);
  g_test_add_func ("/options/good", test_options);
  g_test_add_func ("/options/refused", test_options_refused);
  g_test_add_func ("/start/renderer", test_renderer);
  g_test_add_func ("/map/frame", test_frame);
  g_test_add_func ("/map/frame-date-line", test_frame_date_line);
  g_test_add_func ("/words/obstacles", test_obstacles);

  return g_test_run ();
}
