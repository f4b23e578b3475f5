/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-simulation.h"

#include "tote-sandbox-scenario.h"

#include <string.h>

/* How long the shopper takes to look at the phone, and to answer. */
#define READING (4 * G_TIME_SPAN_SECOND)
#define ANSWERING (20 * G_TIME_SPAN_SECOND)
#define FETCHING (60 * G_TIME_SPAN_SECOND)
#define RESCHEDULING (45 * G_TIME_SPAN_SECOND)

static void
say (ToteSandboxOrder *order, const char *text, ToteSandboxClock *clock, gint64 moment)
{
  if (order->shopper_id == 0 || tote_sandbox_order_is (order, "canceled"))
    return;

  tote_sandbox_chat_say (order->chat, FALSE, text, NULL,
                         tote_sandbox_order_stamp (order, clock, moment));
}

static void
notify (ToteSandboxOrder *order, const char *type, ToteSandboxClock *clock, gint64 moment,
        const char *format, const char *first, const char *second)
{
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "{1}", first, 1);
  g_string_replace (text, "{2}", second, 1);
  tote_sandbox_chat_notify (order->chat, type, text->str,
                            tote_sandbox_order_stamp (order, clock, moment));
}

/* The shopper's words are chosen by what the customer wrote and how the order stands. */
static const char *
choose_answer (ToteSandboxOrder *order, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  if (strstr (folded, "thank") != NULL)
    return "You’re welcome!";
  if (tote_sandbox_order_is (order, "delivering"))
    return strchr (text, '?') != NULL ? "I’m driving. I’ll tell you at the door."
                                      : "Will do, see you in a few minutes.";
  if (strchr (text, '?') != NULL)
    return "Let me have a look… yes, that works.";
  if (!tote_sandbox_order_is_being_shopped (order))
    return "Noted, thank you.";
  return order->chat->messages->len % 2 == 0 ? "Got it!" : "Sure, no problem.";
}

static void
take_alternative (ToteSandboxOrder *order, ToteSandboxLine *line, ToteSandboxClock *clock,
                  gint64 moment)
{
  line->status = TOTE_SANDBOX_LINE_REPLACED;
  line->decision = TOTE_SANDBOX_DECISION_APPROVED;
  line->replacement = line->alternative;
  line->replacement_quantity = line->alternative_quantity;
  notify (order, "item_replaced", clock, moment, "{1} was replaced with {2}", line->product->name,
          line->replacement->name);
}

static void
find (ToteSandboxLine *line)
{
  if (line->status == TOTE_SANDBOX_LINE_NOT_PICKED)
    line->status = TOTE_SANDBOX_LINE_FOUND;
}

static void
change_line (ToteSandboxOrder *order, const ToteSandboxEvent *event, ToteSandboxCatalog *catalog,
             ToteSandboxClock *clock)
{
  ToteSandboxLine *line = order->lines->pdata[event->line];

  if (event->kind == TOTE_SANDBOX_EVENT_ALTERNATIVE) {
    take_alternative (order, line, clock, event->at);
    return;
  }
  if (line->status != TOTE_SANDBOX_LINE_NOT_PICKED)
    return;

  if (event->kind == TOTE_SANDBOX_EVENT_FOUND)
    find (line);
  else if (event->kind == TOTE_SANDBOX_EVENT_REFUNDED)
    tote_sandbox_simulation_refund (order, line, clock, event->at);
  else
    tote_sandbox_simulation_offer (order, line,
                                   tote_sandbox_catalog_get_replacement (catalog, event->line),
                                   line->quantity, clock, event->at);
}

static void
apply (ToteSandboxOrder *order, const ToteSandboxEvent *event, ToteSandboxCatalog *catalog,
       ToteSandboxClock *clock)
{
  switch (event->kind) {
  case TOTE_SANDBOX_EVENT_STATE:
    tote_sandbox_order_enter (order, event->text, clock, event->at);
    break;
  case TOTE_SANDBOX_EVENT_SHOPPER:
    order->shopper_id = TOTE_SANDBOX_SHOPPER_ID;
    break;
  case TOTE_SANDBOX_EVENT_FOUND:
  case TOTE_SANDBOX_EVENT_REPLACED:
  case TOTE_SANDBOX_EVENT_REFUNDED:
  case TOTE_SANDBOX_EVENT_ALTERNATIVE:
    change_line (order, event, catalog, clock);
    break;
  case TOTE_SANDBOX_EVENT_REVIEW:
    if (tote_sandbox_order_count_pending (order) > 0)
      tote_sandbox_order_enter (order, "verifying_replacements", clock, event->at);
    break;
  case TOTE_SANDBOX_EVENT_SAY:
  case TOTE_SANDBOX_EVENT_REPLY:
    say (order, event->text, clock, event->at);
    break;
  case TOTE_SANDBOX_EVENT_READ:
    tote_sandbox_chat_mark_read (order->chat, TRUE,
                                 tote_sandbox_order_stamp (order, clock, event->at));
    break;
  case TOTE_SANDBOX_EVENT_ARRIVED:
    tote_sandbox_simulation_arrive (order, clock, event->at);
    break;
  case TOTE_SANDBOX_EVENT_RESUME:
    if (tote_sandbox_order_is (order, "rescheduled"))
      tote_sandbox_order_enter (order, event->text, clock, event->at);
    break;
  default:
    g_assert_not_reached ();
  }
}

