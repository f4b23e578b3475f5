/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Answers that no well-behaved server gives: they are written to the bare connection. */
void tote_sandbox_fault_injection_reset (SoupServerMessage *message);
void tote_sandbox_fault_injection_truncate (SoupServerMessage *message, GBytes *body,
                                            const char *type);
void tote_sandbox_fault_injection_flood (SoupServerMessage *message);

G_END_DECLS
