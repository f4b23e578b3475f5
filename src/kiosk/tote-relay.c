/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-relay.h"

#include "tote-channel.h"
#include "tote-sd.h"
#include "tote-tries.h"

#include <signal.h>
#include <string.h>

/* A display says every few seconds that it draws. One that has said nothing for this long is
 * ended: a screen that stands still is noticed by nobody else. */
#define SILENCE_SECONDS 12

/* Longer than a start takes; what a customer left behind waits for it. Where none came to the
 * screen in that time, the next one has half as much again: the machine may be slow, and one that
 * is ended too early for ever is never there. */
#define START_SECONDS 6
#define START_SECONDS_MAX 60

#define PAUSE_MS 250
#define PAUSE_MAX_MS 4000

/* What is freed is overwritten at once, whatever its size (facts of glibc 2.36: blocks in the
 * thread's cache are not, so there is none), and no block of GLib's own stays behind. */
#define MALLOC_TUNABLES "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0"

/* One process on the screen. */
typedef struct {
  ToteRelay *relay;
  GSubprocess *process;
  ToteChannel *channel;
  gboolean ready;
  guint timer; /* for the next sign of life */
} Runner;

struct _ToteRelay {
  GObject parent_instance;

  char **argv;        /* (owned) */
  JsonObject *setup;  /* (owned) */
  ToteHealth *health; /* (owned) */
  Runner *now;        /* (owned) (nullable): on the screen */
  Runner *next;       /* (owned) (nullable): about to take over */
  ToteTries tries;
  guint restart; /* timer, 0 for none */
  guint pause_ms;
  guint start_seconds;
  double pace;
  gboolean told_ready;
};

G_DEFINE_FINAL_TYPE (ToteRelay, tote_relay, G_TYPE_OBJECT)

static guint settled_signal;

static void
runner_free (Runner *runner)
{
  g_clear_handle_id (&runner->timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (runner->channel, runner);
  g_subprocess_force_exit (runner->process);
  g_clear_object (&runner->process);
  g_clear_object (&runner->channel);
  g_free (runner);
}

/* All that a display is told, its key included, goes over the line: not into its arguments or
 * its environment, where others could read it. */
static char *
write_setup (ToteRelay *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonArray *tries = json_array_new ();

  for (guint i = 0; i < TOTE_TRIES_MAX; i++)
    json_array_add_int_element (tries, self->tries.at[i]);
  json_object_set_array_member (self->setup, "tries", tries);
  json_node_set_object (root, self->setup);

  return json_to_string (root, FALSE);
}

/* manner: (nullable): “language=fr contrast=1”: how the next customer wants it. */
static void
apply_manner (GSubprocessLauncher *launcher, const char *manner)
{
  g_auto (GStrv) words = g_strsplit (manner != NULL ? manner : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    if (g_str_has_prefix (words[i], "language="))
      g_subprocess_launcher_setenv (launcher, "LANGUAGE", words[i] + strlen ("language="), TRUE);
    else if (g_str_has_prefix (words[i], "screen="))
      g_subprocess_launcher_setenv (launcher, TOTE_RELAY_SCREEN, words[i] + strlen ("screen="),
                                    TRUE);
    else if (g_str_equal (words[i], "contrast=1"))
      g_subprocess_launcher_setenv (launcher, "ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  }
}

/* Only so are processes made without a copy of this one (posix_spawn). */
static GSubprocessLauncher *
prepare (int fd, const char *manner)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_INHERIT_FDS);

  g_subprocess_launcher_take_fd (launcher, fd, 3);
  g_subprocess_launcher_setenv (launcher, TOTE_RELAY_CHANNEL, "3", TRUE);
  g_subprocess_launcher_setenv (launcher, "GLIBC_TUNABLES", MALLOC_TUNABLES, TRUE);
  g_subprocess_launcher_setenv (launcher, "G_SLICE", "always-malloc", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "NOTIFY_SOCKET");
  g_subprocess_launcher_unsetenv (launcher, "WATCHDOG_USEC");
  apply_manner (launcher, manner);

  return launcher;
}

static void start_again (ToteRelay *self);

static void
let_go (ToteRelay *self, Runner *runner)
{
  if (self->next == runner)
    self->next = NULL;
  else
    self->now = NULL;

  runner_free (runner);
  start_again (self);
}

static void
on_silence (gpointer user_data)
{
  Runner *runner = user_data;
  ToteRelay *self = runner->relay;

  runner->timer = 0;
  g_debug ("A display gave no sign of life");
  if (!runner->ready)
    self->start_seconds = MIN (self->start_seconds + self->start_seconds / 2, START_SECONDS_MAX);
  let_go (self, runner);
}

static void
expect_life (Runner *runner, guint seconds)
{
  g_clear_handle_id (&runner->timer, g_source_remove);
  runner->timer =
      g_timeout_add_once ((guint) (seconds * 1000 * runner->relay->pace), on_silence, runner);
}

static void
take_over (ToteRelay *self, Runner *runner)
{
  runner->ready = TRUE;
  self->pause_ms = PAUSE_MS;
  self->start_seconds = START_SECONDS;
  if (self->next == runner) {
    g_clear_pointer (&self->now, runner_free);
    self->now = g_steal_pointer (&self->next);
  }

  if (!self->told_ready)
    tote_sd_notify ("READY=1");
  self->told_ready = TRUE;
  g_signal_emit (self, settled_signal, 0);
}

static void run (ToteRelay *self, const char *manner);

/* The customer is done, or wants it in another way: the next process, and no longer than that
 * takes to start, nor than it may take. */
static void
hand_over (ToteRelay *self, const char *manner)
{
  if (self->next != NULL)
    return;

  run (self, manner);
  if (self->next != NULL)
    expect_life (self->now, self->start_seconds);
  else
    let_go (self, self->now);
}

static void
live (ToteRelay *self, Runner *runner, gboolean drawn)
{
  if (self->next == NULL)
    expect_life (runner, SILENCE_SECONDS);
  if (drawn)
    tote_health_set_last_frame (self->health, g_get_real_time ());

  tote_health_write (self->health);
  if (tote_sd_get_watchdog () > 0)
    tote_sd_notify ("WATCHDOG=1");
}

/* A display that is started while the line is down has it from here. Nobody's name is on it. */
static void
keep_board (ToteRelay *self, const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);

  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    json_object_set_array_member (self->setup, "board",
                                  json_array_ref (json_node_get_array (root)));
}

