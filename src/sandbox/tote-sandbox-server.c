/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-server.h"

#include "tote-sandbox-log.h"
#include "tote-sandbox-pictures.h"
#include "tote-sandbox-responder.h"
#include "tote-sandbox-router.h"
#include "tote-sandbox-tiles.h"

#include <string.h>

/* Longer requests are read to the end, but nothing of them is kept. */
#define MAX_BODY (1024 * 1024)

/*
 * The HTTP side: it takes requests from the loopback interface, hands them to the router, to the
 * map or to the pictures, breaks what is to go wrong, and keeps the log. It runs in the main
 * context it was started in and does nothing unless it is asked.
 */
struct _ToteSandboxServer {
  GObject parent_instance;

  guint port;
  char *spec;     /* (owned) (nullable) */
  char *log_path; /* (owned) (nullable) */
  SoupServer *server;
  ToteSandboxPlatform *platform;
  GHashTable *drawings; /* (owned): tiles and pictures, GBytes by name */
  ToteSandboxLog *log;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteSandboxServer, tote_sandbox_server, G_TYPE_OBJECT)

/* One request on its way: what came in, until the answer has gone out. */
typedef struct {
  ToteSandboxServer *self; /* (owned) */
  GByteArray *body;        /* (owned) */
  gboolean too_long;
  gboolean gone; /* nobody waits for the answer any more */
  gboolean bearer;
  gboolean logged;
  char *path; /* (owned) (nullable) */
  gint64 started;
  ToteSandboxFault fault;
  guint timeout_id;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_handle_id (&request->timeout_id, g_source_remove);
  g_byte_array_unref (request->body);
  g_free (request->path);
  g_object_unref (request->self);
  g_free (request);
}

static Request *
get_request (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), "tote-request");
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  Request *request = user_data;
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (chunk, &length);

  if (request->too_long || request->body->len + length > MAX_BODY) {
    request->too_long = TRUE;
    g_byte_array_set_size (request->body, 0);
    return;
  }
  g_byte_array_append (request->body, data, (guint) length);
}

static void
write_log (Request *request, SoupServerMessage *message, guint status)
{
  ToteSandboxServer *self = request->self;

  if (self->log == NULL || request->logged)
    return;

  request->logged = TRUE;
  tote_sandbox_log_write (self->log, soup_server_message_get_method (message),
                          request->path != NULL ? request->path : "", status, request->started,
                          request->bearer);
}

static void
on_finished (SoupServerMessage *message, gpointer user_data)
{
  Request *request = user_data;

  request->gone = TRUE;
  write_log (request, message, soup_server_message_get_status (message));
}

/* Called when the head is there: from here on the body is collected, up to a limit. */
static void
on_head (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
         gpointer user_data)
{
  Request *request = g_new0 (Request, 1);

  request->self = g_object_ref (user_data);
  request->body = g_byte_array_new ();
  request->started = g_get_monotonic_time ();
  request->path = g_strdup (path);
  g_object_set_data_full (G_OBJECT (message), "tote-request", request, request_free);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), request);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), request);
}

/* HEAD is answered as GET; that its body stays here is the library's affair. */
static const char *
get_method (SoupServerMessage *message)
{
  const char *method = soup_server_message_get_method (message);

  return g_str_equal (method, "HEAD") ? "GET" : method;
}

static void
copy_headers (ToteSandboxCall *call, SoupServerMessage *message)
{
  static const char *const names[] = { "authorization", "accept-encoding", "if-none-match",
                                       "origin", "host" };
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *value = soup_message_headers_get_list (headers, names[i]);

    if (value != NULL)
      g_hash_table_insert (call->headers, g_strdup (names[i]), g_strdup (value));
  }
}

static ToteSandboxCall *
new_call (ToteSandboxServer *self, SoupServerMessage *message, Request *request)
{
  GUri *uri = soup_server_message_get_uri (message);
  ToteSandboxCall *call =
      tote_sandbox_call_new (self->platform, get_method (message), g_uri_get_path (uri));

  copy_headers (call, message);
  if (g_uri_get_query (uri) != NULL)
    call->query = soup_form_decode (g_uri_get_query (uri));
  call->body = g_bytes_new (request->body->data, request->body->len);
  return call;
}

