/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tracker.h"

#include "tote-archive-order.h"
#include "tote-failure.h"
#include "tote-history.h"
#include "tote-leaps.h"
#include "tote-merge.h"
#include "tote-notes.h"
#include "tote-outbox.h"
#include "tote-property.h"
#include "tote-read-mark.h"
#include "tote-reader.h"
#include "tote-reading.h"
#include "tote-readings.h"
#include "tote-sure-time.h"
#include "tote-time.h"
#include "tote-tracking-enums.h"
#include "tote-wake.h"

/* Intervals without a good answer after which there is no line of sight to the server. */
#define PATIENCE 2

struct _ToteTracker {
  GObject parent_instance;

  ToteClient *client;        /* (owned) */
  ToteClock *clock;          /* (owned) */
  ToteOrder *order;          /* (owned): the live one, into which every answer is merged */
  ToteReader *reader;        /* (owned): asks */
  ToteOutbox *outbox;        /* (owned): sends */
  ToteReadMark *read_mark;   /* (owned): says what was read */
  ToteReadings *readings;    /* (owned): how asking goes */
  ToteOutlook *outlook;      /* (owned): looks at the clock */
  ToteHistory *history;      /* (owned) */
  ToteArchiveOrder *archive; /* (owned): where it is written down */

  gboolean started;
  gboolean restored; /* the archive was asked; later, what it has would put old over new */
  gint64 first_delay;
  GCancellable *cancellable; /* (owned) (nullable): of reading the archive */
  guint tidy_timer;
  gint64 tidy_offset; /* of the clock when that was set */

  gboolean loaded;       /* stays: what was seen once is shown from then on, with its age */
  gboolean items_loaded; /* the same */
  gboolean answered;     /* by the server, since this began */
  gboolean ended;        /* as the last state says, and no more once another one comes */
  gint64 ended_at;       /* real µs, 0 while it has not */
  double distance;

  gint64 heard_at; /* monotonic µs: the last good answer, or when asking began */
  gint64 took;     /* µs: the last good answer that told the state */
  ToteLeaps leaps;
  char *draft;    /* (owned) (nullable) */
  gboolean blind; /* nobody had looked for a while before the present answer */
};

G_DEFINE_FINAL_TYPE (ToteTracker, tote_tracker, G_TYPE_OBJECT)

typedef enum {
  PROP_ORDER = 1,
  PROP_LOADED,
  PROP_ITEMS_LOADED,
  PROP_ONLINE,
  PROP_ANSWERED,
  PROP_FAILURE,
  PROP_LOCK_OUT,
  PROP_ENDED,
  PROP_SHOWN,
  PROP_CHAT,
  PROP_LOCATION,
  PROP_LAST_ANSWER,
  PROP_ASKS_AGAIN_AT,
  PROP_CHAT_ASKS_AGAIN_AT,
  PROP_LOCATION_ASKS_AGAIN_AT,
  PROP_ITEMS,
  PROP_ITEMS_ASKS_AGAIN_AT,
  PROP_ITEMS_AS_OF,
  PROP_CHAT_UNREAD,
  PROP_CHAT_AS_OF,
  PROP_POSITION_AGE,
  PROP_LATE,
  PROP_MINUTES_LEFT,
  PROP_CHAT_ENDING,
  PROP_DISTANCE,
  PROP_HISTORY,
  PROP_DRAFT,
  PROP_TODAY,
} ToteTrackerProperty;

static GParamSpec *props[PROP_TODAY + 1];

enum {
  PROBLEM,
  WISH_PROBLEM,
  UPDATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
emit_updated (ToteTracker *self)
{
  g_signal_emit (self, signals[UPDATED], 0);
}

static ToteSchedule *
get_schedule (ToteTracker *self)
{
  return tote_reader_get_schedule (self->reader);
}

static GDateTime *
get_now (ToteTracker *self)
{
  return tote_time_from_us (tote_clock_get_real_time (self->clock));
}

/* The part that tells the state. */
static ToteResource
get_teller (ToteTracker *self)
{
  return get_schedule (self)->facts.no_order_call ? TOTE_RESOURCE_HANDLING : TOTE_RESOURCE_ORDER;
}

/* For how long, in µs, hearing nothing is as usual of a store that answers at once. */
static gint64
get_patience (ToteTracker *self)
{
  return PATIENCE * tote_pace_plan (&get_schedule (self)->facts, get_teller (self)).interval;
}

/* A store that takes its time is no line that comes and goes: what it has taken is as usual too. */
static void
update_outlook (ToteTracker *self)
{
  const TotePaceFacts *facts = &get_schedule (self)->facts;
  gboolean listening = tote_reader_get_running (self->reader) && !self->ended && !facts->blocked;

  tote_outlook_set_ended_at (self->outlook, self->ended_at);
  tote_outlook_set_heard (self->outlook, self->heard_at,
                          listening ? get_patience (self) + self->took : 0);
  tote_outlook_update (self->outlook);
  tote_readings_settle (self->readings);
}

static void
settle_distance (ToteTracker *self)
{
  TotePosition *shopper = tote_order_get_position (self->order);
  ToteHandling *handling = tote_order_get_handling (self->order);
  TotePosition *customer = handling != NULL ? tote_handling_get_position (handling) : NULL;
  double distance =
      shopper != NULL && customer != NULL ? tote_position_get_distance (shopper, customer) : -1;

  if (self->distance == distance)
    return;

  self->distance = distance;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DISTANCE]);
}

/* Nothing old is ever drawn as now: off the road there is no position. */
static void
leave_road (ToteTracker *self)
{
  tote_reader_set_answer (self->reader, TOTE_RESOURCE_LOCATION, NULL);
  tote_outlook_set_position_seen (self->outlook, 0);
  tote_leaps_clear (&self->leaps);
  tote_order_set_position (self->order, NULL);
}

