/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-names.h"

#include "tote-sandbox-handlers.h"

#include "tote-sandbox-member.h"
#include "tote-sandbox-simulation.h"

#include <math.h>

/* The sandbox's own calls: what tests and demonstrations move the world with. */

/* A hundred years: no clock has to jump further. */
#define MAX_JUMP (100.0 * 365 * 86400)

/* Finds the order the body names, or the first. FALSE when the call has been answered. */
static gboolean
find_order (ToteSandboxCall *call)
{
  call->order = tote_sandbox_platform_get_order (call->platform,
                                                 tote_sandbox_call_get_text (call, "order_id"));
  if (call->order == NULL)
    tote_sandbox_call_fail_not_found (call);
  return call->order != NULL;
}

static gint64
to_microseconds (double seconds)
{
  return (gint64) llround (CLAMP (seconds, -MAX_JUMP, MAX_JUMP) * G_USEC_PER_SEC);
}

/**
 * tote_sandbox_control_say:
 *
 * Lets the shopper say something.
 */
void
tote_sandbox_control_say (ToteSandboxCall *call)
{
  const char *text = tote_sandbox_call_get_text (call, "body");
  const ToteSandboxMessage *message;
  JsonObject *object;

  if (!find_order (call))
    return;
  if (text == NULL) {
    tote_sandbox_call_fail_key (call, "can't be blank", "body");
    return;
  }

  if (call->order->shopper_id == 0)
    call->order->shopper_id = TOTE_SANDBOX_SHOPPER_ID;
  message = tote_sandbox_chat_say (
      call->order->chat, FALSE, text, tote_sandbox_call_get_text (call, "image"),
      tote_sandbox_order_stamp (call->order, call->platform->clock, tote_sandbox_call_now (call)));
  object = json_object_new ();
  json_object_set_int_member (object, "id", message->id);
  tote_sandbox_call_answer (call, object);
}

/**
 * tote_sandbox_control_advance:
 *
 * Moves an order on to its next state, or to a named one.
 */
void
tote_sandbox_control_advance (ToteSandboxCall *call)
{
  const char *state = tote_sandbox_call_get_text (call, "to");
  JsonObject *object;

  if (!find_order (call))
    return;
  if (tote_sandbox_member_is_there (call->json, "to") && (state == NULL || *state == '\0')) {
    tote_sandbox_call_fail_key (call, "is no word", "to");
    return;
  }
  if (!tote_sandbox_simulation_advance (call->order, state, call->platform->clock)) {
    tote_sandbox_call_fail_key (call, "The story is at its end", "to");
    return;
  }

  tote_sandbox_platform_get_order (call->platform, call->order->id);
  object = json_object_new ();
  json_object_set_string_member (object, "workflow_state", call->order->state);
  tote_sandbox_call_answer (call, object);
}

/**
 * tote_sandbox_control_fault:
 *
 * Replaces the faults.
 */
void
tote_sandbox_control_fault (ToteSandboxCall *call)
{
  g_autoptr (GError) error = NULL;
  ToteSandboxFaults *faults = tote_sandbox_faults_new (tote_sandbox_call_get_text (call, "spec"),
                                                       call->platform->seed, &error);

  if (faults == NULL) {
    tote_sandbox_call_fail_key (call, error->message, "spec");
    return;
  }
  tote_sandbox_faults_free (call->platform->faults);
  call->platform->faults = faults;
  tote_sandbox_call_answer_success (call);
}

static JsonObject *
new_clock (ToteSandboxPlatform *platform)
{
  g_autofree char *story = tote_sandbox_format_time (tote_sandbox_clock_get_now (platform->clock));
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "story", story);
  json_object_set_double_member (object, "speed", tote_sandbox_clock_get_speed (platform->clock));
  json_object_set_boolean_member (object, "paused",
                                  tote_sandbox_clock_get_paused (platform->clock));
  return object;
}

/**
 * tote_sandbox_control_clock:
 *
 * Moves, stops or hastens the clock.
 */
