/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-end-panel.h"

#include "tote-access.h"
#include "tote-brand.h"
#include "tote-closures.h"
#include "tote-rating-form.h"
#include "tote-spoken.h"
#include "tote-time-words.h"
#include "tote-time.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* How long the server lets the chat be read after the end (contract 3.6). */
#define CHAT_HOURS 24

struct _ToteEndPanel {
  TotePart parent_instance;

  GtkListBox *history_box;
  GtkWidget *kept_box;

  GListModel *history; /* (nullable): of the tracker */
};

G_DEFINE_FINAL_TYPE (ToteEndPanel, tote_end_panel, TOTE_TYPE_PART)

typedef enum {
  PROP_N_ENTRIES = 1,
} ToteEndPanelProperty;

static GParamSpec *props[PROP_N_ENTRIES + 1];

static gboolean
is_ended (ToteEndPanel *self, ToteStage stage)
{
  return tote_stage_is_final (stage);
}

static gboolean
is_canceled (ToteEndPanel *self, ToteStage stage)
{
  return stage == TOTE_STAGE_CANCELED;
}

static gboolean
has_chat (ToteEndPanel *self, ToteAvailability chat)
{
  return chat == TOTE_AVAILABILITY_YES || chat == TOTE_AVAILABILITY_OVER ||
         chat == TOTE_AVAILABILITY_EXPIRED;
}

static char *
chat_text (ToteEndPanel *self, ToteAvailability chat, guint n_entries, GDateTime *today)
{
  ToteStage stage = tote_part_get_tracker (TOTE_PART (self)) != NULL
                        ? tote_order_get_stage (tote_part_get_order (TOTE_PART (self)))
                        : TOTE_STAGE_UNKNOWN;
  g_autoptr (GDateTime) end =
      self->history != NULL ? tote_history_entry_find_time (self->history, stage) : NULL;
  g_autoptr (GDateTime) until = end != NULL ? g_date_time_add_hours (end, CHAT_HOURS) : NULL;
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (chat == TOTE_AVAILABILITY_EXPIRED || tote_part_get_tracker (TOTE_PART (self)) == NULL)
    return g_strdup (_ ("Can no longer be read"));
  if (until == NULL)
    return g_strdup (_ ("Can be read for a day after the end"));

  now = tote_time_from_us (
      tote_clock_get_real_time (tote_tracker_get_clock (tote_part_get_tracker (TOTE_PART (self)))));
  if (g_date_time_compare (until, now) <= 0)
    return g_strdup (_ ("Can no longer be read"));

  day = tote_time_words_day (until, today);
  time = tote_time_words_clock (until, today);

  /* Translators: a day, such as “Tomorrow”, and a time of day. */
  return g_strdup_printf (_ ("Can be read until: %s, %s"), day, time);
}

/* An entry of another day says which, above its time: beside it there would be no room for words.
 */
static char *
dup_entry_time (ToteEndPanel *self, GDateTime *at)
{
  GDateTime *today = tote_tracker_get_today (tote_part_get_tracker (TOTE_PART (self)));
  g_autofree char *moment = tote_time_words_moment (at, today);
  g_autofree char *time = tote_time_words_clock (at, today);
  g_autofree char *day = tote_time_words_day (at, today);

  return g_str_equal (moment, time) ? g_steal_pointer (&time) : g_strjoin ("\n", day, time, NULL);
}

/* To the Tab key the whole history is one stop: while one of the entries has the focus, no other
 * one takes it but by the arrow keys. */
static void
open_entries (ToteEndPanel *self, GtkWidget *only)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->history_box)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_focusable (row, only == NULL || row == only);
}

static void
on_entry_entered (ToteEndPanel *self, GtkEventController *controller)
{
  open_entries (self, gtk_event_controller_get_widget (controller));
}

