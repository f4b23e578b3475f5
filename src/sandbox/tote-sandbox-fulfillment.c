/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-handlers.h"

#include "tote-sandbox-dialect.h"
#include "tote-sandbox-member.h"
#include "tote-sandbox-simulation.h"

/* What a retailer's backend does with orders (contract section 6). */

static void
answer_order (ToteSandboxCall *call)
{
  tote_sandbox_call_answer (call, tote_sandbox_call_is_rendition (call)
                                      ? tote_sandbox_rendition_fulfillment (call->order)
                                      : tote_sandbox_reference_fulfillment (call->order));
}

/* FALSE when the call has been answered. */
static gboolean
find_users_order (ToteSandboxCall *call)
{
  call->order = tote_sandbox_platform_get_order (call->platform, call->params[1]);
  if (call->order != NULL && g_strcmp0 (call->order->user_id, call->params[0]) == 0)
    return TRUE;

  tote_sandbox_call_fail_not_found (call);
  return FALSE;
}

/* FALSE when the call has been answered. */
static gboolean
find_dispatch_order (ToteSandboxCall *call)
{
  const char *user = call->query != NULL ? g_hash_table_lookup (call->query, "user_id") : NULL;

  call->order = tote_sandbox_platform_get_order (call->platform, call->params[0]);
  if (call->order != NULL && call->order->dispatch &&
      (user == NULL || g_str_equal (user, call->order->user_id)))
    return TRUE;

  tote_sandbox_call_fail_not_found (call);
  return FALSE;
}

static void
cancel (ToteSandboxCall *call)
{
  if (!tote_sandbox_order_is (call->order, "brand_new")) {
    tote_sandbox_call_fail (call, SOUP_STATUS_BAD_REQUEST, 2001, "Order can no longer be canceled",
                            "status");
    return;
  }
  tote_sandbox_simulation_cancel (call->order, "customer_request", call->platform->clock);
  answer_order (call);
}

/* Reads one of the items of a new order; what is wrong with it, or NULL. */
static const char *
add_item (ToteSandboxCall *call, ToteSandboxOrder *order, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *item = tote_sandbox_member_get_object (object, "item");
  const char *upc = tote_sandbox_member_get_text (item, "upc");
  const char *rrc = tote_sandbox_member_get_text (item, "rrc");
  const ToteSandboxProduct *product;
  double quantity = 0;

  if (upc == NULL && rrc == NULL)
    return "must include exactly one of rrc or upc";

  product = tote_sandbox_catalog_resolve (call->platform->catalog, upc, rrc);
  if (product == NULL)
    return "Could not resolve item to a valid product";
  if (!tote_sandbox_member_get_number (object, "count", &quantity))
    tote_sandbox_member_get_number (object, "weight", &quantity);
  if (!(quantity > 0))
    return "count must be greater than 0";

  tote_sandbox_order_add_line (order, tote_sandbox_member_get_text (object, "line_num"), product,
                               quantity);
  return NULL;
}

/* FALSE when the call has been answered. */
static gboolean
check_new_order (ToteSandboxCall *call)
{
  const char *id = tote_sandbox_call_get_text (call, "order_id");

  if (!g_hash_table_contains (call->platform->users, call->params[0])) {
    tote_sandbox_call_fail_not_found (call);
    return FALSE;
  }
  if (id != NULL && *id == '\0') {
    tote_sandbox_call_fail_key (call, "can't be blank", "order_id");
    return FALSE;
  }
  if (id != NULL && tote_sandbox_platform_get_order (call->platform, id) != NULL) {
    tote_sandbox_call_fail_key (call, "has already been taken", "order_id");
    return FALSE;
  }
  return TRUE;
}

