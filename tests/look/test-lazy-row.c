/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list whose rows are made when they come into sight: the first frame has them all, however much
 * lower they are than was thought, and no more than it takes. */
#include "frames.h"
#include "tote-lazy-row.h"

#include <adwaita.h>

#define ROWS 1000
#define WINDOW_HEIGHT 600

typedef struct {
  ToteLazyRow parent_instance;
  guint number;
} LowRow;

typedef struct {
  ToteLazyRowClass parent_class;
} LowRowClass;

static GType low_row_get_type (void);
G_DEFINE_TYPE (LowRow, low_row, TOTE_TYPE_LAZY_ROW)

enum {
  PROP_NUMBER = 1
};
static GParamSpec *number_property;

static int row_height;
static guint n_filled;
static guint n_changed;

static void
low_row_filled (ToteLazyRow *row)
{
  gtk_widget_set_size_request (gtk_widget_get_first_child (GTK_WIDGET (row)), -1, row_height);
  n_filled++;
}

static void
low_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, ((LowRow *) object)->number);
}

static void
low_row_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (low_row_parent_class)->dispose (object);
}

static void
low_row_class_init (LowRowClass *klass)
{
  static const char template[] = "<interface><template class='LowRow' parent='ToteLazyRow'><child>"
                                 "<object class='GtkSeparator'/></child></template></interface>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (template, sizeof template - 1);

  G_OBJECT_CLASS (klass)->dispose = low_row_dispose;
  G_OBJECT_CLASS (klass)->get_property = low_row_get_property;
  number_property = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE);
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_NUMBER, number_property);
  gtk_widget_class_set_template (GTK_WIDGET_CLASS (klass), bytes);
  TOTE_LAZY_ROW_CLASS (klass)->filled = low_row_filled;
}

static void
low_row_init (LowRow *self)
{
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (low_row_get_type (), NULL));
}

static void
on_number_changed (ToteLazyRow *row)
{
  if (gtk_widget_get_first_child (GTK_WIDGET (row)) != NULL)
    n_changed++;
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  g_signal_handlers_disconnect_by_func (row, on_number_changed, NULL);
  g_signal_connect (row, "notify::number", G_CALLBACK (on_number_changed), NULL);
  ((LowRow *) row)->number = gtk_list_item_get_position (item);
  tote_lazy_row_change (TOTE_LAZY_ROW (row), number_property);
}

static void
on_layout (guint *n_layouts)
{
  ++*n_layouts;
}

/* @list: (out) */
static GtkWidget *
new_list_window (int height, GtkWidget **list)
{
  const char *texts[ROWS + 1] = { NULL };
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < ROWS; i++)
    texts[i] = "row";
  row_height = height;
  n_filled = 0;
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  *list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (gtk_string_list_new (texts)))),
      factory);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), *list);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), 200, WINDOW_HEIGHT);

  return window;
}

/* @list: (out) */
static GtkWidget *
new_window (int height, GtkWidget **list)
{
  GtkWidget *window = new_list_window (height, list);

  tote_lazy_row_fill_in_sight (GTK_LIST_VIEW (*list));

  return window;
}

static void
test_height (gconstpointer height)
{
  GtkWidget *list;
  GtkWidget *window = new_window (GPOINTER_TO_INT (height), &list);
  guint n_layouts = 0;

  gtk_widget_realize (window);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (window), "layout", G_CALLBACK (on_layout),
                            &n_layouts);
  gtk_window_present (GTK_WINDOW (window));
  while (n_filled == 0)
    g_main_context_iteration (NULL, TRUE);

  g_test_message ("%u rows in %u layouts", n_filled, n_layouts);
  g_assert_cmpuint (n_layouts, <=, 4);
  g_assert_cmpuint (n_filled, >=, WINDOW_HEIGHT / 2 / (guint) row_height);
  g_assert_cmpuint (n_filled, <=, 3 * WINDOW_HEIGHT / MIN ((guint) row_height, 60));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A list takes rows from one end to the other and back while it is scrolled: what was filled shows
 * something else only as it comes into sight. */
