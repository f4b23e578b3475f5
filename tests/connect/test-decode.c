/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-answer.h"

#include "test-describe.h"
#include "test-support.h"
#include "tote-connect-error.h"
#include "tote-conversation.h"
#include "tote-order.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const struct {
  const char *operation;
  ToteResource resource;
} operations[] = {
  { "getOrder", TOTE_RESOURCE_ORDER },
  { "getOrderItems", TOTE_RESOURCE_ITEMS },
  { "getOrderHandling", TOTE_RESOURCE_HANDLING },
  { "getOrderLocation", TOTE_RESOURCE_LOCATION },
  { "getChatMessages", TOTE_RESOURCE_CHAT },
  { "getOrderMessages", TOTE_RESOURCE_ORDER_MESSAGES },
  { "getPickupDetails", TOTE_RESOURCE_PICKUP_DETAILS },
  { "getVehicleInfo", TOTE_RESOURCE_VEHICLE },
};

static int
find_resource (JsonObject *example)
{
  const char *operation = json_object_get_string_member (example, "operation");
  gsize i;

  if (json_object_get_int_member_with_default (example, "http_status", 0) != 200 ||
      strcmp (json_object_get_string_member (example, "kind"), "response") != 0)
    return -1;

  for (i = 0; i < G_N_ELEMENTS (operations); i++)
    if (strcmp (operations[i].operation, operation) == 0)
      return (int) operations[i].resource;

  return -1;
}

/* Every file the index names as the answer to a read is one. */
static void
test_index (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *index = g_build_filename (g_getenv ("TOTE_TEST_DATA"), "index.json", NULL);
  g_autoptr (GError) error = NULL;
  JsonArray *examples;
  guint i, n = 0;

  json_parser_load_from_file (parser, index, &error);
  g_assert_no_error (error);
  examples = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                           "examples");

  for (i = 0; i < json_array_get_length (examples); i++) {
    JsonObject *example = json_array_get_object_element (examples, i);
    int resource = find_resource (example);
    g_autoptr (ToteAnswer) answer = NULL;
    g_autofree char *text = NULL;

    if (resource < 0)
      continue;

    answer =
        test_decode_file ((ToteResource) resource, json_object_get_string_member (example, "file"));
    text = test_describe (answer);
    g_test_message ("%s: %s", json_object_get_string_member (example, "file"), text);
    n++;
  }
  g_assert_cmpuint (n, >=, 45);
}

#define PEARS "name=Bartlett Pears quantity=6 unit=EACH image=https://img.example.com/p/pears.png"
#define TOMAS "shopper=Tomas picture=https://img.example.com/s/tomas.png"
#define MESSAGES                                                                                   \
  "id=880011 from=shopper sender=23728311 created=2026-03-14T17:04:09Z "                           \
  "body=Hello Mara, Tomas here, I am starting with the produce. read "                             \
  "read-at=2026-03-14T17:04:40Z | "                                                                \
  "id=880014 from=customer sender=50113377 created=2026-03-14T17:05:02Z "                          \
  "body=Thanks! Firm pears if there are any. read read-at=2026-03-14T17:05:15Z | "                 \
  "id=880020 from=shopper sender=23728311 created=2026-03-14T17:12:48Z "                           \
  "body=The barista oat drink is gone, is this one fine? "                                         \
  "image=https://img.example.com/chat/880020.jpg unread"
#define ADDRESS "line1=1418 Juniper Hollow Ln line2=Unit 3 city=Cedar Falls area=IA code=50613"

