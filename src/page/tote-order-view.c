/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-order-view.h"

#include "tote-access.h"
#include "tote-announcer.h"
#include "tote-banner.h"
#include "tote-brand.h"
#include "tote-calendar-dialog.h"
#include "tote-calendar.h"
#include "tote-chat-pane.h"
#include "tote-closures.h"
#include "tote-failure-page.h"
#include "tote-failure.h"
#include "tote-forget-dialog.h"
#include "tote-frame.h"
#include "tote-header.h"
#include "tote-lazy-bin.h"
#include "tote-map-pane.h"
#include "tote-map-pins.h"
#include "tote-order-page.h"
#include "tote-order-text.h"
#include "tote-picture-decoder.h"
#include "tote-picture-hosts.h"
#include "tote-position-text.h"
#include "tote-switcher.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define SEEK_FRAMES 10

struct _ToteOrderView {
  TotePart parent_instance;

  TotePanes *panes;
  ToteOrderPage *page;
  GtkWidget *trouble;
  ToteChatPane *chat; /* (nullable): it comes after the first frame */

  TotePositionText *position_text; /* (owned) */
  GtkWindow *window;               /* (nullable): while rooted */
  ToteAnnouncer *announcer;        /* (owned) */
  ToteTracker *told;               /* (owned) (nullable): last, whether it is shown */
  char *sought;                    /* (owned) (nullable): an item whose question is to be shown */
  guint n_frames;                  /* that these are looked for in still */
  GtkWidget *untouched;            /* (weak) (nullable): where the focus was put for the person */
  gboolean led;                    /* to a question or a message, not to the head */
  gboolean seeks_message;          /* the newest one, to take the focus there */
  gboolean back;
};

G_DEFINE_FINAL_TYPE (ToteOrderView, tote_order_view, TOTE_TYPE_PART)

typedef enum {
  PROP_POSITION_TEXT = 1,
  PROP_TITLE,
  PROP_BACK,
  PROP_PANE,
} ToteOrderViewProperty;

static GParamSpec *props[PROP_PANE + 1];

static gboolean
has_failed (ToteOrderView *self, gboolean loaded, const GError *failure)
{
  return !loaded && failure != NULL;
}

/* With no map beside it, the order says what the card on the map would. */
static gboolean
is_alone (ToteOrderView *self, gboolean narrow, gboolean map_wanted)
{
  return narrow || !map_wanted;
}

static gboolean
is_chat_active (ToteOrderView *self, gboolean narrow, int pane, gboolean chat_shown)
{
  return narrow ? pane == TOTE_PANE_CHAT : chat_shown;
}

static gboolean
is_switchable (ToteOrderView *self, gboolean narrow, gboolean visible)
{
  return narrow && visible;
}

static gboolean
is_minimised (ToteOrderView *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->window));

  return GDK_IS_TOPLEVEL (surface) &&
         (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & GDK_TOPLEVEL_STATE_MINIMIZED) != 0;
}

static void
tell_tracker (ToteOrderView *self)
{
  ToteTracker *tracker = tote_part_get_tracker (TOTE_PART (self));
  gboolean shown =
      self->window != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) && !is_minimised (self);

  if (self->told != NULL && self->told != tracker)
    tote_tracker_set_shown (self->told, FALSE);
  g_set_object (&self->told, tracker);
  if (tracker != NULL)
    tote_tracker_set_shown (tracker, shown);
}

/* What changed is marked until it was seen for a while, or the customer has turned away. */
static void
on_active_changed (ToteOrderView *self)
{
  if (!gtk_window_is_active (self->window)) {
    tote_item_list_mark_seen (tote_order_get_items (tote_part_get_order (TOTE_PART (self))));
    if (self->announcer != NULL)
      tote_announcer_turn_away (self->announcer);
  }

  tell_tracker (self);
}

static void
on_pane_changed (ToteOrderView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PANE]);
}

/* Whoever has gone elsewhere meanwhile is left alone. */
static void
seek_message (ToteOrderView *self)
{
  if (self->seeks_message && self->window != NULL)
    self->seeks_message = gtk_window_get_focus (self->window) == self->untouched &&
                          !tote_chat_pane_focus_newest (self->chat);
}

/* A page that has just been made has its rows a few frames later. */
static gboolean
seek (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (widget);

  if (self->sought != NULL && tote_order_page_focus_question (self->page, self->sought))
    g_clear_pointer (&self->sought, g_free);
  seek_message (self);
  if (self->n_frames > 0)
    self->n_frames--;

  return (self->sought != NULL || self->seeks_message) && self->n_frames > 0;
}

