/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-message.h"
#include "tote-object-list.h"

G_BEGIN_DECLS

/**
 * ToteMessageList: the live conversation, a #GListModel of #ToteMessage in the order of time.
 * Holds the customer’s own messages that the server does not have yet, too.
 */
#define TOTE_TYPE_MESSAGE_LIST (tote_message_list_get_type ())
G_DECLARE_FINAL_TYPE (ToteMessageList, tote_message_list, TOTE, MESSAGE_LIST, ToteObjectList)

ToteMessageList *tote_message_list_new (void);

guint tote_message_list_merge (ToteMessageList *self, GPtrArray *fresh);
guint tote_message_list_merge_notices (ToteMessageList *self, GPtrArray *fresh);

void tote_message_list_add_notice (ToteMessageList *self, const char *text, GDateTime *at);
ToteMessage *tote_message_list_add_own (ToteMessageList *self, const char *key, const char *body,
                                        GDateTime *created_at);
void tote_message_list_confirm_own (ToteMessageList *self, const char *key, const char *id,
                                    GDateTime *created_at);
void tote_message_list_remove_own (ToteMessageList *self, const char *key);
ToteMessage *tote_message_list_lookup_own (ToteMessageList *self, const char *key);

guint tote_message_list_get_n_unread (ToteMessageList *self);
ToteMessage *tote_message_list_get_newest_unread (ToteMessageList *self);
void tote_message_list_clear (ToteMessageList *self);

G_END_DECLS
