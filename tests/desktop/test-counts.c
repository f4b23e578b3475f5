/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "count-filled.h"
#include "frames.h"
#include "tote-chat-bubble.h"
#include "tote-conversation.h"
#include "tote-item-row.h"
#include "tote-stage-set.h"

#include <shumate/shumate.h>
#include <gdk/wayland/gdkwayland.h>

/* What a minute of following an order costs, in things that can be counted: frames drawn, rows
 * filled, objects made and told of, wakings, questions asked. */

typedef enum {
  ORDERS,
  ITEMS,
  HANDLINGS,
  POSITIONS,
  CONVERSATIONS,
  MESSAGES,
  N_KINDS,
} Kind;

typedef struct {
  guint made[N_KINDS];
  guint frames;
  guint notifications;
  guint item_rows;
  guint bubbles;
  guint wakings;
  guint questions;
} Counts;

static Counts counts;

/* Of what an order consists: nobody but its class hears that one was made. */
static struct {
  GType type;
  void (*constructed) (GObject *object);
} kinds[N_KINDS];

/* What the sandbox was asked for by when the first row was filled. */
typedef struct {
  ToteStageSet *set;
  guint pictures;
  guint pieces;
} Asked;

static Asked asked;

static void (*item_row_filled) (ToteLazyRow *row);
static void (*bubble_filled) (ToteLazyRow *row);

static void
on_made (GObject *object)
{
  Kind kind = 0;

  while (kinds[kind].type != G_OBJECT_TYPE (object))
    kind++;
  counts.made[kind]++;
  kinds[kind].constructed (object);
}

static guint
count_of (ToteStageSet *set, const char *path)
{
  return tote_stage_set_count_requests (set, "GET", path);
}

static void
on_item_row_filled (ToteLazyRow *row)
{
  if (counts.item_rows++ == 0 && asked.set != NULL) {
    asked.pictures = count_of (asked.set, "/pictures/");
    asked.pieces = count_of (asked.set, "/tiles/");
  }
  item_row_filled (row);
}

static void
on_bubble_filled (ToteLazyRow *row)
{
  counts.bubbles++;
  bubble_filled (row);
}

/* What classes do stays, and is counted. */
static void
watch_classes (void)
{
  const GType types[N_KINDS] = { TOTE_TYPE_ORDER,    TOTE_TYPE_ITEM,         TOTE_TYPE_HANDLING,
                                 TOTE_TYPE_POSITION, TOTE_TYPE_CONVERSATION, TOTE_TYPE_MESSAGE };
  ToteLazyRowClass *item_row = g_type_class_ref (TOTE_TYPE_ITEM_ROW);
  ToteLazyRowClass *bubble = g_type_class_ref (TOTE_TYPE_CHAT_BUBBLE);

  for (Kind kind = 0; kind < N_KINDS; kind++) {
    GObjectClass *klass = g_type_class_ref (types[kind]);

    kinds[kind].type = types[kind];
    kinds[kind].constructed = klass->constructed;
    klass->constructed = on_made;
  }
  item_row_filled = item_row->filled;
  item_row->filled = on_item_row_filled;
  bubble_filled = bubble->filled;
  bubble->filled = on_bubble_filled;
}

static void
count (guint *n)
{
  ++*n;
}

static guint
count_questions (ToteStageSet *set)
{
  return count_of (set, "/v2/");
}

static void
begin (ToteStageSet *set)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (set->window));

  counts = (Counts){ 0 };
  g_signal_connect_swapped (clock, "paint", G_CALLBACK (count), &counts.frames);
  g_signal_connect_swapped (tote_tracker_get_order (set->tracker), "notify", G_CALLBACK (count),
                            &counts.notifications);
  counts.wakings = tote_manual_clock_get_n_wakings (set->clock);
  counts.questions = count_questions (set);
}

