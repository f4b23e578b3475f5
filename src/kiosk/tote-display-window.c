/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-display-window.h"

#include "tote-access.h"
#include "tote-board-page.h"
#include "tote-brand.h"
#include "tote-comfort.h"
#include "tote-guard.h"
#include "tote-idle.h"
#include "tote-look-up-page.h"
#include "tote-order-screen.h"
#include "tote-scan.h"
#include "tote-time.h"
#include "tote-veil.h"
#include "tote-zoom.h"

#include <glib/gi18n-lib.h>

#define PASSING_SECONDS 6

/* By the clock of the computer, in hours. */
#define NIGHT_FROM 22
#define NIGHT_TO 6

/* The texts are made for a screen of this many pixels on its longer side, and grow with it: what
 * matters on a wall is the angle, not the dots. */
#define USUAL_SIDE 1920.0
#define USUAL_DPI (96 * 1024)
#define LARGER 1.35

struct _ToteDisplayWindow {
  AdwApplicationWindow parent_instance;

  ToteZoom *zoom;
  GtkStack *stack;
  GtkLabel *trouble;
  ToteComfort *comfort;
  GtkWidget *warning;
  GtkLabel *warning_text;
  GtkWidget *passing;
  ToteVeil *veil;

  ToteClock *clock;             /* (owned) */
  ToteGuard *guard;             /* (owned) */
  ToteIdle *idle;               /* (owned) */
  GSimpleActionGroup *actions;  /* (owned) */
  ToteBoardPage *board_page;    /* (nullable) */
  ToteLookUpPage *look_up_page; /* (nullable) */
  ToteOrderScreen *order;       /* (nullable) */
  ToteLookUp *look_up;          /* (owned) (nullable) */
  gboolean demo;
  gboolean changed;
  gboolean held; /* a finger is on the screen */
  gboolean left; /* the customer is gone, and the next display on its way */
  guint minute;  /* timers, 0 for none */
  guint refill;
  guint pass;
  int width, height;
};

G_DEFINE_FINAL_TYPE (ToteDisplayWindow, tote_display_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum {
  SIGNAL_LEAVE,
  SIGNAL_SCREEN,
} ToteDisplayWindowSignal;

static guint signals[SIGNAL_SCREEN + 1];

static gboolean
get_state (ToteDisplayWindow *self, const char *action)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (self->actions), action);

  return g_variant_get_boolean (state);
}

/* Whether somebody has left something behind that the next one must not find. */
static gboolean
is_used (ToteDisplayWindow *self)
{
  return self->order != NULL || self->changed || get_state (self, "large") ||
         get_state (self, "low") ||
         (self->look_up_page != NULL && !tote_look_up_page_get_empty (self->look_up_page));
}

static const char *
get_home (ToteDisplayWindow *self)
{
  return self->board_page != NULL ? "board" : self->look_up_page != NULL ? "look-up" : "trouble";
}

static gboolean
is_at_home (ToteDisplayWindow *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->stack), get_home (self));
}