/* Some of them, down to the last member. */
static const struct {
  const char *file;
  ToteResource resource;
  const char *expected;
} bodies[] = {
  { "ref_order_pickup_with_category.json", TOTE_RESOURCE_ORDER,
    "id=MKT-2026-000902 state=ready_for_pickup type=pickup created=2026-03-14T15:40:00Z "
    "from=2026-03-14T21:00:00Z to=2026-03-14T22:00:00Z category=curbside" },
  { "edge_nulls.json", TOTE_RESOURCE_ORDER,
    "id=MKT-2026-000871 state=picking type=delivery created=2026-03-14T14:02:11Z "
    "from=2026-03-14T17:00:00Z to=2026-03-14T19:00:00Z" },
  { "edge_unknown_members_and_values.json", TOTE_RESOURCE_ORDER,
    "id=MKT-2026-000871 state=drone_inbound type=drone created=2026-03-14T14:02:11.482000Z "
    "from=2026-03-14T17:00:00Z to=2026-03-14T19:00:00Z" },
  { "ref_items_tutorial_case.json", TOTE_RESOURCE_ITEMS,
    "id=7c1e-01 status=not_picked decision=SUBSTITUTION_STATUS_UNSPECIFIED " PEARS
    " | id=7c1e-02 status=found decision=SUBSTITUTION_STATUS_UNSPECIFIED name=Seeded Rye Loaf "
    "quantity=1 unit=EACH image=https://img.example.com/p/rye.png" },
  { "edge_items_mixed_types.json", TOTE_RESOURCE_ITEMS,
    "id=li-01 status=Found name=Kale “Lacinato” 🥬 quantity=1 unit=each | "
    "id=li-02 status=SHELF_CHECK name=Almonds, loose quantity=0.75 unit=kg" },
  { "edge_items_empty.json", TOTE_RESOURCE_ITEMS, "" },
  { "oas_items_picking.json", TOTE_RESOURCE_ITEMS,
    "id=oi-1 status=found name=Bartlett Pears quantity=6 | "
    "id=oi-2 status=replaced decision=PENDING name=Oat Drink Barista 1 L quantity=2 → "
    "name=Oat Drink Original 1 L quantity=2 | "
    "id=oi-3 status=pending name=Seeded Rye Loaf quantity=1 | "
    "id=oi-4 status=not_found name=Fresh Basil Bunch quantity=1" },
  { "ref_handling_delivery.json", TOTE_RESOURCE_HANDLING,
    ADDRESS " country=US at=42.5349124,-92.4455031 " TOMAS
            " dropoff=Side porch notes=Gate code 4471 instructions=Please ring twice alcoholic "
            "certified" },
  { "ref_handling_no_shopper.json", TOTE_RESOURCE_HANDLING,
    ADDRESS " country=US at=42.5349124,-92.4455031 unattended" },
  { "oas_handling_delivering.json", TOTE_RESOURCE_HANDLING,
    "state=delivering " ADDRESS " at=42.5349124,-92.4455031 shopper=Tomas "
    "phone=+1 319-555-01** notes=Gate code 4471" },
  { "ref_location.json", TOTE_RESOURCE_LOCATION, "at=42.5268003,-92.4509977" },
  { "ref_location_empty.json", TOTE_RESOURCE_LOCATION, "nothing" },
  { "ref_chat_messages.json", TOTE_RESOURCE_CHAT, TOMAS " | " MESSAGES },
  { "ref_chat_before_shopper.json", TOTE_RESOURCE_CHAT, "" },
  { "ref_chat_expired.json", TOTE_RESOURCE_CHAT, "expired " TOMAS },
  { "edge_chat_big_ids.json", TOTE_RESOURCE_CHAT,
    "id=9007199254740993 from=system sender=23728311 created=2026-03-14T17:04:09Z "
    "body=Zeile eins\nZeile zwei — äöü unread" },
  { "oas_chat_messages.json", TOTE_RESOURCE_CHAT,
    "id=m-880011 from=shopper created=2026-03-14T17:04:09Z body=Hello Mara, Tomas here. | "
    "id=m-880014 from=customer created=2026-03-14T17:05:02Z body=Firm pears if there are any." },
  { "ref_order_messages.json", TOTE_RESOURCE_ORDER_MESSAGES,
    TOMAS " | " MESSAGES " | id=notice:41 from=system created=2026-03-14T17:04:00Z "
          "body=Tomas has begun shopping | id=notice:42 from=system "
          "created=2026-03-14T17:12:40Z body=Oat Drink Barista 1 L was swapped for Oat Drink "
          "Original 1 L" },
  { "ref_pickup_details.json", TOTE_RESOURCE_PICKUP_DETAILS,
    "category=curbside text=Park in bays 1 to 6 on the north side and press I am here. "
    "image=https://img.example.com/store/north-bays.jpg shows=North side bays | "
    "category=in_store text=Go to the service desk by entrance B." },
  { "ref_vehicle_response.json", TOTE_RESOURCE_VEHICLE,
    "model=Fjord Wagon type=suv plate=KLD 402 color=silver" },
  { "ref_vehicle_none.json", TOTE_RESOURCE_VEHICLE, "nothing" },
};

