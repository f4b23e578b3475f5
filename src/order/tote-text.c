/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-text.h"

#include <math.h>
#include <string.h>

/* Marks that reorder the text around them; a name must not be able to rewrite its neighbours. */
static gboolean
is_bidi_control (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_line_break (gunichar c)
{
  return c == '\n' || c == 0x2028 || c == 0x2029;
}

/* What takes no room and only hides something, or fills a name with nothing. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0x00ad || c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 ||
         c == 0x180e || c == 0x200b || (c >= 0x2060 && c <= 0x2064) ||
         (c >= 0x206a && c <= 0x206f) || c == 0x2800 || c == 0x3164 || c == 0xfeff || c == 0xffa0 ||
         (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff);
}

/* The flags of England, Scotland and Wales are a black flag and a name in tag characters. */
static gboolean
is_tag (gunichar c)
{
  return c >= 0xe0020 && c <= 0xe007f;
}

/* Joins and parts letters in scripts that need it, and people and things in an emoji; between
 * others, or at an end, it does nothing that can be seen. */
static gboolean
is_joiner (gunichar c)
{
  return c == 0x200c || c == 0x200d;
}

static gboolean
is_joinable (gunichar c)
{
  return c >= 0x0590 && !g_unichar_isspace (c);
}

typedef struct {
  gunichar before; /* what was kept last, 0 at the start */
  guint n_marks;   /* on the last letter */
  gboolean in_flag;
} Cleaning;

static gboolean
is_kept (Cleaning *self, gunichar c, gunichar next)
{
  if (is_tag (c))
    return self->in_flag;
  if (is_joiner (c))
    return is_joinable (self->before) && is_joinable (next);
  if ((g_unichar_iscntrl (c) && c != '\n') || is_bidi_control (c) || is_invisible (c))
    return FALSE;

  return !g_unichar_ismark (c) || self->n_marks < TOTE_TEXT_MARKS_MAX;
}

static void
note_kept (Cleaning *self, gunichar c)
{
  self->n_marks = g_unichar_ismark (c) ? self->n_marks + 1 : 0;
  self->in_flag = c == 0x1f3f4 || (self->in_flag && is_tag (c));
  self->before = c;
}

static gunichar
get_plain (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  return c == '\t' ? ' ' : is_line_break (c) ? '\n' : c;
}

/**
 * tote_text_clean:
 * @foreign: (nullable): text as a stranger sent it
 *
 * Makes a foreign text fit to be shown as data: valid UTF-8, no control characters but the line
 * feed, no bidirectional overrides, nothing invisible but what scripts and emoji need, at most
 * %TOTE_TEXT_MARKS_MAX marks on a letter and %TOTE_TEXT_MAX scalar values (contract 8.5, 8.6).
 *
 * Returns: (transfer full) (nullable): the clean text, or %NULL for %NULL
 */
char *
tote_text_clean (const char *foreign)
{
  g_autofree char *valid = NULL;
  Cleaning cleaning = { 0, 0, FALSE };
  GString *clean;
  glong n = 0;

  if (foreign == NULL)
    return NULL;

  valid = g_utf8_make_valid (foreign, -1);
  clean = g_string_sized_new (strlen (valid));
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = get_plain (p);

    if (!is_kept (&cleaning, c, get_plain (g_utf8_next_char (p))))
      continue;
    if (n++ == TOTE_TEXT_MAX) {
      g_string_append (clean, "…");
      break;
    }
    g_string_append_unichar (clean, c);
    note_kept (&cleaning, c);
  }
  return g_string_free (clean, FALSE);
}

/* Most of what comes is clean already, and there is a lot of it: such a line is only copied. Where
 * it is long or not ASCII, the long way decides. */
static gboolean
is_plain_line (const char *text)
{
  size_t i;

  if (text[0] == ' ')
    return FALSE;

  for (i = 0; text[i] != '\0'; i++)
    if (i == TOTE_TEXT_MAX || !g_ascii_isprint (text[i]) || (text[i] == ' ' && text[i + 1] == ' '))
      return FALSE;

  return i == 0 || text[i - 1] != ' ';
}

