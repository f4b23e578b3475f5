/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-stage-set.h"

#include "frames.h"
#include "tote-brand.h"
#include "tote-icons.h"
#include "tote-item-row.h"
#include "tote-session.h"
#include "tote-static-tokens.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

const ToteStageStop tote_stage_set_stops[TOTE_STAGE_SET_N_STOPS] = {
  { "received", TOTE_SANDBOX_STORY_DELIVERY, 40, NULL },
  { "shopping", TOTE_SANDBOX_STORY_DELIVERY, 320, NULL },
  { "review", TOTE_SANDBOX_STORY_DELIVERY, 560, NULL },
  { "packed", TOTE_SANDBOX_STORY_DELIVERY, 1020, NULL },
  { "delivering", TOTE_SANDBOX_STORY_DELIVERY, 1440, NULL },
  { "delivered", TOTE_SANDBOX_STORY_DELIVERY, 1860, NULL },
  { "canceled", TOTE_SANDBOX_STORY_DELIVERY, 40, "canceled" },
  { "unknown", TOTE_SANDBOX_STORY_DELIVERY, 320, "polishing_apples" },
  { "ready", TOTE_SANDBOX_STORY_PICKUP, 1200, "ready_for_pickup" },
  { "handing-over", TOTE_SANDBOX_STORY_PICKUP, 1200, "runner_acknowledged" },
  { "picked-up", TOTE_SANDBOX_STORY_PICKUP, 1200, "delivered" },
  { "last-mile", TOTE_SANDBOX_STORY_LAST_MILE, 600, NULL },
};

#define STEP_SECONDS 20

/* Newer C libraries look for no translation in C.UTF-8, whatever LANGUAGE says. */
static void
use_locale_of_a_language (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "locales", NULL);
  g_autofree char *path = g_build_filename (folder, "en_US.UTF-8", NULL);
  const char *arguments[] = {
    "localedef", "--no-archive", "-i", "en_US", "-f", "UTF-8", path, NULL
  };

  g_mkdir_with_parents (folder, 0700);
  g_spawn_sync (NULL, (char **) arguments, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, NULL, NULL);
  g_setenv ("LOCPATH", folder, TRUE);
  setlocale (LC_MESSAGES, "en_US.UTF-8");
}

/* In the language that LANGUAGE says, with the catalogues of that folder; before the toolkit. */
void
tote_stage_set_speak (const char *folder)
{
  setlocale (LC_ALL, "");
  use_locale_of_a_language ();
  gtk_disable_setlocale (); /* it would be as before */
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* What an application does for its widgets before the first of them is made. */
void
tote_stage_set_init_toolkit (void)
{
  GtkSettings *settings;

  adw_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    TOTE_GRESOURCE_PREFIX "/icons");
  tote_icons_attach (gdk_display_get_default ());
  settings = gtk_settings_get_default ();
  g_object_set (settings, "gtk-font-name", "Cantarell 11", "gtk-enable-animations", FALSE,
                "gtk-cursor-blink", FALSE, "gtk-xft-antialias", 1, "gtk-xft-hinting", 0,
                "gtk-xft-rgba", "none", NULL);
}

static void
load_sheet (const char *name)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autofree char *path = g_strconcat (TOTE_GRESOURCE_PREFIX "/", name, NULL);

  gtk_css_provider_load_from_resource (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/* As an AdwApplication does. */
static void
load_style (void)
{
  static gboolean loaded = FALSE;

  if (loaded)
    return;

  load_sheet ("style.css");
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    load_sheet ("style-hc.css");
  loaded = TRUE;
}

static void
use_map (ToteStageSet *self)
{
  tote_brand_use_map_of (tote_brand_get_default (), tote_sandbox_server_get_uri (self->server),
                         TRUE);
}

static void
write_token (ToteStageSet *self, const char *token)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (self->token_file, token, -1, &error);
  g_assert_no_error (error);
}

