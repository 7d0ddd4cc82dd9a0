/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-client-error.h"

#include <glib/gi18n.h>
#include <string.h>
#include <yyjson.h>

/* How much of what a backend says goes into a message, in characters. */
#define MAX_QUOTED 300

/* Why a certificate was not accepted, the most telling reason first. */
static void
set_certificate_error (const char *host, GTlsCertificateFlags flags, const GError *cause,
                       GError **error)
{
  const char *text;

  if ((flags & G_TLS_CERTIFICATE_EXPIRED) != 0)
    text = _("The certificate of “%s” has expired. Ask whoever runs the backend to renew it, and "
             "check this computer's clock.");
  else if ((flags & G_TLS_CERTIFICATE_NOT_ACTIVATED) != 0)
    text = _("The certificate of “%s” is not valid yet. Check this computer's clock.");
  else if ((flags & G_TLS_CERTIFICATE_REVOKED) != 0)
    text = _("The certificate of “%s” was revoked. Ask whoever runs the backend for a new one.");
  else if ((flags & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    text = _("The certificate of “%s” is self-signed or from an authority that this computer does "
             "not know. If it is your company's own, choose its file in the connection's "
             "settings.");
  else if ((flags & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    text = _("The certificate of “%s” is for another host. Check the address.");
  else
    text = NULL;

  if (text != NULL)
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_TLS, text, host);
#pragma GCC diagnostic pop
    }
  else
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_TLS,
                   _("There is no safe connection to “%s” (%s). Check that the address begins with "
                     "https only if the backend speaks it."),
                   host, cause->message);
    }
}

/**
 * bw_client_error_from_transport:
 * @host: the backend's host
 * @stall_seconds: how long the client waits for a byte
 * @certificate: what was wrong with the certificate, if anything
 * @cause: the error of the network
 * @error: return location
 *
 * Says what kept the question or the answer from getting through.
 */
void
bw_client_error_from_transport (const char            *host,
                                guint                  stall_seconds,
                                GTlsCertificateFlags   certificate,
                                const GError          *cause,
                                GError               **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled."));
  else if (certificate != 0 || cause->domain == G_TLS_ERROR)
    set_certificate_error (host, certificate, cause, error);
  else if (g_error_matches (cause, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_NAME,
                 _("There is no host “%s”. Check the address, and that this computer is online."),
                 host);
  else if (cause->domain == G_RESOLVER_ERROR
           || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
           || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_OFFLINE,
                 _("“%s” cannot be reached. This computer seems to be offline; what was fetched "
                   "before stays usable."),
                 host);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_REFUSED,
                 _("“%s” is there, but no backend answers. Check the port in the address, or ask "
                   "whoever runs it whether it is up."),
                 host);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_STALLED,
                 ngettext ("“%s” has sent nothing for %u second. Try again; what has arrived is "
                           "kept.",
                           "“%s” has sent nothing for %u seconds. Try again; what has arrived is "
                           "kept.",
                           stall_seconds),
                 host, stall_seconds);
  else
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_BROKEN,
                 _("The connection to “%s” broke off (%s). Try again; what has arrived is kept."),
                 host, cause->message);
}

/* A text from outside that is fit for a message: valid, one line, not too long. */
static char *
tame (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, MIN (length, 8 * MAX_QUOTED));
  glong characters = g_utf8_strlen (valid, -1);

  for (char *c = valid; *c != '\0'; c++)
    {
      if (g_ascii_iscntrl (*c))
        *c = ' ';
    }
  g_strstrip (valid);
  if (characters <= MAX_QUOTED)
    return g_steal_pointer (&valid);
  *g_utf8_offset_to_pointer (valid, MAX_QUOTED - 1) = '\0';
  return g_strconcat (valid, "…", NULL);
}

/**
 * bw_client_error_read_body:
 * @body: (nullable): of an answer
 * @code: (out) (nullable) (transfer full): the code of the error
 *
 * Returns: (transfer full) (nullable): what a backend says of an error, {code, message, details,
 *   hint}, as one text that is fit for a message; %NULL when it says nothing
 */
