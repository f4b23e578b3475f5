/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-fault-injection.h"

#include <string.h>
#include <sys/socket.h>

/* Far above what any client should take, and never in memory at once. */
#define FLOOD_CHUNK (64 * 1024)
#define FLOOD_CHUNKS 4096

typedef struct {
  GIOStream *connection; /* (owned) */
  GBytes *chunk;         /* (owned) */
  guint left;            /* how many more times the chunk is written */
} Writer;

static void write_next (Writer *writer);

static void
writer_free (Writer *writer)
{
  g_io_stream_close (writer->connection, NULL, NULL);
  g_object_unref (writer->connection);
  g_bytes_unref (writer->chunk);
  g_free (writer);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writer *writer = user_data;

  /* A client that has had enough hangs up; that is what it should do. */
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL) ||
      writer->left == 0) {
    writer_free (writer);
    return;
  }
  write_next (writer);
}

static void
write_next (Writer *writer)
{
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (writer->chunk, &length);

  writer->left--;
  g_output_stream_write_all_async (g_io_stream_get_output_stream (writer->connection), data, length,
                                   G_PRIORITY_DEFAULT, NULL, on_written, writer);
}

static void
on_head_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  on_written (source, result, user_data);
}

/* Takes chunk. Writes the head, then the chunk so many times, then closes the connection. */
static void
write_raw (SoupServerMessage *message, const char *head, GBytes *chunk, guint times)
{
  Writer *writer = g_new0 (Writer, 1);
  g_autofree char *text = g_strdup (head);
  gsize length = strlen (text);

  writer->connection = soup_server_message_steal_connection (message);
  writer->chunk = chunk;
  writer->left = times;
  /* The head is kept until the connection is closed. */
  g_object_set_data_full (G_OBJECT (writer->connection), "tote-head", g_steal_pointer (&text),
                          g_free);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (writer->connection),
                                   g_object_get_data (G_OBJECT (writer->connection), "tote-head"),
                                   length, G_PRIORITY_DEFAULT, NULL, on_head_written, writer);
}

/**
 * tote_sandbox_fault_injection_reset:
 * @message: a request; its connection breaks, as when a cable is pulled
 */
void
tote_sandbox_fault_injection_reset (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  const struct linger at_once = { 1, 0 };
  g_autoptr (GIOStream) connection = NULL;

  if (socket != NULL)
    setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  connection = soup_server_message_steal_connection (message);
  g_io_stream_close (connection, NULL, NULL);
}

/**
 * tote_sandbox_fault_injection_truncate:
 * @message: a request
 * @body: (nullable): the right answer; half of it is sent, though all is announced
 * @type: (nullable): its media type
 */
void
tote_sandbox_fault_injection_truncate (SoupServerMessage *message, GBytes *body, const char *type)
{
  g_autoptr (GBytes) whole = body != NULL ? g_bytes_ref (body) : g_bytes_new_static ("{}", 2);
  gsize length = g_bytes_get_size (whole);
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
      type != NULL ? type : "application/json", length);

  write_raw (message, head, g_bytes_new_from_bytes (whole, 0, length / 2), 1);
}

/**
 * tote_sandbox_fault_injection_flood:
 * @message: a request; it is answered with a quarter of a gigabyte
 */
void
tote_sandbox_fault_injection_flood (SoupServerMessage *message)
{
  g_autoptr (GString) chunk = g_string_sized_new (FLOOD_CHUNK);
  const char *item = "{\"id\":\"li\",\"status\":\"FOUND\",\"item\":{\"name\":\"x\"}},\n";

  while (chunk->len + strlen (item) < FLOOD_CHUNK)
    g_string_append (chunk, item);
  write_raw (message,
             "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
             "{\"line_items\":[",
             g_string_free_to_bytes (g_steal_pointer (&chunk)), FLOOD_CHUNKS);
}
