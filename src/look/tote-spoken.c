/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-spoken.h"

#include <adwaita.h>
#include <string.h>

/* clang-format off */
static G_DEFINE_QUARK (tote-spoken-name, name)
static G_DEFINE_QUARK (tote-spoken-given, given)
static G_DEFINE_QUARK (tote-spoken-parts, parts)
static G_DEFINE_QUARK (tote-spoken-calm, calm)
/* clang-format on */

/* What has the focus gets no new name by itself before this has passed since the last one. */
#define CALM_US (10 * G_USEC_PER_SEC)

/* A name that may change while the widget has the focus. */
typedef struct {
  GtkWidget *widget; /* (unowned): has this */
  ToteClock *clock;  /* (owned) */
  char *next;        /* (owned) (nullable): what waits for its time */
  gint64 heard_at;   /* when the focused widget was given its last name; monotonic */
  guint timer;       /* that gives it the next one, 0 for none */
} ToteSpokenCalm;

static void on_focus_left (GtkWidget *widget);

/* What parts words for the eye is a word of its own for some screen readers. */
static void
add_plain (GString *spoken, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " · ", -1);
  g_autofree char *plain = g_strjoinv (", ", parts);

  g_string_append (spoken, plain);
}

/**
 * tote_spoken_add:
 * @spoken: what is said so far
 * @text: (nullable): what is said next; nothing is added for an empty text
 */
void
tote_spoken_add (GString *spoken, const char *text)
{
  g_return_if_fail (spoken != NULL);

  if (text == NULL || *text == '\0')
    return;

  if (spoken->len > 0)
    g_string_append (spoken, strchr (".!?:,", spoken->str[spoken->len - 1]) != NULL ? " " : ", ");
  add_plain (spoken, text);
}

static gboolean
take_name (GtkWidget *widget)
{
  g_autofree char *name = NULL;

  if (gtk_widget_has_focus (widget))
    return G_SOURCE_REMOVE;

  g_signal_handlers_disconnect_by_func (widget, on_focus_left, NULL);
  name = g_object_steal_qdata (G_OBJECT (widget), name_quark ());
  if (name != NULL)
    tote_spoken_name_at_once (widget, name);

  return G_SOURCE_REMOVE;
}

/* Once the screen reader has gone on as well, unless the widget is gone by then. */
static void
on_focus_left (GtkWidget *widget)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_closure (source,
                        g_cclosure_new_object_swap (G_CALLBACK (take_name), G_OBJECT (widget)));
  g_source_attach (source, NULL);
}

/**
 * tote_spoken_name:
 * @widget: what takes the focus
 * @name: what a screen reader says of it
 *
 * A screen reader says the whole name again when it changes under the focus. What changes meanwhile
 * is told by itself (#ToteAnnouncer), so the new name waits until the focus has left.
 */
void
tote_spoken_name (GtkWidget *widget, const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (name != NULL);

  if (!gtk_widget_has_focus (widget)) {
    tote_spoken_name_at_once (widget, name);
    return;
  }

  g_object_set_qdata_full (G_OBJECT (widget), name_quark (), g_strdup (name), g_free);
  g_signal_handlers_disconnect_by_func (widget, on_focus_left, NULL);
  g_signal_connect (widget, "notify::has-focus", G_CALLBACK (on_focus_left), NULL);
}

/**
 * tote_spoken_name_at_once:
 * @widget: what takes the focus
 * @name: what a screen reader says of it, again if it has the focus
 */
