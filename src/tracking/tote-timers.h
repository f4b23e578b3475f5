/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ToteTimers: any number of timers behind one source of the main loop. The loop looks at each of
 * its sources again and again; a board follows a thousand orders, with several timers each.
 */
typedef struct _ToteTimers ToteTimers;

ToteTimers *tote_timers_new (GMainContext *context);
void tote_timers_free (ToteTimers *self);

guint tote_timers_add (ToteTimers *self, gint64 delay_us, GSourceFunc callback, gpointer user_data);
void tote_timers_remove (ToteTimers *self, guint id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteTimers, tote_timers_free)

G_END_DECLS
