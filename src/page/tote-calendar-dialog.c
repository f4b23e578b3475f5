/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-calendar-dialog.h"

#include "tote-access.h"
#include "tote-brand.h"
#include "tote-calendar.h"
#include "tote-closures.h"
#include "tote-compat.h"
#include "tote-open.h"
#include "tote-time-words.h"
#include "tote-words.h"
#include "tote-wrap-layout.h"

#include <gio/gdesktopappinfo.h>
#include <glib/gi18n-lib.h>

#define TYPE "text/calendar"

/* Whoever finds this lives in a Flatpak: the programs outside are the desktop's to offer. */
#define SANDBOX "/.flatpak-info"

struct _ToteCalendarDialog {
  AdwWindow parent_instance;

  GtkBox *programs;
  GtkWidget *slot;
  GtkWidget *save_button;

  ToteTracker *tracker;      /* (owned) */
  char *text;                /* (owned): the event */
  char *problem;             /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  GAppInfo *chosen; /* (owned) (nullable): to be given the file; none for the desktop's own way */
};

G_DEFINE_FINAL_TYPE (ToteCalendarDialog, tote_calendar_dialog, ADW_TYPE_WINDOW)

typedef enum {
  PROP_TRACKER = 1,
  PROP_PROBLEM,
} ToteCalendarDialogProperty;

static GParamSpec *props[PROP_PROBLEM + 1];

static char *
slot_text (ToteCalendarDialog *self, ToteTracker *tracker)
{
  ToteOrder *order = tracker != NULL ? tote_tracker_get_order (tracker) : NULL;
  GDateTime *starts_at = order != NULL ? tote_order_get_window_starts_at (order) : NULL;
  GDateTime *ends_at = order != NULL ? tote_order_get_window_ends_at (order) : NULL;
  g_autofree char *day = NULL;
  g_autofree char *hours = NULL;

  if (order == NULL)
    return g_strdup ("");

  day = tote_time_words_slot_day (starts_at, ends_at, tote_tracker_get_today (tracker));
  hours = tote_time_words_slot_hours (starts_at, ends_at, tote_tracker_get_today (tracker));

  return *hours != '\0' ? g_strdup_printf (_ ("%s, %s"), day, hours) : g_steal_pointer (&day);
}

static void
set_problem (ToteCalendarDialog *self, const char *problem)
{
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBLEM]);
  if (problem != NULL)
    tote_access_announce (GTK_WIDGET (self), problem);
}

/* What was wrong is for the log: it speaks of portals and of types. */
static void
fail (ToteCalendarDialog *self, const GError *error, const char *problem)
{
  g_debug ("The calendar: %s", error->message);
  set_problem (self, problem);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteCalendarDialog *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;
  gboolean launched = tote_open_file_finish (result, &error);

  /* The dialog is closed meanwhile, or stays as it was. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (launched)
    gtk_window_close (GTK_WINDOW (self));
  else
    fail (self, error, _ ("The calendar could not be opened. Save the slot as a file instead."));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteCalendarDialog *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;

  if (tote_calendar_save_finish (G_FILE (source), result, &error))
    tote_open_file_async (GTK_WIDGET (self), G_FILE (source), self->chosen, self->cancellable,
                          on_launched, self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, error, _ ("The slot could not be handed over. Save it as a file instead."));
}

/* program: (nullable). */
static void
hand_over (ToteCalendarDialog *self, GAppInfo *program)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = tote_calendar_new_file (tote_tracker_get_order (self->tracker), &error);

  set_problem (self, NULL);
  g_set_object (&self->chosen, program);
  if (file == NULL)
    fail (self, error, _ ("The slot could not be handed over. Save it as a file instead."));
  else
    tote_calendar_save_async (file, self->text, self->cancellable, on_written, self);
}

static void
on_program_clicked (ToteCalendarDialog *self, GtkButton *button)
{
  hand_over (self, g_object_get_data (G_OBJECT (button), "program"));
}

/* program: (transfer full) (nullable): %NULL for the desktop’s own way. */
static void
add_program (ToteCalendarDialog *self, GAppInfo *program)
{
  g_autofree char *label =
      program != NULL
          /* Translators: the name of a program, such as “Evolution”. */
          ? g_strdup_printf (_ ("Open in %s"), g_app_info_get_display_name (program))
          : g_strdup (_ ("Open in a Calendar"));
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "suggested-action");
  g_object_set_data_full (G_OBJECT (button), "program", program, g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_program_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->programs, button);
}

/* An event is a text, too: those that edit texts are not asked, nor those in a terminal. */
static gboolean
is_calendar (GAppInfo *program)
{
  return g_app_info_should_show (program) &&
         (g_app_info_supports_uris (program) || g_app_info_supports_files (program)) &&
         !(G_IS_DESKTOP_APP_INFO (program) &&
           g_desktop_app_info_get_boolean (G_DESKTOP_APP_INFO (program), "Terminal"));
}

