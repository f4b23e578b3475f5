/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-client.h"

#include "tote-decode.h"
#include "tote-decoding.h"
#include "tote-endpoint.h"
#include "tote-error-body.h"
#include "tote-exchange.h"
#include "tote-json-scan.h"
#include "tote-json.h"
#include "tote-request.h"
#include "tote-secret.h"
#include "tote-session.h"

struct _ToteClient {
  GObject parent_instance;

  char *base;              /* (owned) without a slash at its end */
  ToteTokenSource *tokens; /* (owned) */
  SoupSession *session;    /* (owned) */
  char *retailer_id;       /* (owned) (nullable) */
  guint deadline_ms;
};

G_DEFINE_FINAL_TYPE (ToteClient, tote_client, G_TYPE_OBJECT)

/**
 * Call: one read or write on its way, the data of its task.
 */
typedef struct {
  ToteRequest *request;   /* (owned) */
  ToteResource resource;  /* of a read */
  ToteResponse *previous; /* (owned) (nullable) of a read */
  gboolean quiet;         /* of a read */
  ToteWish *wish;         /* (owned) %NULL for a read */
  char *token;            /* (owned) (nullable) the bearer last tried */
  gboolean repeated;      /* after a 408, or a kept connection that ended */
  GError *refusal;        /* (owned) (nullable) the 401 a fresh token was asked for after */
  SoupMessage *message;   /* (owned) (nullable) */
} Call;

static void
call_free (Call *call)
{
  tote_request_free (call->request);
  g_clear_object (&call->previous);
  g_clear_object (&call->wish);
  tote_secret_wipe (call->token);
  g_clear_error (&call->refusal);
  g_clear_object (&call->message);
  g_free (call);
}

static GTask *
call_new (ToteClient *self, ToteRequest *request, gpointer source_tag, GCancellable *cancellable,
          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  call->request = request;

  return task;
}

static void ask_for_token (GTask *task);
static void send_call (GTask *task);

/* Whether the platform itself speaks: with one of the bodies of contract 1.2. */
static gboolean
is_platforms_answer (const GError *error)
{
  return tote_connect_error_get_api_code (error) != 0 ||
         tote_connect_error_get_server_message (error) != NULL;
}

/* A 4xx does not always mean what it says (contract 8.10, row 1; design 3). With a web page, or
 * with nothing, it comes from what stands between, whose server is away or which lets nobody pass:
 * the platform was not asked, and nobody can tell what became of a write. The bodies of 401 and 429
 * are open; but a web page is no word about a sign-in either. */
static gboolean
is_from_between (const GError *error, GBytes *body)
{
  guint status = tote_connect_error_get_status (error);
  g_autoptr (ToteErrorBody) reason = NULL;

  if (is_platforms_answer (error) || status == SOUP_STATUS_REQUEST_TIMEOUT || status == 429)
    return FALSE;
  if (status != SOUP_STATUS_UNAUTHORIZED)
    return SOUP_STATUS_IS_CLIENT_ERROR (status) || status == SOUP_STATUS_NOT_IMPLEMENTED;

  reason = tote_error_body_new (body);

  return !reason->is_json;
}

static void
weigh_not_found (GError *error, const Call *call)
{
  ToteNotFound not_found = call->request->not_found;

  if (not_found == TOTE_NOT_FOUND_CALL ||
      (not_found == TOTE_NOT_FOUND_ORDER_OR_CALL && tote_connect_error_get_api_code (error) == 0))
    tote_connect_error_change (error, TOTE_CONNECT_ERROR_NOT_OFFERED);
}

static void
weigh_missing_call (GError *error, const Call *call)
{
  switch (tote_connect_error_get_status (error)) {
  case SOUP_STATUS_NOT_FOUND:
    weigh_not_found (error, call);
    break;
  case SOUP_STATUS_METHOD_NOT_ALLOWED:
  case SOUP_STATUS_NOT_IMPLEMENTED:
    if (call->request->not_found != TOTE_NOT_FOUND_ORDER)
      tote_connect_error_change (error, TOTE_CONNECT_ERROR_NOT_OFFERED);
    break;
  default:
    break;
  }
}

/* What a go-between reports about a write says nothing about the server behind it. */
static void
weigh_gateway (GError *error)
{
  guint status = tote_connect_error_get_status (error);

  if (status == SOUP_STATUS_BAD_GATEWAY || status == SOUP_STATUS_GATEWAY_TIMEOUT)
    tote_connect_error_change (error, TOTE_CONNECT_ERROR_UNCLEAR);
}

