/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels-support.h"

#include "tote-arrival-card.h"
#include "tote-delegate-form.h"
#include "tote-drop-off-card.h"
#include "tote-instruction.h"
#include "tote-instruction-card.h"
#include "tote-pickup-panel.h"
#include "tote-vehicle-form.h"
#include "tote-vehicle-words.h"

typedef struct {
  ToteTracker *tracker;
  GtkWidget *panel;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->tracker = panels_new_tracker ("ready_for_pickup", "pickup", "curbside");
  fixture->panel =
      g_object_ref_sink (g_object_new (TOTE_TYPE_PICKUP_PANEL, "tracker", fixture->tracker, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->panel);
  g_assert_finalize_object (fixture->tracker);
}

static void
test_place (Fixture *fixture, gconstpointer unused)
{
  g_assert_false (gtk_widget_get_visible (panels_find_row (fixture->panel, "Store")));
  panels_set_handling (fixture->tracker, "address-line-1", "501 Belt Line Rd", "locality",
                       "Collinsville", NULL);

  g_assert_true (panels_says (fixture->panel, "501 Belt Line Rd"));
  g_assert_true (panels_says (fixture->panel, "3:30 PM"));
}

static GtkWidget *
find_action (GtkWidget *widget, const char *action)
{
  GtkWidget *button;

  for (guint i = 0; (button = panels_find (widget, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), action) == 0)
      return button;

  return NULL;
}

static void
set_place (Fixture *fixture)
{
  g_autoptr (TotePosition) position = tote_position_new (38.692456, -89.978574);

  panels_set_handling (fixture->tracker, "address-line-1", "501 Belt Line Rd", "locality",
                       "Collinsville", "position", position, NULL);
}

/* To the car, or to a friend. */
static void
test_copy_address (Fixture *fixture, gconstpointer unused)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->panel);
  GValue value = G_VALUE_INIT;

  set_place (fixture);
  gtk_widget_activate_action (fixture->panel, "pickup.copy-address", NULL);

  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (
      gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, "501 Belt Line Rd, Collinsville");
  g_value_unset (&value);
}

