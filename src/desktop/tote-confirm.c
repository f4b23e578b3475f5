/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-confirm.h"

/**
 * ToteConfirm: asks before something that cannot be taken back. Escape and the first button leave
 * everything as it is.
 *
 * Properties: "heading", "body", "action" (what the other button says).
 */
struct _ToteConfirm {
  AdwWindow parent_instance;

  GtkWidget *cancel_button;

  char *heading; /* (owned) */
  char *body;    /* (owned) */
  char *action;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteConfirm, tote_confirm, ADW_TYPE_WINDOW)

typedef enum {
  PROP_HEADING = 1,
  PROP_BODY,
  PROP_ACTION,
} ToteConfirmProperty;

static GParamSpec *props[PROP_ACTION + 1];

enum {
  SIGNAL_CONFIRMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char **
text_of (ToteConfirm *self, guint id)
{
  switch ((ToteConfirmProperty) id) {
  case PROP_HEADING:
    return &self->heading;
  case PROP_BODY:
    return &self->body;
  case PROP_ACTION:
  default:
    return &self->action;
  }
}

static void
on_confirmed (ToteConfirm *self)
{
  g_signal_emit (self, signals[SIGNAL_CONFIRMED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tote_confirm_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, *text_of (TOTE_CONFIRM (object), id));
}

static void
tote_confirm_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  *text_of (TOTE_CONFIRM (object), id) = g_value_dup_string (value);
}

static void
tote_confirm_finalize (GObject *object)
{
  ToteConfirm *self = TOTE_CONFIRM (object);

  g_free (self->heading);
  g_free (self->body);
  g_free (self->action);

  G_OBJECT_CLASS (tote_confirm_parent_class)->finalize (object);
}

static void
tote_confirm_class_init (ToteConfirmClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_confirm_get_property;
  object_class->set_property = tote_confirm_set_property;
  object_class->finalize = tote_confirm_finalize;

  props[PROP_HEADING] = g_param_spec_string ("heading", NULL, NULL, NULL, once);
  props[PROP_BODY] = g_param_spec_string ("body", NULL, NULL, NULL, once);
  props[PROP_ACTION] = g_param_spec_string ("action", NULL, NULL, NULL, once);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[SIGNAL_CONFIRMED] = g_signal_new ("confirmed", TOTE_TYPE_CONFIRM, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, TOTE_RESOURCE_BASE "/tote-confirm.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteConfirm, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, on_confirmed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tote_confirm_init (ToteConfirm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), self->cancel_button);
}

/**
 * tote_confirm_present:
 * @widget: in whose window to ask
 * @heading: the question
 * @body: what follows from a yes
 * @action: the verb of the button that does it
 * @confirmed: (scope notified): called with @object on a yes
 * @object: for @confirmed, which is not called when it is gone
 */
void
tote_confirm_present (GtkWidget *widget, const char *heading, const char *body, const char *action,
                      GCallback confirmed, GObject *object)
{
  GtkWidget *self =
      g_object_new (TOTE_TYPE_CONFIRM, "heading", heading, "body", body, "action", action, NULL);

  g_signal_connect_object (self, "confirmed", confirmed, object, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (self));
}
