/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scripted-server.h"

#include <string.h>

struct _ScriptedServer {
  ScriptedHandler  handler;
  gpointer         data;
  GTlsCertificate *certificate;
  GSocketListener *listener;
  GCancellable    *stop;
  GThread         *thread;
  char            *url;
  GMutex           lock;
  GPtrArray       *workers; /* of GThread */
};

typedef struct {
  ScriptedServer *server;
  GIOStream      *stream;
} Connection;

/* Reads to the end of a head; null when the other side is gone first. */
static char *
read_head (GInputStream *input, GCancellable *stop)
{
  g_autoptr (GString) head = g_string_new (NULL);
  char byte;

  while (g_input_stream_read (input, &byte, 1, stop, NULL) == 1)
    {
      g_string_append_c (head, byte);
      if (head->len >= 4 && memcmp (head->str + head->len - 4, "\r\n\r\n", 4) == 0)
        return g_string_free (g_steal_pointer (&head), FALSE);
    }
  return NULL;
}

static gpointer
serve (gpointer data)
{
  Connection *connection = data;
  ScriptedServer *server = connection->server;
  g_autoptr (GIOStream) stream = connection->stream;
  gboolean close = FALSE;

  g_free (connection);
  if (server->certificate != NULL)
    {
      GIOStream *tls = g_tls_server_connection_new (stream, server->certificate, NULL);

      g_object_unref (stream);
      stream = tls;
    }
  while (!close)
    {
      g_autofree char *head = read_head (g_io_stream_get_input_stream (stream), server->stop);
      g_auto (GStrv) words = NULL;
      ScriptedRequest request = { .server = server, .stream = stream, .headers = head };

      if (head == NULL)
        break;
      words = g_strsplit (head, " ", 3);
      if (g_strv_length (words) < 3)
        break;
      request.method = words[0];
      request.target = words[1];
      server->handler (&request, server->data);
      close = request.close;
    }
  g_io_stream_close (stream, NULL, NULL);
  return NULL;
}

static gpointer
listen_for_all (gpointer data)
{
  ScriptedServer *server = data;
  GSocketConnection *accepted;

  while ((accepted = g_socket_listener_accept (server->listener, NULL, server->stop, NULL)) != NULL)
    {
      Connection *connection = g_new0 (Connection, 1);

      connection->server = server;
      connection->stream = G_IO_STREAM (accepted);
      g_mutex_lock (&server->lock);
      g_ptr_array_add (server->workers, g_thread_new ("scripted", serve, connection));
      g_mutex_unlock (&server->lock);
    }
  return NULL;
}

ScriptedServer *
scripted_server_new (ScriptedHandler handler, gpointer data, GTlsCertificate *certificate)
{
  ScriptedServer *server = g_new0 (ScriptedServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  server->handler = handler;
  server->data = data;
  server->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  server->stop = g_cancellable_new ();
  server->workers = g_ptr_array_new ();
  g_mutex_init (&server->lock);
  server->listener = g_socket_listener_new ();
  g_socket_listener_add_address (server->listener, address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  server->url = g_strdup_printf ("%s://127.0.0.1:%u", certificate != NULL ? "https" : "http",
                                 g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  server->thread = g_thread_new ("scripted-listener", listen_for_all, server);
  return server;
}

const char *
scripted_server_get_url (ScriptedServer *server)
{
  return server->url;
}

void
scripted_server_free (ScriptedServer *server)
{
  if (server == NULL)
    return;
  g_cancellable_cancel (server->stop);
  g_thread_join (server->thread);
  for (guint i = 0; i < server->workers->len; i++)
    g_thread_join (server->workers->pdata[i]);
  g_ptr_array_unref (server->workers);
  g_socket_listener_close (server->listener);
  g_object_unref (server->listener);
  g_object_unref (server->stop);
  g_clear_object (&server->certificate);
  g_mutex_clear (&server->lock);
  g_free (server->url);
  g_free (server);
}

/* Sends bytes as they are; when the other side is gone the connection is to end. */
void
scripted_send (ScriptedRequest *request, const void *bytes, gssize length)
{
  if (!g_output_stream_write_all (g_io_stream_get_output_stream (request->stream), bytes,
                                  length < 0 ? strlen (bytes) : (gsize) length, NULL,
                                  request->server->stop, NULL))
    request->close = TRUE;
}

/* Sends a proper answer; headers are whole lines, each with its end. */
void
scripted_answer (ScriptedRequest *request, const char *status, const char *headers,
                 const char *body)
{
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %s\r\n%sContent-Length: %zu\r\n\r\n", status,
                                           headers != NULL ? headers : "", strlen (body));

  scripted_send (request, head, -1);
  if (!g_str_equal (request->method, "HEAD"))
    scripted_send (request, body, -1);
}

/* Sends nothing until the other side has had enough. */
void
scripted_stall (ScriptedRequest *request)
{
  char byte;

  while (g_input_stream_read (g_io_stream_get_input_stream (request->stream), &byte, 1,
                              request->server->stop, NULL) > 0)
    continue;
  request->close = TRUE;
}

/* Whether the other side has had enough, or the test is over. */
gboolean
scripted_is_gone (ScriptedRequest *request)
{
  return request->close || g_cancellable_is_cancelled (request->server->stop);
}
