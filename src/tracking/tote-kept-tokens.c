/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-kept-tokens.h"

#include "tote-connect-error.h"
#include "tote-json-writer.h"
#include "tote-json.h"
#include "tote-secret.h"
#include "tote-secrets.h"

struct _ToteKeptTokens {
  GObject parent_instance;

  ToteKeyring *keyring; /* (owned) */
  SoupSession *session; /* (owned) */
  char *server;         /* (owned) */
  char *order_id;       /* (owned) */
  char *broker;         /* (owned) (nullable): who gave the tokens, and gets them to see again */
  ToteBrokerTokens *tokens; /* (owned) (nullable) */
  ToteTokenResponse *saved; /* (owned) (nullable): what is in the keyring */
  gboolean forgotten;       /* the customer's wish, until they sign in again */
  gboolean borrowed;        /* they are another process's: read, and left alone */
};

static void token_source_init (ToteTokenSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ToteKeptTokens, tote_kept_tokens, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TOTE_TYPE_TOKEN_SOURCE, token_source_init))

/* What is kept of one order: a token response, with the moment of its end and who gave it. */
static char *
write_secret (ToteKeptTokens *self, ToteTokenResponse *response)
{
  const char *refresh_token = tote_broker_tokens_get_refresh_token (self->tokens);
  gint64 expires_at = tote_token_response_get_expires_at (response);
  g_autofree char *end = g_strdup_printf ("%" G_GINT64_FORMAT, expires_at / G_USEC_PER_SEC);
  GString *json = tote_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  tote_json_writer_add_string (json, "broker", self->broker);
  tote_json_writer_add_string (json, "access_token",
                               tote_token_response_get_access_token (response));
  tote_json_writer_add_string (json, "token_type", "Bearer");
  tote_json_writer_add_string (json, "order_id", self->order_id);
  if (refresh_token != NULL)
    tote_json_writer_add_string (json, "refresh_token", refresh_token);
  if (expires_at != 0)
    tote_json_writer_add_number (json, "expires_at", end);
  bytes = tote_json_writer_end (json);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static ToteTokenResponse *
read_response (JsonObject *secret)
{
  gint64 now = g_get_real_time ();
  gint64 expires_at;

  if (tote_json_get_int64 (secret, "expires_at", &expires_at))
    json_object_set_int_member (secret, "expires_in", expires_at - now / G_USEC_PER_SEC);

  return tote_token_response_new_from_json (secret, now, NULL);
}

/* A secret that nobody can read any more is as good as none. */
static void
read_secret (ToteKeptTokens *self, GBytes *bytes)
{
  g_autoptr (JsonNode) node = tote_json_parse (bytes, NULL);
  JsonObject *secret =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *base = secret != NULL ? tote_json_get_string (secret, "broker") : NULL;
  g_autoptr (ToteBroker) broker =
      base != NULL ? tote_broker_new (base, NULL, self->session, NULL) : NULL;
  g_autoptr (ToteTokenResponse) response = broker != NULL ? read_response (secret) : NULL;

  if (response == NULL) {
    g_debug ("A kept token cannot be read");
    return;
  }

  g_free (self->broker);
  self->broker = g_strdup (base);
  self->tokens = tote_broker_tokens_new_for_response (broker, response);
  g_set_object (&self->saved, response);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!tote_keyring_write_finish (TOTE_KEYRING (source), result, &error))
    g_debug ("A token is not in the keyring: %s", error->message);
}

static void
drop (ToteKeptTokens *self)
{
  g_clear_object (&self->tokens);
  g_clear_object (&self->saved);
  tote_keyring_write_async (self->keyring, self->server, self->order_id, NULL, on_written, NULL);
}

/* What a question of the interface is about. */
typedef struct {
  char *stale; /* (owned) (nullable) */
  char *token; /* (owned) (nullable): the answer, while it is being kept */
  gboolean renewable;
} Question;

static void
question_free (Question *question)
{
  tote_secret_wipe (question->stale);
  tote_secret_wipe (question->token);
  g_free (question);
}

/* The question has its answer. */
static void
return_token (GTask *task)
{
  Question *question = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&question->token),
                         (GDestroyNotify) tote_secret_wipe);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  on_written (source, result, NULL);
  return_token (task);
}

/* task: (transfer full), whose question has its answer. */
static void
save_and_return (ToteKeptTokens *self, GTask *task)
{
  ToteTokenResponse *response = tote_broker_tokens_get_response (self->tokens);
  char *secret = write_secret (self, response);

  g_set_object (&self->saved, response);
  tote_keyring_write_async (self->keyring, self->server, self->order_id, secret, on_saved, task);
  tote_secret_wipe (secret);
}

