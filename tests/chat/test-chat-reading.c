/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chat-fixture.h"
#include "count-filled.h"
#include "frames.h"

#include "tote-chat-entries.h"
#include "tote-chat-view.h"
#include "tote-picture.h"

static void
test_mark_read (ChatFixture *fixture, gconstpointer unused)
{
  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "One", FALSE);
  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "Two", FALSE);
  chat_fixture_merge (fixture);
  g_assert_cmpuint (fake_tracker_get_n_marks (fixture->tracker), ==, 0);
  g_assert_false (tote_tracker_get_chat_open (fixture->tracker));

  chat_fixture_show (fixture);
  g_assert_true (tote_tracker_get_chat_open (fixture->tracker));
  WAIT_FOR (fake_tracker_get_n_marks (fixture->tracker) == 1);

  /* The poll that tells no more than before asks for nothing; a new batch does, once. */
  chat_fixture_merge (fixture);
  g_assert_cmpuint (fake_tracker_get_n_marks (fixture->tracker), ==, 1);
  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "Three", FALSE);
  chat_fixture_merge (fixture);
  g_assert_cmpuint (fake_tracker_get_n_marks (fixture->tracker), ==, 2);

  gtk_widget_set_visible (fixture->pane, FALSE);
  g_assert_false (tote_tracker_get_chat_open (fixture->tracker));
  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "Four", FALSE);
  chat_fixture_merge (fixture);
  g_assert_cmpuint (fake_tracker_get_n_marks (fixture->tracker), ==, 2);
  gtk_widget_set_visible (fixture->pane, TRUE);
  WAIT_FOR (fake_tracker_get_n_marks (fixture->tracker) == 3);
}

static void
test_all_read (ChatFixture *fixture, gconstpointer unused)
{
  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "One", TRUE);
  chat_fixture_add (fixture, TOTE_SENDER_CUSTOMER, "Two", FALSE);
  chat_fixture_merge (fixture);
  chat_fixture_show (fixture);
  g_assert_cmpuint (fake_tracker_get_n_marks (fixture->tracker), ==, 0);
}

static ToteChatEntry *
get_entry (ChatFixture *fixture, guint position)
{
  GListModel *entries;

  g_object_get (fixture->view, "entries", &entries, NULL);
  g_object_unref (entries);
  return g_list_model_get_item (entries, position);
}

static gboolean
has_divider (ToteChatEntry *entry)
{
  gboolean divider;

  g_object_get (entry, "divider", &divider, NULL);
  return divider;
}

static void
assert_heading (ToteChatEntry *entry, const char *expected)
{
  g_autofree char *heading = NULL;

  g_object_get (entry, "heading", &heading, NULL);
  g_assert_cmpstr (heading, ==, expected);
}

static guint
get_n_below (ChatFixture *fixture)
{
  guint n_below;

  g_object_get (fixture->view, "n-below", &n_below, NULL);
  return n_below;
}

/* The divider stands where the unread begin when the person comes, and stays while they read. */
static void
test_divider (ChatFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteChatEntry) row = NULL;

  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "One", TRUE);
  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "Two", FALSE);
  chat_fixture_merge (fixture);
  chat_fixture_show (fixture);
  row = get_entry (fixture, 1);
  WAIT_FOR (has_divider (row));
  tote_message_set_read (fixture->fresh->pdata[1], TRUE, NULL);
  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "Three", FALSE);
  chat_fixture_merge (fixture);
  g_assert_true (has_divider (row));
}

static void
test_midnight (ChatFixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteChatEntry) row = NULL;

  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "One", TRUE);
  chat_fixture_merge (fixture);
  chat_fixture_show (fixture);
  row = get_entry (fixture, 0);
  assert_heading (row, "Today 1:41 PM");
  fake_tracker_pass (fixture->tracker, 10 * 60 * MINUTE);
  assert_heading (row, "Today 1:41 PM");
  fake_tracker_pass (fixture->tracker, 20 * MINUTE);
  assert_heading (row, "Yesterday 1:41 PM");
}

