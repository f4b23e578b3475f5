/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-tracker.h"

#include "tote-time.h"
#include "tote-tracking-enums.h"

typedef struct {
  ToteClock parent_instance;
} StillClock;

typedef ToteClockClass StillClockClass;

GType still_clock_get_type (void);

G_DEFINE_FINAL_TYPE (StillClock, still_clock, TOTE_TYPE_CLOCK)

static gint64
get_real_time (ToteClock *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (FAKE_NOW, NULL);

  return g_date_time_to_unix (now) * G_USEC_PER_SEC;
}

static void
still_clock_class_init (StillClockClass *klass)
{
  klass->get_real_time = get_real_time;
}

static void
still_clock_init (StillClock *self)
{
}

struct _ToteTracker {
  GObject parent_instance;

  ToteOrder *order;    /* (owned) */
  ToteClock *clock;    /* (owned) */
  GListStore *history; /* (owned) */
  GListStore *outbox;  /* (owned) */
  GTask *forgetting;   /* (owned) (nullable) */
  GError *failure;     /* (owned) (nullable) */
  GDateTime *today;    /* (owned) (nullable) */
  ToteAvailability chat;
  ToteLateness late;
  gboolean loaded;
  guint n_wishes;
  guint n_retries;
  guint n_vehicle_loads;
};

G_DEFINE_FINAL_TYPE (ToteTracker, tote_tracker, G_TYPE_OBJECT)

enum {
  PROP_ORDER = 1,
  PROP_LOADED,
  PROP_FAILURE,
  PROP_CHAT,
  PROP_TODAY,
  PROP_LATE,
  PROP_HISTORY,
  PROP_OUTBOX,
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
  case PROP_FAILURE:
    g_value_set_boxed (value, self->failure);
    break;
  case PROP_CHAT:
    g_value_set_enum (value, self->chat);
    break;
  case PROP_TODAY:
    g_value_set_boxed (value, tote_tracker_get_today (self));
    break;
  case PROP_LATE:
    g_value_set_enum (value, self->late);
    break;
  case PROP_HISTORY:
    g_value_set_object (value, self->history);
    break;
  case PROP_OUTBOX:
    g_value_set_object (value, self->outbox);
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
  props[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, G_TYPE_ERROR, read);
  props[PROP_CHAT] = g_param_spec_enum ("chat", NULL, NULL, TOTE_TYPE_AVAILABILITY,
                                        TOTE_AVAILABILITY_UNKNOWN, read);
  props[PROP_TODAY] = g_param_spec_boxed ("today", NULL, NULL, G_TYPE_DATE_TIME, read);
  props[PROP_LATE] =
      g_param_spec_enum ("late", NULL, NULL, TOTE_TYPE_LATENESS, TOTE_LATENESS_NO, read);
  props[PROP_HISTORY] = g_param_spec_object ("history", NULL, NULL, G_TYPE_LIST_MODEL, read);
  props[PROP_OUTBOX] = g_param_spec_object ("outbox", NULL, NULL, G_TYPE_LIST_MODEL, read);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
tote_tracker_init (ToteTracker *self)
{
  self->clock = g_object_new (still_clock_get_type (), NULL);
  self->history = g_list_store_new (TOTE_TYPE_STEP);
  self->outbox = g_list_store_new (TOTE_TYPE_OUTBOX_ENTRY);
  self->loaded = TRUE;
}

ToteTracker *
fake_tracker_new (ToteOrder *order)
{
  ToteTracker *self = g_object_new (TOTE_TYPE_TRACKER, NULL);

  self->order = g_object_ref (order);
  return self;
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
fake_tracker_add_step (ToteTracker *self, const char *state, ToteStage stage, const char *headline,
                       const char *at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (at, NULL);
  g_autoptr (ToteStep) step = tote_step_new (state, stage, headline, time);

  g_list_store_append (self->history, step);
}

void
fake_tracker_set_chat (ToteTracker *self, ToteAvailability chat)
{
  self->chat = chat;
  g_object_notify (G_OBJECT (self), "chat");
}

void
fake_tracker_set_late (ToteTracker *self, ToteLateness late)
{
  self->late = late;
  g_object_notify (G_OBJECT (self), "late");
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

/* From here on what the header of the real one promises. A new wish takes the place of a finished
 * one of its kind, and one under way keeps others of its kind out, as in the real outbox. */
gboolean
tote_tracker_wish (ToteTracker *self, ToteWish *wish)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (FAKE_NOW, NULL);
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

void
tote_tracker_retry (ToteTracker *self, const char *wish_key)
{
  self->n_retries++;
  g_assert_cmpstr (tote_wish_get_key (fake_tracker_get_wish (self)), ==, wish_key);
  fake_tracker_settle (self, TOTE_SEND_STATE_SENDING, NULL);
}

void
tote_tracker_withdraw (ToteTracker *self, const char *wish_key)
{
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
  gint64 now_us = tote_clock_get_real_time (self->clock);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);

  g_clear_pointer (&self->today, g_date_time_unref);
  self->today = zone != NULL ? g_date_time_to_timezone (now, zone) : g_date_time_to_local (now);

  return self->today;
}

ToteClock *
tote_tracker_get_clock (ToteTracker *self)
{
  return self->clock;
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

ToteLateness
tote_tracker_get_late (ToteTracker *self)
{
  return self->late;
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
  return FALSE;
}
