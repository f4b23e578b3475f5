/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-key-codes.h"

#include <string.h>

#define TAB 23
#define ENTER 36
#define J 44
#define M 58
#define SPACE 65
#define KEYPAD_ENTER 104
#define LINE_FEED 109

/* The rows of the keyboard: the code of the first key, what each gives by itself and with Shift. */
static const struct {
  guint first;
  const char *plain;
  const char *shifted;
} rows[] = {
  { 10, "1234567890-=", "!@#$%^&*()_+" },
  { 24, "qwertyuiop[]", "QWERTYUIOP{}" },
  { 38, "asdfghjkl;'`", "ASDFGHJKL:\"~" },
  { 51, "\\zxcvbnm,./", "|ZXCVBNM<>?" },
  { 63, "*", "*" },
  { SPACE, " ", " " },
  { 79, "789-456+1230.", "789-456+1230." }, /* the keypad */
  { 94, "<", ">" },
  { 106, "/", "/" },
};

/**
 * tote_key_codes_get_character:
 * @shift: whether Shift is held
 *
 * Returns: what the key gives on a US keyboard, 0 for none that writes
 */
char
tote_key_codes_get_character (guint code, gboolean shift)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *row = shift ? rows[i].shifted : rows[i].plain;

    if (code >= rows[i].first && code < rows[i].first + strlen (row))
      return row[code - rows[i].first];
  }

  return 0;
}

/**
 * tote_key_codes_is_end:
 * @control: whether Control is held: some scanners send a line feed as Control and J
 *
 * Returns: whether the key ends what is scanned: Enter, line feed or Tab, as the scanner is set
 */
gboolean
tote_key_codes_is_end (guint code, gboolean control)
{
  if (control)
    return code == J || code == M;

  return code == ENTER || code == KEYPAD_ENTER || code == LINE_FEED || code == TAB;
}
