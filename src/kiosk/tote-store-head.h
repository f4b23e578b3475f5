/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteStoreHead: whose display it is, at the top of each page: the store’s logo, or the first
 * letter of its name, and a title. What is added to it stands behind.
 *
 * Properties: "title", at first the store’s name; "demo" (gboolean): said on the screen.
 */
#define TOTE_TYPE_STORE_HEAD (tote_store_head_get_type ())
G_DECLARE_FINAL_TYPE (ToteStoreHead, tote_store_head, TOTE, STORE_HEAD, GtkBox)

G_END_DECLS
