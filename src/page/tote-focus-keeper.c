/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-focus-keeper.h"

#include "tote-compat.h"
#include "tote-item-row.h"

/* What has the focus keeps this distance to the edge, in pixels. */
#define MARGIN 12

struct _ToteFocusKeeper {
  GObject parent_instance;

  GtkWidget *page;    /* (unowned): owns this */
  GtkWidget *head;    /* (unowned): of the page */
  GtkListView *list;  /* (unowned): of the page */
  GtkWindow *window;  /* (unowned): the page is in it */
  GSignalGroup *rows; /* (owned): the model of the list */
  guint idle;         /* that looks after the focus, 0 for none */
  guint tick;         /* of the list, until a row is in view, 0 for none */
  guint n_frames;     /* since then */

  gboolean had;         /* whether anything had the focus */
  gboolean was_inside;  /* whether that was in the head */
  GtkWidget *last;      /* (nullable): what had the focus last */
  ToteItemEntry *entry; /* (owned) (nullable): what stood on the row that it was on */
};

G_DEFINE_FINAL_TYPE (ToteFocusKeeper, tote_focus_keeper, G_TYPE_OBJECT)

/* (nullable): the row of the list that @widget is or is in. */
static GtkWidget *
get_row (ToteFocusKeeper *self, GtkWidget *widget)
{
  while (widget != NULL && gtk_widget_get_parent (widget) != GTK_WIDGET (self->list))
    widget = gtk_widget_get_parent (widget);

  return widget;
}

/* (nullable): what stands on a row; nothing on that of the head. */
static ToteItemEntry *
get_entry (GtkWidget *row)
{
  GtkWidget *child = row != NULL ? gtk_widget_get_first_child (row) : NULL;

  return TOTE_IS_ITEM_ROW (child) ? tote_item_row_get_row (TOTE_ITEM_ROW (child)) : NULL;
}

/* A row that has gone to another place in the list comes back as another entry of the same item. */
static gboolean
is_same (ToteItemEntry *one, ToteItemEntry *other)
{
  return one == other || (one != NULL && other != NULL && tote_item_entry_get_item (one) != NULL &&
                          tote_item_entry_get_item (one) == tote_item_entry_get_item (other));
}

static void
remember (ToteFocusKeeper *self, GtkWidget *focus)
{
  self->had = focus != NULL;
  self->was_inside = focus != NULL && gtk_widget_is_ancestor (focus, self->head);
  g_set_weak_pointer (&self->last, focus);
  g_set_object (&self->entry, get_entry (get_row (self, focus)));
}

/* Whether what had the focus cannot have it any more, so that it goes elsewhere unasked. */
static gboolean
is_lost (ToteFocusKeeper *self)
{
  if (!self->had)
    return FALSE;
  if (self->last == NULL || !gtk_widget_get_mapped (self->last) ||
      !gtk_widget_is_sensitive (self->last))
    return TRUE;

  return self->entry != NULL && !is_same (get_entry (get_row (self, self->last)), self->entry);
}

/* GTK hands the focus on to what comes next, which would answer at the next press of a key. */
static gboolean
is_risky (ToteFocusKeeper *self, GtkWidget *focus)
{
  return gtk_widget_is_ancestor (focus, self->head) &&
         (GTK_IS_BUTTON (focus) || GTK_IS_MENU_BUTTON (focus));
}

static GtkWidget *
find_row (ToteFocusKeeper *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (row != NULL && !is_same (get_entry (row), self->entry))
    row = gtk_widget_get_next_sibling (row);

  return row;
}

static guint
find_position (ToteFocusKeeper *self)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  guint n = model != NULL ? g_list_model_get_n_items (model) : 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (GObject) object = g_list_model_get_item (model, i);

    if (TOTE_IS_ITEM_ENTRY (object) && is_same (TOTE_ITEM_ENTRY (object), self->entry))
      return i;
  }

  return GTK_INVALID_LIST_POSITION;
}

static void
show (ToteFocusKeeper *self, GtkWidget *focus)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  graphene_rect_t bounds;
  double top;

  if (!gtk_widget_compute_bounds (focus, GTK_WIDGET (self->list), &bounds))
    return;

  top = gtk_adjustment_get_value (adjustment) + bounds.origin.y;
  gtk_adjustment_clamp_page (adjustment, top - MARGIN, top + bounds.size.height + MARGIN);
}

