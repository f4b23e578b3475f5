/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

G_BEGIN_DECLS

/* An order as text, to be put into a message or a note: where it stands, when it comes, and each
 * item with what became of it. It says nothing of the people. */
char *tote_order_text (ToteTracker *tracker);

G_END_DECLS
