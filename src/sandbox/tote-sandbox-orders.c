/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-handlers.h"

#include "tote-sandbox-dialect.h"
#include "tote-sandbox-member.h"
#include "tote-sandbox-simulation.h"
#include "tote-sandbox-world.h"

/* What the customer asks about an order, and the one decision there is (contract 3.1 to 3.5). */

/* Checks what the customer wants instead. FALSE when the call has been answered. */
static gboolean
read_alternative (ToteSandboxCall *call, JsonObject *wanted, const ToteSandboxProduct **product,
                  double *quantity)
{
  const char *upc = tote_sandbox_member_get_text (wanted, "upc");
  const char *rrc = tote_sandbox_member_get_text (wanted, "rrc");
  gboolean has_count = tote_sandbox_member_is_there (wanted, "count");
  gboolean has_weight = tote_sandbox_member_is_there (wanted, "weight");
  const char *problem = NULL;

  *quantity = 0;
  tote_sandbox_member_get_number (wanted, has_count ? "count" : "weight", quantity);

  if ((upc == NULL) == (rrc == NULL))
    problem = "must include exactly one of rrc or upc";
  else if (has_count == has_weight)
    problem = "must include exactly one of count or weight";
  else if (!(*quantity > 0))
    problem = has_count ? "count must be greater than 0" : "weight must be greater than 0";

  if (problem != NULL) {
    tote_sandbox_call_fail_key (call, problem, "alternative_item");
    return FALSE;
  }

  *product = tote_sandbox_catalog_resolve (call->platform->catalog, upc, rrc);
  if (*product == NULL)
    tote_sandbox_call_fail_key (call, "Could not resolve alternative item to a valid product",
                                NULL);
  return *product != NULL;
}

/* Checks the words of a decision. FALSE when the call has been answered. */
static gboolean
read_decision (ToteSandboxCall *call, gboolean *approved)
{
  const char *status = tote_sandbox_call_get_text (call, "status");

  if (!tote_sandbox_member_is_there (call->json, "status")) {
    tote_sandbox_call_fail_several (call, "can't be blank", "status");
    return FALSE;
  }
  if (g_strcmp0 (status, "APPROVED") != 0 && g_strcmp0 (status, "REJECTED") != 0) {
    tote_sandbox_call_fail_key (call, "is not included in the list", "status");
    return FALSE;
  }

  *approved = g_str_equal (status, "APPROVED");
  return TRUE;
}

/* Checks that the customer may decide now. FALSE when the call has been answered. */
static gboolean
may_decide (ToteSandboxCall *call, const ToteSandboxLine *line)
{
  const char *problem = NULL;

  if (line->decision == TOTE_SANDBOX_DECISION_APPROVED ||
      line->decision == TOTE_SANDBOX_DECISION_REJECTED)
    problem = "Replacement decision has already been made";
  else if (line->decision != TOTE_SANDBOX_DECISION_PENDING)
    problem = "Item has no replacement to decide on";
  else if (!tote_sandbox_order_is_being_shopped (call->order))
    problem = "Order is not being picked";

  if (problem != NULL)
    tote_sandbox_call_fail (call, SOUP_STATUS_BAD_REQUEST, 2001, problem, "status");
  return problem == NULL;
}

/* Finds the line the path names and counts the attempt. */
static ToteSandboxLine *
find_line (ToteSandboxCall *call)
{
  ToteSandboxLine *line = tote_sandbox_order_get_line (call->order, call->params[1]);

  if (line == NULL) {
    g_autofree char *message = g_strdup_printf ("Order item %s not found", call->params[1]);

    tote_sandbox_call_fail (call, SOUP_STATUS_NOT_FOUND, 4000, message, NULL);
    return NULL;
  }

  line->puts++;
  return line;
}

