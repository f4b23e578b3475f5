/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-order-head.h"

#include "tote-chat-words.h"
#include "tote-closures.h"
#include "tote-drop-off-card.h"
#include "tote-end-panel.h"
#include "tote-lazy-bin.h"
#include "tote-pickup-panel.h"
#include "tote-progress-line.h"
#include "tote-question-card.h"
#include "tote-questions-bar.h"
#include "tote-shopper-card.h"
#include "tote-spoken.h"
#include "tote-text.h"
#include "tote-time-words.h"
#include "tote-words.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _ToteOrderHead {
  TotePart parent_instance;

  GtkWidget *questions_box;
  GtkWidget *headline;
  GtkWidget *day;
  GtkWidget *range;
  GtkWidget *detail;
  GtkWidget *late;
  GtkWidget *word;
  GtkWidget *steps;

  GListModel *questions; /* (nullable): of the order */
  char *position_text;   /* (owned) (nullable) */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (ToteOrderHead, tote_order_head, TOTE_TYPE_PART)

typedef enum {
  PROP_POSITION_TEXT = 1,
  PROP_NARROW,
  PROP_N_ENTRIES,
} ToteOrderHeadProperty;

static GParamSpec *props[PROP_N_ENTRIES + 1];

static char *
day_text (ToteOrderHead *self, GDateTime *starts_at, GDateTime *ends_at, GDateTime *today)
{
  g_autofree char *day = tote_time_words_slot_day (starts_at, ends_at, today);
  g_autofree char *hours = tote_time_words_slot_hours (starts_at, ends_at, today);

  if (*hours == '\0')
    return g_steal_pointer (&day);

  /* Translators: the day before a time slot, such as “Today,”. */
  return g_strdup_printf (_ ("%s,"), day);
}

static char *
range_text (ToteOrderHead *self, GDateTime *starts_at, GDateTime *ends_at, GDateTime *today)
{
  return tote_time_words_slot_hours (starts_at, ends_at, today);
}

/* When the order went on the road, if that was seen from here: a time that was only seen on
 * starting up would be made up. */
static char *
departure_text (ToteOrderHead *self, GDateTime *today)
{
  g_autoptr (GDateTime) at = tote_history_entry_find_time (
      tote_tracker_get_history (tote_part_get_tracker (TOTE_PART (self))), TOTE_STAGE_DELIVERING);
  g_autofree char *time = at != NULL ? tote_time_words_since (at, today) : NULL;

  /* Translators: a time of day, or a day and a time of day. */
  return time != NULL ? g_strdup_printf (_ ("On the road since %s"), time) : g_strdup ("");
}

static char *
ended_text (ToteOrderHead *self, ToteStage stage, GDateTime *today)
{
  ToteOrder *order = tote_part_get_order (TOTE_PART (self));
  g_autoptr (GDateTime) at = tote_history_entry_find_time (
      tote_tracker_get_history (tote_part_get_tracker (TOTE_PART (self))), stage);
  g_autofree char *time = at != NULL ? tote_time_words_at (at, today) : NULL;

  return tote_words_ended (stage, tote_order_get_fulfillment (order), time);
}

static char *
doing_text (ToteOrderHead *self, ToteStage stage, const char *detail, guint n_items,
            guint n_shopping, GDateTime *today)
{
  switch (stage) {
  case TOTE_STAGE_SHOPPING:
  case TOTE_STAGE_REVIEW:
    if (n_items > 0)
      return tote_words_progress (n_items - n_shopping, n_items);
    return g_strdup (detail != NULL ? detail : "");
  case TOTE_STAGE_DELIVERING:
    return departure_text (self, today);
  case TOTE_STAGE_DELIVERED:
  case TOTE_STAGE_CANCELED:
    return ended_text (self, stage, today);
  case TOTE_STAGE_RECEIVED:
  case TOTE_STAGE_PACKED:
  case TOTE_STAGE_READY:
  case TOTE_STAGE_HANDING_OVER:
  case TOTE_STAGE_UNKNOWN:
  default:
    return g_strdup (detail != NULL ? detail : "");
  }
}

