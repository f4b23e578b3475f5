/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-handlers.h"

#include "tote-sandbox-member.h"
#include "tote-sandbox-simulation.h"

/* Orders the customer comes for (contract 3.8). */

static const char *const vehicle_types[] = { "hatchback", "minivan", "sedan", "suv",
                                             "truck",     "other",   NULL };

static const struct {
  const char *name;
  const char *hex;
} colors[] = {
  { "black", "#1E1F21" },  { "blue", "#2F5DA8" },   { "brown", "#6B4A2F" },  { "gray", "#84888D" },
  { "green", "#2E6B45" },  { "yellow", "#E5C02E" }, { "orange", "#DF7B28" }, { "red", "#B3292B" },
  { "silver", "#C7CBD1" }, { "white", "#F4F4F2" },
};

/* FALSE when the call has been answered. */
static gboolean
is_pickup (ToteSandboxCall *call)
{
  if (call->order->type == TOTE_SANDBOX_FULFILLMENT_PICKUP)
    return TRUE;

  tote_sandbox_call_fail (call, SOUP_STATUS_BAD_REQUEST, 4001,
                          "Pickup unavailable for non-pickup orders", NULL);
  return FALSE;
}

static const char *
find_hex (const char *color)
{
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++) {
    if (g_strcmp0 (colors[i].name, color) == 0)
      return colors[i].hex;
  }
  return NULL;
}

static JsonObject *
new_instruction (ToteSandboxCall *call, const char *category, const char *text,
                 const char *description)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "category", category);
  json_object_set_string_member (object, "instruction", text);
  if (description != NULL) {
    g_autofree char *url = g_strconcat (call->platform->url, "/pictures/bays.png", NULL);
    JsonArray *images = json_array_new ();
    JsonObject *image = json_object_new ();

    json_object_set_string_member (image, "url", url);
    json_object_set_string_member (image, "value", description);
    json_array_add_object_element (images, image);
    json_object_set_array_member (object, "instruction_images", images);
  }
  return object;
}

static void
answer_vehicle (ToteSandboxCall *call)
{
  const ToteSandboxPickup *pickup = &call->order->pickup;
  JsonObject *envelope = json_object_new ();

  if (pickup->has_vehicle) {
    const char *hex = find_hex (pickup->color);
    JsonObject *vehicle = json_object_new ();

    json_object_set_int_member (vehicle, "id", 3317 + call->order->serial % 1000);
    json_object_set_string_member (vehicle, "model", pickup->model != NULL ? pickup->model : "");
    json_object_set_string_member (vehicle, "vehicle_type",
                                   pickup->vehicle_type != NULL ? pickup->vehicle_type : "other");
    if (pickup->license_plate != NULL)
      json_object_set_string_member (vehicle, "license_plate", pickup->license_plate);
    json_object_set_string_member (vehicle, "color", pickup->color != NULL ? pickup->color : "");
    if (hex != NULL)
      json_object_set_string_member (vehicle, "color_hex", hex);
    json_object_set_object_member (envelope, "vehicle_info", vehicle);
  }
  tote_sandbox_call_answer (call, envelope);
}

/* FALSE when the call has been answered. */
static gboolean
check_text (ToteSandboxCall *call, const char *name, gboolean required)
{
  const char *problem = NULL;

  if (!tote_sandbox_member_is_there (call->json, name))
    problem = required ? "can't be blank" : NULL;
  else if (tote_sandbox_call_get_text (call, name) == NULL)
    problem = "is invalid";
  else if (required && *tote_sandbox_call_get_text (call, name) == '\0')
    problem = "can't be blank";

  if (problem != NULL)
    tote_sandbox_call_fail_key (call, problem, name);
  return problem == NULL;
}

/* FALSE when the call has been answered. */
static gboolean
check_vehicle (ToteSandboxCall *call)
{
  const char *type = tote_sandbox_call_get_text (call, "vehicle_type");
  const char *color = tote_sandbox_call_get_text (call, "color");
  const char *wrong = NULL;

  if (!check_text (call, "model", FALSE) || !check_text (call, "license_plate", FALSE) ||
      !check_text (call, "vehicle_type", FALSE) || !check_text (call, "color", FALSE))
    return FALSE;

  if (type != NULL && !g_strv_contains (vehicle_types, type))
    wrong = "vehicle_type";
  else if (color != NULL && find_hex (color) == NULL)
    wrong = "color";

  if (wrong != NULL)
    tote_sandbox_call_fail_key (call, "is not included in the list", wrong);
  return wrong == NULL;
}

static void
keep_text (ToteSandboxCall *call, const char *name, char **place)
{
  const char *text = tote_sandbox_call_get_text (call, name);

  if (text == NULL)
    return;
  g_free (*place);
  *place = g_strdup (text);
}

