/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-position-text.h"

#include "tote-words.h"

#include <glib/gi18n-lib.h>

/* How often an age of less than a minute is told anew. A label that changes costs a frame, so not
 * every second. */
#define TICK_US (5 * G_USEC_PER_SEC)
#define MINUTE_US (60 * G_USEC_PER_SEC)

/* As long as a question and its answer take that come every few seconds: words that count up to the
 * next answer and back would be drawn again and again, and say nothing. */
#define FRESH_US (8 * G_USEC_PER_SEC)

/* What makes a difference to those who listen, in metres. */
#define SPOKEN_STEP 500

struct _TotePositionText {
  GObject parent_instance;

  ToteTracker *tracker; /* (owned) */
  char *text;           /* (owned) */
  char *spoken;         /* (owned) */
  int told;             /* what @spoken is about, see get_matter() */
  guint timer;
};

G_DEFINE_FINAL_TYPE (TotePositionText, tote_position_text, G_TYPE_OBJECT)

typedef enum {
  PROP_TRACKER = 1,
  PROP_TEXT,
  PROP_SPOKEN,
} TotePositionTextProperty;

static GParamSpec *props[PROP_SPOKEN + 1];

static void update (TotePositionText *self);

/* What the store keeps to itself, and when it is asked about it again. */
static char *
describe_refusal (TotePositionText *self)
{
  const char *text = _ ("The store does not tell where the order is.");
  g_autofree char *again =
      tote_words_asks_again (tote_tracker_get_location_asks_again_at (self->tracker),
                             tote_tracker_get_today (self->tracker));

  return again != NULL ? g_strdup_printf ("%s %s.", text, again) : g_strdup (text);
}

static gint64
get_age (TotePositionText *self)
{
  gint64 now = tote_clock_get_real_time (tote_tracker_get_clock (self->tracker));

  return MAX (now - tote_tracker_get_seen (self->tracker, TOTE_RESOURCE_LOCATION), 0);
}

/* Until the words about an age are others, or nearly so. */
static gint64
get_rest (gint64 age)
{
  if (age < FRESH_US)
    return FRESH_US - age;

  return age < MINUTE_US ? TICK_US : MINUTE_US - age % MINUTE_US;
}

static char *
describe (TotePositionText *self)
{
  gint64 seen = get_age (self);
  double metres = tote_tracker_get_distance (self->tracker);
  g_autofree char *age = tote_words_age (seen < FRESH_US ? 0 : seen);
  g_autofree char *away = metres >= 0 ? tote_words_away (metres) : NULL;

  if (tote_tracker_get_location (self->tracker) == TOTE_AVAILABILITY_OFF)
    return describe_refusal (self);

  switch (tote_tracker_get_position_age (self->tracker)) {
  case TOTE_FRESHNESS_LIVE:
  case TOTE_FRESHNESS_STALE:
    if (away != NULL)
      /* Translators: how far the shopper is, such as “2.1 mi away”, and when the position was
       * last seen. */
      return g_strdup_printf (_ ("%s · seen %s"), away, age);
    /* Translators: when the position was last seen, such as “4 s ago”. */
    return g_strdup_printf (_ ("Seen %s"), age);
  case TOTE_FRESHNESS_GONE:
    /* Translators: when the position was last seen, such as “4 min ago”. */
    return g_strdup_printf (_ ("Position not known now · last seen %s"), age);
  case TOTE_FRESHNESS_NONE:
  default:
    return g_strdup (_ ("Position not known yet"));
  }
}

static gboolean
is_wanted (TotePositionText *self)
{
  ToteOrder *order = tote_tracker_get_order (self->tracker);

  return tote_order_get_stage (order) == TOTE_STAGE_DELIVERING &&
         tote_order_get_fulfillment (order) != TOTE_FULFILLMENT_PICKUP;
}

/* What the words are about for those who listen: how fresh the position is, and which half
 * kilometre. Of an age that grows they hear once. */
static int
get_matter (TotePositionText *self)
{
  ToteFreshness freshness = tote_tracker_get_position_age (self->tracker);
  double metres = tote_tracker_get_distance (self->tracker);
  int step = tote_words_is_at_door (metres) ? 1 : (int) (metres / SPOKEN_STEP) + 2;

  if (!is_wanted (self) || freshness == TOTE_FRESHNESS_NONE)
    return -1;
  if (freshness == TOTE_FRESHNESS_GONE)
    return 0;

  return step * 2 + (freshness == TOTE_FRESHNESS_STALE);
}

