/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a board looks like on the screen: how large its labels are, whether they can be read, and
 * that no pixel stays lit for half an hour. */
#include "frames.h"
#include "shown.h"
#include "store-fixture.h"

#include "tote-board-page.h"
#include "tote-display-window.h"
#include "tote-drift.h"
#include "tote-ticket-pile.h"
#include "tote-ticket-row.h"
#include "tote-tickets.h"
#include "tote-veil.h"

#include <math.h>
#include <string.h>

#define SECOND G_TIME_SPAN_SECOND
#define WIDTH 480
#define HEIGHT 270

/* Returns: (transfer full): 4 bytes a pixel, blue first. */
static guchar *
take_picture (GtkWidget *widget, int *width, int *height)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  guchar *pixels;

  *width = gtk_widget_get_width (widget);
  *height = gtk_widget_get_height (widget);
  gdk_paintable_snapshot (paintable, snapshot, *width, *height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (
      renderer, node, &GRAPHENE_RECT_INIT (0, 0, (float) *width, (float) *height));
  pixels = g_malloc ((gsize) *width * (gsize) *height * 4);
  gdk_texture_download (texture, pixels, (gsize) *width * 4);

  return pixels;
}

static double
get_luminance (const guchar *pixel)
{
  static const double weights[] = { 0.0722, 0.7152, 0.2126 };
  double luminance = 0;

  for (guint i = 0; i < 3; i++) {
    const double part = (pixel[i] + 255 - pixel[3]) / 255.0; /* on white */

    luminance += weights[i] * (part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
  }

  return luminance;
}

static ToteTicket *
ticket_new (const char *label)
{
  ToteTicket *ticket = tote_ticket_new (label);

  tote_ticket_update (ticket, &(ToteTicketState){ .label = label,
                                                  .state = "ready_for_pickup",
                                                  .fulfillment = TOTE_FULFILLMENT_PICKUP });

  return ticket;
}

/* The capitals of a label are at least 56 pixels high on a screen of 1920 (28 mm on one of 43
 * inches, 16 minutes of arc from 6 m), and black enough on white for 7:1. */
static void
test_label (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *row = tote_ticket_row_new ();
  g_autoptr (ToteTicket) ticket = ticket_new ("H12");
  g_autofree guchar *pixels = NULL;
  int width, height, top = -1, bottom = -1;
  double darkest = 1;

  tote_ticket_row_set_ticket (TOTE_TICKET_ROW (row), ticket);
  gtk_window_set_child (GTK_WINDOW (window), row);
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 150);
  gtk_window_present (GTK_WINDOW (window));
  frames_settle (window);

  pixels = take_picture (shown_find_style (row, "ticket"), &width, &height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      const guchar *pixel = pixels + 4 * (y * width + x);

      if (pixel[3] < 128)
        continue;
      darkest = MIN (darkest, get_luminance (pixel));
      top = top < 0 ? y : top;
      bottom = y;
    }

  /* Heard as a whole, and there for who goes through by keys. */
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "H12, Ready");
  g_assert_true (gtk_widget_get_focusable (row));

  g_test_message ("capitals of %d pixels, contrast %.1f", bottom - top + 1,
                  1.05 / (darkest + 0.05));
  g_assert_cmpint (bottom - top + 1, >=, 56);
  g_assert_cmpfloat (1.05 / (darkest + 0.05), >=, 7);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
measure_label (const char *label, int *least, int *natural)
{
  GtkWidget *row = g_object_ref_sink (tote_ticket_row_new ());
  g_autoptr (ToteTicket) ticket = ticket_new (label);

  tote_ticket_row_set_ticket (TOTE_TICKET_ROW (row), ticket);
  gtk_widget_measure (shown_find_style (row, "ticket"), GTK_ORIENTATION_HORIZONTAL, -1, least,
                      natural, NULL, NULL);
  g_object_unref (row);
}

/* However little room there is: a number of a store is whole, in any font; a long one gives way. */
static void
test_whole_label (gconstpointer font)
{
  int least, natural;

  g_object_set (gtk_settings_get_default (), "gtk-font-name", font, NULL);
  measure_label ("2500", &least, &natural);
  g_assert_cmpint (least, ==, natural);
  measure_label ("WWWW", &least, &natural);
  g_assert_cmpint (least, ==, natural);
  measure_label ("MKT-2026-000871", &least, &natural);
  g_assert_cmpint (least, <, natural);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
}

