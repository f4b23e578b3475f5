/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-look-up.h"

#include "tote-connect-error.h"
#include "tote-property.h"

/* No answer that is not an order is told earlier, and hardly any comes later. */
#define TOLD_AFTER G_TIME_SPAN_SECOND

struct _ToteLookUp {
  GObject parent_instance;

  ToteBroker *broker;        /* (owned) */
  ToteClock *clock;          /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): while it asks */
  ToteTries tries;
  ToteLookUpTrouble trouble;
  ToteLookUpTrouble next_trouble; /* what is told when it is time */
  gint64 asked_at;                /* monotonic µs */
  guint timer;                    /* 0 for none */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (ToteLookUp, tote_look_up, G_TYPE_OBJECT)

typedef enum {
  PROP_BUSY = 1,
  PROP_TROUBLE,
} ToteLookUpProperty;

typedef enum {
  SIGNAL_FOUND,
  SIGNAL_WRONG,
} ToteLookUpSignal;

static GParamSpec *props[PROP_TROUBLE + 1];
static guint signals[SIGNAL_WRONG + 1];

static void
set_busy (ToteLookUp *self, gboolean busy)
{
  tote_property_set_flag (self, &self->busy, busy, props[PROP_BUSY]);
}

static void
set_trouble (ToteLookUp *self, ToteLookUpTrouble trouble)
{
  if (self->trouble == trouble)
    return;

  self->trouble = trouble;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TROUBLE]);
}

static void
stop (ToteLookUp *self)
{
  tote_clock_clear_timer (self->clock, &self->timer);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
}

static gint64
get_wait (ToteLookUp *self)
{
  return tote_tries_get_wait (&self->tries, tote_clock_get_monotonic_time (self->clock));
}

static gboolean
on_pause_over (gpointer user_data)
{
  ToteLookUp *self = user_data;

  self->timer = 0;
  set_trouble (self, TOTE_LOOK_UP_NO_TROUBLE);

  return G_SOURCE_REMOVE;
}

static gboolean
pause_if_due (ToteLookUp *self)
{
  const gint64 wait = get_wait (self);

  if (wait == 0)
    return FALSE;

  set_trouble (self, TOTE_LOOK_UP_PAUSED);
  if (self->timer == 0)
    self->timer = tote_clock_add_timer (self->clock, wait, on_pause_over, self);

  return TRUE;
}

static gboolean
on_told (gpointer user_data)
{
  ToteLookUp *self = user_data;

  self->timer = 0;
  set_busy (self, FALSE);
  if (!pause_if_due (self))
    set_trouble (self, self->next_trouble);

  return G_SOURCE_REMOVE;
}

static void
tell_later (ToteLookUp *self, ToteLookUpTrouble trouble)
{
  const gint64 now = tote_clock_get_monotonic_time (self->clock);

  self->next_trouble = trouble;
  self->timer =
      tote_clock_add_timer (self->clock, MAX (self->asked_at + TOLD_AFTER - now, 0), on_told, self);
}

/* What the broker says of the order itself; all else is the line. */
static gboolean
is_verdict (const GError *error)
{
  return g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NOT_FOUND) ||
         g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_REFUSED) ||
         g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_UNAUTHORISED);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteLookUp *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteTokenResponse) response =
      tote_broker_token_finish (TOTE_BROKER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (response != NULL && tote_token_response_get_order_id (response) != NULL) {
    set_busy (self, FALSE);
    g_signal_emit (self, signals[SIGNAL_FOUND], 0, response);
    return;
  }

  if (error == NULL || is_verdict (error)) {
    tote_tries_add (&self->tries, tote_clock_get_monotonic_time (self->clock));
    g_signal_emit (self, signals[SIGNAL_WRONG], 0);
    tell_later (self, TOTE_LOOK_UP_NOT_FOUND);
  } else {
    tell_later (self, TOTE_LOOK_UP_UNREACHABLE);
  }
}

static gboolean
begin (ToteLookUp *self)
{
  if (self->busy || pause_if_due (self))
    return FALSE;

  set_trouble (self, TOTE_LOOK_UP_NO_TROUBLE);
  self->asked_at = tote_clock_get_monotonic_time (self->clock);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);

  return TRUE;
}

