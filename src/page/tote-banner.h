/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteBanner: says that what is shown is not of now, and since when, as long as there is no line of
 * sight to the server.
 *
 * Property: "tracker".
 */
#define TOTE_TYPE_BANNER (tote_banner_get_type ())
G_DECLARE_FINAL_TYPE (ToteBanner, tote_banner, TOTE, BANNER, TotePart)

G_END_DECLS
