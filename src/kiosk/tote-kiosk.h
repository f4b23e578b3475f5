/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-setup.h"

G_BEGIN_DECLS

/**
 * ToteKioskRead:
 *
 * Returns: (transfer full): how the display is set up now; mode “trouble” where it cannot be
 */
typedef ToteSetup *(*ToteKioskRead) (gpointer data);

/* A store display is two processes: one without a window that keeps it alive, and the one on the
 * screen, which the first starts from the same program. */
gboolean tote_kiosk_is_display (void);
int tote_kiosk_run_display (void);
int tote_kiosk_run (ToteKioskRead read, gpointer data);

G_END_DECLS
