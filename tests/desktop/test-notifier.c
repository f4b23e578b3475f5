/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-body-form.h"
#include "tote-notifier.h"
#include "tote-settings.h"
#include "tote-tidings.h"
#include "tracker-fixture.h"

#include <adwaita.h>
#include <string.h>

#define DAEMON "org.gtk.Notifications"
#define DAEMON_PATH "/org/gtk/Notifications"

/* The switches, of which the schema has no other. */
static const char *const all_kinds[] = {
  "tell-shopping", "tell-question",  "tell-message",  "tell-on-the-way",  "tell-slot",
  "tell-ready",    "tell-delivered", "tell-canceled", "tell-chat-ending", "tell-signed-out",
};

/* With the real tracker, and a desktop that writes down what it is told. */
typedef struct {
  TrackerFixture tracker; /* first, for its functions */
  GApplication *application;
  ToteOrders *orders;
  ToteNotifier *notifier;
  GSettings *settings;
  GDBusConnection *daemon;
  guint object_id;
  GHashTable *out;  /* last word of its name → notification, as the desktop shows it */
  GHashTable *told; /* the same of all that it was told of, → how often */
  guint n_adds;
  guint n_removals;
  guint32 told_serial;     /* of the message that last told something */
  guint32 written_serial;  /* of the last message before what stands there was last written down */
  const char *fulfillment; /* (nullable): what the platform says of the order from now on */
  gboolean hidden;         /* whoever looks over the customer’s shoulder learns nothing */
} Fixture;

static guint
count_told (Fixture *fixture, const char *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (fixture->told, id));
}

