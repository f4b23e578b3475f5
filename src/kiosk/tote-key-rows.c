/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-key-rows.h"

#include <string.h>

#define ROWS_MAX 5

/* As people know them from their own keyboards, with the letters in reach that those hide behind a
 * dead key. The first is for every language that is not here. */
static const struct {
  const char *language;
  const char *rows[ROWS_MAX];
} letters[] = {
  { "en", { "qwertyuiop", "asdfghjkl’", "zxcvbnm,.?" } },
  { "ar", { "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ،.؟", "ذأإآ" } },
  { "de", { "qwertzuiopü", "asdfghjklöä", "yxcvbnmß,.?" } },
  { "es", { "áéíóúü¿¡", "qwertyuiop", "asdfghjklñ", "zxcvbnm,.?" } },
  { "fr", { "éèàçùâêîôû", "azertyuiop", "qsdfghjklm", "wxcvbn’,.?" } },
  { "it", { "àèéìòù", "qwertyuiop", "asdfghjkl’", "zxcvbnm,.?" } },
  { "pl", { "ąćęłńóśźż", "qwertyuiop", "asdfghjkl’", "zxcvbnm,.?" } },
  { "pt", { "áàâãéêíóôõú", "qwertyuiop", "asdfghjklç", "zxcvbnm,.?" } },
  { "ru", { "йцукенгшщзхъ", "фывапролджэё", "ячсмитьбю,.?" } },
};

static gboolean
is_of (const char *language, const char *code)
{
  const gsize length = strlen (code);

  return strncmp (language, code, length) == 0 && !g_ascii_isalpha (language[length]);
}

/**
 * tote_key_rows_get_letters:
 * @languages: (array zero-terminated=1): what is spoken, the best first, as of
 *   g_get_language_names()
 *
 * Returns: (transfer none) (array zero-terminated=1): a string for each row, a character for each
 * key
 */
const char *const *
tote_key_rows_get_letters (const char *const *languages)
{
  g_return_val_if_fail (languages != NULL, letters[0].rows);

  for (guint i = 0; languages[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (letters); j++)
      if (is_of (languages[i], letters[j].language))
        return letters[j].rows;

  return letters[0].rows;
}

/**
 * tote_key_rows_get_signs:
 *
 * Returns: (transfer none) (array zero-terminated=1): the same for digits and signs
 */
const char *const *
tote_key_rows_get_signs (void)
{
  static const char *const signs[] = { "1234567890", "-/:;()€$&@", "“”’!?.,+=%", NULL };

  return signs;
}
