/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-link.h"
#include "tote-scan.h"

#include <string.h>

/* What a person pastes and what a scanner types. The first byte picks the reader: `a` for links,
 * anything else for scanned codes. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* What was found is text that can be shown and sent. */
static void
check_text (const char *text)
{
  g_assert (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
read_link (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteLink) link = tote_link_find (text, &error);

  g_assert ((link == NULL) == (error != NULL));
  if (link == NULL)
    return;

  g_assert (link->order_id != NULL && *link->order_id != '\0');
  check_text (link->order_id);
  check_text (link->code);
}

static void
read_scan (const char *text)
{
  g_autofree char *clean = tote_scan_clean (text);
  g_autofree char *order_id = NULL;
  g_autofree char *code = tote_scan_find_code (clean, &order_id);

  g_assert (strlen (clean) <= strlen (text));
  check_text (order_id);
  check_text (code);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data + 1, size - 1) : NULL;

  if (text == NULL)
    return 0;

  if (*data == 'a')
    read_link (text);
  else
    read_scan (text);
  return 0;
}
