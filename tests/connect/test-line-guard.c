/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-line-guard.h"

#include <gio/gunixconnection.h>
#include <sys/socket.h>
#include <time.h>

/* A line of HTTP/2 is cut when it leaves the program no time for anything else, and no other. What
 * counts is processor time, whatever else the machine does. */

/* The guard looks once a second: it has seen all by then. */
#define ENOUGH (2.5 * CLOCKS_PER_SEC)
#define TOO_MUCH (10.0 * CLOCKS_PER_SEC)

/* An encrypted connection, as the guard looks at it. */
G_DECLARE_FINAL_TYPE (FakeLine, fake_line, FAKE, LINE, GTlsConnection)

struct _FakeLine {
  GTlsConnection parent_instance;

  GIOStream *base; /* (owned) */
};

G_DEFINE_FINAL_TYPE (FakeLine, fake_line, G_TYPE_TLS_CONNECTION)

static void
fake_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "base-io-stream"))
    g_value_set_object (value, FAKE_LINE (object)->base);
}

static void
fake_line_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "base-io-stream"))
    g_set_object (&FAKE_LINE (object)->base, g_value_get_object (value));
}

static const char *
fake_line_get_negotiated_protocol (GTlsConnection *connection)
{
  return "h2";
}

static gboolean
fake_line_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
fake_line_finalize (GObject *object)
{
  g_clear_object (&FAKE_LINE (object)->base);
  G_OBJECT_CLASS (fake_line_parent_class)->finalize (object);
}

static void
fake_line_class_init (FakeLineClass *klass)
{
  static const char *const names[] = { "base-io-stream",
                                       "require-close-notify",
                                       "rehandshake-mode",
                                       "use-system-certdb",
                                       "negotiated-protocol",
                                       "advertised-protocols",
                                       "certificate",
                                       "database",
                                       "interaction",
                                       "peer-certificate",
                                       "peer-certificate-errors",
                                       "protocol-version",
                                       "ciphersuite-name" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fake_line_get_property;
  object_class->set_property = fake_line_set_property;
  object_class->finalize = fake_line_finalize;
  G_TLS_CONNECTION_CLASS (klass)->get_negotiated_protocol = fake_line_get_negotiated_protocol;
  G_IO_STREAM_CLASS (klass)->close_fn = fake_line_close;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_object_class_override_property (object_class, i + 1, names[i]);
}

static void
fake_line_init (FakeLine *self)
{
}

typedef struct {
  GIOStream *line;
  int peer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  int ends[2];
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketConnection) base = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends));
  socket = g_socket_new_from_fd (ends[0], &error);
  g_assert_no_error (error);
  base = g_socket_connection_factory_create_connection (socket);
  fixture->line = g_object_new (fake_line_get_type (), "base-io-stream", base, NULL);
  fixture->peer = ends[1];
  tote_line_guard_watch (fixture->line);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->line);
  close (fixture->peer);
}

static gboolean
is_cut (Fixture *fixture)
{
  char byte;

  return recv (fixture->peer, &byte, 1, 0) == 0;
}

static void
work (double until)
{
  while ((double) clock () < until)
    ;
}

/* Always something to do, for a moment. */
static gboolean
on_frames (gpointer user_data)
{
  work ((double) clock () + CLOCKS_PER_SEC / 200.0);
  return G_SOURCE_CONTINUE;
}

static void
turn_until_cut (Fixture *fixture, int priority, double most)
{
  double end = (double) clock () + most;
  guint source = g_idle_add_full (priority, on_frames, NULL, NULL);

  while (!is_cut (fixture) && (double) clock () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

/* The loop turns, and yet nothing is drawn. */
static void
test_no_leisure (Fixture *fixture, gconstpointer unused)
{
  turn_until_cut (fixture, G_PRIORITY_DEFAULT, TOO_MUCH);
  g_assert_true (is_cut (fixture));
}

/* Much to do, but everybody has their turn. */
static void
test_busy (Fixture *fixture, gconstpointer unused)
{
  turn_until_cut (fixture, G_PRIORITY_DEFAULT_IDLE, ENOUGH);
  g_assert_false (is_cut (fixture));
}

/* The loop does not turn at all. */
static void
test_no_turn (Fixture *fixture, gconstpointer unused)
{
  double end = (double) clock () + TOO_MUCH;

  while (!is_cut (fixture) && (double) clock () < end)
    work ((double) clock () + CLOCKS_PER_SEC / 200.0);
  g_assert_true (is_cut (fixture));
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/line-guard/busy", test_busy);
  add ("/line-guard/no-leisure", test_no_leisure);
  add ("/line-guard/no-turn", test_no_turn);

  return g_test_run ();
}
