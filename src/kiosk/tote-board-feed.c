/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-board-feed.h"

#include "tote-failure.h"
#include "tote-pace.h"
#include "tote-property.h"
#include "tote-static-tokens.h"
#include "tote-tracker.h"

#define INTERVAL (10 * G_TIME_SPAN_SECOND)
#define MAX_AGE_MOST 60

/* What the last answer says is not old before that many intervals went by without another. */
#define MISSES 2

/* An order that is followed by itself. */
typedef struct {
  ToteBoardFeed *feed;
  ToteBoardEntry *entry; /* (owned) */
  ToteTracker *tracker;  /* (owned) */
} Followed;

struct _ToteBoardFeed {
  GObject parent_instance;

  ToteBroker *broker;        /* (owned) */
  ToteBoard *board;          /* (owned) (nullable): the last answer */
  ToteTickets *tickets;      /* (owned) */
  GHashTable *followed;      /* (owned): order id → Followed */
  SoupSession *session;      /* (owned) */
  ToteClock *clock;          /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): while it runs */
  char *server;              /* (owned) (nullable) */
  double pace;
  guint timer;   /* 0 for none */
  guint overdue; /* timer, 0 for none */
  guint failures;
  guint misses;    /* answers, or none, with nothing new of the broker */
  gint64 asked_at; /* monotonic µs */
  gint64 took;     /* µs: the last good answer */
  gint64 kept_at;  /* of the last answer, when a cache had kept it */
  gboolean online;
  gint64 last_answer;
};

G_DEFINE_FINAL_TYPE (ToteBoardFeed, tote_board_feed, G_TYPE_OBJECT)

typedef enum {
  PROP_ONLINE = 1,
} ToteBoardFeedProperty;

static GParamSpec *props[PROP_ONLINE + 1];
static guint answered_signal;

static void
put_followed (Followed *followed)
{
  ToteOrder *order = tote_tracker_get_order (followed->tracker);
  ToteItemList *items = tote_order_get_items (order);
  const ToteTicketState state = {
    .label = tote_board_entry_get_label (followed->entry),
    .state = tote_order_get_state (order),
    .fulfillment = tote_order_get_fulfillment (order),
    .waiting_on_customer = tote_item_list_get_n_questions (items) > 0,
  };

  tote_tickets_put (followed->feed->tickets, tote_order_get_id (order), &state,
                    tote_clock_get_real_time (followed->feed->clock));
}

static void
followed_free (gpointer data)
{
  Followed *followed = data;

  g_signal_handlers_disconnect_by_data (tote_tracker_get_order (followed->tracker), followed);
  tote_tracker_stop (followed->tracker);
  g_object_unref (followed->tracker);
  g_object_unref (followed->entry);
  g_free (followed);
}

static const char *
get_token (ToteBoardEntry *entry)
{
  ToteTokenResponse *token = tote_board_entry_get_token (entry);

  return token != NULL ? tote_token_response_get_access_token (token) : NULL;
}

static void
follow (ToteBoardFeed *self, ToteBoardEntry *entry, guint turn)
{
  const char *order_id = tote_board_entry_get_order_id (entry);
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new (get_token (entry));
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteClient) client = tote_client_new (self->server, tokens, self->session, &error);
  Followed *followed;

  if (client == NULL) {
    g_debug ("An order of the board cannot be followed: %s", error->message);
    return;
  }

  followed = g_new0 (Followed, 1);
  followed->feed = self;
  followed->entry = g_object_ref (entry);
  followed->tracker = tote_tracker_new (client, order_id, self->clock, NULL);
  tote_tracker_set_pace (followed->tracker, self->pace);
  tote_tracker_set_board (followed->tracker, TRUE);
  tote_tracker_set_first_delay (followed->tracker, tote_pace_get_turn (turn, self->pace));
  g_signal_connect_swapped (tote_tracker_get_order (followed->tracker), "notify::state",
                            G_CALLBACK (put_followed), followed);
  tote_tracker_start (followed->tracker);
  g_hash_table_insert (self->followed, g_strdup (order_id), followed);
}

static void
put_told (ToteBoardFeed *self, ToteBoardEntry *entry)
{
  ToteTicketState state = {
    .label = tote_board_entry_get_label (entry),
    .state = tote_board_entry_get_state (entry),
    .fulfillment = tote_board_entry_get_fulfillment (entry),
    .ready_at = tote_board_entry_get_ready_at (entry),
    .waiting_on_customer = tote_board_entry_get_waiting_on_customer (entry),
  };

  tote_board_entry_get_progress (entry, &state.n_found, &state.n_items);
  tote_tickets_put (self->tickets, tote_board_entry_get_order_id (entry), &state,
                    tote_clock_get_real_time (self->clock));
}

