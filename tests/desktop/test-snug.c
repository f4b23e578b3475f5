/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-answers-dialog.h"
#include "tote-highlights.h"
#include "tote-tour.h"
#include "tote-wrap-layout.h"

/* What asks or tells one thing is as high as that, with no line left blank. The platform (GTK 4.8)
 * takes a window that is given its width alone for narrower than it becomes. */

static GtkWidget *
find_question (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_has_css_class (widget, "question") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_question (child);

  return found;
}

/* What a widget says it has is without its padding; what it asks for is with it. */
static int
get_whole (GtkWidget *question, GtkOrientation orientation)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (question, gtk_widget_get_parent (question), &bounds));

  return (int) (orientation == GTK_ORIENTATION_VERTICAL ? bounds.size.height : bounds.size.width);
}

static gboolean
is_laid_out (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static void
assert_snug (const char *page, GtkWidget *dialog)
{
  GtkWidget *question = find_question (dialog);
  int wanted;

  g_assert_nonnull (question);
  gtk_widget_measure (question, GTK_ORIENTATION_VERTICAL,
                      get_whole (question, GTK_ORIENTATION_HORIZONTAL), NULL, &wanted, NULL, NULL);
  g_test_message ("%s: %d pixels", page, wanted);
  g_assert_cmpint (get_whole (question, GTK_ORIENTATION_VERTICAL), ==, wanted);
}

static void
visit (ToteStageSet *set, const char *page, GtkWidget *window)
{
  if (!TOTE_IS_WINDOW (window) && !gtk_window_get_resizable (GTK_WINDOW (window)))
    assert_snug (page, window);
}

static void
ask (ToteStageSet *set, guint n)
{
  static const char *const names[][2] = {
    { "Sourdough Loaf", "Rustic Baguette" },
    { "Organic Whole Milk", "Lactose-free Whole Milk" },
    { "Strawberries 1 lb", "Blueberries" },
    { "Brie", "Camembert" },
    { "Extra Virgin Olive Oil from the hills", "Sunflower Oil" },
    { "Butter", "Salted butter" },
  };
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++) {
    g_autoptr (ToteProduct) ordered = tote_product_new (NULL, names[i][0], NULL, "1", "each");
    g_autoptr (ToteProduct) offered = tote_product_new (NULL, names[i][1], NULL, "2", "each");

    g_ptr_array_add (fresh, tote_item_new (names[i][0], "replaced", "pending", ordered, offered));
  }
  tote_item_list_merge (tote_order_get_items (tote_tracker_get_order (set->tracker)), fresh);
}

static void
see_answers (ToteStageSet *set, ToteDecision decision)
{
  GtkWidget *dialog = tote_answers_dialog_new (GTK_WINDOW (set->window), set->tracker, decision);

  gtk_window_present (GTK_WINDOW (dialog));
  tote_stage_set_wait (is_laid_out, dialog);
  tote_stage_set_settle (set);
  assert_snug (gtk_window_get_title (GTK_WINDOW (dialog)), dialog);
  g_assert_cmpint (gtk_widget_get_width (dialog), <=, 360);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* However many are answered at once; a list that is too long scrolls. */
static void
test_answers (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, 360, 800);
  for (int percent = 100; percent <= 200; percent += 100) {
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", percent * 96 * 1024 / 100, NULL);
    for (guint n = 1; n <= 6; n++) {
      ask (set, n);
      see_answers (set, TOTE_DECISION_APPROVED);
      see_answers (set, TOTE_DECISION_REJECTED);
    }
  }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

static void
assert_in_one_line (GtkWidget *button)
{
  int natural, high;

  gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, 200, NULL, &high, NULL, NULL);
  g_assert_cmpint (high, ==, natural);
}

/* A button that is high for a finger, as those of a store's display are, does not break its words.
 */
static void
test_high_buttons (void)
{
  g_autoptr (GtkWidget) button = g_object_ref_sink (gtk_button_new_with_label ("Send Rating"));
  g_autoptr (GtkWidget) highlights = g_object_ref_sink (g_object_new (TOTE_TYPE_HIGHLIGHTS, NULL));

  tote_wrap_buttons (button);
  assert_in_one_line (button);
  assert_in_one_line (gtk_widget_get_first_child (highlights));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  g_test_add_func ("/snug/answers", test_answers);
  g_test_add_func ("/snug/high-buttons", test_high_buttons);
  tote_tour_add_dialogs ("/snug", visit);

  return g_test_run ();
}
