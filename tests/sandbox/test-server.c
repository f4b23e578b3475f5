/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>
#include <sys/socket.h>

/* The server itself: hostile requests, several clients at once, and the controls. */

static void
set_up (Fixture *fixture, gconstpointer story)
{
  fixture_set_up (fixture, (ToteSandboxStory) GPOINTER_TO_INT (story));
  fixture->options->orders = 3;
  fixture_start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  fixture_tear_down (fixture);
}

static char *
get_chat_path (Fixture *fixture)
{
  return g_strdup_printf ("/v2/post_checkout/chat/%s/messages",
                          tote_sandbox_server_get_order_id (fixture->server, 0));
}

static void
check_post (Fixture *fixture, const char *body, guint status)
{
  g_autofree char *path = get_chat_path (fixture);
  g_autoptr (Answer) answer = fixture_ask (fixture, "POST", path, body);

  g_assert_cmpuint (answer->status, ==, status);
  g_assert_true (json_object_has_member (answer_get_object (answer), "error"));
}

static void
test_hostile_bodies (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *deep = g_strnfill (500000, '[');
  g_autofree char *long_text = g_strnfill (3 << 20, 'a');

  fixture_jump (fixture, 130);
  check_post (fixture, deep, SOUP_STATUS_BAD_REQUEST);
  check_post (fixture, long_text, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
  check_post (fixture, "{\"body\": \"\xff\xfe\"}", SOUP_STATUS_BAD_REQUEST);
  check_post (fixture, "{\"body\": \"a\"", SOUP_STATUS_BAD_REQUEST);
  check_post (fixture, "\"body\"", SOUP_STATUS_BAD_REQUEST);
  check_post (fixture, "null", SOUP_STATUS_BAD_REQUEST);
  check_post (fixture, "{\"body\": {\"body\": 1}}", SOUP_STATUS_BAD_REQUEST);
  check_post (fixture, " ", SOUP_STATUS_BAD_REQUEST);
}

/* Writes bytes no client library would write; returns what begins the answer. */
static char *
ask_raw (Fixture *fixture, const char *request)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GUri) uri =
      g_uri_parse (tote_sandbox_server_get_uri (fixture->server), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      client, "127.0.0.1", (guint16) g_uri_get_port (uri), NULL, NULL);
  GSocket *socket = g_socket_connection_get_socket (connection);
  char buffer[64] = "";
  gssize length = -1;

  g_socket_set_blocking (socket, FALSE);
  g_assert_cmpint (g_socket_send (socket, request, strlen (request), NULL, NULL), ==,
                   (gssize) strlen (request));
  while (length < 0) {
    g_main_context_iteration (NULL, FALSE);
    length = g_socket_receive (socket, buffer, sizeof buffer - 1, NULL, NULL);
  }
  return g_strndup (buffer, (gsize) length);
}

static void
test_garbage (Fixture *fixture, gconstpointer unused)
{
  static const char *const requests[] = {
    "\r\n\r\n\r\n",
    "GET\r\n\r\n",
    "GET /v2/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /v2/post_checkout/orders/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    "FETCH /sandbox/state HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /sandbox/say HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "GET /sandbox/state HTTP/1.1\r\nHost: x\r\nAuthorization: \xff\xfe\r\n\r\n",
    "GET /\xff\xfe/x HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
  };
  g_autoptr (Answer) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++) {
    g_autofree char *answer = NULL;

    g_test_message ("%u", i);
    answer = ask_raw (fixture, requests[i]);
    g_test_message ("%s", answer);
  }
  after = fixture_ask_order (fixture, "");
  g_assert_cmpuint (after->status, ==, SOUP_STATUS_OK);
}

static void
test_hostile_paths (Fixture *fixture, gconstpointer unused)
{
  static const char *const paths[] = {
    "/",
    "//",
    "/v2/post_checkout/orders/",
    "/v2/post_checkout/orders/%00",
    "/v2/post_checkout/orders/%ff%fe/items",
    "/v2/post_checkout/orders/..%2f..%2fetc",
    "/tiles/1/2",
    "/tiles/-1/0/0.png",
    "/tiles/31/0/0.png",
    "/tiles/3/8/0.png",
    "/tiles/99999999999999999999/0/0.png",
    "/tiles/3/0/0.jpg",
    "/pictures/../x.png",
    "/pictures/a/b.png",
    "/pictures/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (Answer) answer = fixture_ask (fixture, "GET", paths[i], NULL);

    g_test_message ("%s", paths[i]);
    g_assert_cmpuint (answer->status, ==, SOUP_STATUS_NOT_FOUND);
  }
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  guint *left = user_data;

  g_assert_nonnull (body);
  g_assert_cmpuint (soup_message_get_status (
                        soup_session_get_async_result_message (SOUP_SESSION (source), result)),
                    ==, SOUP_STATUS_OK);
  (*left)--;
}

