/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-client.h"

#include "test-support.h"
#include "tote-loopback-resolver.h"
#include "tote-session.h"
#include "tote-static-tokens.h"

#include <string.h>

static GTlsCertificate *
load_certificate (char **path)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate;

  *path = g_build_filename (g_getenv ("TOTE_SRCDIR"), "tests", "connect", "data", "localhost.pem",
                            NULL);
  certificate = g_tls_certificate_new_from_file (*path, &error);
  g_assert_no_error (error);

  return certificate;
}

static void
on_over (gpointer user_data, GObject *request)
{
  guint *under_way = user_data;

  (*under_way)--;
}

static void
on_accepted (SoupServer *server, SoupServerMessage *request, guint *under_way)
{
  (*under_way)++;
  g_object_weak_ref (G_OBJECT (request), on_over, under_way);
}

/* A certificate nobody vouches for: nothing is sent, and there is no way past it. */
static void
test_certificate (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GTlsCertificate) certificate = load_certificate (&path);
  g_autoptr (TestServer) server = test_server_new (certificate);
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("secret-token");
  g_autoptr (ToteClient) client = tote_client_new (server->base, tokens, NULL, NULL);
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  g_autoptr (GError) error = NULL;
  guint under_way = 0;

  g_signal_connect (server->server, "request-started", G_CALLBACK (on_accepted), &under_way);
  test_server_answer (server, 200, "{}");
  g_assert_null (test_read (client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_CERTIFICATE);
  g_assert_cmpint (tote_connect_error_get_obstacle (error), ==, TOTE_OBSTACLE_UNKNOWN_CA);
  g_clear_error (&error);
  g_assert_false (test_write (client, wish, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_CERTIFICATE);
  g_assert_cmpuint (server->requests->len, ==, 0);

  /* libsoup 3.4 and 3.6 crash where a server goes away in the middle of a handshake. Earlier ones
   * keep the request of a failed one for good, and do not crash. */
  while (soup_check_version (3, 4, 0) && under_way > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_trusted (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GTlsCertificate) certificate = load_certificate (&path);
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (path, NULL);
  g_autoptr (TestServer) server = test_server_new (certificate);
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("secret-token");
  g_autoptr (SoupSession) session = tote_session_new ();
  g_autoptr (ToteClient) client = tote_client_new (server->base, tokens, session, NULL);
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  g_autoptr (GError) error = NULL;

  soup_session_set_tls_database (session, database);
  test_server_answer (server, 200, "{}");
  g_object_unref (test_read (client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (test_write (client, wish, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (test_request_get_header (test_server_get_request (server, 0), "Authorization"),
                   ==, "Bearer secret-token");
}

static char **
look_up (GProxyResolver *resolver, const char *address)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (GStrv) at_once = g_proxy_resolver_lookup (resolver, address, NULL, NULL);
  char **proxies;

  g_proxy_resolver_lookup_async (resolver, address, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  proxies = g_proxy_resolver_lookup_finish (resolver, result, NULL);
  g_assert_true (g_strv_equal ((const char *const *) at_once, (const char *const *) proxies));

  return proxies;
}

/* A proxy must not read what is meant for this machine, whatever the system says. */
static void
test_proxy (void)
{
  static const char *const here[] = { "http://127.0.0.1:8080/x", "http://localhost/",
                                      "http://[::1]:80/", "https://127.0.0.1" };
  g_autoptr (GProxyResolver) proxy =
      g_simple_proxy_resolver_new ("http://proxy.example:3128", NULL);
  g_autoptr (GProxyResolver) resolver = tote_loopback_resolver_new (proxy);
  g_autoptr (SoupSession) session = tote_session_new ();
  g_auto (GStrv) away = look_up (resolver, "https://connect.example.com/");
  gsize i;

  g_assert_cmpstr (away[0], ==, "http://proxy.example:3128");
  for (i = 0; i < G_N_ELEMENTS (here); i++) {
    g_auto (GStrv) direct = look_up (resolver, here[i]);

    g_assert_cmpstr (direct[0], ==, "direct://");
    g_assert_null (direct[1]);
  }
  g_assert_true (TOTE_IS_LOOPBACK_RESOLVER (soup_session_get_proxy_resolver (session)));
}

/* What a proxy says when it lets nothing pass is not the server's word, whatever its status. It is
 * named, without what one has to say to pass it. */
static void
test_proxy_refuses (void)
{
  static const guint statuses[] = { 400, 401, 403, 404, 407, 429, 500, 503 };
  g_autoptr (TestServer) proxy = test_server_new (NULL);
  g_autoptr (GUri) base = g_uri_parse (proxy->base, G_URI_FLAGS_NONE, NULL);
  g_autofree char *place = g_strdup_printf ("127.0.0.1:%d", g_uri_get_port (base));
  g_autofree char *sentence = g_strdup_printf ("The proxy %s lets nothing pass", place);
  g_autofree char *address = g_strdup_printf ("http://somebody:secret@%s", place);
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (address, NULL);
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("secret-token");
  g_autoptr (SoupSession) session = tote_session_new ();
  g_autoptr (ToteClient) client = tote_client_new ("https://shop.test", tokens, session, NULL);
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  gsize i;

  soup_session_set_proxy_resolver (session, resolver);
  for (i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (GError) error = NULL;
    TestRequest *request;

    test_server_forget (proxy);
    test_server_answer (proxy, statuses[i], "{\"error\":{\"message\":\"No\",\"code\":4000}}");
    g_assert_null (test_read (client, TOTE_RESOURCE_ITEMS, NULL, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNREACHABLE);
    g_assert_cmpint (tote_connect_error_get_obstacle (error), ==, TOTE_OBSTACLE_PROXY);
    g_assert_cmpstr (tote_connect_error_get_proxy (error), ==, place);
    g_assert_cmpstr (error->message, ==, sentence);
    g_clear_error (&error);

    g_assert_false (test_write (client, wish, NULL, &error));
    g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNREACHABLE);

    g_assert_cmpuint (proxy->requests->len, >=, 2);
    request = test_server_get_request (proxy, 0);
    g_assert_cmpstr (request->method, ==, "CONNECT");
    g_assert_null (test_request_get_header (request, "Authorization"));
  }
}

static void
test_base_refused (void)
{
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new ("secret-token");
  g_autoptr (GError) error = NULL;

  g_assert_null (tote_client_new ("http://connect.example.com", tokens, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/certificate/unknown", test_certificate);
  g_test_add_func ("/client/certificate/trusted", test_trusted);
  g_test_add_func ("/client/proxy", test_proxy);
  g_test_add_func ("/client/proxy/refuses", test_proxy_refuses);
  g_test_add_func ("/client/base-refused", test_base_refused);

  return g_test_run ();
}
