/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-read-mark.h"

#include "tote-failure.h"

/* How much later it is told again each time. */
#define FIRST_GAP (30 * G_USEC_PER_SEC)
#define MOST_GAP (240 * G_USEC_PER_SEC)

struct _ToteReadMark {
  GObject parent_instance;

  ToteClient *client;  /* (owned) */
  ToteOrder *order;    /* (owned) */
  ToteClock *clock;    /* (owned) */
  ToteMessage *wanted; /* (owned) (nullable): read up to here, and the server does not know it */
  ToteMessage *told;   /* (owned) (nullable): what is on the line is about */
  gboolean sending;
  gint64 gap;
  gint64 not_before; /* monotonic */
};

G_DEFINE_FINAL_TYPE (ToteReadMark, tote_read_mark, G_TYPE_OBJECT)

static guint marked_signal;

static ToteMessage *
find_newest (ToteReadMark *self)
{
  return tote_message_list_get_newest_unread (tote_order_get_messages (self->order));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ToteReadMark) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = tote_client_write_finish (TOTE_CLIENT (source), result, NULL, &error);

  self->sending = FALSE;
  if (done) {
    if (self->wanted == self->told)
      g_clear_object (&self->wanted);
    g_signal_emit (self, marked_signal, 0);
    return;
  }

  g_debug ("Messages could not be marked as read: %s", error->message);
  self->not_before =
      tote_clock_get_monotonic_time (self->clock) + MAX (self->gap, tote_failure_get_rest (error));
  self->gap = MIN (self->gap * 2, MOST_GAP);
}

static void
tell (ToteReadMark *self)
{
  g_autoptr (ToteWish) wish = tote_wish_new_mark_read ();

  g_set_object (&self->told, self->wanted);
  self->sending = TRUE;
  tote_client_write_async (self->client, tote_order_get_id (self->order), wish, NULL, on_written,
                           g_object_ref (self));
}

static void
tote_read_mark_finalize (GObject *object)
{
  ToteReadMark *self = TOTE_READ_MARK (object);

  g_clear_object (&self->wanted);
  g_clear_object (&self->told);
  g_object_unref (self->client);
  g_object_unref (self->order);
  g_object_unref (self->clock);

  G_OBJECT_CLASS (tote_read_mark_parent_class)->finalize (object);
}

static void
tote_read_mark_class_init (ToteReadMarkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_read_mark_finalize;

  marked_signal = g_signal_new ("marked", TOTE_TYPE_READ_MARK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
tote_read_mark_init (ToteReadMark *self)
{
}

/**
 * tote_read_mark_new:
 * @order: whose conversation it is
 *
 * Returns: (transfer full): tells nothing by itself
 */
ToteReadMark *
tote_read_mark_new (ToteClient *client, ToteOrder *order, ToteClock *clock)
{
  ToteReadMark *self;

  g_return_val_if_fail (TOTE_IS_CLIENT (client), NULL);
  g_return_val_if_fail (TOTE_IS_ORDER (order), NULL);
  g_return_val_if_fail (TOTE_IS_CLOCK (clock), NULL);

  self = g_object_new (TOTE_TYPE_READ_MARK, NULL);
  self->client = g_object_ref (client);
  self->order = g_object_ref (order);
  self->clock = g_object_ref (clock);
  return self;
}

/**
 * tote_read_mark_set:
 *
 * The customer has read what there is now.
 */
void
tote_read_mark_set (ToteReadMark *self)
{
  g_return_if_fail (TOTE_IS_READ_MARK (self));

  g_set_object (&self->wanted, find_newest (self));
  self->gap = FIRST_GAP;
  self->not_before = G_MININT64;
  if (!self->sending)
    tell (self);
}

/**
 * tote_read_mark_take_conversation:
 *
 * The conversation was read from the server, and is merged into the order.
 */
void
tote_read_mark_take_conversation (ToteReadMark *self)
{
  g_return_if_fail (TOTE_IS_READ_MARK (self));

  if (self->wanted == NULL || self->sending)
    return;
  if (self->wanted != find_newest (self))
    g_clear_object (&self->wanted);
  else if (self->not_before <= tote_clock_get_monotonic_time (self->clock))
    tell (self);
}
