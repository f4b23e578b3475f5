/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-responder.h"

#include "tote-sandbox-fault-injection.h"
#include "tote-sandbox-mangling.h"

#include <string.h>

/* How an answer goes out when nothing is wrong, and how when something is. */

/* Smaller bodies do not gain from being packed. */
#define WORTH_PACKING 1024
#define NESTING 100000

static GBytes *
pack (GBytes *bytes)
{
  g_autoptr (GConverter) compressor =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, compressor);
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  if (!g_output_stream_write_all (stream, data, length, NULL, NULL, NULL) ||
      !g_output_stream_close (stream, NULL, NULL))
    return g_bytes_ref (bytes);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* Pictures are packed already. */
static gboolean
is_worth_packing (ToteSandboxCall *call)
{
  return !g_str_has_prefix (call->content_type, "image/") &&
         g_bytes_get_size (call->answer) >= WORTH_PACKING;
}

static gboolean
accepts_gzip (ToteSandboxCall *call)
{
  const char *accepted = g_hash_table_lookup (call->headers, "accept-encoding");

  return accepted != NULL && strstr (accepted, "gzip") != NULL;
}

/* Whether the client has these very bytes already; sets what it needs to ask so next time, and what
 * a cache between has to know. */
static gboolean
has_already (ToteSandboxCall *call, SoupMessageHeaders *headers)
{
  const char *known = g_hash_table_lookup (call->headers, "if-none-match");
  g_autofree char *sum = NULL;
  g_autofree char *tag = NULL;

  if (!g_str_equal (call->method, "GET") || call->status != SOUP_STATUS_OK)
    return FALSE;

  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, call->answer);
  tag = g_strdup_printf ("\"%.20s\"", sum);
  soup_message_headers_replace (headers, "ETag", tag);
  soup_message_headers_replace (headers, "Cache-Control",
                                call->cache != NULL ? call->cache : "private, no-cache");
  if (is_worth_packing (call))
    soup_message_headers_append (headers, "Vary", "Accept-Encoding");
  if (g_hash_table_contains (call->headers, "authorization"))
    soup_message_headers_append (headers, "Vary", "Authorization");
  return known != NULL && strstr (known, tag) != NULL;
}

static void
set_body (ToteSandboxCall *call, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autoptr (GBytes) bytes = g_bytes_ref (call->answer);

  if (is_worth_packing (call) && accepts_gzip (call)) {
    g_autoptr (GBytes) plain = g_steal_pointer (&bytes);

    bytes = pack (plain);
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  }
  soup_message_headers_replace (headers, "Content-Type", call->content_type);
  if (g_bytes_get_size (bytes) > 0)
    soup_message_body_append_bytes (body, bytes);
}

static void
set_text (ToteSandboxCall *call, const char *type, const char *text)
{
  g_clear_pointer (&call->answer, g_bytes_unref);
  call->answer = g_bytes_new (text, strlen (text));
  call->content_type = type;
  call->status = SOUP_STATUS_OK;
}

