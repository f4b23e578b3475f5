/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "alive-fixture.h"

#include "tote-broker-tokens.h"

#include <json-glib/json-glib.h>

#include <string.h>

#define ID "MKT-1"
#define NOON (G_GINT64_CONSTANT (1774008000) * G_USEC_PER_SEC) /* 2026-03-20T12:00:00Z */
#define N_ITEMS 3

/* Real time that a client waits for a line on which nothing comes. */
#define SILENCE_MS 10

#define PAGE "<!DOCTYPE html><html><body>Sorry</body></html>"
#define NONSENSE "{\"greeting\": [1, null, {\"hello\": \"there\"}]}"
#define WORD "{\"error\": {\"message\": \"Resource not found\", \"code\": 4000}, \"meta\": {}}"
#define WORD_WITHOUT_CODE "{\"error\": {\"message\": \"Not now\", \"code\": null}, \"meta\": {}}"

#define TOKENS                                                                                     \
  "{\"access_token\": \"t_1\", \"refresh_token\": \"r_2\", \"token_type\": \"Bearer\","            \
  " \"expires_in\": 3600, \"order_id\": \"" ID "\"}"
#define OLD_TOKENS "{\"access_token\": \"t_0\", \"refresh_token\": \"r_1\", \"expires_in\": 0}"
#define RENDITION_WORD "{\"error\": \"Not found\", \"status\": 404}"

static const guint statuses[] = {
  200, 201, 202, 203, 204, 205, 206, 300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403,
  404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424,
  425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511, 520, 599,
};

static const struct {
  const char *name;
  const char *body;
  gboolean word;
} bodies[] = {
  { "page", PAGE, FALSE },
  { "none", NULL, FALSE },
  { "nonsense", NONSENSE, FALSE },
  { "word", WORD, TRUE },
};

/* @wait: (nullable): how long the server wants to be left alone */
static void
add_answers (GArray *faults, const char *wait)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (bodies); j++) {
      AliveFault fault = { g_strdup_printf ("%u-%s%s", statuses[i], bodies[j].name,
                                            wait != NULL ? "-wait" : ""),
                           TOTE_FAKE_FINE,
                           { statuses[i], bodies[j].body, wait },
                           bodies[j].word };

      g_array_append_val (faults, fault);
    }
  }
}

static GArray *
make_faults (void)
{
  static const AliveFault lines[] = {
    { "reset", TOTE_FAKE_LOST },
    { "cut", TOTE_FAKE_DONE_CUT },
    { "silent", TOTE_FAKE_SILENT },
    { "403-without-code", TOTE_FAKE_FINE, { 403, WORD_WITHOUT_CODE }, TRUE },
    { "404-rendition", TOTE_FAKE_FINE, { 404, RENDITION_WORD }, TRUE },
    { "503-page-wait-for-ever", TOTE_FAKE_FINE, { 503, PAGE, "2147483647" } },
  };
  GArray *faults = g_array_new (FALSE, FALSE, sizeof (AliveFault));

  add_answers (faults, NULL);
  add_answers (faults, "7");
  g_array_append_vals (faults, lines, G_N_ELEMENTS (lines));
  return faults;
}

/**
 * alive_get_faults:
 *
 * Returns: (transfer none) (array length=n_faults): each status with each body, without and with a
 *   wish to be left alone, and each way in which a line breaks
 */
const AliveFault *
alive_get_faults (guint *n_faults)
{
  static GArray *faults;

  if (faults == NULL)
    faults = make_faults ();
  *n_faults = faults->len;
  return (const AliveFault *) (gpointer) faults->data;
}

/**
 * alive_count_answers:
 *
 * Returns: how many of the faults, from the first on, are plain answers: each status with each body
 */
guint
alive_count_answers (void)
{
  return G_N_ELEMENTS (statuses) * G_N_ELEMENTS (bodies);
}

const AliveFault *
alive_find_fault (const char *name)
{
  guint n_faults;
  const AliveFault *faults = alive_get_faults (&n_faults);

  for (guint i = 0; i < n_faults; i++) {
    if (strcmp (faults[i].name, name) == 0)
      return &faults[i];
  }
  g_error ("No fault is called %s", name);
}

