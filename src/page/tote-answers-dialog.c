/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-answers-dialog.h"

#include "tote-access.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>

/* In pixels, what the list takes before it scrolls, and what is left of it in a low window. */
#define LIST_HEIGHT 300
#define LIST_HEIGHT_MIN 68

struct _ToteAnswersDialog {
  AdwWindow parent_instance;

  GtkLabel *title;
  GtkWidget *list_place;
  GtkWidget *scroller;
  GtkBox *list;
  GtkWidget *consequence;
  GtkButton *answer;

  ToteTracker *tracker; /* (owned) */
  GPtrArray *items;     /* (owned) of ToteItem */
  GPtrArray *offers;    /* (owned) of ToteProduct or %NULL: of each item, as it was shown here */
  ToteDecision decision;
};

G_DEFINE_FINAL_TYPE (ToteAnswersDialog, tote_answers_dialog, ADW_TYPE_WINDOW)

static gboolean
is_open (ToteItem *item)
{
  ToteSendState send_state = tote_item_get_send_state (item);

  return tote_item_get_decision (item) == TOTE_DECISION_PENDING &&
         (send_state == TOTE_SEND_STATE_NONE || TOTE_SEND_STATE_IS_TROUBLE (send_state));
}

static char *
describe (ToteProduct *product)
{
  g_autofree char *amount = product != NULL ? tote_product_dup_amount (product) : NULL;
  const char *name = product != NULL ? tote_words_product (product) : _ ("Another item");

  /* Translators: an item, and how much of it. */
  return amount != NULL && *amount != '\0' ? g_strdup_printf (_ ("%s, %s"), name, amount)
                                           : g_strdup (name);
}

/* To a screen reader an arrow is no word. */
static char *
describe_answer (ToteItem *item, ToteDecision decision, gboolean spoken)
{
  g_autofree char *ordered = describe (tote_item_get_product (item));
  g_autofree char *offered = describe (tote_item_get_replacement (item));

  if (decision == TOTE_DECISION_APPROVED)
    return g_strdup_printf (spoken
                                /* Translators: first what was ordered, then what is offered. */
                                ? _ ("Replacement for %s: %s")
                                /* Translators: first what was ordered, then what comes instead. */
                                : _ ("%s → %s"),
                            ordered, offered);

  return g_steal_pointer (&ordered);
}

/* As high as the list is at this width; a scrolled window would not ask for which. */
static void
measure_list (GtkWidget *place, GtkOrientation orientation, int for_size, int *minimum,
              int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *scroller = gtk_widget_get_first_child (place);
  GtkWidget *viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller));

  gtk_widget_measure (viewport, orientation,
                      orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, minimum, natural,
                      NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL) {
    *natural = MIN (*natural, LIST_HEIGHT);
    *minimum = MIN (*natural, LIST_HEIGHT_MIN);
  }
}

static void
place_list (GtkWidget *place, int width, int height, int baseline)
{
  gtk_widget_allocate (gtk_widget_get_first_child (place), width, height, baseline, NULL);
}

static GtkSizeRequestMode
get_list_mode (GtkWidget *place)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
add_question (ToteAnswersDialog *self, ToteItem *item, GString *spoken)
{
  g_autofree char *text = describe_answer (item, self->decision, FALSE);
  g_autofree char *words = describe_answer (item, self->decision, TRUE);
  ToteProduct *offer = tote_item_get_replacement (item);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                    "xalign", 0.0, "max-width-chars", 36, NULL);

  gtk_box_append (self->list, label);
  g_string_append_printf (spoken, "%s%s.", spoken->len > 0 ? " " : "", words);
  g_ptr_array_add (self->items, g_object_ref (item));
  g_ptr_array_add (self->offers, offer != NULL ? g_object_ref (offer) : NULL);
}

static void
fill (ToteAnswersDialog *self)
{
  GListModel *questions =
      tote_item_list_get_questions (tote_order_get_items (tote_tracker_get_order (self->tracker)));
  gboolean approved = self->decision == TOTE_DECISION_APPROVED;
  g_autoptr (GString) spoken = g_string_new (NULL);
  g_autofree char *title = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (questions); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (questions, i);

    if (is_open (item))
      add_question (self, item, spoken);
  }
  /* What scrolls takes the focus, and is what is in it. */
  tote_access_name_scroller (self->scroller, spoken->str);

  title = g_strdup_printf (
      approved ? ngettext ("Approve %u replacement?", "Approve %u replacements?", self->items->len)
               : ngettext ("Refund %u item instead?", "Refund %u items instead?", self->items->len),
      self->items->len);
  gtk_label_set_label (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (self->answer, approved ? _ ("_Approve All") : _ ("_Refund All"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->answer), self->items->len > 0);
}

static void
on_answer (ToteAnswersDialog *self)
{
  for (guint i = 0; i < self->items->len; i++) {
    ToteItem *item = g_ptr_array_index (self->items, i);
    g_autoptr (ToteWish) wish = NULL;

    if (!is_open (item))
      continue;

    wish = tote_wish_new_decision (tote_item_get_id (item), g_ptr_array_index (self->offers, i),
                                   self->decision, NULL);
    tote_tracker_wish (self->tracker, wish);
  }

  gtk_window_close (GTK_WINDOW (self));
}

static void
tote_answers_dialog_dispose (GObject *object)
{
  g_clear_object (&TOTE_ANSWERS_DIALOG (object)->tracker);

  G_OBJECT_CLASS (tote_answers_dialog_parent_class)->dispose (object);
}

static void
tote_answers_dialog_finalize (GObject *object)
{
  ToteAnswersDialog *self = TOTE_ANSWERS_DIALOG (object);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->offers);

  G_OBJECT_CLASS (tote_answers_dialog_parent_class)->finalize (object);
}

static void
tote_answers_dialog_class_init (ToteAnswersDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tote_answers_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = tote_answers_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-answers-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteAnswersDialog, title);
  gtk_widget_class_bind_template_child (widget_class, ToteAnswersDialog, list_place);
  gtk_widget_class_bind_template_child (widget_class, ToteAnswersDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, ToteAnswersDialog, list);
  gtk_widget_class_bind_template_child (widget_class, ToteAnswersDialog, consequence);
  gtk_widget_class_bind_template_child (widget_class, ToteAnswersDialog, answer);
  gtk_widget_class_bind_template_callback (widget_class, on_answer);
}

static void
unref_any (gpointer object)
{
  g_clear_object (&object);
}

static void
tote_answers_dialog_init (ToteAnswersDialog *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->offers = g_ptr_array_new_with_free_func (unref_any);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->list_place,
                                 gtk_custom_layout_new (get_list_mode, measure_list, place_list));
  tote_access_tell_window (GTK_WINDOW (self));
  tote_access_describe (GTK_WIDGET (self->answer), self->consequence);
}

/**
 * tote_answers_dialog_new:
 * @parent: (nullable): the window it stands over
 * @tracker: of the order whose questions are answered
 * @decision: %TOTE_DECISION_APPROVED or %TOTE_DECISION_REJECTED
 *
 * Returns: (transfer none): a dialog, to be presented
 */
GtkWidget *
tote_answers_dialog_new (GtkWindow *parent, ToteTracker *tracker, ToteDecision decision)
{
  ToteAnswersDialog *self;

  g_return_val_if_fail (TOTE_IS_TRACKER (tracker), NULL);

  self = g_object_new (TOTE_TYPE_ANSWERS_DIALOG, "transient-for", parent, NULL);
  self->tracker = g_object_ref (tracker);
  self->decision = decision;
  fill (self);

  return GTK_WIDGET (self);
}
