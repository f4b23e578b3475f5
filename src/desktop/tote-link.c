/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-link.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/**
 * tote_link_parse:
 * @link: “tote:track?order=ID&code=CODE”
 * @order_id: (out) (transfer full): the order
 * @code: (out) (transfer full) (nullable): the one-time code, to be exchanged at the broker
 * @error: return location for %G_IO_ERROR_INVALID_ARGUMENT, fit to be shown
 *
 * A link comes from anywhere, so nothing but these two is taken from it.
 *
 * Returns: whether it is such a link
 */
gboolean
tote_link_parse (const char *link, char **order_id, char **code, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (link, G_URI_FLAGS_ENCODED_QUERY, NULL);
  const char *query = uri != NULL ? g_uri_get_query (uri) : NULL;
  g_autoptr (GHashTable) values = NULL;
  const char *order;

  if (query != NULL && g_str_equal (g_uri_get_scheme (uri), "tote") &&
      g_str_equal (g_uri_get_path (uri), "track"))
    values = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);

  order = values != NULL ? g_hash_table_lookup (values, "order") : NULL;
  if (order == NULL || *order == '\0') {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("This link does not lead to an order."));
    return FALSE;
  }

  *order_id = g_strdup (order);
  *code = g_strdup (g_hash_table_lookup (values, "code"));

  return TRUE;
}
