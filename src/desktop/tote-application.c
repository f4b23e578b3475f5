/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-application.h"

#include "tote-about.h"
#include "tote-background.h"
#include "tote-brand.h"
#include "tote-calendar.h"
#include "tote-choices.h"
#include "tote-clock-portal.h"
#include "tote-compat.h"
#include "tote-decisions.h"
#include "tote-demo.h"
#include "tote-direction.h"
#include "tote-door.h"
#include "tote-frame.h"
#include "tote-gather.h"
#include "tote-handover.h"
#include "tote-help-window.h"
#include "tote-notifier.h"
#include "tote-open.h"
#include "tote-options.h"
#include "tote-picture-decoder.h"
#include "tote-preferences.h"
#include "tote-process.h"
#include "tote-recent-stores.h"
#include "tote-search.h"
#include "tote-session.h"
#include "tote-settings.h"
#include "tote-shortcuts-window.h"
#include "tote-static-tokens.h"
#include "tote-textures.h"
#include "tote-tile-cache.h"
#include "tote-touch.h"
#include "tote-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How long a service that has nothing to do waits for the next thing, so that what comes in a row,
 * as the letters of a search, does not end and start it each time. */
#define LINGER_MS 10000

/* Of a demo that is started in the window. */
#define DEMO_SPEED 10.0

struct _ToteApplication {
  AdwApplication parent_instance;

  ToteOrderBook *book;        /* (owned) */
  ToteDoor *door;             /* (owned) */
  ToteDemo *demo;             /* (owned) (nullable) */
  ToteClockPortal *clock;     /* (owned) (nullable) */
  ToteNotifier *notifier;     /* (owned) (nullable): while the program runs */
  ToteDecisions *decisions;   /* (owned) (nullable): while the program runs */
  ToteSearch *search;         /* (owned) (nullable): until the end */
  ToteBackground *background; /* (owned) (nullable): while the program runs */
  GSettings *settings;        /* (owned) (nullable) */
  GCancellable *cancellable;
  char *token;      /* (owned) (nullable): of TOTE_TOKEN, until the first start has used it */
  char *link;       /* (owned) (nullable): came before the orders of earlier runs were there */
  GVariant *wanted; /* (owned) (nullable): an order of those, to be shown when it is there */
  char *notice;     /* (owned) (nullable): to be said when there is a window */
  GFile *store;     /* (owned) (nullable): the profile that was asked for */
  gboolean has_profile;
  gboolean reopened;     /* the orders of earlier runs were looked for */
  gboolean reopening;    /* they are looked for just now */
  gboolean presenting;   /* the window is to be seen as soon as they are there */
  gboolean adding;       /* and another one is to be added then */
  gboolean wants_latest; /* of those, the last one is to be shown when it is there */
  guint said;            /* a bit for each trouble of the keyring that was told */
};

G_DEFINE_FINAL_TYPE (ToteApplication, tote_application, ADW_TYPE_APPLICATION)

/* The active one may be a dialog. */
static ToteWindow *
get_window (ToteApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (TOTE_IS_WINDOW (l->data))
      return l->data;

  return NULL;
}

static void
on_order_forgotten (ToteApplication *self, ToteTracker *tracker)
{
  tote_order_book_forget (self->book, tracker);
  tote_tile_cache_clear (tote_tile_cache_get_default ());
}

/* Its time was over. Whoever has it before their eyes is told where it went. */
static void
on_order_past (ToteApplication *self, ToteTracker *tracker)
{
  GListModel *orders = G_LIST_MODEL (tote_order_book_get_orders (self->book));
  ToteWindow *window = get_window (self);
  ToteOrderView *view = window != NULL ? tote_window_get_view (window) : NULL;

  tote_tile_cache_clear (tote_tile_cache_get_default ());
  if (view != NULL && tote_order_view_get_tracker (view) == tracker)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.forgotten", NULL);
  else if (window != NULL && g_list_model_get_n_items (orders) == 0)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.orders", NULL);
}

/* What the customer looks at is not told of. */
static void
update_seen (ToteApplication *self)
{
  ToteWindow *window = get_window (self);
  g_autoptr (ToteTracker) seen = NULL;

  if (self->notifier == NULL)
    return;

  if (window != NULL)
    g_object_get (window, "in-view", &seen, NULL);
  tote_notifier_set_seen (self->notifier, seen);
}

