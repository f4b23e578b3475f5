/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-server.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* 14 March 2026, 17:00 UTC: where the clocks of these tests start. */
#define FIXTURE_START (G_GINT64_CONSTANT (1773507600) * G_USEC_PER_SEC)

/* A server in this very process, on a clock that moves only when it is told to. */
typedef struct {
  ToteSandboxOptions *options;
  ToteSandboxClock *clock;
  ToteSandboxServer *server;
  SoupSession *session;
  char *token; /* (nullable): what goes along as bearer */
} Fixture;

/* What came back. */
typedef struct {
  guint status; /* 0: nothing */
  GBytes *body;
  JsonNode *root; /* (nullable): the body, if it is JSON */
  SoupMessageHeaders *headers;
  GError *error;
} Answer;

void fixture_set_up (Fixture *self, ToteSandboxStory story);
void fixture_start (Fixture *self);
void fixture_tear_down (Fixture *self);
void fixture_jump (Fixture *self, int seconds);

Answer *fixture_ask (Fixture *self, const char *method, const char *path, const char *body);
Answer *fixture_ask_order (Fixture *self, const char *rest);
char *fixture_get_state (Fixture *self);
JsonObject *answer_get_object (Answer *self);
void answer_free (Answer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

G_END_DECLS
