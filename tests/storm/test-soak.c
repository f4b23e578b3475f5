/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-fake-platform.h"
#include "tote-manual-clock.h"
#include "tote-tracker.h"

#include <malloc.h>
#include <string.h>

/*
 * Ten thousand answers, each another one than the last: items found and lost again, a position that
 * moves, a conversation that is read and unread, an order that goes to and fro. What the process
 * holds after it is what it held before them.
 */

#define NOON (G_GINT64_CONSTANT (1774008000) * G_USEC_PER_SEC) /* 2026-03-20T12:00:00Z */
#define STEP (250 * G_TIME_SPAN_MILLISECOND)
/* What keeps some of the past (tables of names, connections, the library's caches) is full by then:
 * it was measured to stay where it is for 36,000 calls more. */
#define WARM_UP 12000
#define POLLS 10000
#define N_ITEMS 20
#define N_MESSAGES 20

/* What may be added: two in a hundred. */
#define GROWTH 1.02

typedef struct {
  ToteFakePlatform *platform;
  ToteManualClock *clock;
  ToteTracker *tracker;
  guint n_calls;
} Soak;

typedef struct {
  gsize memory;
  guint descriptors;
  guint threads;
  guint timers;
} Footprint;

static char *
make_items (guint turn)
{
  g_autoptr (GString) json = g_string_new ("{\"line_items\":[");

  for (guint i = 0; i < N_ITEMS; i++)
    g_string_append_printf (json,
                            "%s{\"id\":\"li-%u\",\"status\":\"%s\",\"item\":{\"name\":\"Loaf %u\","
                            "\"quantity\":\"%u.0\",\"cost_unit\":\"EACH\"}}",
                            i > 0 ? "," : "", i, (turn + i) % 3 == 0 ? "FOUND" : "NOT_PICKED", i,
                            1 + (turn + i) % 4);
  g_string_append (json, "]}");
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static char *
make_chat (guint turn)
{
  g_autoptr (GString) json = g_string_new ("{\"chat_messages\":[");

  for (guint i = 0; i < N_MESSAGES; i++)
    g_string_append_printf (json,
                            "%s{\"id\":%u,\"sender_type\":\"%s\",\"read\":%s,\"body\":\"Text %u\","
                            "\"created_at\":\"2026-03-20T12:00:%02uZ\"}",
                            i > 0 ? "," : "", 1 + i, i % 2 == 0 ? "user" : "driver",
                            (turn + i) % 2 == 0 ? "true" : "false", (turn + i) % 7, i);
  g_string_append (json, "]}");
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static char *
make_location (guint turn)
{
  return g_strdup_printf ("{\"latitude\":38.67%02u,\"longitude\":-89.98%02u}", turn % 90,
                          turn % 70);
}

/* Every call is answered otherwise than the one before. */
static void
change_everything (const char *call, ToteFakeMoment moment, gpointer user_data)
{
  Soak *soak = user_data;
  g_autofree char *items = NULL, *chat = NULL, *location = NULL;

  if (moment != TOTE_FAKE_ARRIVED)
    return;

  soak->n_calls++;
  items = make_items (soak->n_calls);
  chat = make_chat (soak->n_calls);
  location = make_location (soak->n_calls);
  tote_fake_platform_set_body (soak->platform, TOTE_RESOURCE_ITEMS, 0, items);
  tote_fake_platform_set_body (soak->platform, TOTE_RESOURCE_CHAT, 0, chat);
  tote_fake_platform_set_body (soak->platform, TOTE_RESOURCE_LOCATION, 0, location);
  tote_fake_platform_set_state (soak->platform,
                                soak->n_calls / 40 % 2 == 0 ? "picking" : "delivering");
}

static guint
count_entries (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (folder) != NULL)
    count++;
  return count;
}

static void
poll_until (Soak *soak, guint n_calls)
{
  while (soak->n_calls < n_calls) {
    while (g_main_context_iteration (NULL, FALSE))
      ;
    tote_manual_clock_advance (soak->clock, STEP);
    g_array_set_size (soak->platform->calls, 0);
  }
}

static Footprint
measure (Soak *soak)
{
  Footprint footprint = { mallinfo2 ().uordblks, count_entries ("/proc/self/fd"),
                          count_entries ("/proc/self/task"),
                          tote_manual_clock_get_n_timers (soak->clock) };

  g_test_message ("%u calls: %zu bytes, %u descriptors, %u threads, %u timers, %u steps",
                  soak->n_calls, footprint.memory, footprint.descriptors, footprint.threads,
                  footprint.timers,
                  g_list_model_get_n_items (tote_tracker_get_history (soak->tracker)));
  return footprint;
}

static void
test_soak (void)
{
  Soak soak = { NULL };
  g_autoptr (ToteClient) client = NULL;
  Footprint before, after;

  soak.platform = tote_fake_platform_new ("picking", N_ITEMS);
  soak.platform->watch = change_everything;
  soak.platform->user_data = &soak;
  soak.clock = tote_manual_clock_new (NOON);
  client = tote_fake_platform_new_client (soak.platform);
  soak.tracker = tote_tracker_new (client, "MKT-1", TOTE_CLOCK (soak.clock), NULL);
  tote_tracker_set_chat_open (soak.tracker, TRUE);
  tote_tracker_set_shown (soak.tracker, TRUE);
  tote_tracker_start (soak.tracker);

  poll_until (&soak, WARM_UP);
  before = measure (&soak);
  poll_until (&soak, WARM_UP + POLLS);
  after = measure (&soak);

  g_assert_cmpuint (after.memory, <=, (gsize) (before.memory * GROWTH));
  /* A kept connection more is two, with both of its ends in this process. */
  g_assert_cmpuint (after.descriptors, <=, before.descriptors + 4);
  g_assert_cmpuint (after.threads, <=, before.threads);
  g_assert_cmpuint (after.timers, <=, before.timers + 2);

  tote_tracker_stop (soak.tracker);
  g_clear_object (&client);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (soak.tracker);
  g_assert_finalize_object (soak.clock);
  tote_fake_platform_free (soak.platform);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/soak/ten-thousand-answers", test_soak);

  return g_test_run ();
}
