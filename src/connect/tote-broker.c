/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-broker.h"

#include "tote-connect-error.h"
#include "tote-endpoint.h"
#include "tote-exchange.h"
#include "tote-json-scan.h"
#include "tote-json-writer.h"
#include "tote-json.h"
#include "tote-session.h"
#include "tote-token-source.h"

#define CLIENT_ID "tote"

struct _ToteBroker {
  GObject parent_instance;

  char *base;           /* (owned) without a slash at its end */
  char *kiosk_key;      /* (owned) (nullable) */
  SoupSession *session; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteBroker, tote_broker, G_TYPE_OBJECT)

/* Makes the result of a task of the object a good answer holds. */
typedef gpointer (*ToteBrokerDecode) (JsonObject *root, GError **error);

typedef struct {
  SoupMessage *message; /* (owned) */
  ToteBrokerDecode decode;
  GDestroyNotify destroy;
} Call;

static void
call_free (Call *call)
{
  g_object_unref (call->message);
  g_free (call);
}

static gpointer
decode_token_response (JsonObject *root, GError **error)
{
  return tote_token_response_new_from_json (root, g_get_real_time (), error);
}

/* One order that makes no sense does not take the others off the board. */
static gpointer
decode_board (JsonObject *root, GError **error)
{
  JsonArray *orders = tote_json_get_array (root, "orders");
  GPtrArray *responses;
  guint i;

  if (orders == NULL) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));
    return NULL;
  }

  responses = g_ptr_array_new_with_free_func (g_object_unref);
  for (i = 0; i < json_array_get_length (orders); i++) {
    g_autoptr (ToteTokenResponse) response = tote_token_response_new_from_json (
        tote_json_get_element (orders, i), g_get_real_time (), NULL);

    if (response != NULL && tote_token_response_get_order_id (response) != NULL)
      g_ptr_array_add (responses, g_steal_pointer (&response));
  }

  return responses;
}

static void
on_exchanged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = tote_exchange_finish (SOUP_SESSION (source), result, &error);
  g_autoptr (JsonNode) root = NULL;
  gpointer decoded = NULL;

  if (body != NULL && !SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (call->message)))
    error = tote_exchange_new_status_error (call->message, body);
  else if (body != NULL)
    root = tote_json_parse (body, &error);
  if (root != NULL)
    decoded = call->decode (json_node_get_object (root), &error);

  if (decoded != NULL)
    g_task_return_pointer (task, decoded, call->destroy);
  else
    g_task_return_error (task, g_steal_pointer (&error));
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

/* message: (transfer full). task: (transfer full). */
static void
start (ToteBroker *self, GTask *task, SoupMessage *message, ToteBrokerDecode decode,
       GDestroyNotify destroy)
{
  Call *call = g_new0 (Call, 1);

  call->message = message;
  call->decode = decode;
  call->destroy = destroy;
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  tote_exchange_async (self->session, message, TOTE_EXCHANGE_JSON, TOTE_BODY_MAX,
                       TOTE_EXCHANGE_DEADLINE_MS, g_task_get_cancellable (task), on_exchanged,
                       task);
}

/* form: (transfer full): an encoded form. */
static void
ask_for_token (ToteBroker *self, GTask *task, char *form)
{
  SoupMessage *message = build_message (self, "POST", "/token");
  g_autoptr (GBytes) body = g_bytes_new_take (form, strlen (form));

  soup_message_set_request_body_from_bytes (message, SOUP_FORM_MIME_TYPE_URLENCODED, body);
  start (self, task, message, decode_token_response, g_object_unref);
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
 * tote_broker_exchange_code_async:
 * @code: the one-time code of a sign-in link
 *
 * Turns a code into a token; the code is used up by it.
 */
void
tote_broker_exchange_code_async (ToteBroker *self, const char *code, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TOTE_IS_BROKER (self));
  g_return_if_fail (code != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_broker_exchange_code_async);
  ask_for_token (self, task,
                 soup_form_encode ("grant_type", "authorization_code", "code", code, "client_id",
                                   CLIENT_ID, NULL));
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
  GTask *task;

  g_return_if_fail (TOTE_IS_BROKER (self));
  g_return_if_fail (refresh_token != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_broker_refresh_async);
  ask_for_token (self, task,
                 soup_form_encode ("grant_type", "refresh_token", "refresh_token", refresh_token,
                                   "client_id", CLIENT_ID, NULL));
}

/**
 * tote_broker_lookup_async:
 * @number: the order number as the customer has it on paper
 * @postal_code: what proves that it is theirs
 *
 * Looks an order up. %TOTE_CONNECT_ERROR_NOT_FOUND for a wrong number and for a wrong pair alike.
 */
void
tote_broker_lookup_async (ToteBroker *self, const char *number, const char *postal_code,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GBytes) body = NULL;
  SoupMessage *message;
  GString *json;
  GTask *task;

  g_return_if_fail (TOTE_IS_BROKER (self));
  g_return_if_fail (number != NULL && postal_code != NULL);

  json = tote_json_writer_new ();
  tote_json_writer_add_string (json, "number", number);
  tote_json_writer_add_string (json, "postal_code", postal_code);
  body = tote_json_writer_end (json);

  message = build_message (self, "POST", "/lookup");
  add_kiosk_key (self, message);
  soup_message_set_request_body_from_bytes (message, "application/json", body);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_broker_lookup_async);
  start (self, task, message, decode_token_response, g_object_unref);
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
 * tote_broker_board_async:
 *
 * Asks which orders the store's board is to show.
 */
void
tote_broker_board_async (ToteBroker *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  SoupMessage *message;
  GTask *task;

  g_return_if_fail (TOTE_IS_BROKER (self));

  message = build_message (self, "GET", "/board");
  add_kiosk_key (self, message);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_broker_board_async);
  start (self, task, message, decode_board, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * tote_broker_board_finish:
 *
 * Returns: (transfer full) (element-type ToteTokenResponse) (nullable): a response for each order,
 * each with an order id and most with a label
 */
GPtrArray *
tote_broker_board_finish (ToteBroker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
