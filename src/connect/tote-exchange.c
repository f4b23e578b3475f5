/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-exchange.h"

#include "tote-connect-error.h"
#include "tote-error-body.h"
#include "tote-gather.h"
#include "tote-json-scan.h"
#include "tote-line-guard.h"
#include "tote-source.h"
#include "tote-unpacker.h"

#include <string.h>

#define CHUNK_SIZE 16384

/* libsoup sends GET again by itself when a kept connection breaks under it, and has two callbacks
 * waiting then: that the first attempt is over, and that it is time for the next. They have to come
 * in this order, or libsoup (3.2, 3.6) ends the second attempt in the name of the first, and
 * crashes. The first has the priority of the request, the second the default one. */
#define SEND_PRIORITY (G_PRIORITY_DEFAULT - 1)

/* A stream of HTTP/2 that is reset in the middle of a body is not heard of: libsoup (3.2) goes on
 * waiting for its next piece. A body that pauses for so long is taken for one. */
#define PAUSE_MOST_MS 5000

/* A server may say that it is at work, but not for ever: libsoup reads all of it in one go. */
#define INFORMATIONAL_MAX 16

/* A server that refuses each connection as soon as a request is on it says that none was looked at,
 * and libsoup sends it again at once, hundreds of times a second. It may meet all the connections
 * that were kept dead, one after the other. */
#define RESTARTS_MAX 8

/* Nobody leaves a certificate expired for so long: rather it is the clock here that is ahead. */
#define EXPIRED_MOST (30 * G_TIME_SPAN_DAY)

/* What is sent back with each question later. */
#define ETAG_MAX 256

/* What a failure has to say fits in here, or is not worth reading. */
#define ERROR_BODY_MAX 65536

/**
 * Exchange: one request on its way. The body is read piece by piece, so that nothing larger than
 * the limit is ever held, whatever Content-Length and Content-Encoding promise.
 */
typedef struct {
  SoupMessage *message; /* (owned) */
  ToteGather *gather;   /* (nullable) the session's */
  ToteExchangeFlags flags;
  gsize limit;
  gboolean connected;    /* on a connection of its own, not one that was kept */
  gboolean started;      /* the first byte may have left */
  gboolean cut_off;      /* a kept connection ended instead of an answer */
  gboolean returned;     /* the caller has its answer */
  guint n_informational; /* answers before the answer */
  guint n_restarts;      /* by libsoup itself */
  ToteObstacle obstacle;
  GSource *deadline; /* (owned) (nullable) */
  GSource *pause;    /* (owned) (nullable) until the next piece of the body */

  /* Follows the caller's, and is the deadline's too. */
  GCancellable *cancellable; /* (owned) */
  GCancellable *outer;       /* (owned) (nullable) */
  GSource *outer_watch;      /* (owned) (nullable) */
  GInputStream *stream;      /* (owned) (nullable) */
  GByteArray *body;          /* (owned) */
  gsize received;            /* bytes of the body, packed as they may be */
  ToteUnpacker *unpacker;    /* (owned) (nullable) for a packed body */
  ToteJsonScan scan;
  guint8 chunk[CHUNK_SIZE];
} Exchange;

static void
exchange_free (Exchange *exchange)
{
  g_object_unref (exchange->message);
  g_clear_object (&exchange->cancellable);
  g_clear_object (&exchange->outer);
  g_clear_object (&exchange->stream);
  g_byte_array_unref (exchange->body);
  g_clear_pointer (&exchange->unpacker, tote_unpacker_free);
  g_free (exchange);
}

static gboolean
is_quiet (Exchange *exchange)
{
  return (exchange->flags & TOTE_EXCHANGE_QUIET) != 0;
}

static gboolean
is_secure (SoupMessage *message)
{
  return g_str_equal (g_uri_get_scheme (soup_message_get_uri (message)), "https");
}

/* libsoup (3.2, 3.6) answers a 421 by itself: it sends the request again, up to twenty times, and
 * without its body. Its handler for that has connected after this one. */
static void
on_got_body (SoupMessage *message, Exchange *exchange)
{
  if (soup_message_get_status (message) == SOUP_STATUS_MISDIRECTED_REQUEST)
    g_signal_stop_emission_by_name (message, "got-body");
}

/* Nothing is sent yet: the connection is there, and this is the last moment to look at it. */
static void
on_starting (SoupMessage *message, Exchange *exchange)
{
  GTlsProtocolVersion version = soup_message_get_tls_protocol_version (message);

  if (is_secure (message) && version != G_TLS_PROTOCOL_VERSION_UNKNOWN &&
      version < G_TLS_PROTOCOL_VERSION_TLS_1_2) {
    exchange->obstacle = TOTE_OBSTACLE_OLD_TLS;
    g_cancellable_cancel (exchange->cancellable);
    return;
  }

  exchange->started = TRUE;
}