static void ask (ToteKeptTokens *self, GTask *task);

static void
on_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ToteKeptTokens *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  ToteBrokerTokens *tokens = TOTE_BROKER_TOKENS (source);
  g_autoptr (GError) error = NULL;

  question->token = tote_token_source_get_token_finish (TOTE_TOKEN_SOURCE (source), result, &error);
  if (tokens != self->tokens) {
    ask (self, g_steal_pointer (&task));
    return;
  }

  if (error == NULL && self->saved != tote_broker_tokens_get_response (tokens)) {
    save_and_return (self, g_steal_pointer (&task));
    return;
  }

  /* Only the broker's own word ends a sign-in; a token that was merely refused stays. */
  if (question->renewable && tote_broker_tokens_get_refresh_token (tokens) == NULL)
    drop (self);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    return_token (task);
}

/* task: (transfer full). Others may have come while some were asked, or all be forgotten. */
static void
ask (ToteKeptTokens *self, GTask *task)
{
  Question *question = g_task_get_task_data (task);

  g_clear_pointer (&question->token, tote_secret_wipe);
  if (self->tokens == NULL) {
    g_task_return_error (task, tote_connect_error_new (TOTE_CONNECT_ERROR_NO_TOKEN));
    g_object_unref (task);
    return;
  }

  question->renewable = tote_broker_tokens_get_refresh_token (self->tokens) != NULL;
  tote_token_source_get_token_async (TOTE_TOKEN_SOURCE (self->tokens), question->stale, NULL,
                                     on_token, task);
}

/* To renew what is another process's would be to use it up. */
static void
return_borrowed (ToteKeptTokens *self, GTask *task, GBytes *bytes)
{
  Question *question = g_task_get_task_data (task);
  g_autoptr (JsonNode) node = tote_json_parse (bytes, NULL);
  g_autoptr (ToteTokenResponse) response =
      node != NULL ? read_response (json_node_get_object (node)) : NULL;
  const char *token =
      response != NULL && tote_token_response_is_fresh (response, g_get_real_time ())
          ? tote_token_response_get_access_token (response)
          : NULL;

  if (token != NULL && g_strcmp0 (token, question->stale) != 0)
    g_task_return_pointer (task, g_strdup (token), (GDestroyNotify) tote_secret_wipe);
  else
    g_task_return_error (task, tote_connect_error_new (TOTE_CONNECT_ERROR_NO_TOKEN));
}

/* NULL where nothing is kept, or nothing can be read. */
static GBytes *
finish_reading (GObject *source, GAsyncResult *result, GError **error)
{
  char *secret = tote_keyring_read_finish (TOTE_KEYRING (source), result, error);

  return secret != NULL ? g_bytes_new_with_free_func (secret, strlen (secret),
                                                      (GDestroyNotify) tote_secret_wipe, secret)
                        : NULL;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ToteKeptTokens *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) secret = finish_reading (source, result, &error);

  if (secret != NULL && self->borrowed) {
    return_borrowed (self, task, secret);
    return;
  }

  if (secret != NULL && self->tokens == NULL && !self->forgotten)
    read_secret (self, secret);

  if (self->tokens != NULL)
    ask (self, g_steal_pointer (&task));
  else if (g_error_matches (error, TOTE_SECRETS_ERROR, TOTE_SECRETS_ERROR_LOCKED))
    g_task_return_error (task, tote_connect_error_new (TOTE_CONNECT_ERROR_LOCKED));
  else
    g_task_return_error (task, tote_connect_error_new (TOTE_CONNECT_ERROR_NO_TOKEN));
}

