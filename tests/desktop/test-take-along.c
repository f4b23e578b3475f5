/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-calendar-dialog.h"
#include "tote-order-text.h"
#include "tote-stage-set.h"

#include <glib/gstdio.h>
#include <string.h>

/* What of an order can be put elsewhere: as text, and as an event in a calendar. */

typedef struct {
  ToteStageSet *set;
  char *folder; /* of desktop files */
  char *seen;   /* what a program was given */
  ToteCalendarDialog *dialog;
} Fixture;

/* GIO learns of a new program by and by. */
static gboolean
is_installed (const char *name)
{
  g_autolist (GAppInfo) programs = g_app_info_get_recommended_for_type ("text/calendar");

  for (GList *link = programs; link != NULL; link = link->next)
    if (g_strcmp0 (g_app_info_get_name (link->data), name) == 0)
      return TRUE;

  return FALSE;
}

static void
install (Fixture *fixture, const char *name, const char *more, const char *exec)
{
  g_autofree char *file = g_strconcat (name, ".desktop", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, file, NULL);
  g_autofree char *entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=%s\n"
                                            "MimeType=text/calendar;\nExec=%s\n%s\n",
                                            name, exec, more);
  g_autofree char *cache = g_build_filename (fixture->folder, "mimeinfo.cache", NULL);
  g_autoptr (GError) error = NULL;

  /* As update-desktop-database does. */
  g_file_set_contents (
      cache, "[MIME Cache]\ntext/calendar=Calendar.desktop;Terminal.desktop;Hidden.desktop;\n", -1,
      &error);
  g_assert_no_error (error);
  g_file_set_contents (path, entry, -1, &error);
  g_assert_no_error (error);
  while (!is_installed (name))
    g_usleep (1000);
}

static void
remove_programs (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_unlink (path);
  }
  while (is_installed ("Calendar"))
    g_usleep (1000);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  fixture->seen = g_build_filename (g_get_user_data_dir (), "seen", NULL);
  g_mkdir_with_parents (fixture->folder, 0700);
  fixture->set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  tote_stage_set_open (fixture->set, 1200, 760);
  tote_stage_set_enter (fixture->set, "picking");
  tote_stage_set_advance (fixture->set, 20);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->dialog != NULL)
    gtk_window_close (GTK_WINDOW (fixture->dialog));
  g_clear_weak_pointer (&fixture->dialog);
  tote_stage_set_free (fixture->set);
  remove_programs (fixture);
  g_unlink (fixture->seen);
  g_free (fixture->folder);
  g_free (fixture->seen);
}

static GtkWidget *
get_view (Fixture *fixture)
{
  return GTK_WIDGET (tote_window_get_view (fixture->set->window));
}

static GtkWidget *
find_window (const char *type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

    if (g_strcmp0 (G_OBJECT_TYPE_NAME (window), type) == 0 && gtk_widget_get_mapped (window))
      return window;
  }

  return NULL;
}