static void
answer (ToteSandboxServer *self, ToteSandboxCall *call, Request *request)
{
  if (request->too_long)
    tote_sandbox_call_fail (call, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, 4001, "Body is too long",
                            NULL);
  else if (g_str_has_prefix (call->path, "/tiles/"))
    tote_sandbox_tiles_answer (self->drawings, call);
  else if (g_str_has_prefix (call->path, "/pictures/"))
    tote_sandbox_pictures_answer (self->drawings, call);
  else
    tote_sandbox_router_run (call);
}

/* FALSE when the connection was taken over: the library knows nothing of the message any more. */
static gboolean
run (ToteSandboxServer *self, SoupServerMessage *message, Request *request)
{
  g_autoptr (ToteSandboxCall) call = new_call (self, message, request);
  const ToteSandboxFault *fault = &request->fault;
  gboolean lost = fault->kind == TOTE_SANDBOX_FAULT_STATUS ||
                  fault->kind == TOTE_SANDBOX_FAULT_RESET ||
                  fault->kind == TOTE_SANDBOX_FAULT_REDIRECT;

  /* Of what never arrived nothing is done; of what only came back broken, everything. */
  if (!lost || fault->after)
    answer (self, call, request);

  if (!tote_sandbox_responder_send (call, message, fault))
    return TRUE;

  write_log (request, message, fault->kind == TOTE_SANDBOX_FAULT_RESET ? 0 : SOUP_STATUS_OK);
  return FALSE;
}

