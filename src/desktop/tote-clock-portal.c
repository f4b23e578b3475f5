/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-clock-portal.h"

#include "tote-clock-format.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define SETTINGS "org.freedesktop.portal.Settings"
#define NAMESPACE "org.gnome.desktop.interface"
#define KEY "clock-format"

struct _ToteClockPortal {
  GObject parent_instance;

  GDBusConnection *connection; /* (owned) (nullable) */
  GListModel *trackers;        /* (owned): whose times have to be told anew */
  GSettings *settings;         /* (owned) (nullable): where no portal tells */
  GCancellable *cancellable;
  guint subscription;
};

G_DEFINE_FINAL_TYPE (ToteClockPortal, tote_clock_portal, G_TYPE_OBJECT)

static gboolean
is_gnome (void)
{
  const char *desktops = g_getenv ("XDG_CURRENT_DESKTOP");
  g_auto (GStrv) names = g_strsplit (desktops != NULL ? desktops : "", ":", -1);

  return g_strv_contains ((const char *const *) names, "GNOME");
}

static void
tell_anew (ToteClockPortal *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->trackers); i++) {
    g_autoptr (GObject) tracker = g_list_model_get_item (self->trackers, i);

    g_object_notify (tracker, "today");
  }
}

/* The portal’s answer is wrapped twice, its signal once. */
static void
take (ToteClockPortal *self, GVariant *value)
{
  g_autoptr (GVariant) inner = g_variant_ref (value);

  while (g_variant_is_of_type (inner, G_VARIANT_TYPE_VARIANT)) {
    g_autoptr (GVariant) outer = g_steal_pointer (&inner);

    inner = g_variant_get_variant (outer);
  }

  if (g_variant_is_of_type (inner, G_VARIANT_TYPE_STRING) &&
      tote_clock_format_choose (g_variant_get_string (inner, NULL)))
    tell_anew (self);
}

static void
read_setting (ToteClockPortal *self)
{
  g_autofree char *format = g_settings_get_string (self->settings, KEY);

  if (tote_clock_format_choose (format))
    tell_anew (self);
}

/* Where no portal tells, GNOME's own setting does, if GNOME's schemas are there. */
static void
use_settings (ToteClockPortal *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, NAMESPACE, TRUE) : NULL;

  if (schema == NULL || !g_settings_schema_has_key (schema, KEY))
    return;

  self->settings = g_settings_new_full (schema, NULL, NULL);
  g_signal_connect_object (self->settings, "changed::" KEY, G_CALLBACK (read_setting), self,
                           G_CONNECT_SWAPPED);
  read_setting (self);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteClockPortal *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariant) value = NULL;

  if (answer == NULL) {
    g_debug ("The portal does not say how the clock goes: %s", error->message);
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      use_settings (self);
    return;
  }

  value = g_variant_get_child_value (answer, 0);
  take (self, value);
}

static void
on_setting_changed (GDBusConnection *connection, const char *sender, const char *path,
                    const char *interface, const char *signal, GVariant *parameters,
                    gpointer user_data)
{
  g_autoptr (GVariant) value = NULL;
  const char *key;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;

  g_variant_get (parameters, "(&s&s@v)", NULL, &key, &value);
  if (g_str_equal (key, KEY))
    take (user_data, value);
}

static void
ask (ToteClockPortal *self)
{
  self->subscription = g_dbus_connection_signal_subscribe (
      self->connection, PORTAL, SETTINGS, "SettingChanged", PORTAL_PATH, NAMESPACE,
      G_DBUS_SIGNAL_FLAGS_NONE, on_setting_changed, self, NULL);
  g_dbus_connection_call (self->connection, PORTAL, PORTAL_PATH, SETTINGS, "Read",
                          g_variant_new ("(ss)", NAMESPACE, KEY), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, on_read, self);
}

static void
tote_clock_portal_dispose (GObject *object)
{
  ToteClockPortal *self = TOTE_CLOCK_PORTAL (object);

  g_cancellable_cancel (self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->connection);
  g_clear_object (&self->settings);
  g_clear_object (&self->trackers);

  G_OBJECT_CLASS (tote_clock_portal_parent_class)->dispose (object);
}

static void
tote_clock_portal_finalize (GObject *object)
{
  g_object_unref (TOTE_CLOCK_PORTAL (object)->cancellable);

  G_OBJECT_CLASS (tote_clock_portal_parent_class)->finalize (object);
}

static void
tote_clock_portal_class_init (ToteClockPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_clock_portal_dispose;
  G_OBJECT_CLASS (klass)->finalize = tote_clock_portal_finalize;
}

static void
tote_clock_portal_init (ToteClockPortal *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * tote_clock_portal_new:
 * @connection: (nullable): the session’s bus; %NULL where there is none
 * @trackers: a model of #ToteTracker, whose times are told anew when the person changes the setting
 *
 * Returns: (transfer full): what makes the times go by the desktop’s clock, from the portal’s
 *     answer on
 */
ToteClockPortal *
tote_clock_portal_new (GDBusConnection *connection, GListModel *trackers)
{
  ToteClockPortal *self;

  g_return_val_if_fail (connection == NULL || G_IS_DBUS_CONNECTION (connection), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (trackers), NULL);

  self = g_object_new (TOTE_TYPE_CLOCK_PORTAL, NULL);
  self->trackers = g_object_ref (trackers);
  g_set_object (&self->connection, connection);
  if (connection != NULL && is_gnome ())
    ask (self);
  else if (is_gnome ())
    use_settings (self);

  return self;
}
