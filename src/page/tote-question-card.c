/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-question-card.h"

#include "tote-access.h"
#include "tote-brand.h"
#include "tote-closures.h"
#include "tote-picture.h"
#include "tote-row-layout.h"
#include "tote-spoken.h"
#include "tote-text-scale.h"
#include "tote-words.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

/* How many lines a name is to take, and how many characters there are to a line. */
#define NAME_LINES 3
#define NAME_CHARS_MIN 9
#define NAME_CHARS_MAX 40

/* Of what a choice is called, in a line. */
#define CHOICE_CHARS 16

/* A name of so many characters is whole at any width; what is longer has as many lines at most as
 * leave the answers in sight, whatever letters it is made of. */
#define NAME_WHOLE 100
#define NAME_LINES_MAX 6

struct _ToteQuestionCard {
  TotePart parent_instance;

  GtkWidget *approve_button;
  GtkWidget *card;
  GtkWidget *choices;
  GtkWidget *choices_box;
  GtkWidget *suggest_button;
  GtkLabel *note;

  ToteItem *item;       /* (owned) */
  char *place;          /* (owned) */
  char *told;           /* (owned) (nullable): what was last said of the answer */
  ToteProduct *drawn;   /* (owned) (nullable): the replacement that was drawn last */
  ToteProduct *pressed; /* (owned) (nullable): the one that was drawn when a button went down */
  gboolean is_pressed;
};

G_DEFINE_FINAL_TYPE (ToteQuestionCard, tote_question_card, TOTE_TYPE_PART)

typedef enum {
  PROP_ITEM = 1,
  PROP_PLACE,
  PROP_BRAND,
} ToteQuestionCardProperty;

static GParamSpec *props[PROP_BRAND + 1];

static char *
title_text (ToteQuestionCard *self, const char *shopper)
{
  if (shopper == NULL || *shopper == '\0')
    return g_strdup (_ ("A replacement is suggested"));

  /* Translators: the first name of the shopper. */
  return g_strdup_printf (_ ("%s suggests a replacement"), shopper);
}

static char *
struck_name (ToteQuestionCard *self, ToteProduct *product)
{
  return product == NULL ? NULL
                         : g_markup_printf_escaped ("<s>%s</s>", tote_words_product (product));
}

static char *
product_name (ToteQuestionCard *self, ToteProduct *product)
{
  return g_strdup (product == NULL ? _ ("Another item") : tote_words_product (product));
}

/* A name that has no room in a few short lines asks for long ones, and gets them below the other:
 * what it is about may stand at its end, so that nothing of it is left out. */
static int
name_width (ToteQuestionCard *self, ToteProduct *product)
{
  glong length = product != NULL ? g_utf8_strlen (tote_words_product (product), -1) : 0;

  return (int) CLAMP (length / NAME_LINES + 2, NAME_CHARS_MIN, NAME_CHARS_MAX);
}

static int
name_lines (ToteQuestionCard *self, ToteProduct *product)
{
  glong length = product != NULL ? g_utf8_strlen (tote_words_product (product), -1) : 0;

  return length <= NAME_WHOLE ? NAME_WHOLE : (int) (NAME_LINES_MAX * tote_text_scale_get ());
}

static char *
product_url (ToteQuestionCard *self, ToteProduct *product)
{
  return product == NULL ? NULL : g_strdup (tote_product_get_image_url (product));
}

static char *
product_amount (ToteQuestionCard *self, ToteProduct *product)
{
  return product == NULL ? NULL : tote_product_dup_amount (product);
}

static gboolean
can_answer (ToteQuestionCard *self, ToteDecision decision, ToteSendState send_state,
            gboolean decidable)
{
  return decidable && decision == TOTE_DECISION_PENDING &&
         (send_state == TOTE_SEND_STATE_NONE || TOTE_SEND_STATE_IS_TROUBLE (send_state));
}

/* What silence means is said once, above several questions. */
static char *
silence_text (ToteQuestionCard *self, gboolean bought, const char *place)
{
  return tote_closures_has_text (self, place) ? g_strdup ("") : tote_words_silence (bought);
}

