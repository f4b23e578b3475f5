/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-ticket-words.h"

#include "tote-time-words.h"
#include "tote-time.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>
#include <gio/gio.h>

/* From when on it is said how long an order has been waiting, rather than since when. */
#define WAITING_MINUTES 10
#define WAITING_MINUTES_MAX 180

static char *
shopping_title (const ToteTicketState *state)
{
  if (state->n_items > 0 && state->n_found > 0)
    return tote_words_progress (state->n_found, state->n_items);

  return g_strdup (_ ("Being shopped"));
}

/**
 * tote_ticket_words_title:
 *
 * Returns: (transfer full): how the order is, in a few words
 */
char *
tote_ticket_words_title (ToteTicket *ticket)
{
  const ToteTicketState *state = tote_ticket_get_state (ticket);
  const ToteStage stage = tote_ticket_get_stage (ticket);

  if (state->waiting_on_customer && tote_ticket_get_column (ticket) == TOTE_TICKET_SHOPPING)
    return g_strdup (_ ("Replacement to review"));

  switch (stage) {
  case TOTE_STAGE_RECEIVED:
    return g_strdup (_ ("Next in line"));
  case TOTE_STAGE_SHOPPING:
    return shopping_title (state);
  case TOTE_STAGE_REVIEW:
    return g_strdup (_ ("Replacement to review"));
  case TOTE_STAGE_PACKED:
    return g_strdup (_ ("Checking out"));
  case TOTE_STAGE_READY:
    /* Translators: the order is ready. */
    return g_strdup (C_ ("board", "Ready"));
  case TOTE_STAGE_HANDING_OVER:
    return g_strdup (g_strcmp0 (state->state, "runner_acknowledged") == 0
                         ? _ ("Runner is on the way")
                         : tote_stage_get_headline (stage, state->state, state->fulfillment));
  case TOTE_STAGE_UNKNOWN:
  case TOTE_STAGE_DELIVERING:
  case TOTE_STAGE_DELIVERED:
  case TOTE_STAGE_CANCELED:
  default:
    return g_strdup (tote_stage_get_headline (stage, state->state, state->fulfillment));
  }
}

static char *
ready_detail (gint64 ready_at, gint64 now)
{
  const int minutes = (int) ((now - ready_at) / (60 * G_TIME_SPAN_SECOND));
  g_autoptr (GDateTime) at = tote_time_from_us_here (ready_at);
  g_autoptr (GDateTime) today = tote_time_from_us_here (now);
  g_autofree char *time = NULL;

  if (ready_at == 0 || at == NULL || today == NULL)
    return g_strdup ("");
  if (minutes >= WAITING_MINUTES && minutes <= WAITING_MINUTES_MAX)
    /* Translators: how long an order has been waiting to be picked up, in minutes. */
    return g_strdup_printf (_ ("waiting %d min"), minutes);

  time = tote_time_words_since (at, today);

  /* Translators: a time of day. */
  return g_strdup_printf (_ ("since %s"), time);
}

/**
 * tote_ticket_words_detail:
 * @now: real µs
 *
 * Returns: (transfer full): what is said in smaller letters, or nothing
 */
char *
tote_ticket_words_detail (ToteTicket *ticket, gint64 now)
{
  const ToteTicketState *state = tote_ticket_get_state (ticket);
  const ToteStage stage = tote_ticket_get_stage (ticket);

  if (tote_ticket_get_column (ticket) == TOTE_TICKET_READY)
    return ready_detail (state->ready_at, now);
  if (state->n_found > 0 && (stage != TOTE_STAGE_SHOPPING || state->waiting_on_customer))
    return tote_words_progress (state->n_found, state->n_items);

  return g_strdup ("");
}

/**
 * tote_ticket_words_fraction:
 *
 * Returns: how much of the order is found, less than 0 when that is not known or does not matter
 */
double
tote_ticket_words_fraction (ToteTicket *ticket)
{
  const ToteTicketState *state = tote_ticket_get_state (ticket);

  if (tote_ticket_get_column (ticket) != TOTE_TICKET_SHOPPING || state->n_items == 0 ||
      tote_ticket_get_stage (ticket) == TOTE_STAGE_RECEIVED)
    return -1;

  return MIN ((double) state->n_found / state->n_items, 1.0);
}
