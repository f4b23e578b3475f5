/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-connect-error.h"

#include "tote-config.h"

#include <glib/gi18n-lib.h>

typedef struct {
  ToteObstacle obstacle;
  guint status;
  int retry_after;
  gint64 api_code;
  char *proxy;          /* (owned) (nullable) */
  char *key;            /* (owned) (nullable) */
  char *server_message; /* (owned) (nullable) */
} ToteConnectErrorPrivate;

static void
tote_connect_error_private_init (ToteConnectErrorPrivate *priv)
{
}

static void
tote_connect_error_private_copy (const ToteConnectErrorPrivate *src, ToteConnectErrorPrivate *dest)
{
  *dest = *src;
  dest->proxy = g_strdup (src->proxy);
  dest->key = g_strdup (src->key);
  dest->server_message = g_strdup (src->server_message);
}

static void
tote_connect_error_private_clear (ToteConnectErrorPrivate *priv)
{
  g_free (priv->proxy);
  g_free (priv->key);
  g_free (priv->server_message);
}

G_DEFINE_EXTENDED_ERROR (ToteConnectError, tote_connect_error)

static const char *
describe (ToteConnectError code)
{
  switch (code) {
  case TOTE_CONNECT_ERROR_UNREACHABLE:
    return _ ("The server cannot be reached");
  case TOTE_CONNECT_ERROR_UNCLEAR:
    return _ ("The connection was lost before the answer came");
  case TOTE_CONNECT_ERROR_CERTIFICATE:
    return _ ("The server could not prove that it is the right one");
  case TOTE_CONNECT_ERROR_UNAUTHORISED:
    return _ ("The server does not accept this sign-in any more");
  case TOTE_CONNECT_ERROR_FORBIDDEN:
    return _ ("The server does not permit this");
  case TOTE_CONNECT_ERROR_NOT_FOUND:
    return _ ("There is no such order");
  case TOTE_CONNECT_ERROR_NOT_OFFERED:
    return _ ("The server does not offer this");
  case TOTE_CONNECT_ERROR_REFUSED:
    return _ ("The server did not accept this");
  case TOTE_CONNECT_ERROR_BUSY:
    return _ ("The server is asked too often");
  case TOTE_CONNECT_ERROR_SERVER:
    return _ ("The server has a problem");
  case TOTE_CONNECT_ERROR_MALFORMED:
    return _ ("The server’s answer cannot be understood");
  case TOTE_CONNECT_ERROR_TOO_LARGE:
    return _ ("The server’s answer is too large");
  case TOTE_CONNECT_ERROR_REDIRECTED:
    return _ ("The server pointed to another place, which was not followed");
  case TOTE_CONNECT_ERROR_NO_TOKEN:
    return _ ("There is no sign-in for this order");
  case TOTE_CONNECT_ERROR_LOCKED:
    return _ ("The sign-in for this order is locked away");
  default:
    g_return_val_if_reached ("");
  }
}

/**
 * tote_connect_error_new:
 *
 * Returns: (transfer full): an error with the sentence that goes with its code, and no details
 */
GError *
tote_connect_error_new (ToteConnectError code)
{
  return g_error_new_literal (TOTE_CONNECT_ERROR, (int) code, describe (code));
}

/**
 * tote_connect_error_change:
 *
 * Gives @error another code, for somebody who knows more of the case, and keeps the details.
 */
void
tote_connect_error_change (GError *error, ToteConnectError code)
{
  g_return_if_fail (error->domain == TOTE_CONNECT_ERROR);

  error->code = (int) code;
  g_free (error->message);
  error->message = g_strdup (describe (code));
}

static const char *
describe_obstacle (ToteObstacle obstacle)
{
  switch (obstacle) {
  case TOTE_OBSTACLE_PROXY:
    return _ ("A proxy on the way to the server lets nothing pass");
  case TOTE_OBSTACLE_UNKNOWN_CA:
    return _ ("The server’s certificate comes from nobody this computer trusts");
  case TOTE_OBSTACLE_WRONG_NAME:
    return _ ("The server’s certificate is made out to another name");
  case TOTE_OBSTACLE_EXPIRED:
    return _ ("The server’s certificate has expired");
  case TOTE_OBSTACLE_CLOCK:
    return _ (
        "The server’s certificate is not valid at this date: this computer’s clock may be wrong");
  case TOTE_OBSTACLE_OLD_TLS:
    return _ ("The server’s encryption is too old to be safe");
  case TOTE_OBSTACLE_NONE:
  default:
    g_return_val_if_reached ("");
  }
}

/**
 * tote_connect_error_set_obstacle:
 * @obstacle: what stands in the way; the message of @error says so from now on
 */
