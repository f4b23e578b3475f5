/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tickets.h"

#include <string.h>

/* How long one that became ready is marked. */
#define FRESH_US (60 * G_USEC_PER_SEC)

/* More of a column than is turned to while the line is down, and less than a line of the channel
 * holds, however odd the texts are. */
#define WRITTEN_MAX (64 * 1024)
#define WRITTEN_BESIDES 160 /* what an order takes but for its texts */

typedef struct {
  ToteTicket *ticket; /* (owned) */
  ToteTicketColumn column;
  gint64 ready_at; /* real µs: what the server says, else when it was seen here; 0 until then */
  gint64 fresh_until;
  guint round; /* in which answer it was seen last */
} Entry;

struct _ToteTickets {
  GObject parent_instance;

  GHashTable *entries;  /* (owned): order id → Entry */
  GListStore *shopping; /* (owned): of ToteTicket */
  GListStore *ready;    /* (owned) */
  guint round;
  gboolean filled; /* one whole answer was seen */
};

G_DEFINE_FINAL_TYPE (ToteTickets, tote_tickets, G_TYPE_OBJECT)

static guint became_ready_signal;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->ticket);
  g_free (entry);
}

static GListStore *
get_store (ToteTickets *self, ToteTicketColumn column)
{
  return column == TOTE_TICKET_READY      ? self->ready
         : column == TOTE_TICKET_SHOPPING ? self->shopping
                                          : NULL;
}

static void
take_off (ToteTickets *self, Entry *entry)
{
  GListStore *store = get_store (self, entry->column);
  guint position;

  if (store != NULL && g_list_store_find (store, entry->ticket, &position))
    g_list_store_remove (store, position);
  entry->column = TOTE_TICKET_NOWHERE;
}

/* The newest first, equal ones as they came. */
static int
compare_ready (gconstpointer a, gconstpointer b, gpointer user_data)
{
  ToteTickets *self = user_data;
  const Entry *first = g_hash_table_lookup (self->entries, tote_ticket_get_order_id ((gpointer) a));
  const Entry *second =
      g_hash_table_lookup (self->entries, tote_ticket_get_order_id ((gpointer) b));

  return (first->ready_at < second->ready_at) - (first->ready_at > second->ready_at);
}

static void
put_on (ToteTickets *self, Entry *entry, ToteTicketColumn column)
{
  entry->column = column;
  if (column == TOTE_TICKET_READY)
    g_list_store_insert_sorted (self->ready, entry->ticket, compare_ready, self);
  else if (column == TOTE_TICKET_SHOPPING)
    g_list_store_append (self->shopping, entry->ticket);
}

static void
mark_ready (ToteTickets *self, Entry *entry, gint64 now)
{
  if (!self->filled)
    return;

  entry->fresh_until = now + FRESH_US;
  tote_ticket_set_fresh (entry->ticket, TRUE);
  g_signal_emit (self, became_ready_signal, 0, entry->ticket);
}

static void
place (ToteTickets *self, Entry *entry, gint64 now)
{
  const ToteTicketColumn column = tote_ticket_get_column (entry->ticket);
  const gint64 told = tote_ticket_get_state (entry->ticket)->ready_at;
  const gint64 ready_at = told > 0 || column != TOTE_TICKET_READY ? told
                          : entry->ready_at > 0                   ? entry->ready_at
                                                                  : now;

  if (entry->column == column && entry->ready_at == ready_at)
    return;

  take_off (self, entry);
  entry->ready_at = ready_at;
  put_on (self, entry, column);
}

static Entry *
get_entry (ToteTickets *self, const char *order_id)
{
  Entry *entry = g_hash_table_lookup (self->entries, order_id);

  if (entry == NULL) {
    entry = g_new0 (Entry, 1);
    entry->ticket = tote_ticket_new (order_id);
    g_hash_table_insert (self->entries, g_strdup (order_id), entry);
  }

  return entry;
}

static void
tote_tickets_finalize (GObject *object)
{
  ToteTickets *self = TOTE_TICKETS (object);

  g_object_unref (self->shopping);
  g_object_unref (self->ready);
  g_hash_table_unref (self->entries);

  G_OBJECT_CLASS (tote_tickets_parent_class)->finalize (object);
}

static void
tote_tickets_class_init (ToteTicketsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_tickets_finalize;

  became_ready_signal = g_signal_new ("became-ready", TOTE_TYPE_TICKETS, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, TOTE_TYPE_TICKET);
}

static void
tote_tickets_init (ToteTickets *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->shopping = g_list_store_new (TOTE_TYPE_TICKET);
  self->ready = g_list_store_new (TOTE_TYPE_TICKET);
}

/**
 * tote_tickets_new:
 *
 * Returns: (transfer full): an empty board
 */
ToteTickets *
tote_tickets_new (void)
{
  return g_object_new (TOTE_TYPE_TICKETS, NULL);
}

/**
 * tote_tickets_begin:
 *
 * A whole answer follows: what it does not put or keep is taken off by tote_tickets_end().
 */
void
tote_tickets_begin (ToteTickets *self)
{
  g_return_if_fail (TOTE_IS_TICKETS (self));

  self->round++;
}

/**
 * tote_tickets_put:
 * @state: what is known of the order now
 * @now: real µs
 *
 * Puts an order on the board, or brings it up to date and to its place.
 */
