/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-help-window.h"

#include "tote-access.h"
#include "tote-brand.h"
#include "tote-link.h"
#include "tote-words.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _ToteHelpWindow {
  AdwWindow parent_instance;

  GtkLabel *order_text;
};

G_DEFINE_FINAL_TYPE (ToteHelpWindow, tote_help_window, ADW_TYPE_WINDOW)

static char *
in_text (ToteHelpWindow *self)
{
  return tote_link_spell (_ (
      "Your store sends you a link to your order that begins with “tote:”. Open it, or choose Add"
      " an Order and paste it, or the whole message it came in. Where the store offers it, the "
      "order number and the postal code do as well. You stay signed in until a day after the "
      "order has ended."));
}

/* What silence means is the store's to say. Set from here: with GTK 4.8 a template that binds
 * through itself warns when what is bound outlives it, as a label that a screen reader stood on. */
static void
show_order_text (ToteHelpWindow *self)
{
  g_autofree char *silence = NULL;
  g_autofree char *text = NULL;
  gboolean bought;

  g_object_get (tote_brand_get_default (), "silence-bought", &bought, NULL);
  silence = tote_words_silence (bought);
  text = g_strjoin (
      " ",
      _ ("At the top stands how far your order is, and below it what became of each item: found, "
         "replaced or refunded. A replacement to answer comes first. Approve it, or ask for a "
         "refund."),
      silence, NULL);

  gtk_label_set_label (self->order_text, text);
}

static void
tote_help_window_class_init (ToteHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-help-window.ui");
  gtk_widget_class_bind_template_callback (widget_class, in_text);
  gtk_widget_class_bind_template_child (widget_class, ToteHelpWindow, order_text);
}

static void
tote_help_window_init (ToteHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (tote_brand_get_default (), "notify::silence-bought",
                           G_CALLBACK (show_order_text), self, G_CONNECT_SWAPPED);
  show_order_text (self);
  tote_wrap_buttons (GTK_WIDGET (self));
  tote_access_tell_window (GTK_WINDOW (self));
}

/**
 * tote_help_window_new:
 * @parent: (nullable): the window it stands beside
 *
 * Returns: (transfer none): a window, to be presented
 */
GtkWidget *
tote_help_window_new (GtkWindow *parent)
{
  return g_object_new (TOTE_TYPE_HELP_WINDOW, "transient-for", parent, "application",
                       parent != NULL ? gtk_window_get_application (parent) : NULL, NULL);
}
