/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-world.h"

#include <math.h>

/*
 * The way from the store to the door: out to the highway, along it, down an avenue, along Belt Line
 * Rd, and up the path. Each stretch has a speed; the whole is driven in a time that is given.
 */
#define MAX_POINTS 256

#define STORE_AVENUE 19
#define EXIT_AVENUE 4
#define STORE_STREET 2

typedef struct {
  ToteSandboxPoint points[MAX_POINTS];
  double costs[MAX_POINTS]; /* what it takes to be there, in any unit of time */
  guint length;
} Route;

static void
go (Route *route, double x, double y, double speed)
{
  guint i = route->length;

  g_assert (i < MAX_POINTS);
  route->points[i] = (ToteSandboxPoint){ x, y };
  route->costs[i] = 0;
  if (i > 0)
    route->costs[i] = route->costs[i - 1] +
                      hypot (x - route->points[i - 1].x, y - route->points[i - 1].y) / speed;
  route->length++;
}

static void
go_along_avenue (Route *route, int avenue, double from, double to, double speed)
{
  for (int i = 0; i <= 16; i++) {
    double y = from + (to - from) * i / 16;

    go (route, tote_sandbox_world_avenue (avenue, y), y, speed);
  }
}

/* Where an avenue and the highway meet. */
static ToteSandboxPoint
get_junction (int avenue)
{
  ToteSandboxPoint point = { 0, 500 };

  for (int i = 0; i < 8; i++) {
    point.x = tote_sandbox_world_avenue (avenue, point.y);
    point.y = tote_sandbox_world_highway (point.x);
  }
  return point;
}

/* In the middle of its block, a few steps from the avenue. */
static ToteSandboxPoint
get_store (void)
{
  ToteSandboxPoint south = tote_sandbox_world_crossing (STORE_AVENUE, STORE_STREET);
  ToteSandboxPoint north = tote_sandbox_world_crossing (STORE_AVENUE, STORE_STREET + 1);
  double y = (south.y + north.y) / 2;

  return (ToteSandboxPoint){ tote_sandbox_world_avenue (STORE_AVENUE, y) + 42, y };
}

static void
build (Route *route)
{
  ToteSandboxPoint store = get_store ();
  ToteSandboxPoint on = get_junction (STORE_AVENUE);
  ToteSandboxPoint off = get_junction (EXIT_AVENUE);
  ToteSandboxPoint corner = tote_sandbox_world_crossing (EXIT_AVENUE, 0);

  go (route, store.x, store.y, 3);
  go_along_avenue (route, STORE_AVENUE, store.y, on.y, 8);
  for (int i = 1; i < 80; i++) {
    double x = on.x + (off.x - on.x) * i / 80;

    go (route, x, tote_sandbox_world_highway (x), 14);
  }
  go_along_avenue (route, EXIT_AVENUE, off.y, corner.y, 8);
  for (int i = 1; i <= 20; i++) {
    double x = corner.x * (1 - i / 20.0);

    go (route, x, tote_sandbox_world_street (0, x), 8);
  }
  go (route, 0, 0, 2);
}

static const Route *
get_route (void)
{
  static Route route;

  if (route.length == 0)
    build (&route);
  return &route;
}

/**
 * tote_sandbox_world_get_home:
 *
 * Returns: the customer's door
 */
ToteSandboxPlace
tote_sandbox_world_get_home (void)
{
  return tote_sandbox_world_unproject ((ToteSandboxPoint){ 0, 0 });
}

/**
 * tote_sandbox_world_get_store:
 *
 * Returns: the store's door
 */
ToteSandboxPlace
tote_sandbox_world_get_store (void)
{
  return tote_sandbox_world_unproject (get_store ());
}

/**
 * tote_sandbox_world_drive:
 * @progress: how much of the drive is done, from 0 to 1
 *
 * Returns: where the shopper is then
 */
ToteSandboxPlace
tote_sandbox_world_drive (double progress)
{
  const Route *route = get_route ();
  double cost = CLAMP (progress, 0, 1) * route->costs[route->length - 1];
  guint i = 1;
  double span, part;

  while (i < route->length - 1 && route->costs[i] < cost)
    i++;

  span = route->costs[i] - route->costs[i - 1];
  part = span > 0 ? (cost - route->costs[i - 1]) / span : 1;
  return tote_sandbox_world_unproject ((ToteSandboxPoint){
      route->points[i - 1].x + (route->points[i].x - route->points[i - 1].x) * part,
      route->points[i - 1].y + (route->points[i].y - route->points[i - 1].y) * part,
  });
}
