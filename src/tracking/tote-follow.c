/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-tracker-private.h"

#include "tote-config.h"
#include "tote-conversation.h"
#include "tote-failure.h"
#include "tote-merge.h"

#include <glib/gi18n-lib.h>

/* The words for a time tell minutes: what happened within this long happened now. */
#define MOMENT (60 * G_USEC_PER_SEC)

static void
set_flag (ToteTracker *self, gboolean *flag, gboolean value, ToteTrackerProperty property)
{
  if (*flag == value)
    return;
  *flag = value;
  tote_tracker_notify (self, property);
}

static void
set_availability (ToteTracker *self, ToteAvailability *place, ToteAvailability value,
                  ToteTrackerProperty property)
{
  if (*place == value)
    return;
  *place = value;
  tote_tracker_notify (self, property);
}

static void
set_failure (ToteTracker *self, const GError *error)
{
  if (tote_failure_equal (self->failure, error))
    return;
  g_clear_error (&self->failure);
  self->failure = error != NULL ? g_error_copy (error) : NULL;
  tote_tracker_notify (self, TOTE_TRACKER_PROP_FAILURE);
}

static ToteSchedule *
get_schedule (ToteTracker *self)
{
  return tote_reader_get_schedule (self->reader);
}

static ToteAvailability
get_chat (ToteTracker *self)
{
  ToteSchedule *schedule = get_schedule (self);

  if (tote_schedule_is_off (schedule, TOTE_RESOURCE_CHAT))
    return TOTE_AVAILABILITY_OFF;
  if (self->chat_expired)
    return TOTE_AVAILABILITY_EXPIRED;

  switch (tote_pace_get_chat_phase (&schedule->facts)) {
  case TOTE_CHAT_PHASE_BEFORE:
    return TOTE_AVAILABILITY_NOT_YET;
  case TOTE_CHAT_PHASE_OPEN:
    return TOTE_AVAILABILITY_YES;
  case TOTE_CHAT_PHASE_ENDED:
    return TOTE_AVAILABILITY_OVER;
  case TOTE_CHAT_PHASE_EXPIRED:
    return TOTE_AVAILABILITY_EXPIRED;
  case TOTE_CHAT_PHASE_UNKNOWN:
  default:
    return TOTE_AVAILABILITY_UNKNOWN;
  }
}

static ToteAvailability
get_location (ToteTracker *self)
{
  if (tote_order_get_state (self->order) == NULL)
    return TOTE_AVAILABILITY_UNKNOWN;
  if (tote_schedule_is_off (get_schedule (self), TOTE_RESOURCE_LOCATION) ||
      tote_order_get_fulfillment (self->order) == TOTE_FULFILLMENT_PICKUP)
    return TOTE_AVAILABILITY_OFF;
  if (tote_order_get_stage (self->order) == TOTE_STAGE_DELIVERING)
    return TOTE_AVAILABILITY_YES;
  return tote_order_get_ended (self->order) ? TOTE_AVAILABILITY_OVER : TOTE_AVAILABILITY_NOT_YET;
}

/**
 * tote_follow_availability:
 *
 * Brings “chat” and “location” in line with the state and with what the server refused.
 */
void
tote_follow_availability (ToteTracker *self)
{
  set_availability (self, &self->chat, get_chat (self), TOTE_TRACKER_PROP_CHAT);
  set_availability (self, &self->location, get_location (self), TOTE_TRACKER_PROP_LOCATION);
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
  tote_tracker_notify (self, TOTE_TRACKER_PROP_DISTANCE);
}

/* Nothing old is ever drawn as now: off the road there is no position. */
static void
leave_road (ToteTracker *self)
{
  tote_reader_set_answer (self->reader, TOTE_RESOURCE_LOCATION, NULL);
  self->position_seen = 0;
  tote_order_set_position (self->order, NULL);
}

static void
note_end (ToteTracker *self)
{
  if (self->ended_at == 0) {
    self->ended_at = tote_clock_get_real_time (self->clock);
    tote_keeper_keep_end (&self->keeper, self->ended_at);
  }
  set_flag (self, &self->ended, TRUE, TOTE_TRACKER_PROP_ENDED);
}