static void
add_programs (ToteCalendarDialog *self)
{
  g_autolist (GAppInfo) programs = NULL;

  if (g_file_test (SANDBOX, G_FILE_TEST_EXISTS)) {
    add_program (self, NULL);
    return;
  }

  programs = g_app_info_get_recommended_for_type (TYPE);
  for (GList *link = programs; link != NULL; link = link->next)
    if (is_calendar (link->data))
      add_program (self, g_object_ref (link->data));
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteCalendarDialog *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = tote_compat_choose_file_finish (result, &error);

  if (file != NULL)
    tote_calendar_dialog_save (self, file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, error, _ ("No place could be chosen for the file."));
}

static void
on_save (ToteCalendarDialog *self)
{
  g_autofree char *number =
      tote_words_number (tote_order_get_id (tote_tracker_get_order (self->tracker)));
  g_autofree char *name = g_strconcat (number, ".ics", NULL);

  set_problem (self, NULL);
  tote_compat_choose_file_async (GTK_WINDOW (self), _ ("Save the Slot"),
                                 g_strdelimit (name, G_DIR_SEPARATOR_S, '-'), self->cancellable,
                                 on_file_chosen, self);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteCalendarDialog *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;

  if (tote_calendar_save_finish (G_FILE (source), result, &error))
    gtk_window_close (GTK_WINDOW (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, error, _ ("The file could not be saved there. Choose another place."));
}

static void
tote_calendar_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteCalendarDialog *self = TOTE_CALENDAR_DIALOG (object);

  switch ((ToteCalendarDialogProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, self->tracker);
    break;
  case PROP_PROBLEM:
    g_value_set_string (value, self->problem);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_calendar_dialog_set_property (GObject *object, guint id, const GValue *value,
                                   GParamSpec *pspec)
{
  switch ((ToteCalendarDialogProperty) id) {
  case PROP_TRACKER:
    TOTE_CALENDAR_DIALOG (object)->tracker = g_value_dup_object (value);
    break;
  case PROP_PROBLEM:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_calendar_dialog_constructed (GObject *object)
{
  ToteCalendarDialog *self = TOTE_CALENDAR_DIALOG (object);
  ToteClock *clock = tote_tracker_get_clock (self->tracker);
  GtkWidget *program;

  G_OBJECT_CLASS (tote_calendar_dialog_parent_class)->constructed (object);

  self->text = tote_calendar_build (tote_tracker_get_order (self->tracker),
                                    tote_client_get_base (tote_tracker_get_client (self->tracker)),
                                    tote_brand_get_name (tote_brand_get_default ()),
                                    tote_clock_get_real_time (clock));
  add_programs (self);
  tote_wrap_buttons (GTK_WIDGET (self));
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  program = gtk_widget_get_first_child (GTK_WIDGET (self->programs));
  tote_access_describe (program != NULL ? program : self->save_button, self->slot);
}

static void
tote_calendar_dialog_dispose (GObject *object)
{
  ToteCalendarDialog *self = TOTE_CALENDAR_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chosen);
  g_clear_object (&self->tracker);

  G_OBJECT_CLASS (tote_calendar_dialog_parent_class)->dispose (object);
}

static void
tote_calendar_dialog_finalize (GObject *object)
{
  ToteCalendarDialog *self = TOTE_CALENDAR_DIALOG (object);

  g_free (self->text);
  g_free (self->problem);

  G_OBJECT_CLASS (tote_calendar_dialog_parent_class)->finalize (object);
}

static void
tote_calendar_dialog_class_init (ToteCalendarDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_calendar_dialog_get_property;
  object_class->set_property = tote_calendar_dialog_set_property;
  object_class->constructed = tote_calendar_dialog_constructed;
  object_class->dispose = tote_calendar_dialog_dispose;
  object_class->finalize = tote_calendar_dialog_finalize;

  props[PROP_TRACKER] =
      g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_PROBLEM] =
      g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-calendar-dialog.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteCalendarDialog, programs);
  gtk_widget_class_bind_template_child (widget_class, ToteCalendarDialog, slot);
  gtk_widget_class_bind_template_child (widget_class, ToteCalendarDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, slot_text);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
tote_calendar_dialog_init (ToteCalendarDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_tell_window (GTK_WINDOW (self));
}

/**
 * tote_calendar_dialog_new:
 * @parent: (nullable): the window it stands over
 * @tracker: follows an order with a slot
 *
 * Returns: (transfer none): a dialog, to be presented
 */
GtkWidget *
tote_calendar_dialog_new (GtkWindow *parent, ToteTracker *tracker)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (tracker), NULL);

  return g_object_new (TOTE_TYPE_CALENDAR_DIALOG, "transient-for", parent, "tracker", tracker,
                       NULL);
}

/**
 * tote_calendar_dialog_save:
 * @file: where the customer wants the slot to be
 *
 * Closes the dialog when it is there.
 *
 * For tests: the chooser of files is the platform’s, and nobody is there to choose.
 */
void
tote_calendar_dialog_save (ToteCalendarDialog *self, GFile *file)
{
  g_return_if_fail (TOTE_IS_CALENDAR_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  tote_calendar_save_async (file, self->text, self->cancellable, on_saved, self);
}
