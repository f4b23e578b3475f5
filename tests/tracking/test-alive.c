/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "alive-fixture.h"
#include "tote-failure.h"

/* Whatever a server, or what stands between, has answered, and for however long: when it is well
 * again, every part of the order is fresh within five minutes. */

#define S ((gint64) G_USEC_PER_SEC)
#define HOUR (3600 * S)

typedef struct {
  const char *name;
  guint faulty;
} Part;

static const Part parts[] = {
  { "order", 1u << TOTE_RESOURCE_ORDER },
  { "items", 1u << TOTE_RESOURCE_ITEMS },
  { "handling", 1u << TOTE_RESOURCE_HANDLING },
  { "location", 1u << TOTE_RESOURCE_LOCATION },
  { "chat", 1u << TOTE_RESOURCE_CHAT },
  { "order_messages", 1u << TOTE_RESOURCE_ORDER_MESSAGES },
  { "all", ALIVE_ALL },
};

/* Without the last, which is all of them. */
#define N_PARTS (G_N_ELEMENTS (parts) - 1)

/* From one part's fault to the next part's, in the list of all: another status, body and wait. */
#define STRIDE 131

/* Nobody looks at a page that loads for ever; and nothing was given up. */
static void
assert_waits (Alive *alive, const AliveFault *fault, const Part *part, gint64 time)
{
  ToteResource source = alive->rendition ? TOTE_RESOURCE_HANDLING : TOTE_RESOURCE_ORDER;
  gint64 asked_at, longest;

  if (alive->fault == NULL || (part->faulty & (1u << source)) == 0)
    return;
  asked_at = MAX (alive->asked_at[TOTE_RESOURCE_ORDER], alive->asked_at[TOTE_RESOURCE_HANDLING]);
  longest = MIN (alive->longest[TOTE_RESOURCE_ORDER], alive->longest[TOTE_RESOURCE_HANDLING]);
  g_assert_true (tote_tracker_get_failure (alive->tracker) != NULL ||
                 tote_tracker_get_loaded (alive->tracker));
  g_assert_cmpint (longest, <, ALIVE_WITHIN + alive_get_rest (fault));
  g_assert_cmpint (alive_get_time (alive) - asked_at, <=,
                   MIN (time, ALIVE_WITHIN) + alive_get_rest (fault));
}

/* Only the platform itself can say that something is not to be had: whatever the status, a page or
 * nothing is the word of somebody in between. */
static void
assert_believes_nobody (Alive *alive, const AliveFault *fault)
{
  ToteAvailability items;

  if (fault->word)
    return;
  g_object_get (alive->tracker, "items", &items, NULL);
  g_assert_cmpint (items, !=, TOTE_AVAILABILITY_OFF);
  g_assert_cmpint (tote_tracker_get_chat (alive->tracker), !=, TOTE_AVAILABILITY_OFF);
  g_assert_cmpint (tote_tracker_get_location (alive->tracker), !=, TOTE_AVAILABILITY_OFF);
  g_assert_false (tote_failure_is_verdict (tote_tracker_get_failure (alive->tracker)));
}

static void
let_pass (Alive *alive, const AliveFault *fault, const Part *part, gint64 time)
{
  g_autofree char *what = g_strdup_printf ("%s for %s", fault->name, part->name);

  alive_run (alive, time);
  assert_waits (alive, fault, part, time);
  assert_believes_nobody (alive, fault);
  alive_mend (alive);
  alive_run (alive, alive_get_rest (fault));
  alive_assert_recovers (alive, what);
}

/* From the beginning, or while the order goes on, or both. For an hour nobody looks: the parts that
 * are well are asked for half as often then, and they are most of what the table costs. */
static void
fail_for (Alive *alive, const AliveFault *fault, const Part *part, gint64 first, gint64 later)
{
  if (first > 0)
    alive_fail (alive, fault, part->faulty);
  alive_start (alive);
  tote_tracker_set_shown (alive->tracker, later < HOUR);
  let_pass (alive, fault, part, first);

  if (later > 0)
    alive_fail (alive, fault, part->faulty);
  alive_set_state (alive, "delivering");
  let_pass (alive, fault, part, later);

  alive_stop (alive);
  alive_set_state (alive, "picking");
}

/* A row of the whole table: each fault for one part by itself, or for all at once.
 * @n: which part, in which dialect */
