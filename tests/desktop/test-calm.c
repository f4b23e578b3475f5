/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-banner.h"
#include "tote-chat-bubble.h"
#include "tote-chat-composer.h"
#include "tote-item-row.h"
#include "tote-order-head.h"
#include "tote-shopper-card.h"
#include "tote-stage-set.h"

#include <shumate/shumate.h>

/*
 * Who stays at one place while a whole order goes by hears of that place anew no more than once in
 * ten seconds: a screen reader says the whole name again each time it changes under the focus. What
 * happens meanwhile is told by itself.
 */

#define CALM_SECONDS 10
#define STEP_SECONDS 5
#define STORY_SECONDS 1900
#define OUTAGE_SECOND 300

typedef GtkWidget *(*Place) (ToteStageSet *set);

typedef struct {
  const char *path;
  ToteSandboxStory story;
  Place find;
  const char *outage; /* (nullable): what is wrong from then on */
} Stay;

typedef struct {
  GtkWidget *place; /* (unowned) (nullable): only compared */
  char *name;       /* (owned) (nullable) */
  guint renamed_at; /* second of the story */
  gboolean renamed; /* since the focus has come */
  guint n_renames;
} Ear;

/* (nullable): the nearest around it that takes the focus. */
static GtkWidget *
get_stop (GtkWidget *widget)
{
  while (widget != NULL && !gtk_widget_get_focusable (widget))
    widget = gtk_widget_get_parent (widget);

  return widget;
}

static GtkWidget *
find_head (ToteStageSet *set)
{
  return get_stop (tote_stage_set_find_shown (GTK_WIDGET (set->window), TOTE_TYPE_ORDER_HEAD));
}

static GtkWidget *
find_map (ToteStageSet *set)
{
  return tote_stage_set_find_shown (GTK_WIDGET (set->window), SHUMATE_TYPE_MAP);
}

static GtkWidget *
find_card (ToteStageSet *set)
{
  return tote_stage_set_find_shown (GTK_WIDGET (set->window), TOTE_TYPE_SHOPPER_CARD);
}

static GtkWidget *
find_item (ToteStageSet *set)
{
  return get_stop (tote_stage_set_find_shown (GTK_WIDGET (set->window), TOTE_TYPE_ITEM_ROW));
}

static GtkWidget *
find_bubble (ToteStageSet *set)
{
  return get_stop (tote_stage_set_find_shown (GTK_WIDGET (set->window), TOTE_TYPE_CHAT_BUBBLE));
}

static GtkWidget *
find_text (ToteStageSet *set)
{
  GtkWidget *composer =
      tote_stage_set_find_shown (GTK_WIDGET (set->window), TOTE_TYPE_CHAT_COMPOSER);

  return composer != NULL ? tote_stage_set_find (composer, GTK_TYPE_TEXT_VIEW, 0) : NULL;
}

static GtkWidget *
find_refresh (ToteStageSet *set)
{
  GtkWidget *banner = tote_stage_set_find_shown (GTK_WIDGET (set->window), TOTE_TYPE_BANNER);

  return banner != NULL ? tote_stage_set_find_button (banner, "Refresh") : NULL;
}

static char *
dup_name (GtkWidget *widget)
{
  /* Says what it is if it is not this. */
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                             "\001");
}

static void
listen (Ear *ear, GtkWidget *focus, guint second)
{
  g_autofree char *name = dup_name (focus);
  gboolean moved = focus != ear->place;

  if (!moved && g_strcmp0 (name, ear->name) != 0) {
    g_test_message ("%u s: %s, after %s", second, name, ear->name);
    if (ear->renamed)
      g_assert_cmpuint (second - ear->renamed_at, >=, CALM_SECONDS);
    ear->renamed = TRUE;
    ear->renamed_at = second;
    ear->n_renames++;
  }

  if (moved)
    ear->renamed = FALSE;
  ear->place = focus;
  g_free (ear->name);
  ear->name = g_steal_pointer (&name);
}

static void
test_stay (gconstpointer data)
{
  const Stay *stay = data;
  g_autoptr (ToteStageSet) set = tote_stage_set_new (stay->story);
  Ear ear = { NULL };
  guint n_heard = 0;

  tote_stage_set_open (set, 1200, 760);
  for (guint second = 0; second < STORY_SECONDS; second += STEP_SECONDS) {
    GtkWidget *place = stay->find (set);

    if (second == OUTAGE_SECOND && stay->outage != NULL)
      tote_stage_set_direct (set, "fault", stay->outage);
    if (place == NULL || !gtk_widget_get_mapped (place) || !gtk_widget_grab_focus (place)) {
      tote_stage_set_advance (set, STEP_SECONDS);
      continue;
    }
    g_assert_true (gtk_widget_has_focus (place));
    listen (&ear, place, second);
    n_heard++;
    tote_stage_set_advance (set, STEP_SECONDS);
  }
  g_free (ear.name);

  g_test_message ("heard %u times, renamed %u times", n_heard, ear.n_renames);
  g_assert_cmpuint (n_heard, >, CALM_SECONDS);
}

int
main (int argc, char **argv)
{
  static const Stay stays[] = {
    { "/calm/delivery/head", TOTE_SANDBOX_STORY_DELIVERY, find_head, NULL },
    { "/calm/delivery/map", TOTE_SANDBOX_STORY_DELIVERY, find_map, NULL },
    { "/calm/delivery/card", TOTE_SANDBOX_STORY_DELIVERY, find_card, NULL },
    { "/calm/delivery/item", TOTE_SANDBOX_STORY_DELIVERY, find_item, NULL },
    { "/calm/delivery/message", TOTE_SANDBOX_STORY_DELIVERY, find_bubble, NULL },
    { "/calm/delivery/text", TOTE_SANDBOX_STORY_DELIVERY, find_text, NULL },
    { "/calm/pickup/head", TOTE_SANDBOX_STORY_PICKUP, find_head, NULL },
    { "/calm/last-mile/card", TOTE_SANDBOX_STORY_LAST_MILE, find_card, NULL },
    { "/calm/outage/refresh", TOTE_SANDBOX_STORY_DELIVERY, find_refresh, "{\"spec\": \"*:500\"}" },
  };

  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
    g_test_add_data_func (stays[i].path, &stays[i], test_stay);

  return g_test_run ();
}