static ToteTracker *
new_tracker (ToteStageSet *self)
{
  g_autofree char *token = tote_sandbox_server_mint_token (self->server, 0);
  g_autoptr (GFile) file = g_file_new_for_path (self->token_file);
  g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new_from_file (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteClient) client =
      tote_client_new (tote_sandbox_server_get_uri (self->server), tokens, NULL, &error);

  g_assert_no_error (error);
  write_token (self, token);

  return tote_tracker_new (client, tote_sandbox_server_get_order_id (self->server, 0),
                           TOTE_CLOCK (self->clock), NULL);
}

/* How many requests of this process have no answer yet. The server is in this very loop, and has
 * one for each: nothing that goes wrong in a story is that it says nothing. */
static int n_asked;

static gboolean
count_request (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer by)
{
  g_atomic_int_add (&n_asked, GPOINTER_TO_INT (by));
  return G_SOURCE_CONTINUE;
}

/* Whoever asks: client, pictures, tiles, broker. */
static void
listen_for_requests (void)
{
  static gboolean counting = FALSE;
  GTypeClass *sessions = g_type_class_ref (SOUP_TYPE_SESSION);

  if (!counting) {
    g_signal_add_emission_hook (g_signal_lookup ("request-queued", SOUP_TYPE_SESSION), 0,
                                count_request, GINT_TO_POINTER (1), NULL);
    g_signal_add_emission_hook (g_signal_lookup ("request-unqueued", SOUP_TYPE_SESSION), 0,
                                count_request, GINT_TO_POINTER (-1), NULL);
  }
  counting = TRUE;
  g_type_class_unref (sessions);
}

static ToteStageSet *
new_set (ToteSandboxStory story, const char *faults, guint n_items)
{
  ToteStageSet *self = g_new0 (ToteStageSet, 1);
  g_autoptr (ToteProfile) profile = tote_profile_new_demo ();
  g_autoptr (GError) error = NULL;

  tote_brand_set_profile (tote_brand_get_default (), profile);
  listen_for_requests ();
  self->options = tote_sandbox_options_new ();
  self->story = tote_sandbox_clock_new_manual (TOTE_STAGE_SET_START);
  self->options->story = story;
  self->options->faults = g_strdup (faults);
  self->options->items = n_items;
  g_close (g_file_open_tmp ("tote-log-XXXXXX", &self->options->log, NULL), NULL);
  g_close (g_file_open_tmp ("tote-token-XXXXXX", &self->token_file, NULL), NULL);
  self->options->clock = g_object_ref (self->story);
  self->server = tote_sandbox_server_new (self->options);
  tote_sandbox_server_start (self->server, &error);
  g_assert_no_error (error);

  self->clock = tote_manual_clock_new (TOTE_STAGE_SET_START);
  self->tracker = new_tracker (self);
  self->trackers = tote_orders_new ();
  tote_orders_add (self->trackers, self->tracker);
  tote_tracker_start (self->tracker);

  return self;
}

ToteStageSet *
tote_stage_set_new (ToteSandboxStory story)
{
  return new_set (story, NULL, 0);
}

/* What goes wrong is said as on the sandbox's command line. */
ToteStageSet *
tote_stage_set_new_with_faults (ToteSandboxStory story, const char *faults)
{
  return new_set (story, faults, 0);
}

/* A delivery of an order of that length. */
ToteStageSet *
tote_stage_set_new_with_items (guint n_items)
{
  return new_set (TOTE_SANDBOX_STORY_DELIVERY, NULL, n_items);
}

static gboolean
is_gone (gpointer object)
{
  return *(GObject **) object == NULL;
}

/* What was called off holds its caller until it has ended, in another thread too. */
static void
assert_goes (gpointer object)
{
  g_object_add_weak_pointer (object, &object);
  g_object_unref (object);
  tote_stage_set_wait (is_gone, &object);
}