static void
ask_items (Fixture *fixture, SoupSession *session, guint *left)
{
  g_autofree char *uri = g_strdup_printf ("%s/v2/post_checkout/orders/%s/items",
                                          tote_sandbox_server_get_uri (fixture->server),
                                          tote_sandbox_server_get_order_id (fixture->server, 0));
  g_autofree char *bearer = g_strconcat ("Bearer ", fixture->token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_answered, left);
}

static void
test_two_clients_at_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SoupSession) other = soup_session_new ();
  guint left = 100;

  for (int i = 0; i < 50; i++) {
    ask_items (fixture, fixture->session, &left);
    ask_items (fixture, other, &left);
  }
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
  soup_session_abort (other);
}

static void
on_sent (gboolean *sent)
{
  *sent = TRUE;
}

/* A client that goes away while its answer is held back. */
static void
test_gone_while_waiting (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Answer) set =
      fixture_ask (fixture, "POST", "/sandbox/fault", "{\"spec\": \"items:delay=0.1\"}");
  g_autoptr (Answer) later = NULL;
  g_autofree char *uri = g_strdup_printf ("%s/v2/post_checkout/orders/%s/items",
                                          tote_sandbox_server_get_uri (fixture->server),
                                          tote_sandbox_server_get_order_id (fixture->server, 0));
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean sent = FALSE;

  g_assert_cmpuint (set->status, ==, SOUP_STATUS_OK);
  g_signal_connect_swapped (message, "wrote-body", G_CALLBACK (on_sent), &sent);
  soup_session_send_async (fixture->session, message, G_PRIORITY_DEFAULT, cancellable, NULL, NULL);
  while (!sent)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_cancellable_cancel (cancellable);

  later = fixture_ask_order (fixture, "/items");
  g_assert_cmpuint (later->status, ==, SOUP_STATUS_OK);
}

