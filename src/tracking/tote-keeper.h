/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive.h"
#include "tote-clock.h"

G_BEGIN_DECLS

/**
 * ToteKeeper: writes what is learned about one order to the archive, as seldom as it can: an
 * answer when its bytes change, the time of one that did not now and then. A plain value inside
 * its owner; without an archive it does nothing.
 */
typedef struct {
  ToteArchive *archive; /* (owned) (nullable) */
  ToteClock *clock;     /* (owned) */
  char *base;
  char *order_id;
  char *time_zone;
  gint64 kept_at[TOTE_N_RESOURCES]; /* real µs */
} ToteKeeper;

void tote_keeper_init (ToteKeeper *self, ToteArchive *archive, ToteClock *clock, const char *base,
                       const char *order_id);
void tote_keeper_clear (ToteKeeper *self);
void tote_keeper_close (ToteKeeper *self);

void tote_keeper_keep_answer (ToteKeeper *self, ToteAnswer *answer, gboolean changed,
                              guint occasion);
void tote_keeper_keep_steps (ToteKeeper *self, GListModel *steps);
void tote_keeper_take_zone (ToteKeeper *self, const char *name);
void tote_keeper_keep_zone (ToteKeeper *self, const char *name);
void tote_keeper_keep_end (ToteKeeper *self, gint64 ended_at);
void tote_keeper_expire (ToteKeeper *self);

G_END_DECLS
