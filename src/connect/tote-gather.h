/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * ToteGather: has the answers of one round read in one go. Several questions leave together, and
 * each answer would wake the program by itself as it comes. While nothing is under way but
 * questions that nobody waits for, the kernel is told to keep small answers to itself for as long
 * as a round lately took. One for a session that wants it; lives on the session's thread.
 *
 * Whatever somebody waits for, a first look, a deed, a picture, ends it for all at once, and while
 * that is under way nothing is kept back. Large answers, and the end of a connection, come through
 * in any case.
 */
typedef struct _ToteGather ToteGather;

void tote_gather_set_up (SoupSession *session);
ToteGather *tote_gather_get (SoupSession *session);

void tote_gather_watch (ToteGather *self, GSocket *socket);
void tote_gather_begin (ToteGather *self, gboolean quiet);
void tote_gather_end (ToteGather *self, gboolean quiet);

gint64 tote_gather_learn (gint64 hold, gint64 took);

G_END_DECLS
