/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* How a process shuts itself in before it touches what a stranger sent. There is no way back. */
bool tote_jail_limit (unsigned mebibytes, unsigned cpu_ms);
bool tote_jail_close (void);