void
tote_connect_error_set_obstacle (GError *error, ToteObstacle obstacle)
{
  ToteConnectErrorPrivate *priv = tote_connect_error_get_private (error);

  g_return_if_fail (priv != NULL);

  priv->obstacle = obstacle;
  if (obstacle == TOTE_OBSTACLE_NONE)
    return;

  g_free (error->message);
  error->message = g_strdup (describe_obstacle (obstacle));
}

/**
 * tote_connect_error_set_proxy:
 * @proxy: (nullable): host and port of what lets nothing pass, %NULL if they are not known
 *
 * Sets the obstacle %TOTE_OBSTACLE_PROXY; the message of @error names it.
 */
void
tote_connect_error_set_proxy (GError *error, const char *proxy)
{
  ToteConnectErrorPrivate *priv = tote_connect_error_get_private (error);

  tote_connect_error_set_obstacle (error, TOTE_OBSTACLE_PROXY);
  if (proxy == NULL)
    return;

  g_free (priv->proxy);
  priv->proxy = g_strdup (proxy);
  g_free (error->message);
  /* Translators: a host and its port, such as “proxy.example:3128”. */
  error->message = g_strdup_printf (_ ("The proxy %s lets nothing pass"), proxy);
}

/**
 * tote_connect_error_set_answer:
 * @status: the HTTP status, 0 for no answer
 * @retry_after: seconds the server wants to be left alone, 0 when it did not say
 */
void
tote_connect_error_set_answer (GError *error, guint status, int retry_after)
{
  ToteConnectErrorPrivate *priv = tote_connect_error_get_private (error);

  g_return_if_fail (priv != NULL);

  priv->status = status;
  priv->retry_after = retry_after;
}

/**
 * tote_connect_error_set_reason:
 * @api_code: the code of contract 1.2, 0 for none
 * @key: (nullable): the field at fault
 * @server_message: (nullable): the server's own words, already cleaned
 */
void
tote_connect_error_set_reason (GError *error, gint64 api_code, const char *key,
                               const char *server_message)
{
  ToteConnectErrorPrivate *priv = tote_connect_error_get_private (error);

  g_return_if_fail (priv != NULL);

  g_free (priv->key);
  g_free (priv->server_message);
  priv->api_code = api_code;
  priv->key = g_strdup (key);
  priv->server_message = g_strdup (server_message);
}

static const ToteConnectErrorPrivate *
peek (const GError *error)
{
  if (error == NULL || error->domain != TOTE_CONNECT_ERROR)
    return NULL;

  return tote_connect_error_get_private (error);
}

/**
 * tote_connect_error_get_obstacle:
 * @error: (nullable): an error of any domain
 *
 * Returns: what stands in the way, where that is known
 */
ToteObstacle
tote_connect_error_get_obstacle (const GError *error)
{
  const ToteConnectErrorPrivate *priv = peek (error);

  return priv != NULL ? priv->obstacle : TOTE_OBSTACLE_NONE;
}

/**
 * tote_connect_error_get_proxy:
 * @error: (nullable): an error of any domain
 *
 * Returns: (nullable): host and port of the proxy that lets nothing pass
 */
const char *
tote_connect_error_get_proxy (const GError *error)
{
  const ToteConnectErrorPrivate *priv = peek (error);

  return priv != NULL ? priv->proxy : NULL;
}

/**
 * tote_connect_error_get_status:
 * @error: (nullable): an error of any domain
 *
 * Returns: the HTTP status, 0 when no answer came
 */
guint
tote_connect_error_get_status (const GError *error)
{
  const ToteConnectErrorPrivate *priv = peek (error);

  return priv != NULL ? priv->status : 0;
}

/**
 * tote_connect_error_get_api_code:
 *
 * Returns: the code of contract 1.2 (9999: several errors), 0 for none
 */
gint64
tote_connect_error_get_api_code (const GError *error)
{
  const ToteConnectErrorPrivate *priv = peek (error);

  return priv != NULL ? priv->api_code : 0;
}

/**
 * tote_connect_error_get_key:
 *
 * Returns: (nullable): the field at fault (`meta.key`); of an OAuth error its short word
 */
const char *
tote_connect_error_get_key (const GError *error)
{
  const ToteConnectErrorPrivate *priv = peek (error);

  return priv != NULL ? priv->key : NULL;
}

/**
 * tote_connect_error_get_server_message:
 *
 * Returns: (nullable): the server's own words, as plain text fit to show; never to be logged
 */
const char *
tote_connect_error_get_server_message (const GError *error)
{
  const ToteConnectErrorPrivate *priv = peek (error);

  return priv != NULL ? priv->server_message : NULL;
}

/**
 * tote_connect_error_get_retry_after:
 *
 * Returns: how many seconds the server asked to be left alone, 0 when it did not say
 */
int
tote_connect_error_get_retry_after (const GError *error)
{
  const ToteConnectErrorPrivate *priv = peek (error);

  return priv != NULL ? priv->retry_after : 0;
}