static void
assert_hides (GVariant *notification)
{
  static const char *const words[] = { "Loaf", "Roll", "Maria", "Milk" };
  g_autofree char *text = g_variant_print (notification, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_null (strstr (text, words[i]));
}

static void
record (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
        const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
        gpointer user_data)
{
  Fixture *fixture = user_data;
  const char *name, *last;

  g_variant_get_child (parameters, 1, "&s", &name);
  last = strchr (strchr (name, ' ') + 1, ' ') + 1;
  if (g_str_equal (method, "AddNotification")) {
    g_autoptr (GVariant) notification = g_variant_get_child_value (parameters, 2);

    if (fixture->hidden)
      assert_hides (notification);
    fixture->n_adds++;
    fixture->told_serial =
        g_dbus_message_get_serial (g_dbus_method_invocation_get_message (invocation));
    g_hash_table_insert (fixture->told, g_strdup (last),
                         GUINT_TO_POINTER (count_told (fixture, last) + 1));
    g_hash_table_insert (fixture->out, g_strdup (last), g_variant_get_child_value (parameters, 2));
  } else {
    fixture->n_removals++;
    g_hash_table_remove (fixture->out, last);
  }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const GDBusInterfaceVTable vtable = { .method_call = record };

static void
put_daemon_on_bus (Fixture *fixture)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
      "<node><interface name='" DAEMON "'><method name='AddNotification'>"
      "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='a{sv}' direction='in'/></method><method name='RemoveNotification'>"
      "<arg type='s' direction='in'/><arg type='s' direction='in'/></method></interface></node>",
      NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  fixture->daemon = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  fixture->object_id = g_dbus_connection_register_object (
      fixture->daemon, DAEMON_PATH, node->interfaces[0], &vtable, fixture, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (fixture->daemon, "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", DAEMON, 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer state)
{
  g_autoptr (GError) error = NULL;

  tracker_set_up (&fixture->tracker, state);
  fixture->out =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  fixture->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  put_daemon_on_bus (fixture);
  fixture->application = g_application_new ("io.github.tote.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (fixture->application, NULL, &error);
  g_assert_no_error (error);
  fixture->orders = tote_orders_new ();
  tote_orders_add (fixture->orders, fixture->tracker.tracker);
  fixture->settings = tote_settings_new ();
  fixture->notifier = tote_notifier_new (fixture->application, fixture->orders, fixture->settings);
}

/* What was sent before this call has arrived after it: the bus keeps the order of messages. */
static void
settle (Fixture *fixture)
{
  g_autoptr (GVariant) reply = NULL;

  do {
    while (g_main_context_iteration (NULL, FALSE))
      ;
    g_clear_pointer (&reply, g_variant_unref);
    reply = g_dbus_connection_call_sync (
        fixture->daemon, "org.freedesktop.DBus", "/org/freedesktop/DBus",
        "org.freedesktop.DBus.Peer", "Ping", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  } while (g_main_context_pending (NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tote_orders_remove (fixture->orders, fixture->tracker.tracker);
  settle (fixture);
  g_assert_cmpuint (g_hash_table_size (fixture->out), ==, 0);
  g_assert_finalize_object (fixture->notifier);
  for (guint i = 0; i < G_N_ELEMENTS (all_kinds); i++)
    g_settings_reset (fixture->settings, all_kinds[i]);
  g_settings_reset (fixture->settings, "show-words");
  g_settings_reset (fixture->settings, "standing");
  g_assert_finalize_object (fixture->settings);
  g_assert_finalize_object (fixture->orders);
  g_assert_finalize_object (fixture->application);
  g_dbus_connection_unregister_object (fixture->daemon, fixture->object_id);
  g_object_unref (fixture->daemon);
  g_hash_table_unref (fixture->out);
  g_hash_table_unref (fixture->told);
  tracker_tear_down (&fixture->tracker, NULL);
}

static ToteOrder *
get_order (Fixture *fixture)
{
  return tote_tracker_get_order (fixture->tracker.tracker);
}

static void
turn_until_state (TrackerFixture *fixture, const char *state)
{
  tracker_wait_until (
      g_strcmp0 (tote_order_get_state (tote_tracker_get_order (fixture->tracker)), state) == 0);
}

/* A slot that ends at 13:00, an hour after the test begins. */
static void
become (Fixture *fixture, const char *state)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\": \"MKT-1\", \"workflow_state\": \"%s\", \"fulfillment_type\": \"%s\","
      " \"fulfillment_details\": {\"window_starts_at\": \"2026-03-20T11:00:00Z\","
      " \"window_ends_at\": \"2026-03-20T13:00:00Z\"}}",
      state, fixture->fulfillment);

  tote_fake_platform_set_body (fixture->tracker.platform, TOTE_RESOURCE_ORDER, 0, body);
}

/* Lets the order come to a state, and the desktop hear all there is to hear of it. */
static void
come_to (Fixture *fixture, const char *state)
{
  if (fixture->fulfillment == NULL)
    tote_fake_platform_set_state (fixture->tracker.platform, state);
  else
    become (fixture, state);
  turn_until_state (&fixture->tracker, state);
  tracker_turn_for (&fixture->tracker, 2000);
  settle (fixture);
}

/* Until the desktop shows it, or does not any more. */
static void
wait_for (Fixture *fixture, const char *id, gboolean shown)
{
  gint64 deadline = g_get_monotonic_time () + TRACKER_DEADLINE;

  while (g_hash_table_contains (fixture->out, id) != shown) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    tracker_turn (&fixture->tracker);
  }
  settle (fixture);
}

static char *
get_text (Fixture *fixture, const char *id, const char *key)
{
  GVariant *notification = g_hash_table_lookup (fixture->out, id);
  char *text = NULL;

  g_assert_nonnull (notification);
  g_variant_lookup (notification, key, "s", &text);
  return text;
}

static void
assert_out (Fixture *fixture, const char *id, const char *title)
{
  g_autofree char *shown = NULL;
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;

  wait_for (fixture, id, TRUE);
  shown = get_text (fixture, id, "title");
  action = get_text (fixture, id, "default-action");
  g_assert_nonnull (strstr (shown, title));
  g_assert_cmpstr (action, ==, "app.open-order");
  target = g_variant_lookup_value (g_hash_table_lookup (fixture->out, id), "default-action-target",
                                   NULL);
  g_assert_true (tote_notifier_find (fixture->notifier, target) == fixture->tracker.tracker);
}

static void
start (Fixture *fixture)
{
  tracker_start (&fixture->tracker);
  settle (fixture);
  g_assert_cmpuint (fixture->n_adds, ==, 0);
}

static void
answer_all (Fixture *fixture)
{
  for (guint i = 0; i < 3; i++)
    g_hash_table_insert (fixture->tracker.platform->decisions, g_strdup_printf ("li-%u", i),
                         g_strdup ("APPROVED"));
}

/* What is told at each step of a whole order, the one thing that stands there then. */
typedef struct {
  const char *state;
  const char *id; /* (nullable): %NULL for nothing */
  const char *title;
} Step;

static const Step delivery_steps[] = {
  { "acknowledged", NULL, NULL },
  { "picking", "shopping", "Shopping in progress" },
  { "checkout", NULL, NULL },
  { "staged_for_delivery", NULL, NULL },
  { "delivering", "on-the-way", "Out for delivery" },
  { "delivered", "end", "Delivered" },
};

static const Step pickup_steps[] = {
  { "picking", "shopping", "Shopping in progress" },
  { "staging", NULL, NULL },
  { "ready_for_pickup", "ready", "Ready for pickup" },
  { "user_at_store", "handing-over", "Arrival noted" },
  { "runner_awaiting", "handing-over", "Looking for a runner" },
  { "runner_acknowledged", "handing-over", "Runner found" },
  { "bags_verified", "handing-over", "Handing over" },
  { "delivered", "end", "Picked up" },
};

static const Step last_mile_steps[] = {
  { "acknowledged_for_delivery", NULL, NULL },
  { "at_store", NULL, NULL },
  { "bags_verified", NULL, NULL },
  { "delivering", "on-the-way", "Out for delivery" },
  { "canceled", "end", "Canceled" },
};

static void
play (Fixture *fixture, const char *fulfillment, const Step *steps, guint n)
{
  const char *before = NULL;
  guint n_adds = 0, n_removals = 0;

  answer_all (fixture);
  start (fixture);
  fixture->fulfillment = fulfillment;
  for (guint i = 0; i < n; i++) {
    const char *id = steps[i].id;

    come_to (fixture, steps[i].state);
    n_removals += before != NULL && g_strcmp0 (before, id) != 0;
    n_adds += id != NULL;
    before = id;
    if (id != NULL)
      assert_out (fixture, id, steps[i].title);
    g_assert_cmpuint (g_hash_table_size (fixture->out), ==, id != NULL);
    g_assert_cmpuint (fixture->n_adds, ==, n_adds);
    g_assert_cmpuint (fixture->n_removals, ==, n_removals);
  }
}

static void
test_whole (Fixture *fixture, gconstpointer unused)
{
  play (fixture, "delivery", delivery_steps, G_N_ELEMENTS (delivery_steps));
}

static void
test_whole_pickup (Fixture *fixture, gconstpointer unused)
{
  play (fixture, "pickup", pickup_steps, G_N_ELEMENTS (pickup_steps));
}

static void
test_whole_last_mile (Fixture *fixture, gconstpointer unused)
{
  play (fixture, "last_mile", last_mile_steps, G_N_ELEMENTS (last_mile_steps));
}

/* Near its end, past it, and moved: each is told once. */
static void
test_slot (Fixture *fixture, gconstpointer unused)
{
  const gint64 minute = 60 * G_USEC_PER_SEC;

  answer_all (fixture);
  start (fixture);
  fixture->fulfillment = "delivery";
  come_to (fixture, "delivering");
  g_assert_false (g_hash_table_contains (fixture->out, "slot"));
  tote_manual_clock_advance (fixture->tracker.clock, 50 * minute);
  assert_out (fixture, "slot", "Your time slot ends soon: Out for delivery");
  tote_manual_clock_advance (fixture->tracker.clock, 10 * minute);
  tracker_turn_for (&fixture->tracker, 2000);
  assert_out (fixture, "slot", "Running late: Out for delivery");
  g_assert_cmpuint (fixture->n_adds, ==, 3);
  come_to (fixture, "delivered");
  wait_for (fixture, "slot", FALSE);
}

/* One switch a kind: off before, off while it stands there, and on again. */
static void
test_switched_off (Fixture *fixture, gconstpointer unused)
{
  answer_all (fixture);
  start (fixture);
  g_settings_set_boolean (fixture->settings, "tell-on-the-way", FALSE);
  come_to (fixture, "picking");
  assert_out (fixture, "shopping", "Shopping in progress");
  come_to (fixture, "delivering");
  wait_for (fixture, "shopping", FALSE);
  g_assert_cmpuint (fixture->n_adds, ==, 1);
  g_settings_set_boolean (fixture->settings, "tell-on-the-way", TRUE);
  tracker_turn_for (&fixture->tracker, 2000);
  g_assert_cmpuint (fixture->n_adds, ==, 1);

  come_to (fixture, "delivered");
  assert_out (fixture, "end", "Delivered");
  g_settings_set_boolean (fixture->settings, "tell-delivered", FALSE);
  wait_for (fixture, "end", FALSE);
}

/* The next run, for which a notification stands there that an earlier one has told. */
static void
begin_anew (Fixture *fixture, const char *order_id, const char *id, ToteTidingPart part,
            const char *version)
{
  const char *base = tote_client_get_base (tote_tracker_get_client (fixture->tracker.tracker));
  g_autofree char *name = g_strdup_printf ("%s %s %s", base, order_id, id);
  GVariant *standing = g_variant_new_parsed ("{%s: (%u, %s)}", name, (guint) part, version);

  g_assert_finalize_object (fixture->notifier);
  g_settings_set_value (fixture->settings, "standing", standing);
  fixture->notifier = tote_notifier_new (fixture->application, fixture->orders, fixture->settings);
}

static guint
count_standing (Fixture *fixture)
{
  g_autoptr (GVariant) standing = g_settings_get_value (fixture->settings, "standing");

  return g_variant_n_children (standing);
}

/* What an earlier run has told stands there still: it is not told again, but goes when it is
 * outdated. Here the run begins with the order on the way. */
static void
test_earlier_run (Fixture *fixture, gconstpointer unused)
{
  begin_anew (fixture, "MKT-1", "on-the-way", TOTE_TIDING_ORDER, "");
  start (fixture);
  tracker_turn_for (&fixture->tracker, 2000);
  settle (fixture);
  g_assert_cmpuint (fixture->n_adds, ==, 0);
  g_assert_cmpuint (fixture->n_removals, ==, 0);
  g_assert_cmpuint (count_standing (fixture), ==, 1);
  come_to (fixture, "delivered");
  assert_out (fixture, "end", "Delivered");
  g_assert_cmpuint (fixture->n_adds, ==, 1);
  g_assert_cmpuint (fixture->n_removals, ==, 1);
  g_assert_cmpuint (count_standing (fixture), ==, 1);
}

/* The same, outdated before this run knows anything. */
static void
test_earlier_run_outdated (Fixture *fixture, gconstpointer unused)
{
  begin_anew (fixture, "MKT-1", "shopping", TOTE_TIDING_ORDER, "");
  start (fixture);
  turn_until_state (&fixture->tracker, "delivering");
  settle (fixture);
  g_assert_cmpuint (fixture->n_adds, ==, 0);
  g_assert_cmpuint (fixture->n_removals, ==, 1);
  g_assert_cmpuint (count_standing (fixture), ==, 0);
}

static void
write_down (GSettings *settings, const char *key, Fixture *fixture)
{
  fixture->written_serial = g_dbus_connection_get_last_serial (fixture->daemon);
}

/* Whatever stands there when the program is killed, the next run knows of. */
static void
test_earlier_run_killed (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  g_signal_connect (fixture->settings, "changed::standing", G_CALLBACK (write_down), fixture);
  come_to (fixture, "delivering");
  assert_out (fixture, "on-the-way", "Out for delivery");
  g_assert_cmpuint (fixture->written_serial, >, 0);
  g_assert_cmpuint (fixture->written_serial, <, fixture->told_serial);
  g_signal_handlers_disconnect_by_func (fixture->settings, write_down, fixture);
}

/* Of what this run does not know yet, nothing is taken back; what is asked still is not asked
 * again. */
static void
test_earlier_question (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  come_to (fixture, "picking");
  wait_for (fixture, "question li-1", TRUE);
  g_assert_cmpuint (count_standing (fixture), ==, g_hash_table_size (fixture->out));

  /* As it is when the program is killed: nobody takes anything back. */
  g_assert_finalize_object (fixture->notifier);
  fixture->notifier = tote_notifier_new (fixture->application, fixture->orders, fixture->settings);
  fixture->n_adds = 0;
  fixture->n_removals = 0;
  settle (fixture);
  g_assert_cmpuint (fixture->n_adds, ==, 0);
  g_assert_cmpuint (fixture->n_removals, ==, 0);
  g_hash_table_insert (fixture->tracker.platform->decisions, g_strdup ("li-1"),
                       g_strdup ("REJECTED"));
  wait_for (fixture, "question li-1", FALSE);
  g_assert_cmpuint (fixture->n_adds, ==, 0);
}

/* Let in before anybody could say that there is no way in, with an answer that is no news. */
static void
test_earlier_sign_out (Fixture *fixture, gconstpointer unused)
{
  begin_anew (fixture, "MKT-1", "signed-out", TOTE_TIDING_WAY_IN, "");
  settle (fixture);
  g_assert_cmpuint (fixture->n_removals, ==, 0);
  start (fixture);
  turn_until_state (&fixture->tracker, "delivering");
  settle (fixture);
  g_assert_cmpuint (fixture->n_adds, ==, 0);
  g_assert_cmpuint (fixture->n_removals, ==, 1);
}

static void
wait_for_failure (TrackerFixture *fixture, gboolean failure)
{
  tracker_wait_until ((tote_tracker_get_failure (fixture->tracker) != NULL) == failure);
}

static void
wait_until_locked_out (TrackerFixture *fixture)
{
  tracker_wait_until (tote_tracker_get_lock_out (fixture->tracker) != NULL);
}

/* The same with no way in: it stands there until there is one, and is not told again. */
static void
test_earlier_sign_out_still (Fixture *fixture, gconstpointer unused)
{
  TrackerFixture *tracker = &fixture->tracker;
  const char *token = tracker->platform->token;

  start (fixture);
  turn_until_state (tracker, "delivering");
  settle (fixture);
  tracker->platform->token = "another";
  tote_tracker_refresh (tracker->tracker);
  wait_until_locked_out (tracker);
  settle (fixture);
  begin_anew (fixture, "MKT-1", "signed-out", TOTE_TIDING_WAY_IN, "");
  fixture->n_adds = 0;
  settle (fixture);
  g_assert_cmpuint (fixture->n_adds, ==, 0);
  g_assert_cmpuint (fixture->n_removals, ==, 0);
  tracker->platform->token = token;
  tote_tracker_refresh (tracker->tracker);
  wait_for_failure (tracker, FALSE);
  settle (fixture);
  g_assert_cmpuint (fixture->n_removals, ==, 1);
}

/* An order that is gone, and one whose number begins as ours, once the orders are there. */
static void
test_earlier_orders (Fixture *fixture, gconstpointer unused)
{
  begin_anew (fixture, "MKT-1%20x", "end", TOTE_TIDING_ORDER, "");
  start (fixture);
  turn_until_state (&fixture->tracker, "delivering");
  settle (fixture);
  g_assert_cmpuint (fixture->n_removals, ==, 0);
  tote_notifier_begin (fixture->notifier);
  settle (fixture);
  g_assert_cmpuint (fixture->n_removals, ==, 1);
  g_assert_cmpuint (count_standing (fixture), ==, 0);
}

/* Whoever quits leaves nothing standing, of an order that was not opened either. */
static void
test_earlier_quit (Fixture *fixture, gconstpointer unused)
{
  begin_anew (fixture, "MKT-2", "end", TOTE_TIDING_ORDER, "");
  tote_notifier_take_back (fixture->notifier);
  settle (fixture);
  g_assert_cmpuint (fixture->n_removals, ==, 1);
  g_assert_cmpuint (count_standing (fixture), ==, 0);
}

/* It ends by itself: what it told stays. The customer quits: nothing does. */
static void
test_end_of_program (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  tote_fake_platform_set_state (fixture->tracker.platform, "delivered");
  turn_until_state (&fixture->tracker, "delivered");

  /* Even what was to be told in the same moment. */
  g_assert_finalize_object (fixture->notifier);
  settle (fixture);
  g_assert_true (g_hash_table_contains (fixture->out, "end"));

  fixture->notifier = tote_notifier_new (fixture->application, fixture->orders, fixture->settings);
  settle (fixture);
  tote_notifier_take_back (fixture->notifier);
  wait_for (fixture, "end", FALSE);
}

static void
test_delivery (Fixture *fixture, gconstpointer unused)
{
  answer_all (fixture);
  start (fixture);
  come_to (fixture, "picking");
  assert_out (fixture, "shopping", "Shopping in progress");
  come_to (fixture, "delivering");
  assert_out (fixture, "on-the-way", "Out for delivery");
  g_assert_cmpuint (g_hash_table_size (fixture->out), ==, 1);
  g_assert_cmpuint (fixture->n_adds, ==, 2);

  /* Back and there again: it is known. */
  come_to (fixture, "checkout");
  wait_for (fixture, "on-the-way", FALSE);
  come_to (fixture, "delivering");
  g_assert_cmpuint (fixture->n_adds, ==, 2);

  come_to (fixture, "delivered");
  assert_out (fixture, "end", "Delivered");
  g_assert_cmpuint (g_hash_table_size (fixture->out), ==, 1);
  g_assert_cmpuint (fixture->n_adds, ==, 3);
  g_assert_cmpuint (fixture->n_removals, ==, 2);
}

static void
test_pickup (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  come_to (fixture, "ready_for_pickup");
  assert_out (fixture, "ready", "Ready for pickup");
  come_to (fixture, "runner_acknowledged");
  assert_out (fixture, "handing-over", "Runner found");
  g_assert_cmpuint (g_hash_table_size (fixture->out), ==, 1);
  come_to (fixture, "canceled");
  assert_out (fixture, "end", "Canceled");
  g_assert_cmpuint (fixture->n_adds, ==, 3);
  g_assert_cmpuint (fixture->n_removals, ==, 2);
}

/* Nothing of what is before the customer's eyes, neither then nor when they look away. */
static void
test_seen (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  tote_notifier_set_seen (fixture->notifier, fixture->tracker.tracker);
  come_to (fixture, "ready_for_pickup");
  tote_notifier_set_seen (fixture->notifier, NULL);
  settle (fixture);
  g_assert_cmpuint (fixture->n_adds, ==, 0);

  come_to (fixture, "delivered");
  wait_for (fixture, "end", TRUE);
  g_assert_cmpuint (fixture->n_adds, ==, 1);
  tote_notifier_set_seen (fixture->notifier, fixture->tracker.tracker);
  wait_for (fixture, "end", FALSE);
}

static GVariant *
get_decision (Fixture *fixture, const char *id, guint position)
{
  g_autoptr (GVariant) buttons = g_variant_lookup_value (g_hash_table_lookup (fixture->out, id),
                                                         "buttons", G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GVariant) button = g_variant_get_child_value (buttons, position);
  const char *action;

  g_assert_true (g_variant_lookup (button, "action", "&s", &action));
  g_assert_cmpstr (action, ==, "app.decide");
  return g_variant_lookup_value (button, "target", G_VARIANT_TYPE (TOTE_NOTIFIER_DECISION));
}

static void
test_question (Fixture *fixture, gconstpointer unused)
{
  TrackerFixture *tracker = &fixture->tracker;
  g_autoptr (GVariant) approval = NULL;
  g_autoptr (GVariant) refusal = NULL;
  g_autofree char *priority = NULL;
  g_autofree char *body = NULL;

  start (fixture);
  come_to (fixture, "picking");
  assert_out (fixture, "question li-1", "Replacement for");
  wait_for (fixture, "question li-2", TRUE);
  wait_for (fixture, "question li-0", TRUE);
  g_assert_cmpuint (fixture->n_adds, ==, 3);
  priority = get_text (fixture, "question li-1", "priority");
  body = get_text (fixture, "question li-1", "body");
  g_assert_cmpstr (priority, ==, "urgent");
  /* What is offered is read even where there is room for a line. */
  g_assert_true (g_str_has_prefix (body, "Instead: Roll 1, "));
  g_assert_nonnull (strstr (body, "If you do not answer"));

  /* One click or two: decided once. */
  approval = get_decision (fixture, "question li-1", 0);
  refusal = get_decision (fixture, "question li-1", 1);
  g_assert_true (tote_notifier_decide (fixture->notifier, approval));
  g_assert_false (tote_notifier_decide (fixture->notifier, approval));
  g_assert_false (tote_notifier_decide (fixture->notifier, refusal));
  wait_for (fixture, "question li-1", FALSE);
  while (!g_hash_table_contains (tracker->platform->decisions, "li-1"))
    tracker_turn (tracker);
  tracker_turn_for (tracker, 5000);
  g_assert_cmpuint (tracker_count_calls (tracker, "PUT replacement"), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (tracker->platform->decisions, "li-1"), ==, "APPROVED");

  /* Answered elsewhere. */
  g_hash_table_insert (tracker->platform->decisions, g_strdup ("li-2"), g_strdup ("REJECTED"));
  wait_for (fixture, "question li-2", FALSE);
  g_assert_cmpuint (fixture->n_adds, ==, 3);
}

/* Told once each time, taken back when there is a way in again, and not by itself afterwards. */
static void
test_signed_out (Fixture *fixture, gconstpointer unused)
{
  TrackerFixture *tracker = &fixture->tracker;
  const char *token = tracker->platform->token;
  g_autofree char *body = NULL;

  fixture->hidden = TRUE;
  g_settings_set_boolean (fixture->settings, "show-words", FALSE);
  start (fixture);
  tracker->platform->token = "another";
  assert_out (fixture, "signed-out", "Sign in again to go on following");
  body = get_text (fixture, "signed-out", "body");
  g_assert_true (g_str_has_prefix (body, "Order KT-1. Get a new link"));
  tracker_turn_for (tracker, 5000);
  settle (fixture);
  g_assert_cmpuint (fixture->n_adds, ==, 1);

  /* Once more: told again after it has been well for a while. */
  tracker->platform->token = token;
  tote_tracker_refresh (tracker->tracker);
  wait_for (fixture, "signed-out", FALSE);
  tracker_turn_for (tracker, 31 * 60 * 1000);
  tracker->platform->token = "another";
  tote_tracker_refresh (tracker->tracker);
  wait_for (fixture, "signed-out", TRUE);
  g_assert_cmpuint (count_told (fixture, "signed-out"), ==, 2);

  tote_notifier_set_seen (fixture->notifier, tracker->tracker);
  wait_for (fixture, "signed-out", FALSE);
  tote_notifier_set_seen (fixture->notifier, NULL);
  settle (fixture);
  g_assert_cmpuint (fixture->n_adds, ==, 2);
}

/* Signed out five times, for so long each. */
static void
sign_out_again (Fixture *fixture, guint ms)
{
  TrackerFixture *tracker = &fixture->tracker;
  const char *token = tracker->platform->token;

  start (fixture);
  for (guint i = 0; i < 5; i++) {
    tracker->platform->token = "another";
    tote_tracker_refresh (tracker->tracker);
    wait_for_failure (tracker, TRUE);
    tracker_turn_for (tracker, ms);
    settle (fixture);
    tracker->platform->token = token;
    tote_tracker_refresh (tracker->tracker);
    wait_for_failure (tracker, FALSE);
    settle (fixture);
  }
}

/* A server that refuses one question and answers the next makes nobody sign in. */
static void
test_signed_out_by_turns (Fixture *fixture, gconstpointer unused)
{
  sign_out_again (fixture, 0);
  g_assert_cmpuint (fixture->n_adds, ==, 0);
}

/* Nor does one that refuses for a while each time ask for it again and again. */
static void
test_signed_out_again_and_again (Fixture *fixture, gconstpointer unused)
{
  sign_out_again (fixture, 5 * 60 * 1000);
  g_assert_cmpuint (fixture->n_adds, ==, 1);
  g_assert_cmpuint (fixture->n_removals, ==, 1);
}

static void
test_demo (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *title = NULL;

  tote_notifier_set_demo (fixture->notifier, TRUE);
  start (fixture);
  come_to (fixture, "picking");
  assert_out (fixture, "question li-1", "Demo: Replacement for");
  tote_notifier_set_demo (fixture->notifier, FALSE);
  come_to (fixture, "delivering");
  assert_out (fixture, "on-the-way", "Out for delivery");
  title = get_text (fixture, "on-the-way", "title");
  g_assert_null (strstr (title, "Demo"));
}

/* Whoever wants to hear of nothing hears of nothing. */
static void
test_signed_out_switched_off (Fixture *fixture, gconstpointer unused)
{
  TrackerFixture *tracker = &fixture->tracker;

  for (guint i = 0; i < G_N_ELEMENTS (all_kinds); i++)
    g_settings_set_boolean (fixture->settings, all_kinds[i], FALSE);
  start (fixture);
  tracker->platform->token = "another";
  tote_tracker_refresh (tracker->tracker);
  wait_until_locked_out (tracker);
  settle (fixture);
  g_assert_cmpuint (fixture->n_adds, ==, 0);
}

/* Nor do they keep it before their eyes. */
static void
test_signed_out_switched_off_later (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  fixture->tracker.platform->token = "another";
  tote_tracker_refresh (fixture->tracker.tracker);
  wait_for (fixture, "signed-out", TRUE);
  g_settings_set_boolean (fixture->settings, "tell-signed-out", FALSE);
  wait_for (fixture, "signed-out", FALSE);
}

/* Nobody decides on what they cannot see. */
static void
test_hidden_words (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *title = NULL;
  g_autofree char *priority = NULL;

  g_settings_set_boolean (fixture->settings, "show-words", FALSE);
  start (fixture);
  come_to (fixture, "picking");
  wait_for (fixture, "question li-1", TRUE);
  title = get_text (fixture, "question li-1", "title");
  priority = get_text (fixture, "question li-1", "priority");
  g_assert_cmpstr (title, ==, "A replacement waits for your answer");
  g_assert_cmpstr (priority, ==, "urgent");
  g_assert_null (g_variant_lookup_value (g_hash_table_lookup (fixture->out, "question li-1"),
                                         "buttons", NULL));

  /* What stands there goes when the customer thinks better of it. */
  g_settings_set_boolean (fixture->settings, "show-words", TRUE);
  wait_for (fixture, "question li-1", FALSE);
}

/* The button of an old notification decides nothing about a new suggestion. */
static void
test_changed_suggestion (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GVariant) shown = NULL;
  g_autoptr (GVariant) other = NULL;
  const char *base, *id, *item, *product, *name, *quantity, *unit;
  gboolean approved;

  start (fixture);
  come_to (fixture, "picking");
  wait_for (fixture, "question li-1", TRUE);
  shown = get_decision (fixture, "question li-1", 0);
  g_variant_get (shown, "(&s&s&s&s&s&s&sb)", &base, &id, &item, &product, &name, &quantity, &unit,
                 &approved);
  other = g_variant_ref_sink (g_variant_new (TOTE_NOTIFIER_DECISION, base, id, item, product,
                                             "Something else", quantity, unit, approved));
  g_assert_false (tote_notifier_decide (fixture->notifier, other));
  tracker_turn_for (&fixture->tracker, 5000);
  g_assert_cmpuint (tracker_count_calls (&fixture->tracker, "PUT replacement"), ==, 0);
}

static void
say (Fixture *fixture, const char *id, const char *text)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 ("2026-03-20T12:00:00Z", NULL);
  ToteMessage *message = tote_message_new (id, TOTE_SENDER_SHOPPER, text, at);

  tote_message_set_read (message, FALSE, NULL);
  g_ptr_array_add (messages, message);
  tote_message_list_merge (tote_order_get_messages (get_order (fixture)), messages);
  settle (fixture);
}

static void
test_message (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *body = NULL;

  start (fixture);
  tote_fake_platform_set_state (fixture->tracker.platform, "picking");
  turn_until_state (&fixture->tracker, "picking");
  while (tote_tracker_get_chat (fixture->tracker.tracker) == TOTE_AVAILABILITY_UNKNOWN)
    tracker_turn (&fixture->tracker);
  settle (fixture);

  say (fixture, "1", "<b>Milk</b> & bread?");
  assert_out (fixture, "message", "Your shopper");
  body = get_text (fixture, "message", "body");
  g_assert_cmpstr (body, ==, "<b>Milk</b> & bread?");

  tote_message_list_clear (tote_order_get_messages (get_order (fixture)));
  wait_for (fixture, "message", FALSE);
}

/* An hour before what was said is gone, for those who have Tote open then. */
static void
test_chat_ending (Fixture *fixture, gconstpointer unused)
{
  const gint64 hour = G_GINT64_CONSTANT (60) * 60 * G_USEC_PER_SEC;

  g_ptr_array_add (fixture->tracker.platform->texts, g_strdup ("Please ring twice."));
  start (fixture);
  come_to (fixture, "picking");
  come_to (fixture, "delivered");
  tote_manual_clock_advance (fixture->tracker.clock, 22 * hour);
  settle (fixture);
  g_assert_false (g_hash_table_contains (fixture->out, "chat-ending"));

  tote_manual_clock_advance (fixture->tracker.clock, hour);
  assert_out (fixture, "chat-ending", "The chat closes soon");
  tote_manual_clock_advance (fixture->tracker.clock, hour);
  wait_for (fixture, "chat-ending", FALSE);
}

/* Whoever takes a body for markup gets markup, and whoever does not, does not. */
static void
test_forms (void)
{
  const char *text = "<b>Milk</b> & bread?";
  g_autofree char *plain = tote_body_form_write (TOTE_BODY_FORM_PLAIN, text);
  g_autofree char *markup = tote_body_form_write (TOTE_BODY_FORM_MARKUP, text);
  g_autofree char *either = tote_body_form_write (TOTE_BODY_FORM_UNSURE, text);
  g_autofree char *shown = NULL;

  g_assert_cmpstr (plain, ==, text);
  g_assert_true (pango_parse_markup (markup, -1, 0, NULL, &shown, NULL, NULL));
  g_assert_cmpstr (shown, ==, text);
  g_clear_pointer (&shown, g_free);
  g_assert_true (pango_parse_markup (either, -1, 0, NULL, &shown, NULL, NULL));
  g_assert_cmpstr (shown, ==, either);
}

/* What each of them is told by, in the life of one order. */
typedef struct {
  const char *kind;
  const char *id;
} Told;

/* A switch that is off, from the beginning or once its like stands there. */
typedef struct {
  const char *kind; /* (nullable): none is */
  gboolean later;
} Switch;

static guint
count_others (Fixture *fixture, const char *id)
{
  return g_hash_table_size (fixture->out) - g_hash_table_contains (fixture->out, id);
}

/* What is switched off goes alone, and is not told once more when it is switched on again. */
static void
switch_off (Fixture *fixture, const Told *told)
{
  guint n_others = count_others (fixture, told->id), n_adds = fixture->n_adds;

  g_settings_set_boolean (fixture->settings, told->kind, FALSE);
  wait_for (fixture, told->id, FALSE);
  g_assert_cmpuint (count_others (fixture, told->id), <=, n_others);
  g_settings_set_boolean (fixture->settings, told->kind, TRUE);
  settle (fixture);
  g_assert_cmpuint (fixture->n_adds, ==, n_adds);
}

static void
expect (Fixture *fixture, const Told *told, const Switch *off)
{
  gboolean switched = g_strcmp0 (told->kind, off->kind) == 0;

  g_test_message ("%s", told->id);
  if (!switched || off->later)
    wait_for (fixture, told->id, TRUE);
  if (switched && off->later)
    switch_off (fixture, told);
}

/* All that is told is told once, but what is switched off. */
static void
check_told (Fixture *fixture, const Told *told, guint n, const Switch *off)
{
  guint n_told = 0;

  for (guint i = 0; i < n; i++) {
    gboolean switched = g_strcmp0 (told[i].kind, off->kind) == 0;

    g_assert_cmpuint (count_told (fixture, told[i].id), ==, !switched || off->later);
    n_told += !switched || off->later;
  }
  g_assert_cmpuint (g_hash_table_size (fixture->told), ==, n_told);
}

static void
turn_until_review (TrackerFixture *fixture)
{
  tracker_wait_until (tote_order_get_stage (tote_tracker_get_order (fixture->tracker)) ==
                      TOTE_STAGE_REVIEW);
}

static void
set_up_switch (Fixture *fixture, gconstpointer unused)
{
  set_up (fixture, "acknowledged");
}

static void
test_switch_delivery (Fixture *fixture, gconstpointer data)
{
  static const Told told[] = {
    { "tell-shopping", "shopping" },
    { "tell-question", "question li-0" },
    { "tell-message", "message" },
    { "tell-on-the-way", "on-the-way" },
    { "tell-slot", "slot" },
    { "tell-delivered", "end" },
    { "tell-chat-ending", "chat-ending" },
  };
  const gint64 minute = 60 * G_USEC_PER_SEC;
  const Switch *off = data;

  fixture->tracker.platform->n_items = 1;
  tote_fake_platform_set_body (fixture->tracker.platform, TOTE_RESOURCE_HANDLING, 0,
                               "{\"shopper\": {\"first_name\": \"Maria\"}}");
  g_ptr_array_add (fixture->tracker.platform->texts, g_strdup ("Please ring twice."));
  if (off->kind != NULL && !off->later)
    g_settings_set_boolean (fixture->settings, off->kind, FALSE);
  answer_all (fixture);
  start (fixture);
  fixture->fulfillment = "delivery";
  come_to (fixture, "picking");
  expect (fixture, &told[0], off);
  g_hash_table_remove_all (fixture->tracker.platform->decisions);
  turn_until_review (&fixture->tracker);
  settle (fixture);
  expect (fixture, &told[1], off);
  while (tote_tracker_get_chat (fixture->tracker.tracker) == TOTE_AVAILABILITY_UNKNOWN)
    tracker_turn (&fixture->tracker);
  say (fixture, "1", "Milk?");
  expect (fixture, &told[2], off);
  answer_all (fixture);
  come_to (fixture, "delivering");
  expect (fixture, &told[3], off);
  tote_manual_clock_advance (fixture->tracker.clock, 55 * minute);
  settle (fixture);
  expect (fixture, &told[4], off);
  come_to (fixture, "delivered");
  expect (fixture, &told[5], off);
  tote_manual_clock_advance (fixture->tracker.clock, 23 * 60 * minute + minute);
  settle (fixture);
  expect (fixture, &told[6], off);
  check_told (fixture, told, G_N_ELEMENTS (told), off);
}

static void
test_switch_pickup (Fixture *fixture, gconstpointer data)
{
  static const Told told[] = {
    { "tell-shopping", "shopping" },
    { "tell-ready", "ready" },
    { "tell-ready", "handing-over" },
    { "tell-canceled", "end" },
  };
  static const char *const states[] = { "picking", "ready_for_pickup", "runner_acknowledged",
                                        "canceled" };
  const Switch *off = data;

  answer_all (fixture);
  if (!off->later)
    g_settings_set_boolean (fixture->settings, off->kind, FALSE);
  start (fixture);
  fixture->fulfillment = "pickup";
  for (guint i = 0; i < G_N_ELEMENTS (told); i++) {
    come_to (fixture, states[i]);
    expect (fixture, &told[i], off);
  }
  check_told (fixture, told, G_N_ELEMENTS (told), off);
}

/* Of all kinds, and as much is told. */
static void
test_all_hidden (Fixture *fixture, gconstpointer unused)
{
  static const Switch none;

  fixture->hidden = TRUE;
  g_settings_set_boolean (fixture->settings, "show-words", FALSE);
  test_switch_delivery (fixture, &none);
}

static void
test_switches (void)
{
  g_autoptr (GSettings) settings = tote_settings_new ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;
  guint n = 0;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    n += g_str_has_prefix (keys[i], "tell-");
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (all_kinds));
}

static void
add_switch (const char *kind, gboolean later)
{
  static Switch switches[2 * G_N_ELEMENTS (all_kinds)];
  static guint n = 0;
  gboolean pickup = g_str_equal (kind, "tell-ready") || g_str_equal (kind, "tell-canceled");
  g_autofree char *path =
      g_strdup_printf ("/notifier/switch/%s/%s", later ? "later" : "before", kind);

  switches[n] = (Switch){ kind, later };
  g_test_add (path, Fixture, &switches[n++], set_up_switch,
              pickup ? test_switch_pickup : test_switch_delivery, tear_down);
}

static void
add_test (const char *path, void (*test) (Fixture *, gconstpointer), const char *state)
{
  g_test_add (path, Fixture, state, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  add_test ("/notifier/delivery", test_delivery, "brand_new");
  add_test ("/notifier/whole/delivery", test_whole, "brand_new");
  add_test ("/notifier/whole/pickup", test_whole_pickup, "brand_new");
  add_test ("/notifier/whole/last-mile", test_whole_last_mile, "brand_new");
  add_test ("/notifier/slot", test_slot, "brand_new");
  add_test ("/notifier/switched-off", test_switched_off, "brand_new");
  add_test ("/notifier/earlier-run", test_earlier_run, "delivering");
  add_test ("/notifier/earlier-run/outdated", test_earlier_run_outdated, "delivering");
  add_test ("/notifier/earlier-run/killed", test_earlier_run_killed, "acknowledged");
  add_test ("/notifier/earlier-run/question", test_earlier_question, "acknowledged");
  add_test ("/notifier/earlier-run/let-in", test_earlier_sign_out, "delivering");
  add_test ("/notifier/earlier-run/signed-out", test_earlier_sign_out_still, "delivering");
  add_test ("/notifier/earlier-run/orders", test_earlier_orders, "delivering");
  add_test ("/notifier/earlier-run/quit", test_earlier_quit, "delivering");
  add_test ("/notifier/end-of-program", test_end_of_program, "brand_new");
  add_test ("/notifier/demo", test_demo, "acknowledged");
  add_test ("/notifier/signed-out", test_signed_out, "acknowledged");
  add_test ("/notifier/signed-out/by-turns", test_signed_out_by_turns, "acknowledged");
  add_test ("/notifier/signed-out/again-and-again", test_signed_out_again_and_again,
            "acknowledged");
  add_test ("/notifier/signed-out/switched-off", test_signed_out_switched_off, "acknowledged");
  add_test ("/notifier/signed-out/switched-off-later", test_signed_out_switched_off_later,
            "acknowledged");
  add_test ("/notifier/hidden-words", test_hidden_words, "acknowledged");
  add_test ("/notifier/pickup", test_pickup, "brand_new");
  add_test ("/notifier/seen", test_seen, "brand_new");
  add_test ("/notifier/question", test_question, "acknowledged");
  add_test ("/notifier/question/changed", test_changed_suggestion, "acknowledged");
  add_test ("/notifier/message", test_message, "acknowledged");
  add_test ("/notifier/chat-ending", test_chat_ending, "acknowledged");
  g_test_add_func ("/notifier/forms", test_forms);
  add_test ("/notifier/hidden-words/all", test_all_hidden, "acknowledged");
  g_test_add_func ("/notifier/switch/all", test_switches);
  /* The last is told of at any time, and has its own tests. */
  for (guint i = 0; i < G_N_ELEMENTS (all_kinds) - 1; i++) {
    add_switch (all_kinds[i], FALSE);
    add_switch (all_kinds[i], TRUE);
  }

  return g_test_run ();
}
