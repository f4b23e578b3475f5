/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Which way a camera was held, as it says in its pictures. */
int tote_orientation_read (const uint8_t *exif, size_t length);
