/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-manual-clock.h"

typedef struct {
  guint id;
  gint64 at;
  GSourceFunc callback;
  gpointer user_data;
} Timer;

struct _ToteManualClock {
  ToteClock parent_instance;

  gint64 real;
  gint64 monotonic;
  guint last_id;
  guint n_wakings;
  gint64 woken_at;
  GArray *timers; /* of Timer, in the order in which they were added */
};

G_DEFINE_FINAL_TYPE (ToteManualClock, tote_manual_clock, TOTE_TYPE_CLOCK)

static gint64
get_real_time (ToteClock *clock)
{
  return TOTE_MANUAL_CLOCK (clock)->real;
}

static gint64
get_monotonic_time (ToteClock *clock)
{
  return TOTE_MANUAL_CLOCK (clock)->monotonic;
}

static guint
add_timer (ToteClock *clock, gint64 delay_us, GSourceFunc callback, gpointer user_data)
{
  ToteManualClock *self = TOTE_MANUAL_CLOCK (clock);
  Timer timer = { ++self->last_id, self->monotonic + MAX (delay_us, 0), callback, user_data };

  g_array_append_val (self->timers, timer);
  return timer.id;
}

static void
remove_timer (ToteClock *clock, guint id)
{
  ToteManualClock *self = TOTE_MANUAL_CLOCK (clock);

  for (guint i = 0; i < self->timers->len; i++) {
    if (g_array_index (self->timers, Timer, i).id == id) {
      g_array_remove_index (self->timers, i);
      return;
    }
  }
  g_assert_not_reached ();
}

/* The one that is due first, by @until at the latest. */
static gboolean
take_next (ToteManualClock *self, gint64 until, Timer *next)
{
  int best = -1;

  for (guint i = 0; i < self->timers->len; i++) {
    const Timer *timer = &g_array_index (self->timers, Timer, i);

    if (timer->at <= until &&
        (best < 0 || timer->at < g_array_index (self->timers, Timer, best).at))
      best = (int) i;
  }
  if (best < 0)
    return FALSE;
  *next = g_array_index (self->timers, Timer, best);
  self->n_wakings += next->at != self->woken_at;
  self->woken_at = next->at;
  g_array_remove_index (self->timers, (guint) best);
  return TRUE;
}

static void
move_to (ToteManualClock *self, gint64 monotonic)
{
  if (monotonic <= self->monotonic)
    return;
  self->real += monotonic - self->monotonic;
  self->monotonic = monotonic;
}

static void
finalize (GObject *object)
{
  g_array_unref (TOTE_MANUAL_CLOCK (object)->timers);

  G_OBJECT_CLASS (tote_manual_clock_parent_class)->finalize (object);
}

static void
tote_manual_clock_class_init (ToteManualClockClass *klass)
{
  ToteClockClass *clock_class = TOTE_CLOCK_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  clock_class->get_real_time = get_real_time;
  clock_class->get_monotonic_time = get_monotonic_time;
  clock_class->add_timer = add_timer;
  clock_class->remove_timer = remove_timer;
}

static void
tote_manual_clock_init (ToteManualClock *self)
{
  self->timers = g_array_new (FALSE, FALSE, sizeof (Timer));
  self->monotonic = G_USEC_PER_SEC;
}

/**
 * tote_manual_clock_new:
 * @real_us: what the wall clock says at the beginning
 */
ToteManualClock *
tote_manual_clock_new (gint64 real_us)
{
  ToteManualClock *self = g_object_new (TOTE_TYPE_MANUAL_CLOCK, NULL);

  self->real = real_us;
  return self;
}

/**
 * tote_manual_clock_advance:
 *
 * Lets @us pass, and fires what is due on the way.
 */
void
tote_manual_clock_advance (ToteManualClock *self, gint64 us)
{
  gint64 until = self->monotonic + us;
  Timer next;

  while (take_next (self, until, &next)) {
    move_to (self, next.at);
    next.callback (next.user_data);
  }
  move_to (self, until);
}

/**
 * tote_manual_clock_step:
 * @until: monotonic time
 *
 * Goes on to the next timer and fires it, or to @until if none is due by then.
 *
 * Returns: whether one was
 */
gboolean
tote_manual_clock_step (ToteManualClock *self, gint64 until)
{
  Timer next;

  if (!take_next (self, until, &next)) {
    move_to (self, until);
    return FALSE;
  }
  move_to (self, next.at);
  next.callback (next.user_data);
  return TRUE;
}

/**
 * tote_manual_clock_jump:
 *
 * Sets the wall clock forward or back; no time passes.
 */
void
tote_manual_clock_jump (ToteManualClock *self, gint64 us)
{
  self->real += us;
}

guint
tote_manual_clock_get_n_timers (ToteManualClock *self)
{
  return self->timers->len;
}

/**
 * tote_manual_clock_get_n_wakings:
 *
 * Returns: how many moments there were so far at which something was due
 */
guint
tote_manual_clock_get_n_wakings (ToteManualClock *self)
{
  return self->n_wakings;
}
