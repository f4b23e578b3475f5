/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-clock.h"

#include <math.h>

/*
 * The time stories are told in: microseconds since 1970, running speed times as fast as the wall
 * clock, and able to jump and to stand still. Nothing ticks; whoever wants to know asks.
 *
 * What is written on the wire is wall time, so that at any speed a message is never stamped later
 * than the moment a client reads it. A manual clock stands still until it is advanced and is its
 * own wall clock: tests get the same stamps each time.
 */
struct _ToteSandboxClock {
  GObject parent_instance;

  gboolean manual;
  gboolean paused;
  double speed;
  gint64 anchor_story; /* the story time when the anchor was set */
  gint64 anchor_real;  /* the monotonic time when the anchor was set */
  gint64 wall_offset;  /* wall minus monotonic time, taken once: a set clock moves no story */
};

G_DEFINE_FINAL_TYPE (ToteSandboxClock, tote_sandbox_clock, G_TYPE_OBJECT)

static void
set_anchor (ToteSandboxClock *self)
{
  self->anchor_story = tote_sandbox_clock_get_now (self);
  self->anchor_real = g_get_monotonic_time ();
}

static void
tote_sandbox_clock_class_init (ToteSandboxClockClass *klass)
{
}

static void
tote_sandbox_clock_init (ToteSandboxClock *self)
{
  self->speed = 1;
  self->anchor_real = g_get_monotonic_time ();
  self->wall_offset = g_get_real_time () - self->anchor_real;
  self->anchor_story = self->anchor_real + self->wall_offset;
}

/**
 * tote_sandbox_clock_new:
 * @speed: how many times as fast as the wall clock, above zero
 *
 * Returns: (transfer full): a clock that shows the present and runs
 */
ToteSandboxClock *
tote_sandbox_clock_new (double speed)
{
  ToteSandboxClock *self = g_object_new (TOTE_TYPE_SANDBOX_CLOCK, NULL);

  self->speed = speed;
  return self;
}

/**
 * tote_sandbox_clock_new_manual:
 * @start: what it shows, in microseconds since 1970
 *
 * Returns: (transfer full): a clock that moves only with tote_sandbox_clock_advance()
 *
 * For tests: the story moves when they say so.
 */
ToteSandboxClock *
tote_sandbox_clock_new_manual (gint64 start)
{
  ToteSandboxClock *self = g_object_new (TOTE_TYPE_SANDBOX_CLOCK, NULL);

  self->manual = TRUE;
  self->anchor_story = start;
  return self;
}

/**
 * tote_sandbox_clock_get_now:
 *
 * Returns: the story time, in microseconds since 1970
 */
gint64
tote_sandbox_clock_get_now (ToteSandboxClock *self)
{
  g_return_val_if_fail (TOTE_IS_SANDBOX_CLOCK (self), 0);

  if (self->manual || self->paused)
    return self->anchor_story;

  return self->anchor_story +
         (gint64) llround ((double) (g_get_monotonic_time () - self->anchor_real) * self->speed);
}

/**
 * tote_sandbox_clock_get_wall:
 *
 * Returns: the wall time, in microseconds since 1970
 */
gint64
tote_sandbox_clock_get_wall (ToteSandboxClock *self)
{
  g_return_val_if_fail (TOTE_IS_SANDBOX_CLOCK (self), 0);

  return self->manual ? self->anchor_story : g_get_monotonic_time () + self->wall_offset;
}

/**
 * tote_sandbox_clock_to_wall:
 * @story: a story time
 *
 * Returns: the wall time at which that story time is or was shown, by the present speed
 */
gint64
tote_sandbox_clock_to_wall (ToteSandboxClock *self, gint64 story)
{
  gint64 ahead;

  g_return_val_if_fail (TOTE_IS_SANDBOX_CLOCK (self), 0);

  if (self->manual)
    return story;

  ahead = story - tote_sandbox_clock_get_now (self);
  return tote_sandbox_clock_get_wall (self) + (gint64) llround ((double) ahead / self->speed);
}

/**
 * tote_sandbox_clock_advance:
 * @microseconds: by how much the story time jumps, not below zero
 */
void
tote_sandbox_clock_advance (ToteSandboxClock *self, gint64 microseconds)
{
  g_return_if_fail (TOTE_IS_SANDBOX_CLOCK (self));
  g_return_if_fail (microseconds >= 0);

  self->anchor_story += microseconds;
}

/**
 * tote_sandbox_clock_get_speed:
 *
 * Returns: how many times as fast as the wall clock it runs when it runs
 */
double
tote_sandbox_clock_get_speed (ToteSandboxClock *self)
{
  g_return_val_if_fail (TOTE_IS_SANDBOX_CLOCK (self), 1);

  return self->speed;
}

/**
 * tote_sandbox_clock_set_speed:
 * @speed: the new speed, above zero; the time shown does not jump
 */
void
tote_sandbox_clock_set_speed (ToteSandboxClock *self, double speed)
{
  g_return_if_fail (TOTE_IS_SANDBOX_CLOCK (self));
  g_return_if_fail (speed > 0);

  set_anchor (self);
  self->speed = speed;
}

/**
 * tote_sandbox_clock_get_paused:
 *
 * Returns: whether the clock was stopped
 */
gboolean
tote_sandbox_clock_get_paused (ToteSandboxClock *self)
{
  g_return_val_if_fail (TOTE_IS_SANDBOX_CLOCK (self), FALSE);

  return self->paused;
}

/**
 * tote_sandbox_clock_set_paused:
 * @paused: whether the clock stands still; it goes on from where it stopped
 */
void
tote_sandbox_clock_set_paused (ToteSandboxClock *self, gboolean paused)
{
  g_return_if_fail (TOTE_IS_SANDBOX_CLOCK (self));

  set_anchor (self);
  self->paused = !!paused;
}
