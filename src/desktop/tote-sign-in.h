/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-broker-tokens.h"
#include "tote-clock.h"
#include "tote-link.h"

G_BEGIN_DECLS

/**
 * ToteSignInError: why the customer was not let in. The message of each is a sentence for people.
 *
 * @TOTE_SIGN_IN_ERROR_NO_STORE: no store is set up that could be asked
 * @TOTE_SIGN_IN_ERROR_NO_CODE: the link has nothing to sign in with
 * @TOTE_SIGN_IN_ERROR_CODE_REFUSED: the link's code was used before, or is too old
 * @TOTE_SIGN_IN_ERROR_OTHER_ORDER: the broker let in to another order than the link's
 * @TOTE_SIGN_IN_ERROR_TOO_OFTEN: the broker was asked often enough for now
 * @TOTE_SIGN_IN_ERROR_NOT_FOUND: no order has this number and postal code
 * @TOTE_SIGN_IN_ERROR_NO_LOOKUP: the broker offers no look-up
 * @TOTE_SIGN_IN_ERROR_UNREACHABLE: the broker did not answer
 * @TOTE_SIGN_IN_ERROR_FAILED: the broker answered with something else
 */
typedef enum {
  TOTE_SIGN_IN_ERROR_NO_STORE,
  TOTE_SIGN_IN_ERROR_NO_CODE,
  TOTE_SIGN_IN_ERROR_CODE_REFUSED,
  TOTE_SIGN_IN_ERROR_OTHER_ORDER,
  TOTE_SIGN_IN_ERROR_TOO_OFTEN,
  TOTE_SIGN_IN_ERROR_NOT_FOUND,
  TOTE_SIGN_IN_ERROR_NO_LOOKUP,
  TOTE_SIGN_IN_ERROR_UNREACHABLE,
  TOTE_SIGN_IN_ERROR_FAILED,
} ToteSignInError;

#define TOTE_SIGN_IN_ERROR (tote_sign_in_error_quark ())
GQuark tote_sign_in_error_quark (void);

/**
 * ToteSignIn: lets the customer in to an order, by a link or by what stands on a receipt. One for
 * all, since links come from anywhere: a store's broker is asked five times a minute at most.
 */
#define TOTE_TYPE_SIGN_IN (tote_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (ToteSignIn, tote_sign_in, TOTE, SIGN_IN, GObject)

ToteSignIn *tote_sign_in_new (SoupSession *session, ToteClock *clock);

void tote_sign_in_by_link_async (ToteSignIn *self, const char *broker, const ToteLink *link,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
void tote_sign_in_by_number_async (ToteSignIn *self, const char *broker, const char *number,
                                   const char *postal_code, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
ToteBrokerTokens *tote_sign_in_finish (ToteSignIn *self, GAsyncResult *result, GError **error);

G_END_DECLS
