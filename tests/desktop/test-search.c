/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-names.h"

#include "tote-archive-order.h"
#include "tote-brand.h"
#include "tote-manual-clock.h"
#include "tote-notifier.h"
#include "tote-search.h"
#include "tote-session.h"
#include "test-bus.h"
#include "test-support.h"

#include <adwaita.h>
#include <string.h>

/* The desktop's search: asked as a shell asks it, on a bus of the test's own; the archive is on
 * disk, and there is no server at all. */

#define BASE "https://connect.example.com"
#define PATH "/io/example/Search/SearchProvider"
#define INTERFACE "org.gnome.Shell.SearchProvider2"

typedef struct {
  GDBusConnection *service;
  GDBusConnection *shell;
  GApplication *application;
  ToteOrderBook *book;
  ToteSearch *search;
  char *opened; /* (nullable): what was asked to be shown */
  guint n_activated;
} Fixture;

static void
on_open_order (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_free (fixture->opened);
  fixture->opened = g_variant_print (parameter, FALSE);
}

static void
on_activate (Fixture *fixture)
{
  fixture->n_activated++;
}

static GDBusConnection *
connect_to_bus (void)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  return test_bus_connect (address);
}

static void
keep_order (Fixture *fixture, const char *id, ToteResource resource, const char *body)
{
  g_autoptr (ToteArchiveOrder) order =
      tote_archive_order_new (tote_order_book_get_archive (fixture->book), BASE, id);
  g_autofree char *path = g_build_filename (g_getenv ("TOTE_TEST_DATA"), body, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new (text, length);
  tote_archive_order_save_answer (order, resource, bytes, g_get_real_time (), 1);
  if (strstr (body, "delivered") != NULL)
    tote_archive_order_save_end (order, g_get_real_time ());
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  static const GActionEntry entries[] = {
    { .name = "open-order", .activate = on_open_order, .parameter_type = TOTE_NOTIFIER_PLACE },
  };
  g_autoptr (SoupSession) session = tote_session_new ();
  g_autoptr (ToteManualClock) clock = tote_manual_clock_new (g_get_real_time ());
  g_autoptr (GError) error = NULL;

  fixture->service = connect_to_bus ();
  fixture->shell = connect_to_bus ();
  fixture->book = tote_order_book_new (TOTE_CLOCK (clock), session);
  fixture->application = g_application_new ("io.example.Search", G_APPLICATION_NON_UNIQUE);
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->application), entries,
                                   G_N_ELEMENTS (entries), fixture);
  g_signal_connect_swapped (fixture->application, "activate", G_CALLBACK (on_activate), fixture);
  g_application_register (fixture->application, NULL, &error);
  g_assert_no_error (error);
  fixture->search = tote_search_new (fixture->application, fixture->book);
  tote_search_export (fixture->search, fixture->service, PATH, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), TOTE_FOLDER, NULL);
  g_autoptr (GSubprocess) remove = NULL;

  g_assert_finalize_object (g_steal_pointer (&fixture->search));
  g_assert_finalize_object (g_steal_pointer (&fixture->book));
  g_assert_finalize_object (g_steal_pointer (&fixture->application));
  remove = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-rf", folder, NULL);
  g_subprocess_wait (remove, NULL, NULL);
  g_dbus_connection_close_sync (fixture->shell, NULL, NULL);
  g_dbus_connection_close_sync (fixture->service, NULL, NULL);
  g_object_unref (fixture->shell);
  g_object_unref (fixture->service);
  g_free (fixture->opened);
}

static void
send (Fixture *fixture, const char *method, const char *arguments, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  GVariant *parameters = g_variant_parse (NULL, arguments, NULL, NULL, &error);

  g_assert_no_error (error);
  g_dbus_connection_call (fixture->shell, g_dbus_connection_get_unique_name (fixture->service),
                          PATH, INTERFACE, method, parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, test_keep_result, result);
}

static GVariant *
take_answer (Fixture *fixture, GAsyncResult **result, GError **error)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_dbus_connection_call_finish (fixture->shell, *result, error);
}

