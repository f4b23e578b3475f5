/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-names.h"

#include "tote-background.h"
#include "tote-distance.h"
#include "tote-settings.h"
#include "tracker-fixture.h"

#include <adwaita.h>
#include <string.h>

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define BUS "org.freedesktop.DBus"

/* With the real tracker, and a desktop that lets it go on or does not. */
typedef struct {
  TrackerFixture tracker; /* first, for its functions */
  GApplication *application;
  ToteOrders *orders;
  GSettings *settings;
  ToteBackground *background;
  GDBusConnection *desktop;
  guint object_id;
  guint32 response; /* to being asked */
  guint n_asked;
  guint n_refused;
  guint n_statuses;
  gboolean autostart; /* as it was asked for last */
  char *reason;
  char *status;
} Fixture;

static void
answer (Fixture *fixture, GDBusMethodInvocation *invocation, const char *sender, GVariant *options)
{
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *path = NULL;
  const char *token;
  GVariantBuilder results;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (options, "autostart", "b", &fixture->autostart));
  g_free (fixture->reason);
  g_assert_true (g_variant_lookup (options, "reason", "s", &fixture->reason));
  fixture->n_asked++;

  path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", name, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background",
                         g_variant_new_boolean (fixture->response == 0));
  g_dbus_connection_emit_signal (fixture->desktop, sender, path, "org.freedesktop.portal.Request",
                                 "Response",
                                 g_variant_new ("(ua{sv})", fixture->response, &results), NULL);
}

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
         const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GVariant) options =
      g_variant_get_child_value (parameters, g_variant_n_children (parameters) - 1);

  if (g_str_equal (method, "RequestBackground")) {
    answer (fixture, invocation, sender, options);
    return;
  }

  fixture->n_statuses++;
  g_free (fixture->status);
  g_assert_true (g_variant_lookup (options, "message", "s", &fixture->status));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const GDBusInterfaceVTable vtable = { .method_call = on_call };

static void
call_bus (Fixture *fixture, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_sync (fixture->desktop, BUS, "/org/freedesktop/DBus", BUS, method,
                                   parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

static void
put_portal_on_bus (Fixture *fixture)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
      "<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'>"
      "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
      "<arg type='o' direction='out'/></method><method name='SetStatus'>"
      "<arg type='a{sv}' direction='in'/></method></interface></node>",
      NULL);
  g_autoptr (GError) error = NULL;

  fixture->object_id = g_dbus_connection_register_object (
      fixture->desktop, PORTAL_PATH, node->interfaces[0], &vtable, fixture, NULL, &error);
  g_assert_no_error (error);
  call_bus (fixture, "RequestName", g_variant_new ("(su)", PORTAL, 0));
}