static void
test_bodies (void)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (ToteAnswer) answer = test_decode_file (bodies[i].resource, bodies[i].file);
    g_autofree char *text = test_describe (answer);

    g_assert_cmpstr (text, ==, bodies[i].expected);
  }
}

/* The rows of “Two dialects” that a decoder has a part in: the one and the other come out the same.
 * Rows 1, 14, 15 and 26 to 28 are in the tests of client and errors; 29 to 33 are none of ours. */
static const struct {
  const char *row;
  ToteResource resource;
  const char *reference;
  const char *rendition;
  const char *expected;
} dialects[] = {
  { "2, in the order", TOTE_RESOURCE_ORDER, "{\"id\":\"A\",\"workflow_state\":\"picking\"}",
    "{\"id\":\"A\",\"status\":\"picking\"}", "id=A state=picking" },
  { "2, in handling", TOTE_RESOURCE_HANDLING, "{\"workflow_state\":\"delivering\"}",
    "{\"status\":\"delivering\"}", "state=delivering" },
  { "3", TOTE_RESOURCE_ORDER, "{\"workflow_state\":\"staging\"}", "{\"status\":\"staging\"}",
    "state=staging" },
  { "4", TOTE_RESOURCE_ORDER, "{\"id\":\"A\",\"creation_date\":\"2026-03-14T14:02:11Z\"}",
    "{\"id\":\"A\",\"created_at\":\"2026-03-14T14:02:11Z\"}", "id=A created=2026-03-14T14:02:11Z" },
  { "5", TOTE_RESOURCE_ORDER,
    "{\"id\":\"A\",\"fulfillment_details\":{\"window_starts_at\":\"2026-03-14T17:00:00Z\","
    "\"window_ends_at\":\"2026-03-14T19:00:00Z\"}}",
    "{\"id\":\"A\",\"service_option\":{\"window_starts_at\":\"2026-03-14T17:00:00Z\","
    "\"window_ends_at\":\"2026-03-14T19:00:00Z\"}}",
    "id=A from=2026-03-14T17:00:00Z to=2026-03-14T19:00:00Z" },
  { "7 to 9", TOTE_RESOURCE_ITEMS,
    "{\"line_items\":[{\"id\":\"1\",\"item\":{\"name\":\"Pears\",\"quantity\":\"6.0\"}}]}",
    "{\"items\":[{\"id\":\"1\",\"product_name\":\"Pears\",\"quantity\":6}]}",
    "id=1 name=Pears quantity=6" },
  { "12", TOTE_RESOURCE_ITEMS,
    "{\"line_items\":[{\"id\":\"1\",\"item\":{\"name\":\"A\"},\"replacement\":{\"name\":\"B\","
    "\"quantity\":\"2.50\"}}]}",
    "{\"items\":[{\"id\":\"1\",\"product_name\":\"A\",\"replacement\":{\"product_name\":\"B\","
    "\"product_id\":\"prd-5531\",\"quantity\":2.5}}]}",
    "id=1 name=A → name=B quantity=2.5" },
  { "17", TOTE_RESOURCE_HANDLING,
    "{\"address\":{\"locality\":\"Cedar Falls\",\"administrative_area\":\"IA\"}}",
    "{\"address\":{\"city\":\"Cedar Falls\",\"state\":\"IA\"}}", "city=Cedar Falls area=IA" },
  { "18", TOTE_RESOURCE_HANDLING, "{\"shopper\":{\"first_name\":\"Amida\"}}",
    "{\"shopper\":{\"name\":\"Amida\"}}", "shopper=Amida" },
  { "18, other names", TOTE_RESOURCE_HANDLING,
    "{\"shopper\":{\"display_name\":\"Amida\",\"avatar\":\"https://img.example.com/a.png\"}}",
    "{\"shopper\":{\"name\":\"Amida\",\"image_url\":\"https://img.example.com/a.png\"}}",
    "shopper=Amida picture=https://img.example.com/a.png" },
  { "19", TOTE_RESOURCE_HANDLING,
    "{\"notes\":\"Gate code 4471\",\"instructions\":\"\",\"dropoff_location\":\"\","
    "\"leave_unattended\":false,\"alcoholic\":false,\"certified_delivery\":false}",
    "{\"notes\":\"Gate code 4471\"}", "notes=Gate code 4471" },
  { "21 to 23, shopper", TOTE_RESOURCE_CHAT,
    "{\"chat_messages\":[{\"id\":7,\"sender_type\":\"driver\",\"body\":\"Hi\"}],\"metadata\":{}}",
    "{\"messages\":[{\"id\":\"7\",\"sender\":\"shopper\",\"body\":\"Hi\"}]}",
    "id=7 from=shopper body=Hi" },
  { "21 to 23, customer", TOTE_RESOURCE_CHAT,
    "{\"chat_messages\":[{\"id\":7,\"sender_type\":\"user\",\"body\":\"Hi\"}],\"metadata\":{}}",
    "{\"messages\":[{\"id\":\"7\",\"sender\":\"customer\",\"body\":\"Hi\"}]}",
    "id=7 from=customer body=Hi" },
  { "23, neutral", TOTE_RESOURCE_CHAT,
    "{\"chat_messages\":[{\"id\":7,\"sender_type\":\"bot\",\"body\":\"Hi\"}]}",
    "{\"messages\":[{\"id\":\"7\",\"sender\":\"concierge\",\"body\":\"Hi\"}]}",
    "id=7 from=system body=Hi" },
  { "v", TOTE_RESOURCE_CHAT, "{\"chat_messages\":[],\"metadata\":{\"is_expired\":true}}",
    "{\"messages\":[],\"is_expired\":true}", "expired" },
};

