/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-request.h"

#include "test-support.h"
#include "tote-endpoint.h"
#include "tote-session.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Compares with a request of tests/data, member by member. */
static void
assert_body (ToteRequest *request, const char *file)
{
  g_autoptr (GBytes) expected = test_load (file);
  g_autoptr (JsonParser) ours = json_parser_new ();
  g_autoptr (JsonParser) theirs = json_parser_new ();
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (request->body, &size);

  json_parser_load_from_data (ours, data, (gssize) size, &error);
  g_assert_no_error (error);
  data = g_bytes_get_data (expected, &size);
  json_parser_load_from_data (theirs, data, (gssize) size, &error);
  g_assert_no_error (error);
  g_assert_true (json_node_equal (json_parser_get_root (ours), json_parser_get_root (theirs)));
}

static void
assert_line (ToteRequest *request, const char *method, const char *path)
{
  g_assert_cmpstr (request->method, ==, method);
  g_assert_cmpstr (request->path, ==, path);
}

static void
test_reads (void)
{
  static const struct {
    ToteResource resource;
    const char *path;
    ToteNotFound not_found;
  } cases[] = {
    { TOTE_RESOURCE_ORDER, "/v2/post_checkout/orders/A%20%2F%3F%23b",
      TOTE_NOT_FOUND_ORDER_OR_CALL },
    { TOTE_RESOURCE_ITEMS, "/v2/post_checkout/orders/A%20%2F%3F%23b/items", TOTE_NOT_FOUND_ORDER },
    { TOTE_RESOURCE_HANDLING, "/v2/post_checkout/orders/A%20%2F%3F%23b/handling",
      TOTE_NOT_FOUND_ORDER },
    { TOTE_RESOURCE_LOCATION, "/v2/post_checkout/orders/A%20%2F%3F%23b/location",
      TOTE_NOT_FOUND_CALL },
    { TOTE_RESOURCE_CHAT, "/v2/post_checkout/chat/A%20%2F%3F%23b/messages", TOTE_NOT_FOUND_ORDER },
    { TOTE_RESOURCE_ORDER_MESSAGES, "/v2/post_checkout/orders/A%20%2F%3F%23b/order_messages",
      TOTE_NOT_FOUND_CALL },
    { TOTE_RESOURCE_PICKUP_DETAILS, "/v2/post_checkout/orders/A%20%2F%3F%23b/pickup/details",
      TOTE_NOT_FOUND_CALL },
    { TOTE_RESOURCE_VEHICLE, "/v2/post_checkout/orders/A%20%2F%3F%23b/pickup/vehicle_info",
      TOTE_NOT_FOUND_CALL },
  };
  gsize i;

  G_STATIC_ASSERT (G_N_ELEMENTS (cases) == TOTE_N_RESOURCES);
  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ToteRequest) request = tote_request_new_read ("A /?#b", cases[i].resource);

    assert_line (request, "GET", cases[i].path);
    g_assert_cmpint (request->not_found, ==, cases[i].not_found);
    g_assert_null (request->body);
  }
}

static void
test_decisions (void)
{
  static const ToteAlternative by_count = { .upc = "00041270001235", .count = 2 };
  static const ToteAlternative by_weight = { .rrc = "558210", .weight = 1.25 };
  static const ToteAlternative tenth = { .rrc = "558210", .weight = 1.1 };
  static const struct {
    ToteDecision decision;
    const ToteAlternative *alternative;
    const char *file;
  } cases[] = {
    { TOTE_DECISION_APPROVED, NULL, "ref_replacement_approve_request.json" },
    { TOTE_DECISION_REJECTED, NULL, "ref_replacement_reject_request.json" },
    { TOTE_DECISION_REJECTED, &by_count, "ref_replacement_reject_with_alternative_request.json" },
    { TOTE_DECISION_REJECTED, &by_weight, "ref_replacement_reject_with_weight_request.json" },
  };
  g_autoptr (ToteWish) wish = tote_wish_new_decision ("li", NULL, TOTE_DECISION_REJECTED, &tenth);
  g_autoptr (ToteRequest) exact = tote_request_new_write ("A", wish);
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ToteWish) decision =
        tote_wish_new_decision ("li-02", NULL, cases[i].decision, cases[i].alternative);
    g_autoptr (ToteRequest) request = tote_request_new_write ("A", decision);

    assert_line (request, "PUT", "/v2/post_checkout/orders/A/items/li-02/replacement");
    assert_body (request, cases[i].file);
    g_assert_cmpint (request->not_found, ==, TOTE_NOT_FOUND_ORDER);
  }

  /* No binary dust in a decimal. */
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (exact->body, NULL),
                                  (gssize) g_bytes_get_size (exact->body), "\"weight\":1.1}"));
}

static void
test_chat (void)
{
  g_autoptr (ToteWish) message = tote_wish_new_message ("Yes, that one is fine.");
  g_autoptr (ToteWish) mark_read = tote_wish_new_mark_read ();
  g_autoptr (ToteRequest) send = tote_request_new_write ("A", message);
  g_autoptr (ToteRequest) mark = tote_request_new_write ("A", mark_read);

  assert_line (send, "POST", "/v2/post_checkout/chat/A/messages");
  assert_body (send, "ref_chat_send_request.json");
  assert_line (mark, "PUT", "/v2/post_checkout/chat/A/messages");
  g_assert_null (mark->body);
}

