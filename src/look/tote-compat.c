/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-compat.h"

#include <adwaita.h>

static void
append_colour (GString *css, const char *name, const GdkRGBA *colour)
{
  g_autofree char *text = gdk_rgba_to_string (colour);

  g_string_append_printf (css, "@define-color %s %s;\n", name, text);
}

static void
load_css (GtkCssProvider *provider, const char *css)
{
#if GTK_CHECK_VERSION(4, 12, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_css_provider_load_from_string (provider, css);
  G_GNUC_END_IGNORE_DEPRECATIONS
#else
  gtk_css_provider_load_from_data (provider, css, -1);
#endif
}

/**
 * tote_compat_set_accent:
 * @provider: takes the style
 * @accent: the colours to set as the platform's accent
 */
void
tote_compat_set_accent (GtkCssProvider *provider, const ToteAccent *accent)
{
  g_autoptr (GString) css = g_string_new (NULL);

  append_colour (css, "accent_color", &accent->text);
  append_colour (css, "accent_bg_color", &accent->ground);
  append_colour (css, "accent_fg_color", &accent->over);

  /* Since libadwaita 1.6 the accent is a variable that goes before the named colour. */
  if (gtk_get_minor_version () >= 16)
    g_string_append (css, ":root { --accent-color: @accent_color;"
                          " --accent-bg-color: @accent_bg_color;"
                          " --accent-fg-color: @accent_fg_color; }\n");

  load_css (provider, css->str);
}

/**
 * tote_compat_is_theme_dark:
 *
 * Returns: whether the theme writes light on dark, by its own colours: of one that was set from
 *   outside libadwaita does not know it
 */
gboolean
tote_compat_is_theme_dark (void)
{
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
  GdkRGBA text = { 0, 0, 0, 1 };
  const GdkRGBA black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };

  /* Nothing else tells the colour behind a name. */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_style_context_lookup_color (gtk_widget_get_style_context (label), "view_fg_color", &text);
  G_GNUC_END_IGNORE_DEPRECATIONS
  g_object_unref (label);

  return tote_colour_contrast (&text, &black) > tote_colour_contrast (&text, &white);
}

/**
 * tote_compat_renew_actions:
 * @widget: where to begin
 *
 * Lets each button look for its action anew. In GTK 4.8 a button that comes back into a window
 * with what holds it stays insensitive, although the action of that is there.
 */
void
tote_compat_renew_actions (GtkWidget *widget)
{
  g_autofree char *name = GTK_IS_ACTIONABLE (widget)
                              ? g_strdup (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)))
                              : NULL;

  if (name != NULL) {
    gtk_actionable_set_action_name (GTK_ACTIONABLE (widget), NULL);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (widget), name);
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tote_compat_renew_actions (child);
}

#if GTK_CHECK_VERSION(4, 10, 0)
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) ||
           g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "None was chosen");
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
choose_file (GTask *task, GtkWindow *parent, const char *title, const char *name)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, parent, g_task_get_cancellable (task), on_file_chosen, task);
}

G_GNUC_END_IGNORE_DEPRECATIONS
#else

/* It is the task's, which it ends. */
static void
on_file_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  g_signal_handlers_disconnect_by_data (dialog, task);
  gtk_native_dialog_hide (dialog);
  /* GTK 4.8 lets go of its own chooser, where no portal has one, when that is closed as a window,
   * and once more with what it belongs to: that is kept, then. */
  if (response == GTK_RESPONSE_DELETE_EVENT)
    g_object_ref (dialog);
  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    g_task_return_pointer (task, g_steal_pointer (&file), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "None was chosen");
}

static void
choose_file (GTask *task, GtkWindow *parent, const char *title, const char *name)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  g_task_set_task_data (task, dialog, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (on_file_response), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

#endif

/**
 * tote_compat_choose_file_async:
 * @parent: (nullable): for whom
 * @title: what the file is for
 * @name: what it is called if nobody changes that
 *
 * Lets the customer choose where to save something.
 */
void
tote_compat_choose_file_async (GtkWindow *parent, const char *title, const char *name,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  /* Not of the window: a task would hold it beyond its end. */
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tote_compat_choose_file_async);
  choose_file (task, parent, title, name);
}

/**
 * tote_compat_choose_file_finish:
 *
 * Returns: (transfer full) (nullable): the file; %NULL with %G_IO_ERROR_CANCELLED when the customer
 *   chose none
 */
GFile *
tote_compat_choose_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tote_compat_get_scale:
 * @widget: in a window that has been shown
 *
 * Returns: pixels of the screen for one of the page; a whole number before GTK 4.12, whose windows
 *   are drawn larger and made smaller by the compositor where the screen has another
 */
double
tote_compat_get_scale (GtkWidget *widget)
{
#if GTK_CHECK_VERSION(4, 12, 0)
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  double scale = 1;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (surface != NULL)
    scale = gdk_surface_get_scale (surface);
  G_GNUC_END_IGNORE_DEPRECATIONS

  return scale;
#else
  return gtk_widget_get_scale_factor (widget);
#endif
}

/**
 * tote_compat_prepare_typing:
 *
 * On Wayland GTK before 4.10 asks for the compositor's text input when the first text gets the
 * focus, and lets go of no text before it has the answer: of one that is gone by then it keeps the
 * address, and the next window that closes writes there. So it is asked before there is any, and
 * the answer waited for, as for those that opening the display waits for. To be called with the
 * display open and no window.
 */
void
tote_compat_prepare_typing (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkIMContext) context = NULL;
  g_autoptr (GtkWidget) widget = NULL;

  if (gtk_check_version (4, 10, 0) == NULL ||
      !g_str_equal (G_OBJECT_TYPE_NAME (display), "GdkWaylandDisplay"))
    return;

  context = gtk_im_multicontext_new ();
  widget = g_object_ref_sink (gtk_label_new (NULL));
  gtk_im_context_set_client_widget (context, widget);
  gtk_im_context_focus_in (context);
  gdk_display_sync (display);
  gtk_im_context_focus_out (context);
  gtk_im_context_set_client_widget (context, NULL);
}
