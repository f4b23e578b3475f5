/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-link.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* A link stands in a text as the programs on its way left it: in capitals, with its signs spelled
 * as HTML, quoted-printable or percent signs, folded at some column, in brackets, in a quoted
 * answer, with a full stop after it. First the text is spelled plainly, then each link is cut out
 * and put together, then read. */

#define TEXT_MAX (64 * 1024)
#define LINK_MAX 4096
#define LINKS_MAX 64
#define ORDER_MAX 200
#define CODE_MAX 2048

/* Programs fold at some 70 columns; a line shorter than this ends because it ends. */
#define FOLDED_LINE 60

/* clang-format off */
G_DEFINE_QUARK (tote-link-error, tote_link_error)
/* clang-format on */

static const char *const sentences[] = {
  [TOTE_LINK_ERROR_EMPTY] = N_ ("Paste the link to your order, or the whole message it came in."),
  [TOTE_LINK_ERROR_LONG] = N_ ("This is more text than a message can be. Paste only the link."),
  [TOTE_LINK_ERROR_NONE] =
      N_ ("There is no link to an order in this text. The link begins with “tote:”."),
  [TOTE_LINK_ERROR_WEB] =
      N_ ("This link is for the web browser. Tote needs the one that begins with “tote:”."),
  [TOTE_LINK_ERROR_OTHER] = N_ ("This link does not lead to an order."),
  [TOTE_LINK_ERROR_NO_ORDER] =
      N_ ("This link does not say which order it leads to. Perhaps its end is missing."),
  [TOTE_LINK_ERROR_DAMAGED] =
      N_ ("This link is damaged. Copy it once more, or ask the store for a new one."),
  [TOTE_LINK_ERROR_SEVERAL] =
      N_ ("There are links to several orders in this text. Paste only one of them."),
};

/**
 * tote_link_spell:
 * @sentence: says what a link begins with by “tote:”
 *
 * Returns: (transfer full): the sentence with what it begins with in this build, a retailer's
 * perhaps
 */
char *
tote_link_spell (const char *sentence)
{
  GString *spelled = g_string_new (sentence);

  g_string_replace (spelled, "tote:", TOTE_LINK_SCHEME ":", 0);

  return g_string_free (spelled, FALSE);
}

static void
fail (GError **error, ToteLinkError code)
{
  g_autofree char *sentence = tote_link_spell (_ (sentences[code]));

  g_set_error_literal (error, TOTE_LINK_ERROR, (int) code, sentence);
}

static void
replace (GString *text, const char *from, const char *to)
{
  g_string_replace (text, from, to, 0);
}

/* What is not seen does not count, and a blank is a blank. */
static void
drop_invisible (GString *text)
{
  static const char *const invisible[] = { "\u00ad", "\u200b", "\u200c", "\u200d",
                                           "\u200e", "\u200f", "\u2060", "\ufeff" };

  for (guint i = 0; i < G_N_ELEMENTS (invisible); i++)
    replace (text, invisible[i], "");
  replace (text, "\u00a0", " ");
  replace (text, "\u2028", "\n");
  replace (text, "\r\n", "\n");
  replace (text, "\r", "\n");
}

/* In quoted-printable every “=” is spelled “=3D”. One that is not tells a plain text, in which an
 * order may well begin with “3D”. */
static void
undo_quoted_printable (GString *text)
{
  g_autoptr (GString) joined = g_string_new (text->str);

  replace (joined, "=\n", "");
  if (strstr (joined->str, "order=3D") == NULL || strstr (joined->str, "code=3D") == NULL)
    return;

  replace (joined, "=3D", "=");
  replace (joined, "=26", "&");
  replace (joined, "=3F", "?");
  replace (joined, "=3A", ":");
  g_string_assign (text, joined->str);
}

/* Twice, since some programs spell what was spelled already. */
static void
undo_html (GString *text)
{
  static const struct {
    const char *from;
    const char *to;
  } entities[] = {
    { "&amp;", "&" },   { "&AMP;", "&" },    { "&#38;", "&" },   { "&#x26;", "&" },
    { "&#61;", "=" },   { "&equals;", "=" }, { "&quot;", "\"" }, { "&lt;", "<" },
    { "&gt;", ">" },    { "&nbsp;", " " },   { "&#58;", ":" },   { "&colon;", ":" },
    { "&quest;", "?" },
  };

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
      replace (text, entities[i].from, entities[i].to);
}

/* The first place of a word, in capitals or not; NULL if there is none. */
static const char *
find_word (const char *text, const char *word)
{
  gsize length = strlen (word);

  for (; *text != '\0'; text++)
    if (g_ascii_strncasecmp (text, word, length) == 0)
      return text;

  return NULL;
}

static gboolean
starts_with (const char *text, const char *word)
{
  return g_ascii_strncasecmp (text, word, strlen (word)) == 0;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n';
}

static gboolean
is_link_char (char c)
{
  return g_ascii_isgraph (c) && strchr ("<>\"`\\^{}|", c) == NULL;
}

