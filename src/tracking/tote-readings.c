/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-readings.h"

#include "tote-conversation.h"
#include "tote-failure.h"
#include "tote-lock-out.h"
#include "tote-property.h"
#include "tote-reading.h"
#include "tote-tracking-enums.h"

struct _ToteReadings {
  GObject parent_instance;

  ToteReader *reader; /* (owned): when it asks again */
  ToteOrder *order;   /* (owned) */
  ToteClock *clock;   /* (owned) */

  ToteReading parts[TOTE_N_RESOURCES];
  GError *failure; /* (owned) (nullable) */
  ToteLockOut lock_out;
  ToteAvailability chat;
  ToteAvailability location;
  ToteAvailability items;
  gboolean chat_expired; /* as the last conversation says, which is asked for all the same */
  gboolean chat_unread;
};

G_DEFINE_FINAL_TYPE (ToteReadings, tote_readings, G_TYPE_OBJECT)

typedef enum {
  PROP_FAILURE = 1,
  PROP_LOCK_OUT,
  PROP_CHAT,
  PROP_LOCATION,
  PROP_ITEMS,
  PROP_CHAT_UNREAD,
  PROP_ASKS_AGAIN_AT,
  PROP_CHAT_ASKS_AGAIN_AT,
  PROP_LOCATION_ASKS_AGAIN_AT,
  PROP_ITEMS_ASKS_AGAIN_AT,
  PROP_ITEMS_AS_OF,
  PROP_CHAT_AS_OF,
} ToteReadingsProperty;

static GParamSpec *props[PROP_CHAT_AS_OF + 1];

static ToteSchedule *
get_schedule (ToteReadings *self)
{
  return tote_reader_get_schedule (self->reader);
}