static void
show_screen (ToteDisplayWindow *self, const char *name)
{
  /* What goes with the focus has GTK look for another after the next frame, whoever has it then. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->comfort),
                          g_str_equal (name, "look-up") || g_str_equal (name, "order"));
  tote_comfort_set_fixed (self->comfort, self->order != NULL);
  gtk_widget_grab_focus (gtk_stack_get_visible_child (self->stack));

  if (is_at_home (self) && !is_used (self))
    tote_idle_stop (self->idle);
  else
    tote_idle_start (self->idle);
  g_signal_emit (self, signals[SIGNAL_SCREEN], 0, name);
}

/* A dialog would lie over what is said now, and take all touches. */
static void
close_dialogs (ToteDisplayWindow *self)
{
  GList *windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (l->data != self)
      gtk_window_destroy (l->data);
  g_list_free (windows);
}

/* First off the screen, then out of memory. */
static void
leave (ToteDisplayWindow *self, const char *manner)
{
  if (self->left)
    return;

  self->left = TRUE;
  tote_idle_stop (self->idle);
  close_dialogs (self);
  gtk_widget_set_visible (GTK_WIDGET (self->comfort), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "between");
  if (self->look_up != NULL)
    tote_look_up_clear (self->look_up);
  g_signal_emit (self, signals[SIGNAL_LEAVE], 0, manner);
}

static void
go_home (ToteDisplayWindow *self)
{
  if (is_used (self))
    leave (self, "");
  else
    show_screen (self, get_home (self));
}

static void
pass_over (gpointer user_data)
{
  ToteDisplayWindow *self = user_data;

  self->pass = 0;
  gtk_widget_set_visible (self->passing, FALSE);
}

static void
say_in_passing (ToteDisplayWindow *self, const char *text)
{
  g_clear_handle_id (&self->pass, g_source_remove);
  gtk_label_set_label (GTK_LABEL (self->passing), text);
  gtk_widget_set_visible (self->passing, TRUE);
  tote_access_announce (GTK_WIDGET (self), text);
  self->pass = g_timeout_add_once (PASSING_SECONDS * 1000, pass_over, self);
}

static void
on_scanned (ToteDisplayWindow *self, const char *text)
{
  g_autofree char *code = tote_scan_find_code (text, NULL);

  if (self->left || self->look_up_page == NULL)
    return;

  if (self->order != NULL) {
    say_in_passing (self, _ ("This order is still open. Press Done first, then scan again."));
    return;
  }

  show_screen (self, "look-up");
  if (code != NULL) {
    tote_look_up_redeem (self->look_up, code);
    return;
  }

  tote_look_up_page_set_number (self->look_up_page, text);
  say_in_passing (self, _ ("Now type your postal code."));
}

static void
on_typed (ToteDisplayWindow *self, guint character)
{
  if (self->left || self->look_up_page == NULL || self->order != NULL)
    return;

  if (gtk_stack_get_visible_child (self->stack) != GTK_WIDGET (self->look_up_page))
    show_screen (self, "look-up");
  tote_look_up_page_type (self->look_up_page, character);
}

static void
on_touched (ToteDisplayWindow *self)
{
  tote_idle_touch (self->idle);
}

/* The question goes when the finger that answers it is lifted: nothing goes from under one. */
static void
on_warning (ToteDisplayWindow *self)
{
  const guint seconds = tote_idle_get_warning (self->idle);
  const gboolean was = gtk_widget_get_visible (self->warning);
  g_autofree char *text = g_strdup_printf (
      ngettext ("This page closes in %u second.", "This page closes in %u seconds.", seconds),
      seconds);

  if (self->held)
    return;

  if (seconds > 0)
    gtk_label_set_label (self->warning_text, text);
  gtk_widget_set_visible (self->warning, seconds > 0 && is_used (self));
  if (was || !gtk_widget_get_visible (self->warning))
    return;

  close_dialogs (self);
  tote_access_announce (GTK_WIDGET (self), text);
}

static void
on_held (ToteDisplayWindow *self, gboolean held)
{
  self->held = held;
  tote_idle_hold (self->idle, held);
  if (self->order != NULL)
    tote_order_screen_set_held (self->order, held);
  on_warning (self);
}

static gboolean on_minute (gpointer user_data);

/* Until the next minute begins; from second to second while the band goes across. */
static void
wait_for_minute (ToteDisplayWindow *self)
{
  const gint64 unit = (tote_veil_get_sweeping (self->veil) ? 1 : 60) * (gint64) G_USEC_PER_SEC;
  const gint64 now = tote_clock_get_real_time (self->clock);

  self->minute = tote_clock_add_timer (self->clock, unit - now % unit, on_minute, self);
}

/* Dark, a board gives off a twentieth of its light, and is read as well as by day. */
static gboolean
is_night (GDateTime *moment)
{
  const int hour = g_date_time_get_hour (moment);

  return hour >= NIGHT_FROM || hour < NIGHT_TO;
}

static void
show_time (ToteDisplayWindow *self)
{
  const gint64 now = tote_clock_get_real_time (self->clock);
  g_autoptr (GDateTime) moment = tote_time_from_us_here (now);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      is_night (moment) ? ADW_COLOR_SCHEME_FORCE_DARK
                                                        : ADW_COLOR_SCHEME_DEFAULT);
  tote_veil_set_moment (self->veil, is_used (self) ? NULL : moment);
  if (self->board_page != NULL)
    tote_board_page_set_now (self->board_page, now);
}

static gboolean
on_minute (gpointer user_data)
{
  ToteDisplayWindow *self = user_data;

  self->minute = 0;
  show_time (self);
  wait_for_minute (self);

  return G_SOURCE_REMOVE;
}

/* As many times as the usual one the screen is large: that often each pixel. */
static int
get_factor (ToteDisplayWindow *self)
{
  return MAX ((int) (MAX (self->width, self->height) / USUAL_SIDE + 0.5), 1);
}

