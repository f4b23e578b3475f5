/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-focus-keeper.h"

#include "tote-access.h"
#include "tote-item-row.h"
#include "tote-scroll.h"

/* Somewhere that the focus may go, with what is in it by then. */
typedef enum {
  WITHIN_NONE,
  WITHIN_FORWARD,
  WITHIN_BACKWARD,
} Within;

typedef struct {
  GtkWidget *widget; /* (owned) */
  Within within;
} Place;

struct _ToteFocusKeeper {
  GObject parent_instance;

  GtkWidget *page;      /* (unowned): owns this */
  GtkWidget *head;      /* (unowned): of the page */
  GtkListView *list;    /* (unowned): of the page */
  GtkWindow *window;    /* (unowned): the page is in it */
  GSignalGroup *rows;   /* (owned): the model of the list */
  GSignalGroup *losing; /* (owned): what has the focus */
  guint idle;           /* that looks after the focus, 0 for none */
  guint tick;           /* of the list, until a row is in view, 0 for none */
  guint n_frames;       /* since then */

  gboolean pointed; /* whether what was done last on the page was a press of a button or finger */
  gboolean still;   /* whether the page stays where it is, wherever the focus has gone */
  double value;     /* where that is */

  gboolean had;         /* whether anything had the focus */
  gboolean was_inside;  /* whether that was in the head */
  GtkWidget *last;      /* (weak) (nullable): what had the focus last */
  ToteItemEntry *entry; /* (owned) (nullable): what stood on the row that it was on */
  guint position;       /* of that in the list */
  GPtrArray *places; /* (owned) (nullable): Place: where what is lost may go, the nearest first */
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

  return TOTE_IS_ITEM_ROW (child) ? tote_item_row_get_entry (TOTE_ITEM_ROW (child)) : NULL;
}

/* A row that has gone to another place in the list comes back as another entry of the same item. */
static gboolean
is_same (ToteItemEntry *one, ToteItemEntry *other)
{
  return one == other || (one != NULL && other != NULL && tote_item_entry_get_item (one) != NULL &&
                          tote_item_entry_get_item (one) == tote_item_entry_get_item (other));
}

static guint
find_position (ToteFocusKeeper *self)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  guint n = model != NULL && self->entry != NULL ? g_list_model_get_n_items (model) : 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (GObject) object = g_list_model_get_item (model, i);

    if (TOTE_IS_ITEM_ENTRY (object) && is_same (TOTE_ITEM_ENTRY (object), self->entry))
      return i;
  }

  return GTK_INVALID_LIST_POSITION;
}

static void
remember (ToteFocusKeeper *self, GtkWidget *focus)
{
  self->had = focus != NULL;
  self->was_inside = focus != NULL && gtk_widget_is_ancestor (focus, self->head);
  g_set_weak_pointer (&self->last, focus);
  g_signal_group_set_target (self->losing, focus);
  g_set_object (&self->entry, get_entry (get_row (self, focus)));
  self->position = find_position (self);
  g_clear_pointer (&self->places, g_ptr_array_unref);
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

/* Side by side in the window: the order, the map and the chat. */
static GtkWidget *
get_panes (ToteFocusKeeper *self)
{
  return gtk_widget_get_parent (self->page);
}

/* A page that is let go of may lose the focus after it has left the others. */
static gboolean
is_on_screen (ToteFocusKeeper *self)
{
  GtkWidget *panes = get_panes (self);

  return panes != NULL && gtk_widget_get_mapped (panes);
}

/* What does something at the press of a key: that would be an accident where nobody went. */
static gboolean
is_pressed (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) ||
         (GTK_IS_ACTIONABLE (widget) &&
          gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) != NULL);
}

/* Whether there is something to do or to read where the focus is on it. The head as a whole, the
 * headings of the list and what only holds others is no place to go on at. */
static gboolean
is_useful (ToteFocusKeeper *self, GtkWidget *widget)
{
  if (!gtk_widget_get_focusable (widget) || is_pressed (widget) || GTK_IS_LABEL (widget) ||
      GTK_IS_LIST_BOX (widget) || GTK_IS_LIST_VIEW (widget) || GTK_IS_SCROLLED_WINDOW (widget))
    return FALSE;
  if (gtk_widget_get_parent (widget) == GTK_WIDGET (self->list))
    return get_entry (widget) != NULL && tote_item_entry_get_item (get_entry (widget)) != NULL;

  return TRUE;
}

static gboolean
enter (GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_focusable (widget) && gtk_widget_get_mapped (widget) &&
         gtk_widget_grab_focus (widget);
}

static gboolean
enter_useful (ToteFocusKeeper *self, GtkWidget *widget)
{
  return is_useful (self, widget) && enter (widget);
}

