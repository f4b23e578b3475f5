/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-watch-options.h"

#include "tote-config.h"
#include "tote-text.h"

#include <glib/gi18n.h>
#include <stdlib.h>

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, text);
  return FALSE;
}

static gboolean
parse_positive (const char *name, const char *value, gpointer data, GError **error)
{
  char *end = NULL;
  double number = g_ascii_strtod (value, &end);

  if (end == value || *end != '\0' || !(number > 0) || number > G_MAXINT / 1000) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 /* Translators: an option and what was given for it */
                 _ ("%s needs a number above zero, not “%s”"), name, value);
    return FALSE;
  }
  if (g_str_has_suffix (name, "timeout"))
    ((ToteWatchOptions *) data)->timeout = number;
  else
    ((ToteWatchOptions *) data)->pace = number;
  return TRUE;
}

static gboolean
parse_decision (const char *name, const char *value, gpointer data, GError **error)
{
  ToteWatchOptions *self = data;

  if (g_strcmp0 (value, "approve") == 0)
    self->decide = TOTE_DECISION_APPROVED;
  else if (g_strcmp0 (value, "refund") == 0)
    self->decide = TOTE_DECISION_REJECTED;
  else
    return refuse (error, _ ("--decide takes “approve” or “refund”"));
  return TRUE;
}

static gboolean
show_version (const char *name, const char *value, gpointer data, GError **error)
{
  g_print ("tote-watch %s\n", TOTE_VERSION);
  exit (EXIT_SUCCESS);
}

/* Arguments are taken as the bytes they are, whatever the locale says of them, and are UTF-8. */
static gboolean
check_encoding (ToteWatchOptions *self, GError **error)
{
  const char *const texts[] = { self->server, self->order_id, self->until };
  gboolean sound = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    sound = sound && (texts[i] == NULL || g_utf8_validate (texts[i], -1, NULL));
  for (guint i = 0; self->say != NULL && self->say[i] != NULL; i++)
    sound = sound && g_utf8_validate (self->say[i], -1, NULL);

  return sound || refuse (error, _ ("Arguments have to be UTF-8"));
}

static gboolean
check_texts (ToteWatchOptions *self, GError **error)
{
  for (guint i = 0; self->say != NULL && self->say[i] != NULL; i++) {
    g_autofree char *stripped = g_strstrip (g_strdup (self->say[i]));

    if (*stripped == '\0')
      return refuse (error, _ ("--say needs a text"));
    if (g_utf8_strlen (self->say[i], -1) > TOTE_MESSAGE_MAX)
      return refuse (error, _ ("--say takes at most 1000 characters"));
  }
  return TRUE;
}

static gboolean
check (ToteWatchOptions *self, int argc, GError **error)
{
  if (argc > 1)
    return refuse (error, _ ("There is an argument too many"));
  if (!check_encoding (self, error))
    return FALSE;
  if (self->server == NULL || *self->server == '\0')
    return refuse (error, _ ("--server is needed: the address of the server"));
  if (self->order_id == NULL || *self->order_id == '\0')
    return refuse (error, _ ("--order is needed: the id of the order"));
  if (self->until != NULL && *self->until == '\0')
    return refuse (error, _ ("--until needs a state"));
  return check_texts (self, error);
}

static gboolean
parse (ToteWatchOptions *self, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_FILENAME, &self->server, N_ ("Address of the server"),
      N_ ("URL") },
    { "order", 0, 0, G_OPTION_ARG_FILENAME, &self->order_id, N_ ("Id of the order"), N_ ("ID") },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &self->token_file,
      N_ ("File with the token; else TOTE_TOKEN is used"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("One JSON object a line"), NULL },
    { "until", 0, 0, G_OPTION_ARG_FILENAME, &self->until, N_ ("Stop at this state"), N_ ("STATE") },
    { "timeout", 0, 0, G_OPTION_ARG_CALLBACK, parse_positive, N_ ("Stop after so long"),
      N_ ("SECONDS") },
    { "pace", 0, 0, G_OPTION_ARG_CALLBACK, parse_positive, N_ ("Factor on every interval"), "X" },
    { "decide", 0, 0, G_OPTION_ARG_CALLBACK, parse_decision,
      N_ ("Answer every replacement: approve or refund"), N_ ("ANSWER") },
    { "say", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->say, N_ ("Tell the shopper"), N_ ("TEXT") },
    { "version", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, show_version,
      N_ ("Print the version"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("— follow an order"));
  GOptionGroup *group = g_option_group_new ("main", NULL, NULL, self, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
  return g_option_context_parse (context, argc, argv, error) && check (self, *argc, error);
}

/**
 * tote_watch_options_parse:
 *
 * Returns: (transfer full) (nullable): the command line understood, or %NULL with a sentence for
 *   people
 */
ToteWatchOptions *
tote_watch_options_parse (int *argc, char ***argv, GError **error)
{
  g_autoptr (ToteWatchOptions) self = g_new0 (ToteWatchOptions, 1);

  self->pace = 1;
  return parse (self, argc, argv, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * tote_watch_options_free:
 *
 * Frees the options.
 */
void
tote_watch_options_free (ToteWatchOptions *self)
{
  g_free (self->server);
  g_free (self->order_id);
  g_free (self->token_file);
  g_free (self->until);
  g_strfreev (self->say);
  g_free (self);
}
