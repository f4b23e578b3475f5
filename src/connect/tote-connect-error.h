/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ToteConnectError: one code for each thing a caller would do differently.
 *
 * @TOTE_CONNECT_ERROR_UNREACHABLE: no answer came and nothing was delivered (name, route, refused
 *   line, a proxy that lets nothing pass); also a 4xx or 501 without the platform's own error body:
 *   what stands between has answered
 * @TOTE_CONNECT_ERROR_UNCLEAR: the line broke or timed out after the request may have been
 *   delivered; also 408, and the answer of what stands between (4xx, 501, 502, 504) to a write
 * @TOTE_CONNECT_ERROR_CERTIFICATE: the server's certificate is not good, see #ToteObstacle
 * @TOTE_CONNECT_ERROR_UNAUTHORISED: 401, also after a fresh token
 * @TOTE_CONNECT_ERROR_FORBIDDEN: 403, not permitted or switched off for this retailer
 * @TOTE_CONNECT_ERROR_NOT_FOUND: 404 of the platform on a call that every server has
 * @TOTE_CONNECT_ERROR_NOT_OFFERED: 404, 405 or 501 of the platform on an optional call
 * @TOTE_CONNECT_ERROR_REFUSED: 400 and other 4xx; the message of the server says why
 * @TOTE_CONNECT_ERROR_BUSY: 429
 * @TOTE_CONNECT_ERROR_SERVER: 5xx
 * @TOTE_CONNECT_ERROR_MALFORMED: a good status with a body that is not what it should be
 * @TOTE_CONNECT_ERROR_TOO_LARGE: a limit of contract 8.5 was passed while reading
 * @TOTE_CONNECT_ERROR_REDIRECTED: the server pointed elsewhere; calls with a bearer do not follow
 * @TOTE_CONNECT_ERROR_NO_TOKEN: the token source has none to give
 * @TOTE_CONNECT_ERROR_LOCKED: the token is kept where the customer has to unlock it first
 *
 * The message of an error is a sentence for the log and the terminal, without anything the server
 * or the customer said; what the server said is a detail of its own. A cancelled call ends in
 * %G_IO_ERROR_CANCELLED; a write cancelled under way is as unclear as a broken line.
 */
typedef enum {
  TOTE_CONNECT_ERROR_UNREACHABLE,
  TOTE_CONNECT_ERROR_UNCLEAR,
  TOTE_CONNECT_ERROR_CERTIFICATE,
  TOTE_CONNECT_ERROR_UNAUTHORISED,
  TOTE_CONNECT_ERROR_FORBIDDEN,
  TOTE_CONNECT_ERROR_NOT_FOUND,
  TOTE_CONNECT_ERROR_NOT_OFFERED,
  TOTE_CONNECT_ERROR_REFUSED,
  TOTE_CONNECT_ERROR_BUSY,
  TOTE_CONNECT_ERROR_SERVER,
  TOTE_CONNECT_ERROR_MALFORMED,
  TOTE_CONNECT_ERROR_TOO_LARGE,
  TOTE_CONNECT_ERROR_REDIRECTED,
  TOTE_CONNECT_ERROR_NO_TOKEN,
  TOTE_CONNECT_ERROR_LOCKED,
} ToteConnectError;

/**
 * ToteObstacle: what stands between the customer and the server, where that is known.
 *
 * @TOTE_OBSTACLE_NONE: nothing that is known
 * @TOTE_OBSTACLE_PROXY: a proxy lets nothing pass
 * @TOTE_OBSTACLE_UNKNOWN_CA: nobody this computer trusts vouches for the certificate
 * @TOTE_OBSTACLE_WRONG_NAME: the certificate is another server's
 * @TOTE_OBSTACLE_EXPIRED: the certificate has run out
 * @TOTE_OBSTACLE_CLOCK: the certificate is good at another time: probably this computer's clock is
 *   wrong
 * @TOTE_OBSTACLE_OLD_TLS: the server encrypts in a way that is not safe any more
 */
typedef enum {
  TOTE_OBSTACLE_NONE,
  TOTE_OBSTACLE_PROXY,
  TOTE_OBSTACLE_UNKNOWN_CA,
  TOTE_OBSTACLE_WRONG_NAME,
  TOTE_OBSTACLE_EXPIRED,
  TOTE_OBSTACLE_CLOCK,
  TOTE_OBSTACLE_OLD_TLS,
} ToteObstacle;

#define TOTE_CONNECT_ERROR (tote_connect_error_quark ())
GQuark tote_connect_error_quark (void);

GError *tote_connect_error_new (ToteConnectError code);
void tote_connect_error_change (GError *error, ToteConnectError code);
void tote_connect_error_set_obstacle (GError *error, ToteObstacle obstacle);
void tote_connect_error_set_proxy (GError *error, const char *proxy);
void tote_connect_error_set_answer (GError *error, guint status, int retry_after);
void tote_connect_error_set_reason (GError *error, gint64 api_code, const char *key,
                                    const char *server_message);

ToteObstacle tote_connect_error_get_obstacle (const GError *error);
const char *tote_connect_error_get_proxy (const GError *error);
guint tote_connect_error_get_status (const GError *error);
gint64 tote_connect_error_get_api_code (const GError *error);
const char *tote_connect_error_get_key (const GError *error);
const char *tote_connect_error_get_server_message (const GError *error);
int tote_connect_error_get_retry_after (const GError *error);

G_END_DECLS