/* Who is asked to look an order up leaves the columns their room. */
static void
test_invitation (void)
{
  GtkWidget *page = g_object_ref_sink (
      g_object_new (TOTE_TYPE_BOARD_PAGE, "look-up", TRUE, "portrait", FALSE, NULL));
  int natural;

  gtk_widget_measure (shown_find_style (page, "invitation"), GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                      &natural, NULL, NULL);
  g_test_message ("the invitation likes to have %d px", natural);
  g_assert_cmpint (natural, <, 1920 / 4);
  g_object_unref (page);
}

typedef struct {
  guchar *lowest;
  guchar *highest;
  gsize n;
} Range;

static void
range_add (Range *range, GtkWidget *widget)
{
  int width, height;
  g_autofree guchar *pixels = take_picture (widget, &width, &height);

  if (range->lowest == NULL) {
    range->n = (gsize) width * (gsize) height;
    range->lowest = g_malloc (range->n);
    range->highest = g_malloc0 (range->n);
    memset (range->lowest, 255, range->n);
  }
  g_assert_cmpuint (range->n, ==, (gsize) width * (gsize) height);

  for (gsize i = 0; i < range->n; i++) {
    const guchar level = pixels[4 * i + 1];

    range->lowest[i] = MIN (range->lowest[i], level);
    range->highest[i] = MAX (range->highest[i], level);
  }
}

/* Half an hour of the day, minute by minute, and second by second while the band goes across. */
static void
test_burn_in (void)
{
  Store *store = store_new (8);
  ToteBoardFeed *feed = tote_board_feed_new (
      &(ToteBoardFeedConfig){ store->broker, tote_sandbox_server_get_uri (store->server),
                              store->session, TOTE_CLOCK (store->clock), 1 });
  GtkWidget *window = gtk_window_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *page = tote_board_page_new (feed, TOTE_CLOCK (store->clock));
  GtkWidget *veil = g_object_new (TOTE_TYPE_VEIL, NULL);
  g_autoptr (GDateTime) noon = g_date_time_new_local (2026, 11, 28, 12, 1, 0);
  gint64 at = g_date_time_to_unix (noon) * SECOND;
  const gint64 end = at + 31 * 60 * SECOND;
  Range range = { 0 };

  gtk_overlay_set_child (GTK_OVERLAY (overlay), page);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), veil);
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 24 * 1024, NULL);
  gtk_window_present (GTK_WINDOW (window));
  frames_settle (window);

  while (at < end) {
    g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (at / SECOND);

    tote_veil_set_moment (TOTE_VEIL (veil), moment);
    tote_board_page_set_now (TOTE_BOARD_PAGE (page), at);
    frames_settle (window);
    range_add (&range, overlay);
    at += (tote_veil_get_sweeping (TOTE_VEIL (veil)) ? 1 : 60) * SECOND;
  }

  for (gsize i = 0; i < range.n; i++)
    if (range.lowest[i] > 127)
      g_error ("pixel %" G_GSIZE_FORMAT " was never darker than %u", i, range.lowest[i]);

  g_free (range.lowest);
  g_free (range.highest);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (feed);
  store_free (store);
}

typedef struct {
  double lowest, highest, mean;
} Light;

