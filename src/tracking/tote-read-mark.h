/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-client.h"
#include "tote-clock.h"
#include "tote-order.h"

G_BEGIN_DECLS

/**
 * ToteReadMark: tells the server that the shopper's messages were read. When that does not arrive
 * it is told again, as long as nothing newer has come, which nobody may have seen. It is not worth
 * writing down: the next look at the chat begins anew.
 *
 * Signal "marked": the server knows it.
 */
#define TOTE_TYPE_READ_MARK (tote_read_mark_get_type ())
G_DECLARE_FINAL_TYPE (ToteReadMark, tote_read_mark, TOTE, READ_MARK, GObject)

ToteReadMark *tote_read_mark_new (ToteClient *client, ToteOrder *order, ToteClock *clock);
void tote_read_mark_set (ToteReadMark *self);
void tote_read_mark_take_conversation (ToteReadMark *self);

G_END_DECLS