void
tote_sandbox_control_clock (ToteSandboxCall *call)
{
  ToteSandboxClock *clock = call->platform->clock;
  double speed = tote_sandbox_clock_get_speed (clock), seconds = 0;
  gboolean paused = tote_sandbox_clock_get_paused (clock);

  tote_sandbox_member_get_number (call->json, "advance", &seconds);
  tote_sandbox_member_get_number (call->json, "speed", &speed);
  tote_sandbox_member_get_flag (call->json, "paused", &paused);
  if (!(seconds >= 0)) {
    tote_sandbox_call_fail_key (call, "Time does not run backwards", "advance");
    return;
  }
  if (!(speed > 0 && speed <= 1e6)) {
    tote_sandbox_call_fail_key (call, "must be above zero, up to a million", "speed");
    return;
  }

  tote_sandbox_clock_set_speed (clock, speed);
  tote_sandbox_clock_set_paused (clock, paused);
  tote_sandbox_clock_advance (clock, to_microseconds (seconds));
  tote_sandbox_call_answer (call, new_clock (call->platform));
}

/**
 * tote_sandbox_control_code:
 *
 * Mints a one-time code for the broker.
 */
void
tote_sandbox_control_code (ToteSandboxCall *call)
{
  g_autofree char *code = NULL;
  g_autofree char *id = NULL;
  g_autofree char *uri = NULL;
  JsonObject *object;

  if (!find_order (call))
    return;

  code = tote_sandbox_auth_mint_code (call->platform->auth, call->order->id);
  id = g_uri_escape_string (call->order->id, NULL, FALSE);
  uri = g_strdup_printf (TOTE_LINK_SCHEME ":track?order=%s&code=%s", id, code);
  object = json_object_new ();
  json_object_set_string_member (object, "order_id", call->order->id);
  json_object_set_string_member (object, "code", code);
  json_object_set_string_member (object, "uri", uri);
  tote_sandbox_call_answer (call, object);
}

/**
 * tote_sandbox_control_tokens:
 *
 * Ends tokens that were given out.
 */
void
tote_sandbox_control_tokens (ToteSandboxCall *call)
{
  const char *action = tote_sandbox_call_get_text (call, "action");
  gboolean expire = g_strcmp0 (action, "expire") == 0;
  gboolean sign_out = g_strcmp0 (action, "sign-out") == 0;
  const char *user_id = NULL;

  if (!expire && !sign_out && g_strcmp0 (action, "revoke") != 0) {
    tote_sandbox_call_fail_key (call, "is expire, revoke or sign-out", "action");
    return;
  }
  if (tote_sandbox_member_is_there (call->json, "order_id")) {
    if (!find_order (call))
      return;
    user_id = call->order->user_id;
  }
  tote_sandbox_auth_end_tokens (call->platform->auth, user_id, expire);
  if (sign_out)
    tote_sandbox_auth_end_grants (call->platform->auth,
                                  call->order != NULL ? call->order->id : NULL);
  tote_sandbox_call_answer_success (call);
}

/**
 * tote_sandbox_control_broker:
 *
 * Sets how the broker behaves.
 */
void
tote_sandbox_control_broker (ToteSandboxCall *call)
{
  ToteSandboxPlatform *platform = call->platform;
  gint64 lifetime = platform->broker_lifetime;

  tote_sandbox_member_get_flag (call->json, "board_tokens", &platform->board_has_tokens);
  tote_sandbox_member_get_flag (call->json, "lookup_needs_key", &platform->lookup_needs_key);
  tote_sandbox_member_get_integer (call->json, "expires_in", &lifetime);
  if (lifetime < 0 || lifetime > TOTE_SANDBOX_TOKEN_LIFETIME) {
    tote_sandbox_call_fail_key (call, "is a number from 0 to 86400", "expires_in");
    return;
  }

  platform->broker_lifetime = (guint) lifetime;
  tote_sandbox_call_answer_success (call);
}

/* The settings say what is on, the order what is off. */
static void
set_feature (ToteSandboxCall *call, const char *name, gboolean *off)
{
  gboolean on = !*off;

  if (tote_sandbox_member_get_flag (call->json, name, &on))
    *off = !on;
}

/**
 * tote_sandbox_control_settings:
 *
 * Switches features off and on.
 */