static void
end (ToteStageSet *set)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (GTK_WIDGET (set->window)),
                                        &counts.frames);
  g_signal_handlers_disconnect_by_data (tote_tracker_get_order (set->tracker),
                                        &counts.notifications);
  counts.wakings = tote_manual_clock_get_n_wakings (set->clock) - counts.wakings;
  counts.questions = count_questions (set) - counts.questions;
  g_test_message (
      "%u frames, %u notifications, %u rows, %u bubbles, %u wakings, %u questions; made: "
      "%u orders, %u items, %u handlings, %u positions, %u conversations, %u messages",
      counts.frames, counts.notifications, counts.item_rows, counts.bubbles, counts.wakings,
      counts.questions, counts.made[ORDERS], counts.made[ITEMS], counts.made[HANDLINGS],
      counts.made[POSITIONS], counts.made[CONVERSATIONS], counts.made[MESSAGES]);
}

static void
assert_made_nothing (void)
{
  for (Kind kind = 0; kind < N_KINDS; kind++)
    g_assert_cmpuint (counts.made[kind], ==, 0);
}

/* Time goes on for the follower, and nothing happens in the store. */
static void
let_pass (ToteStageSet *set, guint seconds)
{
  for (guint i = 0; i < seconds; i++) {
    tote_manual_clock_advance (set->clock, G_TIME_SPAN_SECOND);
    tote_stage_set_settle (set);
  }
}

static guint
count_items (ToteStageSet *set)
{
  return g_list_model_get_n_items (
      G_LIST_MODEL (tote_order_get_items (tote_tracker_get_order (set->tracker))));
}

static gboolean
has_rows (ToteStageSet *set)
{
  return count_items (set) == 500 && count_filled (GTK_WIDGET (set->window)) > 5;
}

/* Of an order of any length, rows are made for what is in sight and a little around it. */
static void
test_rows (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_with_items (500);

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_enter (set, "picking");

  for (guint i = 0; i < 60 && !has_rows (set); i++)
    let_pass (set, 1);
  g_assert_true (has_rows (set));
  g_assert_cmpuint (count_filled (GTK_WIDGET (set->window)), <, 50);
}

/* Of an order that is there when its window is, what the rows and the map are going to show has
 * been asked for before there is any row, and nothing is asked for twice. */
static void
test_start (void)
{
  g_autoptr (ToteStageSet) set =
      tote_stage_set_new_at (TOTE_SANDBOX_STORY_DELIVERY, 0, "delivering");

  counts = (Counts){ 0 };
  asked.set = set;
  tote_stage_set_open (set, 1200, 760);
  asked.set = NULL;

  g_test_message (
      "%u pictures and %u pieces asked for before the first of %u rows; %u, %u at the end",
      asked.pictures, asked.pieces, counts.item_rows, count_of (set, "/pictures/"),
      count_of (set, "/tiles/"));
  g_assert_cmpuint (counts.item_rows, >, 5);
  g_assert_cmpuint (asked.pictures, >, 5);
  g_assert_cmpuint (count_of (set, "/tiles/"), >, 5);
  g_assert_cmpuint (count_of (set, "/tiles/"), <=, 12);
  if (!SHUMATE_CHECK_VERSION (1, 1, 0)) /* those look once more whether the map stands still */
    g_assert_cmpuint (asked.pieces, ==, count_of (set, "/tiles/"));
}

static ToteStageSet *
open_at (ToteStageSet *set, const char *state)
{
  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_enter (set, state);
  let_pass (set, 20);
  begin (set);
  return set;
}

/* An answer that is the one before draws nothing, makes nothing and is told to nobody; what is due
 * goes together. */
static void
test_unchanged (void)
{
  g_autoptr (ToteStageSet) set =
      open_at (tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY), "picking");

  let_pass (set, 60);
  end (set);

  g_assert_cmpuint (counts.questions, >, 10);
  g_assert_cmpuint (counts.questions, <=, 30);
  g_assert_cmpuint (counts.wakings, <=, 15);
  g_assert_cmpuint (counts.notifications, ==, 0);
  g_assert_cmpuint (counts.frames, ==, 0);
  assert_made_nothing ();
}

/* Nor does a position that is said again and again. */
static void
test_same_position (void)
{
  g_autoptr (ToteStageSet) set =
      open_at (tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY), "delivering");

  let_pass (set, 60);
  end (set);

  g_assert_cmpuint (counts.wakings, <=, 30); /* an age is told too, each five seconds */
  g_assert_cmpuint (counts.notifications, ==, 0);
  g_assert_cmpuint (counts.frames, ==, 0);
  assert_made_nothing ();
}