/**
 * alive_get_rest:
 *
 * The rest a server asked for is obeyed, an hour at most; it is not well before that.
 *
 * Returns: how long it is, in µs
 */
gint64
alive_get_rest (const AliveFault *fault)
{
  gint64 rest =
      fault->answer.retry_after != NULL ? g_ascii_strtoll (fault->answer.retry_after, NULL, 10) : 0;

  return MIN (rest, 3600) * G_USEC_PER_SEC;
}

gint64
alive_get_time (Alive *self)
{
  return tote_clock_get_real_time (TOTE_CLOCK (self->clock));
}

static void
note_question (Alive *self, ToteResource resource)
{
  gint64 now = alive_get_time (self);

  self->longest[resource] = MAX (self->longest[resource], now - self->asked_at[resource]);
  self->asked_at[resource] = now;
}

/* How a call is to fail now, %NULL if it is not. */
static const AliveFault *
find_fault (Alive *self, const char *call)
{
  if (!g_str_has_prefix (call, "GET "))
    return self->writes_fail ? self->fault : NULL;
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    if (strcmp (call + strlen ("GET "), tote_resource_get_name (i)) == 0)
      return self->faults[i];
  }
  g_assert_not_reached ();
}

static const ToteFakeAnswer *
intercept (const char *call, gpointer user_data)
{
  Alive *self = user_data;
  const AliveFault *fault = find_fault (self, call);

  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    if (g_str_has_prefix (call, "GET ") && strcmp (call + 4, tote_resource_get_name (i)) == 0)
      note_question (self, i);
  }
  if (fault == NULL || fault->line != TOTE_FAKE_FINE)
    return NULL;
  self->answer = fault->answer;
  self->answer.done = self->done && !g_str_has_prefix (call, "GET ");
  return &self->answer;
}

static ToteFakeFault
choose (const char *call, gpointer user_data)
{
  Alive *self = user_data;
  const AliveFault *fault = find_fault (self, call);

  if (fault == NULL)
    return TOTE_FAKE_FINE;
  if (!self->done || g_str_has_prefix (call, "GET "))
    return fault->line;
  if (fault->line == TOTE_FAKE_LOST)
    return TOTE_FAKE_DONE_LOST;
  return fault->line == TOTE_FAKE_SILENT ? TOTE_FAKE_DONE_SILENT : fault->line;
}

/**
 * alive_new:
 * @rendition: the server has no GET order, and tells the state with the handling data
 */
Alive *
alive_new (gboolean rendition, gboolean with_archive)
{
  Alive *self = g_new0 (Alive, 1);

  self->rendition = rendition;
  self->platform = tote_fake_platform_new ("picking", N_ITEMS);
  self->platform->intercept = intercept;
  self->platform->choose = choose;
  self->platform->user_data = self;
  self->clock = tote_manual_clock_new (NOON);
  self->archive = with_archive ? tote_archive_new (NULL) : NULL;
  self->client = tote_fake_platform_new_client (self->platform);
  alive_set_state (self, "picking");
  return self;
}

void
alive_free (Alive *self)
{
  alive_stop (self);
  g_clear_object (&self->archive);
  g_clear_object (&self->client);
  g_clear_object (&self->broker);
  g_assert_finalize_object (self->clock);
  tote_fake_platform_free (self->platform);
  g_free (self->state);
  g_free (self);
}

static void
set_tokens (Alive *self, ToteTokenSource *tokens)
{
  SoupSession *session = self->platform->sessions->pdata[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteClient) client = tote_client_new (self->platform->base, tokens, session, &error);

  g_assert_no_error (error);
  g_set_object (&self->client, client);
}

static void
on_broker_asked (SoupServer *server, SoupServerMessage *message, const char *path,
                 GHashTable *query, gpointer user_data)
{
  Alive *self = user_data;
  const char *body = g_str_has_suffix (path, "/board") ? self->board : TOKENS;
  const ToteFakeAnswer good = { body != NULL ? 200 : 404, body, NULL };

  self->n_broker++;
  if (self->fault != NULL && self->fault->line != TOTE_FAKE_FINE)
    tote_fake_platform_break_line (self->platform, message, self->fault->line, TOKENS);
  else
    tote_fake_platform_answer (message, self->fault != NULL ? &self->fault->answer : &good);
}