static void
begin_to_seek (ToteOrderView *self)
{
  if (self->sought == NULL && !self->seeks_message)
    return;

  if (self->n_frames == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), seek, NULL, NULL);
  self->n_frames = SEEK_FRAMES;
}

/* Not bound in the template: GTK 4.8 warns of a second binding through the view when that goes. */
static void
tell_map (ToteOrderView *self)
{
  GtkWidget *map = tote_panes_get_child (self->panes, TOTE_PANE_MAP);

  if (map != NULL && self->position_text != NULL)
    g_object_set (map, "spoken-position", tote_position_text_get_spoken (self->position_text),
                  NULL);
}

/* Returns: (transfer none): the pane of that name */
static GtkWidget *
build (ToteOrderView *self, const char *name)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autofree char *resource = g_strdup_printf (TOTE_GRESOURCE_PREFIX "/tote-order-%s.ui", name);
  GtkWidget *pane;

  gtk_builder_set_current_object (builder, G_OBJECT (self));
  gtk_builder_expose_object (builder, "view", G_OBJECT (self));
  gtk_builder_expose_object (builder, "panes", G_OBJECT (self->panes));
  gtk_builder_add_from_resource (builder, resource, NULL);
  pane = GTK_WIDGET (gtk_builder_get_object (builder, name));
  g_object_set (self->panes, name, pane, NULL);
  tote_access_name_buttons (pane);

  return pane;
}

static gboolean
build_chat (GtkWidget *widget)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (widget);

  if (self->chat != NULL)
    return G_SOURCE_REMOVE;

  self->chat = TOTE_CHAT_PANE (build (self, "chat"));
  tote_panes_place (self->panes);

  return G_SOURCE_REMOVE;
}

/* The order is what one opens the window for: map and chat come in the frame after it, and so do
 * pictures. What the map asks for is on its way while all else is made. */
static gboolean
build_map (GtkWidget *widget)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (widget);
  GtkWidget *map;

  if (tote_panes_get_child (self->panes, TOTE_PANE_MAP) != NULL)
    return G_SOURCE_REMOVE;

  if (self->window != NULL)
    g_set_weak_pointer (&self->untouched, gtk_window_get_focus (self->window));
  tote_picture_decoder_set_held (tote_picture_decoder_get_default (), FALSE);
  map = build (self, "map");
  tell_map (self);
  tote_panes_place (self->panes);
  tote_map_pane_frame (TOTE_MAP_PANE (map));
  tote_frame_waits_for (widget, build_chat);

  return G_SOURCE_REMOVE;
}

static void
show_pane (ToteOrderView *self, TotePane pane)
{
  build_map (GTK_WIDGET (self));
  build_chat (GTK_WIDGET (self));
  tote_panes_set_pane (self->panes, pane);
  if (pane == TOTE_PANE_CHAT)
    tote_panes_set_chat_shown (self->panes, TRUE);
}

/* Returns: whether that is on the newest message now */
static gboolean
take_focus_to (ToteOrderView *self, TotePane pane)
{
  GtkWidget *child;

  show_pane (self, pane);
  if (pane == TOTE_PANE_CHAT && tote_chat_pane_focus_newest (self->chat))
    return TRUE;

  child = tote_panes_get_child (self->panes, pane);
  if (!gtk_widget_grab_focus (child))
    gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD);

  return FALSE;
}

static void
go_to_pane (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint pane = MIN ((guint) g_variant_get_int32 (parameter), TOTE_N_PANES - 1);

  take_focus_to (TOTE_ORDER_VIEW (widget), (TotePane) pane);
}

static void
search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (widget);

  show_pane (self, TOTE_PANE_ORDER);
  tote_order_page_toggle_search (self->page);
}

static void
write_message (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (widget);

  show_pane (self, TOTE_PANE_CHAT);
  tote_chat_pane_focus_entry (self->chat);
}

static void
ask (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (widget);

  show_pane (self, TOTE_PANE_CHAT);
  tote_chat_pane_begin_message (self->chat, g_variant_get_string (parameter, NULL));
}

static void
toggle_chat (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (widget);
  gboolean front = tote_panes_get_pane (self->panes) == TOTE_PANE_CHAT;

  if (tote_panes_get_mode (self->panes) != TOTE_PANES_NARROW)
    tote_panes_set_chat_shown (self->panes, !tote_panes_get_chat_shown (self->panes));
  else
    tote_panes_set_pane (self->panes, front ? TOTE_PANE_ORDER : TOTE_PANE_CHAT);
}