/* task: (transfer full). On a connection of its own: that one cannot be dead already. */
static void
send_again (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  call->repeated = TRUE;
  send_call (task);
}

static gboolean
is_worth_repeating (Call *call, SoupSession *session, GAsyncResult *result)
{
  return call->wish == NULL && !call->repeated && tote_exchange_was_cut_off (session, result);
}

/* Two answers are not the last word: a 401, after which a fresh token may help, and a 408, which
 * says that the server gave up a connection nobody used (contract 1.1). */
static void
return_status_error (GTask *task, GBytes *body)
{
  ToteClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = tote_exchange_new_status_error (call->message, body);
  guint status = tote_connect_error_get_status (error);

  if (is_from_between (error, body)) {
    tote_connect_error_change (error, call->wish != NULL ? TOTE_CONNECT_ERROR_UNCLEAR
                                                         : TOTE_CONNECT_ERROR_UNREACHABLE);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNAUTHORISED) &&
      call->refusal == NULL && self->tokens != NULL) {
    call->refusal = g_steal_pointer (&error);
    ask_for_token (g_object_ref (task));
    return;
  }

  if (status == SOUP_STATUS_REQUEST_TIMEOUT && call->wish == NULL && !call->repeated) {
    send_again (g_object_ref (task));
    return;
  }

  weigh_missing_call (error, call);
  if (call->wish != NULL)
    weigh_gateway (error);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_decoded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (ToteResponse) answer = tote_decoding_finish (result, &error);

  /* Whatever else it may hold: an order that stands nowhere is no answer. */
  if (answer != NULL && tote_response_get_resource (answer) == TOTE_RESOURCE_ORDER &&
      tote_response_get_blank (answer))
    error = tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED);

  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&answer), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
return_answer (GTask *task, GBytes *body)
{
  Call *call = g_task_get_task_data (task);

  if (call->previous != NULL && g_bytes_equal (body, tote_response_get_bytes (call->previous))) {
    g_task_return_pointer (task, g_object_ref (call->previous), g_object_unref);
    return;
  }

  tote_decoding_async (call->resource, call->previous, body, tote_exchange_get_etag (call->message),
                       on_decoded, g_object_ref (task));
}

/* Whatever its status, it is a portal's or a filter's. */
static gboolean
is_page (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  return g_strcmp0 (type, "text/html") == 0 || g_strcmp0 (type, "application/xhtml+xml") == 0;
}

/* The write is done unless the body says that it is not; what else can be made of it is a gift. */
static void
return_outcome (GTask *task, GBytes *body)
{
  Call *call = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = tote_json_parse (body, NULL);
  GObject *content = NULL;
  ToteWishKind kind = tote_wish_get_kind (call->wish);

  if (root != NULL && tote_error_body_is_in (json_node_get_object (root))) {
    g_task_return_error (task, tote_exchange_new_status_error (call->message, body));
    return;
  }

  if (root != NULL && kind == TOTE_WISH_MESSAGE)
    content = (GObject *) tote_decode_receipt (json_node_get_object (root),
                                               tote_wish_get_body (call->wish));
  else if (root != NULL && kind == TOTE_WISH_VEHICLE)
    content = (GObject *) tote_decode_vehicle (json_node_get_object (root));

  g_task_return_pointer (task, content, g_object_unref);
}

/* Only who was asked whether something has changed can say that it has not. */
static gboolean
is_unchanged (Call *call)
{
  return soup_message_get_status (call->message) == SOUP_STATUS_NOT_MODIFIED &&
         call->previous != NULL && tote_response_get_etag (call->previous) != NULL;
}

static void
on_exchanged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = tote_exchange_finish (SOUP_SESSION (source), result, &error);
  guint status = soup_message_get_status (call->message);

  if (body == NULL && is_worth_repeating (call, SOUP_SESSION (source), result))
    send_again (g_steal_pointer (&task));
  else if (body == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (is_unchanged (call))
    g_task_return_pointer (task, g_object_ref (call->previous), g_object_unref);
  else if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    return_status_error (task, body);
  else if (call->wish != NULL && is_page (call->message))
    g_task_return_error (task, tote_connect_error_new (TOTE_CONNECT_ERROR_UNCLEAR));
  else if (call->wish != NULL)
    return_outcome (task, body);
  else
    return_answer (task, body);
}