static void
test_pickup (void)
{
  g_autoptr (GDateTime) eta = g_date_time_new_from_iso8601 ("2026-03-14T16:25:00-05:00", NULL);
  g_autoptr (ToteVehicle) vehicle = tote_vehicle_new ("Fjord Wagon", "SUV", "KLD 402", "Silver");
  g_autoptr (ToteWish) arrival_wish = tote_wish_new_arrival (FALSE);
  g_autoptr (ToteWish) schedule_wish = tote_wish_new_schedule (eta);
  g_autoptr (ToteWish) vehicle_wish = tote_wish_new_vehicle (vehicle, FALSE);
  g_autoptr (ToteWish) delegate_wish = tote_wish_new_delegate ("Jonas Lind", "+13195550148");
  g_autoptr (ToteRequest) arrival = tote_request_new_write ("A", arrival_wish);
  g_autoptr (ToteRequest) schedule = tote_request_new_write ("A", schedule_wish);
  g_autoptr (ToteRequest) form = tote_request_new_write ("A", vehicle_wish);
  g_autoptr (ToteRequest) delegate = tote_request_new_write ("A", delegate_wish);

  assert_line (arrival, "POST", "/v2/post_checkout/orders/A/pickup/user_arrived");
  assert_body (arrival, "ref_user_arrived_request.json");
  assert_line (schedule, "POST", "/v2/post_checkout/orders/A/pickup/schedule_pickup");
  assert_body (schedule, "ref_schedule_pickup_request.json");
  assert_line (form, "PUT", "/v2/post_checkout/orders/A/pickup/vehicle_info");
  assert_body (form, "ref_vehicle_put_request.json");
  assert_line (delegate, "PUT", "/v2/post_checkout/orders/A/pickup_delegate");
  assert_body (delegate, "ref_pickup_delegate_request.json");
}

static void
test_rating (void)
{
  static const char *const highlights[] = { "GOOD_REPLACEMENTS", "HELPFUL_CHAT", NULL };
  g_autoptr (ToteWish) wish = tote_wish_new_rating (5, highlights, "Great swaps, thank you.");
  g_autoptr (ToteWish) bare_wish = tote_wish_new_rating (1, NULL, NULL);
  g_autoptr (ToteRequest) request = tote_request_new_write ("A", wish);
  g_autoptr (ToteRequest) bare = tote_request_new_write ("A", bare_wish);

  assert_line (request, "POST", "/v2/feedback/orders/A/rating");
  assert_body (request, "ref_rating_request.json");
  g_assert_cmpmem (g_bytes_get_data (bare->body, NULL), g_bytes_get_size (bare->body),
                   "{\"rating_value\":\"STARS1\"}", 25);
}

static void
test_escape (void)
{
  static const struct {
    const char *segment;
    const char *escaped;
  } cases[] = {
    { "MKT-2026_000.871~", "MKT-2026_000.871~" },
    { ".", "%2E" },
    { "..", "%2E%2E" },
    { "../x", "..%2Fx" },
    { "ä\r\n%", "%C3%A4%0D%0A%25" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *escaped = tote_endpoint_escape (cases[i].segment);

    g_assert_cmpstr (escaped, ==, cases[i].escaped);
  }
}

static void
test_bases (void)
{
  static const struct {
    const char *base;
    const char *normal;
  } cases[] = {
    { "https://connect.example.com", "https://connect.example.com" },
    { "https://connect.example.com/", "https://connect.example.com" },
    { "https://connect.example.com:8443/api/", "https://connect.example.com:8443/api" },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
    { "http://127.9.9.9", "http://127.9.9.9" },
    { "http://localhost:80/x", "http://localhost/x" },
    { "http://LocalHost:8080", "http://LocalHost:8080" },
    { "http://[::1]:8080", "http://[::1]:8080" },
    { "http://connect.example.com", NULL },
    { "http://127.0.0.1.example.com", NULL },
    { "http://localhost.example.com", NULL },
    { "http://10.0.0.1", NULL },
    { "http://127.1", NULL },
    { "http://[::ffff:10.0.0.1]", NULL },
    { "https://user:pass@connect.example.com", NULL },
    { "http://127.0.0.1@example.com", NULL },
    { "https://connect.example.com/?a=b", NULL },
    { "https://connect.example.com/#a", NULL },
    { "ftp://connect.example.com", NULL },
    { "file:///etc", NULL },
    { "https://", NULL },
    { "connect.example.com", NULL },
    { "", NULL },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *normal = tote_endpoint_normalize (cases[i].base, &error);

    g_test_message ("%s", cases[i].base);
    g_assert_cmpstr (normal, ==, cases[i].normal);
    if (cases[i].normal == NULL)
      g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_REFUSED);
  }
}

static void
test_language (void)
{
  static const struct {
    const char *const names[4];
    const char *language;
  } cases[] = {
    { { "en_US.UTF-8", "en_US", "en", NULL }, "en-US" },
    { { "en_CA", "en", "C", NULL }, "en-CA" },
    { { "en_GB", "en", NULL }, "en-US" },
    { { "fr_CA.UTF-8", "fr_CA", "fr", NULL }, "fr-CA" },
    { { "fr_FR", "fr", NULL }, "fr-CA" },
    { { "de_DE", "de", "fr", NULL }, "fr-CA" },
    { { "de_DE", "de", "C", NULL }, NULL },
    { { "frr_DE", "C", NULL }, NULL },
    { { "C", NULL }, NULL },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (tote_session_map_language (cases[i].names), ==, cases[i].language);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/request/reads", test_reads);
  g_test_add_func ("/request/decisions", test_decisions);
  g_test_add_func ("/request/chat", test_chat);
  g_test_add_func ("/request/pickup", test_pickup);
  g_test_add_func ("/request/rating", test_rating);
  g_test_add_func ("/request/escape", test_escape);
  g_test_add_func ("/endpoint/bases", test_bases);
  g_test_add_func ("/session/language", test_language);

  return g_test_run ();
}
