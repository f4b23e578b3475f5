/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define TOTE_TYPE_LATER (tote_later_get_type ())
G_DECLARE_FINAL_TYPE (ToteLater, tote_later, TOTE, LATER, AdwBin)

G_END_DECLS