/* Escape: the chat gives way to the map it lies over. */
static gboolean
close_chat (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  TotePanes *panes = TOTE_ORDER_VIEW (widget)->panes;

  if (tote_panes_get_mode (panes) != TOTE_PANES_MEDIUM || !tote_panes_get_chat_shown (panes))
    return GDK_EVENT_PROPAGATE;

  tote_panes_set_chat_shown (panes, FALSE);
  return gtk_widget_grab_focus (tote_panes_get_child (panes, TOTE_PANE_MAP)) || GDK_EVENT_STOP;
}

static void
refresh (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tote_tracker_refresh (tote_part_get_tracker (TOTE_PART (widget)));
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("Asking the store…"));
}

static void
copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = tote_order_text (tote_part_get_tracker (TOTE_PART (widget)));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("The order was copied as text."));
}

static void
add_to_calendar (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_window_present (
      GTK_WINDOW (tote_calendar_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                            tote_part_get_tracker (TOTE_PART (widget)))));
}

static void
on_forgotten (ToteOrderView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.forgotten", NULL);
}

static void
forget (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *dialog = tote_forget_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              tote_part_get_tracker (TOTE_PART (widget)));

  g_signal_connect_object (dialog, "forgotten", G_CALLBACK (on_forgotten), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_title_changed (ToteOrderView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

/* What asking again can help with, and what can be taken along, of what is known. On a store's
 * display nothing leaves the order. */
static void
update_actions (ToteOrderView *self)
{
  ToteTracker *tracker = tote_part_get_tracker (TOTE_PART (self));
  gboolean loaded = tracker != NULL && tote_tracker_get_loaded (tracker) &&
                    !tote_brand_get_locked (tote_brand_get_default ());

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.refresh",
                                 tracker != NULL &&
                                     tote_failure_may_pass (tote_tracker_get_failure (tracker)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.copy", loaded);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.calendar",
                                 loaded &&
                                     tote_calendar_has_slot (tote_tracker_get_order (tracker)));
}

/* What the person is told while there is no order yet goes with what is there instead of it. */
static gboolean
is_left_there (ToteOrderView *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  return self->untouched == NULL || focus == self->untouched ||
         (focus != NULL && gtk_widget_is_ancestor (focus, self->trouble));
}

/* What is drawn can be come to only after it was laid out. */
static gboolean
take_focus (ToteOrderView *self)
{
  GtkWidget *failure_page = gtk_widget_get_first_child (self->trouble);

  if (!gtk_widget_get_visible (self->trouble) || failure_page == NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (self->page));

  return (gtk_widget_get_state_flags (self->trouble) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0 ||
         gtk_widget_grab_focus (failure_page);
}

static gboolean
begin (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (widget);
  ToteTracker *tracker = tote_part_get_tracker (TOTE_PART (self));

  if (self->window == NULL || self->led || tracker == NULL)
    return G_SOURCE_REMOVE;
  if ((self->chat == NULL && tote_tracker_get_loaded (tracker)) || !take_focus (self))
    return G_SOURCE_CONTINUE;

  /* Nobody has pressed a key yet that would have moved it. */
  g_set_weak_pointer (&self->untouched, gtk_window_get_focus (self->window));
  gtk_window_set_focus_visible (self->window, FALSE);
  if (!gtk_window_is_active (self->window))
    tote_access_tell_window (self->window);
  else
    tote_access_tell_focus (widget); /* what is there has just been made */
  return G_SOURCE_REMOVE;
}

/* The start is heard: the focus comes to the head of the order, and before that to what is there
 * while the order is asked for or cannot be had, unless the person was faster. */
static void
on_state (ToteOrderView *self)
{
  if (self->window == NULL || is_left_there (self))
    gtk_widget_add_tick_callback (GTK_WIDGET (self), begin, NULL, NULL);
}

static void
tote_order_view_track (TotePart *part, ToteTracker *tracker)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (part);
  ToteOrder *order = tracker != NULL ? tote_tracker_get_order (tracker) : NULL;

  g_clear_object (&self->announcer);
  g_clear_object (&self->position_text);
  if (tracker != NULL) {
    self->position_text = tote_position_text_new (tracker);
    self->announcer = tote_announcer_new (tracker, GTK_WIDGET (self));
    tote_part_watch (part, self->announcer, "notify::title", G_CALLBACK (on_title_changed));
    tote_part_watch (part, tracker, "notify::loaded", G_CALLBACK (update_actions));
    tote_part_watch (part, tracker, "notify::failure", G_CALLBACK (update_actions));
    tote_part_watch (part, order, "notify::window-starts-at", G_CALLBACK (update_actions));
    tote_part_watch (part, order, "notify::window-ends-at", G_CALLBACK (update_actions));
    tote_part_watch (part, order, "notify::ended", G_CALLBACK (update_actions));
    tote_part_watch (part, tote_item_list_get_questions (tote_order_get_items (order)),
                     "items-changed", G_CALLBACK (begin_to_seek));
    tote_part_watch (part, tote_order_get_messages (order), "items-changed",
                     G_CALLBACK (begin_to_seek));
    tote_part_watch (part, self->position_text, "notify::spoken", G_CALLBACK (tell_map));
    tell_map (self);
    tote_picture_hosts_set_home (GTK_WIDGET (self),
                                 tote_client_get_base (tote_tracker_get_client (tracker)));
    tote_part_watch (part, tracker, "notify::loaded", G_CALLBACK (on_state));
    tote_part_watch (part, tracker, "notify::failure", G_CALLBACK (on_state));
    on_state (self);
  }
  tell_tracker (self);
  update_actions (self);

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_POSITION_TEXT]);
  on_title_changed (self);
}

