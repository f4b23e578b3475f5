/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-process.h"
#include "tote-tracker.h"
#include "tote-watch-options.h"

G_BEGIN_DECLS

/**
 * ToteWatchStatus: exit statuses of tote-watch (design 1).
 *
 * @TOTE_WATCH_DONE: the order ended, or the state waited for was reached
 * @TOTE_WATCH_USAGE: the command line could not be understood
 * @TOTE_WATCH_NO_ORDER: there is no such order
 * @TOTE_WATCH_NOT_AUTHORISED: the server does not accept the token, or there is none
 * @TOTE_WATCH_UNREACHABLE: nothing could be reached in time, or the time is over
 * @TOTE_WATCH_UNWRITTEN: what there was to say could not be written
 */
typedef enum {
  TOTE_WATCH_DONE = 0,
  TOTE_WATCH_USAGE = 2,
  TOTE_WATCH_NO_ORDER = 3,
  TOTE_WATCH_NOT_AUTHORISED = 4,
  TOTE_WATCH_UNREACHABLE = 5,
  TOTE_WATCH_UNWRITTEN = TOTE_PROCESS_UNWRITTEN,
} ToteWatchStatus;

/**
 * ToteWatch: follows one order in a terminal until there is a reason to end.
 */
#define TOTE_TYPE_WATCH (tote_watch_get_type ())
G_DECLARE_FINAL_TYPE (ToteWatch, tote_watch, TOTE, WATCH, GObject)

ToteWatch *tote_watch_new (ToteClient *client, const ToteWatchOptions *options);
ToteWatchStatus tote_watch_run (ToteWatch *self);

G_END_DECLS