static void
fail_each (guint n, gint64 first, gint64 later)
{
  guint n_faults;
  const AliveFault *faults = alive_get_faults (&n_faults);
  g_autoptr (Alive) alive = alive_new (n % 2, FALSE);

  for (guint i = 0; i < n_faults; i++)
    fail_for (alive, &faults[i], &parts[n / 2], first, later);
  g_test_message ("%u faults, %u requests", n_faults, alive->platform->calls->len);
}

static void
test_once (gconstpointer data)
{
  fail_each (GPOINTER_TO_UINT (data), 3 * S, 20 * S);
}

/* Each part in a way of its own, for an hour in which nobody looks. With @source the order itself
 * is among them: then the others may not be asked for at all. */
static void
fail_all_apart (Alive *alive, guint n, gboolean source)
{
  guint n_faults;
  const AliveFault *faults = alive_get_faults (&n_faults);
  g_autoptr (GString) what = g_string_new (NULL);
  gint64 rest = 0;

  alive_start (alive);
  tote_tracker_set_shown (alive->tracker, FALSE);
  alive_assert_recovers (alive, "nothing");
  for (guint j = 0; j < N_PARTS; j++) {
    const AliveFault *fault = &faults[(n + j * STRIDE) % n_faults];
    ToteResource resource = (ToteResource) g_bit_nth_lsf (parts[j].faulty, -1);

    if (!source && (resource == TOTE_RESOURCE_ORDER || resource == TOTE_RESOURCE_HANDLING))
      continue;
    alive_fail_also (alive, fault, resource);
    rest = MAX (rest, alive_get_rest (fault));
    g_string_append_printf (what, "%s for %s, ", fault->name, parts[j].name);
  }
  alive_set_state (alive, "delivering");
  alive_run (alive, HOUR);
  alive_mend (alive);
  alive_run (alive, rest);
  alive_assert_recovers (alive, what->str);
  alive_stop (alive);
  alive_set_state (alive, "picking");
}

/* An hour of each fault for each part, with all others well, is six million requests: ./dev storm
 * has it. Here each fault lasts for an hour once, in one of the dialects, while every other part
 * fails in another way: for the order itself among them, or for the others without it. */
static void
test_hour (gconstpointer data)
{
  gboolean rendition = GPOINTER_TO_INT (data);
  guint n_faults;
  g_autoptr (Alive) alive = alive_new (rendition, FALSE);

  alive_get_faults (&n_faults);
  for (guint i = rendition; i < n_faults; i += 2)
    fail_all_apart (alive, i, i / 2 % 2);
  g_test_message ("%u requests", alive->platform->calls->len);
}

/* One part fails for an hour, in each way that is told apart. */
static void
test_hour_of_a_part (gconstpointer data)
{
  static const char *const names[] = { "200-none", "403-word", "404-page", "503-page" };
  gboolean rendition = GPOINTER_TO_INT (data);
  g_autoptr (Alive) alive = alive_new (rendition, FALSE);

  for (guint i = rendition; i < G_N_ELEMENTS (names); i += 1 + rendition) {
    for (guint j = i % 2; j < N_PARTS; j += 1 + rendition)
      fail_for (alive, alive_find_fault (names[i]), &parts[j], 0, HOUR);
  }
  g_test_message ("%u requests", alive->platform->calls->len);
}

/* The table of ./dev storm. */
static void
test_table (gconstpointer data)
{
  fail_each (GPOINTER_TO_UINT (data), 0, HOUR);
}

static void
add_row (const char *table, GTestDataFunc test, guint n)
{
  g_autofree char *path = g_strdup_printf ("/alive/%s/%s/%s", table,
                                           n % 2 ? "rendition" : "reference", parts[n / 2].name);

  g_test_add_data_func (path, GUINT_TO_POINTER (n), test);
}

static void
add (const char *path, GTestDataFunc test, gboolean rendition)
{
  g_test_add_data_func (path, GINT_TO_POINTER (rendition), test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint n = 0; n < 2 * G_N_ELEMENTS (parts); n++)
    add_row ("once", test_once, n);
  add ("/alive/hour/reference", test_hour, FALSE);
  add ("/alive/hour/rendition", test_hour, TRUE);
  add ("/alive/part/reference", test_hour_of_a_part, FALSE);
  add ("/alive/part/rendition", test_hour_of_a_part, TRUE);
  for (guint n = 0; g_test_slow () && n < 2 * G_N_ELEMENTS (parts); n++)
    add_row ("table", test_table, n);

  return g_test_run ();
}
