/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-wish.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * ToteProfileError: a profile that cannot be used.
 *
 * @TOTE_PROFILE_ERROR_FILE: it cannot be read, or is no key file
 * @TOTE_PROFILE_ERROR_UNKNOWN: a group or a key that means nothing
 * @TOTE_PROFILE_ERROR_VALUE: a value that cannot be what it stands for
 */
typedef enum {
  TOTE_PROFILE_ERROR_FILE,
  TOTE_PROFILE_ERROR_UNKNOWN,
  TOTE_PROFILE_ERROR_VALUE,
} ToteProfileError;

#define TOTE_PROFILE_ERROR (tote_profile_error_quark ())
GQuark tote_profile_error_quark (void);

/**
 * ToteChoice: an item the customer may ask for instead of the one offered.
 *
 * @fits: (nullable): what the item on the order has to be called; %NULL for anything
 */
typedef struct {
  char *label;
  char **fits;
  ToteAlternative alternative;
} ToteChoice;

#define TOTE_TYPE_PROFILE (tote_profile_get_type ())
G_DECLARE_FINAL_TYPE (ToteProfile, tote_profile, TOTE, PROFILE, GObject)

ToteProfile *tote_profile_new_neutral (void);
ToteProfile *tote_profile_new_demo (void);
ToteProfile *tote_profile_new_from_file (const char *path, GError **error);
ToteProfile *tote_profile_new_from_key_file (GKeyFile *file, const char *path, GError **error);
ToteProfile *tote_profile_new_found (GError **error);

const char *tote_profile_get_name (ToteProfile *self);
const char *tote_profile_get_logo (ToteProfile *self);
gboolean tote_profile_get_colour (ToteProfile *self, GdkRGBA *colour);
const char *tote_profile_get_support_uri (ToteProfile *self);
gboolean tote_profile_get_silence_bought (ToteProfile *self);
gboolean tote_profile_has_picture_host (ToteProfile *self, const char *host);
const char *tote_profile_get_server (ToteProfile *self);
const char *tote_profile_get_broker (ToteProfile *self);
const char *tote_profile_get_retailer_id (ToteProfile *self);
const char *tote_profile_get_tiles (ToteProfile *self, gboolean dark);
const char *tote_profile_get_attribution (ToteProfile *self);
const char *tote_profile_get_kiosk_mode (ToteProfile *self);
char *tote_profile_read_kiosk_key (ToteProfile *self, const char *credential, GError **error);
const char *tote_profile_get_kiosk_country (ToteProfile *self);
gboolean tote_profile_get_chime (ToteProfile *self);
guint tote_profile_get_idle_seconds (ToteProfile *self);
gboolean tote_profile_get_masked (ToteProfile *self, const char *field);
char **tote_profile_dup_replies (ToteProfile *self);
const ToteChoice *tote_profile_get_choice (ToteProfile *self, guint position);
gboolean tote_choice_fits (const ToteChoice *choice, const char *name);

G_END_DECLS
