/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-seen-marker.h"

#include "tote-item-row.h"

/* How long a row has to be in view to count as seen, looked at in steps. */
#define TICK_US (5 * G_USEC_PER_SEC)
#define TICKS_SEEN 4

struct _ToteSeenMarker {
  GObject parent_instance;

  ToteTracker *tracker; /* (owned) */
  GtkWidget *list;      /* (unowned): its owner owns the marker too */
  GHashTable *in_view;  /* (owned): ToteItem (owned) → for how many looks in a row */
  guint timer;
};

G_DEFINE_FINAL_TYPE (ToteSeenMarker, tote_seen_marker, G_TYPE_OBJECT)

static ToteItemList *
get_items (ToteSeenMarker *self)
{
  return tote_order_get_items (tote_tracker_get_order (self->tracker));
}

static gboolean
has_marks (ToteSeenMarker *self)
{
  GListModel *items = G_LIST_MODEL (get_items (self));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (items, i);

    if (tote_item_get_changed (item))
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_in_view (ToteSeenMarker *self, GtkWidget *row)
{
  graphene_rect_t bounds;
  float height = (float) gtk_widget_get_height (self->list);

  return gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (row, self->list, &bounds) &&
         bounds.origin.y > -1 && bounds.origin.y + bounds.size.height < height + 1;
}

/* The item of a row whose mark is before the customer's eyes. */
static ToteItem *
get_marked (ToteSeenMarker *self, GtkWidget *child)
{
  ToteItemEntry *entry;
  ToteItem *item;

  if (!TOTE_IS_ITEM_ROW (child) || !is_in_view (self, child))
    return NULL;

  entry = tote_item_row_get_entry (TOTE_ITEM_ROW (child));
  item = entry != NULL ? tote_item_entry_get_item (entry) : NULL;

  return item != NULL && tote_item_get_changed (item) ? item : NULL;
}

static void
look (ToteSeenMarker *self)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->in_view);

  self->in_view = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  for (GtkWidget *place = gtk_widget_get_first_child (self->list); place != NULL;
       place = gtk_widget_get_next_sibling (place)) {
    GtkWidget *child = gtk_widget_get_first_child (place);
    ToteItem *item = child != NULL ? get_marked (self, child) : NULL;
    guint looks;

    if (item == NULL)
      continue;

    looks = GPOINTER_TO_UINT (g_hash_table_lookup (before, item)) + 1;
    if (looks < TICKS_SEEN)
      g_hash_table_insert (self->in_view, g_object_ref (item), GUINT_TO_POINTER (looks));
    else
      tote_item_set_changed (item, FALSE);
  }
}

static void run_clock (ToteSeenMarker *self);

static gboolean
on_tick (gpointer user_data)
{
  ToteSeenMarker *self = user_data;

  self->timer = 0;
  look (self);
  run_clock (self);

  return G_SOURCE_REMOVE;
}

static void
stop_clock (ToteSeenMarker *self)
{
  if (self->tracker != NULL)
    tote_clock_clear_timer (tote_tracker_get_clock (self->tracker), &self->timer);
}

/* What was in view before the window was covered has to be looked at anew. */
static void
run_clock (ToteSeenMarker *self)
{
  ToteClock *clock = tote_tracker_get_clock (self->tracker);

  if (!tote_tracker_get_shown (self->tracker)) {
    stop_clock (self);
    g_hash_table_remove_all (self->in_view);
  } else if (self->timer == 0 && has_marks (self)) {
    self->timer = tote_clock_add_timer (clock, TICK_US, on_tick, self);
  }
}

static void
tote_seen_marker_dispose (GObject *object)
{
  ToteSeenMarker *self = TOTE_SEEN_MARKER (object);

  if (self->tracker != NULL)
    stop_clock (self);
  g_clear_object (&self->tracker);

  G_OBJECT_CLASS (tote_seen_marker_parent_class)->dispose (object);
}

static void
tote_seen_marker_finalize (GObject *object)
{
  g_hash_table_unref (TOTE_SEEN_MARKER (object)->in_view);

  G_OBJECT_CLASS (tote_seen_marker_parent_class)->finalize (object);
}

static void
tote_seen_marker_class_init (ToteSeenMarkerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_seen_marker_dispose;
  G_OBJECT_CLASS (klass)->finalize = tote_seen_marker_finalize;
}

static void
tote_seen_marker_init (ToteSeenMarker *self)
{
  self->in_view = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * tote_seen_marker_new:
 * @tracker: follows the order
 * @list: the list view with its items; must outlive the marker
 *
 * Returns: (transfer full): what takes the marks off that were seen
 */
ToteSeenMarker *
tote_seen_marker_new (ToteTracker *tracker, GtkWidget *list)
{
  ToteSeenMarker *self = g_object_new (TOTE_TYPE_SEEN_MARKER, NULL);

  self->tracker = g_object_ref (tracker);
  self->list = list;
  g_signal_connect_object (get_items (self), "item-changed", G_CALLBACK (run_clock), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_items (self), "items-changed", G_CALLBACK (run_clock), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tracker, "notify::shown", G_CALLBACK (run_clock), self,
                           G_CONNECT_SWAPPED);

  return self;
}
