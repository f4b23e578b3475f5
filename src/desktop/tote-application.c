/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-application.h"

#include "tote-archive.h"
#include "tote-brand.h"
#include "tote-broker-tokens.h"
#include "tote-clock-portal.h"
#include "tote-compat.h"
#include "tote-demo.h"
#include "tote-failure.h"
#include "tote-handover.h"
#include "tote-icons.h"
#include "tote-link.h"
#include "tote-options.h"
#include "tote-orders.h"
#include "tote-pace.h"
#include "tote-process.h"
#include "tote-session.h"
#include "tote-static-tokens.h"
#include "tote-window.h"

#include <glib/gi18n-lib.h>

struct _ToteApplication {
  AdwApplication parent_instance;

  ToteOrders *orders;     /* (owned) */
  SoupSession *session;   /* (owned): of all clients, so that they share their connections */
  ToteArchive *archive;   /* (owned) (nullable): opened with the first order to keep */
  ToteDemo *demo;         /* (owned) (nullable) */
  ToteClockPortal *clock; /* (owned) (nullable) */
  GCancellable *cancellable;
  double pace;
  char *token;    /* (owned) (nullable): of TOTE_TOKEN, until the first start has used it */
  gboolean kiosk; /* a store display: nothing is written to disk */
  gboolean has_profile;
};

G_DEFINE_FINAL_TYPE (ToteApplication, tote_application, ADW_TYPE_APPLICATION)

static ToteWindow *
get_window (ToteApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (tote_window_new (GTK_APPLICATION (self), self->orders));

  return TOTE_WINDOW (window);
}

static void
show_trouble (ToteApplication *self, const char *title, const char *text)
{
  tote_window_show_trouble (get_window (self), title, text);
}

static ToteTracker *
follow (ToteApplication *self, const char *server, const char *order_id, ToteTokenSource *tokens,
        ToteArchive *archive, GError **error)
{
  g_autoptr (ToteClient) client = tote_client_new (server, tokens, self->session, error);
  g_autoptr (ToteTracker) tracker = NULL;
  ToteTracker *known;

  if (client == NULL)
    return NULL;

  known = tote_orders_find (self->orders, tote_client_get_base (client), order_id);
  /* A way in that did not work gives way to a new one. */
  if (known != NULL && !tote_failure_is_locked_out (tote_tracker_get_failure (known)))
    return known;

  if (known != NULL) {
    tote_tracker_stop (known);
    tote_orders_remove (self->orders, known);
  }

  tracker = tote_tracker_new (client, order_id, tote_clock_get_default (), archive);
  tote_tracker_set_pace (tracker, self->pace);
  if (self->kiosk)
    tote_tracker_set_first_delay (tracker, tote_pace_first_delay (g_random_double (), self->pace));
  tote_tracker_start (tracker);
  tote_orders_add (self->orders, tracker);

  return tracker; /* the list keeps it */
}