/* Where no program knows the way, the place is there to be copied. */
static void
test_directions (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = gtk_window_new ();
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *dialog = NULL;

  gtk_window_set_child (GTK_WINDOW (window), fixture->panel);
  g_assert_false (gtk_widget_get_visible (find_action (fixture->panel, "pickup.directions")));
  set_place (fixture);
  g_assert_true (gtk_widget_get_visible (find_action (fixture->panel, "pickup.directions")));

  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (fixture->panel, "pickup.directions", NULL);
  while (g_list_model_get_n_items (windows) < 2)
    g_main_context_iteration (NULL, TRUE);

  for (guint i = 0; i < 2; i++) {
    g_autoptr (GtkWidget) toplevel = g_list_model_get_item (windows, i);

    if (toplevel != window)
      dialog = toplevel;
  }
  g_assert_true (panels_says (dialog, "38.692456,-89.978574"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_other_types (void)
{
  const char *types[] = { "delivery", "last_mile_delivery", "drone" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (ToteTracker) tracker = panels_new_tracker ("picking", types[i], NULL);
    GtkWidget *panel =
        g_object_ref_sink (g_object_new (TOTE_TYPE_PICKUP_PANEL, "tracker", tracker, NULL));

    g_assert_false (gtk_widget_get_visible (panel));
    g_assert_finalize_object (panel);
  }
}

/* Before the order is ready nobody is called out; after the hand-over began nobody is announced. */
static void
test_stages (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *arrival = panels_find (fixture->panel, TOTE_TYPE_ARRIVAL_CARD, 0);
  GtkWidget *delegate = panels_find (fixture->panel, TOTE_TYPE_DELEGATE_FORM, 0);
  GtkWidget *vehicle = panels_find (fixture->panel, TOTE_TYPE_VEHICLE_FORM, 0);

  g_assert_true (panels_offers (fixture->panel, "I’m Here"));

  panels_set_state (fixture->tracker, "picking");
  g_assert_true (gtk_widget_get_visible (fixture->panel));
  g_assert_false (gtk_widget_get_visible (arrival));
  g_assert_true (gtk_widget_get_visible (delegate));

  panels_set_state (fixture->tracker, "runner_acknowledged");
  g_assert_true (gtk_widget_get_visible (fixture->panel));
  g_assert_false (gtk_widget_get_visible (arrival));
  g_assert_false (gtk_widget_get_visible (delegate));
  g_assert_true (gtk_widget_get_visible (vehicle));

  panels_set_state (fixture->tracker, "delivered");
  g_assert_false (gtk_widget_get_visible (fixture->panel));
}

static void
test_arrival_once (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *button = panels_find_button (fixture->panel, "I’m Here");

  panels_click (fixture->panel, "I’m Here");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");

  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 1);
  g_assert_cmpint (tote_wish_get_kind (fake_tracker_get_wish (fixture->tracker)), ==,
                   TOTE_WISH_ARRIVAL);
  g_assert_false (tote_wish_get_is_delegate (fake_tracker_get_wish (fixture->tracker)));
  g_assert_true (panels_says (fixture->panel, "Telling the store…"));
  g_assert_false (panels_says (fixture->panel, "The store has been told."));

  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_SENT, NULL);
  g_assert_true (panels_says (fixture->panel, "The store has been told."));
  g_assert_false (gtk_widget_is_sensitive (button));
}

static void
test_arrival_refused (Fixture *fixture, gconstpointer unused)
{
  panels_click (fixture->panel, "I’m Here");
  g_assert_false (panels_offers (fixture->panel, "Try again"));

  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_FAILED, "Params error");
  g_assert_true (panels_says (fixture->panel, "Params error"));
  g_assert_false (panels_says (fixture->panel, "The store has been told."));
  g_assert_false (panels_offers (fixture->panel, "I’m Here"));

  panels_click (fixture->panel, "Try again");
  g_assert_cmpuint (fake_tracker_get_n_retries (fixture->tracker), ==, 1);
  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 1);
  g_assert_false (panels_offers (fixture->panel, "Try again"));
  g_assert_true (panels_says (fixture->panel, "Telling the store…"));
}

/* The store sends everybody back to waiting: the customer must be able to call again. */
static void
test_arrival_recalled (Fixture *fixture, gconstpointer unused)
{
  fake_tracker_add_history (fixture->tracker, "ready_for_pickup", TOTE_STAGE_READY, "Ready",
                            "2026-03-14T18:50:00Z");
  panels_click (fixture->panel, "I’m Here");
  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_SENT, NULL);
  g_assert_false (panels_offers (fixture->panel, "I’m Here"));

  panels_set_state (fixture->tracker, "runner_awaiting");
  panels_set_state (fixture->tracker, "ready_for_pickup");
  fake_tracker_add_history (fixture->tracker, "ready_for_pickup", TOTE_STAGE_READY, "Ready",
                            "2026-03-14T19:10:00Z");
  g_assert_false (panels_says (fixture->panel, "The store has been told."));
  panels_click (fixture->panel, "I’m Here");
  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 2);
}

static void
test_unreachable (Fixture *fixture, gconstpointer unused)
{
  panels_click (fixture->panel, "I’m Here");
  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_FAILED, NULL);

  g_assert_true (panels_says (fixture->panel, "the store could not be reached"));
}

static void
test_way (Fixture *fixture, gconstpointer unused)
{
  GtkDropDown *eta = GTK_DROP_DOWN (panels_find (fixture->panel, GTK_TYPE_DROP_DOWN, 0));

  gtk_drop_down_set_selected (eta, 3);
  panels_click (fixture->panel, "I’m on My Way");
  panels_click (fixture->panel, "I’m on My Way");

  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 1);
  g_assert_cmpint (tote_wish_get_kind (fake_tracker_get_wish (fixture->tracker)), ==,
                   TOTE_WISH_SCHEDULE);
  g_assert_cmpstr (tote_wish_get_eta (fake_tracker_get_wish (fixture->tracker)), ==,
                   "2026-03-14T19:20:00Z");

  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_SENT, NULL);
  g_assert_true (panels_says (fixture->panel, "The store expects you at 2:20 PM."));

  /* Calling again replaces the time. */
  gtk_drop_down_set_selected (eta, 6);
  panels_click (fixture->panel, "I’m on My Way");
  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 2);
}

