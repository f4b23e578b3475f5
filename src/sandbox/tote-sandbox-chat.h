/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One text between the customer and the shopper. */
typedef struct {
  gint64 id;
  gint64 created_at; /* wall time */
  gint64 read_at;    /* wall time; 0: the other side has not read it */
  gboolean from_customer;
  char *body;
  char *image; /* (nullable): a path on this server */
} ToteSandboxMessage;

/* One notice that nobody wrote: the order has moved on. */
typedef struct {
  gint64 id;
  gint64 created_at; /* wall time */
  char *body;
  const char *type; /* static */
} ToteSandboxNotice;

/* The conversation of one order, oldest first, and the notices between. */
typedef struct {
  GPtrArray *messages; /* (owned): ToteSandboxMessage */
  GPtrArray *notices;  /* (owned): ToteSandboxNotice */
  gint64 next_id;
} ToteSandboxChat;

ToteSandboxChat *tote_sandbox_chat_new (gint64 first_id);
void tote_sandbox_chat_free (ToteSandboxChat *self);

const ToteSandboxMessage *tote_sandbox_chat_say (ToteSandboxChat *self, gboolean from_customer,
                                                 const char *body, const char *image, gint64 at);
void tote_sandbox_chat_notify (ToteSandboxChat *self, const char *type, const char *body,
                               gint64 at);
guint tote_sandbox_chat_mark_read (ToteSandboxChat *self, gboolean from_customer, gint64 at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSandboxChat, tote_sandbox_chat_free)

G_END_DECLS