/* Sends a request that is answered later, and hangs up as a cable does that is pulled. */
static void
ask_and_vanish (Fixture *fixture)
{
  const struct linger at_once = { 1, 0 };
  g_autoptr (GUri) uri =
      g_uri_parse (tote_sandbox_server_get_uri (fixture->server), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      client, "127.0.0.1", (guint16) g_uri_get_port (uri), NULL, &error);
  g_autofree char *request =
      g_strdup_printf ("GET /v2/post_checkout/orders/%s/items HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                       tote_sandbox_server_get_order_id (fixture->server, 0));
  g_autoptr (Answer) later = NULL;

  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  later = fixture_ask (fixture, "GET", "/sandbox/clock", NULL);
  setsockopt (g_socket_get_fd (g_socket_connection_get_socket (connection)), SOL_SOCKET, SO_LINGER,
              &at_once, sizeof at_once);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

/* Whatever was to go wrong with an answer that is late: nothing is done with a connection that was
 * taken over, or whose client is gone. */
static void
test_late_and_broken (Fixture *fixture, gconstpointer unused)
{
  static const char *const faults[] = { "html",        "500",      "reset",
                                        "reset-after", "truncate", "redirect" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *spec =
        g_strdup_printf ("{\"spec\": \"items:delay=0.05,items:%s\"}", faults[i]);
    g_autoptr (Answer) set = fixture_ask (fixture, "POST", "/sandbox/fault", spec);
    g_autoptr (Answer) later = NULL, well = NULL;

    ask_and_vanish (fixture);
    later = fixture_ask_order (fixture, "/items");
    g_assert_cmpuint (later->status, !=, SOUP_STATUS_NOT_FOUND);
    well = fixture_ask_order (fixture, "");
    g_assert_cmpuint (well->status, ==, SOUP_STATUS_OK);
  }
}

/* The line was down for a while: same port, same orders, same tokens. */
static void
test_stop_and_start (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *uri = g_strdup (tote_sandbox_server_get_uri (fixture->server));
  g_autoptr (Answer) down = NULL, up = NULL;
  g_autoptr (GError) error = NULL;

  tote_sandbox_server_stop (fixture->server);
  down = fixture_ask_order (fixture, "");
  g_assert_error (down->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);

  tote_sandbox_server_start (fixture->server, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tote_sandbox_server_get_uri (fixture->server), ==, uri);
  up = fixture_ask_order (fixture, "");
  g_assert_cmpuint (up->status, ==, SOUP_STATUS_OK);
}

static guint
control (Fixture *fixture, const char *name, const char *body)
{
  g_autofree char *path = g_strconcat ("/sandbox/", name, NULL);
  g_autoptr (Answer) answer = fixture_ask (fixture, "POST", path, body);

  return answer->status;
}

static void
test_bad_controls (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpuint (control (fixture, "say", "{}"), ==, 400);
  g_assert_cmpuint (control (fixture, "say", "{\"order_id\": \"nope\"}"), ==, 404);
  g_assert_cmpuint (control (fixture, "advance", "{\"to\": \"\"}"), ==, 400);
  g_assert_cmpuint (control (fixture, "advance", "{\"to\": 5}"), ==, 400);
  g_assert_cmpuint (control (fixture, "clock", "{\"advance\": -5}"), ==, 400);
  g_assert_cmpuint (control (fixture, "clock", "{\"speed\": 0}"), ==, 400);
  g_assert_cmpuint (control (fixture, "clock", "{\"speed\": 1e99}"), ==, 400);
  g_assert_cmpuint (control (fixture, "tokens", "{}"), ==, 400);
  g_assert_cmpuint (control (fixture, "item", "{\"line\": \"li-9\"}"), ==, 404);
  g_assert_cmpuint (control (fixture, "item", "{\"line\": \"li-0001\"}"), ==, 400);
  g_assert_cmpuint (control (fixture, "orders", "{\"story\": \"romance\"}"), ==, 400);
  g_assert_cmpuint (control (fixture, "nothing", "{}"), ==, 404);
}

static void
test_controls (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *state = NULL;
  g_autoptr (Answer) items = NULL;
  JsonObject *line;

  g_assert_cmpuint (control (fixture, "say", "{\"body\": \"Hello there\"}"), ==, 200);
  g_assert_cmpuint (control (fixture, "advance", "{\"to\": \"picking\"}"), ==, 200);
  state = fixture_get_state (fixture);
  g_assert_cmpstr (state, ==, "picking");

  g_assert_cmpuint (control (fixture, "item", "{\"line\": \"li-0001\", \"status\": \"replaced\"}"),
                    ==, 200);
  items = fixture_ask_order (fixture, "/items");
  line = json_array_get_object_element (
      json_object_get_array_member (answer_get_object (items), "line_items"), 0);
  g_assert_cmpstr (json_object_get_string_member (line, "replacement_status"), ==, "PENDING");
  g_assert_cmpuint (control (fixture, "window", "{\"ends_in\": -60}"), ==, 200);
  g_assert_cmpuint (control (fixture, "orders", "{\"story\": \"pickup\", \"items\": 3}"), ==, 200);
  g_assert_nonnull (tote_sandbox_server_get_order_id (fixture->server, 3));
}

static void
test_web_pages_are_refused (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *uri =
      g_strconcat (tote_sandbox_server_get_uri (fixture->server), "/sandbox/state", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (Answer) allowed = fixture_ask (fixture, "GET", "/sandbox/state", NULL);
  gboolean done = FALSE;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Origin",
                                "https://example.com");
  g_assert_cmpuint (allowed->status, ==, SOUP_STATUS_OK);
  g_signal_connect_swapped (message, "finished", G_CALLBACK (g_main_context_wakeup), NULL);
  soup_session_send_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  while (!done) {
    g_main_context_iteration (NULL, TRUE);
    done = soup_message_get_status (message) != SOUP_STATUS_NONE;
  }
  g_assert_cmpuint (soup_message_get_status (message), ==, SOUP_STATUS_FORBIDDEN);
}

static void
check_host (Fixture *fixture, const char *host, const char *status)
{
  g_autofree char *request = g_strdup_printf (
      "GET /sandbox/clock HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", host);
  g_autofree char *answer = ask_raw (fixture, request);

  g_assert_true (g_str_has_prefix (answer, status));
}

/* A page whose name was made to lead to this machine is a web page all the same. */
static void
test_foreign_names_are_refused (Fixture *fixture, gconstpointer unused)
{
  check_host (fixture, "localhost", "HTTP/1.1 200");
  check_host (fixture, "LOCALHOST:8080", "HTTP/1.1 200");
  check_host (fixture, "127.0.0.1:1", "HTTP/1.1 200");
  check_host (fixture, "[::1]:8080", "HTTP/1.1 200");
  check_host (fixture, "evil.example.com", "HTTP/1.1 403");
  check_host (fixture, "localhost.evil.example.com", "HTTP/1.1 403");
  check_host (fixture, "127.0.0.1.evil.example.com:80", "HTTP/1.1 403");
}

/* HEAD tells all that GET would, but the body. */
static void
test_head (Fixture *fixture, gconstpointer unused)
{
  const char *id = tote_sandbox_server_get_order_id (fixture->server, 0);
  g_autofree char *items = g_strdup_printf ("/v2/post_checkout/orders/%s/items", id);
  const char *const paths[] = { items, "/pictures/banana.png", "/tiles/16/16387/25118.png",
                                "/sandbox/clock", "/nowhere" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (Answer) whole = fixture_ask (fixture, "GET", paths[i], NULL);
    g_autoptr (Answer) head = fixture_ask (fixture, "HEAD", paths[i], NULL);

    g_assert_cmpuint (head->status, ==, whole->status);
    g_assert_cmpuint (g_bytes_get_size (head->body), ==, 0);
    g_assert_cmpstr (soup_message_headers_get_one (head->headers, "Content-Type"), ==,
                     soup_message_headers_get_one (whole->headers, "Content-Type"));
    g_assert_cmpstr (soup_message_headers_get_one (head->headers, "ETag"), ==,
                     soup_message_headers_get_one (whole->headers, "ETag"));
  }
}

static void
test_allow (Fixture *fixture, gconstpointer unused)
{
  static const struct {
    const char *method, *path, *allow;
  } cases[] = {
    { "POST", "/v2/post_checkout/orders/x", "GET, HEAD" },
    { "DELETE", "/v2/post_checkout/chat/x/messages", "GET, HEAD, POST, PUT" },
    { "GET", "/v2/oauth/token", "POST" },
    { "HEAD", "/v2/oauth/token", "POST" },
    { "PUT", "/tiles/16/16387/25118.png", "GET, HEAD" },
    { "DELETE", "/pictures/banana.png", "GET, HEAD" },
    { "GET", "/broker/token", "POST" },
    { "POST", "/broker/board", "GET, HEAD" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Answer) answer = fixture_ask (fixture, cases[i].method, cases[i].path, NULL);

    g_assert_cmpuint (answer->status, ==, SOUP_STATUS_METHOD_NOT_ALLOWED);
    g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "Allow"), ==, cases[i].allow);
  }
}

#define ADD(path, test)                                                                            \
  g_test_add (path, Fixture, GINT_TO_POINTER (TOTE_SANDBOX_STORY_DELIVERY), set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sandbox/server/hostile-bodies", test_hostile_bodies);
  ADD ("/sandbox/server/hostile-paths", test_hostile_paths);
  ADD ("/sandbox/server/garbage", test_garbage);
  ADD ("/sandbox/server/two-clients-at-once", test_two_clients_at_once);
  ADD ("/sandbox/server/gone-while-waiting", test_gone_while_waiting);
  ADD ("/sandbox/server/late-and-broken", test_late_and_broken);
  ADD ("/sandbox/server/stop-and-start", test_stop_and_start);
  ADD ("/sandbox/server/head", test_head);
  ADD ("/sandbox/server/allow", test_allow);
  ADD ("/sandbox/control/works", test_controls);
  ADD ("/sandbox/control/bad", test_bad_controls);
  ADD ("/sandbox/control/web-pages-are-refused", test_web_pages_are_refused);
  ADD ("/sandbox/control/foreign-names-are-refused", test_foreign_names_are_refused);

  return g_test_run ();
}