/* A conversation is not gone back to its beginning. */
static gboolean
enter_forward (ToteFocusKeeper *self, GtkWidget *widget)
{
  gboolean entered;

  if (GTK_IS_LIST_VIEW (widget) && widget != GTK_WIDGET (self->list))
    return FALSE;

  entered = enter_useful (self, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !entered;
       child = gtk_widget_get_next_sibling (child))
    entered = enter_forward (self, child);

  return entered;
}

static gboolean
enter_backward (ToteFocusKeeper *self, GtkWidget *widget)
{
  gboolean entered = FALSE;

  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL && !entered;
       child = gtk_widget_get_prev_sibling (child))
    entered = enter_backward (self, child);

  return entered || enter_useful (self, widget);
}

static gboolean
enter_place (ToteFocusKeeper *self, const Place *place)
{
  switch (place->within) {
  case WITHIN_FORWARD:
    return enter_forward (self, place->widget);
  case WITHIN_BACKWARD:
    return enter_backward (self, place->widget);
  case WITHIN_NONE:
    break;
  }

  return enter_useful (self, place->widget);
}

static void
place_free (gpointer data)
{
  Place *place = data;

  g_object_unref (place->widget);
  g_free (place);
}

static void
add_place (ToteFocusKeeper *self, GtkWidget *widget, Within within)
{
  Place *place = g_new (Place, 1);

  place->widget = g_object_ref (widget);
  place->within = within;
  g_ptr_array_add (self->places, place);
}

/* While everything is still in its place: what comes after in the order of the page, with what is
 * around it on the way, then what comes before. From one pane it goes to no other, and from what is
 * in none, as a page of failure, to that of the order, whatever of it is there already. What there
 * is in a place is seen when somebody goes there: what follows on an end comes up after it. */
static void
find_places (ToteFocusKeeper *self)
{
  GtkWidget *panes = get_panes (self);
  GtkWidget *place, *next;

  self->places = g_ptr_array_new_with_free_func (place_free);
  if (self->last == NULL || !gtk_widget_is_ancestor (self->last, panes))
    return;

  for (place = self->last; gtk_widget_get_parent (place) != panes;
       place = gtk_widget_get_parent (place)) {
    for (next = gtk_widget_get_next_sibling (place); next != NULL;
         next = gtk_widget_get_next_sibling (next))
      add_place (self, next, WITHIN_FORWARD);
    if (place != self->last)
      add_place (self, place, WITHIN_NONE);
  }
  for (place = self->last; gtk_widget_get_parent (place) != panes;
       place = gtk_widget_get_parent (place))
    for (next = gtk_widget_get_prev_sibling (place); next != NULL;
         next = gtk_widget_get_prev_sibling (next))
      add_place (self, next, WITHIN_BACKWARD);
}

static GtkWidget *
find_row (ToteFocusKeeper *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (row != NULL && !is_same (get_entry (row), self->entry))
    row = gtk_widget_get_next_sibling (row);

  return row;
}

/* With the card that it is on, which says what it is about; where that is too high, by itself. */
static void
show (ToteFocusKeeper *self, GtkWidget *focus)
{
  GtkWidget *card = focus;

  while (card != NULL && card != self->head && !gtk_widget_has_css_class (card, "card"))
    card = gtk_widget_get_parent (card);
  if (card != NULL && card != self->head)
    tote_scroll_to (GTK_SCROLLABLE (self->list), card);

  tote_scroll_to (GTK_SCROLLABLE (self->list), focus);
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
  if (self->still)
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list)), self->value);
  else if (self->entry != NULL && !is_lost (self))
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

  self->still = FALSE;
  scroll_to_entry (self);
  row = find_row (self);
  if (row == NULL || !gtk_widget_grab_focus (row))
    return FALSE;

  show_again_soon (self);
  return TRUE;
}

static ToteItemEntry *
dup_entry_at (GListModel *model, guint position)
{
  g_autoptr (GObject) object = g_list_model_get_item (model, position);

  return TOTE_IS_ITEM_ENTRY (object) && tote_item_entry_get_item (TOTE_ITEM_ENTRY (object)) != NULL
             ? TOTE_ITEM_ENTRY (g_steal_pointer (&object))
             : NULL;
}

/* The next item in the list, or the one before where there is none. */
static gboolean
go_to_neighbour (ToteFocusKeeper *self)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  guint n = model != NULL ? g_list_model_get_n_items (model) : 0;
  g_autoptr (ToteItemEntry) found = NULL;

  for (guint i = self->position; found == NULL && i < n; i++)
    found = dup_entry_at (model, i);
  for (guint i = MIN (self->position, n); found == NULL && i > 0; i--)
    found = dup_entry_at (model, i - 1);

  return found != NULL && g_set_object (&self->entry, found) && follow_entry (self);
}

/* What came up over a control goes back to that, which takes the focus itself or with the button
 * that is all there is to see of it. */
