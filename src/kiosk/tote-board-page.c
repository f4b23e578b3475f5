/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-board-page.h"

#include "tote-board-column.h"
#include "tote-drift.h"
#include "tote-store-head.h"
#include "tote-time-words.h"
#include "tote-time.h"

#include <glib/gi18n-lib.h>

/* How long a page of it is read. */
#define PAGE_US (12 * G_USEC_PER_SEC)

struct _ToteBoardPage {
  AdwBin parent_instance;

  ToteDrift *drift;
  GtkLabel *clock;
  GtkLabel *offline;
  GtkBox *body;
  GtkBox *columns;
  ToteBoardColumn *shopping;
  ToteBoardColumn *ready;
  GtkBox *invitation;
  GtkWidget *find;

  ToteBoardFeed *board; /* (owned) */
  ToteClock *time;      /* (owned) */
  guint turning;        /* a timer */
  gint64 now;           /* real µs */
  gboolean portrait;
  gboolean look_up;
  gboolean demo;
};

G_DEFINE_FINAL_TYPE (ToteBoardPage, tote_board_page, ADW_TYPE_BIN)

typedef enum {
  PROP_PORTRAIT = 1,
  PROP_LOOK_UP,
  PROP_DEMO,
} ToteBoardPageProperty;

static GParamSpec *props[PROP_DEMO + 1];

/* Returns: (transfer full): the time of day where the screen is. */
static char *
format_clock (gint64 at, gint64 now)
{
  g_autoptr (GDateTime) time = tote_time_from_us_here (at);
  g_autoptr (GDateTime) today = tote_time_from_us_here (now);

  return time != NULL && today != NULL ? tote_time_words_clock (time, today) : g_strdup ("");
}

static char *
format_moment (gint64 at, gint64 now)
{
  g_autoptr (GDateTime) time = tote_time_from_us_here (at);
  g_autoptr (GDateTime) today = tote_time_from_us_here (now);

  return time != NULL && today != NULL ? tote_time_words_since (time, today) : g_strdup ("");
}

/* What is shown is never passed off as what is. */
static void
show_line (ToteBoardPage *self)
{
  const gint64 at = tote_board_feed_get_last_answer (self->board);
  const gboolean online = tote_board_feed_get_online (self->board);
  g_autofree char *time = at != 0 ? format_moment (at, self->now) : NULL;
  g_autofree char *text = NULL;

  if (time != NULL)
    /* Translators: a time of day, or a day and a time of day. */
    text = g_strdup_printf (_ ("The store’s server cannot be reached. This is from %s."), time);
  else
    text = g_strdup (_ ("Asking the store…"));

  g_object_set (self->shopping, "empty", at != 0 ? _ ("No order is being shopped right now.") : "",
                NULL);
  g_object_set (self->ready, "empty", at != 0 ? _ ("No order is waiting here right now.") : "",
                NULL);
  if (!online)
    gtk_label_set_label (self->offline, text);
  gtk_widget_set_visible (GTK_WIDGET (self->offline), !online);
}

/* Upright, the invitation lies below the columns, within reach. */
static void
set_portrait (ToteBoardPage *self, gboolean portrait)
{
  self->portrait = portrait;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body),
                                  portrait ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  portrait ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->invitation),
                                  portrait ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
}

static gboolean
turn (gpointer user_data)
{
  ToteBoardPage *self = user_data;

  tote_ticket_pile_turn (tote_board_column_get_pile (self->shopping));
  tote_ticket_pile_turn (tote_board_column_get_pile (self->ready));
  self->turning = tote_clock_add_timer (self->time, PAGE_US, turn, self);

  return G_SOURCE_REMOVE;
}

static void
tote_board_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteBoardPage *self = TOTE_BOARD_PAGE (object);

  switch ((ToteBoardPageProperty) id) {
  case PROP_PORTRAIT:
    g_value_set_boolean (value, self->portrait);
    break;
  case PROP_LOOK_UP:
    g_value_set_boolean (value, self->look_up);
    break;
  case PROP_DEMO:
    g_value_set_boolean (value, self->demo);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_board_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteBoardPage *self = TOTE_BOARD_PAGE (object);

  switch ((ToteBoardPageProperty) id) {
  case PROP_PORTRAIT:
    set_portrait (self, g_value_get_boolean (value));
    break;
  case PROP_LOOK_UP:
    self->look_up = g_value_get_boolean (value);
    break;
  case PROP_DEMO:
    self->demo = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

/* Enter leads on; the orders can be gone through by Tab. */
static gboolean
tote_board_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (TOTE_BOARD_PAGE (widget)->find);
}

/* On the way from one to the next nothing is chosen but that: with what takes the focus when it is
 * given to the page as a whole, GTK would never get out of it backwards. */
static gboolean
tote_board_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (adw_bin_get_child (ADW_BIN (widget)), direction);
}

