/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Counts what a model or object tells. */
typedef struct {
  guint n_items_changed;
  guint n_removed;
  guint n_added;
  guint n_notified;
} Count;

static inline void
count_items_changed (GListModel *model, guint position, guint removed, guint added, Count *count)
{
  count->n_items_changed++;
  count->n_removed += removed;
  count->n_added += added;
}

static inline void
count_notified (GObject *object, GParamSpec *pspec, Count *count)
{
  count->n_notified++;
}
