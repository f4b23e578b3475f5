/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-token-source.h"

#include "test-support.h"
#include "tote-static-tokens.h"

#include <glib/gstdio.h>

/**
 * TestTokens: a source that answers when it is told to, and counts how often it is asked.
 */
#define TEST_TYPE_TOKENS (test_tokens_get_type ())
G_DECLARE_FINAL_TYPE (TestTokens, test_tokens, TEST, TOKENS, GObject)

struct _TestTokens {
  GObject parent_instance;

  GTask *question; /* (owned) (nullable) */
  char *stale;
  guint n_asked;
  guint n_refreshed;   /* of these, with the token at hand stale or none */
  const char *at_once; /* answered without being told to, unless it is the stale one */
};

static void
test_tokens_get_token_async (ToteTokenSource *source, const char *stale, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  TestTokens *self = TEST_TOKENS (source);

  g_assert_null (self->question);
  g_assert_null (cancellable);
  self->n_asked++;
  g_free (self->stale);
  self->stale = g_strdup (stale);
  self->question = g_task_new (self, cancellable, callback, user_data);
  if (self->at_once != NULL && g_strcmp0 (self->at_once, stale) != 0) {
    g_autoptr (GTask) task = g_steal_pointer (&self->question);

    g_task_return_pointer (task, g_strdup (self->at_once), g_free);
  } else {
    self->n_refreshed++;
  }
}

static char *
test_tokens_get_token_finish (ToteTokenSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
token_source_init (ToteTokenSourceInterface *iface)
{
  iface->get_token_async = test_tokens_get_token_async;
  iface->get_token_finish = test_tokens_get_token_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestTokens, test_tokens, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TOTE_TYPE_TOKEN_SOURCE, token_source_init))

static void
test_tokens_finalize (GObject *object)
{
  g_free (TEST_TOKENS (object)->stale);
  G_OBJECT_CLASS (test_tokens_parent_class)->finalize (object);
}

static void
test_tokens_class_init (TestTokensClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_tokens_finalize;
}

static void
test_tokens_init (TestTokens *self)
{
}

static void
tell (TestTokens *self, const char *token, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->question);

  g_assert_nonnull (task);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup (token), g_free);
}

static char *
get_token (ToteTokenSource *source, const char *stale, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tote_token_source_get_token_async (source, stale, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);

  return tote_token_source_get_token_finish (source, result, error);
}

static void
assert_token (ToteTokenSource *source, const char *stale, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = get_token (source, stale, &error);

  if (expected == NULL)
    g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NO_TOKEN);
  else
    g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
}

static void
test_text (void)
{
  g_autoptr (ToteTokenSource) source = tote_static_tokens_new (" abc\n");
  g_autoptr (ToteTokenSource) none = tote_static_tokens_new (NULL);
  g_autoptr (ToteTokenSource) spoiled = tote_static_tokens_new ("abc\r\nX-Evil: 1");

  assert_token (source, NULL, "abc");
  assert_token (source, "abc", NULL);
  assert_token (source, "old", "abc");
  assert_token (none, NULL, NULL);
  assert_token (spoiled, NULL, NULL);
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tote-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "token", NULL);
  g_autofree char *large = g_strnfill (100000, 'a');
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (ToteTokenSource) source = tote_static_tokens_new_from_file (file);

  assert_token (source, NULL, NULL);
  g_assert_true (g_file_set_contents (path, "first\n", -1, NULL));
  assert_token (source, NULL, "first");
  assert_token (source, "first", NULL);

  /* Somebody puts a new one there. */
  g_assert_true (g_file_set_contents (path, "second\n", -1, NULL));
  assert_token (source, NULL, "first");
  assert_token (source, "first", "second");

  g_assert_true (g_file_set_contents (path, "", -1, NULL));
  assert_token (source, "second", NULL);
  g_assert_true (g_file_set_contents (path, large, -1, NULL));
  assert_token (source, NULL, NULL);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_sound (void)
{
  g_autofree char *long_token = g_strnfill (8193, 'a');

  g_assert_true (tote_token_is_sound ("u_4hG2xQ0demoToken7Zr.-~+/="));
  g_assert_false (tote_token_is_sound (NULL));
  g_assert_false (tote_token_is_sound (""));
  g_assert_false (tote_token_is_sound ("a b"));
  g_assert_false (tote_token_is_sound ("a\n"));
  g_assert_false (tote_token_is_sound ("ä"));
  g_assert_false (tote_token_is_sound (long_token));
}

