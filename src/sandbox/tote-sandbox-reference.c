/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-dialect.h"

#include "tote-sandbox-simulation.h"
#include "tote-sandbox-world.h"

#include <string.h>

/* The reference dialect: the words of the tutorials and of the reference pages. */

static const char *const status_words[] = { "NOT_PICKED", "FOUND", "REPLACED", "TO_REFUND" };
static const char *const decision_words[] = { "SUBSTITUTION_STATUS_UNSPECIFIED", "PENDING",
                                              "APPROVED", "REJECTED" };

static void
set_url (JsonObject *object, const char *name, ToteSandboxPlatform *platform, const char *path)
{
  g_autofree char *url = g_strconcat (platform->url, path, NULL);

  json_object_set_string_member (object, name, url);
}

static JsonObject *
new_item (ToteSandboxPlatform *platform, const ToteSandboxProduct *product, double quantity)
{
  g_autofree char *path = g_strdup_printf ("/pictures/%s.png", product->picture);
  g_autofree char *text = tote_sandbox_format_quantity (quantity);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", product->name);
  set_url (object, "image_url", platform, path);
  json_object_set_string_member (object, "quantity", text);
  json_object_set_string_member (object, "cost_unit", product->by_weight ? "LB" : "EACH");
  return object;
}

static JsonObject *
new_line (ToteSandboxPlatform *platform, const ToteSandboxLine *line)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", line->id);
  json_object_set_string_member (object, "replacement_status", decision_words[line->decision]);
  json_object_set_string_member (object, "status", status_words[line->status]);
  json_object_set_string_member (object, "line_num", line->line_num);
  json_object_set_object_member (object, "item",
                                 new_item (platform, line->product, line->quantity));
  if (line->replacement != NULL)
    json_object_set_object_member (
        object, "replacement", new_item (platform, line->replacement, line->replacement_quantity));
  return object;
}

static JsonObject *
new_address (gboolean store)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "address_line_1",
                                 store ? TOTE_SANDBOX_STORE_STREET : TOTE_SANDBOX_HOME_STREET);
  json_object_set_string_member (object, "locality", TOTE_SANDBOX_CITY);
  json_object_set_string_member (object, "administrative_area", TOTE_SANDBOX_STATE);
  json_object_set_string_member (object, "postal_code", TOTE_SANDBOX_POSTAL_CODE);
  json_object_set_string_member (object, "country_code", "US");
  return object;
}

static JsonObject *
new_shopper (ToteSandboxPlatform *platform)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "first_name", TOTE_SANDBOX_SHOPPER_NAME);
  set_url (object, "avatar_url", platform, "/pictures/shopper.png");
  return object;
}

static JsonObject *
new_chat_user (gint64 id, const char *name, ToteSandboxPlatform *platform, const char *picture)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", id);
  json_object_set_string_member (object, "display_name", name);
  if (picture != NULL)
    set_url (object, "avatar_url", platform, picture);
  else
    json_object_set_null_member (object, "avatar_url");
  return object;
}

static JsonObject *
new_chat_shopper (ToteSandboxCall *call)
{
  return new_chat_user (call->order->shopper_id, TOTE_SANDBOX_SHOPPER_NAME, call->platform,
                        "/pictures/shopper.png");
}

static JsonObject *
new_metadata (ToteSandboxCall *call, gboolean expired)
{
  ToteSandboxOrder *order = call->order;
  JsonObject *object = json_object_new ();
  JsonArray *shoppers = json_array_new ();

  json_object_set_boolean_member (object, "is_expired", expired);
  json_object_set_object_member (
      object, "customer", new_chat_user (order->customer_number, "Customer", call->platform, NULL));
  if (order->shopper_id != 0) {
    json_object_set_object_member (object, "current_shopper", new_chat_shopper (call));
    json_array_add_object_element (shoppers, new_chat_shopper (call));
  } else {
    json_object_set_null_member (object, "current_shopper");
  }
  json_object_set_array_member (object, "shoppers", shoppers);
  return object;
}