static void
test_way_conditions (void)
{
  const struct {
    const char *state;
    const char *category;
    gboolean offered;
  } cases[] = {
    { "ready_for_pickup", "curbside", TRUE }, { "ready_for_pickup", "CURBSIDE", TRUE },
    { "ready_for_pickup", "locker", FALSE },  { "ready_for_pickup", "in_store", FALSE },
    { "ready_for_pickup", NULL, FALSE },      { "bags_check", "curbside", FALSE },
    { "user_at_store", "curbside", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ToteTracker) tracker =
        panels_new_tracker (cases[i].state, "pickup", cases[i].category);
    GtkWidget *panel =
        g_object_ref_sink (g_object_new (TOTE_TYPE_PICKUP_PANEL, "tracker", tracker, NULL));

    g_assert_cmpint (panels_offers (panel, "I’m on My Way"), ==, cases[i].offered);
    g_assert_finalize_object (panel);
  }
}

static void
test_way_late (void)
{
  g_autoptr (GDateTime) ends_at = g_date_time_new_from_iso8601 ("2026-03-14T19:30:00Z", NULL);
  g_autoptr (ToteOrder) order =
      g_object_new (TOTE_TYPE_ORDER, "id", "a", "state", "ready_for_pickup", "fulfillment-word",
                    "pickup", "pickup-category", "curbside", "window-ends-at", ends_at, NULL);
  g_autoptr (ToteTracker) tracker = fake_tracker_new (order);
  GtkWidget *panel =
      g_object_ref_sink (g_object_new (TOTE_TYPE_PICKUP_PANEL, "tracker", tracker, NULL));
  GtkDropDown *eta = GTK_DROP_DOWN (panels_find (panel, GTK_TYPE_DROP_DOWN, 0));

  g_assert_false (panels_says (panel, "ends at 2:30 PM"));
  gtk_drop_down_set_selected (eta, 5);
  g_assert_true (panels_says (panel, "ends at 2:30 PM"));
  g_assert_true (panels_offers (panel, "I’m on My Way"));
  g_assert_finalize_object (panel);
}

static void
test_instructions (Fixture *fixture, gconstpointer unused)
{
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);
  g_autoptr (GListStore) fresh = g_list_store_new (TOTE_TYPE_INSTRUCTION);
  g_autoptr (ToteInstruction) instruction =
      tote_instruction_new ("curbside", "Park in a blue space");
  GtkWidget *card;

  g_assert_false (panels_says (fixture->panel, "How to pick up"));

  tote_instruction_add_image (instruction, "https://img.example.com/1.png", "The blue spaces");
  g_list_store_append (fresh, instruction);
  tote_order_update_instructions (order, G_LIST_MODEL (fresh));
  g_assert_true (panels_says (fixture->panel, "How to pick up"));
  g_assert_true (panels_says (fixture->panel, "At the curb"));
  g_assert_true (panels_says (fixture->panel, "Park in a blue space"));
  g_assert_true (panels_says (fixture->panel, "The blue spaces"));
  card = panels_find (fixture->panel, TOTE_TYPE_INSTRUCTION_CARD, 0);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (gtk_widget_get_ancestor (card, GTK_TYPE_LIST_BOX_ROW)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "At the curb, Park in a blue space, The blue spaces");

  g_list_store_remove_all (fresh);
  tote_order_update_instructions (order, G_LIST_MODEL (fresh));
  g_assert_false (panels_says (fixture->panel, "How to pick up"));
}

static void
choose (GtkWidget *panel, const char *title, ToteVehicleWords words, const char *word)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (panels_find_row (panel, title)),
                              tote_vehicle_words_find (words, word));
}

