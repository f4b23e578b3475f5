/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-notifier.h"
#include "tracker-fixture.h"

#include <adwaita.h>
#include <string.h>

#define DAEMON "org.gtk.Notifications"
#define DAEMON_PATH "/org/gtk/Notifications"

/* With the real tracker, and a desktop that writes down what it is told. */
typedef struct {
  TrackerFixture tracker; /* first, for its functions */
  GApplication *application;
  ToteOrders *orders;
  ToteNotifier *notifier;
  GDBusConnection *daemon;
  guint object_id;
  GHashTable *out; /* last word of its name → notification, as the desktop shows it */
  guint n_adds;
  guint n_removals;
} Fixture;

static void
record (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
        const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
        gpointer user_data)
{
  Fixture *fixture = user_data;
  const char *name, *last;

  g_variant_get_child (parameters, 1, "&s", &name);
  last = strstr (name, " MKT-1 ") + strlen (" MKT-1 ");
  if (g_str_equal (method, "AddNotification")) {
    fixture->n_adds++;
    g_hash_table_insert (fixture->out, g_strdup (last), g_variant_get_child_value (parameters, 2));
  } else {
    fixture->n_removals++;
    g_assert_true (g_hash_table_remove (fixture->out, last));
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
  put_daemon_on_bus (fixture);
  fixture->application = g_application_new ("io.github.tote.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (fixture->application, NULL, &error);
  g_assert_no_error (error);
  fixture->orders = tote_orders_new ();
  tote_orders_add (fixture->orders, fixture->tracker.tracker);
  fixture->notifier = tote_notifier_new (fixture->application, fixture->orders);
}

/* What was sent before this call has arrived after it. */
static void
settle (Fixture *fixture)
{
  g_autoptr (GVariant) reply = NULL;

  for (guint i = 0; i < 3; i++) {
    while (g_main_context_iteration (NULL, FALSE))
      ;
    g_clear_pointer (&reply, g_variant_unref);
    reply = g_dbus_connection_call_sync (
        fixture->daemon, "org.freedesktop.DBus", "/org/freedesktop/DBus",
        "org.freedesktop.DBus.Peer", "Ping", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  }
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tote_orders_remove (fixture->orders, fixture->tracker.tracker);
  settle (fixture);
  g_assert_cmpuint (g_hash_table_size (fixture->out), ==, 0);
  g_assert_finalize_object (fixture->notifier);
  g_assert_finalize_object (fixture->orders);
  g_assert_finalize_object (fixture->application);
  g_dbus_connection_unregister_object (fixture->daemon, fixture->object_id);
  g_object_unref (fixture->daemon);
  g_hash_table_unref (fixture->out);
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
  tote_fake_platform_set_state (fixture->platform, state);
  tracker_wait_until (
      g_strcmp0 (tote_order_get_state (tote_tracker_get_order (fixture->tracker)), state) == 0);
}

/* Lets the order come to a state, and the desktop hear all there is to hear of it. */
static void
come_to (Fixture *fixture, const char *state)
{
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
test_delivery (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 3; i++)
    g_hash_table_insert (fixture->tracker.platform->decisions, g_strdup_printf ("li-%u", i),
                         g_strdup ("APPROVED"));
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
  turn_until_state (&fixture->tracker, "picking");
  while (tote_tracker_get_chat (fixture->tracker.tracker) == TOTE_AVAILABILITY_UNKNOWN)
    tracker_turn (&fixture->tracker);
  settle (fixture);

  say (fixture, "1", "<b>Milk</b> & bread?");
  assert_out (fixture, "message", "Your shopper");
  body = get_text (fixture, "message", "body");
  g_assert_cmpstr (body, ==, "‹b›Milk‹/b› ＆ bread?");
  g_assert_true (pango_parse_markup (body, -1, 0, NULL, NULL, NULL, NULL));

  tote_message_list_clear (tote_order_get_messages (get_order (fixture)));
  wait_for (fixture, "message", FALSE);
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
  add_test ("/notifier/pickup", test_pickup, "brand_new");
  add_test ("/notifier/seen", test_seen, "brand_new");
  add_test ("/notifier/question", test_question, "acknowledged");
  add_test ("/notifier/question/changed", test_changed_suggestion, "acknowledged");
  add_test ("/notifier/message", test_message, "acknowledged");

  return g_test_run ();
}