/* With no window nothing is looked at, and what was only there to be looked at goes with it. */
static void
on_window_removed (ToteApplication *self)
{
  update_seen (self);
  if (gtk_application_get_windows (GTK_APPLICATION (self)) == NULL)
    tote_textures_clear (tote_textures_get_default ());
}

/* A service has no window before somebody wants to see something. */
static void
on_notice (ToteApplication *self, const char *text)
{
  ToteWindow *window = get_window (self);

  if (window != NULL) {
    tote_remarks_keep (tote_window_get_remarks (window), text);
    return;
  }

  g_free (self->notice);
  self->notice = g_strdup (text);
}

/* On X11 pictures of it in several sizes go to the window manager, which mostly has its own. */
static gboolean
show_icon (GtkWidget *window)
{
  gtk_window_set_default_icon_name (TOTE_APP_ID);

  return G_SOURCE_REMOVE;
}

static ToteWindow *
ensure_window (ToteApplication *self)
{
  ToteWindow *window = get_window (self);
  g_autofree char *notice = NULL;

  if (window != NULL)
    return window;

  window =
      tote_window_new (GTK_APPLICATION (self), tote_order_book_get_orders (self->book), self->door);
  g_object_set (window, "demo", self->demo != NULL, NULL);
  tote_first_frame_then_in_time (GTK_WIDGET (window), show_icon);
  g_signal_connect_object (window, "order-forgotten", G_CALLBACK (on_order_forgotten), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::in-view", G_CALLBACK (update_seen), self,
                           G_CONNECT_SWAPPED);
  /* A demo is looked at as it is meant to be. */
  if (self->demo == NULL)
    tote_window_remember_size (window, self->settings);
  notice = g_steal_pointer (&self->notice);
  if (notice != NULL)
    tote_remarks_keep (tote_window_get_remarks (window), notice);

  return window;
}

static void
show_trouble (ToteApplication *self, const char *title, const char *text)
{
  tote_window_show_trouble (ensure_window (self), title, text);
}

static void
keep_tiles (ToteProfile *profile)
{
  ToteTileCache *cache = tote_tile_cache_get_default ();
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), TOTE_FOLDER, "tiles", NULL);

  tote_tile_cache_set_contact (cache, tote_profile_get_support_uri (profile));
  tote_tile_cache_open (cache, folder);
}

static void
show_tracker (ToteApplication *self, ToteTracker *tracker)
{
  const char *server = tote_client_get_base (tote_tracker_get_client (tracker));
  gboolean sandbox = self->demo != NULL && g_strcmp0 (server, tote_demo_get_url (self->demo)) == 0;
  ToteProfile *profile = tote_brand_get_profile (tote_brand_get_default ());

  if (tote_profile_get_tiles (profile, FALSE) != NULL)
    keep_tiles (profile);
  tote_brand_use_map_of (tote_brand_get_default (), server, sandbox);
  tote_window_show_order (ensure_window (self), tracker);
}

static void
show_order (ToteApplication *self, const char *server, const char *order_id,
            ToteTokenSource *tokens, gboolean keep)
{
  g_autoptr (GError) error = NULL;
  ToteTracker *tracker = tote_order_book_open (self->book, server, order_id, tokens, keep, &error);

  if (tracker == NULL)
    show_trouble (self, _ ("This server cannot be used"), error->message);
  else
    show_tracker (self, tracker);
}

/* Said on the session bus: where there is none, GApplication would complain of it. */
static void
set_busy (ToteApplication *self, gboolean busy)
{
  if (g_application_get_dbus_connection (G_APPLICATION (self)) == NULL)
    return;

  if (busy)
    g_application_mark_busy (G_APPLICATION (self));
  else
    g_application_unmark_busy (G_APPLICATION (self));
}

