/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive-job.h"

G_BEGIN_DECLS

/**
 * ToteArchiveThread: the thread that owns the database. Jobs are done in the order in which they
 * were pushed; each that somebody waits for goes back to the context it came from.
 */
typedef struct _ToteArchiveThread ToteArchiveThread;

/* Called on the context of the caller. */
typedef void (*ToteArchiveNoticeFunc) (const char *notice, gpointer user_data);

ToteArchiveThread *tote_archive_thread_new (const char *directory, ToteArchiveNoticeFunc notice,
                                            GObject *owner);
void tote_archive_thread_push (ToteArchiveThread *self, ToteArchiveJob *job);
void tote_archive_thread_join (ToteArchiveThread *self);

G_END_DECLS
