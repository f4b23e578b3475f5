/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-mask.h"

/**
 * tote_mask_from_profile:
 *
 * Returns: what of an order a store display leaves out
 */
ToteMask
tote_mask_from_profile (ToteProfile *profile)
{
  static const struct {
    const char *field;
    ToteMask mask;
  } fields[] = {
    { "address", TOTE_MASK_ADDRESS },
    { "phone", TOTE_MASK_PHONE },
    { "name", TOTE_MASK_NAME },
    { "notes", TOTE_MASK_NOTES },
  };
  ToteMask mask = TOTE_MASK_NOTHING;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (tote_profile_get_masked (profile, fields[i].field))
      mask |= fields[i].mask;

  return mask;
}
