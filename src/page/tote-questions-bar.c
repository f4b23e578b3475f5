/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-questions-bar.h"

#include "tote-access.h"
#include "tote-answers-dialog.h"
#include "tote-brand.h"
#include "tote-words.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _ToteQuestionsBar {
  TotePart parent_instance;

  GtkWidget *silence;
  GtkWidget *approve;

  GListModel *questions; /* (nullable): of the order */
};

G_DEFINE_FINAL_TYPE (ToteQuestionsBar, tote_questions_bar, TOTE_TYPE_PART)

typedef enum {
  PROP_N_QUESTIONS = 1,
  PROP_OPEN,
  PROP_BRAND,
} ToteQuestionsBarProperty;

static GParamSpec *props[PROP_BRAND + 1];

static guint
count (ToteQuestionsBar *self)
{
  return self->questions != NULL ? g_list_model_get_n_items (self->questions) : 0;
}

/* Whether any waits for an answer still: what has been answered stays until the store knows it. */
static gboolean
is_open (ToteQuestionsBar *self)
{
  for (guint i = 0; i < count (self); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (self->questions, i);
    ToteSendState send_state = tote_item_get_send_state (item);

    if (send_state == TOTE_SEND_STATE_NONE || TOTE_SEND_STATE_IS_TROUBLE (send_state))
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_several (ToteQuestionsBar *self, guint n)
{
  return n > 1;
}

static char *
title_text (ToteQuestionsBar *self, guint n)
{
  return g_strdup_printf (
      ngettext ("%u replacement waits for you", "%u replacements wait for you", n), n);
}

static char *
silence_text (ToteQuestionsBar *self, gboolean bought, gboolean decidable)
{
  return decidable ? tote_words_silence (bought) : g_strdup ("");
}

static void
ask (ToteQuestionsBar *self, ToteDecision decision)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = tote_answers_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                               tote_part_get_tracker (TOTE_PART (self)), decision);

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_approve (ToteQuestionsBar *self)
{
  ask (self, TOTE_DECISION_APPROVED);
}

static void
on_refund (ToteQuestionsBar *self)
{
  ask (self, TOTE_DECISION_REJECTED);
}

static void
on_answered (ToteQuestionsBar *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OPEN]);
}

static void
on_questions_changed (ToteQuestionsBar *self)
{
  for (guint i = 0; i < count (self); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (self->questions, i);

    g_signal_handlers_disconnect_by_func (item, on_answered, self);
    g_signal_connect_object (item, "notify::send-state", G_CALLBACK (on_answered), self,
                             G_CONNECT_SWAPPED);
  }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_QUESTIONS]);
  on_answered (self);
}

static void
tote_questions_bar_track (TotePart *part, ToteTracker *tracker)
{
  ToteQuestionsBar *self = TOTE_QUESTIONS_BAR (part);

  self->questions =
      tracker != NULL
          ? tote_item_list_get_questions (tote_order_get_items (tote_part_get_order (part)))
          : NULL;
  if (tracker != NULL)
    tote_part_watch (part, self->questions, "items-changed", G_CALLBACK (on_questions_changed));

  on_questions_changed (self);
}

static void
tote_questions_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteQuestionsBarProperty) id) {
  case PROP_N_QUESTIONS:
    g_value_set_uint (value, count (TOTE_QUESTIONS_BAR (object)));
    break;
  case PROP_OPEN:
    g_value_set_boolean (value, is_open (TOTE_QUESTIONS_BAR (object)));
    break;
  case PROP_BRAND:
    g_value_set_object (value, tote_brand_get_default ());
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_questions_bar_class_init (ToteQuestionsBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_questions_bar_get_property;
  TOTE_PART_CLASS (klass)->track = tote_questions_bar_track;

  props[PROP_N_QUESTIONS] = g_param_spec_uint ("n-questions", NULL, NULL, 0, G_MAXUINT, 0, read);
  props[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE, read);
  props[PROP_BRAND] = g_param_spec_object ("brand", NULL, NULL, TOTE_TYPE_BRAND, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-questions-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteQuestionsBar, silence);
  gtk_widget_class_bind_template_child (widget_class, ToteQuestionsBar, approve);
  gtk_widget_class_bind_template_callback (widget_class, is_several);
  gtk_widget_class_bind_template_callback (widget_class, title_text);
  gtk_widget_class_bind_template_callback (widget_class, silence_text);
  gtk_widget_class_bind_template_callback (widget_class, on_approve);
  gtk_widget_class_bind_template_callback (widget_class, on_refund);
  gtk_widget_class_set_css_name (widget_class, "questionsbar");
}

static void
tote_questions_bar_init (ToteQuestionsBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_describe (self->approve, self->silence);
}
