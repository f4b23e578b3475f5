/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-order.h"
#include "tote-outbox-entry.h"

G_BEGIN_DECLS

/* What the live order shows of a wish: a decision on its item, a text among its messages. */

void tote_outbox_marks_set (ToteOutboxEntry *entry, ToteOrder *order);
void tote_outbox_marks_clear (ToteOutboxEntry *entry, ToteOrder *order);

G_END_DECLS
