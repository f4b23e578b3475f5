/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-ticket.h"

#include "tote-property.h"

struct _ToteTicket {
  GObject parent_instance;

  char *order_id; /* (owned) */
  char *label;    /* (owned) */
  char *word;     /* (owned) (nullable): the state */
  ToteTicketState state;
  gboolean fresh;
};

G_DEFINE_FINAL_TYPE (ToteTicket, tote_ticket, G_TYPE_OBJECT)

typedef enum {
  PROP_FRESH = 1,
} ToteTicketProperty;

static GParamSpec *props[PROP_FRESH + 1];
static guint changed_signal;

static void
tote_ticket_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteTicketProperty) id) {
  case PROP_FRESH:
    g_value_set_boolean (value, TOTE_TICKET (object)->fresh);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_ticket_finalize (GObject *object)
{
  ToteTicket *self = TOTE_TICKET (object);

  g_free (self->order_id);
  g_free (self->label);
  g_free (self->word);

  G_OBJECT_CLASS (tote_ticket_parent_class)->finalize (object);
}

static void
tote_ticket_class_init (ToteTicketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tote_ticket_get_property;
  object_class->finalize = tote_ticket_finalize;

  props[PROP_FRESH] =
      g_param_spec_boolean ("fresh", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  changed_signal = g_signal_new ("changed", TOTE_TYPE_TICKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
tote_ticket_init (ToteTicket *self)
{
  self->label = g_strdup ("");
  self->state.label = self->label;
}

/**
 * tote_ticket_new:
 *
 * Returns: (transfer full): an order of which nothing is known yet
 */
ToteTicket *
tote_ticket_new (const char *order_id)
{
  ToteTicket *self;

  g_return_val_if_fail (order_id != NULL, NULL);

  self = g_object_new (TOTE_TYPE_TICKET, NULL);
  self->order_id = g_strdup (order_id);

  return self;
}

static gboolean
is_same (const ToteTicketState *a, const ToteTicketState *b)
{
  return g_strcmp0 (a->label, b->label) == 0 && g_strcmp0 (a->state, b->state) == 0 &&
         a->fulfillment == b->fulfillment && a->n_found == b->n_found && a->n_items == b->n_items &&
         a->ready_at == b->ready_at && a->waiting_on_customer == b->waiting_on_customer;
}

/**
 * tote_ticket_update:
 * @state: what is known now; its texts are copied
 *
 * Returns: whether anything is another than before, which "changed" told then
 */
gboolean
tote_ticket_update (ToteTicket *self, const ToteTicketState *state)
{
  g_return_val_if_fail (TOTE_IS_TICKET (self), FALSE);
  g_return_val_if_fail (state != NULL && state->label != NULL, FALSE);

  if (is_same (&self->state, state))
    return FALSE;

  g_free (self->label);
  g_free (self->word);
  self->label = g_strdup (state->label);
  self->word = g_strdup (state->state);
  self->state = *state;
  self->state.label = self->label;
  self->state.state = self->word;
  g_signal_emit (self, changed_signal, 0);

  return TRUE;
}

/**
 * tote_ticket_get_order_id:
 *
 * Returns: which order it is
 */
const char *
tote_ticket_get_order_id (ToteTicket *self)
{
  g_return_val_if_fail (TOTE_IS_TICKET (self), NULL);

  return self->order_id;
}

/**
 * tote_ticket_get_state:
 *
 * Returns: (transfer none): what is known, good until the next update
 */
const ToteTicketState *
tote_ticket_get_state (ToteTicket *self)
{
  g_return_val_if_fail (TOTE_IS_TICKET (self), NULL);

  return &self->state;
}

/**
 * tote_ticket_get_stage:
 *
 * Returns: what the state's word means
 */
ToteStage
tote_ticket_get_stage (ToteTicket *self)
{
  g_return_val_if_fail (TOTE_IS_TICKET (self), TOTE_STAGE_UNKNOWN);

  return tote_stage_from_word (self->word, self->state.fulfillment);
}

/**
 * tote_ticket_get_column:
 *
 * What is on the road is shopped no more and cannot be picked up: a board is for who waits here.
 *
 * Returns: where it stands on the board
 */
ToteTicketColumn
tote_ticket_get_column (ToteTicket *self)
{
  switch (tote_ticket_get_stage (self)) {
  case TOTE_STAGE_RECEIVED:
  case TOTE_STAGE_SHOPPING:
  case TOTE_STAGE_REVIEW:
  case TOTE_STAGE_PACKED:
    return TOTE_TICKET_SHOPPING;
  case TOTE_STAGE_READY:
  case TOTE_STAGE_HANDING_OVER:
    return TOTE_TICKET_READY;
  case TOTE_STAGE_UNKNOWN:
    return self->word != NULL ? TOTE_TICKET_SHOPPING : TOTE_TICKET_NOWHERE;
  case TOTE_STAGE_DELIVERING:
  case TOTE_STAGE_DELIVERED:
  case TOTE_STAGE_CANCELED:
  default:
    return TOTE_TICKET_NOWHERE;
  }
}

/**
 * tote_ticket_get_fresh:
 *
 * Returns: whether it became ready a moment ago
 */
gboolean
tote_ticket_get_fresh (ToteTicket *self)
{
  g_return_val_if_fail (TOTE_IS_TICKET (self), FALSE);

  return self->fresh;
}

/**
 * tote_ticket_set_fresh:
 * @fresh: whether it is marked as new
 */
void
tote_ticket_set_fresh (ToteTicket *self, gboolean fresh)
{
  g_return_if_fail (TOTE_IS_TICKET (self));

  tote_property_set_flag (self, &self->fresh, fresh, props[PROP_FRESH]);
}
