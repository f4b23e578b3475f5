/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteSwitcher: chooses between order, map and chat where only one of them has room. Its buttons
 * are for the action “view.show” of the view around it.
 *
 * Properties: "tracker" (whose chat is told about).
 */
#define TOTE_TYPE_SWITCHER (tote_switcher_get_type ())
G_DECLARE_FINAL_TYPE (ToteSwitcher, tote_switcher, TOTE, SWITCHER, TotePart)

G_END_DECLS
