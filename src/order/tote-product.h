/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ToteProduct: what is bought: name, picture, quantity and unit. Never changes.
 */
#define TOTE_TYPE_PRODUCT (tote_product_get_type ())
G_DECLARE_FINAL_TYPE (ToteProduct, tote_product, TOTE, PRODUCT, GObject)

ToteProduct *tote_product_new (const char *id, const char *name, const char *image_url,
                               const char *quantity, const char *unit);

const char *tote_product_get_id (ToteProduct *self);
const char *tote_product_get_name (ToteProduct *self);
const char *tote_product_get_image_url (ToteProduct *self);
const char *tote_product_get_quantity (ToteProduct *self);
const char *tote_product_get_unit (ToteProduct *self);
char *tote_product_dup_amount (ToteProduct *self);

gboolean tote_product_equal (ToteProduct *a, ToteProduct *b);

G_END_DECLS
