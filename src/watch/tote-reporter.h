/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-line-writer.h"
#include "tote-tracker.h"

G_BEGIN_DECLS

/**
 * ToteReporter: prints what a tracker knows, each fact when it is new or has
 * changed (design 1).
 */
#define TOTE_TYPE_REPORTER (tote_reporter_get_type ())
G_DECLARE_FINAL_TYPE (ToteReporter, tote_reporter, TOTE, REPORTER, GObject)

ToteReporter *tote_reporter_new (ToteTracker *tracker, ToteLineWriter *writer, gboolean json);

void tote_reporter_report (ToteReporter *self);
void tote_reporter_report_error (ToteReporter *self, const char *resource, const GError *error);
void tote_reporter_report_unsaid (ToteReporter *self, const char *body);
void tote_reporter_report_end (ToteReporter *self);

G_END_DECLS
