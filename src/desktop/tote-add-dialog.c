/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-add-dialog.h"

#include "tote-access.h"
#include "tote-add-order.h"
#include "tote-wrap-layout.h"

/* As wide as in the template; what is taller scrolls. */
#define WIDTH 460
#define HEIGHT_MAX 700

struct _ToteAddDialog {
  AdwWindow parent_instance;

  GtkWidget *header;
  GtkWidget *form;
  GtkAdjustment *adjustment;

  ToteDoor *door; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteAddDialog, tote_add_dialog, ADW_TYPE_WINDOW)

typedef enum {
  PROP_DOOR = 1,
} ToteAddDialogProperty;

static GParamSpec *props[PROP_DOOR + 1];

/* What scrolls does not know how tall it is at a width: its words wrap. */
static void
fit (ToteAddDialog *self)
{
  int header, form;

  gtk_widget_measure (self->header, GTK_ORIENTATION_VERTICAL, WIDTH, NULL, &header, NULL, NULL);
  gtk_widget_measure (self->form, GTK_ORIENTATION_VERTICAL, WIDTH, NULL, &form, NULL, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, MIN (header + form, HEIGHT_MAX));
}

/* By what of the form is out of sight, at whatever size the window has become. */
static gboolean
grow (GtkWidget *widget, GdkFrameClock *clock, gpointer unused)
{
  ToteAddDialog *self = TOTE_ADD_DIALOG (widget);
  int hidden = (int) (gtk_adjustment_get_upper (self->adjustment) -
                      gtk_adjustment_get_page_size (self->adjustment));
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (hidden > 0 && height < HEIGHT_MAX)
    gtk_window_set_default_size (GTK_WINDOW (self), width, MIN (height + hidden, HEIGHT_MAX));

  return G_SOURCE_REMOVE;
}

/* When the form says what went wrong. */
static void
grow_soon (ToteAddDialog *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), grow, NULL, NULL);
}

static void
tote_add_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteAddDialogProperty) id) {
  case PROP_DOOR:
    g_value_set_object (value, TOTE_ADD_DIALOG (object)->door);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_add_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteAddDialogProperty) id) {
  case PROP_DOOR:
    TOTE_ADD_DIALOG (object)->door = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_add_dialog_constructed (GObject *object)
{
  ToteAddDialog *self = TOTE_ADD_DIALOG (object);

  G_OBJECT_CLASS (tote_add_dialog_parent_class)->constructed (object);

  g_signal_connect_object (self->door, "entered", G_CALLBACK (gtk_window_destroy), self,
                           G_CONNECT_SWAPPED);
}

/* Whoever turns away from it wants nothing to be opened. */
static gboolean
tote_add_dialog_close_request (GtkWindow *window)
{
  tote_door_dismiss (TOTE_ADD_DIALOG (window)->door);

  return GTK_WINDOW_CLASS (tote_add_dialog_parent_class)->close_request (window);
}

static void
tote_add_dialog_dispose (GObject *object)
{
  g_clear_object (&TOTE_ADD_DIALOG (object)->door);

  G_OBJECT_CLASS (tote_add_dialog_parent_class)->dispose (object);
}

static void
tote_add_dialog_class_init (ToteAddDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_add_dialog_get_property;
  object_class->set_property = tote_add_dialog_set_property;
  object_class->constructed = tote_add_dialog_constructed;
  object_class->dispose = tote_add_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tote_add_dialog_close_request;

  props[PROP_DOOR] =
      g_param_spec_object ("door", NULL, NULL, TOTE_TYPE_DOOR,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_ADD_ORDER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-add-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteAddDialog, header);
  gtk_widget_class_bind_template_child (widget_class, ToteAddDialog, form);
  gtk_widget_class_bind_template_child (widget_class, ToteAddDialog, adjustment);
  gtk_widget_class_bind_template_callback (widget_class, grow_soon);
}

static void
tote_add_dialog_init (ToteAddDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_tell_window (GTK_WINDOW (self));
  tote_wrap_buttons (GTK_WIDGET (self));
  gtk_widget_grab_focus (self->form);
}

/**
 * tote_add_dialog_new:
 * @parent: (nullable): the window it stands over
 *
 * Returns: (transfer none): a dialog, to be presented
 */
GtkWidget *
tote_add_dialog_new (GtkWindow *parent, ToteDoor *door)
{
  GtkWidget *self;

  g_return_val_if_fail (TOTE_IS_DOOR (door), NULL);

  self = g_object_new (TOTE_TYPE_ADD_DIALOG, "transient-for", parent, "door", door, NULL);
  fit (TOTE_ADD_DIALOG (
      self)); /* the form knows of the door only now, and what of it there is to see */

  return self;
}