void
tote_stage_set_free (ToteStageSet *self)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  self->window = NULL;

  tote_orders_remove (self->trackers, self->tracker);
  tote_tracker_stop (self->tracker);
  tote_stage_set_settle (self);
  assert_goes (self->trackers);
  assert_goes (self->tracker);
  tote_sandbox_server_stop (self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_object_unref (self->server);
  g_object_unref (self->clock);
  g_object_unref (self->story);
  g_remove (self->options->log);
  g_remove (self->token_file);
  g_free (self->token_file);
  tote_sandbox_options_free (self->options);
  g_free (self);
}

/* An undecorated window, so that the picture is the page and nothing else. */
void
tote_stage_set_open (ToteStageSet *self, int width, int height)
{
  load_style ();
  use_map (self);
  self->window = tote_window_new (NULL, self->trackers, NULL);
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  tote_window_show_order (self->window, self->tracker);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_widget_remove_css_class (GTK_WIDGET (self->window), "solid-csd");
  tote_stage_set_settle (self);
}

/* Notes how often a thread has been at work. FALSE if it is, or would be if the machine were less
 * busy. */
static gboolean
note_rest (const char *task, GString *note)
{
  g_autofree char *path = g_build_filename ("/proc/self/task", task, "status", NULL);
  g_autofree char *status = NULL;
  const char *state, *turns;

  if (atoi (task) == getpid () || !g_file_get_contents (path, &status, NULL, NULL))
    return TRUE;

  state = strstr (status, "\nState:\t");
  turns = strstr (status, "\nvoluntary_ctxt_switches:");
  g_string_append_printf (note, "%s%s", task, turns != NULL ? turns : "");
  return state == NULL || strchr ("RD", state[strlen ("\nState:\t")]) == NULL;
}

static gboolean
has_picture (const char *task)
{
  g_autofree char *path = g_build_filename ("/proc/self/task", task, "children", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) children = NULL;
  gboolean found = FALSE;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;

  children = g_strsplit (g_strchomp (text), " ", -1);
  for (guint i = 0; children[i] != NULL && !found; i++) {
    g_autofree char *name_path = g_build_filename ("/proc", children[i], "comm", NULL);
    g_autofree char *name = NULL;

    found = g_file_get_contents (name_path, &name, NULL, NULL) &&
            g_str_has_prefix (name, "tote-picture");
  }

  return found;
}

/* Goes over the threads once. Returns: (transfer full) (nullable): how often each has been at work
 * if all were found at rest and no picture is being decoded */
static char *
look_round (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  g_autoptr (GString) note = g_string_new (NULL);
  const char *task;

  while (tasks != NULL && (task = g_dir_read_name (tasks)) != NULL)
    if (!note_rest (task, note) || has_picture (task))
      return NULL;

  return g_string_free (g_steal_pointer (&note), FALSE);
}

/* Threads wake each other: all were at rest at one time only if none has worked from one look to
 * the next. What they did before that is in the loop's hands. */
static gboolean
are_threads_at_rest (void)
{
  g_autofree char *first = look_round ();
  g_autofree char *second = first != NULL ? look_round () : NULL;

  return second != NULL && g_str_equal (first, second);
}

static gboolean
has_more_to_come (void)
{
  frames_run_what_is_due ();

  return g_atomic_int_get (&n_asked) > 0 || !are_threads_at_rest () ||
         g_main_context_pending (NULL);
}

/**
 * tote_stage_set_settle:
 *
 * Runs until each request has its answer, each picture its pixels, and the window shows it: two
 * frames one after the other between which nothing was under way. No clock of the story moves, and
 * none of the machine has a say.
 */
void
tote_stage_set_settle (ToteStageSet *self)
{
  for (guint frames = 0; frames < 2; frames++) {
    if (self->window != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->window)))
      frames_pass (GTK_WIDGET (self->window));
    while (has_more_to_come ()) {
      frames = 0;
      g_thread_yield ();
    }
  }
}