/* By whole pixels, and what is left by the text alone. */
static void
scale (ToteDisplayWindow *self)
{
  const int side = MAX (self->width, self->height);
  const double larger = get_state (self, "large") ? LARGER : 1;

  tote_zoom_set_factor (self->zoom, get_factor (self));
  if (side > 0)
    g_object_set (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi",
                  (int) (USUAL_DPI * larger * side / USUAL_SIDE / get_factor (self)), NULL);
}

/* As large as the page it lies over. */
static void
zoom_dialog (AdwWindow *dialog, ToteDisplayWindow *self)
{
  const int factor = get_factor (self);
  GtkWidget *content = adw_window_get_content (dialog);
  GtkWidget *zoom;
  int width, height;

  if (factor == 1 || content == NULL || TOTE_IS_ZOOM (content))
    return;

  zoom = g_object_new (TOTE_TYPE_ZOOM, NULL);
  tote_zoom_set_factor (TOTE_ZOOM (zoom), factor);
  g_object_ref (content);
  adw_window_set_content (dialog, zoom);
  adw_bin_set_child (ADW_BIN (zoom), content);
  g_object_unref (content);
  gtk_window_get_default_size (GTK_WINDOW (dialog), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (dialog), MAX (width * factor, -1),
                               MAX (height * factor, -1));
}

static void
on_windows_changed (ToteDisplayWindow *self, guint position, guint removed, guint added,
                    GListModel *windows)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ADW_IS_WINDOW (window))
      g_signal_connect_object (window, "realize", G_CALLBACK (zoom_dialog), self, 0);
  }
}

/* The middle of a tall screen is higher than everybody reaches. */
static void
place_keys (ToteDisplayWindow *self)
{
  const gboolean low = get_state (self, "low");
  const gboolean upright = self->height > self->width;

  tote_comfort_set_upright (self->comfort, upright);
  if (self->look_up_page != NULL)
    tote_look_up_page_set_low (self->look_up_page, low || upright);
  if (self->order != NULL)
    tote_order_screen_set_low (self->order, low);
}

static void
fit (ToteDisplayWindow *self)
{
  scale (self);
  place_keys (self);
  if (self->board_page != NULL)
    g_object_set (self->board_page, "portrait", self->height > self->width, NULL);
}

static gboolean
on_refill (gpointer user_data)
{
  ToteDisplayWindow *self = user_data;

  self->refill = 0;
  fit (self);

  return G_SOURCE_REMOVE;
}

/* The first frame fits already, where the screen is as the computer says. With Wayland the full
 * screen comes after it, and around one that is smaller would be black; with X11 it comes before.
 */
static void
expect_size (ToteDisplayWindow *self)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  GListModel *monitors = gdk_display_get_monitors (display);
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  GdkRectangle place;

  if (monitor == NULL)
    return;

  gdk_monitor_get_geometry (monitor, &place);
  self->width = place.width;
  self->height = place.height;
  fit (self);
  if (g_str_equal (G_OBJECT_TYPE_NAME (display), "GdkWaylandDisplay"))
    gtk_window_set_default_size (GTK_WINDOW (self), place.width, place.height);
}

/* Another size, or another way up: not in the middle of a layout. */
static void
on_layout (ToteDisplayWindow *self, int width, int height)
{
  if (self->width == width && self->height == height)
    return;

  self->width = width;
  self->height = height;
  if (self->refill == 0)
    self->refill = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_refill, self, NULL);
}

static void
tote_display_window_realize (GtkWidget *widget)
{
  ToteDisplayWindow *self = TOTE_DISPLAY_WINDOW (widget);

  GTK_WIDGET_CLASS (tote_display_window_parent_class)->realize (widget);

  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (widget)), "layout",
                           G_CALLBACK (on_layout), self, G_CONNECT_SWAPPED);
}

static void
fill_screen (gpointer user_data)
{
  g_autoptr (ToteDisplayWindow) self = user_data;

  if (!self->left && !gtk_window_is_fullscreen (GTK_WINDOW (self)))
    gtk_window_fullscreen (GTK_WINDOW (self));
}

/* Another window that came and went takes the full screen with it; the next display's keeps it. */
static void
on_fullscreened (ToteDisplayWindow *self)
{
  if (!gtk_window_is_fullscreen (GTK_WINDOW (self)))
    g_timeout_add_once (500, fill_screen, g_object_ref (self));
}