static void
on_network_event (SoupMessage *message, GSocketClientEvent event, GIOStream *connection,
                  Exchange *exchange)
{
  exchange->connected = TRUE;
  if (event == G_SOCKET_CLIENT_CONNECTED && exchange->gather != NULL)
    tote_gather_watch (exchange->gather,
                       g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)));
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED)
    tote_line_guard_watch (connection);
}

static void
on_informational (SoupMessage *message, Exchange *exchange)
{
  if (++exchange->n_informational > INFORMATIONAL_MAX)
    g_cancellable_cancel (exchange->cancellable);
}

static void
on_restarted (SoupMessage *message, Exchange *exchange)
{
  if (++exchange->n_restarts > RESTARTS_MAX)
    g_cancellable_cancel (exchange->cancellable);
}

static ToteObstacle
explain_expiry (GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return end != NULL && g_date_time_difference (now, end) > EXPIRED_MOST ? TOTE_OBSTACLE_CLOCK
                                                                         : TOTE_OBSTACLE_EXPIRED;
}

/* There is no way past a bad certificate. What is wrong with it is told; of several faults the one
 * that somebody can do something about. */
static gboolean
on_accept_certificate (SoupMessage *message, GTlsCertificate *certificate,
                       GTlsCertificateFlags faults, Exchange *exchange)
{
  if (faults & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    exchange->obstacle = TOTE_OBSTACLE_CLOCK;
  else if (faults & G_TLS_CERTIFICATE_EXPIRED)
    exchange->obstacle = explain_expiry (certificate);
  else if (faults & G_TLS_CERTIFICATE_BAD_IDENTITY)
    exchange->obstacle = TOTE_OBSTACLE_WRONG_NAME;
  else if (faults & G_TLS_CERTIFICATE_UNKNOWN_CA)
    exchange->obstacle = TOTE_OBSTACLE_UNKNOWN_CA;

  return FALSE;
}

static void
stop_watching (Exchange *exchange)
{
  if (exchange->gather != NULL)
    tote_gather_end (exchange->gather, is_quiet (exchange));
  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  tote_source_clear (&exchange->deadline);
  tote_source_clear (&exchange->pause);
  tote_source_clear (&exchange->outer_watch);
}

/* A stream that is merely let go of is read to its end first, and blocks for it. Closed with a
 * cancelled cancellable, it gives up the connection at once. */
static void
drop_stream (Exchange *exchange)
{
  if (exchange->stream == NULL)
    return;

  g_cancellable_cancel (exchange->cancellable);
  g_input_stream_close (exchange->stream, exchange->cancellable, NULL);
  g_clear_object (&exchange->stream);
}

static ToteConnectError
classify (Exchange *exchange, const GError *error)
{
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE) ||
      exchange->obstacle == TOTE_OBSTACLE_OLD_TLS)
    return TOTE_CONNECT_ERROR_CERTIFICATE;
  if (!exchange->started)
    return TOTE_CONNECT_ERROR_UNREACHABLE;
  if ((g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
       exchange->n_informational > INFORMATIONAL_MAX) &&
      (exchange->flags & TOTE_EXCHANGE_WRITE) == 0)
    return TOTE_CONNECT_ERROR_MALFORMED;

  return TOTE_CONNECT_ERROR_UNCLEAR;
}

/* A server may end a kept connection at any time, also with what was just sent on it (HTTP/2 does
 * so for all of a connection). One that falls silent, or is called off, is another matter. */
static gboolean
is_cut_off (Exchange *exchange, const GError *error)
{
  return !exchange->connected && !g_cancellable_is_cancelled (exchange->cancellable) &&
         !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) &&
         soup_message_get_status (exchange->message) == SOUP_STATUS_NONE;
}

static void
return_bytes (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  GByteArray *body = g_steal_pointer (&exchange->body);

  stop_watching (exchange);
  exchange->returned = TRUE;
  exchange->body = g_byte_array_new ();
  g_task_return_pointer (task, g_byte_array_free_to_bytes (body), (GDestroyNotify) g_bytes_unref);
}

static GError *
new_error (Exchange *exchange, ToteConnectError code)
{
  GError *error = tote_connect_error_new (code);

  tote_connect_error_set_obstacle (error, exchange->obstacle);

  return error;
}

