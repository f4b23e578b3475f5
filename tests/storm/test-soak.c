/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-fake-platform.h"
#include "tote-manual-clock.h"
#include "tote-tracker.h"

#include "test-support.h"

#include <glib/gstdio.h>
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
/* How many calls a cost is measured over, and by how much one may differ from the next. */
#define MEASURED 2000
#define COST_GROWTH 1.05

/* Descriptors are counted so often: how many connections there are at most is what has to stay. */
#define LOOK_EVERY 50

/* Up to so many messages one is added to the conversation at each call. */
#define SHORT_CHAT 200
#define LONG_CHAT (2 * SHORT_CHAT)
#define CHAT_MEASURED 20
#define MESSAGE_SIZE 4096 /* bytes, with all that is known of it */

/* So many calls are kept on disk before and between what is measured of it. */
#define KEPT 2000

typedef struct {
  guint descriptors;
  guint timers;
} Peak;

typedef struct {
  ToteFakePlatform *platform;
  ToteManualClock *clock;
  ToteTracker *tracker;
  ToteArchive *archive; /* (nullable) */
  guint n_calls;
  Peak peak;
} Soak;

typedef struct {
  gsize memory;
  Peak peak; /* since the footprint before */
  guint threads;
} Footprint;

/* Memory that is asked for costs the same whatever else the machine does. */
static guint64 n_allocations;

#ifndef __SANITIZE_ADDRESS__
#ifndef __SANITIZE_THREAD__
extern void *__libc_malloc (size_t size);

/* Seen by the libraries too, whose memory it is. */
__attribute__ ((visibility ("default"))) void *
malloc (size_t size)
{
  n_allocations++;
  return __libc_malloc (size);
}
#endif
#endif

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
look (Soak *soak)
{
  soak->peak.descriptors = MAX (soak->peak.descriptors, count_entries ("/proc/self/fd"));
  soak->peak.timers = MAX (soak->peak.timers, tote_manual_clock_get_n_timers (soak->clock));
}

static void
poll_until (Soak *soak, guint n_calls)
{
  guint n_turns = 0;

  while (soak->n_calls < n_calls) {
    while (g_main_context_iteration (NULL, FALSE))
      ;
    if (n_turns++ % LOOK_EVERY == 0)
      look (soak);
    tote_manual_clock_advance (soak->clock, STEP);
    g_array_set_size (soak->platform->calls, 0);
  }
}

/* How often memory is asked for until @n_calls were made; looking is not counted in. */
static guint64
measure_cost (Soak *soak, guint n_calls)
{
  guint64 before = n_allocations;

  while (soak->n_calls < n_calls) {
    while (g_main_context_iteration (NULL, FALSE))
      ;
    tote_manual_clock_advance (soak->clock, STEP);
    g_array_set_size (soak->platform->calls, 0);
  }
  return n_allocations - before;
}

static Footprint
measure (Soak *soak)
{
  Footprint footprint = { mallinfo2 ().uordblks, soak->peak, count_entries ("/proc/self/task") };

  g_test_message ("%u calls: %zu bytes, %u descriptors, %u threads, %u timers, %u entries",
                  soak->n_calls, footprint.memory, footprint.peak.descriptors, footprint.threads,
                  footprint.peak.timers,
                  g_list_model_get_n_items (tote_tracker_get_history (soak->tracker)));
  soak->peak = (Peak){ 0 };
  return footprint;
}

static void
set_up (Soak *soak, gconstpointer change)
{
  g_autoptr (ToteClient) client = NULL;

  soak->platform = tote_fake_platform_new ("picking", N_ITEMS);
  soak->platform->watch = (void (*) (const char *, ToteFakeMoment, gpointer)) change;
  soak->platform->user_data = soak;
  soak->clock = tote_manual_clock_new (NOON);
  client = tote_fake_platform_new_client (soak->platform);
  soak->tracker = tote_tracker_new (client, "MKT-1", TOTE_CLOCK (soak->clock), soak->archive);
  tote_tracker_set_chat_open (soak->tracker, TRUE);
  tote_tracker_start (soak->tracker);
}

static void
tear_down (Soak *soak, gconstpointer change)
{
  tote_tracker_stop (soak->tracker);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (soak->tracker);
  g_assert_finalize_object (soak->clock);
  tote_fake_platform_free (soak->platform);
}

static void
test_soak (Soak *soak, gconstpointer change)
{
  Footprint before, after;
  guint64 first, last;
  guint n_wakings;

  poll_until (soak, WARM_UP);
  before = measure (soak);
  n_wakings = tote_manual_clock_get_n_wakings (soak->clock);
  first = measure_cost (soak, WARM_UP + MEASURED);
  poll_until (soak, WARM_UP + POLLS - MEASURED);
  last = measure_cost (soak, WARM_UP + POLLS);
  n_wakings = tote_manual_clock_get_n_wakings (soak->clock) - n_wakings;
  after = measure (soak);
  g_test_message ("%u wakings; memory asked for %" G_GUINT64_FORMAT
                  " times, at last %" G_GUINT64_FORMAT,
                  n_wakings, first, last);

  g_assert_cmpuint (after.memory, <=, (gsize) (before.memory * GROWTH));
  g_assert_cmpuint (after.peak.descriptors, <=, before.peak.descriptors);
  g_assert_cmpuint (after.peak.timers, <=, before.peak.timers);
  g_assert_cmpuint (after.threads, <=, before.threads);
  g_assert_cmpuint (last, <=, (guint64) ((double) first * COST_GROWTH));
  /* Mostly several questions at a time; what looks at the clock by itself adds a few. */
  g_assert_cmpuint (n_wakings, <=, POLLS * 2 / 3);
}

