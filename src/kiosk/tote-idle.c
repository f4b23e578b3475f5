/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-idle.h"

/* How long before the end it is said (WCAG 2.2.1: at least 20 s, and one touch is enough). */
#define WARNING_SECONDS 20

struct _ToteIdle {
  GObject parent_instance;

  ToteClock *clock; /* (owned) */
  guint seconds;
  guint warning;
  gint64 touched_at; /* monotonic µs */
  guint timer;       /* 0 while stopped */
  gboolean running;
  gboolean held; /* a finger is on the screen */
};

G_DEFINE_FINAL_TYPE (ToteIdle, tote_idle, G_TYPE_OBJECT)

typedef enum {
  PROP_WARNING = 1,
} ToteIdleProperty;

static GParamSpec *props[PROP_WARNING + 1];
static guint left_signal;

static void
set_warning (ToteIdle *self, guint warning)
{
  if (self->warning == warning)
    return;

  self->warning = warning;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WARNING]);
}

static gboolean on_timer (gpointer user_data);

static void
wait (ToteIdle *self, gint64 us)
{
  tote_clock_clear_timer (self->clock, &self->timer);
  self->timer = tote_clock_add_timer (self->clock, us, on_timer, self);
}

/* Until the warning in one go, then from second to second. */
static void
go_on (ToteIdle *self)
{
  const gint64 end = self->touched_at + (gint64) self->seconds * G_USEC_PER_SEC;
  const gint64 rest = end - tote_clock_get_monotonic_time (self->clock);
  const gint64 quiet = rest - WARNING_SECONDS * G_USEC_PER_SEC;

  if (quiet > 0) {
    set_warning (self, 0);
    wait (self, quiet);
  } else if (rest > 0) {
    set_warning (self, (guint) ((rest + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC));
    wait (self, (rest - 1) % G_USEC_PER_SEC + 1);
  } else {
    tote_idle_stop (self);
    g_signal_emit (self, left_signal, 0);
  }
}

static gboolean
on_timer (gpointer user_data)
{
  ToteIdle *self = user_data;

  self->timer = 0;
  if (self->held)
    tote_idle_start (self);
  else
    go_on (self);

  return G_SOURCE_REMOVE;
}

static void
tote_idle_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteIdleProperty) id) {
  case PROP_WARNING:
    g_value_set_uint (value, TOTE_IDLE (object)->warning);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_idle_dispose (GObject *object)
{
  tote_idle_stop (TOTE_IDLE (object));

  G_OBJECT_CLASS (tote_idle_parent_class)->dispose (object);
}

static void
tote_idle_finalize (GObject *object)
{
  g_object_unref (TOTE_IDLE (object)->clock);

  G_OBJECT_CLASS (tote_idle_parent_class)->finalize (object);
}

static void
tote_idle_class_init (ToteIdleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tote_idle_get_property;
  object_class->dispose = tote_idle_dispose;
  object_class->finalize = tote_idle_finalize;

  props[PROP_WARNING] = g_param_spec_uint ("warning", NULL, NULL, 0, G_MAXUINT, 0,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  left_signal =
      g_signal_new ("left", TOTE_TYPE_IDLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tote_idle_init (ToteIdle *self)
{
}

/**
 * tote_idle_new:
 * @clock: what time is measured by
 * @seconds: after how many without a touch nobody is there any more
 *
 * Returns: (transfer full): a watch that does not run yet
 */
ToteIdle *
tote_idle_new (ToteClock *clock, guint seconds)
{
  ToteIdle *self;

  g_return_val_if_fail (TOTE_IS_CLOCK (clock), NULL);

  self = g_object_new (TOTE_TYPE_IDLE, NULL);
  self->clock = g_object_ref (clock);
  self->seconds = seconds;

  return self;
}

/**
 * tote_idle_start:
 *
 * Begins to count, or begins anew.
 */
void
tote_idle_start (ToteIdle *self)
{
  g_return_if_fail (TOTE_IS_IDLE (self));

  self->running = TRUE;
  self->touched_at = tote_clock_get_monotonic_time (self->clock);
  go_on (self);
}

/**
 * tote_idle_stop:
 *
 * Counts no more.
 */
void
tote_idle_stop (ToteIdle *self)
{
  g_return_if_fail (TOTE_IS_IDLE (self));

  tote_clock_clear_timer (self->clock, &self->timer);
  self->running = FALSE;
  set_warning (self, 0);
}

/**
 * tote_idle_touch:
 *
 * Somebody did something. Nothing happens while it does not run.
 */
void
tote_idle_touch (ToteIdle *self)
{
  g_return_if_fail (TOTE_IS_IDLE (self));

  if (self->running)
    tote_idle_start (self);
}

/**
 * tote_idle_hold:
 * @held: whether a finger or a button is down
 *
 * Nobody has left whose finger is on the screen.
 */
void
tote_idle_hold (ToteIdle *self, gboolean held)
{
  g_return_if_fail (TOTE_IS_IDLE (self));

  self->held = held;
  if (self->running)
    tote_idle_start (self);
}

/**
 * tote_idle_get_warning:
 *
 * Returns: how many seconds are left, 0 while there is no need to say so
 */
guint
tote_idle_get_warning (ToteIdle *self)
{
  g_return_val_if_fail (TOTE_IS_IDLE (self), 0);

  return self->warning;
}