static void
settle_ended (ToteTracker *self)
{
  gboolean ended = tote_order_get_ended (self->order);

  if (!ended) {
    self->ended_at = 0;
  } else if (self->ended_at == 0) {
    self->ended_at = tote_clock_get_real_time (self->clock);
    tote_archive_order_save_end (self->archive, self->ended_at);
  }
  tote_property_set_flag (self, &self->ended, ended, props[PROP_ENDED]);
}

static void
save_history (ToteTracker *self)
{
  tote_archive_order_save_history (self->archive, G_LIST_MODEL (self->history));
}

/* A notice may tell of a state before the order does: then the order's is an old one. */
static gboolean
is_old_state (ToteTracker *self, const char *state)
{
  ToteFulfillment fulfillment = tote_order_get_fulfillment (self->order);
  ToteStage stage = tote_stage_from_word (state, fulfillment);

  return tote_history_is_ahead (self->history, stage,
                                tote_stage_get_headline (stage, state, fulfillment));
}

/* Everything that hangs on the state, whichever part told it.
 * @fresh: whether the server has told it just now */
static void
settle_state (ToteTracker *self, gboolean fresh)
{
  const char *state = tote_order_get_state (self->order);
  g_autoptr (GDateTime) now = get_now (self);

  if (state == NULL)
    return;

  tote_schedule_set_state (get_schedule (self), state, tote_order_get_fulfillment (self->order));
  if (tote_order_get_stage (self->order) != TOTE_STAGE_DELIVERING)
    leave_road (self);
  if ((fresh || !is_old_state (self, state)) &&
      tote_notes_add_state (self->history, self->order, self->blind, now))
    save_history (self);
  settle_ended (self);
  tote_property_set_flag (self, &self->loaded, TRUE, props[PROP_LOADED]);
}

/* Where the server has no GET order, the handling data tell the state (rendition dialect). Only
 * now that they do is it sure which of the two meanings a 404 of GET order has. */
static void
take_state_from_handling (ToteTracker *self)
{
  ToteHandling *handling = tote_order_get_handling (self->order);

  if (!get_schedule (self)->facts.no_order_call || handling == NULL ||
      tote_handling_get_state (handling) == NULL)
    return;

  tote_order_set_state (self->order, tote_handling_get_state (handling));
  tote_archive_order_save_no_order_call (self->archive, TRUE);
}

/* Takes over an answer. The outbox sees a conversation first, or own texts stood twice.
 * @recalled: whether it is one of an earlier run */
static void
merge (ToteTracker *self, ToteResponse *answer, gboolean recalled)
{
  ToteResource resource = tote_response_get_resource (answer);
  g_autofree char *before = g_strdup (tote_order_get_state (self->order));

  tote_merge_answer (self->order, self->history, answer);
  if (resource == TOTE_RESOURCE_HANDLING)
    take_state_from_handling (self);
  if (resource == TOTE_RESOURCE_ITEMS)
    tote_property_set_flag (self, &self->items_loaded, TRUE, props[PROP_ITEMS_LOADED]);
  settle_state (self, !recalled && g_strcmp0 (before, tote_order_get_state (self->order)) != 0);
  settle_distance (self);
  if (resource == TOTE_RESOURCE_ORDER_MESSAGES)
    save_history (self);
}

static void
note_seen (ToteTracker *self, ToteResponse *answer, gint64 at)
{
  ToteResource resource = tote_response_get_resource (answer);
  gint64 seen = tote_readings_get_seen (self->readings, resource);

  self->blind = seen == 0 || at - seen > MAX (get_patience (self), TOTE_READING_MOMENT);
  tote_readings_take (self->readings, answer, at);
  if (resource == TOTE_RESOURCE_LOCATION)
    tote_outlook_set_position_seen (self->outlook, tote_response_get_content (answer) ? at : 0);
}

/* While the order itself is refused, only it is asked for, and nothing is sent. */
static void
settle_failure (ToteTracker *self)
{
  TotePaceFacts *facts = &get_schedule (self)->facts;
  const GError *failure;
  gboolean blocked;

  tote_readings_settle_failure (self->readings);
  failure = tote_readings_get_failure (self->readings);
  blocked = failure != NULL && tote_failure_is_lasting (failure);
  if (facts->blocked == blocked)
    return;

  facts->blocked = blocked;
  tote_outbox_set_running (self->outbox, !blocked);
  if (blocked)
    return;

  tote_schedule_ask_now (get_schedule (self));
  tote_outbox_hurry (self->outbox);
}

/* How fresh the part is now, and what of it is worth keeping. */
static void
note_answer (ToteTracker *self, ToteResponse *answer, gboolean changed)
{
  ToteResource resource = tote_response_get_resource (answer);
  gboolean personal = resource != TOTE_RESOURCE_ORDER && resource != TOTE_RESOURCE_ITEMS &&
                      resource != TOTE_RESOURCE_PICKUP_DETAILS;

  note_seen (self, answer, tote_clock_get_real_time (self->clock));
  tote_property_set_flag (self, &self->answered, TRUE, props[PROP_ANSWERED]);
  if (!get_schedule (self)->facts.expired || !personal)
    tote_archive_order_save_answer (self->archive, resource,
                                    changed ? tote_response_get_bytes (answer) : NULL,
                                    tote_clock_get_real_time (self->clock),
                                    tote_schedule_get_credit (get_schedule (self), resource));
}

/* The last known place stays, and grows old, when the next one is none or cannot be. */
static gboolean
is_misplaced (ToteTracker *self, ToteResponse *answer)
{
  GObject *content = tote_response_get_content (answer);

  if (tote_response_get_resource (answer) != TOTE_RESOURCE_LOCATION)
    return FALSE;
  if (content == NULL)
    return tote_order_get_position (self->order) != NULL;
  return !tote_leaps_believe (&self->leaps, TOTE_POSITION (content),
                              tote_clock_get_monotonic_time (self->clock));
}

