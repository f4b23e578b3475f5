/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-forget-dialog.h"

#include "tote-access.h"
#include "tote-closures.h"
#include "tote-property.h"

#include <glib/gi18n-lib.h>

struct _ToteForgetDialog {
  AdwWindow parent_instance;

  GtkWidget *keep_button;
  GtkWidget *consequence;

  ToteTracker *tracker;      /* (owned) */
  GCancellable *cancellable; /* (owned): of the erasing, which a closed window ends */
  char *problem;             /* (owned) (nullable) */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (ToteForgetDialog, tote_forget_dialog, ADW_TYPE_WINDOW)

typedef enum {
  PROP_TRACKER = 1,
  PROP_BUSY,
  PROP_PROBLEM,
} ToteForgetDialogProperty;

static GParamSpec *props[PROP_PROBLEM + 1];

enum {
  FORGOTTEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_busy (ToteForgetDialog *self, gboolean busy)
{
  tote_property_set_flag (self, &self->busy, busy, props[PROP_BUSY]);
}

static void
take_problem (ToteForgetDialog *self, char *problem)
{
  g_free (self->problem);
  self->problem = problem;
  if (problem != NULL)
    tote_access_announce (GTK_WIDGET (self), problem);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBLEM]);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteForgetDialog *self = user_data; /* maybe gone: no cast, no use before the check */
  g_autoptr (GError) error = NULL;
  gboolean done = tote_tracker_forget_finish (TOTE_TRACKER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_busy (self, FALSE);
  if (!done) {
    /* Translators: why an order could not be erased, in the system’s words. */
    take_problem (self, g_strdup_printf (_ ("Not everything could be erased: %s"), error->message));
    return;
  }

  g_signal_emit (self, signals[FORGOTTEN], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_forget (ToteForgetDialog *self)
{
  if (self->busy)
    return;

  take_problem (self, NULL);
  set_busy (self, TRUE);
  tote_tracker_forget_async (self->tracker, self->cancellable, on_done, self);
}

/* Half an order is not kept: the window stays until the answer is there. */
static gboolean
tote_forget_dialog_close_request (GtkWindow *window)
{
  if (TOTE_FORGET_DIALOG (window)->busy)
    return TRUE;

  return GTK_WINDOW_CLASS (tote_forget_dialog_parent_class)->close_request (window);
}

static void
tote_forget_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteForgetDialog *self = TOTE_FORGET_DIALOG (object);

  switch ((ToteForgetDialogProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, self->tracker);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  case PROP_PROBLEM:
    g_value_set_string (value, self->problem);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_forget_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_TRACKER:
    TOTE_FORGET_DIALOG (object)->tracker = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_forget_dialog_dispose (GObject *object)
{
  ToteForgetDialog *self = TOTE_FORGET_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->tracker);

  G_OBJECT_CLASS (tote_forget_dialog_parent_class)->dispose (object);
}

static void
tote_forget_dialog_finalize (GObject *object)
{
  ToteForgetDialog *self = TOTE_FORGET_DIALOG (object);

  g_object_unref (self->cancellable);
  g_free (self->problem);

  G_OBJECT_CLASS (tote_forget_dialog_parent_class)->finalize (object);
}

static void
tote_forget_dialog_class_init (ToteForgetDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_forget_dialog_get_property;
  object_class->set_property = tote_forget_dialog_set_property;
  object_class->dispose = tote_forget_dialog_dispose;
  object_class->finalize = tote_forget_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = tote_forget_dialog_close_request;

  props[PROP_TRACKER] =
      g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, read);
  props[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[FORGOTTEN] = g_signal_new ("forgotten", TOTE_TYPE_FORGET_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-forget-dialog.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteForgetDialog, consequence);
  gtk_widget_class_bind_template_child (widget_class, ToteForgetDialog, keep_button);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
}

static void
tote_forget_dialog_init (ToteForgetDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_tell_window (GTK_WINDOW (self));
  /* Where the focus is first, so that what cannot be undone is heard. */
  tote_access_describe (self->keep_button, self->consequence);
}

/**
 * tote_forget_dialog_new:
 * @parent: (nullable): the window it stands over
 * @tracker: what would be forgotten
 *
 * Returns: (transfer none): a dialog, to be presented
 */
GtkWidget *
tote_forget_dialog_new (GtkWindow *parent, ToteTracker *tracker)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (tracker), NULL);

  return g_object_new (TOTE_TYPE_FORGET_DIALOG, "transient-for", parent, "tracker", tracker, NULL);
}
