/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-bubble.h"
#include "tote-instruction-card.h"
#include "tote-question-card.h"
#include "tote-sandbox-mangling.h"
#include "tote-stage-set.h"

#include <time.h>

/*
 * Each text that a person wrote, on each page, is what nobody expects: names without a place to
 * break them, towers of marks, nothing to be seen at all. A warning fails; beside that the page is
 * drawn about as fast as ever, the answers to a question are in sight, and no label takes over.
 */

/* How much longer than with ordinary texts the first frames may take to make. A sanitizer weighs
 * what it sees by its own measure: there only what never ends is too long. */
#ifdef __SANITIZE_ADDRESS__
#define TIMES 100
#else
#define TIMES 3
#endif

/* In pixels, what may be read by scrolling: a message of two hundred lines is. */
#define LONG 4000

/* Each is measured as often, and the best counts: of a busy machine only what disturbs is left. */
#define ROUNDS 4

static const struct {
  int width;
  int height;
} sizes[] = { { 360, 640 }, { 1440, 900 } };

static double
get_cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static ToteStageSet *
new_set (ToteSandboxStory story, guint kind)
{
  g_autofree char *faults = kind > 0 ? g_strdup_printf ("*:texts=%u", kind) : NULL;
  ToteStageSet *set = tote_stage_set_new_with_faults (story, faults);

  tote_stage_set_settle (set);

  return set;
}

static void
close_window (ToteStageSet *set)
{
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&set->window)));
}

/* Returns: seconds of this thread for a new window and its first frames */
static double
open_once (ToteStageSet *set, int width, int height)
{
  double before = get_cpu_time ();
  double taken;

  tote_stage_set_open (set, width, height);
  taken = get_cpu_time () - before;
  close_window (set);

  return taken;
}

/* In turn, so that what slows the machine down for a while slows both. Returns: how many times as
 * long the first frames of @odd take */
static double
compare (ToteStageSet *odd, ToteStageSet *plain, int width, int height)
{
  double usual = G_MAXDOUBLE, taken = G_MAXDOUBLE;

  for (guint i = 0; i < ROUNDS; i++) {
    const double once = open_once (plain, width, height);
    const double odd_once = open_once (odd, width, height);

    usual = MIN (usual, once);
    taken = MIN (taken, odd_once);
  }
  g_test_message ("%d: %.0f ms, usually %.0f", width, taken * 1000, usual * 1000);

  return taken / usual;
}

/* The window may have become wider for a word that it cannot break: it must not. */
static void
assert_in_sight (ToteStageSet *set, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (set->window), &bounds));
  g_test_message ("%s at %.0f, %.0f of %d", G_OBJECT_TYPE_NAME (widget), bounds.origin.x,
                  bounds.origin.y, gtk_widget_get_height (GTK_WIDGET (set->window)));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=,
                     gtk_widget_get_width (GTK_WIDGET (set->window)));
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=,
                     gtk_widget_get_height (GTK_WIDGET (set->window)));
}

/* What is written to be read as a whole: a message, or how an order is picked up. */
static gboolean
is_long (GtkWidget *label)
{
  return (gtk_widget_get_ancestor (label, TOTE_TYPE_CHAT_BUBBLE) != NULL &&
          !gtk_widget_has_css_class (label, "heading-line")) ||
         gtk_widget_get_ancestor (label, TOTE_TYPE_INSTRUCTION_CARD) != NULL;
}

