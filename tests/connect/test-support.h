/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-client.h"
#include "tote-response.h"
#include "tote-session.h"

G_BEGIN_DECLS

#define TEST_ORDER_ID "MKT-2026-000871"

GBytes *test_load (const char *file);
ToteResponse *test_decode (ToteResource resource, const char *json);
ToteResponse *test_decode_file (ToteResource resource, const char *file);

/**
 * TestServer: a real HTTP server on a free loopback port that answers what a test told it to.
 * Each request takes the next prepared answer; the last one serves for all that follow.
 */
typedef struct {
  SoupServer *server;
  char *base;
  GQueue answers;
  GPtrArray *requests; /* of TestRequest */
  GPtrArray *paused;   /* what test_server_hold() holds back */
  const char *bearer;  /* when set, whatever comes with another one is answered with 401 */
} TestServer;

typedef struct {
  char *method;
  char *path; /* as it stood in the request line */
  char *body;
  SoupMessageHeaders *headers;
} TestRequest;

TestServer *test_server_new (GTlsCertificate *certificate);
void test_server_free (TestServer *self);
void test_server_answer (TestServer *self, guint status, const char *json);
void test_server_answer_file (TestServer *self, guint status, const char *file);
void test_server_answer_bytes (TestServer *self, guint status, GBytes *body, const char *header,
                               ...) G_GNUC_NULL_TERMINATED;
void test_server_answer_raw (TestServer *self, const char *text);
void test_server_hold (TestServer *self);
void test_server_answer_at_work (TestServer *self, guint n);
void test_server_forget (TestServer *self);
TestRequest *test_server_get_request (TestServer *self, guint position);
const char *test_request_get_header (TestRequest *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestServer, test_server_free)

void test_keep_result (GObject *source, GAsyncResult *result, gpointer user_data);
void test_wait (gpointer *where);
void test_remove_tree (const char *path);
void test_spin_until_paused (TestServer *server, guint n);

/* The fixture of most tests of the client: one that asks a server of the test's own. */
typedef struct {
  TestServer *server;
  SoupSession *session;
  ToteClient *client;
} TestClient;

void test_client_set_up (TestClient *self, gconstpointer unused);
void test_client_tear_down (TestClient *self, gconstpointer unused);

ToteResponse *test_read (ToteClient *client, ToteResource resource, ToteResponse *previous,
                         GError **error);
gboolean test_write (ToteClient *client, ToteWish *wish, GObject **content, GError **error);

/* code: of TOTE_CONNECT_ERROR, where no token is expected. */
void test_assert_token (ToteTokenSource *tokens, const char *stale, const char *expected, int code);

G_END_DECLS
