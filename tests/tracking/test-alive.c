/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "alive-fixture.h"

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

/* The rest a server asked for is obeyed, an hour at most; it is not well before that. */
static gint64
get_rest (const AliveFault *fault)
{
  gint64 rest =
      fault->answer.retry_after != NULL ? g_ascii_strtoll (fault->answer.retry_after, NULL, 10) : 0;

  return MIN (rest, 3600) * S;
}

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
  g_assert_cmpint (longest, <, ALIVE_WITHIN + get_rest (fault));
  g_assert_cmpint (alive_get_time (alive) - asked_at, <=,
                   MIN (time, ALIVE_WITHIN) + get_rest (fault));
}

static void
let_pass (Alive *alive, const AliveFault *fault, const Part *part, gint64 time)
{
  g_autofree char *what = g_strdup_printf ("%s for %s", fault->name, part->name);

  alive_run (alive, time);
  assert_waits (alive, fault, part, time);
  alive_mend (alive);
  alive_run (alive, get_rest (fault));
  alive_assert_recovers (alive, what);
}

/* From the beginning, or while the order goes on, or both. */
static void
fail_for (Alive *alive, const AliveFault *fault, const Part *part, gint64 first, gint64 later)
{
  if (first > 0)
    alive_fail (alive, fault, part->faulty);
  alive_start (alive);
  let_pass (alive, fault, part, first);

  if (later > 0)
    alive_fail (alive, fault, part->faulty);
  alive_set_state (alive, "delivering");
  let_pass (alive, fault, part, later);

  alive_stop (alive);
  alive_set_state (alive, "picking");
}

/* Each fault for all at once, and for every second part by itself: those take turns. */
static void
test_once (gconstpointer data)
{
  gboolean rendition = GPOINTER_TO_INT (data);
  guint n_faults;
  const AliveFault *faults = alive_get_faults (&n_faults);
  g_autoptr (Alive) alive = alive_new (rendition, FALSE);

  for (guint i = 0; i < n_faults; i += rendition ? 3 : 1) {
    for (guint j = i % 2; j < N_PARTS; j += 2)
      fail_for (alive, &faults[i], &parts[j], 3 * S, 20 * S);
    fail_for (alive, &faults[i], &parts[N_PARTS], 3 * S, 20 * S);
  }
  g_test_message ("%u requests", alive->platform->calls->len);
}

/* Everything fails for an hour: by turns from the beginning, and while the order goes on. */
static void
test_hour (gconstpointer data)
{
  gboolean rendition = GPOINTER_TO_INT (data);
  guint n_faults;
  const AliveFault *faults = alive_get_faults (&n_faults);
  g_autoptr (Alive) alive = alive_new (rendition, FALSE);

  for (guint i = rendition; i < n_faults; i += 5)
    fail_for (alive, &faults[i], &parts[N_PARTS], i % 2 ? HOUR : 0, i % 2 ? 0 : HOUR);
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

static void
add (const char *path, GTestDataFunc test, gboolean rendition)
{
  g_test_add_data_func (path, GINT_TO_POINTER (rendition), test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/alive/once/reference", test_once, FALSE);
  add ("/alive/once/rendition", test_once, TRUE);
  add ("/alive/hour/reference", test_hour, FALSE);
  add ("/alive/hour/rendition", test_hour, TRUE);
  add ("/alive/hour/of-a-part-reference", test_hour_of_a_part, FALSE);
  add ("/alive/hour/of-a-part-rendition", test_hour_of_a_part, TRUE);

  return g_test_run ();
}
