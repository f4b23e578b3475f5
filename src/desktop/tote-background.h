/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-background-portal.h"
#include "tote-orders.h"

G_BEGIN_DECLS

/**
 * ToteBackground: keeps the program there without a window for as long as an order is under way, or
 * what the customer asked for is still being sent; then it lets go, and the program ends by itself.
 * In a sandbox the desktop is asked first, before the last window closes, and told in a line how
 * the order stands. It also has Tote started with the session meanwhile, where the person wants
 * that. It wakes up for nothing but what changes.
 *
 * Signal "refused": the desktop does not let the program go on: it will end with its last window.
 */
#define TOTE_TYPE_BACKGROUND (tote_background_get_type ())
G_DECLARE_FINAL_TYPE (ToteBackground, tote_background, TOTE, BACKGROUND, GObject)

ToteBackground *tote_background_new (GApplication *application, ToteOrders *orders,
                                     GSettings *settings, ToteBackgroundPortal *portal);
void tote_background_set_demo (ToteBackground *self, gboolean demo);
void tote_background_begin (ToteBackground *self);
gboolean tote_background_get_held (ToteBackground *self);

G_END_DECLS