static void
on_demo_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteApplication *self = user_data; /* maybe gone: no use before the check */
  ToteDemo *demo = TOTE_DEMO (source);
  g_autoptr (GError) error = NULL;
  gboolean started = tote_demo_start_finish (demo, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_busy (self, FALSE);
  if (demo != self->demo) /* left before it began */
    return;

  if (!started) {
    show_trouble (self, _ ("The demo could not start"), error->message);
    return;
  }

  for (guint i = tote_demo_get_n_orders (demo); i-- > 0;) {
    g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new (tote_demo_get_token (demo, i));

    show_order (self, tote_demo_get_url (demo), tote_demo_get_order_id (demo, i), tokens, FALSE);
  }
}

static void
start_demo (ToteApplication *self, const char *story, double speed, double pace)
{
  g_autoptr (ToteProfile) profile = NULL;

  g_clear_object (&self->demo);
  tote_order_book_close (self->book);

  /* A retailer's own look is kept: a demo is how it is tried out. */
  if (tote_profile_get_name (tote_brand_get_profile (tote_brand_get_default ())) == NULL) {
    profile = tote_profile_new_demo ();
    tote_brand_set_profile (tote_brand_get_default (), profile);
  }

  tote_order_book_set_pace (self->book, pace);
  self->demo = tote_demo_new ();
  tote_background_set_demo (self->background, TRUE);
  tote_notifier_set_demo (self->notifier, TRUE);
  g_object_set (ensure_window (self), "demo", TRUE, NULL);
  set_busy (self, TRUE);
  tote_demo_start_async (self->demo, story, speed, self->cancellable, on_demo_started, self);
}

static void
on_entered (ToteApplication *self, ToteTracker *tracker)
{
  show_tracker (self, tracker);
  gtk_window_present (GTK_WINDOW (ensure_window (self)));
}

/* Said once for each kind, or a desktop with no keyring would hear of it all the time. What is
 * being kept outlives the book. */
static void
on_trouble (ToteApplication *self, GParamSpec *pspec, ToteKeyring *keyring)
{
  ToteKeyringTrouble trouble = tote_keyring_get_trouble (keyring);
  ToteWindow *window = get_window (self);

  if (trouble == TOTE_KEYRING_FINE || window == NULL || (self->said & (1u << trouble)) != 0)
    return;

  self->said |= 1u << trouble;
  if (trouble == TOTE_KEYRING_LOCKED)
    tote_remarks_offer (
        tote_window_get_remarks (window),
        _ ("Your passwords are locked: without them you are signed out at the next start."),
        _ ("_Unlock"), "app.unlock");
  else
    tote_remarks_keep (tote_window_get_remarks (window),
                       _ ("This desktop cannot keep passwords: you stay signed in only until "
                          "Tote is closed."));
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ToteApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  ToteWindow *window = get_window (self);

  if (self->book == NULL)
    return; /* the answer to a question that was still on the screen at the end */

  if (tote_keyring_unlock_finish (TOTE_KEYRING (source), result, &error))
    tote_order_book_resume (self->book);
  else if (window != NULL)
    tote_remarks_pass (tote_window_get_remarks (window), _ ("Your passwords are still locked."));
}

static void
unlock_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ToteApplication *self = user_data;

  tote_keyring_unlock_async (tote_order_book_get_keyring (self->book), on_unlocked,
                             g_object_ref (self));
}

/* place: a TOTE_NOTIFIER_PLACE in the order that tracker follows. */
static void
show_place (ToteApplication *self, ToteTracker *tracker, GVariant *place)
{
  ToteOrderView *view;
  const char *what;

  on_entered (self, tracker);
  view = tote_window_get_view (get_window (self));
  g_variant_get_child (place, 2, "&s", &what);
  if (g_str_has_prefix (what, "question "))
    tote_order_view_show_question (view, what + strlen ("question "));
  else if (g_str_equal (what, "message") || g_str_equal (what, "chat-ending"))
    tote_order_view_show_message (view);
}

/* What is there already: one order, the list of them, or the way in to one. */
static void
show_what_is_there (ToteApplication *self)
{
  GListModel *orders = G_LIST_MODEL (tote_order_book_get_orders (self->book));

  if (g_list_model_get_n_items (orders) == 1) {
    g_autoptr (ToteTracker) only = g_list_model_get_item (orders, 0);

    show_tracker (self, only);
  } else {
    gtk_widget_activate_action (GTK_WIDGET (ensure_window (self)), "win.orders", NULL);
  }
}

