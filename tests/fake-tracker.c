/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-tracker.h"

#include "tote-manual-clock.h"
#include "tote-time.h"
#include "tote-tracking-enums.h"

struct _ToteTracker {
  GObject parent_instance;

  ToteOrder *order;       /* (owned) */
  ToteManualClock *clock; /* (owned) */
  GListStore *history;    /* (owned) */
  GListStore *outbox;     /* (owned) */
  GTask *forgetting;      /* (owned) (nullable) */
  GError *failure;        /* (owned) (nullable) */
  GDateTime *today;       /* (owned) (nullable) */
  ToteAvailability chat;
  gint64 chat_asks_again_at;
  ToteLateness late;
  char *draft;
  double distance;
  gboolean loaded;
  gboolean chat_open;
  gboolean refusing;
  char *text; /* (owned) (nullable): of the last message */
  guint n_wishes;
  guint n_texts;
  guint n_marks;
  guint n_vehicle_loads;
  guint n_retries;
  char *retried;   /* (owned) (nullable) */
  char *withdrawn; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteTracker, tote_tracker, G_TYPE_OBJECT)

enum {
  PROP_ORDER = 1,
  PROP_LOADED,
  PROP_ONLINE,
  PROP_FAILURE,
  PROP_LAST_ANSWER,
  PROP_CHAT,
  PROP_CHAT_ASKS_AGAIN_AT,
  PROP_CHAT_UNREAD,
  PROP_CHAT_AS_OF,
  PROP_TODAY,
  PROP_LATE,
  PROP_MINUTES_LEFT,
  PROP_DISTANCE,
  PROP_POSITION_AGE,
  PROP_ENDED,
  PROP_DRAFT,
  PROP_HISTORY,
  N_PROPS,
};

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteTracker *self = TOTE_TRACKER (object);

  switch (id) {
  case PROP_ORDER:
    g_value_set_object (value, self->order);
    break;
  case PROP_LOADED:
    g_value_set_boolean (value, self->loaded);
    break;
  case PROP_ONLINE:
    g_value_set_boolean (value, TRUE);
    break;
  case PROP_FAILURE:
    g_value_set_boxed (value, self->failure);
    break;
  case PROP_LAST_ANSWER:
    g_value_set_int64 (value, 0);
    break;
  case PROP_CHAT:
    g_value_set_enum (value, self->chat);
    break;
  case PROP_CHAT_ASKS_AGAIN_AT:
    g_value_set_int64 (value, self->chat_asks_again_at);
    break;
  case PROP_CHAT_UNREAD:
    g_value_set_boolean (value, FALSE);
    break;
  case PROP_CHAT_AS_OF:
    g_value_set_int64 (value, 0);
    break;
  case PROP_TODAY:
    g_value_set_boxed (value, tote_tracker_get_today (self));
    break;
  case PROP_LATE:
    g_value_set_enum (value, self->late);
    break;
  case PROP_MINUTES_LEFT:
    g_value_set_int (value, -1);
    break;
  case PROP_DISTANCE:
    g_value_set_double (value, self->distance);
    break;
  case PROP_DRAFT:
    g_value_set_string (value, self->draft);
    break;
  case PROP_ENDED:
    g_value_set_boolean (value, tote_order_get_ended (self->order));
    break;
  case PROP_POSITION_AGE:
    g_value_set_enum (value, self->distance < 0 ? TOTE_FRESHNESS_NONE : TOTE_FRESHNESS_LIVE);
    break;
  case PROP_HISTORY:
    g_value_set_object (value, self->history);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
finalize (GObject *object)
{
  ToteTracker *self = TOTE_TRACKER (object);

  g_clear_object (&self->order);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->today, g_date_time_unref);
  g_clear_object (&self->history);
  g_clear_object (&self->outbox);
  g_clear_object (&self->forgetting);
  g_clear_error (&self->failure);
  g_free (self->text);
  g_free (self->draft);
  g_free (self->retried);
  g_free (self->withdrawn);

  G_OBJECT_CLASS (tote_tracker_parent_class)->finalize (object);
}

