/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-body-form.h"

#define BUS "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"
#define GTK "org.gtk.Notifications"
#define FREEDESKTOP "org.freedesktop.Notifications"
#define FREEDESKTOP_PATH "/org/freedesktop/Notifications"

/* Whom GLib hands notifications to where it is told nothing else. */
static gboolean
goes_through_portal (void)
{
  return g_getenv ("GTK_USE_PORTAL") != NULL || g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static void
on_capabilities (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autofree const char **capabilities = NULL;

  if (answer == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  g_variant_get (answer, "(^a&s)", &capabilities);
  g_task_return_int (task, g_strv_contains (capabilities, "body-markup") ? TOTE_BODY_FORM_MARKUP
                                                                         : TOTE_BODY_FORM_PLAIN);
}

static void
on_owned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  gboolean owned = FALSE;

  if (answer == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    g_object_unref (task);
    return;
  }

  g_variant_get (answer, "(b)", &owned);
  if (owned) {
    g_task_return_int (task, TOTE_BODY_FORM_PLAIN);
    g_object_unref (task);
    return;
  }

  g_dbus_connection_call (G_DBUS_CONNECTION (source), FREEDESKTOP, FREEDESKTOP_PATH, FREEDESKTOP,
                          "GetCapabilities", NULL, G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE,
                          -1, g_task_get_cancellable (task), on_capabilities, task);
}

/**
 * tote_body_form_find_async:
 * @connection: to the session's bus
 *
 * Asks whoever will show notifications how they take a body.
 */
void
tote_body_form_find_async (GDBusConnection *connection, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (G_IS_DBUS_CONNECTION (connection));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_body_form_find_async);
  if (goes_through_portal ()) {
    g_task_return_int (task, TOTE_BODY_FORM_UNSURE);
    g_object_unref (task);
    return;
  }

  g_dbus_connection_call (connection, BUS, BUS_PATH, BUS, "NameHasOwner",
                          g_variant_new ("(s)", GTK), G_VARIANT_TYPE ("(b)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, cancellable, on_owned, task);
}

/**
 * tote_body_form_find_finish:
 *
 * Returns: the form; with @error set %TOTE_BODY_FORM_UNSURE
 */
ToteBodyForm
tote_body_form_find_finish (GAsyncResult *result, GError **error)
{
  gssize form;

  g_return_val_if_fail (g_task_is_valid (result, NULL), TOTE_BODY_FORM_UNSURE);

  form = g_task_propagate_int (G_TASK (result), error);

  return form > 0 ? (ToteBodyForm) form : TOTE_BODY_FORM_UNSURE;
}

/**
 * tote_body_form_write:
 * @text: plain text
 *
 * Returns: (transfer full): the body that shows @text; where nobody says how it is taken, one that
 *   reads the same either way
 */
char *
tote_body_form_write (ToteBodyForm form, const char *text)
{
  GString *either;

  g_return_val_if_fail (text != NULL, NULL);

  switch (form) {
  case TOTE_BODY_FORM_PLAIN:
    return g_strdup (text);
  case TOTE_BODY_FORM_MARKUP:
    return g_markup_escape_text (text, -1);
  case TOTE_BODY_FORM_UNSURE:
  default:
    either = g_string_new (text);
    g_string_replace (either, "&", "＆", 0);
    g_string_replace (either, "<", "‹", 0);
    g_string_replace (either, ">", "›", 0);
    return g_string_free (either, FALSE);
  }
}
