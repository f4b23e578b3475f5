/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-tracker.h"
#include "tote-chat-bubble.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Saturday, 14 March 2026, 1:41 PM in Chicago, which the tests are set to. */
#define START 1773513660

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)

/* A suite that hangs is ended by its own limit. */
#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
  }                                                                                                \
  G_STMT_END

/**
 * ChatFixture: a chat in a window, with a shopper called Amida, of an order that is being shopped.
 */
typedef struct {
  ToteTracker *tracker;
  ToteMessageList *messages;
  GPtrArray *fresh; /* what the server has */
  GtkWidget *window;
  GtkWidget *pane;
  GtkWidget *entry;
  GtkWidget *view;
} ChatFixture;

void chat_fixture_init (int *argc, char ***argv);

GtkWidget *chat_fixture_find (GtkWidget *widget, const char *id, GType type);
guint chat_fixture_count (GtkWidget *widget, GType type);

void chat_fixture_set_up (ChatFixture *fixture, gconstpointer unused);
void chat_fixture_tear_down (ChatFixture *fixture, gconstpointer unused);
void chat_fixture_show (ChatFixture *fixture);
void chat_fixture_add (ChatFixture *fixture, ToteSender from, const char *body, gboolean read);
void chat_fixture_merge (ChatFixture *fixture);
void chat_fixture_write (ChatFixture *fixture, const char *text);
void chat_fixture_assert_written (ChatFixture *fixture, const char *expected);
gboolean chat_fixture_press_on (GtkWidget *widget, guint keyval, GdkModifierType state);
gboolean chat_fixture_press (ChatFixture *fixture, guint keyval, GdkModifierType state);
GtkWidget *chat_fixture_get_text_view (ChatFixture *fixture);
ToteChatBubble *chat_fixture_get_bubble (ChatFixture *fixture);

G_END_DECLS
