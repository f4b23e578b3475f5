/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-ticket-pile.h"

#include "tote-ticket-row.h"

#include <glib/gi18n-lib.h>

/* Between two rows, by the size of a row. */
#define GAP_PART 0.09

struct _ToteTicketPile {
  GtkWidget parent_instance;

  GListModel *tickets; /* (owned) (nullable) */
  GPtrArray *rows;     /* of ToteTicketRow, which are children; one at least, to measure */
  guint capacity;      /* how many fit */
  guint page;
  guint n_pages;
  guint idle; /* 0 for none: the capacity has become another one */
  gint64 now;
};

G_DEFINE_FINAL_TYPE (ToteTicketPile, tote_ticket_pile, GTK_TYPE_WIDGET)

typedef enum {
  PROP_PLACE = 1,
} ToteTicketPileProperty;

static GParamSpec *props[PROP_PLACE + 1];

static void
add_row (ToteTicketPile *self)
{
  GtkWidget *row = tote_ticket_row_new ();

  tote_ticket_row_set_now (TOTE_TICKET_ROW (row), self->now);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
  g_ptr_array_add (self->rows, row);
}

static void
remove_row (ToteTicketPile *self)
{
  gtk_widget_unparent (g_ptr_array_steal_index (self->rows, self->rows->len - 1));
}

static void
set_pages (ToteTicketPile *self, guint n_pages, guint page)
{
  if (self->n_pages == n_pages && self->page == page)
    return;

  self->n_pages = n_pages;
  self->page = page;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLACE]);
}

/* Returns: (transfer full): which page is shown, empty where there is but one. */
static char *
describe_place (ToteTicketPile *self)
{
  if (self->n_pages == 1)
    return g_strdup ("");

  /* Translators: the page of a list that is shown, and how many there are. */
  return g_strdup_printf (_ ("%u of %u"), self->page + 1, self->n_pages);
}

static void
fill (ToteTicketPile *self)
{
  const guint n = self->tickets != NULL ? g_list_model_get_n_items (self->tickets) : 0;
  const guint n_pages = MAX ((n + self->capacity - 1) / self->capacity, 1);

  set_pages (self, n_pages, MIN (self->page, n_pages - 1));
  while (self->rows->len < MIN (self->capacity, MAX (n, 1)))
    add_row (self);
  while (self->rows->len > self->capacity)
    remove_row (self);

  for (guint i = 0; i < self->rows->len; i++) {
    g_autoptr (ToteTicket) ticket =
        n > 0 ? g_list_model_get_item (self->tickets, self->page * self->capacity + i) : NULL;

    tote_ticket_row_set_ticket (self->rows->pdata[i], ticket);
    gtk_widget_set_child_visible (self->rows->pdata[i], ticket != NULL);
  }

  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
on_idle (gpointer user_data)
{
  ToteTicketPile *self = user_data;

  self->idle = 0;
  fill (self);

  return G_SOURCE_REMOVE;
}

static int
measure_row (ToteTicketPile *self)
{
  int height;

  gtk_widget_measure (self->rows->pdata[0], GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL,
                      NULL);

  return MAX (height, 1);
}

/* Rows all have the height of the tallest there can be, so that a page is even. */
static void
tote_ticket_pile_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  ToteTicketPile *self = TOTE_TICKET_PILE (widget);

  gtk_widget_measure (self->rows->pdata[0], orientation, -1, minimum, natural, NULL, NULL);
}

/* Not in the middle of a layout: rows come and go after it. */
static void
set_capacity (ToteTicketPile *self, guint capacity)
{
  if (self->capacity == capacity)
    return;

  self->capacity = capacity;
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, self, NULL);
}

/* Of what does not fit any more nothing is seen until it is taken away. */
static void
tote_ticket_pile_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToteTicketPile *self = TOTE_TICKET_PILE (widget);
  const int row = measure_row (self);
  const int gap = (int) (row * GAP_PART);

  set_capacity (self, (guint) MAX ((height + gap) / (row + gap), 1));
  for (guint i = 0; i < self->rows->len; i++) {
    const GtkAllocation place = { 0, (int) i * (row + gap), width, row };
    if (i >= self->capacity)
      gtk_widget_set_child_visible (self->rows->pdata[i], FALSE);
    gtk_widget_size_allocate (self->rows->pdata[i], &place, -1);
  }
}

static void
tote_ticket_pile_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteTicketPile *self = TOTE_TICKET_PILE (object);

  switch ((ToteTicketPileProperty) id) {
  case PROP_PLACE:
    g_value_take_string (value, describe_place (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_ticket_pile_dispose (GObject *object)
{
  ToteTicketPile *self = TOTE_TICKET_PILE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->tickets);
  while (self->rows->len > 0)
    remove_row (self);

  G_OBJECT_CLASS (tote_ticket_pile_parent_class)->dispose (object);
}

static void
tote_ticket_pile_finalize (GObject *object)
{
  g_ptr_array_unref (TOTE_TICKET_PILE (object)->rows);

  G_OBJECT_CLASS (tote_ticket_pile_parent_class)->finalize (object);
}

static void
tote_ticket_pile_class_init (ToteTicketPileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_ticket_pile_get_property;
  object_class->dispose = tote_ticket_pile_dispose;
  object_class->finalize = tote_ticket_pile_finalize;
  widget_class->measure = tote_ticket_pile_measure;
  widget_class->size_allocate = tote_ticket_pile_size_allocate;

  props[PROP_PLACE] =
      g_param_spec_string ("place", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_css_name (widget_class, "ticketpile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
tote_ticket_pile_init (ToteTicketPile *self)
{
  self->rows = g_ptr_array_new ();
  self->capacity = 1;
  self->n_pages = 1;
  add_row (self);
  gtk_widget_set_child_visible (self->rows->pdata[0], FALSE);
}

/**
 * tote_ticket_pile_set_tickets:
 * @tickets: of #ToteTicket
 */
void
tote_ticket_pile_set_tickets (ToteTicketPile *self, GListModel *tickets)
{
  g_return_if_fail (TOTE_IS_TICKET_PILE (self));
  g_return_if_fail (self->tickets == NULL);

  self->tickets = g_object_ref (tickets);
  g_signal_connect_object (tickets, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}

/**
 * tote_ticket_pile_set_now:
 * @now: real µs
 *
 * The rows say how long somebody has been waiting.
 */
void
tote_ticket_pile_set_now (ToteTicketPile *self, gint64 now)
{
  g_return_if_fail (TOTE_IS_TICKET_PILE (self));

  self->now = now;
  for (guint i = 0; i < self->rows->len; i++)
    tote_ticket_row_set_now (self->rows->pdata[i], now);
}

/**
 * tote_ticket_pile_turn:
 *
 * Shows the next page, and the first after the last.
 */
void
tote_ticket_pile_turn (ToteTicketPile *self)
{
  g_return_if_fail (TOTE_IS_TICKET_PILE (self));

  if (self->n_pages == 1)
    return;

  set_pages (self, self->n_pages, (self->page + 1) % self->n_pages);
  fill (self);
}
