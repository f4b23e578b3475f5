/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-failure.h"

/* A server that asks for more has made a mistake, or will not remember it. */
#define REST_MOST_S (G_GINT64_CONSTANT (60) * 60)

static gboolean
is (const GError *error, ToteConnectError code)
{
  return g_error_matches (error, TOTE_CONNECT_ERROR, (int) code);
}

/**
 * tote_failure_is_refusal:
 * @error: (nullable): why a part of an order could not be read
 *
 * Returns: whether the platform itself refused it: it is switched off, not offered, or not to be
 *   had with this question. Its word may change, so it is asked again, but seldom
 */
gboolean
tote_failure_is_refusal (const GError *error)
{
  return is (error, TOTE_CONNECT_ERROR_FORBIDDEN) || is (error, TOTE_CONNECT_ERROR_REFUSED) ||
         tote_failure_is_missing (error);
}

/**
 * tote_failure_is_missing:
 *
 * Returns: whether the server does not have what was asked for
 */
gboolean
tote_failure_is_missing (const GError *error)
{
  return is (error, TOTE_CONNECT_ERROR_NOT_FOUND) || is (error, TOTE_CONNECT_ERROR_NOT_OFFERED);
}

/**
 * tote_failure_is_unreadable:
 *
 * Returns: whether it is not worth to wait until this part of the order can be read
 */
gboolean
tote_failure_is_unreadable (const GError *error)
{
  return tote_failure_is_refusal (error) || is (error, TOTE_CONNECT_ERROR_MALFORMED) ||
         is (error, TOTE_CONNECT_ERROR_TOO_LARGE);
}

/**
 * tote_failure_is_locked_out:
 * @error: (nullable): why an order could not be read
 *
 * Returns: whether the customer has to find a way in first: waiting does not help
 */
gboolean
tote_failure_is_locked_out (const GError *error)
{
  return is (error, TOTE_CONNECT_ERROR_UNAUTHORISED) || is (error, TOTE_CONNECT_ERROR_NO_TOKEN) ||
         is (error, TOTE_CONNECT_ERROR_LOCKED);
}

/**
 * tote_failure_may_pass:
 * @error: (nullable): why an order could not be read
 *
 * Returns: whether it can help the customer to ask again: not where there is no way in, no right to
 *   it, or nothing behind it
 */
gboolean
tote_failure_may_pass (const GError *error)
{
  return !tote_failure_is_locked_out (error) && !tote_failure_is_missing (error) &&
         !is (error, TOTE_CONNECT_ERROR_FORBIDDEN);
}

/**
 * tote_failure_is_lasting:
 * @error: (nullable): why something could not be read
 *
 * Returns: whether a moment's wait does not help, so that it is asked for at growing intervals.
 * None is for good: a store corrects its rights, a certificate is renewed, a clock is set
 */
gboolean
tote_failure_is_lasting (const GError *error)
{
  return tote_failure_is_refusal (error) || tote_failure_is_locked_out (error) ||
         is (error, TOTE_CONNECT_ERROR_CERTIFICATE);
}

/**
 * tote_failure_is_verdict:
 * @error: (nullable): why the order itself could not be read
 *
 * Returns: whether the platform has said in its own words that there is no way to this order: who
 *   does not wait may give up. That there is no sign-in to ask with is nobody's word: whoever keeps
 *   it may have it again soon
 */
gboolean
tote_failure_is_verdict (const GError *error)
{
  return tote_failure_is_refusal (error) ||
         (is (error, TOTE_CONNECT_ERROR_UNAUTHORISED) &&
          (tote_connect_error_get_api_code (error) != 0 ||
           tote_connect_error_get_server_message (error) != NULL));
}

/**
 * tote_failure_get_rest:
 * @error: (nullable)
 *
 * Returns: µs that the server wants to be left alone for, whatever it was asked; 0 if it did not
 *   say, an hour at most
 */
gint64
tote_failure_get_rest (const GError *error)
{
  return CLAMP (tote_connect_error_get_retry_after (error), 0, REST_MOST_S) * G_USEC_PER_SEC;
}

/**
 * tote_failure_equal:
 * @a: (nullable)
 * @b: (nullable)
 *
 * Returns: whether the two say the same
 */
gboolean
tote_failure_equal (const GError *a, const GError *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->domain == b->domain && a->code == b->code && g_strcmp0 (a->message, b->message) == 0 &&
         tote_connect_error_get_status (a) == tote_connect_error_get_status (b);
}