/* A server without GET order tells the state with the handling data: that these cannot be read
 * counts, and not what it says to the other question. */
static void
tell_outbox_failure (ToteTracker *self, ToteResource resource, const GError *error)
{
  if (!get_schedule (self)->facts.no_order_call)
    tote_outbox_take_failure (self->outbox, resource, error);
  else if (resource == TOTE_RESOURCE_HANDLING)
    tote_outbox_take_failure (self->outbox, TOTE_RESOURCE_ORDER, error);
  else if (resource != TOTE_RESOURCE_ORDER)
    tote_outbox_take_failure (self->outbox, resource, error);
}

/* The outbox is told of what it may believe: nothing that is not there proves anything. */
static void
tell_outbox (ToteTracker *self, ToteResponse *answer, gint64 asked_at)
{
  ToteResource resource = tote_response_get_resource (answer);
  g_autoptr (GError) error = NULL;

  if (!tote_response_get_blank (answer)) {
    if (resource != TOTE_RESOURCE_HANDLING || get_schedule (self)->facts.no_order_call)
      tote_outbox_take_answer (self->outbox, answer, asked_at);
    return;
  }

  error = tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED);
  tell_outbox_failure (self, resource, error);
}

/* Nothing is taken over, and nothing counts as confirmed; but somebody is there. */
static void
take_doubtful (ToteTracker *self, ToteResponse *answer, gint64 asked_at)
{
  tell_outbox (self, answer, asked_at);
  tote_readings_set_heard (self->readings, tote_response_get_resource (answer));
  settle_failure (self);
  update_outlook (self);
}

/* GET order has answered: there is one, whatever was said before, and it tells the state. Returns
 * whether that is news. */
static gboolean
end_stand_in (ToteTracker *self)
{
  TotePaceFacts *facts = &get_schedule (self)->facts;
  gboolean news = facts->no_order_call;

  facts->no_order_call = FALSE;
  tote_archive_order_save_no_order_call (self->archive, FALSE);
  return news;
}

/* A reading that was doubted is believed when it is repeated: the answer is not new then. */
static gboolean
has_moved (ToteTracker *self, ToteResponse *answer)
{
  GObject *content = tote_response_get_content (answer);

  return content != NULL &&
         !tote_position_equal (tote_order_get_position (self->order), TOTE_POSITION (content));
}

/* A server without GET order tells the state with the handling data. */
static void
stand_in (ToteTracker *self)
{
  get_schedule (self)->facts.no_order_call = TRUE;
  tote_readings_refuse_blank (self->readings, TOTE_RESOURCE_HANDLING);
  take_state_from_handling (self);
  settle_state (self, TRUE);
}

/* Refused, but only because it was asked for too early: nobody has missed it. */
static gboolean
is_too_early (ToteTracker *self, ToteResource resource, const GError *error)
{
  return tote_failure_is_refusal (error) &&
         tote_pace_is_ahead (&get_schedule (self)->facts, resource);
}

/* What the platform itself refuses is hidden until it says otherwise (design 3). */
static void
on_failed (ToteReader *reader, ToteResource resource, const GError *error, ToteTracker *self)
{
  gboolean news;

  if (is_too_early (self, resource, error)) {
    tell_outbox_failure (self, resource, error);
    return;
  }

  g_object_freeze_notify (G_OBJECT (self));
  news = tote_readings_fail (self->readings, resource, error);
  if (resource == TOTE_RESOURCE_ORDER && tote_failure_is_missing (error))
    stand_in (self);
  tell_outbox_failure (self, resource, error);
  tote_readings_settle_availability (self->readings);
  settle_failure (self);
  update_outlook (self);
  g_object_thaw_notify (G_OBJECT (self));

  if (news)
    g_signal_emit (self, signals[PROBLEM], 0, (int) resource, error);
  if (self->ended)
    emit_updated (self);
}

/* Where the handling data have to tell the state, an answer that holds nothing is none, as with the
 * order itself. */
static gboolean
is_no_stand_in (ToteTracker *self, ToteResponse *answer)
{
  return get_schedule (self)->facts.no_order_call &&
         tote_response_get_resource (answer) == TOTE_RESOURCE_HANDLING &&
         tote_response_get_blank (answer);
}

/* If @changed is FALSE, nobody is told anything but that it is still true. */
static void
on_answered (ToteReader *reader, ToteResponse *answer, gboolean changed, gint64 asked_at,
             ToteTracker *self)
{
  ToteResource resource = tote_response_get_resource (answer);

  self->heard_at = tote_clock_get_monotonic_time (self->clock);
  if (resource == get_teller (self))
    self->took = self->heard_at - asked_at;
  if (tote_readings_doubt (self->readings, answer) || is_misplaced (self, answer)) {
    take_doubtful (self, answer, asked_at);
    return;
  }
  if (is_no_stand_in (self, answer)) {
    g_autoptr (GError) error = tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED);

    on_failed (reader, resource, error, self);
    return;
  }

  g_object_freeze_notify (G_OBJECT (self));
  if (resource == TOTE_RESOURCE_ORDER)
    changed |= end_stand_in (self);
  changed |= tote_readings_get_known (self->readings, resource) && tote_response_get_blank (answer);
  changed |= resource == TOTE_RESOURCE_LOCATION && has_moved (self, answer);
  note_answer (self, answer, changed);
  if (resource == TOTE_RESOURCE_CHAT)
    tell_outbox (self, answer, asked_at);
  if (changed)
    merge (self, answer, FALSE);
  if (resource != TOTE_RESOURCE_CHAT)
    tell_outbox (self, answer, asked_at);
  else
    tote_read_mark_take_conversation (self->read_mark);
  tote_readings_settle_availability (self->readings);
  settle_failure (self);
  update_outlook (self);
  g_object_thaw_notify (G_OBJECT (self));

  /* After the end every answer may be the last one: whoever waits for that is told. */
  if (changed || self->ended)
    emit_updated (self);
}

