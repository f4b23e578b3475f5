/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memfd_create */
#include "tote-profile.h"

#include <sys/mman.h>
#include <unistd.h>

/* A retailer's profile, which somebody wrote by hand: it is taken or refused with a reason. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  int fd = memfd_create ("profile", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteProfile) profile = NULL;
  GdkRGBA colour;

  g_assert (write (fd, data, size) == (gssize) size);
  profile = tote_profile_new_from_file (path, &error);
  g_assert ((profile == NULL) == (error != NULL));
  if (profile != NULL) {
    tote_profile_get_colour (profile, &colour);
    g_assert (tote_profile_get_kiosk_mode (profile) != NULL);
  }
  close (fd);
  return 0;
}
