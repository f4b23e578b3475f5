/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is shown of a foreign text at most, in Unicode scalar values (contract 8.5). */
#define TOTE_TEXT_MAX 2000

/* How many marks a letter may carry: no script needs more, and a tower of them covers its
 * neighbours. */
#define TOTE_TEXT_MARKS_MAX 4

/* How long a text may be by what it is. */
#define TOTE_TEXT_PERSON_MAX 80
#define TOTE_TEXT_PRODUCT_MAX 200
#define TOTE_TEXT_ADDRESS_MAX 100 /* a line of it */
#define TOTE_TEXT_UNIT_MAX 40
#define TOTE_TEXT_NOTICE_MAX 300

/* How many lines a note may have that somebody wrote line by line. */
#define TOTE_TEXT_LINES_MAX 60

/* What a message may hold at most, counted as the server counts (contract 3.6). */
#define TOTE_MESSAGE_MAX 1000

char *tote_text_clean (const char *foreign);
char *tote_text_clean_line (const char *foreign);
char *tote_text_cut (char *text, glong max);
char *tote_text_cut_lines (char *text, guint max);
char *tote_quantity_clean (const char *decimal);
char *tote_quantity_from_double (double quantity);

G_END_DECLS