static void
test_dialects (void)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (dialects); i++) {
    g_test_message ("row %s", dialects[i].row);
    test_assert_describes (dialects[i].resource, dialects[i].reference, dialects[i].expected);
    test_assert_describes (dialects[i].resource, dialects[i].rendition, dialects[i].expected);
  }
}

static ToteItem *
decode_item (const char *line)
{
  g_autofree char *json = g_strdup_printf ("{\"items\":[{\"id\":\"1\",%s}]}", line);
  g_autoptr (ToteAnswer) answer = test_decode (TOTE_RESOURCE_ITEMS, json);

  return g_list_model_get_item (G_LIST_MODEL (tote_answer_get_content (answer)), 0);
}

/* Rows 11, 13, 16, a, b and c: the words differ, the place on the page is the same. */
static void
test_item_words (void)
{
  static const struct {
    const char *line;
    ToteGroup group;
    ToteDecision decision;
  } cases[] = {
    { "\"status\":\"NOT_PICKED\"", TOTE_GROUP_SHOPPING, TOTE_DECISION_NONE },
    { "\"status\":\"not_picked\"", TOTE_GROUP_SHOPPING, TOTE_DECISION_NONE },
    { "\"status\":\"pending\"", TOTE_GROUP_SHOPPING, TOTE_DECISION_NONE },
    { "\"status\":\"not_found\"", TOTE_GROUP_SHOPPING, TOTE_DECISION_NONE },
    { "\"status\":\"FOUND\"", TOTE_GROUP_FOUND, TOTE_DECISION_NONE },
    { "\"status\":\"found\"", TOTE_GROUP_FOUND, TOTE_DECISION_NONE },
    { "\"status\":\" Found \"", TOTE_GROUP_FOUND, TOTE_DECISION_NONE },
    { "\"status\":\"REPLACED\",\"replacement_status\":\"SUBSTITUTION_STATUS_UNSPECIFIED\"",
      TOTE_GROUP_REPLACED, TOTE_DECISION_NONE },
    { "\"status\":\"replaced\"", TOTE_GROUP_REPLACED, TOTE_DECISION_NONE },
    { "\"status\":\"REPLACED\",\"replacement_status\":\"PENDING\"", TOTE_GROUP_REPLACED,
      TOTE_DECISION_PENDING },
    { "\"status\":\"replaced\",\"replacement_status\":\"pending\"", TOTE_GROUP_REPLACED,
      TOTE_DECISION_PENDING },
    { "\"status\":\"REPLACED\",\"replacement_status\":\"REJECTED\"", TOTE_GROUP_REFUNDED,
      TOTE_DECISION_REJECTED },
    { "\"status\":\"APPROVED\",\"replacement_status\":\"APPROVED\"", TOTE_GROUP_REPLACED,
      TOTE_DECISION_APPROVED },
    { "\"status\":\"REJECTED\",\"replacement_status\":\"REJECTED\"", TOTE_GROUP_REFUNDED,
      TOTE_DECISION_REJECTED },
    { "\"status\":\"TO_REFUND\"", TOTE_GROUP_REFUNDED, TOTE_DECISION_NONE },
    { "\"status\":\"refunded\"", TOTE_GROUP_REFUNDED, TOTE_DECISION_NONE },
    { "\"status\":\"SHELF_CHECK\"", TOTE_GROUP_SHOPPING, TOTE_DECISION_NONE },
    { "\"status\":7", TOTE_GROUP_SHOPPING, TOTE_DECISION_NONE },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ToteItem) item = decode_item (cases[i].line);

    g_test_message ("%s", cases[i].line);
    g_assert_cmpint (tote_item_get_group (item), ==, cases[i].group);
    g_assert_cmpint (tote_item_get_decision (item), ==, cases[i].decision);
  }
}

