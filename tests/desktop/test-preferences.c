/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-application.h"
#include "tote-archive-order.h"
#include "tote-brand.h"
#include "tote-distance.h"
#include "tote-preferences.h"
#include "tote-settings.h"
#include "tote-stage-set.h"
#include "test-support.h"

#include <shumate/shumate.h>

/* What is remembered, not chosen, is not. */
static gboolean
is_offered (const char *key)
{
  return !g_str_has_prefix (key, "window-") && !g_str_has_prefix (key, "recent-") &&
         !g_str_equal (key, "standing");
}

/* The row alone, which a screen reader tells to be on or off. */
static void
assert_one_stop (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);

  g_assert_false (gtk_widget_get_focusable (widget));
  g_assert_true (gtk_widget_get_focusable (row));
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_SWITCH);
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_CHECKED,
                                    (int) gtk_switch_get_active (GTK_SWITCH (widget)));
}

static void
test_each_setting (void)
{
  g_autoptr (GSettings) settings = tote_settings_new ();
  GtkWidget *dialog = g_object_ref_sink (tote_preferences_new (NULL, settings));
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;
  guint n = 0;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++) {
    GtkWidget *widget;

    if (!is_offered (keys[i]))
      continue;

    n++;
    widget = GTK_WIDGET (gtk_widget_get_template_child (dialog, TOTE_TYPE_PREFERENCES, keys[i]));
    if (GTK_IS_SWITCH (widget)) {
      gboolean on = gtk_switch_get_active (GTK_SWITCH (widget));

      g_assert_true (on == g_settings_get_boolean (settings, keys[i]));
      gtk_switch_set_active (GTK_SWITCH (widget), !on);
      g_assert_true (on != g_settings_get_boolean (settings, keys[i]));
      assert_one_stop (widget);
    } else {
      guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (widget));

      g_assert_cmpuint (chosen, ==, g_settings_get_enum (settings, keys[i]));
      adw_combo_row_set_selected (ADW_COMBO_ROW (widget), 1);
      g_assert_cmpuint (g_settings_get_enum (settings, keys[i]), ==, 1);
    }
    g_settings_reset (settings, keys[i]);
  }
  g_assert_cmpuint (n, ==, 16);

  gtk_window_destroy (GTK_WINDOW (dialog));
  g_object_unref (dialog);
}

/* Nothing is started with the desktop that then would do nothing. */
static void
test_autostart_needs_background (void)
{
  g_autoptr (GSettings) settings = tote_settings_new ();
  GtkWidget *dialog = g_object_ref_sink (tote_preferences_new (NULL, settings));
  GtkWidget *autostart =
      GTK_WIDGET (gtk_widget_get_template_child (dialog, TOTE_TYPE_PREFERENCES, "autostart"));

  g_assert_true (gtk_widget_is_sensitive (autostart));
  g_settings_set_boolean (settings, "background", FALSE);
  g_assert_false (gtk_widget_is_sensitive (autostart));
  g_settings_reset (settings, "background");

  gtk_window_destroy (GTK_WINDOW (dialog));
  g_object_unref (dialog);
}

static void
choose (GSettings *settings, const char *key, const char *choice)
{
  g_assert_true (g_settings_set_string (settings, key, choice));
}

static gboolean
change_all (gpointer application)
{
  g_autoptr (GSettings) settings = tote_settings_new ();
  ToteBrand *brand = tote_brand_get_default ();

  choose (settings, "distance-unit", "miles");
  g_assert_true (tote_distance_is_in_miles ());
  choose (settings, "distance-unit", "kilometres");
  g_assert_false (tote_distance_is_in_miles ());
  choose (settings, "map-look", "dark");
  g_assert_true (tote_brand_get_map_dark (brand));
  choose (settings, "map-look", "light");
  g_assert_false (tote_brand_get_map_dark (brand));
  g_settings_reset (settings, "distance-unit");
  g_settings_reset (settings, "map-look");
  g_application_quit (application);

  return G_SOURCE_REMOVE;
}