/* Of anything else the page shows no more than fits. */
static void
assert_bounds (GtkWidget *widget, int height)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_LABEL (widget) &&
      gtk_widget_get_height (widget) > (is_long (widget) ? LONG : height / 2)) {
    for (GtkWidget *place = widget; place != NULL; place = gtk_widget_get_parent (place))
      g_test_message ("in %s", G_OBJECT_TYPE_NAME (place));
    g_error ("A label of %d pixels in %s", gtk_widget_get_height (widget),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_bounds (child, height);
}

static void
keep (ToteStageSet *set, const char *page, guint kind)
{
  const char *folder = g_getenv ("TOTE_SHOTS");
  g_autofree char *file = g_strdup_printf ("odd-%u-%s-%d.png", kind, page,
                                           gtk_widget_get_width (GTK_WIDGET (set->window)));
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;

  if (path != NULL) {
    g_autoptr (GdkTexture) drawn = tote_stage_set_draw (set);

    gdk_texture_save_to_png (drawn, path);
  }
}

static void
check_panes (ToteStageSet *set, const char *page, guint kind)
{
  for (guint size = 0; size < G_N_ELEMENTS (sizes); size++) {
    tote_stage_set_open (set, sizes[size].width, sizes[size].height);
    g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (set->window)), ==, sizes[size].width);
    for (int pane = 0; pane < 3; pane++) {
      g_autofree char *name = g_strdup_printf ("%s-%d", page, pane);

      gtk_widget_activate_action (GTK_WIDGET (tote_window_get_view (set->window)), "view.pane", "i",
                                  pane);
      tote_stage_set_settle (set);
      keep (set, name, kind);
      assert_bounds (GTK_WIDGET (set->window), sizes[size].height);
    }
    gtk_widget_activate_action (GTK_WIDGET (set->window), "win.orders", NULL);
    tote_stage_set_settle (set);
    assert_bounds (GTK_WIDGET (set->window), sizes[size].height);
    close_window (set);
  }
}

static void
test_question (gconstpointer data)
{
  guint kind = GPOINTER_TO_UINT (data);
  g_autoptr (ToteStageSet) plain = new_set (TOTE_SANDBOX_STORY_DELIVERY, 0);
  g_autoptr (ToteStageSet) odd = new_set (TOTE_SANDBOX_STORY_DELIVERY, kind);

  tote_stage_set_advance (plain, 560);
  tote_stage_set_advance (odd, 560);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    GtkWidget *card;

    g_assert_cmpfloat (compare (odd, plain, sizes[i].width, sizes[i].height), <=, TIMES);

    tote_stage_set_open (odd, sizes[i].width, sizes[i].height);
    card = tote_stage_set_find (GTK_WIDGET (odd->window), TOTE_TYPE_QUESTION_CARD, 0);
    g_assert_nonnull (card);
    keep (odd, "question", kind);
    assert_in_sight (odd, tote_stage_set_find_button (card, "Approve"));
    assert_in_sight (odd, tote_stage_set_find_button (card, "Refund Instead"));
    close_window (odd);
  }
  check_panes (odd, "review", kind);
}

static void
test_delivery (gconstpointer data)
{
  g_autoptr (ToteStageSet) set = new_set (TOTE_SANDBOX_STORY_DELIVERY, GPOINTER_TO_UINT (data));

  tote_stage_set_advance (set, 1440);
  check_panes (set, "delivering", GPOINTER_TO_UINT (data));
  tote_stage_set_advance (set, 460);
  check_panes (set, "delivered", GPOINTER_TO_UINT (data));
}

static void
test_pickup (gconstpointer data)
{
  g_autoptr (ToteStageSet) set = new_set (TOTE_SANDBOX_STORY_PICKUP, GPOINTER_TO_UINT (data));

  tote_stage_set_advance (set, 1200);
  check_panes (set, "ready", GPOINTER_TO_UINT (data));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  for (guint kind = 1; kind <= TOTE_SANDBOX_ODD_TEXTS; kind++) {
    g_autofree char *question = g_strdup_printf ("/odd-texts/%u/question", kind);
    g_autofree char *delivery = g_strdup_printf ("/odd-texts/%u/delivery", kind);
    g_autofree char *pickup = g_strdup_printf ("/odd-texts/%u/pickup", kind);

    g_test_add_data_func (question, GUINT_TO_POINTER (kind), test_question);
    g_test_add_data_func (delivery, GUINT_TO_POINTER (kind), test_delivery);
    g_test_add_data_func (pickup, GUINT_TO_POINTER (kind), test_pickup);
  }

  return g_test_run ();
}