/* Row 6, and e and t: words that mean the same. */
static void
test_order_words (void)
{
  static const struct {
    const char *json;
    ToteStage stage;
    ToteFulfillment fulfillment;
  } cases[] = {
    { "{\"workflow_state\":\"at_store\",\"fulfillment_type\":\"last_mile_delivery\"}",
      TOTE_STAGE_PACKED, TOTE_FULFILLMENT_LAST_MILE },
    { "{\"status\":\"at_store\",\"fulfillment_type\":\"last_mile\"}", TOTE_STAGE_PACKED,
      TOTE_FULFILLMENT_LAST_MILE },
    { "{\"workflow_state\":\"DELIVERING\",\"fulfillment_type\":\"delivery\"}",
      TOTE_STAGE_DELIVERING, TOTE_FULFILLMENT_DELIVERY },
    { "{\"workflow_state\":\"staging\"}", TOTE_STAGE_PACKED, TOTE_FULFILLMENT_UNKNOWN },
    { "{\"workflow_state\":\"bags_checked\"}", TOTE_STAGE_PACKED, TOTE_FULFILLMENT_UNKNOWN },
    { "{\"workflow_state\":\"canceled\"}", TOTE_STAGE_CANCELED, TOTE_FULFILLMENT_UNKNOWN },
    { "{\"workflow_state\":\"cancelled\"}", TOTE_STAGE_CANCELED, TOTE_FULFILLMENT_UNKNOWN },
    { "{\"workflow_state\":\"drone_inbound\"}", TOTE_STAGE_UNKNOWN, TOTE_FULFILLMENT_UNKNOWN },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ToteAnswer) answer = test_decode (TOTE_RESOURCE_ORDER, cases[i].json);
    ToteOrder *order = TOTE_ORDER (tote_answer_get_content (answer));

    g_test_message ("%s", cases[i].json);
    g_assert_cmpint (tote_order_get_stage (order), ==, cases[i].stage);
    g_assert_cmpint (tote_order_get_fulfillment (order), ==, cases[i].fulfillment);
  }
}

