/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-json-read.h"

#include "tote-json-scan.h"

#include <math.h>
#include <string.h>

/* From here on a double does not have all whole numbers. */
#define EXACT_MAX 9007199254740992.0

/* No honest number is longer, and one that is takes long to read. */
#define NUMBER_MAX 512

/* Where the reader is. Each function below reads on from there, and gives %FALSE for what it does
 * not know, as a body that went through no scan may hold: nothing is read beyond the end, which is
 * a NUL. */
typedef struct {
  char *text;
  char *at;
  GArray *values; /* of ToteJson */
  guint depth;
  gboolean mended;
} Reader;

static char
peek (Reader *self)
{
  while (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t')
    self->at++;

  return *self->at;
}

static gboolean
skip (Reader *self, char c)
{
  if (peek (self) != c)
    return FALSE;

  self->at++;
  return TRUE;
}

static gboolean
skip_word (Reader *self, const char *word)
{
  if (!g_str_has_prefix (self->at, word))
    return FALSE;

  self->at += strlen (word);
  return TRUE;
}

static gboolean
read_unit (Reader *self, gunichar *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value (*self->at);

    if (digit < 0)
      return FALSE;
    *unit = *unit * 16 + (gunichar) digit;
    self->at++;
  }

  return TRUE;
}

/* What it means takes no more room than it does. */
static gboolean
read_escape (Reader *self, char **end)
{
  static const char letters[] = "bfnrt\"\\/", meanings[] = "\b\f\n\r\t\"\\/";
  char c = *++self->at;
  const char *letter = c != '\0' ? strchr (letters, c) : NULL;
  gunichar unit, low;

  if (letter != NULL) {
    *(*end)++ = meanings[letter - letters];
    self->at++;
    return TRUE;
  }

  if (!skip_word (self, "u") || !read_unit (self, &unit))
    return FALSE;
  if (unit >= 0xd800 && unit < 0xdc00) {
    if (!skip_word (self, "\\u") || !read_unit (self, &low))
      return FALSE;
    unit = 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
  }
  *end += g_unichar_to_utf8 (unit != 0 && g_unichar_validate (unit) ? unit : 0xfffd, *end);

  return TRUE;
}

/* Returns (nullable): what stands between the marks, ended where it is. */
static char *
read_text (Reader *self)
{
  char *begin, *end;

  if (!skip (self, '"'))
    return NULL;

  begin = self->at;
  self->at = end = begin + strcspn (begin, "\"\\");
  while (*self->at != '"') {
    if (*self->at == '\0')
      return NULL;
    if (*self->at != '\\')
      *end++ = *self->at++;
    else if (!read_escape (self, &end))
      return NULL;
  }
  self->at++;
  *end = '\0';

  return begin;
}

static gboolean
add (Reader *self, ToteJson value)
{
  g_array_append_val (self->values, value);
  return TRUE;
}

/* There is something before each number: the digits of one that is to be a text go there, and leave
 * the place of the last to its end. */
static gboolean
add_digits (Reader *self, const char *name, char *begin, gsize length)
{
  memmove (begin - 1, begin, length);
  begin[length - 1] = '\0';
  return add (self, (ToteJson){ .name = name, .kind = TOTE_JSON_TEXT, .is.text = begin - 1 });
}

static gboolean
read_number (Reader *self, const char *name)
{
  char *begin = self->at;
  gsize length = strspn (begin, "+-.0123456789Ee");
  gboolean whole = memchr (begin, '.', length) == NULL && memchr (begin, 'e', length) == NULL &&
                   memchr (begin, 'E', length) == NULL;
  double number;
  gint64 integer;

  self->at += length;
  if (length == 0)
    return FALSE;
  if (length > NUMBER_MAX)
    return add_digits (self, name, begin, length);

  if (whole) {
    errno = 0;
    integer = g_ascii_strtoll (begin, NULL, 10);
    return errno == 0
               ? add (self,
                      (ToteJson){ .name = name, .kind = TOTE_JSON_INTEGER, .is.integer = integer })
               : add_digits (self, name, begin, length);
  }

  number = g_ascii_strtod (begin, NULL);
  return fabs (number) < EXACT_MAX
             ? add (self, (ToteJson){ .name = name, .kind = TOTE_JSON_NUMBER, .is.number = number })
             : add_digits (self, name, begin, length);
}

