/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-json-scan.h"
#include "tote-response.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What it costs to make objects of a large body, against the parser alone as the floor. Prints
 * rows for the table of tests/bench/bench. */

#define N_ITEMS 5000
#define N_ROUNDS 25

/* GLib takes small blocks from slabs of its own unless told otherwise: allocations are counted in a
 * second run, with each of them made by malloc. */
#define COUNT_ARGUMENT "--count"

static gboolean counting;
static guint64 n_allocations;

void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n, size_t size);
void *__libc_realloc (void *block, size_t size);

void *
malloc (size_t size)
{
  n_allocations += counting;
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  n_allocations += counting;
  return __libc_calloc (n, size);
}

void *
realloc (void *block, size_t size)
{
  n_allocations += counting;
  return __libc_realloc (block, size);
}

static void
add_item (GString *json, guint i)
{
  g_string_append_printf (
      json,
      "%s{\"id\":\"li-%05u\",\"status\":\"%s\",\"replacement_status\":\"%s\",\"line_num\":\"%u\","
      "\"item\":{\"name\":\"Oat Drink Barista %u ml\",\"image_url\":"
      "\"https://img.example.com/p/%u.png\",\"quantity\":\"%u.0\",\"cost_unit\":\"EACH\"}",
      i > 0 ? "," : "", i, i % 4 == 0 ? "REPLACED" : "FOUND",
      i % 4 == 0 ? "PENDING" : "SUBSTITUTION_STATUS_UNSPECIFIED", i, i, i, i % 9 + 1);
  if (i % 4 == 0)
    g_string_append_printf (
        json,
        ",\"replacement\":{\"name\":\"Oat Drink Original %u ml\",\"image_url\":"
        "\"https://img.example.com/r/%u.png\",\"quantity\":\"%u.0\",\"cost_unit\":\"EACH\"}",
        i, i, i % 9 + 1);
  g_string_append_c (json, '}');
}

static GBytes *
make_body (void)
{
  GString *json = g_string_new ("{\"line_items\":[");

  for (guint i = 0; i < N_ITEMS; i++)
    add_item (json, i);
  g_string_append (json, "]}");
  return g_string_free_to_bytes (json);
}

static void
parse (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  if (!json_parser_load_from_data (parser, data, (gssize) size, NULL))
    abort ();
}

static void
decode (GBytes *body)
{
  g_autoptr (ToteResponse) answer = tote_response_new_from_bytes (TOTE_RESOURCE_ITEMS, body, NULL);

  if (answer == NULL)
    abort ();
}

static void
scan (GBytes *body)
{
  gsize size = g_bytes_get_size (body);
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (body, NULL), size);
  ToteJsonScan self;

  tote_json_scan_init (&self);
  if (!tote_json_scan_feed (&self, data, size, NULL) || !tote_json_scan_end (&self, NULL))
    abort ();
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static double
get_rate (gint64 *times, GBytes *body)
{
  qsort (times, N_ROUNDS, sizeof times[0], compare);
  return (double) g_bytes_get_size (body) / (double) MAX (times[N_ROUNDS / 2], 1);
}

static gint64
clock_work (void (*work) (GBytes *body), GBytes *body)
{
  gint64 start = g_get_monotonic_time ();

  work (body);
  return g_get_monotonic_time () - start;
}

/* Turn by turn, so that whatever else the machine does hits all alike. Medians, in MB a second. */
static void
measure (GBytes *body, double *decode_rate, double *parse_rate, double *scan_rate)
{
  gint64 decode_times[N_ROUNDS], parse_times[N_ROUNDS], scan_times[N_ROUNDS];

  decode (body);
  for (guint round = 0; round < N_ROUNDS; round++) {
    decode_times[round] = clock_work (decode, body);
    parse_times[round] = clock_work (parse, body);
    scan_times[round] = clock_work (scan, body);
  }
  *decode_rate = get_rate (decode_times, body);
  *parse_rate = get_rate (parse_times, body);
  *scan_rate = get_rate (scan_times, body);
}

static double
count (void (*work) (GBytes *body), GBytes *body)
{
  work (body);
  n_allocations = 0;
  counting = TRUE;
  work (body);
  counting = FALSE;
  return (double) n_allocations / N_ITEMS;
}

static void
print_row (const char *what, double figure, double floor, const char *unit)
{
  printf ("%-58s%10.2f", what, figure);
  if (floor > 0)
    printf ("%10.2f%8.2f×", floor, figure / floor);
  else
    printf ("%19s", "");
  printf (" %s\n", unit);
}

static void
count_in_second_run (const char *program)
{
  const char *argv[] = { program, COUNT_ARGUMENT, NULL };
  g_auto (GStrv) env = g_environ_setenv (g_get_environ (), "G_SLICE", "always-malloc", TRUE);
  g_autoptr (GError) error = NULL;

  fflush (stdout);
  if (!g_spawn_sync (NULL, (char **) argv, env, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL,
                     NULL, NULL, &error))
    g_printerr ("%s\n", error->message);
}

int
main (int argc, char **argv)
{
  g_autoptr (GBytes) body = make_body ();
  g_autofree char *what = g_strdup_printf ("decoding %d items, %.1f MB, against the parser alone",
                                           N_ITEMS, (double) g_bytes_get_size (body) / 1e6);
  double decode_rate, parse_rate, scan_rate;

  if (argc > 1 && strcmp (argv[1], COUNT_ARGUMENT) == 0) {
    print_row ("allocations an item", count (decode, body), count (parse, body), "");
    return 0;
  }

  measure (body, &decode_rate, &parse_rate, &scan_rate);
  print_row (what, decode_rate, parse_rate, "MB/s");
  print_row ("looking at the body while it is read", scan_rate, 0, "MB/s");
  count_in_second_run (argv[0]);
  return 0;
}
