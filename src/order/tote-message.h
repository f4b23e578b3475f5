/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-enums.h"

G_BEGIN_DECLS

/**
 * ToteMessage: one message of the conversation, live (contract 3.6).
 */
#define TOTE_TYPE_MESSAGE (tote_message_get_type ())
G_DECLARE_FINAL_TYPE (ToteMessage, tote_message, TOTE, MESSAGE, GObject)

ToteMessage *tote_message_new (const char *id, ToteSender from, const char *body,
                               GDateTime *created_at);

const char *tote_message_get_id (ToteMessage *self);
const char *tote_message_get_key (ToteMessage *self);
ToteSender tote_message_get_from (ToteMessage *self);
const char *tote_message_get_body (ToteMessage *self);
GDateTime *tote_message_get_created_at (ToteMessage *self);
const char *tote_message_get_image_url (ToteMessage *self);
void tote_message_set_image_url (ToteMessage *self, const char *image_url);

const char *tote_message_get_topic (ToteMessage *self);
void tote_message_set_topic (ToteMessage *self, const char *topic);

gboolean tote_message_get_read (ToteMessage *self);
const char *tote_message_get_time_zone (ToteMessage *self);
void tote_message_set_time_zone (ToteMessage *self, const char *time_zone);
void tote_message_set_read (ToteMessage *self, gboolean read, GDateTime *read_at);
GDateTime *tote_message_get_read_at (ToteMessage *self);
gboolean tote_message_get_has_read_state (ToteMessage *self);

ToteSendState tote_message_get_send_state (ToteMessage *self);
void tote_message_set_send_state (ToteMessage *self, ToteSendState send_state, const char *reason);
const char *tote_message_get_reason (ToteMessage *self);

/* For ToteMessageList alone. */
void tote_message_set_key (ToteMessage *self, const char *key);
gboolean tote_message_update (ToteMessage *self, ToteMessage *fresh);
int tote_message_compare (ToteMessage *a, ToteMessage *b);

G_END_DECLS
