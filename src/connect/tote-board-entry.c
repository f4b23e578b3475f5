/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-board-entry.h"

#include "tote-json.h"
#include "tote-stage.h"
#include "tote-text.h"
#include "tote-time.h"

#include <string.h>

/* Longer than any there is: a label is read across a room, and a state is a word. */
#define ID_MAX 200 /* bytes */
#define LABEL_MAX 24
#define STATE_MAX 40

struct _ToteBoardEntry {
  GObject parent_instance;

  char *order_id; /* (owned) */
  char *label;    /* (owned) */
  char *state;    /* (owned) (nullable) */
  ToteFulfillment fulfillment;
  guint n_found;
  guint n_total;            /* 0 when nobody said */
  gint64 ready_at;          /* real µs, 0 when nobody said */
  gboolean waiting;         /* for the customer's word */
  ToteTokenResponse *token; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteBoardEntry, tote_board_entry, G_TYPE_OBJECT)

static void
tote_board_entry_finalize (GObject *object)
{
  ToteBoardEntry *self = TOTE_BOARD_ENTRY (object);

  g_free (self->order_id);
  g_free (self->label);
  g_free (self->state);
  g_clear_object (&self->token);

  G_OBJECT_CLASS (tote_board_entry_parent_class)->finalize (object);
}

static void
tote_board_entry_class_init (ToteBoardEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_board_entry_finalize;
}

static void
tote_board_entry_init (ToteBoardEntry *self)
{
}

/* Both counts or none, and no more found than there is. */
static void
read_progress (ToteBoardEntry *self, JsonObject *object)
{
  gint64 found = -1;
  gint64 total = -1;

  tote_json_get_int64 (object, "items_found", &found);
  tote_json_get_int64 (object, "items_total", &total);
  if (found < 0 || total <= 0 || found > total || total > G_MAXINT)
    return;

  self->n_found = (guint) found;
  self->n_total = (guint) total;
}

static void
read_ready_at (ToteBoardEntry *self, JsonObject *object)
{
  g_autoptr (GDateTime) ready_at = tote_json_dup_time (object, "ready_at");

  if (ready_at != NULL)
    self->ready_at = tote_time_to_us (ready_at);
}

/**
 * tote_board_entry_new_from_json:
 * @object: (nullable): one entry of a board
 * @received_at: real time in microseconds; what is promised counts from here
 *
 * Returns: (transfer full) (nullable): the entry, %NULL when it does not say which order it is
 *   about, or neither where that stands nor how to find out
 */
ToteBoardEntry *
tote_board_entry_new_from_json (JsonObject *object, gint64 received_at)
{
  g_autoptr (ToteBoardEntry) self = g_object_new (TOTE_TYPE_BOARD_ENTRY, NULL);
  g_autofree char *fulfillment = tote_json_dup_line (object, "fulfillment_type", NULL);

  self->order_id = tote_json_dup_id (object, "order_id");
  self->label = tote_json_dup_name (object, LABEL_MAX, "label", NULL);
  self->state = tote_json_dup_name (object, STATE_MAX, "workflow_state", NULL);
  self->fulfillment = tote_fulfillment_from_word (fulfillment);
  read_progress (self, object);
  read_ready_at (self, object);
  tote_json_get_boolean (object, "waiting_on_customer", &self->waiting);
  self->token = tote_token_response_new_from_json (object, received_at, NULL);

  if (self->order_id == NULL || strlen (self->order_id) > ID_MAX ||
      (self->state == NULL && self->token == NULL))
    return NULL;

  if (self->label == NULL)
    self->label = tote_text_cut (tote_text_clean_line (self->order_id), LABEL_MAX);

  return g_steal_pointer (&self);
}

/**
 * tote_board_entry_get_order_id:
 *
 * Returns: (transfer none): which order it is about; not fit to show
 */
const char *
tote_board_entry_get_order_id (ToteBoardEntry *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD_ENTRY (self), NULL);

  return self->order_id;
}

/**
 * tote_board_entry_get_label:
 *
 * Returns: (transfer none): what the store calls the order, or its id where it has no name for it
 */
const char *
tote_board_entry_get_label (ToteBoardEntry *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD_ENTRY (self), NULL);

  return self->label;
}

/**
 * tote_board_entry_get_state:
 *
 * Returns: (transfer none) (nullable): where the order stands, as the platform's word; %NULL when
 *   it has to be followed for that
 */
const char *
tote_board_entry_get_state (ToteBoardEntry *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD_ENTRY (self), NULL);

  return self->state;
}

/**
 * tote_board_entry_get_fulfillment:
 *
 * Returns: how the order gets to the customer
 */
ToteFulfillment
tote_board_entry_get_fulfillment (ToteBoardEntry *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD_ENTRY (self), TOTE_FULFILLMENT_UNKNOWN);

  return self->fulfillment;
}

/**
 * tote_board_entry_get_progress:
 * @found: (out) (optional): how many items are done; untouched when nobody said
 * @total: (out) (optional): how many there are; untouched when nobody said
 *
 * Returns: whether the board says how far the shopper is
 */
gboolean
tote_board_entry_get_progress (ToteBoardEntry *self, guint *found, guint *total)
{
  g_return_val_if_fail (TOTE_IS_BOARD_ENTRY (self), FALSE);

  if (self->n_total == 0)
    return FALSE;

  if (found != NULL)
    *found = self->n_found;
  if (total != NULL)
    *total = self->n_total;

  return TRUE;
}

/**
 * tote_board_entry_get_ready_at:
 *
 * Returns: since when the order is ready, real time in microseconds; 0 when nobody said
 */
gint64
tote_board_entry_get_ready_at (ToteBoardEntry *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD_ENTRY (self), 0);

  return self->ready_at;
}

/**
 * tote_board_entry_get_waiting_on_customer:
 *
 * Returns: whether the shopper waits for the customer's word about a replacement
 */
gboolean
tote_board_entry_get_waiting_on_customer (ToteBoardEntry *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD_ENTRY (self), FALSE);

  return self->waiting;
}

/**
 * tote_board_entry_get_token:
 *
 * Returns: (transfer none) (nullable): what the order is followed with
 */
ToteTokenResponse *
tote_board_entry_get_token (ToteBoardEntry *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD_ENTRY (self), NULL);

  return self->token;
}
