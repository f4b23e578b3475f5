/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-open.h"

#include "tote-address-dialog.h"
#include "tote-brand.h"
#include "tote-phone.h"
#include "tote-process.h"

typedef struct {
  GWeakRef widget; /* for whom it is opened; maybe gone by the time of the answer */
  char *uri;       /* (owned) */
} Opening;

static void
opening_free (Opening *opening)
{
  g_weak_ref_clear (&opening->widget);
  g_free (opening->uri);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

/* Gives other programs the environment this one was started with: neither a secret nor what was set
 * here to draw with. Returns: (transfer full) */
static GAppLaunchContext *
new_context (GdkDisplay *display)
{
  g_autoptr (GdkAppLaunchContext) context = NULL;
  g_auto (GStrv) names = g_listenv ();
  char **before = (char **) tote_process_get_environment ();

  context = gdk_display_get_app_launch_context (display);
  for (guint i = 0; before != NULL && names[i] != NULL; i++) {
    const char *value = g_environ_getenv (before, names[i]);

    if (value == NULL)
      g_app_launch_context_unsetenv (G_APP_LAUNCH_CONTEXT (context), names[i]);
    else
      g_app_launch_context_setenv (G_APP_LAUNCH_CONTEXT (context), names[i], value);
  }

  return G_APP_LAUNCH_CONTEXT (g_steal_pointer (&context));
}

/* program: (nullable): %NULL for the desktop's own way. */
static void
launch (GtkWidget *widget, GAppInfo *program, char *uri, GCancellable *cancellable,
        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GAppLaunchContext) context = new_context (gtk_widget_get_display (widget));
  GList uris = { uri, NULL, NULL };

  if (program != NULL)
    g_app_info_launch_uris_async (program, &uris, context, cancellable, callback, user_data);
  else
    g_app_info_launch_default_for_uri_async (uri, context, cancellable, callback, user_data);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = NULL;
  GtkRoot *root;

  /* Where the customer chooses among programs, they may also choose none. */
  if (tote_open_file_finish (result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_debug ("Not opened: %s", error->message);
  widget = g_weak_ref_get (&opening->widget);
  root = widget != NULL ? gtk_widget_get_root (widget) : NULL;
  if (root != NULL)
    gtk_window_present (GTK_WINDOW (
        tote_address_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, opening->uri)));
}

/**
 * tote_open_uri:
 * @widget: where the customer asked for it
 * @uri: an address
 *
 * Opens the address with the customer's program for it. Where there is none, the address is shown
 * to be copied. Nothing is opened on a display in a store.
 */
void
tote_open_uri (GtkWidget *widget, const char *uri)
{
  Opening *opening;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (uri != NULL);

  if (tote_brand_get_locked (tote_brand_get_default ()))
    return;

  opening = g_new0 (Opening, 1);
  g_weak_ref_init (&opening->widget, widget);
  opening->uri = g_strdup (uri);
  launch (widget, NULL, opening->uri, NULL, on_launched, opening);
}

/**
 * tote_open_phone:
 * @number: (nullable): a telephone number as somebody wrote it
 *
 * Calls it with the customer’s program for that, if it can be dialled.
 */
void
tote_open_phone (GtkWidget *widget, const char *number)
{
  g_autofree char *uri = tote_phone_to_uri (number);

  if (uri != NULL)
    tote_open_uri (widget, uri);
}

/**
 * tote_open_file_async:
 * @widget: where the customer asked for it
 * @program: (nullable): to be given the file; %NULL for the desktop’s own way
 *
 * Hands over a file that was made for it. What to say when that cannot be is for the caller, who
 * knows what else there is to do with it.
 */
void
tote_open_file_async (GtkWidget *widget, GFile *file, GAppInfo *program, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (G_IS_FILE (file));

  uri = g_file_get_uri (file);
  launch (widget, program, uri, cancellable, callback, user_data);
}

/**
 * tote_open_file_finish:
 *
 * Returns: whether a program has taken it; %G_IO_ERROR_CANCELLED too where the customer, who was to
 *   choose one, chose none
 */
gboolean
tote_open_file_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) program = NULL;

  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), FALSE);

  program = g_async_result_get_source_object (result);

  return program != NULL ? g_app_info_launch_uris_finish (G_APP_INFO (program), result, error)
                         : g_app_info_launch_default_for_uri_finish (result, error);
}
