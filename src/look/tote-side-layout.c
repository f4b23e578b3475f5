/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-side-layout.h"

struct _ToteSideLayout {
  GtkLayoutManager parent_instance;

  gboolean end;
  int width; /* 0: as wide as the child likes */
};

G_DEFINE_FINAL_TYPE (ToteSideLayout, tote_side_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef enum {
  PROP_END = 1,
  PROP_WIDTH,
} ToteSideLayoutProperty;

static GParamSpec *props[PROP_WIDTH + 1];

static int
get_child_width (ToteSideLayout *self, GtkWidget *child, int available)
{
  int least, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  if (self->width > 0)
    natural = self->width;
  return MAX (least, MIN (natural, available));
}

static GtkSizeRequestMode
tote_side_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tote_side_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation,
                          int for_size, int *minimum, int *natural, int *minimum_baseline,
                          int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;
  if (child == NULL || !gtk_widget_should_layout (child))
    return;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = get_child_width (TOTE_SIDE_LAYOUT (manager), child, for_size);
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
tote_side_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height,
                           int baseline)
{
  ToteSideLayout *self = TOTE_SIDE_LAYOUT (manager);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = { 0, 0, 0, height };

  if (child == NULL || !gtk_widget_should_layout (child))
    return;

  place.width = get_child_width (self, child, width);
  place.x = self->end != rtl ? width - place.width : 0;
  gtk_widget_size_allocate (child, &place, -1);
}

static void
tote_side_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteSideLayoutProperty) id) {
  case PROP_END:
    g_value_set_boolean (value, TOTE_SIDE_LAYOUT (object)->end);
    break;
  case PROP_WIDTH:
    g_value_set_int (value, TOTE_SIDE_LAYOUT (object)->width);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_side_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteSideLayoutProperty) id) {
  case PROP_END:
    TOTE_SIDE_LAYOUT (object)->end = g_value_get_boolean (value);
    break;
  case PROP_WIDTH:
    TOTE_SIDE_LAYOUT (object)->width = g_value_get_int (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }

  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
}

static void
tote_side_layout_class_init (ToteSideLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_side_layout_get_property;
  object_class->set_property = tote_side_layout_set_property;

  layout_class->get_request_mode = tote_side_layout_get_request_mode;
  layout_class->measure = tote_side_layout_measure;
  layout_class->allocate = tote_side_layout_allocate;

  props[PROP_END] = g_param_spec_boolean ("end", NULL, NULL, FALSE, both);
  props[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 0, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_side_layout_init (ToteSideLayout *self)
{
}
