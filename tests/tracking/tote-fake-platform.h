/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-archive.h"
#include "tote-client.h"

G_BEGIN_DECLS

/**
 * ToteFakeFault: what becomes of one request.
 *
 * @TOTE_FAKE_LOST: the line breaks before the platform has read it
 * @TOTE_FAKE_REFUSED_500: an error, and nothing was done
 * @TOTE_FAKE_DONE_LOST: done, but the line breaks before the answer
 * @TOTE_FAKE_DONE_500: done, but the answer is an error
 * @TOTE_FAKE_DONE_CUT: done, but the answer is cut off in the middle
 * @TOTE_FAKE_BUSY: 429, and nothing was done
 * @TOTE_FAKE_SILENT: nothing comes any more, and nothing was done
 * @TOTE_FAKE_DONE_SILENT: done, but nothing comes any more
 */
typedef enum {
  TOTE_FAKE_FINE,
  TOTE_FAKE_LOST,
  TOTE_FAKE_REFUSED_500,
  TOTE_FAKE_DONE_LOST,
  TOTE_FAKE_DONE_500,
  TOTE_FAKE_DONE_CUT,
  TOTE_FAKE_BUSY,
  TOTE_FAKE_SILENT,
  TOTE_FAKE_DONE_SILENT,
} ToteFakeFault;

/* Those that a test may draw from; silence costs it the client's whole patience. */
#define TOTE_FAKE_N_FAULTS (TOTE_FAKE_BUSY + 1)

/**
 * ToteFakeMoment: where a request stands when the test is told of it.
 */
typedef enum {
  TOTE_FAKE_ARRIVED,
  TOTE_FAKE_ACCEPTED,
} ToteFakeMoment;

typedef struct _ToteFakePlatform ToteFakePlatform;

/**
 * ToteFakeAnswer: what comes instead of the platform's own answer.
 *
 * @body: (nullable): %NULL for none
 * @retry_after: (nullable)
 * @done: whether the platform does what is asked all the same
 */
typedef struct {
  guint status;
  const char *body;
  const char *retry_after;
  gboolean done;
} ToteFakeAnswer;

typedef const ToteFakeAnswer *(*ToteFakeIntercept) (const char *call, gpointer user_data);
typedef ToteFakeFault (*ToteFakeChooser) (const char *call, gpointer user_data);
typedef void (*ToteFakeWatcher) (const char *call, ToteFakeMoment moment, gpointer user_data);

/**
 * ToteFakeCall: one request as it came in.
 *
 * @call: “GET items”, “POST chat”, “PUT replacement”, …
 * @done: whether the platform did what was asked
 */
typedef struct {
  char *call;
  gint64 at;
  gboolean done;
} ToteFakeCall;

/**
 * ToteFakePlatform: a platform of one order, small enough to break in every way a test wants.
 *
 * @bodies: (nullable): what GET answers, by ToteResource name; %NULL: made from what it holds
 * @statuses: 0 for good, else the status of the answer, with @bodies as its body
 * @write_status: 0 for good, else the status of whatever is sent, which is then not done
 * @write_body: its body
 * @time_zone: (nullable): as the answer to a message names it, without quotes in it
 * @texts: (element-type utf8): what the customer has said, in order; the ids count from 1001
 * @decisions: item id → the decision taken
 * @intercept: (nullable): who answers in its place, with %NULL to let a call pass
 * @held: lines that are kept and not answered
 * @n_repeats: decisions sent on what was decided already
 * @n_queued: requests of its clients that have no answer yet
 */
struct _ToteFakePlatform {
  SoupServer *server;
  char *base;
  char *bodies[TOTE_N_RESOURCES];
  guint statuses[TOTE_N_RESOURCES];
  guint write_status;
  const char *write_body;
  const char *retry_after;
  const char *token;
  const char *time_zone;
  guint n_items;
  GPtrArray *texts;
  GHashTable *decisions;
  guint n_repeats;
  guint n_queued;
  GPtrArray *sessions; /* of SoupSession: its clients' */
  GArray *calls;       /* of ToteFakeCall */
  GPtrArray *held;     /* of GIOStream */
  ToteFakeIntercept intercept;
  ToteFakeChooser choose;
  ToteFakeWatcher watch;
  gpointer user_data;
};

ToteFakePlatform *tote_fake_platform_new (const char *state, guint n_items);
void tote_fake_platform_free (ToteFakePlatform *self);
ToteClient *tote_fake_platform_new_client (ToteFakePlatform *self);
void tote_fake_platform_answer (SoupServerMessage *message, const ToteFakeAnswer *answer);
void tote_fake_platform_break_line (ToteFakePlatform *self, SoupServerMessage *message,
                                    ToteFakeFault fault, const char *body);
void tote_fake_platform_settle (ToteFakePlatform *self, ToteArchive *archive);

void tote_fake_platform_set_state (ToteFakePlatform *self, const char *state);
void tote_fake_platform_set_body (ToteFakePlatform *self, ToteResource resource, guint status,
                                  const char *body);
guint tote_fake_platform_count_text (ToteFakePlatform *self, const char *text);
guint tote_fake_platform_count_calls (ToteFakePlatform *self, const char *call);
guint tote_fake_platform_count_done (ToteFakePlatform *self, const char *call);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteFakePlatform, tote_fake_platform_free)

G_END_DECLS
