/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-handlers.h"

#include "tote-sandbox-member.h"

/* What the customer thought of it (contract 3.9). */

static void
rate (ToteSandboxCall *call)
{
  static const char *const values[] = { "STARS1", "STARS2", "STARS3", "STARS4", "STARS5", NULL };
  const char *value = tote_sandbox_call_get_text (call, "rating_value");
  gboolean has_highlights = tote_sandbox_member_is_there (call->json, "highlights");

  if (!tote_sandbox_member_is_there (call->json, "rating_value")) {
    tote_sandbox_call_fail_key (call, "can't be blank", "rating_value");
    return;
  }
  if (value == NULL || !g_strv_contains (values, value)) {
    tote_sandbox_call_fail_key (call, "is not included in the list", "rating_value");
    return;
  }
  if (has_highlights && tote_sandbox_member_get_array (call->json, "highlights") == NULL) {
    tote_sandbox_call_fail_key (call, "is invalid", "highlights");
    return;
  }
  if (!tote_sandbox_order_is (call->order, "delivered")) {
    tote_sandbox_call_fail (call, SOUP_STATUS_BAD_REQUEST, 2001, "Order is not delivered", NULL);
    return;
  }

  g_free (call->order->rating);
  call->order->rating = g_strdup (value);
  tote_sandbox_call_answer_success (call);
}

/**
 * tote_sandbox_feedback_rate:
 *
 * Answers a customer’s rating (contract 3.9).
 */
void
tote_sandbox_feedback_rate (ToteSandboxCall *call)
{
  rate (call);
}

/**
 * tote_sandbox_feedback_rate_for_user:
 *
 * Answers a rating that a retailer sends for a customer (contract 3.9).
 */
void
tote_sandbox_feedback_rate_for_user (ToteSandboxCall *call)
{
  call->order = tote_sandbox_platform_get_order (call->platform, call->params[1]);
  if (call->order == NULL || g_strcmp0 (call->order->user_id, call->params[0]) != 0)
    tote_sandbox_call_fail_not_found (call);
  else
    rate (call);
}
