/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-orders.h"
#include "tote-pace.h"
#include "tote-session.h"
#include "tote-static-tokens.h"

#include <json-glib/json-glib.h>
#include <malloc.h>
#include <stdio.h>

/* Many orders in one process, as a store's board has them: follows all orders of the sandbox whose
 * line is in a file, prints the KiB each of them takes once all are there, and goes on. */

static void
add_order (ToteOrders *orders, const char *url, JsonObject *order, SoupSession *session)
{
  g_autoptr (ToteTokenSource) tokens =
      tote_static_tokens_new (json_object_get_string_member (order, "token"));
  g_autoptr (ToteClient) client = tote_client_new (url, tokens, session, NULL);
  g_autoptr (ToteTracker) tracker =
      tote_tracker_new (client, json_object_get_string_member (order, "id"), NULL, NULL);

  tote_tracker_set_board (tracker, TRUE);
  tote_tracker_set_first_delay (
      tracker, tote_pace_get_turn (g_list_model_get_n_items (G_LIST_MODEL (orders)), 1));
  tote_tracker_start (tracker);
  tote_orders_add (orders, tracker);
}

static gboolean
all_are_loaded (GListModel *orders)
{
  for (guint i = 0; i < g_list_model_get_n_items (orders); i++) {
    g_autoptr (ToteTracker) tracker = g_list_model_get_item (orders, i);

    if (!tote_tracker_get_loaded (tracker))
      return FALSE;
  }
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize before = mallinfo2 ().uordblks;
  g_autoptr (ToteOrders) orders = tote_orders_new ();
  g_autoptr (SoupSession) session = tote_session_new ();
  JsonObject *root;
  JsonArray *array;

  if (argc != 2 || !json_parser_load_from_file (parser, argv[1], NULL))
    return 2;

  root = json_node_get_object (json_parser_get_root (parser));
  array = json_object_get_array_member (root, "orders");
  for (guint i = 0; i < json_array_get_length (array); i++)
    add_order (orders, json_object_get_string_member (root, "url"),
               json_array_get_object_element (array, i), session);

  while (!all_are_loaded (G_LIST_MODEL (orders)))
    for (guint i = 0; i < 100; i++)
      g_main_context_iteration (NULL, TRUE);
  printf ("%.2f\n",
          (double) (mallinfo2 ().uordblks - before) / 1024 / json_array_get_length (array));
  fflush (stdout);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}
