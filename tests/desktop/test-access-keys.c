/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "frames.h"

#include "tote-add-dialog.h"
#include "tote-address-dialog.h"
#include "tote-answers-dialog.h"
#include "tote-calendar-dialog.h"
#include "tote-failure-page.h"
#include "tote-forget-dialog.h"
#include "tote-help-window.h"
#include "tote-item-dialog.h"
#include "tote-link-dialog.h"
#include "tote-main-menu.h"
#include "tote-preferences.h"
#include "tote-settings.h"
#include "tote-stage-set.h"

#include <glib/gi18n-lib.h>

/* Each control with words on it has an access key, and no two of a page have the same: two cards of
 * one kind aside, between which the key goes round. So it is in each language; TOTE_CATALOGUES is
 * where they are, LANGUAGE which one. */

/* One run tells all that is wrong. */
static void G_GNUC_PRINTF (1, 2) complain (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_test_message ("%s", text);
  g_test_fail ();
}

/* What others have named has none: nobody knows what else is there. What is chosen stands beside
 * the words that have one. */
static gboolean
is_left_out (GtkWidget *button)
{
  const char *action = gtk_actionable_get_action_name (GTK_ACTIONABLE (button));

  return g_strcmp0 (action, "app.use-store") == 0 ||
         gtk_widget_get_ancestor (button, GTK_TYPE_DROP_DOWN) != NULL ||
         gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER) != NULL;
}

/* Returns: (nullable): the words on a button */
static GtkLabel *
find_words (GtkWidget *widget)
{
  GtkLabel *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return GTK_LABEL (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_words (child);

  return found;
}

static void
note_key (GHashTable *keys, const char *page, guint key, const char *words)
{
  const char *other = g_hash_table_lookup (keys, GUINT_TO_POINTER (key));

  if (other != NULL && !g_str_equal (other, words))
    complain ("%s: “%s” and “%s” have one key", page, other, words);
  g_hash_table_insert (keys, GUINT_TO_POINTER (key), g_strdup (words));
}

/* What is heard has no mark of the key in it. */
static void
check_name (const char *page, GtkWidget *button)
{
  const char *label = GTK_IS_BUTTON (button) ? gtk_button_get_label (GTK_BUTTON (button)) : NULL;
  g_autofree char *other = NULL;

  if (label == NULL || strchr (label, '_') == NULL ||
      !gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return;

  other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (button),
                                              GTK_ACCESSIBLE_PROPERTY_LABEL, label, NULL);
  if (other == NULL)
    complain ("%s: “%s” is heard with its mark", page, label);
}

/* What can be filled in or opened in a list. */
static gboolean
is_control_row (GtkWidget *widget)
{
  return ADW_IS_ENTRY_ROW (widget) || ADW_IS_EXPANDER_ROW (widget) ||
         (ADW_IS_ACTION_ROW (widget) &&
          gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget)));
}

static void
check_row (const char *page, AdwPreferencesRow *row)
{
  const char *title = adw_preferences_row_get_title (row);

  if (!adw_preferences_row_get_use_underline (row) || strchr (title, '_') == NULL)
    complain ("%s: “%s” has no access key", page, title);
}

static void
check (GHashTable *keys, const char *page, GtkWidget *widget)
{
  GtkLabel *words = NULL;

  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_BUTTON (widget) && !is_left_out (widget))
    words = find_words (widget);
  if (words != NULL && gtk_label_get_mnemonic_keyval (words) == GDK_KEY_VoidSymbol)
    complain ("%s: “%s” has no access key", page, gtk_label_get_text (words));
  if (words != NULL)
    check_name (page, widget);
  if (is_control_row (widget))
    check_row (page, ADW_PREFERENCES_ROW (widget));

  if (GTK_IS_LABEL (widget) &&
      gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) != GDK_KEY_VoidSymbol)
    note_key (keys, page, gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)),
              gtk_label_get_text (GTK_LABEL (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check (keys, page, child);
}

static void
check_menu (GHashTable *keys, const char *page, GMenuModel *menu)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++) {
    g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
    g_autofree char *label = NULL;
    const char *mark = NULL;

    if (section != NULL)
      check_menu (keys, page, section);
    if (!g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label))
      continue;
    mark = strchr (label, '_');
    if (mark == NULL) {
      complain ("%s: “%s” has no access key", page, label);
      continue;
    }
    note_key (keys, page, gdk_keyval_to_lower (gdk_unicode_to_keyval (g_utf8_get_char (mark + 1))),
              label);
  }
}

static gboolean
has_action (GMenuModel *menu, const char *action)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++) {
    g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
    g_autofree char *name = NULL;

    g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &name);
    if (g_strcmp0 (name, action) == 0 || (section != NULL && has_action (section, action)))
      return TRUE;
  }

  return FALSE;
}

