/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

G_BEGIN_DECLS

#define TOTE_TYPE_POSITION_TEXT (tote_position_text_get_type ())
G_DECLARE_FINAL_TYPE (TotePositionText, tote_position_text, TOTE, POSITION_TEXT, GObject)

TotePositionText *tote_position_text_new (ToteTracker *tracker);
const char *tote_position_text_get_text (TotePositionText *self);

G_END_DECLS