static gboolean read_value (Reader *self, const char *name);

static gboolean
read_member (Reader *self)
{
  const char *name = read_text (self);

  return name != NULL && skip (self, ':') && read_value (self, name);
}

static gboolean
read_entry (Reader *self)
{
  return read_value (self, NULL);
}

static gboolean
read_inside (Reader *self, gboolean (*read) (Reader *self), char end)
{
  if (skip (self, end))
    return TRUE;

  do {
    if (!read (self))
      return FALSE;
  } while (skip (self, ','));

  return skip (self, end);
}

/* Where it stood is told of a body that is as it came. */
static gboolean
read_container (Reader *self, const char *name, gboolean is_list)
{
  const guint place = self->values->len;
  const guint start = (guint) (self->at - self->text);
  gboolean good;
  ToteJson *value;

  if (self->depth == TOTE_DEPTH_MAX)
    return FALSE;

  add (self, (ToteJson){ .name = name, .kind = is_list ? TOTE_JSON_LIST : TOTE_JSON_OBJECT });
  self->at++;
  self->depth++;
  good = read_inside (self, is_list ? read_entry : read_member, is_list ? ']' : '}');
  self->depth--;

  value = &g_array_index (self->values, ToteJson, place);
  value->n_inside = self->values->len - place - 1;
  if (!self->mended)
    value->is.span = (ToteJsonSpan){ start, (guint) (self->at - self->text) };

  return good;
}

static gboolean
read_value (Reader *self, const char *name)
{
  ToteJson value = { .name = name };

  switch (peek (self)) {
  case '{':
  case '[':
    return read_container (self, name, *self->at == '[');
  case '"':
    value.kind = TOTE_JSON_TEXT;
    value.is.text = read_text (self);
    return value.is.text != NULL && add (self, value);
  case 't':
  case 'f':
    value.kind = TOTE_JSON_BOOLEAN;
    value.is.integer = *self->at == 't';
    return skip_word (self, value.is.integer ? "true" : "false") && add (self, value);
  case 'n':
    return skip_word (self, "null") && add (self, value);
  default:
    return read_number (self, name);
  }
}

/* Returns: (transfer full): the body with a NUL behind it, of UTF-8. */
static char *
copy (GBytes *bytes, gboolean *mended)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  *mended = size > 0 && !g_utf8_validate_len (data, size, NULL);

  if (*mended)
    return g_utf8_make_valid (data, (gssize) size);

  return size > 0 ? g_strndup (data, size) : g_strdup ("");
}

/**
 * tote_json_read:
 * @bytes: a body that went through #ToteJsonScan
 *
 * Returns: (transfer full) (nullable): the object it is, an empty one for nothing but space; to be
 *   freed with tote_json_free()
 */
ToteJson *
tote_json_read (GBytes *bytes)
{
  Reader self = { .values = g_array_new (FALSE, FALSE, sizeof (ToteJson)) };
  gboolean good;
  ToteJson *root;

  g_return_val_if_fail (bytes != NULL, NULL);

  self.at = self.text = copy (bytes, &self.mended);
  add (&self, (ToteJson){ .kind = TOTE_JSON_TEXT, .is.text = self.text });
  if (peek (&self) == '\0')
    good = add (&self, (ToteJson){ .kind = TOTE_JSON_OBJECT });
  else
    good = *self.at == '{' && read_value (&self, NULL) && peek (&self) == '\0';

  root = (ToteJson *) (gpointer) g_array_free (self.values, FALSE) + 1;
  if (!good)
    g_clear_pointer (&root, tote_json_free);

  return root;
}

/**
 * tote_json_free:
 * @root: (nullable): what tote_json_read() made
 *
 * Frees a body with all that is in it.
 */
void
tote_json_free (ToteJson *root)
{
  if (root == NULL)
    return;

  g_free (root[-1].is.text);
  g_free (root - 1);
}