/* What ends a link that something opens; 0 for what opens none. */
static char
get_closing (char opening)
{
  switch (opening) {
  case '<':
    return '>';
  case '(':
    return ')';
  case '[':
    return ']';
  case '"':
  case '\'':
    return opening;
  default:
    return '\0';
  }
}

/* Over blanks, and over the signs of a quoted answer at the beginning of a line. */
static const char *
skip_blanks (const char *p)
{
  gboolean at_start = FALSE;

  while (is_blank (*p) || (at_start && strchr (">|", *p) != NULL && *p != '\0')) {
    at_start = at_start || *p == '\n';
    p++;
  }

  return p;
}

static gboolean
has_value (const char *link, const char *key)
{
  const char *place = find_word (link, key);

  return place != NULL && place[strlen (key)] != '\0' && place[strlen (key)] != '&';
}

static gboolean
is_complete (const char *link)
{
  return has_value (link, "order=") && has_value (link, "code=");
}

/* Whether a link that has all it needs was folded within its code: its line is as long as lines
 * are folded at, and the next holds nothing but what looks like the rest of a code. */
static gboolean
is_folded_code (const char *line, const char *end, const char *token, gsize length)
{
  gboolean odd = FALSE;

  if (*end != '\n' || end - line < FOLDED_LINE)
    return FALSE;

  for (gsize i = 0; i < length; i++) {
    odd = odd || g_ascii_isdigit (token[i]) || strchr ("_-%", token[i]) != NULL;
    if (!g_ascii_isalnum (token[i]) && strchr ("_-%.~=", token[i]) == NULL)
      return FALSE;
  }

  return odd && (token[length] == '\n' || token[length] == '\0');
}

/* Whether what comes after a break in a link belongs to it still. */
static gboolean
goes_on (const char *link, const char *token, gsize length)
{
  g_autofree char *next = g_strndup (token, length);
  gsize end = strlen (link);

  if (length == 0 || is_complete (link))
    return FALSE;

  return end == 0 || strchr (":/?=&", link[end - 1]) != NULL || strchr ("/?&=", *next) != NULL ||
         find_word (next, "order=") != NULL || find_word (next, "code=") != NULL;
}

/* line: where the line begins that start is in. */
static char *
cut_open (const char *line, const char *start)
{
  g_autoptr (GString) link = g_string_new (NULL);
  const char *p = start;

  for (;;) {
    const char *next;
    gsize length = 0;

    while (is_link_char (*p) && link->len < LINK_MAX)
      g_string_append_c (link, *p++);

    if (!is_blank (*p))
      break;

    next = skip_blanks (p);
    while (is_link_char (next[length]) && length < LINK_MAX)
      length++;
    if (!goes_on (link->str, next, length) &&
        !(is_complete (link->str) && is_folded_code (line, p, next, length)))
      break;

    line = next;
    p = next;
  }

  while (link->len > 0 && strchr (".,;:!?)]*'", link->str[link->len - 1]) != NULL)
    g_string_truncate (link, link->len - 1);

  return g_string_free (g_steal_pointer (&link), FALSE);
}

/* Between its brackets a link has no blanks of its own. NULL where the closing one is missing. */
static char *
cut_closed (const char *start, char closing)
{
  g_autoptr (GString) link = g_string_new (NULL);
  const char *p = start;

  while (*p != closing) {
    if (is_blank (*p)) {
      p = skip_blanks (p);
      continue;
    }
    if (!is_link_char (*p) || link->len == LINK_MAX)
      return NULL;
    g_string_append_c (link, *p++);
  }

  return g_string_free (g_steal_pointer (&link), FALSE);
}

/* A link that another address carries along, as the links of a mail filter do. */
static char *
cut_spelled (const char *start)
{
  gsize length = 0;

  while (is_link_char (start[length]) && start[length] != '&' && length < LINK_MAX)
    length++;

  return g_uri_unescape_segment (start, start + length, NULL);
}

/* Whether this follows the name of the program in a link, and not in a sentence. */
static gboolean
leads_on (const char *after)
{
  const char *next;

  if (*after != ':')
    return starts_with (after, "%3a");

  next = skip_blanks (after + 1);

  return next == after + 1 || *next == '/' || starts_with (next, "track");
}

/* The first link from @text on, without its scheme. @end: (out): where to look for the next. */
static char *
cut_next (const char *text, const char *p, const char **end)
{
  for (; (p = find_word (p, TOTE_LINK_SCHEME)) != NULL; p += strlen (TOTE_LINK_SCHEME)) {
    const char *after = p + strlen (TOTE_LINK_SCHEME);
    char before = p > text ? p[-1] : ' ';
    const char *line = p;
    char *link = NULL;

    while (*after == ' ' || *after == '\t')
      after++;
    if (g_ascii_isalnum (before) || !leads_on (after))
      continue;

    *end = after + 1;
    if (*after == '%')
      return cut_spelled (after + strlen ("%3a"));

    while (line > text && line[-1] != '\n' && p - line < FOLDED_LINE)
      line--;
    if (get_closing (before) != '\0')
      link = cut_closed (after + 1, get_closing (before));

    return link != NULL ? link : cut_open (line, after + 1);
  }

  return NULL;
}