void
tote_sandbox_control_settings (ToteSandboxCall *call)
{
  if (!find_order (call))
    return;

  set_feature (call, "chat", &call->order->chat_off);
  set_feature (call, "shopper_data", &call->order->shopper_data_removed);
  set_feature (call, "location", &call->order->location_off);
  tote_sandbox_call_answer_success (call);
}

/**
 * tote_sandbox_control_window:
 *
 * Moves the slot of an order.
 */
void
tote_sandbox_control_window (ToteSandboxCall *call)
{
  gint64 wall = tote_sandbox_clock_get_wall (call->platform->clock);
  double starts_in = 0, ends_in = 0;

  if (!find_order (call))
    return;

  if (tote_sandbox_member_get_number (call->json, "starts_in", &starts_in))
    call->order->window_starts_at = wall + to_microseconds (starts_in);
  if (tote_sandbox_member_get_number (call->json, "ends_in", &ends_in))
    call->order->window_ends_at = wall + to_microseconds (ends_in);
  tote_sandbox_call_answer_success (call);
}

static void
change_line (ToteSandboxCall *call, ToteSandboxLine *line, guint index, const char *status)
{
  ToteSandboxClock *clock = call->platform->clock;
  gint64 now = tote_sandbox_call_now (call);

  if (g_strcmp0 (status, "found") == 0 || g_strcmp0 (status, "not_found") == 0) {
    line->status =
        g_str_equal (status, "found") ? TOTE_SANDBOX_LINE_FOUND : TOTE_SANDBOX_LINE_NOT_PICKED;
    line->decision = TOTE_SANDBOX_DECISION_NONE;
    line->replacement = NULL;
  } else if (g_strcmp0 (status, "replaced") == 0) {
    tote_sandbox_simulation_offer (
        call->order, line, tote_sandbox_catalog_get_replacement (call->platform->catalog, index),
        line->quantity, clock, now);
  } else if (g_strcmp0 (status, "to_refund") == 0) {
    tote_sandbox_simulation_refund (call->order, line, clock, now);
  } else {
    tote_sandbox_call_fail_key (call, "is found, not_found, replaced or to_refund", "status");
    return;
  }
  tote_sandbox_call_answer_success (call);
}

/**
 * tote_sandbox_control_item:
 *
 * Says what became of an item.
 */
void
tote_sandbox_control_item (ToteSandboxCall *call)
{
  const char *id = tote_sandbox_call_get_text (call, "line");
  ToteSandboxLine *line;
  guint index = 0;

  if (!find_order (call))
    return;

  line = id != NULL ? tote_sandbox_order_get_line (call->order, id) : NULL;
  if (line == NULL || !g_ptr_array_find (call->order->lines, line, &index)) {
    tote_sandbox_call_fail_not_found (call);
    return;
  }
  change_line (call, line, index, tote_sandbox_call_get_text (call, "status"));
}

/**
 * tote_sandbox_control_orders:
 *
 * Places one more order.
 */
void
tote_sandbox_control_orders (ToteSandboxCall *call)
{
  const char *name = tote_sandbox_call_get_text (call, "story");
  ToteSandboxStory story = TOTE_SANDBOX_STORY_DELIVERY;
  g_autofree char *token = NULL;
  gint64 items = 0;
  JsonObject *object;

  if (name != NULL && !tote_sandbox_story_from_name (name, &story)) {
    tote_sandbox_call_fail_key (call, "is not included in the list", "story");
    return;
  }
  tote_sandbox_member_get_integer (call->json, "items", &items);

  call->order =
      tote_sandbox_platform_place (call->platform, story, (guint) CLAMP (items, 0, 100000));
  token = tote_sandbox_platform_mint_token (call->platform, call->order);
  object = json_object_new ();
  json_object_set_string_member (object, "id", call->order->id);
  json_object_set_string_member (object, "token", token);
  json_object_set_string_member (object, "number", call->order->number);
  json_object_set_string_member (object, "postal_code", call->order->postal_code);
  tote_sandbox_call_answer (call, object);
}