static SoupMessage *
build_message (ToteClient *self, Call *call)
{
  g_autofree char *address = g_strconcat (self->base, call->request->path, NULL);
  SoupMessage *message = soup_message_new (call->request->method, address);
  SoupMessageHeaders *headers;
  const char *etag = call->previous != NULL ? tote_response_get_etag (call->previous) : NULL;
  const char *language = tote_session_get_language ();

  g_return_val_if_fail (message != NULL, NULL);

  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (language != NULL)
    soup_message_headers_replace (headers, "Accept-Language", language);
  if (self->retailer_id != NULL)
    soup_message_headers_replace (headers, "X-Retailer-Id", self->retailer_id);
  if (etag != NULL)
    soup_message_headers_replace (headers, "If-None-Match", etag);
  if (call->token != NULL) {
    char *bearer = g_strconcat ("Bearer ", call->token, NULL);

    soup_message_headers_replace (headers, "Authorization", bearer);
    tote_secret_wipe (bearer);
  }
  if (call->request->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", call->request->body);

  return message;
}

/* task: (transfer full). */
static void
send_call (GTask *task)
{
  ToteClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  ToteExchangeFlags flags = TOTE_EXCHANGE_JSON;

  if (call->wish != NULL)
    flags |= TOTE_EXCHANGE_WRITE;
  if (call->quiet)
    flags |= TOTE_EXCHANGE_QUIET;

  g_clear_object (&call->message);
  call->message = build_message (self, call);
  if (call->repeated)
    soup_message_add_flags (call->message, SOUP_MESSAGE_NEW_CONNECTION);
  tote_exchange_async (self->session, call->message, flags, TOTE_BODY_MAX, self->deadline_ms,
                       g_task_get_cancellable (task), on_exchanged, task);
}

/* Why there is no token to go on with. Of the call itself nothing was delivered, or a 401 said that
 * it was not done, however unclear the way to the token was. */
static void
return_token_error (GTask *task, GError *error)
{
  Call *call = g_task_get_task_data (task);

  if (call->refusal != NULL &&
      g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NO_TOKEN)) {
    g_error_free (error);
    error = g_steal_pointer (&call->refusal);
  } else if (g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNCLEAR)) {
    tote_connect_error_change (error, TOTE_CONNECT_ERROR_UNREACHABLE);
  }

  g_task_return_error (task, error);
}

static void
on_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *token = tote_token_source_get_token_finish (TOTE_TOKEN_SOURCE (source), result, &error);
  gboolean stale = call->refusal != NULL && g_strcmp0 (token, call->token) == 0;

  if (error == NULL && (stale || !tote_token_is_sound (token)))
    error = tote_connect_error_new (TOTE_CONNECT_ERROR_NO_TOKEN);
  if (error != NULL) {
    tote_secret_wipe (token);
    return_token_error (task, g_steal_pointer (&error));
    return;
  }

  tote_secret_wipe (call->token);
  call->token = token;
  send_call (g_steal_pointer (&task));
}

/* task: (transfer full). */
static void
ask_for_token (GTask *task)
{
  ToteClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  tote_token_source_get_token_async (self->tokens, call->refusal != NULL ? call->token : NULL,
                                     g_task_get_cancellable (task), on_token, task);
}

static void
tote_client_finalize (GObject *object)
{
  ToteClient *self = TOTE_CLIENT (object);

  g_free (self->base);
  g_free (self->retailer_id);
  g_clear_object (&self->tokens);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tote_client_parent_class)->finalize (object);
}

static void
tote_client_class_init (ToteClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_client_finalize;
}

static void
tote_client_init (ToteClient *self)
{
  self->deadline_ms = TOTE_EXCHANGE_DEADLINE_MS;
}

/**
 * tote_client_new:
 * @base: scheme, host, port and a path prefix if any; plain HTTP only to loopback
 * @tokens: where bearers come from
 * @session: (nullable): shared with others, or %NULL for one of its own
 *
 * Returns: (transfer full) (nullable): a client, or %NULL with %TOTE_CONNECT_ERROR_REFUSED when
 *   @base is no address that may be talked to
 */
