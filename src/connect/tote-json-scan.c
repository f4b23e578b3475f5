/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-json-scan.h"

#include "tote-connect-error.h"

#include <string.h>

typedef enum {
  STATE_START,
  STATE_VALUE,
  STATE_VALUE_OR_END, /* after the opening of a list */
  STATE_KEY_OR_END,   /* after the opening of an object */
  STATE_KEY,
  STATE_COLON,
  STATE_NEXT, /* after a value: a comma or the end of what holds it */
  STATE_STRING,
  STATE_ESCAPE,
  STATE_HEX,
  STATE_NUMBER,
  STATE_LITERAL,
  STATE_DONE,
} State;

typedef enum {
  FAULT_NONE,
  FAULT_MALFORMED,
  FAULT_TOO_LARGE,
} Fault;

static Fault
open_container (ToteJsonScan *self, gboolean list)
{
  if (self->depth == TOTE_DEPTH_MAX)
    return FAULT_TOO_LARGE;

  self->lists[self->depth] = list;
  self->counts[self->depth] = 0;
  self->depth++;
  self->state = list ? STATE_VALUE_OR_END : STATE_KEY_OR_END;

  return FAULT_NONE;
}

static Fault
close_container (ToteJsonScan *self, gboolean list)
{
  if (self->depth == 0 || self->lists[self->depth - 1] != list)
    return FAULT_MALFORMED;

  self->depth--;
  self->state = self->depth == 0 ? STATE_DONE : STATE_NEXT;

  return FAULT_NONE;
}

static Fault
count_value (ToteJsonScan *self)
{
  guint inside = self->depth - 1;
  guint most = self->lists[inside] ? TOTE_LIST_MAX : TOTE_MEMBERS_MAX;

  return ++self->counts[inside] > most || ++self->n_values > TOTE_VALUES_MAX ? FAULT_TOO_LARGE
                                                                             : FAULT_NONE;
}

static Fault
begin_value (ToteJsonScan *self, guint8 c)
{
  Fault fault = count_value (self);

  if (fault != FAULT_NONE)
    return fault;

  self->token = self->position;
  if (c == '{')
    return open_container (self, FALSE);
  if (c == '[')
    return open_container (self, TRUE);

  self->in_key = FALSE;
  if (c == '"')
    self->state = STATE_STRING;
  else if (c == '-' || g_ascii_isdigit (c))
    self->state = STATE_NUMBER;
  else if (c == 't' || c == 'f' || c == 'n')
    self->state = STATE_LITERAL;
  else
    return FAULT_MALFORMED;

  return FAULT_NONE;
}

static Fault
begin_key (ToteJsonScan *self, guint8 c)
{
  if (c != '"')
    return FAULT_MALFORMED;

  self->in_key = TRUE;
  self->state = STATE_STRING;

  return FAULT_NONE;
}

static Fault
next_value (ToteJsonScan *self, guint8 c)
{
  if (c == ',') {
    self->state = self->lists[self->depth - 1] ? STATE_VALUE : STATE_KEY;
    return FAULT_NONE;
  }
  if (c == '}' || c == ']')
    return close_container (self, c == ']');

  return FAULT_MALFORMED;
}

/* An escape of six characters that says U+FFFD. */
static void
blunt_escape (guint8 *data, gsize escape)
{
  memcpy (data + escape + 2, "fffd", 4); /* NOLINT: it stands in the middle of a text */
}

static void
blunt_half_pair (ToteJsonScan *self, guint8 *data)
{
  if (self->high != 0)
    blunt_escape (data, self->high);
  self->high = 0;
}