static void
scroll_to_entry (ToteFocusKeeper *self)
{
  guint position = find_position (self);

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/* A row in a new place has its height only after the first frame with it; and only then newer lists
 * show the row that the focus is in, from its beginning, however far down in it that is. */
static gboolean
show_again (GtkWidget *list, GdkFrameClock *clock, gpointer user_data)
{
  ToteFocusKeeper *self = user_data;

  if (self->n_frames++ == 0)
    return G_SOURCE_CONTINUE;
  if (self->entry != NULL && !is_lost (self))
    scroll_to_entry (self);
  else if (self->was_inside && self->last != NULL)
    show (self, self->last);

  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
show_again_soon (ToteFocusKeeper *self)
{
  self->n_frames = 0;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), show_again,
                                               g_object_ref (self), g_object_unref);
}

static gboolean
follow_entry (ToteFocusKeeper *self)
{
  GtkWidget *row;

  scroll_to_entry (self);
  row = find_row (self);
  if (row == NULL || !gtk_widget_grab_focus (row))
    return FALSE;

  show_again_soon (self);
  return TRUE;
}

static gboolean
enter (GtkWidget *place)
{
  return place != NULL && !GTK_IS_LIST_BOX (place) && gtk_widget_get_focusable (place) &&
         gtk_widget_get_mapped (place) && gtk_widget_grab_focus (place);
}

/* What came up over a control goes back to that, which takes the focus itself or with the button
 * that is all there is to see of it. */
static void
find_anew (ToteFocusKeeper *self)
{
  gboolean below = FALSE;

  self->had = FALSE; /* what takes the focus now is meant to */
  for (GtkWidget *place = self->last; place != NULL && place != self->head;
       place = gtk_widget_get_parent (place)) {
    if (enter (place))
      return;
    if (below && enter (gtk_widget_get_first_child (place))) {
      tote_compat_tell_focus (place);
      return;
    }
    below = GTK_IS_POPOVER (place);
  }

  gtk_widget_grab_focus (self->page);
}

static void
keep (gpointer user_data)
{
  ToteFocusKeeper *self = user_data;
  gboolean lost_row = self->entry != NULL && is_lost (self);

  if ((lost_row && !follow_entry (self)) || gtk_window_get_focus (self->window) == NULL)
    find_anew (self);
  self->idle = 0;

  remember (self, gtk_window_get_focus (self->window));
  if (self->was_inside) {
    show (self, self->last);
    show_again_soon (self);
  }
}

static void
keep_soon (ToteFocusKeeper *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_once (keep, self);
}

/* Not at once: the list lays itself out first. */
static void
on_focus_moved (ToteFocusKeeper *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);
  gboolean lost = is_lost (self);

  if (lost && focus != NULL && is_risky (self, focus)) {
    gtk_window_set_focus (self->window, NULL);
    return;
  }

  if (lost && (focus == NULL ? self->was_inside || self->entry != NULL : self->entry != NULL)) {
    keep_soon (self);
    return;
  }

  if (focus == NULL && self->was_inside)
    keep_soon (self);
  else
    remember (self, focus);
  if (self->was_inside)
    keep_soon (self);
}

/* A row may keep the focus and show something else. */
static void
on_rows_changed (ToteFocusKeeper *self)
{
  if (self->entry != NULL)
    keep_soon (self);
}

static void
tote_focus_keeper_dispose (GObject *object)
{
  ToteFocusKeeper *self = TOTE_FOCUS_KEEPER (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_weak_pointer (&self->last);
  g_clear_object (&self->entry);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (tote_focus_keeper_parent_class)->dispose (object);
}

static void
tote_focus_keeper_class_init (ToteFocusKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_focus_keeper_dispose;
}

static void
tote_focus_keeper_init (ToteFocusKeeper *self)
{
  self->rows = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->rows, "items-changed", G_CALLBACK (on_rows_changed), self);
}

/**
 * tote_focus_keeper_new:
 * @window: where the page is
 * @page: owns the keeper and outlives it
 * @list: of the page
 * @head: the first row of @list
 *
 * Returns: (transfer full): a keeper
 */
ToteFocusKeeper *
tote_focus_keeper_new (GtkWindow *window, GtkWidget *page, GtkListView *list, GtkWidget *head)
{
  ToteFocusKeeper *self = g_object_new (TOTE_TYPE_FOCUS_KEEPER, NULL);

  self->window = window;
  self->page = page;
  self->list = list;
  self->head = head;
  g_object_bind_property (list, "model", self->rows, "target", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (on_focus_moved), self,
                           G_CONNECT_SWAPPED);

  return self;
}
