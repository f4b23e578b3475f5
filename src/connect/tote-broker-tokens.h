/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-broker.h"
#include "tote-token-source.h"

G_BEGIN_DECLS

/**
 * ToteBrokerTokens: the tokens of one order, from the retailer's broker: by a one-time code, then
 * by refresh tokens, each of which may be good for one use only. All in memory.
 */
#define TOTE_TYPE_BROKER_TOKENS (tote_broker_tokens_get_type ())
G_DECLARE_FINAL_TYPE (ToteBrokerTokens, tote_broker_tokens, TOTE, BROKER_TOKENS, GObject)

ToteBrokerTokens *tote_broker_tokens_new_for_code (ToteBroker *broker, const char *code);
ToteBrokerTokens *tote_broker_tokens_new_for_response (ToteBroker *broker,
                                                       ToteTokenResponse *response);

ToteTokenResponse *tote_broker_tokens_get_response (ToteBrokerTokens *self);
const char *tote_broker_tokens_get_order_id (ToteBrokerTokens *self);
const char *tote_broker_tokens_get_refresh_token (ToteBrokerTokens *self);

G_END_DECLS
