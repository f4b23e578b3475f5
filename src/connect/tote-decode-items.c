/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-decode.h"

#include "tote-json.h"
#include "tote-text.h"

/* What is said of a product, from the object that is about it or, in the rendition dialect, from
 * the line it stands in (rows 8 to 10). */
static ToteProduct *
decode_product (JsonObject *nested, JsonObject *line)
{
  g_autofree char *id = tote_json_dup_id (nested, "product_id");
  g_autofree char *name =
      tote_json_dup_name (nested, TOTE_TEXT_PRODUCT_MAX, "name", "product_name", NULL);
  g_autofree char *image_url = tote_json_dup_url (nested, "image_url", NULL);
  g_autofree char *quantity = tote_json_dup_quantity (nested, "quantity");
  g_autofree char *unit = tote_json_dup_name (nested, TOTE_TEXT_UNIT_MAX, "cost_unit", NULL);

  if (name == NULL)
    name = tote_json_dup_name (line, TOTE_TEXT_PRODUCT_MAX, "product_name", "name", NULL);
  if (image_url == NULL)
    image_url = tote_json_dup_url (line, "image_url", NULL);
  if (quantity == NULL)
    quantity = tote_json_dup_quantity (line, "quantity");
  if (unit == NULL)
    unit = tote_json_dup_name (line, TOTE_TEXT_UNIT_MAX, "cost_unit", NULL);

  return tote_product_new (id, name, image_url, quantity, unit);
}

static ToteProduct *
decode_replacement (JsonObject *line)
{
  JsonObject *nested = tote_json_get_object (line, "replacement");

  if (nested == NULL || json_object_get_size (nested) == 0)
    return NULL;

  return decode_product (nested, NULL);
}

static ToteItem *
decode_item (JsonObject *line)
{
  g_autofree char *id = tote_json_dup_id (line, "id");
  g_autofree char *status = tote_json_dup_line (line, "status", NULL);
  g_autofree char *replacement_status = tote_json_dup_line (line, "replacement_status", NULL);
  g_autoptr (ToteProduct) product = NULL;
  g_autoptr (ToteProduct) replacement = NULL;

  if (id == NULL)
    return NULL;

  product = decode_product (tote_json_get_object (line, "item"), line);
  replacement = decode_replacement (line);

  return tote_item_new (id, status, replacement_status, product, replacement);
}

static JsonArray *
get_lines (JsonObject *root)
{
  JsonArray *lines = tote_json_get_array (root, "line_items");

  return lines != NULL ? lines : tote_json_get_array (root, "items");
}

/**
 * tote_decode_has_items:
 *
 * Returns: whether there is a list of items, be it empty, of which something can be read
 */
gboolean
tote_decode_has_items (JsonObject *root)
{
  return tote_json_is_told (get_lines (root));
}

/**
 * tote_decode_items:
 *
 * Contract 3.2. Lines without an id are left out; of two lines with the same id both are in, the
 * later one is the one that counts (contract 8.9).
 *
 * Returns: (transfer full) (element-type ToteItem): fresh items in the server's order
 */
GPtrArray *
tote_decode_items (JsonObject *root)
{
  JsonArray *lines = get_lines (root);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint i;

  for (i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    ToteItem *item = decode_item (tote_json_get_element (lines, i));

    if (item != NULL)
      g_ptr_array_add (items, item);
  }

  return items;
}