/* An order that was received before anybody looked was so when it was made. */
static void
note_step (ToteTracker *self, GDateTime *at)
{
  ToteStage stage = tote_order_get_stage (self->order);
  GDateTime *created_at = tote_order_get_created_at (self->order);
  gboolean made = self->blind && stage == TOTE_STAGE_RECEIVED && created_at != NULL;
  ToteStep *step = tote_history_add_state (self->history, tote_order_get_state (self->order), stage,
                                           tote_order_get_headline (self->order),
                                           made ? created_at : at, self->blind && !made);

  if (step != NULL)
    tote_keeper_keep_steps (&self->keeper, G_LIST_MODEL (self->history));
}

static GDateTime *
get_now (ToteTracker *self)
{
  gint64 us = tote_clock_get_real_time (self->clock);
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return g_date_time_add (seconds, us % G_USEC_PER_SEC);
}

/* Everything that hangs on the state, whichever part told it. */
static void
settle_state (ToteTracker *self)
{
  const char *state = tote_order_get_state (self->order);
  g_autoptr (GDateTime) at = get_now (self);

  if (state == NULL)
    return;
  tote_schedule_set_state (get_schedule (self), state, tote_order_get_fulfillment (self->order));
  if (tote_order_get_stage (self->order) != TOTE_STAGE_DELIVERING)
    leave_road (self);
  note_step (self, at);
  if (tote_order_get_ended (self->order)) {
    note_end (self);
  } else {
    self->ended_at = 0;
    set_flag (self, &self->ended, FALSE, TOTE_TRACKER_PROP_ENDED);
  }
  set_flag (self, &self->loaded, TRUE, TOTE_TRACKER_PROP_LOADED);
}

/* Where the server has no GET order, the handling data tell the state (rendition dialect). */
static void
take_state_from_handling (ToteTracker *self)
{
  ToteHandling *handling = tote_order_get_handling (self->order);

  if (get_schedule (self)->facts.no_order_call && handling != NULL &&
      tote_handling_get_state (handling) != NULL)
    tote_order_set_state (self->order, tote_handling_get_state (handling));
}

static void
take_chat (ToteTracker *self, ToteAnswer *answer)
{
  ToteConversation *conversation = TOTE_CONVERSATION (tote_answer_get_content (answer));

  self->chat_expired = tote_conversation_get_expired (conversation);
}

/* Takes over a fresh answer. The outbox sees a conversation first, or own texts stood twice. */
static void
merge (ToteTracker *self, ToteAnswer *answer)
{
  guint n_steps = g_list_model_get_n_items (G_LIST_MODEL (self->history));
  ToteResource resource = tote_answer_get_resource (answer);

  tote_merge_answer (self->order, self->history, answer);
  if (resource == TOTE_RESOURCE_HANDLING)
    take_state_from_handling (self);
  if (resource == TOTE_RESOURCE_CHAT)
    take_chat (self, answer);
  if (resource == TOTE_RESOURCE_ITEMS)
    set_flag (self, &self->items_loaded, TRUE, TOTE_TRACKER_PROP_ITEMS_LOADED);
  settle_state (self);
  settle_distance (self);
  if (resource == TOTE_RESOURCE_ORDER_MESSAGES &&
      n_steps != g_list_model_get_n_items (G_LIST_MODEL (self->history)))
    tote_keeper_keep_steps (&self->keeper, G_LIST_MODEL (self->history));
}

static void
note_seen (ToteTracker *self, ToteAnswer *answer, gint64 at)
{
  ToteResource resource = tote_answer_get_resource (answer);
  gint64 before = self->seen[resource];

  self->blind = before == 0 || at - before > MAX (tote_follow_get_patience (self), MOMENT);
  self->seen[resource] = at;
  self->last_answer = MAX (self->last_answer, at);
  if (resource == TOTE_RESOURCE_LOCATION)
    self->position_seen = tote_answer_get_content (answer) != NULL ? at : 0;
}

/* Why the order itself cannot be followed now, and whether to go on asking. */
static const GError *
find_failure (ToteTracker *self)
{
  ToteHandling *handling = tote_order_get_handling (self->order);
  const GError *order_error = self->errors[TOTE_RESOURCE_ORDER];
  const GError *handling_error = self->errors[TOTE_RESOURCE_HANDLING];

  if (!get_schedule (self)->facts.no_order_call)
    return order_error;
  if (handling_error != NULL)
    return g_error_matches (order_error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NOT_FOUND)
               ? order_error
               : handling_error;
  if (handling != NULL && tote_handling_get_state (handling) == NULL)
    return order_error;
  return NULL;
}