/* What was asked for before they were there. */
static void
show_what_was_wanted (ToteApplication *self)
{
  g_autoptr (GVariant) wanted = g_steal_pointer (&self->wanted);
  ToteTracker *tracker = wanted != NULL       ? tote_notifier_find (self->notifier, wanted)
                         : self->wants_latest ? tote_order_book_get_latest (self->book)
                                              : NULL;

  self->wants_latest = FALSE;
  if (tracker == NULL)
    show_what_is_there (self);
  else if (wanted != NULL)
    show_place (self, tracker, wanted);
  else
    show_tracker (self, tracker);
}

/* The window comes before the dialogs that stand before it. */
static void
present_what_was_wanted (ToteApplication *self)
{
  g_autofree char *link = g_steal_pointer (&self->link);
  GtkWidget *window = GTK_WIDGET (get_window (self));

  if (self->presenting)
    gtk_window_present (GTK_WINDOW (window));
  if (self->adding)
    gtk_widget_activate_action (window, "win.add-order", NULL);
  if (link != NULL)
    tote_door_receive (self->door, link);
}

/* Orders that were followed before come back with their last known state, and with their sign-in
 * as soon as it is found. A link waits for them: what it leads to may be among them. */
static void
on_reopened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteApplication *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;

  tote_order_book_reopen_finish (TOTE_ORDER_BOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->reopening = FALSE;
  tote_background_begin (self->background);
  tote_notifier_begin (self->notifier);
  tote_decisions_set_expecting (self->decisions, FALSE);
  if (get_window (self) != NULL) {
    show_what_was_wanted (self);
    present_what_was_wanted (self);
  }
  self->presenting = FALSE;
  self->adding = FALSE;
  g_application_release (G_APPLICATION (self));
}

static void
reopen (ToteApplication *self)
{
  if (self->reopened || self->demo != NULL)
    return;

  self->reopened = TRUE;
  self->reopening = TRUE;
  tote_decisions_set_expecting (self->decisions, TRUE);
  g_application_hold (G_APPLICATION (self));
  tote_order_book_reopen_async (self->book, self->cancellable, on_reopened, self);
}

/* A profile that cannot be used is told about and left aside. file: (nullable): the one that was
 * named, else the one that is found. */
static void
use_profile (ToteApplication *self, GFile *file)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteProfile) profile =
      file != NULL ? tote_profile_new_from_file (path != NULL ? path : "", &error)
                   : tote_profile_new_found (&error);

  g_set_object (&self->store, file);
  self->has_profile = TRUE;
  if (profile != NULL && file != NULL)
    tote_recent_stores_add (self->settings, file);
  if (profile == NULL) {
    g_printerr ("%s\n", error->message);
    on_notice (self, error->message);
    profile = tote_profile_new_neutral ();
  }

  tote_brand_set_profile (tote_brand_get_default (), profile);
  tote_door_set_store (self->door, tote_profile_get_server (profile),
                       tote_profile_get_broker (profile));
  tote_order_book_set_retailer_id (self->book, tote_profile_get_retailer_id (profile));
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "support")),
      tote_profile_get_support_uri (profile) != NULL);
}

/* Back to what is real: the store that is set up, and what is shown then, which is for the caller:
 * the orders that are kept, once they are reopened. */
static void
leave_demo (ToteApplication *self)
{
  ToteWindow *window = get_window (self);
  g_autoptr (GFile) store = self->store != NULL ? g_object_ref (self->store) : NULL;

  if (self->demo == NULL)
    return;

  tote_order_book_close (self->book);
  g_clear_object (&self->demo);
  tote_background_set_demo (self->background, FALSE);
  tote_notifier_set_demo (self->notifier, FALSE);
  tote_order_book_set_pace (self->book, 1);
  use_profile (self, store);
  self->reopened = FALSE;
  if (window != NULL) {
    g_object_set (window, "demo", FALSE, NULL);
    tote_remarks_pass (tote_window_get_remarks (window), _ ("You left the demo."));
  }
}

/* What a link leads to may be among the orders of earlier runs. */
static void
arrive (ToteApplication *self, const char *link)
{
  leave_demo (self);
  reopen (self);
  if (!self->reopening) {
    tote_door_receive (self->door, link);
    return;
  }

  g_free (self->link);
  self->link = g_strdup (link);
}

