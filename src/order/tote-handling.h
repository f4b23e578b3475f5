/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"
#include "tote-position.h"

G_BEGIN_DECLS

/**
 * ToteHandling: where the order goes and by whom (contract 3.4): address, what is asked for at the
 * door, shopper. Never changes; a fresh one replaces it.
 */
#define TOTE_TYPE_HANDLING (tote_handling_get_type ())
G_DECLARE_FINAL_TYPE (ToteHandling, tote_handling, TOTE, HANDLING, GObject)

const char *tote_handling_get_address (ToteHandling *self);
TotePosition *tote_handling_get_position (ToteHandling *self);
const char *tote_handling_get_shopper_name (ToteHandling *self);
const char *tote_handling_get_shopper_image_url (ToteHandling *self);
const char *tote_handling_get_shopper_phone (ToteHandling *self);
const char *tote_handling_get_dropoff_location (ToteHandling *self);
const char *tote_handling_get_notes (ToteHandling *self);
const char *tote_handling_get_instructions (ToteHandling *self);
gboolean tote_handling_get_leave_unattended (ToteHandling *self);
gboolean tote_handling_get_alcoholic (ToteHandling *self);
gboolean tote_handling_get_certified_delivery (ToteHandling *self);
const char *tote_handling_get_state (ToteHandling *self);

ToteHandling *tote_handling_mask (ToteHandling *self, ToteMask mask);
gboolean tote_handling_equal (ToteHandling *a, ToteHandling *b);

G_END_DECLS
