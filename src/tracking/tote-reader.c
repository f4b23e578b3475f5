/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-reader.h"

#include "tote-failure.h"

/* The wall clock running ahead of the steady one by this much means that the machine slept. */
#define SLEPT (10 * G_USEC_PER_SEC)

struct _ToteReader {
  GObject parent_instance;

  ToteClient *client; /* (owned) */
  char *order_id;     /* (owned) */
  ToteClock *clock;   /* (owned) */

  ToteSchedule schedule;
  ToteResponse *answers[TOTE_N_RESOURCES]; /* (owned) (nullable): the last good ones */
  GCancellable *cancellable;               /* (owned) (nullable): of the run under way */
  guint timer;
  gint64 timer_at;
  gint64 clock_offset; /* real minus monotonic time */
  double drawn;        /* in [0, 1): the draw of what was asked at and right after drawn_at */
  gint64 drawn_at;     /* monotonic µs, 0 for never */
};

G_DEFINE_FINAL_TYPE (ToteReader, tote_reader, G_TYPE_OBJECT)

enum {
  ANSWERED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct {
  ToteReader *reader;        /* (owned) */
  GCancellable *cancellable; /* (owned): tells of which run the request is */
  ToteResource resource;
  gint64 asked_at;
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->reader);
  g_object_unref (request->cancellable);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
take_answer (ToteReader *self, const Request *request, ToteResponse *answer)
{
  gboolean changed = self->answers[request->resource] != answer;

  if (tote_response_get_blank (answer))
    tote_schedule_answered_blank (&self->schedule, request->resource,
                                  tote_clock_get_monotonic_time (self->clock), g_random_double ());
  else
    tote_schedule_answered (&self->schedule, request->resource);
  g_set_object (&self->answers[request->resource], answer);
  g_signal_emit (self, signals[ANSWERED], 0, answer, changed, request->asked_at);
}

static void
take_failure (ToteReader *self, const Request *request, const GError *error)
{
  gint64 now = tote_clock_get_monotonic_time (self->clock);

  if (tote_failure_is_lasting (error))
    tote_schedule_refused (&self->schedule, request->resource, now, g_random_double (),
                           tote_failure_is_refusal (error));
  else
    tote_schedule_failed (&self->schedule, request->resource, now, g_random_double ());
  /* Not only this part: the server is one. */
  tote_schedule_hold (&self->schedule, now + tote_failure_get_rest (error));
  g_signal_emit (self, signals[FAILED], 0, request->resource, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteResponse) answer = tote_client_read_finish (TOTE_CLIENT (source), result, &error);
  ToteReader *self = request->reader;

  /* Of an earlier run: what it brings may be older than what is known. */
  if (self->cancellable != request->cancellable)
    return;

  if (answer != NULL)
    take_answer (self, request, answer);
  else
    take_failure (self, request, error);
  tote_reader_update (self);
}

static void
ask (ToteReader *self, ToteResource resource, gint64 now, double random)
{
  Request *request = g_new (Request, 1);
  gboolean quiet = tote_schedule_is_quiet (&self->schedule, resource);

  request->reader = g_object_ref (self);
  request->cancellable = g_object_ref (self->cancellable);
  request->resource = resource;
  request->asked_at = now;

  tote_schedule_sent (&self->schedule, resource, now, random);
  tote_client_read_async (self->client, self->order_id, resource, self->answers[resource], quiet,
                          self->cancellable, on_read, request);
}

static gint64
get_clock_offset (ToteReader *self)
{
  return tote_clock_get_real_time (self->clock) - tote_clock_get_monotonic_time (self->clock);
}

/* For machines where nobody tells of a wake from suspend. */
static void
notice_sleep (ToteReader *self)
{
  gint64 offset = get_clock_offset (self);

  if (offset - self->clock_offset > SLEPT)
    tote_schedule_ask_now (&self->schedule);
  self->clock_offset = offset;
}

/* What goes together now has the same draw, and so is due together again; also what one question
 * leads to, such as all the others after the first answer. With draws of their own they would walk
 * beside each other for long before they meet. */
static double
draw (ToteReader *self, gint64 now)
{
  gint64 together = tote_pace_get_together (self->schedule.facts.pace);

  if (self->drawn_at == 0 || now - self->drawn_at > together) {
    self->drawn = g_random_double ();
    self->drawn_at = now;
  }
  return self->drawn;
}

static gboolean
on_timer (gpointer user_data)
{
  g_autoptr (ToteReader) self = g_object_ref (user_data);
  gint64 now = tote_clock_get_monotonic_time (self->clock);
  double random = draw (self, now);

  self->timer = 0;
  notice_sleep (self);
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    if (tote_schedule_is_due (&self->schedule, i, now))
      ask (self, i, now, random);
  }
  tote_reader_update (self);
  return G_SOURCE_REMOVE;
}

