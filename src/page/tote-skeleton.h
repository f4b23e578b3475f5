/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteSkeleton: what stands in for the page while the order is on its way: the same places and
 * sizes, with nothing on them, so that nothing jumps when it comes.
 */
#define TOTE_TYPE_SKELETON (tote_skeleton_get_type ())
G_DECLARE_FINAL_TYPE (ToteSkeleton, tote_skeleton, TOTE, SKELETON, GtkWidget)

G_END_DECLS
