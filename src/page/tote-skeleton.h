/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_SKELETON (tote_skeleton_get_type ())
G_DECLARE_FINAL_TYPE (ToteSkeleton, tote_skeleton, TOTE, SKELETON, GtkWidget)

G_END_DECLS