static void
test_vehicle (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteVehicle) vehicle = NULL;
  ToteWish *wish;

  choose (fixture->panel, "Type", TOTE_VEHICLE_TYPES, "suv");
  choose (fixture->panel, "Color", TOTE_VEHICLE_COLOURS, "blue");
  panels_type (fixture->panel, "Make and model", "  Corsa ");
  panels_type (fixture->panel, "License plate", "AB 123");
  panels_click (fixture->panel, "Save Vehicle");
  panels_click (fixture->panel, "Save Vehicle");

  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 1);
  wish = fake_tracker_get_wish (fixture->tracker);
  g_assert_cmpint (tote_wish_get_kind (wish), ==, TOTE_WISH_VEHICLE);
  vehicle = tote_wish_dup_vehicle (wish);
  g_assert_cmpstr (tote_vehicle_get_vehicle_type (vehicle), ==, "suv");
  g_assert_cmpstr (tote_vehicle_get_color (vehicle), ==, "blue");
  g_assert_cmpstr (tote_vehicle_get_model (vehicle), ==, "Corsa");
  g_assert_cmpstr (tote_vehicle_get_license_plate (vehicle), ==, "AB 123");
  g_assert_false (tote_wish_get_is_delegate (wish));
}

static void
test_vehicle_empty (Fixture *fixture, gconstpointer unused)
{
  panels_type (fixture->panel, "License plate", "   ");
  panels_click (fixture->panel, "Save Vehicle");

  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 0);
  g_assert_true (panels_says (fixture->panel, "Say at least one thing"));

  panels_type (fixture->panel, "License plate", "AB 123");
  g_assert_false (panels_says (fixture->panel, "Say at least one thing"));
}

static void
test_vehicle_loaded (Fixture *fixture, gconstpointer unused)
{
  AdwExpanderRow *form = ADW_EXPANDER_ROW (panels_find (fixture->panel, TOTE_TYPE_VEHICLE_FORM, 0));
  g_autoptr (ToteVehicle) vehicle = tote_vehicle_new ("Corsa <b>&", "SUV", "AB 123", "purple");
  GtkWidget *plate = panels_find_row (fixture->panel, "License plate");
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);

  g_assert_cmpuint (fake_tracker_get_n_vehicle_loads (fixture->tracker), ==, 0);
  adw_expander_row_set_expanded (form, TRUE);
  g_assert_cmpuint (fake_tracker_get_n_vehicle_loads (fixture->tracker), ==, 1);

  tote_order_set_vehicle (order, vehicle);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (plate)), ==, "AB 123");
  g_assert_true (panels_says (fixture->panel, "SUV · Corsa <b>& · AB 123"));
  g_assert_false (panels_says (fixture->panel, "Saved."));
}

/* Neither a late answer nor a refusal takes away what was typed. */
static void
test_vehicle_kept (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteVehicle) old = tote_vehicle_new (NULL, NULL, "OLD 1", NULL);
  GtkWidget *plate = panels_find_row (fixture->panel, "License plate");
  ToteOrder *order = tote_tracker_get_order (fixture->tracker);

  panels_type (fixture->panel, "License plate", "NEW 2");
  tote_order_set_vehicle (order, old);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (plate)), ==, "NEW 2");

  panels_click (fixture->panel, "Save Vehicle");
  tote_order_set_vehicle (order, NULL);
  tote_order_set_vehicle (order, old);
  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_FAILED, "is not included in the list");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (plate)), ==, "NEW 2");
  g_assert_true (panels_says (fixture->panel, "is not included in the list"));
  g_assert_true (panels_offers (fixture->panel, "Try again"));
  g_assert_true (panels_offers (fixture->panel, "Save Vehicle"));
}

static void
test_vehicle_saved (Fixture *fixture, gconstpointer unused)
{
  panels_type (fixture->panel, "License plate", "NEW 2");
  panels_click (fixture->panel, "Save Vehicle");
  g_assert_true (panels_says (fixture->panel, "Saving…"));
  g_assert_false (panels_says (fixture->panel, "Saved."));

  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_SENT, NULL);
  g_assert_true (panels_says (fixture->panel, "Saved."));

  /* What was typed since is not saved, and is not called so. */
  panels_type (fixture->panel, "License plate", "NEW 3");
  g_assert_false (panels_says (fixture->panel, "Saved."));
}

