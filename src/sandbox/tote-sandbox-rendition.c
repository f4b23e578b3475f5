/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-dialect.h"

#include "tote-sandbox-simulation.h"
#include "tote-sandbox-world.h"

#include <math.h>

/* The rendition dialect: the words of the published OpenAPI rendition, and no member less. */

static const char *const status_words[] = { "pending", "found", "replaced", "refunded" };
static const char *const decision_words[] = { NULL, "PENDING", "APPROVED", "REJECTED" };
static const char *const type_words[] = { "delivery", "pickup", "last_mile" };

/* It has seven words for states; whatever lies between shopping and the road is staging. */
static const char *
get_status (ToteSandboxOrder *order)
{
  static const char *const staging[] = { "checkout",
                                         "bags_check",
                                         "staged",
                                         "staged_for_delivery",
                                         "waiting_for_delivery",
                                         "acknowledged_for_delivery",
                                         "at_store",
                                         "bags_verified",
                                         "ready_for_pickup",
                                         "user_at_store",
                                         "runner_awaiting",
                                         "runner_acknowledged",
                                         NULL };

  if (g_strv_contains (staging, order->state))
    return "staging";
  if (tote_sandbox_order_is (order, "verifying_replacements"))
    return "picking";
  return tote_sandbox_order_is (order, "rescheduled") ? "brand_new" : order->state;
}

static const char *
get_line_status (const ToteSandboxLine *line)
{
  if (line->status == TOTE_SANDBOX_LINE_REPLACED &&
      line->decision == TOTE_SANDBOX_DECISION_REJECTED)
    return "refunded";

  return status_words[line->status];
}

static JsonObject *
new_replacement (const ToteSandboxLine *line)
{
  JsonObject *object = json_object_new ();
  const ToteSandboxProduct *product = line->replacement;
  g_autofree char *id =
      g_strconcat ("prd-", product->rrc != NULL ? product->rrc : product->upc, NULL);

  json_object_set_string_member (object, "product_name", product->name);
  json_object_set_string_member (object, "product_id", id);
  json_object_set_int_member (object, "quantity", (gint64) ceil (line->replacement_quantity));
  return object;
}

static JsonObject *
new_line (const ToteSandboxLine *line)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", line->id);
  json_object_set_string_member (object, "product_name", line->product->name);
  json_object_set_int_member (object, "quantity", (gint64) ceil (line->quantity));
  json_object_set_string_member (object, "status", get_line_status (line));
  if (line->replacement != NULL)
    json_object_set_object_member (object, "replacement", new_replacement (line));
  if (line->decision != TOTE_SANDBOX_DECISION_NONE)
    json_object_set_string_member (object, "replacement_status", decision_words[line->decision]);
  return object;
}

static JsonObject *
new_address (gboolean store)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "address_line_1",
                                 store ? TOTE_SANDBOX_STORE_STREET : TOTE_SANDBOX_HOME_STREET);
  json_object_set_string_member (object, "address_line_2", "");
  json_object_set_string_member (object, "city", TOTE_SANDBOX_CITY);
  json_object_set_string_member (object, "state", TOTE_SANDBOX_STATE);
  json_object_set_string_member (object, "postal_code", TOTE_SANDBOX_POSTAL_CODE);
  return object;
}

/* The member is always there; as long as there is nobody it says so with empty text. */
static JsonObject *
new_shopper (ToteSandboxOrder *order)
{
  gboolean known = order->shopper_id != 0 && !order->shopper_data_removed;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", known ? TOTE_SANDBOX_SHOPPER_NAME : "");
  json_object_set_string_member (object, "phone_number", known ? "+1 618-555-01**" : "");
  return object;
}

/**
 * tote_sandbox_rendition_items:
 *
 * Returns: (transfer full): OrderItemsResponse
 */
JsonObject *
tote_sandbox_rendition_items (ToteSandboxCall *call)
{
  GPtrArray *lines = call->order->lines;
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_sized_new (lines->len);

  for (guint i = 0; i < lines->len; i++)
    json_array_add_object_element (array, new_line (lines->pdata[i]));
  json_object_set_array_member (object, "items", array);
  return object;
}

/**
 * tote_sandbox_rendition_handling:
 *
 * Returns: (transfer full): OrderHandlingResponse
 */