static GtkWidget *
create_entry (gpointer item, gpointer user_data)
{
  ToteHistoryEntry *entry = TOTE_HISTORY_ENTRY (item);
  GDateTime *at = tote_history_entry_get_vague (entry) ? NULL : tote_history_entry_get_at (entry);
  g_autofree char *time = at != NULL ? dup_entry_time (user_data, at) : NULL;
  GtkWidget *label = gtk_label_new (time);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 6, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autoptr (GString) spoken = g_string_new (NULL);

  /* Not together with “use-markup”: libadwaita 1.2 would read it as markup first. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 tote_history_entry_get_headline (TOTE_HISTORY_ENTRY (item)));
  gtk_widget_add_css_class (row, "history");
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);

  tote_spoken_add (spoken, time);
  tote_spoken_add (spoken, tote_history_entry_get_headline (entry));
  tote_access_tell_row (row);
  tote_access_name_row (row, spoken->str);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_entry_entered), user_data);
  gtk_widget_add_controller (row, focus);
  return row;
}

static GtkWidget *
get_row (ToteEndPanel *self, int index)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (self->history_box, index));
}

static void
on_history_left (ToteEndPanel *self)
{
  open_entries (self, NULL);
}

static gboolean
move_entry (ToteEndPanel *self, int by)
{
  GtkWidget *from = gtk_widget_get_focus_child (GTK_WIDGET (self->history_box));
  GtkWidget *to = NULL;

  if (from != NULL)
    to = get_row (self, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (from)) + by);
  if (to == NULL)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_set_focusable (to, TRUE);
  gtk_widget_grab_focus (to);
  return GDK_EVENT_STOP;
}

static gboolean
on_history_key (ToteEndPanel *self, guint keyval)
{
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    return move_entry (self, 1);
  if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    return move_entry (self, -1);

  return GDK_EVENT_PROPAGATE;
}

static void
on_history_changed (ToteEndPanel *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ENTRIES]);
}

/* Which day an entry was on is told with it. */
static void
on_today_changed (ToteEndPanel *self)
{
  gtk_list_box_bind_model (self->history_box, self->history, create_entry, self, NULL);
}

static void
tote_end_panel_track (TotePart *part, ToteTracker *tracker)
{
  ToteEndPanel *self = TOTE_END_PANEL (part);

  self->history = tracker != NULL ? tote_tracker_get_history (tracker) : NULL;
  if (tracker != NULL) {
    tote_part_watch (part, tracker, "notify::today", G_CALLBACK (on_today_changed));
    tote_part_watch (part, self->history, "items-changed", G_CALLBACK (on_history_changed));
  }

  on_today_changed (self);
  on_history_changed (self);
}

static void
tote_end_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteEndPanel *self = TOTE_END_PANEL (object);

  switch ((ToteEndPanelProperty) id) {
  case PROP_N_ENTRIES:
    g_value_set_uint (value, self->history != NULL ? g_list_model_get_n_items (self->history) : 0);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-end-panel.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteEndPanel, history_box);
  gtk_widget_class_bind_template_child (widget_class, ToteEndPanel, kept_box);
  gtk_widget_class_bind_template_callback (widget_class, is_ended);
  gtk_widget_class_bind_template_callback (widget_class, is_canceled);
  gtk_widget_class_bind_template_callback (widget_class, has_chat);
  gtk_widget_class_bind_template_callback (widget_class, chat_text);
  gtk_widget_class_bind_template_callback (widget_class, on_history_key);
  gtk_widget_class_bind_template_callback (widget_class, on_history_left);
}

static void
tote_end_panel_class_init (ToteEndPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_end_panel_get_property;
  TOTE_PART_CLASS (klass)->track = tote_end_panel_track;

  props[PROP_N_ENTRIES] = g_param_spec_uint ("n-entries", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_RATING_FORM);
  bind_template (widget_class);

  gtk_widget_class_set_css_name (widget_class, "endpanel");
}

static void
tote_end_panel_init (ToteEndPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* A store's display keeps nothing. */
  gtk_widget_set_visible (self->kept_box, !tote_brand_get_locked (tote_brand_get_default ()));
}