static void
settle_failure (ToteTracker *self)
{
  const GError *error = find_failure (self);
  gboolean fatal = error != NULL && tote_failure_is_fatal (error);

  set_failure (self, error);
  if (!fatal || self->halted)
    return;
  self->halted = TRUE;
  tote_reader_stop (self->reader);
  tote_outbox_set_running (self->outbox, FALSE);
}

/* How fresh the part is now, that nothing is wrong with it, and what of it is worth keeping. */
static void
note_answer (ToteTracker *self, ToteAnswer *answer, gboolean changed)
{
  ToteResource resource = tote_answer_get_resource (answer);
  gboolean personal = resource != TOTE_RESOURCE_ORDER && resource != TOTE_RESOURCE_ITEMS &&
                      resource != TOTE_RESOURCE_PICKUP_DETAILS;

  self->heard_at = tote_clock_get_monotonic_time (self->clock);
  note_seen (self, answer, tote_clock_get_real_time (self->clock));
  g_clear_error (&self->errors[resource]);
  if (!get_schedule (self)->facts.expired || !personal)
    tote_keeper_keep_answer (&self->keeper, answer, changed,
                             tote_schedule_get_credit (get_schedule (self), resource));
}

/**
 * tote_follow_answer:
 * @changed: whether it is another answer than last time; if not, nobody is told anything but that
 *   it is still true
 * @asked_at: monotonic time at which the question left
 */
void
tote_follow_answer (ToteTracker *self, ToteAnswer *answer, gboolean changed, gint64 asked_at)
{
  gboolean chat = tote_answer_get_resource (answer) == TOTE_RESOURCE_CHAT;

  g_object_freeze_notify (G_OBJECT (self));
  note_answer (self, answer, changed);
  if (chat)
    tote_outbox_take_answer (self->outbox, answer, asked_at);
  if (changed)
    merge (self, answer);
  if (!chat)
    tote_outbox_take_answer (self->outbox, answer, asked_at);
  tote_follow_availability (self);
  settle_failure (self);
  tote_follow_outlook (self);
  g_object_thaw_notify (G_OBJECT (self));
  /* After the end every answer may be the last one: whoever waits for that is told. */
  if (changed || self->ended)
    tote_tracker_emit_updated (self);
}

/* A server without GET order tells the state with the handling data. */
static void
stand_in (ToteTracker *self)
{
  ToteSchedule *schedule = get_schedule (self);

  schedule->facts.no_order_call = TRUE;
  take_state_from_handling (self);
  settle_state (self);
}

/**
 * tote_follow_failure:
 *
 * One request failed: what does not come back by asking again is switched off (design 3).
 */
void
tote_follow_failure (ToteTracker *self, ToteResource resource, const GError *error)
{
  gboolean repeat = tote_failure_equal (self->errors[resource], error);

  g_object_freeze_notify (G_OBJECT (self));
  g_clear_error (&self->errors[resource]);
  self->errors[resource] = g_error_copy (error);
  if (tote_failure_is_final (error))
    tote_schedule_switch_off (get_schedule (self), resource);
  if (resource == TOTE_RESOURCE_ORDER && tote_failure_is_missing (error))
    stand_in (self);

  tote_outbox_take_failure (self->outbox, resource, error);
  tote_follow_availability (self);
  settle_failure (self);
  tote_follow_outlook (self);
  g_object_thaw_notify (G_OBJECT (self));
  if (!repeat)
    tote_tracker_emit_problem (self, resource, error);
  if (self->ended)
    tote_tracker_emit_updated (self);
}

static void
take_kept_answer (ToteTracker *self, const ToteKeptAnswer *kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteAnswer) answer = tote_answer_new_from_bytes (kept->resource, kept->bytes, &error);

  if (answer == NULL) {
    g_debug ("An answer on disk cannot be read: %s", error->message);
    return;
  }
  tote_reader_set_answer (self->reader, kept->resource, answer);
  self->keeper.kept_at[kept->resource] = kept->seen_at;
  note_seen (self, answer, kept->seen_at);
  merge (self, answer);
}