/* The same on each page, whatever stands above it. */
static void
check_main_menu (const char *page, GtkWidget *button)
{
  static const char *const actions[] = { "app.preferences", "app.shortcuts", "app.help",
                                         "app.about", "app.quit" };
  g_autoptr (GHashTable) keys = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  GMenuModel *menu;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button));
  g_assert_nonnull (menu);
  check_menu (keys, page, menu);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (!has_action (menu, actions[i]))
      complain ("%s: the main menu lacks %s", page, actions[i]);
}

static void
check_page (const char *page, GtkWidget *root)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  GtkWidget *menu = tote_stage_set_find (root, TOTE_TYPE_MAIN_MENU, 0);

  g_test_message ("%s", page);
  check (keys, page, root);
  if (menu != NULL)
    check_main_menu (page, tote_stage_set_find (menu, GTK_TYPE_MENU_BUTTON, 0));
  else if (TOTE_IS_WINDOW (root))
    complain ("%s: there is no main menu", page);
}

static void
check_order (ToteSandboxStory story, const char *const *states, int width)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (story);

  tote_stage_set_open (set, width, 760);
  g_object_set (set->window, "demo", TRUE, NULL);
  tote_stage_set_advance (set, 30);
  for (guint i = 0; states[i] != NULL; i++) {
    g_autofree char *signed_out = g_strconcat (states[i], ", signed out", NULL);

    tote_stage_set_enter (set, states[i]);
    tote_stage_set_advance (set, 30);
    tote_stage_set_expand (GTK_WIDGET (set->window));
    tote_stage_set_settle (set);
    check_page (states[i], GTK_WIDGET (set->window));
    tote_stage_set_sign_out (set);
    check_page (signed_out, GTK_WIDGET (set->window));
    tote_stage_set_sign_in (set);
  }
}

static void
test_delivery (gconstpointer width)
{
  static const char *const states[] = { "brand_new",  "picking",   "verifying_replacements",
                                        "delivering", "delivered", NULL };

  check_order (TOTE_SANDBOX_STORY_DELIVERY, states, GPOINTER_TO_INT (width));
}

