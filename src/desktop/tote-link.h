/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ToteLinkError: why a text leads to no order. The message of each is a sentence for people.
 *
 * @TOTE_LINK_ERROR_EMPTY: there is no text
 * @TOTE_LINK_ERROR_LONG: there is more text than a message can be
 * @TOTE_LINK_ERROR_NONE: no link of ours is in it
 * @TOTE_LINK_ERROR_WEB: only a link for the web browser is in it
 * @TOTE_LINK_ERROR_OTHER: the link is ours, but does not lead to an order
 * @TOTE_LINK_ERROR_NO_ORDER: the link does not say which order
 * @TOTE_LINK_ERROR_DAMAGED: the link holds what no link can hold
 * @TOTE_LINK_ERROR_SEVERAL: links to several orders are in it
 */
typedef enum {
  TOTE_LINK_ERROR_EMPTY,
  TOTE_LINK_ERROR_LONG,
  TOTE_LINK_ERROR_NONE,
  TOTE_LINK_ERROR_WEB,
  TOTE_LINK_ERROR_OTHER,
  TOTE_LINK_ERROR_NO_ORDER,
  TOTE_LINK_ERROR_DAMAGED,
  TOTE_LINK_ERROR_SEVERAL,
} ToteLinkError;

#define TOTE_LINK_ERROR (tote_link_error_quark ())
GQuark tote_link_error_quark (void);

/**
 * ToteLink: what a link of the store leads to: “tote:track?order=ID&code=CODE”. It comes from
 * anywhere, so nothing but these two is taken from it.
 *
 * @code: (nullable): good for signing in once
 */
typedef struct {
  char *order_id;
  char *code;
} ToteLink;

ToteLink *tote_link_find (const char *text, GError **error);
void tote_link_free (ToteLink *self);
char *tote_link_spell (const char *sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteLink, tote_link_free)

G_END_DECLS
