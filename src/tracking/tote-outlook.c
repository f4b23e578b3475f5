/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-outlook.h"

#include "tote-archive-records.h"
#include "tote-time.h"
#include "tote-tracking-enums.h"
#include "tote-zone.h"

#define STALE_AFTER (30 * G_USEC_PER_SEC)
#define GONE_AFTER (5 * 60 * G_USEC_PER_SEC)
#define NEAR_BEFORE (10 * 60 * G_USEC_PER_SEC)
#define ENDING_BEFORE (G_GINT64_CONSTANT (60) * 60 * G_USEC_PER_SEC)

#define MINUTE G_TIME_SPAN_MINUTE

/* What is left of a slot is told by the minute only when that makes a difference. */
#define COARSE_FROM 30
#define COARSE_STEP 5

/* Each answer has what is left looked at too: the clock alone wakes nobody for it before then. */
#define LEFT_PATIENCE (10 * G_USEC_PER_SEC)

/* A slot of which more is left than this is no wait that anybody counts, in minutes. */
#define LEFT_MAX (12 * 60)

struct _ToteOutlook {
  GObject parent_instance;

  ToteOrder *order; /* (owned) */
  ToteClock *clock; /* (owned) */

  gint64 position_seen; /* real µs, 0 for never */
  gint64 ended_at;      /* real µs, 0 while it has not */
  gint64 heard_at;      /* monotonic µs: the last good answer, or when asking began */
  gint64 patience;      /* µs of silence that are as usual, 0 when no answer is expected */

  ToteFreshness position_age;
  ToteLateness late;
  int minutes_left; /* of the slot, -1 when that is not told */
  gboolean online;
  gboolean chat_ending;
  gboolean expired;
  GDateTime *today; /* (owned) (nullable): before anybody asked */
  guint timer;
};

G_DEFINE_FINAL_TYPE (ToteOutlook, tote_outlook, G_TYPE_OBJECT)

typedef enum {
  PROP_POSITION_AGE = 1,
  PROP_LATE,
  PROP_MINUTES_LEFT,
  PROP_ONLINE,
  PROP_CHAT_ENDING,
  PROP_EXPIRED,
  PROP_TODAY,
} ToteOutlookProperty;

static GParamSpec *props[PROP_TODAY + 1];

/* An order that is ready lies and waits for the customer: it is not late. */
static gboolean
can_be_late (ToteOrder *order)
{
  switch (tote_order_get_stage (order)) {
  case TOTE_STAGE_READY:
  case TOTE_STAGE_HANDING_OVER:
  case TOTE_STAGE_DELIVERED:
  case TOTE_STAGE_CANCELED:
    return FALSE;
  case TOTE_STAGE_UNKNOWN:
  case TOTE_STAGE_RECEIVED:
  case TOTE_STAGE_SHOPPING:
  case TOTE_STAGE_REVIEW:
  case TOTE_STAGE_PACKED:
  case TOTE_STAGE_DELIVERING:
  default:
    return tote_order_get_state (order) != NULL;
  }
}

/* Each of these finds out how things stand, and returns for how long, in µs, that stays so. */

/* A wall clock that was set back makes nothing younger than new. */
static gint64
settle_position_age (ToteOutlook *self)
{
  gint64 now = tote_clock_get_real_time (self->clock);
  gint64 age = self->position_seen == 0 ? -1 : MAX (now - self->position_seen, 0);
  ToteFreshness position_age = tote_freshness_from_age (age);

  if (self->position_age != position_age) {
    self->position_age = position_age;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_POSITION_AGE]);
  }

  if (age < 0 || age > GONE_AFTER)
    return G_MAXINT64;
  return (age <= STALE_AFTER ? STALE_AFTER : GONE_AFTER) - age + 1;
}

static gint64
settle_late (ToteOutlook *self)
{
  gint64 now = tote_clock_get_real_time (self->clock);
  GDateTime *slot_ends_at = tote_order_get_window_ends_at (self->order);
  gint64 ends_at =
      slot_ends_at != NULL && can_be_late (self->order) ? tote_time_to_us (slot_ends_at) : 0;
  ToteLateness late = tote_lateness_from_slot (ends_at, now);

  if (self->late != late) {
    self->late = late;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LATE]);
  }

  if (ends_at == 0 || late == TOTE_LATENESS_PAST)
    return G_MAXINT64;
  return (late == TOTE_LATENESS_NO ? ends_at - NEAR_BEFORE : ends_at) - now;
}