static void
test_spoken (ChatFixture *fixture, gconstpointer unused)
{
  ToteChatBubble *bubble;

  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "See <b>https://example.com</b>", TRUE);
  chat_fixture_merge (fixture);
  chat_fixture_show (fixture);
  bubble = chat_fixture_get_bubble (fixture);
  gtk_test_accessible_assert_property (bubble, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Amida, 1:41 PM: See <b>https://example.com</b>");
  gtk_test_accessible_assert_property (gtk_widget_get_parent (GTK_WIDGET (bubble)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Amida, 1:41 PM: See <b>https://example.com</b>");
  gtk_test_accessible_assert_role (fixture->view, GTK_ACCESSIBLE_ROLE_LOG);
}

/* What is no address of the network stays away; the message is there all the same. */
static void
test_picture (ChatFixture *fixture, gconstpointer unused)
{
  ToteChatBubble *bubble;
  TotePicture *picture;

  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "", TRUE);
  tote_message_set_image_url (fixture->fresh->pdata[0], "file:///etc/passwd");
  chat_fixture_merge (fixture);
  chat_fixture_show (fixture);
  bubble = chat_fixture_get_bubble (fixture);
  gtk_test_accessible_assert_property (bubble, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Amida, 1:41 PM: Picture");
  picture = TOTE_PICTURE (chat_fixture_find (GTK_WIDGET (bubble), "picture", G_TYPE_NONE));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (picture)));
  WAIT_FOR (!tote_picture_get_loading (picture));
  g_assert_null (gtk_picture_get_paintable (
      GTK_PICTURE (chat_fixture_find (GTK_WIDGET (picture), NULL, GTK_TYPE_PICTURE))));
}

static GtkAdjustment *
get_adjustment (ChatFixture *fixture)
{
  GtkWidget *scroller = chat_fixture_find (fixture->view, NULL, GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static gboolean
is_at_end (ChatFixture *fixture)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);

  return gtk_adjustment_get_value (adjustment) >=
         gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - 1;
}

/* The newest is in sight until the person scrolls up; then they are told what came. */
static void
test_following (ChatFixture *fixture, gconstpointer unused)
{
  ToteChatView *view = TOTE_CHAT_VIEW (fixture->view);
  guint n_marks;

  for (int i = 0; i < 40; i++)
    chat_fixture_add (fixture, TOTE_SENDER_SHOPPER,
                      "A message that is long enough to take two lines.", TRUE);
  chat_fixture_merge (fixture);
  chat_fixture_show (fixture);
  WAIT_FOR (gtk_adjustment_get_upper (get_adjustment (fixture)) > 800 && is_at_end (fixture));

  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "One more", TRUE);
  chat_fixture_merge (fixture);
  frames_settle (fixture->window);
  WAIT_FOR (is_at_end (fixture));
  g_assert_true (tote_chat_view_get_following (view));

  gtk_adjustment_set_value (get_adjustment (fixture), 100);
  WAIT_FOR (!tote_chat_view_get_following (view));
  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "And one more", TRUE);
  chat_fixture_merge (fixture);
  frames_settle (fixture->window);
  g_assert_false (is_at_end (fixture));
  g_assert_cmpuint (get_n_below (fixture), ==, 1);

  /* What is out of sight is not read. */
  n_marks = fake_tracker_get_n_marks (fixture->tracker);
  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "Not read yet", FALSE);
  chat_fixture_merge (fixture);
  frames_settle (fixture->window);
  g_assert_cmpuint (fake_tracker_get_n_marks (fixture->tracker), ==, n_marks);

  gtk_widget_activate_action (fixture->view, "chat-view.follow", NULL);
  WAIT_FOR (is_at_end (fixture));
  g_assert_cmpuint (get_n_below (fixture), ==, 0);
  g_assert_cmpuint (fake_tracker_get_n_marks (fixture->tracker), ==, n_marks + 1);

  /* Who writes sees it. */
  gtk_adjustment_set_value (get_adjustment (fixture), 100);
  WAIT_FOR (!tote_chat_view_get_following (view));
  fake_tracker_pass (fixture->tracker, 60 * MINUTE);
  chat_fixture_write (fixture, "Hello");
  chat_fixture_press (fixture, GDK_KEY_Return, 0);
  frames_settle (fixture->window);
  WAIT_FOR (is_at_end (fixture));
}