/**
 * alive_open_broker:
 *
 * There is a broker from now on, which fails when the rest does.
 */
void
alive_open_broker (Alive *self)
{
  SoupSession *session = self->platform->sessions->pdata[0];
  g_autofree char *base = g_strconcat (self->platform->base, "/broker", NULL);
  g_autoptr (GError) error = NULL;

  self->broker = tote_broker_new (base, NULL, session, &error);
  g_assert_no_error (error);
  soup_server_add_handler (self->platform->server, "/broker", on_broker_asked, self, NULL);
}

static ToteBrokerTokens *
new_tokens (ToteBroker *broker, gboolean first)
{
  g_autoptr (JsonNode) node = json_from_string (OLD_TOKENS, NULL);
  g_autoptr (ToteTokenResponse) old = NULL;

  if (first)
    return tote_broker_tokens_new_for_code (broker, "c_1");

  old = tote_token_response_new_from_json (json_node_get_object (node), g_get_real_time (), NULL);
  return tote_broker_tokens_new_for_response (broker, old);
}

/**
 * alive_sign_in:
 * @first: for the first time, with the code of a link; else the token there is has to be renewed
 *
 * Asks from the next alive_start() on with tokens of the broker.
 */
void
alive_sign_in (Alive *self, gboolean first)
{
  g_autoptr (ToteBrokerTokens) tokens = NULL;

  if (self->broker == NULL)
    alive_open_broker (self);
  tokens = new_tokens (self->broker, first);
  set_tokens (self, TOTE_TOKEN_SOURCE (tokens));
}

/**
 * alive_forget:
 *
 * The next alive_start() is one with nothing kept.
 */
void
alive_forget (Alive *self)
{
  g_clear_object (&self->archive);
  self->archive = tote_archive_new (NULL);
}

/**
 * alive_start:
 *
 * Begins to follow, as a fresh process does with the archive of the one before.
 */
void
alive_start (Alive *self)
{
  g_assert_null (self->tracker);
  self->tracker = tote_tracker_new (self->client, ID, TOTE_CLOCK (self->clock), self->archive);
  tote_tracker_start (self->tracker);
}

/**
 * alive_stop:
 *
 * What is on the line is given up; nothing is said to the server, and nothing more is written.
 */
void
alive_stop (Alive *self)
{
  if (self->tracker == NULL)
    return;
  tote_tracker_stop (self->tracker);
  alive_settle (self);
  g_assert_finalize_object (g_steal_pointer (&self->tracker));
}

static gboolean
is_packed (Alive *self)
{
  return !self->lasting &&
         (strcmp (self->state, "checkout") == 0 || strcmp (self->state, "delivering") == 0);
}

static const char *
get_instructions (Alive *self)
{
  return !self->lasting && strcmp (self->state, "delivering") == 0 ? "Ring twice" : "Call first";
}

/**
 * alive_set_state:
 *
 * The order goes on: what is asked for once more then says something else.
 */
void
alive_set_state (Alive *self, const char *state)
{
  g_autofree char *handling = NULL;

  g_free (self->state);
  self->state = g_strdup (state);
  self->platform->n_items = N_ITEMS + is_packed (self);
  handling = g_strdup_printf ("{\"instructions\": \"%s\"%s%s%s}", get_instructions (self),
                              self->rendition ? ", \"status\": \"" : "",
                              self->rendition ? state : "", self->rendition ? "\"" : "");
  tote_fake_platform_set_body (self->platform, TOTE_RESOURCE_HANDLING, 0, handling);
  if (self->rendition)
    tote_fake_platform_set_body (self->platform, TOTE_RESOURCE_ORDER, 404, RENDITION_WORD);
  else
    tote_fake_platform_set_state (self->platform, state);
}