static void
ask (TestTokens *tokens, const char *stale, GCancellable *cancellable, GAsyncResult **result)
{
  tote_token_source_get_token_async (TOTE_TOKEN_SOURCE (tokens), stale, cancellable,
                                     test_keep_result, result);
}

static void
assert_told (TestTokens *tokens, GAsyncResult **result, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  test_wait ((gpointer *) result);
  token = tote_token_source_get_token_finish (TOTE_TOKEN_SOURCE (tokens), *result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
  g_clear_object (result);
}

/* Who finds the same token stale, and who comes meanwhile, shares one question; who finds another
 * one stale waits for the next. */
static void
test_shared (void)
{
  g_autoptr (TestTokens) tokens = g_object_new (TEST_TYPE_TOKENS, NULL);
  GAsyncResult *results[4] = { NULL };

  ask (tokens, "old", NULL, &results[0]);
  ask (tokens, "old", NULL, &results[1]);
  ask (tokens, NULL, NULL, &results[2]);
  ask (tokens, "other", NULL, &results[3]);
  g_assert_cmpuint (tokens->n_asked, ==, 1);
  g_assert_cmpstr (tokens->stale, ==, "old");

  tell (tokens, "new", NULL);
  assert_told (tokens, &results[0], "new");
  assert_told (tokens, &results[1], "new");
  assert_told (tokens, &results[2], "new");

  g_assert_cmpuint (tokens->n_asked, ==, 2);
  g_assert_cmpstr (tokens->stale, ==, "other");
  tell (tokens, "newer", NULL);
  assert_told (tokens, &results[3], "newer");
}

/* Who leaves does so at once, and takes nobody along; the question itself is never called off. */
static void
test_left (void)
{
  g_autoptr (TestTokens) tokens = g_object_new (TEST_TYPE_TOKENS, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *results[2] = { NULL };

  ask (tokens, "old", cancellable, &results[0]);
  ask (tokens, "old", NULL, &results[1]);
  g_cancellable_cancel (cancellable);
  test_wait ((gpointer *) &results[0]);
  g_assert_null (
      tote_token_source_get_token_finish (TOTE_TOKEN_SOURCE (tokens), results[0], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&results[0]);

  ask (tokens, "old", NULL, &results[0]);
  tell (tokens, "new", NULL);
  assert_told (tokens, &results[0], "new");
  assert_told (tokens, &results[1], "new");
  g_assert_cmpuint (tokens->n_asked, ==, 1);
}

typedef struct {
  TestServer *server;
  TestTokens *tokens;
  ToteClient *client;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->server = test_server_new (NULL);
  fixture->server->bearer = "new";
  fixture->tokens = g_object_new (TEST_TYPE_TOKENS, NULL);
  fixture->tokens->at_once = "old";
  fixture->client =
      tote_client_new (fixture->server->base, TOTE_TOKEN_SOURCE (fixture->tokens), NULL, NULL);
  test_server_answer (fixture->server, 200, "{}");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->client);
  g_assert_finalize_object (fixture->tokens);
  test_server_free (fixture->server);
}

static void
wait_until_asked (Fixture *fixture)
{
  while (fixture->tokens->question == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Five calls meet 401; the source is asked for one new token, and each call made once more. */
static void
test_refresh_shared (Fixture *fixture, gconstpointer unused)
{
  GAsyncResult *results[5] = { NULL };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (results); i++)
    tote_client_read_async (fixture->client, TEST_ORDER_ID, TOTE_RESOURCE_ITEMS, NULL, FALSE, NULL,
                            test_keep_result, &results[i]);
  while (fixture->server->requests->len < G_N_ELEMENTS (results))
    g_main_context_iteration (NULL, TRUE);
  wait_until_asked (fixture);
  g_assert_cmpstr (fixture->tokens->stale, ==, "old");
  tell (fixture->tokens, "new", NULL);
  fixture->tokens->at_once = "new";

  for (i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (ToteResponse) answer = NULL;

    test_wait ((gpointer *) &results[i]);
    answer = tote_client_read_finish (fixture->client, results[i], &error);
    g_assert_no_error (error);
    g_clear_object (&results[i]);
  }
  g_assert_cmpuint (fixture->server->requests->len, ==, 10);
  g_assert_cmpuint (fixture->tokens->n_refreshed, ==, 1);
}

static void
test_refresh_write (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message ("Hi");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tote_client_write_async (fixture->client, TEST_ORDER_ID, wish, NULL, test_keep_result, &result);
  wait_until_asked (fixture);
  tell (fixture->tokens, "new", NULL);
  test_wait ((gpointer *) &result);

  g_assert_true (tote_client_write_finish (fixture->client, result, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
}

/* token: what the source says to the 401; code: how the call ends. */
static void
refuse (Fixture *fixture, const char *token, GError *failure, int code, guint n_requests)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tote_client_read_async (fixture->client, TEST_ORDER_ID, TOTE_RESOURCE_ITEMS, NULL, FALSE, NULL,
                          test_keep_result, &result);
  wait_until_asked (fixture);
  tell (fixture->tokens, token, failure);
  test_wait ((gpointer *) &result);

  g_assert_null (tote_client_read_finish (fixture->client, result, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, code);
  g_assert_cmpuint (fixture->server->requests->len, ==, n_requests);
}

/* Once, not again and again. */
static void
test_refresh_in_vain (Fixture *fixture, gconstpointer unused)
{
  refuse (fixture, "also-bad", NULL, TOTE_CONNECT_ERROR_UNAUTHORISED, 2);
}

static void
test_refresh_same (Fixture *fixture, gconstpointer unused)
{
  refuse (fixture, "old", NULL, TOTE_CONNECT_ERROR_UNAUTHORISED, 1);
}

static void
test_refresh_none (Fixture *fixture, gconstpointer unused)
{
  refuse (fixture, NULL, tote_connect_error_new (TOTE_CONNECT_ERROR_NO_TOKEN),
          TOTE_CONNECT_ERROR_UNAUTHORISED, 1);
}

static void
test_refresh_unsound (Fixture *fixture, gconstpointer unused)
{
  refuse (fixture, "a\r\nb", NULL, TOTE_CONNECT_ERROR_UNAUTHORISED, 1);
}

/* However unclear the way to the token was: the call itself was not done. */
static void
test_refresh_unclear (Fixture *fixture, gconstpointer unused)
{
  refuse (fixture, NULL, tote_connect_error_new (TOTE_CONNECT_ERROR_UNCLEAR),
          TOTE_CONNECT_ERROR_UNREACHABLE, 1);
}

static void
test_no_token (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteTokenSource) none = tote_static_tokens_new (NULL);
  g_autoptr (ToteClient) client = tote_client_new (fixture->server->base, none, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (test_read (client, TOTE_RESOURCE_ITEMS, NULL, &error));
  g_assert_error (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NO_TOKEN);
  g_assert_cmpuint (fixture->server->requests->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tokens/text", test_text);
  g_test_add_func ("/tokens/file", test_file);
  g_test_add_func ("/tokens/sound", test_sound);
  g_test_add_func ("/tokens/shared", test_shared);
  g_test_add_func ("/tokens/left", test_left);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/tokens/refresh/shared", test_refresh_shared);
  ADD ("/tokens/refresh/write", test_refresh_write);
  ADD ("/tokens/refresh/in-vain", test_refresh_in_vain);
  ADD ("/tokens/refresh/same", test_refresh_same);
  ADD ("/tokens/refresh/none", test_refresh_none);
  ADD ("/tokens/refresh/unsound", test_refresh_unsound);
  ADD ("/tokens/refresh/unclear", test_refresh_unclear);
  ADD ("/tokens/none", test_no_token);
#undef ADD

  return g_test_run ();
}
