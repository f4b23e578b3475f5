/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-session.h"

#include "tote-config.h"
#include "tote-loopback-resolver.h"

#include <string.h>

/* Seconds a connection may be silent in the middle of something. */
#define SILENCE_MAX 20

/* A page asks for a handful of things at once, a board for many orders of one host. */
#define CONNECTIONS_MAX 24
#define CONNECTIONS_PER_HOST_MAX 6

static gboolean
is_language (const char *name, const char *language)
{
  return g_str_has_prefix (name, language) && !g_ascii_isalpha (name[strlen (language)]);
}

/**
 * tote_session_map_language:
 * @names: locale names in the order of preference, as of g_get_language_names()
 *
 * Returns: (nullable): the one of the languages the server speaks (contract 1) that comes first;
 *   %NULL leaves the choice to the server
 *
 * For tests: the process has one language alone.
 */
const char *
tote_session_map_language (const char *const *names)
{
  gsize i;

  for (i = 0; names[i] != NULL; i++) {
    if (is_language (names[i], "fr"))
      return "fr-CA";
    if (is_language (names[i], "en_CA"))
      return "en-CA";
    if (is_language (names[i], "en"))
      return "en-US";
  }

  return NULL;
}

/**
 * tote_session_get_language:
 *
 * Returns: (nullable): the customer's language as the server knows it, %NULL to leave it the choice
 */
const char *
tote_session_get_language (void)
{
  return tote_session_map_language (g_get_language_names ());
}

/**
 * tote_session_new:
 *
 * Makes the session that clients, brokers and picture loaders of one process share: kept
 * connections, a name with a version, neither cookies nor a cache, and no proxy for what stays on
 * this machine. Packed bodies are unpacked by the exchange.
 *
 * Returns: (transfer full): a session for the main thread
 */
SoupSession *
tote_session_new (void)
{
  g_autoptr (GProxyResolver) resolver =
      tote_loopback_resolver_new (g_proxy_resolver_get_default ());
  SoupSession *session;

  session = g_object_new (SOUP_TYPE_SESSION, "user-agent", "Tote/" TOTE_VERSION, "timeout",
                          SILENCE_MAX, "max-conns", CONNECTIONS_MAX, "max-conns-per-host",
                          CONNECTIONS_PER_HOST_MAX, "proxy-resolver", resolver, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);

  return session;
}
