/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive.h"
#include "tote-broker.h"
#include "tote-fake-platform.h"
#include "tote-manual-clock.h"
#include "tote-tracker.h"

G_BEGIN_DECLS

/* When the server is well again, every part of the order is fresh within this time. */
#define ALIVE_WITHIN (5 * 60 * G_USEC_PER_SEC)

#define ALIVE_ALL ((1u << TOTE_N_RESOURCES) - 1)

/**
 * AliveFault: what comes instead of an answer.
 *
 * @line: %TOTE_FAKE_FINE: the answer; else how the line breaks
 * @word: whether the answer has a body of the platform's own
 */
typedef struct {
  const char *name;
  ToteFakeFault line;
  ToteFakeAnswer answer;
  gboolean word;
} AliveFault;

/**
 * Alive: one order, followed on a platform that can be made to fail, in a time of its own: the
 * clock goes on only when everything on the line and in the archive is done, and then straight to
 * what is due next. An hour costs as many requests as it has, whatever else the machine does.
 *
 * @fault: the one that alive_fail() set, %NULL if all is well; also of what is sent, and of brokers
 * @faults: how each resource fails, %NULL if it does not
 * @lasting: what is asked for once says the same in every state, as it must where a state may come
 *   and go between two questions
 * @writes_fail: what is sent fails too
 * @done: what is sent and fails is done all the same, and only the answer is not what it was
 * @board: (nullable): what the broker's is, without which it has none
 * @n_broker: how often the broker was asked
 * @longest: µs between two requests for a resource at most, since alive_fail()
 */
typedef struct {
  ToteFakePlatform *platform;
  ToteManualClock *clock;
  ToteClient *client;
  ToteArchive *archive; /* (nullable): in memory */
  ToteTracker *tracker; /* (nullable) */
  ToteBroker *broker;   /* (nullable): see alive_open_broker() */
  const char *board;
  guint n_broker;
  gboolean rendition;
  gboolean lasting;
  char *state;

  const AliveFault *fault;
  const AliveFault *faults[TOTE_N_RESOURCES];
  gboolean writes_fail;
  gboolean done;
  ToteFakeAnswer answer; /* of the fault, to what is done all the same */
  gint64 asked_at[TOTE_N_RESOURCES];
  gint64 longest[TOTE_N_RESOURCES];
} Alive;

Alive *alive_new (gboolean rendition, gboolean with_archive);
void alive_open_broker (Alive *self);
void alive_sign_in (Alive *self, gboolean first);
void alive_forget (Alive *self);
void alive_free (Alive *self);

void alive_start (Alive *self);
void alive_stop (Alive *self);
void alive_set_state (Alive *self, const char *state);
void alive_fail (Alive *self, const AliveFault *fault, guint faulty);
void alive_fail_also (Alive *self, const AliveFault *fault, ToteResource resource);
void alive_mend (Alive *self);

gint64 alive_get_time (Alive *self);
void alive_settle (Alive *self);
gboolean alive_step (Alive *self, gint64 until);
void alive_run (Alive *self, gint64 us);
void alive_turn (Alive *self);
gboolean alive_is_fresh (Alive *self, gint64 since);
void alive_assert_recovers (Alive *self, const char *what);

void alive_say (Alive *self, const char *text);
guint alive_count_wishes (Alive *self, ToteSendState state);
void alive_assert_said (Alive *self, guint n_texts, const char *what);

const AliveFault *alive_get_faults (guint *n_faults);
guint alive_count_answers (void);
const AliveFault *alive_find_fault (const char *name);
gint64 alive_get_rest (const AliveFault *fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Alive, alive_free)

G_END_DECLS
