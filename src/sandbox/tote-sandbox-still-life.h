/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Each draws one thing on a canvas of 256 by 256, with nothing but cairo. */
typedef void (*ToteSandboxDrawing) (cairo_t *cr);

void tote_sandbox_still_life_banana (cairo_t *cr);
void tote_sandbox_still_life_melon (cairo_t *cr);
void tote_sandbox_still_life_milk (cairo_t *cr);
void tote_sandbox_still_life_eggs (cairo_t *cr);
void tote_sandbox_still_life_tomato (cairo_t *cr);
void tote_sandbox_still_life_coffee (cairo_t *cr);
void tote_sandbox_still_life_bread (cairo_t *cr);
void tote_sandbox_still_life_baguette (cairo_t *cr);
void tote_sandbox_still_life_blueberries (cairo_t *cr);
void tote_sandbox_still_life_bag (cairo_t *cr);
void tote_sandbox_still_life_shopper (cairo_t *cr);
void tote_sandbox_still_life_bays (cairo_t *cr);

void tote_sandbox_still_life_set_color (cairo_t *cr, guint color);

G_END_DECLS
