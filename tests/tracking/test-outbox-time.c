/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "alive-fixture.h"
#include "test-support.h"
#include "tote-archive-order.h"

/* What becomes of a wish in time: the server is late with it, it waits too long, and what it was
 * about changes meanwhile. Nothing is done twice, too late, or to something else. */

#define S ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * S)
#define HOUR (60 * MINUTE)

/* Written as people do, and as servers hand it back. */
#define AS_WRITTEN "Caf\x65\xcc\x81  & milk,\r\nplease"
#define AS_TIDIED "Caf\xc3\xa9 &amp; milk,\nplease"

static const gint64 delays[] = { 1, 25, 45, 110, 600 };

static Alive *
start (const char *state)
{
  Alive *alive = alive_new (FALSE, TRUE);

  alive_set_state (alive, state);
  alive_start (alive);
  tote_tracker_set_chat_open (alive->tracker, TRUE);
  alive_run (alive, 20 * S);
  return alive;
}

static void
answer_writes (Alive *alive, const char *fault)
{
  alive->writes_fail = fault != NULL;
  if (fault != NULL)
    alive_fail (alive, alive_find_fault (fault), 0);
  else
    alive_mend (alive);
}

/* The only entry; %NULL once the server has shown it. */
static ToteOutboxEntry *
get_entry (Alive *alive)
{
  g_autoptr (ToteOutboxEntry) entry =
      g_list_model_get_item (tote_tracker_get_outbox (alive->tracker), 0);

  return entry;
}

static ToteSendState
get_state (Alive *alive)
{
  ToteOutboxEntry *entry = get_entry (alive);

  return entry != NULL ? tote_outbox_entry_get_send_state (entry) : TOTE_SEND_STATE_NONE;
}

static void
retry (Alive *alive)
{
  tote_tracker_retry (alive->tracker,
                      tote_wish_get_key (tote_outbox_entry_get_wish (get_entry (alive))));
}

static guint
count (Alive *alive, const char *call)
{
  return tote_fake_platform_count_calls (alive->platform, call);
}

static guint
count_writes (Alive *alive)
{
  GArray *calls = alive->platform->calls;
  guint n = 0;

  for (guint i = 0; i < calls->len; i++)
    n += !g_str_has_prefix (g_array_index (calls, ToteFakeCall, i).call, "GET");
  return n;
}

static ToteItem *
get_item (Alive *alive)
{
  return tote_item_list_lookup (tote_order_get_items (tote_tracker_get_order (alive->tracker)),
                                "li-1");
}

static gboolean
decide (Alive *alive, ToteProduct *offered)
{
  g_autoptr (ToteWish) wish =
      tote_wish_new_decision ("li-1", offered, TOTE_DECISION_APPROVED, NULL);

  return tote_tracker_wish (alive->tracker, wish);
}

static void
say (Alive *alive, const char *text)
{
  g_autoptr (ToteWish) wish = tote_wish_new_message (text);
  GListModel *outbox = tote_tracker_get_outbox (alive->tracker);
  guint n = g_list_model_get_n_items (outbox);

  g_assert_true (tote_tracker_wish (alive->tracker, wish));
  g_assert_cmpuint (g_list_model_get_n_items (outbox), ==, n + 1); /* before any disk has it */
}

static void
arrive (Alive *alive)
{
  g_autoptr (ToteWish) wish = tote_wish_new_arrival (FALSE);

  g_assert_true (tote_tracker_wish (alive->tracker, wish));
}

/* On the way. */
static void
leave_home (Alive *alive)
{
  g_autoptr (GDateTime) eta = g_date_time_new_utc (2026, 3, 20, 12, 30, 0);
  g_autoptr (ToteWish) wish = tote_wish_new_schedule (eta);

  g_assert_true (tote_tracker_wish (alive->tracker, wish));
}

static void
name_delegate (Alive *alive)
{
  g_autoptr (ToteWish) wish = tote_wish_new_delegate ("Mara", "+1 555 0100");

  g_assert_true (tote_tracker_wish (alive->tracker, wish));
}