static JsonObject *
new_message (ToteSandboxCall *call, const ToteSandboxMessage *message)
{
  ToteSandboxOrder *order = call->order;
  gboolean mine = message->from_customer;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", message->id);
  json_object_set_int_member (object, "order_id", order->serial);
  tote_sandbox_set_time (object, "created_at", message->created_at);
  json_object_set_int_member (object, "recipient_id",
                              mine ? order->shopper_id : order->customer_number);
  json_object_set_string_member (object, "recipient_type", mine ? "driver" : "user");
  json_object_set_int_member (object, "sender_id",
                              mine ? order->customer_number : order->shopper_id);
  json_object_set_string_member (object, "sender_type", mine ? "user" : "driver");
  json_object_set_boolean_member (object, "read", message->read_at != 0);
  if (message->read_at != 0)
    tote_sandbox_set_time (object, "read_at", message->read_at);
  json_object_set_string_member (object, "body", message->body);
  if (message->image != NULL)
    set_url (object, "image", call->platform, message->image);
  return object;
}

static JsonArray *
new_notices (ToteSandboxOrder *order, gboolean expired)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < order->chat->notices->len && !expired; i++) {
    const ToteSandboxNotice *notice = order->chat->notices->pdata[i];
    JsonObject *object = json_object_new ();

    json_object_set_int_member (object, "id", notice->id);
    tote_sandbox_set_time (object, "created_at", notice->created_at);
    json_object_set_string_member (object, "type", notice->type);
    json_object_set_string_member (object, "body", notice->body);
    json_array_add_object_element (array, object);
  }
  return array;
}

/* The states a fulfillment order is known to have (contract section 6). */
static const char *
get_fulfillment_status (ToteSandboxOrder *order)
{
  static const char *const words[] = { "brand_new", "acknowledged", "picking",     "delivering",
                                       "delivered", "canceled",     "rescheduled", NULL };

  if (g_strv_contains (words, order->state))
    return order->state;
  return tote_sandbox_order_is (order, "verifying_replacements") ? "picking" : "staged";
}

/**
 * tote_sandbox_set_time:
 * @object: a JSON object
 * @name: a member
 * @wall: microseconds since 1970
 */
void
tote_sandbox_set_time (JsonObject *object, const char *name, gint64 wall)
{
  g_autofree char *text = tote_sandbox_format_time (wall);

  json_object_set_string_member (object, name, text);
}

/**
 * tote_sandbox_reference_order:
 *
 * Returns: (transfer full): contract 3.1
 */
JsonObject *
tote_sandbox_reference_order (ToteSandboxCall *call)
{
  ToteSandboxOrder *order = call->order;
  JsonObject *object = json_object_new ();
  JsonObject *details = json_object_new ();

  tote_sandbox_set_time (details, "window_starts_at", order->window_starts_at);
  tote_sandbox_set_time (details, "window_ends_at", order->window_ends_at);
  json_object_set_string_member (object, "id", order->id);
  tote_sandbox_set_time (object, "creation_date", order->created_at);
  json_object_set_string_member (object, "workflow_state", order->state);
  json_object_set_string_member (object, "fulfillment_type",
                                 tote_sandbox_order_get_type_word (order));
  json_object_set_object_member (object, "fulfillment_details", details);
  if (order->type == TOTE_SANDBOX_FULFILLMENT_PICKUP)
    json_object_set_string_member (object, "pickup_category", "curbside");
  return object;
}

/**
 * tote_sandbox_reference_items:
 *
 * Returns: (transfer full): contract 3.2
 */
JsonObject *
tote_sandbox_reference_items (ToteSandboxCall *call)
{
  GPtrArray *lines = call->order->lines;
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_sized_new (lines->len);

  for (guint i = 0; i < lines->len; i++)
    json_array_add_object_element (array, new_line (call->platform, lines->pdata[i]));
  json_object_set_array_member (object, "line_items", array);
  return object;
}

/**
 * tote_sandbox_reference_handling:
 *
 * Returns: (transfer full): contract 3.4
 */
