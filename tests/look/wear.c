/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wear.h"

#include "tote-brand.h"

#include <string.h>

void
wear_profile (const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (ToteProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  profile = tote_profile_new_from_key_file (file, "profile.ini", &error);
  g_assert_no_error (error);
  tote_brand_set_profile (tote_brand_get_default (), profile);
}