static void
test_delegate (Fixture *fixture, gconstpointer unused)
{
  ToteWish *wish;

  panels_type (fixture->panel, "Their name", " Mara Lind ");
  panels_type (fixture->panel, "Their phone number", "+1 (555) 010-0123");
  panels_click (fixture->panel, "Tell the Store");
  panels_click (fixture->panel, "Tell the Store");
  g_assert_true (panels_offers (fixture->panel, "I’m Here"));

  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 1);
  wish = fake_tracker_get_wish (fixture->tracker);
  g_assert_cmpint (tote_wish_get_kind (wish), ==, TOTE_WISH_DELEGATE);
  g_assert_cmpstr (tote_wish_get_name (wish), ==, "Mara Lind");
  g_assert_cmpstr (tote_wish_get_phone_number (wish), ==, "+1 (555) 010-0123");

  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_SENT, NULL);
  g_assert_true (panels_says (fixture->panel, "The store knows who comes."));
  g_assert_false (panels_offers (fixture->panel, "I’m on My Way"));

  panels_click (fixture->panel, "They Are Here");
  g_assert_true (tote_wish_get_is_delegate (fake_tracker_get_wish (fixture->tracker)));
}

static void
test_delegate_invalid (Fixture *fixture, gconstpointer unused)
{
  const char *numbers[] = { "12345", "555-0100 ask for Mara", "1+5550100", "12345678901234567" };

  panels_click (fixture->panel, "Tell the Store");
  g_assert_true (panels_says (fixture->panel, "Say who collects the order."));

  panels_type (fixture->panel, "Their name", "Mara Lind");
  panels_click (fixture->panel, "Tell the Store");
  g_assert_true (panels_says (fixture->panel, "Give their phone number"));

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    panels_type (fixture->panel, "Their phone number", numbers[i]);
    panels_click (fixture->panel, "Tell the Store");
    g_assert_true (panels_says (fixture->panel, "does not look like a phone number"));
  }

  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 0);
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (panels_find_row (fixture->panel, "Their name"))), ==,
      "Mara Lind");
}

static void
test_delegate_refused (Fixture *fixture, gconstpointer unused)
{
  panels_type (fixture->panel, "Their name", "Mara Lind");
  panels_type (fixture->panel, "Their phone number", "5550100");
  panels_click (fixture->panel, "Tell the Store");
  fake_tracker_settle (fixture->tracker, TOTE_SEND_STATE_FAILED, "Pickup unavailable");

  g_assert_true (panels_says (fixture->panel, "Pickup unavailable"));
  g_assert_true (panels_offers (fixture->panel, "I’m on My Way"));

  /* Another number is a new wish; “Try again” would send the old one. */
  panels_type (fixture->panel, "Their phone number", "5550101");
  panels_click (fixture->panel, "Tell the Store");
  g_assert_cmpuint (fake_tracker_get_n_wishes (fixture->tracker), ==, 2);
  g_assert_cmpuint (fake_tracker_get_n_retries (fixture->tracker), ==, 0);
}

/* After a restart what could not be sent stands in the form, with its reason. */
static void
test_restored (void)
{
  g_autoptr (ToteTracker) tracker = panels_new_tracker ("ready_for_pickup", "pickup", "curbside");
  g_autoptr (ToteWish) wish = tote_wish_new_delegate ("Mara Lind", "5550100");
  GtkWidget *panel;

  tote_tracker_wish (tracker, wish);
  fake_tracker_settle (tracker, TOTE_SEND_STATE_FAILED, "try again later");
  panel = g_object_ref_sink (g_object_new (TOTE_TYPE_PICKUP_PANEL, "tracker", tracker, NULL));

  g_assert_true (panels_says (panel, "try again later"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (panels_find_row (panel, "Their name"))), ==,
                   "Mara Lind");
  g_assert_finalize_object (panel);
}

