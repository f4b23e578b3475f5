/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-decode.h"

#include "tote-instruction.h"
#include "tote-json.h"
#include "tote-text.h"

static void
decode_images (JsonObject *object, ToteInstruction *instruction)
{
  JsonArray *images = tote_json_get_array (object, "instruction_images");
  guint i;

  for (i = 0; images != NULL && i < json_array_get_length (images); i++) {
    JsonObject *image = tote_json_get_element (images, i);
    g_autofree char *url = tote_json_dup_url (image, "url", NULL);
    g_autofree char *description = tote_json_dup_line (image, "value", NULL);

    if (url != NULL)
      tote_instruction_add_image (instruction, url, description);
  }
}

static ToteInstruction *
decode_instruction (JsonObject *object)
{
  g_autofree char *category = tote_json_dup_name (object, TOTE_TEXT_PRODUCT_MAX, "category", NULL);
  g_autofree char *text =
      tote_text_cut_lines (tote_json_dup_text (object, "instruction"), TOTE_TEXT_LINES_MAX);
  ToteInstruction *instruction;

  if (category == NULL && text == NULL)
    return NULL;

  instruction = tote_instruction_new (category, text);
  decode_images (object, instruction);

  return instruction;
}

/**
 * tote_decode_has_instructions:
 *
 * Returns: whether there is a list of instructions, be it empty
 */
gboolean
tote_decode_has_instructions (JsonObject *root)
{
  return tote_json_get_array (root, "pickup_instructions") != NULL;
}

/**
 * tote_decode_instructions:
 *
 * Contract 3.8, pickup details.
 *
 * Returns: (transfer full): a list of fresh #ToteInstruction in the server's order
 */
GListModel *
tote_decode_instructions (JsonObject *root)
{
  JsonArray *list = tote_json_get_array (root, "pickup_instructions");
  GListStore *store = g_list_store_new (TOTE_TYPE_INSTRUCTION);
  guint i;

  for (i = 0; list != NULL && i < json_array_get_length (list); i++) {
    g_autoptr (ToteInstruction) instruction = decode_instruction (tote_json_get_element (list, i));

    if (instruction != NULL)
      g_list_store_append (store, instruction);
  }

  return G_LIST_MODEL (store);
}

/**
 * tote_decode_vehicle:
 *
 * Contract 3.8, vehicle info.
 *
 * Returns: (transfer full) (nullable): the customer's vehicle, %NULL when none is known
 */
ToteVehicle *
tote_decode_vehicle (JsonObject *root)
{
  JsonObject *info = tote_json_get_object (root, "vehicle_info");
  g_autofree char *model = tote_json_dup_line (info, "model", NULL);
  g_autofree char *type = tote_json_dup_line (info, "vehicle_type", NULL);
  g_autofree char *license_plate = tote_json_dup_line (info, "license_plate", NULL);
  g_autofree char *color = tote_json_dup_line (info, "color", NULL);

  if (model == NULL && type == NULL && license_plate == NULL && color == NULL)
    return NULL;

  return tote_vehicle_new (model, type, license_plate, color);
}
