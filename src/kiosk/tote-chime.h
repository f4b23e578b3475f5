/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteChime: the sound of the desktop's sound theme for something that is done. Nobody waits for
 * it: where there is no device, no theme or no library for sounds, it is quiet.
 */
#define TOTE_TYPE_CHIME (tote_chime_get_type ())
G_DECLARE_FINAL_TYPE (ToteChime, tote_chime, TOTE, CHIME, GObject)

ToteChime *tote_chime_new (void);
void tote_chime_ring (ToteChime *self);

G_END_DECLS
