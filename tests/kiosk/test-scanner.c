/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-names.h"

#include "tote-key-codes.h"
#include "tote-manual-clock.h"
#include "tote-scanner.h"

#include <string.h>

#define ENTER 36
#define TAB 23
#define LINE_FEED 109
#define J 44
#define SHIFT 50

typedef struct {
  ToteManualClock *clock;
  ToteScanner *scanner;
  GString *typed;
  GPtrArray *scans;
  guint32 time;
  guint n_passed; /* keys that everybody else saw */
} Fixture;

static void
on_scanned (Fixture *fixture, const char *text)
{
  g_ptr_array_add (fixture->scans, g_strdup (text));
}

static void
on_typed (Fixture *fixture, guint character)
{
  g_string_append_unichar (fixture->typed, character);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->clock = tote_manual_clock_new (1);
  fixture->scanner = tote_scanner_new (TOTE_CLOCK (fixture->clock));
  fixture->typed = g_string_new (NULL);
  fixture->scans = g_ptr_array_new_with_free_func (g_free);
  fixture->time = 1000;
  g_signal_connect_swapped (fixture->scanner, "scanned", G_CALLBACK (on_scanned), fixture);
  g_signal_connect_swapped (fixture->scanner, "typed", G_CALLBACK (on_typed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->scanner);
  g_assert_finalize_object (fixture->clock);
  g_string_free (fixture->typed, TRUE);
  g_ptr_array_unref (fixture->scans);
}

static void
pass (Fixture *fixture, guint ms)
{
  fixture->time += ms;
  tote_manual_clock_advance (fixture->clock, ms * 1000);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
press (Fixture *fixture, guint code, guint character, gboolean shift, gboolean control)
{
  const ToteKey key = { code, character, fixture->time, shift, control };

  if (!tote_scanner_press (fixture->scanner, &key))
    fixture->n_passed++;
}

static void
stroke (Fixture *fixture, guint code, guint character, gboolean shift)
{
  press (fixture, code, character, shift, FALSE);
  tote_scanner_release (fixture->scanner, code);
}

static guint
find_code (char c, gboolean *shift)
{
  for (guint code = 10; code < 66; code++)
    for (guint i = 0; i < 2; i++)
      if (code != 63 && tote_key_codes_get_character (code, i) == c) {
        *shift = i;
        return code;
      }

  g_assert_not_reached ();
}

/* As a scanner does: with Shift as a key of its own, ms between the characters. */
static void
scan (Fixture *fixture, const char *text, guint ms, gunichar layout)
{
  for (const char *c = text; *c != '\0'; c++) {
    gboolean shift;
    guint code = find_code (*c, &shift);

    if (shift)
      press (fixture, SHIFT, 0, FALSE, FALSE);
    stroke (fixture, code, layout != 0 ? layout : (guint) *c, shift);
    if (shift)
      tote_scanner_release (fixture->scanner, SHIFT);
    pass (fixture, ms);
  }
}

static void
expect_scan (Fixture *fixture, const char *text)
{
  pass (fixture, 200);
  g_assert_cmpuint (fixture->scans->len, ==, 1);
  g_assert_cmpstr (fixture->scans->pdata[0], ==, text);
  g_assert_cmpstr (fixture->typed->str, ==, "");
  g_ptr_array_set_size (fixture->scans, 0);
}

/* How a shop may have set its scanner. */
static const struct {
  const char *raw;
  const char *content;
  guint ends[2];
  guint ms;
  gunichar layout;
} settings[] = {
  { "2041187", "2041187", { ENTER }, 1, 0 },
  { "2041187", "2041187", { ENTER, LINE_FEED }, 5, 0 },
  { "2041187", "2041187", { LINE_FEED }, 20, 0 },
  { "2041187", "2041187", { TAB }, 2, 0 },
  { "2041187", "2041187", { 0 }, 10, 0 }, /* nothing at the end */
  { "*2041187*", "2041187", { ENTER }, 8, 0 },
  { "]C14002041187", "2041187", { ENTER }, 1, 0 },
  { "]C0MKT-2026-000871", "MKT-2026-000871", { ENTER }, 12, 0x444 }, /* a Russian layout */
  { "~2041187$", "2041187", { ENTER, ENTER }, 3, 0xe9 },             /* a French one */
  { TOTE_LINK_SCHEME ":track?order=A-1&code=c_aB",
    TOTE_LINK_SCHEME ":track?order=A-1&code=c_aB",
    { ENTER },
    1,
    0xd6 },
  { "2041187", "2041187", { ENTER }, 0, 0 },
};

static void
test_settings (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    scan (fixture, settings[i].raw, settings[i].ms, settings[i].layout);
    for (guint j = 0; j < 2 && settings[i].ends[j] != 0; j++)
      stroke (fixture, settings[i].ends[j], 0, FALSE);
    expect_scan (fixture, settings[i].content);
  }

  /* Shift alone is everybody's. */
  g_assert_cmpuint (fixture->n_passed, >, 0);
}

static void
test_control_j (Fixture *fixture, gconstpointer unused)
{
  scan (fixture, "2041187", 2, 0);
  press (fixture, J, 'j', FALSE, TRUE);
  expect_scan (fixture, "2041187");
  g_assert_cmpuint (fixture->n_passed, ==, 0);
}

/* A busy moment: the keys come all at once, long after they were pressed. */
static void
test_late_keys (Fixture *fixture, gconstpointer unused)
{
  stroke (fixture, 11, '2', FALSE);
  tote_manual_clock_advance (fixture->clock, G_USEC_PER_SEC);
  for (guint i = 0; i < 6; i++) {
    fixture->time += 5;
    stroke (fixture, 12 + i, '3' + i, FALSE);
  }
  stroke (fixture, ENTER, 0, FALSE);
  expect_scan (fixture, "2345678");
}

static void
type (Fixture *fixture, const char *text, guint ms)
{
  scan (fixture, text, ms, 0);
}

static void
test_slow_typing (Fixture *fixture, gconstpointer unused)
{
  for (guint ms = 60; ms < 400; ms += 70)
    type (fixture, "2041187", ms);
  stroke (fixture, ENTER, 0, FALSE);

  g_assert_cmpuint (fixture->scans->len, ==, 0);
  g_assert_cmpstr (fixture->typed->str, ==, "20411872041187204118720411872041187");
  g_assert_cmpuint (fixture->n_passed, ==, 1);
}

/* Fingers that roll over three keys are still fingers. */
static void
test_rolled (Fixture *fixture, gconstpointer unused)
{
  type (fixture, "the", 25);
  pass (fixture, 120);
  type (fixture, "n", 120);

  g_assert_cmpuint (fixture->scans->len, ==, 0);
  g_assert_cmpstr (fixture->typed->str, ==, "then");
}

/* A key held down comes again and again, and whoever has the focus gets it. */
static void
test_repeat (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 10; i++) {
    press (fixture, 11, '2', FALSE, FALSE);
    pass (fixture, 30);
  }

  g_assert_cmpuint (fixture->scans->len, ==, 0);
  g_assert_cmpstr (fixture->typed->str, ==, "2");
  g_assert_cmpuint (fixture->n_passed, ==, 9);
}

