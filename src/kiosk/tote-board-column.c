/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-board-column.h"

struct _ToteBoardColumn {
  AdwBin parent_instance;

  GtkWidget *heading;
  GtkLabel *count;
  GtkWidget *nothing;
  ToteTicketPile *pile;

  char *title; /* (owned) (nullable) */
  char *empty; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteBoardColumn, tote_board_column, ADW_TYPE_BIN)

typedef enum {
  PROP_TITLE = 1,
  PROP_EMPTY,
  PROP_TICKETS,
} ToteBoardColumnProperty;

static GParamSpec *props[PROP_TICKETS + 1];

static void
count_tickets (ToteBoardColumn *self, guint position, guint removed, guint added,
               GListModel *tickets)
{
  const guint n = g_list_model_get_n_items (tickets);
  g_autofree char *text = g_strdup_printf ("%u", n);

  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (self->nothing, n == 0);
}

static void
set_tickets (ToteBoardColumn *self, GListModel *tickets)
{
  if (tickets == NULL)
    return;

  tote_ticket_pile_set_tickets (self->pile, tickets);
  g_signal_connect_object (tickets, "items-changed", G_CALLBACK (count_tickets), self,
                           G_CONNECT_SWAPPED);
  count_tickets (self, 0, 0, 0, tickets);
}

static void
tote_board_column_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteBoardColumn *self = TOTE_BOARD_COLUMN (object);

  switch ((ToteBoardColumnProperty) id) {
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_EMPTY:
    g_value_set_string (value, self->empty);
    break;
  case PROP_TICKETS:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_board_column_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteBoardColumn *self = TOTE_BOARD_COLUMN (object);

  switch ((ToteBoardColumnProperty) id) {
  case PROP_TITLE:
    g_free (self->title);
    self->title = g_value_dup_string (value);
    break;
  case PROP_EMPTY:
    g_free (self->empty);
    self->empty = g_value_dup_string (value);
    break;
  case PROP_TICKETS:
    set_tickets (self, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_board_column_finalize (GObject *object)
{
  ToteBoardColumn *self = TOTE_BOARD_COLUMN (object);

  g_free (self->title);
  g_free (self->empty);

  G_OBJECT_CLASS (tote_board_column_parent_class)->finalize (object);
}

static void
tote_board_column_class_init (ToteBoardColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_board_column_get_property;
  object_class->set_property = tote_board_column_set_property;
  object_class->finalize = tote_board_column_finalize;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, both);
  props[PROP_EMPTY] = g_param_spec_string ("empty", NULL, NULL, NULL, both);
  props[PROP_TICKETS] = g_param_spec_object ("tickets", NULL, NULL, G_TYPE_LIST_MODEL,
                                             G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_TICKET_PILE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-board-column.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteBoardColumn, heading);
  gtk_widget_class_bind_template_child (widget_class, ToteBoardColumn, count);
  gtk_widget_class_bind_template_child (widget_class, ToteBoardColumn, nothing);
  gtk_widget_class_bind_template_child (widget_class, ToteBoardColumn, pile);
  gtk_widget_class_set_css_name (widget_class, "boardcolumn");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tote_board_column_init (ToteBoardColumn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->heading, NULL, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->pile), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->heading, NULL, -1);
}

/**
 * tote_board_column_get_pile:
 *
 * Returns: (transfer none): its rows
 */
ToteTicketPile *
tote_board_column_get_pile (ToteBoardColumn *self)
{
  g_return_val_if_fail (TOTE_IS_BOARD_COLUMN (self), NULL);

  return self->pile;
}
