/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-conversation.h"
#include "tote-decode.h"
#include "tote-error-body.h"
#include "tote-json-scan.h"
#include "tote-json.h"
#include "tote-order.h"
#include "tote-picture-probe.h"
#include "tote-response.h"
#include "tote-token-response.h"

#include <string.h>

/* One binary over everything that reads what a stranger sent. The first byte picks the reader, the
 * letters from `a` on; the rest is what was sent. What was decoded is merged twice into live
 * objects as well: what is built from foreign input must bear it too. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
merge_items (GListModel *lines)
{
  g_autoptr (ToteItemList) list = tote_item_list_new ();
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  guint i;

  for (i = 0; i < g_list_model_get_n_items (lines); i++)
    g_ptr_array_add (fresh, g_list_model_get_item (lines, i));
  tote_item_list_merge (list, fresh);
  g_assert (tote_item_list_merge (list, fresh) == 0);
}

static void
merge_conversation (ToteConversation *conversation)
{
  g_autoptr (ToteMessageList) list = tote_message_list_new ();

  tote_message_list_merge (list, tote_conversation_get_messages (conversation));
  tote_message_list_merge_notices (list, tote_conversation_get_notices (conversation));
  tote_message_list_merge (list, tote_conversation_get_messages (conversation));
}

static void
merge_order (GObject *content)
{
  g_autoptr (ToteOrder) order = tote_order_new ("A");

  if (TOTE_IS_ORDER (content)) {
    tote_order_update (order, TOTE_ORDER (content));
    g_assert (!tote_order_update (order, TOTE_ORDER (content)));
    g_assert (tote_order_get_headline (order) != NULL);
  } else if (TOTE_IS_HANDLING (content)) {
    tote_order_update_handling (order, TOTE_HANDLING (content));
    g_assert (!tote_order_update_handling (order, TOTE_HANDLING (content)));
  } else if (TOTE_IS_POSITION (content)) {
    tote_order_set_position (order, TOTE_POSITION (content));
  }
}

static void
read_answer (ToteResource resource, GBytes *bytes)
{
  g_autoptr (ToteResponse) answer = tote_response_new_from_bytes (resource, bytes, NULL);
  GObject *content = answer != NULL ? tote_response_get_content (answer) : NULL;

  if (content == NULL)
    return;

  if (resource == TOTE_RESOURCE_ITEMS)
    merge_items (G_LIST_MODEL (content));
  else if (TOTE_IS_CONVERSATION (content))
    merge_conversation (TOTE_CONVERSATION (content));
  else
    merge_order (content);
}

static void
read_error (GBytes *bytes)
{
  g_autoptr (ToteErrorBody) body = tote_error_body_new (bytes);

  g_assert (body->message == NULL || g_utf8_validate (body->message, -1, NULL));
}

/* Whatever the pieces, the scan says the same; and what it lets pass is JSON to the parser too. */
static void
read_pieces (GBytes *bytes, gsize piece)
{
  gsize size = g_bytes_get_size (bytes);
  guint8 *whole = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  g_autofree guint8 *pieces = g_memdup2 (whole, size);
  g_autoptr (GBytes) scanned = g_bytes_new_take (whole, size);
  g_autoptr (JsonNode) root = NULL;
  gsize seen = MIN (piece, size);
  gboolean good, good_in_pieces;
  ToteJsonScan scan;

  tote_json_scan_init (&scan);
  good = tote_json_scan_feed (&scan, whole, size, NULL) && tote_json_scan_end (&scan, NULL);

  tote_json_scan_init (&scan);
  good_in_pieces = tote_json_scan_feed (&scan, pieces, seen, NULL);
  while (good_in_pieces && seen < size) {
    seen = MIN (seen + piece, size);
    good_in_pieces = tote_json_scan_feed (&scan, pieces, seen, NULL);
  }
  good_in_pieces = good_in_pieces && tote_json_scan_end (&scan, NULL);

  if (size >= 3 && whole[0] != 0xef && piece >= 3)
    g_assert (good == good_in_pieces);
  if (!good)
    return;

  /* Bytes that are no UTF-8 are mended: what was scanned can be read. */
  root = tote_json_parse (scanned, NULL);
  g_assert (root != NULL);
}

/* These come through the client, which scans what it reads. */
static void
read_grant (GBytes *bytes)
{
  gsize size = g_bytes_get_size (bytes);
  guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  g_autoptr (GBytes) scanned = g_bytes_new_take (data, size);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (ToteTokenResponse) grant = NULL;
  g_autoptr (ToteMessage) receipt = NULL;
  g_autoptr (ToteOrder) order = tote_order_new ("x");
  ToteJsonScan scan;

  tote_json_scan_init (&scan);
  if (tote_json_scan_feed (&scan, data, size, NULL) && tote_json_scan_end (&scan, NULL))
    root = tote_json_parse (scanned, NULL);
  if (root == NULL)
    return;

  grant = tote_token_response_new_from_json (json_node_get_object (root), G_TIME_SPAN_DAY, NULL);
  if (grant != NULL)
    tote_token_response_is_fresh (grant, G_MAXINT64);
  receipt = tote_decode_receipt (json_node_get_object (root), "x");
  if (receipt != NULL)
    tote_order_set_chat_zone (order, tote_message_get_time_zone (receipt));
}

static void
read_picture (GBytes *bytes)
{
  TotePictureFacts facts;

  tote_picture_check (bytes, &tote_picture_limits, &facts, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = NULL;
  guint which;

  if (size < 2)
    return 0;

  which = (guint) (data[0] - 'a') % (TOTE_N_RESOURCES + 4);
  bytes = g_bytes_new (data + 1, size - 1);
  if (which < TOTE_N_RESOURCES)
    read_answer ((ToteResource) which, bytes);
  else if (which == TOTE_N_RESOURCES)
    read_error (bytes);
  else if (which == TOTE_N_RESOURCES + 1)
    read_pieces (bytes, 1 + data[1] % 16);
  else if (which == TOTE_N_RESOURCES + 2)
    read_grant (bytes);
  else
    read_picture (bytes);

  return 0;
}
