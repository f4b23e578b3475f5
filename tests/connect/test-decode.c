/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-response.h"

#include "test-describe.h"
#include "test-support.h"
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
    g_autoptr (ToteResponse) answer = NULL;
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
  "id=880011 from=shopper created=2026-03-14T17:04:09Z "                                           \
  "body=Hello Mara, Tomas here, I am starting with the produce. read "                             \
  "read-at=2026-03-14T17:04:40Z | "                                                                \
  "id=880014 from=customer created=2026-03-14T17:05:02Z "                                          \
  "body=Thanks! Firm pears if there are any. read read-at=2026-03-14T17:05:15Z | "                 \
  "id=880020 from=shopper created=2026-03-14T17:12:48Z "                                           \
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
    "id=9007199254740993 from=system created=2026-03-14T17:04:09Z "
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
    g_autoptr (ToteResponse) answer = test_decode_file (bodies[i].resource, bodies[i].file);
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
  { "7, the first that is an array", TOTE_RESOURCE_ITEMS,
    "{\"line_items\":[{\"id\":\"1\",\"item\":{\"name\":\"Pears\"}}],\"items\":[]}",
    "{\"line_items\":{},\"items\":[{\"id\":\"1\",\"product_name\":\"Pears\"}]}",
    "id=1 name=Pears" },
  { "8, nested first", TOTE_RESOURCE_ITEMS,
    "{\"line_items\":[{\"id\":\"1\",\"product_name\":\"?\",\"item\":{\"name\":\"Pears\"}}]}",
    "{\"items\":[{\"id\":\"1\",\"product_name\":\"Pears\",\"item\":{}}]}", "id=1 name=Pears" },
  { "9, text at line level, a number inside", TOTE_RESOURCE_ITEMS,
    "{\"line_items\":[{\"id\":\"1\",\"item\":{\"name\":\"Pears\",\"quantity\":6}}]}",
    "{\"items\":[{\"id\":\"1\",\"product_name\":\"Pears\",\"quantity\":\"6.00\"}]}",
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
  { "20", TOTE_RESOURCE_HANDLING, "{\"order_id\":\"A\",\"status\":\"picking\",\"notes\":\"\"}",
    "{\"order_id\":7,\"status\":\"picking\"}", "state=picking" },
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
  { "v, absent", TOTE_RESOURCE_CHAT, "{\"chat_messages\":[],\"metadata\":{}}", "{\"messages\":[]}",
    "" },
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
  g_autoptr (ToteResponse) answer = test_decode (TOTE_RESOURCE_ITEMS, json);

  return g_list_model_get_item (G_LIST_MODEL (tote_response_get_content (answer)), 0);
}