static void
describe_vehicle (Alive *alive)
{
  g_autoptr (ToteVehicle) vehicle = tote_vehicle_new ("Corsa", NULL, NULL, NULL);
  g_autoptr (ToteWish) wish = tote_wish_new_vehicle (vehicle, FALSE);

  g_assert_true (tote_tracker_wish (alive->tracker, wish));
}

static void
commit_text (Alive *alive)
{
  g_ptr_array_add (alive->platform->texts, g_strdup (AS_TIDIED));
}

static void
commit_decision (Alive *alive)
{
  g_hash_table_insert (alive->platform->decisions, g_strdup ("li-1"), g_strdup ("APPROVED"));
}

static void
commit_arrival (Alive *alive)
{
  alive_set_state (alive, "user_at_store");
}

/* The line breaks, and the server does it all the same, some time later. */
static void
assert_once (Alive *alive, const char *call, gint64 delay, void (*commit) (Alive *),
             ToteSendState then)
{
  answer_writes (alive, NULL);
  g_assert_cmpuint (count (alive, call), ==, 1);
  g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_SENDING);
  alive_run (alive, delay * S - S / 2);
  if (delay > 300)
    g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_UNCLEAR);
  commit (alive);
  alive_run (alive, 5 * MINUTE);
  g_assert_cmpint (get_state (alive), ==, then);
  g_assert_cmpuint (count (alive, call), ==, 1);
}

static void
test_late_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (delays); i++) {
    g_autoptr (Alive) alive = start ("picking");

    answer_writes (alive, "reset");
    say (alive, AS_WRITTEN);
    alive_run (alive, S / 2);
    assert_once (alive, "POST chat", delays[i], commit_text, TOTE_SEND_STATE_NONE);
  }
}

static void
test_late_decision (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (delays); i++) {
    g_autoptr (Alive) alive = start ("picking");

    answer_writes (alive, "reset");
    g_assert_true (decide (alive, tote_item_get_replacement (get_item (alive))));
    alive_run (alive, S / 2);
    assert_once (alive, "PUT replacement", delays[i], commit_decision, TOTE_SEND_STATE_NONE);
    g_assert_cmpint (tote_item_get_decision (get_item (alive)), ==, TOTE_DECISION_APPROVED);
    g_assert_cmpint (tote_item_get_send_state (get_item (alive)), ==, TOTE_SEND_STATE_NONE);
  }
}

static void
test_late_arrival (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (delays); i++) {
    g_autoptr (Alive) alive = start ("ready_for_pickup");

    answer_writes (alive, "reset");
    arrive (alive);
    alive_run (alive, S / 2);
    assert_once (alive, "POST arrival", delays[i], commit_arrival, TOTE_SEND_STATE_SENT);
  }
}

/* What cannot be read back is the customer's to repeat, however long it takes. */
static void
test_unreadable (void)
{
  g_autoptr (GDateTime) eta = g_date_time_new_utc (2026, 3, 20, 12, 30, 0);
  g_autoptr (ToteVehicle) vehicle = tote_vehicle_new ("Corsa", NULL, NULL, NULL);
  ToteWish *wishes[] = { tote_wish_new_rating (5, NULL, NULL),
                         tote_wish_new_delegate ("Mara", "+1 555 0100"),
                         tote_wish_new_schedule (eta), tote_wish_new_vehicle (vehicle, FALSE) };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++) {
    g_autoptr (Alive) alive = start ("ready_for_pickup");
    g_autoptr (ToteWish) wish = wishes[i];

    answer_writes (alive, "reset");
    g_assert_true (tote_tracker_wish (alive->tracker, wish));
    alive_run (alive, S / 2);
    answer_writes (alive, NULL);
    g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_UNCLEAR);
    alive_run (alive, 600 * S);
    g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_UNCLEAR);
    g_assert_cmpuint (count_writes (alive), ==, 1);
    retry (alive);
    alive_run (alive, 5 * MINUTE);
    g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_SENT);
    g_assert_cmpuint (count_writes (alive), ==, 2);
  }
}

