/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A folder of locales of the test's own, since a machine may have none: set up and torn down around
 * a test case, which then chooses one. */
typedef struct {
  char *folder; /* (owned) */
} TestLocales;

void test_locales_set_up (TestLocales *locales, gconstpointer unused);
void test_locales_tear_down (TestLocales *locales, gconstpointer unused);

gboolean test_locales_use (TestLocales *locales, const char *language);