static gboolean
leave_popover (ToteFocusKeeper *self)
{
  GtkWidget *popover =
      self->last != NULL ? gtk_widget_get_ancestor (self->last, GTK_TYPE_POPOVER) : NULL;
  GtkWidget *control = popover != NULL ? gtk_widget_get_parent (popover) : NULL;

  if (control == NULL || gtk_widget_get_mapped (popover))
    return FALSE;
  if (enter (control))
    return TRUE;
  if (!enter (gtk_widget_get_first_child (control)))
    return FALSE;

  tote_access_tell_focus (control);
  return TRUE;
}

/* Whoever presses with the mouse or a finger looks at what it does, not at where the focus goes;
 * and so does everybody where what was pressed is locked, and has something to say before long. */
static void
hold_still (ToteFocusKeeper *self)
{
  gboolean locked = self->last != NULL && gtk_widget_get_mapped (self->last);

  if (!self->was_inside || !(self->pointed || locked))
    return;

  self->still = TRUE;
  self->value =
      gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)));
}

static void
find_anew (ToteFocusKeeper *self)
{
  hold_still (self);
  self->had = FALSE; /* what takes the focus now is meant to */
  if (leave_popover (self))
    return;
  if (self->places == NULL)
    find_places (self);
  add_place (self, self->page, WITHIN_FORWARD);
  for (guint i = 0; i < self->places->len; i++)
    if (enter_place (self, g_ptr_array_index (self->places, i)))
      return;

  gtk_widget_grab_focus (self->page);
}

/* Where the order is not on the screen, others look after the focus; and what was taken from a
 * control that could still have it, as by who hides the keys on the screen, stays so. */
static gboolean
keep (gpointer user_data)
{
  ToteFocusKeeper *self = user_data;
  gboolean lost = is_lost (self);

  self->idle = 0;
  if (!is_on_screen (self)) {
    g_clear_pointer (&self->places, g_ptr_array_unref);
    return G_SOURCE_REMOVE;
  }
  if (lost ? self->entry == NULL || !(follow_entry (self) || go_to_neighbour (self))
           : gtk_window_get_focus (self->window) == NULL && !self->had)
    find_anew (self);
  else if (!lost && self->places != NULL && gtk_window_get_focus (self->window) == NULL)
    enter (self->last); /* a row that the list has put away and taken out again */

  remember (self, gtk_window_get_focus (self->window));
  if (self->was_inside || self->still) {
    if (!self->still)
      show (self, self->last);
    show_again_soon (self);
  }
  return G_SOURCE_REMOVE;
}

/* Not at once: more may go with it. For a row the list lays itself out first; for all else it is
 * before the next frame, after which GTK would hand on what is lost to the first it finds, be that
 * a button. */
static void
keep_soon (ToteFocusKeeper *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (
        self->entry != NULL ? G_PRIORITY_DEFAULT_IDLE : G_PRIORITY_HIGH_IDLE, keep, self, NULL);
}

static void
on_losing (ToteFocusKeeper *self)
{
  if (self->places != NULL || !is_lost (self) || !is_on_screen (self))
    return;

  find_places (self);
  keep_soon (self);
  /* What goes with the focus leaves the Tab key looking for it in all that is around. */
  if (self->last != NULL && gtk_widget_is_ancestor (self->last, get_panes (self)))
    gtk_window_set_focus (self->window, NULL);
}

static void
on_focus_moved (ToteFocusKeeper *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);
  gboolean lost = is_lost (self);

  if (lost && focus != NULL && is_pressed (focus) && is_on_screen (self)) {
    gtk_window_set_focus (self->window, NULL);
    return;
  }

  if ((focus == NULL && self->had) || (lost && self->entry != NULL))
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
  guint position = find_position (self);

  if (position != GTK_INVALID_LIST_POSITION)
    self->position = position;
  if (self->entry != NULL)
    keep_soon (self);
}

static gboolean
on_event (ToteFocusKeeper *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN || type == GDK_KEY_PRESS) {
    self->pointed = type != GDK_KEY_PRESS;
    self->still = FALSE;
  }

  return GDK_EVENT_PROPAGATE;
}

static void
watch_events (ToteFocusKeeper *self)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->page, controller);
}

static void
tote_focus_keeper_dispose (GObject *object)
{
  ToteFocusKeeper *self = TOTE_FOCUS_KEEPER (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_weak_pointer (&self->last);
  g_clear_object (&self->losing);
  g_clear_pointer (&self->places, g_ptr_array_unref);
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
  self->losing = g_signal_group_new (GTK_TYPE_WIDGET);
  g_signal_group_connect_swapped (self->losing, "unmap", G_CALLBACK (on_losing), self);
  g_signal_group_connect_swapped (self->losing, "state-flags-changed", G_CALLBACK (on_losing),
                                  self);
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
  watch_events (self);
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (on_focus_moved), self,
                           G_CONNECT_SWAPPED);

  return self;
}
