/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-response.h"
#include "tote-wish.h"

G_BEGIN_DECLS

/**
 * ToteNotFound: what a 404 of the platform on a call means.
 *
 * @TOTE_NOT_FOUND_ORDER: every server has the call: there is no such order
 * @TOTE_NOT_FOUND_ORDER_OR_CALL: the reference dialect has the call. Its error body, with a code,
 * says that there is no such order; that of the rendition dialect, `{"error": …, "status": 404}`,
 * does not tell whether the order or the path is unknown. Then the call counts as not offered, and
 * what every server has decides (row 1).
 * @TOTE_NOT_FOUND_CALL: the call is optional even in the reference dialect: whoever answers 404, it
 *   is not offered
 */
typedef enum {
  TOTE_NOT_FOUND_ORDER,
  TOTE_NOT_FOUND_ORDER_OR_CALL,
  TOTE_NOT_FOUND_CALL,
} ToteNotFound;

/**
 * ToteRequest: one call of contract 3 in the terms of HTTP.
 */
typedef struct {
  const char *method; /* (not owned) */
  char *path;         /* (owned) from the base on, escaped */
  GBytes *body;       /* (owned) (nullable) JSON */
  ToteNotFound not_found;
} ToteRequest;

ToteRequest *tote_request_new_read (const char *order_id, ToteResource resource);
ToteRequest *tote_request_new_write (const char *order_id, ToteWish *wish);
void tote_request_free (ToteRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteRequest, tote_request_free)

G_END_DECLS