static gboolean
tote_display_window_close_request (GtkWindow *window)
{
  return TRUE;
}

static void
tote_display_window_dispose (GObject *object)
{
  ToteDisplayWindow *self = TOTE_DISPLAY_WINDOW (object);

  tote_clock_clear_timer (self->clock, &self->minute);
  g_clear_handle_id (&self->refill, g_source_remove);
  g_clear_handle_id (&self->pass, g_source_remove);
  g_clear_object (&self->guard);
  g_clear_object (&self->idle);
  g_clear_object (&self->look_up);
  g_clear_object (&self->clock);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (tote_display_window_parent_class)->dispose (object);
}

static void
tote_display_window_class_init (ToteDisplayWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tote_display_window_dispose;
  widget_class->realize = tote_display_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = tote_display_window_close_request;

  signals[SIGNAL_LEAVE] = g_signal_new ("leave", TOTE_TYPE_DISPLAY_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SCREEN] = g_signal_new ("screen", TOTE_TYPE_DISPLAY_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (TOTE_TYPE_COMFORT);
  g_type_ensure (TOTE_TYPE_VEIL);
  g_type_ensure (TOTE_TYPE_ZOOM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-display-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteDisplayWindow, zoom);
  gtk_widget_class_bind_template_child (widget_class, ToteDisplayWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ToteDisplayWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, ToteDisplayWindow, comfort);
  gtk_widget_class_bind_template_child (widget_class, ToteDisplayWindow, warning);
  gtk_widget_class_bind_template_child (widget_class, ToteDisplayWindow, warning_text);
  gtk_widget_class_bind_template_child (widget_class, ToteDisplayWindow, passing);
  gtk_widget_class_bind_template_child (widget_class, ToteDisplayWindow, veil);
}

static void
do_look_up (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  tote_display_window_show_look_up (user_data);
}

static void
do_done (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  go_home (user_data);
}

static void
do_stay (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  on_touched (user_data);
}

static void
do_large (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_simple_action_set_state (action, state);
  scale (user_data);
}

static void
do_low (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_simple_action_set_state (action, state);
  place_keys (user_data);
}

static gboolean
has_contrast (void)
{
  return adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
}

/* Neither can be changed while a program runs: the next display starts with it. */
static void
leave_for (ToteDisplayWindow *self, const char *language, gboolean contrast)
{
  g_autoptr (GString) manner = g_string_new (" screen=look-up");

  if (language != NULL && *language != '\0')
    g_string_append_printf (manner, " language=%s", language);
  if (contrast)
    g_string_append (manner, " contrast=1");

  leave (self, manner->str);
}

static void
do_contrast (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  leave_for (user_data, g_getenv ("LANGUAGE"), g_variant_get_boolean (state));
}

static void
do_language (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  leave_for (user_data, g_variant_get_string (parameter, NULL), has_contrast ());
}

static void
add_actions (ToteDisplayWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "look-up", .activate = do_look_up },
    { .name = "done", .activate = do_done },
    { .name = "stay", .activate = do_stay },
    { .name = "large", .state = "false", .change_state = do_large },
    { .name = "low", .state = "false", .change_state = do_low },
    { .name = "contrast", .state = "false", .change_state = do_contrast },
    { .name = "language", .parameter_type = "s", .activate = do_language },
  };
  GAction *contrast;

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  contrast = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "contrast");
  g_simple_action_set_state (G_SIMPLE_ACTION (contrast), g_variant_new_boolean (has_contrast ()));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "kiosk", G_ACTION_GROUP (self->actions));
}

/* A finger that rests opens no menu, and nothing that is marked is pasted. */
static void
lock_settings (ToteDisplayWindow *self)
{
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-long-press-time", G_MAXINT,
                "gtk-enable-primary-paste", FALSE, "gtk-dialogs-use-header", FALSE, NULL);
}

static void
tote_display_window_init (ToteDisplayWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_actions (self);
  lock_settings (self);
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (on_fullscreened), NULL);
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed",
                           G_CALLBACK (on_windows_changed), self, G_CONNECT_SWAPPED);
}