/* Near its end the line about being late tells of the slot. */
static char *
detail_text (ToteOrderHead *self, ToteStage stage, const char *detail, guint n_items,
             guint n_shopping, guint n_entries, int minutes_left, ToteLateness late,
             GDateTime *today)
{
  g_autofree char *doing = doing_text (self, stage, detail, n_items, n_shopping, today);
  g_autofree char *left = NULL;

  if (minutes_left < 0 || late != TOTE_LATENESS_NO)
    return g_steal_pointer (&doing);

  left = tote_words_left (minutes_left);
  return *doing != '\0' ? g_strjoin (" · ", left, doing, NULL) : g_steal_pointer (&left);
}

static gboolean
have_texts (ToteOrderHead *self, const char *range, const char *detail)
{
  return tote_closures_has_text (self, range) && tote_closures_has_text (self, detail);
}

static char *
late_text (ToteOrderHead *self, ToteLateness late, GDateTime *ends_at, ToteFulfillment fulfillment,
           GDateTime *today)
{
  g_autofree char *time = ends_at != NULL ? tote_time_words_at (ends_at, today) : NULL;

  if (time == NULL)
    return g_strdup ("");

  switch (late) {
  case TOTE_LATENESS_NEAR:
    /* Translators: when, such as “at 3:30 PM”. */
    return g_strdup_printf (_ ("Your time slot ends %s."), time);
  case TOTE_LATENESS_PAST:
    if (fulfillment == TOTE_FULFILLMENT_PICKUP)
      return g_strdup_printf (_ ("Your time slot ended %s. Ask the store if you can still "
                                 "come."),
                              time);
    return g_strdup_printf (_ ("Running late: the time slot ended %s and your order is not "
                               "there yet."),
                            time);
  case TOTE_LATENESS_NO:
  default:
    return g_strdup ("");
  }
}

/* The server's own word, in small print, where Tote does not know it. */
static char *
word_text (ToteOrderHead *self, ToteStage stage, const char *state)
{
  g_autofree char *word = tote_text_cut (g_strdup (state), TOTE_TEXT_PERSON_MAX);

  if (stage != TOTE_STAGE_UNKNOWN || !tote_closures_has_text (self, state))
    return g_strdup ("");

  /* Translators: a word of the server for the state of the order that is not known here. */
  return g_strdup_printf (_ ("The store says “%s”."), word);
}

/* That the items cannot be read, from when those below are, and when the store is asked again. */
static char *
unread_text (const char *what, gint64 as_of, gint64 asks_again_at, GDateTime *today)
{
  g_autofree char *text = tote_words_as_of (what, as_of, today);
  g_autofree char *again = tote_words_asks_again (asks_again_at, today);

  return again != NULL ? g_strdup_printf ("%s. %s.", text, again) : g_strdup_printf ("%s.", text);
}

static char *
items_text (ToteOrderHead *self, gboolean items_loaded, guint n_items, ToteFulfillment fulfillment,
            ToteStage stage, ToteAvailability items, gint64 as_of, gint64 asks_again_at,
            GDateTime *today)
{
  if (items == TOTE_AVAILABILITY_OFF)
    return unread_text (_ ("The store does not show the items now"), as_of, asks_again_at, today);
  if (items == TOTE_AVAILABILITY_UNKNOWN)
    return unread_text (_ ("The items cannot be read now"), as_of, 0, today);
  if (!items_loaded || n_items > 0)
    return g_strdup ("");

  return g_strdup (fulfillment == TOTE_FULFILLMENT_LAST_MILE && stage == TOTE_STAGE_RECEIVED
                       ? _ ("The store packs this order itself and does not list the items here.")
                       : _ ("The store lists no items for this order."));
}

/* A chat that the store does not offer leaves nothing behind; one that could be read is not gone
 * without a word. */
static char *
chat_text (ToteOrderHead *self, ToteAvailability chat, gint64 asks_again_at, GDateTime *today)
{
  ToteTracker *tracker = tote_part_get_tracker (TOTE_PART (self));

  if (chat != TOTE_AVAILABILITY_OFF || tracker == NULL ||
      tote_tracker_get_seen (tracker, TOTE_RESOURCE_CHAT) == 0)
    return g_strdup ("");

  return tote_chat_words_closed (chat, NULL, 0, asks_again_at, today);
}

static gboolean
has_steps (ToteOrderHead *self, ToteStage stage)
{
  return stage != TOTE_STAGE_CANCELED;
}