static void
tote_kept_tokens_get_token_async (ToteTokenSource *source, const char *stale,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  ToteKeptTokens *self = TOTE_KEPT_TOKENS (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->stale = g_strdup (stale);
  g_task_set_source_tag (task, tote_kept_tokens_get_token_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);

  if (self->tokens != NULL)
    ask (self, task);
  else
    tote_keyring_read_async (self->keyring, self->server, self->order_id, on_read, task);
}

static char *
tote_kept_tokens_get_token_finish (ToteTokenSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
token_source_init (ToteTokenSourceInterface *iface)
{
  iface->get_token_async = tote_kept_tokens_get_token_async;
  iface->get_token_finish = tote_kept_tokens_get_token_finish;
}

static void
tote_kept_tokens_finalize (GObject *object)
{
  ToteKeptTokens *self = TOTE_KEPT_TOKENS (object);

  g_clear_object (&self->keyring);
  g_clear_object (&self->session);
  g_clear_object (&self->tokens);
  g_clear_object (&self->saved);
  g_free (self->server);
  g_free (self->order_id);
  g_free (self->broker);

  G_OBJECT_CLASS (tote_kept_tokens_parent_class)->finalize (object);
}

static void
tote_kept_tokens_class_init (ToteKeptTokensClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_kept_tokens_finalize;
}

static void
tote_kept_tokens_init (ToteKeptTokens *self)
{
}

/**
 * tote_kept_tokens_new:
 * @session: for calls to the broker
 * @server: where the order is
 *
 * Returns: (transfer full): the tokens of an order, if there are any
 */
ToteKeptTokens *
tote_kept_tokens_new (ToteKeyring *keyring, SoupSession *session, const char *server,
                      const char *order_id)
{
  ToteKeptTokens *self;

  g_return_val_if_fail (TOTE_IS_KEYRING (keyring), NULL);
  g_return_val_if_fail (SOUP_IS_SESSION (session), NULL);
  g_return_val_if_fail (server != NULL && order_id != NULL, NULL);

  self = g_object_new (TOTE_TYPE_KEPT_TOKENS, NULL);
  self->keyring = g_object_ref (keyring);
  self->session = g_object_ref (session);
  self->server = g_strdup (server);
  self->order_id = g_strdup (order_id);

  return self;
}

/**
 * tote_kept_tokens_new_borrowed:
 * @server: where the order is
 *
 * Returns: (transfer full): the token another process keeps, as long as that is good; nothing is
 *   renewed or written
 */
ToteKeptTokens *
tote_kept_tokens_new_borrowed (ToteKeyring *keyring, const char *server, const char *order_id)
{
  ToteKeptTokens *self;

  g_return_val_if_fail (TOTE_IS_KEYRING (keyring), NULL);
  g_return_val_if_fail (server != NULL && order_id != NULL, NULL);

  self = g_object_new (TOTE_TYPE_KEPT_TOKENS, NULL);
  self->keyring = g_object_ref (keyring);
  self->server = g_strdup (server);
  self->order_id = g_strdup (order_id);
  self->borrowed = TRUE;

  return self;
}

/**
 * tote_kept_tokens_take:
 * @broker: the address of who gave them
 * @tokens: good for this order, instead of those there were
 *
 * Signs in (again). They are kept when a token is next asked for.
 */
void
tote_kept_tokens_take (ToteKeptTokens *self, const char *broker, ToteBrokerTokens *tokens)
{
  g_return_if_fail (TOTE_IS_KEPT_TOKENS (self));
  g_return_if_fail (broker != NULL);
  g_return_if_fail (TOTE_IS_BROKER_TOKENS (tokens));

  g_free (self->broker);
  self->broker = g_strdup (broker);
  g_set_object (&self->tokens, tokens);
  g_clear_object (&self->saved);
  self->forgotten = FALSE;
}

static void
on_revoked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!tote_broker_revoke_finish (TOTE_BROKER (source), result, &error))
    g_debug ("A token could not be revoked: %s", error->message);
}

static void
revoke_at_broker (ToteKeptTokens *self)
{
  g_autoptr (ToteBroker) broker = tote_broker_new (self->broker, NULL, self->session, NULL);
  ToteTokenResponse *response = tote_broker_tokens_get_response (self->tokens);
  const char *token = tote_broker_tokens_get_refresh_token (self->tokens);

  if (token == NULL && response != NULL)
    token = tote_token_response_get_access_token (response);
  if (broker != NULL && token != NULL)
    tote_broker_revoke_async (broker, token, NULL, on_revoked, NULL);
}

static void
on_read_to_forget (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ToteKeptTokens) self = user_data;
  g_autoptr (GBytes) secret = finish_reading (source, result, NULL);

  if (secret != NULL && self->tokens == NULL)
    read_secret (self, secret);
  if (self->tokens != NULL)
    revoke_at_broker (self);
  drop (self);
}

/**
 * tote_kept_tokens_forget:
 *
 * Signs out: has the broker revoke what it gave, and forgets it here, whether the broker can be
 * reached or not.
 */
void
tote_kept_tokens_forget (ToteKeptTokens *self)
{
  g_return_if_fail (TOTE_IS_KEPT_TOKENS (self));

  self->forgotten = TRUE;
  if (self->tokens != NULL) {
    revoke_at_broker (self);
    drop (self);
  } else {
    tote_keyring_read_async (self->keyring, self->server, self->order_id, on_read_to_forget,
                             g_object_ref (self));
  }
}