static void
set_availability (ToteReadings *self, ToteAvailability *place, ToteAvailability value,
                  ToteReadingsProperty property)
{
  if (*place == value)
    return;

  *place = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static void
settle_wait (ToteReadings *self, ToteResource resource, gint64 until, ToteReadingsProperty property)
{
  if (tote_order_get_ended (self->order))
    until = 0;
  if (tote_reading_set_held_until (&self->parts[resource], until, self->clock))
    g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static gint64
get_refused_until (ToteReadings *self, ToteResource resource)
{
  return self->parts[resource].refused ? tote_schedule_get_held (get_schedule (self), resource) : 0;
}

/* Whether a part cannot be read while the order itself can: where that cannot either, it is said of
 * the whole. */
static gboolean
is_unread (ToteReadings *self, ToteResource resource)
{
  return self->failure == NULL &&
         tote_reading_is_unread (&self->parts[resource], tote_clock_get_real_time (self->clock));
}

static void
settle_old (ToteReadings *self, ToteResource resource, gboolean old, ToteReadingsProperty property)
{
  if (tote_reading_set_old (&self->parts[resource], old))
    g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static void
settle_items (ToteReadings *self)
{
  gboolean unread = is_unread (self, TOTE_RESOURCE_ITEMS);
  ToteAvailability items = TOTE_AVAILABILITY_YES;

  if (unread)
    items = self->parts[TOTE_RESOURCE_ITEMS].refused ? TOTE_AVAILABILITY_OFF
                                                     : TOTE_AVAILABILITY_UNKNOWN;
  set_availability (self, &self->items, items, PROP_ITEMS);
  settle_old (self, TOTE_RESOURCE_ITEMS, unread, PROP_ITEMS_AS_OF);
}

static void
settle_chat_age (ToteReadings *self)
{
  gboolean unread = self->chat == TOTE_AVAILABILITY_YES && is_unread (self, TOTE_RESOURCE_CHAT);

  tote_property_set_flag (self, &self->chat_unread, unread, props[PROP_CHAT_UNREAD]);
  settle_old (self, TOTE_RESOURCE_CHAT, unread, PROP_CHAT_AS_OF);
}

static ToteAvailability
find_chat (ToteReadings *self)
{
  if (self->parts[TOTE_RESOURCE_CHAT].refused)
    return TOTE_AVAILABILITY_OFF;
  if (self->chat_expired)
    return TOTE_AVAILABILITY_EXPIRED;

  switch (tote_pace_get_chat_phase (&get_schedule (self)->facts)) {
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
find_location (ToteReadings *self)
{
  if (tote_order_get_state (self->order) == NULL)
    return TOTE_AVAILABILITY_UNKNOWN;
  if (self->parts[TOTE_RESOURCE_LOCATION].refused ||
      tote_order_get_fulfillment (self->order) == TOTE_FULFILLMENT_PICKUP)
    return TOTE_AVAILABILITY_OFF;
  if (tote_order_get_stage (self->order) == TOTE_STAGE_DELIVERING)
    return TOTE_AVAILABILITY_YES;
  return tote_order_get_ended (self->order) ? TOTE_AVAILABILITY_OVER : TOTE_AVAILABILITY_NOT_YET;
}

static const GError *
find_failure (ToteReadings *self)
{
  ToteHandling *handling = tote_order_get_handling (self->order);
  const GError *order_error = self->parts[TOTE_RESOURCE_ORDER].error;
  const GError *handling_error = self->parts[TOTE_RESOURCE_HANDLING].error;

  if (!get_schedule (self)->facts.no_order_call)
    return order_error;
  if (handling_error != NULL)
    return tote_failure_is_refusal (handling_error) &&
                   g_error_matches (order_error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NOT_FOUND)
               ? order_error
               : handling_error;
  if (handling != NULL && tote_handling_get_state (handling) == NULL)
    return order_error;
  return NULL;
}

static void
tote_readings_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteReadings *self = TOTE_READINGS (object);

  switch ((ToteReadingsProperty) id) {
  case PROP_FAILURE:
    g_value_set_boxed (value, self->failure);
    break;
  case PROP_LOCK_OUT:
    g_value_set_boxed (value, self->lock_out.error);
    break;
  case PROP_CHAT:
    g_value_set_enum (value, (int) self->chat);
    break;
  case PROP_LOCATION:
    g_value_set_enum (value, (int) self->location);
    break;
  case PROP_ITEMS:
    g_value_set_enum (value, (int) self->items);
    break;
  case PROP_CHAT_UNREAD:
    g_value_set_boolean (value, self->chat_unread);
    break;
  case PROP_ASKS_AGAIN_AT:
    g_value_set_int64 (value, self->parts[TOTE_RESOURCE_ORDER].asks_again_at);
    break;
  case PROP_CHAT_ASKS_AGAIN_AT:
    g_value_set_int64 (value, self->parts[TOTE_RESOURCE_CHAT].asks_again_at);
    break;
  case PROP_LOCATION_ASKS_AGAIN_AT:
    g_value_set_int64 (value, self->parts[TOTE_RESOURCE_LOCATION].asks_again_at);
    break;
  case PROP_ITEMS_ASKS_AGAIN_AT:
    g_value_set_int64 (value, self->parts[TOTE_RESOURCE_ITEMS].asks_again_at);
    break;
  case PROP_ITEMS_AS_OF:
    g_value_set_int64 (value, self->parts[TOTE_RESOURCE_ITEMS].as_of);
    break;
  case PROP_CHAT_AS_OF:
    g_value_set_int64 (value, self->parts[TOTE_RESOURCE_CHAT].as_of);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_readings_finalize (GObject *object)
{
  ToteReadings *self = TOTE_READINGS (object);

  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    tote_reading_clear (&self->parts[i]);
  g_clear_error (&self->failure);
  tote_lock_out_clear (&self->lock_out);
  g_clear_object (&self->reader);
  g_clear_object (&self->order);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tote_readings_parent_class)->finalize (object);
}

static GParamSpec *
new_time (const char *name, GParamFlags flags)
{
  return g_param_spec_int64 (name, NULL, NULL, 0, G_MAXINT64, 0, flags);
}

static GParamSpec *
new_availability (const char *name, ToteAvailability availability, GParamFlags flags)
{
  return g_param_spec_enum (name, NULL, NULL, TOTE_TYPE_AVAILABILITY, (int) availability, flags);
}

static void
tote_readings_class_init (ToteReadingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_readings_get_property;
  object_class->finalize = tote_readings_finalize;

  props[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, G_TYPE_ERROR, read);
  props[PROP_LOCK_OUT] = g_param_spec_boxed ("lock-out", NULL, NULL, G_TYPE_ERROR, read);
  props[PROP_CHAT] = new_availability ("chat", TOTE_AVAILABILITY_UNKNOWN, read);
  props[PROP_LOCATION] = new_availability ("location", TOTE_AVAILABILITY_UNKNOWN, read);
  props[PROP_ITEMS] = new_availability ("items", TOTE_AVAILABILITY_YES, read);
  props[PROP_CHAT_UNREAD] = g_param_spec_boolean ("chat-unread", NULL, NULL, FALSE, read);
  props[PROP_ASKS_AGAIN_AT] = new_time ("asks-again-at", read);
  props[PROP_CHAT_ASKS_AGAIN_AT] = new_time ("chat-asks-again-at", read);
  props[PROP_LOCATION_ASKS_AGAIN_AT] = new_time ("location-asks-again-at", read);
  props[PROP_ITEMS_ASKS_AGAIN_AT] = new_time ("items-asks-again-at", read);
  props[PROP_ITEMS_AS_OF] = new_time ("items-as-of", read);
  props[PROP_CHAT_AS_OF] = new_time ("chat-as-of", read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_readings_init (ToteReadings *self)
{
  self->items = TOTE_AVAILABILITY_YES;
}

/**
 * tote_readings_new:
 * @reader: what asks
 * @order: the live one
 *
 * Returns: (transfer full): the readings of an order of which nothing was asked yet
 */
ToteReadings *
tote_readings_new (ToteReader *reader, ToteOrder *order, ToteClock *clock)
{
  ToteReadings *self;

  g_return_val_if_fail (TOTE_IS_READER (reader), NULL);
  g_return_val_if_fail (TOTE_IS_ORDER (order), NULL);

  self = g_object_new (TOTE_TYPE_READINGS, NULL);
  self->reader = g_object_ref (reader);
  self->order = g_object_ref (order);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * tote_readings_doubt:
 *
 * Returns: whether @answer, which holds nothing, is not to be believed yet
 */
gboolean
tote_readings_doubt (ToteReadings *self, ToteResponse *answer)
{
  g_return_val_if_fail (TOTE_IS_READINGS (self), FALSE);
  g_return_val_if_fail (TOTE_IS_RESPONSE (answer), FALSE);

  return tote_reading_doubt (
      &self->parts[tote_response_get_resource (answer)], tote_response_get_blank (answer),
      tote_clock_get_monotonic_time (self->clock), get_schedule (self)->facts.pace);
}

/**
 * tote_readings_set_heard:
 *
 * An answer came that is not taken over: nothing counts as confirmed, but somebody is there.
 */
void
tote_readings_set_heard (ToteReadings *self, ToteResource resource)
{
  g_return_if_fail (TOTE_IS_READINGS (self));

  g_clear_error (&self->parts[resource].error);
}

/**
 * tote_readings_take:
 * @at: real µs at which it came
 *
 * Takes note of a good answer: nothing is wrong with the part any more.
 */
void
tote_readings_take (ToteReadings *self, ToteResponse *answer, gint64 at)
{
  ToteResource resource;

  g_return_if_fail (TOTE_IS_READINGS (self));
  g_return_if_fail (TOTE_IS_RESPONSE (answer));

  resource = tote_response_get_resource (answer);
  tote_reading_take (&self->parts[resource], tote_response_get_blank (answer), at);
  if (resource == TOTE_RESOURCE_CHAT)
    self->chat_expired =
        tote_conversation_get_expired (TOTE_CONVERSATION (tote_response_get_content (answer)));
}

/**
 * tote_readings_fail:
 * @error: why the part could not be read
 *
 * Returns: whether that is another failure than the last one
 */
gboolean
tote_readings_fail (ToteReadings *self, ToteResource resource, const GError *error)
{
  g_return_val_if_fail (TOTE_IS_READINGS (self), FALSE);

  return tote_reading_fail (&self->parts[resource], error);
}

/**
 * tote_readings_refuse_blank:
 *
 * Where the last answer of @resource held nothing and was taken over, it is none after all.
 */
void
tote_readings_refuse_blank (ToteReadings *self, ToteResource resource)
{
  g_autoptr (GError) error = tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED);
  ToteReading *part;

  g_return_if_fail (TOTE_IS_READINGS (self));

  part = &self->parts[resource];
  if (part->seen != 0 && !part->known && part->error == NULL)
    tote_reading_fail (part, error);
}

/**
 * tote_readings_settle_availability:
 *
 * Brings “chat” and “location” in line with the state and with what the server refused.
 */
void
tote_readings_settle_availability (ToteReadings *self)
{
  g_return_if_fail (TOTE_IS_READINGS (self));

  set_availability (self, &self->chat, find_chat (self), PROP_CHAT);
  set_availability (self, &self->location, find_location (self), PROP_LOCATION);
}

static void
settle_lock_out (ToteReadings *self, const GError *error)
{
  if (tote_lock_out_settle (&self->lock_out, error, tote_clock_get_monotonic_time (self->clock),
                            get_schedule (self)->facts.pace))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOCK_OUT]);
}

/**
 * tote_readings_settle_failure:
 *
 * Brings “failure” and “lock-out” in line with the last answers.
 */
void
tote_readings_settle_failure (ToteReadings *self)
{
  const GError *error;

  g_return_if_fail (TOTE_IS_READINGS (self));

  error = find_failure (self);
  settle_lock_out (self, error);
  if (tote_failure_equal (self->failure, error))
    return;

  g_clear_error (&self->failure);
  self->failure = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
}

/**
 * tote_readings_settle_waits:
 *
 * Brings in line with the schedule when each part is asked for again.
 */
void
tote_readings_settle_waits (ToteReadings *self)
{
  ToteSchedule *schedule;
  gint64 held;

  g_return_if_fail (TOTE_IS_READINGS (self));

  schedule = get_schedule (self);
  held = tote_schedule_get_held (schedule, TOTE_RESOURCE_ORDER);
  if (schedule->facts.no_order_call)
    held = MIN (held, tote_schedule_get_held (schedule, TOTE_RESOURCE_HANDLING));
  settle_wait (self, TOTE_RESOURCE_ORDER, held, PROP_ASKS_AGAIN_AT);
  settle_wait (self, TOTE_RESOURCE_CHAT, get_refused_until (self, TOTE_RESOURCE_CHAT),
               PROP_CHAT_ASKS_AGAIN_AT);
  settle_wait (self, TOTE_RESOURCE_LOCATION, get_refused_until (self, TOTE_RESOURCE_LOCATION),
               PROP_LOCATION_ASKS_AGAIN_AT);
  settle_wait (self, TOTE_RESOURCE_ITEMS, get_refused_until (self, TOTE_RESOURCE_ITEMS),
               PROP_ITEMS_ASKS_AGAIN_AT);
}

/**
 * tote_readings_settle:
 *
 * Brings all that hangs on the clock in line with it.
 */
void
tote_readings_settle (ToteReadings *self)
{
  g_return_if_fail (TOTE_IS_READINGS (self));

  tote_readings_settle_waits (self);
  settle_items (self);
  settle_chat_age (self);
}

/**
 * tote_readings_get_seen:
 *
 * Returns: real µs at which @resource was last confirmed, 0 for never
 */
gint64
tote_readings_get_seen (ToteReadings *self, ToteResource resource)
{
  g_return_val_if_fail (TOTE_IS_READINGS (self), 0);

  return self->parts[resource].seen;
}

/**
 * tote_readings_get_known:
 *
 * Returns: whether the last answer of @resource that was taken over held something
 */
gboolean
tote_readings_get_known (ToteReadings *self, ToteResource resource)
{
  g_return_val_if_fail (TOTE_IS_READINGS (self), FALSE);

  return self->parts[resource].known;
}

/**
 * tote_readings_get_last_answer:
 *
 * Returns: real µs of the last good answer of any kind, 0 for never
 */
gint64
tote_readings_get_last_answer (ToteReadings *self)
{
  gint64 last = 0;

  g_return_val_if_fail (TOTE_IS_READINGS (self), 0);

  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    last = MAX (last, self->parts[i].seen);
  return last;
}

/**
 * tote_readings_get_failure:
 *
 * Returns: (nullable): why the order itself cannot be followed now
 */
const GError *
tote_readings_get_failure (ToteReadings *self)
{
  g_return_val_if_fail (TOTE_IS_READINGS (self), NULL);

  return self->failure;
}

/**
 * tote_readings_get_lock_out:
 *
 * Returns: (nullable): why the customer has to find a way in
 */
const GError *
tote_readings_get_lock_out (ToteReadings *self)
{
  g_return_val_if_fail (TOTE_IS_READINGS (self), NULL);

  return self->lock_out.error;
}

/**
 * tote_readings_get_chat:
 *
 * Returns: whether there is a chat
 */
ToteAvailability
tote_readings_get_chat (ToteReadings *self)
{
  g_return_val_if_fail (TOTE_IS_READINGS (self), TOTE_AVAILABILITY_UNKNOWN);

  return self->chat;
}

/**
 * tote_readings_get_location:
 *
 * Returns: whether there is a position
 */
ToteAvailability
tote_readings_get_location (ToteReadings *self)
{
  g_return_val_if_fail (TOTE_IS_READINGS (self), TOTE_AVAILABILITY_UNKNOWN);

  return self->location;
}

/**
 * tote_readings_get_location_asks_again_at:
 *
 * Returns: real µs at which the position, which the server refuses, is asked for again, if that is
 *   not soon; else 0
 */
gint64
tote_readings_get_location_asks_again_at (ToteReadings *self)
{
  g_return_val_if_fail (TOTE_IS_READINGS (self), 0);

  return self->parts[TOTE_RESOURCE_LOCATION].asks_again_at;
}
