/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-pane.h"

#include "tote-access.h"
#include "tote-avatar.h"
#include "tote-brand.h"
#include "tote-chat-composer.h"
#include "tote-chat-text.h"
#include "tote-chat-view.h"
#include "tote-chat-visit.h"
#include "tote-chat-words.h"
#include "tote-closures.h"
#include "tote-frame.h"
#include "tote-open.h"
#include "tote-property.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

/* Between the replies and the box to write in, in pixels (see the template). */
#define REPLIES_SPACING 8

/* How much of a draft a crash may take, in µs of writing. */
#define DRAFT_PAUSE G_USEC_PER_SEC

struct _ToteChatPane {
  TotePart parent_instance;

  ToteChatView *view;
  ToteChatComposer *entry;
  GtkBox *replies;
  GtkLabel *closed;

  ToteChatEntries *entries; /* (owned) (nullable): with a tracker */
  ToteChatVisit *visit;     /* (owned) (nullable): with a tracker */
  ToteTracker *drafting;    /* (weak) (nullable): whom the draft is for */
  gulong active_handler;    /* on the window, 0 when not in one */
  guint draft_timer;        /* 0 when the draft is kept as it stands */
  gboolean answering;       /* the shopper had the last word */
  gboolean cramped;         /* replies would leave no room for what they answer */
  int replies_height;       /* what they took when they were shown last, in pixels */
};

G_DEFINE_FINAL_TYPE (ToteChatPane, tote_chat_pane, TOTE_TYPE_PART)

typedef enum {
  PROP_ANSWERING = 1,
  PROP_CRAMPED,
} ToteChatPaneProperty;

static GParamSpec *props[PROP_CRAMPED + 1];

static char *
title_text (ToteChatPane *self, const char *shopper)
{
  return g_strdup (tote_closures_has_text (self, shopper) ? shopper : _ ("Chat"));
}

/* Where the store packs the order itself, somebody only drives it. */
static char *
role_text (ToteChatPane *self, const char *shopper, ToteFulfillment fulfillment, gboolean ended)
{
  if (ended && !tote_closures_has_text (self, shopper))
    return g_strdup ("");
  if (fulfillment == TOTE_FULFILLMENT_LAST_MILE)
    return g_strdup (tote_closures_has_text (self, shopper) ? _ ("Your driver")
                                                            : _ ("No driver yet"));

  return g_strdup (tote_closures_has_text (self, shopper) ? _ ("Your shopper")
                                                          : _ ("No shopper yet"));
}

static char *
closed_text (ToteChatPane *self, ToteAvailability chat, const char *shopper, guint n_messages,
             gint64 asks_again_at, GDateTime *today)
{
  return tote_chat_words_closed (chat, shopper, n_messages, asks_again_at, today);
}

static char *
unread_text (ToteChatPane *self, gint64 as_of, GDateTime *today)
{
  return tote_chat_words_unread (as_of, today);
}

/* Of messages that could not be read nobody knows that there are none. */
static char *
empty_text (ToteChatPane *self, ToteAvailability chat, const char *shopper, gboolean unread)
{
  return unread ? g_strdup ("") : tote_chat_words_empty (chat, shopper);
}

static char *
placeholder_text (ToteChatPane *self, const char *shopper)
{
  return tote_chat_words_placeholder (shopper);
}

static char *
choose_view (ToteChatPane *self, guint n_messages)
{
  return g_strdup (n_messages > 0 ? "messages" : "empty");
}

static gboolean
is_open (ToteChatPane *self, ToteAvailability chat)
{
  return chat == TOTE_AVAILABILITY_YES;
}

static gboolean
is_closed (ToteChatPane *self, ToteAvailability chat)
{
  return chat != TOTE_AVAILABILITY_YES;
}

static gboolean
wants_replies (ToteChatPane *self, gboolean answering, gboolean blank, gboolean cramped)
{
  return answering && blank && !cramped;
}

static gboolean
is_shopping (ToteChatPane *self, ToteStage stage)
{
  return stage == TOTE_STAGE_SHOPPING || stage == TOTE_STAGE_REVIEW;
}

static gboolean
is_delivering (ToteChatPane *self, ToteStage stage)
{
  return stage == TOTE_STAGE_DELIVERING;
}

static void
stop_waiting (ToteChatPane *self)
{
  if (self->drafting != NULL)
    tote_clock_clear_timer (tote_tracker_get_clock (self->drafting), &self->draft_timer);
}

/* Nothing of a customer stays with a store display. */
static void
keep_draft (ToteChatPane *self)
{
  g_autofree char *text = NULL;

  stop_waiting (self);
  if (self->drafting == NULL || tote_brand_get_locked (tote_brand_get_default ()))
    return;

  text = tote_chat_composer_dup_text (self->entry);
  tote_tracker_set_draft (self->drafting, text);
}