static void
set_deadline (Alive *self, guint milliseconds)
{
  tote_client_set_deadline (self->client, milliseconds);
  if (self->broker != NULL)
    tote_broker_set_deadline (self->broker, milliseconds);
}

/**
 * alive_fail:
 * @faulty: the resources that fail from now on, as bits; all others are well
 */
void
alive_fail (Alive *self, const AliveFault *fault, guint faulty)
{
  alive_mend (self);
  self->fault = fault;
  if (fault->line == TOTE_FAKE_SILENT)
    set_deadline (self, SILENCE_MS);
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    self->asked_at[i] = alive_get_time (self);
    self->longest[i] = 0;
    if (faulty & (1u << i))
      alive_fail_also (self, fault, i);
  }
}

/**
 * alive_fail_also:
 *
 * One resource fails, whatever others do.
 */
void
alive_fail_also (Alive *self, const AliveFault *fault, ToteResource resource)
{
  self->faults[resource] = fault;
  if (fault->line == TOTE_FAKE_SILENT)
    set_deadline (self, SILENCE_MS);
}

void
alive_mend (Alive *self)
{
  self->fault = NULL;
  memset (self->faults, 0, sizeof self->faults);
  set_deadline (self, 20000);
}

/**
 * alive_settle:
 *
 * Lets everything that was begun come to its end; no time passes.
 */
void
alive_settle (Alive *self)
{
  tote_fake_platform_settle (self->platform, self->archive);
}

/**
 * alive_step:
 * @until: real time
 *
 * Goes on to what is due next, by @until at the latest.
 *
 * Returns: whether @until has not come
 */
gboolean
alive_step (Alive *self, gint64 until)
{
  gint64 offset = alive_get_time (self) - tote_clock_get_monotonic_time (TOTE_CLOCK (self->clock));

  alive_settle (self);
  return tote_manual_clock_step (self->clock, until - offset);
}

void
alive_run (Alive *self, gint64 us)
{
  gint64 until = alive_get_time (self) + us;

  while (alive_step (self, until))
    ;
  alive_settle (self);
}

/**
 * alive_turn:
 *
 * Does the smallest thing there is to do; only when all is done, time passes.
 */
void
alive_turn (Alive *self)
{
  if (g_main_context_iteration (NULL, FALSE))
    return;
  if (self->platform->n_queued > 0)
    g_main_context_iteration (NULL, TRUE);
  else
    alive_step (self, alive_get_time (self) + G_USEC_PER_SEC);
}

static gboolean
is_followed (Alive *self, ToteResource resource)
{
  gboolean delivering = strcmp (self->state, "delivering") == 0;

  switch (resource) {
  case TOTE_RESOURCE_ORDER:
    return !self->rendition;
  case TOTE_RESOURCE_HANDLING:
    return self->rendition;
  case TOTE_RESOURCE_ITEMS:
    return strcmp (self->state, "picking") == 0;
  case TOTE_RESOURCE_LOCATION:
    return delivering;
  case TOTE_RESOURCE_CHAT:
  case TOTE_RESOURCE_ORDER_MESSAGES:
    return TRUE;
  case TOTE_RESOURCE_PICKUP_DETAILS:
  case TOTE_RESOURCE_VEHICLE:
  default:
    return FALSE;
  }
}

static guint
count_stale (Alive *self, gint64 since)
{
  guint n_stale = 0;

  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    n_stale += is_followed (self, i) && tote_tracker_get_seen (self->tracker, i) < since;
  return n_stale;
}

/**
 * alive_is_fresh:
 *
 * Returns: whether all that the page shows is what the server has, and what is asked for steadily
 *   was confirmed after @since
 */
gboolean
alive_is_fresh (Alive *self, gint64 since)
{
  ToteOrder *order = tote_tracker_get_order (self->tracker);
  ToteHandling *handling = tote_order_get_handling (order);
  gboolean delivering = strcmp (self->state, "delivering") == 0;

  return g_strcmp0 (tote_order_get_state (order), self->state) == 0 &&
         g_list_model_get_n_items (G_LIST_MODEL (tote_order_get_items (order))) ==
             self->platform->n_items &&
         handling != NULL &&
         g_strcmp0 (tote_handling_get_instructions (handling), get_instructions (self)) == 0 &&
         tote_tracker_get_chat (self->tracker) == TOTE_AVAILABILITY_YES &&
         (!delivering || tote_tracker_get_location (self->tracker) == TOTE_AVAILABILITY_YES) &&
         tote_tracker_get_failure (self->tracker) == NULL &&
         tote_tracker_get_loaded (self->tracker) && tote_tracker_get_online (self->tracker) &&
         count_stale (self, since) == 0;
}

