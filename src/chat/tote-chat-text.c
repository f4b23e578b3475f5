/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-text.h"

#include "tote-brand.h"
#include "tote-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What may stand right before a link: “javascript:https://…” and “xhttps://…” hold none. */
#define OPENERS "([{<\"'“‘«,;"

/* What ends a link without belonging to it. */
#define CLOSERS "<>\"”’»`…–—。，、！？：；）】》」』"

/* Marks that stand between CJK text and a link without a space. */
#define WIDE_MARKS "…—。，、！？：；（【《「『）】》」』ー"

/* What is taken off a link's end, where it belongs to the sentence. */
#define TRAILERS ".,;:!?'*_~"

static size_t
get_scheme_length (const char *text)
{
  if (g_ascii_strncasecmp (text, "https://", 8) == 0)
    return 8;
  return g_ascii_strncasecmp (text, "http://", 7) == 0 ? 7 : 0;
}

/* A name and perhaps a port, in plain letters: whatever could make a host look like another one
 * (a name before an @, percent signs, backslashes, letters of other scripts) makes it no link. */
static gboolean
is_plain_authority (const char *authority, size_t length)
{
  if (length == 0 || !g_ascii_isalnum (*authority))
    return FALSE;

  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isalnum (authority[i]) && strchr (".-:", authority[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p) || strchr ("\\^`{}|<>\"", *p) != NULL)
      return FALSE;
  return TRUE;
}

/**
 * tote_chat_text_is_link:
 * @uri: (nullable): foreign text
 *
 * Returns: whether it is an address that may be opened: http or https alone, and one whose host is
 *     the host that a person reads in it
 */
gboolean
tote_chat_text_is_link (const char *uri)
{
  size_t scheme = uri != NULL ? get_scheme_length (uri) : 0;

  return scheme > 0 && is_plain (uri) &&
         is_plain_authority (uri + scheme, strcspn (uri + scheme, "/?#")) &&
         g_uri_is_valid (uri, G_URI_FLAGS_NONE, NULL);
}

static gboolean
is_in (const char *set, gunichar c)
{
  return c != 0 && g_utf8_strchr (set, -1, c) != NULL;
}

/* Of scripts that are written without spaces, and their marks. */
static gboolean
needs_no_space (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HANGUL ||
         script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA ||
         script == G_UNICODE_SCRIPT_THAI || is_in (WIDE_MARKS, c);
}

static gboolean
may_begin (const char *text, const char *at)
{
  gunichar before;

  if (at == text)
    return TRUE;

  before = g_utf8_get_char (g_utf8_prev_char (at));
  return g_unichar_isspace (before) || is_in (OPENERS, before) || needs_no_space (before);
}

static size_t
count (const char *text, size_t length, char c)
{
  size_t n = 0;

  for (size_t i = 0; i < length; i++)
    n += text[i] == c;
  return n;
}

/* A bracket at the end belongs to the link only when it was opened in there. */
static gboolean
is_stray_bracket (const char *text, size_t length)
{
  char last = text[length - 1];

  return (last == ')' && count (text, length, '(') < count (text, length, ')')) ||
         (last == ']' && count (text, length, '[') < count (text, length, ']'));
}

/* How many bytes at the start of text are a link. */
static size_t
get_link_length (const char *text)
{
  const char *end = text;
  g_autofree char *link = NULL;
  size_t length;

  while (*end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)) &&
         !is_in (CLOSERS, g_utf8_get_char (end)))
    end = g_utf8_next_char (end);

  length = (size_t) (end - text);
  while (length > 0 &&
         (strchr (TRAILERS, text[length - 1]) != NULL || is_stray_bracket (text, length)))
    length--;

  link = g_strndup (text, length);
  return tote_chat_text_is_link (link) ? length : 0;
}

static void
append_escaped (GString *markup, const char *text, size_t length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

/* A long address may break over lines: where it leads stands in its host.
 *
 * Returns: (transfer full): markup
 */
static char *
dup_target (const char *link, size_t length)
{
  g_autofree char *text = g_strndup (link, length);
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  /* Translators: what a click on a link opens: the name of a server. */
  return g_markup_printf_escaped (_ ("Opens %s"), uri != NULL ? g_uri_get_host (uri) : text);
}

/* Nothing leads out of a store display. */
static void
append_link (GString *markup, const char *link, size_t length)
{
  g_autofree char *escaped = g_markup_escape_text (link, (gssize) length);
  g_autofree char *target = dup_target (link, length);

  if (tote_brand_get_locked (tote_brand_get_default ())) {
    g_string_append (markup, escaped);
    return;
  }

  g_string_append_printf (markup, "<a href=\"%s\" title=\"%s\">%s</a>", escaped, target, escaped);
}

/**
 * tote_chat_text_to_markup:
 * @body: (nullable): the text of a message
 *
 * Returns: (transfer full): Pango markup that shows exactly this text; addresses that
 *     tote_chat_text_is_link() holds for are links, and what is read is where they lead
 */
char *
tote_chat_text_to_markup (const char *body)
{
  g_autofree char *text = tote_text_clean (body != NULL ? body : "");
  GString *markup = g_string_sized_new (strlen (text));
  const char *plain = text;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    size_t length = get_scheme_length (p) > 0 && may_begin (text, p) ? get_link_length (p) : 0;

    if (length == 0)
      continue;
    append_escaped (markup, plain, (size_t) (p - plain));
    append_link (markup, p, length);
    plain = p + length;
    p = plain - 1; /* the last byte of a link is plain ASCII */
  }
  append_escaped (markup, plain, strlen (plain));
  return g_string_free (markup, FALSE);
}

/**
 * tote_chat_text_trim:
 * @draft: what was written
 *
 * Returns: (transfer full): what of it is sent: nothing but white space at the ends is left out
 */
char *
tote_chat_text_trim (const char *draft)
{
  return g_strstrip (g_strdup (draft));
}

/**
 * tote_chat_text_left:
 * @draft: what was written
 *
 * Returns: how many Unicode scalar values may still be added; below zero, how many are too many
 *     (contract 3.6)
 */
int
tote_chat_text_left (const char *draft)
{
  g_autofree char *text = tote_chat_text_trim (draft);

  return TOTE_MESSAGE_MAX - (int) g_utf8_strlen (text, -1);
}
