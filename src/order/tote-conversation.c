/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-conversation.h"

/* One whole answer about the messages of an order (contract 3.6, 3.7). Never changes. */
struct _ToteConversation {
  GObject parent_instance;

  GPtrArray *messages; /* (owned) of ToteMessage */
  GPtrArray *notices;  /* (owned) of ToteMessage */
  gboolean expired;
  char *shopper_name;      /* (owned) (nullable) */
  char *shopper_image_url; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteConversation, tote_conversation, G_TYPE_OBJECT)

static void
tote_conversation_finalize (GObject *object)
{
  ToteConversation *self = TOTE_CONVERSATION (object);

  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->notices);
  g_free (self->shopper_name);
  g_free (self->shopper_image_url);

  G_OBJECT_CLASS (tote_conversation_parent_class)->finalize (object);
}

static void
tote_conversation_class_init (ToteConversationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_conversation_finalize;
}

static void
tote_conversation_init (ToteConversation *self)
{
}

/**
 * tote_conversation_new:
 * @messages: (element-type ToteMessage): what customer and shopper wrote
 * @notices: (nullable) (element-type ToteMessage): what the platform wrote
 * @expired: whether the server keeps the messages to itself by now
 * @shopper_name: (nullable): the present shopper
 * @shopper_image_url: (nullable): the shopper's picture
 *
 * Returns: (transfer full): a conversation
 */
ToteConversation *
tote_conversation_new (GPtrArray *messages, GPtrArray *notices, gboolean expired,
                       const char *shopper_name, const char *shopper_image_url)
{
  ToteConversation *self = g_object_new (TOTE_TYPE_CONVERSATION, NULL);

  self->messages = g_ptr_array_ref (messages);
  self->notices = notices != NULL ? g_ptr_array_ref (notices) : g_ptr_array_new ();
  self->expired = !!expired;
  self->shopper_name = g_strdup (shopper_name);
  self->shopper_image_url = g_strdup (shopper_image_url);
  return self;
}

/**
 * tote_conversation_with_messages:
 * @messages: (element-type ToteMessage): what customer and shopper wrote
 *
 * Returns: (transfer full): a conversation that is this one otherwise
 */
ToteConversation *
tote_conversation_with_messages (ToteConversation *self, GPtrArray *messages)
{
  g_return_val_if_fail (TOTE_IS_CONVERSATION (self), NULL);

  return tote_conversation_new (messages, self->notices, self->expired, self->shopper_name,
                                self->shopper_image_url);
}

/**
 * tote_conversation_get_messages:
 *
 * Returns: (transfer none) (element-type ToteMessage): its messages
 */
GPtrArray *
tote_conversation_get_messages (ToteConversation *self)
{
  g_return_val_if_fail (TOTE_IS_CONVERSATION (self), NULL);
  return self->messages;
}

/**
 * tote_conversation_get_notices:
 *
 * Returns: (transfer none) (element-type ToteMessage): its lifecycle messages
 */
GPtrArray *
tote_conversation_get_notices (ToteConversation *self)
{
  g_return_val_if_fail (TOTE_IS_CONVERSATION (self), NULL);
  return self->notices;
}

/**
 * tote_conversation_get_expired:
 *
 * Returns: whether the store has closed the conversation
 */
gboolean
tote_conversation_get_expired (ToteConversation *self)
{
  g_return_val_if_fail (TOTE_IS_CONVERSATION (self), FALSE);
  return self->expired;
}

/**
 * tote_conversation_get_shopper_name:
 *
 * Returns: (nullable): the first name of who shops now
 */
const char *
tote_conversation_get_shopper_name (ToteConversation *self)
{
  g_return_val_if_fail (TOTE_IS_CONVERSATION (self), NULL);
  return self->shopper_name;
}

/**
 * tote_conversation_get_shopper_image_url:
 *
 * Returns: (nullable): the address of their picture
 */
const char *
tote_conversation_get_shopper_image_url (ToteConversation *self)
{
  g_return_val_if_fail (TOTE_IS_CONVERSATION (self), NULL);
  return self->shopper_image_url;
}
