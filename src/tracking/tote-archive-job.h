/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-store.h"

G_BEGIN_DECLS

typedef enum {
  TOTE_ARCHIVE_LOAD,
  TOTE_ARCHIVE_LIST,
  TOTE_ARCHIVE_KEEP_ORDER,
  TOTE_ARCHIVE_KEEP_ZONE,
  TOTE_ARCHIVE_KEEP_ANSWER,
  TOTE_ARCHIVE_KEEP_STEPS,
  TOTE_ARCHIVE_KEEP_WISH,
  TOTE_ARCHIVE_DROP_WISH,
  TOTE_ARCHIVE_EXPIRE,
  TOTE_ARCHIVE_FORGET,
} ToteArchiveKind;

/**
 * ToteArchiveJob: one thing the archive's thread is to do, with what it needs and what came of it.
 * Whoever made it hands it over; it comes back done.
 *
 * @task: (nullable): who waits for it; only ever touched on the caller's thread
 * @key: of the wish to drop, or the name of the zone
 * @time: real µs: now, or the end of the order
 * @result: (nullable): #ToteKeptOrder of LOAD, #GPtrArray of LIST
 */
typedef struct {
  ToteArchiveKind kind;
  char *base;
  char *order_id;
  char *key;
  gint64 time;
  ToteKeptAnswer *answer;
  ToteKeptWish *wish;
  GPtrArray *steps;

  GTask *task;
  gpointer result;
  GDestroyNotify result_free;
  GError *error;
} ToteArchiveJob;

ToteArchiveJob *tote_archive_job_new (ToteArchiveKind kind, const char *base, const char *order_id);
void tote_archive_job_free (ToteArchiveJob *self);
gboolean tote_archive_job_run (ToteArchiveJob *self, ToteStore *store);
gboolean tote_archive_job_complete (gpointer job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteArchiveJob, tote_archive_job_free)

G_END_DECLS