static void
tote_order_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tote_order_view_parent_class)->map (widget);
  tell_tracker (TOTE_ORDER_VIEW (widget));
}

static void
tote_order_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tote_order_view_parent_class)->unmap (widget);
  tell_tracker (TOTE_ORDER_VIEW (widget));
}

/* By hand: a GSignalGroup of GLib 2.74 does not survive that its target goes and takes it along. */
static void
tote_order_view_root (GtkWidget *widget)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  GTK_WIDGET_CLASS (tote_order_view_parent_class)->root (widget);
  if (!GTK_IS_WINDOW (root))
    return;

  self->window = GTK_WINDOW (root);
  g_signal_connect_object (root, "notify::is-active", G_CALLBACK (on_active_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
tote_order_view_unroot (GtkWidget *widget)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (widget);

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_func (self->window, on_active_changed, self);
  self->window = NULL;

  GTK_WIDGET_CLASS (tote_order_view_parent_class)->unroot (widget);
}

static void
tote_order_view_dispose (GObject *object)
{
  g_clear_weak_pointer (&TOTE_ORDER_VIEW (object)->untouched);

  G_OBJECT_CLASS (tote_order_view_parent_class)->dispose (object);
}

static void
tote_order_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (object);

  switch ((ToteOrderViewProperty) id) {
  case PROP_POSITION_TEXT:
    g_value_set_object (value, self->position_text);
    break;
  case PROP_TITLE:
    g_value_set_string (value, tote_order_view_get_title (self));
    break;
  case PROP_BACK:
    g_value_set_boolean (value, self->back);
    break;
  case PROP_PANE:
    g_value_set_int (value, (int) tote_panes_get_pane (self->panes));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_order_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteOrderView *self = TOTE_ORDER_VIEW (object);

  switch ((ToteOrderViewProperty) id) {
  case PROP_BACK:
    self->back = g_value_get_boolean (value);
    break;
  case PROP_PANE:
    tote_panes_set_pane (self->panes, (TotePane) g_value_get_int (value));
    break;
  case PROP_POSITION_TEXT:
  case PROP_TITLE:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_order_view_finalize (GObject *object)
{
  g_free (TOTE_ORDER_VIEW (object)->sought);

  G_OBJECT_CLASS (tote_order_view_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "view.pane", "i", go_to_pane);
  gtk_widget_class_install_property_action (widget_class, "view.show", "pane");
  gtk_widget_class_install_action (widget_class, "view.search", NULL, search);
  gtk_widget_class_install_action (widget_class, "view.write", NULL, write_message);
  gtk_widget_class_install_action (widget_class, "view.ask", "s", ask);
  gtk_widget_class_install_action (widget_class, "view.chat", NULL, toggle_chat);
  gtk_widget_class_install_action (widget_class, "view.refresh", NULL, refresh);
  gtk_widget_class_install_action (widget_class, "view.copy", NULL, copy);
  gtk_widget_class_install_action (widget_class, "view.calendar", NULL, add_to_calendar);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_chat, NULL);
  gtk_widget_class_install_action (widget_class, "view.forget", NULL, forget);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, has_failed);
  gtk_widget_class_bind_template_callback_full (widget_class, "has_map",
                                                G_CALLBACK (tote_map_pins_expected));
  gtk_widget_class_bind_template_callback (widget_class, is_alone);
  gtk_widget_class_bind_template_callback (widget_class, is_chat_active);
  gtk_widget_class_bind_template_callback (widget_class, is_switchable);
  gtk_widget_class_bind_template_callback (widget_class, on_pane_changed);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (TOTE_TYPE_BANNER);
  g_type_ensure (TOTE_TYPE_CHAT_PANE);
  g_type_ensure (TOTE_TYPE_FAILURE_PAGE);
  g_type_ensure (TOTE_TYPE_HEADER);
  g_type_ensure (TOTE_TYPE_LAZY_BIN);
  g_type_ensure (TOTE_TYPE_MAP_PANE);
  g_type_ensure (TOTE_TYPE_ORDER_PAGE);
  g_type_ensure (TOTE_TYPE_PANES);
  g_type_ensure (TOTE_TYPE_POSITION_TEXT);
  g_type_ensure (TOTE_TYPE_SWITCHER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-order-view.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderView, panes);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderView, page);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderView, trouble);
  bind_callbacks (widget_class);
}