/* What this start came with; another start hands it over. NULL if it came with nothing: then there
 * may be a sign-in that was kept. */
static ToteTokenSource *
take_token (ToteApplication *self, GApplicationCommandLine *command_line)
{
  char *token = g_application_command_line_get_is_remote (command_line)
                    ? tote_handover_read (command_line)
                    : g_steal_pointer (&self->token);
  ToteTokenSource *tokens = token != NULL ? tote_static_tokens_new (token) : NULL;

  tote_process_wipe (token);
  return tokens;
}

static ToteTokenSource *
choose_tokens (ToteApplication *self, const ToteOptions *options,
               GApplicationCommandLine *command_line)
{
  g_autoptr (GFile) file = NULL;

  if (options->token_file == NULL)
    return take_token (self, command_line);

  file = g_application_command_line_create_file_for_arg (command_line, options->token_file);

  return tote_static_tokens_new_from_file (file);
}

/* A second start that names no profile, as a link does, keeps the look and the store of the first.
 */
static void
choose_profile (ToteApplication *self, const char *argument, GApplicationCommandLine *command_line)
{
  g_autoptr (GFile) file =
      argument != NULL ? g_application_command_line_create_file_for_arg (command_line, argument)
                       : NULL;

  if (file != NULL || !self->has_profile)
    use_profile (self, file);
}

/* After it was closed, the window opens where one order is, or at the list of them. What is shown
 * first is what stays: while the orders of earlier runs are looked for, nobody knows that there is
 * none. */
static void
present (ToteApplication *self)
{
  ToteWindow *window = get_window (self);

  if (self->reopening) {
    ensure_window (self);
    self->presenting = TRUE;
    return;
  }

  if (window == NULL)
    show_what_is_there (self);
  gtk_window_present (GTK_WINDOW (ensure_window (self)));
}

static void
carry_out (ToteApplication *self, const ToteOptions *options, GApplicationCommandLine *command_line)
{
  if (options->order_id != NULL)
    leave_demo (self);
  tote_order_book_set_pace (self->book, options->pace);
  choose_profile (self, options->profile, command_line);
  if (options->background) {
    reopen (self);
    return;
  }

  if (options->demo) {
    start_demo (self, options->story, options->speed, options->pace);
  } else if (options->order_id != NULL) {
    g_autoptr (ToteTokenSource) tokens = choose_tokens (self, options, command_line);

    show_order (self, options->server, options->order_id, tokens, TRUE);
    tote_background_begin (self->background);
  }

  if (!options->demo && options->order_id == NULL)
    reopen (self);
  /* First, or it would stand before the dialog that a link may open. */
  present (self);
  if (options->last_order)
    g_action_group_activate_action (G_ACTION_GROUP (self), "last-order", NULL);
  else if (!options->demo && options->link != NULL)
    arrive (self, options->link);
  if (options->add_order)
    g_action_group_activate_action (G_ACTION_GROUP (self), "add-order", NULL);
}

static int
tote_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (command_line, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteOptions) options = tote_options_parse (arguments, &error);

  if (options == NULL) {
    g_application_command_line_printerr (command_line, "tote: %s\n", error->message);
    return 2;
  }

  carry_out (TOTE_APPLICATION (application), options, command_line);
  return 0;
}

/* As the desktop starts a program that is its service: without a command line. */
static void
tote_application_activate (GApplication *application)
{
  ToteApplication *self = TOTE_APPLICATION (application);

  if (!self->has_profile)
    use_profile (self, NULL);
  reopen (self);
  present (self);
}

static void
tote_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  ToteApplication *self = TOTE_APPLICATION (application);

  if (!self->has_profile)
    use_profile (self, NULL);
  reopen (self);
  present (self);
  for (int i = 0; i < n_files; i++) {
    g_autofree char *link = g_file_get_uri (files[i]);

    arrive (self, link);
  }
}

static void
demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  start_demo (user_data, "delivery", DEMO_SPEED, 1 / DEMO_SPEED);
}

static void
leave_demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  leave_demo (user_data);
  reopen (user_data);
}

