/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-address-dialog.h"

#include "tote-access.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _ToteAddressDialog {
  AdwWindow parent_instance;

  GtkWidget *address;

  char *uri; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteAddressDialog, tote_address_dialog, ADW_TYPE_WINDOW)

typedef enum {
  PROP_URI = 1,
} ToteAddressDialogProperty;

static GParamSpec *props[PROP_URI + 1];

/* What a person would write down: a number, a mail address or a place without the scheme. The
 * template asks before the address is there. */
static const char *
get_address (const char *uri)
{
  static const char *const schemes[] = { "tel:", "mailto:", "geo:" };

  if (uri == NULL)
    return "";

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (uri, schemes[i]))
      return uri + strlen (schemes[i]);

  return uri;
}

static char *
address_text (ToteAddressDialog *self, const char *uri)
{
  return g_strdup (get_address (uri));
}

static char *
title_text (ToteAddressDialog *self, const char *uri)
{
  return g_strdup (uri != NULL && g_str_has_prefix (uri, "tel:")
                       ? _ ("This computer cannot make the call")
                       : _ ("No program here opens this address"));
}

static void
on_copy (ToteAddressDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), get_address (self->uri));
  gtk_window_close (GTK_WINDOW (self));
}

static void
tote_address_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteAddressDialogProperty) id) {
  case PROP_URI:
    g_value_set_string (value, TOTE_ADDRESS_DIALOG (object)->uri);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_address_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteAddressDialogProperty) id) {
  case PROP_URI:
    TOTE_ADDRESS_DIALOG (object)->uri = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_address_dialog_finalize (GObject *object)
{
  g_free (TOTE_ADDRESS_DIALOG (object)->uri);

  G_OBJECT_CLASS (tote_address_dialog_parent_class)->finalize (object);
}

static void
tote_address_dialog_class_init (ToteAddressDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_address_dialog_get_property;
  object_class->set_property = tote_address_dialog_set_property;
  object_class->finalize = tote_address_dialog_finalize;

  props[PROP_URI] = g_param_spec_string (
      "uri", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-address-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteAddressDialog, address);
  gtk_widget_class_bind_template_callback (widget_class, address_text);
  gtk_widget_class_bind_template_callback (widget_class, title_text);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
tote_address_dialog_init (ToteAddressDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (self->address, GTK_TEXT_DIR_LTR); /* as such are written everywhere */
  tote_access_tell_window (GTK_WINDOW (self));
}

/**
 * tote_address_dialog_new:
 * @parent: (nullable): the window it stands over
 * @uri: what could not be opened
 *
 * Returns: (transfer none): a dialog, to be presented
 */
GtkWidget *
tote_address_dialog_new (GtkWindow *parent, const char *uri)
{
  g_return_val_if_fail (uri != NULL, NULL);

  return g_object_new (TOTE_TYPE_ADDRESS_DIALOG, "transient-for", parent, "uri", uri, NULL);
}
