/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch-harness.h"

/* Follows a whole order of each type, state by state, and reads in the sandbox's log what was
 * asked meanwhile: nothing outside its phase, and nothing after the end. How soon and how often is
 * held where clocks are moved (test-pace, test-schedule). */

#define PACE "0.02"
#define N_ROUNDS 3

typedef enum {
  ORDER = 1 << 0,
  ITEMS = 1 << 1,
  HANDLING = 1 << 2,
  LOCATION = 1 << 3,
  CHAT = 1 << 4,
  NOTICES = 1 << 5,
  DETAILS = 1 << 6,
} Calls;

/* steady: asked for several times in that state; once: at most once; refused: not offered here, and
 * asked for again now and then. */
typedef struct {
  const char *state;
  Calls steady;
  Calls once;
  Calls refused;
} Phase;

#define TALK (CHAT | NOTICES)

static const Phase delivery[] = {
  { "brand_new", ORDER, ITEMS | HANDLING | CHAT },
  { "acknowledged", ORDER, ITEMS | HANDLING },
  { "picking", ORDER | ITEMS | TALK, HANDLING },
  { "checkout", ORDER | TALK, ITEMS | HANDLING },
  { "delivering", ORDER | LOCATION | TALK, ITEMS | HANDLING },
  { "delivered", 0, ITEMS | HANDLING | TALK },
  { NULL },
};

static const Phase pickup[] = {
  { "brand_new", ORDER, ITEMS | HANDLING | CHAT },
  { "acknowledged", ORDER, ITEMS | HANDLING },
  { "picking", ORDER | ITEMS | TALK, HANDLING },
  { "checkout", ORDER | TALK, ITEMS | HANDLING },
  { "bags_check", ORDER | TALK, ITEMS | HANDLING },
  { "ready_for_pickup", ORDER | TALK, ITEMS | HANDLING | DETAILS },
  { "user_at_store", ORDER | TALK, ITEMS | HANDLING | DETAILS },
  { "runner_awaiting", ORDER | TALK, ITEMS | HANDLING | DETAILS },
  { "runner_acknowledged", ORDER | TALK, ITEMS | HANDLING | DETAILS },
  { "bags_verified", ORDER | TALK, ITEMS | HANDLING | DETAILS },
  { "delivered", 0, ITEMS | HANDLING | TALK },
  { NULL },
};

static const Phase last_mile[] = {
  { "brand_new", ORDER, ITEMS | HANDLING | CHAT },
  { "staged_for_delivery", ORDER, ITEMS | HANDLING },
  { "waiting_for_delivery", ORDER, ITEMS | HANDLING },
  { "acknowledged_for_delivery", ORDER | TALK, ITEMS | HANDLING },
  { "at_store", ORDER | TALK, ITEMS | HANDLING },
  { "bags_verified", ORDER | TALK, ITEMS | HANDLING },
  { "delivering", ORDER | LOCATION | TALK, ITEMS | HANDLING },
  { "delivered", 0, ITEMS | HANDLING | TALK },
  { NULL },
};

/* Where there is no GET order, handling stands in for it. */
static const Phase rendition[] = {
  { "brand_new", HANDLING, ITEMS | CHAT, ORDER },
  { "acknowledged", HANDLING, ITEMS, ORDER },
  { "picking", HANDLING | ITEMS | CHAT, 0, ORDER | NOTICES },
  { "staging", HANDLING | CHAT, ITEMS, ORDER | NOTICES },
  { "delivering", HANDLING | CHAT, ITEMS, ORDER | NOTICES | LOCATION },
  { "delivered", 0, ITEMS | CHAT, 0 },
  { NULL },
};

static Calls
get_call (JsonObject *entry)
{
  static const char *const ends[] = { "/items",    "/handling",       "/location",
                                      "/messages", "/order_messages", "/pickup/details" };
  const char *path = json_object_get_string_member (entry, "path");

  g_assert_cmpstr (json_object_get_string_member (entry, "method"), ==, "GET");
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    if (g_str_has_suffix (path, ends[i]))
      return 1u << (i + 1);
  }
  return ORDER;
}