static void
tote_tracker_class_init (ToteTrackerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamSpec *props[N_PROPS] = { NULL };

  object_class->get_property = get_property;
  object_class->finalize = finalize;

  props[PROP_ORDER] = g_param_spec_object ("order", NULL, NULL, TOTE_TYPE_ORDER, read);
  props[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, TRUE, read);
  props[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, read);
  props[PROP_LAST_ANSWER] = g_param_spec_int64 ("last-answer", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, G_TYPE_ERROR, read);
  props[PROP_CHAT] = g_param_spec_enum ("chat", NULL, NULL, TOTE_TYPE_AVAILABILITY,
                                        TOTE_AVAILABILITY_UNKNOWN, read);
  props[PROP_CHAT_ASKS_AGAIN_AT] =
      g_param_spec_int64 ("chat-asks-again-at", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_CHAT_UNREAD] = g_param_spec_boolean ("chat-unread", NULL, NULL, FALSE, read);
  props[PROP_CHAT_AS_OF] = g_param_spec_int64 ("chat-as-of", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_TODAY] = g_param_spec_boxed ("today", NULL, NULL, G_TYPE_DATE_TIME, read);
  props[PROP_LATE] =
      g_param_spec_enum ("late", NULL, NULL, TOTE_TYPE_LATENESS, TOTE_LATENESS_NO, read);
  props[PROP_MINUTES_LEFT] = g_param_spec_int ("minutes-left", NULL, NULL, -1, G_MAXINT, -1, read);
  props[PROP_DISTANCE] = g_param_spec_double ("distance", NULL, NULL, -1, G_MAXDOUBLE, -1, read);
  props[PROP_POSITION_AGE] = g_param_spec_enum ("position-age", NULL, NULL, TOTE_TYPE_FRESHNESS,
                                                TOTE_FRESHNESS_NONE, read);
  props[PROP_DRAFT] = g_param_spec_string ("draft", NULL, NULL, NULL, read);
  props[PROP_ENDED] = g_param_spec_boolean ("ended", NULL, NULL, FALSE, read);
  props[PROP_HISTORY] = g_param_spec_object ("history", NULL, NULL, G_TYPE_LIST_MODEL, read);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
tote_tracker_init (ToteTracker *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (FAKE_NOW, NULL);

  self->clock = tote_manual_clock_new (tote_time_to_us (now));
  self->history = g_list_store_new (TOTE_TYPE_HISTORY_ENTRY);
  self->outbox = g_list_store_new (TOTE_TYPE_OUTBOX_ENTRY);
  self->loaded = TRUE;
  self->distance = -1;
}

ToteTracker *
fake_tracker_new (ToteOrder *order)
{
  ToteTracker *self = g_object_new (TOTE_TYPE_TRACKER, NULL);

  self->order = order != NULL ? g_object_ref (order) : tote_order_new ("1");

  return self;
}

void
fake_tracker_set_refusing (ToteTracker *self, gboolean refusing)
{
  self->refusing = refusing;
}

void
fake_tracker_set_now (ToteTracker *self, gint64 now_us)
{
  tote_manual_clock_jump (self->clock,
                          now_us - tote_clock_get_real_time (TOTE_CLOCK (self->clock)));
}

/* A day that ends on the way is told of, as the real one does. */
void
fake_tracker_pass (ToteTracker *self, gint64 us)
{
  int day = g_date_time_get_day_of_year (tote_tracker_get_today (self));

  tote_manual_clock_advance (self->clock, us);
  if (g_date_time_get_day_of_year (tote_tracker_get_today (self)) != day)
    g_object_notify (G_OBJECT (self), "today");
}

const char *
fake_tracker_get_text (ToteTracker *self)
{
  return self->text;
}

guint
fake_tracker_get_n_texts (ToteTracker *self)
{
  return self->n_texts;
}

guint
fake_tracker_get_n_marks (ToteTracker *self)
{
  return self->n_marks;
}

const char *
fake_tracker_get_retried (ToteTracker *self)
{
  return self->retried;
}

const char *
fake_tracker_get_withdrawn (ToteTracker *self)
{
  return self->withdrawn;
}

guint
fake_tracker_get_n_wishes (ToteTracker *self)
{
  return self->n_wishes;
}

static ToteOutboxEntry *
get_newest (ToteTracker *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->outbox));
  g_autoptr (ToteOutboxEntry) entry = NULL;

  g_assert_cmpuint (n, >, 0);
  entry = g_list_model_get_item (G_LIST_MODEL (self->outbox), n - 1);
  return entry; /* the store keeps it */
}