static void
test_pickup (gconstpointer width)
{
  static const char *const states[] = { "picking", "ready_for_pickup", "user_at_store", "delivered",
                                        NULL };

  check_order (TOTE_SANDBOX_STORY_PICKUP, states, GPOINTER_TO_INT (width));
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
check_dialog (const char *page, GtkWidget *dialog)
{
  gtk_window_present (GTK_WINDOW (dialog));
  tote_stage_set_wait (is_mapped, dialog);
  check_page (page, dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* label: as it stands in the code. */
static void
assert_shows (ToteStageSet *set, const char *label)
{
  g_auto (GStrv) parts = g_strsplit (_ (label), "_", 2);
  g_autofree char *words = g_strjoinv ("", parts);

  tote_stage_set_assert_shows (set, words);
}

/* The shopper asks, in a card and in the chat. */
static void
test_question (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);

  tote_stage_set_open (set, 1200, 760);
  g_object_set (set->window, "demo", TRUE, NULL);
  tote_stage_set_advance (set, 500);
  assert_shows (set, "_Approve");
  check_page ("question", GTK_WIDGET (set->window));
  check_dialog ("approve all", tote_answers_dialog_new (GTK_WINDOW (set->window), set->tracker,
                                                        TOTE_DECISION_APPROVED));
  check_dialog ("refund all", tote_answers_dialog_new (GTK_WINDOW (set->window), set->tracker,
                                                       TOTE_DECISION_REJECTED));
  tote_stage_set_sign_out (set);
  assert_shows (set, "Sign _In");
  check_page ("question, signed out", GTK_WIDGET (set->window));
}

static void
test_dialogs (void)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
  g_autoptr (GSettings) settings = tote_settings_new ();
  GtkWindow *window = NULL;
  g_autoptr (ToteItem) item = NULL;

  tote_stage_set_open (set, 1200, 760);
  tote_stage_set_enter (set, "picking");
  tote_stage_set_advance (set, 30);
  window = GTK_WINDOW (set->window);
  item = g_list_model_get_item (
      G_LIST_MODEL (tote_order_get_items (tote_tracker_get_order (set->tracker))), 0);

  check_dialog ("address", tote_address_dialog_new (window, "tel:+15550100"));
  check_dialog ("calendar", tote_calendar_dialog_new (window, set->tracker));
  check_dialog ("forget", tote_forget_dialog_new (window, set->tracker));
  check_dialog ("help", tote_help_window_new (window));
  check_dialog ("preferences", tote_preferences_new (window, settings));
  check_dialog ("item", tote_item_dialog_new (GTK_WIDGET (window), set->tracker, item));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.orders", NULL);
  assert_shows (set, "Your orders");
  check_page ("orders", GTK_WIDGET (window));
}

static void
test_let_in (void)
{
  g_autoptr (ToteDoor) door = NULL;
  ToteWindow *window = tote_stage_set_open_first_run (-1, -1, &door);

  frames_settle (GTK_WIDGET (window)); /* over one that is not there yet GTK 4.18 waits for ever */
  check_page ("first run", GTK_WIDGET (window));
  check_dialog ("add", tote_add_dialog_new (GTK_WINDOW (window), door));
  check_dialog ("link", tote_link_dialog_new (GTK_WINDOW (window), door));
  tote_window_show_trouble (window, "Trouble", "Something is wrong.");
  check_page ("trouble", GTK_WIDGET (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_failure (void)
{
  static const char *const faults[] = { "*:500", "*:401", "*:403", "*:404", "*:html", "*:reset" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autoptr (ToteStageSet) set =
        tote_stage_set_new_with_faults (TOTE_SANDBOX_STORY_DELIVERY, faults[i]);
    ToteFailurePage *page;

    tote_stage_set_open (set, 1200, 760);
    tote_stage_set_advance (set, 60);
    page = TOTE_FAILURE_PAGE (
        tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_FAILURE_PAGE, 0));
    g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (page)));
    check_page (faults[i], GTK_WIDGET (set->window));
  }
}

static void
wish (ToteStageSet *set, ToteWish *wish)
{
  g_assert_true (tote_tracker_wish (set->tracker, wish));
  g_object_unref (wish);
}

/* Nothing that was sent got through, and nothing is heard any more: with the buttons that help. */
static void
check_trouble (ToteSandboxStory story, const char *state, guint seconds, int width)
{
  g_autoptr (ToteStageSet) set = tote_stage_set_new_at (story, seconds, state);
  GListModel *questions =
      tote_item_list_get_questions (tote_order_get_items (tote_tracker_get_order (set->tracker)));

  tote_stage_set_open (set, width, 760);
  g_object_set (set->window, "demo", TRUE, NULL);
  tote_stage_set_direct (set, "fault", "{\"spec\": \"chat-send:400,decide:400\"}");
  wish (set, tote_wish_new_message ("Please ring twice."));
  if (g_list_model_get_n_items (questions) > 0) {
    g_autoptr (ToteItem) item = g_list_model_get_item (questions, 0);

    wish (set, tote_wish_new_decision (tote_item_get_id (item), tote_item_get_replacement (item),
                                       TOTE_DECISION_APPROVED, NULL));
  }
  tote_stage_set_advance (set, 60);
  tote_stage_set_expand (GTK_WIDGET (set->window));
  tote_stage_set_settle (set);
  if (width < 720)
    tote_order_view_show_message (tote_window_get_view (set->window));
  tote_stage_set_settle (set);
  assert_shows (set, "Re_try");
  check_page ("not sent", GTK_WIDGET (set->window));
  tote_stage_set_direct (set, "fault", "{\"spec\": \"*:reset\"}");
  tote_stage_set_advance (set, 120);
  if (width >= 720)
    assert_shows (set, "_Refresh");
  check_page ("not sent, out of reach", GTK_WIDGET (set->window));
}

static void
test_trouble (gconstpointer width)
{
  check_trouble (TOTE_SANDBOX_STORY_DELIVERY, NULL, 560, GPOINTER_TO_INT (width));
  check_trouble (TOTE_SANDBOX_STORY_PICKUP, "picking", 500, GPOINTER_TO_INT (width));
}

int
main (int argc, char **argv)
{
  const char *folder = g_getenv ("TOTE_CATALOGUES");

  g_test_init (&argc, &argv, NULL);
  if (folder != NULL) {
    tote_stage_set_speak (folder);
    g_assert_cmpstr (_ ("_Approve"), !=, "_Approve");
  }
  tote_stage_set_init_toolkit ();

  g_test_add_data_func ("/access-keys/delivery-wide", GINT_TO_POINTER (1200), test_delivery);
  g_test_add_data_func ("/access-keys/delivery-narrow", GINT_TO_POINTER (400), test_delivery);
  g_test_add_data_func ("/access-keys/pickup-wide", GINT_TO_POINTER (1200), test_pickup);
  g_test_add_data_func ("/access-keys/pickup-narrow", GINT_TO_POINTER (400), test_pickup);
  g_test_add_func ("/access-keys/question", test_question);
  g_test_add_func ("/access-keys/dialogs", test_dialogs);
  g_test_add_func ("/access-keys/let-in", test_let_in);
  g_test_add_func ("/access-keys/failure", test_failure);
  g_test_add_data_func ("/access-keys/trouble-wide", GINT_TO_POINTER (1200), test_trouble);
  g_test_add_data_func ("/access-keys/trouble-narrow", GINT_TO_POINTER (400), test_trouble);

  return g_test_run ();
}
