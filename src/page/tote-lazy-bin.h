/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define TOTE_TYPE_LAZY_BIN (tote_lazy_bin_get_type ())
G_DECLARE_FINAL_TYPE (ToteLazyBin, tote_lazy_bin, TOTE, LAZY_BIN, AdwBin)

G_END_DECLS