/* What is chosen counts at once, in the program that runs. */
static void
test_applied (void)
{
  g_autoptr (ToteApplication) application = tote_application_new (tote_clock_get_default ());
  char program[] = "tote", background[] = "--background";
  char *arguments[] = { program, background, NULL };

  g_idle_add (change_all, application);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 2, arguments), ==, 0);
}

#define SERVER "http://127.0.0.1:9"
#define ORDER "MKT-7"

/* As a run has left it in which the order has come. */
static void
keep_order (ToteClock *clock)
{
  const char *text = "{\"id\": \"" ORDER "\", \"workflow_state\": \"delivered\"}";
  gint64 now = tote_clock_get_real_time (clock);
  g_autoptr (ToteArchive) archive = tote_archive_new_default ();
  g_autoptr (ToteArchiveOrder) order = tote_archive_order_new (archive, SERVER, ORDER);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;

  tote_archive_order_load_async (order, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  tote_archive_order_save_answer (order, TOTE_RESOURCE_ORDER, body, now, 0);
  tote_archive_order_save_end (order, now);
}

static guint
count_kept (void)
{
  g_autoptr (ToteArchive) archive = tote_archive_new_default ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) records = NULL;

  tote_archive_list_async (archive, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  records = tote_archive_list_finish (archive, result, NULL);

  return records->len;
}

typedef struct {
  ToteApplication *application;
  ToteManualClock *clock;
  gboolean later; /* the time is chosen when it has passed */
} Forgetting;

static gboolean
shows_order (Forgetting *forgetting)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (forgetting->application));

  return window != NULL &&
         tote_stage_set_find (GTK_WIDGET (window), TOTE_TYPE_ORDER_VIEW, 0) != NULL;
}

static void
wait_until (Forgetting *forgetting, gboolean shown)
{
  while (shows_order (forgetting) != shown)
    g_main_context_iteration (NULL, TRUE);
}

/* In the program that runs, before the customer's eyes: once its time is over, and soon after a
 * shorter time was chosen, but not at once. */
static gboolean
live_on (gpointer user_data)
{
  Forgetting *forgetting = user_data;
  g_autoptr (GSettings) settings = tote_settings_new ();

  wait_until (forgetting, TRUE);
  tote_manual_clock_advance (forgetting->clock, G_TIME_SPAN_DAY);
  if (forgetting->later) {
    choose (settings, "forget-after", "never");
    tote_manual_clock_advance (forgetting->clock, 100 * G_TIME_SPAN_DAY);
    choose (settings, "forget-after", "day");
    tote_manual_clock_advance (forgetting->clock, G_TIME_SPAN_SECOND);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    g_assert_true (shows_order (forgetting));
    tote_manual_clock_advance (forgetting->clock, G_TIME_SPAN_MINUTE);
  } else {
    tote_manual_clock_advance (forgetting->clock, 6 * G_TIME_SPAN_DAY);
  }
  wait_until (forgetting, FALSE);
  g_settings_reset (settings, "forget-after");
  gtk_window_destroy (
      gtk_application_get_active_window (GTK_APPLICATION (forgetting->application)));
  g_application_quit (G_APPLICATION (forgetting->application));

  return G_SOURCE_REMOVE;
}

/* The bus answers in the order of the questions. */
static void
wait_for_bus (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId", NULL,
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_forget_after (gconstpointer later)
{
  g_autoptr (GSettings) settings = tote_settings_new ();
  g_autoptr (ToteManualClock) clock = tote_manual_clock_new (G_USEC_PER_SEC);
  g_autoptr (ToteApplication) application = tote_application_new (TOTE_CLOCK (clock));
  Forgetting forgetting = { application, clock, later != NULL };
  char program[] = "tote";
  char *arguments[] = { program, NULL };

  keep_order (TOTE_CLOCK (clock));
  g_assert_cmpuint (count_kept (), ==, 1);
  choose (settings, "forget-after", "week");
  g_idle_add (live_on, &forgetting);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 1, arguments), ==, 0);
  g_assert_cmpuint (count_kept (), ==, 0);

  /* the keyring, which is to forget too, answers after the end; libsecret asks more than once */
  for (guint i = 0; i < 5; i++)
    wait_for_bus ();
}

