/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-wrap-layout.h"

struct _ToteWrapLayout {
  GtkLayoutManager parent_instance;

  int spacing;
  int line_spacing;
  gboolean even;
};

G_DEFINE_FINAL_TYPE (ToteWrapLayout, tote_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef enum {
  PROP_SPACING = 1,
  PROP_LINE_SPACING,
  PROP_EVEN,
} ToteWrapLayoutProperty;

static GParamSpec *props[PROP_EVEN + 1];

static int
child_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static gboolean
is_separator (GtkWidget *child)
{
  return gtk_widget_has_css_class (child, "between");
}

/* All beside each other, equally wide, or where one is too wide for that, each on a line. */
static int
even_width (ToteWrapLayout *self, GtkWidget *widget, int available)
{
  int left = available + self->spacing;
  int widest = 0;
  int n = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child))) {
    int natural;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
    left -= self->spacing + (is_separator (child) ? natural : 0);
    widest = is_separator (child) ? widest : MAX (widest, natural);
    n += !is_separator (child);
  }

  return left >= widest * n ? left / MAX (n, 1) : available;
}

static int
child_width (ToteWrapLayout *self, GtkWidget *child, int available)
{
  int least, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  if (self->even && !is_separator (child))
    natural = even_width (self, gtk_widget_get_parent (child), available);

  return MAX (least, MIN (natural, available));
}

/* What stands between two children is no longer there where a line ends between them. */
static gboolean
is_kept (GtkWidget *child, GtkWidget *first, GtkWidget *after)
{
  return !is_separator (child) ||
         (child != first && next_shown (gtk_widget_get_next_sibling (child)) != after);
}

/* Takes the children that fit into one line, at least one; tells the line's height and the first
 * child of the next line. */
static GtkWidget *
measure_line (ToteWrapLayout *self, GtkWidget *first, int available, int *height)
{
  int x = 0;

  *height = 0;
  for (GtkWidget *child = first; child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child))) {
    int width = child_width (self, child, available);

    if (child != first && x + width > available)
      return is_separator (child) ? next_shown (gtk_widget_get_next_sibling (child)) : child;

    *height = MAX (*height, child_height (child, width));
    x += width + self->spacing;
  }

  return NULL;
}

static int
measure_height (ToteWrapLayout *self, GtkWidget *widget, int available)
{
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
  int total = 0;

  while (child != NULL) {
    int height;

    child = measure_line (self, child, available, &height);
    total += height + (child != NULL ? self->line_spacing : 0);
  }

  return total;
}

static void
measure_width (ToteWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  int n = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child))) {
    int child_minimum, child_natural;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL,
                        NULL);
    *minimum = MAX (*minimum, child_minimum);
    *natural += child_natural + (n++ > 0 ? self->spacing : 0);
  }
}

static GtkSizeRequestMode
tote_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tote_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation,
                          int for_size, int *minimum, int *natural, int *minimum_baseline,
                          int *natural_baseline)
{
  ToteWrapLayout *self = TOTE_WRAP_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    *minimum = *natural = measure_height (self, widget, for_size < 0 ? G_MAXINT / 2 : for_size);
}

/* Lines are at the side that the widget itself is at. */
static int
find_start (ToteWrapLayout *self, GtkWidget *widget, GtkWidget *first, GtkWidget *after,
            int available)
{
  int start = available + self->spacing;

  if (gtk_widget_get_halign (widget) != GTK_ALIGN_END)
    return 0;

  for (GtkWidget *child = first; child != after;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    start -= child_width (self, child, available) + self->spacing;

  return MAX (start, 0);
}

static void
allocate_line (ToteWrapLayout *self, GtkWidget *widget, GtkWidget *first, GtkWidget *after,
               int available, int y, int line_height)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = find_start (self, widget, first, after, available);

  for (GtkWidget *child = first; child != after;
       child = next_shown (gtk_widget_get_next_sibling (child))) {
    int width = child_width (self, child, available);
    int height = child_height (child, width);
    int at = rtl ? available - x - width : x;
    int gap = gtk_widget_get_valign (child) == GTK_ALIGN_START ? 0 : (line_height - height) / 2;

    gtk_widget_set_child_visible (child, is_kept (child, first, after));
    gtk_widget_size_allocate (child, &(GtkAllocation){ at, y + gap, width, height }, -1);
    x += width + self->spacing;
  }
}

static void
tote_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height,
                           int baseline)
{
  ToteWrapLayout *self = TOTE_WRAP_LAYOUT (manager);
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
  int y = 0;

  while (child != NULL) {
    int line_height;
    GtkWidget *after = measure_line (self, child, width, &line_height);

    allocate_line (self, widget, child, after, width, y, line_height);
    y += line_height + self->line_spacing;
    child = after;
  }
}

static void
tote_wrap_layout_root (GtkLayoutManager *manager)
{
  tote_wrap_buttons (gtk_layout_manager_get_widget (manager));
}

static void
tote_wrap_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteWrapLayout *self = TOTE_WRAP_LAYOUT (object);

  switch ((ToteWrapLayoutProperty) id) {
  case PROP_SPACING:
    g_value_set_int (value, self->spacing);
    break;
  case PROP_LINE_SPACING:
    g_value_set_int (value, self->line_spacing);
    break;
  case PROP_EVEN:
    g_value_set_boolean (value, self->even);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_wrap_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteWrapLayout *self = TOTE_WRAP_LAYOUT (object);

  switch ((ToteWrapLayoutProperty) id) {
  case PROP_SPACING:
    self->spacing = g_value_get_int (value);
    break;
  case PROP_LINE_SPACING:
    self->line_spacing = g_value_get_int (value);
    break;
  case PROP_EVEN:
    self->even = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }

  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
tote_wrap_layout_class_init (ToteWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_wrap_layout_get_property;
  object_class->set_property = tote_wrap_layout_set_property;

  layout_class->root = tote_wrap_layout_root;
  layout_class->get_request_mode = tote_wrap_layout_get_request_mode;
  layout_class->measure = tote_wrap_layout_measure;
  layout_class->allocate = tote_wrap_layout_allocate;

  props[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 1000, 0, both);
  props[PROP_LINE_SPACING] = g_param_spec_int ("line-spacing", NULL, NULL, 0, 1000, 0, both);
  props[PROP_EVEN] = g_param_spec_boolean ("even", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_wrap_layout_init (ToteWrapLayout *self)
{
}

/* Returns: (nullable): in a menu button, beside an arrow */
static GtkWidget *
get_words (GtkWidget *button)
{
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));
  GtkWidget *words = child != NULL && GTK_IS_MENU_BUTTON (gtk_widget_get_parent (button))
                         ? gtk_widget_get_first_child (child)
                         : child;

  return GTK_IS_LABEL (words) ? words : NULL;
}

/**
 * tote_wrap_buttons:
 * @widget: where to begin
 *
 * Lets the words of each button break into lines where there is no room for them in one; that it is
 * as high as two, for a finger, is no reason.
 */
void
tote_wrap_buttons (GtkWidget *widget)
{
  GtkWidget *label = GTK_IS_BUTTON (widget) ? get_words (widget) : NULL;

  if (label != NULL) {
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
    gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tote_wrap_buttons (child);
}
