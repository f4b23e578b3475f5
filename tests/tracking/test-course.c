/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a wish is sent, looked for, given up and too old: no clock, no line. */
#include "tote-course.h"

#define SECOND G_USEC_PER_SEC
#define NOW (1000 * SECOND)
#define LIFE (600 * SECOND)

static void
test_states (void)
{
  static const ToteSendState states[] = {
    TOTE_SEND_STATE_SENDING,   TOTE_SEND_STATE_SENDING, TOTE_SEND_STATE_SENDING,
    TOTE_SEND_STATE_SENDING,   TOTE_SEND_STATE_SENT,    TOTE_SEND_STATE_SENT,
    TOTE_SEND_STATE_FAILED,    TOTE_SEND_STATE_UNCLEAR, TOTE_SEND_STATE_OVERDUE,
    TOTE_SEND_STATE_OVERTAKEN,
  };
  ToteCourse course = TOTE_COURSE_INIT;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    tote_course_move (&course, i);
    g_assert_cmpint (tote_course_get_send_state (&course), ==, states[i]);
    g_assert_cmpint (tote_course_is_pending (&course), ==, i <= TOTE_OUTBOX_CHECKING);
    g_assert_cmpint (tote_course_is_sought (&course), ==,
                     i == TOTE_OUTBOX_CHECKING || i == TOTE_OUTBOX_UNCLEAR);
  }
}

/* Read back for two minutes, each time later; what is asked for counts for this way alone. */
static void
test_read_back (void)
{
  ToteCourse course = TOTE_COURSE_INIT;
  gint64 now = NOW, wait = 0;

  course.asked = TRUE;
  tote_course_begin_checks (&course, now);
  g_assert_cmpint (course.not_before, ==, now);
  g_assert_false (course.asked);
  for (guint i = 1; !tote_course_is_read_back_over (&course, now, 1); i++) {
    course.asked = TRUE;
    tote_course_check_later (&course, now, 1);
    g_assert_false (course.asked);
    g_assert_cmpuint (course.checks, ==, i);
    g_assert_cmpint (course.not_before - now, >, wait);
    wait = course.not_before - now;
    now = course.not_before;
  }
  g_assert_cmpint (now, >=, NOW + 120 * SECOND);
  g_assert_cmpint (now, <, NOW + 240 * SECOND);
  g_assert_false (tote_course_is_read_back_over (&course, NOW + 119 * SECOND, 1));
  g_assert_true (tote_course_is_read_back_over (&course, NOW + 12 * SECOND, 0.1));
}

static void
test_back_off (void)
{
  ToteCourse course = TOTE_COURSE_INIT;

  tote_course_back_off (&course, NOW, 0, 1);
  g_assert_cmpint (course.not_before, ==, NOW + 2 * SECOND); /* never two of a kind sooner */
  for (guint i = 0; i < 20; i++)
    tote_course_back_off (&course, NOW, 1, 1);
  g_assert_cmpint (course.not_before, ==, NOW + 60 * SECOND);
  g_assert_cmpuint (course.failures, ==, 21);

  course.refusal = g_strdup ("Decided already");
  tote_course_begin (&course, NOW + SECOND);
  g_assert_cmpuint (course.failures, ==, 0);
  g_assert_cmpint (course.not_before, ==, NOW + SECOND);
  g_assert_null (course.refusal);
}

static void
test_expiry (void)
{
  ToteCourse course = TOTE_COURSE_INIT;

  g_assert_cmpint (course.expires_at, ==, G_MAXINT64);
  tote_course_set_expiry (&course, LIFE, 0, NOW);
  g_assert_cmpint (course.expires_at, ==, NOW + LIFE);
  tote_course_set_expiry (&course, LIFE, 200 * SECOND, NOW);
  g_assert_cmpint (course.expires_at, ==, NOW + 400 * SECOND);
  tote_course_set_expiry (&course, LIFE, LIFE, NOW);
  g_assert_cmpint (course.expires_at, ==, NOW);

  /* The clock was put right meanwhile, or was wrong. */
  tote_course_set_expiry (&course, LIFE, -60 * SECOND, NOW);
  g_assert_cmpint (course.expires_at, ==, NOW + LIFE);
  tote_course_set_expiry (&course, LIFE, -61 * SECOND, NOW);
  g_assert_cmpint (course.expires_at, ==, NOW);
  tote_course_set_expiry (&course, G_MAXINT64, -61 * SECOND, NOW);
  g_assert_cmpint (course.expires_at, ==, G_MAXINT64);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/course/states", test_states);
  g_test_add_func ("/course/read-back", test_read_back);
  g_test_add_func ("/course/back-off", test_back_off);
  g_test_add_func ("/course/expiry", test_expiry);

  return g_test_run ();
}
