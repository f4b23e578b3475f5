/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-token-source.h"

G_BEGIN_DECLS

/**
 * ToteStaticTokens: a token somebody hands over: as text, in an environment variable, or in a file.
 * A file is read again when its token was refused, in case somebody put a new one there.
 */
#define TOTE_TYPE_STATIC_TOKENS (tote_static_tokens_get_type ())
G_DECLARE_FINAL_TYPE (ToteStaticTokens, tote_static_tokens, TOTE, STATIC_TOKENS, GObject)

ToteTokenSource *tote_static_tokens_new (const char *token);
ToteTokenSource *tote_static_tokens_new_from_file (GFile *file);

G_END_DECLS
