/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TotePictureAccess: whether a picture may be asked for.
 *
 * @TOTE_PICTURE_ACCESS_NONE: never: it is nowhere a picture can be
 * @TOTE_PICTURE_ACCESS_ASK: if the customer says so
 * @TOTE_PICTURE_ACCESS_SHOWN: yes
 */
typedef enum {
  TOTE_PICTURE_ACCESS_NONE,
  TOTE_PICTURE_ACCESS_ASK,
  TOTE_PICTURE_ACCESS_SHOWN,
} TotePictureAccess;

/**
 * TotePictureHosts: whoever is asked for a picture learns the address of the customer, and that
 * they look at it now. So only the retailer's hosts are asked by themselves: those the profile
 * names, and the server of the order, which is the home of the widgets that show it. Others are
 * asked once the customer has said so, until the program ends.
 *
 * Emits "changed" when more may be shown than before.
 */
#define TOTE_TYPE_PICTURE_HOSTS (tote_picture_hosts_get_type ())
G_DECLARE_FINAL_TYPE (TotePictureHosts, tote_picture_hosts, TOTE, PICTURE_HOSTS, GObject)

TotePictureHosts *tote_picture_hosts_get_default (void);

TotePictureAccess tote_picture_hosts_check (TotePictureHosts *self, const char *url,
                                            const char *home, char **host);
void tote_picture_hosts_permit (TotePictureHosts *self, const char *host);

void tote_picture_hosts_set_home (GtkWidget *widget, const char *home);
const char *tote_picture_hosts_get_home (GtkWidget *widget);

G_END_DECLS
