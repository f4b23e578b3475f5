/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-sandbox-fixture.h"

#include "test-child.h"
#include "tote-conversation.h"
#include "tote-session.h"
#include "tote-static-tokens.h"

#include <string.h>

JsonObject *
test_sandbox_get_order (SandboxFixture *fixture)
{
  JsonObject *object = json_node_get_object (fixture->ready);

  return json_array_get_object_element (json_object_get_array_member (object, "orders"), 0);
}

static void
read_ready_line (SandboxFixture *fixture)
{
  g_autoptr (GDataInputStream) lines =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->process));
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  fixture->ready = json_from_string (line, &error);
  g_assert_no_error (error);
}

/* arguments: what tote-sandbox is started with. */
void
test_sandbox_set_up (SandboxFixture *fixture, gconstpointer arguments)
{
  g_autofree char *line = g_strdup_printf ("%s --speed 0.001 --items 12 --extra-members %s",
                                           g_getenv ("TOTE_SANDBOX"), (const char *) arguments);
  g_auto (GStrv) argv = NULL;
  g_autoptr (ToteTokenSource) tokens = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  fixture->process = test_child_new ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  read_ready_line (fixture);

  fixture->url = json_object_get_string_member (json_node_get_object (fixture->ready), "url");
  fixture->order_id = json_object_get_string_member (test_sandbox_get_order (fixture), "id");
  tokens = tote_static_tokens_new (
      json_object_get_string_member (test_sandbox_get_order (fixture), "token"));
  fixture->session = tote_session_new ();
  fixture->client = tote_client_new (fixture->url, tokens, fixture->session, &error);
  g_assert_no_error (error);
}

void
test_sandbox_tear_down (SandboxFixture *fixture, gconstpointer arguments)
{
  g_subprocess_force_exit (fixture->process);
  g_subprocess_wait (fixture->process, NULL, NULL);
  g_object_unref (fixture->process);
  g_assert_finalize_object (fixture->client);
  g_object_unref (fixture->session);
  json_node_unref (fixture->ready);
}

/* One of the calls under /sandbox/. */
JsonNode *
test_sandbox_control (SandboxFixture *fixture, const char *call, const char *json)
{
  g_autofree char *address = g_strconcat (fixture->url, "/sandbox/", call, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", address);
  g_autoptr (GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));

  return json_from_string (text, NULL);
}

void
test_sandbox_command (SandboxFixture *fixture, const char *call, const char *json)
{
  g_autoptr (JsonNode) answer = test_sandbox_control (fixture, call, json);

  g_assert_nonnull (answer);
}

ToteResponse *
test_sandbox_try_read (SandboxFixture *fixture, ToteClient *client, ToteResource resource,
                       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tote_client_read_async (client, fixture->order_id, resource, NULL, FALSE, NULL, test_keep_result,
                          &result);
  test_wait ((gpointer *) &result);

  return tote_client_read_finish (client, result, error);
}

ToteResponse *
test_sandbox_read_good (SandboxFixture *fixture, ToteResource resource)
{
  g_autoptr (GError) error = NULL;
  ToteResponse *answer = test_sandbox_try_read (fixture, fixture->client, resource, &error);

  g_assert_no_error (error);

  return answer;
}

void
test_sandbox_read_bad (SandboxFixture *fixture, ToteResource resource, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteResponse) answer =
      test_sandbox_try_read (fixture, fixture->client, resource, &error);

  g_assert_null (answer);
  g_assert_error (error, TOTE_CONNECT_ERROR, code);
}

/* code: -1 for success. wish: (transfer full). */
GObject *
test_sandbox_write_wish (SandboxFixture *fixture, ToteWish *wish, int code)
{
  g_autoptr (ToteWish) owned = wish;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GObject *content = NULL;

  tote_client_write_async (fixture->client, fixture->order_id, owned, NULL, test_keep_result,
                           &result);
  test_wait ((gpointer *) &result);
  tote_client_write_finish (fixture->client, result, &content, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, TOTE_CONNECT_ERROR, code);

  return content;
}

ToteMessage *
test_sandbox_find_message (ToteResponse *chat, const char *body, guint *count)
{
  GPtrArray *messages =
      tote_conversation_get_messages (TOTE_CONVERSATION (tote_response_get_content (chat)));
  ToteMessage *found = NULL;
  guint i;

  *count = 0;
  for (i = 0; i < messages->len; i++)
    if (g_str_equal (tote_message_get_body (messages->pdata[i]), body)) {
      found = messages->pdata[i];
      (*count)++;
    }

  return found;
}