static void
test_scroll (void)
{
  GtkWidget *list;
  GtkWidget *window = new_window (60, &list);
  GtkAdjustment *adjustment;

  gtk_window_present (GTK_WINDOW (window));
  frames_settle (window);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  for (guint i = 0; i < 160; i++) {
    if (i == 60) /* by now all are filled that there are */
      n_changed = n_filled = 0;
    gtk_adjustment_set_value (adjustment,
                              gtk_adjustment_get_value (adjustment) + (i < 60 ? 300 : 48));
    frames_pass (window);
  }

  g_test_message ("%u rows filled, %u changed", n_filled, n_changed);
  g_assert_cmpuint (n_filled + n_changed, >=, 75);
  g_assert_cmpuint (n_filled + n_changed, <=, 160);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
assert_filled_in_sight (void)
{
  g_test_message ("%u rows filled", n_filled);
  g_assert_cmpuint (n_filled, >=, WINDOW_HEIGHT / 60);
  g_assert_cmpuint (n_filled, <=, WINDOW_HEIGHT / 60 + 10);
}

/* Rows that come between two layouts are all mapped, and have no place yet. */
static void
test_between_layouts (void)
{
  GtkWidget *list;
  GtkWidget *window = new_list_window (60, &list);
  g_autoptr (GtkSelectionModel) rows =
      g_object_ref (gtk_list_view_get_model (GTK_LIST_VIEW (list)));

  gtk_list_view_set_model (GTK_LIST_VIEW (list), NULL);
  gtk_window_present (GTK_WINDOW (window));
  frames_settle (window);
  gtk_list_view_set_model (GTK_LIST_VIEW (list), rows);
  tote_lazy_row_fill_in_sight (GTK_LIST_VIEW (list));
  frames_settle (window);

  assert_filled_in_sight ();
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What a frame has shown empty is filled before the next one, row by row: whatever comes from
 * outside is heard of in between. */
static void
test_row_by_row (void)
{
  GtkWidget *list;
  GtkWidget *window = new_list_window (60, &list);
  guint n_layouts = 0;

  gtk_window_present (GTK_WINDOW (window));
  frames_settle (window);
  g_assert_cmpuint (n_filled, ==, 0);

  g_signal_connect_swapped (gtk_widget_get_frame_clock (window), "layout", G_CALLBACK (on_layout),
                            &n_layouts);
  tote_lazy_row_fill_in_sight (GTK_LIST_VIEW (list));
  for (guint before = 0; n_layouts == 0; before = n_filled) {
    g_main_context_iteration (NULL, TRUE);
    if (n_layouts == 0)
      g_assert_cmpuint (n_filled - before, <=, 1);
    else
      g_assert_cmpuint (before, >=, WINDOW_HEIGHT / 60);
  }
  frames_settle (window);

  assert_filled_in_sight ();
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean grown;

static void
measure_growing (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                 int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL && grown ? 90 : 30;
}

static void
allocate_growing (GtkWidget *widget, int width, int height, int baseline)
{
  if (!grown)
    gtk_widget_queue_resize (widget);
  grown = TRUE;
}

/* What becomes higher while it is laid out lies over nothing. */
static void
test_grow (void)
{
  GtkWidget *list, *place, *growing;
  GtkWidget *window = new_window (30, &list);

  gtk_window_present (GTK_WINDOW (window));
  frames_settle (window);
  place = gtk_widget_get_first_child (list);
  growing = gtk_widget_get_first_child (gtk_widget_get_first_child (place));
  gtk_widget_set_size_request (growing, -1, -1);
  gtk_widget_set_layout_manager (growing,
                                 gtk_custom_layout_new (NULL, measure_growing, allocate_growing));
  frames_settle (window);

  g_assert_true (grown);
  g_assert_cmpint (gtk_widget_get_height (growing), ==, 90);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_data_func ("/lazy-row/as-thought", GINT_TO_POINTER (60), test_height);
  g_test_add_data_func ("/lazy-row/lower", GINT_TO_POINTER (26), test_height);
  g_test_add_data_func ("/lazy-row/lowest", GINT_TO_POINTER (6), test_height);
  g_test_add_data_func ("/lazy-row/high", GINT_TO_POINTER (300), test_height);
  g_test_add_func ("/lazy-row/between-layouts", test_between_layouts);
  g_test_add_func ("/lazy-row/row-by-row", test_row_by_row);
  g_test_add_func ("/lazy-row/grow", test_grow);
  g_test_add_func ("/lazy-row/scroll", test_scroll);

  return g_test_run ();
}
