/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-client.h"

#include "test-support.h"
#include "tote-message.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SandboxFixture: the client against the server that speaks the whole contract, in a process of
 * its own.
 */
typedef struct {
  GSubprocess *process;
  JsonNode *ready; /* what it said when it was ready */
  const char *url;
  const char *order_id;
  SoupSession *session;
  ToteClient *client;
} SandboxFixture;

void test_sandbox_set_up (SandboxFixture *fixture, gconstpointer arguments);
void test_sandbox_tear_down (SandboxFixture *fixture, gconstpointer arguments);

JsonObject *test_sandbox_get_order (SandboxFixture *fixture);
JsonNode *test_sandbox_control (SandboxFixture *fixture, const char *call, const char *json);
void test_sandbox_command (SandboxFixture *fixture, const char *call, const char *json);

ToteResponse *test_sandbox_try_read (SandboxFixture *fixture, ToteClient *client,
                                     ToteResource resource, GError **error);
ToteResponse *test_sandbox_read_good (SandboxFixture *fixture, ToteResource resource);
void test_sandbox_read_bad (SandboxFixture *fixture, ToteResource resource, int code);
GObject *test_sandbox_write_wish (SandboxFixture *fixture, ToteWish *wish, int code);
ToteMessage *test_sandbox_find_message (ToteResponse *chat, const char *body, guint *count);

G_END_DECLS