static void
open_dialog (Fixture *fixture)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (get_view (fixture), "view.calendar", NULL);
  while ((dialog = find_window ("ToteCalendarDialog")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_set_weak_pointer (&fixture->dialog, TOTE_CALENDAR_DIALOG (dialog));
}

static GtkWidget *
find_button (Fixture *fixture, const char *label)
{
  return tote_stage_set_find_button (GTK_WIDGET (fixture->dialog), label);
}

static gboolean
is_gone (gpointer user_data)
{
  return ((Fixture *) user_data)->dialog == NULL;
}

static gboolean
has_problem (gpointer user_data)
{
  g_autofree char *problem = NULL;

  g_object_get (((Fixture *) user_data)->dialog, "problem", &problem, NULL);

  return problem != NULL;
}

static gboolean
is_chooser_open (gpointer user_data)
{
  return find_window ("GtkFileChooserDialog") != NULL;
}

static gboolean
is_chooser_closed (gpointer user_data)
{
  return !is_chooser_open (user_data);
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

/* With its days in full, since nobody knows when it will be read, and with nothing of the people.
 */
static void
test_copied (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;

  gtk_widget_activate_action (get_view (fixture), "view.copy", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (get_view (fixture)), NULL, on_text,
                                 &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_test_message ("%s", text);
  g_assert_true (g_str_has_prefix (text, "Belt Line Market · Order "));
  g_assert_nonnull (
      strstr (text, "\nShopping in progress · as of Monday, March 2, 2026, 1:30 PM\n"));
  g_assert_nonnull (strstr (text, "\nMonday, March 2, 2026, "));
  g_assert_nonnull (strstr (text, "\nStill shopping\n• "));
  g_assert_null (strstr (text, "Today"));
  g_assert_null (strstr (text, tote_handling_get_address (tote_order_get_handling (
                                   tote_tracker_get_order (fixture->set->tracker)))));
  tote_stage_set_assert_shows (fixture->set, "The order was copied as text.");
}

/* A calendar is offered; what edits any text, lies hidden or needs a terminal is not. */
static void
test_programs (Fixture *fixture, gconstpointer unused)
{
  install (fixture, "Calendar", "", "true %u");
  install (fixture, "Terminal", "Terminal=true", "true %u");
  install (fixture, "Hidden", "NoDisplay=true", "true %u");
  open_dialog (fixture);

  g_assert_nonnull (find_button (fixture, "Open in Calendar"));
  g_assert_null (find_button (fixture, "Open in Terminal"));
  g_assert_null (find_button (fixture, "Open in Hidden"));
  g_assert_nonnull (find_button (fixture, "Save As…"));
}

static void
test_handed_over (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *seen = NULL;
  g_autofree char *exec =
      g_strdup_printf ("sh -c \"cp \\\\\"\\\\$1\\\\\" %s.part; mv %s.part %s\" sh %%f",
                       fixture->seen, fixture->seen, fixture->seen);

  install (fixture, "Calendar", "", exec);
  open_dialog (fixture);
  gtk_widget_activate (find_button (fixture, "Open in Calendar"));
  tote_stage_set_wait (is_gone, fixture);
  while (!g_file_get_contents (fixture->seen, &seen, NULL, NULL))
    g_usleep (1000);
  g_assert_true (g_str_has_prefix (seen, "BEGIN:VCALENDAR\r\n"));
  g_assert_nonnull (strstr (seen, "\r\nDTSTART:20260302T"));
}

static void
test_not_opened (Fixture *fixture, gconstpointer unused)
{
  install (fixture, "Calendar", "Path=/nonexistent", "true %u");
  open_dialog (fixture);
  gtk_widget_activate (find_button (fixture, "Open in Calendar"));
  tote_stage_set_wait (has_problem, fixture);
  g_assert_true (tote_stage_set_shows (GTK_WIDGET (fixture->dialog), "could not be opened"));
}

/* With no calendar there is the file; a place that cannot be is said, and another one is tried. */
static void
test_saved (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/slot.ics");
  g_autoptr (GFile) file = g_file_new_for_path (fixture->seen);
  g_autofree char *text = NULL;

  open_dialog (fixture);
  tote_calendar_dialog_save (fixture->dialog, nowhere);
  tote_stage_set_wait (has_problem, fixture);
  g_assert_true (tote_stage_set_shows (GTK_WIDGET (fixture->dialog), "could not be saved there"));

  tote_calendar_dialog_save (fixture->dialog, file);
  tote_stage_set_wait (is_gone, fixture);
  g_file_get_contents (fixture->seen, &text, NULL, NULL);
  g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\n"));
}

/* Whoever chooses no place is back where they were. */
static void
test_no_place (Fixture *fixture, gconstpointer unused)
{
  open_dialog (fixture);
  gtk_widget_activate (find_button (fixture, "Save As…"));
  tote_stage_set_wait (is_chooser_open, fixture);
  gtk_widget_activate (tote_stage_set_find_button (find_window ("GtkFileChooserDialog"), "Cancel"));
  tote_stage_set_wait (is_chooser_closed, fixture);

  gtk_widget_activate (find_button (fixture, "Save As…"));
  tote_stage_set_wait (is_chooser_open, fixture);
  gtk_window_close (GTK_WINDOW (find_window ("GtkFileChooserDialog")));
  tote_stage_set_wait (is_chooser_closed, fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_false (has_problem (fixture));
}

/* The dialog is closed while a file is written. */
static void
test_closed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->seen);

  open_dialog (fixture);
  tote_calendar_dialog_save (fixture->dialog, file);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  tote_stage_set_wait (is_gone, fixture);
}

/* After the end there is nothing to come to. */
static void
test_ended (Fixture *fixture, gconstpointer unused)
{
  tote_stage_set_enter (fixture->set, "delivered");
  gtk_widget_activate_action (get_view (fixture), "view.calendar", NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (find_window ("ToteCalendarDialog"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/take-along/copied", test_copied);
  ADD ("/take-along/programs", test_programs);
  ADD ("/take-along/handed-over", test_handed_over);
  ADD ("/take-along/not-opened", test_not_opened);
  ADD ("/take-along/saved", test_saved);
  ADD ("/take-along/no-place", test_no_place);
  ADD ("/take-along/closed", test_closed);
  ADD ("/take-along/ended", test_ended);
#undef ADD

  return g_test_run ();
}
