/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-operation.h"

static const char *const names[] = {
  "token",          "revoke",         "order",        "items",          "handling",
  "location",       "decide",         "chat",         "chat-send",      "chat-read",
  "order-messages", "pickup-details", "vehicle",      "vehicle-put",    "arrived",
  "schedule",       "delegate",       "rating",       "create-user",    "create-order",
  "fulfillment",    "cancel",         "stage",        "create-shopper", "create-batch",
  "advance-batch",  "add-item",       "update-item",  "callback",       "broker-token",
  "broker-revoke",  "broker-lookup",  "broker-board", "tile",           "picture",
  "control",
};

G_STATIC_ASSERT (G_N_ELEMENTS (names) == TOTE_SANDBOX_N_OPERATIONS);

/**
 * tote_sandbox_operation_get_name:
 * @operation: not %TOTE_SANDBOX_OPERATION_UNKNOWN
 *
 * Returns: (transfer none): its word
 */
const char *
tote_sandbox_operation_get_name (ToteSandboxOperation operation)
{
  g_return_val_if_fail (operation < TOTE_SANDBOX_N_OPERATIONS, NULL);

  return names[operation];
}

/**
 * tote_sandbox_operation_from_name:
 * @name: a word of a fault rule
 *
 * Returns: what it stands for; %TOTE_SANDBOX_OPERATION_UNKNOWN if nothing
 */
ToteSandboxOperation
tote_sandbox_operation_from_name (const char *name)
{
  int operation = 0;

  while (operation < TOTE_SANDBOX_N_OPERATIONS && !g_str_equal (names[operation], name))
    operation++;
  return (ToteSandboxOperation) operation;
}
