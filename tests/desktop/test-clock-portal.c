/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-clock-format.h"
#include "tote-clock-portal.h"
#include "test-bus.h"

#include <string.h>

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define SETTINGS "org.freedesktop.portal.Settings"
#define INTERFACE "org.gnome.desktop.interface"

/* What the portal looks for on a tracker. */
#define FAKE_TYPE_TRACKER (fake_tracker_get_type ())
G_DECLARE_FINAL_TYPE (FakeTracker, fake_tracker, FAKE, TRACKER, GObject)

struct _FakeTracker {
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (FakeTracker, fake_tracker, G_TYPE_OBJECT)

static void
fake_tracker_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boxed (value, NULL);
}

static void
fake_tracker_class_init (FakeTrackerClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = fake_tracker_get_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), 1,
      g_param_spec_boxed ("today", NULL, NULL, G_TYPE_DATE_TIME, G_PARAM_READABLE));
}

static void
fake_tracker_init (FakeTracker *self)
{
}

/* A bus of the test's own, with a portal on it that answers what a test told it to. */
typedef struct {
  GTestDBus *bus;
  GDBusConnection *portal;
  GDBusConnection *client;
  GListStore *trackers;
  GVariant *answer; /* (nullable): %NULL refuses */
  guint n_asked;
  guint n_told;
} Fixture;

static void
answer (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
        const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
        gpointer user_data)
{
  Fixture *fixture = user_data;
  const char *group, *key;

  g_variant_get (parameters, "(&s&s)", &group, &key);
  g_assert_cmpstr (group, ==, INTERFACE);
  g_assert_cmpstr (key, ==, "clock-format");
  fixture->n_asked++;
  if (fixture->answer != NULL)
    g_dbus_method_invocation_return_value (invocation, fixture->answer);
  else
    g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.portal.Error.NotFound",
                                                "Requested setting not found");
}

static const GDBusInterfaceVTable vtable = { .method_call = answer };