static GVariant *
ask (Fixture *fixture, const char *method, const char *arguments)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GVariant *answer;

  send (fixture, method, arguments, &result);
  answer = take_answer (fixture, &result, &error);
  g_assert_no_error (error);

  return answer;
}

/* Returns: how many are found; the first ones have the numbers that @expected lists */
static guint
search (Fixture *fixture, const char *terms, const char *expected)
{
  g_autofree char *arguments = g_strdup_printf ("(@as %s,)", terms);
  g_autoptr (GVariant) answer = ask (fixture, "GetInitialResultSet", arguments);
  g_autoptr (GVariant) ids = g_variant_get_child_value (answer, 0);
  g_autoptr (GString) found = g_string_new (NULL);

  for (gsize i = 0; i < g_variant_n_children (ids); i++) {
    g_autoptr (GVariant) id = g_variant_get_child_value (ids, i);
    const char *quote = strrchr (g_variant_get_string (id, NULL), ' ');

    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", quote + 1);
  }
  g_assert_cmpstr (found->str, ==, expected);

  return (guint) g_variant_n_children (ids);
}

static void
keep_two (Fixture *fixture)
{
  keep_order (fixture, "MKT-1007", TOTE_RESOURCE_ORDER, "ref_order_delivery_delivering.json");
  keep_order (fixture, "MKT-1007", TOTE_RESOURCE_ITEMS, "ref_items_picking.json");
  keep_order (fixture, "MKT-2008", TOTE_RESOURCE_ORDER, "ref_order_delivery_delivered.json");
}

static void
test_found (Fixture *fixture, gconstpointer unused)
{
  keep_two (fixture);

  search (fixture, "['groceries']", "'MKT-1007') 'MKT-2008')");
  search (fixture, "['groc']", "'MKT-1007') 'MKT-2008')");
  search (fixture, "['OAT', 'barista']", "'MKT-1007')");
  search (fixture, "['original']", "'MKT-1007')"); /* what is offered instead */
  search (fixture, "['2008']", "'MKT-2008')");
  search (fixture, "['mkt-2008']", "'MKT-2008')");
  search (fixture, "['order', 'pears']", "'MKT-1007')");
}

static void
test_store (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteProfile) profile = tote_profile_new_demo ();
  g_autofree char *term = g_strdup_printf ("['%.4s']", tote_profile_get_name (profile));

  keep_two (fixture);
  search (fixture, term, "");
  tote_brand_set_profile (tote_brand_get_default (), profile);
  search (fixture, term, "'MKT-1007') 'MKT-2008')");

  g_object_unref (g_steal_pointer (&profile));
  profile = tote_profile_new_neutral ();
  tote_brand_set_profile (tote_brand_get_default (), profile);
}

static void
test_not_found (Fixture *fixture, gconstpointer unused)
{
  search (fixture, "['groceries']", "");

  keep_two (fixture);
  search (fixture, "['rocket']", "");
  search (fixture, "['pears', 'rocket']", ""); /* all that is typed has to fit */
  search (fixture, "['roceries']", "");
  search (fixture, "@as []", "");
  search (fixture, "['']", "");
  search (fixture, "['%', '…']", "");
}

static void
test_narrowed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) ids = NULL;

  keep_two (fixture);
  answer = ask (fixture, "GetSubsearchResultSet", "(['gone', 'nonsense'], ['pears'])");
  ids = g_variant_get_child_value (answer, 0);
  g_assert_cmpuint (g_variant_n_children (ids), ==, 1);
}