static char *
describe_spoken (TotePositionText *self)
{
  double metres = tote_tracker_get_distance (self->tracker);

  if (tote_tracker_get_position_age (self->tracker) == TOTE_FRESHNESS_LIVE && metres >= 0)
    return tote_words_away (metres);

  return describe (self);
}

static void
update_spoken (TotePositionText *self)
{
  int matter = get_matter (self);

  if (self->told == matter)
    return;

  self->told = matter;
  g_free (self->spoken);
  self->spoken = matter < 0 ? g_strdup ("") : describe_spoken (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SPOKEN]);
}

static gboolean
on_tick (gpointer user_data)
{
  TotePositionText *self = user_data;

  self->timer = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
stop_clock (TotePositionText *self)
{
  if (self->tracker != NULL)
    tote_clock_clear_timer (tote_tracker_get_clock (self->tracker), &self->timer);
}

static void
run_clock (TotePositionText *self)
{
  ToteClock *clock = tote_tracker_get_clock (self->tracker);
  ToteFreshness age = tote_tracker_get_position_age (self->tracker);
  gboolean wanted =
      is_wanted (self) && age != TOTE_FRESHNESS_NONE && tote_tracker_get_shown (self->tracker);

  stop_clock (self);
  if (wanted)
    self->timer = tote_clock_add_timer (clock, get_rest (get_age (self)), on_tick, self);
}

static void
update (TotePositionText *self)
{
  g_autofree char *text = is_wanted (self) ? describe (self) : g_strdup ("");

  run_clock (self);
  update_spoken (self);
  if (g_strcmp0 (text, self->text) == 0)
    return;

  g_free (self->text);
  self->text = g_steal_pointer (&text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

static void
tote_position_text_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TotePositionText *self = TOTE_POSITION_TEXT (object);

  switch ((TotePositionTextProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, self->tracker);
    break;
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  case PROP_SPOKEN:
    g_value_set_string (value, self->spoken);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_position_text_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TotePositionText *self = TOTE_POSITION_TEXT (object);

  switch ((TotePositionTextProperty) id) {
  case PROP_TRACKER:
    self->tracker = g_value_dup_object (value);
    break;
  case PROP_TEXT:
  case PROP_SPOKEN:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_position_text_constructed (GObject *object)
{
  static const char *const signals[] = { "notify::position-age", "notify::distance",
                                         "notify::location", "notify::location-asks-again-at",
                                         "notify::shown" };
  TotePositionText *self = TOTE_POSITION_TEXT (object);

  G_OBJECT_CLASS (tote_position_text_parent_class)->constructed (object);

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->tracker, signals[i], G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_tracker_get_order (self->tracker), "notify::stage",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
tote_position_text_dispose (GObject *object)
{
  TotePositionText *self = TOTE_POSITION_TEXT (object);

  if (self->tracker != NULL)
    stop_clock (self);
  g_clear_object (&self->tracker);

  G_OBJECT_CLASS (tote_position_text_parent_class)->dispose (object);
}

static void
tote_position_text_finalize (GObject *object)
{
  TotePositionText *self = TOTE_POSITION_TEXT (object);

  g_free (self->text);
  g_free (self->spoken);

  G_OBJECT_CLASS (tote_position_text_parent_class)->finalize (object);
}

static void
tote_position_text_class_init (TotePositionTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tote_position_text_get_property;
  object_class->set_property = tote_position_text_set_property;
  object_class->constructed = tote_position_text_constructed;
  object_class->dispose = tote_position_text_dispose;
  object_class->finalize = tote_position_text_finalize;

  props[PROP_TRACKER] =
      g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_TEXT] =
      g_param_spec_string ("text", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SPOKEN] =
      g_param_spec_string ("spoken", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_position_text_init (TotePositionText *self)
{
  self->text = g_strdup ("");
  self->spoken = g_strdup ("");
  self->told = -1;
}

/**
 * tote_position_text_new:
 * @tracker: follows the order
 *
 * Returns: (transfer full): the words about its shopper's position
 */
TotePositionText *
tote_position_text_new (ToteTracker *tracker)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (tracker), NULL);

  return g_object_new (TOTE_TYPE_POSITION_TEXT, "tracker", tracker, NULL);
}

/**
 * tote_position_text_get_spoken:
 *
 * Returns: the words for those who listen, which change with each half kilometre and with how fresh
 *     the position is; empty when there is nothing to tell
 */
const char *
tote_position_text_get_spoken (TotePositionText *self)
{
  g_return_val_if_fail (TOTE_IS_POSITION_TEXT (self), NULL);

  return self->spoken;
}
