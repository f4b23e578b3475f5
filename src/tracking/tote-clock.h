/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ToteClock: the time and the timers of everything that follows an order, so that tests bring
 * their own. Real time is microseconds since 1970, UTC; monotonic time does not jump with the
 * wall clock. A timer fires once.
 */
#define TOTE_TYPE_CLOCK (tote_clock_get_type ())
G_DECLARE_DERIVABLE_TYPE (ToteClock, tote_clock, TOTE, CLOCK, GObject)

struct _ToteClockClass {
  GObjectClass parent_class;

  gint64 (*get_real_time) (ToteClock *self);
  gint64 (*get_monotonic_time) (ToteClock *self);
  guint (*add_timer) (ToteClock *self, gint64 delay_us, GSourceFunc callback, gpointer user_data);
  void (*remove_timer) (ToteClock *self, guint id);
};

ToteClock *tote_clock_get_default (void);

gint64 tote_clock_get_real_time (ToteClock *self);
gint64 tote_clock_get_monotonic_time (ToteClock *self);
guint tote_clock_add_timer (ToteClock *self, gint64 delay_us, GSourceFunc callback,
                            gpointer user_data);
void tote_clock_clear_timer (ToteClock *self, guint *id);

G_END_DECLS
