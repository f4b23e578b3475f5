/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-address-dialog.h"
#include "tote-brand.h"
#include "tote-open.h"
#include "tote-process.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  GtkWidget *window;
  char *folder; /* of desktop files */
  char *seen;   /* what the program for it was started with */
} Fixture;

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static gboolean
calls (void)
{
  g_autoptr (GAppInfo) caller = g_app_info_get_default_for_uri_scheme ("tel");

  return caller != NULL;
}

/* A program that calls: it notes the number and its environment. */
static void
install_program (Fixture *fixture, const char *exec)
{
  g_autofree char *entry =
      g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Caller\nExec=%s\n"
                       "MimeType=x-scheme-handler/tel;\n",
                       exec);

  write_file (fixture->folder, "caller.desktop", entry);
  write_file (fixture->folder, "mimeapps.list",
              "[Default Applications]\nx-scheme-handler/tel=caller.desktop\n");

  /* GIO has looked into the folder before, and hears of what is new there in a thread of its own.
   */
  while (!calls ())
    g_usleep (1000);
}

static void
set_up (Fixture *fixture, gconstpointer exec)
{
  fixture->folder = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  fixture->seen = g_build_filename (g_get_user_data_dir (), "seen", NULL);
  g_mkdir_with_parents (fixture->folder, 0700);
  if (exec != NULL)
    install_program (fixture, exec);

  fixture->window = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *entry = g_build_filename (fixture->folder, "caller.desktop", NULL);
  g_autofree char *defaults = g_build_filename (fixture->folder, "mimeapps.list", NULL);

  g_unlink (entry);
  g_unlink (defaults);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_free (fixture->folder);
  g_free (fixture->seen);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

    if (TOTE_IS_ADDRESS_DIALOG (window))
      return window;
  }
  return NULL;
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

/* Nothing here makes calls: the number is shown, and can be copied. */
static void
test_nothing_opens (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->window);
  GtkWidget *dialog;

  tote_open_uri (fixture->window, "tel:+15550100123");
  while ((dialog = find_dialog ()) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog)) ==
                 GTK_WINDOW (fixture->window));

  gtk_widget_activate (gtk_window_get_default_widget (GTK_WINDOW (dialog)));
  while (find_dialog () != NULL)
    g_main_context_iteration (NULL, TRUE);

  gdk_clipboard_read_text_async (clipboard, NULL, on_text, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (text, ==, "+15550100123");
}

static GtkLabel *
find_label (GtkWidget *widget, const char *text)
{
  GtkLabel *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return GTK_LABEL (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);

  return found;
}

/* A number begins at the left wherever it is read, or its plus stands at its end. */
static void
test_right_to_left (void)
{
  PangoRectangle plus, digit;
  PangoLayout *layout;
  GtkWidget *dialog;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  dialog = tote_address_dialog_new (NULL, "tel:+15550100123");
  gtk_window_present (GTK_WINDOW (dialog));
  layout = gtk_label_get_layout (find_label (dialog, "+15550100123"));
  pango_layout_index_to_pos (layout, 0, &plus);
  pango_layout_index_to_pos (layout, 1, &digit);
  g_assert_cmpint (plus.x, <, digit.x);
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* The widget may be gone before the answer comes. */
static void
test_gone_before_answer (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *button = g_object_ref_sink (gtk_button_new ());

  tote_open_uri (button, "tel:+15550100123");
  g_assert_finalize_object (button);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (find_dialog ());
}

/* A display in a store leads nowhere: what is shown after comes of what was opened after. */
static void
test_locked (Fixture *fixture, gconstpointer unused)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  tote_brand_set_locked (tote_brand_get_default (), TRUE);
  tote_open_uri (fixture->window, "tel:+15550100123");
  tote_brand_set_locked (tote_brand_get_default (), FALSE);
  tote_open_uri (fixture->window, "tel:+15550100123");
  while (find_dialog () == NULL || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (toplevels), ==, 2);
  gtk_window_destroy (GTK_WINDOW (find_dialog ()));
}

static void
test_opens (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *seen = NULL;

  /* The file comes under its name when it is whole; the loop ends no wait for it. */
  tote_open_uri (fixture->window, "tel:+15550100123");
  while (!g_file_get_contents (fixture->seen, &seen, NULL, NULL)) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }

  g_assert_true (g_str_has_prefix (seen, "tel:+15550100123\n"));
  g_assert_null (strstr (seen, "TOTE_TOKEN"));
  g_assert_null (strstr (seen, "a-secret"));
  g_assert_null (strstr (seen, "SINCE_START"));
  g_assert_nonnull (strstr (seen, "\nXDG_DATA_HOME="));
  g_assert_null (find_dialog ());
}

int
main (int argc, char **argv)
{
  g_autofree char *token = NULL;

  g_setenv ("TOTE_TOKEN", "a-secret", TRUE);
  token = tote_process_prepare ("TOTE_TOKEN");
  g_setenv ("TOTE_TOKEN", "a-secret", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_setenv ("SINCE_START", "by-tote", TRUE);

  g_test_add ("/open/nothing-opens", Fixture, NULL, set_up, test_nothing_opens, tear_down);
  g_test_add ("/open/gone-before-answer", Fixture, NULL, set_up, test_gone_before_answer,
              tear_down);
  g_test_add_func ("/open/right-to-left", test_right_to_left);
  g_test_add ("/open/locked", Fixture, NULL, set_up, test_locked, tear_down);
  g_test_add ("/open/opens", Fixture,
              "sh -c \"(echo $1; env; echo) >$XDG_DATA_HOME/part; mv $XDG_DATA_HOME/part "
              "$XDG_DATA_HOME/seen\" sh %u",
              set_up, test_opens, tear_down);

  return g_test_run ();
}
