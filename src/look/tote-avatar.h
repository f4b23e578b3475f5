/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteAvatar: a person as a round picture, or as initials until there is one.
 *
 * Properties: "name", "url" (both nullable), "size" in pixels.
 */
#define TOTE_TYPE_AVATAR (tote_avatar_get_type ())
G_DECLARE_FINAL_TYPE (ToteAvatar, tote_avatar, TOTE, AVATAR, AdwBin)

G_END_DECLS
