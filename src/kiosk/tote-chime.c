/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chime.h"

#ifdef TOTE_HAVE_GSOUND
#include <gsound.h>
#endif

#define SOUND "complete" /* of the sound naming specification */

struct _ToteChime {
  GObject parent_instance;

  GObject *context; /* (owned) (nullable): a GSoundContext: a sound ends with it */
  gboolean ringing; /* a thread is at it, and has the context */
};

G_DEFINE_FINAL_TYPE (ToteChime, tote_chime, G_TYPE_OBJECT)

static void
tote_chime_dispose (GObject *object)
{
  g_clear_object (&TOTE_CHIME (object)->context);

  G_OBJECT_CLASS (tote_chime_parent_class)->dispose (object);
}

static void
tote_chime_class_init (ToteChimeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_chime_dispose;
}

static void
tote_chime_init (ToteChime *self)
{
}

/**
 * tote_chime_new:
 *
 * Returns: (transfer full): a chime that is quiet
 */
ToteChime *
tote_chime_new (void)
{
  return g_object_new (TOTE_TYPE_CHIME, NULL);
}

#ifdef TOTE_HAVE_GSOUND
/* Who serves the sounds may have to be asked for first, and may not answer. */
static void
play (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ToteChime *self = source;
  GError *error = NULL;

  if (self->context == NULL)
    self->context = (GObject *) gsound_context_new (cancellable, &error);
  if (self->context != NULL &&
      gsound_context_play_simple (GSOUND_CONTEXT (self->context), cancellable, &error,
                                  GSOUND_ATTR_EVENT_ID, SOUND, NULL))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_played (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  TOTE_CHIME (source)->ringing = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_debug ("No chime: %s", error->message);
}
#endif

/**
 * tote_chime_ring:
 *
 * Rings once, however many call for it meanwhile.
 */
void
tote_chime_ring (ToteChime *self)
{
  g_return_if_fail (TOTE_IS_CHIME (self));

#ifdef TOTE_HAVE_GSOUND
  if (!self->ringing) {
    g_autoptr (GTask) task = g_task_new (self, NULL, on_played, NULL);

    self->ringing = TRUE;
    g_task_set_source_tag (task, tote_chime_ring);
    g_task_run_in_thread (task, play);
  }
#endif
}