/* It surely never arrived: it is sent again by itself, as long as it is good for. */
static void
test_refused_before_reading (void)
{
  g_autoptr (Alive) alive = start ("picking");

  answer_writes (alive, "429-word-wait");
  say (alive, "Hello");
  alive_run (alive, 30 * S);
  g_assert_cmpuint (count (alive, "POST chat"), >, 1);
  g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_SENDING);
  answer_writes (alive, NULL);
  alive_run (alive, 2 * MINUTE);
  g_assert_cmpuint (tote_fake_platform_count_text (alive->platform, "Hello"), ==, 1);
  g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_NONE);
}

static void
change_suggestion (Alive *alive)
{
  tote_fake_platform_set_body (
      alive->platform, TOTE_RESOURCE_ITEMS, 200,
      "{\"line_items\": [{\"id\": \"li-1\", \"status\": \"REPLACED\", \"replacement_status\": "
      "\"PENDING\", \"item\": {\"name\": \"Rye bread\", \"quantity\": \"1.0\", \"cost_unit\": "
      "\"EACH\"}, \"replacement\": {\"name\": \"Durian\", \"quantity\": \"2.0\", \"cost_unit\": "
      "\"EACH\"}}]}");
}

/* The shopper exchanges the replacement while the answer waits: nobody has agreed to that one. */
static void
test_suggestion_changes_while_waiting (void)
{
  static const char *const faults[] = { "429-word-wait", "503-page-wait", "reset" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autoptr (Alive) alive = start ("picking");
    guint n_sent;

    answer_writes (alive, faults[i]);
    g_assert_true (decide (alive, tote_item_get_replacement (get_item (alive))));
    alive_run (alive, S);
    n_sent = count (alive, "PUT replacement");
    g_assert_cmpuint (n_sent, ==, 1);
    change_suggestion (alive);
    answer_writes (alive, NULL);
    alive_run (alive, 5 * MINUTE);
    g_assert_cmpuint (count (alive, "PUT replacement"), ==, 1);
    g_assert_cmpint (tote_item_get_send_state (get_item (alive)), ==, TOTE_SEND_STATE_OVERTAKEN);
    g_assert_true (tote_item_get_question (get_item (alive)));

    g_assert_true (decide (alive, tote_item_get_replacement (get_item (alive))));
    alive_run (alive, S);
    g_assert_cmpuint (count (alive, "PUT replacement"), ==, 2);
  }
}

/* It changed between the page and the finger. */
static void
test_suggestion_changes_under_the_finger (void)
{
  g_autoptr (Alive) alive = start ("picking");
  g_autoptr (ToteProduct) shown = g_object_ref (tote_item_get_replacement (get_item (alive)));

  change_suggestion (alive);
  alive_run (alive, MINUTE);
  g_assert_false (decide (alive, shown));
  g_assert_cmpint (tote_item_get_send_state (get_item (alive)), ==, TOTE_SEND_STATE_OVERTAKEN);
  alive_run (alive, MINUTE);
  g_assert_cmpuint (count (alive, "PUT replacement"), ==, 0);
}

/* What is kept of the order itself cannot be read any more. */
static void
spoil_archive (Alive *alive)
{
  g_autoptr (ToteArchiveOrder) kept =
      tote_archive_order_new (alive->archive, alive->platform->base, "MKT-1");
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("?", 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (ToteOrderRecord) record = NULL;

  tote_archive_order_load_async (kept, NULL, test_keep_result, &result);
  test_wait ((gpointer *) &result);
  record = tote_archive_order_load_finish (kept, result, NULL);
  tote_archive_order_save_answer (kept, TOTE_RESOURCE_ORDER, nonsense, alive_get_time (alive), 0);
}

/* Whether an item asks anything is known once the state is, and the items may be read first. */
static void
test_state_last (void)
{
  g_autoptr (Alive) alive = start ("picking");
  guint n_sent;

  answer_writes (alive, "429-word-wait");
  g_assert_true (decide (alive, tote_item_get_replacement (get_item (alive))));
  alive_run (alive, 5 * S);
  alive_stop (alive);
  spoil_archive (alive);
  n_sent = count (alive, "PUT replacement");

  answer_writes (alive, NULL);
  alive_fail (alive, alive_find_fault ("503-page"), 1u << TOTE_RESOURCE_ORDER);
  alive_start (alive);
  alive_run (alive, 10 * S);
  g_assert_null (tote_order_get_state (tote_tracker_get_order (alive->tracker)));
  g_assert_nonnull (get_item (alive));
  g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_SENDING);

  alive_mend (alive);
  alive_run (alive, ALIVE_WITHIN);
  g_assert_cmpuint (count (alive, "PUT replacement"), ==, n_sent + 1);
  g_assert_cmpint (tote_item_get_decision (get_item (alive)), ==, TOTE_DECISION_APPROVED);
}

