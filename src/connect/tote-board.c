/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-board.h"

#include "tote-connect-error.h"
#include "tote-json.h"

struct _ToteBoard {
  GObject parent_instance;

  char *etag;         /* (owned) (nullable) */
  GPtrArray *entries; /* (owned) of ToteBoardEntry */
};

G_DEFINE_FINAL_TYPE (ToteBoard, tote_board, G_TYPE_OBJECT)

static void
tote_board_finalize (GObject *object)
{
  ToteBoard *self = TOTE_BOARD (object);

  g_free (self->etag);
  g_ptr_array_unref (self->entries);

  G_OBJECT_CLASS (tote_board_parent_class)->finalize (object);
}

static void
tote_board_class_init (ToteBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_board_finalize;
}

static void
tote_board_init (ToteBoard *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
}

/* One order that makes no sense does not take the others off the board. Of two with one id the
 * later counts (contract 8.9), in the place of the first. */
static void
read_entries (ToteBoard *self, JsonArray *orders, gint64 received_at)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  guint i;

  for (i = 0; i < json_array_get_length (orders); i++) {
    ToteBoardEntry *entry =
        tote_board_entry_new_from_json (tote_json_get_element (orders, i), received_at);
    const char *id = entry != NULL ? tote_board_entry_get_order_id (entry) : NULL;
    gpointer place;

    if (entry == NULL)
      continue;

    if (g_hash_table_lookup_extended (places, id, NULL, &place)) {
      g_hash_table_replace (places, (gpointer) id, place);
      g_object_unref (self->entries->pdata[GPOINTER_TO_UINT (place)]);
      self->entries->pdata[GPOINTER_TO_UINT (place)] = entry;
    } else {
      g_hash_table_insert (places, (gpointer) id, GUINT_TO_POINTER (self->entries->len));
      g_ptr_array_add (self->entries, entry);
    }
  }
}

/**
 * tote_board_new_from_json:
 * @object: the body of a good answer
 * @etag: (nullable): what the broker calls this state of the board
 * @received_at: real time in microseconds
 *
 * Returns: (transfer full) (nullable): the board, or %NULL with %TOTE_CONNECT_ERROR_MALFORMED when
 *   there is no list of orders in it
 */
ToteBoard *
tote_board_new_from_json (JsonObject *object, const char *etag, gint64 received_at, GError **error)
{
  JsonArray *orders = tote_json_get_array (object, "orders");
  ToteBoard *self;

  if (orders == NULL) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));
    return NULL;
  }

  self = g_object_new (TOTE_TYPE_BOARD, NULL);
  self->etag = g_strdup (etag);
  read_entries (self, orders, received_at);

  return self;
}

/**
 * tote_board_get_etag:
 *
 * Returns: (transfer none) (nullable): what the broker calls this state of the board
 */
const char *
tote_board_get_etag (ToteBoard *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD (self), NULL);

  return self->etag;
}

/**
 * tote_board_get_n_entries:
 *
 * Returns: how many orders are on the board
 */
guint
tote_board_get_n_entries (ToteBoard *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD (self), 0);

  return self->entries->len;
}

/**
 * tote_board_get_entry:
 * @position: from 0, in the broker's order
 *
 * Returns: (transfer none): the order there
 */
ToteBoardEntry *
tote_board_get_entry (ToteBoard *self, guint position)
{
  g_return_val_if_fail (TOTE_IS_BOARD (self), NULL);
  g_return_val_if_fail (position < self->entries->len, NULL);

  return self->entries->pdata[position];
}
