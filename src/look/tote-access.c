/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-access.h"

#include "tote-spoken.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Until the focus is where it stays, in milliseconds. */
#define SETTLED_MS 200

/* And until a screen reader has surely gone there as well, which on a loaded machine takes a
 * second: of anything else nothing is heard. */
#define FOLLOWED_US G_USEC_PER_SEC

/* How often that is looked for before something is told without it. */
#define LOOKS 25

/* clang-format off */
static G_DEFINE_QUARK (tote-access-hint, hint)
static G_DEFINE_QUARK (tote-access-anew, anew)
static G_DEFINE_QUARK (tote-access-moved, moved)
static G_DEFINE_QUARK (tote-access-passing, passing)
/* clang-format on */

/* In GTK 4.8 the text of an entry is no accessible of its own: the entry is. */
static GtkWidget *
get_accessible (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return GTK_IS_TEXT (widget) && GTK_IS_EDITABLE (parent) ? parent : widget;
}

static void
show_hint (GtkWidget *widget)
{
  GtkWidget *hint = g_object_get_qdata (G_OBJECT (widget), hint_quark ());

  if (hint != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                    hint, NULL, -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}

/**
 * tote_access_describe:
 * @widget: what takes the focus
 * @hint: (nullable): a label that says what to know of it besides its name, and lives as long
 *
 * Lets a screen reader say more of a widget than its name when the focus comes to it.
 */
void
tote_access_describe (GtkWidget *widget, GtkWidget *hint)
{
  g_object_set_qdata (G_OBJECT (get_accessible (widget)), hint_quark (), hint);
  show_hint (get_accessible (widget));
}

#if !GTK_CHECK_VERSION(4, 10, 0)
/* clang-format off */
static G_DEFINE_QUARK (tote-access-toggled, toggled)
/* clang-format on */

static void
name_toggle_by (GtkToggleButton *button, void (*name_widget) (GtkWidget *widget, const char *name))
{
  const char *hint = gtk_widget_get_tooltip_text (GTK_WIDGET (button));
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));
  GtkWidget *label = GTK_IS_BOX (child) ? gtk_widget_get_last_child (child) : child;
  const char *name =
      hint == NULL && GTK_IS_LABEL (label) ? gtk_label_get_text (GTK_LABEL (label)) : hint;
  const char *pressed = g_object_get_qdata (G_OBJECT (button), toggled_quark ());
  g_autoptr (GString) spoken = g_string_new (NULL);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  tote_spoken_add (spoken, name);
  if (gtk_toggle_button_get_active (button))
    tote_spoken_add (spoken, pressed);
  name_widget (GTK_WIDGET (button), spoken->str);
}

/* Who has pressed it hears so. */
static void
name_toggle (GtkToggleButton *button)
{
  name_toggle_by (button, tote_spoken_name_at_once);
}
#endif

/* The tooltip is the description as well, which would say the same words again: only a hint is said
 * besides the name. */
static void
name_button (GtkWidget *owner, GParamSpec *pspec, GtkWidget *widget)
{
  const char *name = gtk_widget_get_tooltip_text (owner);

  if (name == NULL)
    return;

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (owner), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  show_hint (widget);
#if !GTK_CHECK_VERSION(4, 10, 0)
  if (g_object_get_qdata (G_OBJECT (widget), toggled_quark ()) != NULL) {
    name_toggle_by (GTK_TOGGLE_BUTTON (widget), tote_spoken_name);
    return;
  }
#endif
  tote_spoken_name_calmly (widget, name, tote_clock_get_default ());
}

static void
follow_tooltip (GtkWidget *owner, GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (owner, name_button, widget);
  g_signal_connect_object (owner, "notify::tooltip-text", G_CALLBACK (name_button), widget, 0);
  name_button (owner, NULL, widget);
}

/* GTK 4.8 names a button with an access key after its words with the mark of the key in them, and
 * after the label inside, which has none: the label alone is enough. */
static void
drop_mark (GtkWidget *button)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
follow_label (GtkWidget *button)
{
  g_signal_handlers_disconnect_by_func (button, drop_mark, NULL);
  g_signal_connect (button, "notify::label", G_CALLBACK (drop_mark), NULL);
  drop_mark (button);
}

