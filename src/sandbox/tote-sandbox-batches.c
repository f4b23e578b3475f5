/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-handlers.h"

#include "tote-sandbox-member.h"
#include "tote-sandbox-simulation.h"

#include <string.h>

/* The calls that drive an order through its life in a development environment (contract 7). */

#define MAX_STEPS 9

/* What a batch goes through, and what its orders then show; NULL leaves them where they are. */
typedef struct {
  const char *batch;
  const char *order;
} Step;

typedef struct {
  const char *type;
  Step steps[MAX_STEPS];
} Walk;

static const Walk walks[] = {
  { "delivery",
    { { "brand_new", "brand_new" },
      { "acknowledged", "acknowledged" },
      { "picking", "picking" },
      { "verifying_replacements", "verifying_replacements" },
      { "checkout", "checkout" },
      { "receipt_sanity_check", "checkout" },
      { "delivering", "delivering" },
      { "completed", "delivered" } } },
  { "pickup",
    { { "brand_new", "brand_new" },
      { "acknowledged", "acknowledged" },
      { "picking", "picking" },
      { "verifying_replacements", "verifying_replacements" },
      { "checkout", "checkout" },
      { "receipt_sanity_check", "checkout" },
      { "bags_check", "bags_check" },
      { "staged", "ready_for_pickup" } } },
  { "runner_customer",
    { { "brand_new", NULL },
      { "at_store", "runner_acknowledged" },
      { "bags_verified", "bags_verified" },
      { "completed", "delivered" } } },
  { "delivery_only",
    { { "brand_new", NULL },
      { "acknowledged", "acknowledged_for_delivery" },
      { "at_store", "at_store" },
      { "bags_verified", "bags_verified" },
      { "delivering", "delivering" },
      { "completed", "delivered" } } },
};

/* The tutorial stages a delivery batch, though staging is no step of its walk. */
static const Step staged_step = { "staged", "staged" };

static const Walk *
find_walk (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (walks); i++) {
    if (g_strcmp0 (walks[i].type, type) == 0)
      return &walks[i];
  }
  return NULL;
}

static const Step *
find_step (const char *type, const char *state)
{
  const Step *walk = find_walk (type)->steps;

  for (int i = 0; i < MAX_STEPS && walk[i].batch != NULL; i++) {
    if (g_strcmp0 (walk[i].batch, state) == 0)
      return &walk[i];
  }
  return g_strcmp0 (type, "delivery") == 0 && g_strcmp0 (state, "staged") == 0 ? &staged_step
                                                                               : NULL;
}

/* The step after the present one; staged on a delivery batch goes on to the road. */
static const Step *
find_next_step (const ToteSandboxBatch *batch)
{
  const Step *step = find_step (batch->type, batch->state);

  if (step == &staged_step)
    return find_step (batch->type, "delivering");
  return step + 1 < find_walk (batch->type)->steps + MAX_STEPS && step[1].batch != NULL ? step + 1
                                                                                        : NULL;
}

static void
enter_step (ToteSandboxCall *call, ToteSandboxBatch *batch, const Step *step)
{
  ToteSandboxClock *clock = call->platform->clock;

  batch->state = step->batch;
  for (guint i = 0; i < batch->orders->len; i++) {
    ToteSandboxOrder *order = batch->orders->pdata[i];

    if (step->order == NULL || tote_sandbox_order_is_over (order))
      continue;
    if (!g_str_equal (step->batch, "brand_new"))
      order->shopper_id = batch->shopper_id;
    tote_sandbox_order_enter (order, step->order, clock, tote_sandbox_clock_get_now (clock));
  }
}

static void
answer_batch (ToteSandboxCall *call, const ToteSandboxBatch *batch)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", batch->id);
  json_object_set_string_member (object, "workflow_state", batch->state);
  tote_sandbox_call_answer (call, object);
}

static gboolean
knows_shopper (ToteSandboxCall *call, gint64 id)
{
  return g_hash_table_contains (call->platform->shoppers, &id);
}

static const char *
guess_type (ToteSandboxOrder *order)
{
  static const char *const types[] = { "delivery", "pickup", "delivery_only" };

  return types[order->type];
}

/* Collects the orders; NULL when the call has been answered. */
static GPtrArray *
read_orders (ToteSandboxCall *call)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  JsonArray *array = tote_sandbox_member_get_array (call->json, "orders");

  if (array == NULL || json_array_get_length (array) == 0) {
    tote_sandbox_call_fail_key (call, "can't be blank", "orders");
    return NULL;
  }

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    const char *id = JSON_NODE_HOLDS_OBJECT (node)
                         ? tote_sandbox_member_get_text (json_node_get_object (node), "id")
                         : NULL;
    ToteSandboxOrder *order =
        id != NULL ? tote_sandbox_platform_get_order (call->platform, id) : NULL;

    if (order == NULL) {
      tote_sandbox_call_fail_not_found (call);
      return NULL;
    }
    g_ptr_array_add (orders, order);
  }
  return g_steal_pointer (&orders);
}

