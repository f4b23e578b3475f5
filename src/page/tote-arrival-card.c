/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-arrival-card.h"

#include "tote-access.h"
#include "tote-closures.h"
#include "tote-property.h"
#include "tote-time-words.h"
#include "tote-time.h"
#include "tote-wish-status.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _ToteArrivalCard {
  TotePart parent_instance;

  GtkWidget *eta;
  GtkWidget *here;
  GtkWidget *hint;
  ToteWishWatch *schedule;
  ToteWishWatch *arrival;

  gboolean delegated;
  gboolean recalled;
};

G_DEFINE_FINAL_TYPE (ToteArrivalCard, tote_arrival_card, TOTE_TYPE_PART)

typedef enum {
  PROP_DELEGATED = 1,
  PROP_RECALLED,
} ToteArrivalCardProperty;

static GParamSpec *props[PROP_RECALLED + 1];

/* What can be chosen, in minutes. */
static const int minutes[] = { 5, 10, 15, 20, 30, 45, 60 };

static GDateTime *
get_eta (ToteArrivalCard *self, guint choice)
{
  gint64 now =
      tote_clock_get_real_time (tote_tracker_get_clock (tote_part_get_tracker (TOTE_PART (self))));
  g_autoptr (GDateTime) from = tote_time_from_us (now);

  return g_date_time_add_minutes (from, minutes[MIN (choice, G_N_ELEMENTS (minutes) - 1)]);
}

static gboolean
is_ready (ToteArrivalCard *self, ToteStage stage)
{
  return stage == TOTE_STAGE_READY;
}

/* An arrival is told once; a failed one is tried again beside its reason. */
static gboolean
is_untold (ToteArrivalCard *self, ToteSendState send_state, gboolean recalled)
{
  return send_state == TOTE_SEND_STATE_NONE || (recalled && send_state == TOTE_SEND_STATE_SENT);
}

/* The contract's conditions for schedule_pickup (3.8), and that the customer is not there yet. */
static gboolean
can_announce (ToteArrivalCard *self, ToteFulfillment fulfillment, const char *category,
              ToteStage stage, gboolean delegated, ToteSendState arrival, gboolean recalled)
{
  return fulfillment == TOTE_FULFILLMENT_PICKUP && category != NULL &&
         g_ascii_strcasecmp (category, "curbside") == 0 && stage == TOTE_STAGE_READY &&
         !delegated && is_untold (self, arrival, recalled);
}

static gboolean
is_late (ToteArrivalCard *self, guint choice, GDateTime *ends_at)
{
  g_autoptr (GDateTime) eta = NULL;

  if (tote_part_get_tracker (TOTE_PART (self)) == NULL || ends_at == NULL)
    return FALSE;

  eta = get_eta (self, choice);
  return g_date_time_compare (eta, ends_at) > 0;
}

static char *
late_text (ToteArrivalCard *self, guint choice, GDateTime *ends_at, GDateTime *today)
{
  g_autofree char *time = NULL;

  if (!is_late (self, choice, ends_at))
    return g_strdup ("");

  time = tote_time_words_at (ends_at, today);

  /* Translators: when, such as “at 3:30 PM”. */
  return g_strdup_printf (_ ("That is after your pickup time, which ends %s."), time);
}

static char *
expected_text (ToteArrivalCard *self, ToteOutboxEntry *entry, GDateTime *today)
{
  const char *text = entry != NULL ? tote_wish_get_eta (tote_outbox_entry_get_wish (entry)) : NULL;
  g_autoptr (GDateTime) eta = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  g_autofree char *time = eta != NULL ? tote_time_words_at (eta, today) : NULL;

  if (time == NULL)
    return g_strdup (_ ("The store has been told."));

  /* Translators: when, such as “at 3:30 PM”. */
  return g_strdup_printf (_ ("The store expects you %s."), time);
}

static char *
here_text (ToteArrivalCard *self, gboolean delegated)
{
  return g_strdup (delegated ? _ ("They Are _Here") : _ ("I’m _Here"));
}

/* Only at the curb somebody comes out to a vehicle. */
static char *
hint_text (ToteArrivalCard *self, const char *category, gboolean delegated)
{
  if (delegated)
    return g_strdup (_ ("Press it when they are at the store."));
  if (category != NULL && g_ascii_strcasecmp (category, "curbside") == 0)
    return g_strdup (_ ("Press it when you have parked. Somebody then brings your order out."));
  return g_strdup (_ ("Press it when you are at the store."));
}

/* Returns: (transfer full) (nullable): when the order was last seen to become ready */
static GDateTime *
find_ready (ToteArrivalCard *self)
{
  GListModel *history = tote_tracker_get_history (tote_part_get_tracker (TOTE_PART (self)));

  for (guint i = g_list_model_get_n_items (history); i > 0; i--) {
    g_autoptr (ToteHistoryEntry) entry = g_list_model_get_item (history, i - 1);
    GDateTime *at = tote_history_entry_get_at (entry);

    if (tote_history_entry_get_stage (entry) == TOTE_STAGE_READY && at != NULL)
      return g_date_time_ref (at);
  }
  return NULL;
}

