/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "alive-fixture.h"

#include <string.h>

/* Whatever is answered to what a customer wants, and for however long: when the server is well
 * again the wish ends in the truth within five minutes. The server has it, once, and that is shown;
 * or the customer reads that it was refused, by the server's own word, that it could not be
 * confirmed, or that it waited too long. */

#define S ((gint64) G_USEC_PER_SEC)
#define HOUR (3600 * S)

static ToteWish *
decide (Alive *alive, const char *item_id, ToteDecision decision,
        const ToteAlternative *alternative)
{
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (alive->tracker));
  ToteItem *item = tote_item_list_lookup (items, item_id);

  return tote_wish_new_decision (item_id, tote_item_get_replacement (item), decision, alternative);
}

static ToteWish *
new_text (Alive *alive)
{
  return tote_wish_new_message ("Text 0");
}

static ToteWish *
new_approval (Alive *alive)
{
  return decide (alive, "li-0", TOTE_DECISION_APPROVED, NULL);
}

static ToteWish *
new_refund (Alive *alive)
{
  return decide (alive, "li-1", TOTE_DECISION_REJECTED, NULL);
}

static ToteWish *
new_alternative (Alive *alive)
{
  const ToteAlternative bread = { .upc = "0001234567890", .count = 1 };

  return decide (alive, "li-2", TOTE_DECISION_REJECTED, &bread);
}

static ToteWish *
new_arrival (Alive *alive)
{
  return tote_wish_new_arrival (FALSE);
}

static ToteWish *
new_schedule (Alive *alive)
{
  g_autoptr (GDateTime) now =
      g_date_time_new_from_unix_utc (alive_get_time (alive) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) eta = g_date_time_add_minutes (now, 20);

  return tote_wish_new_schedule (eta);
}

static ToteWish *
new_vehicle (Alive *alive)
{
  g_autoptr (ToteVehicle) van = tote_vehicle_new ("Van", "minivan", "TOTE 1", "blue");

  return tote_wish_new_vehicle (van, FALSE);
}

static ToteWish *
new_delegate (Alive *alive)
{
  return tote_wish_new_delegate ("Robin", "+15550123");
}

static ToteWish *
new_rating (Alive *alive)
{
  return tote_wish_new_rating (5, NULL, "Thank you");
}

static guint
count_text (Alive *alive)
{
  return tote_fake_platform_count_text (alive->platform, "Text 0");
}

static guint
count_decision (Alive *alive, const char *item_id, const char *decision)
{
  return g_strcmp0 (g_hash_table_lookup (alive->platform->decisions, item_id), decision) == 0;
}

static guint
count_approval (Alive *alive)
{
  return count_decision (alive, "li-0", "APPROVED");
}

static guint
count_refund (Alive *alive)
{
  return count_decision (alive, "li-1", "REJECTED");
}

static guint
count_alternative (Alive *alive)
{
  return count_decision (alive, "li-2", "REJECTED");
}

/* How sure it can become that the server has it: what was decided and said it shows for itself;
 * that somebody has arrived shows in the order's state; of all else there is its answer alone. */
typedef enum {
  PROOF_ANSWER,
  PROOF_STATE,
  PROOF_SHOWN,
} Proof;

/* @count: (nullable): how often the platform has it, if not as often as it did what @call asks */
typedef struct {
  const char *name;
  const char *call;
  Proof proof;
  ToteWish *(*make) (Alive *alive);
  guint (*count) (Alive *alive);
} Kind;

static const Kind texts[] = {
  { "text", "POST chat", PROOF_SHOWN, new_text, count_text },
  { NULL },
};

static const Kind decisions[] = {
  { "approval", "PUT replacement", PROOF_SHOWN, new_approval, count_approval },
  { "refund", "PUT replacement", PROOF_SHOWN, new_refund, count_refund },
  { "alternative", "PUT replacement", PROOF_SHOWN, new_alternative, count_alternative },
  { NULL },
};