ToteWish *
fake_tracker_get_wish (ToteTracker *self)
{
  return tote_outbox_entry_get_wish (get_newest (self));
}

guint
fake_tracker_get_n_retries (ToteTracker *self)
{
  return self->n_retries;
}

guint
fake_tracker_get_n_vehicle_loads (ToteTracker *self)
{
  return self->n_vehicle_loads;
}

void
fake_tracker_settle (ToteTracker *self, ToteSendState send_state, const char *reason)
{
  tote_outbox_entry_set_send_state (get_newest (self), send_state, reason);
}

void
fake_tracker_add_history (ToteTracker *self, const char *state, ToteStage stage,
                          const char *headline, const char *at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (at, NULL);
  g_autoptr (ToteHistoryEntry) entry = tote_history_entry_new (state, stage, headline, time);

  g_list_store_append (self->history, entry);
}

void
fake_tracker_set_chat (ToteTracker *self, ToteAvailability chat)
{
  self->chat = chat;
  g_object_notify (G_OBJECT (self), "chat");
}

/* When what the store refuses is asked for again. */
void
fake_tracker_set_chat_asks_again_at (ToteTracker *self, gint64 at)
{
  self->chat_asks_again_at = at;
  g_object_notify (G_OBJECT (self), "chat-asks-again-at");
}

void
fake_tracker_set_late (ToteTracker *self, ToteLateness late)
{
  self->late = late;
  g_object_notify (G_OBJECT (self), "late");
}

void
fake_tracker_set_distance (ToteTracker *self, double distance)
{
  self->distance = distance;
  g_object_notify (G_OBJECT (self), "distance");
  g_object_notify (G_OBJECT (self), "position-age");
}

void
fake_tracker_set_loaded (ToteTracker *self, gboolean loaded, const GError *failure)
{
  self->loaded = loaded;
  g_clear_error (&self->failure);
  self->failure = failure != NULL ? g_error_copy (failure) : NULL;
  g_object_notify (G_OBJECT (self), "loaded");
  g_object_notify (G_OBJECT (self), "failure");
}

gboolean
fake_tracker_is_forgetting (ToteTracker *self)
{
  return self->forgetting != NULL;
}

void
fake_tracker_end_forgetting (ToteTracker *self, const char *problem)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->forgetting);

  if (problem != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", problem);
  else
    g_task_return_boolean (task, TRUE);
}

/* A message stands in the conversation at once, as with the real one. */
static void
take_message (ToteTracker *self, ToteWish *wish, GDateTime *now)
{
  g_autoptr (ToteOutboxEntry) fresh = tote_outbox_entry_new (wish, tote_time_to_us (now));

  g_list_store_append (self->outbox, fresh);
  self->n_texts++;
  g_free (self->text);
  self->text = g_strdup (tote_wish_get_body (wish));
  tote_message_list_add_own (tote_order_get_messages (self->order), tote_wish_get_key (wish),
                             self->text, now);
}

/* A new wish takes the place of a finished one of its kind, and one under way keeps others of its
 * kind out, as in the real outbox. */
static gboolean
take_wish (ToteTracker *self, ToteWish *wish, GDateTime *now)
{
  g_autoptr (ToteOutboxEntry) fresh = tote_outbox_entry_new (wish, tote_time_to_us (now));

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->outbox)); i > 0; i--) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->outbox), i - 1);

    if (tote_wish_get_kind (tote_outbox_entry_get_wish (entry)) != tote_wish_get_kind (wish))
      continue;
    if (tote_outbox_entry_get_send_state (entry) == TOTE_SEND_STATE_SENDING)
      return FALSE;
    g_list_store_remove (self->outbox, i - 1);
  }

  self->n_wishes++;
  g_list_store_append (self->outbox, fresh);

  return TRUE;
}

