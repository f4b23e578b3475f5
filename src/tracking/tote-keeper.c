/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-keeper.h"

/* The age that is told after a restart may be this much too old. */
#define TOUCH_EVERY (60 * G_USEC_PER_SEC)

/**
 * tote_keeper_init:
 * @archive: (nullable)
 */
void
tote_keeper_init (ToteKeeper *self, ToteArchive *archive, ToteClock *clock, const char *base,
                  const char *order_id)
{
  *self = (ToteKeeper){ .archive = archive != NULL ? g_object_ref (archive) : NULL,
                        .clock = g_object_ref (clock),
                        .base = g_strdup (base),
                        .order_id = g_strdup (order_id) };
}

void
tote_keeper_clear (ToteKeeper *self)
{
  g_clear_object (&self->archive);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->order_id, g_free);
  g_clear_pointer (&self->time_zone, g_free);
}

/**
 * tote_keeper_close:
 *
 * Writes nothing any more: the order is being forgotten.
 */
void
tote_keeper_close (ToteKeeper *self)
{
  g_clear_object (&self->archive);
}

/**
 * tote_keeper_keep_answer:
 * @changed: its bytes differ from those kept
 * @occasion: it was given on
 */
void
tote_keeper_keep_answer (ToteKeeper *self, ToteAnswer *answer, gboolean changed, guint occasion)
{
  ToteResource resource = tote_answer_get_resource (answer);
  gint64 now;

  if (self->archive == NULL)
    return;
  now = tote_clock_get_real_time (self->clock);
  if (!changed && ABS (now - self->kept_at[resource]) < TOUCH_EVERY)
    return;
  self->kept_at[resource] = now;
  tote_archive_keep_answer (self->archive, self->base, self->order_id, resource,
                            changed ? tote_answer_get_bytes (answer) : NULL, now, occasion);
}

void
tote_keeper_keep_steps (ToteKeeper *self, GListModel *steps)
{
  if (self->archive != NULL)
    tote_archive_keep_steps (self->archive, self->base, self->order_id, steps);
}

/**
 * tote_keeper_take_zone:
 * @name: (nullable): what is kept already
 */
void
tote_keeper_take_zone (ToteKeeper *self, const char *name)
{
  g_free (self->time_zone);
  self->time_zone = g_strdup (name);
}

/**
 * tote_keeper_keep_zone:
 * @name: (nullable): of the zone the order is in, as the conversation had it
 */
void
tote_keeper_keep_zone (ToteKeeper *self, const char *name)
{
  if (g_strcmp0 (self->time_zone, name) == 0)
    return;
  tote_keeper_take_zone (self, name);
  if (self->archive != NULL)
    tote_archive_keep_zone (self->archive, self->base, self->order_id, name);
}

/**
 * tote_keeper_keep_end:
 * @ended_at: real µs at which the end was seen
 */
void
tote_keeper_keep_end (ToteKeeper *self, gint64 ended_at)
{
  if (self->archive != NULL)
    tote_archive_keep_order (self->archive, self->base, self->order_id, ended_at);
}

/**
 * tote_keeper_expire:
 *
 * Erases chat and shopper of whatever ended more than a day ago.
 */
void
tote_keeper_expire (ToteKeeper *self)
{
  if (self->archive != NULL)
    tote_archive_expire (self->archive, tote_clock_get_real_time (self->clock));
}