static void
assert_overdue (Alive *alive, gint64 life, const char *call)
{
  guint n_sent;

  alive_run (alive, life - MINUTE);
  g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_SENDING);
  alive_run (alive, 2 * MINUTE);
  g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_OVERDUE);
  answer_writes (alive, NULL);
  n_sent = count (alive, call);
  alive_run (alive, HOUR);
  g_assert_cmpuint (count (alive, call), ==, n_sent);
  retry (alive);
  alive_run (alive, MINUTE);
  g_assert_cmpuint (count (alive, call), ==, n_sent + 1);
}

static void
test_overdue_text (void)
{
  g_autoptr (Alive) alive = start ("picking");

  answer_writes (alive, "429-word-wait");
  say (alive, "Hello");
  assert_overdue (alive, 30 * MINUTE, "POST chat");
  g_assert_cmpuint (tote_fake_platform_count_text (alive->platform, "Hello"), ==, 1);
}

static void
test_overdue_arrival (void)
{
  g_autoptr (Alive) alive = start ("ready_for_pickup");

  answer_writes (alive, "429-word-wait");
  arrive (alive);
  assert_overdue (alive, 10 * MINUTE, "POST arrival");
}

static void
test_overdue_schedule (void)
{
  g_autoptr (Alive) alive = start ("ready_for_pickup");

  answer_writes (alive, "429-word-wait");
  leave_home (alive);
  assert_overdue (alive, 10 * MINUTE, "POST schedule");
}

/* Twenty hours later nobody is in bay 3. */
static void
test_yesterday (void)
{
  g_autoptr (Alive) alive = start ("ready_for_pickup");
  GListModel *outbox;

  answer_writes (alive, "429-word-wait");
  arrive (alive);
  say (alive, "I am in bay 3 now");
  alive_run (alive, 5 * S);
  alive_stop (alive);
  tote_manual_clock_advance (alive->clock, 20 * HOUR);
  answer_writes (alive, NULL);
  g_array_set_size (alive->platform->calls, 0);
  alive_start (alive);
  alive_run (alive, 10 * MINUTE);
  g_assert_cmpuint (count (alive, "POST arrival"), ==, 0);
  g_assert_cmpuint (count (alive, "POST chat"), ==, 0);
  outbox = tote_tracker_get_outbox (alive->tracker);
  g_assert_cmpuint (g_list_model_get_n_items (outbox), ==, 2);
  g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_OVERDUE);
}

/* What the order has overtaken goes away with a word. */
static void
test_overtaken (void)
{
  void (*const wishes[]) (Alive *) = { arrive, leave_home, name_delegate, describe_vehicle };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++) {
    g_autoptr (Alive) alive = start ("ready_for_pickup");
    guint n_sent;

    answer_writes (alive, "429-word-wait");
    wishes[i](alive);
    alive_run (alive, 5 * S);
    alive_set_state (alive, "delivered");
    alive_run (alive, MINUTE);
    g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_OVERTAKEN);
    n_sent = count_writes (alive);
    answer_writes (alive, NULL);
    alive_run (alive, 10 * MINUTE);
    g_assert_cmpuint (count_writes (alive), ==, n_sent);
  }
}

/* A clock that was years off makes nothing of what waits disappear. What cannot be told to be young
 * is not sent unasked. */