/* Of those that are new in an answer each waits its @turn. */
static void
put_entry (ToteBoardFeed *self, ToteBoardEntry *entry, guint *turn)
{
  const char *order_id = tote_board_entry_get_order_id (entry);
  const Followed *followed = g_hash_table_lookup (self->followed, order_id);

  if (tote_board_entry_get_state (entry) != NULL || get_token (entry) == NULL ||
      self->server == NULL) {
    g_hash_table_remove (self->followed, order_id);
    put_told (self, entry);
    return;
  }

  tote_tickets_keep (self->tickets, order_id);
  if (followed == NULL || g_strcmp0 (get_token (followed->entry), get_token (entry)) != 0)
    follow (self, entry, (*turn)++);
}

static gboolean
has_left (gpointer key, gpointer value, gpointer ids)
{
  return !g_hash_table_contains (ids, key);
}

static void
take_in (ToteBoardFeed *self, ToteBoard *board)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint turn = 0;

  tote_tickets_begin (self->tickets);
  for (guint i = 0; i < tote_board_get_n_entries (board); i++) {
    ToteBoardEntry *entry = tote_board_get_entry (board, i);

    g_hash_table_add (ids, (char *) tote_board_entry_get_order_id (entry));
    put_entry (self, entry, &turn);
  }
  tote_tickets_end (self->tickets);
  g_hash_table_foreach_remove (self->followed, has_left, ids);
}

static void
set_online (ToteBoardFeed *self, gboolean online)
{
  tote_property_set_flag (self, &self->online, online, props[PROP_ONLINE]);
}

static void
miss (ToteBoardFeed *self)
{
  self->misses++;
  set_online (self, self->online && self->misses < MISSES);
}

/* The same old answer again is as good as none. */
static void
hear (ToteBoardFeed *self, gint64 kept_at, gboolean changed)
{
  const gint64 now = tote_clock_get_real_time (self->clock);
  const gboolean again = kept_at != 0 && kept_at == self->kept_at;

  self->kept_at = kept_at;
  tote_tickets_age (self->tickets, now);
  if (again) {
    miss (self);
    return;
  }

  self->misses = 0;
  self->last_answer = kept_at != 0 ? MIN (kept_at, now) : now;
  set_online (self, TRUE);
  g_signal_emit (self, answered_signal, 0, changed);
}

/* What is as good as new is not asked for again. */
static gint64
get_interval (ToteBoardFeed *self, int max_age)
{
  const gint64 interval = MAX (INTERVAL, MIN (max_age, MAX_AGE_MOST) * G_TIME_SPAN_SECOND);

  return (gint64) ((double) tote_pace_spread (interval, g_random_double ()) * self->pace);
}

static gboolean on_timer (gpointer user_data);

static void
wait (ToteBoardFeed *self, gint64 us)
{
  self->timer = tote_clock_add_timer (self->clock, us, on_timer, self);
}

static gboolean
on_overdue (gpointer user_data)
{
  ToteBoardFeed *self = user_data;

  self->overdue = 0;
  set_online (self, FALSE);

  return G_SOURCE_REMOVE;
}

/* A line that is cut says nothing, not even that. A broker that takes its time is no such line:
 * what it has taken is as usual. */
