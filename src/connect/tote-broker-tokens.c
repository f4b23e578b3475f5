/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-broker-tokens.h"

#include "tote-connect-error.h"
#include "tote-secret.h"

struct _ToteBrokerTokens {
  GObject parent_instance;

  ToteBroker *broker;          /* (owned) */
  char *code;                  /* (owned) (nullable) until it was exchanged */
  ToteSecret *refresh_token;   /* (owned) (nullable) */
  ToteTokenResponse *response; /* (owned) (nullable) the last one */
};

static void token_source_init (ToteTokenSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ToteBrokerTokens, tote_broker_tokens, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TOTE_TYPE_TOKEN_SOURCE, token_source_init))

static void
set_refresh_token (ToteBrokerTokens *self, const char *refresh_token)
{
  ToteSecret *fresh;

  if (g_strcmp0 (tote_secret_get_text (self->refresh_token), refresh_token) == 0)
    return;

  fresh = tote_secret_new (refresh_token);
  g_clear_pointer (&self->refresh_token, tote_secret_free);
  self->refresh_token = fresh;
}

/* The token at hand, if it is not the one that was refused. */
static const char *
get_token_but (ToteBrokerTokens *self, const char *stale)
{
  const char *token =
      self->response != NULL ? tote_token_response_get_access_token (self->response) : NULL;

  return g_strcmp0 (token, stale) != 0 ? token : NULL;
}

/* error: (transfer full). A token that may still be good for some minutes beats an error. */
static void
return_what_there_is (ToteBrokerTokens *self, GTask *task, GError *error)
{
  const char *token = get_token_but (self, g_task_get_task_data (task));

  if (token == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_error_free (error);
  g_task_return_pointer (task, g_strdup (token), (GDestroyNotify) tote_secret_wipe);
}

/* Whether what was handed in is good for nothing any more. Only these words say so (RFC 6749, 5.2);
 * whatever else a broker, or somebody on the way to it, answers may pass. */
static gboolean
is_final (const GError *error)
{
  static const char *const words[] = {
    "invalid_grant",
    "invalid_client",
    "unauthorized_client",
    NULL,
  };
  guint status = tote_connect_error_get_status (error);
  const char *word = tote_connect_error_get_key (error);

  return (status == SOUP_STATUS_BAD_REQUEST || status == SOUP_STATUS_UNAUTHORIZED) &&
         word != NULL && g_strv_contains (words, word);
}

/* Without a refresh token of its own in the response, the one there was stays good (RFC 6749, 6).
 */
static void
set_response (ToteBrokerTokens *self, ToteTokenResponse *response)
{
  g_set_object (&self->response, response);
  if (tote_token_response_get_refresh_token (response) != NULL)
    set_refresh_token (self, tote_token_response_get_refresh_token (response));
}

static void
on_token_response (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ToteBrokerTokens *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteTokenResponse) response =
      tote_broker_token_finish (TOTE_BROKER (source), result, &error);

  if (response != NULL) {
    g_clear_pointer (&self->code, g_free);
    set_response (self, response);
    error = tote_connect_error_new (TOTE_CONNECT_ERROR_NO_TOKEN);
  } else if (is_final (error)) {
    g_clear_pointer (&self->code, g_free);
    set_refresh_token (self, NULL);
    tote_connect_error_change (error, TOTE_CONNECT_ERROR_NO_TOKEN);
  }

  return_what_there_is (self, task, g_steal_pointer (&error));
}

