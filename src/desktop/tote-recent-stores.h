/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-profile.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteRecentStore: a store that was set up before.
 *
 * @path: of its profile; empty for the one that is found where none is named
 */
typedef struct {
  char *path;
  char *name;
} ToteRecentStore;

/* The stores whose profiles were used last, so that a customer of several need not name a file. */
void tote_recent_stores_add (GSettings *settings, GFile *profile);
GPtrArray *tote_recent_stores_list (GSettings *settings, const char *current);

G_END_DECLS