/* One of those that were set up before. */
static void
use_store_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ToteApplication *self = user_data;
  const char *path = g_variant_get_string (parameter, NULL);
  g_autoptr (GFile) file = *path != '\0' ? g_file_new_for_path (path) : NULL;

  if (self->demo != NULL) {
    g_set_object (&self->store, file);
    leave_demo_action (NULL, NULL, self);
  } else {
    use_profile (self, file);
  }
}

static void
add_order_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ToteApplication *self = user_data;

  if (!self->has_profile)
    use_profile (self, NULL);
  reopen (self);
  present (self);
  self->adding = self->reopening;
  if (!self->adding)
    gtk_widget_activate_action (GTK_WIDGET (get_window (self)), "win.add-order", NULL);
}

/* From a notification or the desktop's search. An order that is not there may be one of those that
 * are found again. */
static void
open_order_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ToteApplication *self = user_data;
  ToteTracker *tracker = tote_notifier_find (self->notifier, parameter);

  if (tracker != NULL) {
    show_place (self, tracker, parameter);
    return;
  }

  g_clear_pointer (&self->wanted, g_variant_unref);
  self->wanted = g_variant_ref (parameter);
  leave_demo (self);
  g_application_activate (G_APPLICATION (self));
}

/* From a notification; the window may stay closed, unless nothing can come of it. */
static void
decide_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ToteApplication *self = user_data;

  if (!self->has_profile)
    use_profile (self, NULL);
  if (tote_notifier_find (self->notifier, parameter) == NULL) {
    leave_demo (self);
    reopen (self);
  }
  tote_decisions_add (self->decisions, parameter);
}

static void
on_stuck (ToteApplication *self, ToteTracker *tracker, const char *item_id)
{
  if (tracker == NULL) {
    g_application_activate (G_APPLICATION (self));
    return;
  }

  on_entered (self, tracker);
  tote_order_view_show_question (tote_window_get_view (get_window (self)), item_id);
}

static void
on_refused (ToteApplication *self)
{
  on_notice (self, _ ("This desktop does not let Tote go on without a window: you are told of your "
                      "order only while Tote is open."));
}

static void
support_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));
  const char *uri =
      tote_profile_get_support_uri (tote_brand_get_profile (tote_brand_get_default ()));

  if (window != NULL && uri != NULL)
    tote_open_uri (GTK_WIDGET (window), uri);
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ToteApplication *self = user_data;
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (!TOTE_IS_PREFERENCES (parent))
    gtk_window_present (GTK_WINDOW (tote_preferences_new (parent, self->settings)));
}

/* Where there are no settings there is nothing to choose. */
static void
use_settings (ToteApplication *self)
{
  static const GActionEntry action = { .name = "preferences", .activate = preferences_action };

  self->settings = tote_settings_new ();
  if (self->settings == NULL)
    return;

  g_action_map_add_action_entries (G_ACTION_MAP (self), &action, 1, self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.preferences",
                                         (const char *[]){ "<Control>comma", NULL });
  tote_choices_follow (self->settings, self->book);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  tote_about_show (gtk_application_get_active_window (GTK_APPLICATION (user_data)));
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  if (!TOTE_IS_HELP_WINDOW (parent))
    gtk_window_present (GTK_WINDOW (tote_help_window_new (parent)));
}

/* The order that was added last. */
static void
last_order_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ToteApplication *self = user_data;
  ToteTracker *latest;

  leave_demo (self);
  latest = tote_order_book_get_latest (self->book);
  self->wants_latest = latest == NULL;
  if (latest != NULL)
    on_entered (self, latest);
  else
    g_application_activate (G_APPLICATION (self));
}

static void
shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  if (!TOTE_IS_SHORTCUTS_WINDOW (parent))
    gtk_window_present (GTK_WINDOW (tote_shortcuts_window_new (parent)));
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ToteApplication *self = user_data;

  tote_notifier_take_back (self->notifier);
  g_application_quit (G_APPLICATION (self));
}