/* Reads the optional other item. FALSE when the call has been answered. */
static gboolean
read_wish (ToteSandboxCall *call, gboolean approved, const ToteSandboxProduct **product,
           double *quantity)
{
  JsonObject *wish = tote_sandbox_member_get_object (call->json, "alternative_item");

  *product = NULL;
  if (!tote_sandbox_member_is_there (call->json, "alternative_item") ||
      tote_sandbox_call_is_rendition (call))
    return TRUE;

  if (approved || wish == NULL) {
    tote_sandbox_call_fail_key (call, approved ? "can only be sent with REJECTED" : "is invalid",
                                "alternative_item");
    return FALSE;
  }
  return read_alternative (call, wish, product, quantity);
}

/* Contract 3.1. */
/**
 * tote_sandbox_orders_get:
 *
 * Answers GET order (contract 3.1).
 */
void
tote_sandbox_orders_get (ToteSandboxCall *call)
{
  tote_sandbox_call_answer (call, tote_sandbox_reference_order (call));
}

/* Contract 3.2. Asked again and again, and long: written anew only when it has changed. */
/**
 * tote_sandbox_orders_items:
 *
 * Answers the items (contract 3.2).
 */
void
tote_sandbox_orders_items (ToteSandboxCall *call)
{
  ToteSandboxOrder *order = call->order;
  guint64 fingerprint = tote_sandbox_order_fingerprint (order);

  if (order->items_answer != NULL && order->items_told == fingerprint) {
    tote_sandbox_call_answer_bytes (call, g_bytes_ref (order->items_answer), "application/json");
    return;
  }

  tote_sandbox_call_answer (call, tote_sandbox_call_is_rendition (call)
                                      ? tote_sandbox_rendition_items (call)
                                      : tote_sandbox_reference_items (call));
  g_clear_pointer (&order->items_answer, g_bytes_unref);
  order->items_answer = g_bytes_ref (call->answer);
  order->items_told = fingerprint;
}

/* Contract 3.4. */
/**
 * tote_sandbox_orders_handling:
 *
 * Answers the handling data (contract 3.4).
 */
void
tote_sandbox_orders_handling (ToteSandboxCall *call)
{
  tote_sandbox_call_answer (call, tote_sandbox_call_is_rendition (call)
                                      ? tote_sandbox_rendition_handling (call)
                                      : tote_sandbox_reference_handling (call));
}

/* Contract 3.5: an empty object unless the order is on the road. */
/**
 * tote_sandbox_orders_location:
 *
 * Answers where the shopper is (contract 3.5).
 */
void
tote_sandbox_orders_location (ToteSandboxCall *call)
{
  ToteSandboxOrder *order = call->order;
  JsonObject *object;

  if (order->location_off || order->shopper_data_removed) {
    tote_sandbox_call_fail (call, SOUP_STATUS_FORBIDDEN, TOTE_SANDBOX_NO_CODE, "Shopper PII", NULL);
    return;
  }

  object = json_object_new ();
  if (tote_sandbox_order_is (order, "delivering")) {
    double progress = tote_sandbox_simulation_get_progress (order, tote_sandbox_call_now (call));
    ToteSandboxPlace place = tote_sandbox_world_drive (progress);
    JsonObject *coordinates = json_object_new ();

    json_object_set_double_member (coordinates, "latitude", place.latitude);
    json_object_set_double_member (coordinates, "longitude", place.longitude);
    json_object_set_object_member (object, "coordinates", coordinates);
  }
  tote_sandbox_call_answer (call, object);
}

/* Contract 3.3. */
/**
 * tote_sandbox_orders_decide:
 *
 * Takes a decision on a replacement (contract 3.3).
 */
void
tote_sandbox_orders_decide (ToteSandboxCall *call)
{
  ToteSandboxLine *line = find_line (call);
  const ToteSandboxProduct *wish = NULL;
  gboolean approved = FALSE;
  double quantity = 0;

  if (line == NULL || !read_decision (call, &approved) ||
      !read_wish (call, approved, &wish, &quantity) || !may_decide (call, line))
    return;

  tote_sandbox_simulation_decide (call->order, line, approved, wish, quantity,
                                  call->platform->clock);
  tote_sandbox_call_answer (call, tote_sandbox_call_is_rendition (call)
                                      ? tote_sandbox_rendition_decision (line)
                                      : json_object_new ());
}