static gboolean
is_sound (const char *value, gsize max)
{
  if (strlen (value) > max)
    return FALSE;

  for (; *value != '\0'; value++)
    if (!g_ascii_isgraph (*value))
      return FALSE;

  return TRUE;
}

/* A “+” is a “+”: neither an order nor a code has blanks. */
static gboolean
take_value (const char *pair, const char *key, gsize max, char **value)
{
  gsize length = strlen (key);
  g_autofree char *plain = NULL;

  if (g_ascii_strncasecmp (pair, key, length) != 0 || pair[length] != '=' ||
      pair[length + 1] == '\0')
    return TRUE;

  plain = g_uri_unescape_string (pair + length + 1, NULL);
  if (plain == NULL || !is_sound (plain, max) || (*value != NULL && strcmp (*value, plain) != 0))
    return FALSE;

  g_free (*value);
  *value = g_steal_pointer (&plain);

  return TRUE;
}

static gboolean
is_path (const char *path, gsize length)
{
  while (length > 0 && *path == '/') {
    path++;
    length--;
  }
  while (length > 0 && path[length - 1] == '/')
    length--;

  return length == strlen ("track") && g_ascii_strncasecmp (path, "track", length) == 0;
}

/* cut: what follows “tote:”. */
static ToteLink *
read_link (const char *cut, GError **error)
{
  g_autoptr (ToteLink) link = g_new0 (ToteLink, 1);
  gsize path = strcspn (cut, "?#");
  g_autofree char *query = NULL;
  g_auto (GStrv) pairs = NULL;

  if (!is_path (cut, path)) {
    fail (error, TOTE_LINK_ERROR_OTHER); /* NOLINT: g_autoptr frees link */
    return NULL;
  }

  query =
      cut[path] == '?' ? g_strndup (cut + path + 1, strcspn (cut + path + 1, "#")) : g_strdup ("");
  pairs = g_strsplit_set (query, "&;", -1);
  for (guint i = 0; pairs[i] != NULL; i++)
    if (!take_value (pairs[i], "order", ORDER_MAX, &link->order_id) ||
        !take_value (pairs[i], "code", CODE_MAX, &link->code)) {
      fail (error, TOTE_LINK_ERROR_DAMAGED);
      return NULL;
    }

  if (link->order_id == NULL) {
    fail (error, TOTE_LINK_ERROR_NO_ORDER);
    return NULL;
  }

  return g_steal_pointer (&link);
}

/* Takes one link more. The same one may stand in a text twice, as its address and as what is to be
 * read, and there it may lack its end. */
static gboolean
add_link (ToteLink **found, ToteLink *link)
{
  gboolean same = *found == NULL || strcmp ((*found)->order_id, link->order_id) == 0;
  gboolean clash = same && *found != NULL && (*found)->code != NULL && link->code != NULL &&
                   strcmp ((*found)->code, link->code) != 0;

  if (*found == NULL || (same && (*found)->code == NULL)) {
    g_clear_pointer (found, tote_link_free);
    *found = link;
  } else {
    tote_link_free (link);
  }

  return same && !clash;
}

static ToteLink *
find_links (const char *text, GError **error)
{
  g_autoptr (ToteLink) found = NULL;
  g_autoptr (GError) first = NULL;
  const char *p = text;
  guint n = 0;
  char *cut;

  while (n++ < LINKS_MAX && (cut = cut_next (text, p, &p)) != NULL) {
    g_autofree char *owned = cut;
    ToteLink *link = read_link (owned, first == NULL ? &first : NULL);

    if (link != NULL && !add_link (&found, link)) {
      fail (error, TOTE_LINK_ERROR_SEVERAL);
      return NULL;
    }
  }

  if (found == NULL && first != NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  else if (found == NULL)
    fail (error, find_word (text, "http") != NULL ? TOTE_LINK_ERROR_WEB : TOTE_LINK_ERROR_NONE);

  return g_steal_pointer (&found);
}

/**
 * tote_link_find:
 * @text: a link, or a text that holds one, such as a whole message
 * @error: return location for a #ToteLinkError
 *
 * Returns: (transfer full) (nullable): where the link in @text leads to
 */
ToteLink *
tote_link_find (const char *text, GError **error)
{
  g_autoptr (GString) plain = NULL;
  g_autofree char *valid = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > TEXT_MAX) {
    fail (error, TOTE_LINK_ERROR_LONG);
    return NULL;
  }

  valid = g_utf8_make_valid (text, -1);
  plain = g_string_new (valid);
  drop_invisible (plain);
  undo_quoted_printable (plain);
  undo_html (plain);
  if (*skip_blanks (plain->str) == '\0') {
    fail (error, TOTE_LINK_ERROR_EMPTY);
    return NULL;
  }

  return find_links (plain->str, error);
}

/**
 * tote_link_free:
 * @self: (nullable): a link
 */
void
tote_link_free (ToteLink *self)
{
  if (self == NULL)
    return;

  g_free (self->order_id);
  g_free (self->code);
  g_free (self);
}
