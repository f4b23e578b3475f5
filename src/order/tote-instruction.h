/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ToteInstruction: what to do at the pickup place, with pictures (contract 3.7). Never changes.
 */
#define TOTE_TYPE_INSTRUCTION (tote_instruction_get_type ())
G_DECLARE_FINAL_TYPE (ToteInstruction, tote_instruction, TOTE, INSTRUCTION, GObject)

ToteInstruction *tote_instruction_new (const char *category, const char *text);

void tote_instruction_add_image (ToteInstruction *self, const char *url, const char *description);
guint tote_instruction_get_n_images (ToteInstruction *self);
const char *tote_instruction_get_image_url (ToteInstruction *self, guint position);
const char *tote_instruction_get_image_description (ToteInstruction *self, guint position);

gboolean tote_instruction_equal (ToteInstruction *a, ToteInstruction *b);

G_END_DECLS