void
tote_spoken_name_at_once (GtkWidget *widget, const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (name != NULL);

  g_object_set_qdata (G_OBJECT (widget), name_quark (), NULL);
  if (g_strcmp0 (name, g_object_get_qdata (G_OBJECT (widget), given_quark ())) == 0)
    return;

  g_object_set_qdata_full (G_OBJECT (widget), given_quark (), g_strdup (name), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
calm_free (gpointer user_data)
{
  ToteSpokenCalm *calm = user_data;

  tote_clock_clear_timer (calm->clock, &calm->timer);
  g_object_unref (calm->clock);
  g_free (calm->next);
  g_free (calm);
}

static ToteSpokenCalm *
get_calm (GtkWidget *widget, ToteClock *clock)
{
  ToteSpokenCalm *calm = g_object_get_qdata (G_OBJECT (widget), calm_quark ());

  if (calm != NULL && calm->clock == clock)
    return calm;

  calm = g_new0 (ToteSpokenCalm, 1);
  calm->widget = widget;
  calm->clock = g_object_ref (clock);
  calm->heard_at = tote_clock_get_monotonic_time (clock) - CALM_US;
  g_object_set_qdata_full (G_OBJECT (widget), calm_quark (), calm, calm_free);

  return calm;
}

static gboolean
say_next (gpointer user_data)
{
  ToteSpokenCalm *calm = user_data;
  g_autofree char *next = g_steal_pointer (&calm->next);

  calm->timer = 0;
  if (gtk_widget_has_focus (calm->widget))
    calm->heard_at = tote_clock_get_monotonic_time (calm->clock);
  tote_spoken_name_at_once (calm->widget, next);

  return G_SOURCE_REMOVE;
}

/**
 * tote_spoken_name_calmly:
 * @widget: what takes the focus
 * @name: what a screen reader says of it
 * @clock: that the widget goes by
 *
 * For a name that is what one stays there for: it changes under the focus, but not again before ten
 * seconds have passed, and then to the newest there is.
 */
void
tote_spoken_name_calmly (GtkWidget *widget, const char *name, ToteClock *clock)
{
  g_autoptr (GString) spoken = g_string_new (NULL);
  ToteSpokenCalm *calm;
  gint64 left;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (name != NULL);
  g_return_if_fail (TOTE_IS_CLOCK (clock));

  calm = get_calm (widget, clock);
  left = calm->heard_at + CALM_US - tote_clock_get_monotonic_time (clock);
  add_plain (spoken, name);
  g_free (calm->next);
  calm->next = g_string_free (g_steal_pointer (&spoken), FALSE);
  if (calm->timer != 0)
    return;

  if (gtk_widget_has_focus (widget) && left > 0)
    calm->timer = tote_clock_add_timer (clock, left, say_next, calm);
  else
    say_next (calm);
}

/* Not owned: what is in a template has to go before what the template is of. */
static void
part_free (gpointer part)
{
  g_weak_ref_clear (part);
  g_free (part);
}

static char *
compose (GPtrArray *parts)
{
  g_autoptr (GString) spoken = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++) {
    g_autoptr (GtkWidget) part = g_weak_ref_get (parts->pdata[i]);
    g_autofree char *text = NULL;

    if (part == NULL || !gtk_widget_get_visible (part))
      continue;
    g_object_get (part, "label", &text, NULL);
    tote_spoken_add (spoken, text);
  }

  return g_string_free (g_steal_pointer (&spoken), FALSE);
}

static void
on_part_changed (GtkWidget *place)
{
  g_autofree char *name = compose (g_object_get_qdata (G_OBJECT (place), parts_quark ()));

  tote_spoken_name (place, name);
}

static void
add_part (GtkWidget *place, GPtrArray *parts, GtkWidget *part)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, part);
  g_ptr_array_add (parts, ref);
  g_signal_connect_object (part, "notify::label", G_CALLBACK (on_part_changed), place,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (part, "notify::visible", G_CALLBACK (on_part_changed), place,
                           G_CONNECT_SWAPPED);
}

/**
 * tote_spoken_compose:
 * @place: what takes the focus
 * @...: widgets with a property “label”, then %NULL
 *
 * Names @place after what the widgets say, in this order, and stays with them: of several labels
 * that name a thing a screen reader reads in an order of its own.
 */
void
tote_spoken_compose (GtkWidget *place, ...)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  g_autofree char *name = NULL;
  GtkWidget *part;
  va_list rest;

  g_return_if_fail (GTK_IS_WIDGET (place));

  tote_spoken_end (place);
  va_start (rest, place);
  while ((part = va_arg (rest, GtkWidget *)) != NULL)
    add_part (place, parts, part);
  va_end (rest);

  name = compose (parts);
  g_object_set_qdata_full (G_OBJECT (place), parts_quark (), parts,
                           (GDestroyNotify) g_ptr_array_unref);
  tote_spoken_name_at_once (place, name);
}

/**
 * tote_spoken_end:
 * @place: something that was named with tote_spoken_compose(), or not
 *
 * Its name stays as it is, until something else names it.
 */
void
tote_spoken_end (GtkWidget *place)
{
  GPtrArray *parts;

  g_return_if_fail (GTK_IS_WIDGET (place));

  parts = g_object_get_qdata (G_OBJECT (place), parts_quark ());
  for (guint i = 0; parts != NULL && i < parts->len; i++) {
    g_autoptr (GtkWidget) part = g_weak_ref_get (parts->pdata[i]);

    if (part != NULL)
      g_signal_handlers_disconnect_by_func (part, on_part_changed, place);
  }
  g_object_set_qdata (G_OBJECT (place), parts_quark (), NULL);
  g_object_set_qdata (G_OBJECT (place), name_quark (), NULL);
}

/**
 * tote_spoken_dup_title:
 * @row: an #AdwPreferencesRow
 *
 * Returns: (transfer full): its title as it is read, without the mark of an access key
 */
char *
tote_spoken_dup_title (GtkWidget *row)
{
  AdwPreferencesRow *titled = ADW_PREFERENCES_ROW (row);
  const char *title = adw_preferences_row_get_title (titled);
  g_auto (GStrv) parts =
      g_strsplit (title, "_", adw_preferences_row_get_use_underline (titled) ? 2 : 1);

  return g_strjoinv ("", parts);
}