static GtkWidget *
find_within (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? child : find_within (child, type);

  return found;
}

/* What GTK offers emojis with is made when it is first asked for. */
static void
name_emojis (GtkWidget *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (text); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *entry;

    if (strcmp (G_OBJECT_TYPE_NAME (child), "GtkEmojiChooser") != 0)
      continue;
    entry = find_within (child, GTK_TYPE_SEARCH_ENTRY);
    if (entry != NULL)
      gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Emoji"), -1);
    tote_access_name_pages (child, "");
    tote_access_name_buttons (child);
  }
}

static void
follow_emojis (GtkWidget *text)
{
  g_signal_handlers_disconnect_by_func (text, name_emojis, NULL);
  g_signal_connect_after (text, "insert-emoji", G_CALLBACK (name_emojis), NULL);
}

/* A role is for good once a screen reader may have seen it. */
static void
set_role (GtkWidget *widget, GtkAccessibleRole role)
{
#if !GTK_CHECK_VERSION(4, 10, 0)
  if (!gtk_widget_get_realized (widget) &&
      gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) != role)
    g_object_set (widget, "accessible-role", role, NULL);
#endif
}

/**
 * tote_access_tell_row:
 * @row: a row of a list that nothing is selected in, not on the screen yet
 *
 * Of each row in such a list GTK 4.8 tells that it is not selected, as if it could be: as a list's
 * item that is. As a row it is said by its name alone. What is more than an item, such as a switch,
 * stays so.
 */
void
tote_access_tell_row (GtkWidget *row)
{
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row)) == GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    set_role (row, GTK_ACCESSIBLE_ROLE_ROW);
}

/* Rows below each other, and nothing to select: in a list around it no list of a deeper level. */
static gboolean
is_mere_list (GtkWidget *widget)
{
  return GTK_IS_LIST_BOX (widget) &&
         gtk_list_box_get_selection_mode (GTK_LIST_BOX (widget)) == GTK_SELECTION_NONE;
}

/**
 * tote_access_name_buttons:
 * @widget: where to begin
 *
 * Lets a screen reader read the tooltip of each button, which says what it is for, and stay with it
 * when it changes. GTK 4.8 names a button with an icon after the class of its image, and a menu
 * button not at all. Lists there are said as what they are.
 */
void
tote_access_name_buttons (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  gboolean in_menu = parent != NULL && GTK_IS_MENU_BUTTON (parent);

  if (GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget))
    follow_tooltip (in_menu ? parent : widget, widget);
  if (GTK_IS_BUTTON (widget) && !GTK_IS_TOGGLE_BUTTON (widget) &&
      gtk_button_get_use_underline (GTK_BUTTON (widget)) &&
      gtk_widget_get_tooltip_text (widget) == NULL)
    follow_label (widget);

  if (GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget))
    follow_emojis (widget);

  if (is_mere_list (widget))
    set_role (widget, GTK_ACCESSIBLE_ROLE_GROUP);
  if (parent != NULL && is_mere_list (parent))
    tote_access_tell_row (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tote_access_name_buttons (child);
}

/**
 * tote_access_tell_toggled:
 * @button: a button that stays pressed
 * @pressed: (transfer none): what is said of it meanwhile, such as “shown”; a constant
 *
 * Lets a screen reader say whether it is pressed: GTK 4.8 has no role for that, so the name says
 * it.
 */
void
tote_access_tell_toggled (GtkToggleButton *button, const char *pressed)
{
#if !GTK_CHECK_VERSION(4, 10, 0)
  g_object_set_qdata (G_OBJECT (button), toggled_quark (), (gpointer) pressed);
  g_signal_connect (button, "notify::active", G_CALLBACK (name_toggle), NULL);
  name_toggle (button);
#endif
}

/**
 * tote_access_set_passing:
 * @widget: what takes the focus, or holds what does
 * @passing: whether it is about to go away
 *
 * What is announced while the focus is there waits until that has gone on, for as long as it waits
 * at all: a screen reader that comes late to a widget that is gone says nothing of it. What is
 * about @widget itself does not wait.
 */
void
tote_access_set_passing (GtkWidget *widget, gboolean passing)
{
  g_object_set_qdata (G_OBJECT (widget), passing_quark (), passing ? widget : NULL);
}

