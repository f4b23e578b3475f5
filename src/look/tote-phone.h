/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Telephone numbers as people write them, and as something that can be dialled. */
char *tote_phone_to_uri (const char *number);

G_END_DECLS
