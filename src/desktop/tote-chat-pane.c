/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-pane.h"

#include "tote-avatar.h"
#include "tote-chat-lines.h"
#include "tote-composer.h"
#include "tote-message-row.h"

#include <glib/gi18n-lib.h>

/* How near to the end, in pixels, somebody is who is taken to follow the conversation. */
#define NEAR_END 48

/**
 * ToteChatPane: the conversation with the shopper and where to write. Stays at the newest message
 * as long as the customer is there; reading back is not disturbed.
 *
 * Property: "tracker".
 */
struct _ToteChatPane {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkListView *list;
  GtkAdjustment *adjustment;
  ToteComposer *composer;

  ToteTracker *tracker; /* (owned) (nullable) */
  ToteChatLines *lines; /* (owned) (nullable) */
  gboolean at_end;
  double upper; /* of the adjustment, when it was last looked at */
  double page;
  guint idle;
};

G_DEFINE_FINAL_TYPE (ToteChatPane, tote_chat_pane, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TRACKER = 1,
} ToteChatPaneProperty;

static GParamSpec *props[PROP_TRACKER + 1];

static char *
title_text (ToteChatPane *self, const char *shopper)
{
  return g_strdup (shopper != NULL && *shopper != '\0' ? shopper : _ ("Chat"));
}

static char *
role_text (ToteChatPane *self, const char *shopper)
{
  return g_strdup (shopper != NULL && *shopper != '\0' ? _ ("Your shopper") : _ ("No shopper yet"));
}

static gboolean
has_text (ToteChatPane *self, const char *text)
{
  return text != NULL && *text != '\0';
}

static char *
view_name (ToteChatPane *self, guint n_messages)
{
  return g_strdup (n_messages > 0 ? "messages" : "empty");
}

static gboolean
scroll_to_end (gpointer user_data)
{
  ToteChatPane *self = user_data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  self->idle = 0;
  if (n > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", n - 1);

  return G_SOURCE_REMOVE;
}

/* The list has to take up its new rows first. */
static void
follow_end (ToteChatPane *self)
{
  if (self->at_end && self->idle == 0 && self->lines != NULL)
    self->idle = g_idle_add (scroll_to_end, self);
}

/* Whether somebody is at the end is told by their scrolling alone, not by the list's own moves
 * while it measures its rows. */
static void
on_value_changed (ToteChatPane *self)
{
  double upper = gtk_adjustment_get_upper (self->adjustment);
  double page = gtk_adjustment_get_page_size (self->adjustment);

  if (upper == self->upper && page == self->page)
    self->at_end = gtk_adjustment_get_value (self->adjustment) >= upper - page - NEAR_END;
  else
    follow_end (self);

  self->upper = upper;
  self->page = page;
}

static void
retry (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tote_tracker_retry (TOTE_CHAT_PANE (widget)->tracker, g_variant_get_string (parameter, NULL));
}

/* A message that was refused goes back to where it was written, to be changed and sent anew. */
static void
edit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteChatPane *self = TOTE_CHAT_PANE (widget);
  const char *key = g_variant_get_string (parameter, NULL);
  ToteMessageList *messages = tote_order_get_messages (tote_tracker_get_order (self->tracker));
  ToteMessage *message = tote_message_list_lookup_own (messages, key);

  if (message == NULL)
    return;

  tote_composer_set_text (self->composer, tote_message_get_body (message));
  tote_composer_focus (self->composer);
  tote_tracker_withdraw (self->tracker, key);
}

static void
set_tracker (ToteChatPane *self, ToteTracker *tracker)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  if (tracker == NULL || self->tracker != NULL)
    return;

  self->tracker = g_object_ref (tracker);
  self->lines = tote_chat_lines_new (tote_order_get_messages (tote_tracker_get_order (tracker)));
  selection =
      GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines))));
  gtk_list_view_set_model (self->list, selection);
  g_signal_connect_object (self->lines, "items-changed", G_CALLBACK (follow_end), self,
                           G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TRACKER]);
}

static void
tote_chat_pane_map (GtkWidget *widget)
{
  ToteChatPane *self = TOTE_CHAT_PANE (widget);

  if (self->lines != NULL)
    tote_chat_lines_mark_unread (self->lines);

  GTK_WIDGET_CLASS (tote_chat_pane_parent_class)->map (widget);
  follow_end (self);
}

static void
tote_chat_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteChatPaneProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, TOTE_CHAT_PANE (object)->tracker);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteChatPaneProperty) id) {
  case PROP_TRACKER:
    set_tracker (TOTE_CHAT_PANE (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_pane_dispose (GObject *object)
{
  ToteChatPane *self = TOTE_CHAT_PANE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->lines);
  g_clear_object (&self->tracker);

  G_OBJECT_CLASS (tote_chat_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (TOTE_TYPE_AVATAR);
  g_type_ensure (TOTE_TYPE_COMPOSER);
  g_type_ensure (TOTE_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_RESOURCE_BASE "/tote-chat-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteChatPane, box);
  gtk_widget_class_bind_template_child (widget_class, ToteChatPane, list);
  gtk_widget_class_bind_template_child (widget_class, ToteChatPane, adjustment);
  gtk_widget_class_bind_template_child (widget_class, ToteChatPane, composer);
  gtk_widget_class_bind_template_callback (widget_class, title_text);
  gtk_widget_class_bind_template_callback (widget_class, role_text);
  gtk_widget_class_bind_template_callback (widget_class, has_text);
  gtk_widget_class_bind_template_callback (widget_class, view_name);
  gtk_widget_class_bind_template_callback (widget_class, follow_end);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed);
}

static void
tote_chat_pane_class_init (ToteChatPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_chat_pane_get_property;
  object_class->set_property = tote_chat_pane_set_property;
  object_class->dispose = tote_chat_pane_dispose;
  widget_class->map = tote_chat_pane_map;

  props[PROP_TRACKER] =
      g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "chat.retry", "s", retry);
  gtk_widget_class_install_action (widget_class, "chat.edit", "s", edit);

  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chatpane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tote_chat_pane_init (ToteChatPane *self)
{
  self->at_end = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Chat with the shopper"), -1);
}

/**
 * tote_chat_pane_write:
 * @self: the chat
 *
 * Takes the keyboard to where the customer writes.
 */
void
tote_chat_pane_write (ToteChatPane *self)
{
  g_return_if_fail (TOTE_IS_CHAT_PANE (self));

  tote_composer_focus (self->composer);
}