static void
on_delay_over (gpointer user_data)
{
  g_autoptr (SoupServerMessage) message = user_data;
  Request *request = get_request (message);

  request->timeout_id = 0;
  if (!request->gone && run (request->self, message, request))
    soup_server_message_unpause (message);
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  ToteSandboxServer *self = user_data;
  Request *request = get_request (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  request->bearer = soup_message_headers_get_one (headers, "Authorization") != NULL;
  request->fault = tote_sandbox_faults_decide (
      self->platform->faults, tote_sandbox_router_get_operation (get_method (message), path));
  if (request->fault.delay == 0) {
    run (self, message, request);
    return;
  }

  soup_server_message_pause (message);
  request->timeout_id =
      g_timeout_add_once (request->fault.delay, on_delay_over, g_object_ref (message));
}

static void
tote_sandbox_server_dispose (GObject *object)
{
  ToteSandboxServer *self = TOTE_SANDBOX_SERVER (object);

  tote_sandbox_server_stop (self);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (tote_sandbox_server_parent_class)->dispose (object);
}

static void
tote_sandbox_server_finalize (GObject *object)
{
  ToteSandboxServer *self = TOTE_SANDBOX_SERVER (object);

  g_free (self->spec);
  g_free (self->log_path);
  tote_sandbox_platform_free (self->platform);
  g_hash_table_unref (self->drawings);
  g_clear_pointer (&self->log, tote_sandbox_log_free);

  G_OBJECT_CLASS (tote_sandbox_server_parent_class)->finalize (object);
}

static void
tote_sandbox_server_class_init (ToteSandboxServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tote_sandbox_server_dispose;
  object_class->finalize = tote_sandbox_server_finalize;
}

static void
tote_sandbox_server_init (ToteSandboxServer *self)
{
  self->server = soup_server_new ("raw-paths", TRUE, "server-header", "tote-sandbox", NULL);
  self->drawings =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}

/**
 * tote_sandbox_server_new:
 * @options: how it is to behave; not kept
 *
 * Returns: (transfer full): a server that does not listen yet
 */
ToteSandboxServer *
tote_sandbox_server_new (const ToteSandboxOptions *options)
{
  ToteSandboxServer *self;

  g_return_val_if_fail (options != NULL, NULL);

  self = g_object_new (TOTE_TYPE_SANDBOX_SERVER, NULL);
  self->port = options->port;
  self->spec = g_strdup (options->faults);
  self->log_path = g_strdup (options->log);
  self->platform = tote_sandbox_platform_new (options);
  return self;
}

static gboolean
prepare (ToteSandboxServer *self, GError **error)
{
  ToteSandboxFaults *faults = tote_sandbox_faults_new (self->spec, self->platform->seed, error);

  if (faults == NULL)
    return FALSE;
  tote_sandbox_faults_free (self->platform->faults);
  self->platform->faults = faults;

  if (self->log_path != NULL && self->log == NULL) {
    self->log = tote_sandbox_log_new (self->log_path, error);
    return self->log != NULL;
  }
  return TRUE;
}

/**
 * tote_sandbox_server_start:
 * @error: what is wrong with the faults, the log or the port
 *
 * Listens on the loopback interface, in the thread-default main context. After a stop it listens
 * again on the same port and goes on with the same orders: the line was down, that is all.
 *
 * Returns: whether it listens
 */
gboolean
tote_sandbox_server_start (ToteSandboxServer *self, GError **error)
{
  GSList *uris;
  GUri *uri;

  g_return_val_if_fail (TOTE_IS_SANDBOX_SERVER (self), FALSE);

  if (!prepare (self, error))
    return FALSE;

  soup_server_add_early_handler (self->server, NULL, on_head, self, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (!soup_server_listen_local (self->server, self->port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;

  uris = soup_server_get_uris (self->server);
  uri = uris->data;
  self->port = (guint) g_uri_get_port (uri);
  g_free (self->platform->url);
  self->platform->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

/**
 * tote_sandbox_server_stop: hangs up; nothing is answered any more
 */
void
tote_sandbox_server_stop (ToteSandboxServer *self)
{
  g_return_if_fail (TOTE_IS_SANDBOX_SERVER (self));

  if (self->server != NULL)
    soup_server_disconnect (self->server);
}

/**
 * tote_sandbox_server_get_uri:
 *
 * Returns: (transfer none): where it listens, without a slash at the end
 *
 * For tests: the program prints it, and who has the server in its own process asks.
 */
const char *
tote_sandbox_server_get_uri (ToteSandboxServer *self)
{
  g_return_val_if_fail (TOTE_IS_SANDBOX_SERVER (self), NULL);

  return self->platform->url;
}

/**
 * tote_sandbox_server_get_order_id:
 * @position: a place among the orders
 *
 * Returns: (transfer none) (nullable): the id of that order
 *
 * For tests: as of tote_sandbox_server_get_uri().
 */
const char *
tote_sandbox_server_get_order_id (ToteSandboxServer *self, guint position)
{
  ToteSandboxOrder *order;

  g_return_val_if_fail (TOTE_IS_SANDBOX_SERVER (self), NULL);

  if (position >= self->platform->orders->len)
    return NULL;
  order = self->platform->orders->pdata[position];
  return order->id;
}

/**
 * tote_sandbox_server_mint_token:
 * @position: a place among the orders
 *
 * Returns: (transfer full) (nullable): a token of that order's customer
 *
 * For tests: as of tote_sandbox_server_get_uri().
 */
char *
tote_sandbox_server_mint_token (ToteSandboxServer *self, guint position)
{
  g_return_val_if_fail (TOTE_IS_SANDBOX_SERVER (self), NULL);

  if (position >= self->platform->orders->len)
    return NULL;
  return tote_sandbox_platform_mint_token (self->platform, self->platform->orders->pdata[position]);
}

/**
 * tote_sandbox_server_describe:
 *
 * Returns: (transfer full): the line of JSON that tells a program how to get in
 */
char *
tote_sandbox_server_describe (ToteSandboxServer *self)
{
  g_return_val_if_fail (TOTE_IS_SANDBOX_SERVER (self), NULL);

  return tote_sandbox_platform_describe (self->platform);
}