/**
 * tote_sandbox_pickup_details:
 *
 * Answers the pickup place (contract 3.8).
 */
void
tote_sandbox_pickup_details (ToteSandboxCall *call)
{
  JsonObject *object;
  JsonArray *array;

  if (!is_pickup (call))
    return;

  object = json_object_new ();
  array = json_array_new ();
  json_array_add_object_element (
      array, new_instruction (call, "curbside",
                              "Park in bays 1 to 6 on the north side and press “I’m Here”.",
                              "Bays on the north side"));
  json_array_add_object_element (
      array, new_instruction (call, "in_store", "Go to the service desk by entrance B.", NULL));
  json_object_set_array_member (object, "pickup_instructions", array);
  tote_sandbox_call_answer (call, object);
}

/**
 * tote_sandbox_pickup_get_vehicle:
 *
 * Answers the vehicle (contract 3.8).
 */
void
tote_sandbox_pickup_get_vehicle (ToteSandboxCall *call)
{
  if (is_pickup (call))
    answer_vehicle (call);
}

/**
 * tote_sandbox_pickup_put_vehicle:
 *
 * Takes the vehicle (contract 3.8).
 */
void
tote_sandbox_pickup_put_vehicle (ToteSandboxCall *call)
{
  ToteSandboxPickup *pickup = &call->order->pickup;

  if (!is_pickup (call) || !check_vehicle (call))
    return;

  pickup->has_vehicle = TRUE;
  keep_text (call, "model", &pickup->model);
  keep_text (call, "vehicle_type", &pickup->vehicle_type);
  keep_text (call, "license_plate", &pickup->license_plate);
  keep_text (call, "color", &pickup->color);
  answer_vehicle (call);
}

/* A second arrival is as good as the first; after the end there is no pickup any more. */
/**
 * tote_sandbox_pickup_arrive:
 *
 * Takes that the customer is there (contract 3.8).
 */
void
tote_sandbox_pickup_arrive (ToteSandboxCall *call)
{
  ToteSandboxOrder *order = call->order;

  if (!is_pickup (call))
    return;

  if (tote_sandbox_order_is_over (order)) {
    tote_sandbox_call_fail (call, SOUP_STATUS_NOT_FOUND, 4000, "No pickup status found for order",
                            NULL);
    return;
  }
  if (!order->pickup.arrived && !tote_sandbox_order_is (order, "ready_for_pickup")) {
    tote_sandbox_call_fail_with_meta (call, SOUP_STATUS_BAD_REQUEST, 2001, "Params error",
                                      "order_delivery_id", "Order delivery is not staged.");
    return;
  }

  if (!order->pickup.arrived) {
    tote_sandbox_simulation_arrive (order, call->platform->clock, tote_sandbox_call_now (call));
    if (!order->self_driven) {
      ToteSandboxBatch *batch =
          tote_sandbox_platform_add_batch (call->platform, "runner_customer", order->shopper_id);

      g_ptr_array_add (batch->orders, order);
    }
  }
  tote_sandbox_call_answer_success (call);
}

/**
 * tote_sandbox_pickup_schedule:
 *
 * Takes when the customer comes (contract 3.8).
 */
void
tote_sandbox_pickup_schedule (ToteSandboxCall *call)
{
  ToteSandboxOrder *order = call->order;
  const char *eta = tote_sandbox_call_get_text (call, "schedule_pickup_eta");
  g_autoptr (GDateTime) time = eta != NULL ? g_date_time_new_from_iso8601 (eta, NULL) : NULL;
  JsonObject *object;

  if (!is_pickup (call))
    return;

  if (time == NULL) {
    tote_sandbox_call_fail_key (call, eta == NULL ? "can't be blank" : "is invalid",
                                "schedule_pickup_eta");
    return;
  }
  if (!tote_sandbox_order_is (order, "ready_for_pickup") || order->pickup.delegate != NULL) {
    tote_sandbox_call_fail (call, SOUP_STATUS_BAD_REQUEST, 2001,
                            order->pickup.delegate != NULL ? "Somebody else collects this order"
                                                           : "Order is not ready for pickup",
                            NULL);
    return;
  }

  keep_text (call, "schedule_pickup_eta", &order->pickup.eta);
  object = json_object_new ();
  json_object_set_string_member (object, "schedule_pickup_eta", eta);
  tote_sandbox_call_answer (call, object);
}

/**
 * tote_sandbox_pickup_delegate:
 *
 * Takes who comes instead (contract 3.8).
 */
void
tote_sandbox_pickup_delegate (ToteSandboxCall *call)
{
  if (!is_pickup (call) || !check_text (call, "name", TRUE) ||
      !check_text (call, "phone_number", TRUE))
    return;

  keep_text (call, "name", &call->order->pickup.delegate);
  tote_sandbox_call_answer (call, json_object_new ());
}