static void
tote_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "demo", .activate = demo_action },
    { .name = "leave-demo", .activate = leave_demo_action },
    { .name = "add-order", .activate = add_order_action },
    { .name = "use-store", .activate = use_store_action, .parameter_type = "s" },
    { .name = "last-order", .activate = last_order_action },
    { .name = "unlock", .activate = unlock_action },
    { .name = "open-order", .activate = open_order_action, .parameter_type = TOTE_NOTIFIER_PLACE },
    { .name = "decide", .activate = decide_action, .parameter_type = TOTE_NOTIFIER_DECISION },
    { .name = "support", .activate = support_action },
    { .name = "about", .activate = about_action },
    { .name = "help", .activate = help_action },
    { .name = "shortcuts", .activate = shortcuts_action },
    { .name = "quit", .activate = quit_action },
  };
  ToteApplication *self = TOTE_APPLICATION (application);
  g_autoptr (ToteBackgroundPortal) portal = NULL;

  G_APPLICATION_CLASS (tote_application_parent_class)->startup (application);

  tote_compat_prepare_typing ();
  tote_direction_follow_words ();
  tote_touch_follow (gdk_display_get_default ());
  tote_picture_decoder_set_held (tote_picture_decoder_get_default (), TRUE);
  tote_calendar_sweep ();

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit",
                                         (const char *[]){ "<Control>q", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.shortcuts",
                                         (const char *[]){ "<Control>question", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.help",
                                         (const char *[]){ "F1", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "win.add-order",
                                         (const char *[]){ "<Control>n", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "window.close",
                                         (const char *[]){ "<Control>w", NULL });
  self->clock = tote_clock_portal_new (g_application_get_dbus_connection (application),
                                       G_LIST_MODEL (tote_order_book_get_orders (self->book)));
  use_settings (self);
  self->notifier =
      tote_notifier_new (application, tote_order_book_get_orders (self->book), self->settings);
  self->decisions = tote_decisions_new (application, self->notifier);
  g_signal_connect_object (self->decisions, "stuck", G_CALLBACK (on_stuck), self,
                           G_CONNECT_SWAPPED);

  portal = tote_background_portal_is_needed ()
               ? tote_background_portal_new (g_application_get_dbus_connection (application))
               : NULL;
  self->background = tote_background_new (application, tote_order_book_get_orders (self->book),
                                          self->settings, portal);
  g_signal_connect_object (self->background, "refused", G_CALLBACK (on_refused), self,
                           G_CONNECT_SWAPPED);

  /* What a service says may be about the store. */
  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0) {
    g_application_set_inactivity_timeout (application, LINGER_MS);
    use_profile (self, NULL);
  }
}

static gboolean
tote_application_dbus_register (GApplication *application, GDBusConnection *connection,
                                const char *object_path, GError **error)
{
  ToteApplication *self = TOTE_APPLICATION (application);
  g_autofree char *path = g_strconcat (object_path, "/SearchProvider", NULL);

  return G_APPLICATION_CLASS (tote_application_parent_class)
             ->dbus_register (application, connection, object_path, error) &&
         tote_search_export (self->search, connection, path, error);
}

static void
tote_application_dbus_unregister (GApplication *application, GDBusConnection *connection,
                                  const char *object_path)
{
  ToteApplication *self = TOTE_APPLICATION (application);

  if (self->search != NULL)
    tote_search_unexport (self->search);

  G_APPLICATION_CLASS (tote_application_parent_class)
      ->dbus_unregister (application, connection, object_path);
}

/* GTK 4.8 does not know the key by which newer desktops hand over the right to come to the front;
 * under the older one it takes it. Harmless where both are known. */
static void
tote_application_before_emit (GApplication *application, GVariant *platform_data)
{
  g_auto (GVariantDict) data = G_VARIANT_DICT_INIT (platform_data);
  g_autoptr (GVariant) with_id = NULL;
  const char *token;

  if (g_variant_dict_lookup (&data, "activation-token", "&s", &token) &&
      !g_variant_dict_contains (&data, "desktop-startup-id"))
    g_variant_dict_insert (&data, "desktop-startup-id", "s", token);
  with_id = g_variant_ref_sink (g_variant_dict_end (&data));

  G_APPLICATION_CLASS (tote_application_parent_class)->before_emit (application, with_id);
}

/* Nor does it know the variable, by which a second start gets that right; where it does it takes it
 * away. */
static void
tote_application_add_platform_data (GApplication *application, GVariantBuilder *builder)
{
  ToteApplication *self = TOTE_APPLICATION (application);
  const char *activation = g_getenv ("XDG_ACTIVATION_TOKEN");

  G_APPLICATION_CLASS (tote_application_parent_class)->add_platform_data (application, builder);
  if (activation != NULL && g_utf8_validate (activation, -1, NULL))
    g_variant_builder_add (builder, "{sv}", "activation-token", g_variant_new_string (activation));
  if (self->token != NULL)
    tote_handover_write (self->token, builder);
}

static void
tote_application_shutdown (GApplication *application)
{
  ToteApplication *self = TOTE_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  tote_tile_cache_close (tote_tile_cache_get_default ());
  g_clear_object (&self->search);
  g_clear_object (&self->decisions);
  g_clear_object (&self->notifier);
  g_clear_object (&self->background);
  tote_order_book_close (self->book);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  g_clear_object (&self->demo);
  g_clear_object (&self->door);
  g_clear_object (&self->book);

  G_APPLICATION_CLASS (tote_application_parent_class)->shutdown (application);
}

static void
tote_application_dispose (GObject *object)
{
  ToteApplication *self = TOTE_APPLICATION (object);

  g_clear_pointer (&self->token, tote_process_wipe);
  g_clear_object (&self->search);
  g_clear_object (&self->door);
  g_clear_object (&self->book);
  g_clear_object (&self->demo);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->notice, g_free);
  g_clear_pointer (&self->wanted, g_variant_unref);

  G_OBJECT_CLASS (tote_application_parent_class)->dispose (object);
}

