/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-focus-keeper.h"

/* What has the focus keeps this distance to the edge, in pixels. */
#define MARGIN 12

struct _ToteFocusKeeper {
  GObject parent_instance;

  GtkWidget *page;   /* (unowned): owns this */
  GtkWidget *head;   /* (unowned): of the page */
  GtkListView *list; /* (unowned): of the page */
  GtkWindow *window; /* (unowned): the page is in it */
  gboolean was_inside;
  guint idle;      /* that looks after the focus, 0 for none */
  GtkWidget *last; /* (nullable): what had the focus last, if it was in the head */
};

G_DEFINE_FINAL_TYPE (ToteFocusKeeper, tote_focus_keeper, G_TYPE_OBJECT)

static void
find_anew (ToteFocusKeeper *self)
{
  for (GtkWidget *place = self->last; place != NULL && place != self->head;
       place = gtk_widget_get_parent (place))
    if (!GTK_IS_LIST_BOX (place) && gtk_widget_get_focusable (place) &&
        gtk_widget_get_mapped (place) && gtk_widget_grab_focus (place))
      return;

  gtk_widget_grab_focus (self->page);
}

static gboolean
keep (gpointer user_data)
{
  ToteFocusKeeper *self = user_data;
  GtkWidget *focus = gtk_window_get_focus (self->window);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  graphene_rect_t bounds;
  double top;

  self->idle = 0;
  if (focus == NULL) {
    find_anew (self);
  } else if (gtk_widget_is_ancestor (focus, self->head) &&
             gtk_widget_compute_bounds (focus, GTK_WIDGET (self->list), &bounds)) {
    top = gtk_adjustment_get_value (adjustment) + bounds.origin.y;
    gtk_adjustment_clamp_page (adjustment, top - MARGIN, top + bounds.size.height + MARGIN);
  }

  return G_SOURCE_REMOVE;
}

/* Not at once: the list lays itself out first. */
static void
on_focus_moved (ToteFocusKeeper *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);
  gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, self->head);
  gboolean lost = focus == NULL && self->was_inside;

  self->was_inside = inside;
  if (focus != NULL)
    g_set_weak_pointer (&self->last, inside ? focus : NULL);
  if (self->idle == 0 && (inside || lost))
    self->idle = g_idle_add (keep, self);
}

static void
tote_focus_keeper_dispose (GObject *object)
{
  g_clear_handle_id (&TOTE_FOCUS_KEEPER (object)->idle, g_source_remove);
  g_clear_weak_pointer (&TOTE_FOCUS_KEEPER (object)->last);

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
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (on_focus_moved), self,
                           G_CONNECT_SWAPPED);

  return self;
}