char *
bw_client_error_read_body (GBytes *body, char **code)
{
  gsize length;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  yyjson_doc *document;
  yyjson_val *root;
  g_autoptr (GString) all = g_string_new (NULL);

  *code = NULL;
  if (data == NULL || length == 0)
    return NULL;
  document = yyjson_read (data, length, YYJSON_READ_NOFLAG);
  root = yyjson_doc_get_root (document);
  if (yyjson_is_obj (root))
    {
      static const char *const parts[] = { "message", "details", "hint" };
      yyjson_val *value = yyjson_obj_get (root, "code");

      if (yyjson_is_str (value))
        *code = g_strdup (yyjson_get_str (value));
      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        {
          value = yyjson_obj_get (root, parts[i]);
          if (yyjson_is_str (value) && yyjson_get_len (value) > 0)
            g_string_append_printf (all, "%s%s", all->len > 0 ? " – " : "", yyjson_get_str (value));
        }
    }
  yyjson_doc_free (document);
  if (all->len == 0)
    return NULL;
  return tame (all->str, all->len);
}

/**
 * bw_client_error_is_web_page:
 * @body: (nullable): of an answer
 *
 * Returns: whether it is made for a browser; neither JSON nor CSV of a relation begins like that
 */
gboolean
bw_client_error_is_web_page (GBytes *body)
{
  gsize length = 0, i = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  while (i < length && g_ascii_isspace (data[i]))
    i++;
  return i < length && data[i] == '<';
}

/**
 * bw_client_error_from_web_page:
 * @host: the host
 * @path_and_query: what was asked for
 * @error: return location
 *
 * Says that whoever answered, and was content with the question, is no backend.
 */
void
bw_client_error_from_web_page (const char *host, const char *path_and_query, GError **error)
{
  g_autofree char *relation = g_strndup (path_and_query + (*path_and_query == '/'),
                                         strcspn (path_and_query + (*path_and_query == '/'), "?"));

  g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_BROKEN,
               _("“%s” is a web site: asked for “%s”, it gives a web page and not data. Check the "
                 "address; it has to be that of a PostgREST backend, with its whole path."),
               host, relation);
}

/**
 * bw_client_error_from_answer:
 * @host: the backend's host
 * @path_and_query: what was asked for
 * @has_token: whether a token was sent
 * @status: of the answer, not a success
 * @location: (nullable): where a redirect points
 * @body: (nullable): of the answer
 * @error: return location
 *
 * Says what a backend means that does not give what it was asked for.
 */
void
bw_client_error_from_answer (const char  *host,
                             const char  *path_and_query,
                             gboolean     has_token,
                             guint        status,
                             const char  *location,
                             GBytes      *body,
                             GError     **error)
{
  g_autofree char *code = NULL;
  g_autofree char *said = bw_client_error_read_body (body, &code);
  g_autofree char *relation = g_strndup (path_and_query + (*path_and_query == '/'),
                                         strcspn (path_and_query + (*path_and_query == '/'), "?"));
  const char *reason = said != NULL                        ? said
                       : bw_client_error_is_web_page (body) ? _("it gives a web page")
                                                            : _("it gives no reason");

  if (status >= 300 && status < 400)
    {
      g_autofree char *where = location != NULL ? tame (location, strlen (location)) : NULL;

      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_REDIRECT,
                   _("“%s” points elsewhere (%s). Redirects are not followed, so that the token "
                     "goes nowhere else; enter the backend's own address."),
                   host, where != NULL ? where : _("it does not say where"));
    }
  else if (status == 401 && !has_token)
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_SIGNED_OUT,
                 _("“%s” asks for a token, and none is known here: %s. Sign in with one."), host,
                 reason);
  else if (status == 401)
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_SIGNED_OUT,
                 _("“%s” does not accept the token: %s. Sign in with a new one."),
                 host, reason);
  else if (status == 403)
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_FORBIDDEN,
                 _("The token may not use “%s” on “%s”: %s. Ask whoever runs the backend for the "
                   "permission."),
                 relation, host, reason);
  else if (g_strcmp0 (code, "42703") == 0 || g_strcmp0 (code, "PGRST204") == 0)
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING,
                 _("“%s” lacks a column of “%s”: %s. Ask whoever runs the backend to add it."),
                 host, relation, reason);
  else if (status == 404 && *relation != '\0')
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING,
                 _("“%s” has no “%s” (%s). Check the address, or ask whoever runs the backend to "
                   "add the relation."),
                 host, relation, reason);
  else if (status == 429 || status == 502 || status == 503 || status == 504)
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_BUSY,
                 _("“%s” is too busy to answer (status %u: %s). Try again later; what has arrived "
                   "is kept."),
                 host, status, reason);
  else
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_BROKEN,
                 _("“%s” answers “%s” with status %u: %s. Ask whoever runs the backend."), host,
                 relation, status, reason);
}