static Fault
in_string (ToteJsonScan *self, guint8 *data, gsize size)
{
  gsize end = self->position;
  guint8 c;

  while (end < size && data[end] >= 0x20 && data[end] != '"' && data[end] != '\\')
    end++;
  if (end > self->position)
    blunt_half_pair (self, data);
  self->position = end;
  if (end == size)
    return FAULT_NONE;

  c = data[self->position];
  if (c < 0x20)
    return FAULT_MALFORMED;

  if (c == '\\') {
    self->token = self->position;
    self->state = STATE_ESCAPE;
  } else {
    blunt_half_pair (self, data);
    self->state = self->in_key ? STATE_COLON : STATE_NEXT;
  }
  self->position++;

  return FAULT_NONE;
}

static Fault
in_escape (ToteJsonScan *self, guint8 *data)
{
  guint8 c = data[self->position++];

  if (c == 'u') {
    self->state = STATE_HEX;
    return FAULT_NONE;
  }

  blunt_half_pair (self, data);
  self->state = STATE_STRING;

  return strchr ("\"\\/bfnrt", c) != NULL && c != '\0' ? FAULT_NONE : FAULT_MALFORMED;
}

static void
end_hex (ToteJsonScan *self, guint8 *data)
{
  guint unit = 0;
  gsize i;

  for (i = self->token + 2; i < self->token + 6; i++)
    unit = unit * 16 + (guint) g_ascii_xdigit_value ((char) data[i]);

  if (unit >= 0xdc00 && unit <= 0xdfff && self->high != 0) {
    self->high = 0;
    return;
  }

  blunt_half_pair (self, data);
  if (unit >= 0xd800 && unit <= 0xdbff)
    self->high = self->token;
  else if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    blunt_escape (data, self->token);
}

static Fault
in_hex (ToteJsonScan *self, guint8 *data)
{
  if (!g_ascii_isxdigit (data[self->position]))
    return FAULT_MALFORMED;

  if (++self->position == self->token + 6) {
    end_hex (self, data);
    self->state = STATE_STRING;
  }

  return FAULT_NONE;
}

static gsize
count_digits (const guint8 *text, gsize size)
{
  gsize n = 0;

  while (n < size && g_ascii_isdigit (text[n]))
    n++;

  return n;
}

/* The fraction and exponent of a number; what is left must be nothing. */
static gboolean
check_tail (const guint8 *text, gsize size)
{
  gsize n;

  if (size > 0 && text[0] == '.') {
    n = count_digits (text + 1, size - 1);
    if (n == 0)
      return FALSE;
    text += n + 1;
    size -= n + 1;
  }

  if (size > 0 && (text[0] == 'e' || text[0] == 'E')) {
    gsize sign = size > 1 && (text[1] == '+' || text[1] == '-') ? 1 : 0;

    n = count_digits (text + 1 + sign, size - 1 - sign);
    if (n == 0)
      return FALSE;
    size -= n + 1 + sign;
  }

  return size == 0;
}

static Fault
end_number (ToteJsonScan *self, guint8 *data)
{
  guint8 *digits = data + self->token;
  gsize size = self->position - self->token;
  gboolean negative = digits[0] == '-';
  gsize n;

  digits += negative;
  size -= negative;
  n = count_digits (digits, size);
  if (n == 0 || (n > 1 && digits[0] == '0') || !check_tail (digits + n, size - n))
    return FAULT_MALFORMED;

  self->state = STATE_NEXT;

  return FAULT_NONE;
}

static Fault
in_number (ToteJsonScan *self, guint8 *data)
{
  if (strchr ("+-.0123456789Ee", data[self->position]) == NULL || data[self->position] == '\0')
    return end_number (self, data);

  self->position++;

  return FAULT_NONE;
}

static Fault
in_literal (ToteJsonScan *self, const guint8 *data)
{
  static const char *const words[] = { "true", "false", "null" };
  gsize length;
  guint i;

  if (g_ascii_islower (data[self->position])) {
    self->position++;
    return self->position - self->token > strlen ("false") ? FAULT_MALFORMED : FAULT_NONE;
  }

  length = self->position - self->token;
  self->state = STATE_NEXT;
  for (i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && memcmp (data + self->token, words[i], length) == 0)
      return FAULT_NONE;

  return FAULT_MALFORMED;
}

