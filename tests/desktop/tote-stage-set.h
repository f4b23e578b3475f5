/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-manual-clock.h"
#include "tote-sandbox-options.h"
#include "tote-sandbox-server.h"
#include "tote-window.h"

G_BEGIN_DECLS

/**
 * ToteStageSet: the whole program on a table: the sandbox's server in this process, a tracker and a
 * window, all on clocks that a test moves. Everything goes the real way, over HTTP on loopback.
 */
typedef struct {
  ToteSandboxOptions *options;
  ToteSandboxClock *story;
  ToteSandboxServer *server;
  ToteManualClock *clock;
  char *token_file;
  ToteOrders *trackers;
  ToteTracker *tracker;
  ToteWindow *window;
} ToteStageSet;

/* 2 March 2026, 13:30 in Chicago. */
#define TOTE_STAGE_SET_START (G_GINT64_CONSTANT (1772479800) * G_USEC_PER_SEC)

/* Where a story is looked at: how far it is by then, and the state it is led to, where it does not
 * go there by itself. */
typedef struct {
  const char *name;
  ToteSandboxStory story;
  guint seconds;
  const char *state; /* (nullable) */
} ToteStageStop;

#define TOTE_STAGE_SET_N_STOPS 12
extern const ToteStageStop tote_stage_set_stops[TOTE_STAGE_SET_N_STOPS];

void tote_stage_set_speak (const char *folder);
void tote_stage_set_init_toolkit (void);

ToteStageSet *tote_stage_set_new (ToteSandboxStory story);
ToteStageSet *tote_stage_set_new_at (ToteSandboxStory story, guint seconds, const char *state);
ToteStageSet *tote_stage_set_new_with_faults (ToteSandboxStory story, const char *faults);
ToteStageSet *tote_stage_set_new_with_items (guint n_items);
void tote_stage_set_free (ToteStageSet *self);

ToteWindow *tote_stage_set_open_first_run (int width, int height, ToteDoor **door);
void tote_stage_set_open (ToteStageSet *self, int width, int height);
void tote_stage_set_enter (ToteStageSet *self, const char *state);
void tote_stage_set_direct (ToteStageSet *self, const char *call, const char *json);
void tote_stage_set_sign_out (ToteStageSet *self);
void tote_stage_set_sign_in (ToteStageSet *self);
void tote_stage_set_advance (ToteStageSet *self, guint seconds);
void tote_stage_set_settle (ToteStageSet *self);
guint tote_stage_set_count_requests (ToteStageSet *self, const char *method, const char *path);
GdkTexture *tote_stage_set_draw (ToteStageSet *self);

gboolean tote_stage_set_shows (GtkWidget *widget, const char *text);
void tote_stage_set_assert_shows (ToteStageSet *self, const char *text);
void tote_stage_set_assert_hides (ToteStageSet *self, const char *text);
GtkWidget *tote_stage_set_find (GtkWidget *widget, GType type, guint nth);
GtkWidget *tote_stage_set_find_shown (GtkWidget *widget, GType type);
GtkWidget *tote_stage_set_find_button (GtkWidget *root, const char *label);
ToteItem *tote_stage_set_get_item (GtkWidget *place);
void tote_stage_set_say (ToteStageSet *self, guint n);
void tote_stage_set_expand (GtkWidget *widget);
void tote_stage_set_wait (gboolean (*is_done) (gpointer user_data), gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteStageSet, tote_stage_set_free)

G_END_DECLS