JsonObject *
tote_sandbox_rendition_handling (ToteSandboxCall *call)
{
  ToteSandboxOrder *order = call->order;
  gboolean store = order->type == TOTE_SANDBOX_FULFILLMENT_PICKUP;
  JsonObject *object = json_object_new ();
  JsonObject *coordinates = json_object_new ();
  ToteSandboxPlace place = store ? tote_sandbox_world_get_store () : tote_sandbox_world_get_home ();

  json_object_set_string_member (object, "order_id", order->id);
  json_object_set_string_member (object, "status", get_status (order));
  json_object_set_object_member (object, "address", new_address (store));
  json_object_set_double_member (coordinates, "latitude", place.latitude);
  json_object_set_double_member (coordinates, "longitude", place.longitude);
  json_object_set_object_member (object, "coordinates", coordinates);
  json_object_set_object_member (object, "shopper", new_shopper (order));
  json_object_set_string_member (object, "notes",
                                 store ? "Bags are kept cold until you arrive" : "Ring the bell");
  return object;
}

/**
 * tote_sandbox_rendition_message:
 * @message: a message
 *
 * Returns: (transfer full): ChatMessage
 */
JsonObject *
tote_sandbox_rendition_message (const ToteSandboxMessage *message)
{
  g_autofree char *id = g_strdup_printf ("m-%" G_GINT64_FORMAT, message->id);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "sender", message->from_customer ? "customer" : "shopper");
  json_object_set_string_member (object, "body", message->body);
  tote_sandbox_set_time (object, "created_at", message->created_at);
  return object;
}

/**
 * tote_sandbox_rendition_chat:
 *
 * Returns: (transfer full): ChatMessagesResponse
 */
JsonObject *
tote_sandbox_rendition_chat (ToteSandboxCall *call)
{
  ToteSandboxOrder *order = call->order;
  gboolean expired = tote_sandbox_order_is_chat_expired (order, tote_sandbox_call_now (call));
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < order->chat->messages->len && !expired; i++)
    json_array_add_object_element (
        array, tote_sandbox_rendition_message (order->chat->messages->pdata[i]));
  json_object_set_array_member (object, "messages", array);
  return object;
}

/**
 * tote_sandbox_rendition_decision:
 * @line: a line just decided
 *
 * Returns: (transfer full): ReplacementResponse
 */
JsonObject *
tote_sandbox_rendition_decision (const ToteSandboxLine *line)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", line->id);
  json_object_set_string_member (object, "replacement_status", decision_words[line->decision]);
  return object;
}

static JsonArray *
new_fulfillment_items (ToteSandboxOrder *order)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < order->lines->len; i++) {
    const ToteSandboxLine *line = order->lines->pdata[i];
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "product_id", line->id);
    json_object_set_string_member (object, "upc",
                                   line->product->upc != NULL ? line->product->upc : "");
    json_object_set_string_member (object, "name", line->product->name);
    json_object_set_int_member (object, "quantity", (gint64) ceil (line->quantity));
    json_object_set_string_member (object, "status", get_line_status (line));
    json_array_add_object_element (array, object);
  }
  return array;
}

/**
 * tote_sandbox_rendition_fulfillment:
 * @order: an order
 *
 * Returns: (transfer full): the retailer's view of it
 */
JsonObject *
tote_sandbox_rendition_fulfillment (ToteSandboxOrder *order)
{
  g_autoptr (GDateTime) day =
      g_date_time_new_from_unix_utc (order->window_starts_at / G_USEC_PER_SEC);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
  JsonObject *object = json_object_new ();
  JsonObject *option = json_object_new ();
  JsonObject *store = json_object_new ();

  json_object_set_string_member (option, "id", "so-19");
  json_object_set_string_member (option, "date", date);
  tote_sandbox_set_time (option, "window_starts_at", order->window_starts_at);
  tote_sandbox_set_time (option, "window_ends_at", order->window_ends_at);
  json_object_set_string_member (option, "fulfillment_type", type_words[order->type]);
  json_object_set_string_member (store, "id", "st-0417");
  json_object_set_string_member (store, "name", TOTE_SANDBOX_STORE_NAME);
  json_object_set_string_member (object, "id", order->id);
  json_object_set_string_member (object, "status", get_status (order));
  tote_sandbox_set_time (object, "created_at", order->created_at);
  json_object_set_string_member (object, "fulfillment_type", type_words[order->type]);
  json_object_set_object_member (object, "service_option", option);
  json_object_set_object_member (object, "store", store);
  json_object_set_array_member (object, "items", new_fulfillment_items (order));
  return object;
}