JsonObject *
tote_sandbox_reference_handling (ToteSandboxCall *call)
{
  ToteSandboxOrder *order = call->order;
  gboolean store = order->type == TOTE_SANDBOX_FULFILLMENT_PICKUP;
  JsonObject *object = json_object_new ();
  JsonObject *coordinates = json_object_new ();
  ToteSandboxPlace place = store ? tote_sandbox_world_get_store () : tote_sandbox_world_get_home ();

  json_object_set_object_member (object, "address", new_address (store));
  json_object_set_double_member (coordinates, "latitude", place.latitude);
  json_object_set_double_member (coordinates, "longitude", place.longitude);
  json_object_set_object_member (object, "coordinates", coordinates);
  if (order->shopper_id != 0 && !order->shopper_data_removed)
    json_object_set_object_member (object, "shopper", new_shopper (call->platform));
  json_object_set_string_member (object, "dropoff_location", store ? "" : "Front door");
  json_object_set_string_member (object, "notes", "");
  json_object_set_string_member (object, "instructions",
                                 store ? "Bags are kept cold until you arrive" : "Ring the bell");
  json_object_set_boolean_member (object, "leave_unattended", FALSE);
  json_object_set_boolean_member (object, "alcoholic", !store);
  json_object_set_boolean_member (object, "certified_delivery", FALSE);
  return object;
}

/**
 * tote_sandbox_reference_chat:
 * @with_notices: whether the notices are asked for as well
 *
 * Returns: (transfer full): contract 3.6, or 3.7 with the notices
 */
JsonObject *
tote_sandbox_reference_chat (ToteSandboxCall *call, gboolean with_notices)
{
  ToteSandboxOrder *order = call->order;
  gboolean expired = tote_sandbox_order_is_chat_expired (order, tote_sandbox_call_now (call));
  JsonObject *object = json_object_new ();
  JsonArray *messages = json_array_new ();

  for (guint i = 0; i < order->chat->messages->len && !expired; i++)
    json_array_add_object_element (messages, new_message (call, order->chat->messages->pdata[i]));

  json_object_set_array_member (object, "chat_messages", messages);
  if (with_notices)
    json_object_set_array_member (object, "lifecycle_messages", new_notices (order, expired));
  json_object_set_object_member (object, "metadata", new_metadata (call, expired));
  return object;
}

/**
 * tote_sandbox_reference_receipt:
 * @message: what was stored
 *
 * The store is where the machine is.
 *
 * Returns: (transfer full): the answer to a sent text (contract 3.6)
 */
JsonObject *
tote_sandbox_reference_receipt (const ToteSandboxMessage *message)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", message->id);
  json_object_set_string_member (object, "type", "CHAT");
  tote_sandbox_set_time (object, "created_at", message->created_at);
  json_object_set_string_member (object, "timezone", g_time_zone_get_identifier (here));
  return object;
}

/**
 * tote_sandbox_reference_fulfillment:
 * @order: an order
 *
 * Returns: (transfer full): the retailer's view of it (contract section 6)
 */
JsonObject *
tote_sandbox_reference_fulfillment (ToteSandboxOrder *order)
{
  JsonObject *object = json_object_new ();
  JsonObject *details = json_object_new ();

  json_object_set_string_member (details, "store_location", "0417");
  tote_sandbox_set_time (details, "window_starts_at", order->window_starts_at);
  tote_sandbox_set_time (details, "window_ends_at", order->window_ends_at);
  if (order->delivered_at != 0)
    tote_sandbox_set_time (details, "delivered_at", order->delivered_at);
  json_object_set_string_member (object, "id", order->id);
  json_object_set_string_member (object, "status", get_fulfillment_status (order));
  tote_sandbox_set_time (object, "created_at", order->created_at);
  if (order->cancellation_reason != NULL)
    json_object_set_string_member (object, "cancellation_reason", order->cancellation_reason);
  json_object_set_string_member (object, "locale", "en_US");
  json_object_set_object_member (object, "fulfillment_details", details);
  json_object_set_array_member (object, "warnings", json_array_new ());
  json_object_set_array_member (object, "items", json_array_new ());
  return object;
}