/* Returns: (transfer full): what is fresh and what is not. */
static char *
describe (Alive *self, gint64 since)
{
  ToteOrder *order = tote_tracker_get_order (self->tracker);
  const GError *failure = tote_tracker_get_failure (self->tracker);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "state %s of %s, %u of %u items, chat %d, location %d, failure %s;",
                          tote_order_get_state (order), self->state,
                          g_list_model_get_n_items (G_LIST_MODEL (tote_order_get_items (order))),
                          self->platform->n_items, (int) tote_tracker_get_chat (self->tracker),
                          (int) tote_tracker_get_location (self->tracker),
                          failure != NULL ? failure->message : "none");
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    gint64 seen = tote_tracker_get_seen (self->tracker, i);

    if (is_followed (self, i))
      g_string_append_printf (text, " %s %" G_GINT64_FORMAT " s", tote_resource_get_name (i),
                              seen == 0 ? -999 : (seen - since) / G_USEC_PER_SEC);
  }
  return g_string_free (text, FALSE);
}

/**
 * alive_assert_recovers:
 * @what: has gone before, for the message
 *
 * The server is well from now on. A rest that it asked for before is part of that.
 */
void
alive_assert_recovers (Alive *self, const char *what)
{
  g_autofree char *description = NULL;
  gint64 since;

  alive_mend (self);
  since = alive_get_time (self);
  for (;;) {
    gint64 until = since + ALIVE_WITHIN;

    alive_settle (self);
    if (alive_is_fresh (self, since))
      return;
    if (!alive_step (self, until))
      break;
  }
  alive_settle (self);
  if (alive_is_fresh (self, since))
    return;
  description = describe (self, since);
  g_error ("After %s, five minutes later: %s", what, description);
}

/**
 * alive_say:
 *
 * What the customer says is to be sent.
 */
void
alive_say (Alive *self, const char *text)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message (text);

  g_assert_true (tote_tracker_wish (self->tracker, wish));
}

/**
 * alive_count_wishes:
 * @state: %TOTE_SEND_STATE_SENDING for what is still to be sent, or looked for
 *
 * Returns: how much of what the customer wants has come so far
 */
guint
alive_count_wishes (Alive *self, ToteSendState state)
{
  GListModel *outbox = tote_tracker_get_outbox (self->tracker);
  guint n_wishes = 0;

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i);

    n_wishes += tote_outbox_entry_get_send_state (entry) == state;
  }
  return n_wishes;
}

/**
 * alive_assert_said:
 * @n_texts: “Text 0” and so on were said
 * @what: has gone before, for the message
 *
 * Nothing waits any more five minutes later; each text stands once, or the customer is told.
 */
void
alive_assert_said (Alive *self, guint n_texts, const char *what)
{
  GListModel *outbox = tote_tracker_get_outbox (self->tracker);
  guint n_once = 0, n_waiting;

  alive_run (self, ALIVE_WITHIN);
  for (guint i = 0; i < n_texts; i++) {
    g_autofree char *text = g_strdup_printf ("Text %u", i);
    guint n = tote_fake_platform_count_text (self->platform, text);

    if (n > 1)
      g_error ("After %s: “%s” stands %u times", what, text, n);
    n_once += n;
  }
  n_waiting = alive_count_wishes (self, TOTE_SEND_STATE_SENDING);
  if (n_waiting > 0 || n_once + g_list_model_get_n_items (outbox) < n_texts)
    g_error ("After %s: %u of %u texts stand, %u wait, %u are to be decided", what, n_once, n_texts,
             n_waiting, g_list_model_get_n_items (outbox) - n_waiting);
}
