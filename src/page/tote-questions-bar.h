/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteQuestionsBar: stands above several questions: says once what silence means, and answers all
 * of them in one way, after a look at the list. Not there for a single question.
 *
 * Properties: "tracker", "n-questions" (that wait), "brand".
 */
#define TOTE_TYPE_QUESTIONS_BAR (tote_questions_bar_get_type ())
G_DECLARE_FINAL_TYPE (ToteQuestionsBar, tote_questions_bar, TOTE, QUESTIONS_BAR, TotePart)

G_END_DECLS
