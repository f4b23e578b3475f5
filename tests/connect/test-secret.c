/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-secret.h"

#include <stdio.h>
#include <string.h>

/* Where tokens are kept. */

/* Whether the kernel keeps the page of that address in memory: VmFlags has “lo” for it. */
static gboolean
is_locked (gconstpointer address)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean here = FALSE;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    gsize from = 0, to = 0;

    if (sscanf (lines[i], "%zx-%zx ", &from, &to) == 2)
      here = (gsize) address >= from && (gsize) address < to;
    else if (here && g_str_has_prefix (lines[i], "VmFlags:"))
      return strstr (lines[i], " lo") != NULL;
  }
  return FALSE;
}

static void
test_is_not_swapped_out (void)
{
  g_autoptr (ToteSecret) secret = tote_secret_new ("u_a-token");
  g_autofree char *plain = g_strdup ("u_a-token");

  g_assert_cmpstr (tote_secret_get_text (secret), ==, "u_a-token");
  g_assert_false (is_locked (plain));
  if (is_locked (tote_secret_get_text (secret)))
    return;
  g_test_skip ("no memory may be locked here");
}

/* Its place is given to the next secret, overwritten. */
static void
test_leaves_nothing (void)
{
  ToteSecret *secret = tote_secret_new ("u_another-token");
  g_autoptr (ToteSecret) stays = tote_secret_new ("u_stays");
  const char *place = tote_secret_get_text (secret);

  if (!is_locked (place)) {
    tote_secret_free (secret);
    g_test_skip ("no memory may be locked here");
    return;
  }
  tote_secret_free (secret);
  g_assert_cmpstr (tote_secret_get_text (stays), ==, "u_stays");
  g_assert_null (g_strstr_len (place, strlen ("u_another-token"), "another"));
}

static void
test_nothing (void)
{
  g_assert_null (tote_secret_new (NULL));
  g_assert_null (tote_secret_get_text (NULL));
  tote_secret_wipe (NULL);
  tote_secret_wipe (g_strdup ("a copy"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret/is-not-swapped-out", test_is_not_swapped_out);
  g_test_add_func ("/secret/leaves-nothing", test_leaves_nothing);
  g_test_add_func ("/secret/nothing", test_nothing);

  return g_test_run ();
}
