/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-broker.h"

#include "tote-connect-error.h"
#include "tote-endpoint.h"
#include "tote-error-body.h"
#include "tote-exchange.h"
#include "tote-json-scan.h"
#include "tote-json-writer.h"
#include "tote-json.h"
#include "tote-session.h"
#include "tote-time.h"
#include "tote-token-source.h"

#define CLIENT_ID "tote"

struct _ToteBroker {
  GObject parent_instance;

  char *base;           /* (owned) without a slash at its end */
  char *kiosk_key;      /* (owned) (nullable) */
  SoupSession *session; /* (owned) */
  guint deadline_ms;
};

G_DEFINE_FINAL_TYPE (ToteBroker, tote_broker, G_TYPE_OBJECT)

/**
 * Call: one request on its way, the data of its task.
 */
typedef struct {
  SoupMessage *message; /* (owned) */
  ToteBoard *previous;  /* (owned) (nullable) of a board */
} Call;

static void
call_free (Call *call)
{
  g_object_unref (call->message);
  g_clear_object (&call->previous);
  g_free (call);
}

/* What stands between, such as a portal's page, answers with the same statuses: only a body of
 * contract 1.2 makes one the broker's own word. The 401 and 429 of a broker may have any body. */
static GError *
new_status_error (SoupMessage *message, GBytes *body)
{
  GError *error = tote_exchange_new_status_error (message, body);

  if ((g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_REFUSED) ||
       g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_FORBIDDEN) ||
       g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NOT_FOUND)) &&
      tote_connect_error_get_server_message (error) == NULL)
    tote_connect_error_change (error, TOTE_CONNECT_ERROR_UNREACHABLE);

  return error;
}

/* The object a good answer holds, or NULL with why there is none. One that says what went wrong is
 * no good one, whatever its status. */
static JsonNode *
finish_exchange (GObject *source, GAsyncResult *result, Call *call, GError **error)
{
  g_autoptr (GBytes) body = tote_exchange_finish (SOUP_SESSION (source), result, error);
  gboolean good = SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (call->message));
  g_autoptr (JsonNode) root = NULL;

  if (body == NULL)
    return NULL;

  if (good) {
    root = tote_json_parse (body, error);
    if (root == NULL || !tote_error_body_is_in (json_node_get_object (root)))
      return g_steal_pointer (&root);
  }

  g_propagate_error (error, new_status_error (call->message, body));

  return NULL;
}