/* An order can fall back (contract 4): what was told before it became ready again no longer counts.
 */
static void
find_recalled (ToteArrivalCard *self)
{
  ToteOutboxEntry *entry = tote_wish_watch_get_entry (self->arrival);
  GDateTime *told = entry != NULL ? tote_outbox_entry_get_created_at (entry) : NULL;
  g_autoptr (GDateTime) ready =
      tote_part_get_tracker (TOTE_PART (self)) != NULL ? find_ready (self) : NULL;
  gboolean recalled = told != NULL && ready != NULL && g_date_time_compare (ready, told) > 0;

  tote_property_set_flag (self, &self->recalled, recalled, props[PROP_RECALLED]);
}

static void
tote_arrival_card_track (TotePart *part, ToteTracker *tracker)
{
  if (tracker != NULL)
    tote_part_watch (part, tote_tracker_get_history (tracker), "items-changed",
                     G_CALLBACK (find_recalled));

  find_recalled (TOTE_ARRIVAL_CARD (part));
}

static void
on_way (ToteArrivalCard *self)
{
  g_autoptr (GDateTime) eta = NULL;
  g_autoptr (ToteWish) wish = NULL;

  if (!tote_closures_is_free (self, tote_wish_watch_get_send_state (self->schedule)))
    return;

  eta = get_eta (self, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->eta)));
  wish = tote_wish_new_schedule (eta);
  tote_tracker_wish (tote_part_get_tracker (TOTE_PART (self)), wish);
}

/* The outbox shows the wish before it returns, which locks the button: a second click finds it. */
static void
on_here (ToteArrivalCard *self)
{
  g_autoptr (ToteWish) wish = NULL;

  if (!is_untold (self, tote_wish_watch_get_send_state (self->arrival), self->recalled))
    return;

  wish = tote_wish_new_arrival (self->delegated);
  tote_tracker_wish (tote_part_get_tracker (TOTE_PART (self)), wish);
}

static void
fill_choices (ToteArrivalCard *self)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++) {
    /* Translators: a span of time until the customer is at the store. */
    g_autofree char *text = g_strdup_printf (
        ngettext ("In %d minute", "In %d minutes", (gulong) minutes[i]), minutes[i]);

    gtk_string_list_append (model, minutes[i] == 60 ? _ ("In an hour") : text);
  }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->eta), G_LIST_MODEL (model));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->eta), 2);
}

static void
tote_arrival_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteArrivalCard *self = TOTE_ARRIVAL_CARD (object);

  switch ((ToteArrivalCardProperty) id) {
  case PROP_DELEGATED:
    g_value_set_boolean (value, self->delegated);
    break;
  case PROP_RECALLED:
    g_value_set_boolean (value, self->recalled);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_arrival_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteArrivalCard *self = TOTE_ARRIVAL_CARD (object);

  switch (id) {
  case PROP_DELEGATED:
    tote_property_set_flag (self, &self->delegated, g_value_get_boolean (value), pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-arrival-card.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteArrivalCard, eta);
  gtk_widget_class_bind_template_child (widget_class, ToteArrivalCard, here);
  gtk_widget_class_bind_template_child (widget_class, ToteArrivalCard, hint);
  gtk_widget_class_bind_template_child (widget_class, ToteArrivalCard, schedule);
  gtk_widget_class_bind_template_child (widget_class, ToteArrivalCard, arrival);
  gtk_widget_class_bind_template_callback (widget_class, is_ready);
  gtk_widget_class_bind_template_callback (widget_class, is_untold);
  gtk_widget_class_bind_template_callback (widget_class, can_announce);
  gtk_widget_class_bind_template_callback (widget_class, is_late);
  gtk_widget_class_bind_template_callback (widget_class, late_text);
  gtk_widget_class_bind_template_callback (widget_class, expected_text);
  gtk_widget_class_bind_template_callback (widget_class, here_text);
  gtk_widget_class_bind_template_callback (widget_class, hint_text);
  gtk_widget_class_bind_template_callback (widget_class, find_recalled);
  gtk_widget_class_bind_template_callback (widget_class, on_way);
  gtk_widget_class_bind_template_callback (widget_class, on_here);
}

static void
tote_arrival_card_class_init (ToteArrivalCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_arrival_card_get_property;
  object_class->set_property = tote_arrival_card_set_property;
  TOTE_PART_CLASS (klass)->track = tote_arrival_card_track;

  props[PROP_DELEGATED] = g_param_spec_boolean ("delegated", NULL, NULL, FALSE, write);
  props[PROP_RECALLED] = g_param_spec_boolean ("recalled", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_WISH_WATCH);
  g_type_ensure (TOTE_TYPE_WISH_STATUS);
  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
  bind_template (widget_class);

  gtk_widget_class_set_css_name (widget_class, "arrivalcard");
}

static void
tote_arrival_card_init (ToteArrivalCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_describe (self->here, self->hint);
  fill_choices (self);
  tote_access_name_drop_down (self->eta);
}
