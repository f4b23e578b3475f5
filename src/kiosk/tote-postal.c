/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-postal.h"

/**
 * tote_postal_has_letters:
 * @country: two letters of ISO 3166
 *
 * Returns: whether postal codes there are made of letters too
 */
gboolean
tote_postal_has_letters (const char *country)
{
  static const char *const with_letters[] = { "AD", "AR", "AZ", "BB", "BM", "BN", "CA", "FK", "GB",
                                              "GG", "GI", "IE", "IM", "JE", "KY", "MD", "MT", "NL",
                                              "PE", "SO", "SZ", "TC", "VC", "VG", NULL };

  g_return_val_if_fail (country != NULL, FALSE);

  return g_strv_contains (with_letters, country);
}