static void
demand (ToteTracker *self, ToteResource resource)
{
  tote_schedule_demand (get_schedule (self), resource);
  tote_reader_update (self->reader);
}

static void
on_read_wanted (ToteOutbox *outbox, ToteResource resource, ToteTracker *self)
{
  gboolean stands_in = resource == TOTE_RESOURCE_ORDER && get_schedule (self)->facts.no_order_call;

  demand (self, stands_in ? TOTE_RESOURCE_HANDLING : resource);
}

static void
on_marked_read (ToteTracker *self)
{
  demand (self, TOTE_RESOURCE_CHAT);
}

static void
on_wish_problem (ToteOutbox *outbox, ToteWish *wish, const GError *error, ToteTracker *self)
{
  gint64 rest = tote_failure_get_rest (error);

  tote_schedule_hold (get_schedule (self), tote_clock_get_monotonic_time (self->clock) + rest);
  tote_readings_settle_waits (self->readings);
  g_signal_emit (self, signals[WISH_PROBLEM], 0, wish, error);
}

static void
on_taken_over (ToteOrder *order, const char *to, const char *from, ToteTracker *self)
{
  g_autoptr (GDateTime) now = get_now (self);

  if (tote_notes_add_takeover (self->history, order, to, from, now))
    save_history (self);
}

static void
on_sent (ToteOutbox *outbox, ToteWish *wish, ToteTracker *self)
{
  g_autoptr (GDateTime) now = get_now (self);

  if (tote_wish_get_kind (wish) == TOTE_WISH_DECISION &&
      tote_notes_add_decision (self->history, self->order, wish, now))
    save_history (self);
  if (tote_wish_get_kind (wish) != TOTE_WISH_ARRIVAL)
    return;

  tote_schedule_ask_now (get_schedule (self));
  tote_reader_update (self->reader);
}

/* It turns out in which zone the order is: it may be another day there. */
static void
on_zone_changed (ToteTracker *self)
{
  tote_archive_order_save_zone (self->archive, tote_order_get_chat_zone (self->order));
  if (self->started)
    update_outlook (self);
}

/* What its outlook and its readings have is the tracker's too, by the same names. */
static void
on_part_changed (GObject *part, GParamSpec *pspec, ToteTracker *self)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (self), pspec->name) != NULL)
    g_object_notify (G_OBJECT (self), pspec->name);
}

static gboolean
take_draft (ToteTracker *self, const char *draft)
{
  const char *fresh = draft != NULL && *draft != '\0' ? draft : NULL;

  return tote_property_set_text (self, &self->draft, fresh, props[PROP_DRAFT]);
}

/* Forgets in memory what people said and who they are. */
static void
forget_people (ToteTracker *self)
{
  take_draft (self, NULL);
  tote_outbox_clear (self->outbox);
  tote_order_forget_people (self->order);
  tote_message_list_clear (tote_order_get_messages (self->order));
  tote_history_forget_notes (self->history);
  tote_reader_set_answer (self->reader, TOTE_RESOURCE_CHAT, NULL);
  tote_reader_set_answer (self->reader, TOTE_RESOURCE_ORDER_MESSAGES, NULL);
  tote_reader_set_answer (self->reader, TOTE_RESOURCE_HANDLING, NULL);
}

static void tidy_later (ToteTracker *self);

/* While two readings of the clock say different things, what the earlier one says counts. */
static gboolean
on_tidy (gpointer user_data)
{
  ToteTracker *self = user_data;
  gint64 sure = tote_sure_time_get (self->clock, self->tidy_offset);

  self->tidy_timer = 0;
  tote_archive_order_expire (self->archive, sure);
  if (tote_clock_get_real_time (self->clock) - sure > TOTE_SURE_TIME_AFTER)
    tidy_later (self);
  return G_SOURCE_REMOVE;
}

static void
tidy_later (ToteTracker *self)
{
  tote_clock_clear_timer (self->clock, &self->tidy_timer);
  if (!tote_archive_order_is_open (self->archive))
    return;
  self->tidy_offset = tote_sure_time_begin (self->clock);
  self->tidy_timer = tote_clock_add_timer (self->clock, TOTE_SURE_TIME_AFTER, on_tidy, self);
}

/* The clock of the computer may be wrong, or the order goes on after all: what is on disk stays for
 * a while, and what the server says from then on counts again. */
static void
on_expired (ToteTracker *self)
{
  gboolean expired = tote_outlook_get_expired (self->outlook);

  get_schedule (self)->facts.expired = expired;
  if (expired) {
    forget_people (self);
    tidy_later (self);
    tote_schedule_credit (get_schedule (self), TOTE_RESOURCE_CHAT, TOTE_OCCASION_NONE);
    tote_schedule_credit (get_schedule (self), TOTE_RESOURCE_ORDER_MESSAGES, TOTE_OCCASION_NONE);
  }
  tote_reader_update (self->reader);
  tote_readings_settle_availability (self->readings);
  emit_updated (self);
}

/* Begins to ask and to send, once what the archive had is in place. */
static void
begin (ToteTracker *self)
{
  if (!self->started)
    return;

  self->heard_at = tote_clock_get_monotonic_time (self->clock) + self->first_delay;
  if (self->first_delay > 0)
    tote_schedule_hold (get_schedule (self), self->heard_at);
  get_schedule (self)->facts.blocked = FALSE;
  tote_reader_start (self->reader);
  tote_outbox_set_running (self->outbox, TRUE);
  update_outlook (self);
}

/* Something has changed that makes it worth asking at once: the line, the machine, or the person.
 */
static void
resume (ToteTracker *self)
{
  if (!self->started)
    return;

  tote_schedule_ask_now (get_schedule (self));
  tote_reader_update (self->reader);
  tote_outbox_hurry (self->outbox);
  update_outlook (self);
}

