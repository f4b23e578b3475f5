/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "alive-fixture.h"

#include <string.h>

/* What one customer costs the platform: an hour in each state, counted request by request, and held
 * against what doc/cost.md tells the retailer. */

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)
#define HOUR (60 * MINUTE)

/* A fifth of an interval is left to chance; of an hour that leaves little. */
#define CLOSE_ENOUGH 0.08

typedef enum {
  CHAT_OPEN,
  SHOWN,
  HIDDEN,
  N_WAYS,
} Way;

static guint
count_hour (const char *state, Way way)
{
  g_autoptr (Alive) alive = alive_new (FALSE, FALSE);
  guint n_before;

  g_random_set_seed (4711);
  alive_set_state (alive, state);
  alive_start (alive);
  tote_tracker_set_shown (alive->tracker, way != HIDDEN);
  tote_tracker_set_chat_open (alive->tracker, way == CHAT_OPEN);
  alive_run (alive, ALIVE_WITHIN);
  n_before = alive->platform->calls->len;
  alive_run (alive, HOUR);
  return alive->platform->calls->len - n_before;
}

/* The row of the page that begins with the state: “| `picking` | 1140 | 900 | 450 |”. */
static char **
find_row (const char *page, const char *state)
{
  g_autofree char *start = g_strdup_printf ("\n| `%s` |", state);
  const char *row = strstr (page, start);
  g_autofree char *line = NULL;

  if (row == NULL)
    g_error ("doc/cost.md tells nothing of “%s”", state);
  line = g_strndup (row + strlen (start), strcspn (row + strlen (start), "\n"));
  return g_strsplit (line, "|", -1);
}

static void
test_hour (gconstpointer state)
{
  g_autofree char *path = g_build_filename (g_getenv ("TOTE_SRCDIR"), "doc", "cost.md", NULL);
  g_autofree char *page = NULL;
  g_auto (GStrv) told = NULL;

  g_assert_true (g_file_get_contents (path, &page, NULL, NULL));
  told = find_row (page, state);
  g_assert_cmpuint (g_strv_length (told), >, N_WAYS);
  for (Way way = 0; way < N_WAYS; way++) {
    guint n = count_hour (state, way);
    double said = g_ascii_strtod (told[way], NULL);

    g_test_message ("%s, %u: %u requests, the page says %g", (const char *) state, way, n, said);
    g_assert_cmpfloat (n, >=, said * (1 - CLOSE_ENOUGH));
    g_assert_cmpfloat (n, <=, said * (1 + CLOSE_ENOUGH));
  }
}

int
main (int argc, char *argv[])
{
  static const char *const states[] = { "brand_new",  "acknowledged",     "picking",  "checkout",
                                        "delivering", "ready_for_pickup", "delivered" };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autofree char *name = g_strconcat ("/cost/", states[i], NULL);

    g_test_add_data_func (name, states[i], test_hour);
  }

  return g_test_run ();
}
