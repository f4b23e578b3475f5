/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tracker-private.h"

#include "tote-failure.h"
#include "tote-tracking-enums.h"
#include "tote-wake.h"

G_DEFINE_FINAL_TYPE (ToteTracker, tote_tracker, G_TYPE_OBJECT)

static GParamSpec *props[TOTE_TRACKER_PROP_OUTBOX + 1];

enum {
  PROBLEM,
  WISH_PROBLEM,
  UPDATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_answered (ToteReader *reader, ToteAnswer *answer, gboolean changed, gint64 asked_at,
             gpointer user_data)
{
  tote_follow_answer (user_data, answer, changed, asked_at);
}

static void
on_failed (ToteReader *reader, ToteResource resource, const GError *error, gpointer user_data)
{
  tote_follow_failure (user_data, resource, error);
}

static void
on_read_wanted (ToteOutbox *outbox, ToteResource resource, gpointer user_data)
{
  tote_follow_demand (user_data, resource);
}

static void
on_sent (ToteOutboxLedger *ledger, ToteWish *wish, gpointer user_data)
{
  tote_follow_sent (user_data, wish);
}

static void
on_wish_problem (ToteOutbox *outbox, ToteWish *wish, const GError *error, gpointer user_data)
{
  ToteTracker *self = user_data;
  gint64 rest = tote_failure_get_rest (error);

  tote_schedule_hold (tote_reader_get_schedule (self->reader),
                      tote_clock_get_monotonic_time (self->clock) + rest);
  g_signal_emit (self, signals[WISH_PROBLEM], 0, wish, error);
}

static void
on_woke (ToteWake *wake, gpointer user_data)
{
  tote_follow_resume (user_data);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteTracker *self = TOTE_TRACKER (object);

  switch ((ToteTrackerProperty) id) {
  case TOTE_TRACKER_PROP_ORDER:
    g_value_set_object (value, self->order);
    break;
  case TOTE_TRACKER_PROP_LOADED:
    g_value_set_boolean (value, self->loaded);
    break;
  case TOTE_TRACKER_PROP_ITEMS_LOADED:
    g_value_set_boolean (value, self->items_loaded);
    break;
  case TOTE_TRACKER_PROP_ONLINE:
    g_value_set_boolean (value, self->outlook.online);
    break;
  case TOTE_TRACKER_PROP_FAILURE:
    g_value_set_boxed (value, self->failure);
    break;
  case TOTE_TRACKER_PROP_ENDED:
    g_value_set_boolean (value, self->ended);
    break;
  case TOTE_TRACKER_PROP_SHOWN:
    g_value_set_boolean (value, tote_tracker_get_shown (self));
    break;
  case TOTE_TRACKER_PROP_CHAT_OPEN:
    g_value_set_boolean (value, tote_tracker_get_chat_open (self));
    break;
  case TOTE_TRACKER_PROP_CHAT:
    g_value_set_enum (value, (int) self->chat);
    break;
  case TOTE_TRACKER_PROP_LOCATION:
    g_value_set_enum (value, (int) self->location);
    break;
  case TOTE_TRACKER_PROP_LAST_ANSWER:
    g_value_set_int64 (value, self->last_answer);
    break;
  case TOTE_TRACKER_PROP_ORDER_SEEN:
    g_value_set_int64 (value, tote_tracker_get_seen (self, TOTE_RESOURCE_ORDER));
    break;
  case TOTE_TRACKER_PROP_ITEMS_SEEN:
    g_value_set_int64 (value, self->seen[TOTE_RESOURCE_ITEMS]);
    break;
  case TOTE_TRACKER_PROP_LOCATION_SEEN:
    g_value_set_int64 (value, self->seen[TOTE_RESOURCE_LOCATION]);
    break;
  case TOTE_TRACKER_PROP_CHAT_SEEN:
    g_value_set_int64 (value, self->seen[TOTE_RESOURCE_CHAT]);
    break;
  case TOTE_TRACKER_PROP_POSITION_AGE:
    g_value_set_enum (value, (int) self->outlook.position_age);
    break;
  case TOTE_TRACKER_PROP_LATE:
    g_value_set_enum (value, (int) self->outlook.late);
    break;
  case TOTE_TRACKER_PROP_DISTANCE:
    g_value_set_double (value, self->distance);
    break;
  case TOTE_TRACKER_PROP_TODAY:
    g_value_set_boxed (value, tote_tracker_get_today (self));
    break;
  case TOTE_TRACKER_PROP_HISTORY:
    g_value_set_object (value, self->history);
    break;
  case TOTE_TRACKER_PROP_OUTBOX:
    g_value_set_object (value, tote_tracker_get_outbox (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteTracker *self = TOTE_TRACKER (object);

  if (id == TOTE_TRACKER_PROP_SHOWN)
    tote_tracker_set_shown (self, g_value_get_boolean (value));
  else if (id == TOTE_TRACKER_PROP_CHAT_OPEN)
    tote_tracker_set_chat_open (self, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dispose (GObject *object)
{
  ToteTracker *self = TOTE_TRACKER (object);

  tote_tracker_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->reader);
  g_clear_object (&self->outbox);
  g_clear_object (&self->history);
  g_clear_object (&self->order);
  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  tote_keeper_clear (&self->keeper);

  G_OBJECT_CLASS (tote_tracker_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  ToteTracker *self = TOTE_TRACKER (object);

  g_clear_error (&self->failure);
  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    g_clear_error (&self->errors[i]);
  g_clear_pointer (&self->today, g_date_time_unref);

  G_OBJECT_CLASS (tote_tracker_parent_class)->finalize (object);
}

static void
install_flag (ToteTrackerProperty id, const char *name, gboolean initial, GParamFlags flags)
{
  props[id] = g_param_spec_boolean (name, NULL, NULL, initial, flags | G_PARAM_STATIC_STRINGS);
}

static void
install_time (ToteTrackerProperty id, const char *name)
{
  props[id] = g_param_spec_int64 (name, NULL, NULL, 0, G_MAXINT64, 0,
                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_enum (ToteTrackerProperty id, const char *name, GType type)
{
  props[id] =
      g_param_spec_enum (name, NULL, NULL, type, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_object (ToteTrackerProperty id, const char *name, GType type)
{
  props[id] =
      g_param_spec_object (name, NULL, NULL, type, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_properties (GObjectClass *klass)
{
  GParamFlags read = G_PARAM_READABLE;
  GParamFlags write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY;

  install_object (TOTE_TRACKER_PROP_ORDER, "order", TOTE_TYPE_ORDER);
  install_object (TOTE_TRACKER_PROP_HISTORY, "history", G_TYPE_LIST_MODEL);
  install_object (TOTE_TRACKER_PROP_OUTBOX, "outbox", G_TYPE_LIST_MODEL);
  install_flag (TOTE_TRACKER_PROP_LOADED, "loaded", FALSE, read);
  install_flag (TOTE_TRACKER_PROP_ITEMS_LOADED, "items-loaded", FALSE, read);
  install_flag (TOTE_TRACKER_PROP_ONLINE, "online", TRUE, read);
  install_flag (TOTE_TRACKER_PROP_ENDED, "ended", FALSE, read);
  install_flag (TOTE_TRACKER_PROP_SHOWN, "shown", TRUE, write);
  install_flag (TOTE_TRACKER_PROP_CHAT_OPEN, "chat-open", FALSE, write);
  install_enum (TOTE_TRACKER_PROP_CHAT, "chat", TOTE_TYPE_AVAILABILITY);
  install_enum (TOTE_TRACKER_PROP_LOCATION, "location", TOTE_TYPE_AVAILABILITY);
  install_enum (TOTE_TRACKER_PROP_POSITION_AGE, "position-age", TOTE_TYPE_FRESHNESS);
  install_enum (TOTE_TRACKER_PROP_LATE, "late", TOTE_TYPE_LATENESS);
  install_time (TOTE_TRACKER_PROP_LAST_ANSWER, "last-answer");
  install_time (TOTE_TRACKER_PROP_ORDER_SEEN, "order-seen");
  install_time (TOTE_TRACKER_PROP_ITEMS_SEEN, "items-seen");
  install_time (TOTE_TRACKER_PROP_LOCATION_SEEN, "location-seen");
  install_time (TOTE_TRACKER_PROP_CHAT_SEEN, "chat-seen");
  props[TOTE_TRACKER_PROP_FAILURE] =
      g_param_spec_boxed ("failure", NULL, NULL, G_TYPE_ERROR, read | G_PARAM_STATIC_STRINGS);
  props[TOTE_TRACKER_PROP_DISTANCE] = g_param_spec_double ("distance", NULL, NULL, -1, G_MAXDOUBLE,
                                                           -1, read | G_PARAM_STATIC_STRINGS);
  props[TOTE_TRACKER_PROP_TODAY] =
      g_param_spec_boxed ("today", NULL, NULL, G_TYPE_DATE_TIME, read | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (klass, G_N_ELEMENTS (props), props);
}

static void
tote_tracker_class_init (ToteTrackerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  install_properties (object_class);

  signals[PROBLEM] = g_signal_new ("problem", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_ERROR);
  signals[WISH_PROBLEM] = g_signal_new ("wish-problem", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, TOTE_TYPE_WISH, G_TYPE_ERROR);
  signals[UPDATED] =
      g_signal_new ("updated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tote_tracker_init (ToteTracker *self)
{
  self->history = tote_history_new ();
  self->outlook.online = TRUE;
  self->distance = -1;
}

void
tote_tracker_notify (ToteTracker *self, ToteTrackerProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

void
tote_tracker_emit_updated (ToteTracker *self)
{
  g_signal_emit (self, signals[UPDATED], 0);
}

void
tote_tracker_emit_problem (ToteTracker *self, ToteResource resource, const GError *error)
{
  g_signal_emit (self, signals[PROBLEM], 0, (int) resource, error);
}

/**
 * tote_tracker_new:
 * @clock: (nullable): %NULL for the machine's own
 * @archive: (nullable): where to keep what is learned and wished; %NULL for nowhere
 *
 * Returns: (transfer full): a tracker that asks nothing before tote_tracker_start()
 */
ToteTracker *
tote_tracker_new (ToteClient *client, const char *order_id, ToteClock *clock, ToteArchive *archive)
{
  ToteOutboxLedger *ledger;
  ToteTracker *self;

  g_return_val_if_fail (TOTE_IS_CLIENT (client), NULL);
  g_return_val_if_fail (order_id != NULL, NULL);

  self = g_object_new (TOTE_TYPE_TRACKER, NULL);
  self->client = g_object_ref (client);
  self->clock = g_object_ref (clock != NULL ? clock : tote_clock_get_default ());
  self->order = tote_order_new (order_id);
  self->reader = tote_reader_new (client, order_id, self->clock);
  self->outbox = tote_outbox_new (client, self->order, self->clock, archive);
  ledger = tote_outbox_get_ledger (self->outbox);
  tote_keeper_init (&self->keeper, archive, self->clock, tote_client_get_base (client), order_id);

  g_signal_connect_object (self->reader, "answered", G_CALLBACK (on_answered), self, 0);
  g_signal_connect_object (self->reader, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->outbox, "read-wanted", G_CALLBACK (on_read_wanted), self, 0);
  g_signal_connect_object (ledger, "sent", G_CALLBACK (on_sent), self, 0);
  g_signal_connect_object (self->outbox, "problem", G_CALLBACK (on_wish_problem), self, 0);
  g_signal_connect_object (ledger, "changed", G_CALLBACK (tote_tracker_emit_updated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->order, "notify::time-zone", G_CALLBACK (tote_follow_zone), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_wake_get_default (), "woke", G_CALLBACK (on_woke), self, 0);
  return self;
}
