/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-tracker.h"

#include "tote-tracking-enums.h"

/* A clock that stands still until it is moved. */
#define FAKE_TYPE_CLOCK (fake_clock_get_type ())
G_DECLARE_FINAL_TYPE (FakeClock, fake_clock, FAKE, CLOCK, ToteClock)

struct _FakeClock {
  ToteClock parent_instance;

  gint64 now;
};

G_DEFINE_FINAL_TYPE (FakeClock, fake_clock, TOTE_TYPE_CLOCK)

static gint64
get_real_time (ToteClock *clock)
{
  return FAKE_CLOCK (clock)->now;
}

static void
fake_clock_class_init (FakeClockClass *klass)
{
  TOTE_CLOCK_CLASS (klass)->get_real_time = get_real_time;
}

static void
fake_clock_init (FakeClock *self)
{
}

struct _ToteTracker {
  GObject parent_instance;

  ToteOrder *order; /* (owned) */
  FakeClock *clock; /* (owned) */
  GDateTime *today; /* (owned) (nullable) */
  ToteAvailability chat;
  gboolean chat_open;
  gboolean refusing;
  char *text; /* (owned) (nullable): of the last message */
  guint n_texts;
  guint n_marks;
  char *retried;   /* (owned) (nullable) */
  char *withdrawn; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteTracker, tote_tracker, G_TYPE_OBJECT)

enum {
  PROP_ORDER = 1,
  PROP_CHAT,
  PROP_TODAY,
  N_PROPS,
};

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteTracker *self = TOTE_TRACKER (object);

  if (id == PROP_ORDER)
    g_value_set_object (value, self->order);
  else if (id == PROP_TODAY)
    g_value_set_boxed (value, tote_tracker_get_today (self));
  else
    g_value_set_enum (value, (int) self->chat);
}

static void
finalize (GObject *object)
{
  ToteTracker *self = TOTE_TRACKER (object);

  g_object_unref (self->order);
  g_object_unref (self->clock);
  g_clear_pointer (&self->today, g_date_time_unref);
  g_free (self->text);
  g_free (self->retried);
  g_free (self->withdrawn);

  G_OBJECT_CLASS (tote_tracker_parent_class)->finalize (object);
}

static void
tote_tracker_class_init (ToteTrackerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  g_object_class_install_property (
      object_class, PROP_ORDER,
      g_param_spec_object ("order", NULL, NULL, TOTE_TYPE_ORDER, G_PARAM_READABLE));
  g_object_class_install_property (object_class, PROP_CHAT,
                                   g_param_spec_enum ("chat", NULL, NULL, TOTE_TYPE_AVAILABILITY,
                                                      TOTE_AVAILABILITY_UNKNOWN, G_PARAM_READABLE));
  g_object_class_install_property (
      object_class, PROP_TODAY,
      g_param_spec_boxed ("today", NULL, NULL, G_TYPE_DATE_TIME, G_PARAM_READABLE));
}

static void
tote_tracker_init (ToteTracker *self)
{
  self->order = tote_order_new ("1");
  self->clock = g_object_new (FAKE_TYPE_CLOCK, NULL);
}

ToteOrder *
tote_tracker_get_order (ToteTracker *self)
{
  return self->order;
}

GDateTime *
tote_tracker_get_today (ToteTracker *self)
{
  GTimeZone *zone = tote_order_get_time_zone (self->order);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (self->clock->now / G_USEC_PER_SEC);

  g_clear_pointer (&self->today, g_date_time_unref);
  self->today = zone != NULL ? g_date_time_to_timezone (now, zone) : g_date_time_to_local (now);

  return self->today;
}

ToteClock *
tote_tracker_get_clock (ToteTracker *self)
{
  return TOTE_CLOCK (self->clock);
}

ToteAvailability
tote_tracker_get_chat (ToteTracker *self)
{
  return self->chat;
}

gboolean
tote_tracker_get_chat_open (ToteTracker *self)
{
  return self->chat_open;
}

void
tote_tracker_set_chat_open (ToteTracker *self, gboolean chat_open)
{
  self->chat_open = chat_open;
}

static void
take_message (ToteTracker *self, ToteWish *wish)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (self->clock->now / G_USEC_PER_SEC);

  self->n_texts++;
  g_free (self->text);
  self->text = g_strdup (tote_wish_get_body (wish));
  tote_message_list_add_own (tote_order_get_messages (self->order), tote_wish_get_key (wish),
                             self->text, now);
}

gboolean
tote_tracker_wish (ToteTracker *self, ToteWish *wish)
{
  if (self->refusing)
    return FALSE;
  if (tote_wish_get_kind (wish) == TOTE_WISH_MESSAGE)
    take_message (self, wish);
  else
    self->n_marks++;
  return TRUE;
}

void
tote_tracker_retry (ToteTracker *self, const char *wish_key)
{
  g_free (self->retried);
  self->retried = g_strdup (wish_key);
}

void
tote_tracker_withdraw (ToteTracker *self, const char *wish_key)
{
  g_free (self->withdrawn);
  self->withdrawn = g_strdup (wish_key);
  tote_message_list_remove_own (tote_order_get_messages (self->order), wish_key);
}

ToteTracker *
fake_tracker_new (void)
{
  return g_object_new (TOTE_TYPE_TRACKER, NULL);
}

void
fake_tracker_set_chat (ToteTracker *self, ToteAvailability chat)
{
  self->chat = chat;
  g_object_notify (G_OBJECT (self), "chat");
}

void
fake_tracker_set_refusing (ToteTracker *self, gboolean refusing)
{
  self->refusing = refusing;
}

void
fake_tracker_set_now (ToteTracker *self, gint64 now_us)
{
  self->clock->now = now_us;
}

/* A day that ends on the way is told of, as the real one does. */
void
fake_tracker_pass (ToteTracker *self, gint64 us)
{
  int day = g_date_time_get_day_of_year (tote_tracker_get_today (self));

  self->clock->now += us;
  if (g_date_time_get_day_of_year (tote_tracker_get_today (self)) != day)
    g_object_notify (G_OBJECT (self), "today");
}

const char *
fake_tracker_get_text (ToteTracker *self)
{
  return self->text;
}

guint
fake_tracker_get_n_texts (ToteTracker *self)
{
  return self->n_texts;
}

guint
fake_tracker_get_n_marks (ToteTracker *self)
{
  return self->n_marks;
}

const char *
fake_tracker_get_retried (ToteTracker *self)
{
  return self->retried;
}

const char *
fake_tracker_get_withdrawn (ToteTracker *self)
{
  return self->withdrawn;
}