/* One item of many is found: it alone is made of the answer, and its row is filled. */
static void
test_item_found (void)
{
  g_autoptr (ToteStageSet) set = open_at (tote_stage_set_new_with_items (500), "picking");

  tote_stage_set_direct (set, "item", "{\"line\": \"li-0001\", \"status\": \"found\"}");
  let_pass (set, 60);
  end (set);

  g_assert_cmpuint (counts.made[ITEMS], ==, 1);
  g_assert_cmpuint (counts.made[ORDERS], ==, 0);
  g_assert_cmpuint (counts.made[HANDLINGS], ==, 0);
  g_assert_cmpuint (counts.item_rows, <=, 4);
  g_assert_cmpuint (counts.bubbles, <=, 1);
  g_assert_cmpuint (counts.frames, >, 0);
  g_assert_cmpuint (counts.frames, <=, 12);
  g_assert_cmpuint (counts.wakings, <=, 34); /* until it was seen, that is looked for too */
}

/* One message comes: one bubble. */
static void
test_message (void)
{
  g_autoptr (ToteStageSet) set =
      open_at (tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY), "picking");

  tote_stage_set_direct (set, "say", "{\"body\": \"Is this the rye bread you like?\"}");
  let_pass (set, 60);
  end (set);

  g_assert_cmpuint (counts.made[ITEMS], ==, 0);
  g_assert_cmpuint (counts.made[ORDERS], ==, 0);
  g_assert_cmpuint (counts.made[MESSAGES], >, 0);
  g_assert_cmpuint (counts.item_rows, ==, 0);
  g_assert_cmpuint (counts.bubbles, ==, 1);
  g_assert_cmpuint (counts.frames, >, 0);
  g_assert_cmpuint (counts.frames, <=, 12);
}

/* The shopper drives for a minute: a position each time, and a few frames for it. */
static void
test_driving (void)
{
  g_autoptr (ToteStageSet) set =
      open_at (tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY), "delivering");

  for (guint i = 0; i < 60; i++)
    tote_stage_set_advance (set, 1);
  end (set);

  g_assert_cmpuint (counts.made[POSITIONS], >, 8);
  g_assert_cmpuint (counts.made[POSITIONS], <=, 15);
  g_assert_cmpuint (counts.made[ITEMS], ==, 0);
  g_assert_cmpuint (counts.made[HANDLINGS], ==, 0);
  g_assert_cmpuint (counts.item_rows, ==, 0);
  g_assert_cmpuint (counts.frames, >, 0);
  g_assert_cmpuint (counts.frames, <=, 3 * counts.made[POSITIONS]);
  g_assert_cmpuint (counts.wakings, <=, 30);
}

/* How often each address of a tile stands in the server's log. Returns: (element-type utf8 guint).
 */
static GHashTable *
count_tiles (ToteStageSet *set)
{
  g_autoptr (GHashTable) tiles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) address = g_regex_new ("/tiles/[^\"]+", 0, 0, NULL);
  g_autofree char *log = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_true (g_file_get_contents (set->options->log, &log, NULL, NULL));
  for (g_regex_match (address, log, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL)) {
    char *tile = g_match_info_fetch (match, 0);
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (tiles, tile));

    g_hash_table_insert (tiles, tile, GUINT_TO_POINTER (n + 1));
  }

  return g_steal_pointer (&tiles);
}

/* The whole way of the shopper, through all that the map frames: each tile is asked for once. */
static void
test_tiles (void)
{
  g_autoptr (ToteStageSet) set =
      open_at (tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY), "delivering");
  g_autoptr (GHashTable) tiles = NULL;
  GHashTableIter iter;
  gpointer tile, n;

  for (guint i = 0; i < 60; i++)
    tote_stage_set_advance (set, 10);
  end (set);

  tiles = count_tiles (set);
  g_test_message ("%u tiles", g_hash_table_size (tiles));
  g_assert_cmpuint (g_hash_table_size (tiles), >, 6);
  g_hash_table_iter_init (&iter, tiles);
  while (g_hash_table_iter_next (&iter, &tile, &n)) {
    g_test_message ("%s: %u", (const char *) tile, GPOINTER_TO_UINT (n));
    g_assert_cmpuint (GPOINTER_TO_UINT (n), ==, 1);
  }
}

