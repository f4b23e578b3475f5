/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-decode.h"

#include "tote-json.h"
#include "tote-text.h"

/* What is said of a product, from the object that is about it or, in the rendition dialect, from
 * the line it stands in (rows 8 to 10). */
static ToteProduct *
decode_product (ToteJson *nested, ToteJson *line)
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
decode_replacement (ToteJson *line)
{
  ToteJson *nested = tote_json_get_object (line, "replacement");

  if (nested == NULL || tote_json_first (nested) == NULL)
    return NULL;

  return decode_product (nested, NULL);
}

static ToteItem *
decode_item (ToteJson *line)
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

static ToteJson *
get_lines (ToteJson *root)
{
  ToteJson *lines = tote_json_get_list (root, "line_items");

  return lines != NULL ? lines : tote_json_get_list (root, "items");
}

/**
 * tote_decode_has_items:
 *
 * Returns: whether there is a list of items, be it empty, of which something can be read
 */
gboolean
tote_decode_has_items (ToteJson *root)
{
  return tote_json_is_told (get_lines (root));
}

/**
 * tote_decode_items:
 * @spans: (nullable): gets where each of the lines stands in the body, if each is an item and that
 *   is known of all, and nothing else
 *
 * Contract 3.2. Lines without an id are left out; of two lines with the same id both are in, the
 * later one is the one that counts (contract 8.9).
 *
 * Returns: (transfer full) (element-type ToteItem): fresh items in the server's order
 */
GPtrArray *
tote_decode_items (ToteJson *root, GArray *spans)
{
  ToteJson *lines = get_lines (root);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean all_known = spans != NULL;

  for (ToteJson *line = tote_json_first (lines); line != NULL;
       line = tote_json_next (lines, line)) {
    ToteItem *item = decode_item (line);
    ToteJsonSpan span;

    if (item != NULL)
      g_ptr_array_add (items, item);
    all_known = all_known && item != NULL && tote_json_get_span (line, &span);
    if (all_known)
      g_array_append_val (spans, span);
  }
  if (spans != NULL && !all_known)
    g_array_set_size (spans, 0);

  return items;
}