static void
take_recorded_answer (ToteTracker *self, const ToteAnswerRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteResponse) answer =
      tote_response_new_from_bytes (record->resource, record->bytes, &error);

  if (answer == NULL) {
    g_debug ("An answer on disk cannot be read: %s", error->message);
    return;
  }

  tote_reader_set_answer (self->reader, record->resource, answer);
  note_seen (self, answer, record->seen_at);
  merge (self, answer, TRUE);
}

/* What was asked after the end need not be asked again. */
static void
credit_recorded (ToteTracker *self, const ToteOrderRecord *record)
{
  for (guint i = 0; self->ended && i < record->answers->len; i++) {
    const ToteAnswerRecord *answer = record->answers->pdata[i];

    tote_schedule_credit (get_schedule (self), answer->resource, answer->occasion);
  }
}

/* What an earlier run left is shown at once, with its age. */
static void
take_record (ToteTracker *self, ToteOrderRecord *record)
{
  g_object_freeze_notify (G_OBJECT (self));
  self->ended_at = record->ended_at;
  tote_order_set_chat_zone (self->order, record->time_zone);
  get_schedule (self)->facts.no_order_call = record->no_order_call;
  tote_history_restore (self->history, record->history);
  tote_notes_restore_takeovers (self->history, self->order);
  if (self->draft == NULL)
    take_draft (self, record->draft);
  for (guint i = 0; i < record->answers->len; i++)
    take_recorded_answer (self, record->answers->pdata[i]);
  credit_recorded (self, record);
  tote_outbox_restore (self->outbox, record->wishes, record->owned);
  tote_readings_settle_availability (self->readings);
  update_outlook (self);
  g_object_thaw_notify (G_OBJECT (self));
  emit_updated (self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ToteTracker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteOrderRecord) record =
      tote_archive_order_load_finish (TOTE_ARCHIVE_ORDER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (record != NULL)
    take_record (self, record);
  else
    g_debug ("The archive has nothing to give: %s", error->message);
  self->restored = TRUE;
  if (self->started)
    tidy_later (self);
  begin (self);
}

static void
restore (ToteTracker *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tote_archive_order_load_async (self->archive, self->cancellable, on_loaded, g_object_ref (self));
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (tote_archive_order_forget_finish (TOTE_ARCHIVE_ORDER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
tote_tracker_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteTracker *self = TOTE_TRACKER (object);

  switch ((ToteTrackerProperty) id) {
  case PROP_ORDER:
    g_value_set_object (value, self->order);
    break;
  case PROP_LOADED:
    g_value_set_boolean (value, self->loaded);
    break;
  case PROP_ITEMS_LOADED:
    g_value_set_boolean (value, self->items_loaded);
    break;
  case PROP_ANSWERED:
    g_value_set_boolean (value, self->answered);
    break;
  case PROP_ENDED:
    g_value_set_boolean (value, self->ended);
    break;
  case PROP_SHOWN:
    g_value_set_boolean (value, tote_tracker_get_shown (self));
    break;
  case PROP_LAST_ANSWER:
    g_value_set_int64 (value, tote_tracker_get_last_answer (self));
    break;
  case PROP_DISTANCE:
    g_value_set_double (value, self->distance);
    break;
  case PROP_DRAFT:
    g_value_set_string (value, self->draft);
    break;
  case PROP_HISTORY:
    g_value_set_object (value, self->history);
    break;
  case PROP_FAILURE:
  case PROP_LOCK_OUT:
  case PROP_CHAT:
  case PROP_LOCATION:
  case PROP_ASKS_AGAIN_AT:
  case PROP_CHAT_ASKS_AGAIN_AT:
  case PROP_LOCATION_ASKS_AGAIN_AT:
  case PROP_ITEMS:
  case PROP_ITEMS_ASKS_AGAIN_AT:
  case PROP_ITEMS_AS_OF:
  case PROP_CHAT_UNREAD:
  case PROP_CHAT_AS_OF:
    g_object_get_property (G_OBJECT (self->readings), pspec->name, value);
    break;
  case PROP_ONLINE:
  case PROP_POSITION_AGE:
  case PROP_LATE:
  case PROP_MINUTES_LEFT:
  case PROP_CHAT_ENDING:
  case PROP_TODAY:
    g_object_get_property (G_OBJECT (self->outlook), pspec->name, value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_tracker_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteTracker *self = TOTE_TRACKER (object);

  if (id == PROP_SHOWN)
    tote_tracker_set_shown (self, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tote_tracker_dispose (GObject *object)
{
  ToteTracker *self = TOTE_TRACKER (object);

  tote_tracker_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->reader);
  g_clear_object (&self->outbox);
  g_clear_object (&self->read_mark);
  g_clear_object (&self->readings);
  g_clear_object (&self->outlook);
  g_clear_object (&self->history);
  g_clear_object (&self->order);
  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  g_clear_object (&self->archive);

  G_OBJECT_CLASS (tote_tracker_parent_class)->dispose (object);
}

static void
tote_tracker_finalize (GObject *object)
{
  ToteTracker *self = TOTE_TRACKER (object);

  tote_leaps_clear (&self->leaps);
  g_free (self->draft);

  G_OBJECT_CLASS (tote_tracker_parent_class)->finalize (object);
}

static void
tote_tracker_class_init (ToteTrackerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags write = read | G_PARAM_WRITABLE;

  object_class->get_property = tote_tracker_get_property;
  object_class->set_property = tote_tracker_set_property;
  object_class->dispose = tote_tracker_dispose;
  object_class->finalize = tote_tracker_finalize;

  props[PROP_ORDER] = g_param_spec_object ("order", NULL, NULL, TOTE_TYPE_ORDER, read);
  props[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, read);
  props[PROP_ITEMS_LOADED] = g_param_spec_boolean ("items-loaded", NULL, NULL, FALSE, read);
  props[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, read);
  props[PROP_ANSWERED] = g_param_spec_boolean ("answered", NULL, NULL, FALSE, read);
  props[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, G_TYPE_ERROR, read);
  props[PROP_LOCK_OUT] = g_param_spec_boxed ("lock-out", NULL, NULL, G_TYPE_ERROR, read);
  props[PROP_ENDED] = g_param_spec_boolean ("ended", NULL, NULL, FALSE, read);
  props[PROP_SHOWN] = g_param_spec_boolean ("shown", NULL, NULL, TRUE, write);
  props[PROP_CHAT] = g_param_spec_enum ("chat", NULL, NULL, TOTE_TYPE_AVAILABILITY,
                                        TOTE_AVAILABILITY_UNKNOWN, read);
  props[PROP_LOCATION] = g_param_spec_enum ("location", NULL, NULL, TOTE_TYPE_AVAILABILITY,
                                            TOTE_AVAILABILITY_UNKNOWN, read);
  props[PROP_LAST_ANSWER] = g_param_spec_int64 ("last-answer", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_ASKS_AGAIN_AT] =
      g_param_spec_int64 ("asks-again-at", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_CHAT_ASKS_AGAIN_AT] =
      g_param_spec_int64 ("chat-asks-again-at", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_LOCATION_ASKS_AGAIN_AT] =
      g_param_spec_int64 ("location-asks-again-at", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_ITEMS] =
      g_param_spec_enum ("items", NULL, NULL, TOTE_TYPE_AVAILABILITY, TOTE_AVAILABILITY_YES, read);
  props[PROP_ITEMS_ASKS_AGAIN_AT] =
      g_param_spec_int64 ("items-asks-again-at", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_ITEMS_AS_OF] = g_param_spec_int64 ("items-as-of", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_CHAT_UNREAD] = g_param_spec_boolean ("chat-unread", NULL, NULL, FALSE, read);
  props[PROP_CHAT_AS_OF] = g_param_spec_int64 ("chat-as-of", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_POSITION_AGE] = g_param_spec_enum ("position-age", NULL, NULL, TOTE_TYPE_FRESHNESS,
                                                TOTE_FRESHNESS_NONE, read);
  props[PROP_LATE] =
      g_param_spec_enum ("late", NULL, NULL, TOTE_TYPE_LATENESS, TOTE_LATENESS_NO, read);
  props[PROP_MINUTES_LEFT] = g_param_spec_int ("minutes-left", NULL, NULL, -1, G_MAXINT, -1, read);
  props[PROP_CHAT_ENDING] = g_param_spec_boolean ("chat-ending", NULL, NULL, FALSE, read);
  props[PROP_DISTANCE] = g_param_spec_double ("distance", NULL, NULL, -1, G_MAXDOUBLE, -1, read);
  props[PROP_DRAFT] = g_param_spec_string ("draft", NULL, NULL, NULL, read);
  props[PROP_HISTORY] = g_param_spec_object ("history", NULL, NULL, G_TYPE_LIST_MODEL, read);
  props[PROP_TODAY] = g_param_spec_boxed ("today", NULL, NULL, G_TYPE_DATE_TIME, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

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
  self->distance = -1;
}

static void
connect_parts (ToteTracker *self)
{
  g_signal_connect_object (self->reader, "answered", G_CALLBACK (on_answered), self, 0);
  g_signal_connect_object (self->reader, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->outbox, "read-wanted", G_CALLBACK (on_read_wanted), self, 0);
  g_signal_connect_object (self->outbox, "problem", G_CALLBACK (on_wish_problem), self, 0);
  g_signal_connect_object (self->outbox, "sent", G_CALLBACK (on_sent), self, 0);
  g_signal_connect_object (self->outbox, "changed", G_CALLBACK (emit_updated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->read_mark, "marked", G_CALLBACK (on_marked_read), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->readings, "notify", G_CALLBACK (on_part_changed), self, 0);
  g_signal_connect_object (self->outlook, "notify", G_CALLBACK (on_part_changed), self, 0);
  g_signal_connect_object (self->outlook, "notify::expired", G_CALLBACK (on_expired), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->order, "taken-over", G_CALLBACK (on_taken_over), self, 0);
  g_signal_connect_object (self->order, "notify::time-zone", G_CALLBACK (on_zone_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_wake_get_default (), "woke", G_CALLBACK (resume), self,
                           G_CONNECT_SWAPPED);
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
  ToteTracker *self;

  g_return_val_if_fail (TOTE_IS_CLIENT (client), NULL);
  g_return_val_if_fail (order_id != NULL, NULL);

  self = g_object_new (TOTE_TYPE_TRACKER, NULL);
  self->client = g_object_ref (client);
  self->clock = g_object_ref (clock != NULL ? clock : tote_clock_get_default ());
  self->order = tote_order_new (order_id);
  self->reader = tote_reader_new (client, order_id, self->clock);
  self->archive = tote_archive_order_new (archive, tote_client_get_base (client), order_id);
  self->outbox = tote_outbox_new (client, self->order, self->clock, self->archive);
  self->read_mark = tote_read_mark_new (client, self->order, self->clock);
  self->readings = tote_readings_new (self->reader, self->order, self->clock);
  self->outlook = tote_outlook_new (self->order, self->clock);
  connect_parts (self);

  return self;
}

/**
 * tote_tracker_set_pace:
 * @pace: factor on every interval, gap and back-off, above 0; for tests and demos
 */
void
tote_tracker_set_pace (ToteTracker *self, double pace)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));
  g_return_if_fail (pace > 0);

  get_schedule (self)->facts.pace = pace;
  tote_outbox_set_pace (self->outbox, pace);
  tote_reader_update (self->reader);
}

/**
 * tote_tracker_set_board:
 * @board: whether only the state is followed, as for a store display
 */
void
tote_tracker_set_board (ToteTracker *self, gboolean board)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  get_schedule (self)->facts.board = board;
  tote_reader_update (self->reader);
}

/**
 * tote_tracker_set_first_delay:
 * @delay_us: µs that tote_tracker_start() waits before the first request
 */
void
tote_tracker_set_first_delay (ToteTracker *self, gint64 delay_us)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  self->first_delay = delay_us;
}

/**
 * tote_tracker_start:
 *
 * Shows what the archive has, then follows the order.
 */
void
tote_tracker_start (ToteTracker *self)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  if (self->started)
    return;

  self->started = TRUE;
  if (tote_archive_order_is_open (self->archive) && !self->restored)
    restore (self);
  else
    begin (self);
}

/**
 * tote_tracker_stop:
 *
 * Asks and sends nothing any more. What is on the line comes to its end.
 */
void
tote_tracker_stop (ToteTracker *self)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  self->started = FALSE;
  g_cancellable_cancel (self->cancellable);
  if (self->reader == NULL)
    return;

  tote_reader_stop (self->reader);
  tote_outbox_set_running (self->outbox, FALSE);
  tote_clock_clear_timer (self->clock, &self->tidy_timer);
  tote_outlook_stop (self->outlook);
}

/**
 * tote_tracker_refresh:
 *
 * Asks at once for everything that is followed, also for what was refused.
 */
void
tote_tracker_refresh (ToteTracker *self)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  resume (self);
}

/**
 * tote_tracker_get_order:
 *
 * Returns: (transfer none): the live order
 */
ToteOrder *
tote_tracker_get_order (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);

  return self->order;
}

