/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tries.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ToteSetup: what a display is told when it starts: by whom the orders come, and how the store
 * wants it. It goes over the line between the two processes, as an object of JSON.
 *
 * @mode: “board”, “look-up”, “order”, or “trouble”
 * @trouble: (nullable): why there is nothing to show, in mode “trouble”
 * @profile: (nullable): the path of the retailer's profile
 * @broker: (nullable)
 * @server: (nullable)
 * @key: (nullable): of this display
 * @order_id: (nullable): the only order that is shown, in mode “order”
 * @token: (nullable): what opens it
 * @pace: factor on all waiting times
 * @board: (nullable): what was on the board last
 * @board_at: when that was so, real µs
 * @demo: everything is made up, and that is said
 */
typedef struct {
  char *mode;
  char *trouble;
  char *profile;
  char *broker;
  char *server;
  char *key;
  char *order_id;
  char *token;
  double pace;
  gboolean demo;
  ToteTries tries;
  JsonArray *board;
  gint64 board_at;
} ToteSetup;

ToteSetup *tote_setup_new_for_trouble (const char *text);
JsonObject *tote_setup_write (const ToteSetup *self);
ToteSetup *tote_setup_read (const char *line, GError **error);
void tote_setup_free (ToteSetup *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSetup, tote_setup_free)

G_END_DECLS
