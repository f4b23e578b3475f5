/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-add-order.h"
#include "tote-application.h"
#include "tote-archive-order.h"
#include "tote-notifier.h"
#include "tote-order-view.h"
#include "tote-orders-list.h"
#include "tote-stage-set.h"
#include "test-support.h"
#include "tote-start.h"

#include <sys/mman.h>
#include <sys/resource.h>

/* Each start of the program, and what is seen first of it: what stays, and no page before that. */

#define SERVER "http://127.0.0.1:9"

typedef enum {
  PAGE_NONE,
  PAGE_FORM,
  PAGE_ORDERS,
  PAGE_ORDER,
} Page;

/* A start: as the desktop says it, with so many orders of earlier runs. */
typedef struct {
  const char *path;
  guint n_orders;
  const char *action; /* (nullable): %NULL for a plain start */
  const char *target; /* (nullable): of that, in text form */
  Page page;
  guint n_windows;
} Start;

typedef struct {
  const Start *start;
  ToteApplication *application;
  Page first; /* in the window when it came to the screen */
} Fixture;

static ToteArchiveOrder *
load_order (ToteArchive *archive, const char *id)
{
  ToteArchiveOrder *order = tote_archive_order_new (archive, SERVER, id);
  g_autoptr (GAsyncResult) result = NULL;

  tote_archive_order_load_async (order, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  return order;
}

/* As a run has left it in which it was at work. */
static void
keep_order (ToteArchive *archive, const char *id)
{
  g_autofree char *text = g_strdup_printf ("{\"id\": \"%s\", \"workflow_state\": \"picking\"}", id);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (ToteArchiveOrder) order = load_order (archive, id);

  tote_archive_order_save_answer (order, TOTE_RESOURCE_ORDER, body, g_get_real_time (), 0);
}

static void
forget_order (ToteArchive *archive, const char *id)
{
  g_autoptr (ToteArchiveOrder) order = load_order (archive, id);
  g_autoptr (GAsyncResult) result = NULL;

  tote_archive_order_forget_async (order, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
}

static void
for_each_order (guint n, void (*func) (ToteArchive *, const char *))
{
  g_autoptr (ToteArchive) archive = tote_archive_new_default ();

  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("MKT-%u", i);

    func (archive, id);
  }
}

static gboolean
has (GtkWidget *window, GType type)
{
  return tote_stage_set_find (window, type, 0) != NULL;
}

static Page
find_page (GtkWidget *window)
{
  if (has (window, TOTE_TYPE_ORDER_VIEW))
    return PAGE_ORDER;
  if (has (window, TOTE_TYPE_ORDERS_LIST))
    return PAGE_ORDERS;
  return has (window, TOTE_TYPE_ADD_ORDER) ? PAGE_FORM : PAGE_NONE;
}

static guint
count_windows (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    n += gtk_widget_get_mapped (window);
  }
  return n;
}

/* (nullable) */
static GtkWindow *
find_window (GtkApplication *application)
{
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (TOTE_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

/* Once all is there that comes. */
static gboolean
end (gpointer user_data)
{
  Fixture *fixture = user_data;
  GtkWindow *window = find_window (GTK_APPLICATION (fixture->application));

  if (count_windows () < fixture->start->n_windows)
    return G_SOURCE_CONTINUE;

  g_assert_cmpint (find_page (GTK_WIDGET (window)), ==, fixture->start->page);
  gtk_window_destroy (window);
  g_application_quit (G_APPLICATION (fixture->application));
  return G_SOURCE_REMOVE;
}

static void
on_map (GtkWidget *window, Fixture *fixture)
{
  fixture->first = find_page (window);
  g_idle_add (end, fixture);
}

static void
on_window_added (Fixture *fixture, GtkWindow *window)
{
  if (TOTE_IS_WINDOW (window))
    g_signal_connect_after (window, "map", G_CALLBACK (on_map), fixture);
}

static gboolean
act (gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GVariant) target =
      fixture->start->target != NULL
          ? g_variant_ref_sink (g_variant_new_parsed (fixture->start->target))
          : NULL;

  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), fixture->start->action,
                                  target);
  return G_SOURCE_REMOVE;
}

static void
test_start (gconstpointer data)
{
  const Start *start = data;
  g_autoptr (ToteApplication) application = tote_application_new (tote_clock_get_default ());
  Fixture fixture = { start, application, PAGE_NONE };
  char program[] = "tote", service[] = "--gapplication-service";
  char *arguments[] = { program, start->action != NULL ? service : NULL, NULL };

  for_each_order (start->n_orders, keep_order);
  g_signal_connect_swapped (application, "window-added", G_CALLBACK (on_window_added), &fixture);
  if (start->action != NULL)
    g_idle_add (act, &fixture);
  g_assert_cmpint (
      g_application_run (G_APPLICATION (application), start->action != NULL ? 2 : 1, arguments), ==,
      0);
  g_assert_cmpint (fixture.first, ==, start->page);
  for_each_order (start->n_orders, forget_order);
}

static const Start starts[] = {
  { "/start/first", 0, NULL, NULL, PAGE_FORM, 1 },
  { "/start/one", 1, NULL, NULL, PAGE_ORDER, 1 },
  { "/start/several", 2, NULL, NULL, PAGE_ORDERS, 1 },
  { "/start/told", 2, "open-order", "('" SERVER "', 'MKT-1', 'shopping')", PAGE_ORDER, 1 },
  { "/start/told-message", 1, "open-order", "('" SERVER "', 'MKT-0', 'message')", PAGE_ORDER, 1 },
  { "/start/told-unknown", 1, "open-order", "('" SERVER "', 'MKT-9', 'shopping')", PAGE_ORDER, 1 },
  { "/start/told-forgotten", 0, "open-order", "('" SERVER "', 'MKT-9', 'end')", PAGE_FORM, 1 },
  { "/start/last-order", 2, "last-order", NULL, PAGE_ORDER, 1 },
  { "/start/add-order", 1, "add-order", NULL, PAGE_ORDER, 2 },
  { "/start/add-first", 0, "add-order", NULL, PAGE_FORM, 1 },
};

