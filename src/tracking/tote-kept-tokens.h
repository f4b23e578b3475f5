/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-broker-tokens.h"
#include "tote-keyring.h"

G_BEGIN_DECLS

/**
 * ToteKeptTokens: the tokens of one order, which outlive the process. Those of an earlier run come
 * out of the keyring when they are first asked for. A new one is in the keyring before anybody gets
 * it, so that a refresh token is never used up with its successor known to this process alone.
 *
 * Ends in %TOTE_CONNECT_ERROR_LOCKED where there may be a token and the customer has to unlock the
 * keyring first.
 */
#define TOTE_TYPE_KEPT_TOKENS (tote_kept_tokens_get_type ())
G_DECLARE_FINAL_TYPE (ToteKeptTokens, tote_kept_tokens, TOTE, KEPT_TOKENS, GObject)

ToteKeptTokens *tote_kept_tokens_new (ToteKeyring *keyring, SoupSession *session,
                                      const char *server, const char *order_id);
ToteKeptTokens *tote_kept_tokens_new_borrowed (ToteKeyring *keyring, const char *server,
                                               const char *order_id);

void tote_kept_tokens_take (ToteKeptTokens *self, const char *broker, ToteBrokerTokens *tokens);
void tote_kept_tokens_forget (ToteKeptTokens *self);

G_END_DECLS