static void
set_up (Fixture *fixture, gconstpointer state)
{
  g_autoptr (GError) error = NULL;

  tracker_set_up (&fixture->tracker, state);
  fixture->desktop = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  fixture->application = g_application_new ("io.github.tote.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (fixture->application, NULL, &error);
  g_assert_no_error (error);
  fixture->settings = tote_settings_new ();
  fixture->orders = tote_orders_new ();
}

static void
on_refused (Fixture *fixture)
{
  fixture->n_refused++;
}

/* asking: whether it is in a sandbox, where the desktop has to be asked. */
static void
start (Fixture *fixture, gboolean asking)
{
  g_autoptr (ToteBackgroundPortal) portal =
      asking ? tote_background_portal_new (fixture->desktop) : NULL;

  fixture->background =
      tote_background_new (fixture->application, fixture->orders, fixture->settings, portal);
  g_signal_connect_swapped (fixture->background, "refused", G_CALLBACK (on_refused), fixture);
  tote_orders_add (fixture->orders, fixture->tracker.tracker);
  g_assert_true (tote_background_get_held (fixture->background));
  tracker_start (&fixture->tracker);
  tote_background_begin (fixture->background);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tote_orders_remove (fixture->orders, fixture->tracker.tracker);
  g_assert_finalize_object (fixture->background);
  g_assert_finalize_object (fixture->orders);
  g_settings_reset (fixture->settings, "background");
  g_settings_reset (fixture->settings, "autostart");
  g_assert_finalize_object (fixture->settings);
  g_assert_finalize_object (fixture->application);
  if (fixture->object_id != 0) {
    call_bus (fixture, "ReleaseName", g_variant_new ("(s)", PORTAL));
    g_dbus_connection_unregister_object (fixture->desktop, fixture->object_id);
  }
  g_object_unref (fixture->desktop);
  g_free (fixture->reason);
  g_free (fixture->status);
  tracker_tear_down (&fixture->tracker, NULL);
}

#define wait_for(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    TrackerFixture *turned = &fixture->tracker;                                                    \
    gint64 deadline = g_get_monotonic_time () + TRACKER_DEADLINE;                                  \
    while (!(condition)) {                                                                         \
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);                                      \
      tracker_turn (turned);                                                                       \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

/* Asked once, with the reason; told how it stands; and let go after the end. */
static void
test_granted (Fixture *fixture, gconstpointer unused)
{
  guint n_statuses;

  put_portal_on_bus (fixture);
  start (fixture, TRUE);
  wait_for (fixture->status != NULL);
  g_assert_cmpuint (fixture->n_asked, ==, 1);
  g_assert_false (fixture->autostart);
  g_assert_nonnull (strstr (fixture->reason, "following your order"));
  g_assert_cmpstr (fixture->status, ==, "We got your order");

  /* Nothing changes: nothing is said, and nothing wakes up for it. */
  n_statuses = fixture->n_statuses;
  tracker_turn_for (&fixture->tracker, 200000);
  g_assert_cmpuint (fixture->n_statuses, ==, n_statuses);

  tote_fake_platform_set_body (fixture->tracker.platform, TOTE_RESOURCE_HANDLING, 0,
                               "{\"coordinates\": {\"latitude\": 42.5349, \"longitude\": -92.44}}");
  tote_fake_platform_set_body (fixture->tracker.platform, TOTE_RESOURCE_LOCATION, 0,
                               "{\"coordinates\": {\"latitude\": 42.5, \"longitude\": -92.44}}");
  tote_fake_platform_set_state (fixture->tracker.platform, "delivering");
  wait_for (g_str_has_prefix (fixture->status, "Out for delivery · "));
  g_assert_true (g_str_has_suffix (fixture->status, " km"));
  tote_distance_choose_unit (TOTE_DISTANCE_UNIT_MILES);
  g_object_notify (G_OBJECT (fixture->tracker.tracker), "distance");
  wait_for (g_str_has_suffix (fixture->status, " mi"));
  tote_distance_choose_unit (TOTE_DISTANCE_UNIT_LOCALE);
  g_assert_true (tote_background_get_held (fixture->background));
  tote_fake_platform_set_state (fixture->tracker.platform, "delivered");
  wait_for (!tote_background_get_held (fixture->background));
  g_assert_cmpuint (fixture->n_asked, ==, 1);
}

/* It says so, and does not go on behind the person's back. */
static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  put_portal_on_bus (fixture);
  fixture->response = 1;
  start (fixture, TRUE);
  wait_for (fixture->n_refused > 0);
  wait_for (!tote_background_get_held (fixture->background));
  tote_fake_platform_set_state (fixture->tracker.platform, "picking");
  wait_for (tracker_count_calls (&fixture->tracker, "GET items") > 2);
  g_assert_false (tote_background_get_held (fixture->background));
  g_assert_cmpuint (fixture->n_asked, ==, 1);
  g_assert_cmpuint (fixture->n_refused, ==, 1);
  g_assert_cmpuint (fixture->n_statuses, ==, 0);

  /* The next order asks anew. */
  fixture->response = 0;
  tote_orders_remove (fixture->orders, fixture->tracker.tracker);
  tote_orders_add (fixture->orders, fixture->tracker.tracker);
  wait_for (fixture->status != NULL);
  g_assert_true (tote_background_get_held (fixture->background));
  g_assert_cmpuint (fixture->n_asked, ==, 2);
  g_assert_cmpuint (fixture->n_refused, ==, 1);
}

/* In a sandbox with no portal there is nobody to ask, and nobody to mind. */
static void
test_nobody_to_ask (Fixture *fixture, gconstpointer unused)
{
  start (fixture, TRUE);
  tracker_turn_for (&fixture->tracker, 20000);
  g_assert_true (tote_background_get_held (fixture->background));
  g_assert_cmpuint (fixture->n_refused, ==, 0);
}

/* Asked anew when the person wants it with the session, which leaves the first answer as it is. */
static void
test_asked_for_autostart (Fixture *fixture, gconstpointer unused)
{
  put_portal_on_bus (fixture);
  start (fixture, TRUE);
  wait_for (fixture->status != NULL);
  g_settings_set_boolean (fixture->settings, "autostart", TRUE);
  wait_for (fixture->n_asked == 2);
  g_assert_true (fixture->autostart);
  tote_fake_platform_set_state (fixture->tracker.platform, "delivered");
  wait_for (fixture->n_asked == 3);
  g_assert_false (fixture->autostart);
}

/* With no sandbox nobody is asked; with the session it is started by a file, as long as there is
 * something to follow. */
