/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteLazyBin: a part of the page that most orders do not show at first, built when it is first
 * wanted and kept from then on, so that the first frame need not wait for it.
 *
 * Properties: "kind" (the name of the type of the part, a TotePart), "tracker", "wanted".
 */
#define TOTE_TYPE_LAZY_BIN (tote_lazy_bin_get_type ())
G_DECLARE_FINAL_TYPE (ToteLazyBin, tote_lazy_bin, TOTE, LAZY_BIN, TotePart)

G_END_DECLS