ToteClient *
tote_client_new (const char *base, ToteTokenSource *tokens, SoupSession *session, GError **error)
{
  g_autofree char *normal = NULL;
  ToteClient *self;

  g_return_val_if_fail (base != NULL, NULL);
  g_return_val_if_fail (TOTE_IS_TOKEN_SOURCE (tokens), NULL);

  normal = tote_endpoint_normalize (base, error);
  if (normal == NULL)
    return NULL;

  self = g_object_new (TOTE_TYPE_CLIENT, NULL);
  self->base = g_steal_pointer (&normal);
  self->tokens = g_object_ref (tokens);
  self->session = session != NULL ? g_object_ref (session) : tote_session_new ();

  return self;
}

/**
 * tote_client_get_base:
 *
 * Returns: (transfer none): the server's address, without a slash at its end
 */
const char *
tote_client_get_base (ToteClient *self)
{
  g_return_val_if_fail (TOTE_IS_CLIENT (self), NULL);

  return self->base;
}

/**
 * tote_client_set_retailer_id:
 * @retailer_id: (nullable): which of a retailer's banners is meant, where there are several
 *   (contract 1); visible ASCII alone
 */
void
tote_client_set_retailer_id (ToteClient *self, const char *retailer_id)
{
  g_return_if_fail (TOTE_IS_CLIENT (self));
  g_return_if_fail (retailer_id == NULL || tote_token_is_sound (retailer_id));

  g_free (self->retailer_id);
  self->retailer_id = g_strdup (retailer_id);
}

/**
 * tote_client_set_deadline:
 * @milliseconds: how long one exchange may take in all, %TOTE_EXCHANGE_DEADLINE_MS unless set
 *
 * For tests: nobody waits as long as a customer would.
 */
void
tote_client_set_deadline (ToteClient *self, guint milliseconds)
{
  g_return_if_fail (TOTE_IS_CLIENT (self));

  self->deadline_ms = milliseconds;
}

/**
 * tote_client_read_async:
 * @previous: (nullable): the last answer of the same kind: when the server's bytes equal it, or it
 *   says 304, finish hands back @previous itself, undecoded
 * @quiet: whether nobody waits for it, so that it may come a little later together with others
 *
 * Asks for one part of an order. A 401 has the token source asked once for a fresh token, and the
 * call made once more.
 */
void
tote_client_read_async (ToteClient *self, const char *order_id, ToteResource resource,
                        ToteResponse *previous, gboolean quiet, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Call *call;

  g_return_if_fail (TOTE_IS_CLIENT (self));
  g_return_if_fail (order_id != NULL && *order_id != '\0');
  g_return_if_fail (previous == NULL || tote_response_get_resource (previous) == resource);

  task = call_new (self, tote_request_new_read (order_id, resource), tote_client_read_async,
                   cancellable, callback, user_data);
  call = g_task_get_task_data (task);
  call->resource = resource;
  call->quiet = quiet;
  g_set_object (&call->previous, previous);

  ask_for_token (task);
}

/**
 * tote_client_read_finish:
 *
 * Returns: (transfer full) (nullable): the answer; previous itself when nothing has changed
 */
ToteResponse *
tote_client_read_finish (ToteClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tote_client_write_async:
 *
 * Carries one wish to the server. It is sent once: a second time only after a 401, which says that
 * it was not done. After %TOTE_CONNECT_ERROR_UNCLEAR, and when it was cancelled under way, nobody
 * knows; read back before anything is repeated.
 */
void
tote_client_write_async (ToteClient *self, const char *order_id, ToteWish *wish,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;
  Call *call;

  g_return_if_fail (TOTE_IS_CLIENT (self));
  g_return_if_fail (order_id != NULL && *order_id != '\0');
  g_return_if_fail (TOTE_IS_WISH (wish));

  task = call_new (self, tote_request_new_write (order_id, wish), tote_client_write_async,
                   cancellable, callback, user_data);
  call = g_task_get_task_data (task);
  call->wish = g_object_ref (wish);

  ask_for_token (task);
}

/**
 * tote_client_write_finish:
 * @content: (out) (optional) (nullable) (transfer full): a #ToteMessage for a message, a
 *   #ToteVehicle for a vehicle, if the server told; else %NULL
 *
 * Returns: whether the server did it
 */
gboolean
tote_client_write_finish (ToteClient *self, GAsyncResult *result, GObject **content, GError **error)
{
  g_autoptr (GObject) told = NULL;
  GError *failure = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  told = g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }

  if (content != NULL)
    *content = g_steal_pointer (&told);

  return TRUE;
}
