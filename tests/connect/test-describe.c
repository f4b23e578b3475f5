/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-describe.h"

#include "test-support.h"
#include "tote-conversation.h"
#include "tote-instruction.h"
#include "tote-order.h"

/* All of an answer in one line of text, so that two dialects can be compared at a glance. What is
 * absent is left out. */

static void
add (GString *text, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s%s=%s", text->len > 0 ? " " : "", name, value);
}

static void
add_flag (GString *text, const char *name, gboolean value)
{
  if (value)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", name);
}

/* What only bindings ask for. */
static void
add_property (GString *text, const char *name, gpointer object, const char *property)
{
  g_autofree char *value = NULL;

  g_object_get (object, property, &value, NULL);
  add (text, name, value);
}

static void
add_time (GString *text, const char *name, GDateTime *value)
{
  g_autofree char *iso = value != NULL ? g_date_time_format_iso8601 (value) : NULL;

  add (text, name, iso);
}

static void
add_position (GString *text, TotePosition *position)
{
  if (position != NULL)
    g_string_append_printf (text, "%sat=%.7f,%.7f", text->len > 0 ? " " : "",
                            tote_position_get_latitude (position),
                            tote_position_get_longitude (position));
}

static void
describe_order (GString *text, ToteOrder *order)
{
  add (text, "id", tote_order_get_id (order));
  add (text, "state", tote_order_get_state (order));
  add (text, "type", tote_order_get_fulfillment_word (order));
  add_time (text, "created", tote_order_get_created_at (order));
  add_time (text, "from", tote_order_get_window_starts_at (order));
  add_time (text, "to", tote_order_get_window_ends_at (order));
  add_property (text, "category", order, "pickup-category");
}

static void
describe_product (GString *text, ToteProduct *product)
{
  add (text, "name", tote_product_get_name (product));
  add (text, "quantity", tote_product_get_quantity (product));
  add (text, "unit", tote_product_get_unit (product));
  add (text, "image", tote_product_get_image_url (product));
}

static void
describe_item (GString *text, ToteItem *item)
{
  add (text, "id", tote_item_get_id (item));
  add (text, "status", tote_item_get_status (item));
  add_property (text, "decision", item, "replacement-status");
  describe_product (text, tote_item_get_product (item));
  if (tote_item_get_replacement (item) != NULL) {
    g_string_append (text, " →");
    describe_product (text, tote_item_get_replacement (item));
  }
}

static void
describe_handling (GString *text, ToteHandling *handling)
{
  add (text, "state", tote_handling_get_state (handling));
  add_property (text, "line1", handling, "address-line-1");
  add_property (text, "line2", handling, "address-line-2");
  add_property (text, "city", handling, "locality");
  add_property (text, "area", handling, "administrative-area");
  add_property (text, "code", handling, "postal-code");
  add_property (text, "country", handling, "country-code");
  add_position (text, tote_handling_get_position (handling));
  add (text, "shopper", tote_handling_get_shopper_name (handling));
  add (text, "picture", tote_handling_get_shopper_image_url (handling));
  add (text, "phone", tote_handling_get_shopper_phone (handling));
  add (text, "dropoff", tote_handling_get_dropoff_location (handling));
  add (text, "notes", tote_handling_get_notes (handling));
  add (text, "instructions", tote_handling_get_instructions (handling));
  add_flag (text, "unattended", tote_handling_get_leave_unattended (handling));
  add_flag (text, "alcoholic", tote_handling_get_alcoholic (handling));
  add_flag (text, "certified", tote_handling_get_certified_delivery (handling));
}

static void
describe_message (GString *text, ToteMessage *message)
{
  static const char *const names[] = { "system", "customer", "shopper" };

  add (text, "id", tote_message_get_id (message));
  add (text, "from", names[tote_message_get_from (message)]);
  add_time (text, "created", tote_message_get_created_at (message));
  add (text, "body", tote_message_get_body (message));
  add (text, "image", tote_message_get_image_url (message));
  if (tote_message_get_has_read_state (message))
    add_flag (text, tote_message_get_read (message) ? "read" : "unread", TRUE);
  add_time (text, "read-at", tote_message_get_read_at (message));
}

static void
describe_messages (GString *text, GPtrArray *messages)
{
  guint i;

  for (i = 0; i < messages->len; i++) {
    g_string_append (text, text->len > 0 ? " |" : "");
    describe_message (text, messages->pdata[i]);
  }
}

static void
describe_conversation (GString *text, ToteConversation *conversation)
{
  add_flag (text, "expired", tote_conversation_get_expired (conversation));
  add (text, "shopper", tote_conversation_get_shopper_name (conversation));
  add (text, "picture", tote_conversation_get_shopper_image_url (conversation));
  describe_messages (text, tote_conversation_get_messages (conversation));
  describe_messages (text, tote_conversation_get_notices (conversation));
}

static void
describe_instruction (GString *text, ToteInstruction *instruction)
{
  guint i;

  add_property (text, "category", instruction, "category");
  add_property (text, "text", instruction, "text");
  for (i = 0; i < tote_instruction_get_n_images (instruction); i++) {
    add (text, "image", tote_instruction_get_image_url (instruction, i));
    add (text, "shows", tote_instruction_get_image_description (instruction, i));
  }
}

static void
describe_vehicle (GString *text, ToteVehicle *vehicle)
{
  add (text, "model", tote_vehicle_get_model (vehicle));
  add (text, "type", tote_vehicle_get_vehicle_type (vehicle));
  add (text, "plate", tote_vehicle_get_license_plate (vehicle));
  add (text, "color", tote_vehicle_get_color (vehicle));
}

static void describe (GString *text, gpointer object);

static void
describe_list (GString *text, GListModel *list)
{
  guint i;

  for (i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (GObject) object = g_list_model_get_item (list, i);

    g_string_append (text, text->len > 0 ? " |" : "");
    describe (text, object);
  }
}

static void
describe (GString *text, gpointer object)
{
  if (object == NULL)
    g_string_append (text, "nothing");
  else if (TOTE_IS_ORDER (object))
    describe_order (text, object);
  else if (TOTE_IS_ITEM (object))
    describe_item (text, object);
  else if (TOTE_IS_HANDLING (object))
    describe_handling (text, object);
  else if (TOTE_IS_POSITION (object))
    add_position (text, object);
  else if (TOTE_IS_CONVERSATION (object))
    describe_conversation (text, object);
  else if (TOTE_IS_INSTRUCTION (object))
    describe_instruction (text, object);
  else if (TOTE_IS_VEHICLE (object))
    describe_vehicle (text, object);
  else
    describe_list (text, G_LIST_MODEL (object));
}

char *
test_describe (ToteResponse *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);

  describe (text, tote_response_get_content (answer));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
test_assert_describes (ToteResource resource, const char *json, const char *expected)
{
  g_autoptr (ToteResponse) answer = test_decode (resource, json);
  g_autofree char *text = test_describe (answer);

  g_assert_cmpstr (text, ==, expected);
}