/* At the store the panel tells the address already. */
static gboolean
has_card (ToteOrderHead *self, gboolean narrow, ToteStage stage, ToteFulfillment fulfillment)
{
  gboolean at_store = fulfillment == TOTE_FULFILLMENT_PICKUP &&
                      (stage == TOTE_STAGE_READY || stage == TOTE_STAGE_HANDING_OVER);

  return narrow && !at_store;
}

static void
number_questions (ToteOrderHead *self)
{
  guint total = self->questions != NULL ? g_list_model_get_n_items (self->questions) : 0;
  guint number = 1;

  for (GtkWidget *card = gtk_widget_get_first_child (self->questions_box); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    tote_question_card_set_place (TOTE_QUESTION_CARD (card), number++, total);

  gtk_widget_set_visible (self->questions_box, total > 0);
}

static GtkWidget *
nth_card (ToteOrderHead *self, guint position)
{
  GtkWidget *card = gtk_widget_get_first_child (self->questions_box);

  while (card != NULL && position-- > 0)
    card = gtk_widget_get_next_sibling (card);

  return card;
}

/* Cards keep their identity, so that one being answered is not rebuilt under the pointer. */
static void
on_questions_changed (ToteOrderHead *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < removed; i++)
    gtk_box_remove (GTK_BOX (self->questions_box), nth_card (self, position));

  for (guint i = 0; i < added; i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (self->questions, position + i);
    GtkWidget *card = tote_question_card_new (tote_part_get_tracker (TOTE_PART (self)), item);

    gtk_box_insert_child_after (GTK_BOX (self->questions_box), card,
                                position + i > 0 ? nth_card (self, position + i - 1) : NULL);
  }

  number_questions (self);
}

static guint
count_entries (ToteOrderHead *self)
{
  ToteTracker *tracker = tote_part_get_tracker (TOTE_PART (self));

  return tracker != NULL ? g_list_model_get_n_items (tote_tracker_get_history (tracker)) : 0;
}

static void
on_history_changed (ToteOrderHead *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ENTRIES]);
}

static void
track_questions (ToteOrderHead *self, GListModel *questions)
{
  guint before = self->questions != NULL ? g_list_model_get_n_items (self->questions) : 0;

  self->questions = questions;
  on_questions_changed (self, 0, before,
                        questions != NULL ? g_list_model_get_n_items (questions) : 0);
}

static void
tote_order_head_track (TotePart *part, ToteTracker *tracker)
{
  ToteOrderHead *self = TOTE_ORDER_HEAD (part);
  GListModel *questions =
      tracker != NULL
          ? tote_item_list_get_questions (tote_order_get_items (tote_part_get_order (part)))
          : NULL;

  if (tracker != NULL) {
    tote_part_watch (part, questions, "items-changed", G_CALLBACK (on_questions_changed));
    tote_part_watch (part, tote_tracker_get_history (tracker), "items-changed",
                     G_CALLBACK (on_history_changed));
  }
  track_questions (self, questions);
  on_history_changed (self);
}

