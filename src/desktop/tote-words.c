/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-words.h"

#include "tote-connect-error.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

/* The plain C locale speaks the language of the source, which is US English, so its clock is
 * that of the United States too. */
static gboolean
is_source_locale (void)
{
  const char *name = setlocale (LC_TIME, NULL);

  return name == NULL || g_str_has_prefix (name, "C") || g_str_equal (name, "POSIX");
}

static gboolean
is_twelve_hour_clock (void)
{
  const char *pattern = nl_langinfo (T_FMT);

  return is_source_locale () || strstr (pattern, "%p") != NULL || strstr (pattern, "%r") != NULL ||
         strstr (pattern, "%I") != NULL;
}

static char *
format (GDateTime *at, const char *pattern)
{
  char *text = g_date_time_format (at, pattern);

  return text != NULL ? text : g_strdup ("");
}

/**
 * tote_words_time:
 * @at: a moment, in any zone
 *
 * Returns: (transfer full): its time of day here, by the locale's clock
 */
char *
tote_words_time (GDateTime *at)
{
  g_autoptr (GDateTime) local = g_date_time_to_local (at);

  /* Translators: a time of day on a twelve-hour and on a twenty-four-hour clock. */
  return format (local, is_twelve_hour_clock () ? _ ("%-l:%M %p") : _ ("%H:%M"));
}

static gboolean
same_half_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_hour (a) / 12 == g_date_time_get_hour (b) / 12 &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

/**
 * tote_words_time_range:
 * @starts_at: (nullable): the slot's start
 * @ends_at: (nullable): the slot's end
 *
 * Returns: (transfer full): “1:30 – 3:30 PM”, one time where the other is not known, or nothing
 */
char *
tote_words_time_range (GDateTime *starts_at, GDateTime *ends_at)
{
  g_autoptr (GDateTime) from = starts_at != NULL ? g_date_time_to_local (starts_at) : NULL;
  g_autoptr (GDateTime) to = ends_at != NULL ? g_date_time_to_local (ends_at) : NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (from == NULL && to == NULL)
    return g_strdup ("");

  if (from == NULL || to == NULL)
    return tote_words_time (from != NULL ? from : to);

  if (is_twelve_hour_clock () && same_half_day (from, to))
    first = format (from, _ ("%-l:%M"));
  else
    first = tote_words_time (from);

  last = tote_words_time (to);

  /* Translators: the start and the end of a time slot. */
  return g_strdup_printf (_ ("%s – %s"), first, last);
}

static int
days_between (GDateTime *from, GDateTime *to)
{
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, (GDateDay) g_date_time_get_day_of_month (from),
                  (GDateMonth) g_date_time_get_month (from),
                  (GDateYear) g_date_time_get_year (from));
  g_date_set_dmy (&b, (GDateDay) g_date_time_get_day_of_month (to),
                  (GDateMonth) g_date_time_get_month (to), (GDateYear) g_date_time_get_year (to));

  return g_date_days_between (&a, &b);
}

/**
 * tote_words_day:
 * @at: a moment
 * @now: the present
 *
 * Returns: (transfer full): “Today”, “Tomorrow”, “Yesterday”, or the date
 */
char *
tote_words_day (GDateTime *at, GDateTime *now)
{
  g_autoptr (GDateTime) day = g_date_time_to_local (at);
  g_autoptr (GDateTime) today = g_date_time_to_local (now);

  switch (days_between (today, day)) {
  case -1:
    return g_strdup (_ ("Yesterday"));
  case 0:
    return g_strdup (_ ("Today"));
  case 1:
    return g_strdup (_ ("Tomorrow"));
  default:
    /* Translators: a date such as “Sunday, November 22”. */
    return format (day, _ ("%A, %B %-e"));
  }
}

/**
 * tote_words_moment:
 * @at: a moment
 * @now: the present
 *
 * Returns: (transfer full): the time alone when it is today, else day and time
 */
char *
tote_words_moment (GDateTime *at, GDateTime *now)
{
  g_autoptr (GDateTime) day = g_date_time_to_local (at);
  g_autoptr (GDateTime) today = g_date_time_to_local (now);
  g_autofree char *time = tote_words_time (at);
  g_autofree char *name = NULL;

  if (days_between (today, day) == 0)
    return g_steal_pointer (&time);

  name = tote_words_day (at, now);

  /* Translators: a day and a time of day. */
  return g_strdup_printf (C_ ("day and time", "%s %s"), name, time);
}

/**
 * tote_words_age:
 * @age_us: how old something is, in microseconds; a negative age counts as none
 *
 * The steps widen with the age, so that a label changes only now and then.
 *
 * Returns: (transfer full): “4 s ago”, “2 min ago”, …
 */
char *
tote_words_age (gint64 age_us)
{
  gint64 seconds = MAX (age_us, 0) / G_USEC_PER_SEC;
  int minutes = (int) MIN (seconds / 60, 24 * 60);

  if (seconds < 1)
    return g_strdup (_ ("just now"));

  if (seconds < 60)
    /* Translators: seconds, abbreviated. */
    return g_strdup_printf (_ ("%d s ago"), (int) (seconds < 15 ? seconds : seconds / 5 * 5));

  if (minutes < 60)
    /* Translators: minutes, abbreviated. */
    return g_strdup_printf (_ ("%d min ago"), minutes);

  /* Translators: hours, abbreviated. */
  return g_strdup_printf (_ ("%d h ago"), minutes / 60);
}