typedef struct {
  GtkWidget *map;
  int width;   /* until now */
  double zoom; /* as it was drawn first in another */
  double latitude;
} Drawn;

static GtkWidget *
find_map (GtkWidget *widget)
{
  GtkWidget *map = SHUMATE_IS_MAP (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && map == NULL;
       child = gtk_widget_get_next_sibling (child))
    map = find_map (child);

  return map;
}

static void
on_paint (Drawn *drawn)
{
  ShumateViewport *viewport = shumate_map_get_viewport (SHUMATE_MAP (drawn->map));

  if (gtk_widget_get_width (drawn->map) == drawn->width)
    return;

  drawn->width = gtk_widget_get_width (drawn->map);
  drawn->zoom = shumate_viewport_get_zoom_level (viewport);
  drawn->latitude = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
}

/* The first time that the map is drawn in a size it stands where it stays: what it shows there is
 * asked for at once. */
static void
test_map_framed (void)
{
  g_autoptr (ToteStageSet) set =
      open_at (tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY), "delivering");
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (set->window));
  Drawn drawn = { find_map (GTK_WIDGET (set->window)), 0, 0, 0 };
  ShumateViewport *viewport = shumate_map_get_viewport (SHUMATE_MAP (drawn.map));
  double zoom = shumate_viewport_get_zoom_level (viewport);
  int width = gtk_widget_get_width (drawn.map);

  end (set);
  drawn.width = width;
  g_signal_connect_swapped (clock, "paint", G_CALLBACK (on_paint), &drawn);
  gtk_window_set_default_size (GTK_WINDOW (set->window), 1900, 1300);
  tote_stage_set_settle (set);
  g_signal_handlers_disconnect_by_data (clock, &drawn);

  g_assert_cmpint (drawn.width, >, width);
  g_assert_cmpint (drawn.width, ==, gtk_widget_get_width (drawn.map));
  g_assert_cmpfloat (zoom, !=, shumate_viewport_get_zoom_level (viewport));
  g_assert_cmpfloat (drawn.zoom, ==, shumate_viewport_get_zoom_level (viewport));
  g_assert_cmpfloat (drawn.latitude, ==,
                     shumate_location_get_latitude (SHUMATE_LOCATION (viewport)));
}

/* Nobody looks: half as many questions, in few wakings, and none for what is drawn. */
static void
test_hidden (void)
{
  g_autoptr (ToteStageSet) set =
      open_at (tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY), "picking");

  gtk_widget_set_visible (GTK_WIDGET (set->window), FALSE);
  /* Where the clock of a hidden window does not stop at once, it asks for one frame more. */
  if (GDK_IS_WAYLAND_DISPLAY (gdk_display_get_default ()))
    frames_pass (GTK_WIDGET (set->window));
  let_pass (set, 30);
  end (set);
  begin (set);
  let_pass (set, 60);
  end (set);

  g_assert_cmpuint (counts.questions, >, 4);
  g_assert_cmpuint (counts.questions, <=, 12);
  g_assert_cmpuint (counts.wakings, <=, 6);
  g_assert_cmpuint (counts.frames, ==, 0);
  assert_made_nothing ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();
  watch_classes ();

  g_test_add_func ("/counts/start", test_start);
  g_test_add_func ("/counts/rows", test_rows);
  g_test_add_func ("/counts/unchanged", test_unchanged);
  g_test_add_func ("/counts/same-position", test_same_position);
  g_test_add_func ("/counts/item-found", test_item_found);
  g_test_add_func ("/counts/message", test_message);
  g_test_add_func ("/counts/driving", test_driving);
  g_test_add_func ("/counts/tiles", test_tiles);
  g_test_add_func ("/counts/map-framed", test_map_framed);
  g_test_add_func ("/counts/hidden", test_hidden);

  return g_test_run ();
}
