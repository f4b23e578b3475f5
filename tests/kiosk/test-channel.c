/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-channel.h"

#include <string.h>

/* More than a socket has room for. */
#define LINES 40
#define LENGTH (64 * 1024)

typedef struct {
  ToteChannel *ends[2];
  guint n_heard;
  gboolean closed;
} Fixture;

static char *
make_line (guint number)
{
  return g_strnfill (LENGTH, (char) ('A' + number % 26));
}

static void
on_line (Fixture *fixture, const char *line)
{
  g_autofree char *expected = make_line (fixture->n_heard++);

  g_assert_cmpuint (strlen (line), ==, LENGTH);
  g_assert_true (g_str_equal (line, expected));
}

static void
on_closed (Fixture *fixture)
{
  fixture->closed = TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  int fd = -1;

  fixture->ends[0] = tote_channel_new_pair (&fd, &error);
  g_assert_no_error (error);
  fixture->ends[1] = tote_channel_new (fd, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (fixture->ends[1], "line", G_CALLBACK (on_line), fixture);
  g_signal_connect_swapped (fixture->ends[1], "closed", G_CALLBACK (on_closed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixture->ends); i++)
    if (fixture->ends[i] != NULL)
      g_assert_finalize_object (fixture->ends[i]);
}

static void
send_all (Fixture *fixture)
{
  for (guint i = 0; i < LINES; i++) {
    g_autofree char *line = make_line (i);

    tote_channel_send (fixture->ends[0], line);
  }
}

/* Who listens late hears each line whole, in its order. */
static void
test_full (Fixture *fixture, gconstpointer unused)
{
  send_all (fixture);
  tote_channel_listen (fixture->ends[1]);
  while (fixture->n_heard < LINES)
    g_main_context_iteration (NULL, TRUE);
}

/* Before there is a main loop on the other side. */
static void
test_wait (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  send_all (fixture);
  line = tote_channel_wait (fixture->ends[1], &error);
  g_assert_no_error (error);
  on_line (fixture, line);
}

/* One that ends with much unheard: what was said is heard, and the rest is nobody's. */
static void
test_gone (Fixture *fixture, gconstpointer unused)
{
  send_all (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->ends[0]));
  tote_channel_listen (fixture->ends[1]);
  while (!fixture->closed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_heard, <, LINES);
}

/* Nobody is there: nothing is kept, and nothing breaks. */
static void
test_nobody (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->ends[1]));
  send_all (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/channel/full", test_full);
  ADD ("/channel/full-before-a-main-loop", test_wait);
  ADD ("/channel/gone", test_gone);
  ADD ("/channel/nobody", test_nobody);
#undef ADD

  return g_test_run ();
}