static void
tote_order_view_class_init (ToteOrderViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_order_view_get_property;
  object_class->set_property = tote_order_view_set_property;
  object_class->dispose = tote_order_view_dispose;
  object_class->finalize = tote_order_view_finalize;
  TOTE_PART_CLASS (klass)->track = tote_order_view_track;

  widget_class->map = tote_order_view_map;
  widget_class->unmap = tote_order_view_unmap;
  widget_class->root = tote_order_view_root;
  widget_class->unroot = tote_order_view_unroot;

  props[PROP_POSITION_TEXT] =
      g_param_spec_object ("position-text", NULL, NULL, TOTE_TYPE_POSITION_TEXT, read);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  props[PROP_BACK] = g_param_spec_boolean ("back", NULL, NULL, FALSE, both);
  props[PROP_PANE] =
      g_param_spec_int ("pane", NULL, NULL, 0, TOTE_N_PANES - 1, 0, both | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  install_actions (widget_class);
  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "orderview");
}

static void
tote_order_view_init (ToteOrderView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.forget",
                                 !tote_brand_get_locked (tote_brand_get_default ()));
  tote_first_frame_then (GTK_WIDGET (self), build_map);
}

/**
 * tote_order_view_new:
 * @tracker: follows the order
 *
 * Returns: (transfer floating): a view of it
 */
GtkWidget *
tote_order_view_new (ToteTracker *tracker)
{
  return g_object_new (TOTE_TYPE_ORDER_VIEW, "tracker", tracker, NULL);
}

/**
 * tote_order_view_get_tracker:
 *
 * Returns: (transfer none): what follows its order
 */
ToteTracker *
tote_order_view_get_tracker (ToteOrderView *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER_VIEW (self), NULL);

  return tote_part_get_tracker (TOTE_PART (self));
}

/**
 * tote_order_view_show_question:
 * @item_id: of an item
 *
 * Takes the customer to the question about the item, as soon as it is there.
 */
void
tote_order_view_show_question (ToteOrderView *self, const char *item_id)
{
  g_return_if_fail (TOTE_IS_ORDER_VIEW (self));
  g_return_if_fail (item_id != NULL);

  show_pane (self, TOTE_PANE_ORDER);
  g_free (self->sought);
  self->sought = g_strdup (item_id);
  self->led = TRUE;
  begin_to_seek (self);
}

/**
 * tote_order_view_show_message:
 *
 * Takes the customer to the newest message, as soon as one is there.
 */
void
tote_order_view_show_message (ToteOrderView *self)
{
  g_return_if_fail (TOTE_IS_ORDER_VIEW (self));

  self->led = TRUE;
  if (take_focus_to (self, TOTE_PANE_CHAT) || self->window == NULL)
    return;

  g_set_weak_pointer (&self->untouched, gtk_window_get_focus (self->window));
  self->seeks_message = TRUE;
  begin_to_seek (self);
}

/**
 * tote_order_view_get_title:
 *
 * Returns: (nullable): the window's title
 */
const char *
tote_order_view_get_title (ToteOrderView *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER_VIEW (self), NULL);

  return self->announcer != NULL ? tote_announcer_get_title (self->announcer) : NULL;
}
