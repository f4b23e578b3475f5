/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * WatchSandbox: a tote-sandbox of a test, with its first order.
 */
typedef struct {
  GSubprocess *process;
  JsonObject *description;
  char *url;
  char *order_id;
  char *token;
  char *log_path;
} WatchSandbox;

WatchSandbox *watch_sandbox_new (const char *first_option, ...) G_GNUC_NULL_TERMINATED;
void watch_sandbox_free (WatchSandbox *self);
void watch_sandbox_control (WatchSandbox *self, const char *call, const char *json);
GPtrArray *watch_sandbox_read_log (WatchSandbox *self);

/**
 * WatchRun: a tote-watch of a test, with everything it has printed so far.
 *
 * @lines: (element-type utf8)
 * @events: (element-type JsonObject): of the lines that are JSON
 */
typedef struct {
  GSubprocess *process;
  GDataInputStream *stream;
  GPtrArray *lines;
  GPtrArray *events;
  gboolean line_is_done;
  gboolean ended;
} WatchRun;

WatchRun *watch_run_new (const char *token, const char *first_option, ...) G_GNUC_NULL_TERMINATED;
WatchRun *watch_run_new_for (WatchSandbox *sandbox, const char *first_option,
                             ...) G_GNUC_NULL_TERMINATED;
void watch_run_free (WatchRun *self);
int watch_run_wait (WatchRun *self);
JsonObject *watch_run_find (WatchRun *self, const char *event, const char *member,
                            const char *value);
JsonObject *watch_run_await (WatchRun *self, const char *event, const char *member,
                             const char *value);
void watch_run_await_words (WatchRun *self, const char *words);
guint watch_run_count (WatchRun *self, const char *event);
char *watch_run_join (WatchRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WatchSandbox, watch_sandbox_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WatchRun, watch_run_free)

G_END_DECLS