/* Of a display at that time of day, with orders on it. */
static Light
measure_light (GtkApplication *application, int hour)
{
  Store *store = store_new (8);
  ToteBoardFeed *feed = tote_board_feed_new (
      &(ToteBoardFeedConfig){ store->broker, tote_sandbox_server_get_uri (store->server),
                              store->session, TOTE_CLOCK (store->clock), 1 });
  g_autoptr (GDateTime) time = g_date_time_new_local (2026, 11, 28, hour, 5, 0);
  const ToteDisplayConfig config = { .board = feed, .clock = TOTE_CLOCK (store->clock) };
  GtkWidget *window;
  g_autofree guchar *pixels = NULL;
  Light light = { 1, 0, 0 };
  int width, height;

  tote_manual_clock_jump (store->clock, g_date_time_to_unix (time) * SECOND -
                                            tote_clock_get_real_time (TOTE_CLOCK (store->clock)));
  window = GTK_WIDGET (tote_display_window_new (application, &config));
  gtk_window_unfullscreen (GTK_WINDOW (window));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  tote_board_feed_start (feed);
  tote_manual_clock_advance (store->clock, 10 * SECOND);
  while (tote_board_feed_get_last_answer (feed) == 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_present (GTK_WINDOW (window));
  frames_settle (window);
  frames_settle (window);

  pixels = take_picture (window, &width, &height);
  for (int i = 0; i < width * height; i++) {
    const double luminance = get_luminance (pixels + 4 * i);

    light.lowest = MIN (light.lowest, luminance);
    light.highest = MAX (light.highest, luminance);
    light.mean += luminance / (width * height);
  }

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (feed);
  store_free (store);

  return light;
}

/* Not a tenth of the light, and read as well. */
static void
test_night (void)
{
  g_autoptr (GtkApplication) application =
      gtk_application_new ("org.example.Night", G_APPLICATION_NON_UNIQUE);
  Light day, night;

  g_application_register (G_APPLICATION (application), NULL, NULL);
  day = measure_light (application, 12);
  night = measure_light (application, 23);
  g_test_message ("light %.3f by day and %.3f at night, contrast %.1f and %.1f", day.mean,
                  night.mean, (day.highest + 0.05) / (day.lowest + 0.05),
                  (night.highest + 0.05) / (night.lowest + 0.05));
  g_assert_cmpfloat (day.mean, >, 0.5);
  g_assert_cmpfloat (night.mean, <, day.mean / 10);
  g_assert_cmpfloat ((night.highest + 0.05) / (night.lowest + 0.05), >=, 7);
}

static ToteVeil *
find_veil (GtkWidget *widget)
{
  ToteVeil *veil = TOTE_IS_VEIL (widget) ? TOTE_VEIL (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && veil == NULL;
       child = gtk_widget_get_next_sibling (child))
    veil = find_veil (child);
  return veil;
}

/* The band goes over what nobody is at, and from under the eyes of who comes. */
static void
test_band_in_use (void)
{
  g_autoptr (GtkApplication) application =
      gtk_application_new ("org.example.Band", G_APPLICATION_NON_UNIQUE);
  Store *store = store_new (1);
  ToteBoardFeed *feed = tote_board_feed_new (
      &(ToteBoardFeedConfig){ store->broker, tote_sandbox_server_get_uri (store->server),
                              store->session, TOTE_CLOCK (store->clock), 1 });
  g_autoptr (GDateTime) time = g_date_time_new_local (2026, 11, 28, 11, 59, 30);
  const ToteDisplayConfig config = { .board = feed, .clock = TOTE_CLOCK (store->clock) };
  GtkWidget *window;
  ToteVeil *veil;

  g_application_register (G_APPLICATION (application), NULL, NULL);
  tote_manual_clock_jump (store->clock, g_date_time_to_unix (time) * SECOND -
                                            tote_clock_get_real_time (TOTE_CLOCK (store->clock)));
  window = GTK_WIDGET (tote_display_window_new (application, &config));
  veil = find_veil (window);
  g_assert_false (tote_veil_get_sweeping (veil));
  tote_manual_clock_advance (store->clock, 31 * SECOND);
  g_assert_true (tote_veil_get_sweeping (veil));

  gtk_widget_activate_action (window, "kiosk.large", NULL);
  tote_manual_clock_advance (store->clock, SECOND);
  g_assert_false (tote_veil_get_sweeping (veil));

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (feed);
  store_free (store);
}

#define MANY 300
#define A_MINUTE 60 /* changes */
#define ANSWERS 6   /* in a minute */

/* Of so many orders one more item is found. */
static void
put_many (ToteTickets *tickets, guint *found, guint n_changes)
{
  static guint next;

  for (guint i = 0; i < n_changes; i++)
    found[next++ * 7 % MANY]++;

  tote_tickets_begin (tickets);
  for (guint i = 0; i < MANY; i++) {
    g_autofree char *id = g_strdup_printf ("%u", 1000 + i);
    const ToteTicketState state = { .label = id,
                                    .state = "picking",
                                    .fulfillment = TOTE_FULFILLMENT_PICKUP,
                                    .n_found = found[i],
                                    .n_items = 90 };

    tote_tickets_put (tickets, id, &state, SECOND);
  }
  tote_tickets_end (tickets);
}

static const char *
get_place (GtkWidget *page)
{
  return gtk_label_get_label (GTK_LABEL (shown_find_style (page, "pages")));
}

/* Each page is there for twelve seconds, and after the last the first again. */
static void
test_turns (void)
{
  Store *store = store_new (1);
  ToteBoardFeed *feed = tote_board_feed_new (
      &(ToteBoardFeedConfig){ store->broker, tote_sandbox_server_get_uri (store->server),
                              store->session, TOTE_CLOCK (store->clock), 1 });
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = tote_board_page_new (feed, TOTE_CLOCK (store->clock));
  guint found[MANY] = { 0 };
  guint n_pages = MANY;

  put_many (tote_board_feed_get_tickets (feed), found, 0);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 900);
  gtk_window_present (GTK_WINDOW (window));
  do
    frames_settle (window);
  while (sscanf (get_place (page), "1 of %u", &n_pages) != 1 || n_pages == MANY);

  for (guint i = 2; i <= n_pages + 1; i++) {
    g_autofree char *place = g_strdup_printf ("%u of %u", (i - 1) % n_pages + 1, n_pages);

    tote_manual_clock_advance (store->clock, 12 * SECOND - 1);
    g_assert_cmpstr (get_place (page), !=, place);
    tote_manual_clock_advance (store->clock, 1);
    g_assert_cmpstr (get_place (page), ==, place);
  }

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (feed);
  store_free (store);
}

