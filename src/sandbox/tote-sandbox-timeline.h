/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can happen to an order by itself. */
typedef enum {
  TOTE_SANDBOX_EVENT_STATE,       /* text: the state it enters */
  TOTE_SANDBOX_EVENT_SHOPPER,     /* a shopper takes it */
  TOTE_SANDBOX_EVENT_FOUND,       /* line */
  TOTE_SANDBOX_EVENT_REPLACED,    /* line */
  TOTE_SANDBOX_EVENT_REFUNDED,    /* line */
  TOTE_SANDBOX_EVENT_REVIEW,      /* waits for the customer if a question is open */
  TOTE_SANDBOX_EVENT_SAY,         /* text: the shopper's */
  TOTE_SANDBOX_EVENT_READ,        /* the shopper reads what the customer wrote */
  TOTE_SANDBOX_EVENT_REPLY,       /* text: the shopper's answer to the customer */
  TOTE_SANDBOX_EVENT_ALTERNATIVE, /* line: what the customer suggested is in the cart */
  TOTE_SANDBOX_EVENT_ARRIVED,     /* the customer of a pickup comes at last */
  TOTE_SANDBOX_EVENT_RESUME,      /* text: the state after a rescheduling */
} ToteSandboxEventKind;

typedef struct {
  gint64 at; /* story time */
  guint serial;
  ToteSandboxEventKind kind;
  guint line;
  char *text; /* (nullable) */
} ToteSandboxEvent;

/* What is still to happen to one order by itself, soonest first; of one moment, in the order
 * written. */
typedef struct _ToteSandboxTimeline ToteSandboxTimeline;

ToteSandboxTimeline *tote_sandbox_timeline_new (void);
void tote_sandbox_timeline_free (ToteSandboxTimeline *self);
void tote_sandbox_event_free (ToteSandboxEvent *event);

void tote_sandbox_timeline_add (ToteSandboxTimeline *self, gint64 at, ToteSandboxEventKind kind,
                                guint line, const char *text);
ToteSandboxEvent *tote_sandbox_timeline_take_due (ToteSandboxTimeline *self, gint64 now);
gboolean tote_sandbox_timeline_find_state (ToteSandboxTimeline *self, const char *state,
                                           gint64 *at);
gboolean tote_sandbox_timeline_has (ToteSandboxTimeline *self, ToteSandboxEventKind kind);
void tote_sandbox_timeline_hurry (ToteSandboxTimeline *self, gint64 microseconds);
void tote_sandbox_timeline_clear (ToteSandboxTimeline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSandboxTimeline, tote_sandbox_timeline_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSandboxEvent, tote_sandbox_event_free)

G_END_DECLS