static void
test_plain_desktop (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path =
      g_build_filename (g_get_user_config_dir (), "autostart", TOTE_APP_ID ".desktop", NULL);
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autofree char *command = NULL;
  guint n_timers;

  put_portal_on_bus (fixture);
  start (fixture, FALSE);
  tracker_turn_for (&fixture->tracker, 2000);
  g_assert_true (tote_background_get_held (fixture->background));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  /* It waits for what changes, not for time to pass. */
  n_timers = tote_manual_clock_get_n_timers (fixture->tracker.clock);
  g_settings_set_boolean (fixture->settings, "autostart", TRUE);
  wait_for (g_file_test (path, G_FILE_TEST_EXISTS) &&
            g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, NULL));
  g_assert_cmpuint (tote_manual_clock_get_n_timers (fixture->tracker.clock), ==, n_timers);
  command = g_key_file_get_string (entry, "Desktop Entry", "Exec", NULL);
  g_assert_true (g_str_has_suffix (command, "\" --background"));

  g_settings_set_boolean (fixture->settings, "background", FALSE);
  wait_for (!tote_background_get_held (fixture->background));
  wait_for (!g_file_test (path, G_FILE_TEST_EXISTS));
  g_settings_set_boolean (fixture->settings, "background", TRUE);
  wait_for (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (tote_background_get_held (fixture->background));

  tote_fake_platform_set_state (fixture->tracker.platform, "canceled");
  wait_for (!tote_background_get_held (fixture->background));
  wait_for (!g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (fixture->n_asked, ==, 0);
}

/* Whoever wants no background still has their answer sent, and then it ends. */
static void
test_sending (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteProduct) offered = NULL;
  g_autoptr (ToteWish) wish = NULL;
  ToteProduct *replacement;

  g_settings_set_boolean (fixture->settings, "background", FALSE);
  start (fixture, FALSE);
  tote_fake_platform_set_state (fixture->tracker.platform, "picking");
  wait_for (!tote_background_get_held (fixture->background));
  wait_for (g_list_model_get_n_items (tote_item_list_get_questions (
                tote_order_get_items (tote_tracker_get_order (fixture->tracker.tracker)))) == 3);

  replacement = tote_item_get_replacement (tracker_get_item (&fixture->tracker, "li-1"));
  offered = g_object_ref (replacement);
  wish = tote_wish_new_decision ("li-1", offered, TOTE_DECISION_APPROVED, NULL);
  g_assert_true (tote_tracker_wish (fixture->tracker.tracker, wish));
  /* Step by step: a whole turn would see it come and go. */
  while (!tote_background_get_held (fixture->background))
    g_assert_true (g_main_context_iteration (NULL, FALSE));
  wait_for (!tote_background_get_held (fixture->background));
  g_assert_cmpuint (tracker_count_calls (&fixture->tracker, "PUT replacement"), ==, 1);
}

static void
pass (Fixture *fixture, gint64 us)
{
  const gint64 step = 10 * G_TIME_SPAN_SECOND;

  for (gint64 passed = 0; passed < us; passed += step) {
    tote_manual_clock_advance (fixture->tracker.clock, step);
    tracker_turn (&fixture->tracker);
  }
}

/* @token: (nullable): the one the server takes from now on, %NULL for one that nobody has */
static void
change_token (Fixture *fixture, const char *token)
{
  fixture->tracker.platform->token = token != NULL ? token : "another";
  while ((tote_tracker_get_failure (fixture->tracker.tracker) == NULL) != (token != NULL))
    pass (fixture, G_TIME_SPAN_MINUTE);
}

/* A sign-in that is refused may be good again: it is waited for, but not for ever. */
static void
test_signed_out (Fixture *fixture, gconstpointer unused)
{
  const char *token = fixture->tracker.platform->token;

  tote_tracker_set_pace (fixture->tracker.tracker, 1);
  start (fixture, FALSE);
  for (guint i = 0; i < 2; i++) {
    change_token (fixture, NULL);
    pass (fixture, 50 * G_TIME_SPAN_MINUTE);
    g_assert_true (tote_background_get_held (fixture->background));
    change_token (fixture, token);
  }

  change_token (fixture, NULL);
  pass (fixture, 70 * G_TIME_SPAN_MINUTE);
  g_assert_false (tote_background_get_held (fixture->background));
  change_token (fixture, token);
  g_assert_true (tote_background_get_held (fixture->background));
}

static void
test_demo (Fixture *fixture, gconstpointer unused)
{
  put_portal_on_bus (fixture);
  fixture->background =
      tote_background_new (fixture->application, fixture->orders, fixture->settings, NULL);
  tote_background_set_demo (fixture->background, TRUE);
  tote_orders_add (fixture->orders, fixture->tracker.tracker);
  tracker_start (&fixture->tracker);
  g_assert_false (tote_background_get_held (fixture->background));
  tote_background_set_demo (fixture->background, FALSE);
  wait_for (tote_background_get_held (fixture->background));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, test)                                                                            \
  g_test_add ("/background/" name, Fixture, "brand_new", set_up, test, tear_down)
  ADD ("granted", test_granted);
  ADD ("refused", test_refused);
  ADD ("nobody-to-ask", test_nobody_to_ask);
  ADD ("asked-for-autostart", test_asked_for_autostart);
  ADD ("plain-desktop", test_plain_desktop);
  ADD ("sending", test_sending);
  ADD ("signed-out", test_signed_out);
  ADD ("demo", test_demo);

  return g_test_run ();
}
