/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tile-picture.h"

#include "tote-compat.h"

#include <math.h>

/*
 * Where two tiles meet within a pixel of the screen, each is drawn as the share of it that it
 * covers, and through what both leave the ground is seen: a seam. So between whole pixels a tile is
 * half a pixel larger on each side, which is all of the pixel for one of the two. It is drawn
 * between its own pixels there anyway; on whole ones it is left as it is.
 */

/* In pixels of the screen. */
#define OVERLAP 0.5

/* As near to a whole pixel nothing is seen. */
#define NEAR 0.01

#define TOTE_TYPE_TILE_PICTURE (tote_tile_picture_get_type ())
G_DECLARE_FINAL_TYPE (ToteTilePicture, tote_tile_picture, TOTE, TILE_PICTURE, GObject)

struct _ToteTilePicture {
  GObject parent_instance;

  GdkPaintable *picture;     /* (owned) */
  ShumateViewport *viewport; /* (nullable): weak */
  GtkWidget *map;            /* (nullable): weak */
};

static void tote_tile_picture_paintable_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ToteTilePicture, tote_tile_picture, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE,
                                                      tote_tile_picture_paintable_init))

static gboolean
is_whole (double value)
{
  return fabs (value - round (value)) < NEAR;
}

/* Whether the tiles of this zoom level begin at whole pixels. */
static gboolean
is_on_pixels (ToteTilePicture *self, double scale)
{
#if SHUMATE_CHECK_VERSION(1, 2, 0)
  /* The map takes care of all but what is between two scales. */
  return is_whole (scale) && shumate_viewport_get_rotation (self->viewport) == 0;
#else
  ShumateLocation *middle = SHUMATE_LOCATION (self->viewport);
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (self->viewport);
  double zoom = shumate_viewport_get_zoom_level (self->viewport);
  double x, y;

  if (!is_whole (zoom) || shumate_viewport_get_rotation (self->viewport) != 0)
    return FALSE;

  x = shumate_map_source_get_x (source, zoom, shumate_location_get_longitude (middle));
  y = shumate_map_source_get_y (source, zoom, shumate_location_get_latitude (middle));

  return is_whole ((x - gtk_widget_get_width (self->map) / 2.0) * scale) &&
         is_whole ((y - gtk_widget_get_height (self->map) / 2.0) * scale);
#endif
}

static double
get_overlap (ToteTilePicture *self)
{
  double scale;

  if (self->viewport == NULL || self->map == NULL)
    return 0;

  scale = tote_compat_get_scale (self->map);

  return is_on_pixels (self, scale) ? 0 : OVERLAP / scale;
}

static void
tote_tile_picture_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width,
                            double height)
{
  ToteTilePicture *self = TOTE_TILE_PICTURE (paintable);
  double overlap = get_overlap (self);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) -overlap, (float) -overlap));
  gdk_paintable_snapshot (self->picture, snapshot, width + 2 * overlap, height + 2 * overlap);
  gtk_snapshot_restore (snapshot);
}

static int
tote_tile_picture_get_intrinsic_width (GdkPaintable *paintable)
{
  return gdk_paintable_get_intrinsic_width (TOTE_TILE_PICTURE (paintable)->picture);
}

static int
tote_tile_picture_get_intrinsic_height (GdkPaintable *paintable)
{
  return gdk_paintable_get_intrinsic_height (TOTE_TILE_PICTURE (paintable)->picture);
}

static void
tote_tile_picture_finalize (GObject *object)
{
  ToteTilePicture *self = TOTE_TILE_PICTURE (object);

  g_object_unref (self->picture);
  g_clear_weak_pointer (&self->viewport);
  g_clear_weak_pointer (&self->map);

  G_OBJECT_CLASS (tote_tile_picture_parent_class)->finalize (object);
}

static void
tote_tile_picture_class_init (ToteTilePictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_tile_picture_finalize;
}

static void
tote_tile_picture_paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = tote_tile_picture_snapshot;
  iface->get_intrinsic_width = tote_tile_picture_get_intrinsic_width;
  iface->get_intrinsic_height = tote_tile_picture_get_intrinsic_height;
}

static void
tote_tile_picture_init (ToteTilePicture *self)
{
}

/**
 * tote_tile_picture_new:
 * @picture: what came for the tile
 * @viewport: where the map stands
 * @map: the widget that shows it
 *
 * Returns: (transfer full): the same, drawn without a seam to the tiles around it
 */
GdkPaintable *
tote_tile_picture_new (GdkPaintable *picture, ShumateViewport *viewport, GtkWidget *map)
{
  ToteTilePicture *self;

  g_return_val_if_fail (GDK_IS_PAINTABLE (picture), NULL);
  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (map), NULL);

  self = g_object_new (TOTE_TYPE_TILE_PICTURE, NULL);
  self->picture = g_object_ref (picture);
  g_set_weak_pointer (&self->viewport, viewport);
  g_set_weak_pointer (&self->map, map);

  return GDK_PAINTABLE (self);
}