/* error: (transfer full): from the library below, or already ours. */
static void
return_error (GTask *task, GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);
  ToteConnectError code;

  stop_watching (exchange);
  exchange->returned = TRUE;

  if (error->domain == TOTE_CONNECT_ERROR || g_cancellable_is_cancelled (exchange->outer)) {
    g_task_return_error (task, error);
    return;
  }

  code = classify (exchange, error);
  exchange->cut_off = is_cut_off (exchange, error);
  g_error_free (error);
  g_task_return_error (task, new_error (exchange, code));
}

static gboolean
is_good (Exchange *exchange)
{
  return SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (exchange->message));
}

/* Without a body to go by, the status still tells what there is to tell. */
static void
return_body_fault (GTask *task, GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);
  gboolean needed = is_good (exchange) && (exchange->flags & TOTE_EXCHANGE_WRITE) == 0;

  if (needed) {
    return_error (task, error);
    return;
  }

  g_error_free (error);
  g_byte_array_set_size (exchange->body, 0);
  return_bytes (task);
}

/* The library below may take its time over a request that waits for a connection: whoever calls off
 * is not made to wait for it. What it still says is not listened to. */
static void
give_up (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Called off");

  g_object_ref (task);
  g_cancellable_cancel (exchange->cancellable);
  if (exchange->returned)
    g_error_free (error);
  else if (exchange->stream != NULL)
    return_body_fault (task, error);
  else
    return_error (task, error);
  g_object_unref (task);
}

static gboolean
on_outer_cancelled (GCancellable *outer, gpointer user_data)
{
  give_up (user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
on_deadline (gpointer user_data)
{
  give_up (user_data);

  return G_SOURCE_REMOVE;
}

static gsize
get_limit (Exchange *exchange)
{
  return is_good (exchange) ? exchange->limit : MIN (exchange->limit, ERROR_BODY_MAX);
}

static gboolean
take_chunk (Exchange *exchange, gsize size, GError **error)
{
  gsize limit = get_limit (exchange);

  /* What is packed may unpack to nothing, for ever. */
  if (size > limit - exchange->received) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_TOO_LARGE));
    return FALSE;
  }
  exchange->received += size;

  if (exchange->unpacker == NULL)
    g_byte_array_append (exchange->body, exchange->chunk, (guint) size);
  else if (!tote_unpacker_feed (exchange->unpacker, exchange->chunk, size, exchange->body, limit,
                                error))
    return FALSE;

  if ((exchange->flags & TOTE_EXCHANGE_JSON) == 0 || !is_good (exchange))
    return TRUE;

  return tote_json_scan_feed (&exchange->scan, exchange->body->data, exchange->body->len, error);
}

static gboolean
take_end (Exchange *exchange, GError **error)
{
  if (exchange->unpacker != NULL && !tote_unpacker_end (exchange->unpacker, error))
    return FALSE;
  if ((exchange->flags & TOTE_EXCHANGE_JSON) == 0 || !is_good (exchange))
    return TRUE;

  return tote_json_scan_end (&exchange->scan, error);
}

static void on_read (GObject *source, GAsyncResult *result, gpointer user_data);

static gboolean
on_pause (gpointer user_data)
{
  give_up (user_data);

  return G_SOURCE_REMOVE;
}

static void
watch_pause (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  if (soup_message_get_http_version (exchange->message) != SOUP_HTTP_2_0)
    return;

  exchange->pause = g_timeout_source_new (PAUSE_MOST_MS);
  g_source_set_callback (exchange->pause, on_pause, task, NULL);
  g_source_attach (exchange->pause, g_task_get_context (task));
}

static void
read_on (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  watch_pause (task);
  g_input_stream_read_async (exchange->stream, exchange->chunk, CHUNK_SIZE,
                             g_task_get_priority (task), exchange->cancellable, on_read, task);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize size = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  tote_source_clear (&exchange->pause);
  if (exchange->returned) {
    drop_stream (exchange);
  } else if (size > 0 && take_chunk (exchange, (gsize) size, &error)) {
    read_on (g_steal_pointer (&task));
  } else if (size == 0 && take_end (exchange, &error)) {
    return_bytes (task);
  } else {
    drop_stream (exchange);
    return_body_fault (task, g_steal_pointer (&error));
  }
}

/* Host and port alone: the rest of its address may hold a password. */
static char *
name_proxy (SoupMessage *message)
{
  GSocketAddress *peer = soup_message_get_remote_address (message);
  const char *address =
      G_IS_PROXY_ADDRESS (peer) ? g_proxy_address_get_uri (G_PROXY_ADDRESS (peer)) : NULL;
  g_autofree char *host = NULL;
  int port = -1;

  if (address == NULL ||
      !g_uri_split_network (address, G_URI_FLAGS_NONE, NULL, &host, &port, NULL) || host == NULL)
    return NULL;

  return port > 0 ? g_strdup_printf ("%s:%d", host, port) : g_steal_pointer (&host);
}

