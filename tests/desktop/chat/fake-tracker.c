/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-tracker.h"

#include "tote-tracking-enums.h"

/* A clock that stands still until it is moved, with room for one timer. */
#define FAKE_TYPE_CLOCK (fake_clock_get_type ())
G_DECLARE_FINAL_TYPE (FakeClock, fake_clock, FAKE, CLOCK, ToteClock)

struct _FakeClock {
  ToteClock parent_instance;

  gint64 now;
  gint64 due;
  GSourceFunc callback; /* (nullable) */
  gpointer user_data;
};

G_DEFINE_FINAL_TYPE (FakeClock, fake_clock, TOTE_TYPE_CLOCK)

static gint64
get_real_time (ToteClock *clock)
{
  return FAKE_CLOCK (clock)->now;
}

static guint
add_timer (ToteClock *clock, gint64 delay_us, GSourceFunc callback, gpointer user_data)
{
  FakeClock *self = FAKE_CLOCK (clock);

  g_assert_null (self->callback);
  g_assert_cmpint (delay_us, >, 0);
  self->due = self->now + delay_us;
  self->callback = callback;
  self->user_data = user_data;
  return 1;
}

static void
remove_timer (ToteClock *clock, guint id)
{
  g_assert_nonnull (FAKE_CLOCK (clock)->callback);
  FAKE_CLOCK (clock)->callback = NULL;
}

static void
fake_clock_class_init (FakeClockClass *klass)
{
  ToteClockClass *clock_class = TOTE_CLOCK_CLASS (klass);

  clock_class->get_real_time = get_real_time;
  clock_class->add_timer = add_timer;
  clock_class->remove_timer = remove_timer;
}

static void
fake_clock_init (FakeClock *self)
{
}

struct _ToteTracker {
  GObject parent_instance;

  ToteOrder *order; /* (owned) */
  FakeClock *clock; /* (owned) */
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
  N_PROPS,
};

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteTracker *self = TOTE_TRACKER (object);

  if (id == PROP_ORDER)
    g_value_set_object (value, self->order);
  else
    g_value_set_enum (value, (int) self->chat);
}

static void
finalize (GObject *object)
{
  ToteTracker *self = TOTE_TRACKER (object);

  g_assert_null (self->clock->callback);
  g_object_unref (self->order);
  g_object_unref (self->clock);
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
  self->text = g_strdup (tote_wish_get_string (wish, "body"));
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

void
fake_tracker_pass (ToteTracker *self, gint64 us)
{
  GSourceFunc callback = self->clock->callback;

  self->clock->now += us;
  if (callback == NULL || self->clock->now < self->clock->due)
    return;
  self->clock->callback = NULL;
  callback (self->clock->user_data);
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
