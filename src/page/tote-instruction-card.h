/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-instruction.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ToteInstructionCard: one way of picking up, in the store’s words and pictures.
 * Property: "instruction" (construct only).
 */
#define TOTE_TYPE_INSTRUCTION_CARD (tote_instruction_card_get_type ())
G_DECLARE_FINAL_TYPE (ToteInstructionCard, tote_instruction_card, TOTE, INSTRUCTION_CARD, GtkWidget)

GtkWidget *tote_instruction_card_new (ToteInstruction *instruction);
void tote_instruction_card_name_place (ToteInstructionCard *self, GtkWidget *place);

G_END_DECLS
