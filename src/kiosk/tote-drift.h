/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteDrift: moves its child about by a few pixels over the hours, so that no edge of a screen that
 * shows the same all day burns in. The child is that much smaller than its place.
 */
#define TOTE_TYPE_DRIFT (tote_drift_get_type ())
G_DECLARE_FINAL_TYPE (ToteDrift, tote_drift, TOTE, DRIFT, AdwBin)

void tote_drift_set_moment (ToteDrift *self, gint64 us);

G_END_DECLS