/**
 * tote_text_clean_line:
 * @foreign: (nullable): text as a stranger sent it
 *
 * As tote_text_clean(), on one line: runs of white space become one space, none at the ends.
 *
 * Returns: (transfer full) (nullable): the clean line, or %NULL for %NULL
 */
char *
tote_text_clean_line (const char *foreign)
{
  g_autofree char *clean = NULL;
  GString *line;
  gboolean gap = FALSE;

  if (foreign == NULL || is_plain_line (foreign))
    return g_strdup (foreign);

  clean = tote_text_clean (foreign);

  line = g_string_sized_new (strlen (clean));
  for (const char *p = clean; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isspace (c)) {
      gap = line->len > 0;
      continue;
    }
    if (gap)
      g_string_append_c (line, ' ');
    gap = FALSE;
    g_string_append_unichar (line, c);
  }
  return g_string_free (line, FALSE);
}

/**
 * tote_text_cut:
 * @text: (transfer full) (nullable): a clean text
 * @max: how many scalar values there is room for
 *
 * Returns: (transfer full) (nullable): the text, with an ellipsis where its end was
 */
char *
tote_text_cut (char *text, glong max)
{
  g_autofree char *whole = text;
  g_autofree char *part = NULL;

  if (text == NULL || g_utf8_strlen (text, -1) <= max)
    return g_steal_pointer (&whole);

  part = g_utf8_substring (whole, 0, max - 1);
  return g_strconcat (g_strchomp (part), "…", NULL);
}

/**
 * tote_text_cut_lines:
 * @text: (transfer full) (nullable): a clean text
 * @max: how many lines there is room for
 *
 * Returns: (transfer full) (nullable): the text, with an ellipsis where its end was
 */
char *
tote_text_cut_lines (char *text, guint max)
{
  char *end = text;

  for (guint i = 0; end != NULL && i < max; i++)
    end = strchr (i == 0 ? end : end + 1, '\n');
  if (end == NULL)
    return text;

  *end = '\0';
  end = g_strconcat (text, "…", NULL);
  g_free (text);

  return end;
}

/**
 * tote_quantity_clean:
 * @decimal: (nullable): a decimal number as text, such as "10.0"
 *
 * Takes needless zeros off a quantity without a way through a double, so that what the server
 * counted is what is shown (contract 3.2).
 *
 * Returns: (transfer full) (nullable): such as "10", or %NULL when @decimal is no plain number
 *     of at most 32 characters that is not below zero
 */
char *
tote_quantity_clean (const char *decimal)
{
  g_autofree char *text = NULL;
  const char *whole;
  size_t n_whole, n_all;

  if (decimal == NULL)
    return NULL;

  text = g_strstrip (g_strdup (decimal));
  n_whole = strspn (text, "0123456789");
  n_all = n_whole;
  if (text[n_whole] == '.')
    n_all += 1 + strspn (text + n_whole + 1, "0123456789");
  if (n_whole == 0 || text[n_all] != '\0' || n_all > 32 || n_all == n_whole + 1)
    return NULL;

  if (n_all > n_whole) {
    while (text[n_all - 1] == '0')
      n_all--;
    if (text[n_all - 1] == '.')
      n_all--;
    text[n_all] = '\0';
  }
  for (whole = text; whole[0] == '0' && g_ascii_isdigit (whole[1]); whole++)
    ;
  return g_strdup (whole);
}

/**
 * tote_quantity_from_double:
 * @quantity: a quantity that the server sent as a JSON number
 *
 * Returns: (transfer full) (nullable): @quantity as decimal text with at most six decimals and no
 *     needless zeros, or %NULL when it is not finite, below zero or beyond what is exact
 */
char *
tote_quantity_from_double (double quantity)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (quantity) || quantity < 0 || quantity > 1e15)
    return NULL;
  return tote_quantity_clean (g_ascii_formatd (text, sizeof text, "%.6f", quantity));
}
