/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-broker-tokens.h"
#include "tote-client.h"

#include "test-support.h"
#include "tote-static-tokens.h"

/* What must not stand in any log: who the customer is, where, what they say, and the keys to it. */
static const char *const secrets[] = {
  "secret-token",  "secret-code",    "secret-refresh", "secret-access", "Juniper",
  "Gate code",     "50613",          "42.53",          "-92.44",        "Tomas",
  "Thanks! Firm",  "Please ring",    "Yes, that one",  "Fjord Wagon",   "KLD 402",
  "too long (max", "Sending a mess", "Mara",           "MKT-2026",
};

static void
read_all (ToteClient *client, TestServer *server)
{
  static const struct {
    ToteResource resource;
    guint status;
    const char *file;
  } cases[] = {
    { TOTE_RESOURCE_ORDER, 200, "ref_order_delivery_picking.json" },
    { TOTE_RESOURCE_HANDLING, 200, "ref_handling_delivery.json" },
    { TOTE_RESOURCE_LOCATION, 200, "ref_location.json" },
    { TOTE_RESOURCE_CHAT, 200, "ref_chat_messages.json" },
    { TOTE_RESOURCE_VEHICLE, 200, "ref_vehicle_response.json" },
    { TOTE_RESOURCE_CHAT, 403, "ref_error_chat_not_allowed.json" },
    { TOTE_RESOURCE_ORDER, 401, "ref_error_unauthorized.json" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (ToteResponse) answer = NULL;

    test_server_forget (server);
    test_server_answer_file (server, cases[i].status, cases[i].file);
    answer = test_read (client, cases[i].resource, NULL, &error);
    if (error != NULL)
      g_debug ("failed: %s", error->message);
  }
}

static void
write_all (ToteClient *client, TestServer *server)
{
  g_autoptr (ToteWish) message = tote_wish_new_message ("Yes, that one is fine.");
  g_autoptr (ToteVehicle) vehicle = tote_vehicle_new ("Fjord Wagon", "suv", "KLD 402", NULL);
  g_autoptr (ToteWish) form = tote_wish_new_vehicle (vehicle, FALSE);
  g_autoptr (GError) error = NULL;

  test_server_forget (server);
  test_server_answer_file (server, 400, "ref_error_chat_too_long.json");
  g_assert_false (test_write (client, message, NULL, &error));
  g_debug ("failed: %s", error->message);
  test_server_forget (server);
  test_server_answer_raw (server, "");
  g_assert_false (test_write (client, form, NULL, NULL));
}

/* Run by itself, with every debug message there is turned on. */
static void
test_exchange (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (ToteTokenSource) fixed = tote_static_tokens_new ("secret-token");
  g_autoptr (ToteBroker) broker = tote_broker_new (server->base, "secret-token", NULL, NULL);
  g_autoptr (ToteBrokerTokens) tokens = tote_broker_tokens_new_for_code (broker, "secret-code");
  g_autoptr (ToteClient) client = tote_client_new (server->base, fixed, NULL, NULL);
  g_autoptr (ToteClient) signed_in =
      tote_client_new (server->base, TOTE_TOKEN_SOURCE (tokens), NULL, NULL);
  g_autoptr (ToteResponse) answer = NULL;

  if (!g_test_subprocess ()) {
    g_test_skip ("for /silence/debug");
    return;
  }

  read_all (client, server);
  write_all (client, server);
  test_server_forget (server);
  test_server_answer (server, 200,
                      "{\"access_token\":\"secret-access\",\"refresh_token\":"
                      "\"secret-refresh\",\"order_id\":\"MKT-2026-000871\"}");
  test_server_answer (server, 200, "{}");
  answer = test_read (signed_in, TOTE_RESOURCE_ITEMS, NULL, NULL);
  g_assert_nonnull (answer);
  g_debug ("the exchange is over");
}

static void
test_debug (void)
{
  gsize i;

  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_test_trap_subprocess ("/silence/exchange", 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*the exchange is over*");
  for (i = 0; i < G_N_ELEMENTS (secrets); i++) {
    g_autofree char *pattern = g_strconcat ("*", secrets[i], "*", NULL);

    g_test_trap_assert_stdout_unmatched (pattern);
    g_test_trap_assert_stderr_unmatched (pattern);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/silence/exchange", test_exchange);
  g_test_add_func ("/silence/debug", test_debug);

  return g_test_run ();
}
