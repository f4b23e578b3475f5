/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-kiosk-start.h"

#include "tote-demo.h"
#include "tote-kiosk.h"
#include "tote-profile.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* Where systemd puts what a unit is given as a credential. */
#define CREDENTIALS "CREDENTIALS_DIRECTORY"
#define CREDENTIAL "tote-key"

/* A board that shows every stage. */
#define DEMO_ORDERS 14

/* What a display is set up from. */
typedef struct {
  const ToteOptions *options;
  const char *token; /* (nullable) */
  ToteDemo *demo;    /* (nullable): where it is one */
} Start;

/* A file of one line, which an editor ended with a line feed. */
static char *
read_line (const char *path, GError **error)
{
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, error) ? g_strstrip (text) : NULL;
}

/* Returns: (transfer full) (nullable): the key of this display; %NULL with no @error where none is
 * set up. */
static char *
read_key (ToteProfile *profile, GError **error)
{
  const char *folder = g_getenv (CREDENTIALS);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, CREDENTIAL, NULL) : NULL;
  const gboolean given = path != NULL && g_file_test (path, G_FILE_TEST_EXISTS);

  return tote_profile_read_kiosk_key (profile, given ? path : NULL, error);
}

static char *
read_token (const ToteOptions *options, const char *token, GError **error)
{
  return options->token_file != NULL ? read_line (options->token_file, error) : g_strdup (token);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Nothing is on the screen yet that could stand still meanwhile. */
static gboolean
start_demo (ToteDemo *demo, const ToteOptions *options, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tote_demo_set_n_orders (demo, DEMO_ORDERS);
  tote_demo_start_async (demo, options->story, options->speed, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return tote_demo_start_finish (demo, result, error);
}

static ToteSetup *
setup_from_demo (ToteDemo *demo, const ToteOptions *options)
{
  ToteSetup *setup = g_new0 (ToteSetup, 1);

  setup->mode = g_strdup ("board");
  setup->server = g_strdup (tote_demo_get_url (demo));
  setup->broker = g_strdup (tote_demo_get_broker (demo));
  setup->key = g_strdup (tote_demo_get_kiosk_key (demo));
  setup->pace = options->pace > 0 ? options->pace : 1 / options->speed;
  setup->demo = TRUE;

  return setup;
}

static ToteSetup *
setup_from_profile (ToteProfile *profile, const Start *start, GError **error)
{
  const ToteOptions *options = start->options;
  g_autoptr (ToteSetup) setup = g_new0 (ToteSetup, 1);
  g_autoptr (GError) local = NULL;

  setup->mode =
      g_strdup (options->order_id != NULL ? "order" : tote_profile_get_kiosk_mode (profile));
  setup->server =
      g_strdup (options->server != NULL ? options->server : tote_profile_get_server (profile));
  setup->broker = g_strdup (tote_profile_get_broker (profile));
  setup->order_id = g_strdup (options->order_id);
  setup->pace = options->pace > 0 ? options->pace : 1;
  setup->key = read_key (profile, &local);
  if (local == NULL && options->order_id != NULL)
    setup->token = read_token (options, start->token, &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local)); /* NOLINT: g_autoptr frees it */
    return NULL;
  }

  return g_steal_pointer (&setup);
}

static ToteProfile *
load_profile (const ToteOptions *options, GError **error)
{
  return options->profile != NULL ? tote_profile_new_from_file (options->profile, error)
                                  : tote_profile_new_found (error);
}

/* A display with a mistake in its profile, or whose key cannot be read, says so on the screen: an
 * end would be a black one, again and again. */
static ToteSetup *
read_setup (gpointer data)
{
  const Start *start = data;
  const ToteOptions *options = start->options;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteProfile) profile = load_profile (options, &error);
  ToteSetup *setup = NULL;

  if (profile != NULL && start->demo != NULL)
    setup = setup_from_demo (start->demo, options);
  else if (profile != NULL)
    setup = setup_from_profile (profile, start, &error);

  if (setup == NULL) {
    /* Translators: what is wrong follows: a file, and what of it. */
    g_autofree char *text =
        g_strdup_printf (_ ("This display is not set up right: %s"), error->message);

    return tote_setup_new_for_trouble (text);
  }

  setup->profile =
      options->profile != NULL ? g_canonicalize_filename (options->profile, NULL) : NULL;

  return setup;
}

/**
 * tote_kiosk_start:
 * @options: of the command line
 * @token: (nullable): what opens the order, from the environment
 *
 * Returns: the exit status, when the display was told to end
 */
int
tote_kiosk_start (const ToteOptions *options, const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteDemo) demo = options->demo ? tote_demo_new () : NULL;
  Start start = { options, token, demo };

  if (demo != NULL && !start_demo (demo, options, &error)) {
    g_printerr ("tote: %s\n", error->message);
    return 1;
  }

  return tote_kiosk_run (read_setup, &start); /* NOLINT: g_autoptr frees it */
}