static const Kind arrivals[] = {
  { "arrival", "POST arrival", PROOF_STATE, new_arrival, NULL },
  { NULL },
};

static const Kind tellings[] = {
  { "schedule", "POST schedule", PROOF_ANSWER, new_schedule, NULL },
  { "vehicle", "PUT vehicle", PROOF_ANSWER, new_vehicle, NULL },
  { "delegate", "PUT delegate", PROOF_ANSWER, new_delegate, NULL },
  { "rating", "POST rating", PROOF_ANSWER, new_rating, NULL },
  { NULL },
};

#define MOST_KINDS 4

/* Rows of the table, each wish of which goes its own way at the same time.
 * @done: the platform does what is asked, and only its answer is lost or another */
typedef struct {
  const char *name;
  const Kind *kinds;
  gboolean done;
} Row;

static const Row rows[] = {
  { "texts", texts, FALSE },         { "texts-done", texts, TRUE },
  { "decisions", decisions, FALSE }, { "decisions-done", decisions, TRUE },
  { "arrivals", arrivals, FALSE },   { "arrivals-done", arrivals, TRUE },
  { "tellings", tellings, FALSE },   { "tellings-done", tellings, TRUE },
};

/* The platform's own word that it has done what was asked. */
static gboolean
is_yes (const AliveFault *fault)
{
  guint status = fault->answer.status;

  if (fault->line != TOTE_FAKE_FINE || status / 100 != 2)
    return FALSE;
  return status == 204 || status == 205 || fault->answer.body == NULL ||
         (!fault->word && fault->answer.body[0] == '{');
}

/* What may come when the platform has done what was asked, in its name or from in between: no error
 * of its own that says it has not, and nothing that is said before it is asked. */
static gboolean
is_after_deed (const AliveFault *fault)
{
  guint status = fault->answer.status;

  if (fault->line != TOTE_FAKE_FINE || status / 100 == 2)
    return TRUE;
  if (status / 100 == 5)
    return status != 501 || !fault->word;
  return status / 100 == 4 && !fault->word && status != 401 && status != 429;
}

static gboolean
is_in_row (const Row *row, const AliveFault *fault)
{
  if (row->done)
    return is_after_deed (fault);
  return row->kinds[0].proof == PROOF_SHOWN || !is_yes (fault);
}

static guint
count (Alive *alive, const Kind *kind)
{
  return kind->count != NULL ? kind->count (alive)
                             : tote_fake_platform_count_done (alive->platform, kind->call);
}

/* %NULL once a reading has shown it, or that it is needed no more. */
static ToteOutboxEntry *
find_entry (Alive *alive, ToteWish *wish)
{
  GListModel *outbox = tote_tracker_get_outbox (alive->tracker);

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i);

    if (strcmp (tote_wish_get_key (tote_outbox_entry_get_wish (entry)), tote_wish_get_key (wish)) ==
        0)
      return entry;
  }
  return NULL;
}

static ToteSendState
get_state (Alive *alive, ToteWish *wish)
{
  ToteOutboxEntry *entry = find_entry (alive, wish);

  return entry != NULL ? tote_outbox_entry_get_send_state (entry) : TOTE_SEND_STATE_NONE;
}

/* A decision that came to nothing is asked for anew. */
static gboolean
is_asked (Alive *alive, ToteWish *wish)
{
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (alive->tracker));
  ToteItem *item = tote_item_list_lookup (items, tote_wish_get_item_id (wish));

  return item != NULL && tote_item_get_question (item);
}