static void
tote_application_class_init (ToteApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_application_dispose;
  G_APPLICATION_CLASS (klass)->startup = tote_application_startup;
  G_APPLICATION_CLASS (klass)->dbus_register = tote_application_dbus_register;
  G_APPLICATION_CLASS (klass)->dbus_unregister = tote_application_dbus_unregister;
  G_APPLICATION_CLASS (klass)->shutdown = tote_application_shutdown;
  G_APPLICATION_CLASS (klass)->before_emit = tote_application_before_emit;
  G_APPLICATION_CLASS (klass)->add_platform_data = tote_application_add_platform_data;
  G_APPLICATION_CLASS (klass)->activate = tote_application_activate;
  G_APPLICATION_CLASS (klass)->open = tote_application_open;
  G_APPLICATION_CLASS (klass)->command_line = tote_application_command_line;
}

static void
tote_application_init (ToteApplication *self)
{
  self->cancellable = g_cancellable_new ();
  g_signal_connect (self, "window-removed", G_CALLBACK (on_window_removed), NULL);
}

/**
 * tote_application_new:
 * @clock: of the orders it follows
 *
 * Returns: (transfer full): the application
 */
ToteApplication *
tote_application_new (ToteClock *clock)
{
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (ToteSignIn) sign_in = NULL;
  ToteApplication *self;

  g_return_val_if_fail (TOTE_IS_CLOCK (clock), NULL);

  self = g_object_new (TOTE_TYPE_APPLICATION, "application-id", TOTE_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", TOTE_GRESOURCE_PREFIX, NULL);
  session = tote_session_new ();
  tote_gather_set_up (session);
  sign_in = tote_sign_in_new (session, clock);
  self->book = tote_order_book_new (clock, session);
  self->door = tote_door_new (self->book, sign_in);
  self->search = tote_search_new (G_APPLICATION (self), self->book);
  g_signal_connect_object (self->book, "notice", G_CALLBACK (on_notice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->book, "forgotten", G_CALLBACK (on_order_past), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->door, "entered", G_CALLBACK (on_entered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_order_book_get_keyring (self->book), "notify::trouble",
                           G_CALLBACK (on_trouble), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * tote_application_take_token:
 * @token: (transfer full) (nullable): what opens the order of the command line, if that names no
 *   file; to be freed with tote_process_wipe()
 */
void
tote_application_take_token (ToteApplication *self, char *token)
{
  g_return_if_fail (TOTE_IS_APPLICATION (self));

  g_clear_pointer (&self->token, tote_process_wipe);
  self->token = token;
}