static void
tote_look_up_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteLookUpProperty) id) {
  case PROP_BUSY:
    g_value_set_boolean (value, TOTE_LOOK_UP (object)->busy);
    break;
  case PROP_TROUBLE:
    g_value_set_int (value, (int) TOTE_LOOK_UP (object)->trouble);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_look_up_dispose (GObject *object)
{
  stop (TOTE_LOOK_UP (object));

  G_OBJECT_CLASS (tote_look_up_parent_class)->dispose (object);
}

static void
tote_look_up_finalize (GObject *object)
{
  g_object_unref (TOTE_LOOK_UP (object)->broker);
  g_object_unref (TOTE_LOOK_UP (object)->clock);

  G_OBJECT_CLASS (tote_look_up_parent_class)->finalize (object);
}

static void
tote_look_up_class_init (ToteLookUpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_look_up_get_property;
  object_class->dispose = tote_look_up_dispose;
  object_class->finalize = tote_look_up_finalize;

  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, read);
  props[PROP_TROUBLE] = g_param_spec_int ("trouble", NULL, NULL, TOTE_LOOK_UP_NO_TROUBLE,
                                          TOTE_LOOK_UP_UNREACHABLE, TOTE_LOOK_UP_NO_TROUBLE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[SIGNAL_FOUND] = g_signal_new ("found", TOTE_TYPE_LOOK_UP, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, TOTE_TYPE_TOKEN_RESPONSE);
  signals[SIGNAL_WRONG] = g_signal_new ("wrong", TOTE_TYPE_LOOK_UP, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
}

static void
tote_look_up_init (ToteLookUp *self)
{
}

/**
 * tote_look_up_new:
 * @broker: who knows the orders
 * @tries: (nullable): wrong ones before this process
 *
 * Returns: (transfer full): a look-up
 */
ToteLookUp *
tote_look_up_new (ToteBroker *broker, ToteClock *clock, const ToteTries *tries)
{
  ToteLookUp *self;

  g_return_val_if_fail (TOTE_IS_BROKER (broker), NULL);
  g_return_val_if_fail (TOTE_IS_CLOCK (clock), NULL);

  self = g_object_new (TOTE_TYPE_LOOK_UP, NULL);
  self->broker = g_object_ref (broker);
  self->clock = g_object_ref (clock);
  if (tries != NULL)
    self->tries = *tries;

  return self;
}

/**
 * tote_look_up_find:
 * @number: as the customer has it
 * @postal_code: what proves that it is theirs
 *
 * Looks for the order, unless it pauses.
 */
void
tote_look_up_find (ToteLookUp *self, const char *number, const char *postal_code)
{
  g_return_if_fail (TOTE_IS_LOOK_UP (self));
  g_return_if_fail (number != NULL && postal_code != NULL);

  if (begin (self))
    tote_broker_lookup_async (self->broker, number, postal_code, self->cancellable, on_answered,
                              self);
}

/**
 * tote_look_up_redeem:
 * @code: of a confirmation
 *
 * Looks for the order the code is for, unless it pauses.
 */
void
tote_look_up_redeem (ToteLookUp *self, const char *code)
{
  g_return_if_fail (TOTE_IS_LOOK_UP (self));
  g_return_if_fail (code != NULL);

  if (begin (self))
    tote_broker_exchange_code_async (self->broker, code, self->cancellable, on_answered, self);
}

/**
 * tote_look_up_clear:
 *
 * Stops what is under way; a pause stays.
 */
void
tote_look_up_clear (ToteLookUp *self)
{
  g_return_if_fail (TOTE_IS_LOOK_UP (self));

  stop (self);
  if (!pause_if_due (self))
    set_trouble (self, TOTE_LOOK_UP_NO_TROUBLE);
}

/**
 * tote_look_up_get_busy:
 *
 * Returns: whether an answer is waited for
 */
gboolean
tote_look_up_get_busy (ToteLookUp *self)
{
  g_return_val_if_fail (TOTE_IS_LOOK_UP (self), FALSE);

  return self->busy;
}

/**
 * tote_look_up_get_trouble:
 *
 * Returns: what to tell the customer
 */
ToteLookUpTrouble
tote_look_up_get_trouble (ToteLookUp *self)
{
  g_return_val_if_fail (TOTE_IS_LOOK_UP (self), TOTE_LOOK_UP_NO_TROUBLE);

  return self->trouble;
}

/**
 * tote_look_up_get_wait_seconds:
 *
 * Returns: how long it still pauses
 */
guint
tote_look_up_get_wait_seconds (ToteLookUp *self)
{
  g_return_val_if_fail (TOTE_IS_LOOK_UP (self), 0);

  return (guint) ((get_wait (self) + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND);
}
