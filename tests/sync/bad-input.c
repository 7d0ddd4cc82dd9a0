/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bad-input.h"

#include <string.h>

/* A message is one line that names the thing, by all of the words between bars, and then says what to
 * do about it in a sentence of its own. */
void
bad_input_assert_message (const GError *error, const char *words)
{
  g_auto (GStrv) each = g_strsplit (words, "|", 0);
  const char *message = error->message;
  const char *second = message;

  g_assert_true (g_utf8_validate (message, -1, NULL));
  g_assert_null (strpbrk (message, "\n\r\001"));
  for (guint i = 0; each[i] != NULL; i++)
    {
      if (strstr (message, each[i]) == NULL)
        g_error ("“%s” is not in “%s”", each[i], message);
    }
  while ((second = strstr (second, ". ")) != NULL && !g_ascii_isupper (second[2]))
    second++;
  if (second == NULL || !g_str_has_suffix (message, "."))
    g_error ("“%s” says not what to do", message);
}

/* Goes on until the other side has had enough, byte by byte where there is a pause between them. */
void
bad_input_answer_endlessly (ScriptedRequest *request, gulong pause)
{
  scripted_send (request, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", -1);
  while (!scripted_is_gone (request))
    {
      scripted_send (request, pause > 0 ? "1\r\nx\r\n" : "10\r\n0123456789abcdef\r\n", -1);
      if (pause > 0)
        g_usleep (pause);
    }
}

/* A body of thirty megabytes that takes thirty kilobytes on the wire. */
static gpointer
make_bomb (gpointer data)
{
  g_autoptr (GConverter) zip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP,
                                                                   9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, zip);
  g_autofree char *zeros = g_malloc0 (1024 * 1024);

  for (guint i = 0; i < 30; i++)
    g_assert_true (g_output_stream_write_all (stream, zeros, 1024 * 1024, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

void
bad_input_answer_bomb (ScriptedRequest *request)
{
  static GOnce once = G_ONCE_INIT;
  GBytes *bomb = g_once (&once, make_bomb, NULL);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
                                           "Content-Length: %zu\r\n\r\n",
                                           g_bytes_get_size (bomb));

  scripted_send (request, head, -1);
  scripted_send (request, g_bytes_get_data (bomb, NULL), g_bytes_get_size (bomb));
}

/* A chunk of 255 bytes of which four come. */
void
bad_input_answer_cut_off_chunk (ScriptedRequest *request)
{
  scripted_send (request, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n[1,2", -1);
  request->close = TRUE;
}
