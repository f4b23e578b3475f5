/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-picture-hosts.h"

#include "tote-brand.h"
#include "tote-endpoint.h"

#include <libsoup/soup.h>

#define HOME "tote-picture-home"

struct _TotePictureHosts {
  GObject parent_instance;

  GHashTable *permitted; /* (owned): hosts, by the customer */
};

G_DEFINE_FINAL_TYPE (TotePictureHosts, tote_picture_hosts, G_TYPE_OBJECT)

static guint changed;

static void
tote_picture_hosts_finalize (GObject *object)
{
  g_hash_table_unref (TOTE_PICTURE_HOSTS (object)->permitted);

  G_OBJECT_CLASS (tote_picture_hosts_parent_class)->finalize (object);
}

static void
tote_picture_hosts_class_init (TotePictureHostsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_picture_hosts_finalize;

  changed = g_signal_new ("changed", TOTE_TYPE_PICTURE_HOSTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                          NULL, G_TYPE_NONE, 0);
}

static void
tote_picture_hosts_init (TotePictureHosts *self)
{
  self->permitted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
on_profile_changed (TotePictureHosts *self)
{
  g_signal_emit (self, changed, 0);
}

/**
 * tote_picture_hosts_get_default:
 *
 * Returns: (transfer none): the hosts of this program
 */
TotePictureHosts *
tote_picture_hosts_get_default (void)
{
  static TotePictureHosts *hosts = NULL;

  if (hosts == NULL) {
    hosts = g_object_new (TOTE_TYPE_PICTURE_HOSTS, NULL);
    g_signal_connect_object (tote_brand_get_default (), "notify::profile",
                             G_CALLBACK (on_profile_changed), hosts, G_CONNECT_SWAPPED);
  }

  return hosts;
}

static gboolean
is_home (GUri *uri, const char *home)
{
  g_autoptr (GUri) other = home != NULL ? g_uri_parse (home, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  return other != NULL && g_uri_get_host (other) != NULL &&
         g_ascii_strcasecmp (g_uri_get_host (uri), g_uri_get_host (other)) == 0 &&
         g_uri_get_port (uri) == g_uri_get_port (other);
}

/**
 * tote_picture_hosts_check:
 * @url: (nullable): where a picture is
 * @home: (nullable): the base address of the order's server
 * @host: (out) (transfer full) (nullable): who would have to be asked, in ASCII
 *
 * What is on this very machine is there for orders of this very machine alone: nobody else has any
 * business with what runs here.
 *
 * Returns: whether it may be
 */
TotePictureAccess
tote_picture_hosts_check (TotePictureHosts *self, const char *url, const char *home, char **host)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  ToteProfile *profile;

  g_return_val_if_fail (TOTE_IS_PICTURE_HOSTS (self), TOTE_PICTURE_ACCESS_NONE);
  g_return_val_if_fail (host != NULL, TOTE_PICTURE_ACCESS_NONE);

  *host = NULL;
  if (uri == NULL || !tote_endpoint_is_permitted (uri))
    return TOTE_PICTURE_ACCESS_NONE;
  if (is_home (uri, home))
    return TOTE_PICTURE_ACCESS_SHOWN;
  if (tote_endpoint_is_loopback (uri))
    return TOTE_PICTURE_ACCESS_NONE;

  *host = g_hostname_to_ascii (g_uri_get_host (uri));
  if (*host == NULL)
    return TOTE_PICTURE_ACCESS_NONE;

  profile = tote_brand_get_profile (tote_brand_get_default ());
  if (tote_profile_has_picture_host (profile, *host) ||
      g_hash_table_contains (self->permitted, *host))
    return TOTE_PICTURE_ACCESS_SHOWN;

  return TOTE_PICTURE_ACCESS_ASK;
}

/**
 * tote_picture_hosts_permit:
 * @host: as of tote_picture_hosts_check()
 *
 * The customer wants to see what @host has.
 */
void
tote_picture_hosts_permit (TotePictureHosts *self, const char *host)
{
  g_return_if_fail (TOTE_IS_PICTURE_HOSTS (self));
  g_return_if_fail (host != NULL);

  if (g_hash_table_add (self->permitted, g_strdup (host)))
    g_signal_emit (self, changed, 0);
}

/**
 * tote_picture_hosts_set_home:
 * @widget: what shows an order
 * @home: the base address of its server
 *
 * Says for all that is in @widget, before it is, whose pictures it shows.
 */
void
tote_picture_hosts_set_home (GtkWidget *widget, const char *home)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_object_set_data_full (G_OBJECT (widget), HOME, g_strdup (home), g_free);
}

/**
 * tote_picture_hosts_get_home:
 *
 * Returns: (transfer none) (nullable): the base address of the server of the order that is shown
 *   around @widget
 */
const char *
tote_picture_hosts_get_home (GtkWidget *widget)
{
  const char *home = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  for (; widget != NULL && home == NULL; widget = gtk_widget_get_parent (widget))
    home = g_object_get_data (G_OBJECT (widget), HOME);

  return home;
}