/* Contract 8.1: what is unknown or of the wrong kind takes nothing else with it. */
static const struct {
  ToteResource resource;
  const char *json;
  const char *expected;
} strange[] = {
  { TOTE_RESOURCE_ORDER,
    "{\"id\":\"A\",\"workflow_state\":5,\"status\":\"picking\",\"fulfillment_type\":[],"
    "\"fulfillment_details\":\"none\",\"creation_date\":12,\"pickup_category\":{},\"x\":[{}]}",
    "id=A state=picking" },
  { TOTE_RESOURCE_ORDER, "{\"id\":871,\"workflow_state\":null}", "id=871" },
  { TOTE_RESOURCE_ORDER,
    "{\"id\":\"A\",\"fulfillment_details\":{\"window_ends_at\":\"2026-03-14T19:00:00Z\","
    "\"pickup_category\":\"locker\"},\"service_option\":{\"window_starts_at\":"
    "\"2026-03-14T17:00:00Z\"}}",
    "id=A from=2026-03-14T17:00:00Z to=2026-03-14T19:00:00Z category=locker" },
  { TOTE_RESOURCE_ITEMS, "{}", "" },
  { TOTE_RESOURCE_ITEMS, "", "" },
  { TOTE_RESOURCE_ITEMS, "{\"line_items\":null,\"items\":[{\"id\":\"1\"}]}", "id=1" },
  { TOTE_RESOURCE_ITEMS, "{\"line_items\":{\"id\":\"1\"}}", "" },
  { TOTE_RESOURCE_ITEMS,
    "{\"line_items\":[null,7,\"x\",[],{},{\"id\":null},{\"id\":\"\"},{\"id\":[]},"
    "{\"id\":9007199254740993,\"item\":7,\"replacement\":\"B\",\"status\":null}]}",
    "id=9007199254740993" },
  { TOTE_RESOURCE_ITEMS,
    "{\"line_items\":[{\"id\":\"1\",\"item\":{\"name\":7,\"quantity\":true,\"image_url\":"
    "\"file:///etc/passwd\",\"cost_unit\":null},\"replacement\":{},\"certified_delivery\":\"yes\""
    "}]}",
    "id=1" },
  { TOTE_RESOURCE_ITEMS, "{\"line_items\":[{\"id\":\"1\",\"item\":{\"quantity\":\"a few\"}}]}",
    "id=1" },
  { TOTE_RESOURCE_ITEMS,
    "{\"line_items\":[{\"id\":\"1\",\"item\":{\"name\":\"Tea \\u202egnp\\u0007.\\nexe\"}}]}",
    "id=1 name=Tea gnp. exe" },
  { TOTE_RESOURCE_HANDLING, "{\"address\":[],\"coordinates\":{},\"shopper\":\"Amida\"}", "" },
  { TOTE_RESOURCE_HANDLING,
    "{\"coordinates\":{\"latitude\":91,\"longitude\":0},\"alcoholic\":1,\"leave_unattended\":null}",
    "" },
  { TOTE_RESOURCE_HANDLING,
    "{\"shopper\":{\"first_name\":\"  \",\"name\":\"Amida\",\"avatar_url\":\"javascript:x\","
    "\"avatar\":\"https://img.example.com/a.png\"}}",
    "shopper=Amida picture=https://img.example.com/a.png" },
  { TOTE_RESOURCE_LOCATION, "", "nothing" },
  { TOTE_RESOURCE_LOCATION, "{\"coordinates\":null}", "nothing" },
  { TOTE_RESOURCE_LOCATION, "{\"coordinates\":{\"latitude\":null,\"longitude\":null}}", "nothing" },
  { TOTE_RESOURCE_LOCATION, "{\"coordinates\":{\"latitude\":\"42\",\"longitude\":1}}", "nothing" },
  { TOTE_RESOURCE_LOCATION, "{\"coordinates\":{\"latitude\":1e999,\"longitude\":1}}", "nothing" },
  { TOTE_RESOURCE_LOCATION, "{\"coordinates\":{\"latitude\":42,\"longitude\":-92}}",
    "at=42.0000000,-92.0000000" },
  { TOTE_RESOURCE_CHAT, "{}", "" },
  { TOTE_RESOURCE_CHAT,
    "{\"chat_messages\":[1,{\"body\":\"no id\"},{\"id\":5,\"read\":\"yes\",\"read_at\":"
    "\"2026-03-14T17:04:40Z\",\"created_at\":\"soon\",\"image\":7}],\"metadata\":[]}",
    "id=5 from=system" },
  { TOTE_RESOURCE_CHAT,
    "{\"chat_messages\":[{\"id\":5,\"sender_type\":\" DRIVER \",\"body\":\"a\\u0000b\\ud83d\"}]}",
    "id=5 from=shopper body=a\xef\xbf\xbd"
    "b\xef\xbf\xbd" },
  { TOTE_RESOURCE_ORDER_MESSAGES,
    "{\"lifecycle_messages\":[7,{},{\"type\":\"x\"},{\"id\":\"n\",\"body\":\"Hi\"},"
    "{\"id\":1,\"image\":\"https://img.example.com/a.png\"}]}",
    "id=notice:n from=system body=Hi | id=notice:1 from=system "
    "image=https://img.example.com/a.png" },
  { TOTE_RESOURCE_PICKUP_DETAILS,
    "{\"pickup_instructions\":[null,{},{\"category\":\"kerb\",\"instruction\":7,"
    "\"instruction_images\":[7,{\"url\":\"ftp://x/\"},{\"url\":\"https://img.example.com/a.png\"}]"
    "}]}",
    "category=kerb image=https://img.example.com/a.png" },
  { TOTE_RESOURCE_VEHICLE, "{\"vehicle_info\":[]}", "nothing" },
  { TOTE_RESOURCE_VEHICLE, "{\"vehicle_info\":{\"color\":\"teal\",\"model\":7}}", "color=teal" },
};

