/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-order.h"

/* Chat and shopper data can be read for so long after the end. */
#define READABLE_AFTER (24 * G_TIME_SPAN_HOUR)

static void
line_free (gpointer data)
{
  ToteSandboxLine *line = data;

  g_free (line->id);
  g_free (line->line_num);
  g_free (line);
}

static void
clear_pickup (ToteSandboxPickup *pickup)
{
  g_free (pickup->model);
  g_free (pickup->vehicle_type);
  g_free (pickup->license_plate);
  g_free (pickup->color);
  g_free (pickup->delegate);
  g_free (pickup->eta);
}

/* What stands in the notices of the order when it enters a state; NULL for nothing. */
static const char *
get_notice (ToteSandboxOrder *self, const char *state)
{
  static const struct {
    const char *state;
    const char *text;
  } notices[] = {
    { "acknowledged", "Amida will shop your order" },
    { "picking", "Amida has begun shopping" },
    { "verifying_replacements", "Amida is waiting for your answer" },
    { "checkout", "Amida is at the checkout" },
    { "staged_for_delivery", "Your order is packed" },
    { "acknowledged_for_delivery", "Amida will bring your order" },
    { "at_store", "Amida is at the store" },
    { "delivering", "Amida is on the way to you" },
    { "ready_for_pickup", "Your order is ready for pickup" },
    { "runner_acknowledged", "An associate is bringing your order" },
    { "rescheduled", "Your time slot has moved" },
    { "canceled", "Your order was canceled" },
  };

  if (g_strcmp0 (state, "delivered") == 0)
    return self->type == TOTE_SANDBOX_FULFILLMENT_PICKUP ? "You have your order"
                                                         : "Your order was delivered";

  /* Going on after a question or another slot is no new beginning. */
  if (g_strcmp0 (state, "picking") == 0 && g_strcmp0 (self->state_before, "acknowledged") != 0)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (notices); i++) {
    if (g_strcmp0 (notices[i].state, state) == 0)
      return notices[i].text;
  }
  return NULL;
}

/* Puts down when the order was ready, when it went on the road and when it ended; an order that
 * fell back has not ended. */
static void
note_moment (ToteSandboxOrder *self, gint64 moment, gint64 stamp)
{
  if (tote_sandbox_order_is (self, "delivering"))
    self->left_at = moment;
  if (tote_sandbox_order_is (self, "ready_for_pickup"))
    self->ready_at = stamp;
  self->delivered_at = tote_sandbox_order_is (self, "delivered") ? stamp : 0;
  self->ended_at = tote_sandbox_order_is_over (self) ? moment : 0;
}

/**
 * tote_sandbox_order_new:
 * @id: the retailer's name for it
 * @user_id: the customer it belongs to
 * @serial: a number no other order has
 * @type: how it comes to the customer
 *
 * Returns: (transfer full): an order just placed, with nothing in it
 */