/* Home takes to the first message, also while more come in just then. */
static void
test_home (ChatFixture *fixture, gconstpointer unused)
{
  ToteChatView *view = TOTE_CHAT_VIEW (fixture->view);
  GtkWidget *list;

  for (int i = 0; i < 40; i++)
    chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "One of many", TRUE);
  chat_fixture_merge (fixture);
  chat_fixture_show (fixture);
  WAIT_FOR (gtk_adjustment_get_upper (get_adjustment (fixture)) > 800 && is_at_end (fixture));
  g_assert_true (tote_chat_view_focus_newest (view));
  list = gtk_widget_get_parent (gtk_root_get_focus (gtk_widget_get_root (fixture->view)));

  chat_fixture_add (fixture, TOTE_SENDER_SHOPPER, "One more", TRUE);
  chat_fixture_merge (fixture);
  g_assert_false (chat_fixture_press_on (fixture->view, GDK_KEY_Home, 0));
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", 0); /* as the key does in a list */
  frames_settle (fixture->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (fixture)), ==, 0);
  g_assert_false (tote_chat_view_get_following (view));

  chat_fixture_press_on (fixture->view, GDK_KEY_End, 0);
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", 40);
  WAIT_FOR (is_at_end (fixture) && tote_chat_view_get_following (view));
}

static float
get_top (GtkWidget *bubble, GtkWidget *view)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (bubble, view, &bounds));

  return bounds.origin.y;
}

/* The bubble that is in the middle of what is in sight. */
static GtkWidget *
find_middle (GtkWidget *widget, GtkWidget *view)
{
  float middle = (float) gtk_widget_get_height (view) / 2;
  GtkWidget *found = NULL;

  if (TOTE_IS_CHAT_BUBBLE (widget))
    return gtk_widget_get_mapped (widget) && get_top (widget, view) > middle ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_middle (child, view);

  return found;
}

/* Of a long conversation only what is near is made of widgets; going through it is smooth, and what
 * one reads moves with the pointer and no further. */
static void
test_many (ChatFixture *fixture, gconstpointer unused)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);
  gint64 begin, longest = 0, total = 0;
  guint before, n_filled = 0, most = 0;

  for (int i = 0; i < 2000; i++)
    chat_fixture_add (
        fixture, i % 3 == 0 ? TOTE_SENDER_CUSTOMER : TOTE_SENDER_SHOPPER,
        i % 5 == 0 ? "Fine" : "A message that is long enough to take more than one line.", TRUE);
  chat_fixture_merge (fixture);
  begin = g_get_monotonic_time ();
  chat_fixture_show (fixture);
  WAIT_FOR (is_at_end (fixture));
  g_test_message ("shown in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpuint (chat_fixture_count (fixture->view, TOTE_TYPE_CHAT_BUBBLE), <, 260);
  before = count_filled (fixture->view);
  g_assert_cmpuint (before, <, 24);

  for (int i = 0; i < 60; i++) {
    GtkWidget *bubble;
    float top;

    WAIT_FOR ((bubble = find_middle (fixture->view, fixture->view)) != NULL);
    top = get_top (bubble, fixture->view);
    begin = g_get_monotonic_time ();
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 120);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    longest = MAX (longest, g_get_monotonic_time () - begin);
    total += g_get_monotonic_time () - begin;
    WAIT_FOR (get_top (bubble, fixture->view) != top);
    n_filled = count_filled (fixture->view);
    most = MAX (most, n_filled > before ? n_filled - before : 0);
    before = n_filled;
    g_assert_cmpfloat_with_epsilon (get_top (bubble, fixture->view) - top, 120, 2);
  }
  g_test_message ("%u filled at the end, at most %u in a step", n_filled, most);
  g_assert_cmpuint (most, >, 0);
  g_assert_cmpuint (most, <=, 5); /* what comes into sight with so many pixels, and no more */
  g_test_message ("longest step %" G_GINT64_FORMAT " us, on average %" G_GINT64_FORMAT " us",
                  longest, total / 60);
  g_assert_cmpuint (chat_fixture_count (fixture->view, TOTE_TYPE_CHAT_BUBBLE), <, 260);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/chat/reading/" path, ChatFixture, NULL, chat_fixture_set_up, test,                 \
              chat_fixture_tear_down)

int
main (int argc, char *argv[])
{
  chat_fixture_init (&argc, &argv);

  ADD ("mark-read", test_mark_read);
  ADD ("all-read", test_all_read);
  ADD ("divider", test_divider);
  ADD ("midnight", test_midnight);
  ADD ("spoken", test_spoken);
  ADD ("picture", test_picture);
  ADD ("following", test_following);
  ADD ("home", test_home);
  ADD ("many", test_many);

  return g_test_run ();
}
