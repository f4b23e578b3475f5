/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-link-dialog.h"

#include "tote-access.h"
#include "tote-brand.h"
#include "tote-closures.h"
#include "tote-words.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _ToteLinkDialog {
  AdwWindow parent_instance;

  GtkWidget *problem;
  GtkWidget *open_button;
  GtkWidget *later_button;

  ToteDoor *door; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteLinkDialog, tote_link_dialog, ADW_TYPE_WINDOW)

typedef enum {
  PROP_DOOR = 1,
} ToteLinkDialogProperty;

static GParamSpec *props[PROP_DOOR + 1];

static char *
question_text (ToteLinkDialog *self, const char *order_id)
{
  const char *store = tote_brand_get_name (tote_brand_get_default ());
  g_autofree char *number = order_id != NULL ? tote_words_number (order_id) : NULL;

  if (number == NULL)
    return g_strdup ("");

  /* Translators: the store, and “Order 1234”. */
  return g_strdup_printf (_ ("A link from another program leads to %s · %s."), store, number);
}

/* A code that did not work once does not work twice. The buttons are not bound to the door: one
 * that had the focus can outlive the window. */
static void
update_buttons (ToteLinkDialog *self)
{
  gboolean failed = tote_door_get_problem (self->door) != NULL;

  gtk_widget_set_visible (self->open_button, !failed && !tote_door_get_busy (self->door));
  gtk_button_set_label (GTK_BUTTON (self->later_button), failed ? _ ("_Close") : _ ("_Not Now"));
}

static void
on_problem_changed (ToteLinkDialog *self)
{
  const char *text = gtk_label_get_label (GTK_LABEL (self->problem));

  if (*text != '\0' && gtk_widget_get_mapped (GTK_WIDGET (self)))
    tote_access_announce (GTK_WIDGET (self), text);
}

static void
on_open (ToteLinkDialog *self)
{
  /* This one stays; the other goes, and would take the focus along. */
  gtk_widget_grab_focus (self->later_button);
  tote_door_accept (self->door);
}

static void
tote_link_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteLinkDialogProperty) id) {
  case PROP_DOOR:
    g_value_set_object (value, TOTE_LINK_DIALOG (object)->door);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_link_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteLinkDialogProperty) id) {
  case PROP_DOOR:
    TOTE_LINK_DIALOG (object)->door = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_link_dialog_constructed (GObject *object)
{
  ToteLinkDialog *self = TOTE_LINK_DIALOG (object);

  G_OBJECT_CLASS (tote_link_dialog_parent_class)->constructed (object);

  g_signal_connect_object (self->door, "notify::busy", G_CALLBACK (update_buttons), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->door, "notify::problem", G_CALLBACK (update_buttons), self,
                           G_CONNECT_SWAPPED);
  update_buttons (self);
  g_signal_connect_object (self->door, "entered", G_CALLBACK (gtk_window_destroy), self,
                           G_CONNECT_SWAPPED);
}

/* Whoever turns away from it wants nothing to be opened. */
static gboolean
tote_link_dialog_close_request (GtkWindow *window)
{
  tote_door_dismiss (TOTE_LINK_DIALOG (window)->door);

  return GTK_WINDOW_CLASS (tote_link_dialog_parent_class)->close_request (window);
}

static void
tote_link_dialog_dispose (GObject *object)
{
  g_clear_object (&TOTE_LINK_DIALOG (object)->door);

  G_OBJECT_CLASS (tote_link_dialog_parent_class)->dispose (object);
}

static void
tote_link_dialog_class_init (ToteLinkDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_link_dialog_get_property;
  object_class->set_property = tote_link_dialog_set_property;
  object_class->constructed = tote_link_dialog_constructed;
  object_class->dispose = tote_link_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tote_link_dialog_close_request;

  props[PROP_DOOR] =
      g_param_spec_object ("door", NULL, NULL, TOTE_TYPE_DOOR,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-link-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteLinkDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, ToteLinkDialog, open_button);
  gtk_widget_class_bind_template_child (widget_class, ToteLinkDialog, later_button);
  gtk_widget_class_bind_template_callback (widget_class, question_text);
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_problem_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
}

static void
tote_link_dialog_init (ToteLinkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_tell_window (GTK_WINDOW (self));
  tote_wrap_buttons (GTK_WIDGET (self));
}

/**
 * tote_link_dialog_new:
 * @parent: (nullable): the window it stands over
 *
 * Returns: (transfer none): a dialog, to be presented
 */
GtkWidget *
tote_link_dialog_new (GtkWindow *parent, ToteDoor *door)
{
  g_return_val_if_fail (TOTE_IS_DOOR (door), NULL);

  return g_object_new (TOTE_TYPE_LINK_DIALOG, "transient-for", parent, "door", door, NULL);
}
