/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-options.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DEMO_SPEED 10.0
#define SPEED_MAX 1000.0

/* What no sensible command line says, so that a zero is told from nothing. */
#define NOT_GIVEN (-HUGE_VAL)

/* At the demo's speed the plan's intervals would miss most of what happens. */
#define PACE_FOR(speed) (1.0 / (speed))

static gboolean
fail (GError **error, const char *text)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, text);

  return FALSE;
}

static gboolean
is_given (double number)
{
  return isnan (number) || number > NOT_GIVEN;
}

static gboolean
check_numbers (ToteOptions *self, GError **error)
{
  if (is_given (self->speed) && !(self->speed > 0 && self->speed <= SPEED_MAX))
    return fail (error, _ ("--speed must be above 0 and at most 1000"));

  if (is_given (self->pace) && !(self->pace > 0 && isfinite (self->pace)))
    return fail (error, _ ("--pace must be above 0"));

  if (!is_given (self->speed))
    self->speed = DEMO_SPEED;
  if (!is_given (self->pace))
    self->pace = self->demo ? PACE_FOR (self->speed) : 1;

  return TRUE;
}

static gboolean
check_combination (ToteOptions *self, GError **error)
{
  gboolean named = self->server != NULL || self->order_id != NULL || self->token_file != NULL;

  if (self->demo && (named || self->link != NULL))
    return fail (error, _ ("--demo brings its own order: leave out --server, --order and links"));

  if ((self->last_order || self->add_order) && (self->demo || named || self->link != NULL))
    return fail (error, _ ("--last-order and --add-order stand alone"));

  if (self->background &&
      (self->demo || named || self->link != NULL || self->last_order || self->add_order))
    return fail (error, _ ("--background stands alone"));

  if ((self->server != NULL) != (self->order_id != NULL))
    return fail (error, _ ("--server and --order go together"));

  if (self->token_file != NULL && self->order_id == NULL)
    return fail (error, _ ("--token-file needs --server and --order"));

  if (self->story != NULL && !self->demo)
    return fail (error, _ ("--story belongs to --demo"));

  if (is_given (self->speed) && !self->demo)
    return fail (error, _ ("--speed belongs to --demo"));

  return TRUE;
}

/* Arguments are taken as the bytes they are, whatever the locale says of them, and are UTF-8. */
static gboolean
check_encoding (ToteOptions *self, GError **error)
{
  const char *const texts[] = { self->server, self->order_id, self->story, self->link };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (texts[i] != NULL && !g_utf8_validate (texts[i], -1, NULL))
      return fail (error, _ ("Arguments have to be UTF-8"));
  }

  return TRUE;
}

static GOptionContext *
new_context (ToteOptions *self, char ***rest)
{
  GOptionContext *context = g_option_context_new ("[" TOTE_LINK_SCHEME ":…]");
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &self->profile, N_ ("The retailer’s profile"),
      N_ ("FILE") },
    { "check-profile", 0, 0, G_OPTION_ARG_FILENAME, &self->check_profile,
      N_ ("Tell what is wrong with a profile, and end"), N_ ("FILE") },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self->demo, N_ ("Follow a demo order"), NULL },
    { "story", 0, 0, G_OPTION_ARG_FILENAME, &self->story, N_ ("What happens in the demo"),
      N_ ("NAME") },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &self->speed, N_ ("How fast the demo runs"), "X" },
    { "kiosk", 0, 0, G_OPTION_ARG_NONE, &self->kiosk, N_ ("Full screen, for a store"), NULL },
    { "last-order", 0, 0, G_OPTION_ARG_NONE, &self->last_order,
      N_ ("Show the order that was added last"), NULL },
    { "add-order", 0, 0, G_OPTION_ARG_NONE, &self->add_order, N_ ("Ask for an order to add"),
      NULL },
    { "background", 0, 0, G_OPTION_ARG_NONE, &self->background,
      N_ ("Follow the orders that are kept, without a window"), NULL },
    { "server", 0, 0, G_OPTION_ARG_FILENAME, &self->server, N_ ("Where the order is"), N_ ("URL") },
    { "order", 0, 0, G_OPTION_ARG_FILENAME, &self->order_id, N_ ("The order to follow"),
      N_ ("ID") },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &self->token_file,
      N_ ("What opens the order; else TOTE_TOKEN in the environment"), N_ ("FILE") },
    { "pace", 0, 0, G_OPTION_ARG_DOUBLE, &self->pace, N_ ("Factor on all waiting times"), "X" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_ ("Tell the version"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &self->help, N_ ("Tell what can stand here"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, rest, NULL, NULL },
    { NULL },
  };

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return context;
}

/**
 * tote_options_parse:
 * @arguments: the command line, with the program's name first
 * @error: return location for a #GOptionError whose message is fit to be shown
 *
 * Returns: (transfer full): what it asks for, or %NULL with @error set
 */
ToteOptions *
tote_options_parse (char **arguments, GError **error)
{
  g_autoptr (ToteOptions) self = g_new0 (ToteOptions, 1);
  g_auto (GStrv) copy = g_strdupv (arguments);
  g_auto (GStrv) rest = NULL;
  g_autoptr (GOptionContext) context = new_context (self, &rest);

  self->speed = self->pace = NOT_GIVEN;
  if (!g_option_context_parse_strv (context, &copy, error))
    return NULL;

  /* What is wrong with a link is said in the window. A launcher may have cut it at a blank. */
  if (rest != NULL)
    self->link = g_strjoinv (" ", rest);
  if (!check_encoding (self, error) || !check_combination (self, error) ||
      !check_numbers (self, error))
    return NULL;

  if (self->story == NULL)
    self->story = g_strdup (self->kiosk ? "pickup" : "delivery");

  return g_steal_pointer (&self);
}

/**
 * tote_options_free:
 * @self: (nullable): options
 */
void
tote_options_free (ToteOptions *self)
{
  if (self == NULL)
    return;

  g_free (self->profile);
  g_free (self->check_profile);
  g_free (self->server);
  g_free (self->order_id);
  g_free (self->token_file);
  g_free (self->story);
  g_free (self->link);
  g_free (self);
}

/**
 * tote_options_dup_help:
 *
 * Returns: (transfer full): what can stand on the command line, for people
 */
char *
tote_options_dup_help (void)
{
  g_autoptr (ToteOptions) unused = g_new0 (ToteOptions, 1);
  g_autoptr (GOptionContext) context = new_context (unused, NULL);

  return g_option_context_get_help (context, TRUE, NULL);
}