static char *
note_text (ToteQuestionCard *self, const GError *failure, ToteSendState send_state,
           ToteDecision wished, const char *reason, gboolean decidable, const char *silence)
{
  const char *waiting = tote_words_sending (failure);

  if (send_state == TOTE_SEND_STATE_SENDING && waiting != NULL)
    return g_strdup (waiting);

  if (send_state == TOTE_SEND_STATE_SENDING || send_state == TOTE_SEND_STATE_SENT)
    return g_strdup (wished == TOTE_DECISION_APPROVED ? _ ("Sending your approval…")
                                                      : _ ("Asking for a refund…"));

  if (send_state == TOTE_SEND_STATE_FAILED)
    /* Translators: why an answer could not be sent, in the server's words. */
    return g_strdup_printf (_ ("Could not send: %s. Choose again to try once more."),
                            reason != NULL && *reason != '\0' ? reason : _ ("no connection"));

  if (send_state == TOTE_SEND_STATE_UNCLEAR)
    return g_strdup (_ ("Your answer could not be confirmed. Choose again to send it once more."));

  if (TOTE_SEND_STATE_IS_TROUBLE (send_state))
    return g_strdup (_ ("The suggestion changed. Nothing was answered: please choose again."));

  return g_strdup (decidable ? silence
                             : _ ("The shopper is past the point where this can be "
                                  "decided."));
}

static gboolean
is_sending (ToteQuestionCard *self, const GError *failure, ToteSendState send_state)
{
  if (tote_words_sending (failure) != NULL)
    return FALSE;

  return send_state == TOTE_SEND_STATE_SENDING || send_state == TOTE_SEND_STATE_SENT;
}

/* A button goes down, by mouse, finger, key or assistive technology; it answers when it comes up.
 */
static void
on_pressed (ToteQuestionCard *self)
{
  g_set_object (&self->pressed, self->drawn);
  self->is_pressed = TRUE;
}

/* The focus goes to the card itself, which tells what becomes of the answer: a second Enter finds
 * nothing to press. Only once the answer is on its way, or what silence means were said again. */
