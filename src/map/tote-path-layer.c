/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-path-layer.h"

#include "tote-brand.h"
#include "tote-pin-layer.h"
#include "tote-position.h"

#include <math.h>

#define DOT_RADIUS 2.5
#define DOT_DISTANCE 10.0

struct _TotePathLayer {
  ShumateLayer parent_instance;

  GListModel *track;    /* (owned) (nullable): of TotePosition */
  GSignalGroup *growth; /* (owned): of the track */

  /* What was drawn is kept and drawn again: a leg that is added is all of the map that differs. */
  GPtrArray *legs; /* (owned): of GskRenderNode, NULL for one that is too short for a dot */
  double rest;     /* how far into the next leg its first dot stands, in pixels */
  double reach;    /* what part of the last leg is drawn */
  int width;       /* of the layer as it was drawn */
  int height;
  GdkRGBA accent;
};

G_DEFINE_FINAL_TYPE (TotePathLayer, tote_path_layer, SHUMATE_TYPE_LAYER)

static void
locate (TotePathLayer *self, guint i, double *x, double *y)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  g_autoptr (TotePosition) position = g_list_model_get_item (self->track, i);

  tote_pin_layer_locate (viewport, GTK_WIDGET (self), tote_position_get_latitude (position),
                         tote_position_get_longitude (position), x, y);
}

static void
clear_leg (gpointer leg)
{
  if (leg != NULL)
    gsk_render_node_unref (leg);
}

/* Dots along one leg, as far as @reach of it. */
static void
add_dots (cairo_t *cr, double x0, double y0, double x1, double y1, double start, double reach)
{
  double length = hypot (x1 - x0, y1 - y0);

  for (double at = start; at < length * reach; at += DOT_DISTANCE) {
    double part = at / length;

    cairo_new_sub_path (cr);
    cairo_arc (cr, x0 + (x1 - x0) * part, y0 + (y1 - y0) * part, DOT_RADIUS, 0, 2 * G_PI);
  }
}

/* Draws the leg after the position @i; returns how far into the next leg its first dot stands. */
static double
draw_leg (TotePathLayer *self, GtkSnapshot *snapshot, guint i, double reach)
{
  graphene_rect_t bounds;
  double x0, y0, x1, y1, length;
  cairo_t *cr;

  locate (self, i, &x0, &y0);
  locate (self, i + 1, &x1, &y1);
  length = hypot (x1 - x0, y1 - y0);
  graphene_rect_init (&bounds, (float) floor (MIN (x0, x1)), (float) floor (MIN (y0, y1)),
                      (float) ceil (fabs (x1 - x0)) + 1, (float) ceil (fabs (y1 - y0)) + 1);
  graphene_rect_inset (&bounds, (float) -DOT_RADIUS - 1, (float) -DOT_RADIUS - 1);
  graphene_rect_round_extents (&bounds, &bounds);

  if (self->rest >= length)
    return self->rest - length;

  if (self->rest < length * reach) {
    cr = gtk_snapshot_append_cairo (snapshot, &bounds);
    add_dots (cr, x0, y0, x1, y1, self->rest, reach);
    gdk_cairo_set_source_rgba (cr, &self->accent);
    cairo_fill (cr);
    cairo_destroy (cr);
  }
  return self->rest + ceil ((length - self->rest) / DOT_DISTANCE) * DOT_DISTANCE - length;
}

static void
add_leg (TotePathLayer *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  self->rest = draw_leg (self, snapshot, self->legs->len, 1);
  g_ptr_array_add (self->legs, gtk_snapshot_free_to_node (snapshot));
}

