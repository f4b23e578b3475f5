/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-support.h"
#include "tote-archive.h"
#include "tote-manual-clock.h"
#include "tote-sandbox-server.h"
#include "tote-session.h"
#include "tote-static-tokens.h"
#include "tote-tracker.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

/*
 * The storm: a whole order while everything goes wrong that a line, a proxy or a server can do to
 * an answer, and the follower is started anew now and then. When the server is well again, what the
 * follower shows is the server's truth, and of what the customer said and decided nothing was sent
 * twice and nothing is lost. Each seed is another storm; a seed that failed is run again with
 * TOTE_STORM_SEEDS=FROM-TO.
 */

#define NOON (G_GINT64_CONSTANT (1774008000) * G_USEC_PER_SEC) /* 2026-03-20T12:00:00Z */
#define STEP (500 * G_TIME_SPAN_MILLISECOND)

/* Fewer polls, so that there are more storms. */
#define PACE 3

/* The longest story, a pickup nobody comes to, is over by then. */
#define STORM_ENDS (40 * G_TIME_SPAN_MINUTE)
/* How long something may take in real time. */
#define DEADLINE (60 * G_TIME_SPAN_SECOND)

/* A body that breaks off under HTTP/2 is not heard of, and waited for: in real time, of which a
 * storm has a minute or two. */
#define FRONT_DEADLINE_MS 1500

#define MAX_RULES 6
#define MAX_TEXTS 4

typedef struct {
  GRand *rand;
  ToteSandboxOptions *options;
  ToteSandboxClock *story;
  ToteSandboxServer *server;
  ToteManualClock *clock;
  SoupSession *session;
  SoupSession *controls;
  guint in_flight;
  char *folder;
  char *token;
  ToteArchive *archive;
  ToteTracker *tracker;
  GPtrArray *said; /* (owned) (element-type utf8) */
  gint64 passed;
} Storm;

/* No empty answers: they are how some servers write an empty list, and two of them are believed. */
static char *
invent_faults (GRand *rand)
{
  static const char *const targets[] = { "*",        "*",    "order",     "items", "handling",
                                         "location", "chat", "chat-send", "decide" };
  static const char *const actions[] = { "500",       "503",         "503=2",     "429",
                                         "429=5",     "502",         "504",       "408",
                                         "reset",     "reset-after", "500-after", "503-after",
                                         "malformed", "array",       "truncate",  "deep",
                                         "redirect",  "html" };
  g_autoptr (GString) spec = g_string_new (NULL);
  int n_rules = g_rand_int_range (rand, 1, MAX_RULES + 1);

  for (int i = 0; i < n_rules; i++)
    g_string_append_printf (spec, "%s%s:%s@0.%02d", i > 0 ? "," : "",
                            targets[g_rand_int_range (rand, 0, (gint32) G_N_ELEMENTS (targets))],
                            actions[g_rand_int_range (rand, 0, (gint32) G_N_ELEMENTS (actions))],
                            g_rand_int_range (rand, 3, 50));
  return g_string_free (g_steal_pointer (&spec), FALSE);
}

static void
on_queued (Storm *storm)
{
  storm->in_flight++;
}

static void
on_unqueued (Storm *storm)
{
  storm->in_flight--;
}

/* In TOTE_FRONT stands what is in front of the server, such as https://localhost:8443/: it hands on
 * to the port that the path begins with. */
static char *
dup_base (Storm *storm)
{
  const char *base = tote_sandbox_server_get_uri (storm->server);
  const char *front = g_getenv ("TOTE_FRONT");

  return front != NULL ? g_strconcat (front, strrchr (base, ':') + 1, NULL) : g_strdup (base);
}

static void
start_tracker (Storm *storm)
{
  g_autofree char *base = dup_base (storm);
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new (storm->token);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteClient) client = NULL;

  storm->session = tote_session_new ();
  g_signal_connect_swapped (storm->session, "request-queued", G_CALLBACK (on_queued), storm);
  g_signal_connect_swapped (storm->session, "request-unqueued", G_CALLBACK (on_unqueued), storm);
  client = tote_client_new (base, tokens, storm->session, &error);
  g_assert_no_error (error);
  if (g_getenv ("TOTE_FRONT") != NULL)
    tote_client_set_deadline (client, FRONT_DEADLINE_MS);
  storm->archive = tote_archive_new (storm->folder);
  storm->tracker = tote_tracker_new (client, tote_sandbox_server_get_order_id (storm->server, 0),
                                     TOTE_CLOCK (storm->clock), storm->archive);
  tote_tracker_set_pace (storm->tracker, PACE);
  tote_tracker_set_chat_open (storm->tracker, TRUE);
  tote_tracker_start (storm->tracker);

  /* What was kept is read by another thread, however slow that is. Of an order that has ended
   * nothing may be left to ask. */
  while (storm->in_flight == 0 && !tote_tracker_get_ended (storm->tracker)) {
    g_usleep (100);
    g_main_context_iteration (NULL, FALSE);
    tote_manual_clock_advance (storm->clock, G_TIME_SPAN_MILLISECOND);
  }
}