static void
assert_told_in (ToteStageSet *set, ToteDistanceUnit unit, const char *shown, const char *hidden)
{
  ShumateScale *scale =
      SHUMATE_SCALE (tote_stage_set_find (GTK_WIDGET (set->window), SHUMATE_TYPE_SCALE, 0));

  tote_distance_choose_unit (unit);
  g_object_notify (G_OBJECT (set->tracker), "distance");
  tote_stage_set_settle (set);
  g_assert_cmpint (shumate_scale_get_unit (scale), ==,
                   unit == TOTE_DISTANCE_UNIT_MILES ? SHUMATE_UNIT_IMPERIAL : SHUMATE_UNIT_METRIC);
  tote_stage_set_assert_shows (set, shown);
  tote_stage_set_assert_hides (set, hidden);
}

/* In words and on the map's scale. */
static void
test_distances (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_enter (set, "delivering");
  tote_stage_set_advance (set, 30);
  assert_told_in (set, TOTE_DISTANCE_UNIT_MILES, " mi ", " km ");
  assert_told_in (set, TOTE_DISTANCE_UNIT_KILOMETRES, " km ", " mi ");
  assert_told_in (set, TOTE_DISTANCE_UNIT_MILES, " mi ", " km ");
  tote_distance_choose_unit (TOTE_DISTANCE_UNIT_LOCALE);
}

static void
assert_map (GtkWidget *pane, ToteMapLook look, gboolean dark, const char *ground)
{
  ToteBrand *brand = tote_brand_get_default ();
  g_autofree char *tiles = NULL;

  tote_brand_set_map_look (brand, look);
  tiles = tote_brand_dup_tiles (brand);
  g_assert_true ((g_strrstr (tiles, "/dark/") != NULL) == dark);
  g_assert_true (gtk_widget_has_css_class (pane, "dark-map") == !g_strcmp0 (ground, "dark-map"));
  g_assert_true (gtk_widget_has_css_class (pane, "light-map") == !g_strcmp0 (ground, "light-map"));
}

/* As all is, or as was chosen, whatever all is. */
static void
test_map_look (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkWidget *pane;

  tote_stage_set_open (set, 1200, 760);
  pane = tote_stage_set_find (GTK_WIDGET (set->window), g_type_from_name ("ToteMapPane"), 0);
  assert_map (pane, TOTE_MAP_LOOK_DESKTOP, FALSE, NULL);
  assert_map (pane, TOTE_MAP_LOOK_LIGHT, FALSE, NULL);
  assert_map (pane, TOTE_MAP_LOOK_DARK, TRUE, "dark-map");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  assert_map (pane, TOTE_MAP_LOOK_DARK, TRUE, NULL);
  assert_map (pane, TOTE_MAP_LOOK_LIGHT, FALSE, "light-map");
  assert_map (pane, TOTE_MAP_LOOK_DESKTOP, TRUE, NULL);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  assert_map (pane, TOTE_MAP_LOOK_DESKTOP, FALSE, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  g_test_add_func ("/preferences/each-setting", test_each_setting);
  g_test_add_func ("/preferences/autostart-needs-background", test_autostart_needs_background);

  g_test_add_func ("/preferences/distances", test_distances);
  g_test_add_func ("/preferences/map-look", test_map_look);
  g_test_add_func ("/preferences/applied", test_applied);
  g_test_add_data_func ("/preferences/forget-after/passed", NULL, test_forget_after);
  g_test_add_data_func ("/preferences/forget-after/chosen", "later", test_forget_after);

  return g_test_run ();
}
