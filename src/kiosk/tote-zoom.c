/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-zoom.h"

struct _ToteZoom {
  AdwBin parent_instance;

  int factor;
};

G_DEFINE_FINAL_TYPE (ToteZoom, tote_zoom, ADW_TYPE_BIN)

static void
tote_zoom_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  ToteZoom *self = TOTE_ZOOM (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  if (child == NULL)
    return;

  gtk_widget_measure (child, orientation, for_size < 0 ? -1 : for_size / self->factor, minimum,
                      natural, NULL, NULL);
  *minimum *= self->factor;
  *natural *= self->factor;
}

static void
tote_zoom_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToteZoom *self = TOTE_ZOOM (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));
  const float factor = (float) self->factor;

  if (child != NULL)
    gtk_widget_allocate (child, width / self->factor, height / self->factor, -1,
                         gsk_transform_scale (NULL, factor, factor));
}

static GtkSizeRequestMode
tote_zoom_get_request_mode (GtkWidget *widget)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  return child != NULL ? gtk_widget_get_request_mode (child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
tote_zoom_class_init (ToteZoomClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = tote_zoom_measure;
  widget_class->size_allocate = tote_zoom_size_allocate;
  widget_class->get_request_mode = tote_zoom_get_request_mode;
}

static void
tote_zoom_init (ToteZoom *self)
{
  self->factor = 1;
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL); /* it lays out itself */
}

/**
 * tote_zoom_set_factor:
 * @factor: how many times as large, 1 at least
 */
void
tote_zoom_set_factor (ToteZoom *self, int factor)
{
  g_return_if_fail (TOTE_IS_ZOOM (self));
  g_return_if_fail (factor >= 1);

  if (self->factor == factor)
    return;

  self->factor = factor;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