void
tote_tickets_put (ToteTickets *self, const char *order_id, const ToteTicketState *state, gint64 now)
{
  Entry *entry;
  ToteTicketColumn before;

  g_return_if_fail (TOTE_IS_TICKETS (self));
  g_return_if_fail (order_id != NULL && state != NULL);

  entry = get_entry (self, order_id);
  entry->round = self->round;
  if (!tote_ticket_update (entry->ticket, state))
    return;

  before = entry->column;
  place (self, entry, now);
  if (entry->column == TOTE_TICKET_READY && before != TOTE_TICKET_READY)
    mark_ready (self, entry, now);
}

/**
 * tote_tickets_keep:
 *
 * The answer names the order, and something else tells how it is.
 */
void
tote_tickets_keep (ToteTickets *self, const char *order_id)
{
  g_return_if_fail (TOTE_IS_TICKETS (self));
  g_return_if_fail (order_id != NULL);

  get_entry (self, order_id)->round = self->round;
}

/**
 * tote_tickets_end:
 *
 * The answer was whole.
 */
void
tote_tickets_end (ToteTickets *self)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (TOTE_IS_TICKETS (self));

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Entry *entry = value;

    if (entry->round == self->round)
      continue;

    take_off (self, entry);
    g_hash_table_iter_remove (&iter);
  }

  self->filled = TRUE;
}

/**
 * tote_tickets_age:
 * @now: real µs
 *
 * What became ready some time ago is new no more. A clock that jumped back makes nothing new for
 * longer than it would have been.
 */
void
tote_tickets_age (ToteTickets *self, gint64 now)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (TOTE_IS_TICKETS (self));

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Entry *entry = value;

    if (now >= entry->fresh_until || now < entry->fresh_until - FRESH_US)
      tote_ticket_set_fresh (entry->ticket, FALSE);
  }
}

/* As long as it can be when each character had to be escaped. */
static gsize
get_written (const char *text)
{
  return 6 * strlen (text);
}

static void
write_column (JsonArray *tickets, GListModel *column)
{
  gsize written = 0;

  for (guint i = 0; i < g_list_model_get_n_items (column); i++) {
    g_autoptr (ToteTicket) ticket = g_list_model_get_item (column, i);
    const ToteTicketState *state = tote_ticket_get_state (ticket);
    JsonObject *object;

    written += get_written (tote_ticket_get_order_id (ticket)) + get_written (state->label) +
               get_written (state->state) + WRITTEN_BESIDES;
    if (written > WRITTEN_MAX)
      return;

    object = json_object_new ();
    json_object_set_string_member (object, "id", tote_ticket_get_order_id (ticket));
    json_object_set_string_member (object, "label", state->label);
    json_object_set_string_member (object, "state", state->state);
    json_object_set_int_member (object, "fulfillment", state->fulfillment);
    json_object_set_int_member (object, "found", state->n_found);
    json_object_set_int_member (object, "items", state->n_items);
    json_object_set_int_member (object, "ready_at", state->ready_at);
    json_object_set_boolean_member (object, "waiting", state->waiting_on_customer);
    json_array_add_object_element (tickets, object);
  }
}

/**
 * tote_tickets_write:
 *
 * Returns: (transfer full): what is on the board, or as much of it as anybody reads
 */
JsonArray *
tote_tickets_write (ToteTickets *self)
{
  JsonArray *tickets = json_array_new ();

  g_return_val_if_fail (TOTE_IS_TICKETS (self), tickets);

  write_column (tickets, G_LIST_MODEL (self->shopping));
  write_column (tickets, G_LIST_MODEL (self->ready));

  return tickets;
}

/**
 * tote_tickets_read:
 * @tickets: what tote_tickets_write() wrote
 * @now: real µs
 *
 * Puts that on an empty board.
 */
void
tote_tickets_read (ToteTickets *self, JsonArray *tickets, gint64 now)
{
  g_return_if_fail (TOTE_IS_TICKETS (self));
  g_return_if_fail (tickets != NULL);

  tote_tickets_begin (self);
  for (guint i = 0; i < json_array_get_length (tickets); i++) {
    JsonObject *object = json_array_get_object_element (tickets, i);
    const ToteTicketState state = {
      .label = json_object_get_string_member (object, "label"),
      .state = json_object_get_string_member (object, "state"),
      .fulfillment = (ToteFulfillment) json_object_get_int_member (object, "fulfillment"),
      .n_found = (guint) json_object_get_int_member (object, "found"),
      .n_items = (guint) json_object_get_int_member (object, "items"),
      .ready_at = json_object_get_int_member (object, "ready_at"),
      .waiting_on_customer = json_object_get_boolean_member (object, "waiting"),
    };

    tote_tickets_put (self, json_object_get_string_member (object, "id"), &state, now);
  }
  tote_tickets_end (self);
}

/**
 * tote_tickets_get_column:
 * @column: not nowhere
 *
 * Returns: (transfer none): its #ToteTicket, from the top
 */
GListModel *
tote_tickets_get_column (ToteTickets *self, ToteTicketColumn column)
{
  g_return_val_if_fail (TOTE_IS_TICKETS (self), NULL);
  g_return_val_if_fail (column != TOTE_TICKET_NOWHERE, NULL);

  return G_LIST_MODEL (get_store (self, column));
}
