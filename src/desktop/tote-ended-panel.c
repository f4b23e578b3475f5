/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-ended-panel.h"

#include "tote-outbox-notes.h"
#include "tote-rating.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>

#define READABLE_HOURS 24

/**
 * ToteEndedPanel: what there is to see and do when an order has ended: when each step came, a
 * rating, how long the chat can be read, and forgetting the order.
 *
 * Property: "tracker".
 */
struct _ToteEndedPanel {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *steps_box;

  ToteTracker *tracker; /* (owned) (nullable) */
  GListModel *history;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteEndedPanel, tote_ended_panel, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TRACKER = 1,
} ToteEndedPanelProperty;

static GParamSpec *props[PROP_TRACKER + 1];

static gboolean
can_rate (ToteEndedPanel *self, ToteStage stage)
{
  return stage == TOTE_STAGE_DELIVERED;
}

static char *
canceled_text (ToteEndedPanel *self, ToteStage stage)
{
  return g_strdup (stage == TOTE_STAGE_CANCELED
                       ? _ ("This order was canceled. The store can tell you why, and about "
                            "your money.")
                       : "");
}

static gboolean
has_text (ToteEndedPanel *self, const char *text)
{
  return text != NULL && *text != '\0';
}

static char *
chat_text (ToteEndedPanel *self, ToteAvailability chat, guint n_messages)
{
  if (chat == TOTE_AVAILABILITY_EXPIRED)
    return g_strdup (_ ("The chat is no longer kept."));

  return g_strdup_printf (ngettext ("The chat can be read for %d hour after the end.",
                                    "The chat can be read for %d hours after the end.",
                                    READABLE_HOURS),
                          READABLE_HOURS);
}

static gboolean
has_chat (ToteEndedPanel *self, ToteAvailability chat, guint n_messages)
{
  return n_messages > 0 || chat == TOTE_AVAILABILITY_EXPIRED;
}

static GtkWidget *
make_step (ToteEndedPanel *self, ToteStep *step)
{
  gint64 clock = tote_clock_get_real_time (tote_tracker_get_clock (self->tracker));
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (clock / G_USEC_PER_SEC);
  g_autofree char *at = tote_words_moment (tote_step_get_at (step), now);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (tote_step_get_headline (step));
  GtkWidget *time = gtk_label_new (at);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (time, "dim-label");
  gtk_widget_add_css_class (time, "numeric");
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), time);

  return row;
}

/* Steps are few. Those that read the same as the one before are told once. */
static void
fill_steps (ToteEndedPanel *self)
{
  guint n = g_list_model_get_n_items (self->history);
  const char *before = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->steps_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->steps_box), child);

  for (guint i = 0; i < n; i++) {
    g_autoptr (ToteStep) step = g_list_model_get_item (self->history, i);

    if (g_strcmp0 (before, tote_step_get_headline (step)) != 0)
      gtk_box_append (GTK_BOX (self->steps_box), make_step (self, step));
    before = tote_step_get_headline (step);
  }

  gtk_widget_set_visible (self->steps_box, n > 1);
}

static void
set_tracker (ToteEndedPanel *self, ToteTracker *tracker)
{
  if (tracker == NULL || self->tracker != NULL)
    return;

  self->tracker = g_object_ref (tracker);
  self->history = g_object_ref (tote_tracker_get_history (tracker));
  g_signal_connect_object (self->history, "items-changed", G_CALLBACK (fill_steps), self,
                           G_CONNECT_SWAPPED);
  fill_steps (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TRACKER]);
}

static void
tote_ended_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteEndedPanelProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, TOTE_ENDED_PANEL (object)->tracker);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_ended_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteEndedPanelProperty) id) {
  case PROP_TRACKER:
    set_tracker (TOTE_ENDED_PANEL (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_ended_panel_dispose (GObject *object)
{
  ToteEndedPanel *self = TOTE_ENDED_PANEL (object);

  g_clear_object (&self->history);
  g_clear_object (&self->tracker);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_ended_panel_parent_class)->dispose (object);
}

static void
tote_ended_panel_class_init (ToteEndedPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_ended_panel_get_property;
  object_class->set_property = tote_ended_panel_set_property;
  object_class->dispose = tote_ended_panel_dispose;

  props[PROP_TRACKER] =
      g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_OUTBOX_NOTES);
  g_type_ensure (TOTE_TYPE_RATING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_RESOURCE_BASE "/tote-ended-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteEndedPanel, box);
  gtk_widget_class_bind_template_child (widget_class, ToteEndedPanel, steps_box);
  gtk_widget_class_bind_template_callback (widget_class, can_rate);
  gtk_widget_class_bind_template_callback (widget_class, canceled_text);
  gtk_widget_class_bind_template_callback (widget_class, has_text);
  gtk_widget_class_bind_template_callback (widget_class, chat_text);
  gtk_widget_class_bind_template_callback (widget_class, has_chat);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "endedpanel");
}

static void
tote_ended_panel_init (ToteEndedPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
