/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-orders-row.h"

#include "tote-brand.h"
#include "tote-closures.h"
#include "tote-spoken.h"
#include "tote-time-words.h"
#include "tote-waiting.h"
#include "tote-words.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _ToteOrdersRow {
  TotePart parent_instance;

  GtkWidget *number;
  GtkWidget *headline;
  GtkWidget *when;
  GtkWidget *trouble;
  GtkWidget *questions;
  GtkWidget *unread;
};

G_DEFINE_FINAL_TYPE (ToteOrdersRow, tote_orders_row, TOTE_TYPE_PART)

static char *
number_text (ToteOrdersRow *self, const char *id)
{
  return tote_words_order (tote_brand_get_name (tote_brand_get_default ()), id);
}

static char *
headline_text (ToteOrdersRow *self, const char *headline, gboolean loaded, const GError *failure)
{
  if (failure != NULL && !loaded)
    return tote_words_failure_title (failure);
  return g_strdup (loaded ? headline : _ ("Asking the store…"));
}

static char *
slot_text (GDateTime *starts_at, GDateTime *ends_at, GDateTime *today)
{
  g_autofree char *day = tote_time_words_slot_day (starts_at, ends_at, today);
  g_autofree char *hours = tote_time_words_slot_hours (starts_at, ends_at, today);

  if (*hours == '\0')
    return g_steal_pointer (&day);

  /* Translators: a day and a time of day or a span of time, such as “Today, 1:30 – 3:30 PM”. */
  return g_strdup_printf (_ ("%s, %s"), day, hours);
}

/* When an order ended, under a headline that says how. */
static char *
ended_text (GDateTime *ended_at, GDateTime *today)
{
  g_autofree char *day = tote_time_words_day (ended_at, today);
  g_autofree char *time = tote_time_words_clock (ended_at, today);

  return g_strdup_printf (_ ("%s, %s"), day, time);
}

static GDateTime *
find_end (ToteOrdersRow *self)
{
  ToteTracker *tracker = tote_part_get_tracker (TOTE_PART (self));

  return tote_history_entry_find_time (tote_tracker_get_history (tracker),
                                       tote_order_get_stage (tote_tracker_get_order (tracker)));
}

static char *
when_text (ToteOrdersRow *self, GDateTime *starts_at, GDateTime *ends_at, gboolean ended,
           double distance, ToteFreshness position_age, GDateTime *today)
{
  g_autoptr (GDateTime) end = ended ? find_end (self) : NULL;
  gboolean near = position_age == TOTE_FRESHNESS_LIVE || position_age == TOTE_FRESHNESS_STALE;
  g_autofree char *away = near && distance >= 0 ? tote_words_away (distance) : NULL;
  g_autofree char *slot = slot_text (starts_at, ends_at, today);

  if (end != NULL)
    return ended_text (end, today);
  if (away == NULL)
    return g_steal_pointer (&slot);

  return *slot != '\0' ? g_strjoin (" · ", slot, away, NULL) : g_steal_pointer (&away);
}

/* Why what stands there may be so no more, as on the page of the order. Where nothing is known of
 * it that is the headline. */
static char *
describe_trouble (gboolean loaded, gboolean online, gboolean ended, const GError *failure)
{
  gboolean in_trouble = loaded && !ended && (!online || failure != NULL);

  return in_trouble ? tote_words_failure_title (failure) : NULL;
}

static char *
trouble_text (ToteOrdersRow *self, gboolean loaded, gboolean online, gboolean ended,
              const GError *failure, gint64 last_answer, GDateTime *today)
{
  g_autofree char *trouble = describe_trouble (loaded, online, ended, failure);

  return trouble != NULL ? tote_words_as_of (trouble, last_answer, today) : g_strdup ("");
}

static gboolean
is_any (ToteOrdersRow *self, guint n_questions, guint n_unread)
{
  return n_questions > 0 || n_unread > 0;
}

static char *
questions_text (ToteOrdersRow *self, guint n)
{
  return tote_waiting_describe (n, 0);
}

static char *
unread_text (ToteOrdersRow *self, guint n)
{
  return tote_waiting_describe (0, n);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-orders-row.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteOrdersRow, number);
  gtk_widget_class_bind_template_child (widget_class, ToteOrdersRow, headline);
  gtk_widget_class_bind_template_child (widget_class, ToteOrdersRow, when);
  gtk_widget_class_bind_template_child (widget_class, ToteOrdersRow, trouble);
  gtk_widget_class_bind_template_child (widget_class, ToteOrdersRow, questions);
  gtk_widget_class_bind_template_child (widget_class, ToteOrdersRow, unread);
  gtk_widget_class_bind_template_callback (widget_class, number_text);
  gtk_widget_class_bind_template_callback (widget_class, headline_text);
  gtk_widget_class_bind_template_callback (widget_class, when_text);
  gtk_widget_class_bind_template_callback (widget_class, trouble_text);
  gtk_widget_class_bind_template_callback (widget_class, is_any);
  gtk_widget_class_bind_template_callback (widget_class, questions_text);
  gtk_widget_class_bind_template_callback (widget_class, unread_text);
}

static void
tote_orders_row_class_init (ToteOrdersRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
  bind_template (widget_class);

  gtk_widget_class_set_css_name (widget_class, "ordersrow");
}

static void
tote_orders_row_init (ToteOrdersRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tote_orders_row_name_place:
 * @place: the widget of the list that holds it and takes the focus
 *
 * Lets a screen reader say what stands on the row when the focus comes to it.
 */
void
tote_orders_row_name_place (ToteOrdersRow *self, GtkWidget *place)
{
  g_return_if_fail (TOTE_IS_ORDERS_ROW (self));

  tote_spoken_compose (place, self->number, self->headline, self->when, self->trouble,
                       self->questions, self->unread, NULL);
}

/**
 * tote_orders_row_get_tracker:
 *
 * Returns: (transfer none) (nullable): what follows its order
 */
ToteTracker *
tote_orders_row_get_tracker (ToteOrdersRow *self)
{
  g_return_val_if_fail (TOTE_IS_ORDERS_ROW (self), NULL);

  return tote_part_get_tracker (TOTE_PART (self));
}

/**
 * tote_orders_row_dup_news:
 * @tracker: follows an order
 *
 * Returns: (transfer full): which order it is, how it stands and what waits: what a screen reader
 *   says when that changes while the list is shown
 */
char *
tote_orders_row_dup_news (ToteTracker *tracker)
{
  ToteOrder *order = tote_tracker_get_order (tracker);
  g_autofree char *number = number_text (NULL, tote_order_get_id (order));
  g_autofree char *headline =
      headline_text (NULL, tote_order_get_headline (order), tote_tracker_get_loaded (tracker),
                     tote_tracker_get_failure (tracker));
  g_autofree char *trouble =
      describe_trouble (tote_tracker_get_loaded (tracker), tote_tracker_get_online (tracker),
                        tote_tracker_get_ended (tracker), tote_tracker_get_failure (tracker));
  g_autofree char *waiting =
      tote_waiting_describe (tote_item_list_get_n_questions (tote_order_get_items (order)),
                             tote_message_list_get_n_unread (tote_order_get_messages (order)));
  g_autoptr (GString) news = g_string_new (NULL);

  tote_spoken_add (news, number);
  tote_spoken_add (news, headline);
  tote_spoken_add (news, trouble);
  tote_spoken_add (news, waiting);

  return g_string_free (g_steal_pointer (&news), FALSE);
}