/* One character between tokens. */
static Fault
between (ToteJsonScan *self, guint8 c)
{
  switch ((State) self->state) {
  case STATE_START:
    return c == '{' ? open_container (self, FALSE) : FAULT_MALFORMED;
  case STATE_VALUE_OR_END:
    return c == ']' ? close_container (self, TRUE) : begin_value (self, c);
  case STATE_VALUE:
    return begin_value (self, c);
  case STATE_KEY_OR_END:
    return c == '}' ? close_container (self, FALSE) : begin_key (self, c);
  case STATE_KEY:
    return begin_key (self, c);
  case STATE_COLON:
    self->state = STATE_VALUE;
    return c == ':' ? FAULT_NONE : FAULT_MALFORMED;
  case STATE_NEXT:
    return next_value (self, c);
  case STATE_DONE:
    return FAULT_MALFORMED;
  case STATE_STRING:
  case STATE_ESCAPE:
  case STATE_HEX:
  case STATE_NUMBER:
  case STATE_LITERAL:
  default:
    g_return_val_if_reached (FAULT_MALFORMED);
  }
}

static Fault
step (ToteJsonScan *self, guint8 *data, gsize size)
{
  guint8 c = data[self->position];
  Fault fault = FAULT_NONE;

  switch ((State) self->state) {
  case STATE_STRING:
    return in_string (self, data, size);
  case STATE_ESCAPE:
    return in_escape (self, data);
  case STATE_HEX:
    return in_hex (self, data);
  case STATE_NUMBER:
    return in_number (self, data);
  case STATE_LITERAL:
    return in_literal (self, data);
  case STATE_START:
  case STATE_VALUE:
  case STATE_VALUE_OR_END:
  case STATE_KEY_OR_END:
  case STATE_KEY:
  case STATE_COLON:
  case STATE_NEXT:
  case STATE_DONE:
  default:
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
      fault = between (self, c);
    self->position++;
    return fault;
  }
}

static gboolean
report (Fault fault, GError **error)
{
  if (fault == FAULT_TOO_LARGE)
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_TOO_LARGE));
  else if (fault == FAULT_MALFORMED)
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));

  return fault == FAULT_NONE;
}

/**
 * tote_json_scan_init:
 *
 * Makes @self ready for a new body.
 */
void
tote_json_scan_init (ToteJsonScan *self)
{
  memset (self, 0, sizeof *self);
}

/**
 * tote_json_scan_feed:
 * @data: (array length=size): everything read so far, from the first byte on; changed in place
 *   where the parser has to be kept from misreading it
 * @size: at least what it was in the call before
 *
 * Looks at what is new. After a failure @self is of no more use.
 *
 * Returns: %FALSE with %TOTE_CONNECT_ERROR_MALFORMED or %TOTE_CONNECT_ERROR_TOO_LARGE (contract
 *   8.5) when the body must be refused
 */
gboolean
tote_json_scan_feed (ToteJsonScan *self, guint8 *data, gsize size, GError **error)
{
  Fault fault = size > TOTE_BODY_MAX ? FAULT_TOO_LARGE : FAULT_NONE;

  g_return_val_if_fail (size >= self->position, FALSE);

  /* A byte order mark at the very start is allowed, and worth nothing. */
  if (self->position == 0 && size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    memset (data, ' ', 3);

  while (fault == FAULT_NONE && self->position < size)
    fault = step (self, data, size);

  return report (fault, error);
}

/**
 * tote_json_scan_end:
 *
 * To be called when the whole body was fed. Nothing but white space is fine: it stands for an
 * empty object (contract 8.4).
 */
gboolean
tote_json_scan_end (ToteJsonScan *self, GError **error)
{
  gboolean whole = self->state == STATE_DONE || self->state == STATE_START;

  return report (whole ? FAULT_NONE : FAULT_MALFORMED, error);
}