/* Who comes to it hears its title first; GTK 4.8 would say what class it is. */
static void
add_screen (ToteDisplayWindow *self, GtkWidget *screen, const char *name, const char *title)
{
  GtkStackPage *page = gtk_stack_add_named (self->stack, screen, name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
add_board (ToteDisplayWindow *self, ToteBoardFeed *board, gboolean look_up)
{
  self->board_page = TOTE_BOARD_PAGE (tote_board_page_new (board, self->clock));
  g_object_set (self->board_page, "look-up", look_up, "demo", self->demo, NULL);
  add_screen (self, GTK_WIDGET (self->board_page), "board", _ ("Order pickup"));
}

static void
add_look_up (ToteDisplayWindow *self, ToteLookUp *look_up, gboolean letters)
{
  self->look_up = g_object_ref (look_up);
  self->look_up_page = TOTE_LOOK_UP_PAGE (tote_look_up_page_new (look_up, letters, self->demo));
  tote_look_up_page_set_back (self->look_up_page, self->board_page != NULL);
  add_screen (self, GTK_WIDGET (self->look_up_page), "look-up", _ ("See your order here"));
}

static void
on_look_up_used (ToteDisplayWindow *self)
{
  if (!self->left && is_used (self))
    tote_idle_start (self->idle);
}

/**
 * tote_display_window_new:
 * @application: whose window it is
 * @config: what is referred to is kept
 *
 * Returns: (transfer none): the window, owned by the application
 */
ToteDisplayWindow *
tote_display_window_new (GtkApplication *application, const ToteDisplayConfig *config)
{
  ToteDisplayWindow *self =
      g_object_new (TOTE_TYPE_DISPLAY_WINDOW, "application", application, NULL);

  self->clock = g_object_ref (config->clock);
  self->demo = config->demo;
  self->changed = config->changed;
  self->guard = tote_guard_new (self->clock);
  self->idle = tote_idle_new (self->clock, config->idle_seconds);
  if (config->board != NULL)
    add_board (self, config->board, config->look_up != NULL);
  if (config->look_up != NULL)
    add_look_up (self, config->look_up, config->letters);

  g_signal_connect_object (self->guard, "scanned", G_CALLBACK (on_scanned), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->guard, "typed", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->guard, "touched", G_CALLBACK (on_touched), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->guard, "held", G_CALLBACK (on_held), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->idle, "notify::warning", G_CALLBACK (on_warning), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->idle, "left", G_CALLBACK (go_home), self, G_CONNECT_SWAPPED);
  if (self->look_up_page != NULL)
    g_signal_connect_object (self->look_up_page, "notify::empty", G_CALLBACK (on_look_up_used),
                             self, G_CONNECT_SWAPPED);

  expect_size (self);
  show_time (self);
  wait_for_minute (self);
  show_screen (self, get_home (self));
  gtk_window_fullscreen (GTK_WINDOW (self));

  return self;
}

/**
 * tote_display_window_show_look_up:
 *
 * Shows where an order is found.
 */
void
tote_display_window_show_look_up (ToteDisplayWindow *self)
{
  g_return_if_fail (TOTE_IS_DISPLAY_WINDOW (self));

  if (self->look_up_page != NULL && !self->left)
    show_screen (self, "look-up");
}

/**
 * tote_display_window_show_order:
 * @tracker: follows a customer's order
 *
 * Shows it until the customer is done or gone.
 */
void
tote_display_window_show_order (ToteDisplayWindow *self, ToteTracker *tracker)
{
  g_return_if_fail (TOTE_IS_DISPLAY_WINDOW (self));
  g_return_if_fail (TOTE_IS_TRACKER (tracker));

  if (self->order != NULL || self->left)
    return;

  self->order = TOTE_ORDER_SCREEN (tote_order_screen_new (tracker, self->demo));
  place_keys (self);
  add_screen (self, GTK_WIDGET (self->order), "order",
              tote_brand_get_name (tote_brand_get_default ()));
  show_screen (self, "order");
}

/**
 * tote_display_window_show_trouble:
 * @text: for the people of the store: why there is nothing to show
 */
void
tote_display_window_show_trouble (ToteDisplayWindow *self, const char *text)
{
  g_return_if_fail (TOTE_IS_DISPLAY_WINDOW (self));

  gtk_label_set_label (self->trouble, text);
  show_screen (self, "trouble");
}

/**
 * tote_display_window_get_veil:
 *
 * Returns: (transfer none): something that can be drawn at no cost, to see that the window draws
 */
GtkWidget *
tote_display_window_get_veil (ToteDisplayWindow *self)
{
  g_return_val_if_fail (TOTE_IS_DISPLAY_WINDOW (self), NULL);

  return GTK_WIDGET (self->veil);
}
