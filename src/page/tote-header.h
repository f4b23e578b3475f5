/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteHeader: the header bar of an order: whose it is, finding an item, the chat with its unread
 * messages, and the menu.
 *
 * Properties: "tracker", "brand", "back" (whether there is a list of orders to go back to),
 * "searching" and "chat-active" (what the two buttons show), "narrow" (whether one pane shows at a
 * time).
 */
#define TOTE_TYPE_HEADER (tote_header_get_type ())
G_DECLARE_FINAL_TYPE (ToteHeader, tote_header, TOTE, HEADER, TotePart)

G_END_DECLS