static void
test_wrong_clock (void)
{
  static const gint64 leaps[] = { 6 * 365 * 24 * HOUR, -6 * 365 * 24 * HOUR, -20 * HOUR };

  for (guint i = 0; i < G_N_ELEMENTS (leaps); i++) {
    g_autoptr (Alive) alive = start ("picking");

    answer_writes (alive, "429-word-wait");
    say (alive, "Hello");
    alive_run (alive, 5 * S);
    alive_stop (alive);
    tote_manual_clock_jump (alive->clock, leaps[i]);
    answer_writes (alive, NULL);
    alive_start (alive);
    alive_run (alive, MINUTE);
    g_assert_cmpint (get_state (alive), ==, TOTE_SEND_STATE_OVERDUE);
    g_assert_cmpuint (tote_fake_platform_count_text (alive->platform, "Hello"), ==, 0);
    retry (alive);
    alive_run (alive, MINUTE);
    g_assert_cmpuint (tote_fake_platform_count_text (alive->platform, "Hello"), ==, 1);
  }
}

/* An answer without its list, or an error in the name of a success, proves nothing: neither that a
 * text did not arrive, nor that a question has gone. */
static void
test_proves_nothing (void)
{
  static const char *const instead[] = { "200-word", "200-nonsense", "200-page" };

  for (guint i = 0; i < G_N_ELEMENTS (instead); i++) {
    g_autoptr (Alive) alive = start ("picking");

    answer_writes (alive, "reset");
    say (alive, AS_WRITTEN);
    g_assert_true (decide (alive, tote_item_get_replacement (get_item (alive))));
    alive_run (alive, S);
    alive_fail (alive, alive_find_fault (instead[i]),
                1u << TOTE_RESOURCE_CHAT | 1u << TOTE_RESOURCE_ITEMS);
    alive->writes_fail = FALSE;
    alive_run (alive, 10 * MINUTE);
    g_assert_cmpuint (count (alive, "POST chat"), ==, 1);
    g_assert_cmpuint (count (alive, "PUT replacement"), ==, 1);
    g_assert_cmpuint (alive_count_wishes (alive, TOTE_SEND_STATE_UNCLEAR), ==, 2);
    /* One that just lacks its list is at last believed to be how the server writes an empty one. */
    g_assert_true ((get_item (alive) == NULL) == g_str_equal (instead[i], "200-nonsense"));

    commit_text (alive);
    commit_decision (alive);
    alive_mend (alive);
    alive_run (alive, ALIVE_WITHIN);
    g_assert_cmpuint (count (alive, "POST chat"), ==, 1);
    g_assert_cmpuint (count (alive, "PUT replacement"), ==, 1);
    g_assert_cmpuint (g_list_model_get_n_items (tote_tracker_get_outbox (alive->tracker)), ==, 0);
    g_assert_cmpint (tote_item_get_decision (get_item (alive)), ==, TOTE_DECISION_APPROVED);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outbox/late/text", test_late_text);
  g_test_add_func ("/outbox/late/decision", test_late_decision);
  g_test_add_func ("/outbox/late/arrival", test_late_arrival);
  g_test_add_func ("/outbox/unreadable", test_unreadable);
  g_test_add_func ("/outbox/proves-nothing", test_proves_nothing);
  g_test_add_func ("/outbox/refused-before-reading", test_refused_before_reading);
  g_test_add_func ("/outbox/suggestion/changes-while-waiting",
                   test_suggestion_changes_while_waiting);
  g_test_add_func ("/outbox/suggestion/changes-under-the-finger",
                   test_suggestion_changes_under_the_finger);
  g_test_add_func ("/outbox/state-last", test_state_last);
  g_test_add_func ("/outbox/overdue/text", test_overdue_text);
  g_test_add_func ("/outbox/overdue/arrival", test_overdue_arrival);
  g_test_add_func ("/outbox/overdue/schedule", test_overdue_schedule);
  g_test_add_func ("/outbox/overdue/yesterday", test_yesterday);
  g_test_add_func ("/outbox/overtaken", test_overtaken);
  g_test_add_func ("/outbox/wrong-clock", test_wrong_clock);

  return g_test_run ();
}
