/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-chat.h"

static void
message_free (gpointer data)
{
  ToteSandboxMessage *message = data;

  g_free (message->body);
  g_free (message->image);
  g_free (message);
}

static void
notice_free (gpointer data)
{
  ToteSandboxNotice *notice = data;

  g_free (notice->body);
  g_free (notice);
}

/**
 * tote_sandbox_chat_new:
 * @first_id: the number of the first message; numbers grow by more than one, as in life
 *
 * Returns: (transfer full): an empty conversation
 */
ToteSandboxChat *
tote_sandbox_chat_new (gint64 first_id)
{
  ToteSandboxChat *self = g_new0 (ToteSandboxChat, 1);

  self->messages = g_ptr_array_new_with_free_func (message_free);
  self->notices = g_ptr_array_new_with_free_func (notice_free);
  self->next_id = first_id;
  return self;
}

/**
 * tote_sandbox_chat_free:
 * @self: (transfer full): the conversation
 */
void
tote_sandbox_chat_free (ToteSandboxChat *self)
{
  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->notices);
  g_free (self);
}

/**
 * tote_sandbox_chat_say:
 * @from_customer: who speaks: the customer, or else the shopper
 * @body: the text
 * @image: (nullable): the path of a picture on this server
 * @at: the wall time
 *
 * Returns: (transfer none): the message as stored
 */
const ToteSandboxMessage *
tote_sandbox_chat_say (ToteSandboxChat *self, gboolean from_customer, const char *body,
                       const char *image, gint64 at)
{
  ToteSandboxMessage *message = g_new0 (ToteSandboxMessage, 1);

  message->id = self->next_id;
  message->created_at = at;
  message->from_customer = from_customer;
  message->body = g_strdup (body);
  message->image = g_strdup (image);
  self->next_id += 3;
  g_ptr_array_add (self->messages, message);
  return message;
}

/**
 * tote_sandbox_chat_notify:
 * @type: a static word
 * @body: the text
 * @at: the wall time
 */
void
tote_sandbox_chat_notify (ToteSandboxChat *self, const char *type, const char *body, gint64 at)
{
  ToteSandboxNotice *notice = g_new0 (ToteSandboxNotice, 1);

  notice->id = self->next_id;
  notice->created_at = at;
  notice->body = g_strdup (body);
  notice->type = type;
  self->next_id += 3;
  g_ptr_array_add (self->notices, notice);
}

/**
 * tote_sandbox_chat_mark_read:
 * @from_customer: whose messages have been read
 * @at: the wall time
 *
 * Returns: how many were unread before
 */
guint
tote_sandbox_chat_mark_read (ToteSandboxChat *self, gboolean from_customer, gint64 at)
{
  guint count = 0;

  for (guint i = 0; i < self->messages->len; i++) {
    ToteSandboxMessage *message = self->messages->pdata[i];

    if (message->from_customer != from_customer || message->read_at != 0)
      continue;
    message->read_at = at;
    count++;
  }
  return count;
}
