/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive-records.h"
#include "tote-course.h"
#include "tote-outbox-entry.h"

G_BEGIN_DECLS

/* What of a ToteOutboxEntry is for #ToteOutbox and for reconciling alone. */

ToteOutboxEntry *tote_outbox_entry_new_from_record (const ToteWishRecord *record, GError **error);
ToteCourse *tote_outbox_entry_get_course (ToteOutboxEntry *self);
ToteWishRecord *tote_outbox_entry_get_record (ToteOutboxEntry *self);

G_END_DECLS
