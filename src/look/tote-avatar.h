/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TOTE_TYPE_AVATAR (tote_avatar_get_type ())
G_DECLARE_FINAL_TYPE (ToteAvatar, tote_avatar, TOTE, AVATAR, AdwBin)

G_END_DECLS