/* For how many minutes the customer may still wait, or come. */
static gboolean
is_awaited (ToteOrder *order)
{
  ToteStage stage = tote_order_get_stage (order);

  return tote_order_get_state (order) != NULL && !tote_stage_is_final (stage) &&
         stage != TOTE_STAGE_HANDING_OVER;
}

static int
round_minutes (int minutes)
{
  return minutes > COARSE_FROM ? minutes / COARSE_STEP * COARSE_STEP : minutes;
}

static gint64
settle_minutes_left (ToteOutlook *self)
{
  gint64 now = tote_clock_get_real_time (self->clock);
  GDateTime *starts_at = tote_order_get_window_starts_at (self->order);
  GDateTime *ends_at = tote_order_get_window_ends_at (self->order);
  gint64 before = starts_at != NULL ? tote_time_to_us (starts_at) - now : 0;
  gint64 left = ends_at != NULL && is_awaited (self->order) ? tote_time_to_us (ends_at) - now : 0;
  gboolean told = before <= 0 && left >= MINUTE && left < (LEFT_MAX + 1) * MINUTE;
  int minutes_left = told ? round_minutes ((int) (left / MINUTE)) : -1;

  if (self->minutes_left != minutes_left) {
    self->minutes_left = minutes_left;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MINUTES_LEFT]);
  }

  if (told)
    return left - minutes_left * MINUTE + 1 + LEFT_PATIENCE;
  if (left < MINUTE)
    return G_MAXINT64;
  return MAX (before, left - (LEFT_MAX + 1) * MINUTE + 1);
}

static gint64
settle_online (ToteOutlook *self)
{
  gint64 silence = tote_clock_get_monotonic_time (self->clock) - self->heard_at;
  gboolean online = self->patience == 0 || silence <= self->patience;

  if (self->online != online) {
    self->online = online;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ONLINE]);
  }

  return self->patience == 0 || !online ? G_MAXINT64 : self->patience - silence + 1;
}

static gint64
settle_expired (ToteOutlook *self)
{
  gint64 age = tote_clock_get_real_time (self->clock) - self->ended_at;
  gboolean expired = self->ended_at != 0 && age >= TOTE_KEEP_PEOPLE;
  gboolean chat_ending = self->ended_at != 0 && !expired && age >= TOTE_KEEP_PEOPLE - ENDING_BEFORE;

  if (self->chat_ending != chat_ending) {
    self->chat_ending = chat_ending;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHAT_ENDING]);
  }
  if (self->expired != expired) {
    self->expired = expired;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXPIRED]);
  }

  if (self->ended_at == 0 || expired)
    return G_MAXINT64;
  return TOTE_KEEP_PEOPLE - age - (chat_ending ? 0 : ENDING_BEFORE);
}

/* The present, where the order is. */
static GDateTime *
get_present (ToteOutlook *self)
{
  GTimeZone *zone = tote_order_get_time_zone (self->order);
  g_autoptr (GDateTime) utc = tote_time_from_us (tote_clock_get_real_time (self->clock));

  return zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
}

static gboolean
is_same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b) &&
         tote_zone_equal (g_date_time_get_timezone (a), g_date_time_get_timezone (b));
}

/* Where midnight does not exist because summer begins then, the day begins at one. */
static gint64
get_rest_of_day (GDateTime *present)
{
  g_autoptr (GDateTime) next = g_date_time_add_days (present, 1);
  g_autoptr (GDateTime) midnight =
      g_date_time_new (g_date_time_get_timezone (present), g_date_time_get_year (next),
                       g_date_time_get_month (next), g_date_time_get_day_of_month (next), 0, 0, 0);

  return g_date_time_difference (midnight, present);
}

static gint64
settle_today (ToteOutlook *self)
{
  g_autoptr (GDateTime) before = NULL;
  g_autoptr (GDateTime) present = get_present (self);
  gint64 rest = get_rest_of_day (present);

  if (self->today != NULL && is_same_day (self->today, present))
    return rest;

  before = g_steal_pointer (&self->today);
  self->today = g_steal_pointer (&present);
  if (before != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TODAY]);

  return rest;
}

