/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-outlook.h"

#define STALE_AFTER (30 * G_USEC_PER_SEC)
#define GONE_AFTER (5 * 60 * G_USEC_PER_SEC)
#define NEAR_BEFORE (10 * 60 * G_USEC_PER_SEC)

static gint64
get_freshness_rest (gint64 age_us)
{
  if (age_us < 0 || age_us > GONE_AFTER)
    return G_MAXINT64;
  return (age_us <= STALE_AFTER ? STALE_AFTER : GONE_AFTER) - age_us + 1;
}

static gint64
get_lateness_rest (gint64 ends_at_us, gint64 now_us)
{
  if (ends_at_us == 0 || now_us >= ends_at_us)
    return G_MAXINT64;
  return (now_us < ends_at_us - NEAR_BEFORE ? ends_at_us - NEAR_BEFORE : ends_at_us) - now_us;
}

/* A wall clock that was set back makes nothing younger than new. */
static gint64
get_age (gint64 seen, gint64 now)
{
  return seen == 0 ? -1 : MAX (now - seen, 0);
}

/**
 * tote_freshness_from_age:
 * @age_us: since the fact was last confirmed; negative for never
 *
 * Returns: what the fact is still worth (design 3)
 */
ToteFreshness
tote_freshness_from_age (gint64 age_us)
{
  if (age_us < 0)
    return TOTE_FRESHNESS_NONE;
  if (age_us <= STALE_AFTER)
    return TOTE_FRESHNESS_LIVE;
  return age_us <= GONE_AFTER ? TOTE_FRESHNESS_STALE : TOTE_FRESHNESS_GONE;
}

/**
 * tote_lateness_from_slot:
 * @ends_at_us: real time of the slot's end; 0 for unknown
 *
 * Returns: whether the end of the slot is near or past
 */
ToteLateness
tote_lateness_from_slot (gint64 ends_at_us, gint64 now_us)
{
  if (ends_at_us == 0 || now_us < ends_at_us - NEAR_BEFORE)
    return TOTE_LATENESS_NO;
  return now_us < ends_at_us ? TOTE_LATENESS_NEAR : TOTE_LATENESS_PAST;
}

/**
 * tote_outlook_compute:
 *
 * Returns: what @facts mean at this moment, and when that has to be looked at again
 */
ToteOutlook
tote_outlook_compute (const ToteOutlookFacts *facts)
{
  gint64 age = get_age (facts->position_seen, facts->now);
  gint64 slot = facts->waiting ? facts->slot_ends_at : 0;
  gint64 silence_rest = facts->silence > 0 && facts->silence <= facts->patience
                            ? facts->patience - facts->silence + 1
                            : G_MAXINT64;
  ToteOutlook outlook = {
    .position_age = tote_freshness_from_age (age),
    .late = tote_lateness_from_slot (slot, facts->now),
    .online = facts->silence <= facts->patience,
  };

  outlook.rest =
      MIN (MIN (get_freshness_rest (age), get_lateness_rest (slot, facts->now)), silence_rest);
  return outlook;
}
