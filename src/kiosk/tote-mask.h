/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-order.h"
#include "tote-profile.h"

G_BEGIN_DECLS

/* What of an order is not shown in a store. */
ToteMask tote_mask_from_profile (ToteProfile *profile);

G_END_DECLS
