/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-lazy-row.h"

#include "tote-frame.h"

/* How high a row is thought to be as long as none was seen, unless its class knows better. */
#define GUESS 60

/* How many rows beyond those in sight are filled too once the list was drawn: what is scrolled to
 * has its height before it is seen, and does not push away what is read. */
#define AHEAD 4

typedef struct {
  gboolean filled;
  GParamSpec *changed; /* (unowned) (nullable): a property of the class that is told of in sight */
} ToteLazyRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ToteLazyRow, tote_lazy_row, GTK_TYPE_WIDGET)

/* What a list keeps: the height of a row that was seen, in pixels, how many rows out of sight are
 * filled, and in which frame rows were filled last. */
#define GUESS_KEY "tote-lazy-row-guess"
#define AHEAD_KEY "tote-lazy-row-ahead"
#define FRAME_KEY "tote-lazy-row-frame"

static int
get_number (GtkWidget *list, const char *key)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (list), key));
}

static void
set_number (GtkWidget *list, const char *key, int number)
{
  g_object_set_data (G_OBJECT (list), key, GINT_TO_POINTER (number));
}

static int
get_guess (ToteLazyRow *self)
{
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_LIST_VIEW);
  int seen = list != NULL ? get_number (list, GUESS_KEY) : 0;

  return seen > 0 ? seen : TOTE_LAZY_ROW_GET_CLASS (self)->guess;
}

/* A filled row has a layout manager, which is asked instead. */
static void
tote_lazy_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural =
      orientation == GTK_ORIENTATION_VERTICAL ? get_guess (TOTE_LAZY_ROW (widget)) : 0;
}

static void
tote_lazy_row_real_filled (ToteLazyRow *self)
{
}

static void
tote_lazy_row_class_init (ToteLazyRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = tote_lazy_row_measure;
  klass->guess = GUESS;
  klass->filled = tote_lazy_row_real_filled;
}

static void
tote_lazy_row_init (ToteLazyRow *self)
{
}

/* Returns: whether that was to be done */
static gboolean
fill (ToteLazyRow *self)
{
  ToteLazyRowPrivate *priv = tote_lazy_row_get_instance_private (self);
  GParamSpec *changed = g_steal_pointer (&priv->changed);

  if (changed != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), changed);
  if (priv->filled)
    return changed != NULL;

  priv->filled = TRUE;
  gtk_widget_set_layout_manager (GTK_WIDGET (self), gtk_bin_layout_new ());
  gtk_widget_init_template (GTK_WIDGET (self));
  TOTE_LAZY_ROW_GET_CLASS (self)->filled (self);

  return TRUE;
}

/* Returns: whether that was to be done */
static gboolean
fill_place (GtkWidget *list, GtkWidget *place)
{
  GtkWidget *child = gtk_widget_get_first_child (place);

  if (!TOTE_IS_LAZY_ROW (child))
    return FALSE;
  if (fill (TOTE_LAZY_ROW (child)))
    return TRUE;

  if (gtk_widget_get_mapped (child))
    set_number (list, GUESS_KEY, gtk_widget_get_height (child));

  return FALSE;
}

/* Rows that are lower than was thought bring others into sight. GTK lays out four times for a frame
 * and then gives up: the second time all that can come is filled. */
static int
get_ahead (GtkWidget *list, gboolean filled)
{
  const int ahead = get_number (list, AHEAD_KEY);
  const int frame = (int) gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (list)) + 1;

  if (!filled)
    return ahead;
  if (get_number (list, FRAME_KEY) == frame && get_number (list, GUESS_KEY) > 0)
    return MAX (ahead, gtk_widget_get_height (list) / get_number (list, GUESS_KEY));

  set_number (list, FRAME_KEY, frame);

  return ahead;
}

static void
fill_ahead (GtkWidget *list, GtkWidget *first, GtkWidget *last, int ahead)
{
  for (int i = ahead; i > 0; i--) {
    first = first != NULL ? gtk_widget_get_prev_sibling (first) : NULL;
    last = last != NULL ? gtk_widget_get_next_sibling (last) : NULL;
    if (first != NULL)
      fill_place (list, first);
    if (last != NULL)
      fill_place (list, last);
  }
}

/* Whether something on it has become higher while it was laid out: GTK takes that for done, and
 * does not hear of it again before the list is scrolled. */
static gboolean
is_cut (GtkWidget *list, GtkWidget *place)
{
  graphene_rect_t bounds;
  int least;

  if (!gtk_widget_compute_bounds (place, list, &bounds))
    return FALSE;

  gtk_widget_measure (place, GTK_ORIENTATION_VERTICAL, (int) bounds.size.width, &least, NULL, NULL,
                      NULL);

  return least > bounds.size.height;
}

