/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-drift.h"

#include <math.h>

/* How far to each side, of the longer side of the screen. */
#define REACH 0.008

/* The two ways take times without a common measure, so that the path fills its square. */
#define ACROSS_MINUTES 53
#define DOWN_MINUTES 37

struct _ToteDrift {
  AdwBin parent_instance;

  double x; /* from -1 to 1 */
  double y;
};

G_DEFINE_FINAL_TYPE (ToteDrift, tote_drift, ADW_TYPE_BIN)

static void
tote_drift_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
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
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));
  int reach = get_reach (width, height);
  int min_width, min_height;
  GtkAllocation place;

  if (child == NULL)
    return;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &min_height, NULL, NULL, NULL);
  reach = CLAMP (reach, 0, MAX (MIN (width - min_width, height - min_height) / 2, 0));

  place.x = reach + (int) round (self->x * reach);
  place.y = reach + (int) round (self->y * reach);
  place.width = MAX (width - 2 * reach, min_width);
  place.height = MAX (height - 2 * reach, min_height);
  gtk_widget_size_allocate (child, &place, -1);
}

static void
tote_drift_class_init (ToteDriftClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = tote_drift_measure;
  widget_class->size_allocate = tote_drift_size_allocate;
}

static void
tote_drift_init (ToteDrift *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL); /* it lays out itself */
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
