/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-endpoint.h"

#include "tote-connect-error.h"

#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>

/**
 * tote_endpoint_is_loopback:
 *
 * Returns: whether @uri names this very machine: 127.0.0.0/8, ::1 or localhost, and no name that
 *   somebody’s name server may send anywhere
 */
gboolean
tote_endpoint_is_loopback (GUri *uri)
{
  g_autoptr (GInetAddress) address = NULL;
  const char *host;

  g_return_val_if_fail (uri != NULL, FALSE);

  host = g_uri_get_host (uri);
  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * tote_endpoint_is_permitted:
 *
 * Returns: whether anything may be asked of @uri
 */
gboolean
tote_endpoint_is_permitted (GUri *uri)
{
  const char *host;

  g_return_val_if_fail (uri != NULL, FALSE);

  host = g_uri_get_host (uri);
  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;

  return g_str_equal (g_uri_get_scheme (uri), "http") && tote_endpoint_is_loopback (uri);
}

/**
 * tote_endpoint_normalize:
 * @base: scheme, host, port if any, and a path prefix if any
 *
 * Returns: (transfer full) (nullable): @base without a slash at its end, or %NULL with
 *   %TOTE_CONNECT_ERROR_REFUSED when it is no address that may be talked to
 */
char *
tote_endpoint_normalize (const char *base, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  char *normal;

  g_return_val_if_fail (base != NULL, NULL);

  uri = g_uri_parse (base, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || !tote_endpoint_is_permitted (uri) || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_REFUSED));
    return NULL;
  }

  normal = g_uri_to_string (uri);
  while (g_str_has_suffix (normal, "/"))
    normal[strlen (normal) - 1] = '\0';

  return normal;
}

/**
 * tote_endpoint_escape:
 * @segment: opaque text, such as an order id
 *
 * Returns: (transfer full): @segment as one segment of a path; one of dots alone, which would walk
 *   up the path, loses its meaning too
 */
char *
tote_endpoint_escape (const char *segment)
{
  g_autoptr (GString) dots = NULL;
  gsize i;

  g_return_val_if_fail (segment != NULL, NULL);

  if (*segment == '\0' || strspn (segment, ".") != strlen (segment))
    return g_uri_escape_bytes ((const guint8 *) segment, strlen (segment), NULL);

  dots = g_string_new (NULL);
  for (i = 0; segment[i] != '\0'; i++)
    g_string_append (dots, "%2E");

  return g_string_free (g_steal_pointer (&dots), FALSE);
}