static void
tote_reader_dispose (GObject *object)
{
  ToteReader *self = TOTE_READER (object);

  tote_reader_stop (self);
  for (guint i = 0; i < TOTE_N_RESOURCES; i++)
    g_clear_object (&self->answers[i]);
  g_clear_object (&self->client);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tote_reader_parent_class)->dispose (object);
}

static void
tote_reader_finalize (GObject *object)
{
  ToteReader *self = TOTE_READER (object);

  tote_schedule_clear (&self->schedule);
  g_free (self->order_id);

  G_OBJECT_CLASS (tote_reader_parent_class)->finalize (object);
}

static void
tote_reader_class_init (ToteReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tote_reader_dispose;
  object_class->finalize = tote_reader_finalize;

  signals[ANSWERED] =
      g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, TOTE_TYPE_RESPONSE, G_TYPE_BOOLEAN, G_TYPE_INT64);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_ERROR);
}

static void
tote_reader_init (ToteReader *self)
{
  tote_schedule_init (&self->schedule);
}

/**
 * tote_reader_new:
 *
 * Returns: (transfer full): a reader that asks nothing before tote_reader_start()
 */
ToteReader *
tote_reader_new (ToteClient *client, const char *order_id, ToteClock *clock)
{
  ToteReader *self = g_object_new (TOTE_TYPE_READER, NULL);

  self->client = g_object_ref (client);
  self->order_id = g_strdup (order_id);
  self->clock = g_object_ref (clock);
  return self;
}

/**
 * tote_reader_start:
 *
 * Begins to ask. What an earlier run was refused is tried again.
 */
void
tote_reader_start (ToteReader *self)
{
  g_return_if_fail (TOTE_IS_READER (self));

  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->clock_offset = get_clock_offset (self);
  tote_reader_update (self);
}

/**
 * tote_reader_stop:
 *
 * Cancels what is under way and asks nothing any more.
 */
void
tote_reader_stop (ToteReader *self)
{
  g_autoptr (GCancellable) cancellable = NULL;

  g_return_if_fail (TOTE_IS_READER (self));

  tote_clock_clear_timer (self->clock, &self->timer);
  cancellable = g_steal_pointer (&self->cancellable);
  if (cancellable == NULL)
    return;
  g_cancellable_cancel (cancellable);
  tote_schedule_reset (&self->schedule);
}

/**
 * tote_reader_get_running:
 *
 * Returns: whether it was started and not stopped
 */
gboolean
tote_reader_get_running (ToteReader *self)
{
  g_return_val_if_fail (TOTE_IS_READER (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * tote_reader_get_schedule:
 *
 * Returns: (transfer none): the schedule; call tote_reader_update() after changing it
 */
ToteSchedule *
tote_reader_get_schedule (ToteReader *self)
{
  g_return_val_if_fail (TOTE_IS_READER (self), NULL);

  return &self->schedule;
}

/**
 * tote_reader_update:
 *
 * Sets the one timer for whatever the schedule has due next.
 */
void
tote_reader_update (ToteReader *self)
{
  gint64 next, now;

  g_return_if_fail (TOTE_IS_READER (self));

  next = self->cancellable != NULL ? tote_schedule_get_next (&self->schedule) : TOTE_SCHEDULE_NEVER;
  if (self->timer != 0 && self->timer_at == next)
    return;

  tote_clock_clear_timer (self->clock, &self->timer);
  if (next == TOTE_SCHEDULE_NEVER)
    return;

  now = tote_clock_get_monotonic_time (self->clock);
  self->timer_at = next;
  self->timer = tote_clock_add_timer (self->clock, MAX (next, now) - now, on_timer, self);
}

/**
 * tote_reader_set_answer:
 * @answer: (nullable): of an earlier run; %NULL to have the next one count as changed
 */
void
tote_reader_set_answer (ToteReader *self, ToteResource resource, ToteResponse *answer)
{
  g_return_if_fail (TOTE_IS_READER (self));

  g_set_object (&self->answers[resource], answer);
}