/* Where no shopper has the order yet; also when one drops out. */
static gboolean
waits_for_shopper (const char *state)
{
  static const char *const states[] = { "brand_new", "staged_for_delivery", "waiting_for_delivery",
                                        NULL };

  return g_strv_contains (states, state);
}

/* A state the story does not lead to, or not any more: the order is in it at once, and the story
 * goes on from there. */
static void
jump (ToteSandboxOrder *order, const char *state, ToteSandboxClock *clock)
{
  gint64 now = tote_sandbox_clock_get_now (clock);

  if (g_str_equal (state, "canceled")) {
    tote_sandbox_simulation_cancel (order, "retailer_request", clock);
  } else if (g_str_equal (state, "rescheduled")) {
    tote_sandbox_simulation_reschedule (order, clock);
  } else if (g_str_equal (state, "user_at_store") && !order->pickup.arrived) {
    tote_sandbox_simulation_arrive (order, clock, now);
  } else {
    if (waits_for_shopper (state))
      order->shopper_id = 0;
    else if (order->shopper_id == 0)
      order->shopper_id = TOTE_SANDBOX_SHOPPER_ID;
    tote_sandbox_order_enter (order, state, clock, now);
  }
}

/* The shopper reads, and answers once, however many messages came in the meantime. */
static void
plan_answer (ToteSandboxOrder *order, const char *answer, gint64 now)
{
  if (order->shopper_id == 0)
    return;

  if (!tote_sandbox_timeline_has (order->timeline, TOTE_SANDBOX_EVENT_READ))
    tote_sandbox_timeline_add (order->timeline, now + READING, TOTE_SANDBOX_EVENT_READ, 0, NULL);
  if (!tote_sandbox_timeline_has (order->timeline, TOTE_SANDBOX_EVENT_REPLY))
    tote_sandbox_timeline_add (order->timeline, now + ANSWERING, TOTE_SANDBOX_EVENT_REPLY, 0,
                               answer);
}

/**
 * tote_sandbox_simulation_catch_up:
 * @order: an order
 * @catalog: what the store sells
 * @clock: the story's clock
 *
 * Lets everything happen that should have happened by now, in its order. Called before anything
 * about the order is told or changed, so no timer ever runs.
 */
void
tote_sandbox_simulation_catch_up (ToteSandboxOrder *order, ToteSandboxCatalog *catalog,
                                  ToteSandboxClock *clock)
{
  gint64 now = tote_sandbox_clock_get_now (clock);

  for (;;) {
    g_autoptr (ToteSandboxEvent) event = tote_sandbox_timeline_take_due (order->timeline, now);

    if (event == NULL)
      return;
    apply (order, event, catalog, clock);
  }
}

/**
 * tote_sandbox_simulation_advance:
 * @order: an order
 * @state: (nullable): the state to go to, any word; %NULL for whichever comes next
 * @clock: the story's clock
 *
 * Makes this order's story jump; the others stay where they are. What comes before a state of the
 * story happens; a state that is none is entered as it stands.
 *
 * Returns: whether there is such a state: not after the last one
 */
gboolean
tote_sandbox_simulation_advance (ToteSandboxOrder *order, const char *state,
                                 ToteSandboxClock *clock)
{
  gint64 now = tote_sandbox_clock_get_now (clock);
  gint64 at = 0;

  if (tote_sandbox_timeline_find_state (order->timeline, state, &at))
    tote_sandbox_timeline_hurry (order->timeline, at - now);
  else if (state != NULL)
    jump (order, state, clock);
  else
    return FALSE;
  return TRUE;
}

/**
 * tote_sandbox_simulation_offer:
 * @line: a line whose product is out
 * @product: what the shopper offers instead
 * @quantity: how much of it
 * @moment: the story time
 */
void
tote_sandbox_simulation_offer (ToteSandboxOrder *order, ToteSandboxLine *line,
                               const ToteSandboxProduct *product, double quantity,
                               ToteSandboxClock *clock, gint64 moment)
{
  line->status = TOTE_SANDBOX_LINE_REPLACED;
  line->decision = TOTE_SANDBOX_DECISION_PENDING;
  line->replacement = product;
  line->replacement_quantity = quantity;
  notify (order, "item_replaced", clock, moment, "{1} was replaced with {2}", line->product->name,
          product->name);
}

