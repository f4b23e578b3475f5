/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-stage-set.h"

G_BEGIN_DECLS

/* What is done at each stop. @page: its name; @window: the window or dialog it is in */
typedef void (*ToteTourVisit) (ToteStageSet *set, const char *page, GtkWidget *window);

/* A tour of all there is to see of the application: each stage of each story in a wide and a narrow
 * window, each dialog, and the pages that stand in for an order. */
void tote_tour_add_dialogs (const char *prefix, ToteTourVisit visitor);
void tote_tour_add_tests (const char *prefix, ToteTourVisit visit);

G_END_DECLS