static void
create_order (ToteSandboxCall *call, ToteSandboxFulfillment type)
{
  const char *wanted = tote_sandbox_call_get_text (call, "order_id");
  JsonArray *items = tote_sandbox_member_get_array (call->json, "items");
  g_autofree char *id = wanted != NULL ? g_strdup (wanted) : g_uuid_string_random ();
  g_autoptr (ToteSandboxOrder) probe = NULL;
  const char *problem = NULL;

  if (!check_new_order (call))
    return;

  /* The items are read into a probe first: an order is placed whole or not at all. */
  probe = tote_sandbox_order_new (id, call->params[0], 0, type);
  for (guint i = 0; items != NULL && i < json_array_get_length (items) && problem == NULL; i++)
    problem = add_item (call, probe, json_array_get_element (items, i));
  if (problem != NULL) {
    tote_sandbox_call_fail_key (call, problem, "items");
    return;
  }

  call->order = tote_sandbox_platform_add_order (call->platform, id, call->params[0], type);
  for (guint i = 0; i < probe->lines->len; i++) {
    const ToteSandboxLine *line = probe->lines->pdata[i];

    tote_sandbox_order_add_line (call->order, line->line_num, line->product, line->quantity);
  }
  answer_order (call);
}

/**
 * tote_sandbox_fulfillment_create_user:
 *
 * Answers the call that makes a user (contract 6).
 */
void
tote_sandbox_fulfillment_create_user (ToteSandboxCall *call)
{
  const char *id = tote_sandbox_call_get_text (call, "user_id");

  if (id == NULL || *id == '\0') {
    tote_sandbox_call_fail_key (call, "can't be blank", "user_id");
    return;
  }
  if (g_hash_table_contains (call->platform->users, id)) {
    tote_sandbox_call_fail_key (call, "has already been taken", "user_id");
    return;
  }

  g_hash_table_insert (call->platform->users, g_strdup (id), json_object_ref (call->json));
  tote_sandbox_call_answer (call, json_object_ref (call->json));
}

/**
 * tote_sandbox_fulfillment_create_delivery:
 *
 * Answers the call that places a delivery (contract 6).
 */
void
tote_sandbox_fulfillment_create_delivery (ToteSandboxCall *call)
{
  create_order (call, TOTE_SANDBOX_FULFILLMENT_DELIVERY);
}

/**
 * tote_sandbox_fulfillment_create_pickup:
 *
 * Answers the call that places a pickup (contract 6).
 */
void
tote_sandbox_fulfillment_create_pickup (ToteSandboxCall *call)
{
  create_order (call, TOTE_SANDBOX_FULFILLMENT_PICKUP);
}

/**
 * tote_sandbox_fulfillment_get:
 *
 * Answers a retailer’s look at an order (contract 6).
 */
void
tote_sandbox_fulfillment_get (ToteSandboxCall *call)
{
  if (find_users_order (call))
    answer_order (call);
}

/**
 * tote_sandbox_fulfillment_cancel:
 *
 * Answers a retailer’s cancellation (contract 6).
 */
void
tote_sandbox_fulfillment_cancel (ToteSandboxCall *call)
{
  if (find_users_order (call))
    cancel (call);
}

/**
 * tote_sandbox_fulfillment_get_dispatch:
 *
 * Answers a retailer’s look at a dispatched order (contract 6).
 */
void
tote_sandbox_fulfillment_get_dispatch (ToteSandboxCall *call)
{
  if (find_dispatch_order (call))
    answer_order (call);
}

/**
 * tote_sandbox_fulfillment_cancel_dispatch:
 *
 * Answers the cancellation of a dispatched order (contract 6).
 */
void
tote_sandbox_fulfillment_cancel_dispatch (ToteSandboxCall *call)
{
  if (find_dispatch_order (call))
    cancel (call);
}

/* The bags are ready: the order is packed, and a little later it waits for a driver. */
/**
 * tote_sandbox_fulfillment_stage_dispatch:
 *
 * Answers that a dispatched order stands ready (contract 6).
 */
void
tote_sandbox_fulfillment_stage_dispatch (ToteSandboxCall *call)
{
  gint64 now = tote_sandbox_call_now (call);

  if (!find_dispatch_order (call))
    return;

  if (!tote_sandbox_order_is (call->order, "brand_new")) {
    tote_sandbox_call_fail (call, SOUP_STATUS_BAD_REQUEST, 2001, "Order is staged already",
                            "status");
    return;
  }
  tote_sandbox_order_enter (call->order, "staged_for_delivery", call->platform->clock, now);
  if (!call->order->self_driven)
    tote_sandbox_timeline_add (call->order->timeline, now + 60 * G_TIME_SPAN_SECOND,
                               TOTE_SANDBOX_EVENT_STATE, 0, "waiting_for_delivery");
  answer_order (call);
}
