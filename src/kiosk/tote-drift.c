/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-drift.h"

#include <math.h>

/* How far to each side, of the longer side of the screen. */
#define REACH 0.008

/* The two ways take times without a common measure, so that the path fills its square. */
#define ACROSS_MINUTES 53
#define DOWN_MINUTES 37

struct _ToteDrift {
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned) (nullable) */
  double x;         /* from -1 to 1 */
  double y;
};

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ToteDrift, tote_drift, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static void
tote_drift_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  ToteDrift *self = TOTE_DRIFT (widget);

  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
}

static int
get_reach (int width, int height)
{
  return (int) (MAX (width, height) * REACH);
}

static void
tote_drift_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToteDrift *self = TOTE_DRIFT (widget);
  int reach = get_reach (width, height);
  int min_width, min_height;
  GtkAllocation place;

  if (self->child == NULL)
    return;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &min_height, NULL, NULL, NULL);
  reach = CLAMP (reach, 0, MAX (MIN (width - min_width, height - min_height) / 2, 0));

  place.x = reach + (int) round (self->x * reach);
  place.y = reach + (int) round (self->y * reach);
  place.width = MAX (width - 2 * reach, min_width);
  place.height = MAX (height - 2 * reach, min_height);
  gtk_widget_size_allocate (self->child, &place, -1);
}

static void
tote_drift_dispose (GObject *object)
{
  tote_drift_set_child (TOTE_DRIFT (object), NULL);

  G_OBJECT_CLASS (tote_drift_parent_class)->dispose (object);
}

static void
tote_drift_class_init (ToteDriftClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tote_drift_dispose;
  widget_class->measure = tote_drift_measure;
  widget_class->size_allocate = tote_drift_size_allocate;
}

static void
tote_drift_init (ToteDrift *self)
{
}

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  tote_drift_set_child (TOTE_DRIFT (buildable), GTK_WIDGET (child));
}

static void
buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = add_child;
}

/**
 * tote_drift_set_child:
 * @child: (nullable): what drifts
 */
void
tote_drift_set_child (ToteDrift *self, GtkWidget *child)
{
  g_return_if_fail (TOTE_IS_DRIFT (self));

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * tote_drift_set_moment:
 * @us: any time in µs that goes on
 *
 * Moves to where the child is at that time.
 */
void
tote_drift_set_moment (ToteDrift *self, gint64 us)
{
  const double minutes = (double) us / (60.0 * G_USEC_PER_SEC);

  g_return_if_fail (TOTE_IS_DRIFT (self));

  self->x = sin (2 * G_PI * minutes / ACROSS_MINUTES);
  self->y = sin (2 * G_PI * minutes / DOWN_MINUTES);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