static gboolean
on_pause (gpointer user_data)
{
  ToteChatPane *self = user_data;

  self->draft_timer = 0;
  keep_draft (self);
  return G_SOURCE_REMOVE;
}

/* While somebody writes, the draft is kept now and then; what was sent is no draft at once, or it
 * would stand there again after a crash. */
static void
on_edited (ToteChatPane *self)
{
  if (self->drafting == NULL)
    return;
  if (tote_chat_composer_get_blank (self->entry))
    keep_draft (self);
  else if (self->draft_timer == 0)
    self->draft_timer =
        tote_clock_add_timer (tote_tracker_get_clock (self->drafting), DRAFT_PAUSE, on_pause, self);
}

static void
write_draft (ToteChatPane *self, const char *draft)
{
  g_autofree char *text = tote_chat_composer_dup_text (self->entry);
  const char *fresh = draft != NULL ? draft : "";

  if (!g_str_equal (text, fresh))
    tote_chat_composer_set_text (self->entry, fresh);
}

static gboolean
on_send (ToteChatPane *self, const char *text)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message (text);

  return tote_part_get_tracker (TOTE_PART (self)) != NULL &&
         tote_tracker_wish (tote_part_get_tracker (TOTE_PART (self)), wish);
}

/* The words without their access key. */
static const char *
get_words (GtkButton *button)
{
  return gtk_label_get_text (GTK_LABEL (gtk_button_get_child (button)));
}

/* A message cannot be called back, so a reply is put where it can still be read and changed; Enter
 * sends it. */
static void
on_reply (ToteChatPane *self, GtkButton *button)
{
  tote_chat_composer_suggest (self->entry, get_words (button));
}

/* The store's own answers stand in for the built-in ones. */
static void
take_replies (ToteChatPane *self)
{
  g_auto (GStrv) replies = tote_brand_dup_replies (tote_brand_get_default ());
  GtkWidget *child;

  if (replies == NULL)
    return;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->replies))) != NULL)
    gtk_box_remove (self->replies, child);
  for (guint i = 0; replies[i] != NULL; i++) {
    child = gtk_button_new_with_label (replies[i]);
    gtk_widget_add_css_class (child, "reply");
    g_signal_connect_swapped (child, "clicked", G_CALLBACK (on_reply), self);
    gtk_box_append (self->replies, child);
  }
}

static void
retry (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteChatPane *self = TOTE_CHAT_PANE (widget);

  if (tote_part_get_tracker (TOTE_PART (self)) != NULL)
    tote_tracker_retry (tote_part_get_tracker (TOTE_PART (self)),
                        g_variant_get_string (parameter, NULL));
}

static void
edit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteChatPane *self = TOTE_CHAT_PANE (widget);
  const char *key = g_variant_get_string (parameter, NULL);
  ToteMessage *message = NULL;

  if (tote_part_get_tracker (TOTE_PART (self)) != NULL)
    message = tote_message_list_lookup_own (
        tote_order_get_messages (tote_part_get_order (TOTE_PART (self))), key);
  if (message == NULL)
    return;

  tote_chat_composer_take_back (self->entry, tote_message_get_body (message));
  tote_tracker_withdraw (tote_part_get_tracker (TOTE_PART (self)), key);
}

/* The customer gives it up. The keyboard goes on where another one is written. */
static void
discard (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteChatPane *self = TOTE_CHAT_PANE (widget);

  tote_chat_pane_focus_entry (self);
  if (tote_part_get_tracker (TOTE_PART (self)) != NULL)
    tote_tracker_withdraw (tote_part_get_tracker (TOTE_PART (self)),
                           g_variant_get_string (parameter, NULL));
}

static void
open_link (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *uri = g_variant_get_string (parameter, NULL);

  if (tote_chat_text_is_link (uri))
    tote_open_uri (widget, uri);
}

static void
call (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteOrder *order = tote_part_get_order (TOTE_PART (widget));

  tote_open_phone (widget, order != NULL ? tote_order_get_shopper_phone (order) : NULL);
}

static void
focus_entry (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tote_chat_pane_focus_entry (TOTE_CHAT_PANE (widget));
}

/* Whoever reads and begins to type writes a message. */
static gboolean
on_key_pressed (ToteChatPane *self, guint keyval, guint keycode, GdkModifierType state,
                GtkEventControllerKey *keys)
{
  return tote_chat_composer_take_key (self->entry, keyval, state, keys);
}

static gboolean
is_reading (ToteChatPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return gtk_widget_get_mapped (GTK_WIDGET (self)) && GTK_IS_WINDOW (root) &&
         gtk_window_is_active (GTK_WINDOW (root));
}

