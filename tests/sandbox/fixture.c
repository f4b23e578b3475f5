/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>

typedef struct {
  GBytes *body;
  GError *error;
  gboolean done;
} Wait;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  wait->body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &wait->error);
  wait->done = TRUE;
}

/* The first part; options may still be changed before fixture_start(). */
void
fixture_set_up (Fixture *self, ToteSandboxStory story)
{
  self->options = tote_sandbox_options_new ();
  self->clock = tote_sandbox_clock_new_manual (FIXTURE_START);
  self->options->story = story;
  self->options->clock = g_object_ref (self->clock);
  self->session = soup_session_new ();
}

void
fixture_start (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->server = tote_sandbox_server_new (self->options);
  tote_sandbox_server_start (self->server, &error);
  g_assert_no_error (error);
  self->token = tote_sandbox_server_mint_token (self->server, 0);
}

void
fixture_tear_down (Fixture *self)
{
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  tote_sandbox_server_stop (self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->server);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->options, tote_sandbox_options_free);
  g_clear_pointer (&self->token, g_free);
}

void
fixture_jump (Fixture *self, int seconds)
{
  tote_sandbox_clock_advance (self->clock, seconds * G_TIME_SPAN_SECOND);
}

Answer *
fixture_ask (Fixture *self, const char *method, const char *path, const char *body)
{
  g_autofree char *uri = g_strconcat (tote_sandbox_server_get_uri (self->server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  Answer *answer = g_new0 (Answer, 1);
  Wait wait = { NULL, NULL, FALSE };

  if (self->token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  bearer);
  }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  }
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, on_answer,
                                    &wait);
  while (!wait.done)
    g_main_context_iteration (NULL, TRUE);

  answer->body = wait.body;
  answer->error = wait.error;
  answer->status = wait.body != NULL ? soup_message_get_status (message) : 0;
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if (wait.body != NULL) {
    gsize length = 0;
    const char *text = g_bytes_get_data (wait.body, &length);
    g_autofree char *copy = g_strndup (text != NULL ? text : "", length);

    answer->root = json_from_string (copy, NULL);
  }
  return answer;
}

/* GETs something of the first order. */
Answer *
fixture_ask_order (Fixture *self, const char *rest)
{
  g_autofree char *path = g_strconcat (
      "/v2/post_checkout/orders/", tote_sandbox_server_get_order_id (self->server, 0), rest, NULL);

  return fixture_ask (self, "GET", path, NULL);
}

char *
fixture_get_state (Fixture *self)
{
  g_autoptr (Answer) answer = fixture_ask_order (self, "");

  return g_strdup (json_object_get_string_member (answer_get_object (answer), "workflow_state"));
}

JsonObject *
answer_get_object (Answer *self)
{
  g_assert_no_error (self->error);
  g_assert_nonnull (self->root);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (self->root));
  return json_node_get_object (self->root);
}

void
answer_free (Answer *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->root, json_node_unref);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_error (&self->error);
  g_free (self);
}