/* Finds the walk and the step to start in. FALSE when the call has been answered. */
static gboolean
read_start (ToteSandboxCall *call, GPtrArray *orders, const char **type, const Step **start)
{
  const char *wanted = tote_sandbox_call_get_text (call, "batch_type");
  const char *state = tote_sandbox_call_get_text (call, "workflow_state");
  const Walk *walk = find_walk (wanted != NULL ? wanted : guess_type (orders->pdata[0]));

  if (walk == NULL) {
    tote_sandbox_call_fail_key (call, "is not included in the list", "batch_type");
    return FALSE;
  }
  *type = walk->type;

  /* With a shopper given a batch starts acknowledged; a runner has to be found first. */
  if (state == NULL)
    state = g_str_equal (*type, "runner_customer") ? "brand_new" : "acknowledged";
  *start = find_step (*type, state);
  if (*start == NULL)
    tote_sandbox_call_fail_key (call, "is not included in the list", "workflow_state");
  return *start != NULL;
}

/**
 * tote_sandbox_batches_create:
 *
 * Answers the call that makes a walk through states (contract 7).
 */
void
tote_sandbox_batches_create (ToteSandboxCall *call)
{
  g_autoptr (GPtrArray) orders = NULL;
  const Step *start = NULL;
  const char *type = NULL;
  ToteSandboxBatch *batch;
  gint64 shopper_id = 0;

  if (!tote_sandbox_member_get_integer (call->json, "shopper_id", &shopper_id)) {
    tote_sandbox_call_fail_key (call, "can't be blank", "shopper_id");
    return;
  }
  if (!knows_shopper (call, shopper_id)) {
    tote_sandbox_call_fail_not_found (call);
    return;
  }
  orders = read_orders (call);
  if (orders == NULL || !read_start (call, orders, &type, &start))
    return;

  batch = tote_sandbox_platform_add_batch (call->platform, type, shopper_id);
  for (guint i = 0; i < orders->len; i++) {
    ToteSandboxOrder *order = orders->pdata[i];

    /* Who makes a batch takes the wheel: nothing happens by itself any more. */
    order->self_driven = FALSE;
    tote_sandbox_timeline_clear (order->timeline);
    g_ptr_array_add (batch->orders, order);
  }
  enter_step (call, batch, start);
  answer_batch (call, batch);
}

/**
 * tote_sandbox_batches_advance:
 *
 * Answers the call that moves a walk on (contract 7).
 */
void
tote_sandbox_batches_advance (ToteSandboxCall *call)
{
  const char *target = tote_sandbox_call_get_text (call, "workflow_state");
  ToteSandboxBatch *batch;
  const Step *step;
  gint64 id = 0;

  batch = g_ascii_string_to_signed (call->params[0], 10, 0, G_MAXINT64, &id, NULL)
              ? tote_sandbox_platform_get_batch (call->platform, id)
              : NULL;
  if (batch == NULL) {
    tote_sandbox_call_fail_not_found (call);
    return;
  }

  for (guint i = 0; i < batch->orders->len; i++) {
    ToteSandboxOrder *order = batch->orders->pdata[i];

    tote_sandbox_platform_get_order (call->platform, order->id);
  }
  step = target != NULL ? find_step (batch->type, target) : find_next_step (batch);
  if (step == NULL) {
    if (target != NULL)
      tote_sandbox_call_fail_key (call, "is not included in the list", "workflow_state");
    else
      tote_sandbox_call_fail (call, SOUP_STATUS_BAD_REQUEST, 2001, "Batch is completed", NULL);
    return;
  }

  enter_step (call, batch, step);
  answer_batch (call, batch);
}

/**
 * tote_sandbox_batches_create_shopper:
 *
 * Answers the call that hires a shopper (contract 7).
 */
void
tote_sandbox_batches_create_shopper (ToteSandboxCall *call)
{
  const char *email = tote_sandbox_call_get_text (call, "email");
  const char *phone = tote_sandbox_call_get_text (call, "phone");
  JsonObject *object;

  if (email != NULL && (strchr (email, '@') == NULL || strchr (email, ' ') != NULL)) {
    tote_sandbox_call_fail_key (call, "Invalid email", "email");
    return;
  }
  if (phone != NULL && (strspn (phone, "+0123456789 ()-.") != strlen (phone) ||
                        strlen (phone) < 7 || strlen (phone) > 20)) {
    tote_sandbox_call_fail_key (call, "Invalid phone number", "phone");
    return;
  }
  if (phone != NULL && g_hash_table_contains (call->platform->phones, phone)) {
    tote_sandbox_call_fail_key (call, "An account already exists with this number", "phone");
    return;
  }

  object = json_object_new ();
  json_object_set_int_member (object, "id",
                              tote_sandbox_platform_add_shopper (call->platform, phone));
  tote_sandbox_call_answer (call, object);
}

/* FALSE when the call has been answered. */
static gboolean
find_shopped_order (ToteSandboxCall *call)
{
  gint64 shopper_id = 0;

  if (g_ascii_string_to_signed (call->params[0], 10, 0, G_MAXINT64, &shopper_id, NULL) &&
      knows_shopper (call, shopper_id))
    call->order = tote_sandbox_platform_get_order (call->platform, call->params[1]);
  if (call->order == NULL)
    tote_sandbox_call_fail_not_found (call);
  return call->order != NULL;
}

