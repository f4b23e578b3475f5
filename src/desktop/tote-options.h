/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteOptions: what the command line asks for (design 1), checked.
 */
typedef struct {
  char *profile;    /* (nullable) */
  char *server;     /* (nullable) */
  char *order_id;   /* (nullable) */
  char *token_file; /* (nullable) */
  char *story;
  char *check_profile; /* (nullable) */
  char *link;          /* (nullable): a “tote:” address, as it was typed */
  double speed;
  double pace;
  gboolean demo;
  gboolean kiosk;
  gboolean background; /* as the desktop starts it with the session */
  gboolean last_order; /* as the desktop’s menu of the program does */
  gboolean add_order;
  gboolean help;
  gboolean version;
} ToteOptions;

ToteOptions *tote_options_parse (char **arguments, GError **error);
void tote_options_free (ToteOptions *self);
char *tote_options_dup_help (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteOptions, tote_options_free)

G_END_DECLS
