/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "tote-session.h"

#define STORY_START (G_TIME_SPAN_SECOND * 1790000000)

static JsonObject *
get_root (Store *self)
{
  return json_node_get_object (self->told);
}

static JsonObject *
get_order (Store *self, guint position)
{
  return json_array_get_object_element (json_object_get_array_member (get_root (self), "orders"),
                                        position);
}

Store *
store_new (guint n_orders)
{
  Store *self = g_new0 (Store, 1);
  g_autoptr (ToteSandboxOptions) options = tote_sandbox_options_new ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  self->story = tote_sandbox_clock_new_manual (STORY_START);
  options->orders = n_orders;
  options->clock = g_object_ref (self->story);
  self->server = tote_sandbox_server_new (options);
  tote_sandbox_server_start (self->server, &error);
  g_assert_no_error (error);
  text = tote_sandbox_server_describe (self->server);
  self->told = json_from_string (text, NULL);

  self->clock = tote_manual_clock_new (STORY_START);
  self->session = tote_session_new ();
  self->broker = tote_broker_new (json_object_get_string_member (get_root (self), "broker"),
                                  json_object_get_string_member (get_root (self), "kiosk_key"),
                                  self->session, &error);
  g_assert_no_error (error);

  return self;
}

void
store_free (Store *self)
{
  g_object_unref (self->broker);
  soup_session_abort (self->session);
  g_object_unref (self->session);
  tote_sandbox_server_stop (self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->server);
  g_object_unref (self->story);
  g_object_unref (self->clock);
  json_node_unref (self->told);
  g_free (self);
}

const char *
store_get_number (Store *self, guint position)
{
  return json_object_get_string_member (get_order (self, position), "number");
}

const char *
store_get_postal_code (Store *self)
{
  return json_object_get_string_member (get_order (self, 0), "postal_code");
}

static void
on_controlled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  g_assert_nonnull (body);
  *(gboolean *) user_data = TRUE;
}

void
store_control (Store *self, const char *what, const char *json)
{
  g_autofree char *address =
      g_strconcat (tote_sandbox_server_get_uri (self->server), "/sandbox/", what, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", address);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  gboolean done = FALSE;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (self->session, message, 0, NULL, on_controlled, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}