static void
test_strange (void)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (strange); i++) {
    g_test_message ("%s", strange[i].json);
    test_assert_describes (strange[i].resource, strange[i].json, strange[i].expected);
  }
}

/* A notice without an id keeps the one it is given from poll to poll. */
static void
test_notice_ids (void)
{
  static const char json[] = "{\"lifecycle_messages\":["
                             "{\"created_at\":\"2026-03-14T17:04:00Z\",\"body\":\"Out\"},"
                             "{\"created_at\":\"2026-03-14T17:05:00Z\",\"body\":\"Out\"}]}";
  g_autoptr (ToteAnswer) first = test_decode (TOTE_RESOURCE_ORDER_MESSAGES, json);
  g_autoptr (ToteAnswer) second = test_decode (TOTE_RESOURCE_ORDER_MESSAGES, json);
  g_autofree char *first_text = test_describe (first);
  g_autofree char *second_text = test_describe (second);
  GPtrArray *notices =
      tote_conversation_get_notices (TOTE_CONVERSATION (tote_answer_get_content (first)));

  g_assert_cmpstr (first_text, ==, second_text);
  g_assert_cmpuint (notices->len, ==, 2);
  g_assert_cmpstr (tote_message_get_id (notices->pdata[0]), !=,
                   tote_message_get_id (notices->pdata[1]));
}