/* Lets go of an object that answers under way, or another thread, may hold for a moment yet. */
static void
let_go (gpointer object)
{
  gpointer rest = object;
  gint64 deadline = g_get_monotonic_time () + DEADLINE;

  g_object_add_weak_pointer (object, &rest);
  g_object_unref (object);
  while (rest != NULL) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (100);
  }
}

static void
stop_tracker (Storm *storm)
{
  tote_tracker_stop (storm->tracker);
  soup_session_abort (storm->session);
  while (storm->in_flight > 0)
    g_main_context_iteration (NULL, TRUE);
  let_go (g_steal_pointer (&storm->tracker));
  let_go (g_steal_pointer (&storm->archive));
  let_go (g_steal_pointer (&storm->session));
}

static void
set_up (Storm *storm, gconstpointer seed)
{
  static const ToteSandboxStory stories[] = { TOTE_SANDBOX_STORY_DELIVERY,
                                              TOTE_SANDBOX_STORY_DELIVERY,
                                              TOTE_SANDBOX_STORY_PICKUP,
                                              TOTE_SANDBOX_STORY_LAST_MILE };
  guint number = GPOINTER_TO_UINT (seed);
  g_autoptr (GError) error = NULL;

  storm->rand = g_rand_new_with_seed (number);
  storm->options = tote_sandbox_options_new ();
  storm->options->seed = number;
  storm->options->story = stories[number / 2 % G_N_ELEMENTS (stories)];
  storm->options->dialect =
      number % 2 == 0 ? TOTE_SANDBOX_DIALECT_REFERENCE : TOTE_SANDBOX_DIALECT_RENDITION;
  storm->options->extra_members = number % 3 == 0;
  storm->options->faults = invent_faults (storm->rand);
  storm->story = tote_sandbox_clock_new_manual (NOON);
  storm->options->clock = g_object_ref (storm->story);
  storm->server = tote_sandbox_server_new (storm->options);
  tote_sandbox_server_start (storm->server, &error);
  g_assert_no_error (error);
  g_test_message ("seed %u: %s", number, storm->options->faults);

  storm->clock = tote_manual_clock_new (NOON);
  storm->controls = soup_session_new ();
  storm->folder = g_dir_make_tmp ("tote-storm-XXXXXX", NULL);
  storm->token = tote_sandbox_server_mint_token (storm->server, 0);
  storm->said = g_ptr_array_new_with_free_func (g_free);
  start_tracker (storm);
}

static void
tear_down (Storm *storm, gconstpointer seed)
{
  stop_tracker (storm);
  soup_session_abort (storm->controls);
  g_clear_object (&storm->controls);
  tote_sandbox_server_stop (storm->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (storm->server);
  g_clear_object (&storm->story);
  g_assert_finalize_object (storm->clock);
  tote_sandbox_options_free (storm->options);
  test_remove_tree (storm->folder);
  g_free (storm->folder);
  g_free (storm->token);
  g_ptr_array_unref (storm->said);
  g_rand_free (storm->rand);
}

static void
tell_outbox (Storm *storm)
{
  GListModel *outbox = tote_tracker_get_outbox (storm->tracker);

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i);
    ToteWish *wish = tote_outbox_entry_get_wish (entry);

    g_test_message ("in the outbox: kind %d, state %d", (int) tote_wish_get_kind (wish),
                    (int) tote_outbox_entry_get_send_state (entry));
  }
}

static gboolean
is_sending (Storm *storm)
{
  GListModel *outbox = tote_tracker_get_outbox (storm->tracker);

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i);

    if (tote_outbox_entry_get_send_state (entry) == TOTE_SEND_STATE_SENDING)
      return TRUE;
  }
  return FALSE;
}

