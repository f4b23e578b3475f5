/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The addresses on the wire; the home is the tutorial's. */
#define TOTE_SANDBOX_HOME_STREET "501 Belt Line Rd"
#define TOTE_SANDBOX_STORE_STREET "1900 Market St"
#define TOTE_SANDBOX_STORE_NAME "Belt Line Market"
#define TOTE_SANDBOX_CITY "Collinsville"
#define TOTE_SANDBOX_STATE "IL"
#define TOTE_SANDBOX_POSTAL_CODE "62234"

/* Degrees. */
typedef struct {
  double latitude;
  double longitude;
} ToteSandboxPlace;

/* Metres east and north of the customer's door. */
typedef struct {
  double x;
  double y;
} ToteSandboxPoint;

/* A park fills the blocks from one avenue and street to another. */
typedef struct {
  int west;
  int east;
  int south;
  int north;
  const char *name;
  gboolean pond;
} ToteSandboxPark;

/* Avenues run north to south, streets west to east. Avenue 0 and street 0 cross near the home;
 * numbers grow to the east and to the north. */
double tote_sandbox_world_avenue (int avenue, double y);
double tote_sandbox_world_street (int street, double x);
double tote_sandbox_world_highway (double x);
double tote_sandbox_world_river (double y);
ToteSandboxPoint tote_sandbox_world_crossing (int avenue, int street);
ToteSandboxPoint tote_sandbox_world_shore (double angle, double offset);
ToteSandboxPoint tote_sandbox_world_town_limit (double angle);

int tote_sandbox_world_avenue_near (double x, double y);
int tote_sandbox_world_street_near (double x, double y);
gboolean tote_sandbox_world_is_main_avenue (int avenue);
gboolean tote_sandbox_world_is_main_street (int street);
gboolean tote_sandbox_world_leaves_town (int number, gboolean is_avenue);
char *tote_sandbox_world_name_avenue (int avenue);
char *tote_sandbox_world_name_street (int street);
const ToteSandboxPark *tote_sandbox_world_get_parks (guint *n_parks);

gboolean tote_sandbox_world_is_town (double x, double y);
gboolean tote_sandbox_world_is_in_park (double x, double y);
double tote_sandbox_world_distance_to_lake (double x, double y);
guint tote_sandbox_world_hash (int a, int b, int c);

ToteSandboxPoint tote_sandbox_world_project (ToteSandboxPlace place);
ToteSandboxPlace tote_sandbox_world_unproject (ToteSandboxPoint point);
double tote_sandbox_world_get_scale (int zoom);
ToteSandboxPoint tote_sandbox_world_get_origin (int zoom);

ToteSandboxPlace tote_sandbox_world_get_home (void);
ToteSandboxPlace tote_sandbox_world_get_store (void);
ToteSandboxPlace tote_sandbox_world_drive (double progress);

G_END_DECLS