/* A server on this machine is a sandbox, which draws its own map: a try-out asks no stranger. */
static void
use_map_of (const char *server)
{
  ToteBrand *brand = tote_brand_get_default ();
  g_autoptr (GUri) uri = g_uri_parse (server, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autofree char *light = g_strconcat (server, "/tiles/{z}/{x}/{y}.png", NULL);
  g_autofree char *dark = g_strconcat (server, "/tiles/dark/{z}/{x}/{y}.png", NULL);

  if (tote_profile_has_tiles (tote_brand_get_profile (brand)) ||
      (g_strcmp0 (host, "127.0.0.1") != 0 && g_strcmp0 (host, "localhost") != 0))
    tote_brand_set_tiles (brand, NULL, NULL, NULL);
  else
    tote_brand_set_tiles (brand, light, dark, _ ("Map drawn by Tote’s sandbox"));
}

static void
show_order (ToteApplication *self, const char *server, const char *order_id,
            ToteTokenSource *tokens, ToteArchive *archive)
{
  g_autoptr (GError) error = NULL;
  ToteTracker *tracker = follow (self, server, order_id, tokens, archive, &error);

  use_map_of (server);
  if (tracker == NULL)
    show_trouble (self, _ ("This server cannot be used"), error->message);
  else
    tote_window_show_order (get_window (self), tracker);
}

static void
on_archive_notice (ToteArchive *archive, GParamSpec *pspec, ToteApplication *self)
{
  tote_window_show_notice (get_window (self), tote_archive_get_notice (archive));
}

static ToteArchive *
get_archive (ToteApplication *self)
{
  if (self->archive == NULL) {
    self->archive = self->kiosk ? tote_archive_new (NULL) : tote_archive_new_default ();
    g_signal_connect_object (self->archive, "notify::notice", G_CALLBACK (on_archive_notice), self,
                             0);
  }

  return self->archive;
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
  if (!started) {
    show_trouble (self, _ ("The demo could not start"), error->message);
    return;
  }

  for (guint i = tote_demo_get_n_orders (demo); i-- > 0;) {
    g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new (tote_demo_get_token (demo, i));

    show_order (self, tote_demo_get_url (demo), tote_demo_get_order_id (demo, i), tokens, NULL);
  }
}

static void
drop_orders (ToteApplication *self)
{
  tote_orders_stop (self->orders);
  while (g_list_model_get_n_items (G_LIST_MODEL (self->orders)) > 0) {
    g_autoptr (ToteTracker) tracker = g_list_model_get_item (G_LIST_MODEL (self->orders), 0);

    tote_orders_remove (self->orders, tracker);
  }
}

static void
start_demo (ToteApplication *self, const char *story, double speed)
{
  g_autoptr (ToteProfile) profile = NULL;

  g_clear_object (&self->demo);
  drop_orders (self);

  /* A retailer's own look is kept: a demo is how it is tried out. */
  if (tote_profile_get_name (tote_brand_get_profile (tote_brand_get_default ())) == NULL) {
    profile = tote_profile_new_demo ();
    tote_brand_set_profile (tote_brand_get_default (), profile);
  }

  self->pace = self->pace > 0 ? self->pace : 1 / speed;
  self->demo = tote_demo_new ();
  set_busy (self, TRUE);
  tote_demo_start_async (self->demo, story, speed, self->cancellable, on_demo_started, self);
}

static void
open_link (ToteApplication *self, const char *text)
{
  ToteProfile *profile = tote_brand_get_profile (tote_brand_get_default ());
  const char *server = tote_profile_get_server (profile);
  const char *base = tote_profile_get_broker (profile);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteLink) link = tote_link_find (text, &error);
  g_autoptr (ToteBroker) broker = NULL;
  g_autoptr (ToteBrokerTokens) tokens = NULL;

  if (link == NULL) {
    show_trouble (self, _ ("This link does not work"), error->message);
    return;
  }

  if (server == NULL || base == NULL || link->code == NULL) {
    show_trouble (self, _ ("This link does not work"),
                  _ ("No store is set up on this computer that could let you in. Ask your store "
                     "for its version of Tote."));
    return;
  }

  broker = tote_broker_new (base, NULL, NULL, &error);
  if (broker == NULL) {
    show_trouble (self, _ ("This link does not work"), error->message);
    return;
  }

  tokens = tote_broker_tokens_new_for_code (broker, link->code);
  show_order (self, server, link->order_id, TOTE_TOKEN_SOURCE (tokens), get_archive (self));
}

/* Orders that were followed before come back with their last known state, which the archive has. No
 * token was kept, so the page says how to get back in. */
static void
on_kept_orders (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteApplication *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) kept = tote_archive_list_finish (TOTE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  for (guint i = kept != NULL ? kept->len : 0; i-- > 0;) {
    const ToteOrderRecord *order = g_ptr_array_index (kept, i);
    g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new (NULL);

    show_order (self, order->key->base, order->key->id, tokens, self->archive);
  }

  if (kept != NULL && kept->len > 1)
    gtk_widget_activate_action (GTK_WIDGET (get_window (self)), "win.orders", NULL);
}

static void
reopen_orders (ToteApplication *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->orders)) == 0)
    tote_archive_list_async (get_archive (self), self->cancellable, on_kept_orders, self);
}

/* What this start came with; another start hands it over. */
static ToteTokenSource *
take_token (ToteApplication *self, GApplicationCommandLine *command_line)
{
  char *token = g_application_command_line_get_is_remote (command_line)
                    ? tote_handover_read (command_line)
                    : g_steal_pointer (&self->token);
  ToteTokenSource *tokens = tote_static_tokens_new (token);

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

/* A profile that cannot be used is told about and left aside. A second start that names none, as a
 * link does, keeps the look and the store of the first. */
static void
use_profile (ToteApplication *self, const char *argument, GApplicationCommandLine *command_line)
{
  g_autoptr (GFile) file =
      argument != NULL ? g_application_command_line_create_file_for_arg (command_line, argument)
                       : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteProfile) profile =
      argument != NULL ? tote_profile_new_from_file (path != NULL ? path : argument, &error)
                       : tote_profile_new_found (&error);

  self->has_profile = TRUE;
  if (profile == NULL) {
    g_printerr ("%s\n", error->message);
    tote_window_show_notice (get_window (self), error->message);
    profile = tote_profile_new_neutral ();
  }

  tote_brand_set_profile (tote_brand_get_default (), profile);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "support")),
      tote_profile_get_support_uri (profile) != NULL);
}

