/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-token-response.h"

#include "tote-connect-error.h"
#include "tote-json.h"
#include "tote-secret.h"
#include "tote-token-source.h"

/* A token is renewed this long before it ends, so that no call meets its end (contract 2). */
#define MARGIN (5 * G_TIME_SPAN_MINUTE)

/* A promise beyond this is as good as none. */
#define LIFETIME_MAX (366 * G_TIME_SPAN_DAY / G_TIME_SPAN_SECOND)

struct _ToteTokenResponse {
  GObject parent_instance;

  ToteSecret *access_token;  /* (owned) */
  ToteSecret *refresh_token; /* (owned) (nullable) */
  char *order_id;            /* (owned) (nullable) */
  gint64 received_at;        /* real µs */
  gint64 expires_at;         /* real µs, 0 when nobody said */
};

G_DEFINE_FINAL_TYPE (ToteTokenResponse, tote_token_response, G_TYPE_OBJECT)

static void
tote_token_response_finalize (GObject *object)
{
  ToteTokenResponse *self = TOTE_TOKEN_RESPONSE (object);

  g_clear_pointer (&self->access_token, tote_secret_free);
  g_clear_pointer (&self->refresh_token, tote_secret_free);
  g_free (self->order_id);

  G_OBJECT_CLASS (tote_token_response_parent_class)->finalize (object);
}

static void
tote_token_response_class_init (ToteTokenResponseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_token_response_finalize;
}

static void
tote_token_response_init (ToteTokenResponse *self)
{
}

static gboolean
is_usable (JsonObject *object)
{
  const char *type = tote_json_get_string (object, "token_type");

  return tote_token_is_sound (tote_json_get_string (object, "access_token")) &&
         (type == NULL || g_ascii_strcasecmp (type, "bearer") == 0);
}

/**
 * tote_token_response_new_from_json:
 * @object: (nullable): a token answer of design 5, or one entry of a board
 * @received_at: real time in microseconds; what is promised counts from here
 *
 * Returns: (transfer full) (nullable): what the broker said, or %NULL with
 * %TOTE_CONNECT_ERROR_MALFORMED
 */
ToteTokenResponse *
tote_token_response_new_from_json (JsonObject *object, gint64 received_at, GError **error)
{
  const char *refresh_token = tote_json_get_string (object, "refresh_token");
  gint64 expires_in;
  ToteTokenResponse *self;

  if (!is_usable (object)) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));
    return NULL;
  }

  self = g_object_new (TOTE_TYPE_TOKEN_RESPONSE, NULL);
  self->access_token = tote_secret_new (tote_json_get_string (object, "access_token"));
  self->refresh_token =
      refresh_token != NULL && *refresh_token != '\0' ? tote_secret_new (refresh_token) : NULL;
  self->order_id = tote_json_dup_id (object, "order_id");
  self->received_at = received_at;
  if (tote_json_get_int64 (object, "expires_in", &expires_in))
    self->expires_at = received_at + CLAMP (expires_in, 0, LIFETIME_MAX) * G_TIME_SPAN_SECOND;

  return self;
}

/**
 * tote_token_response_get_access_token:
 *
 * Returns: (transfer none): the token, never to be logged
 */
const char *
tote_token_response_get_access_token (ToteTokenResponse *self)
{
  g_return_val_if_fail (TOTE_IS_TOKEN_RESPONSE (self), NULL);

  return tote_secret_get_text (self->access_token);
}

/**
 * tote_token_response_get_refresh_token:
 *
 * Returns: (transfer none) (nullable): what buys the next token, never to be logged
 */
const char *
tote_token_response_get_refresh_token (ToteTokenResponse *self)
{
  g_return_val_if_fail (TOTE_IS_TOKEN_RESPONSE (self), NULL);

  return tote_secret_get_text (self->refresh_token);
}

/**
 * tote_token_response_get_order_id:
 *
 * Returns: (transfer none) (nullable): the order the token is for
 */
const char *
tote_token_response_get_order_id (ToteTokenResponse *self)
{
  g_return_val_if_fail (TOTE_IS_TOKEN_RESPONSE (self), NULL);

  return self->order_id;
}

/**
 * tote_token_response_get_expires_at:
 *
 * Returns: real time in microseconds, 0 when the broker did not say
 */
gint64
tote_token_response_get_expires_at (ToteTokenResponse *self)
{
  g_return_val_if_fail (TOTE_IS_TOKEN_RESPONSE (self), 0);

  return self->expires_at;
}

/**
 * tote_token_response_is_fresh:
 * @now: real time in microseconds
 *
 * Returns: whether the token can be used without a thought of its end; of a short life the last
 *   quarter is its end
 */
gboolean
tote_token_response_is_fresh (ToteTokenResponse *self, gint64 now)
{
  gint64 margin;

  g_return_val_if_fail (TOTE_IS_TOKEN_RESPONSE (self), FALSE);

  if (self->expires_at == 0)
    return TRUE;

  margin = MIN (MARGIN, (self->expires_at - self->received_at) / 4);

  return now < self->expires_at - margin;
}
