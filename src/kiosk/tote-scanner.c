/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-scanner.h"

#include "tote-key-codes.h"
#include "tote-scan.h"

#include <string.h>

/* Scanners leave 0 to 20 ms between two keys. A person who rolls over the keys manages 30 for two
 * or three, but not for so many. */
#define GAP_MS 50
#define SHORTEST 4

/* Longer than any code a confirmation carries: what goes on like this is a book on the keyboard. */
#define LONGEST 512

struct _ToteScanner {
  GObject parent_instance;

  ToteClock *clock; /* (owned) */
  GArray *held;     /* (owned): ToteKey, as pressed */
  guint timer;      /* 0 for none */
  guint idle;       /* 0 for none */
  guint down;       /* the code of the last key while it is held down, else 0 */
  guint32 ended_at; /* when the last code ended, for the second of two ends */
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (ToteScanner, tote_scanner, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_SCANNED,
  SIGNAL_TYPED,
} ToteScannerSignal;

static guint signals[SIGNAL_TYPED + 1];

static void
stop_waiting (ToteScanner *self)
{
  tote_clock_clear_timer (self->clock, &self->timer);
  g_clear_handle_id (&self->idle, g_source_remove);
}

/* What was held is let go of first: whoever hears of it may press on. */
static GArray *
take_held (ToteScanner *self)
{
  GArray *held = self->held;

  stop_waiting (self);
  self->held = g_array_new (FALSE, TRUE, sizeof (ToteKey));

  return held;
}

static void
hand_on (ToteScanner *self)
{
  g_autoptr (GArray) held = take_held (self);

  for (guint i = 0; i < held->len; i++) {
    guint character = g_array_index (held, ToteKey, i).character;

    if (character != 0)
      g_signal_emit (self, signals[SIGNAL_TYPED], 0, character);
  }
}

static void
tell_code (ToteScanner *self)
{
  g_autoptr (GArray) held = take_held (self);
  g_autoptr (GString) raw = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < held->len; i++) {
    const ToteKey *key = &g_array_index (held, ToteKey, i);

    g_string_append_c (raw, tote_key_codes_get_character (key->code, key->shift));
  }

  text = tote_scan_clean (raw->str);
  if (*text != '\0')
    g_signal_emit (self, signals[SIGNAL_SCANNED], 0, text);
}

/* A scanner may be set to send nothing at the end. */
static void
settle (ToteScanner *self)
{
  if (self->held->len >= SHORTEST)
    tell_code (self);
  else
    hand_on (self);
}

static gboolean
on_quiet (gpointer user_data)
{
  ToteScanner *self = user_data;

  self->idle = 0;
  settle (self);

  return G_SOURCE_REMOVE;
}

/* Keys may be waiting behind a busy moment: they come before what is idle. */
static gboolean
on_timer (gpointer user_data)
{
  ToteScanner *self = user_data;

  self->timer = 0;
  self->idle = g_idle_add_full (G_PRIORITY_LOW, on_quiet, self, NULL);

  return G_SOURCE_REMOVE;
}

static void
wait_for_more (ToteScanner *self)
{
  stop_waiting (self);
  self->timer = tote_clock_add_timer (self->clock, GAP_MS * 1000, on_timer, self);
}

/* A key held down repeats as fast as a scanner types. */
static gboolean
is_repeated (ToteScanner *self, const ToteKey *key)
{
  return key->code == self->down;
}

static gboolean
follows (ToteScanner *self, guint32 time)
{
  return self->held->len > 0 &&
         time - g_array_index (self->held, ToteKey, self->held->len - 1).time <= GAP_MS;
}

static gboolean
press_end (ToteScanner *self, const ToteKey *key)
{
  if (follows (self, key->time) && self->held->len >= SHORTEST) {
    tell_code (self);
    self->ended = TRUE;
    self->ended_at = key->time;
    return TRUE;
  }

  hand_on (self);

  return self->ended && key->time - self->ended_at <= GAP_MS;
}

static gboolean
press_character (ToteScanner *self, const ToteKey *key)
{
  if (is_repeated (self, key)) {
    hand_on (self);
    return FALSE;
  }

  if (!follows (self, key->time) || self->held->len >= LONGEST)
    settle (self);

  self->down = key->code;
  g_array_append_val (self->held, *key);
  wait_for_more (self);

  return TRUE;
}

static void
tote_scanner_dispose (GObject *object)
{
  stop_waiting (TOTE_SCANNER (object));

  G_OBJECT_CLASS (tote_scanner_parent_class)->dispose (object);
}

static void
tote_scanner_finalize (GObject *object)
{
  ToteScanner *self = TOTE_SCANNER (object);

  g_object_unref (self->clock);
  g_array_unref (self->held);

  G_OBJECT_CLASS (tote_scanner_parent_class)->finalize (object);
}

static void
tote_scanner_class_init (ToteScannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tote_scanner_dispose;
  object_class->finalize = tote_scanner_finalize;

  signals[SIGNAL_SCANNED] =
      g_signal_new ("scanned", TOTE_TYPE_SCANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_TYPED] = g_signal_new ("typed", TOTE_TYPE_SCANNER, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
tote_scanner_init (ToteScanner *self)
{
  self->held = g_array_new (FALSE, TRUE, sizeof (ToteKey));
}

/**
 * tote_scanner_new:
 * @clock: times how long a key is held back
 *
 * Returns: (transfer full): a scanner that has heard nothing yet
 */
ToteScanner *
tote_scanner_new (ToteClock *clock)
{
  ToteScanner *self;

  g_return_val_if_fail (TOTE_IS_CLOCK (clock), NULL);

  self = g_object_new (TOTE_TYPE_SCANNER, NULL);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * tote_scanner_press:
 *
 * Returns: whether the key is kept from everybody else
 */
gboolean
tote_scanner_press (ToteScanner *self, const ToteKey *key)
{
  g_return_val_if_fail (TOTE_IS_SCANNER (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (tote_key_codes_is_end (key->code, key->control))
    return press_end (self, key);
  if (key->control || tote_key_codes_get_character (key->code, key->shift) == 0)
    return FALSE; /* Shift comes between the characters of a code */
  if (key->character == 0 && !follows (self, key->time))
    return FALSE; /* an arrow on a keypad, an accent that waits for its letter */

  return press_character (self, key);
}

/**
 * tote_scanner_release:
 *
 * A key that was let go of is pressed anew when it comes again.
 */
void
tote_scanner_release (ToteScanner *self, guint code)
{
  g_return_if_fail (TOTE_IS_SCANNER (self));

  if (self->down == code)
    self->down = 0;
}