/**
 * tote_tracker_get_client:
 *
 * Returns: (transfer none): what asks the server
 */
ToteClient *
tote_tracker_get_client (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);

  return self->client;
}

/**
 * tote_tracker_get_clock:
 *
 * Returns: (transfer none): the clock it goes by
 */
ToteClock *
tote_tracker_get_clock (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);

  return self->clock;
}

/**
 * tote_tracker_get_loaded:
 *
 * Returns: whether the order itself has been seen, from the archive or the server
 */
gboolean
tote_tracker_get_loaded (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);

  return self->loaded;
}

/**
 * tote_tracker_get_items_loaded:
 *
 * Returns: whether its items have been seen
 */
gboolean
tote_tracker_get_items_loaded (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);

  return self->items_loaded;
}

/**
 * tote_tracker_get_answered:
 *
 * Returns: whether the server has given a good answer to this very tracker, not to an earlier run
 */
gboolean
tote_tracker_get_answered (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);

  return self->answered;
}

/**
 * tote_tracker_get_online:
 *
 * Returns: whether there was an answer lately
 */
gboolean
tote_tracker_get_online (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);

  return tote_outlook_get_online (self->outlook);
}

/**
 * tote_tracker_get_failure:
 *
 * Returns: (nullable): why the order itself cannot be followed now
 */