static gboolean
is_any_cut (GtkWidget *list, GtkWidget *place)
{
  for (; place != NULL; place = gtk_widget_get_next_sibling (place))
    if (gtk_widget_get_mapped (place) && is_cut (list, place))
      return TRUE;

  return FALSE;
}

/* Right after the list was laid out, which maps what is in sight and nothing else, and before it is
 * drawn: a row that is filled now is laid out once more for the same frame. At any other time rows
 * that have just come to the list may all be mapped, and count as in sight. */
static void
fill_near (GtkWidget *list)
{
  GtkWidget *first = NULL, *last = NULL;
  gboolean filled = FALSE;

  for (GtkWidget *place = gtk_widget_get_first_child (list); place != NULL;
       place = gtk_widget_get_next_sibling (place)) {
    if (!gtk_widget_get_mapped (place))
      continue;

    first = first != NULL ? first : place;
    last = place;
    filled |= fill_place (list, place);
  }

  if (!filled && is_any_cut (list, first))
    gtk_widget_queue_resize (list);
  fill_ahead (list, first, last, get_ahead (list, filled));
}

/* Before a frame, where the last one has them, or the place that the list was given since. */
static gboolean
fill_one (GtkWidget *list)
{
  for (GtkWidget *place = gtk_widget_get_first_child (list); place != NULL;
       place = gtk_widget_get_next_sibling (place))
    if (gtk_widget_get_mapped (place) && gtk_widget_get_height (place) > 0 &&
        fill_place (list, place))
      return G_SOURCE_CONTINUE;

  return G_SOURCE_REMOVE;
}

static gboolean
fill_more (GtkWidget *list)
{
  if (gtk_widget_get_mapped (list)) {
    set_number (list, AHEAD_KEY, AHEAD);
    gtk_widget_queue_allocate (list);
  }

  return G_SOURCE_REMOVE;
}

/* The first frame shows what is in sight, and makes nothing else. */
static void
on_map (GtkWidget *list)
{
  set_number (list, AHEAD_KEY, 0);
  tote_frame_waits_for (list, fill_one);
  tote_first_frame_then_in_time (list, fill_more);
}

/**
 * tote_lazy_row_get_filled:
 *
 * Returns: whether what is on it is there, and of what it is to show now
 */
gboolean
tote_lazy_row_get_filled (ToteLazyRow *self)
{
  ToteLazyRowPrivate *priv = tote_lazy_row_get_instance_private (self);

  g_return_val_if_fail (TOTE_IS_LAZY_ROW (self), FALSE);

  return priv->filled && priv->changed == NULL;
}

/**
 * tote_lazy_row_fill:
 *
 * Makes what is on it, if that is not there yet, and of what it is to show now.
 */
void
tote_lazy_row_fill (ToteLazyRow *self)
{
  g_return_if_fail (TOTE_IS_LAZY_ROW (self));

  fill (self);
}

/**
 * tote_lazy_row_change:
 * @property: that the template follows from
 *
 * To be called instead of a notification where the row is to show something else. A list that is
 * scrolled takes a score of rows from one end to the other and back for each that comes into sight,
 * and to lay their texts out is what costs: a row that was filled shows the new before the frame in
 * which it is in sight.
 */
void
tote_lazy_row_change (ToteLazyRow *self, GParamSpec *property)
{
  ToteLazyRowPrivate *priv = tote_lazy_row_get_instance_private (self);

  g_return_if_fail (TOTE_IS_LAZY_ROW (self));
  g_return_if_fail (G_IS_PARAM_SPEC (property));

  if (priv->filled)
    priv->changed = property;
  else
    g_object_notify_by_pspec (G_OBJECT (self), property);
}

/**
 * tote_lazy_row_fill_in_sight:
 * @list: a list whose items have a #ToteLazyRow as their widget
 *
 * Fills each row before the frame in which it is first in sight, from the next frame on.
 */
void
tote_lazy_row_fill_in_sight (GtkListView *list)
{
  g_return_if_fail (GTK_IS_LIST_VIEW (list));

  tote_each_layout_then (GTK_WIDGET (list), fill_near);
  g_signal_connect (list, "map", G_CALLBACK (on_map), NULL);
  if (!gtk_widget_get_mapped (GTK_WIDGET (list)))
    return;

  on_map (GTK_WIDGET (list));
  gtk_widget_queue_allocate (GTK_WIDGET (list));
}
