/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-clock.h"

G_BEGIN_DECLS

/**
 * ToteScanner: tells a barcode scanner, which is a keyboard that types very fast, from a person.
 * Each key that writes is held back for the blink of an eye: when others follow at a scanner's
 * speed they are the scanner's and reach no field, else the key is handed on as typed.
 *
 * Signal "scanned" (const char *text): what a code says.
 * Signal "typed" (guint character): a person wrote that.
 */
#define TOTE_TYPE_SCANNER (tote_scanner_get_type ())
G_DECLARE_FINAL_TYPE (ToteScanner, tote_scanner, TOTE, SCANNER, GObject)

/**
 * ToteKey: one press of a key.
 *
 * @code: where it is on the keyboard
 * @character: what it writes in the layout of the keyboard, 0 for nothing
 * @time: of the press, in milliseconds by the clock of the display
 */
typedef struct {
  guint code;
  guint character;
  guint32 time;
  gboolean shift;
  gboolean control;
} ToteKey;

ToteScanner *tote_scanner_new (ToteClock *clock);
gboolean tote_scanner_press (ToteScanner *self, const ToteKey *key);
void tote_scanner_release (ToteScanner *self, guint code);

G_END_DECLS