const GError *
tote_tracker_get_failure (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);

  return tote_readings_get_failure (self->readings);
}

/**
 * tote_tracker_get_lock_out:
 *
 * Returns: (nullable): why the customer has to find a way in
 */
const GError *
tote_tracker_get_lock_out (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);

  return tote_readings_get_lock_out (self->readings);
}

/**
 * tote_tracker_get_ended:
 *
 * Returns: whether it was delivered or canceled
 */
gboolean
tote_tracker_get_ended (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);

  return self->ended;
}

/**
 * tote_tracker_get_settled:
 *
 * Returns: whether nothing is under way and nothing more will be asked or sent: true some time
 *   after the end, when the last lists are there
 */
gboolean
tote_tracker_get_settled (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);

  return tote_schedule_get_settled (get_schedule (self)) && tote_outbox_get_settled (self->outbox);
}

/**
 * tote_tracker_get_shown:
 *
 * Returns: whether a window shows it
 */
gboolean
tote_tracker_get_shown (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);

  return get_schedule (self)->facts.shown;
}

/**
 * tote_tracker_set_shown:
 * @shown: whether somebody can see the order; else it is asked for half as often
 */
void
tote_tracker_set_shown (ToteTracker *self, gboolean shown)
{
  TotePaceFacts *facts;

  g_return_if_fail (TOTE_IS_TRACKER (self));

  facts = &get_schedule (self)->facts;
  shown = !!shown;
  if (facts->shown == shown)
    return;

  facts->shown = shown;
  if (shown) {
    resume (self);
  } else {
    tote_schedule_fall_in_step (get_schedule (self));
    if (self->started)
      update_outlook (self);
  }
  tote_reader_update (self->reader);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWN]);
}

/**
 * tote_tracker_get_chat_open:
 *
 * Returns: whether its conversation is open
 */
gboolean
tote_tracker_get_chat_open (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);

  return get_schedule (self)->facts.chat_open;
}

/**
 * tote_tracker_set_chat_open:
 * @chat_open: whether somebody can see the conversation; then it is asked for more often
 */
void
tote_tracker_set_chat_open (ToteTracker *self, gboolean chat_open)
{
  TotePaceFacts *facts;

  g_return_if_fail (TOTE_IS_TRACKER (self));

  facts = &get_schedule (self)->facts;
  chat_open = !!chat_open;
  if (facts->chat_open == chat_open)
    return;

  facts->chat_open = chat_open;
  tote_reader_update (self->reader);
}

/**
 * tote_tracker_get_draft:
 *
 * Returns: (nullable): what the customer has written and not sent
 */
const char *
tote_tracker_get_draft (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);

  return self->draft;
}

/**
 * tote_tracker_set_draft:
 * @draft: (nullable): what the customer has written and not sent
 *
 * Keeps it over a restart, as long as the conversation is kept.
 */