static void
forget_legs (TotePathLayer *self)
{
  g_ptr_array_set_size (self->legs, 0);
  self->rest = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Legs are drawn for one size and one colour. */
static void
check_legs (TotePathLayer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA accent;

  tote_brand_get_accent (tote_brand_get_default (), &accent);
  if (self->width == gtk_widget_get_width (widget) &&
      self->height == gtk_widget_get_height (widget) && gdk_rgba_equal (&self->accent, &accent))
    return;

  self->width = gtk_widget_get_width (widget);
  self->height = gtk_widget_get_height (widget);
  self->accent = accent;
  g_ptr_array_set_size (self->legs, 0);
  self->rest = 0;
}

static void
tote_path_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TotePathLayer *self = TOTE_PATH_LAYER (widget);
  guint n = self->track != NULL ? g_list_model_get_n_items (self->track) : 0;
  guint n_whole = self->reach < 1 && n > 0 ? n - 1 : n;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                               (float) gtk_widget_get_height (widget));

  check_legs (self);
  while (self->legs->len + 1 < n_whole)
    add_leg (self);

  gtk_snapshot_push_clip (snapshot, &bounds);
  for (guint i = 0; i < self->legs->len; i++)
    if (self->legs->pdata[i] != NULL)
      gtk_snapshot_append_node (snapshot, self->legs->pdata[i]);
  if (self->legs->len + 1 < n)
    draw_leg (self, snapshot, self->legs->len, self->reach);
  gtk_snapshot_pop (snapshot);
}

static void
on_track_changed (TotePathLayer *self, guint position, guint removed, guint added,
                  GListModel *track)
{
  if (removed > 0 || position + added < g_list_model_get_n_items (track))
    forget_legs (self);
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
watch_viewport (TotePathLayer *self)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  static const char *const signals[] = { "notify::latitude", "notify::longitude",
                                         "notify::zoom-level", "notify::rotation" };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (viewport, signals[i], G_CALLBACK (forget_legs), self,
                             G_CONNECT_SWAPPED);
}

static void
tote_path_layer_constructed (GObject *object)
{
  G_OBJECT_CLASS (tote_path_layer_parent_class)->constructed (object);

  watch_viewport (TOTE_PATH_LAYER (object));
}

static void
tote_path_layer_dispose (GObject *object)
{
  TotePathLayer *self = TOTE_PATH_LAYER (object);

  g_clear_object (&self->growth);
  g_clear_object (&self->track);

  G_OBJECT_CLASS (tote_path_layer_parent_class)->dispose (object);
}

static void
tote_path_layer_finalize (GObject *object)
{
  g_ptr_array_unref (TOTE_PATH_LAYER (object)->legs);

  G_OBJECT_CLASS (tote_path_layer_parent_class)->finalize (object);
}

static void
tote_path_layer_class_init (TotePathLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = tote_path_layer_constructed;
  G_OBJECT_CLASS (klass)->dispose = tote_path_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = tote_path_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = tote_path_layer_snapshot;
}

static void
tote_path_layer_init (TotePathLayer *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  self->reach = 1;
  self->legs = g_ptr_array_new_with_free_func (clear_leg);
  self->growth = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->growth, "items-changed", G_CALLBACK (on_track_changed),
                                  self);
}

/**
 * tote_path_layer_new:
 * @viewport: what the map shows
 *
 * Returns: (transfer floating): a layer with no track
 */
TotePathLayer *
tote_path_layer_new (ShumateViewport *viewport)
{
  return g_object_new (TOTE_TYPE_PATH_LAYER, "viewport", viewport, NULL);
}

/**
 * tote_path_layer_set_track:
 * @track: (nullable): the positions, oldest first; drawn as it grows
 */
void
tote_path_layer_set_track (TotePathLayer *self, GListModel *track)
{
  g_return_if_fail (TOTE_IS_PATH_LAYER (self));

  g_set_object (&self->track, track);
  g_signal_group_set_target (self->growth, track);
  forget_legs (self);
}

/**
 * tote_path_layer_set_reach:
 * @reach: what part of the last leg has been gone: the track ends there, from 0 to 1
 */
void
tote_path_layer_set_reach (TotePathLayer *self, double reach)
{
  g_return_if_fail (TOTE_IS_PATH_LAYER (self));

  if (self->reach == reach)
    return;

  self->reach = reach;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
