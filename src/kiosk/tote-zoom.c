/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-zoom.h"

struct _ToteZoom {
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned) (nullable) */
  int factor;
};

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ToteZoom, tote_zoom, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static void
tote_zoom_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  ToteZoom *self = TOTE_ZOOM (widget);

  if (self->child == NULL)
    return;

  gtk_widget_measure (self->child, orientation, for_size < 0 ? -1 : for_size / self->factor,
                      minimum, natural, NULL, NULL);
  *minimum *= self->factor;
  *natural *= self->factor;
}

static void
tote_zoom_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToteZoom *self = TOTE_ZOOM (widget);
  const float factor = (float) self->factor;

  if (self->child != NULL)
    gtk_widget_allocate (self->child, width / self->factor, height / self->factor, -1,
                         gsk_transform_scale (NULL, factor, factor));
}

static GtkSizeRequestMode
tote_zoom_get_request_mode (GtkWidget *widget)
{
  ToteZoom *self = TOTE_ZOOM (widget);

  return self->child != NULL ? gtk_widget_get_request_mode (self->child)
                             : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
tote_zoom_dispose (GObject *object)
{
  tote_zoom_set_child (TOTE_ZOOM (object), NULL);

  G_OBJECT_CLASS (tote_zoom_parent_class)->dispose (object);
}

static void
tote_zoom_class_init (ToteZoomClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tote_zoom_dispose;
  widget_class->measure = tote_zoom_measure;
  widget_class->size_allocate = tote_zoom_size_allocate;
  widget_class->get_request_mode = tote_zoom_get_request_mode;
}

static void
tote_zoom_init (ToteZoom *self)
{
  self->factor = 1;
}

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  tote_zoom_set_child (TOTE_ZOOM (buildable), GTK_WIDGET (child));
}

static void
buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = add_child;
}

/**
 * tote_zoom_set_child:
 * @child: (nullable): what is drawn larger
 */
void
tote_zoom_set_child (ToteZoom *self, GtkWidget *child)
{
  g_return_if_fail (TOTE_IS_ZOOM (self));

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
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
