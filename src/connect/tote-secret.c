/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-secret.h"

#include <libsecret/secret.h>

/**
 * tote_secret_new:
 * @text: (nullable): a token
 *
 * Returns: (transfer full) (nullable): the token; %NULL for none
 */
ToteSecret *
tote_secret_new (const char *text)
{
  return text != NULL ? secret_value_new (text, -1, "text/plain") : NULL;
}

/**
 * tote_secret_free:
 * @self: (transfer full): a secret
 */
void
tote_secret_free (ToteSecret *self)
{
  secret_value_unref (self);
}

/**
 * tote_secret_get_text:
 * @self: (nullable): a secret
 *
 * Returns: (transfer none) (nullable): the token; never to be logged
 */
const char *
tote_secret_get_text (ToteSecret *self)
{
  return self != NULL ? secret_value_get_text (self) : NULL;
}

/**
 * tote_secret_wipe:
 * @copy: (transfer full) (nullable): a copy of a token on the heap
 *
 * Overwrites it, then frees it.
 */
void
tote_secret_wipe (char *copy)
{
  secret_password_free (copy);
}