/* NULL when the call has been answered. */
static const ToteSandboxProduct *
read_product (ToteSandboxCall *call, const char *name)
{
  JsonObject *item = tote_sandbox_member_get_object (call->json, name);
  const char *upc = tote_sandbox_member_get_text (item, "upc");
  const char *rrc = tote_sandbox_member_get_text (item, "rrc");
  const ToteSandboxProduct *product = NULL;

  if (item == NULL) {
    tote_sandbox_call_fail_key (call, "can't be blank", name);
    return NULL;
  }
  if ((upc == NULL) == (rrc == NULL)) {
    tote_sandbox_call_fail_key (call, "must include exactly one of rrc or upc", name);
    return NULL;
  }

  product = tote_sandbox_catalog_resolve (call->platform->catalog, upc, rrc);
  if (product == NULL)
    tote_sandbox_call_fail_key (call, "Could not resolve item to a valid product", name);
  return product;
}

static double
read_delivered (ToteSandboxCall *call, double otherwise)
{
  double quantity = otherwise;

  if (!tote_sandbox_member_get_number (call->json, "delivered_count", &quantity))
    tote_sandbox_member_get_number (call->json, "delivered_weight", &quantity);
  return quantity > 0 ? quantity : otherwise;
}

/**
 * tote_sandbox_batches_add_item:
 *
 * Answers the call that adds an item to an order (contract 7).
 */
void
tote_sandbox_batches_add_item (ToteSandboxCall *call)
{
  const ToteSandboxProduct *product;
  ToteSandboxLine *line;

  if (!find_shopped_order (call))
    return;
  product = read_product (call, "item");
  if (product == NULL)
    return;

  line = tote_sandbox_order_add_line (call->order, NULL, product, read_delivered (call, 1));
  line->status = TOTE_SANDBOX_LINE_FOUND;
  tote_sandbox_call_answer_success (call);
}

/* What the shopper has done with a line; anything else is refused. */
static void
update_line (ToteSandboxCall *call, ToteSandboxLine *line, const char *status)
{
  ToteSandboxClock *clock = call->platform->clock;
  gint64 now = tote_sandbox_call_now (call);

  if (g_strcmp0 (status, "replaced") == 0) {
    const ToteSandboxProduct *product = read_product (call, "replacement_item");

    if (product == NULL)
      return;
    tote_sandbox_simulation_offer (call->order, line, product,
                                   read_delivered (call, line->quantity), clock, now);
  } else if (g_strcmp0 (status, "to_refund") == 0) {
    tote_sandbox_simulation_refund (call->order, line, clock, now);
  } else if (g_strcmp0 (status, "found") == 0 || g_strcmp0 (status, "not_found") == 0) {
    line->status =
        g_str_equal (status, "found") ? TOTE_SANDBOX_LINE_FOUND : TOTE_SANDBOX_LINE_NOT_PICKED;
    line->decision = TOTE_SANDBOX_DECISION_NONE;
    line->replacement = NULL;
  } else {
    tote_sandbox_call_fail_key (call, "is not included in the list", "status");
    return;
  }
  tote_sandbox_call_answer_success (call);
}

/**
 * tote_sandbox_batches_update_item:
 *
 * Answers the call that says what became of an item (contract 7).
 */
void
tote_sandbox_batches_update_item (ToteSandboxCall *call)
{
  ToteSandboxLine *line;

  if (!find_shopped_order (call))
    return;
  line = tote_sandbox_order_get_line_by_num (call->order, call->params[2]);
  if (line == NULL) {
    tote_sandbox_call_fail_not_found (call);
    return;
  }
  update_line (call, line, tote_sandbox_call_get_text (call, "status"));
}

/**
 * tote_sandbox_batches_callback:
 *
 * Answers a call-back of the platform (contract 7).
 */
void
tote_sandbox_batches_callback (ToteSandboxCall *call)
{
  const char *event = tote_sandbox_call_get_text (call, "event_name");
  ToteSandboxClock *clock = call->platform->clock;

  call->order = tote_sandbox_platform_get_order (call->platform, call->params[0]);
  if (call->order == NULL) {
    tote_sandbox_call_fail_not_found (call);
    return;
  }

  if (g_strcmp0 (event, "canceled") == 0) {
    tote_sandbox_simulation_cancel (call->order, "retailer_request", clock);
  } else if (g_strcmp0 (event, "rescheduled") == 0) {
    tote_sandbox_simulation_reschedule (call->order, clock);
  } else if (g_strcmp0 (event, "late_delivery") == 0) {
    tote_sandbox_chat_notify (
        call->order->chat, "late_delivery", "Your order is running late",
        tote_sandbox_order_stamp (call->order, clock, tote_sandbox_call_now (call)));
  } else {
    tote_sandbox_call_fail_key (
        call, event == NULL ? "can't be blank" : "is not included in the list", "event_name");
    return;
  }
  tote_sandbox_call_answer_success (call);
}