/**
 * tote_sandbox_simulation_refund:
 * @line: a line that is not to be had
 * @moment: the story time
 */
void
tote_sandbox_simulation_refund (ToteSandboxOrder *order, ToteSandboxLine *line,
                                ToteSandboxClock *clock, gint64 moment)
{
  line->status = TOTE_SANDBOX_LINE_TO_REFUND;
  if (line->decision == TOTE_SANDBOX_DECISION_PENDING)
    line->decision = TOTE_SANDBOX_DECISION_NONE;
  notify (order, "item_refunded", clock, moment, "{1} will be refunded", line->product->name, "");
}

/**
 * tote_sandbox_simulation_decide:
 * @line: a line that waits for the customer
 * @approved: whether the replacement is to be bought
 * @alternative: (nullable): what the customer would rather have
 * @quantity: how much of that
 */
void
tote_sandbox_simulation_decide (ToteSandboxOrder *order, ToteSandboxLine *line, gboolean approved,
                                const ToteSandboxProduct *alternative, double quantity,
                                ToteSandboxClock *clock)
{
  gint64 now = tote_sandbox_clock_get_now (clock);
  guint index = 0;

  line->decision = approved ? TOTE_SANDBOX_DECISION_APPROVED : TOTE_SANDBOX_DECISION_REJECTED;
  if (alternative != NULL && g_ptr_array_find (order->lines, line, &index)) {
    line->alternative = alternative;
    line->alternative_quantity = quantity;
    tote_sandbox_timeline_add (order->timeline, now + FETCHING, TOTE_SANDBOX_EVENT_ALTERNATIVE,
                               index, NULL);
  } else if (!approved) {
    line->status = TOTE_SANDBOX_LINE_TO_REFUND;
  }

  plan_answer (order,
               approved              ? "Great, I’ll take that one."
               : alternative != NULL ? "Sure, I’ll get that instead."
                                     : "No problem, I’ll leave it out.",
               now);
  if (tote_sandbox_order_is (order, "verifying_replacements") &&
      tote_sandbox_order_count_pending (order) == 0)
    tote_sandbox_order_enter (order, "picking", clock, now);
}

/**
 * tote_sandbox_simulation_hear:
 * @text: what the customer writes
 *
 * Returns: (transfer none): the message as stored
 */
const ToteSandboxMessage *
tote_sandbox_simulation_hear (ToteSandboxOrder *order, const char *text, ToteSandboxClock *clock)
{
  gint64 now = tote_sandbox_clock_get_now (clock);

  plan_answer (order, choose_answer (order, text), now);
  return tote_sandbox_chat_say (order->chat, TRUE, text, NULL,
                                tote_sandbox_order_stamp (order, clock, now));
}

/**
 * tote_sandbox_simulation_arrive:
 * @moment: the story time at which the customer of a pickup stands at the store
 */
void
tote_sandbox_simulation_arrive (ToteSandboxOrder *order, ToteSandboxClock *clock, gint64 moment)
{
  if (order->pickup.arrived)
    return;

  order->pickup.arrived = TRUE;
  tote_sandbox_order_enter (order, "user_at_store", clock, moment);
  tote_sandbox_scenario_write_handover (order, moment);
}

/**
 * tote_sandbox_simulation_cancel:
 * @reason: a static word for the retailer
 */
void
tote_sandbox_simulation_cancel (ToteSandboxOrder *order, const char *reason,
                                ToteSandboxClock *clock)
{
  order->cancellation_reason = reason;
  tote_sandbox_timeline_clear (order->timeline);
  tote_sandbox_order_enter (order, "canceled", clock, tote_sandbox_clock_get_now (clock));
}

/**
 * tote_sandbox_simulation_reschedule: the slot moves by two hours, then the order goes on as before
 */
void
tote_sandbox_simulation_reschedule (ToteSandboxOrder *order, ToteSandboxClock *clock)
{
  gint64 now = tote_sandbox_clock_get_now (clock);

  order->window_starts_at += 2 * G_TIME_SPAN_HOUR;
  order->window_ends_at += 2 * G_TIME_SPAN_HOUR;
  if (tote_sandbox_order_is (order, "rescheduled"))
    return;

  tote_sandbox_timeline_add (order->timeline, now + RESCHEDULING, TOTE_SANDBOX_EVENT_RESUME, 0,
                             order->state);
  tote_sandbox_order_enter (order, "rescheduled", clock, now);
}

/**
 * tote_sandbox_simulation_get_progress:
 * @now: the story time
 *
 * Returns: how much of the drive is done, from 0 at the store to 1 at the door
 */
double
tote_sandbox_simulation_get_progress (ToteSandboxOrder *order, gint64 now)
{
  if (order->left_at == 0)
    return 0;

  return CLAMP ((double) (now - order->left_at) / (double) TOTE_SANDBOX_DRIVE, 0, 1);
}
