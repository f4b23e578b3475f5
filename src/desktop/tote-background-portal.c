/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-background-portal.h"

#include <glib/gi18n-lib.h>

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define BACKGROUND "org.freedesktop.portal.Background"
#define REQUEST "org.freedesktop.portal.Request"

struct _ToteBackgroundPortal {
  GObject parent_instance;

  GDBusConnection *connection; /* (owned) */
  GTask *task;                 /* (owned) (nullable): the question, until it is answered */
  guint subscription;          /* to the answer */
};

G_DEFINE_FINAL_TYPE (ToteBackgroundPortal, tote_background_portal, G_TYPE_OBJECT)

/* The question has come to its end. Returns: (transfer full): who asked. */
static GTask *
end_question (ToteBackgroundPortal *self)
{
  g_dbus_connection_signal_unsubscribe (self->connection, self->subscription);
  self->subscription = 0;

  return g_steal_pointer (&self->task);
}

/* 0 is yes; what is granted says so itself. */
static void
on_response (GDBusConnection *connection, const char *sender, const char *path,
             const char *interface, const char *signal, GVariant *parameters, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GVariant) results = NULL;
  gboolean granted = TRUE;
  guint32 response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &granted);
  task = end_question (user_data);
  g_task_return_boolean (task, response == 0 && granted);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ToteBackgroundPortal) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GTask) task = NULL;

  if (handle != NULL || self->task == NULL)
    return;

  task = end_question (self);
  g_task_return_error (task, g_steal_pointer (&error));
}

static GVariant *
build_options (const char *token, gboolean autostart)
{
  const char *const command[] = { "tote", "--background", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_ ("Tote goes on following your order, to tell you "
                                                  "when the shopper asks something and when it "
                                                  "comes.")));
  /* Left out, it would switch off what was switched on. */
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (autostart));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));

  return g_variant_builder_end (&options);
}

/* Where the answer comes is known before the question is asked, so that none can be missed. */
static char *
build_path (GDBusConnection *connection, const char *token)
{
  g_autofree char *sender =
      g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (connection) + 1), ".", '_');

  return g_strdup_printf ("%s/request/%s/%s", PORTAL_PATH, sender, token);
}

static void
tote_background_portal_dispose (GObject *object)
{
  ToteBackgroundPortal *self = TOTE_BACKGROUND_PORTAL (object);
  g_autoptr (GTask) task = self->task != NULL ? end_question (self) : NULL;

  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody waits any more");
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tote_background_portal_parent_class)->dispose (object);
}

static void
tote_background_portal_class_init (ToteBackgroundPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_background_portal_dispose;
}

static void
tote_background_portal_init (ToteBackgroundPortal *self)
{
}

/**
 * tote_background_portal_is_needed:
 *
 * Returns: whether the program is in a sandbox, where going on unasked ends it
 */
gboolean
tote_background_portal_is_needed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/**
 * tote_background_portal_new:
 * @connection: to the session's bus
 *
 * Returns: (transfer full): who asks
 */
ToteBackgroundPortal *
tote_background_portal_new (GDBusConnection *connection)
{
  ToteBackgroundPortal *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);

  self = g_object_new (TOTE_TYPE_BACKGROUND_PORTAL, NULL);
  self->connection = g_object_ref (connection);

  return self;
}

/**
 * tote_background_portal_ask_async:
 * @autostart: whether the program is to be started with the session, too
 *
 * Asks to go on without a window. The desktop remembers what the person said.
 */
void
tote_background_portal_ask_async (ToteBackgroundPortal *self, gboolean autostart,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autofree char *token = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (TOTE_IS_BACKGROUND_PORTAL (self));
  g_return_if_fail (self->task == NULL);

  token = g_strdup_printf ("tote%u", g_random_int ());
  path = build_path (self->connection, token);
  self->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, tote_background_portal_ask_async);
  self->subscription =
      g_dbus_connection_signal_subscribe (self->connection, PORTAL, REQUEST, "Response", path, NULL,
                                          G_DBUS_SIGNAL_FLAGS_NONE, on_response, self, NULL);
  g_dbus_connection_call (self->connection, PORTAL, PORTAL_PATH, BACKGROUND, "RequestBackground",
                          g_variant_new ("(s@a{sv})", "", build_options (token, autostart)),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, cancellable, on_asked,
                          g_object_ref (self));
}

/**
 * tote_background_portal_ask_finish:
 *
 * Returns: whether the program may go on; with @error set there is nobody to ask
 */
gboolean
tote_background_portal_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * tote_background_portal_set_status:
 * @status: a line on what is being done, shown where the desktop lists what has no window
 *
 * Desktops whose portal is older do not show it.
 */
void
tote_background_portal_set_status (ToteBackgroundPortal *self, const char *status)
{
  GVariantBuilder options;

  g_return_if_fail (TOTE_IS_BACKGROUND_PORTAL (self));
  g_return_if_fail (status != NULL);

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (status));
  g_dbus_connection_call (self->connection, PORTAL, PORTAL_PATH, BACKGROUND, "SetStatus",
                          g_variant_new ("(a{sv})", &options), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, NULL, NULL);
}