static void
keep_answer (ToteRelay *self, gint64 at)
{
  json_object_set_int_member (self->setup, "board_at", at);
  tote_health_set_last_answer (self->health, at);
}

static void
on_line (Runner *runner, const char *line)
{
  ToteRelay *self = runner->relay;

  if (g_str_equal (line, "ready"))
    take_over (self, runner);
  else if (g_str_equal (line, "frame") || g_str_equal (line, "loop"))
    live (self, runner, *line == 'f');
  else if (g_str_has_prefix (line, "mode "))
    tote_health_set_mode (self->health, line + strlen ("mode "));
  else if (g_str_has_prefix (line, "answer "))
    keep_answer (self, g_ascii_strtoll (line + strlen ("answer "), NULL, 10));
  else if (g_str_has_prefix (line, "board "))
    keep_board (self, line + strlen ("board "));
  else if (g_str_equal (line, "wrong"))
    tote_tries_add (&self->tries, g_get_monotonic_time ());
  else if (g_str_has_prefix (line, "next"))
    hand_over (self, line + strlen ("next"));
}

static void
on_closed (Runner *runner)
{
  let_go (runner->relay, runner);
}

/* One that is on the screen already makes place when this one is ready. */
static void
run (ToteRelay *self, const char *manner)
{
  g_autoptr (GError) error = NULL;
  int fd = -1;
  g_autoptr (ToteChannel) channel = tote_channel_new_pair (&fd, &error);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *setup = NULL;
  Runner *runner;

  if (channel != NULL) {
    launcher = prepare (fd, manner);
    process = g_subprocess_launcher_spawnv (launcher, (const char *const *) self->argv, &error);
  }

  if (process == NULL) {
    g_warning ("No display could be started: %s", error->message);
    start_again (self);
    return;
  }

  setup = write_setup (self);
  tote_channel_send (channel, setup);

  runner = g_new0 (Runner, 1);
  runner->relay = self;
  runner->process = g_steal_pointer (&process);
  runner->channel = g_steal_pointer (&channel);
  g_signal_connect_swapped (runner->channel, "line", G_CALLBACK (on_line), runner);
  g_signal_connect_swapped (runner->channel, "closed", G_CALLBACK (on_closed), runner);
  tote_channel_listen (runner->channel);
  expect_life (runner, self->start_seconds);

  *(self->now == NULL ? &self->now : &self->next) = runner;
}