/* Forty lines of instructions are one here; the card of wishes has them as they are. */
static void
add_text (GPtrArray *parts, const char *text)
{
  if (text != NULL && *text != '\0')
    g_ptr_array_add (parts, g_strdelimit (g_strdup (text), "\n\r\v\f", ' '));
}

/**
 * tote_words_product:
 * @product: (nullable): something on the order
 *
 * Returns: its name, or words that stand in where it has none
 */
const char *
tote_words_product (ToteProduct *product)
{
  const char *name = product != NULL ? tote_product_get_name (product) : NULL;

  return name != NULL && *name != '\0' ? name : _ ("Item without a name");
}

/**
 * tote_words_wishes:
 * @handling: (nullable): what the customer asked for
 *
 * Returns: (transfer full): the wishes in one line, or nothing
 */
char *
tote_words_wishes (ToteHandling *handling)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (handling == NULL)
    return g_strdup ("");

  add_text (parts, tote_handling_get_dropoff_location (handling));
  add_text (parts, tote_handling_get_instructions (handling));
  add_text (parts, tote_handling_get_notes (handling));

  /* Alcohol rules out leaving the order unattended (contract 3.4). */
  if (tote_handling_get_alcoholic (handling))
    add_text (parts, _ ("ID checked at the door"));
  else if (tote_handling_get_leave_unattended (handling))
    add_text (parts, _ ("Left at the door"));

  if (tote_handling_get_certified_delivery (handling))
    add_text (parts, _ ("Signature needed"));

  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

static const struct {
  ToteConnectError code;
  const char *icon;
  const char *title;
  const char *text;
} failures[] = {
  { TOTE_CONNECT_ERROR_CERTIFICATE, "dialog-warning-symbolic", N_ ("The connection is not safe"),
    N_ ("The server’s certificate is not valid, so nothing was sent. Tell your store about it.") },
  { TOTE_CONNECT_ERROR_UNAUTHORISED, "dialog-password-symbolic", N_ ("You are signed out"),
    N_ ("Open the link to your order again from the store’s site or message to get back in.") },
  { TOTE_CONNECT_ERROR_NO_TOKEN, "dialog-password-symbolic", N_ ("You are not signed in"),
    N_ ("Open the link to your order from the store’s site or message to sign in.") },
  { TOTE_CONNECT_ERROR_FORBIDDEN, "dialog-password-symbolic", N_ ("This order is not yours to see"),
    N_ ("Open the link to your order from the store’s site or message.") },
  { TOTE_CONNECT_ERROR_NOT_FOUND, "edit-find-symbolic", N_ ("No such order"),
    N_ ("The store does not know this order. Check the link, or ask the store.") },
  { TOTE_CONNECT_ERROR_NOT_OFFERED, "edit-find-symbolic", N_ ("Not offered here"),
    N_ ("This server does not tell how orders come along. Ask the store.") },
  { TOTE_CONNECT_ERROR_REFUSED, "dialog-warning-symbolic", N_ ("The store refused"),
    N_ ("The store’s server did not accept the request. It will be asked again.") },
  { TOTE_CONNECT_ERROR_BUSY, "network-error-symbolic", N_ ("The store is busy"),
    N_ ("The store’s server asks for patience. It will be asked again soon.") },
  { TOTE_CONNECT_ERROR_SERVER, "network-error-symbolic", N_ ("The store has a problem"),
    N_ ("The store’s server is in trouble. It will be asked again soon.") },
  { TOTE_CONNECT_ERROR_MALFORMED, "network-error-symbolic", N_ ("The answer made no sense"),
    N_ ("The server answered with something else than an order. It will be asked again.") },
  { TOTE_CONNECT_ERROR_TOO_LARGE, "network-error-symbolic", N_ ("The answer was too large"),
    N_ ("The server answered with more than an order can be. It will be asked again.") },
  { TOTE_CONNECT_ERROR_REDIRECTED, "network-error-symbolic", N_ ("The server has moved"),
    N_ ("The server points somewhere else, which is not followed for your safety.") },
};

static int
find_failure (const GError *error)
{
  for (guint i = 0; error != NULL && i < G_N_ELEMENTS (failures); i++)
    if (g_error_matches (error, TOTE_CONNECT_ERROR, (int) failures[i].code))
      return (int) i;

  return -1;
}

/**
 * tote_words_failure_title:
 * @error: (nullable): why the order cannot be followed
 *
 * Returns: (transfer full): that, in a few words
 */
char *
tote_words_failure_title (const GError *error)
{
  int i = find_failure (error);

  return g_strdup (i < 0 ? _ ("Cannot reach the store") : _ (failures[i].title));
}

/**
 * tote_words_failure:
 * @error: (nullable): why the order cannot be followed
 *
 * Returns: (transfer full): a sentence that says what to do
 */
char *
tote_words_failure (const GError *error)
{
  int i = find_failure (error);

  return g_strdup (i < 0 ? _ ("Check your network. The store will be asked again by itself.")
                         : _ (failures[i].text));
}

/**
 * tote_words_failure_icon:
 * @error: (nullable): why the order cannot be followed
 *
 * Returns: the name of a symbolic icon
 */
const char *
tote_words_failure_icon (const GError *error)
{
  int i = find_failure (error);

  return i < 0 ? "network-offline-symbolic" : failures[i].icon;
}