ToteSandboxOrder *
tote_sandbox_order_new (const char *id, const char *user_id, gint64 serial,
                        ToteSandboxFulfillment type)
{
  ToteSandboxOrder *self = g_new0 (ToteSandboxOrder, 1);

  self->id = g_strdup (id);
  self->user_id = g_strdup (user_id);
  self->serial = serial;
  self->customer_number = 50113000 + serial % 1000000;
  self->type = type;
  self->state = self->state_before = "brand_new";
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->lines_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->chat = tote_sandbox_chat_new (880011);
  self->timeline = tote_sandbox_timeline_new ();
  self->posts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * tote_sandbox_order_free:
 * @self: (transfer full): the order
 */
void
tote_sandbox_order_free (ToteSandboxOrder *self)
{
  g_free (self->id);
  g_free (self->user_id);
  g_free (self->number);
  g_free (self->postal_code);
  g_hash_table_unref (self->lines_by_id);
  g_ptr_array_unref (self->lines);
  tote_sandbox_chat_free (self->chat);
  tote_sandbox_timeline_free (self->timeline);
  clear_pickup (&self->pickup);
  g_hash_table_unref (self->posts);
  g_free (self->rating);
  g_free (self->board_token);
  g_clear_pointer (&self->items_answer, g_bytes_unref);
  g_free (self);
}

/**
 * tote_sandbox_order_add_line:
 * @line_num: (nullable): the retailer's number of the line; %NULL for the next one
 * @product: what is ordered
 * @quantity: pieces or pounds, as the product is sold
 *
 * Returns: (transfer none): the line
 */
ToteSandboxLine *
tote_sandbox_order_add_line (ToteSandboxOrder *self, const char *line_num,
                             const ToteSandboxProduct *product, double quantity)
{
  ToteSandboxLine *line = g_new0 (ToteSandboxLine, 1);
  guint number = self->lines->len + 1;

  line->id = g_strdup_printf ("li-%04u", number);
  line->line_num = line_num != NULL ? g_strdup (line_num) : g_strdup_printf ("%u", number);
  line->product = product;
  line->quantity = quantity;
  g_ptr_array_add (self->lines, line);
  g_hash_table_insert (self->lines_by_id, line->id, line);
  return line;
}

/**
 * tote_sandbox_order_get_line:
 * @id: the id that stands in the items
 *
 * Returns: (transfer none) (nullable): the line of that id
 */
ToteSandboxLine *
tote_sandbox_order_get_line (ToteSandboxOrder *self, const char *id)
{
  return g_hash_table_lookup (self->lines_by_id, id);
}

/**
 * tote_sandbox_order_get_line_by_num:
 * @num: the retailer's number of a line
 *
 * Returns: (transfer none) (nullable): the line of that number
 */
ToteSandboxLine *
tote_sandbox_order_get_line_by_num (ToteSandboxOrder *self, const char *num)
{
  for (guint i = 0; i < self->lines->len; i++) {
    ToteSandboxLine *line = self->lines->pdata[i];

    if (g_strcmp0 (line->line_num, num) == 0)
      return line;
  }
  return NULL;
}

/**
 * tote_sandbox_order_stamp:
 * @clock: the story's clock
 * @moment: the story time of something that happens
 *
 * Returns: the wall time to write down for it: never in the future, never before what was
 *   written down last
 */
gint64
tote_sandbox_order_stamp (ToteSandboxOrder *self, ToteSandboxClock *clock, gint64 moment)
{
  gint64 wall = tote_sandbox_clock_to_wall (clock, moment);

  wall = MIN (wall, tote_sandbox_clock_get_wall (clock));
  self->last_stamp = MAX (self->last_stamp, wall);
  return self->last_stamp;
}

/* At the till, silence is consent: what waits for an answer is bought. */
static void
settle (ToteSandboxOrder *self)
{
  for (guint i = 0; i < self->lines->len; i++) {
    ToteSandboxLine *line = self->lines->pdata[i];

    if (line->decision == TOTE_SANDBOX_DECISION_PENDING)
      line->decision = TOTE_SANDBOX_DECISION_APPROVED;
  }
}

/**
 * tote_sandbox_order_enter:
 * @state: the new workflow state
 * @clock: the story's clock
 * @moment: the story time
 */
void
tote_sandbox_order_enter (ToteSandboxOrder *self, const char *state, ToteSandboxClock *clock,
                          gint64 moment)
{
  gint64 stamp;
  const char *notice;

  if (tote_sandbox_order_is (self, state))
    return;

  stamp = tote_sandbox_order_stamp (self, clock, moment);
  self->state_before = self->state;
  self->state = g_intern_string (state);
  note_moment (self, moment, stamp);
  if (tote_sandbox_order_is (self, "checkout"))
    settle (self);

  notice = get_notice (self, state);
  if (notice != NULL)
    tote_sandbox_chat_notify (self->chat, self->state, notice, stamp);
}

/**
 * tote_sandbox_order_get_type_word:
 *
 * Returns: (transfer none): the wire's word for how it comes to the customer
 */
const char *
tote_sandbox_order_get_type_word (ToteSandboxOrder *self)
{
  static const char *const words[] = { "delivery", "pickup", "last_mile_delivery" };

  return words[self->type];
}

/**
 * tote_sandbox_order_is:
 * @state: a workflow state
 *
 * Returns: whether the order is in it
 */
gboolean
tote_sandbox_order_is (ToteSandboxOrder *self, const char *state)
{
  return g_strcmp0 (self->state, state) == 0;
}

/**
 * tote_sandbox_order_is_over:
 *
 * Returns: whether the order has come to an end, good or bad
 */
gboolean
tote_sandbox_order_is_over (ToteSandboxOrder *self)
{
  return tote_sandbox_order_is (self, "delivered") || tote_sandbox_order_is (self, "canceled");
}

/**
 * tote_sandbox_order_is_being_shopped:
 *
 * Returns: whether decisions on replacements are taken now
 */
gboolean
tote_sandbox_order_is_being_shopped (ToteSandboxOrder *self)
{
  return tote_sandbox_order_is (self, "picking") ||
         tote_sandbox_order_is (self, "verifying_replacements");
}

/**
 * tote_sandbox_order_is_chat_open:
 *
 * Returns: whether the customer can write to the shopper now: from the first item to the hand-over
 */
gboolean
tote_sandbox_order_is_chat_open (ToteSandboxOrder *self)
{
  if (self->chat_off || self->shopper_data_removed || self->shopper_id == 0)
    return FALSE;

  return !tote_sandbox_order_is_over (self) && !tote_sandbox_order_is (self, "brand_new") &&
         !tote_sandbox_order_is (self, "acknowledged");
}

/**
 * tote_sandbox_order_is_chat_expired:
 * @now: the story time
 *
 * Returns: whether the time in which the conversation can be read is over
 */
gboolean
tote_sandbox_order_is_chat_expired (ToteSandboxOrder *self, gint64 now)
{
  return self->ended_at != 0 && now - self->ended_at >= READABLE_AFTER;
}

/**
 * tote_sandbox_order_count_pending:
 *
 * Returns: how many replacements wait for the customer
 */
guint
tote_sandbox_order_count_pending (ToteSandboxOrder *self)
{
  guint count = 0;

  for (guint i = 0; i < self->lines->len; i++) {
    const ToteSandboxLine *line = self->lines->pdata[i];

    count += line->decision == TOTE_SANDBOX_DECISION_PENDING;
  }
  return count;
}

/**
 * tote_sandbox_order_count_found:
 *
 * Returns: for how many lines something is in the cart, be it what was ordered or another thing
 */
guint
tote_sandbox_order_count_found (ToteSandboxOrder *self)
{
  guint count = 0;

  for (guint i = 0; i < self->lines->len; i++) {
    const ToteSandboxLine *line = self->lines->pdata[i];

    count += line->status == TOTE_SANDBOX_LINE_FOUND || line->status == TOTE_SANDBOX_LINE_REPLACED;
  }
  return count;
}

/**
 * tote_sandbox_order_fingerprint:
 *
 * Returns: a number that is another one when anything about the lines is told differently
 */
guint64
tote_sandbox_order_fingerprint (ToteSandboxOrder *self)
{
  guint64 hash = self->lines->len + 1;

  for (guint i = 0; i < self->lines->len; i++) {
    const ToteSandboxLine *line = self->lines->pdata[i];

    hash = hash * 1099511628211u + (guint64) line->status * 8 + (guint64) line->decision;
    hash = hash * 1099511628211u + (guint64) (gsize) line->replacement;
    hash = hash * 1099511628211u + (guint64) (line->replacement_quantity * 1000);
  }
  return hash;
}