/* Rows 11, 13, 16, a, b and c: the words differ, the place on the page is the same. */
static void
test_item_words (void)
{
  static const struct {
    const char *line;
    ToteItemGroup group;
    ToteDecision decision;
  } cases[] = {
    { "\"status\":\"NOT_PICKED\"", TOTE_ITEM_GROUP_SHOPPING, TOTE_DECISION_NONE },
    { "\"status\":\"not_picked\"", TOTE_ITEM_GROUP_SHOPPING, TOTE_DECISION_NONE },
    { "\"status\":\"pending\"", TOTE_ITEM_GROUP_SHOPPING, TOTE_DECISION_NONE },
    { "\"status\":\"not_found\"", TOTE_ITEM_GROUP_SHOPPING, TOTE_DECISION_NONE },
    { "\"status\":\"FOUND\"", TOTE_ITEM_GROUP_FOUND, TOTE_DECISION_NONE },
    { "\"status\":\"found\"", TOTE_ITEM_GROUP_FOUND, TOTE_DECISION_NONE },
    { "\"status\":\" Found \"", TOTE_ITEM_GROUP_FOUND, TOTE_DECISION_NONE },
    { "\"status\":\"REPLACED\",\"replacement_status\":\"SUBSTITUTION_STATUS_UNSPECIFIED\"",
      TOTE_ITEM_GROUP_REPLACED, TOTE_DECISION_NONE },
    { "\"status\":\"replaced\"", TOTE_ITEM_GROUP_REPLACED, TOTE_DECISION_NONE },
    { "\"status\":\"REPLACED\",\"replacement_status\":\"PENDING\"", TOTE_ITEM_GROUP_REPLACED,
      TOTE_DECISION_PENDING },
    { "\"status\":\"replaced\",\"replacement_status\":\"pending\"", TOTE_ITEM_GROUP_REPLACED,
      TOTE_DECISION_PENDING },
    { "\"status\":\"REPLACED\",\"replacement_status\":\"REJECTED\"", TOTE_ITEM_GROUP_REFUNDED,
      TOTE_DECISION_REJECTED },
    { "\"status\":\"APPROVED\",\"replacement_status\":\"APPROVED\"", TOTE_ITEM_GROUP_REPLACED,
      TOTE_DECISION_APPROVED },
    { "\"status\":\"REJECTED\",\"replacement_status\":\"REJECTED\"", TOTE_ITEM_GROUP_REFUNDED,
      TOTE_DECISION_REJECTED },
    { "\"status\":\"TO_REFUND\"", TOTE_ITEM_GROUP_REFUNDED, TOTE_DECISION_NONE },
    { "\"status\":\"refunded\"", TOTE_ITEM_GROUP_REFUNDED, TOTE_DECISION_NONE },
    { "\"status\":\"SHELF_CHECK\"", TOTE_ITEM_GROUP_SHOPPING, TOTE_DECISION_NONE },
    { "\"status\":7", TOTE_ITEM_GROUP_SHOPPING, TOTE_DECISION_NONE },
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
    g_autoptr (ToteResponse) answer = test_decode (TOTE_RESOURCE_ORDER, cases[i].json);
    ToteOrder *order = TOTE_ORDER (tote_response_get_content (answer));

    g_test_message ("%s", cases[i].json);
    g_assert_cmpint (tote_order_get_stage (order), ==, cases[i].stage);
    g_assert_cmpint (tote_order_get_fulfillment (order), ==, cases[i].fulfillment);
  }
}