static void
count_paint (guint *n_paints)
{
  ++*n_paints;
}

static guint
hash_children (GtkWidget *widget)
{
  guint hash = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    hash = hash * 31 + g_direct_hash (child);

  return hash;
}

/* Three hundred orders, of which sixty change in a minute: no row is made anew, each answer takes a
 * frame or none, and one that says the same takes none. */
static void
test_busy_store (void)
{
  ToteTickets *tickets = tote_tickets_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *pile = g_object_new (TOTE_TYPE_TICKET_PILE, NULL);
  guint found[MANY] = { 0 };
  guint n_paints = 0, rows;

  put_many (tickets, found, 0);
  tote_ticket_pile_set_tickets (TOTE_TICKET_PILE (pile),
                                tote_tickets_get_column (tickets, TOTE_TICKET_SHOPPING));
  gtk_window_set_child (GTK_WINDOW (window), pile);
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 900);
  gtk_window_present (GTK_WINDOW (window));
  do
    frames_settle (window);
  while (gtk_widget_get_first_child (pile) == gtk_widget_get_last_child (pile));
  frames_settle (window);

  rows = hash_children (pile);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (window), "paint", G_CALLBACK (count_paint),
                            &n_paints);
  for (guint i = 0; i < ANSWERS; i++) {
    put_many (tickets, found, A_MINUTE / ANSWERS);
    frames_settle (window);
  }
  g_test_message ("%u frames for %u changes", n_paints, (guint) A_MINUTE);
  g_assert_cmpuint (n_paints, >, 0);
  g_assert_cmpuint (n_paints, <=, ANSWERS);
  g_assert_cmpuint (hash_children (pile), ==, rows);

  n_paints = 0;
  put_many (tickets, found, 0);
  frames_settle (window);
  g_assert_cmpuint (n_paints, ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (tickets);
}

/* What lies over everything holds up no touch. */
static void
test_veil (void)
{
  GtkWidget *veil = g_object_ref_sink (g_object_new (TOTE_TYPE_VEIL, NULL));

  g_assert_false (gtk_widget_get_can_target (veil));
  g_assert_false (gtk_widget_contains (veil, 5, 5));
  g_object_unref (veil);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shown_init ();
  g_test_add_func ("/kiosk/board/label", test_label);
  g_test_add_data_func ("/kiosk/board/whole-label/cantarell", "Cantarell 11", test_whole_label);
  g_test_add_data_func ("/kiosk/board/whole-label/dejavu", "DejaVu Sans 11", test_whole_label);
  g_test_add_func ("/kiosk/board/invitation", test_invitation);
  g_test_add_func ("/kiosk/board/burn-in", test_burn_in);
  g_test_add_func ("/kiosk/board/night", test_night);
  g_test_add_func ("/kiosk/board/veil", test_veil);
  g_test_add_func ("/kiosk/board/band-in-use", test_band_in_use);
  g_test_add_func ("/kiosk/board/busy-store", test_busy_store);
  g_test_add_func ("/kiosk/board/turns", test_turns);

  return g_test_run ();
}
