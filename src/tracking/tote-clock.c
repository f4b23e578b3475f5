/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-clock.h"

#include "tote-timers.h"

typedef struct {
  ToteTimers *timers; /* (owned) */
} ToteClockPrivate;

/* The base class is the machine's own clock; tests derive one that stands still. */
G_DEFINE_TYPE_WITH_PRIVATE (ToteClock, tote_clock, G_TYPE_OBJECT)

static ToteTimers *
get_timers (ToteClock *self)
{
  return ((ToteClockPrivate *) tote_clock_get_instance_private (self))->timers;
}

static gint64
tote_clock_real_get_real_time (ToteClock *self)
{
  return g_get_real_time ();
}

static gint64
tote_clock_real_get_monotonic_time (ToteClock *self)
{
  return g_get_monotonic_time ();
}

static guint
tote_clock_real_add_timer (ToteClock *self, gint64 delay_us, GSourceFunc callback,
                           gpointer user_data)
{
  return tote_timers_add (get_timers (self), delay_us, callback, user_data);
}

static void
tote_clock_real_remove_timer (ToteClock *self, guint id)
{
  tote_timers_remove (get_timers (self), id);
}

static void
tote_clock_finalize (GObject *object)
{
  tote_timers_free (get_timers (TOTE_CLOCK (object)));

  G_OBJECT_CLASS (tote_clock_parent_class)->finalize (object);
}

static void
tote_clock_class_init (ToteClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_clock_finalize;
  klass->get_real_time = tote_clock_real_get_real_time;
  klass->get_monotonic_time = tote_clock_real_get_monotonic_time;
  klass->add_timer = tote_clock_real_add_timer;
  klass->remove_timer = tote_clock_real_remove_timer;
}

static void
tote_clock_init (ToteClock *self)
{
  ToteClockPrivate *priv = tote_clock_get_instance_private (self);

  priv->timers = tote_timers_new (NULL);
}

/**
 * tote_clock_get_default:
 *
 * Returns: (transfer none): the machine's clock
 */
ToteClock *
tote_clock_get_default (void)
{
  static ToteClock *clock;

  if (clock == NULL)
    clock = g_object_new (TOTE_TYPE_CLOCK, NULL);
  return clock;
}

/**
 * tote_clock_get_real_time:
 *
 * Returns: microseconds since 1970, UTC; may jump
 */
gint64
tote_clock_get_real_time (ToteClock *self)
{
  g_return_val_if_fail (TOTE_IS_CLOCK (self), 0);

  return TOTE_CLOCK_GET_CLASS (self)->get_real_time (self);
}

/**
 * tote_clock_get_monotonic_time:
 *
 * Returns: microseconds since some moment in the past; never jumps, stands still in suspend
 */
gint64
tote_clock_get_monotonic_time (ToteClock *self)
{
  g_return_val_if_fail (TOTE_IS_CLOCK (self), 0);

  return TOTE_CLOCK_GET_CLASS (self)->get_monotonic_time (self);
}

/**
 * tote_clock_add_timer:
 * @delay_us: microseconds from now; never fires earlier
 * @callback: called once, its return value does not count
 *
 * Returns: an id for tote_clock_clear_timer(), not valid any more once the callback runs
 */
guint
tote_clock_add_timer (ToteClock *self, gint64 delay_us, GSourceFunc callback, gpointer user_data)
{
  g_return_val_if_fail (TOTE_IS_CLOCK (self), 0);
  g_return_val_if_fail (callback != NULL, 0);

  return TOTE_CLOCK_GET_CLASS (self)->add_timer (self, delay_us, callback, user_data);
}

/**
 * tote_clock_clear_timer:
 * @self: (nullable): %NULL only where @id is 0
 * @id: (inout): of a timer that has not fired, or 0 for none; 0 afterwards
 */
void
tote_clock_clear_timer (ToteClock *self, guint *id)
{
  g_return_if_fail (id != NULL);

  if (*id == 0)
    return;

  g_return_if_fail (TOTE_IS_CLOCK (self));

  TOTE_CLOCK_GET_CLASS (self)->remove_timer (self, *id);
  *id = 0;
}
