/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-wake.h"

#define LOGIND "org.freedesktop.login1"
#define LOGIND_PATH "/org/freedesktop/login1"
#define LOGIND_MANAGER LOGIND ".Manager"

struct _ToteWake {
  GObject parent_instance;

  GNetworkMonitor *monitor; /* (unowned): the process has one */
  gboolean connected;       /* the network was there when last heard of */
  GNetworkConnectivity reach;
  GDBusConnection *system; /* (owned) (nullable) */
  guint sleep_subscription;
};

G_DEFINE_FINAL_TYPE (ToteWake, tote_wake, G_TYPE_OBJECT)

enum {
  WOKE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Sent with TRUE before the machine sleeps and with FALSE after it woke. */
static void
on_prepare_for_sleep (GDBusConnection *connection, const char *sender, const char *path,
                      const char *interface, const char *signal, GVariant *parameters,
                      gpointer user_data)
{
  gboolean falling_asleep = TRUE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &falling_asleep);
  if (!falling_asleep)
    tote_wake_emit (user_data);
}

static void
on_system_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteWake *self = user_data;
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_bus_get_finish (result, &error);

  if (connection == NULL) {
    g_debug ("No system bus, so nobody tells of a wake from suspend: %s", error->message);
    return;
  }
  self->system = connection;
  self->sleep_subscription = g_dbus_connection_signal_subscribe (
      connection, LOGIND, LOGIND_MANAGER, "PrepareForSleep", LOGIND_PATH, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_prepare_for_sleep, self, NULL);
}

/* Comes for every change of every route; only a change for the better counts: from nothing to
 * something, or from a network that leads nowhere to one that leads further. */
static void
on_network_changed (GNetworkMonitor *monitor, gboolean available, gpointer user_data)
{
  ToteWake *self = user_data;
  gboolean was_connected = self->connected;
  GNetworkConnectivity was_reach = self->reach;

  self->connected = available;
  self->reach = g_network_monitor_get_connectivity (monitor);
  if (available && (!was_connected || self->reach > was_reach))
    tote_wake_emit (self);
}

static void
tote_wake_class_init (ToteWakeClass *klass)
{
  signals[WOKE] = g_signal_new ("woke", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
tote_wake_init (ToteWake *self)
{
  self->monitor = g_network_monitor_get_default ();
  self->connected = g_network_monitor_get_network_available (self->monitor);
  self->reach = g_network_monitor_get_connectivity (self->monitor);
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (on_network_changed), self,
                           0);
  g_bus_get (G_BUS_TYPE_SYSTEM, NULL, on_system_bus, self);
}

/**
 * tote_wake_get_default:
 *
 * Returns: (transfer none): the one of the process, which lives to its end
 */
ToteWake *
tote_wake_get_default (void)
{
  static ToteWake *wake;

  if (wake == NULL)
    wake = g_object_new (TOTE_TYPE_WAKE, NULL);
  return wake;
}

/**
 * tote_wake_emit:
 *
 * Tells everybody; for those who know of another reason to ask at once.
 *
 * For tests: no machine is sent to sleep for them.
 */
void
tote_wake_emit (ToteWake *self)
{
  g_return_if_fail (TOTE_IS_WAKE (self));

  g_signal_emit (self, signals[WOKE], 0);
}
