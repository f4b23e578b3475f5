/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive-records.h"
#include "tote-order.h"

G_BEGIN_DECLS

/* What was last known of an order, made of what the archive has, with nobody asked. */

ToteOrder *tote_recall_order (const ToteOrderRecord *record);
gint64 tote_recall_get_seen (const ToteOrderRecord *record);

G_END_DECLS
