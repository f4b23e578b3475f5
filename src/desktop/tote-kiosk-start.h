/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-options.h"

G_BEGIN_DECLS

/* Makes a store display of what the command line and the profile say. */
int tote_kiosk_start (const ToteOptions *options, const char *token);

G_END_DECLS