static JsonArray *
new_messages (ToteSandboxOrder *order)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < order->chat->messages->len; i++) {
    const ToteSandboxMessage *message = order->chat->messages->pdata[i];
    JsonObject *object = json_object_new ();

    json_object_set_int_member (object, "id", message->id);
    json_object_set_string_member (object, "from", message->from_customer ? "customer" : "shopper");
    json_object_set_string_member (object, "body", message->body);
    json_object_set_boolean_member (object, "read", message->read_at != 0);
    json_array_add_object_element (array, object);
  }
  return array;
}

static JsonObject *
new_counts (GHashTable *table)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer name, count;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &name, &count))
    json_object_set_int_member (object, name, GPOINTER_TO_UINT (count));
  return object;
}

static void
set_lines (JsonObject *object, ToteSandboxOrder *order)
{
  static const char *const statuses[] = { "not_picked", "found", "replaced", "to_refund" };
  static const char *const decisions[] = { "none", "pending", "approved", "rejected" };
  JsonObject *lines = json_object_new ();
  JsonObject *taken = json_object_new ();
  JsonObject *puts = json_object_new ();

  for (guint i = 0; i < order->lines->len; i++) {
    const ToteSandboxLine *line = order->lines->pdata[i];

    json_object_set_string_member (lines, line->id, statuses[line->status]);
    if (line->decision != TOTE_SANDBOX_DECISION_NONE)
      json_object_set_string_member (taken, line->id, decisions[line->decision]);
    if (line->puts > 0)
      json_object_set_int_member (puts, line->id, line->puts);
  }
  json_object_set_object_member (object, "lines", lines);
  json_object_set_object_member (object, "decisions", taken);
  json_object_set_object_member (object, "puts", puts);
}

static JsonObject *
new_order (ToteSandboxOrder *order, gint64 now)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", order->id);
  json_object_set_string_member (object, "state", order->state);
  json_object_set_double_member (object, "progress",
                                 tote_sandbox_simulation_get_progress (order, now));
  set_lines (object, order);
  json_object_set_array_member (object, "messages", new_messages (order));
  json_object_set_object_member (object, "posts", new_counts (order->posts));
  json_object_set_boolean_member (object, "arrived", order->pickup.arrived);
  if (order->rating != NULL)
    json_object_set_string_member (object, "rating", order->rating);
  if (order->pickup.delegate != NULL)
    json_object_set_string_member (object, "delegate", order->pickup.delegate);
  if (order->pickup.eta != NULL)
    json_object_set_string_member (object, "eta", order->pickup.eta);
  return object;
}

static JsonArray *
new_batches (ToteSandboxPlatform *platform)
{
  JsonArray *array = json_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, platform->batches);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const ToteSandboxBatch *batch = value;
    JsonObject *object = json_object_new ();

    json_object_set_int_member (object, "id", batch->id);
    json_object_set_string_member (object, "type", batch->type);
    json_object_set_string_member (object, "workflow_state", batch->state);
    json_array_add_object_element (array, object);
  }
  return array;
}

/* What nobody asked for is not named. */
static JsonObject *
new_requests (ToteSandboxPlatform *platform)
{
  JsonObject *object = json_object_new ();

  for (int i = 0; i < TOTE_SANDBOX_N_OPERATIONS; i++) {
    if (platform->requests[i] > 0)
      json_object_set_int_member (object,
                                  tote_sandbox_operation_get_name ((ToteSandboxOperation) i),
                                  platform->requests[i]);
  }
  return object;
}

/**
 * tote_sandbox_control_state:
 *
 * Tells what the server has.
 */
void
tote_sandbox_control_state (ToteSandboxCall *call)
{
  JsonObject *object = json_object_new ();
  JsonArray *orders = json_array_new ();

  for (guint i = 0; i < call->platform->orders->len; i++) {
    ToteSandboxOrder *order = call->platform->orders->pdata[i];

    tote_sandbox_platform_get_order (call->platform, order->id);
    json_array_add_object_element (orders, new_order (order, tote_sandbox_call_now (call)));
  }
  json_object_set_object_member (object, "clock", new_clock (call->platform));
  json_object_set_array_member (object, "orders", orders);
  json_object_set_array_member (object, "batches", new_batches (call->platform));
  json_object_set_object_member (object, "requests", new_requests (call->platform));
  tote_sandbox_call_answer (call, object);
}
