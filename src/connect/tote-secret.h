/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ToteSecret: a token as it is kept: in memory that is not swapped out, and overwritten when it is
 * freed. What is taken from it for a call is a copy for that moment: tote_secret_wipe() ends it.
 */
typedef struct _SecretValue ToteSecret;

ToteSecret *tote_secret_new (const char *text);
void tote_secret_free (ToteSecret *self);
const char *tote_secret_get_text (ToteSecret *self);
void tote_secret_wipe (char *copy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSecret, tote_secret_free)

G_END_DECLS