static void
return_proxy_error (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  g_autofree char *proxy = name_proxy (exchange->message);
  GError *error = tote_connect_error_new (TOTE_CONNECT_ERROR_UNREACHABLE);

  tote_connect_error_set_proxy (error, proxy);
  tote_connect_error_set_answer (error, soup_message_get_status (exchange->message), 0);
  return_error (task, error);
}

/* Packed in a way nobody asked for, it is no use. */
static gboolean
begin_body (Exchange *exchange, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  const char *packing = soup_message_headers_get_list (headers, "Content-Encoding");

  if (packing == NULL || g_ascii_strcasecmp (packing, "identity") == 0)
    return TRUE;

  if (g_ascii_strcasecmp (packing, "gzip") == 0 || g_ascii_strcasecmp (packing, "x-gzip") == 0) {
    exchange->unpacker = tote_unpacker_new ();
    return TRUE;
  }

  g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));

  return FALSE;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  g_autoptr (GError) error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->returned) {
    drop_stream (exchange);
    return;
  }
  if (exchange->stream == NULL) {
    return_error (task, g_steal_pointer (&error));
    return;
  }

  /* An answer in the name of an https address with no certificate behind it is that of the proxy,
   * which did not let the request through: libsoup hands it up as if it were the server's. */
  if (is_secure (exchange->message) &&
      soup_message_get_tls_peer_certificate (exchange->message) == NULL) {
    drop_stream (exchange);
    return_proxy_error (task);
    return;
  }

  if (!begin_body (exchange, &error)) {
    drop_stream (exchange);
    return_body_fault (task, g_steal_pointer (&error));
    return;
  }

  /* What is packed only grows. */
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > (goffset) get_limit (exchange)) {
    drop_stream (exchange);
    return_body_fault (task, tote_connect_error_new (TOTE_CONNECT_ERROR_TOO_LARGE));
    return;
  }

  read_on (g_steal_pointer (&task));
}

/* The sources do not own the task: it lives as long as the library below has not answered, and they
 * are gone when it was returned. */
static void
watch (GTask *task, guint deadline_ms)
{
  Exchange *exchange = g_task_get_task_data (task);

  if (exchange->gather != NULL)
    tote_gather_begin (exchange->gather, is_quiet (exchange));
  g_signal_connect (exchange->message, "starting", G_CALLBACK (on_starting), exchange);
  g_signal_connect (exchange->message, "got-body", G_CALLBACK (on_got_body), exchange);
  g_signal_connect (exchange->message, "network-event", G_CALLBACK (on_network_event), exchange);
  g_signal_connect (exchange->message, "got-informational", G_CALLBACK (on_informational),
                    exchange);
  g_signal_connect (exchange->message, "restarted", G_CALLBACK (on_restarted), exchange);
  g_signal_connect (exchange->message, "accept-certificate", G_CALLBACK (on_accept_certificate),
                    exchange);

  exchange->deadline = g_timeout_source_new (deadline_ms);
  g_source_set_callback (exchange->deadline, on_deadline, task, NULL);
  g_source_attach (exchange->deadline, g_task_get_context (task));

  /* A source, and not the signal: nothing may be disconnected from inside that. */
  if (exchange->outer != NULL) {
    exchange->outer_watch = g_cancellable_source_new (exchange->outer);
    g_source_set_callback (exchange->outer_watch, G_SOURCE_FUNC (on_outer_cancelled), task, NULL);
    g_source_attach (exchange->outer_watch, g_task_get_context (task));
  }
}

/**
 * tote_exchange_async:
 * @message: the request; redirects are not followed, whoever asks sees the status and decides
 * @limit: bytes the body may have, unpacked
 * @deadline_ms: milliseconds the whole may take
 *
 * Sends a request and reads the answer. An answer of any status is a success here.
 */