static void
tote_board_page_dispose (GObject *object)
{
  ToteBoardPage *self = TOTE_BOARD_PAGE (object);

  tote_clock_clear_timer (self->time, &self->turning);
  g_clear_object (&self->time);
  g_clear_object (&self->board);

  G_OBJECT_CLASS (tote_board_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (TOTE_TYPE_BOARD_COLUMN);
  g_type_ensure (TOTE_TYPE_DRIFT);
  g_type_ensure (TOTE_TYPE_STORE_HEAD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-board-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteBoardPage, drift);
  gtk_widget_class_bind_template_child (widget_class, ToteBoardPage, clock);
  gtk_widget_class_bind_template_child (widget_class, ToteBoardPage, offline);
  gtk_widget_class_bind_template_child (widget_class, ToteBoardPage, body);
  gtk_widget_class_bind_template_child (widget_class, ToteBoardPage, columns);
  gtk_widget_class_bind_template_child (widget_class, ToteBoardPage, shopping);
  gtk_widget_class_bind_template_child (widget_class, ToteBoardPage, ready);
  gtk_widget_class_bind_template_child (widget_class, ToteBoardPage, invitation);
  gtk_widget_class_bind_template_child (widget_class, ToteBoardPage, find);
}

static void
tote_board_page_class_init (ToteBoardPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_board_page_get_property;
  object_class->set_property = tote_board_page_set_property;
  object_class->dispose = tote_board_page_dispose;
  widget_class->grab_focus = tote_board_page_grab_focus;
  widget_class->focus = tote_board_page_focus;

  props[PROP_PORTRAIT] = g_param_spec_boolean ("portrait", NULL, NULL, FALSE, both);
  props[PROP_LOOK_UP] = g_param_spec_boolean ("look-up", NULL, NULL, FALSE, both);
  props[PROP_DEMO] = g_param_spec_boolean ("demo", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "boardpage");
}

static void
tote_board_page_init (ToteBoardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tote_board_page_new:
 * @board: what it shows
 * @time: says when a page was read
 *
 * Returns: (transfer floating): a page of it
 */
GtkWidget *
tote_board_page_new (ToteBoardFeed *board, ToteClock *time)
{
  ToteBoardPage *self;
  ToteTickets *tickets;

  g_return_val_if_fail (TOTE_IS_BOARD_FEED (board), NULL);
  g_return_val_if_fail (TOTE_IS_CLOCK (time), NULL);

  self = g_object_new (TOTE_TYPE_BOARD_PAGE, NULL);
  self->board = g_object_ref (board);
  self->time = g_object_ref (time);
  tickets = tote_board_feed_get_tickets (board);
  g_object_set (self->shopping, "tickets", tote_tickets_get_column (tickets, TOTE_TICKET_SHOPPING),
                NULL);
  g_object_set (self->ready, "tickets", tote_tickets_get_column (tickets, TOTE_TICKET_READY), NULL);
  g_signal_connect_object (board, "notify::online", G_CALLBACK (show_line), self,
                           G_CONNECT_SWAPPED);
  self->turning = tote_clock_add_timer (time, PAGE_US, turn, self);

  return GTK_WIDGET (self);
}

/**
 * tote_board_page_set_now:
 * @now: real µs
 *
 * Shows that time, how long each order has been waiting, and moves everything a little.
 */
void
tote_board_page_set_now (ToteBoardPage *self, gint64 now)
{
  g_autofree char *time = NULL;

  g_return_if_fail (TOTE_IS_BOARD_PAGE (self));

  self->now = now;
  time = format_clock (now, now);
  gtk_label_set_label (self->clock, time);
  tote_ticket_pile_set_now (tote_board_column_get_pile (self->shopping), now);
  tote_ticket_pile_set_now (tote_board_column_get_pile (self->ready), now);
  tote_drift_set_moment (self->drift, now);
  show_line (self);
}