static void
note_move (GtkWindow *window)
{
  gint64 *moved_at = g_new (gint64, 1);

  *moved_at = g_get_monotonic_time ();
  g_object_set_qdata_full (G_OBJECT (window), moved_quark (), moved_at, g_free);
}

#if !GTK_CHECK_VERSION(4, 14, 0)
/* clang-format off */
static G_DEFINE_QUARK (tote-access-turns, turns)
/* clang-format on */

/* What a screen reader says is in the event. The description itself is as before at once, or it
 * would be said again with a focus that has just moved. */
static void
describe_as (GtkWidget *focus, const char *text)
{
  GtkWidget *widget = get_accessible (focus);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  show_hint (widget);
}

/* What is announced in a window is said one after the other. */
typedef struct {
  guint n_taken;
  guint n_over;
} ToteTurns;

typedef struct {
  GWeakRef root;
  GWeakRef said_on;
  char *text;
  gpointer about; /* only compared */
  guint turn;
  gpointer focus; /* (nullable): at the last look; only compared */
  guint n_looks;
  guint n_said;
} ToteTelling;

/* As a dialog closes the focus is back where it was before. */
static void
on_turned_to (GtkWindow *window)
{
  if (gtk_window_is_active (window))
    note_move (window);
}

static ToteTurns *
get_turns (GtkRoot *root)
{
  ToteTurns *turns = g_object_get_qdata (G_OBJECT (root), turns_quark ());

  if (turns == NULL) {
    turns = g_new0 (ToteTurns, 1);
    if (GTK_IS_WINDOW (root))
      g_signal_connect (root, "notify::is-active", G_CALLBACK (on_turned_to), NULL);
    g_object_set_qdata_full (G_OBJECT (root), turns_quark (), turns, g_free);
  }

  return turns;
}

static gboolean
has_mark (GtkRoot *root, GQuark mark)
{
  return root != NULL && g_object_get_qdata (G_OBJECT (root), mark) != NULL;
}

static gboolean
has_just_moved (GtkRoot *root)
{
  gint64 *moved_at = root != NULL ? g_object_get_qdata (G_OBJECT (root), moved_quark ()) : NULL;

  return moved_at != NULL && g_get_monotonic_time () - *moved_at < FOLLOWED_US;
}

static gboolean
is_passing (ToteTelling *telling, GtkWidget *focus)
{
  while (focus != NULL && !g_object_get_qdata (G_OBJECT (focus), passing_quark ()))
    focus = gtk_widget_get_parent (focus);

  return focus != NULL && focus != telling->about;
}

static gboolean
can_be_said (ToteTelling *telling, GtkRoot *root, GtkWidget *focus)
{
  gboolean anew = has_mark (root, anew_quark ()) || has_just_moved (root) ||
                  (GTK_IS_WINDOW (root) && !gtk_window_is_active (GTK_WINDOW (root)));
  gboolean stays = !anew && focus != NULL && focus == telling->focus;

  telling->focus = anew ? NULL : focus;

  return stays && !is_passing (telling, focus);
}

/* A screen reader has come to a widget that is still there, and has said what was told of it before
 * it goes anywhere else. */
static gboolean
is_heard (ToteTelling *telling)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&telling->said_on);

  return telling->n_said > 1 || (widget != NULL && gtk_widget_get_mapped (widget));
}

/* What is said of a widget that the focus leaves meanwhile, or is about to come to anew, or behind
 * a dialog that is closing, would be lost; so would what is said at once with something else, and
 * what was said of a widget that is gone before the next look, which is said once more. */
static gboolean
tell (gpointer user_data)
{
  ToteTelling *telling = user_data;
  g_autoptr (GtkRoot) root = g_weak_ref_get (&telling->root);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root == NULL || (telling->n_said > 0 && is_heard (telling)))
    return G_SOURCE_REMOVE;
  if (get_turns (root)->n_over != telling->turn)
    return G_SOURCE_CONTINUE;
  if (!can_be_said (telling, root, focus) && telling->n_looks++ < LOOKS)
    return G_SOURCE_CONTINUE;
  if (focus == NULL)
    return G_SOURCE_REMOVE;

  describe_as (focus, telling->text);
  g_weak_ref_set (&telling->said_on, focus);
  telling->n_said++;

  return G_SOURCE_CONTINUE;
}