/* @state: (nullable): that the order is brought to once so many seconds of the story have passed */
ToteStageSet *
tote_stage_set_new_at (ToteSandboxStory story, guint seconds, const char *state)
{
  ToteStageSet *self = tote_stage_set_new (story);

  tote_stage_set_settle (self);
  tote_stage_set_advance (self, seconds);
  if (state != NULL)
    tote_stage_set_enter (self, state);

  return self;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* The window of somebody who has no order yet, on the screen.
 * @width, @height: -1 for as large as it likes to be
 * @door: (out) (transfer full): the way in */
ToteWindow *
tote_stage_set_open_first_run (int width, int height, ToteDoor **door)
{
  g_autoptr (SoupSession) session = tote_session_new ();
  ToteClock *clock = tote_clock_get_default ();
  g_autoptr (ToteSignIn) sign_in = tote_sign_in_new (session, clock);
  g_autoptr (ToteOrderBook) book = tote_order_book_new (clock, session);
  ToteWindow *window;

  *door = tote_door_new (book, sign_in);
  tote_door_set_store (*door, "https://connect.example.com", "https://shop.example.com/tote");
  window = tote_window_new (NULL, tote_order_book_get_orders (book), *door);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  tote_stage_set_wait (is_mapped, window);

  return window;
}

/* Story and follower go on together, in steps short enough for every change to be seen. */
void
tote_stage_set_advance (ToteStageSet *self, guint seconds)
{
  while (seconds > 0) {
    guint step = MIN (seconds, STEP_SECONDS);

    tote_sandbox_clock_advance (self->story, step * G_TIME_SPAN_SECOND);
    tote_manual_clock_advance (self->clock, step * G_TIME_SPAN_SECOND);
    tote_stage_set_settle (self);
    seconds -= step;
  }
}

static void
on_entered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (body);
  *(gboolean *) user_data = TRUE;
}

/* One of the calls that the server has for whoever directs the story; the follower hears of it when
 * it asks. */
void
tote_stage_set_direct (ToteStageSet *self, const char *call, const char *json)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url =
      g_strconcat (tote_sandbox_server_get_uri (self->server), "/sandbox/", call, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  gboolean done = FALSE;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_entered, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

/* Leads the story to a state, and the follower after it. */
void
tote_stage_set_enter (ToteStageSet *self, const char *state)
{
  g_autofree char *json = g_strdup_printf ("{\"to\": \"%s\"}", state);

  tote_stage_set_direct (self, "advance", json);
  tote_tracker_refresh (self->tracker);
  tote_stage_set_advance (self, STEP_SECONDS);
}

/* The server accepts the customer's token no more, and there is no other. */
void
tote_stage_set_sign_out (ToteStageSet *self)
{
  write_token (self, "");
  tote_stage_set_direct (self, "tokens", "{\"action\": \"revoke\"}");
  tote_tracker_refresh (self->tracker);
  tote_stage_set_advance (self, STEP_SECONDS);
}

void
tote_stage_set_sign_in (ToteStageSet *self)
{
  g_autofree char *token = tote_sandbox_server_mint_token (self->server, 0);

  write_token (self, token);
  tote_tracker_refresh (self->tracker);
  tote_stage_set_advance (self, STEP_SECONDS);
}

/* Whether the text stands in a label below the widget, on the screen. */
gboolean
tote_stage_set_shows (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      g_strstr_len (gtk_label_get_text (GTK_LABEL (widget)), -1, text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (tote_stage_set_shows (child, text))
      return TRUE;

  return FALSE;
}

void
tote_stage_set_assert_shows (ToteStageSet *set, const char *text)
{
  g_test_message ("%s", text);
  g_assert_true (tote_stage_set_shows (GTK_WIDGET (set->window), text));
}

void
tote_stage_set_assert_hides (ToteStageSet *set, const char *text)
{
  g_test_message ("not %s", text);
  g_assert_false (tote_stage_set_shows (GTK_WIDGET (set->window), text));
}

/* How many lines of the server's log, one a request, hold both words. */
guint
tote_stage_set_count_requests (ToteStageSet *self, const char *method, const char *path)
{
  g_autofree char *log = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (self->options->log, &log, NULL, NULL));
  lines = g_strsplit (log, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    n += strstr (lines[i], method) != NULL && strstr (lines[i], path) != NULL;

  return n;
}

static GskRenderNode *
snapshot (GtkWidget *widget, double *width, double *height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  *width = gdk_paintable_get_intrinsic_width (paintable);
  *height = gdk_paintable_get_intrinsic_height (paintable);
  gdk_paintable_snapshot (paintable, snapshot, *width, *height);

  return gtk_snapshot_free_to_node (snapshot);
}

/* A window that has just changed has nothing to show before its next frame. */
GdkTexture *
tote_stage_set_draw (ToteStageSet *self)
{
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (self->window));
  g_autoptr (GskRenderNode) node = NULL;
  double width, height;

  for (guint i = 0; i < 20 && node == NULL; i++) {
    node = snapshot (GTK_WIDGET (self->window), &width, &height);
    if (node == NULL)
      tote_stage_set_settle (self);
  }

  g_assert_nonnull (node);

  return gsk_renderer_render_texture (renderer, node,
                                      &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

static GtkWidget *
find (GtkWidget *widget, GType type, guint *nth)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*nth)-- == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type, nth);

    if (found != NULL)
      return found;
  }

  return NULL;
}