/* The tests are set to Chicago. */
static void
test_zone_of_the_slot (void)
{
  static const struct {
    const char *slot;
    const char *zone;
    const char *starts_at; /* in UTC */
  } cases[] = {
    { "\"window_starts_at\": \"2026-03-14T13:00:00-04:00\"", "-04:00", "2026-03-14T17:00:00Z" },
    { "\"window_starts_at\": \"2026-03-14T17:00:00Z\", "
      "\"window_ends_at\": \"2026-03-14T21:00:00.5+02:00\"",
      "+02:00", "2026-03-14T17:00:00Z" },
    { "\"window_starts_at\": \"2026-03-14T12:00:00-05:00\"", NULL, "2026-03-14T17:00:00Z" },
    { "\"window_starts_at\": \"2026-03-14T12:00:00+99:99\"", NULL, NULL },
    { "\"window_starts_at\": \"2026-03-14T12:00:00\"", NULL, "2026-03-14T17:00:00Z" },
    { "\"window_starts_at\": \"2026-03-14 12:00\"", NULL, "2026-03-14T17:00:00Z" },
    { "\"window_starts_at\": \"2026-03-14\"", NULL, "2026-03-14T05:00:00Z" },
    { "\"window_starts_at\": 1773507600", NULL, "2026-03-14T17:00:00Z" },
    { "\"window_starts_at\": \"2026-03-14\"}, \"timezone\": \"America/New_York\", \"more\": {",
      "America/New_York", "2026-03-14T04:00:00Z" },
    { "\"window_starts_at\": -5", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *json = g_strdup_printf (
        "{\"id\": \"1\", \"workflow_state\": \"picking\", \"fulfillment_details\": {%s}}",
        cases[i].slot);
    g_autoptr (ToteResponse) answer = test_decode (TOTE_RESOURCE_ORDER, json);
    ToteOrder *order = TOTE_ORDER (tote_response_get_content (answer));
    GDateTime *starts_at = tote_order_get_window_starts_at (order);
    GTimeZone *zone = tote_order_get_time_zone (order);
    g_autoptr (GDateTime) utc = starts_at != NULL ? g_date_time_to_utc (starts_at) : NULL;
    g_autofree char *text = utc != NULL ? g_date_time_format_iso8601 (utc) : NULL;

    g_assert_cmpstr (zone != NULL ? g_time_zone_get_identifier (zone) : NULL, ==, cases[i].zone);
    g_assert_cmpstr (text, ==, cases[i].starts_at);
  }
}

static void
assert_time (GDateTime *time, const char *expected)
{
  g_autoptr (GDateTime) utc = time != NULL ? g_date_time_to_utc (time) : NULL;
  g_autofree char *text = utc != NULL ? g_date_time_format_iso8601 (utc) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

/* A slot that is no more than a day lasts from its first midnight to its last. */
static void
test_slot_of_days (void)
{
  static const struct {
    const char *slot;
    const char *starts_at;
    const char *ends_at;
  } cases[] = {
    { "\"window_starts_at\": \"2026-11-27\"", "2026-11-27T06:00:00Z", "2026-11-28T06:00:00Z" },
    { "\"window_starts_at\": \"2026-11-27\", \"window_ends_at\": \"2026-11-27\"",
      "2026-11-27T06:00:00Z", "2026-11-28T06:00:00Z" },
    { "\"window_ends_at\": \"2026-11-27\"", NULL, "2026-11-28T06:00:00Z" },
    { "\"window_starts_at\": \"2026-11-27T16:00:00\"", "2026-11-27T22:00:00Z", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *json = g_strdup_printf (
        "{\"id\": \"1\", \"workflow_state\": \"picking\", \"service_option\": {%s}}",
        cases[i].slot);
    g_autoptr (ToteResponse) answer = test_decode (TOTE_RESOURCE_ORDER, json);
    ToteOrder *order = TOTE_ORDER (tote_response_get_content (answer));

    assert_time (tote_order_get_window_starts_at (order), cases[i].starts_at);
    assert_time (tote_order_get_window_ends_at (order), cases[i].ends_at);
  }
}

/* Nothing of an amount is lost that a person could read. */
static void
test_quantities (void)
{
  static const char *const sent[] = {
    "\"10,5\"", "\"1e3\"", "\"2.50\"", "3", "1.5", "\"\"", "\"a b c d e f g h i j k l m n o p q r\""
  };
  static const char *const shown[] = { "10,5", "1e3", "2.5", "3", "1.5", NULL, NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (sent); i++) {
    g_autofree char *json = g_strdup_printf (
        "{\"line_items\":[{\"id\":\"1\",\"item\":{\"name\":\"Pears\",\"quantity\":%s}}]}", sent[i]);
    g_autoptr (ToteResponse) answer = test_decode (TOTE_RESOURCE_ITEMS, json);
    g_autoptr (ToteItem) item =
        g_list_model_get_item (G_LIST_MODEL (tote_response_get_content (answer)), 0);

    g_assert_cmpstr (tote_product_get_quantity (tote_item_get_product (item)), ==, shown[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decode/slot/days", test_slot_of_days);
  g_test_add_func ("/decode/quantities", test_quantities);
  g_test_add_func ("/decode/examples/all", test_index);
  g_test_add_func ("/decode/examples/members", test_bodies);
  g_test_add_func ("/decode/slot/zone", test_zone_of_the_slot);
  g_test_add_func ("/decode/dialects/members", test_dialects);
  g_test_add_func ("/decode/dialects/item-words", test_item_words);
  g_test_add_func ("/decode/dialects/order-words", test_order_words);

  return g_test_run ();
}