static void
telling_free (gpointer user_data)
{
  ToteTelling *telling = user_data;
  g_autoptr (GtkRoot) root = g_weak_ref_get (&telling->root);

  if (root != NULL)
    get_turns (root)->n_over++;
  g_weak_ref_clear (&telling->root);
  g_weak_ref_clear (&telling->said_on);
  g_free (telling->text);
  g_free (telling);
}

/* Once the focus is where it stays: with what is gone nothing is said any more. */
static void
tell_soon (GtkWidget *about, GtkRoot *root, const char *text)
{
  ToteTelling *telling = g_new0 (ToteTelling, 1);

  g_weak_ref_init (&telling->root, root);
  g_weak_ref_init (&telling->said_on, NULL);
  telling->about = about;
  telling->text = g_strdup (text);
  telling->turn = get_turns (root)->n_taken++;
  g_timeout_add_full (G_PRIORITY_DEFAULT, SETTLED_MS / 2, tell, telling, telling_free);
}
#endif

/**
 * tote_access_is_telling:
 *
 * Returns: whether something of the same window is still to be said, of what was announced
 */
gboolean
tote_access_is_telling (GtkWidget *widget)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  return FALSE;
#else
  GtkRoot *root = gtk_widget_get_root (widget);

  return root != NULL && get_turns (root)->n_taken != get_turns (root)->n_over;
#endif
}

/**
 * tote_access_announce:
 * @widget: what the text is about
 * @text: what a screen reader should say now
 *
 * Before GTK 4.14 nothing can be said out of turn. Of what GTK 4.8 sends, Orca 43, the screen
 * reader of the same Debian, speaks unasked the new name of the active window, and the new name and
 * the new description of what has the focus. The description comes and goes without a trace on the
 * screen, so for an instant it is the text.
 */
void
tote_access_announce (GtkWidget *widget, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (widget);

#if GTK_CHECK_VERSION(4, 14, 0)
  /* GTK’s own bridge for tests (GTK_A11Y=test) cannot announce, and crashes up to 4.18. By the
   * window: a part of it that no reader has come to yet would not be heard. */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (root != NULL && g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (root), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#else
  if (root != NULL && *text != '\0')
    tell_soon (widget, root, text);
#endif
}

static void on_active (GtkWindow *window);

/* Nobody is in a window that another one has come up over, whose words would be lost. */
static void
tell_when_active (GtkWindow *window)
{
  g_signal_handlers_disconnect_by_func (window, on_active, NULL);
  g_signal_connect (window, "notify::is-active", G_CALLBACK (on_active), NULL);
}

static gboolean
focus_anew (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  g_object_set_qdata (G_OBJECT (window), anew_quark (), NULL);
  if (focus == NULL)
    return G_SOURCE_REMOVE;
  if (!gtk_window_is_active (window)) {
    tell_when_active (window);
    return G_SOURCE_REMOVE;
  }

  note_move (window);
  gtk_window_set_focus (window, NULL);
  /* What was typed meanwhile is not selected, or the next letter would take its place. */
  if (GTK_IS_TEXT (focus))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (focus));
  else
    gtk_window_set_focus (window, focus);

  return G_SOURCE_REMOVE;
}

/**
 * tote_access_tell_focus:
 * @widget: in a window
 *
 * Lets a screen reader say where the focus is: of what gets the focus before it is drawn GTK 4.8
 * does not tell.
 */
void
tote_access_tell_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr (GSource) source = g_timeout_source_new (SETTLED_MS);

  if (!GTK_IS_WINDOW (root))
    return;

  g_object_set_qdata (G_OBJECT (root), anew_quark (), root);
  g_source_set_closure (source,
                        g_cclosure_new_object_swap (G_CALLBACK (focus_anew), G_OBJECT (root)));
  g_source_attach (source, NULL);
}