static ToteSender
get_last_sender (ToteChatPane *self)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i-- > 0;) {
    g_autoptr (ToteChatEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);
    ToteSender from = tote_message_get_from (tote_chat_entry_get_message (entry));

    if (from != TOTE_SENDER_SYSTEM)
      return from;
  }
  return TOTE_SENDER_SYSTEM;
}

static void
on_entries_changed (ToteChatPane *self)
{
  gboolean answering = self->entries != NULL && get_last_sender (self) == TOTE_SENDER_SHOPPER;

  tote_property_set_flag (self, &self->answering, answering, props[PROP_ANSWERING]);
}

/* A conversation on the screen is not yet one that is read: the person may be at another window, or
 * look at what was said long before. */
static void
update_visit (ToteChatPane *self)
{
  if (self->visit == NULL)
    return;

  tote_chat_visit_set_shown (self->visit, gtk_widget_get_mapped (GTK_WIDGET (self)));
  tote_chat_visit_set_reading (self->visit,
                               is_reading (self) && tote_chat_view_get_following (self->view));
}

/* It comes from an earlier run, unless something is written already, or is to be forgotten. */
static void
on_draft_changed (ToteChatPane *self)
{
  const char *draft = tote_tracker_get_draft (self->drafting);

  if (draft == NULL || tote_chat_composer_get_empty (self->entry))
    write_draft (self, draft);
}

static void
follow (ToteChatPane *self, ToteTracker *tracker)
{
  ToteMessageList *messages = tote_order_get_messages (tote_tracker_get_order (tracker));

  self->entries = tote_chat_entries_new (messages, tote_tracker_get_today (tracker));
  self->visit = tote_chat_visit_new (tracker, self->entries);
  tote_part_watch (TOTE_PART (self), self->entries, "items-changed",
                   G_CALLBACK (on_entries_changed));
  tote_part_watch (TOTE_PART (self), tracker, "notify::draft", G_CALLBACK (on_draft_changed));
}

/* A draft stays with its order, and goes with it. */
static void
change_draft (ToteChatPane *self, ToteTracker *tracker)
{
  const char *draft;

  keep_draft (self);
  g_set_weak_pointer (&self->drafting, NULL);
  draft = tracker != NULL ? tote_tracker_get_draft (tracker) : NULL;
  tote_chat_composer_set_text (self->entry, draft != NULL ? draft : "");
  g_set_weak_pointer (&self->drafting, tracker);
}

static void
tote_chat_pane_track (TotePart *part, ToteTracker *tracker)
{
  ToteChatPane *self = TOTE_CHAT_PANE (part);

  g_clear_object (&self->visit);
  g_clear_object (&self->entries);
  if (tracker != NULL)
    follow (self, tracker);

  change_draft (self, tracker);
  tote_chat_view_set_entries (self->view, self->entries);
  on_entries_changed (self);
  update_visit (self);
}

/* After the layout, and before it is drawn: of the conversation as much is left as the box to write
 * in takes twice. */
static void
look_for_room (GtkWidget *widget)
{
  ToteChatPane *self = TOTE_CHAT_PANE (widget);
  int least = 2 * gtk_widget_get_height (GTK_WIDGET (self->entry));
  int height = gtk_widget_get_height (GTK_WIDGET (self->view));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return;

  if (gtk_widget_get_mapped (GTK_WIDGET (self->replies))) {
    self->replies_height = gtk_widget_get_height (GTK_WIDGET (self->replies)) + REPLIES_SPACING;
    tote_property_set_flag (self, &self->cramped, height < least, props[PROP_CRAMPED]);
  } else if (height >= least + self->replies_height) {
    tote_property_set_flag (self, &self->cramped, FALSE, props[PROP_CRAMPED]);
  }
}

static void
tote_chat_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tote_chat_pane_parent_class)->map (widget);
  update_visit (TOTE_CHAT_PANE (widget));
}

static void
tote_chat_pane_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tote_chat_pane_parent_class)->unmap (widget);

  keep_draft (TOTE_CHAT_PANE (widget));
  update_visit (TOTE_CHAT_PANE (widget));
}

/* By hand: a GSignalGroup of GLib 2.74 does not survive that its target goes and takes it along. */
static void
tote_chat_pane_root (GtkWidget *widget)
{
  ToteChatPane *self = TOTE_CHAT_PANE (widget);

  GTK_WIDGET_CLASS (tote_chat_pane_parent_class)->root (widget);

  if (GTK_IS_WINDOW (gtk_widget_get_root (widget)))
    self->active_handler =
        g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active",
                                 G_CALLBACK (update_visit), self, G_CONNECT_SWAPPED);
}

static void
tote_chat_pane_unroot (GtkWidget *widget)
{
  g_clear_signal_handler (&TOTE_CHAT_PANE (widget)->active_handler, gtk_widget_get_root (widget));

  GTK_WIDGET_CLASS (tote_chat_pane_parent_class)->unroot (widget);
}