static void
tote_order_head_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteOrderHead *self = TOTE_ORDER_HEAD (object);

  switch ((ToteOrderHeadProperty) id) {
  case PROP_POSITION_TEXT:
    g_value_set_string (value, self->position_text);
    break;
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  case PROP_N_ENTRIES:
    g_value_set_uint (value, count_entries (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_order_head_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteOrderHead *self = TOTE_ORDER_HEAD (object);

  switch ((ToteOrderHeadProperty) id) {
  case PROP_POSITION_TEXT:
    g_free (self->position_text);
    self->position_text = g_value_dup_string (value);
    break;
  case PROP_NARROW:
    self->narrow = g_value_get_boolean (value);
    break;
  case PROP_N_ENTRIES:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_order_head_finalize (GObject *object)
{
  g_free (TOTE_ORDER_HEAD (object)->position_text);

  G_OBJECT_CLASS (tote_order_head_parent_class)->finalize (object);
}

/* In a list the arrow keys mean its rows; in here they go from field to field and from star to
 * star, as anywhere else, and to the rows only at the end. */
static gboolean
move_focus (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return gtk_widget_child_focus (widget, (GtkDirectionType) g_variant_get_int32 (arguments));
}

/* The row of the list around the head would take Enter and the space bar as its own, and nothing
 * happen: what a window does with them otherwise is done here. */
static gboolean
activate_focus (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && gtk_widget_activate (focus);
}

static void
bind_arrow (GtkWidgetClass *widget_class, guint key, guint keypad_key, GtkDirectionType direction)
{
  gtk_widget_class_add_binding (widget_class, key, 0, move_focus, "i", direction);
  gtk_widget_class_add_binding (widget_class, keypad_key, 0, move_focus, "i", direction);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter, GDK_KEY_space,
                                GDK_KEY_KP_Space };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i], 0, activate_focus, NULL);

  bind_arrow (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, GTK_DIR_UP);
  bind_arrow (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, GTK_DIR_DOWN);
  bind_arrow (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, GTK_DIR_LEFT);
  bind_arrow (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, GTK_DIR_RIGHT);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, day_text);
  gtk_widget_class_bind_template_callback (widget_class, range_text);
  gtk_widget_class_bind_template_callback (widget_class, detail_text);
  gtk_widget_class_bind_template_callback (widget_class, have_texts);
  gtk_widget_class_bind_template_callback (widget_class, late_text);
  gtk_widget_class_bind_template_callback (widget_class, word_text);
  gtk_widget_class_bind_template_callback (widget_class, chat_text);
  gtk_widget_class_bind_template_callback (widget_class, items_text);
  gtk_widget_class_bind_template_callback (widget_class, has_card);
  gtk_widget_class_bind_template_callback_full (widget_class, "has_wishes",
                                                G_CALLBACK (tote_drop_off_card_is_wanted));
  gtk_widget_class_bind_template_callback (widget_class, has_steps);
}

static void
ensure_types (void)
{
  g_type_ensure (TOTE_TYPE_END_PANEL);
  g_type_ensure (TOTE_TYPE_LAZY_BIN);
  g_type_ensure (TOTE_TYPE_PICKUP_PANEL);
  g_type_ensure (TOTE_TYPE_PROGRESS_LINE);
  g_type_ensure (TOTE_TYPE_QUESTIONS_BAR);
  g_type_ensure (TOTE_TYPE_SHOPPER_CARD);
  g_type_ensure (TOTE_TYPE_DROP_OFF_CARD);
  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
}

static void
tote_order_head_class_init (ToteOrderHeadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_order_head_get_property;
  object_class->set_property = tote_order_head_set_property;
  object_class->finalize = tote_order_head_finalize;
  TOTE_PART_CLASS (klass)->track = tote_order_head_track;

  props[PROP_POSITION_TEXT] = g_param_spec_string ("position-text", NULL, NULL, NULL, both);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, both);
  props[PROP_N_ENTRIES] = g_param_spec_uint ("n-entries", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-order-head.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderHead, questions_box);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderHead, headline);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderHead, day);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderHead, range);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderHead, detail);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderHead, late);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderHead, word);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderHead, steps);
  bind_callbacks (widget_class);
  bind_keys (widget_class);

  gtk_widget_class_set_css_name (widget_class, "orderhead");
}

static void
tote_order_head_init (ToteOrderHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tote_order_head_focus_question:
 * @item_id: of an item
 *
 * Returns: whether its replacement waits for an answer, and has the focus now
 */
gboolean
tote_order_head_focus_question (ToteOrderHead *self, const char *item_id)
{
  guint n;

  g_return_val_if_fail (TOTE_IS_ORDER_HEAD (self), FALSE);
  g_return_val_if_fail (item_id != NULL, FALSE);

  n = self->questions != NULL ? g_list_model_get_n_items (self->questions) : 0;
  for (guint i = 0; i < n; i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (self->questions, i);

    if (g_str_equal (tote_item_get_id (item), item_id))
      return gtk_widget_grab_focus (nth_card (self, i));
  }
  return FALSE;
}

/**
 * tote_order_head_name_place:
 * @place: the widget of the list that holds it and takes the focus
 *
 * Lets a screen reader say headline, step, slot and what was done when the focus comes to the head.
 */
void
tote_order_head_name_place (ToteOrderHead *self, GtkWidget *place)
{
  g_return_if_fail (TOTE_IS_ORDER_HEAD (self));

  tote_spoken_compose (place, self->headline, self->steps, self->day, self->range, self->detail,
                       self->late, self->word, NULL);
}
