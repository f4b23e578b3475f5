/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-response.h"

#include "test-describe.h"
#include "test-support.h"
#include "tote-connect-error.h"
#include "tote-conversation.h"
#include "tote-order.h"

#include <string.h>

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
    "id=1 quantity=a few" },
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
  g_autoptr (ToteResponse) first = test_decode (TOTE_RESOURCE_ORDER_MESSAGES, json);
  g_autoptr (ToteResponse) second = test_decode (TOTE_RESOURCE_ORDER_MESSAGES, json);
  g_autofree char *first_text = test_describe (first);
  g_autofree char *second_text = test_describe (second);
  GPtrArray *notices =
      tote_conversation_get_notices (TOTE_CONVERSATION (tote_response_get_content (first)));

  g_assert_cmpstr (first_text, ==, second_text);
  g_assert_cmpuint (notices->len, ==, 2);
  g_assert_cmpstr (tote_message_get_id (notices->pdata[0]), !=,
                   tote_message_get_id (notices->pdata[1]));
}

/* Contract 8.9: of two lines with one id the later one counts. */
static void
test_duplicates (void)
{
  g_autoptr (ToteResponse) answer =
      test_decode (TOTE_RESOURCE_ITEMS, "{\"line_items\":[{\"id\":\"1\",\"status\":\"FOUND\"},"
                                        "{\"id\":\"2\"},{\"id\":\"1\",\"status\":\"TO_REFUND\"}]}");
  GListModel *lines = G_LIST_MODEL (tote_response_get_content (answer));
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

  g_assert_null (tote_response_new_from_bytes (resource, bytes, &error));
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
    assert_refused ((ToteResource) i, "{}\0{}", 5, TOTE_CONNECT_ERROR_MALFORMED);
  }
  assert_refused (TOTE_RESOURCE_ORDER, "{}", -1, TOTE_CONNECT_ERROR_MALFORMED);
  assert_refused (TOTE_RESOURCE_ORDER, "", -1, TOTE_CONNECT_ERROR_MALFORMED);
}

/* An error is one whatever its status: it is not an answer that says nothing. */
static void
test_error_within (void)
{
  static const char *const errors[] = {
    "{\"message\":\"Resource not found\",\"code\":4000}",
    "\"Order not found\"",
    "[{}]",
    "true",
    "7",
    "-0.5",
  };
  static const char *const none[] = { "null", "\"\"", "{}", "[]", "false", "0" };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++) {
    g_autofree char *alone = g_strdup_printf ("{\"error\":%s}", errors[i]);
    g_autofree char *beside =
        g_strdup_printf ("{\"error\":%s,\"status\":404,\"id\":1,\"line_items\":[]}", errors[i]);

    g_test_message ("%s", errors[i]);
    for (int j = 0; j < TOTE_N_RESOURCES; j++) {
      assert_refused ((ToteResource) j, alone, -1, TOTE_CONNECT_ERROR_SERVER);
      assert_refused ((ToteResource) j, beside, -1, TOTE_CONNECT_ERROR_SERVER);
    }
  }
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++) {
    g_autofree char *beside = g_strdup_printf ("{\"error\":%s,\"line_items\":[]}", none[i]);

    g_object_unref (test_decode (TOTE_RESOURCE_ITEMS, beside));
  }
}

static void
test_lists (void)
{
  static const struct {
    ToteResource resource;
    const char *json;
    gboolean told;
  } cases[] = {
    { TOTE_RESOURCE_ITEMS, "{\"line_items\":[]}", TRUE },
    { TOTE_RESOURCE_ITEMS, "{\"items\":[{\"id\":1}]}", TRUE },
    { TOTE_RESOURCE_ITEMS, "{\"items\":[{},null,{\"id\":1}]}", TRUE },
    { TOTE_RESOURCE_ITEMS, "{\"items\":[{}]}", FALSE },
    { TOTE_RESOURCE_ITEMS, "{\"items\":[{\"error\":{\"code\":5000}}]}", FALSE },
    { TOTE_RESOURCE_ITEMS, "{\"line_items\":[null,7,[]]}", FALSE },
    { TOTE_RESOURCE_ITEMS, "{}", FALSE },
    { TOTE_RESOURCE_ITEMS, "", FALSE },
    { TOTE_RESOURCE_ITEMS, "{\"line_items\":null,\"items\":{}}", FALSE },
    { TOTE_RESOURCE_CHAT, "{\"chat_messages\":[]}", TRUE },
    { TOTE_RESOURCE_CHAT, "{\"messages\":[]}", TRUE },
    { TOTE_RESOURCE_CHAT, "{\"chat_messages\":[{\"id\":\"1\"}]}", TRUE },
    { TOTE_RESOURCE_CHAT, "{\"chat_messages\":[{\"error\":{\"code\":5000}}]}", FALSE },
    { TOTE_RESOURCE_CHAT, "{\"metadata\":{\"is_expired\":true}}", FALSE },
    { TOTE_RESOURCE_ORDER_MESSAGES, "{\"lifecycle_messages\":[]}", FALSE },
    { TOTE_RESOURCE_PICKUP_DETAILS, "{\"pickup_instructions\":[]}", TRUE },
    { TOTE_RESOURCE_PICKUP_DETAILS, "{}", FALSE },
    { TOTE_RESOURCE_LOCATION, "{}", TRUE },
    { TOTE_RESOURCE_VEHICLE, "{}", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ToteResponse) answer = test_decode (cases[i].resource, cases[i].json);

    g_test_message ("%s", cases[i].json);
    g_assert_true (tote_response_get_blank (answer) != cases[i].told);
  }
}

/* A name cut in the middle of a letter, and an id beyond 64 bits, cost themselves and nothing else.
 */
static void
test_mended (void)
{
  g_autoptr (ToteResponse) answer = test_decode (
      TOTE_RESOURCE_ITEMS, "{\"line_items\":[{\"id\":18446744073709551616,\"item\":{\"name\":"
                           "\"Caf\xc3\"}},{\"id\":\"2\",\"item\":{\"name\":\"Pears\"}}]}");
  GListModel *lines = G_LIST_MODEL (tote_response_get_content (answer));
  g_autoptr (ToteItem) first = g_list_model_get_item (lines, 0);
  g_autoptr (ToteItem) second = g_list_model_get_item (lines, 1);

  g_assert_cmpuint (g_list_model_get_n_items (lines), ==, 2);
  g_assert_cmpstr (tote_item_get_id (first), ==, "18446744073709551616");
  g_assert_cmpstr (tote_product_get_name (tote_item_get_product (first)), ==, "Caf\xef\xbf\xbd");
  g_assert_cmpstr (tote_product_get_name (tote_item_get_product (second)), ==, "Pears");
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

  g_test_add_func ("/decode/forward/strange", test_strange);
  g_test_add_func ("/decode/forward/notice-ids", test_notice_ids);
  g_test_add_func ("/decode/forward/duplicates", test_duplicates);
  g_test_add_func ("/decode/refused/malformed", test_refused);
  g_test_add_func ("/decode/refused/too-large", test_too_large);
  g_test_add_func ("/decode/refused/error-within", test_error_within);
  g_test_add_func ("/decode/forward/lists", test_lists);
  g_test_add_func ("/decode/forward/mended", test_mended);

  return g_test_run ();
}