static void
on_token_exchanged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonNode) root = finish_exchange (source, result, g_task_get_task_data (task), &error);
  ToteTokenResponse *response = NULL;

  if (root != NULL)
    response =
        tote_token_response_new_from_json (json_node_get_object (root), g_get_real_time (), &error);

  if (response != NULL)
    g_task_return_pointer (task, response, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_revoke_exchanged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonNode) root = finish_exchange (source, result, g_task_get_task_data (task), &error);

  if (root != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_board_exchanged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  gboolean unchanged = call->previous != NULL && tote_board_get_etag (call->previous) != NULL &&
                       soup_message_get_status (call->message) == SOUP_STATUS_NOT_MODIFIED;
  GError *error = NULL;
  g_autoptr (JsonNode) root = finish_exchange (source, result, call, &error);
  ToteBoard *board = NULL;

  if (root != NULL)
    board = tote_board_new_from_json (json_node_get_object (root),
                                      tote_exchange_get_etag (call->message), g_get_real_time (),
                                      &error);
  else if (unchanged)
    board = g_object_ref (call->previous);

  if (board != NULL)
    g_task_return_pointer (task, board, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_clear_error (&error);
}

static SoupMessage *
build_message (ToteBroker *self, const char *method, const char *path)
{
  g_autofree char *address = g_strconcat (self->base, path, NULL);
  SoupMessage *message = soup_message_new (method, address);
  const char *language = tote_session_get_language ();
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_replace (headers, "Accept", "application/json");
  if (language != NULL)
    soup_message_headers_replace (headers, "Accept-Language", language);

  return message;
}

/* Codes and refresh tokens may be good for one use only: they are not risked on a connection that
 * may have died while nobody looked. */
static SoupMessage *
build_post (ToteBroker *self, const char *path, const char *type, GBytes *body)
{
  SoupMessage *message = build_message (self, "POST", path);

  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_set_request_body_from_bytes (message, type, body);

  return message;
}

/* The kiosk's own key; a token of a customer never goes here. */
static void
add_kiosk_key (ToteBroker *self, SoupMessage *message)
{
  g_autofree char *bearer = NULL;

  if (self->kiosk_key == NULL)
    return;

  bearer = g_strconcat ("Bearer ", self->kiosk_key, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
}

/* message: (transfer full). */
static void
start (GTask *task, SoupMessage *message, ToteBoard *previous, GAsyncReadyCallback on_exchanged)
{
  ToteBroker *self = g_task_get_source_object (task);
  Call *call = g_new0 (Call, 1);

  call->message = message;
  g_set_object (&call->previous, previous);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  tote_exchange_async (self->session, message, TOTE_EXCHANGE_JSON, TOTE_BODY_MAX, self->deadline_ms,
                       g_task_get_cancellable (task), on_exchanged, g_object_ref (task));
}

/* form: (transfer full): an encoded form. */
static void
post_form (GTask *task, const char *path, char *form, GAsyncReadyCallback on_exchanged)
{
  ToteBroker *self = g_task_get_source_object (task);
  g_autoptr (GBytes) body = g_bytes_new_take (form, strlen (form));

  start (task, build_post (self, path, SOUP_FORM_MIME_TYPE_URLENCODED, body), NULL, on_exchanged);
}

static void
tote_broker_finalize (GObject *object)
{
  ToteBroker *self = TOTE_BROKER (object);

  g_free (self->base);
  g_free (self->kiosk_key);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tote_broker_parent_class)->finalize (object);
}

static void
tote_broker_class_init (ToteBrokerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_broker_finalize;
}

static void
tote_broker_init (ToteBroker *self)
{
  self->deadline_ms = TOTE_EXCHANGE_DEADLINE_MS;
}

/**
 * tote_broker_new:
 * @base: the broker's address; plain HTTP only to loopback
 * @kiosk_key: (nullable): the key of this display, for look-up and board
 * @session: (nullable): shared with others, or %NULL for one of its own
 *
 * Returns: (transfer full) (nullable): a broker, or %NULL with %TOTE_CONNECT_ERROR_REFUSED when
 *   @base is no address that may be talked to or the key cannot be sent
 */
ToteBroker *
tote_broker_new (const char *base, const char *kiosk_key, SoupSession *session, GError **error)
{
  g_autofree char *normal = NULL;
  ToteBroker *self;

  g_return_val_if_fail (base != NULL, NULL);

  if (kiosk_key != NULL && !tote_token_is_sound (kiosk_key)) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_REFUSED));
    return NULL;
  }

  normal = tote_endpoint_normalize (base, error);
  if (normal == NULL)
    return NULL;

  self = g_object_new (TOTE_TYPE_BROKER, NULL);
  self->base = g_steal_pointer (&normal);
  self->kiosk_key = g_strdup (kiosk_key);
  self->session = session != NULL ? g_object_ref (session) : tote_session_new ();

  return self;
}

/**
 * tote_broker_set_deadline:
 * @milliseconds: how long one exchange may take in all, %TOTE_EXCHANGE_DEADLINE_MS unless set
 *
 * For tests: nobody waits as long as a customer would.
 */
void
tote_broker_set_deadline (ToteBroker *self, guint milliseconds)
{
  g_return_if_fail (TOTE_IS_BROKER (self));

  self->deadline_ms = milliseconds;
}

/**
 * tote_broker_exchange_code_async:
 * @code: the one-time code of a sign-in link
 *
 * Turns a code into a token; the code is used up by it.
 */
void
tote_broker_exchange_code_async (ToteBroker *self, const char *code, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TOTE_IS_BROKER (self));
  g_return_if_fail (code != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_broker_exchange_code_async);
  post_form (task, "/token",
             soup_form_encode ("grant_type", "authorization_code", "code", code, "client_id",
                               CLIENT_ID, NULL),
             on_token_exchanged);
}

/**
 * tote_broker_refresh_async:
 * @refresh_token: of the last response
 *
 * Turns a refresh token into a new one; it may be used up by it.
 */
void
tote_broker_refresh_async (ToteBroker *self, const char *refresh_token, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TOTE_IS_BROKER (self));
  g_return_if_fail (refresh_token != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_broker_refresh_async);
  post_form (task, "/token",
             soup_form_encode ("grant_type", "refresh_token", "refresh_token", refresh_token,
                               "client_id", CLIENT_ID, NULL),
             on_token_exchanged);
}

/**
 * tote_broker_lookup_async:
 * @number: the order number as the customer has it on paper
 * @postal_code: what proves that it is theirs
 *
 * Looks an order up, with the key of this display if there is one. %TOTE_CONNECT_ERROR_NOT_FOUND
 * for a wrong number and for a wrong pair alike, %TOTE_CONNECT_ERROR_UNAUTHORISED where the broker
 * wants a key, %TOTE_CONNECT_ERROR_BUSY after too many tries.
 */
