/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-display.h"

#include "tote-brand.h"
#include "tote-broker-tokens.h"
#include "tote-chime.h"
#include "tote-compat.h"
#include "tote-direction.h"
#include "tote-display-window.h"
#include "tote-frame.h"
#include "tote-mask.h"
#include "tote-postal.h"
#include "tote-pulse.h"
#include "tote-relay.h"
#include "tote-session.h"
#include "tote-static-tokens.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _ToteDisplay {
  AdwApplication parent_instance;

  const ToteSetup *setup;    /* outlives the application */
  ToteChannel *channel;      /* (owned) */
  SoupSession *session;      /* (owned) (nullable) */
  ToteBroker *broker;        /* (owned) (nullable) */
  ToteBoardFeed *feed;       /* (owned) (nullable) */
  ToteLookUp *look_up;       /* (owned) (nullable) */
  ToteTracker *tracker;      /* (owned) (nullable): of the customer's order */
  TotePulse *pulse;          /* (owned) (nullable) */
  ToteDisplayWindow *window; /* (nullable) */
  ToteProfile *profile;      /* (owned) (nullable) */
  ToteChime *chime;          /* (owned) (nullable): where the store wants one */
};

G_DEFINE_FINAL_TYPE (ToteDisplay, tote_display, ADW_TYPE_APPLICATION)

static void
say (ToteDisplay *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  tote_channel_send (self->channel, line);
}

/* Of the customer only what the store wants on a screen in public. */
static void
open_order (ToteDisplay *self, const char *order_id, ToteTokenSource *tokens)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteClient) client =
      self->setup->server != NULL
          ? tote_client_new (self->setup->server, tokens, self->session, &error)
          : NULL;

  if (client == NULL) {
    tote_display_window_show_trouble (self->window,
                                      _ ("No server for orders is set up on this display."));
    return;
  }

  tote_brand_use_map_of (tote_brand_get_default (), self->setup->server, self->setup->demo);
  self->tracker = tote_tracker_new (client, order_id, tote_clock_get_default (), NULL);
  tote_order_set_mask (tote_tracker_get_order (self->tracker),
                       tote_mask_from_profile (self->profile));
  tote_tracker_set_pace (self->tracker, self->setup->pace);
  tote_tracker_start (self->tracker);
  tote_display_window_show_order (self->window, self->tracker);
}

static void
on_found (ToteDisplay *self, ToteTokenResponse *response)
{
  g_autoptr (ToteBrokerTokens) tokens =
      tote_broker_tokens_new_for_response (self->broker, response);

  open_order (self, tote_token_response_get_order_id (response), TOTE_TOKEN_SOURCE (tokens));
}

static void
on_wrong (ToteDisplay *self)
{
  say (self, "wrong");
}

/* The next process begins with it, in case the line is down then. */
static void
say_board (ToteDisplay *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  json_node_take_array (root, tote_tickets_write (tote_board_feed_get_tickets (self->feed)));
  text = json_to_string (root, FALSE);
  say (self, "board %s", text);
}

static void
on_answered (ToteDisplay *self, gboolean changed)
{
  say (self, "answer %" G_GINT64_FORMAT, tote_board_feed_get_last_answer (self->feed));
  if (changed)
    say_board (self);
}

static void
on_beat (ToteDisplay *self, gboolean drawn)
{
  say (self, drawn ? "frame" : "loop");
}

static void
on_screen (ToteDisplay *self, const char *mode)
{
  say (self, "mode %s", mode);
}

static void
on_leave (ToteDisplay *self, const char *manner)
{
  if (self->tracker != NULL)
    tote_tracker_stop (self->tracker);
  say (self, "next%s", manner);
}

static gboolean
on_first_frame (GtkWidget *window)
{
  ToteDisplay *self = TOTE_DISPLAY (gtk_window_get_application (GTK_WINDOW (window)));

  say (self, "ready");
  say (self, "frame");

  return G_SOURCE_REMOVE;
}

static void
add_chime (ToteDisplay *self)
{
  if (!tote_profile_get_chime (self->profile))
    return;

  self->chime = tote_chime_new ();
  g_signal_connect_object (tote_board_feed_get_tickets (self->feed), "became-ready",
                           G_CALLBACK (tote_chime_ring), self->chime, G_CONNECT_SWAPPED);
}

static void
connect_store (ToteDisplay *self)
{
  const ToteSetup *setup = self->setup;
  g_autoptr (GError) error = NULL;

  self->session = tote_session_new ();
  if (setup->broker != NULL)
    self->broker = tote_broker_new (setup->broker, setup->key, self->session, &error);
  if (error != NULL)
    g_warning ("The broker cannot be used: %s", error->message);
  if (self->broker == NULL)
    return;

  self->look_up = tote_look_up_new (self->broker, tote_clock_get_default (), &setup->tries);
  g_signal_connect_object (self->look_up, "found", G_CALLBACK (on_found), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->look_up, "wrong", G_CALLBACK (on_wrong), self, G_CONNECT_SWAPPED);

  if (g_str_equal (setup->mode, "board")) {
    const ToteBoardFeedConfig config = { self->broker, setup->server, self->session,
                                         tote_clock_get_default (), setup->pace };

    self->feed = tote_board_feed_new (&config);
    g_signal_connect_object (self->feed, "answered", G_CALLBACK (on_answered), self,
                             G_CONNECT_SWAPPED);
    add_chime (self);
    if (setup->board != NULL)
      tote_board_feed_recall (self->feed, setup->board, setup->board_at);
    tote_board_feed_start (self->feed);
  }
}

