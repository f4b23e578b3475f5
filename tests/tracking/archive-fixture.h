/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive-order.h"

G_BEGIN_DECLS

#define ARCHIVE_BASE "https://connect.example.com"
#define ARCHIVE_ORDER "MKT-1"
#define ARCHIVE_NOON (G_GINT64_CONSTANT (1774000000) * G_USEC_PER_SEC)
#define ARCHIVE_HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define ARCHIVE_SECRET "The key is under the blue flowerpot"

typedef struct {
  char *directory;
  char *path;
  ToteArchive *archive;
  ToteArchiveOrder *order; /* ARCHIVE_ORDER */
} ArchiveFixture;

void archive_set_up (ArchiveFixture *fixture, gconstpointer unused);
void archive_tear_down (ArchiveFixture *fixture, gconstpointer unused);
void archive_open (ArchiveFixture *fixture);
void archive_open_at (ArchiveFixture *fixture, const char *directory);
void archive_close (ArchiveFixture *fixture);
void archive_reopen (ArchiveFixture *fixture);

GAsyncResult *archive_wait (GAsyncResult **result);
ToteOrderRecord *archive_load (ArchiveFixture *fixture, const char *order_id, gint64 now);
void archive_keep_answer (ArchiveFixture *fixture, ToteResource resource, const char *text,
                          gint64 seen_at);
void archive_keep_wish (ArchiveFixture *fixture, const char *key, ToteWishPhase phase);
void archive_forget (ArchiveFixture *fixture);

G_END_DECLS
