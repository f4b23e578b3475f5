/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-options.h"

#include <math.h>

#define MAX_ITEMS 100000
#define MAX_ORDERS 100000

static const char *const story_names[] = { "delivery", "pickup", "last-mile",
                                           "dispatch", "none",   NULL };
static const char *const dialect_names[] = { "reference", "rendition", NULL };

static const char description[] =
    "FAULTS\n"
    "  SPEC is a list of rules, separated by commas: TARGET:ACTION[=N][*COUNT][@CHANCE][+SKIP]\n"
    "  TARGET   an operation, or * for all: order items decide handling location chat chat-send\n"
    "           chat-read order-messages pickup-details vehicle vehicle-put arrived schedule\n"
    "           delegate rating token revoke create-user create-order fulfillment cancel stage\n"
    "           create-shopper create-batch advance-batch add-item update-item callback\n"
    "           broker-token broker-revoke broker-lookup broker-board tile picture control\n"
    "  ACTION   a status from 400 to 599 (=N adds Retry-After), delay=SECONDS, reset, "
    "reset-after,\n"
    "           malformed, array, truncate, huge, deep, redirect, html, empty,\n"
    "           texts=N (what people wrote is odd, in one of nine ways), without=MEMBER\n"
    "           STATUS-after and reset-after do what was asked first and lose the answer\n"
    "  *COUNT   only so many times    @CHANCE  with this probability    +SKIP  not the first ones\n"
    "  Example: items:500*2,chat-send:reset-after*1,order:delay=3,*:429=2@0.1\n"
    "\n"
    "CONTROL\n"
    "  JSON calls under /sandbox/, without a token, for tests and demonstrations. order_id may be\n"
    "  left out for the first order.\n"
    "  POST say       {order_id, body, image}             the shopper says something\n"
    "  POST advance   {order_id, to}                      on to the next state, or to that one\n"
    "  POST fault     {spec}                              replace the faults, \"\" for none\n"
    "  POST clock     {advance, speed, paused}            seconds to jump, speed, stop and go\n"
    "  POST code      {order_id}                          mint a one-time code for the broker\n"
    "  POST tokens    {action: expire|revoke|sign-out, order_id}   end what was given out\n"
    "  POST settings  {order_id, chat, shopper_data, location}   switch features off and on\n"
    "  POST broker    {board_tokens, lookup_needs_key, expires_in}   how the broker behaves\n"
    "  POST window    {order_id, starts_in, ends_in}      move the slot, in seconds from now\n"
    "  POST item      {order_id, line, status}            found, not_found, replaced or to_refund\n"
    "  POST orders    {story, items}                      place one more order\n"
    "  GET  state     what the server has: orders, messages, decisions, counts of requests\n";

static gboolean
find_name (const char *const *names, const char *name, int *index)
{
  for (int i = 0; names[i] != NULL; i++) {
    if (g_strcmp0 (names[i], name) == 0) {
      *index = i;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);
  return FALSE;
}

static gboolean
set_words (ToteSandboxOptions *self, const char *story, const char *dialect, GError **error)
{
  int index = 0;

  if (story != NULL && !tote_sandbox_story_from_name (story, &self->story))
    return refuse (error, "--story is one of delivery, pickup, last-mile, dispatch, none");

  if (dialect != NULL) {
    if (!find_name (dialect_names, dialect, &index))
      return refuse (error, "--dialect is reference or rendition");
    self->dialect = (ToteSandboxDialect) index;
  }
  return TRUE;
}

static gboolean
set_numbers (ToteSandboxOptions *self, int port, int items, int orders, int seed, GError **error)
{
  if (port < 0 || port > G_MAXUINT16)
    return refuse (error, "--port is a number from 0 to 65535");
  if (!isfinite (self->speed) || self->speed <= 0 || self->speed > 1e6)
    return refuse (error, "--speed is a number above zero, up to a million");
  if (items < 0 || items > MAX_ITEMS)
    return refuse (error, "--items is a number from 0 to 100000");
  if (orders < 1 || orders > MAX_ORDERS)
    return refuse (error, "--orders is a number from 1 to 100000");

  self->port = (guint) port;
  self->items = (guint) items;
  self->orders = (guint) orders;
  self->seed = (guint) seed;
  return TRUE;
}

/**
 * tote_sandbox_story_from_name:
 * @name: (nullable): a word of the command line
 * @story: (out): the story
 *
 * Returns: whether there is a story of that name
 */
gboolean
tote_sandbox_story_from_name (const char *name, ToteSandboxStory *story)
{
  int index = 0;

  if (!find_name (story_names, name, &index))
    return FALSE;

  *story = (ToteSandboxStory) index;
  return TRUE;
}

/**
 * tote_sandbox_options_new:
 *
 * Returns: (transfer full): what an empty command line asks for
 *
 * For tests: they have the server in their own process, with no command line.
 */
ToteSandboxOptions *
tote_sandbox_options_new (void)
{
  ToteSandboxOptions *self = g_new0 (ToteSandboxOptions, 1);

  self->speed = 1;
  self->orders = 1;
  self->seed = 1;
  return self;
}

/**
 * tote_sandbox_options_parse:
 * @argc: (inout): the number of arguments
 * @argv: (inout): the arguments; those understood are taken out
 * @error: %G_OPTION_ERROR with a sentence for the person who typed it
 *
 * Returns: (transfer full) (nullable): the options
 */
ToteSandboxOptions *
tote_sandbox_options_parse (int *argc, char ***argv, GError **error)
{
  g_autoptr (ToteSandboxOptions) self = tote_sandbox_options_new ();
  g_autoptr (GOptionContext) context = g_option_context_new ("— an order platform on loopback");
  g_autofree char *story = NULL;
  g_autofree char *dialect = NULL;
  int port = 0, items = 0, orders = 1, seed = 1;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, "Port to listen on; 0 for any free one", "N" },
    { "story", 0, 0, G_OPTION_ARG_STRING, &story,
      "What happens: delivery, pickup, last-mile, dispatch, none", "NAME" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &self->speed, "How many times as fast", "X" },
    { "items", 0, 0, G_OPTION_ARG_INT, &items, "How many items an order has", "N" },
    { "orders", 0, 0, G_OPTION_ARG_INT, &orders, "How many orders there are", "N" },
    { "endless", 0, 0, G_OPTION_ARG_NONE, &self->endless,
      "A new order takes the place of each that is over", NULL },
    { "dialect", 0, 0, G_OPTION_ARG_STRING, &dialect, "reference or rendition", "NAME" },
    { "faults", 0, 0, G_OPTION_ARG_STRING, &self->faults, "What goes wrong, see below", "SPEC" },
    { "extra-members", 0, 0, G_OPTION_ARG_NONE, &self->extra_members,
      "Add one made-up member to each object", NULL },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &self->log, "Append a line for each request", "FILE" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Same number, same story", "N" },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_description (context, description);
  if (!g_option_context_parse (context, argc, argv, error))
    return NULL;

  if (*argc > 1) {
    refuse (error, "There are no arguments besides the options");
    return NULL;
  }
  if (!set_words (self, story, dialect, error) ||
      !set_numbers (self, port, items, orders, seed, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * tote_sandbox_options_free:
 * @options: (transfer full) (nullable): the options
 */
void
tote_sandbox_options_free (ToteSandboxOptions *options)
{
  if (options == NULL)
    return;

  g_free (options->faults);
  g_free (options->log);
  g_clear_object (&options->clock);
  g_free (options);
}