static void
tote_broker_tokens_get_token_async (ToteTokenSource *source, const char *stale,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  ToteBrokerTokens *self = TOTE_BROKER_TOKENS (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *token = get_token_but (self, stale);

  g_task_set_source_tag (task, tote_broker_tokens_get_token_async);
  g_task_set_task_data (task, g_strdup (stale), (GDestroyNotify) tote_secret_wipe);

  if (token != NULL && tote_token_response_is_fresh (self->response, g_get_real_time ()))
    g_task_return_pointer (task, g_strdup (token), (GDestroyNotify) tote_secret_wipe);
  else if (self->code != NULL)
    tote_broker_exchange_code_async (self->broker, self->code, cancellable, on_token_response,
                                     g_steal_pointer (&task));
  else if (self->refresh_token != NULL)
    tote_broker_refresh_async (self->broker, tote_secret_get_text (self->refresh_token),
                               cancellable, on_token_response, g_steal_pointer (&task));
  else
    return_what_there_is (self, task, tote_connect_error_new (TOTE_CONNECT_ERROR_NO_TOKEN));
}

static char *
tote_broker_tokens_get_token_finish (ToteTokenSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
token_source_init (ToteTokenSourceInterface *iface)
{
  iface->get_token_async = tote_broker_tokens_get_token_async;
  iface->get_token_finish = tote_broker_tokens_get_token_finish;
}

static void
tote_broker_tokens_finalize (GObject *object)
{
  ToteBrokerTokens *self = TOTE_BROKER_TOKENS (object);

  g_clear_object (&self->broker);
  g_clear_object (&self->response);
  g_free (self->code);
  g_clear_pointer (&self->refresh_token, tote_secret_free);

  G_OBJECT_CLASS (tote_broker_tokens_parent_class)->finalize (object);
}

static void
tote_broker_tokens_class_init (ToteBrokerTokensClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_broker_tokens_finalize;
}

static void
tote_broker_tokens_init (ToteBrokerTokens *self)
{
}

static ToteBrokerTokens *
tokens_new (ToteBroker *broker)
{
  ToteBrokerTokens *self = g_object_new (TOTE_TYPE_BROKER_TOKENS, NULL);

  self->broker = g_object_ref (broker);

  return self;
}

/**
 * tote_broker_tokens_new_for_code:
 * @code: the one-time code of a sign-in link; exchanged when a token is first asked for
 *
 * Returns: (transfer full): tokens, none yet
 */
ToteBrokerTokens *
tote_broker_tokens_new_for_code (ToteBroker *broker, const char *code)
{
  ToteBrokerTokens *self;

  g_return_val_if_fail (TOTE_IS_BROKER (broker), NULL);
  g_return_val_if_fail (code != NULL, NULL);

  self = tokens_new (broker);
  self->code = g_strdup (code);

  return self;
}

/**
 * tote_broker_tokens_new_for_response:
 * @response: from a look-up or a board
 *
 * Returns: (transfer full): tokens that begin with it
 */
ToteBrokerTokens *
tote_broker_tokens_new_for_response (ToteBroker *broker, ToteTokenResponse *response)
{
  ToteBrokerTokens *self;

  g_return_val_if_fail (TOTE_IS_BROKER (broker), NULL);
  g_return_val_if_fail (TOTE_IS_TOKEN_RESPONSE (response), NULL);

  self = tokens_new (broker);
  set_response (self, response);

  return self;
}

/**
 * tote_broker_tokens_get_response:
 *
 * Returns: (nullable): what the broker handed out last
 */
ToteTokenResponse *
tote_broker_tokens_get_response (ToteBrokerTokens *self)
{
  g_return_val_if_fail (TOTE_IS_BROKER_TOKENS (self), NULL);

  return self->response;
}

/**
 * tote_broker_tokens_get_order_id:
 *
 * Returns: (nullable): the order the tokens are for, once the broker said
 */
const char *
tote_broker_tokens_get_order_id (ToteBrokerTokens *self)
{
  g_return_val_if_fail (TOTE_IS_BROKER_TOKENS (self), NULL);

  return self->response != NULL ? tote_token_response_get_order_id (self->response) : NULL;
}

/**
 * tote_broker_tokens_get_refresh_token:
 *
 * Returns: (nullable): what the next token will be asked for with; never to be logged
 */
const char *
tote_broker_tokens_get_refresh_token (ToteBrokerTokens *self)
{
  g_return_val_if_fail (TOTE_IS_BROKER_TOKENS (self), NULL);

  return tote_secret_get_text (self->refresh_token);
}
