/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-stage-set.h"

#include <string.h>

/* No sentence outlives what it is about: each state of each type is entered, and of what then
 * stands on the whole page nothing is past its time, or meant for another type. */

#define STAGE(stage) (1u << TOTE_STAGE_##stage)
#define UP_TO_SHOPPING (STAGE (RECEIVED) | STAGE (SHOPPING) | STAGE (REVIEW))
#define UP_TO_PACKED (UP_TO_SHOPPING | STAGE (PACKED))
#define TO_COME (UP_TO_PACKED | STAGE (DELIVERING) | STAGE (READY) | STAGE (UNKNOWN))
#define ENDED (STAGE (DELIVERED) | STAGE (CANCELED))

#define DELIVERY (1u << TOTE_FULFILLMENT_DELIVERY)
#define PICKUP (1u << TOTE_FULFILLMENT_PICKUP)
#define LAST_MILE (1u << TOTE_FULFILLMENT_LAST_MILE)
#define ANY (DELIVERY | PICKUP | LAST_MILE)

/* What has these words in it is said in these stages of these types only. */
static const struct {
  const char *words;
  guint stages;
  guint types;
} sentences[] = {
  { "No driver yet", STAGE (RECEIVED), LAST_MILE },
  { "The store packs this order itself", STAGE (RECEIVED), LAST_MILE },
  { "Amida will shop for you", STAGE (RECEIVED), DELIVERY | PICKUP },
  { "Amida is shopping for you", STAGE (SHOPPING) | STAGE (REVIEW), DELIVERY | PICKUP },
  { "Amida suggests a replacement", STAGE (SHOPPING) | STAGE (REVIEW), DELIVERY | PICKUP },
  { "If you do not answer before checkout", STAGE (SHOPPING) | STAGE (REVIEW), DELIVERY | PICKUP },
  { "Still shopping", STAGE (SHOPPING) | STAGE (REVIEW) | STAGE (UNKNOWN), DELIVERY | PICKUP },
  { "Amida shopped for you", ~(UP_TO_SHOPPING | STAGE (DELIVERING)), DELIVERY | PICKUP },
  { "Amida has your order", STAGE (PACKED), DELIVERY | LAST_MILE },
  { "Amida will bring your order", TO_COME | STAGE (HANDING_OVER), LAST_MILE },
  { "Amida is on the way", STAGE (DELIVERING), ANY },
  { "Amida brought your order", STAGE (DELIVERED), DELIVERY | LAST_MILE },
  { "Shopping starts soon", STAGE (RECEIVED), ANY },
  { "At the checkout", STAGE (PACKED), ANY },
  { "Waiting for a driver", STAGE (PACKED), DELIVERY | LAST_MILE },
  { "The driver", STAGE (PACKED), DELIVERY | LAST_MILE },
  { " min left", TO_COME, ANY },
  { "Position not known yet", STAGE (DELIVERING), DELIVERY | LAST_MILE },
  { "Ring the bell · ID checked at the door", TO_COME, DELIVERY | LAST_MILE },
  { "Bags are kept cold until you arrive", TO_COME, PICKUP },
  { "Pick up until", STAGE (READY), PICKUP },
  { "How soon will you be there?", STAGE (READY), PICKUP },
  { "Press it when you have parked", STAGE (READY), PICKUP },
  { "Someone else collects", TO_COME, PICKUP },
  { "Helps the store to find you outside", TO_COME | STAGE (HANDING_OVER), PICKUP },
  { "Your order is being brought out", STAGE (HANDING_OVER), ANY },
  { "Your bags are being counted with you", STAGE (HANDING_OVER), PICKUP },
  { "How was your delivery?", STAGE (DELIVERED), DELIVERY | LAST_MILE },
  { "How was your pickup?", STAGE (DELIVERED), PICKUP },
  { "Delivered to", STAGE (DELIVERED), LAST_MILE },
  { "Was meant for", STAGE (CANCELED), LAST_MILE },
  { "This order will not come", STAGE (CANCELED), ANY },
  { "Forget This Order…", ENDED, ANY },
};

static const char *const states[] = {
  "brand_new",
  "created",
  "acknowledged",
  "rescheduled",
  "picking",
  "verifying_replacements",
  "checkout",
  "bags_check",
  "bags_checked",
  "staging",
  "staged",
  "staged_for_delivery",
  "waiting_for_delivery",
  "acknowledged_for_delivery",
  "at_store",
  "bags_verified",
  "delivering",
  "ready_for_pickup",
  "user_at_store",
  "runner_awaiting",
  "runner_acknowledged",
  "polishing_apples",
};

static const char *const ends[] = { "delivered", "canceled", "cancelled" };

/* Seconds of the story: a question waits. */
#define ASKED 430

static const struct {
  const char *name;
  ToteSandboxStory story;
} stories[] = { { "delivery", TOTE_SANDBOX_STORY_DELIVERY },
                { "pickup", TOTE_SANDBOX_STORY_PICKUP },
                { "last-mile", TOTE_SANDBOX_STORY_LAST_MILE } };

static gboolean was_said[G_N_ELEMENTS (sentences)];

static void
check_words (const char *text, guint stage, guint type)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++) {
    if (strstr (text, sentences[i].words) == NULL)
      continue;
    was_said[i] = TRUE;
    g_test_message ("%s", text);
    g_assert_cmpuint (stage & sentences[i].stages, !=, 0);
    g_assert_cmpuint (type & sentences[i].types, !=, 0);
  }
}

static void
check_page (GtkWidget *widget, guint stage, guint type)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_LABEL (widget))
    check_words (gtk_label_get_text (GTK_LABEL (widget)), stage, type);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_page (child, stage, type);
}

static void
check_state (ToteStageSet *set, const char *state)
{
  ToteOrder *order = tote_tracker_get_order (set->tracker);

  tote_stage_set_enter (set, state);
  tote_stage_set_settle (set);
  g_test_message ("%s", state);
  check_page (GTK_WIDGET (set->window), 1u << tote_order_get_stage (order),
              1u << tote_order_get_fulfillment (order));
}

/* As narrow as to have all in one column, and high enough to have it all on the screen. */
static ToteStageSet *
open_story (gconstpointer story)
{
  ToteStageSet *set = tote_stage_set_new_at (GPOINTER_TO_INT (story), ASKED, NULL);

  tote_stage_set_open (set, 360, 3000);

  return set;
}

static void
test_story (gconstpointer story)
{
  g_autoptr (ToteStageSet) set = open_story (story);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    check_state (set, states[i]);
}

/* After the end nothing is asked any more. */
static void
test_end (gconstpointer story)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autoptr (ToteStageSet) set = open_story (story);

    check_state (set, ends[i]);
  }
}

/* A sentence that is never met holds nothing. */
static void
test_all_were_said (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++) {
    g_test_message ("%s", sentences[i].words);
    g_assert_true (was_said[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  for (guint i = 0; i < G_N_ELEMENTS (stories); i++) {
    g_autofree char *path = g_strdup_printf ("/sentences/%s", stories[i].name);
    g_autofree char *end = g_strdup_printf ("/sentences/end-of-%s", stories[i].name);

    g_test_add_data_func (path, GINT_TO_POINTER (stories[i].story), test_story);
    g_test_add_data_func (end, GINT_TO_POINTER (stories[i].story), test_end);
  }
  g_test_add_func ("/sentences/all-were-said", test_all_were_said);

  return g_test_run ();
}