static gboolean
on_timer (gpointer user_data)
{
  g_autoptr (ToteOutlook) self = g_object_ref (user_data);

  self->timer = 0;
  tote_outlook_update (self);
  return G_SOURCE_REMOVE;
}

static void
tote_outlook_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteOutlook *self = TOTE_OUTLOOK (object);

  switch ((ToteOutlookProperty) id) {
  case PROP_POSITION_AGE:
    g_value_set_enum (value, (int) self->position_age);
    break;
  case PROP_LATE:
    g_value_set_enum (value, (int) self->late);
    break;
  case PROP_MINUTES_LEFT:
    g_value_set_int (value, self->minutes_left);
    break;
  case PROP_ONLINE:
    g_value_set_boolean (value, self->online);
    break;
  case PROP_CHAT_ENDING:
    g_value_set_boolean (value, self->chat_ending);
    break;
  case PROP_EXPIRED:
    g_value_set_boolean (value, self->expired);
    break;
  case PROP_TODAY:
    g_value_set_boxed (value, tote_outlook_get_today (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_outlook_dispose (GObject *object)
{
  ToteOutlook *self = TOTE_OUTLOOK (object);

  if (self->clock != NULL)
    tote_outlook_stop (self);
  g_clear_object (&self->order);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tote_outlook_parent_class)->dispose (object);
}

static void
tote_outlook_finalize (GObject *object)
{
  ToteOutlook *self = TOTE_OUTLOOK (object);

  g_clear_pointer (&self->today, g_date_time_unref);

  G_OBJECT_CLASS (tote_outlook_parent_class)->finalize (object);
}

static void
tote_outlook_class_init (ToteOutlookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_outlook_get_property;
  object_class->dispose = tote_outlook_dispose;
  object_class->finalize = tote_outlook_finalize;

  props[PROP_POSITION_AGE] = g_param_spec_enum ("position-age", NULL, NULL, TOTE_TYPE_FRESHNESS,
                                                TOTE_FRESHNESS_NONE, flags);
  props[PROP_LATE] =
      g_param_spec_enum ("late", NULL, NULL, TOTE_TYPE_LATENESS, TOTE_LATENESS_NO, flags);
  props[PROP_MINUTES_LEFT] = g_param_spec_int ("minutes-left", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, flags);
  props[PROP_CHAT_ENDING] = g_param_spec_boolean ("chat-ending", NULL, NULL, FALSE, flags);
  props[PROP_EXPIRED] = g_param_spec_boolean ("expired", NULL, NULL, FALSE, flags);
  props[PROP_TODAY] = g_param_spec_boxed ("today", NULL, NULL, G_TYPE_DATE_TIME, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_outlook_init (ToteOutlook *self)
{
  self->online = TRUE;
  self->minutes_left = -1;
}

/**
 * tote_outlook_new:
 *
 * Returns: (transfer full): an outlook that stands still before tote_outlook_update()
 */
ToteOutlook *
tote_outlook_new (ToteOrder *order, ToteClock *clock)
{
  ToteOutlook *self;

  g_return_val_if_fail (TOTE_IS_ORDER (order), NULL);
  g_return_val_if_fail (TOTE_IS_CLOCK (clock), NULL);

  self = g_object_new (TOTE_TYPE_OUTLOOK, NULL);
  self->order = g_object_ref (order);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * tote_outlook_set_position_seen:
 * @seen_at: real µs at which the shopper's position was last confirmed, 0 for never; counts from
 *   the next tote_outlook_update() on, as the others do
 */
void
tote_outlook_set_position_seen (ToteOutlook *self, gint64 seen_at)
{
  g_return_if_fail (TOTE_IS_OUTLOOK (self));

  self->position_seen = seen_at;
}

/**
 * tote_outlook_set_ended_at:
 * @ended_at: real µs at which the end of the order was seen, 0 while it has not ended
 */
void
tote_outlook_set_ended_at (ToteOutlook *self, gint64 ended_at)
{
  g_return_if_fail (TOTE_IS_OUTLOOK (self));

  self->ended_at = ended_at;
}

/**
 * tote_outlook_set_heard:
 * @heard_at: monotonic µs of the last good answer, or of when asking began
 * @patience: for how long, in µs, hearing nothing is as usual; 0 when no answer is expected
 */
void
tote_outlook_set_heard (ToteOutlook *self, gint64 heard_at, gint64 patience)
{
  g_return_if_fail (TOTE_IS_OUTLOOK (self));

  self->heard_at = heard_at;
  self->patience = patience;
}

/* Each says what it can by now, and in how long there may be more to say. */
static gint64 (*const settlers[]) (ToteOutlook *self) = {
  settle_expired,      settle_position_age, settle_late,
  settle_minutes_left, settle_online,       settle_today,
};

/**
 * tote_outlook_update:
 *
 * Works out what the passing of time means by now, and comes back when that changes next.
 */
void
tote_outlook_update (ToteOutlook *self)
{
  gint64 rest = G_MAXINT64;

  g_return_if_fail (TOTE_IS_OUTLOOK (self));

  for (guint i = 0; i < G_N_ELEMENTS (settlers); i++) {
    const gint64 settled = settlers[i](self);

    rest = MIN (rest, settled);
  }

  tote_outlook_stop (self);
  self->timer = tote_clock_add_timer (self->clock, rest, on_timer, self);
}

/**
 * tote_outlook_stop:
 *
 * Leaves things as they stand.
 */
void
tote_outlook_stop (ToteOutlook *self)
{
  g_return_if_fail (TOTE_IS_OUTLOOK (self));

  tote_clock_clear_timer (self->clock, &self->timer);
}

/**
 * tote_outlook_get_position_age:
 *
 * Returns: how fresh the shopper’s position is
 */
ToteFreshness
tote_outlook_get_position_age (ToteOutlook *self)
{
  g_return_val_if_fail (TOTE_IS_OUTLOOK (self), TOTE_FRESHNESS_NONE);

  return self->position_age;
}

/**
 * tote_outlook_get_late:
 *
 * Returns: how the slot’s end stands to the clock
 */
ToteLateness
tote_outlook_get_late (ToteOutlook *self)
{
  g_return_val_if_fail (TOTE_IS_OUTLOOK (self), TOTE_LATENESS_NO);

  return self->late;
}

/**
 * tote_outlook_get_online:
 *
 * Returns: whether there was an answer lately
 */
gboolean
tote_outlook_get_online (ToteOutlook *self)
{
  g_return_val_if_fail (TOTE_IS_OUTLOOK (self), FALSE);

  return self->online;
}

/**
 * tote_outlook_get_chat_ending:
 *
 * Returns: whether what was said can be read for an hour more at most
 */
gboolean
tote_outlook_get_chat_ending (ToteOutlook *self)
{
  g_return_val_if_fail (TOTE_IS_OUTLOOK (self), FALSE);

  return self->chat_ending;
}

/**
 * tote_outlook_get_expired:
 *
 * Returns: whether chat and people have to be forgotten
 */
gboolean
tote_outlook_get_expired (ToteOutlook *self)
{
  g_return_val_if_fail (TOTE_IS_OUTLOOK (self), FALSE);

  return self->expired;
}

/**
 * tote_outlook_get_today:
 *
 * Returns: (transfer none): a moment of the day that it is where the order is, in its zone
 */
GDateTime *
tote_outlook_get_today (ToteOutlook *self)
{
  g_return_val_if_fail (TOTE_IS_OUTLOOK (self), NULL);

  if (self->today == NULL)
    settle_today (self);
  return self->today;
}

/**
 * tote_freshness_from_age:
 * @age_us: since the fact was last confirmed; negative for never
 *
 * Returns: what the fact is still worth (design 3)
 *
 * For tests: the table of ages, without an order that ages.
 */
ToteFreshness
tote_freshness_from_age (gint64 age_us)
{
  if (age_us < 0)
    return TOTE_FRESHNESS_NONE;
  if (age_us <= STALE_AFTER)
    return TOTE_FRESHNESS_LIVE;
  return age_us <= GONE_AFTER ? TOTE_FRESHNESS_STALE : TOTE_FRESHNESS_GONE;
}

/**
 * tote_lateness_from_slot:
 * @ends_at_us: real time of the slot's end; 0 for unknown
 *
 * Returns: whether the end of the slot is near or past
 *
 * For tests: the table of slots, without an order that is late.
 */
ToteLateness
tote_lateness_from_slot (gint64 ends_at_us, gint64 now_us)
{
  if (ends_at_us == 0 || now_us < ends_at_us - NEAR_BEFORE)
    return TOTE_LATENESS_NO;
  return now_us < ends_at_us ? TOTE_LATENESS_NEAR : TOTE_LATENESS_PAST;
}
