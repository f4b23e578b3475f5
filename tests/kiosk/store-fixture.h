/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-board-feed.h"
#include "tote-look-up.h"
#include "tote-manual-clock.h"
#include "tote-sandbox-server.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A store: a sandbox whose story stands still, its broker, and a clock that the test moves. */
typedef struct {
  ToteSandboxServer *server;
  ToteSandboxClock *story;
  ToteManualClock *clock;
  SoupSession *session;
  ToteBroker *broker;
  JsonNode *told; /* what the sandbox says of itself */
} Store;

Store *store_new (guint n_orders);
void store_free (Store *self);
const char *store_get_number (Store *self, guint position);
const char *store_get_postal_code (Store *self);
void store_control (Store *self, const char *what, const char *json);

G_END_DECLS
