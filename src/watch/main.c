/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-endpoint.h"
#include "tote-kept-tokens.h"
#include "tote-process.h"
#include "tote-static-tokens.h"
#include "tote-watch.h"

#include <glib/gi18n.h>

static ToteTokenSource *
find_tokens (const ToteWatchOptions *options, const char *token)
{
  g_autoptr (GFile) file = NULL;

  if (options->token_file == NULL)
    return token != NULL ? tote_static_tokens_new (token) : NULL;
  file = g_file_new_for_commandline_arg (options->token_file);
  return tote_static_tokens_new_from_file (file);
}

typedef struct {
  GMainLoop *loop; /* (owned) */
  gboolean found;
} Search;

static void
on_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  g_autoptr (ToteProcessSecret) token =
      tote_token_source_get_token_finish (TOTE_TOKEN_SOURCE (source), result, NULL);

  search->found = token != NULL;
  g_main_loop_quit (search->loop);
}

/* The token that a running Tote keeps in the secret store; NULL where there is none. */
static ToteTokenSource *
borrow_tokens (const ToteWatchOptions *options)
{
  g_autoptr (ToteKeyring) keyring = tote_keyring_new (tote_clock_get_default ());
  g_autofree char *base = tote_endpoint_normalize (options->server, NULL);
  g_autoptr (ToteTokenSource) tokens = NULL;
  Search search = { 0 };

  if (base == NULL)
    return tote_static_tokens_new (NULL); /* the server is what is wrong */

  tokens = TOTE_TOKEN_SOURCE (tote_kept_tokens_new_borrowed (keyring, base, options->order_id));
  search.loop = g_main_loop_new (NULL, FALSE);
  tote_token_source_get_token_async (tokens, NULL, NULL, on_token, &search);
  g_main_loop_run (search.loop);
  g_main_loop_unref (search.loop);

  return search.found ? g_steal_pointer (&tokens) : NULL;
}

/* A secret file that is not there is a mistake on the command line, not a refusal of the server. */
static ToteWatchStatus
check_token_file (const char *path, GError **error)
{
  g_autofree char *contents = NULL;

  if (path == NULL)
    return TOTE_WATCH_DONE;
  if (!g_file_get_contents (path, &contents, NULL, error))
    return TOTE_WATCH_USAGE;
  if (tote_token_is_sound (g_strstrip (contents)))
    return TOTE_WATCH_DONE;
  /* Translators: the name of a file */
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _ ("There is no token in “%s”"), path);
  return TOTE_WATCH_NOT_AUTHORISED;
}

static int
fail (ToteWatchStatus status, const char *reason)
{
  g_printerr ("tote-watch: %s\n", reason);
  return (int) status;
}

int
main (int argc, char *argv[])
{
  g_autoptr (ToteWatchOptions) options = NULL;
  g_autoptr (ToteTokenSource) tokens = NULL;
  g_autoptr (ToteClient) client = NULL;
  g_autoptr (ToteWatch) watch = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteProcessSecret) token = tote_process_prepare ("TOTE_TOKEN");
  ToteWatchStatus status;

  tote_process_speak ();

  options = tote_watch_options_parse (&argc, &argv, &error);
  if (options == NULL)
    return fail (TOTE_WATCH_USAGE, error->message);
  status = check_token_file (options->token_file, &error);
  if (status != TOTE_WATCH_DONE)
    return fail (status, error->message);

  tokens = find_tokens (options, token);
  g_clear_pointer (&token, tote_process_wipe);
  if (tokens == NULL)
    tokens = borrow_tokens (options);
  if (tokens == NULL)
    return fail (TOTE_WATCH_NOT_AUTHORISED,
                 _ ("There is no token: use --token-file or the variable TOTE_TOKEN"));
  client = tote_client_new (options->server, tokens, NULL, &error);
  if (client == NULL)
    return fail (TOTE_WATCH_USAGE,
                 _ ("--server needs an https address; plain http only to this machine"));

  watch = tote_watch_new (client, options);
  return (int) tote_watch_run (watch);
}
