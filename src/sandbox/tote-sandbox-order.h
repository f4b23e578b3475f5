/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-catalog.h"
#include "tote-sandbox-chat.h"
#include "tote-sandbox-clock.h"
#include "tote-sandbox-timeline.h"

G_BEGIN_DECLS

/* An order as the platform keeps it. */

/* An order as the platform keeps it. */

typedef enum {
  TOTE_SANDBOX_FULFILLMENT_DELIVERY,
  TOTE_SANDBOX_FULFILLMENT_PICKUP,
  TOTE_SANDBOX_FULFILLMENT_LAST_MILE,
} ToteSandboxFulfillment;

typedef enum {
  TOTE_SANDBOX_LINE_NOT_PICKED,
  TOTE_SANDBOX_LINE_FOUND,
  TOTE_SANDBOX_LINE_REPLACED,
  TOTE_SANDBOX_LINE_TO_REFUND,
} ToteSandboxLineStatus;

typedef enum {
  TOTE_SANDBOX_DECISION_NONE,
  TOTE_SANDBOX_DECISION_PENDING,
  TOTE_SANDBOX_DECISION_APPROVED,
  TOTE_SANDBOX_DECISION_REJECTED,
} ToteSandboxDecision;

/* One thing ordered and what became of it. */
typedef struct {
  char *id;
  char *line_num;
  const ToteSandboxProduct *product;
  double quantity;
  const ToteSandboxProduct *replacement; /* (nullable) */
  double replacement_quantity;
  ToteSandboxLineStatus status;
  ToteSandboxDecision decision;
  const ToteSandboxProduct *alternative; /* (nullable): what the customer asked for instead */
  double alternative_quantity;
  guint puts; /* decisions that reached the server, accepted or not */
} ToteSandboxLine;

/* What the customer of a pickup has told the store. */
typedef struct {
  gboolean has_vehicle;
  char *model;         /* (nullable) */
  char *vehicle_type;  /* (nullable) */
  char *license_plate; /* (nullable) */
  char *color;         /* (nullable) */
  char *delegate;      /* (nullable): the name of who comes instead */
  char *eta;           /* (nullable): as announced */
  gboolean arrived;
} ToteSandboxPickup;

/*
 * An order as the platform keeps it. Stamps are wall times in microseconds since 1970, moments are
 * story times. Who changes something calls a function; who only tells, reads.
 */
typedef struct {
  char *id;
  char *user_id;
  char *number; /* what the customer types at a kiosk */
  char *postal_code;
  gint64 serial; /* the number the platform has for it inside */
  ToteSandboxFulfillment type;
  gboolean dispatch; /* last mile, without a search for slots */
  const char *state; /* interned */
  const char *state_before;
  const char *cancellation_reason; /* (nullable): static */
  gint64 created_at;
  gint64 window_starts_at;
  gint64 window_ends_at;
  gint64 ready_at;     /* when the customer could first collect it; 0: not yet */
  gint64 delivered_at; /* 0: not yet */
  gint64 left_at;      /* moment it went on the road; 0: not yet */
  gint64 ended_at;     /* moment of the end; 0: not yet */
  gint64 last_stamp;
  gint64 shopper_id; /* 0: nobody has taken it */
  gint64 customer_number;
  GPtrArray *lines;        /* (owned): ToteSandboxLine */
  GHashTable *lines_by_id; /* (owned): borrowed from lines */
  ToteSandboxChat *chat;
  ToteSandboxTimeline *timeline;
  ToteSandboxPickup pickup;
  GHashTable *posts;    /* (owned): how often each text was received */
  char *rating;         /* (nullable) */
  char *board_token;    /* (nullable): what store displays were given for it last */
  GBytes *items_answer; /* (nullable): the items as last told, and what they told */
  guint64 items_told;
  gboolean chat_off;
  gboolean shopper_data_removed;
  gboolean location_off;
  gboolean self_driven; /* a story moves it, not a batch */
} ToteSandboxOrder;

ToteSandboxOrder *tote_sandbox_order_new (const char *id, const char *user_id, gint64 serial,
                                          ToteSandboxFulfillment type);
void tote_sandbox_order_free (ToteSandboxOrder *self);

ToteSandboxLine *tote_sandbox_order_add_line (ToteSandboxOrder *self, const char *line_num,
                                              const ToteSandboxProduct *product, double quantity);
ToteSandboxLine *tote_sandbox_order_get_line (ToteSandboxOrder *self, const char *id);
ToteSandboxLine *tote_sandbox_order_get_line_by_num (ToteSandboxOrder *self, const char *num);

gint64 tote_sandbox_order_stamp (ToteSandboxOrder *self, ToteSandboxClock *clock, gint64 moment);
void tote_sandbox_order_enter (ToteSandboxOrder *self, const char *state, ToteSandboxClock *clock,
                               gint64 moment);

gboolean tote_sandbox_order_is (ToteSandboxOrder *self, const char *state);
gboolean tote_sandbox_order_is_over (ToteSandboxOrder *self);
const char *tote_sandbox_order_get_type_word (ToteSandboxOrder *self);
gboolean tote_sandbox_order_is_being_shopped (ToteSandboxOrder *self);
gboolean tote_sandbox_order_is_chat_open (ToteSandboxOrder *self);
gboolean tote_sandbox_order_is_chat_expired (ToteSandboxOrder *self, gint64 now);
guint tote_sandbox_order_count_pending (ToteSandboxOrder *self);
guint tote_sandbox_order_count_found (ToteSandboxOrder *self);
guint64 tote_sandbox_order_fingerprint (ToteSandboxOrder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSandboxOrder, tote_sandbox_order_free)

G_END_DECLS
