/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-message.h"

G_BEGIN_DECLS

/**
 * ToteConversation: one answer about the chat (contract 3.6): messages, the store’s notices,
 * and who shops.
 */
#define TOTE_TYPE_CONVERSATION (tote_conversation_get_type ())
G_DECLARE_FINAL_TYPE (ToteConversation, tote_conversation, TOTE, CONVERSATION, GObject)

ToteConversation *tote_conversation_new (GPtrArray *messages, GPtrArray *notices, gboolean expired,
                                         const char *shopper_name, const char *shopper_image_url);
ToteConversation *tote_conversation_with_messages (ToteConversation *self, GPtrArray *messages);

GPtrArray *tote_conversation_get_messages (ToteConversation *self);
GPtrArray *tote_conversation_get_notices (ToteConversation *self);
gboolean tote_conversation_get_expired (ToteConversation *self);
const char *tote_conversation_get_shopper_name (ToteConversation *self);
const char *tote_conversation_get_shopper_image_url (ToteConversation *self);

G_END_DECLS