/* The whole conversation, which is one message longer each time. */
static void
say_more (const char *call, ToteFakeMoment moment, gpointer user_data)
{
  Soak *soak = user_data;

  if (moment != TOTE_FAKE_ARRIVED || strcmp (call, "GET chat") != 0)
    return;
  soak->n_calls++;
  g_ptr_array_add (soak->platform->texts, g_strdup_printf ("Text %u", soak->n_calls));
}

/* And all else changes meanwhile. */
static void
say_more_and_change (const char *call, ToteFakeMoment moment, gpointer user_data)
{
  Soak *soak = user_data;
  g_autofree char *items = NULL, *location = NULL;

  if (moment != TOTE_FAKE_ARRIVED)
    return;

  say_more (call, moment, soak);
  items = make_items (soak->n_calls);
  location = make_location (soak->n_calls);
  tote_fake_platform_set_body (soak->platform, TOTE_RESOURCE_ITEMS, 0, items);
  tote_fake_platform_set_body (soak->platform, TOTE_RESOURCE_LOCATION, 0, location);
  tote_fake_platform_set_state (soak->platform,
                                soak->n_calls / 40 % 2 == 0 ? "picking" : "delivering");
}

/* Twice as long a conversation costs twice as much to read, and no more: what is known of it is not
 * gone through for each message. */
static void
test_growing_chat (Soak *soak, gconstpointer change)
{
  guint64 half, whole;
  gsize memory;

  poll_until (soak, SHORT_CHAT - CHAT_MEASURED);
  half = measure_cost (soak, SHORT_CHAT);
  memory = measure (soak).memory;
  poll_until (soak, LONG_CHAT - CHAT_MEASURED);
  whole = measure_cost (soak, LONG_CHAT);
  memory = measure (soak).memory - memory;
  g_test_message ("memory asked for %" G_GUINT64_FORMAT " and %" G_GUINT64_FORMAT
                  " times; %zu bytes a message",
                  half, whole, memory / (LONG_CHAT - SHORT_CHAT));
  g_assert_cmpuint (whole, <=, (guint64) ((double) half * 2 * COST_GROWTH));
  g_assert_cmpuint (memory, <=, (LONG_CHAT - SHORT_CHAT) * MESSAGE_SIZE);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) orders = tote_archive_list_finish (TOTE_ARCHIVE (source), result, NULL);

  g_assert_cmpuint (orders->len, ==, 1);
  *(gboolean *) user_data = TRUE;
}

/* Returns: bytes written to anything but a socket, when all that was to be kept is kept */
static guint64
count_written (Soak *soak)
{
  g_autofree char *io = NULL;
  gboolean listed = FALSE;

  tote_archive_list_async (soak->archive, NULL, on_listed, &listed);
  while (!listed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_get_contents ("/proc/self/io", &io, NULL, NULL));

  return g_ascii_strtoull (strstr (io, "wchar: ") + strlen ("wchar: "), NULL, 10);
}

static goffset
measure_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  goffset size = 0;
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    GStatBuf status;

    g_assert_cmpint (g_stat (file, &status), ==, 0);
    size += status.st_size;
  }

  return size;
}

/* What is kept of an order that has changed ten times as often is no more, nor written more of. */
static void
test_kept (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tote-soak-XXXXXX", NULL);
  Soak soak = { .archive = tote_archive_new (folder) };
  guint64 start, first, last;
  goffset before, after;

  set_up (&soak, change_everything);
  poll_until (&soak, KEPT / 2);
  start = count_written (&soak);
  poll_until (&soak, KEPT);
  first = count_written (&soak) - start;
  before = measure_files (folder);
  poll_until (&soak, 2 * KEPT + KEPT / 2);
  start = count_written (&soak);
  poll_until (&soak, 3 * KEPT);
  last = count_written (&soak) - start;
  after = measure_files (folder);
  g_test_message ("%" G_GUINT64_FORMAT " KiB written, at last %" G_GUINT64_FORMAT
                  "; files of %d KiB, at last %d",
                  first / 1024, last / 1024, (int) before / 1024, (int) after / 1024);
  g_assert_cmpuint (last, <=, (guint64) ((double) first * COST_GROWTH));
  g_assert_cmpint (after, <=, (goffset) ((double) before * COST_GROWTH));

  tear_down (&soak, NULL);
  tote_archive_close (soak.archive);
  g_assert_finalize_object (soak.archive);
  test_remove_tree (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/soak/ten-thousand-answers", Soak, change_everything, set_up, test_soak, tear_down);
  g_test_add ("/soak/growing-chat", Soak, say_more, set_up, test_growing_chat, tear_down);
  g_test_add ("/soak/growing-chat-of-changing-order", Soak, say_more_and_change, set_up,
              test_growing_chat, tear_down);
  g_test_add_func ("/soak/kept", test_kept);

  return g_test_run ();
}