static void
tote_chat_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteChatPane *self = TOTE_CHAT_PANE (object);

  switch ((ToteChatPaneProperty) id) {
  case PROP_ANSWERING:
    g_value_set_boolean (value, self->answering);
    break;
  case PROP_CRAMPED:
    g_value_set_boolean (value, self->cramped);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteChatPaneProperty) id) {
  case PROP_ANSWERING:
  case PROP_CRAMPED:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-chat-pane.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteChatPane, entry);
  gtk_widget_class_bind_template_child (widget_class, ToteChatPane, replies);
  gtk_widget_class_bind_template_child (widget_class, ToteChatPane, closed);
  gtk_widget_class_bind_template_child (widget_class, ToteChatPane, view);
  gtk_widget_class_bind_template_callback_full (widget_class, "is_signed_out",
                                                G_CALLBACK (tote_closures_is_signed_out));
  gtk_widget_class_bind_template_callback (widget_class, choose_view);
  gtk_widget_class_bind_template_callback (widget_class, closed_text);
  gtk_widget_class_bind_template_callback (widget_class, unread_text);
  gtk_widget_class_bind_template_callback (widget_class, empty_text);
  gtk_widget_class_bind_template_callback (widget_class, is_closed);
  gtk_widget_class_bind_template_callback (widget_class, is_delivering);
  gtk_widget_class_bind_template_callback (widget_class, is_open);
  gtk_widget_class_bind_template_callback (widget_class, is_shopping);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_reply);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_bind_template_callback (widget_class, placeholder_text);
  gtk_widget_class_bind_template_callback (widget_class, role_text);
  gtk_widget_class_bind_template_callback (widget_class, title_text);
  gtk_widget_class_bind_template_callback (widget_class, wants_replies);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.call", NULL, call);
  gtk_widget_class_install_action (widget_class, "chat.delete", "s", discard);
  gtk_widget_class_install_action (widget_class, "chat.edit", "s", edit);
  gtk_widget_class_install_action (widget_class, "chat.focus-entry", NULL, focus_entry);
  gtk_widget_class_install_action (widget_class, "chat.open-link", "s", open_link);
  gtk_widget_class_install_action (widget_class, "chat.retry", "s", retry);
}

static void
tote_chat_pane_class_init (ToteChatPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_chat_pane_get_property;
  object_class->set_property = tote_chat_pane_set_property;
  TOTE_PART_CLASS (klass)->track = tote_chat_pane_track;

  widget_class->map = tote_chat_pane_map;
  widget_class->unmap = tote_chat_pane_unmap;
  widget_class->root = tote_chat_pane_root;
  widget_class->unroot = tote_chat_pane_unroot;

  props[PROP_ANSWERING] = g_param_spec_boolean ("answering", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_CRAMPED] = g_param_spec_boolean ("cramped", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  install_actions (widget_class);
  g_type_ensure (TOTE_TYPE_AVATAR);
  g_type_ensure (TOTE_TYPE_CHAT_COMPOSER);
  g_type_ensure (TOTE_TYPE_CHAT_VIEW);
  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chatpane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
tote_chat_pane_init (ToteChatPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_name_pages (GTK_WIDGET (self), _ ("Chat"));
  take_replies (self);
  tote_each_layout_then (GTK_WIDGET (self), look_for_room);
  g_signal_connect_object (self->view, "notify::following", G_CALLBACK (update_visit), self,
                           G_CONNECT_SWAPPED);
}

/**
 * tote_chat_pane_focus_entry:
 *
 * Takes the keyboard to where a message is written, or says why none can be.
 */
void
tote_chat_pane_focus_entry (ToteChatPane *self)
{
  g_return_if_fail (TOTE_IS_CHAT_PANE (self));

  if (!gtk_widget_grab_focus (GTK_WIDGET (self->entry)))
    tote_access_announce (GTK_WIDGET (self), gtk_label_get_label (self->closed));
}

/**
 * tote_chat_pane_focus_newest:
 *
 * Takes the keyboard to the newest message, wherever the conversation was left.
 *
 * Returns: whether there is one
 */
gboolean
tote_chat_pane_focus_newest (ToteChatPane *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_PANE (self), FALSE);

  return tote_chat_view_focus_newest (self->view);
}

/**
 * tote_chat_pane_begin_message:
 * @text: how it begins
 *
 * Adds words to the draft and takes the keyboard there. Nothing is sent.
 */
void
tote_chat_pane_begin_message (ToteChatPane *self, const char *text)
{
  g_return_if_fail (TOTE_IS_CHAT_PANE (self));
  g_return_if_fail (text != NULL);

  tote_chat_composer_suggest (self->entry, text);
}