/* The clocks go on when nothing is on the line. What is written down is written by another thread:
 * it is given a moment while something waits for it. */
static void
turn (Storm *storm)
{
  do {
    while (g_main_context_iteration (NULL, FALSE))
      ;
    if (storm->in_flight > 0)
      g_main_context_iteration (NULL, TRUE);
  } while (storm->in_flight > 0);

  if (is_sending (storm))
    g_usleep (500);
  tote_sandbox_clock_advance (storm->story, STEP);
  tote_manual_clock_advance (storm->clock, STEP);
  storm->passed += STEP;
}

static void
say (Storm *storm)
{
  g_autoptr (ToteWish) wish = NULL;
  char *text;

  if (storm->said->len >= MAX_TEXTS ||
      tote_tracker_get_chat (storm->tracker) != TOTE_AVAILABILITY_YES)
    return;

  text = g_strdup_printf ("Text %u of this storm, says the customer", storm->said->len);
  wish = tote_wish_new_message (text);
  if (tote_tracker_wish (storm->tracker, wish))
    g_ptr_array_add (storm->said, text);
  else
    g_free (text);
}

static void
decide (Storm *storm)
{
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (storm->tracker));
  GListModel *questions = tote_item_list_get_questions (items);
  ToteDecision decision =
      g_rand_boolean (storm->rand) ? TOTE_DECISION_APPROVED : TOTE_DECISION_REJECTED;

  for (guint i = 0; i < g_list_model_get_n_items (questions); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (questions, i);
    g_autoptr (ToteWish) wish = tote_wish_new_decision (
        tote_item_get_id (item), tote_item_get_replacement (item), decision, NULL);

    if (tote_item_get_send_state (item) == TOTE_SEND_STATE_NONE)
      tote_tracker_wish (storm->tracker, wish);
  }
}

static void
on_controlled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GBytes **body = user_data;

  *body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
}

/* Asks for what the server has, or tells it something. */
static JsonNode *
control (Storm *storm, const char *call, const char *json)
{
  g_autofree char *uri =
      g_strconcat (tote_sandbox_server_get_uri (storm->server), "/sandbox/", call, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (json != NULL ? "POST" : "GET", uri);
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;

  if (json != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  }
  soup_session_send_and_read_async (storm->controls, message, G_PRIORITY_DEFAULT, NULL,
                                    on_controlled, &body);
  while (body == NULL)
    g_main_context_iteration (NULL, TRUE);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  return json_from_string (text, NULL);
}

/* How much of a kind happens in a storm; it ends before the storm does. */
static gboolean
happens (Storm *storm, double times)
{
  double chance = times * STEP / (STORM_ENDS * 0.8);

  return storm->passed < STORM_ENDS * 0.8 && g_rand_double (storm->rand) < chance;
}

static void
cut_the_line (Storm *storm)
{
  g_autoptr (GError) error = NULL;
  int steps = g_rand_int_range (storm->rand, 1, 200);

  g_test_message ("cut off at %d s for %d steps", (int) (storm->passed / G_TIME_SPAN_SECOND),
                  steps);
  tote_sandbox_server_stop (storm->server);
  while (steps-- > 0)
    turn (storm);
  tote_sandbox_server_start (storm->server, &error);
  g_assert_no_error (error);
}

static void
blow (Storm *storm)
{
  while (storm->passed < STORM_ENDS) {
    turn (storm);
    if (happens (storm, 8))
      say (storm);
    if (happens (storm, 100))
      decide (storm);
    if (happens (storm, 1)) {
      g_test_message ("started anew at %d s", (int) (storm->passed / G_TIME_SPAN_SECOND));
      stop_tracker (storm);
      start_tracker (storm);
    }
    if (happens (storm, 1))
      cut_the_line (storm);
  }
}

/* Well again: no click, no restart. */
static void
calm_down (Storm *storm)
{
  gint64 until = storm->passed + PACE * 6 * G_TIME_SPAN_MINUTE;
  g_autoptr (JsonNode) done = control (storm, "fault", "{\"spec\":\"\"}");

  while (storm->passed < until &&
         (!tote_tracker_get_ended (storm->tracker) || !tote_tracker_get_settled (storm->tracker) ||
          is_sending (storm)))
    turn (storm);
}

static guint
count_shown (Storm *storm, const char *text, ToteSendState *send_state)
{
  ToteMessageList *messages = tote_order_get_messages (tote_tracker_get_order (storm->tracker));
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (messages)); i++) {
    g_autoptr (ToteMessage) message = g_list_model_get_item (G_LIST_MODEL (messages), i);

    if (g_strcmp0 (tote_message_get_body (message), text) == 0) {
      *send_state = tote_message_get_send_state (message);
      count++;
    }
  }
  return count;
}

