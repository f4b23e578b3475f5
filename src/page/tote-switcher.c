/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-switcher.h"

#include "tote-closures.h"
#include "tote-map-pins.h"

#include <glib/gi18n-lib.h>

struct _ToteSwitcher {
  TotePart parent_instance;
};

G_DEFINE_FINAL_TYPE (ToteSwitcher, tote_switcher, TOTE_TYPE_PART)

static char *
chat_label (ToteSwitcher *self, guint unread)
{
  if (unread == 0)
    return g_strdup (_ ("Chat"));

  /* Translators: the chat with the number of unread messages. */
  return g_strdup_printf (_ ("Chat · %u"), unread);
}

static void
tote_switcher_class_init (ToteSwitcherClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-switcher.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_callback_full (widget_class, "has_map",
                                                G_CALLBACK (tote_map_pins_expected));
  gtk_widget_class_bind_template_callback (widget_class, chat_label);
  gtk_widget_class_set_css_name (widget_class, "switcher");
}

static void
tote_switcher_init (ToteSwitcher *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