/* An order that was known without GET order came from a server that has none. */
static gboolean
has_order (const ToteKeptOrder *kept)
{
  for (guint i = 0; i < kept->answers->len; i++) {
    if (((const ToteKeptAnswer *) kept->answers->pdata[i])->resource == TOTE_RESOURCE_ORDER)
      return TRUE;
  }
  return kept->answers->len == 0;
}

/* What was asked after the end need not be asked again. */
static void
credit_kept (ToteTracker *self, const ToteKeptOrder *kept)
{
  for (guint i = 0; self->ended && i < kept->answers->len; i++) {
    const ToteKeptAnswer *answer = kept->answers->pdata[i];

    tote_schedule_credit (get_schedule (self), answer->resource, answer->occasion);
  }
}

/**
 * tote_follow_kept:
 * @kept: what an earlier run left: shown at once, with its age
 */
void
tote_follow_kept (ToteTracker *self, ToteKeptOrder *kept)
{
  g_object_freeze_notify (G_OBJECT (self));
  self->ended_at = kept->ended_at;
  tote_keeper_take_zone (&self->keeper, kept->time_zone);
  tote_order_set_chat_zone (self->order, kept->time_zone);
  get_schedule (self)->facts.no_order_call = !has_order (kept);
  tote_history_restore (self->history, kept->steps);
  for (guint i = 0; i < kept->answers->len; i++)
    take_kept_answer (self, kept->answers->pdata[i]);
  credit_kept (self, kept);
  tote_outbox_restore (self->outbox, kept->wishes);
  tote_follow_availability (self);
  tote_follow_outlook (self);
  g_object_thaw_notify (G_OBJECT (self));
  tote_tracker_emit_updated (self);
}

/**
 * tote_follow_demand:
 *
 * Asks for @resource once, as soon as the gap allows.
 */
void
tote_follow_demand (ToteTracker *self, ToteResource resource)
{
  tote_schedule_demand (get_schedule (self), resource);
  tote_reader_update (self->reader);
}

/**
 * tote_follow_resume:
 *
 * Something has changed that makes it worth asking at once: the line, the machine, or the person.
 */
void
tote_follow_resume (ToteTracker *self)
{
  if (!self->started)
    return;
  if (self->halted) {
    self->halted = FALSE;
    get_schedule (self)->facts.no_order_call = FALSE;
    self->heard_at = tote_clock_get_monotonic_time (self->clock);
    tote_reader_start (self->reader);
    tote_outbox_set_running (self->outbox, TRUE);
  }
  tote_schedule_ask_now (get_schedule (self));
  tote_reader_update (self->reader);
  tote_outbox_hurry (self->outbox);
  tote_follow_outlook (self);
}

static char *
describe_decision (ToteTracker *self, ToteWish *wish)
{
  ToteItem *item =
      tote_item_list_lookup (tote_order_get_items (self->order), tote_wish_get_item_id (wish));
  ToteProduct *product = item != NULL ? tote_item_get_replacement (item) : NULL;

  if (product == NULL || tote_product_get_name (product) == NULL)
    return NULL;
  if (tote_wish_get_decision (wish) == TOTE_DECISION_APPROVED)
    /* Translators: the customer agreed to a replacement; its name */
    return g_strdup_printf (_ ("You approved “%s”"), tote_product_get_name (product));
  /* Translators: the customer refused a replacement; its name */
  return g_strdup_printf (_ ("You refused “%s”"), tote_product_get_name (product));
}

/**
 * tote_follow_sent:
 *
 * A wish is on the server: a decision becomes part of the history, what it changed is read soon.
 */
void
tote_follow_sent (ToteTracker *self, ToteWish *wish)
{
  g_autoptr (GDateTime) at = get_now (self);
  g_autofree char *text = NULL;

  if (tote_wish_get_kind (wish) == TOTE_WISH_ARRIVAL) {
    tote_schedule_ask_now (get_schedule (self));
    tote_reader_update (self->reader);
  }
  if (tote_wish_get_kind (wish) != TOTE_WISH_DECISION)
    return;
  text = describe_decision (self, wish);
  if (text != NULL && tote_history_add_note (self->history, text, at) != NULL)
    tote_keeper_keep_steps (&self->keeper, G_LIST_MODEL (self->history));
}