static void
test_arrows (Fixture *fixture, gconstpointer unused)
{
  stroke (fixture, 80, 0, FALSE);  /* up, on the keypad */
  stroke (fixture, 111, 0, FALSE); /* up */
  stroke (fixture, ENTER, 0, FALSE);
  pass (fixture, 200);

  g_assert_cmpuint (fixture->n_passed, ==, 3);
  g_assert_cmpstr (fixture->typed->str, ==, "");
}

static void
test_two_scans (Fixture *fixture, gconstpointer unused)
{
  scan (fixture, "2041187", 1, 0);
  stroke (fixture, ENTER, 0, FALSE);
  pass (fixture, 300);
  scan (fixture, "2041288", 1, 0);
  stroke (fixture, ENTER, 0, FALSE);

  g_assert_cmpuint (fixture->scans->len, ==, 2);
  g_assert_cmpstr (fixture->scans->pdata[1], ==, "2041288");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/kiosk/scanner/settings", test_settings);
  add ("/kiosk/scanner/control-j", test_control_j);
  add ("/kiosk/scanner/late-keys", test_late_keys);
  add ("/kiosk/scanner/slow-typing", test_slow_typing);
  add ("/kiosk/scanner/rolled", test_rolled);
  add ("/kiosk/scanner/repeat", test_repeat);
  add ("/kiosk/scanner/arrows", test_arrows);
  add ("/kiosk/scanner/two-scans", test_two_scans);

  return g_test_run ();
}
