/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-order-book.h"

G_BEGIN_DECLS

/* What the person has chosen, as it takes effect in the whole program. */

void tote_choices_follow (GSettings *settings, ToteOrderBook *book);

G_END_DECLS