static void
put_portal_on_bus (Fixture *fixture)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
      "<node><interface name='" SETTINGS "'><method name='Read'><arg type='s' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='v' direction='out'/></method></interface></node>",
      NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  fixture->portal = test_bus_connect (g_test_dbus_get_bus_address (fixture->bus));
  g_dbus_connection_register_object (fixture->portal, PORTAL_PATH, node->interfaces[0], &vtable,
                                     fixture, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (fixture->portal, "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", PORTAL, 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
count_told (Fixture *fixture)
{
  fixture->n_told++;
}

static void
set_up (Fixture *fixture, gconstpointer desktop)
{
  g_autoptr (FakeTracker) tracker = g_object_new (FAKE_TYPE_TRACKER, NULL);

  g_setenv ("XDG_CURRENT_DESKTOP", desktop, TRUE);
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  put_portal_on_bus (fixture);
  fixture->client = test_bus_connect (g_test_dbus_get_bus_address (fixture->bus));
  fixture->trackers = g_list_store_new (FAKE_TYPE_TRACKER);
  g_list_store_append (fixture->trackers, tracker);
  g_signal_connect_swapped (tracker, "notify::today", G_CALLBACK (count_told), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tote_clock_format_choose (NULL);
  g_clear_pointer (&fixture->answer, g_variant_unref);
  g_assert_finalize_object (fixture->trackers);
  g_dbus_connection_close_sync (fixture->client, NULL, NULL);
  g_dbus_connection_close_sync (fixture->portal, NULL, NULL);
  g_object_unref (fixture->client);
  g_object_unref (fixture->portal);
  g_test_dbus_down (fixture->bus);
  g_object_unref (fixture->bus);
}

static void
set_answer (Fixture *fixture, GVariant *value)
{
  /* The portal wraps what it reads twice. */
  fixture->answer = g_variant_ref_sink (g_variant_new ("(v)", g_variant_new_variant (value)));
}

static ToteClockPortal *
make_portal (Fixture *fixture)
{
  return tote_clock_portal_new (fixture->client, G_LIST_MODEL (fixture->trackers));
}

/* Messages keep their order, so when the portal has answered a question from the client, whatever
 * it sent before has arrived. */
static void
settle (Fixture *fixture)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_dbus_connection_flush_sync (fixture->client, NULL, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_dbus_connection_flush_sync (fixture->portal, NULL, NULL);
  reply = g_dbus_connection_call_sync (fixture->client, PORTAL, PORTAL_PATH,
                                       "org.freedesktop.DBus.Peer", "Ping", NULL, NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
wait_until_asked (Fixture *fixture)
{
  while (fixture->n_asked == 0)
    g_main_context_iteration (NULL, TRUE);
  settle (fixture);
}

static void
change (Fixture *fixture, const char *group, const char *key, GVariant *value)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (fixture->portal, NULL, PORTAL_PATH, SETTINGS, "SettingChanged",
                                 g_variant_new ("(ssv)", group, key, value), &error);
  g_assert_no_error (error);
  settle (fixture);
}

static void
test_desktop_decides (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteClockPortal) portal = NULL;

  set_answer (fixture, g_variant_new_string ("24h"));
  portal = make_portal (fixture);
  wait_until_asked (fixture);
  g_assert_false (tote_clock_format_get_twelve ());
  g_assert_cmpuint (fixture->n_told, ==, 1);

  change (fixture, INTERFACE, "clock-format", g_variant_new_string ("12h"));
  g_assert_true (tote_clock_format_get_twelve ());
  g_assert_cmpuint (fixture->n_told, ==, 2);
  change (fixture, INTERFACE, "clock-format", g_variant_new_string ("12h"));
  change (fixture, INTERFACE, "gtk-theme", g_variant_new_string ("24h"));
  change (fixture, "org.example", "clock-format", g_variant_new_string ("24h"));
  g_assert_true (tote_clock_format_get_twelve ());
  g_assert_cmpuint (fixture->n_told, ==, 2);
}

static void
test_answer_of_another_kind (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteClockPortal) portal = NULL;

  set_answer (fixture, g_variant_new_uint32 (24));
  portal = make_portal (fixture);
  wait_until_asked (fixture);
  change (fixture, INTERFACE, "clock-format", g_variant_new_string ("half past"));
  g_assert_cmpuint (fixture->n_asked, ==, 1);
  g_assert_true (tote_clock_format_get_twelve ());
  g_assert_cmpuint (fixture->n_told, ==, 0);
}

/* Of GNOME itself, where its schemas are installed. The tests keep settings in memory. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, INTERFACE, TRUE) : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/* The setting itself tells where no portal does, and goes on telling. */
static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GSettings) settings = open_settings ();
  g_autoptr (ToteClockPortal) portal = NULL;

  if (settings != NULL)
    g_settings_set_string (settings, "clock-format", "24h");
  portal = make_portal (fixture);
  wait_until_asked (fixture);
  g_assert_cmpuint (fixture->n_asked, ==, 1);
  g_assert_cmpint (tote_clock_format_get_twelve (), ==, settings == NULL);
  if (settings == NULL) {
    g_test_skip ("GNOME's schemas are not here");
    return;
  }

  g_assert_cmpuint (fixture->n_told, ==, 1);
  g_settings_set_string (settings, "clock-format", "12h");
  settle (fixture);
  g_assert_true (tote_clock_format_get_twelve ());
  g_assert_cmpuint (fixture->n_told, ==, 2);
}

/* Gone before the answer came, and before a change. */
static void
test_gone (Fixture *fixture, gconstpointer unused)
{
  ToteClockPortal *portal;

  set_answer (fixture, g_variant_new_string ("24h"));
  portal = make_portal (fixture);
  g_assert_finalize_object (portal);
  settle (fixture);
  change (fixture, INTERFACE, "clock-format", g_variant_new_string ("24h"));
  g_assert_true (tote_clock_format_get_twelve ());
  g_assert_cmpuint (fixture->n_told, ==, 0);
}

static void
test_other_desktop (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteClockPortal) portal = NULL;

  set_answer (fixture, g_variant_new_string ("24h"));
  portal = make_portal (fixture);
  settle (fixture);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
  g_assert_true (tote_clock_format_get_twelve ());
}

static void
test_no_bus (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GSettings) settings = open_settings ();
  g_autoptr (ToteClockPortal) portal = NULL;

  if (settings != NULL)
    g_settings_set_string (settings, "clock-format", "12h");
  portal = tote_clock_portal_new (NULL, G_LIST_MODEL (fixture->trackers));
  settle (fixture);
  g_assert_nonnull (portal);
  g_assert_true (tote_clock_format_get_twelve ());
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer), const char *desktop)
{
  g_test_add (path, Fixture, desktop, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/clock-portal/desktop-decides", test_desktop_decides, "ubuntu:GNOME");
  add ("/clock-portal/answer-of-another-kind", test_answer_of_another_kind, "GNOME");
  add ("/clock-portal/refused", test_refused, "GNOME");
  add ("/clock-portal/gone", test_gone, "GNOME");
  add ("/clock-portal/other-desktop", test_other_desktop, "KDE");
  add ("/clock-portal/no-bus", test_no_bus, "GNOME");

  return g_test_run ();
}
