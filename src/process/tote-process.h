/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Exit status of each program when what it had to say on standard output could not be written. */
#define TOTE_PROCESS_UNWRITTEN 6

/* What a program does to itself first of all, before a thread or a library could be in the way, and
 * what its children get of it. */
char *tote_process_prepare (const char *secret);
const char *const *tote_process_get_environment (void);
void tote_process_speak (void);
void tote_process_wipe (char *secret);

/* A secret that leaves nothing behind wherever its scope ends. */
typedef char ToteProcessSecret;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteProcessSecret, tote_process_wipe)

G_END_DECLS