/* From here on what the header of the real one promises. */
gboolean
tote_tracker_wish (ToteTracker *self, ToteWish *wish)
{
  g_autoptr (GDateTime) now =
      tote_time_from_us (tote_clock_get_real_time (TOTE_CLOCK (self->clock)));
  g_autoptr (ToteOutboxEntry) fresh = NULL;

  if (self->refusing)
    return FALSE;

  switch ((int) tote_wish_get_kind (wish)) {
  case TOTE_WISH_MESSAGE:
    take_message (self, wish, now);
    return TRUE;
  case TOTE_WISH_MARK_READ:
    self->n_marks++;
    return TRUE;
  case TOTE_WISH_DECISION: /* one for each item */
    fresh = tote_outbox_entry_new (wish, tote_time_to_us (now));
    g_list_store_append (self->outbox, fresh);
    self->n_wishes++;
    return TRUE;
  default:
    return take_wish (self, wish, now);
  }
}

void
tote_tracker_retry (ToteTracker *self, const char *wish_key)
{
  self->n_retries++;
  g_free (self->retried);
  self->retried = g_strdup (wish_key);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->outbox)) > 0)
    fake_tracker_settle (self, TOTE_SEND_STATE_SENDING, NULL);
}

void
tote_tracker_withdraw (ToteTracker *self, const char *wish_key)
{
  g_free (self->withdrawn);
  self->withdrawn = g_strdup (wish_key);
  tote_message_list_remove_own (tote_order_get_messages (self->order), wish_key);
}

void
tote_tracker_load_vehicle (ToteTracker *self)
{
  self->n_vehicle_loads++;
}

void
tote_tracker_forget_async (ToteTracker *self, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_assert_null (self->forgetting);
  self->forgetting = g_task_new (self, cancellable, callback, user_data);
}

gboolean
tote_tracker_forget_finish (ToteTracker *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

ToteOrder *
tote_tracker_get_order (ToteTracker *self)
{
  return self->order;
}

GDateTime *
tote_tracker_get_today (ToteTracker *self)
{
  GTimeZone *zone = tote_order_get_time_zone (self->order);
  g_autoptr (GDateTime) now =
      tote_time_from_us (tote_clock_get_real_time (TOTE_CLOCK (self->clock)));

  g_clear_pointer (&self->today, g_date_time_unref);
  self->today = zone != NULL ? g_date_time_to_timezone (now, zone) : g_date_time_to_local (now);

  return self->today;
}

ToteClock *
tote_tracker_get_clock (ToteTracker *self)
{
  return TOTE_CLOCK (self->clock);
}

GListModel *
tote_tracker_get_history (ToteTracker *self)
{
  return G_LIST_MODEL (self->history);
}

GListModel *
tote_tracker_get_outbox (ToteTracker *self)
{
  return G_LIST_MODEL (self->outbox);
}

gint64
tote_tracker_get_seen (ToteTracker *self, ToteResource resource)
{
  return 0;
}

gboolean
tote_tracker_get_loaded (ToteTracker *self)
{
  return self->loaded;
}

const GError *
tote_tracker_get_failure (ToteTracker *self)
{
  return self->failure;
}

const char *
tote_tracker_get_draft (ToteTracker *self)
{
  return self->draft;
}

void
tote_tracker_set_draft (ToteTracker *self, const char *draft)
{
  g_free (self->draft);
  self->draft = draft != NULL && *draft != '\0' ? g_strdup (draft) : NULL;
  g_object_notify (G_OBJECT (self), "draft");
}

ToteLateness
tote_tracker_get_late (ToteTracker *self)
{
  return self->late;
}

gboolean
tote_tracker_get_answered (ToteTracker *self)
{
  return self->loaded;
}

gboolean
tote_tracker_get_online (ToteTracker *self)
{
  return TRUE;
}

gboolean
tote_tracker_get_ended (ToteTracker *self)
{
  return tote_order_get_ended (self->order);
}

gboolean
tote_tracker_get_chat_open (ToteTracker *self)
{
  return self->chat_open;
}

void
tote_tracker_set_chat_open (ToteTracker *self, gboolean chat_open)
{
  self->chat_open = chat_open;
}

ToteAvailability
tote_tracker_get_chat (ToteTracker *self)
{
  return self->chat;
}