/* Contract 8.9: of two lines with one id the later one counts. */
static void
test_duplicates (void)
{
  g_autoptr (ToteAnswer) answer =
      test_decode (TOTE_RESOURCE_ITEMS, "{\"line_items\":[{\"id\":\"1\",\"status\":\"FOUND\"},"
                                        "{\"id\":\"2\"},{\"id\":\"1\",\"status\":\"TO_REFUND\"}]}");
  GListModel *lines = G_LIST_MODEL (tote_answer_get_content (answer));
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ToteItemList) list = tote_item_list_new ();
  guint i;

  for (i = 0; i < g_list_model_get_n_items (lines); i++)
    g_ptr_array_add (fresh, g_list_model_get_item (lines, i));
  tote_item_list_merge (list, fresh);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_cmpstr (tote_item_get_status (tote_item_list_lookup (list, "1")), ==, "TO_REFUND");
}

static void
assert_refused (ToteResource resource, const char *body, gssize size, int code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, size >= 0 ? (gsize) size : strlen (body));
  g_autoptr (GError) error = NULL;

  g_assert_null (tote_answer_new_from_bytes (resource, bytes, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, code);
}

static void
test_refused (void)
{
  int i;

  for (i = 0; i < TOTE_N_RESOURCES; i++) {
    assert_refused ((ToteResource) i, "[]", -1, TOTE_CONNECT_ERROR_MALFORMED);
    assert_refused ((ToteResource) i, "<html></html>", -1, TOTE_CONNECT_ERROR_MALFORMED);
    assert_refused ((ToteResource) i, "{\"id\":\"A\"", -1, TOTE_CONNECT_ERROR_MALFORMED);
    assert_refused ((ToteResource) i, "{\"id\":\"\xff\"}", -1, TOTE_CONNECT_ERROR_MALFORMED);
    assert_refused ((ToteResource) i, "{}\0{}", 5, TOTE_CONNECT_ERROR_MALFORMED);
  }
  assert_refused (TOTE_RESOURCE_ORDER, "{}", -1, TOTE_CONNECT_ERROR_MALFORMED);
  assert_refused (TOTE_RESOURCE_ORDER, "", -1, TOTE_CONNECT_ERROR_MALFORMED);
}

static void
test_too_large (void)
{
  g_autofree char *body = g_strnfill (4 * 1024 * 1024 + 1, ' ');
  g_autofree char *deep = g_strnfill (100000, '[');

  memcpy (body, "{\"id\":\"A\"}", 10);
  assert_refused (TOTE_RESOURCE_ORDER, body, -1, TOTE_CONNECT_ERROR_TOO_LARGE);
  memcpy (deep, "{\"a\":", 5);
  assert_refused (TOTE_RESOURCE_ITEMS, deep, -1, TOTE_CONNECT_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decode/examples/all", test_index);
  g_test_add_func ("/decode/examples/members", test_bodies);
  g_test_add_func ("/decode/dialects/members", test_dialects);
  g_test_add_func ("/decode/dialects/item-words", test_item_words);
  g_test_add_func ("/decode/dialects/order-words", test_order_words);
  g_test_add_func ("/decode/forward/strange", test_strange);
  g_test_add_func ("/decode/forward/notice-ids", test_notice_ids);
  g_test_add_func ("/decode/forward/duplicates", test_duplicates);
  g_test_add_func ("/decode/refused/malformed", test_refused);
  g_test_add_func ("/decode/refused/too-large", test_too_large);

  return g_test_run ();
}