static void
test_metas (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) metas = NULL;
  g_autoptr (GVariant) first = NULL;
  g_autoptr (GVariant) last = NULL;
  const char *text;

  keep_two (fixture);
  answer = ask (fixture, "GetResultMetas",
                "([\"('" BASE "', 'MKT-1007')\", 'nonsense', \"('" BASE "', 'gone')\", "
                "\"('" BASE "', 'MKT-2008')\"],)");
  metas = g_variant_get_child_value (answer, 0);
  g_assert_cmpuint (g_variant_n_children (metas), ==, 2);

  first = g_variant_get_child_value (metas, 0);
  g_variant_lookup (first, "id", "&s", &text);
  g_assert_cmpstr (text, ==, "('" BASE "', 'MKT-1007')");
  g_variant_lookup (first, "name", "&s", &text);
  g_assert_true (g_str_has_suffix (text, "Order 1007"));
  g_variant_lookup (first, "description", "&s", &text);
  g_assert_true (g_str_has_prefix (text, "Out for delivery · as of "));
  g_assert_true (g_variant_lookup (first, "gicon", "&s", &text));

  /* What is over is so whenever it was seen. */
  last = g_variant_get_child_value (metas, 1);
  g_variant_lookup (last, "description", "&s", &text);
  g_assert_cmpstr (text, ==, "Delivered");
}

/* Of an order that nothing is known of nothing is said. */
static void
test_unknown_state (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) metas = NULL;
  g_autoptr (GVariant) meta = NULL;

  keep_order (fixture, "MKT-3009", TOTE_RESOURCE_ITEMS, "ref_items_picking.json");
  search (fixture, "['3009']", "'MKT-3009')");
  answer = ask (fixture, "GetResultMetas", "([\"('" BASE "', 'MKT-3009')\"],)");
  metas = g_variant_get_child_value (answer, 0);
  meta = g_variant_get_child_value (metas, 0);
  g_assert_false (g_variant_lookup (meta, "description", "&s", NULL));
}

static void
test_malformed (Fixture *fixture, gconstpointer unused)
{
  static const char *const calls[][2] = {
    { "GetInitialResultSet", "('pears',)" }, { "GetInitialResultSet", "()" },
    { "GetResultMetas", "([1, 2],)" },       { "ActivateResult", "('x',)" },
    { "Nonsense", "(['pears'],)" },
  };

  keep_two (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    send (fixture, calls[i][0], calls[i][1], &result);
    g_assert_null (take_answer (fixture, &result, &error));
    g_assert_true (g_dbus_error_is_remote_error (error));
  }
  search (fixture, "['pears']", "'MKT-1007')");
}

/* Somebody types fast. */
static void
test_many (Fixture *fixture, gconstpointer unused)
{
  GAsyncResult *results[50] = { NULL };

  keep_two (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    send (fixture, "GetInitialResultSet", i % 2 == 0 ? "(['pears'],)" : "(['rocket'],)",
          &results[i]);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GVariant) answer = take_answer (fixture, &results[i], &error);
    g_autoptr (GVariant) ids = NULL;

    g_assert_no_error (error);
    ids = g_variant_get_child_value (answer, 0);
    g_assert_cmpuint (g_variant_n_children (ids), ==, i % 2 == 0 ? 1 : 0);
    g_object_unref (results[i]);
  }
}

static void
test_chosen (Fixture *fixture, gconstpointer unused)
{
  g_variant_unref (
      ask (fixture, "ActivateResult", "(\"('" BASE "', 'MKT-1007')\", ['pears'], uint32 7)"));
  g_assert_cmpstr (fixture->opened, ==, "('" BASE "', 'MKT-1007', '')");
  g_assert_cmpuint (fixture->n_activated, ==, 0);

  g_clear_pointer (&fixture->opened, g_free);
  g_variant_unref (ask (fixture, "ActivateResult", "('nonsense', ['pears'], uint32 7)"));
  g_variant_unref (ask (fixture, "LaunchSearch", "(['pears'], uint32 7)"));
  g_assert_null (fixture->opened);
  g_assert_cmpuint (fixture->n_activated, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/search/found", test_found);
  ADD ("/search/store", test_store);
  ADD ("/search/not-found", test_not_found);
  ADD ("/search/narrowed", test_narrowed);
  ADD ("/search/metas", test_metas);
  ADD ("/search/unknown-state", test_unknown_state);
  ADD ("/search/malformed", test_malformed);
  ADD ("/search/many", test_many);
  ADD ("/search/chosen", test_chosen);
#undef ADD

  return g_test_run ();
}