static void
on_pause_over (gpointer user_data)
{
  ToteRelay *self = user_data;

  self->restart = 0;
  if (self->now == NULL)
    run (self, NULL);
}

/* The first time at once, then more and more slowly, never slower than a customer waits. */
static void
start_again (ToteRelay *self)
{
  if (self->now == NULL && self->next != NULL)
    self->now = g_steal_pointer (&self->next);
  if (self->now != NULL || self->restart != 0)
    return;

  tote_health_count_restart (self->health);
  tote_health_write (self->health);
  self->restart = g_timeout_add_once (self->pause_ms, on_pause_over, self);
  self->pause_ms = MIN (self->pause_ms * 2, PAUSE_MAX_MS);
}

static void
tote_relay_dispose (GObject *object)
{
  tote_relay_stop (TOTE_RELAY (object));

  G_OBJECT_CLASS (tote_relay_parent_class)->dispose (object);
}

static void
tote_relay_finalize (GObject *object)
{
  ToteRelay *self = TOTE_RELAY (object);

  g_strfreev (self->argv);
  json_object_unref (self->setup);
  g_object_unref (self->health);

  G_OBJECT_CLASS (tote_relay_parent_class)->finalize (object);
}

static void
tote_relay_class_init (ToteRelayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tote_relay_dispose;
  object_class->finalize = tote_relay_finalize;

  settled_signal = g_signal_new ("settled", TOTE_TYPE_RELAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
tote_relay_init (ToteRelay *self)
{
  self->pause_ms = PAUSE_MS;
  self->start_seconds = START_SECONDS;
  self->pace = 1;
}

/**
 * tote_relay_new:
 * @argv: the program that shows the display, and its arguments
 * @setup: what each display is told; nothing of a customer
 * @health: is kept up to date
 *
 * Returns: (transfer full): a relay that has not started
 */
ToteRelay *
tote_relay_new (const char *const *argv, JsonObject *setup, ToteHealth *health)
{
  ToteRelay *self;

  g_return_val_if_fail (argv != NULL && setup != NULL, NULL);
  g_return_val_if_fail (TOTE_IS_HEALTH (health), NULL);

  self = g_object_new (TOTE_TYPE_RELAY, NULL);
  self->argv = g_strdupv ((char **) argv);
  self->setup = json_object_ref (setup);
  self->health = g_object_ref (health);

  return self;
}

/**
 * tote_relay_set_pace:
 * @pace: factor on how long a display may be silent
 *
 * For tests: a display that is silent is waited for less long.
 */
void
tote_relay_set_pace (ToteRelay *self, double pace)
{
  g_return_if_fail (TOTE_IS_RELAY (self));

  self->pace = pace;
}

/**
 * tote_relay_set_setup:
 * @setup: what each display is told from now on
 *
 * What is on the screen makes place for one that was told this.
 */
void
tote_relay_set_setup (ToteRelay *self, JsonObject *setup)
{
  g_return_if_fail (TOTE_IS_RELAY (self));
  g_return_if_fail (setup != NULL);

  json_object_ref (setup);
  json_object_unref (self->setup);
  self->setup = setup;
  if (self->now != NULL)
    hand_over (self, NULL);
}

/**
 * tote_relay_start:
 *
 * Brings a display to the screen and keeps one there from now on.
 */
void
tote_relay_start (ToteRelay *self)
{
  g_return_if_fail (TOTE_IS_RELAY (self));

  if (self->now == NULL && self->restart == 0)
    run (self, NULL);
}

/**
 * tote_relay_stop:
 *
 * Ends what is on the screen, and starts nothing any more.
 */
void
tote_relay_stop (ToteRelay *self)
{
  g_return_if_fail (TOTE_IS_RELAY (self));

  g_clear_handle_id (&self->restart, g_source_remove);
  g_clear_pointer (&self->now, runner_free);
  g_clear_pointer (&self->next, runner_free);
}