void
tote_broker_lookup_async (ToteBroker *self, const char *number, const char *postal_code,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GBytes) body = NULL;
  SoupMessage *message;
  GString *json;

  g_return_if_fail (TOTE_IS_BROKER (self));
  g_return_if_fail (number != NULL && postal_code != NULL);

  json = tote_json_writer_new ();
  tote_json_writer_add_string (json, "number", number);
  tote_json_writer_add_string (json, "postal_code", postal_code);
  body = tote_json_writer_end (json);

  message = build_post (self, "/lookup", "application/json", body);
  add_kiosk_key (self, message);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_broker_lookup_async);
  start (task, message, NULL, on_token_exchanged);
}

/**
 * tote_broker_token_finish:
 *
 * Ends an exchange, a refresh or a look-up.
 *
 * Returns: (transfer full) (nullable): what the broker said
 */
ToteTokenResponse *
tote_broker_token_finish (ToteBroker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tote_broker_revoke_async:
 * @token: an access token or a refresh token
 *
 * Tells the broker that a token is not needed any more (RFC 7009).
 */
void
tote_broker_revoke_async (ToteBroker *self, const char *token, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TOTE_IS_BROKER (self));
  g_return_if_fail (token != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_broker_revoke_async);
  post_form (task, "/revoke", soup_form_encode ("token", token, "client_id", CLIENT_ID, NULL),
             on_revoke_exchanged);
}

/**
 * tote_broker_revoke_finish:
 *
 * Returns: whether the broker has heard it; what the token was, it does not say
 */
gboolean
tote_broker_revoke_finish (ToteBroker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * tote_broker_board_async:
 * @previous: (nullable): the last answer; when the broker says that nothing has changed, finish
 *   hands back @previous itself
 *
 * Asks which orders the store's board is to show.
 */
void
tote_broker_board_async (ToteBroker *self, ToteBoard *previous, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SoupMessage *message;

  g_return_if_fail (TOTE_IS_BROKER (self));
  g_return_if_fail (previous == NULL || TOTE_IS_BOARD (previous));

  message = build_message (self, "GET", "/board");
  add_kiosk_key (self, message);
  if (previous != NULL && tote_board_get_etag (previous) != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "If-None-Match",
                                  tote_board_get_etag (previous));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_broker_board_async);
  start (task, message, previous, on_board_exchanged);
}

/* How long the answer is as good as a new one: what a cache before the broker has used up of that
 * is gone. */
static int
get_max_age (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *control = soup_message_headers_get_list (headers, "Cache-Control");
  const char *age = soup_message_headers_get_one (headers, "Age");
  g_autoptr (GHashTable) directives = soup_header_parse_param_list (control != NULL ? control : "");
  const char *max_age = g_hash_table_lookup (directives, "max-age");
  guint64 seconds;
  guint64 used = 0;

  if (max_age == NULL || !g_ascii_string_to_unsigned (max_age, 10, 0, G_MAXINT, &seconds, NULL))
    return -1;
  if (age != NULL)
    g_ascii_string_to_unsigned (age, 10, 0, G_MAXINT, &used, NULL);

  return (int) (seconds - MIN (used, seconds));
}

/* A cache that cannot reach the broker hands out what it has; that it is old shows only in what the
 * cache says of it, and in the broker's own date, which the cache passes on. */
static gint64
get_kept_at (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *cache = soup_message_headers_get_one (headers, "X-Cache");
  const char *date = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  if (time == NULL || (g_strcmp0 (cache, "STALE") != 0 && g_strcmp0 (cache, "UPDATING") != 0))
    return 0;

  return tote_time_to_us (time);
}

/**
 * tote_broker_board_finish:
 * @max_age: (out) (optional): for how many seconds the broker, or a cache before it, says nothing
 *   else; -1 when it does not say
 * @kept_at: (out) (optional): when the broker said it, real µs by its own clock, where a cache
 * before it hands out what it has kept beyond its time; else 0
 *
 * Returns: (transfer full) (nullable): the board; previous itself when nothing has changed
 */
ToteBoard *
tote_broker_board_finish (ToteBroker *self, GAsyncResult *result, int *max_age, gint64 *kept_at,
                          GError **error)
{
  SoupMessage *message;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  message = ((Call *) g_task_get_task_data (G_TASK (result)))->message;
  if (max_age != NULL)
    *max_age = get_max_age (message);
  if (kept_at != NULL)
    *kept_at = get_kept_at (message);

  return g_task_propagate_pointer (G_TASK (result), error);
}
