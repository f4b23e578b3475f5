/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-handlers.h"

#include "tote-sandbox-dialect.h"
#include "tote-sandbox-simulation.h"

/* The conversation (contract 3.6 and 3.7). */

/* In Unicode scalar values: what the platform counts is not said, characters are promised. */
#define MAX_LENGTH 1000

/* A retailer that has removed shopper data, or offers no chat, has no conversation at all (contract
 * 1.1 and 3.6). FALSE when the call has been answered. */
static gboolean
may_read (ToteSandboxCall *call)
{
  gboolean removed = call->order->shopper_data_removed;

  if (!removed && !call->order->chat_off)
    return TRUE;

  tote_sandbox_call_fail (call, SOUP_STATUS_FORBIDDEN, TOTE_SANDBOX_NO_CODE,
                          removed ? "Shopper PII" : "Chat is not offered", NULL);
  return FALSE;
}

/* Counts what came in, whatever becomes of it: tests ask how often a text was sent. */
static void
count_post (ToteSandboxOrder *order, const char *text)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (order->posts, text));

  g_hash_table_insert (order->posts, g_strdup (text), GUINT_TO_POINTER (count + 1));
}

/* Contract 3.6, GET. */
/**
 * tote_sandbox_messages_list:
 *
 * Answers the conversation (contract 3.6).
 */
void
tote_sandbox_messages_list (ToteSandboxCall *call)
{
  if (!may_read (call))
    return;

  tote_sandbox_call_answer (call, tote_sandbox_call_is_rendition (call)
                                      ? tote_sandbox_rendition_chat (call)
                                      : tote_sandbox_reference_chat (call, FALSE));
}

/* Contract 3.7. */
/**
 * tote_sandbox_messages_list_all:
 *
 * Answers all messages of an order (contract 3.7).
 */
void
tote_sandbox_messages_list_all (ToteSandboxCall *call)
{
  if (may_read (call))
    tote_sandbox_call_answer (call, tote_sandbox_reference_chat (call, TRUE));
}

/* Contract 3.6, PUT. */
/**
 * tote_sandbox_messages_mark_read:
 *
 * Answers that messages were read (contract 3.6).
 */
void
tote_sandbox_messages_mark_read (ToteSandboxCall *call)
{
  JsonObject *object;
  gint64 at;

  if (!may_read (call))
    return;

  at = tote_sandbox_order_stamp (call->order, call->platform->clock, tote_sandbox_call_now (call));
  object = json_object_new ();
  json_object_set_int_member (object, "messages_read_count",
                              tote_sandbox_chat_mark_read (call->order->chat, FALSE, at));
  tote_sandbox_call_answer (call, object);
}

/* Contract 3.6, POST. */
/**
 * tote_sandbox_messages_send:
 *
 * Takes a message of the customer (contract 3.6).
 */
void
tote_sandbox_messages_send (ToteSandboxCall *call)
{
  const char *text = tote_sandbox_call_get_text (call, "body");
  const ToteSandboxMessage *message;

  if (text == NULL || *text == '\0') {
    tote_sandbox_call_fail_key (call, "can't be blank", "body");
    return;
  }

  count_post (call->order, text);
  if (g_utf8_strlen (text, -1) > MAX_LENGTH) {
    tote_sandbox_call_fail_key (call, "is too long (maximum is 1000 characters)", "body");
    return;
  }
  if (!tote_sandbox_order_is_chat_open (call->order)) {
    tote_sandbox_call_fail (call, SOUP_STATUS_FORBIDDEN, TOTE_SANDBOX_NO_CODE,
                            "Sending a message is not allowed at this time", NULL);
    return;
  }

  message = tote_sandbox_simulation_hear (call->order, text, call->platform->clock);
  tote_sandbox_call_answer (call, tote_sandbox_call_is_rendition (call)
                                      ? tote_sandbox_rendition_message (message)
                                      : tote_sandbox_reference_receipt (message));
}