/* The nth widget of a type, from the front, in the order of the tree. */
GtkWidget *
tote_stage_set_find (GtkWidget *widget, GType type, guint nth)
{
  return find (widget, type, &nth);
}

/* (nullable): the first that is to be seen. */
GtkWidget *
tote_stage_set_find_shown (GtkWidget *widget, GType type)
{
  GtkWidget *found;
  guint i = 0;

  do
    found = tote_stage_set_find (widget, type, i++);
  while (found != NULL && !gtk_widget_get_mapped (found));

  return found;
}

/* (nullable): what stands on a row of the list. */
ToteItem *
tote_stage_set_get_item (GtkWidget *place)
{
  GtkWidget *row = gtk_widget_get_first_child (place);
  ToteItemEntry *entry =
      TOTE_IS_ITEM_ROW (row) ? tote_item_row_get_entry (TOTE_ITEM_ROW (row)) : NULL;

  return entry != NULL ? tote_item_entry_get_item (entry) : NULL;
}

/* n messages of the shopper, all that there are; those of a smaller n among them. */
void
tote_stage_set_say (ToteStageSet *self, guint n)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("%u", 9000 + i);
    g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (1772479800 + 60 * (gint64) i);

    g_ptr_array_add (messages, tote_message_new (id, TOTE_SENDER_SHOPPER, "Here I am", at));
  }
  tote_message_list_merge (tote_order_get_messages (tote_tracker_get_order (self->tracker)),
                           messages);
  tote_stage_set_settle (self);
}

/* Each row that holds others shows them. */
void
tote_stage_set_expand (GtkWidget *widget)
{
  if (ADW_IS_EXPANDER_ROW (widget))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget), TRUE);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tote_stage_set_expand (child);
}

/* Until it is done, which may be another process's doing. That it never is, the time that a test
 * has for all of it tells. */
void
tote_stage_set_wait (gboolean (*is_done) (gpointer user_data), gpointer user_data)
{
  while (!is_done (user_data))
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/**
 * tote_stage_set_find_button:
 * @label: as it is read on it, without an access key
 *
 * Returns: (nullable): the first such button
 */
GtkWidget *
tote_stage_set_find_button (GtkWidget *root, const char *label)
{
  GtkWidget *button;

  for (guint i = 0; (button = tote_stage_set_find (root, GTK_TYPE_BUTTON, i)) != NULL; i++) {
    GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

    if (GTK_IS_LABEL (child) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (child)), label) == 0)
      return button;
  }

  return NULL;
}
