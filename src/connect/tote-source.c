/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-source.h"

/**
 * tote_source_clear:
 * @source: (inout) (nullable): what is not waited for any more
 */
void
tote_source_clear (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}