/* Was the display started as a customer wished it? */
static gboolean
is_changed (void)
{
  return g_getenv (TOTE_RELAY_SCREEN) != NULL;
}

static void
open_window (ToteDisplay *self)
{
  const ToteDisplayConfig config = {
    .board = self->feed,
    .look_up = self->look_up,
    .clock = tote_clock_get_default (),
    .letters = tote_postal_has_letters (tote_profile_get_kiosk_country (self->profile)),
    .demo = self->setup->demo,
    .changed = is_changed (),
    .idle_seconds = tote_profile_get_idle_seconds (self->profile),
  };

  self->window = tote_display_window_new (GTK_APPLICATION (self), &config);
  g_signal_connect_object (self->window, "screen", G_CALLBACK (on_screen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  self->pulse =
      tote_pulse_new (GTK_WINDOW (self->window), tote_display_window_get_veil (self->window));
  g_signal_connect_object (self->pulse, "beat", G_CALLBACK (on_beat), self, G_CONNECT_SWAPPED);
  tote_first_frame_then (GTK_WIDGET (self->window), on_first_frame);
}

static void
show_beginning (ToteDisplay *self)
{
  const ToteSetup *setup = self->setup;

  say (self, "mode %s", setup->mode);
  if (setup->trouble != NULL) {
    tote_display_window_show_trouble (self->window, setup->trouble);
  } else if (g_str_equal (setup->mode, "order") && setup->order_id != NULL) {
    g_autoptr (ToteTokenSource) tokens = tote_static_tokens_new (setup->token);

    open_order (self, setup->order_id, tokens);
  } else if (self->broker == NULL) {
    tote_display_window_show_trouble (
        self->window, _ ("This display is not set up yet: its profile names no broker."));
  } else if (is_changed ()) {
    tote_display_window_show_look_up (self->window);
  }
}

/* A profile that cannot be used was told about by the process that keeps this one. */
static void
load_profile (ToteDisplay *self)
{
  const char *path = self->setup->profile;

  if (path != NULL)
    self->profile = tote_profile_new_from_file (path, NULL);
  else if (!self->setup->demo)
    self->profile = tote_profile_new_found (NULL);

  if (self->profile == NULL)
    self->profile = self->setup->demo ? tote_profile_new_demo () : tote_profile_new_neutral ();
  tote_brand_set_profile (tote_brand_get_default (), self->profile);
}

static void
tote_display_startup (GApplication *application)
{
  G_APPLICATION_CLASS (tote_display_parent_class)->startup (application);

  tote_compat_prepare_typing ();
  tote_direction_follow_words ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    TOTE_GRESOURCE_PREFIX "/icons");
}

static void
tote_display_activate (GApplication *application)
{
  ToteDisplay *self = TOTE_DISPLAY (application);

  if (self->window != NULL)
    return;

  load_profile (self);
  tote_brand_set_locked (tote_brand_get_default (), TRUE);
  connect_store (self);
  open_window (self);
  show_beginning (self);
  gtk_window_present (GTK_WINDOW (self->window));
  tote_channel_listen (self->channel);
}

static void
tote_display_dispose (GObject *object)
{
  ToteDisplay *self = TOTE_DISPLAY (object);

  if (self->tracker != NULL)
    tote_tracker_stop (self->tracker);
  g_clear_object (&self->pulse);
  g_clear_object (&self->tracker);
  g_clear_object (&self->look_up);
  g_clear_object (&self->feed);
  g_clear_object (&self->broker);
  g_clear_object (&self->session);
  g_clear_object (&self->profile);
  g_clear_object (&self->chime);
  g_clear_object (&self->channel);

  G_OBJECT_CLASS (tote_display_parent_class)->dispose (object);
}

static void
tote_display_class_init (ToteDisplayClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tote_display_dispose;
  application_class->startup = tote_display_startup;
  application_class->activate = tote_display_activate;
}

static void
tote_display_init (ToteDisplay *self)
{
}

/**
 * tote_display_new:
 * @setup: what to show; it must outlive the application
 * @channel: to the process that keeps this one
 *
 * Returns: (transfer full): the application, on no bus
 */
ToteDisplay *
tote_display_new (const ToteSetup *setup, ToteChannel *channel)
{
  ToteDisplay *self;

  g_return_val_if_fail (setup != NULL, NULL);
  g_return_val_if_fail (TOTE_IS_CHANNEL (channel), NULL);

  self = g_object_new (TOTE_TYPE_DISPLAY, "application-id", TOTE_APP_ID, "flags",
                       G_APPLICATION_NON_UNIQUE, "resource-base-path",
                       TOTE_GRESOURCE_PREFIX "/kiosk", NULL);
  self->setup = setup;
  self->channel = g_object_ref (channel);
  g_signal_connect_object (channel, "closed", G_CALLBACK (g_application_quit), self,
                           G_CONNECT_SWAPPED);

  return self;
}