void
tote_exchange_async (SoupSession *session, SoupMessage *message, ToteExchangeFlags flags,
                     gsize limit, guint deadline_ms, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Exchange *exchange;

  g_return_if_fail (SOUP_IS_SESSION (session));
  g_return_if_fail (SOUP_IS_MESSAGE (message));

  task = g_task_new (session, cancellable, callback, user_data);
  exchange = g_new0 (Exchange, 1);
  g_task_set_source_tag (task, tote_exchange_async);
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);
  exchange->message = g_object_ref (message);
  exchange->gather = tote_gather_get (session);
  exchange->flags = flags;
  exchange->limit = limit;
  exchange->cancellable = g_cancellable_new ();
  exchange->body = g_byte_array_new ();
  g_set_object (&exchange->outer, cancellable);
  tote_json_scan_init (&exchange->scan);

  if (g_task_return_error_if_cancelled (task))
    return;

  /* libsoup sends GET and PUT again by itself when a kept connection turns out to be dead. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept-Encoding",
                                "gzip");
  if (flags & TOTE_EXCHANGE_WRITE)
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);

  watch (task, deadline_ms);
  soup_session_send_async (session, message, SEND_PRIORITY, exchange->cancellable, on_sent,
                           g_steal_pointer (&task));
}

/**
 * tote_exchange_finish:
 *
 * Returns: (transfer full) (nullable): the body, empty if it was no use; or %NULL with
 *   %TOTE_CONNECT_ERROR or %G_IO_ERROR_CANCELLED
 */
GBytes *
tote_exchange_finish (SoupSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tote_exchange_was_cut_off:
 *
 * Returns: whether the exchange failed only because a kept connection ended under it, as any may at
 *   any time: a read is worth another try at once
 */
gboolean
tote_exchange_was_cut_off (SoupSession *session, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);

  return ((Exchange *) g_task_get_task_data (G_TASK (result)))->cut_off;
}

/**
 * tote_exchange_get_etag:
 * @message: one that was answered
 *
 * Returns: (transfer none) (nullable): what the server calls this state of what was asked for
 */
const char *
tote_exchange_get_etag (SoupMessage *message)
{
  const char *etag =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "ETag");

  return etag != NULL && *etag != '\0' && strlen (etag) <= ETAG_MAX ? etag : NULL;
}

/* The clock here may be wrong: the server's own says how long it is until then. */
static GDateTime *
dup_answer_time (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Date");
  GDateTime *time = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return time != NULL ? time : g_date_time_new_now_utc ();
}

static int
get_retry_after (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) until = NULL;
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GError) error = NULL;
  guint64 seconds;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &seconds, &error))
    return (int) seconds;
  if (g_error_matches (error, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
    return G_MAXINT;

  until = soup_date_time_new_from_http_string (text);
  now = dup_answer_time (headers);
  if (until == NULL || g_date_time_compare (until, now) <= 0)
    return 0;

  /* Rounded up: the wish is never shortened. */
  return (int) MIN (g_date_time_difference (until, now) / G_TIME_SPAN_SECOND + 1, G_MAXINT);
}

static ToteConnectError
code_from_status (guint status)
{
  switch (status) {
  case SOUP_STATUS_UNAUTHORIZED:
    return TOTE_CONNECT_ERROR_UNAUTHORISED;
  case SOUP_STATUS_FORBIDDEN:
    return TOTE_CONNECT_ERROR_FORBIDDEN;
  case SOUP_STATUS_NOT_FOUND:
    return TOTE_CONNECT_ERROR_NOT_FOUND;
  case SOUP_STATUS_REQUEST_TIMEOUT:
    return TOTE_CONNECT_ERROR_UNCLEAR;
  case SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED:
    /* Not the server's to ask for: somebody before it lets nothing pass. */
    return TOTE_CONNECT_ERROR_UNREACHABLE;
  case 429:
    return TOTE_CONNECT_ERROR_BUSY;
  default:
    if (SOUP_STATUS_IS_SERVER_ERROR (status))
      return TOTE_CONNECT_ERROR_SERVER;
    if (SOUP_STATUS_IS_CLIENT_ERROR (status))
      return TOTE_CONNECT_ERROR_REFUSED;
    if (SOUP_STATUS_IS_SUCCESSFUL (status))
      return TOTE_CONNECT_ERROR_SERVER;
    return SOUP_STATUS_IS_REDIRECTION (status) && status != SOUP_STATUS_NOT_MODIFIED
               ? TOTE_CONNECT_ERROR_REDIRECTED
               : TOTE_CONNECT_ERROR_MALFORMED;
  }
}

/**
 * tote_exchange_new_status_error:
 * @message: one that was answered with anything but success, or with an error in the name of one
 *
 * Returns: (transfer full): the error of contract 1.1 with the reason of 1.2
 */
GError *
tote_exchange_new_status_error (SoupMessage *message, GBytes *body)
{
  guint status = soup_message_get_status (message);
  g_autoptr (ToteErrorBody) reason = tote_error_body_new (body);
  GError *error = tote_connect_error_new (code_from_status (status));

  tote_connect_error_set_answer (error, status, get_retry_after (message));
  tote_connect_error_set_reason (error, reason->code, reason->key, reason->message);

  return error;
}