static void
on_active (GtkWindow *window)
{
  if (!gtk_window_is_active (window))
    return;

  g_signal_handlers_disconnect_by_func (window, on_active, NULL);
  /* Where nothing is chosen to have the focus first, nothing has it before a key is pressed. */
  if (gtk_window_get_focus (window) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  tote_access_tell_focus (GTK_WIDGET (window));
}

/**
 * tote_access_tell_window:
 * @window: a window over another one, not on the screen yet
 *
 * Lets a screen reader say where the focus is in it, and by their words what its buttons are. In
 * the template of any window its role has to come before anything else: GTK 4.8 makes a window
 * known as soon as it hears of its title, or that it is modal, with no role if none is said by
 * then, and nobody would say its name.
 */
void
tote_access_tell_window (GtkWindow *window)
{
  tote_access_name_buttons (GTK_WIDGET (window));
  tell_when_active (window);
}

/**
 * tote_access_point_out:
 * @field: of a form
 * @problem: what is wrong with it, which its hint says as well
 *
 * Takes the focus there, so that the problem is heard with the field, or by itself where the focus
 * is there already.
 */
void
tote_access_point_out (GtkWidget *field, const char *problem)
{
  if ((gtk_widget_get_state_flags (field) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    tote_access_announce (field, problem);
  else
    gtk_widget_grab_focus (field);
}

/* What is only there to draw a row is nothing by itself. */
static void
hush (GtkWidget *widget)
{
#if !GTK_CHECK_VERSION(4, 10, 0)
  g_object_set (widget, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
#endif
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
}

/**
 * tote_access_name_row:
 * @row: a row of a list
 * @name: what a screen reader says of it
 *
 * Takes the place of the labels in it, which libadwaita lets name and describe the row.
 */
void
tote_access_name_row (GtkWidget *row, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  show_hint (row);
  tote_spoken_name (row, name);
}

/**
 * tote_access_name_entry:
 * @entry_row: an #AdwEntryRow
 *
 * Gives the text of a row the name a screen reader needs: libadwaita 1.2 names the row alone. To
 * GTK 4.8 a text is part of an entry that speaks for it; in a row there is none, and it would not
 * be there at all. There the row is nothing by itself, or the name is said twice.
 */
void
tote_access_name_entry (GtkWidget *entry_row)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (entry_row));
  g_autofree char *title = tote_spoken_dup_title (entry_row);

#if !GTK_CHECK_VERSION(4, 10, 0)
  g_object_set (text, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  gtk_widget_set_focusable (entry_row, FALSE);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (entry_row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  hush (entry_row);
#else
  /* Labelled by its title, and by the same title in the place of a text. */
  tote_access_name_row (entry_row, title);
#endif
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/**
 * tote_access_name_scroller:
 * @scroller: a #GtkScrolledWindow with nothing in it that takes the focus, not on the screen yet
 * @name: what is in it, since it takes the focus itself
 *
 * GTK 4.18 names nothing that only lays out.
 */
void
tote_access_name_scroller (GtkWidget *scroller, const char *name)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  g_object_set (scroller, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
#endif
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static const char *
tell_expanded (AdwExpanderRow *expander)
{
  return adw_expander_row_get_expanded (expander) ? C_ ("part of a form", "expanded")
                                                  : C_ ("part of a form", "collapsed");
}

static void
name_expander (AdwExpanderRow *expander)
{
  g_autofree char *title = tote_spoken_dup_title (GTK_WIDGET (expander));
  GtkWidget *inner = find_within (GTK_WIDGET (expander), ADW_TYPE_ACTION_ROW);
  g_autoptr (GString) name = g_string_new (NULL);

  tote_spoken_add (name, title);
  tote_spoken_add (name, tell_expanded (expander));
  tote_spoken_add (name, adw_expander_row_get_subtitle (expander));

  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  if (inner != NULL)
    tote_access_name_row (inner, name->str);
}

static void
on_expanded (AdwExpanderRow *expander)
{
  name_expander (expander);
  tote_access_announce (GTK_WIDGET (expander), tell_expanded (expander));
}

/* GTK 4.8 begins at the first choice, whichever was made: who listens would not hear which. */
static void
focus_chosen (GtkWidget *list)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) != 0)
      gtk_widget_grab_focus (row);
}

/* Its lists would be called after their class. */
static void
hush_inner_lists (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_LIST_BOX (child) || GTK_IS_LIST_VIEW (child))
      hush (child);
    if (GTK_IS_LIST_VIEW (child))
      g_signal_connect (child, "map", G_CALLBACK (focus_chosen), NULL);
    hush_inner_lists (child);
  }
}

/**
 * tote_access_name_expander:
 * @expander_row: an #AdwExpanderRow, not on the screen yet
 *
 * Names the row after its title and whether it is open: libadwaita 1.2 tells neither of the row
 * that takes the focus.
 */
void
tote_access_name_expander (GtkWidget *expander_row)
{
  hush_inner_lists (expander_row);
  g_signal_connect (expander_row, "notify::title", G_CALLBACK (name_expander), NULL);
  g_signal_connect (expander_row, "notify::subtitle", G_CALLBACK (name_expander), NULL);
  g_signal_connect (expander_row, "notify::expanded", G_CALLBACK (on_expanded), NULL);
  name_expander (ADW_EXPANDER_ROW (expander_row));
}

static void
name_combo (AdwComboRow *combo)
{
  GtkStringObject *chosen = adw_combo_row_get_selected_item (combo);
  g_autofree char *title = tote_spoken_dup_title (GTK_WIDGET (combo));
  g_autofree char *name =
      g_strjoin (", ", title, chosen != NULL ? gtk_string_object_get_string (chosen) : NULL, NULL);

  tote_access_name_row (GTK_WIDGET (combo), name);
}

/**
 * tote_access_name_combo:
 * @combo_row: an #AdwComboRow of strings
 *
 * Names the row after its title and what is chosen, which libadwaita 1.2 does not tell.
 */
void
tote_access_name_combo (GtkWidget *combo_row)
{
  hush_inner_lists (combo_row);
  g_signal_connect (combo_row, "notify::selected-item", G_CALLBACK (name_combo), NULL);
  name_combo (ADW_COMBO_ROW (combo_row));
}

static void
name_choice (GtkDropDown *drop_down)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (drop_down);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));

  if (chosen != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    gtk_string_object_get_string (chosen), -1);
}

