/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chat-fixture.h"
#include "frames.h"

#include "tote-chat-composer.h"

#define LINES_MAX 5
#define LONG "A long text without any mark of a line in it, as letters and shops write them. "

static GtkTextView *
get_view (ChatFixture *fixture)
{
  return GTK_TEXT_VIEW (chat_fixture_get_text_view (fixture));
}

static void
paste (ChatFixture *fixture, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (get_view (fixture))), text);
  g_signal_emit_by_name (get_view (fixture), "paste-clipboard");
}

static int
get_text_height (ChatFixture *fixture)
{
  GtkTextIter end;
  int y, height;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (get_view (fixture)), &end);
  gtk_text_view_get_line_yrange (get_view (fixture), &end, &y, &height);
  return y + height;
}

/* The text is at its end, and the room there is shows as much of it as fits. */
static gboolean
is_in_sight (ChatFixture *fixture)
{
  GdkRectangle seen, caret;
  int text = get_text_height (fixture);

  gtk_text_view_get_visible_rect (get_view (fixture), &seen);
  gtk_text_view_get_cursor_locations (get_view (fixture), NULL, &caret, NULL);
  if (caret.y < seen.y || caret.y + caret.height > seen.y + seen.height)
    return FALSE;
  if (seen.height < MIN (text, (LINES_MAX - 1) * caret.height))
    return FALSE;
  return seen.y + seen.height == text || (seen.y == 0 && seen.height <= text + caret.height / 4);
}

/* What glides on the screen has come to rest: its last pixel takes longer than a frame. */
static void
assert_in_sight (ChatFixture *fixture)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_view (fixture)));
  double before;

  do {
    before = gtk_adjustment_get_value (adjustment);
    frames_settle (fixture->window);
  } while (gtk_adjustment_get_value (adjustment) != before);
  g_assert_true (is_in_sight (fixture));
}

static void
assert_all_in_sight (ChatFixture *fixture)
{
  GdkRectangle seen;

  assert_in_sight (fixture);
  gtk_text_view_get_visible_rect (get_view (fixture), &seen);
  g_assert_cmpint (seen.y, ==, 0);
  g_assert_cmpint (seen.height, >=, get_text_height (fixture));
}

static void
begin (ChatFixture *fixture)
{
  chat_fixture_show (fixture);
  gtk_widget_activate_action (fixture->pane, "chat.focus-entry", NULL);
}

static void
check_lines (ChatFixture *fixture)
{
  begin (fixture);
  for (int n = 1; n <= LINES_MAX + 2; n++) {
    paste (fixture, n == 1 ? "word" : "\nword");
    if (n <= LINES_MAX)
      assert_all_in_sight (fixture);
    else
      assert_in_sight (fixture);
  }
  chat_fixture_write (fixture, "");
  assert_all_in_sight (fixture);
}

static void
test_lines (ChatFixture *fixture, gconstpointer unused)
{
  check_lines (fixture);
}

static void
test_large_text (ChatFixture *fixture, gconstpointer unused)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  check_lines (fixture);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

/* One line that wraps, word by word, faster than anything glides. */
static void
test_wrapped (ChatFixture *fixture, gconstpointer unused)
{
  begin (fixture);
  for (int n = 1; n <= 25; n++) {
    paste (fixture, "word ");
    WAIT_FOR (is_in_sight (fixture));
  }
  assert_all_in_sight (fixture);
}

static void
test_pasted (ChatFixture *fixture, gconstpointer unused)
{
  static const char *const texts[] = { "1\n2\n3\n4\n5\n6\n7\n8\n9\n10", LONG LONG LONG LONG LONG,
                                       "👍\n🇫🇷 👩🏽‍🍳\n🥭" };

  begin (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    paste (fixture, texts[i]);
    assert_in_sight (fixture);
    chat_fixture_write (fixture, "");
    assert_in_sight (fixture);
  }
  paste (fixture, LONG);
  assert_all_in_sight (fixture);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/chat/composer/" path, ChatFixture, NULL, chat_fixture_set_up, test,                \
              chat_fixture_tear_down)

int
main (int argc, char *argv[])
{
  chat_fixture_init (&argc, &argv);
  /* What glides did go wrong. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);

  ADD ("lines", test_lines);
  ADD ("large-text", test_large_text);
  ADD ("wrapped", test_wrapped);
  ADD ("pasted", test_pasted);

  return g_test_run ();
}
