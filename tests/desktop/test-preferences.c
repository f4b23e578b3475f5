/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-preferences.h"
#include "tote-settings.h"

/* What is remembered, not chosen; and the map's look is not offered yet. */
static gboolean
is_offered (const char *key)
{
  return !g_str_has_prefix (key, "window-") && !g_str_has_prefix (key, "recent-") &&
         !g_str_equal (key, "map-look");
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
      gtk_test_accessible_assert_role (widget, GTK_ACCESSIBLE_ROLE_SWITCH);
      g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                                       GTK_ACCESSIBLE_PROPERTY_LABEL));
    } else {
      guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (widget));

      g_assert_cmpuint (chosen, ==, g_settings_get_enum (settings, keys[i]));
      adw_combo_row_set_selected (ADW_COMBO_ROW (widget), 1);
      g_assert_cmpuint (g_settings_get_enum (settings, keys[i]), ==, 1);
    }
    g_settings_reset (settings, keys[i]);
  }
  g_assert_cmpuint (n, ==, 14);

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/preferences/each-setting", test_each_setting);
  g_test_add_func ("/preferences/autostart-needs-background", test_autostart_needs_background);

  return g_test_run ();
}
