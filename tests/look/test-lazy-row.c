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
} LowRow;

typedef struct {
  ToteLazyRowClass parent_class;
} LowRowClass;

static GType low_row_get_type (void);
G_DEFINE_TYPE (LowRow, low_row, TOTE_TYPE_LAZY_ROW)

static int row_height;
static guint n_filled;

static void
low_row_filled (ToteLazyRow *row)
{
  gtk_widget_set_size_request (gtk_widget_get_first_child (GTK_WIDGET (row)), -1, row_height);
  n_filled++;
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
on_layout (guint *n_layouts)
{
  ++*n_layouts;
}

static void
test_height (gconstpointer height)
{
  const char *texts[ROWS + 1] = { NULL };
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list;
  guint n_layouts = 0;

  for (guint i = 0; i < ROWS; i++)
    texts[i] = "row";
  row_height = GPOINTER_TO_INT (height);
  n_filled = 0;
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (gtk_string_list_new (texts)))),
      factory);
  tote_lazy_row_fill_in_sight (GTK_LIST_VIEW (list));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), 200, WINDOW_HEIGHT);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_data_func ("/lazy-row/as-thought", GINT_TO_POINTER (60), test_height);
  g_test_add_data_func ("/lazy-row/lower", GINT_TO_POINTER (26), test_height);
  g_test_add_data_func ("/lazy-row/lowest", GINT_TO_POINTER (6), test_height);
  g_test_add_data_func ("/lazy-row/high", GINT_TO_POINTER (300), test_height);

  return g_test_run ();
}
