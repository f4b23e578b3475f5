/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-ticket-row.h"

#include "tote-access.h"
#include "tote-css-class.h"
#include "tote-spoken.h"
#include "tote-ticket-words.h"

/* As many characters of a label are never cut. */
#define LABEL_WHOLE 4

struct _ToteTicketRow {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *label;
  GtkLabel *title;
  GtkLabel *detail;
  GtkProgressBar *progress;

  ToteTicket *ticket;      /* (owned) (nullable) */
  GSignalGroup *signals;   /* (owned): of the ticket */
  const ToteTicket *named; /* whose name is heard; not to be looked into */
  gint64 now;              /* real µs */
};

G_DEFINE_FINAL_TYPE (ToteTicketRow, tote_ticket_row, GTK_TYPE_WIDGET)

static void
show_mark (ToteTicketRow *self)
{
  tote_css_class_set (GTK_WIDGET (self), "fresh",
                      self->ticket != NULL && tote_ticket_get_fresh (self->ticket));
}

/* What an order is called is whole where it is as short as a store's are; the room for its
 * characters as fonts tell it is too small for some of their digits. */
static void
show_label (ToteTicketRow *self, const char *label)
{
  gtk_label_set_label (self->label, label);
  gtk_label_set_ellipsize (self->label, g_utf8_strlen (label, -1) <= LABEL_WHOLE
                                            ? PANGO_ELLIPSIZE_NONE
                                            : PANGO_ELLIPSIZE_END);
}

/* A label that says the same is not laid out anew, and nothing is drawn for it. */
static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* Heard as a whole: at once when a page was turned, and not each minute that somebody waits. */
static void
name (ToteTicketRow *self, const char *title, const char *detail)
{
  g_autoptr (GString) spoken = g_string_new (tote_ticket_get_state (self->ticket)->label);

  tote_spoken_add (spoken, title);
  tote_spoken_add (spoken, detail);
  if (self->named == self->ticket)
    tote_spoken_name (GTK_WIDGET (self), spoken->str);
  else
    tote_spoken_name_at_once (GTK_WIDGET (self), spoken->str);
  self->named = self->ticket;
}

static void
show_words (ToteTicketRow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  double fraction;

  if (self->ticket == NULL)
    return;

  title = tote_ticket_words_title (self->ticket);
  detail = tote_ticket_words_detail (self->ticket, self->now);
  fraction = tote_ticket_words_fraction (self->ticket);

  show_label (self, tote_ticket_get_state (self->ticket)->label);
  set_label (self->title, title);
  set_label (self->detail, detail);
  name (self, title, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), fraction >= 0);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, fraction);
}

static void
tote_ticket_row_dispose (GObject *object)
{
  ToteTicketRow *self = TOTE_TICKET_ROW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->ticket);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_ticket_row_parent_class)->dispose (object);
}

static void
tote_ticket_row_class_init (ToteTicketRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tote_ticket_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-ticket-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteTicketRow, box);
  gtk_widget_class_bind_template_child (widget_class, ToteTicketRow, label);
  gtk_widget_class_bind_template_child (widget_class, ToteTicketRow, title);
  gtk_widget_class_bind_template_child (widget_class, ToteTicketRow, detail);
  gtk_widget_class_bind_template_child (widget_class, ToteTicketRow, progress);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ticketrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
tote_ticket_row_init (ToteTicketRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_tell_row (GTK_WIDGET (self));
  self->signals = g_signal_group_new (TOTE_TYPE_TICKET);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (show_words), self);
  g_signal_group_connect_swapped (self->signals, "notify::fresh", G_CALLBACK (show_mark), self);
}

/**
 * tote_ticket_row_new:
 *
 * Returns: (transfer floating): a row for any order
 */
GtkWidget *
tote_ticket_row_new (void)
{
  return g_object_new (TOTE_TYPE_TICKET_ROW, NULL);
}

/**
 * tote_ticket_row_set_ticket:
 * @ticket: (nullable): the order it is about
 */
void
tote_ticket_row_set_ticket (ToteTicketRow *self, ToteTicket *ticket)
{
  g_return_if_fail (TOTE_IS_TICKET_ROW (self));

  if (!g_set_object (&self->ticket, ticket))
    return;

  g_signal_group_set_target (self->signals, ticket);
  show_words (self);
  show_mark (self);
}

/**
 * tote_ticket_row_set_now:
 * @now: real µs, for how long somebody has been waiting
 */
void
tote_ticket_row_set_now (ToteTicketRow *self, gint64 now)
{
  g_return_if_fail (TOTE_IS_TICKET_ROW (self));

  self->now = now;
  show_words (self);
}
