/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteChannel: one end of the line between the process that keeps a store display alive and the one
 * that is on the screen. What is said is a line of text. Never blocks.
 *
 * Signal "line" (const char *line): the other end said something.
 * Signal "closed": the other end is gone.
 */
#define TOTE_TYPE_CHANNEL (tote_channel_get_type ())
G_DECLARE_FINAL_TYPE (ToteChannel, tote_channel, TOTE, CHANNEL, GObject)

ToteChannel *tote_channel_new (int fd, GError **error);
ToteChannel *tote_channel_new_pair (int *other_fd, GError **error);
void tote_channel_send (ToteChannel *self, const char *line);
char *tote_channel_wait (ToteChannel *self, GError **error);
void tote_channel_listen (ToteChannel *self);

G_END_DECLS
