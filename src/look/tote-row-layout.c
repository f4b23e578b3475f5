/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-row-layout.h"

/* Where nobody says how wide: at no width is the row lower, and that is what GTK asks then. */
#define UNBOUNDED G_MAXSHORT

struct _ToteRowLayout {
  GtkLayoutManager parent_instance;

  int spacing;
  gboolean folds;
};

G_DEFINE_FINAL_TYPE (ToteRowLayout, tote_row_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef enum {
  PROP_SPACING = 1,
  PROP_FOLDS,
} ToteRowLayoutProperty;

static GParamSpec *props[PROP_FOLDS + 1];

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static void
measure_width (ToteRowLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  int gap = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child))) {
    int child_minimum, child_natural;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL,
                        NULL);
    *minimum += gap + child_minimum;
    *natural += gap + child_natural;
    gap = self->spacing;
  }
}

/* The widths of the shown children, in order. end: (nullable): the first that is not counted. */
static GArray *
share_width (ToteRowLayout *self, GtkWidget *widget, GtkWidget *end, int width)
{
  GArray *sizes = g_array_new (FALSE, TRUE, sizeof (GtkRequestedSize));
  int left = width;
  GtkRequestedSize *expanding = NULL;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
       child != NULL && child != end; child = next_shown (gtk_widget_get_next_sibling (child))) {
    GtkRequestedSize size = { .data = child };

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size,
                        &size.natural_size, NULL, NULL);
    left -= size.minimum_size + (sizes->len > 0 ? self->spacing : 0);
    g_array_append_val (sizes, size);
  }

  left = gtk_distribute_natural_allocation (MAX (left, 0), sizes->len,
                                            (GtkRequestedSize *) (gpointer) sizes->data);
  for (guint i = 0; i < sizes->len && expanding == NULL; i++) {
    GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

    if (gtk_widget_compute_expand (size->data, GTK_ORIENTATION_HORIZONTAL))
      expanding = size;
  }

  if (expanding != NULL)
    expanding->minimum_size += left;

  return sizes;
}

/* Returns: (nullable): the last child, where it takes more than a third of the width */
static GtkWidget *
find_folded (ToteRowLayout *self, GtkWidget *widget, int width)
{
  GtkWidget *last = NULL;
  int natural = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
       self->folds && child != NULL; child = next_shown (gtk_widget_get_next_sibling (child)))
    last = child;

  if (last != NULL)
    gtk_widget_measure (last, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural > width / 3 ? last : NULL;
}

/* As it is in a line of its own. */
static void
measure_folded (GtkWidget *folded, int width, int *own_width, int *height)
{
  gtk_widget_measure (folded, GTK_ORIENTATION_HORIZONTAL, -1, NULL, own_width, NULL, NULL);
  *own_width = MIN (*own_width, width);
  gtk_widget_measure (folded, GTK_ORIENTATION_VERTICAL, *own_width, NULL, height, NULL, NULL);
}

static void
measure_height (ToteRowLayout *self, GtkWidget *widget, int width, int *minimum, int *natural)
{
  GtkWidget *folded = find_folded (self, widget, width);
  g_autoptr (GArray) sizes = share_width (self, widget, folded, width);

  for (guint i = 0; i < sizes->len; i++) {
    const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
    int child_minimum, child_natural;

    gtk_widget_measure (size->data, GTK_ORIENTATION_VERTICAL, size->minimum_size, &child_minimum,
                        &child_natural, NULL, NULL);
    *minimum = MAX (*minimum, child_minimum);
    *natural = MAX (*natural, child_natural);
  }

  if (folded != NULL) {
    int own_width, own_height;

    measure_folded (folded, width, &own_width, &own_height);
    *minimum += self->spacing + own_height;
    *natural += self->spacing + own_height;
  }
}

static GtkSizeRequestMode
tote_row_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tote_row_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation,
                         int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  ToteRowLayout *self = TOTE_ROW_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    measure_height (self, widget, for_size < 0 ? UNBOUNDED : for_size, minimum, natural);
}

/* In the middle of the row, unless it says something else by its own alignment. For that GTK would
 * ask how wide it is at its height, and wrapped text finds that out by a dozen layouts. */
static void
allocate_child (GtkWidget *child, int x, int width, int height)
{
  int natural = height;

  if (gtk_widget_get_valign (child) == GTK_ALIGN_FILL)
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  natural = MIN (natural, height);
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, (height - natural) / 2, width, natural },
                            -1);
}

static void
tote_row_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height,
                          int baseline)
{
  ToteRowLayout *self = TOTE_ROW_LAYOUT (manager);
  GtkWidget *folded = find_folded (self, widget, width);
  g_autoptr (GArray) sizes = share_width (self, widget, folded, width);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  if (folded != NULL) {
    int own_width, own_height;

    measure_folded (folded, width, &own_width, &own_height);
    gtk_widget_size_allocate (
        folded,
        &(GtkAllocation){ rtl ? 0 : width - own_width, height - own_height, own_width, own_height },
        -1);
    height -= own_height + self->spacing;
  }

  for (guint i = 0; i < sizes->len; i++) {
    const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

    allocate_child (size->data, rtl ? width - x - size->minimum_size : x, size->minimum_size,
                    height);
    x += size->minimum_size + self->spacing;
  }
}

static void
tote_row_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteRowLayoutProperty) id) {
  case PROP_SPACING:
    g_value_set_int (value, TOTE_ROW_LAYOUT (object)->spacing);
    break;
  case PROP_FOLDS:
    g_value_set_boolean (value, TOTE_ROW_LAYOUT (object)->folds);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_row_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteRowLayoutProperty) id) {
  case PROP_SPACING:
    TOTE_ROW_LAYOUT (object)->spacing = g_value_get_int (value);
    gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
    break;
  case PROP_FOLDS:
    TOTE_ROW_LAYOUT (object)->folds = g_value_get_boolean (value);
    gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_row_layout_class_init (ToteRowLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = tote_row_layout_get_property;
  object_class->set_property = tote_row_layout_set_property;

  layout_class->get_request_mode = tote_row_layout_get_request_mode;
  layout_class->measure = tote_row_layout_measure;
  layout_class->allocate = tote_row_layout_allocate;

  props[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 1000, 0,
                                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_FOLDS] =
      g_param_spec_boolean ("folds", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_row_layout_init (ToteRowLayout *self)
{
}
