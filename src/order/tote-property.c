/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-property.h"

/**
 * tote_property_set_text:
 * @object: (type GObject): whose property it is
 * @text: (inout): the property's value
 * @fresh: (nullable): the value it should have
 * @pspec: the property
 *
 * Takes over a text and notifies, if it differs.
 *
 * Returns: whether it differed
 */
gboolean
tote_property_set_text (gpointer object, char **text, const char *fresh, GParamSpec *pspec)
{
  if (g_strcmp0 (*text, fresh) == 0)
    return FALSE;

  g_free (*text);
  *text = g_strdup (fresh);
  g_object_notify_by_pspec (object, pspec);
  return TRUE;
}

/**
 * tote_property_set_flag:
 * @object: (type GObject): whose property it is
 * @flag: (inout): the property's value
 * @fresh: the value it should have
 * @pspec: the property
 *
 * Takes over a truth and notifies, if it differs.
 *
 * Returns: whether it differed
 */
gboolean
tote_property_set_flag (gpointer object, gboolean *flag, gboolean fresh, GParamSpec *pspec)
{
  if (*flag == !!fresh)
    return FALSE;

  *flag = !!fresh;
  g_object_notify_by_pspec (object, pspec);
  return TRUE;
}

/**
 * tote_property_set_time:
 * @object: (type GObject): whose property it is
 * @time: (inout): the property's value
 * @fresh: (nullable): the value it should have
 * @pspec: (nullable): the property, %NULL when nobody is told
 *
 * Takes over a time and notifies, if it is another moment.
 *
 * Returns: whether it differed
 */
gboolean
tote_property_set_time (gpointer object, GDateTime **time, GDateTime *fresh, GParamSpec *pspec)
{
  if (*time == NULL || fresh == NULL ? *time == fresh : g_date_time_equal (*time, fresh))
    return FALSE;

  g_clear_pointer (time, g_date_time_unref);
  *time = fresh != NULL ? g_date_time_ref (fresh) : NULL;
  if (pspec != NULL)
    g_object_notify_by_pspec (object, pspec);
  return TRUE;
}