static void
set_nested (ToteSandboxCall *call)
{
  g_autoptr (GString) text = g_string_new ("{\"line_items\":");

  for (int i = 0; i < NESTING; i++)
    g_string_append_c (text, '[');
  for (int i = 0; i < NESTING; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  set_text (call, "application/json", text->str);
}

static void
send (ToteSandboxCall *call, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (call->answer == NULL) {
    soup_server_message_set_status (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL);
    return;
  }
  if (call->status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer");
  if (call->allow != NULL)
    soup_message_headers_replace (headers, "Allow", call->allow);
  if (has_already (call, headers)) {
    soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
    return;
  }

  set_body (call, message);
  soup_server_message_set_status (message, call->status, NULL);
}

static void
send_status (ToteSandboxCall *call, SoupServerMessage *message, const ToteSandboxFault *fault)
{
  gboolean later = fault->status == 429 || fault->status == SOUP_STATUS_SERVICE_UNAVAILABLE;

  tote_sandbox_call_break (call, fault->status, later ? 2003 : 5000,
                           later ? "Slow down" : "Something broke on our side");
  if (fault->retry_after > 0) {
    g_autofree char *seconds = g_strdup_printf ("%u", fault->retry_after);

    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                  seconds);
  }
  send (call, message);
}

/* To another name of this machine: whoever follows shows up in the log, with or without bearer. */
static void
send_redirect (ToteSandboxCall *call, SoupServerMessage *message)
{
  g_autoptr (GUri) uri = g_uri_parse (call->platform->url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *target =
      g_strdup_printf ("http://localhost:%d%s", g_uri_get_port (uri), call->path);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                target);
  soup_server_message_set_status (message, SOUP_STATUS_FOUND, NULL);
}

/* Only the connection of a client that is still there can be taken over and broken. */
static gboolean
is_connected (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  g_autoptr (GSocketAddress) client =
      socket != NULL ? g_socket_get_remote_address (socket, NULL) : NULL;

  return client != NULL;
}

static void
break_connection (ToteSandboxCall *call, SoupServerMessage *message, ToteSandboxFaultKind kind)
{
  if (kind == TOTE_SANDBOX_FAULT_RESET)
    tote_sandbox_fault_injection_reset (message);
  else if (kind == TOTE_SANDBOX_FAULT_TRUNCATE)
    tote_sandbox_fault_injection_truncate (message, call->answer, call->content_type);
  else
    tote_sandbox_fault_injection_flood (message);
}

static void
set_nonsense (ToteSandboxCall *call, ToteSandboxFaultKind kind)
{
  if (kind == TOTE_SANDBOX_FAULT_MALFORMED)
    set_text (call, "application/json", "{\"line_items\": [{\"id\": \"li-0001\", ");
  else if (kind == TOTE_SANDBOX_FAULT_ARRAY)
    set_text (call, "application/json", "[1, 2, 3]");
  else if (kind == TOTE_SANDBOX_FAULT_DEEP)
    set_nested (call);
  else if (kind == TOTE_SANDBOX_FAULT_HTML)
    set_text (call, "text/html", "<!DOCTYPE html><title>Sign in</title><h1>Please sign in</h1>");
  else
    set_text (call, "application/json", "");
}

/* What is no answer of the platform's stays as it is. */
static void
mangle (ToteSandboxCall *call, const ToteSandboxFault *fault)
{
  g_autoptr (GBytes) before = g_steal_pointer (&call->answer);

  if (before == NULL)
    return;

  call->answer = fault->kind == TOTE_SANDBOX_FAULT_TEXTS
                     ? tote_sandbox_mangle_texts (before, fault->kind_of_text)
                     : tote_sandbox_mangle_member (before, fault->member);
}

/**
 * tote_sandbox_responder_send:
 * @call: a call, answered or not
 * @message: where the answer would go
 * @fault: what goes wrong, if anything
 *
 * Returns: whether the connection was taken over: nothing more is heard of the message then, and
 *   nothing may be done with it
 */
gboolean
tote_sandbox_responder_send (ToteSandboxCall *call, SoupServerMessage *message,
                             const ToteSandboxFault *fault)
{
  switch (fault->kind) {
  case TOTE_SANDBOX_FAULT_RESET:
  case TOTE_SANDBOX_FAULT_TRUNCATE:
  case TOTE_SANDBOX_FAULT_HUGE:
    if (!is_connected (message))
      break;
    break_connection (call, message, fault->kind);
    return TRUE;
  case TOTE_SANDBOX_FAULT_STATUS:
    send_status (call, message, fault);
    return FALSE;
  case TOTE_SANDBOX_FAULT_REDIRECT:
    send_redirect (call, message);
    return FALSE;
  case TOTE_SANDBOX_FAULT_MALFORMED:
  case TOTE_SANDBOX_FAULT_ARRAY:
  case TOTE_SANDBOX_FAULT_DEEP:
  case TOTE_SANDBOX_FAULT_HTML:
  case TOTE_SANDBOX_FAULT_EMPTY:
    set_nonsense (call, fault->kind);
    break;
  case TOTE_SANDBOX_FAULT_TEXTS:
  case TOTE_SANDBOX_FAULT_WITHOUT:
    mangle (call, fault);
    break;
  case TOTE_SANDBOX_FAULT_NONE:
  default:
    break;
  }
  send (call, message);
  return FALSE;
}
