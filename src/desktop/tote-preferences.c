/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-preferences.h"

#include "tote-access.h"
#include "tote-settings.h"

struct _TotePreferences {
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (TotePreferences, tote_preferences, ADW_TYPE_WINDOW)

/* The rows have the names of their settings. */
static const char *const switches[] = {
  "tell-shopping", "tell-question",  "tell-message",  "tell-on-the-way",  "tell-slot",
  "tell-ready",    "tell-delivered", "tell-canceled", "tell-chat-ending", "tell-signed-out",
  "show-words",    "background",     "autostart",
};

/* The choices stand in the order of these. */
static const char *const units[] = { "locale", "miles", "kilometres", NULL };
static const char *const looks[] = { "desktop", "light", "dark", NULL };
static const char *const times[] = { "never", "day", "week", "month", NULL };

static const struct {
  const char *name;
  const char *const *choices;
} lists[] = { { "distance-unit", units }, { "map-look", looks }, { "forget-after", times } };

static gboolean
get_position (GValue *value, GVariant *setting, gpointer choices)
{
  const char *const *names = choices;
  const char *chosen = g_variant_get_string (setting, NULL);
  guint i = 0;

  while (names[i] != NULL && !g_str_equal (names[i], chosen))
    i++;
  g_value_set_uint (value, i);

  return names[i] != NULL;
}

static GVariant *
get_choice (const GValue *value, const GVariantType *type, gpointer choices)
{
  return g_variant_new_string (((const char *const *) choices)[g_value_get_uint (value)]);
}

static GObject *
get_child (TotePreferences *self, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (self), TOTE_TYPE_PREFERENCES, name);
}

static GtkWidget *
get_row (GtkSwitch *widget)
{
  return gtk_widget_get_ancestor (GTK_WIDGET (widget), ADW_TYPE_ACTION_ROW);
}

static void
tell_state (GtkSwitch *widget)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (get_row (widget)), GTK_ACCESSIBLE_STATE_CHECKED,
                               (int) gtk_switch_get_active (widget), -1);
}

/* A row is one stop, which is on or off; the switch in it only shows so. */
static void
make_one_stop (GtkSwitch *widget)
{
  g_object_set (get_row (widget), "accessible-role", GTK_ACCESSIBLE_ROLE_SWITCH, NULL);
  g_object_set (widget, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "focusable", FALSE,
                NULL);
  g_signal_connect (widget, "notify::active", G_CALLBACK (tell_state), NULL);
  tell_state (widget);
}

static void
bind (TotePreferences *self, GSettings *settings)
{
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    tote_settings_bind (settings, switches[i], get_child (self, switches[i]), "active");

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_settings_bind_with_mapping (settings, lists[i].name, get_child (self, lists[i].name),
                                  "selected", G_SETTINGS_BIND_DEFAULT, get_position, get_choice,
                                  (gpointer) lists[i].choices, NULL);
}

static void
tote_preferences_class_init (TotePreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-preferences.ui");
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    gtk_widget_class_bind_template_child_full (widget_class, switches[i], FALSE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    gtk_widget_class_bind_template_child_full (widget_class, lists[i].name, FALSE, 0);
}

static void
tote_preferences_init (TotePreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_tell_window (GTK_WINDOW (self)); /* what a list is comes before what its rows are */
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    make_one_stop (GTK_SWITCH (get_child (self, switches[i])));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    tote_access_name_combo (GTK_WIDGET (get_child (self, lists[i].name)));
}

/**
 * tote_preferences_new:
 * @parent: (nullable): the window it stands over
 * @settings: what it changes
 *
 * Returns: (transfer none): a dialog, to be presented
 */
GtkWidget *
tote_preferences_new (GtkWindow *parent, GSettings *settings)
{
  TotePreferences *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (TOTE_TYPE_PREFERENCES, "transient-for", parent, NULL);
  bind (self, settings);

  return GTK_WIDGET (self);
}