static void
decide (ToteQuestionCard *self, ToteDecision decision, const ToteAlternative *alternative)
{
  ToteProduct *offered = self->is_pressed ? self->pressed : tote_item_get_replacement (self->item);
  g_autoptr (ToteWish) wish =
      tote_wish_new_decision (tote_item_get_id (self->item), offered, decision, alternative);
  gboolean had_focus =
      (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  self->is_pressed = FALSE;

  /* The tracker marks the item as sending before it returns, which locks the buttons. */
  tote_tracker_wish (tote_part_get_tracker (TOTE_PART (self)), wish);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
approve (GtkWidget *widget, const char *name, GVariant *parameter)
{
  decide (TOTE_QUESTION_CARD (widget), TOTE_DECISION_APPROVED, NULL);
}

static void
refund (GtkWidget *widget, const char *name, GVariant *parameter)
{
  decide (TOTE_QUESTION_CARD (widget), TOTE_DECISION_REJECTED, NULL);
}

static void
suggest (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteQuestionCard *self = TOTE_QUESTION_CARD (widget);
  const ToteChoice *choice =
      tote_brand_get_choice (tote_brand_get_default (), g_variant_get_uint32 (parameter));

  gtk_popover_popdown (GTK_POPOVER (self->choices));
  if (choice != NULL)
    decide (self, TOTE_DECISION_REJECTED, &choice->alternative);
}

/* Not on the first choice, which an Enter too many would take: a choice is an answer. */
static void
on_choices_shown (ToteQuestionCard *self)
{
  gtk_widget_grab_focus (self->choices_box);
}

/* Those that can stand in for what was ordered. */
static void
fill_choices (ToteQuestionCard *self)
{
  ToteProduct *ordered = tote_item_get_product (self->item);
  const char *name = ordered != NULL ? tote_product_get_name (ordered) : NULL;
  const ToteChoice *choice;

  for (guint i = 0; (choice = tote_brand_get_choice (tote_brand_get_default (), i)) != NULL; i++) {
    GtkWidget *button, *label;

    if (!tote_choice_fits (choice, name))
      continue;

    button = gtk_button_new_with_label (choice->label);
    label = gtk_button_get_child (GTK_BUTTON (button));
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_max_width_chars (GTK_LABEL (label), CHOICE_CHARS);
    gtk_widget_add_css_class (button, "flat");
    g_signal_connect_swapped (button, "activate", G_CALLBACK (on_pressed), self);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "question.suggest");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", i);
    gtk_box_append (GTK_BOX (self->choices_box), button);
  }

  gtk_widget_set_visible (self->suggest_button,
                          gtk_widget_get_first_child (self->choices_box) != NULL);
}

static char *
describe (ToteProduct *product)
{
  g_autofree char *amount = product != NULL ? tote_product_dup_amount (product) : NULL;
  const char *name = product != NULL ? tote_words_product (product) : _ ("Another item");

  /* Translators: read aloud: an item, and how much of it. */
  return amount != NULL ? g_strdup_printf (_ ("%s, %s"), name, amount) : g_strdup (name);
}

/* Who hears the card hears all of it: what was ordered, what is offered, which of several questions
 * it is; and, as its description, what becomes of the answer or of none. */
static void
name_card (ToteQuestionCard *self)
{
  g_autofree char *ordered = describe (tote_item_get_product (self->item));
  g_autofree char *offered = describe (tote_item_get_replacement (self->item));
  g_autoptr (GString) name = g_string_new (NULL);

  /* Translators: first what was ordered, then what is offered instead. */
  g_string_printf (name, _ ("Replacement for %s: %s"), ordered, offered);
  if (tote_closures_has_text (self, self->place))
    g_string_append_printf (name, ". %s", self->place);
  tote_spoken_name (GTK_WIDGET (self), name->str);
}

static char *
approve_hint (ToteQuestionCard *self, ToteProduct *replacement)
{
  /* Translators: the name of an item. */
  return g_strdup_printf (_ ("Approve %s"),
                          replacement != NULL ? tote_words_product (replacement) : "");
}

static char *
refund_hint (ToteQuestionCard *self, ToteProduct *product)
{
  /* Translators: the name of an item. */
  return g_strdup_printf (_ ("Refund %s instead"),
                          product != NULL ? tote_words_product (product) : "");
}

static void
tote_question_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteQuestionCard *self = TOTE_QUESTION_CARD (object);

  switch ((ToteQuestionCardProperty) id) {
  case PROP_ITEM:
    g_value_set_object (value, self->item);
    break;
  case PROP_PLACE:
    g_value_set_string (value, self->place);
    break;
  case PROP_BRAND:
    g_value_set_object (value, tote_brand_get_default ());
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_question_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteQuestionCard *self = TOTE_QUESTION_CARD (object);

  switch ((ToteQuestionCardProperty) id) {
  case PROP_ITEM:
    self->item = g_value_dup_object (value);
    break;
  case PROP_PLACE:
  case PROP_BRAND:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

/* Who has stayed with the card hears what becomes of the answer; who has gone on must hear of
 * trouble too. What silence means is heard with the first of the buttons. */
static void
on_note_changed (ToteQuestionCard *self)
{
  ToteSendState send_state = tote_item_get_send_state (self->item);
  const char *note = gtk_label_get_label (self->note);
  gboolean heard = TOTE_SEND_STATE_IS_TROUBLE (send_state) ||
                   (send_state != TOTE_SEND_STATE_NONE && gtk_widget_is_focus (GTK_WIDGET (self)));

  if (!heard || g_strcmp0 (note, self->told) == 0)
    return;

  g_free (self->told);
  self->told = g_strdup (note);
  tote_access_announce (GTK_WIDGET (self), note);
}

/* What was answered goes as soon as the store has it. */
static void
on_send_state_changed (ToteQuestionCard *self)
{
  ToteSendState send_state = tote_item_get_send_state (self->item);

  tote_access_set_passing (GTK_WIDGET (self), send_state == TOTE_SEND_STATE_SENDING ||
                                                  send_state == TOTE_SEND_STATE_SENT);
}

static void
tote_question_card_constructed (GObject *object)
{
  ToteQuestionCard *self = TOTE_QUESTION_CARD (object);

  G_OBJECT_CLASS (tote_question_card_parent_class)->constructed (object);

  fill_choices (self);
  tote_wrap_buttons (GTK_WIDGET (self));
  tote_access_name_buttons (GTK_WIDGET (self));
  g_signal_connect_object (self->item, "notify::product", G_CALLBACK (name_card), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->item, "notify::replacement", G_CALLBACK (name_card), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->note, "notify::label", G_CALLBACK (on_note_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->item, "notify::send-state", G_CALLBACK (on_send_state_changed),
                           self, G_CONNECT_SWAPPED);
  on_send_state_changed (self);
  name_card (self);
  tote_access_describe (GTK_WIDGET (self), GTK_WIDGET (self->note));
  tote_access_describe (self->approve_button, GTK_WIDGET (self->note));
}

static void
tote_question_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ToteQuestionCard *self = TOTE_QUESTION_CARD (widget);

  g_set_object (&self->drawn, tote_item_get_replacement (self->item));

  GTK_WIDGET_CLASS (tote_question_card_parent_class)->snapshot (widget, snapshot);
}

/* The card is no stop of the Tab key: its buttons are. */
static gboolean
tote_question_card_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_is_focus (widget) && direction == GTK_DIR_TAB_BACKWARD)
    return FALSE;

  return gtk_widget_child_focus (TOTE_QUESTION_CARD (widget)->card, direction);
}

static void
tote_question_card_dispose (GObject *object)
{
  ToteQuestionCard *self = TOTE_QUESTION_CARD (object);

  g_clear_object (&self->item);
  g_clear_object (&self->drawn);
  g_clear_object (&self->pressed);

  G_OBJECT_CLASS (tote_question_card_parent_class)->dispose (object);
}

static void
tote_question_card_finalize (GObject *object)
{
  ToteQuestionCard *self = TOTE_QUESTION_CARD (object);

  g_free (self->place);
  g_free (self->told);

  G_OBJECT_CLASS (tote_question_card_parent_class)->finalize (object);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, title_text);
  gtk_widget_class_bind_template_callback (widget_class, struck_name);
  gtk_widget_class_bind_template_callback (widget_class, product_name);
  gtk_widget_class_bind_template_callback (widget_class, name_lines);
  gtk_widget_class_bind_template_callback (widget_class, name_width);
  gtk_widget_class_bind_template_callback (widget_class, product_url);
  gtk_widget_class_bind_template_callback (widget_class, product_amount);
  gtk_widget_class_bind_template_callback (widget_class, can_answer);
  gtk_widget_class_bind_template_callback (widget_class, silence_text);
  gtk_widget_class_bind_template_callback (widget_class, note_text);
  gtk_widget_class_bind_template_callback (widget_class, is_sending);
  gtk_widget_class_bind_template_callback (widget_class, approve_hint);
  gtk_widget_class_bind_template_callback (widget_class, on_choices_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_bind_template_callback (widget_class, refund_hint);
}

static void
tote_question_card_class_init (ToteQuestionCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_question_card_get_property;
  object_class->set_property = tote_question_card_set_property;
  object_class->constructed = tote_question_card_constructed;
  object_class->dispose = tote_question_card_dispose;
  object_class->finalize = tote_question_card_finalize;

  widget_class->focus = tote_question_card_focus;
  widget_class->snapshot = tote_question_card_snapshot;

  props[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, TOTE_TYPE_ITEM, once);
  props[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, "", read);
  props[PROP_BRAND] = g_param_spec_object ("brand", NULL, NULL, TOTE_TYPE_BRAND, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "question.approve", NULL, approve);
  gtk_widget_class_install_action (widget_class, "question.refund", NULL, refund);
  gtk_widget_class_install_action (widget_class, "question.suggest", "u", suggest);

  g_type_ensure (TOTE_TYPE_PICTURE);
  g_type_ensure (TOTE_TYPE_ROW_LAYOUT);
  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-question-card.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteQuestionCard, approve_button);
  gtk_widget_class_bind_template_child (widget_class, ToteQuestionCard, card);
  gtk_widget_class_bind_template_child (widget_class, ToteQuestionCard, choices);
  gtk_widget_class_bind_template_child (widget_class, ToteQuestionCard, choices_box);
  gtk_widget_class_bind_template_child (widget_class, ToteQuestionCard, suggest_button);
  gtk_widget_class_bind_template_child (widget_class, ToteQuestionCard, note);
  bind_callbacks (widget_class);

  gtk_widget_class_set_css_name (widget_class, "questioncard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tote_question_card_init (ToteQuestionCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tote_question_card_new:
 * @tracker: takes the answer
 * @item: the item in question
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
tote_question_card_new (ToteTracker *tracker, ToteItem *item)
{
  return g_object_new (TOTE_TYPE_QUESTION_CARD, "tracker", tracker, "item", item, NULL);
}

/**
 * tote_question_card_set_place:
 * @number: which of the questions this is, from 1
 * @total: how many there are; the place of a single one is not told
 */
void
tote_question_card_set_place (ToteQuestionCard *self, guint number, guint total)
{
  g_autofree char *place = NULL;

  g_return_if_fail (TOTE_IS_QUESTION_CARD (self));

  /* Translators: which of several questions this is. */
  place = total > 1 ? g_strdup_printf (_ ("%u of %u"), number, total) : g_strdup ("");
  if (g_strcmp0 (place, self->place) == 0)
    return;

  g_free (self->place);
  self->place = g_steal_pointer (&place);
  name_card (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLACE]);
}