/* The page is one and shows another order: nothing of the first may remain. */
static void
test_other_tracker (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteTracker) other = panels_new_tracker ("ready_for_pickup", "pickup", "curbside");

  panels_type (fixture->panel, "Their name", "Mara Lind");
  panels_type (fixture->panel, "License plate", "AB 123");
  panels_click (fixture->panel, "I’m Here");
  g_object_set (fixture->panel, "tracker", other, NULL);

  g_assert_true (panels_offers (fixture->panel, "I’m Here"));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (panels_find_row (fixture->panel, "Their name"))), ==,
      "");
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (panels_find_row (fixture->panel, "License plate"))), ==,
      "");

  g_object_set (fixture->panel, "tracker", NULL, NULL);
}

/* A screen reader stands in the text, not in the row. */
static void
test_names (Fixture *fixture, gconstpointer unused)
{
  const char *titles[] = { "Make and model", "License plate", "Their name", "Their phone number" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++) {
    GtkWidget *row = panels_find_row (fixture->panel, titles[i]);
    GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (row));

    gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_LABEL, titles[i]);
  }
}

#define ADD(path, test) g_test_add ("/panels/pickup" path, Fixture, NULL, set_up, test, tear_down)

static gboolean
has_wishes (ToteTracker *tracker)
{
  GtkWidget *card =
      g_object_ref_sink (g_object_new (TOTE_TYPE_DROP_OFF_CARD, "tracker", tracker, NULL));
  gboolean visible = gtk_widget_get_visible (card);

  g_assert_finalize_object (card);
  return visible;
}

/* What is done at a door is nothing to who comes to the store: there is no card with nothing in it.
 */
static void
test_wishes (void)
{
  g_autoptr (ToteTracker) pickup = panels_new_tracker ("brand_new", "pickup", NULL);
  g_autoptr (ToteTracker) delivery = panels_new_tracker ("brand_new", "delivery", NULL);

  panels_set_handling (pickup, "leave-unattended", TRUE, "certified-delivery", TRUE, NULL);
  panels_set_handling (delivery, "leave-unattended", TRUE, "certified-delivery", TRUE, NULL);
  g_assert_false (has_wishes (pickup));
  g_assert_true (has_wishes (delivery));

  panels_set_handling (pickup, "leave-unattended", TRUE, "alcoholic", TRUE, NULL);
  g_assert_true (has_wishes (pickup));
  panels_set_state (pickup, "picking");
  g_assert_false (has_wishes (pickup));
}

int
main (int argc, char *argv[])
{
  panels_init (&argc, &argv);

  ADD ("/place", test_place);
  ADD ("/copy-address", test_copy_address);
  ADD ("/directions", test_directions);
  g_test_add_func ("/panels/pickup/other-types", test_other_types);
  ADD ("/stages", test_stages);
  ADD ("/arrival/once", test_arrival_once);
  ADD ("/arrival/refused", test_arrival_refused);
  ADD ("/arrival/recalled", test_arrival_recalled);
  ADD ("/arrival/unreachable", test_unreachable);
  ADD ("/way/sent", test_way);
  g_test_add_func ("/panels/pickup/way/conditions", test_way_conditions);
  g_test_add_func ("/panels/pickup/way/late", test_way_late);
  ADD ("/instructions", test_instructions);
  ADD ("/vehicle/sent", test_vehicle);
  ADD ("/vehicle/empty", test_vehicle_empty);
  ADD ("/vehicle/loaded", test_vehicle_loaded);
  ADD ("/vehicle/kept", test_vehicle_kept);
  ADD ("/vehicle/saved", test_vehicle_saved);
  ADD ("/delegate/sent", test_delegate);
  ADD ("/delegate/invalid", test_delegate_invalid);
  ADD ("/delegate/refused", test_delegate_refused);
  g_test_add_func ("/panels/pickup/delegate/restored", test_restored);
  g_test_add_func ("/panels/pickup/wishes", test_wishes);
  ADD ("/names", test_names);
  ADD ("/other-tracker", test_other_tracker);

  return g_test_run ();
}