static gboolean
is_of_story (JsonObject *entry)
{
  return !g_str_has_prefix (json_object_get_string_member (entry, "path"), "/sandbox/");
}

/* Whether each of the calls has been asked for so often since entry @from. */
static gboolean
has_rounds (WatchSandbox *sandbox, guint from, Calls calls, guint n_rounds)
{
  g_autoptr (GPtrArray) log = watch_sandbox_read_log (sandbox);
  Calls rounds[N_ROUNDS] = { 0 };

  for (guint i = from; i < log->len; i++) {
    Calls call = is_of_story (log->pdata[i]) ? get_call (log->pdata[i]) : 0;

    for (guint round = 0; round < n_rounds && call != 0; round++) {
      Calls fresh = call & ~rounds[round];

      rounds[round] |= fresh;
      call &= ~fresh;
    }
  }
  return (calls & ~rounds[n_rounds - 1]) == 0;
}

static guint
get_log_length (WatchSandbox *sandbox)
{
  g_autoptr (GPtrArray) log = watch_sandbox_read_log (sandbox);

  return log->len;
}

/* What was asked for from entry @from to @to. */
static void
check_phase (GPtrArray *log, guint from, guint to, const Phase *before, const Phase *phase)
{
  Calls seen = 0, again = 0, late = phase->refused;

  if (before != NULL)
    late |= before->steady | before->once | before->refused;

  for (guint i = from; i < to; i++) {
    Calls call;

    if (!is_of_story (log->pdata[i]))
      continue;
    call = get_call (log->pdata[i]);
    again |= seen & call;
    seen |= call;
  }

  if ((seen & ~(late | phase->steady | phase->once)) != 0 ||
      (again & ~(late | phase->steady)) != 0 || (phase->steady & ~again) != 0)
    g_error ("In “%s”: asked for %x, again for %x; steady are %x, once are %x", phase->state, seen,
             again, phase->steady, phase->once);
}

/* Moves on and waits until that is seen. Returns the length of the log before it. */
static guint
advance (WatchSandbox *sandbox, WatchRun *run, const Phase *before, const Phase *phase)
{
  guint length = get_log_length (sandbox);

  if (before != NULL)
    watch_sandbox_control (sandbox, "advance", "{}");
  watch_run_await (run, "order", "state", phase->state);
  return length;
}

static void
follow (const char *story, const char *dialect, const Phase *phases)
{
  g_autoptr (WatchSandbox) sandbox =
      watch_sandbox_new ("--story", story, "--dialect", dialect, NULL);
  g_autoptr (WatchRun) run = NULL;
  g_autoptr (GPtrArray) log = NULL;
  guint starts[16], n = 0;

  watch_sandbox_control (sandbox, "clock", "{\"paused\": true}");
  run = watch_run_new_for (sandbox, "--json", "--pace", PACE, NULL);
  for (n = 0; phases[n].state != NULL; n++) {
    starts[n] = advance (sandbox, run, n > 0 ? &phases[n - 1] : NULL, &phases[n]);
    /* Long enough for what must not be asked again to be asked again. */
    while (!has_rounds (sandbox, starts[n], phases[n].steady, N_ROUNDS)) {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  }

  g_assert_cmpint (watch_run_wait (run), ==, 0);
  log = watch_sandbox_read_log (sandbox);
  starts[n] = log->len;
  for (guint i = 0; i < n; i++)
    check_phase (log, starts[i], starts[i + 1], i > 0 ? &phases[i - 1] : NULL, &phases[i]);
}

static void
test_delivery (void)
{
  follow ("delivery", "reference", delivery);
}

static void
test_pickup (void)
{
  follow ("pickup", "reference", pickup);
}

static void
test_last_mile (void)
{
  follow ("last-mile", "reference", last_mile);
}

static void
test_rendition (void)
{
  follow ("delivery", "rendition", rendition);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/whole-order/delivery", test_delivery);
  g_test_add_func ("/whole-order/pickup", test_pickup);
  g_test_add_func ("/whole-order/last-mile", test_last_mile);
  g_test_add_func ("/whole-order/rendition", test_rendition);

  return g_test_run ();
}
