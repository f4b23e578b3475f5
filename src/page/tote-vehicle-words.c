/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-vehicle-words.h"

#include "tote-direction.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *word;  /* (nullable): on the wire */
  const char *label; /* for people, translatable; NULL ends a list */
} Word;

static const Word types[] = {
  { NULL, N_ ("Not given") },
  { "hatchback", N_ ("Hatchback") },
  { "minivan", N_ ("Minivan") },
  { "sedan", N_ ("Sedan") },
  { "suv", N_ ("SUV") },
  { "truck", N_ ("Truck") },
  { "other", N_ ("Other vehicle") },
  { NULL, NULL },
};

static const Word colours[] = {
  { NULL, N_ ("Not given") },  { "black", N_ ("Black") },   { "blue", N_ ("Blue") },
  { "brown", N_ ("Brown") },   { "gray", N_ ("Gray") },     { "green", N_ ("Green") },
  { "orange", N_ ("Orange") }, { "red", N_ ("Red") },       { "silver", N_ ("Silver") },
  { "white", N_ ("White") },   { "yellow", N_ ("Yellow") }, { NULL, NULL },
};

static const Word *
get_list (ToteVehicleWords words)
{
  return words == TOTE_VEHICLE_TYPES ? types : colours;
}

/**
 * tote_vehicle_words_new_model:
 * @words: which of the lists
 *
 * Returns: (transfer full): the list for people; its first entry says that nothing is given
 */
GListModel *
tote_vehicle_words_new_model (ToteVehicleWords words)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  for (const Word *word = get_list (words); word->label != NULL; word++)
    gtk_string_list_append (model, _ (word->label));
  return G_LIST_MODEL (model);
}

/**
 * tote_vehicle_words_get:
 * @words: which of the lists
 * @position: an entry of its model
 *
 * Returns: (nullable): the entry on the wire
 */
const char *
tote_vehicle_words_get (ToteVehicleWords words, guint position)
{
  const Word *list = get_list (words);

  for (guint i = 0; list[i].label != NULL; i++)
    if (i == position)
      return list[i].word;
  return NULL;
}

/**
 * tote_vehicle_words_find:
 * @words: which of the lists
 * @word: (nullable): a word from the wire, any case
 *
 * Returns: its entry in the model; 0 for a word that is not in the list
 */
guint
tote_vehicle_words_find (ToteVehicleWords words, const char *word)
{
  const Word *list = get_list (words);

  for (guint i = 1; word != NULL && list[i].label != NULL; i++)
    if (g_ascii_strcasecmp (list[i].word, word) == 0)
      return i;
  return 0;
}

static void
add_word (GPtrArray *parts, ToteVehicleWords words, const char *word)
{
  guint position = tote_vehicle_words_find (words, word);

  if (position > 0)
    g_ptr_array_add (parts, (gpointer) _ (get_list (words)[position].label));
}

static void
add_text (GPtrArray *parts, const char *text)
{
  if (text != NULL && *text != '\0')
    g_ptr_array_add (parts, (gpointer) text);
}

/**
 * tote_vehicle_words_describe:
 * @vehicle: (nullable): a vehicle
 *
 * Returns: (transfer full): what is known of it in one line, empty when that is nothing
 */
char *
tote_vehicle_words_describe (ToteVehicle *vehicle)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (vehicle != NULL) {
    add_word (parts, TOTE_VEHICLE_TYPES, tote_vehicle_get_vehicle_type (vehicle));
    add_word (parts, TOTE_VEHICLE_COLOURS, tote_vehicle_get_color (vehicle));
    add_text (parts, tote_vehicle_get_model (vehicle));
    add_text (parts, tote_vehicle_get_license_plate (vehicle));
  }
  g_ptr_array_add (parts, NULL);

  return tote_direction_join ((const char *const *) parts->pdata);
}