void
tote_tracker_set_draft (ToteTracker *self, const char *draft)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  if (take_draft (self, draft))
    tote_archive_order_save_draft (self->archive, self->draft);
}

/**
 * tote_tracker_get_chat:
 *
 * Returns: whether there is a chat
 */
ToteAvailability
tote_tracker_get_chat (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), TOTE_AVAILABILITY_UNKNOWN);

  return tote_readings_get_chat (self->readings);
}

/**
 * tote_tracker_get_location:
 *
 * Returns: whether there is a position
 */
ToteAvailability
tote_tracker_get_location (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), TOTE_AVAILABILITY_UNKNOWN);

  return tote_readings_get_location (self->readings);
}

/**
 * tote_tracker_get_location_asks_again_at:
 *
 * Returns: real µs at which the position, which the server refuses, is asked for again, if that is
 *   not soon; else 0
 */
gint64
tote_tracker_get_location_asks_again_at (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), 0);

  return tote_readings_get_location_asks_again_at (self->readings);
}

/**
 * tote_tracker_get_last_answer:
 *
 * Returns: real µs of the last good answer of any kind, 0 for never
 */
gint64
tote_tracker_get_last_answer (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), 0);

  return tote_readings_get_last_answer (self->readings);
}

/**
 * tote_tracker_get_seen:
 *
 * Returns: real µs at which @resource was last confirmed, 0 for never; where the handling data
 *   stand in for the order, theirs
 */
gint64
tote_tracker_get_seen (ToteTracker *self, ToteResource resource)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), 0);
  g_return_val_if_fail ((guint) resource < TOTE_N_RESOURCES, 0);

  if (resource == TOTE_RESOURCE_ORDER && get_schedule (self)->facts.no_order_call)
    resource = TOTE_RESOURCE_HANDLING;

  return tote_readings_get_seen (self->readings, resource);
}

/**
 * tote_tracker_get_position_age:
 *
 * Returns: how fresh the shopper’s position is
 */
ToteFreshness
tote_tracker_get_position_age (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), TOTE_FRESHNESS_NONE);

  return tote_outlook_get_position_age (self->outlook);
}

/**
 * tote_tracker_get_chat_ending:
 *
 * Returns: whether what was said can be read for an hour more at most
 */
gboolean
tote_tracker_get_chat_ending (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);

  return tote_outlook_get_chat_ending (self->outlook);
}

/**
 * tote_tracker_get_late:
 *
 * Returns: how the slot’s end stands to the clock
 */
ToteLateness
tote_tracker_get_late (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), TOTE_LATENESS_NO);

  return tote_outlook_get_late (self->outlook);
}

/**
 * tote_tracker_get_distance:
 *
 * Returns: metres between shopper and customer, -1 when unknown
 */
double
tote_tracker_get_distance (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), -1);

  return self->distance;
}

/**
 * tote_tracker_get_today:
 *
 * Returns: (transfer none): a moment of the day that it is where the order is, in its zone
 */
GDateTime *
tote_tracker_get_today (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);

  return tote_outlook_get_today (self->outlook);
}

/**
 * tote_tracker_get_history:
 *
 * Returns: (transfer none): a live model of #ToteHistoryEntry
 */
GListModel *
tote_tracker_get_history (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);

  return G_LIST_MODEL (self->history);
}

/**
 * tote_tracker_get_outbox:
 *
 * Returns: (transfer none): a live model of #ToteOutboxEntry
 */
GListModel *
tote_tracker_get_outbox (ToteTracker *self)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), NULL);

  return tote_outbox_get_entries (self->outbox);
}

/**
 * tote_tracker_load_vehicle:
 *
 * Asks once for the vehicle that the form is filled with (contract 3.8).
 */
void
tote_tracker_load_vehicle (ToteTracker *self)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  demand (self, TOTE_RESOURCE_VEHICLE);
}

/**
 * tote_tracker_wish:
 *
 * Takes a wish of the customer: written down, sent once, read back. A decision shows on its item,
 * a message in the order's messages, everything else in the outbox model.
 *
 * Returns: whether the wish was taken; a second decision on the same item and an empty or too long
 *   text are not
 */
gboolean
tote_tracker_wish (ToteTracker *self, ToteWish *wish)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (self), FALSE);
  g_return_val_if_fail (TOTE_IS_WISH (wish), FALSE);

  if (tote_wish_get_kind (wish) == TOTE_WISH_MARK_READ) {
    tote_read_mark_set (self->read_mark);
    return TRUE;
  }
  if (!tote_outbox_add (self->outbox, wish))
    return FALSE;

  emit_updated (self);
  return TRUE;
}

/**
 * tote_tracker_retry:
 * @wish_key: of a wish that failed
 */
void
tote_tracker_retry (ToteTracker *self, const char *wish_key)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  tote_outbox_retry (self->outbox, wish_key);
}

/**
 * tote_tracker_withdraw:
 * @wish_key: of a wish that failed, or that has not left yet
 */
void
tote_tracker_withdraw (ToteTracker *self, const char *wish_key)
{
  g_return_if_fail (TOTE_IS_TRACKER (self));

  tote_outbox_withdraw (self->outbox, wish_key);
}

/**
 * tote_tracker_forget_async:
 *
 * Stops, and erases everything of this order on disk and in memory. The token is not the
 * tracker's: whoever keeps it lets go of it.
 */
void
tote_tracker_forget_async (ToteTracker *self, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TOTE_IS_TRACKER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_tracker_forget_async);
  tote_tracker_stop (self);
  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    tote_reader_set_answer (self->reader, i, NULL);
  forget_people (self);

  if (tote_archive_order_is_open (self->archive)) {
    tote_archive_order_forget_async (self->archive, cancellable, on_forgotten, task);
    return;
  }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * tote_tracker_forget_finish:
 *
 * Returns: whether nothing of the order is left on disk
 */
gboolean
tote_tracker_forget_finish (ToteTracker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