/* Whether what the customer sees of @wish is how it is. */
static gboolean
is_true (Alive *alive, const Kind *kind, ToteWish *wish, const AliveFault *fault)
{
  gboolean there = count (alive, kind) > 0;

  switch (get_state (alive, wish)) {
  case TOTE_SEND_STATE_NONE:
    return there ? kind->proof == PROOF_SHOWN : is_asked (alive, wish);
  case TOTE_SEND_STATE_SENT:
    return there;
  case TOTE_SEND_STATE_UNCLEAR:
    return !there || kind->proof == PROOF_ANSWER;
  case TOTE_SEND_STATE_FAILED:
    return !there && fault->word;
  case TOTE_SEND_STATE_OVERDUE:
    return !there;
  case TOTE_SEND_STATE_SENDING:
  case TOTE_SEND_STATE_READ:
  case TOTE_SEND_STATE_OVERTAKEN:
  default:
    return FALSE;
  }
}

typedef struct {
  Alive *alive;
  const Row *row;
  const AliveFault *fault;
  ToteWish *wishes[MOST_KINDS]; /* (owned) */
} Case;

static gboolean
are_true (Case *this)
{
  for (guint i = 0; this->row->kinds[i].name != NULL; i++)
    if (!is_true (this->alive, &this->row->kinds[i], this->wishes[i], this->fault))
      return FALSE;
  return TRUE;
}

static void
assert_true (Case *this)
{
  for (guint i = 0; this->row->kinds[i].name != NULL; i++) {
    const Kind *kind = &this->row->kinds[i];

    if (!is_true (this->alive, kind, this->wishes[i], this->fault) ||
        count (this->alive, kind) > 1 || this->alive->platform->n_repeats > 0)
      g_error ("After %s: %s is there %u times, decided %u times too often, and shown as %d",
               this->fault->name, kind->name, count (this->alive, kind),
               this->alive->platform->n_repeats, (int) get_state (this->alive, this->wishes[i]));
  }
}

static void
wish_all (Case *this)
{
  for (guint i = 0; this->row->kinds[i].name != NULL; i++) {
    this->wishes[i] = this->row->kinds[i].make (this->alive);
    g_assert_true (tote_tracker_wish (this->alive->tracker, this->wishes[i]));
  }
}

/* On a machine that is busy, patience with a silent line may end before anything has left. */
static void
assert_met (Case *this)
{
  if (this->fault->line == TOTE_FAKE_SILENT)
    return;

  for (guint i = 0; this->row->kinds[i].name != NULL; i++)
    g_assert_cmpuint (
        tote_fake_platform_count_calls (this->alive->platform, this->row->kinds[i].call), >, 0);
}

/* Who has arrived is waited on. */
static void
watch (const char *call, ToteFakeMoment moment, gpointer user_data)
{
  if (moment == TOTE_FAKE_ACCEPTED && strcmp (call, "POST arrival") == 0)
    alive_set_state (user_data, "user_at_store");
}

/* With a platform of its own: see test_broker() of test-alive-again.c. */
static void
fail (const Row *row, const AliveFault *fault, gboolean rendition, gint64 time)
{
  g_autoptr (Alive) alive = alive_new (rendition, FALSE);
  Case this = { .alive = alive, .row = row, .fault = fault };
  gint64 until;

  alive->platform->watch = watch;
  alive_start (alive);
  tote_tracker_set_shown (alive->tracker, FALSE);
  alive_assert_recovers (alive, "nothing");
  alive_fail (alive, fault, 0);
  alive->writes_fail = TRUE;
  alive->done = row->done;
  wish_all (&this);
  alive_run (alive, time);
  assert_met (&this);

  alive_mend (alive);
  alive_run (alive, alive_get_rest (fault));
  until = alive_get_time (alive) + ALIVE_WITHIN;
  while (!are_true (&this) && alive_step (alive, until))
    ;
  alive_settle (alive);
  assert_true (&this);
  alive_assert_recovers (alive, fault->name);
  assert_true (&this);
  for (guint i = 0; i < MOST_KINDS; i++)
    g_clear_object (&this.wishes[i]);
}

#define UNREAD(id)                                                                                 \
  "{\"id\": " id ", \"sender_type\": \"driver\", \"created_at\": \"2026-03-20T12:00:0" id "Z\","   \
  " \"body\": \"Ripe ones?\", \"read\": false}"