static const Start over_demo = { "/start/add-over-demo", 0, "demo", NULL, PAGE_ORDER, 1 };
static const Start leaving_demo = { "/start/leave-demo", 0, "demo", NULL, PAGE_ORDER, 1 };

static void
leave (const Start *start, GtkWidget *window)
{
  if (start == &over_demo)
    gtk_widget_activate_action (window, "win.add-order", NULL);
  else
    g_signal_emit_by_name (tote_stage_set_find_button (window, "Leave the Demo"), "clicked");
}

/* From the demo, which says that it is one, to what is real, until the form for that is there. */
static gboolean
leave_demo (gpointer user_data)
{
  Fixture *fixture = user_data;
  GtkWindow *window = find_window (GTK_APPLICATION (fixture->application));
  gboolean shown = window != NULL && gtk_widget_get_mapped (GTK_WIDGET (window));
  Page page = shown ? find_page (GTK_WIDGET (window)) : PAGE_NONE;

  if (page == PAGE_ORDER && fixture->first != page) {
    fixture->first = page;
    g_assert_true (tote_stage_set_shows (GTK_WIDGET (window), "This is a demo"));
    leave (fixture->start, GTK_WIDGET (window));
  }
  if (fixture->first != PAGE_ORDER || page != PAGE_FORM || gtk_window_get_focus (window) == NULL)
    return G_SOURCE_CONTINUE;

  g_assert_cmpuint (count_windows (), ==, 1);
  g_assert_true (tote_stage_set_shows (GTK_WIDGET (window), "You left the demo."));
  gtk_window_destroy (window);
  g_application_quit (G_APPLICATION (fixture->application));
  return G_SOURCE_REMOVE;
}

/* The form is asked for once: on the page that the demo leaves, with no dialog over it. */
static void
test_leave_demo (gconstpointer start)
{
  g_autoptr (ToteApplication) application = tote_application_new (tote_clock_get_default ());
  Fixture fixture = { start, application, PAGE_NONE };
  char program[] = "tote";
  char *arguments[] = { program, NULL };

  g_idle_add (act, &fixture);
  g_timeout_add (20, leave_demo, &fixture);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 1, arguments), ==, 0);
}

/* Somebody who takes what there is to tell: that there is no way in to any of the orders. */
static GDBusConnection *
listen_to_all (void)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GVariant) reply = NULL;

  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.gtk.Notifications", 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return bus;
}

static long
count_faults (void)
{
  struct rusage used;

  getrusage (RUSAGE_SELF, &used);
  return used.ru_minflt;
}

static gboolean
has_thread (const char *name)
{
  g_autoptr (GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);

  for (const char *thread; (thread = g_dir_read_name (threads)) != NULL;) {
    g_autofree char *path = g_build_filename ("/proc/self/task", thread, "comm", NULL);
    g_autofree char *found = NULL;

    if (g_file_get_contents (path, &found, NULL, NULL) && g_str_equal (g_strchomp (found), name))
      return TRUE;
  }

  return FALSE;
}

/* What a window fills is there before, and not asked for page by page. */
static void
test_heap (void)
{
#if defined(MADV_POPULATE_WRITE) && !defined(__SANITIZE_ADDRESS__)
  const gsize size = 8 * 1024 * 1024;
  volatile char *block; /* or nothing would be written to it */
  long before;

  tote_start_set_up_heap ();
  while (has_thread ("heap"))
    g_thread_yield ();
  before = count_faults ();
  block = malloc (size);
  for (gsize i = 0; i < size; i++)
    block[i] = 1;
  g_test_message ("%ld pages asked for one by one", count_faults () - before);
  g_assert_cmpint (count_faults () - before, <, 100);
  free ((void *) block);
#else
  g_test_skip ("Here memory is not asked for ahead");
#endif
}

/* KiB of programs and libraries that stand in this one's memory. */
static guint64
count_code (void)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean code = FALSE;
  guint64 sum = 0;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    if (strchr (*line, '-') != NULL && strchr (*line, ':') > strchr (*line, '-'))
      code = strstr (*line, " r-xp ") != NULL;
    else if (code && g_str_has_prefix (*line, "Rss:"))
      sum += g_ascii_strtoull (*line + strlen ("Rss:"), NULL, 10);
  }

  return sum;
}

/* What a start ran is not kept for the next one. */
static void
test_code (void)
{
#ifdef __GLIBC__
  guint64 before = count_code ();
  guint64 after = before;

  tote_start_return_memory ();
  for (guint i = 0; i < 50 && after > before / 2; i++) {
    g_main_context_iteration (NULL, TRUE);
    after = count_code ();
  }
  g_test_message ("%" G_GUINT64_FORMAT " KiB of code, then %" G_GUINT64_FORMAT, before, after);
  g_assert_cmpuint (after, <=, before / 2);
#else
  g_test_skip ("Here the system takes code back by itself");
#endif
}

int
main (int argc, char *argv[])
{
  g_autoptr (GDBusConnection) bus = NULL;

  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();
  bus = listen_to_all ();

  g_test_add_func ("/start/heap", test_heap);
  g_test_add_func ("/start/code", test_code);
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    g_test_add_data_func (starts[i].path, &starts[i], test_start);
  g_test_add_data_func (over_demo.path, &over_demo, test_leave_demo);
  g_test_add_data_func (leaving_demo.path, &leaving_demo, test_leave_demo);

  return g_test_run ();
}
