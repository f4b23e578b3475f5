/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-order-screen.h"

#include "tote-keyboard.h"
#include "tote-order-view.h"
#include "tote-store-head.h"

#include <glib/gi18n-lib.h>

struct _ToteOrderScreen {
  AdwBin parent_instance;

  GtkWidget *box;
  GtkWidget *head;
  GtkWidget *view;
  ToteKeyboard *keyboard;
};

G_DEFINE_FINAL_TYPE (ToteOrderScreen, tote_order_screen, ADW_TYPE_BIN)

/* The chat lies over the map where there is no room beside it. */
static void
on_chat (ToteOrderScreen *self)
{
  gtk_widget_activate_action (self->view, "view.chat", NULL);
}

static GtkWidget *
button_new (const char *label, const char *style)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "large");
  if (style != NULL)
    gtk_widget_add_css_class (button, style);

  return button;
}

/* Behind the name of the store, at the end of the line. */
static void
fill_head (ToteOrderScreen *self)
{
  GtkWidget *chat = button_new (_ ("Chat"), NULL);
  GtkWidget *done = button_new (_ ("Done"), "suggested-action");

  gtk_widget_set_hexpand (chat, TRUE);
  gtk_widget_set_halign (chat, GTK_ALIGN_END);
  g_signal_connect_swapped (chat, "clicked", G_CALLBACK (on_chat), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (done), "kiosk.done");

  gtk_box_append (GTK_BOX (self->head), chat);
  gtk_box_append (GTK_BOX (self->head), done);
}

static void
tote_order_screen_class_init (ToteOrderScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_css_name (widget_class, "orderscreen");
}

static void
tote_order_screen_init (ToteOrderScreen *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  adw_bin_set_child (ADW_BIN (self), self->box);
  self->head = g_object_new (TOTE_TYPE_STORE_HEAD, NULL);
  fill_head (self);
  gtk_box_append (GTK_BOX (self->box), self->head);
}

/**
 * tote_order_screen_new:
 * @tracker: follows the order
 * @demo: whether it is said that everything is made up
 *
 * Returns: (transfer floating): a screen with its page
 */
GtkWidget *
tote_order_screen_new (ToteTracker *tracker, gboolean demo)
{
  ToteOrderScreen *self;

  g_return_val_if_fail (TOTE_IS_TRACKER (tracker), NULL);

  self = g_object_new (TOTE_TYPE_ORDER_SCREEN, NULL);
  g_object_set (self->head, "demo", demo, NULL);
  self->view = tote_order_view_new (tracker);
  gtk_widget_set_vexpand (self->view, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->view);
  self->keyboard = TOTE_KEYBOARD (tote_keyboard_new ());
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->keyboard));

  return GTK_WIDGET (self);
}

/**
 * tote_order_screen_set_low:
 * @low: whether the keys are at the bottom, for who sits or cannot reach up
 */
void
tote_order_screen_set_low (ToteOrderScreen *self, gboolean low)
{
  g_return_if_fail (TOTE_IS_ORDER_SCREEN (self));

  gtk_box_reorder_child_after (GTK_BOX (self->box), self->head, low ? self->view : NULL);
}

/**
 * tote_order_screen_set_held:
 * @held: whether a finger or a button is down
 *
 * Nothing moves away from under it.
 */
void
tote_order_screen_set_held (ToteOrderScreen *self, gboolean held)
{
  g_return_if_fail (TOTE_IS_ORDER_SCREEN (self));

  tote_keyboard_set_held (self->keyboard, held);
}