static guint
count_unread (Alive *alive)
{
  ToteOrder *order = tote_tracker_get_order (alive->tracker);

  return tote_message_list_get_n_unread (tote_order_get_messages (order));
}

static void
shopper_says (Alive *alive, const char *messages)
{
  g_autofree char *body = g_strdup_printf ("{\"chat_messages\": [%s]}", messages);

  tote_fake_platform_set_body (alive->platform, TOTE_RESOURCE_CHAT, 0, body);
}

static void
watch_reading (const char *call, ToteFakeMoment moment, gpointer user_data)
{
  if (moment == TOTE_FAKE_ACCEPTED && strcmp (call, "PUT chat") == 0)
    shopper_says (user_data, "");
}

/* That what the shopper says was read arrives; but what has come since was not. */
static void
fail_reading (const AliveFault *fault, gboolean newer, gint64 time)
{
  g_autoptr (Alive) alive = alive_new (FALSE, FALSE);
  g_autoptr (ToteWish) wish = tote_wish_new_mark_read ();
  gint64 until;

  alive->platform->watch = watch_reading;
  shopper_says (alive, UNREAD ("1"));
  alive_start (alive);
  tote_tracker_set_shown (alive->tracker, FALSE);
  alive_assert_recovers (alive, "nothing");
  alive_fail (alive, fault, 0);
  alive->writes_fail = TRUE;
  g_assert_true (tote_tracker_wish (alive->tracker, wish));
  alive_run (alive, time);
  if (newer)
    shopper_says (alive, UNREAD ("1") ", " UNREAD ("2"));

  alive_mend (alive);
  alive_run (alive, alive_get_rest (fault));
  until = alive_get_time (alive) + ALIVE_WITHIN;
  while ((newer || count_unread (alive) > 0) && alive_step (alive, until))
    ;
  alive_settle (alive);
  g_test_message ("%s", fault->name);
  g_assert_cmpuint (count_unread (alive), ==, newer ? 2 : 0);
}

static void
test_reading (gconstpointer for_an_hour)
{
  guint n_faults, n_cases = 0;
  const AliveFault *faults = alive_get_faults (&n_faults);

  for (guint i = 0; i < n_faults; i++)
    if (!is_yes (&faults[i]))
      fail_reading (&faults[i], n_cases++ % 5 == 4, GPOINTER_TO_INT (for_an_hour) ? HOUR : 3 * S);
}

/* Each in one of the dialects. */
static void
test_once (gconstpointer row)
{
  guint n_faults, n_cases = 0;
  const AliveFault *faults = alive_get_faults (&n_faults);

  for (guint i = 0; i < n_faults; i++)
    if (is_in_row (row, &faults[i]))
      fail (row, &faults[i], n_cases++ % 2, 3 * S);
  g_test_message ("%u cases", n_cases);
}

/* The table of ./dev storm: each in both. */
static void
test_table (gconstpointer row)
{
  guint n_faults;
  const AliveFault *faults = alive_get_faults (&n_faults);

  for (guint i = 0; i < n_faults; i++) {
    if (!is_in_row (row, &faults[i]))
      continue;
    fail (row, &faults[i], FALSE, HOUR);
    fail (row, &faults[i], TRUE, HOUR);
  }
}

static void
add_row (const char *table, const Row *row, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/alive/%s/%s", table, row->name);

  g_test_add_data_func (path, row, test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    add_row ("wishes", &rows[i], test_once);
    if (g_test_slow ())
      add_row ("table/wishes", &rows[i], test_table);
  }
  g_test_add_data_func ("/alive/wishes/reading", GINT_TO_POINTER (FALSE), test_reading);
  if (g_test_slow ())
    g_test_add_data_func ("/alive/table/wishes/reading", GINT_TO_POINTER (TRUE), test_reading);

  return g_test_run ();
}
