/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Reads a body of JSON where it stands.
 */

typedef enum {
  TOTE_JSON_NULL,
  TOTE_JSON_BOOLEAN,
  TOTE_JSON_INTEGER,
  TOTE_JSON_NUMBER,
  TOTE_JSON_TEXT,
  TOTE_JSON_OBJECT,
  TOTE_JSON_LIST,
} ToteJsonKind;

/**
 * ToteJsonSpan: where an object stands in a body.
 *
 * @start: of its opening brace
 * @end: behind its closing one
 */
typedef struct {
  guint start;
  guint end;
} ToteJsonSpan;

/**
 * ToteJson: one value of a body. All of a body stand one after the other, each before those in it,
 * and a text stands where it stood in a copy of the body: a long one takes a tenth of the
 * time and room that a tree of objects does. Before the first value is one that owns the copy.
 *
 * A number that fits in no variable is a text of the same digits, since it is an id; bytes that are
 * no UTF-8, as where somebody cut a name in the middle of a letter, are U+FFFD.
 */
typedef struct {
  const char *name; /* (nullable): of a member */
  union {
    char *text;
    gint64 integer; /* 0 or 1 for a boolean */
    double number;
    ToteJsonSpan span; /* of an object or a list */
  } is;
  ToteJsonKind kind;
  guint n_inside; /* values in this one, at any depth */
} ToteJson;

ToteJson *tote_json_read (GBytes *bytes);
void tote_json_free (ToteJson *root);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteJson, tote_json_free)

G_END_DECLS
