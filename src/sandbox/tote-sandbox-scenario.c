/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-scenario.h"

/* Story seconds from the start. The delivery takes half an hour: two minutes until a shopper
 * starts, fourteen of shopping with the question after five, two at the checkout, twelve on the
 * road. */
enum {
  TAKEN_AT = 75,
  PICKING_AT = 120,
  FIRST_ITEM_AT = 150,
  QUESTION_AT = 420,
  LAST_ITEM_AT = 780,
  REFUND_AT = 800,
  REVIEW_AT = 840,
  CHECKOUT_AT = 960,
  LEAVE_AT = 1080,
  AT_THE_DOOR_AT = 1772,
  DELIVERED_AT = 1800,
  BAGS_CHECK_AT = 1020,
  NOBODY_CAME_AT = 2280,
};

/* The lines of the tutorial's order that are not simply found. */
enum {
  QUESTION_LINE = 3,
  REFUND_LINE = 6,
  TUTORIAL_LINES = 7,
};

typedef struct {
  ToteSandboxTimeline *timeline;
  gint64 start;
  GRand *rand;
} Writer;

static void
add (Writer *writer, int second, ToteSandboxEventKind kind, const char *text)
{
  tote_sandbox_timeline_add (writer->timeline, writer->start + second * G_TIME_SPAN_SECOND, kind, 0,
                             text);
}

static void
add_state (Writer *writer, int second, const char *state)
{
  add (writer, second, TOTE_SANDBOX_EVENT_STATE, state);
}

static ToteSandboxEventKind
choose_fate (guint line)
{
  if (line < TUTORIAL_LINES)
    return line == QUESTION_LINE ? TOTE_SANDBOX_EVENT_REPLACED
           : line == REFUND_LINE ? TOTE_SANDBOX_EVENT_REFUNDED
                                 : TOTE_SANDBOX_EVENT_FOUND;

  if (line % 40 == 17)
    return TOTE_SANDBOX_EVENT_REPLACED;
  return line % 50 == 23 ? TOTE_SANDBOX_EVENT_REFUNDED : TOTE_SANDBOX_EVENT_FOUND;
}

static gint64
choose_moment (Writer *writer, guint line, guint n_lines)
{
  double spread = (double) (LAST_ITEM_AT - FIRST_ITEM_AT) / n_lines;
  double second = FIRST_ITEM_AT + spread * (line + g_rand_double_range (writer->rand, 0.1, 0.9));

  if (line == QUESTION_LINE)
    second = QUESTION_AT;
  else if (line == REFUND_LINE)
    second = REFUND_AT;
  return writer->start + (gint64) (second * G_TIME_SPAN_SECOND);
}

static void
write_shopping (Writer *writer, ToteSandboxOrder *order)
{
  guint n_lines = order->lines->len;

  add (writer, TAKEN_AT, TOTE_SANDBOX_EVENT_SHOPPER, NULL);
  add_state (writer, TAKEN_AT, "acknowledged");
  add_state (writer, PICKING_AT, "picking");
  add (writer, PICKING_AT + 6, TOTE_SANDBOX_EVENT_SAY,
       "Hi, this is Amida. I’m at the store and starting with your order now.");

  for (guint i = 0; i < n_lines; i++)
    tote_sandbox_timeline_add (writer->timeline, choose_moment (writer, i, n_lines),
                               choose_fate (i), i, NULL);

  if (n_lines > QUESTION_LINE)
    add (writer, QUESTION_AT + 5, TOTE_SANDBOX_EVENT_SAY,
         "They’re out of the sourdough loaf. Is a rustic baguette fine instead?");
  if (n_lines > REFUND_LINE)
    add (writer, REFUND_AT + 5, TOTE_SANDBOX_EVENT_SAY,
         "The blueberries don’t look good today, so I’ll refund them.");

  add (writer, REVIEW_AT, TOTE_SANDBOX_EVENT_REVIEW, NULL);
  add_state (writer, CHECKOUT_AT, "checkout");
  add (writer, CHECKOUT_AT + 4, TOTE_SANDBOX_EVENT_SAY, "All done, I’m at the checkout.");
}

static void
write_drive (Writer *writer, int leave)
{
  add_state (writer, leave, "delivering");
  add (writer, leave + 6, TOTE_SANDBOX_EVENT_SAY,
       "I’m on my way! I’ll ring the bell, please have your ID ready.");
  add (writer, leave + AT_THE_DOOR_AT - LEAVE_AT, TOTE_SANDBOX_EVENT_SAY, "I’m at your door.");
  add_state (writer, leave + DELIVERED_AT - LEAVE_AT, "delivered");
}

static void
write_delivery (Writer *writer, ToteSandboxOrder *order)
{
  write_shopping (writer, order);
  write_drive (writer, LEAVE_AT);
}

static void
write_pickup (Writer *writer, ToteSandboxOrder *order)
{
  write_shopping (writer, order);
  add_state (writer, BAGS_CHECK_AT, "bags_check");
  add_state (writer, LEAVE_AT, "ready_for_pickup");
  add (writer, LEAVE_AT + 5, TOTE_SANDBOX_EVENT_SAY,
       "Your order is ready. Tell us in the app when you’re here.");
  add (writer, NOBODY_CAME_AT, TOTE_SANDBOX_EVENT_ARRIVED, NULL);
}

static void
write_last_mile (Writer *writer)
{
  add_state (writer, 240, "staged_for_delivery");
  add_state (writer, 300, "waiting_for_delivery");
  add (writer, 480, TOTE_SANDBOX_EVENT_SHOPPER, NULL);
  add_state (writer, 480, "acknowledged_for_delivery");
  add (writer, 490, TOTE_SANDBOX_EVENT_SAY, "Hi, this is Amida. I’m driving to the store now.");
  add_state (writer, 780, "at_store");
  add_state (writer, 900, "bags_verified");
  write_drive (writer, 960);
}

/**
 * tote_sandbox_scenario_write:
 * @order: an order just placed
 * @story: what is to happen to it
 * @start: the story time it starts at
 * @seed: same seed, same story
 */
void
tote_sandbox_scenario_write (ToteSandboxOrder *order, ToteSandboxStory story, gint64 start,
                             guint seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Writer writer = { order->timeline, start, rand };

  order->self_driven = story != TOTE_SANDBOX_STORY_NONE;
  switch (story) {
  case TOTE_SANDBOX_STORY_DELIVERY:
    write_delivery (&writer, order);
    break;
  case TOTE_SANDBOX_STORY_PICKUP:
    write_pickup (&writer, order);
    break;
  case TOTE_SANDBOX_STORY_LAST_MILE:
  case TOTE_SANDBOX_STORY_DISPATCH:
    write_last_mile (&writer);
    break;
  case TOTE_SANDBOX_STORY_NONE:
    break;
  default:
    g_assert_not_reached ();
  }
}

/**
 * tote_sandbox_scenario_write_handover:
 * @order: a pickup whose customer has come
 * @start: the story time
 */
void
tote_sandbox_scenario_write_handover (ToteSandboxOrder *order, gint64 start)
{
  Writer writer = { order->timeline, start, NULL };

  add_state (&writer, 15, "runner_awaiting");
  if (!order->self_driven)
    return;

  add_state (&writer, 60, "runner_acknowledged");
  add_state (&writer, 180, "bags_verified");
  add_state (&writer, 240, "delivered");
}