/**
 * tote_access_name_drop_down:
 * @drop_down: a #GtkDropDown of strings, labelled by what it is for
 *
 * Gives the button in it, which takes the focus, the name of what is chosen: GTK 4.8 names it after
 * its class. What it is for is said of the whole.
 */
void
tote_access_name_drop_down (GtkWidget *drop_down)
{
  hush_inner_lists (drop_down);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (name_choice), NULL);
  name_choice (GTK_DROP_DOWN (drop_down));
}

/**
 * tote_access_name_menu:
 * @menu: a #GtkPopoverMenu that has its items, or what is in one
 *
 * GTK 4.18 names them after a label that it takes for a mere ornament, and so not at all.
 */
void
tote_access_name_menu (GtkWidget *menu)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  if (g_str_equal (G_OBJECT_TYPE_NAME (menu), "GtkModelButton")) {
    g_autofree char *text = NULL;

    g_object_get (menu, "text", &text, NULL);
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
    gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  }

  for (GtkWidget *child = gtk_widget_get_first_child (menu); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tote_access_name_menu (child);
#endif
}

/**
 * tote_access_name_pages:
 * @widget: where to begin
 * @name: what all pages of a stack in it are called
 *
 * In GTK 4.8 a page of a stack is named after its class.
 */
void
tote_access_name_pages (GtkWidget *widget, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_STACK (widget))
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (gtk_stack_get_page (GTK_STACK (widget), child)),
          GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    tote_access_name_pages (child, name);
  }
}

/**
 * tote_access_name_toasts:
 * @overlay: an #AdwToastOverlay
 *
 * Gives a name to what closes a toast, which has none in libadwaita 1.2.
 */
void
tote_access_name_toasts (GtkWidget *overlay)
{
  for (GtkWidget *child = gtk_widget_get_last_child (overlay); child != NULL;
       child = gtk_widget_get_prev_sibling (child)) {
    GtkWidget *button = gtk_widget_get_last_child (child);

    if (strcmp (G_OBJECT_TYPE_NAME (child), "AdwToastWidget") != 0)
      continue;
    if (GTK_IS_BUTTON (button) && gtk_widget_get_tooltip_text (button) == NULL)
      gtk_widget_set_tooltip_text (button, _ ("Close"));
    tote_access_name_buttons (child);
  }
}
