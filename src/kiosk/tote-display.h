/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-channel.h"
#include "tote-setup.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteDisplay: the process that is on the screen of a store display. It lives for one customer at
 * most, keeps nothing on disk and nothing on the bus, and says what becomes of it to the process
 * that started it. Where that one ends, it ends.
 */
#define TOTE_TYPE_DISPLAY (tote_display_get_type ())
G_DECLARE_FINAL_TYPE (ToteDisplay, tote_display, TOTE, DISPLAY, AdwApplication)

ToteDisplay *tote_display_new (const ToteSetup *setup, ToteChannel *channel);

G_END_DECLS