static void
carry_out (ToteApplication *self, const ToteOptions *options, GApplicationCommandLine *command_line)
{
  self->pace = options->pace;
  self->kiosk = self->kiosk || options->kiosk;
  if (options->profile != NULL || !self->has_profile)
    use_profile (self, options->profile, command_line);
  if (options->kiosk)
    gtk_window_fullscreen (GTK_WINDOW (get_window (self)));

  if (options->demo) {
    start_demo (self, options->story, options->speed);
  } else if (options->link != NULL) {
    open_link (self, options->link);
  } else if (options->order_id != NULL) {
    g_autoptr (ToteTokenSource) tokens = choose_tokens (self, options, command_line);

    show_order (self, options->server, options->order_id, tokens, get_archive (self));
  } else if (!options->kiosk) {
    reopen_orders (self);
  }

  gtk_window_present (GTK_WINDOW (get_window (self)));
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

static void
demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ToteApplication *self = user_data;

  self->pace = 0;
  start_demo (self, "delivery", 10);
}

static void
support_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *uri =
      tote_profile_get_support_uri (tote_brand_get_profile (tote_brand_get_default ()));
  g_autoptr (GdkAppLaunchContext) context =
      gdk_display_get_app_launch_context (gdk_display_get_default ());

  if (uri != NULL)
    g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, NULL, NULL);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_show_about_dialog (gtk_application_get_active_window (GTK_APPLICATION (user_data)),
                         "program-name", _ ("Tote"), "logo-icon-name", TOTE_APP_ID, "version",
                         TOTE_VERSION, "comments",
                         _ ("Follows a grocery order from the shelf to the door."), "license-type",
                         GTK_LICENSE_GPL_3_0, NULL);
}

/* Not as “gtk/help-overlay.ui”: GTK would build that with every window before its first frame. */
static void
shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource (TOTE_GRESOURCE_PREFIX "/tote-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window,
                                gtk_application_get_active_window (GTK_APPLICATION (user_data)));
  gtk_window_set_application (window, GTK_APPLICATION (user_data));
  tote_compat_name_shortcuts (window);
  gtk_window_present (window);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

static void
tote_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "demo", .activate = demo_action },
    { .name = "support", .activate = support_action },
    { .name = "about", .activate = about_action },
    { .name = "shortcuts", .activate = shortcuts_action },
    { .name = "quit", .activate = quit_action },
  };
  ToteApplication *self = TOTE_APPLICATION (application);

  G_APPLICATION_CLASS (tote_application_parent_class)->startup (application);

  /* What gets the focus is read, not marked. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  tote_icons_attach (gdk_display_get_default ());

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit",
                                         (const char *[]){ "<Control>q", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.shortcuts",
                                         (const char *[]){ "<Control>question", "F1", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "window.close",
                                         (const char *[]){ "<Control>w", NULL });
  gtk_window_set_default_icon_name (TOTE_APP_ID);
  self->clock = tote_clock_portal_new (g_application_get_dbus_connection (application),
                                       G_LIST_MODEL (self->orders));
}

static void
tote_application_add_platform_data (GApplication *application, GVariantBuilder *builder)
{
  ToteApplication *self = TOTE_APPLICATION (application);

  G_APPLICATION_CLASS (tote_application_parent_class)->add_platform_data (application, builder);
  if (self->token != NULL)
    tote_handover_write (self->token, builder);
}

static void
tote_application_shutdown (GApplication *application)
{
  ToteApplication *self = TOTE_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  drop_orders (self);
  g_clear_object (&self->clock);
  g_clear_object (&self->demo);
  g_clear_object (&self->archive);

  G_APPLICATION_CLASS (tote_application_parent_class)->shutdown (application);
}

static void
tote_application_dispose (GObject *object)
{
  ToteApplication *self = TOTE_APPLICATION (object);

  g_clear_pointer (&self->token, tote_process_wipe);
  g_clear_object (&self->orders);
  g_clear_object (&self->session);
  g_clear_object (&self->demo);
  g_clear_object (&self->archive);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (tote_application_parent_class)->dispose (object);
}

static void
tote_application_class_init (ToteApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_application_dispose;
  G_APPLICATION_CLASS (klass)->startup = tote_application_startup;
  G_APPLICATION_CLASS (klass)->shutdown = tote_application_shutdown;
  G_APPLICATION_CLASS (klass)->add_platform_data = tote_application_add_platform_data;
  G_APPLICATION_CLASS (klass)->command_line = tote_application_command_line;
}

static void
tote_application_init (ToteApplication *self)
{
  self->orders = tote_orders_new ();
  self->session = tote_session_new ();
  self->cancellable = g_cancellable_new ();
}

/**
 * tote_application_new:
 *
 * Returns: (transfer full): the application
 */
ToteApplication *
tote_application_new (void)
{
  return g_object_new (TOTE_TYPE_APPLICATION, "application-id", TOTE_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path",
                       TOTE_GRESOURCE_PREFIX, NULL);
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
