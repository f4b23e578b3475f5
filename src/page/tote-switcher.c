/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-switcher.h"

#include "tote-closures.h"
#include "tote-map-pins.h"
#include "tote-spoken.h"
#include "tote-waiting.h"

#include <glib/gi18n-lib.h>

struct _ToteSwitcher {
  TotePart parent_instance;

  GtkToggleButton *order;
  GtkToggleButton *map;
  GtkToggleButton *chat;
};

G_DEFINE_FINAL_TYPE (ToteSwitcher, tote_switcher, TOTE_TYPE_PART)

static char *
chat_label (ToteSwitcher *self, guint unread)
{
  if (unread == 0)
    return g_strdup (_ ("_Chat"));

  /* Translators: the chat with the number of unread messages. */
  return g_strdup_printf (_ ("_Chat · %u"), unread);
}

/* What stands on a button is beside its picture, where no screen reader looks for its name. What
 * comes to the front is heard at once, neither what goes nor a message, which is told by itself. */
static void
name_button (GtkToggleButton *button, const char *name, gboolean pressed)
{
  g_autoptr (GString) spoken = g_string_new (name);
  gboolean active = gtk_toggle_button_get_active (button);

  tote_spoken_add (spoken, active ? C_ ("part of the window", "shown") : NULL);
  if (active && pressed)
    tote_spoken_name_at_once (GTK_WIDGET (button), spoken->str);
  else
    tote_spoken_name (GTK_WIDGET (button), spoken->str);
}

static void
name_buttons (ToteSwitcher *self, GParamSpec *pspec)
{
  ToteOrder *order = tote_part_get_order (TOTE_PART (self));
  guint unread =
      order != NULL ? tote_message_list_get_n_unread (tote_order_get_messages (order)) : 0;
  g_autofree char *chat = tote_waiting_name_chat (unread);
  gboolean pressed = pspec != NULL && g_str_equal (pspec->name, "active");

  name_button (self->order, _ ("Order"), pressed);
  name_button (self->map, _ ("Map"), pressed);
  name_button (self->chat, chat, pressed);
}

static void
tote_switcher_track (TotePart *part, ToteTracker *tracker)
{
  if (tracker != NULL)
    tote_part_watch (part, tote_order_get_messages (tote_part_get_order (part)), "notify::n-unread",
                     G_CALLBACK (name_buttons));

  name_buttons (TOTE_SWITCHER (part), NULL);
}

static void
tote_switcher_class_init (ToteSwitcherClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  TOTE_PART_CLASS (klass)->track = tote_switcher_track;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-switcher.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_callback_full (widget_class, "has_map",
                                                G_CALLBACK (tote_map_pins_expected));
  gtk_widget_class_bind_template_child (widget_class, ToteSwitcher, order);
  gtk_widget_class_bind_template_child (widget_class, ToteSwitcher, map);
  gtk_widget_class_bind_template_child (widget_class, ToteSwitcher, chat);
  gtk_widget_class_bind_template_callback (widget_class, chat_label);
  gtk_widget_class_bind_template_callback (widget_class, name_buttons);
  gtk_widget_class_set_css_name (widget_class, "switcher");
}

static void
tote_switcher_init (ToteSwitcher *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