static void
wait_for_answer (ToteBoardFeed *self, gint64 interval)
{
  const gint64 patience = (gint64) (MISSES * INTERVAL * self->pace) + self->took;

  tote_clock_clear_timer (self->clock, &self->overdue);
  self->overdue = tote_clock_add_timer (self->clock, interval + patience, on_overdue, self);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteBoardFeed *self = user_data; /* maybe gone: no use before the check */
  gint64 interval, pause;
  g_autoptr (GError) error = NULL;
  gboolean changed;
  gint64 kept_at = 0;
  int max_age = -1;
  g_autoptr (ToteBoard) board =
      tote_broker_board_finish (TOTE_BROKER (source), result, &max_age, &kept_at, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (board == NULL) {
    g_debug ("The board was not answered: %s", error->message);
    self->failures++;
    miss (self);
    pause = tote_pace_back_off (self->failures, g_random_double (), self->pace);
    wait (self, MAX (pause, tote_failure_get_rest (error)));
    return;
  }

  changed = board != self->board;
  if (changed)
    take_in (self, board);
  g_set_object (&self->board, board);

  self->failures = 0;
  self->took = tote_clock_get_monotonic_time (self->clock) - self->asked_at;
  hear (self, kept_at, changed);
  interval = get_interval (self, max_age);
  wait (self, interval);
  wait_for_answer (self, interval);
}

static gboolean
on_timer (gpointer user_data)
{
  ToteBoardFeed *self = user_data;

  self->timer = 0;
  self->asked_at = tote_clock_get_monotonic_time (self->clock);
  tote_broker_board_async (self->broker, self->board, self->cancellable, on_answered, self);

  return G_SOURCE_REMOVE;
}

static void
tote_board_feed_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteBoardFeedProperty) id) {
  case PROP_ONLINE:
    g_value_set_boolean (value, TOTE_BOARD_FEED (object)->online);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_board_feed_dispose (GObject *object)
{
  ToteBoardFeed *self = TOTE_BOARD_FEED (object);

  tote_clock_clear_timer (self->clock, &self->timer);
  tote_clock_clear_timer (self->clock, &self->overdue);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_hash_table_remove_all (self->followed);

  G_OBJECT_CLASS (tote_board_feed_parent_class)->dispose (object);
}

static void
tote_board_feed_finalize (GObject *object)
{
  ToteBoardFeed *self = TOTE_BOARD_FEED (object);

  g_hash_table_unref (self->followed);
  g_object_unref (self->tickets);
  g_clear_object (&self->broker);
  g_clear_object (&self->board);
  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  g_free (self->server);

  G_OBJECT_CLASS (tote_board_feed_parent_class)->finalize (object);
}

static void
tote_board_feed_class_init (ToteBoardFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tote_board_feed_get_property;
  object_class->dispose = tote_board_feed_dispose;
  object_class->finalize = tote_board_feed_finalize;

  props[PROP_ONLINE] =
      g_param_spec_boolean ("online", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  answered_signal = g_signal_new ("answered", TOTE_TYPE_BOARD_FEED, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
tote_board_feed_init (ToteBoardFeed *self)
{
  self->tickets = tote_tickets_new ();
  self->followed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, followed_free);
}

/**
 * tote_board_feed_new:
 * @config: what is copied of it
 *
 * Returns: (transfer full): a board that asks nothing yet
 */
ToteBoardFeed *
tote_board_feed_new (const ToteBoardFeedConfig *config)
{
  ToteBoardFeed *self;

  g_return_val_if_fail (config != NULL && config->broker != NULL, NULL);

  self = g_object_new (TOTE_TYPE_BOARD_FEED, NULL);
  self->session = g_object_ref (config->session);
  self->broker = g_object_ref (config->broker);
  self->clock = g_object_ref (config->clock);
  self->server = g_strdup (config->server);
  self->pace = config->pace > 0 ? config->pace : 1;

  return self;
}

/**
 * tote_board_feed_recall:
 * @tickets: what was on the board before this process
 * @at: real µs: when that was so
 *
 * Begins with what is known, which is shown with its age until there is an answer.
 */
void
tote_board_feed_recall (ToteBoardFeed *self, JsonArray *tickets, gint64 at)
{
  const gint64 now = tote_clock_get_real_time (self->clock);

  g_return_if_fail (TOTE_IS_BOARD_FEED (self));

  tote_tickets_read (self->tickets, tickets, at);
  self->last_answer = at;
  set_online (self, now - at >= 0 && now - at < MISSES * INTERVAL);
}

/**
 * tote_board_feed_start:
 *
 * Asks from now on. The first time comes at random within half an interval, so that a chain of
 * stores does not ask in step after a power cut.
 */
void
tote_board_feed_start (ToteBoardFeed *self)
{
  g_return_if_fail (TOTE_IS_BOARD_FEED (self));

  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  wait (self, tote_pace_first_delay (g_random_double (), self->pace));
  wait_for_answer (self, 0);
}

/**
 * tote_board_feed_get_tickets:
 *
 * Returns: (transfer none): the orders
 */
ToteTickets *
tote_board_feed_get_tickets (ToteBoardFeed *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD_FEED (self), NULL);

  return self->tickets;
}

/**
 * tote_board_feed_get_online:
 *
 * Returns: whether what is shown is what the store's server says now
 */
gboolean
tote_board_feed_get_online (ToteBoardFeed *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD_FEED (self), FALSE);

  return self->online;
}

/**
 * tote_board_feed_get_last_answer:
 *
 * Returns: real µs of the last good answer, 0 for never
 */
gint64
tote_board_feed_get_last_answer (ToteBoardFeed *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD_FEED (self), 0);

  return self->last_answer;
}