static void
check_texts (Storm *storm, JsonObject *truth)
{
  JsonObject *posts = json_object_get_object_member (truth, "posts");

  for (guint i = 0; i < storm->said->len; i++) {
    const char *text = storm->said->pdata[i];
    gint64 n_posts = json_object_get_int_member_with_default (posts, text, 0);
    ToteSendState send_state = TOTE_SEND_STATE_NONE;

    g_test_message ("“%s”: %d at the server", text, (int) n_posts);
    g_assert_cmpint (n_posts, <=, 1);
    g_assert_cmpuint (count_shown (storm, text, &send_state), ==, 1);
    if (send_state == TOTE_SEND_STATE_SENT || send_state == TOTE_SEND_STATE_READ)
      g_assert_cmpint (n_posts, ==, 1);
    else
      g_assert_true (TOTE_SEND_STATE_IS_TROUBLE (send_state));
  }
}

static void
check_line (ToteItem *item, const char *status, const char *decision)
{
  if (g_str_equal (status, "found"))
    g_assert_cmpint (tote_item_get_group (item), ==, TOTE_ITEM_GROUP_FOUND);
  else if (g_str_equal (status, "to_refund") || g_strcmp0 (decision, "rejected") == 0)
    g_assert_cmpint (tote_item_get_group (item), ==, TOTE_ITEM_GROUP_REFUNDED);
  else if (g_str_equal (status, "replaced"))
    g_assert_cmpint (tote_item_get_group (item), ==, TOTE_ITEM_GROUP_REPLACED);
}

static void
check_items (Storm *storm, JsonObject *truth)
{
  JsonObject *lines = json_object_get_object_member (truth, "lines");
  JsonObject *decisions = json_object_get_object_member (truth, "decisions");
  JsonObject *puts = json_object_get_object_member (truth, "puts");
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (storm->tracker));
  g_autoptr (GList) names = json_object_get_members (lines);

  for (GList *name = names; name != NULL; name = name->next) {
    ToteItem *item = tote_item_list_lookup (items, name->data);

    /* Members that nobody knows may stand anywhere. */
    if (g_str_equal (name->data, "x_made_up"))
      continue;
    g_assert_nonnull (item);
    check_line (item, json_object_get_string_member (lines, name->data),
                json_object_get_string_member_with_default (decisions, name->data, NULL));
    g_assert_cmpint (json_object_get_int_member_with_default (puts, name->data, 0), <=, 1);
  }
}

static void
test_storm (Storm *storm, gconstpointer seed)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *truth;

  blow (storm);
  calm_down (storm);

  g_test_message (
      "calm after %d s: ended %d, settled %d, items %d", (int) (storm->passed / G_TIME_SPAN_SECOND),
      tote_tracker_get_ended (storm->tracker), tote_tracker_get_settled (storm->tracker),
      tote_tracker_get_items_loaded (storm->tracker));
  tell_outbox (storm);
  root = control (storm, "state", NULL);
  truth = json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (root), "orders"), 0);
  g_assert_cmpstr (tote_order_get_state (tote_tracker_get_order (storm->tracker)), ==,
                   json_object_get_string_member (truth, "state"));
  g_assert_true (tote_tracker_get_ended (storm->tracker));
  g_assert_false (is_sending (storm));
  check_items (storm, truth);
  check_texts (storm, truth);
}

int
main (int argc, char **argv)
{
  const char *range = g_getenv ("TOTE_STORM_SEEDS");
  guint from = 1, to = 20;

  g_test_init (&argc, &argv, NULL);
  if (range != NULL && sscanf (range, "%u-%u", &from, &to) < 2)
    to = from;

  for (guint seed = from; seed <= to; seed++) {
    g_autofree char *path = g_strdup_printf ("/storm/%s/%u", seed % 2 == 0 ? "even" : "odd", seed);

    g_test_add (path, Storm, GUINT_TO_POINTER (seed), set_up, test_storm, tear_down);
  }
  return g_test_run ();
}
