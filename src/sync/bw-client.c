/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-client.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>

#include "sync/bw-client-error.h"

/* Bytes that are read at a time. */
#define CHUNK (128 * 1024)

static const BwClientLimits default_limits = {
  .max_body = 64 * 1024 * 1024,
  .max_seconds = 300,
  .stall_seconds = 30,
  .max_attempts = 5,
  .max_wait_seconds = 60,
  .first_wait_ms = 500,
};

struct _BwClient {
  char             *base; /* without a slash at the end */
  char             *host;
  char             *authorization;
  BwClientLimits    limits;
  SoupSession      *session;
  BwClientWaitFunc  wait_func;
  gpointer          wait_data;

  /* Whether it has ever answered: then a refused connection is a restart, and worth a wait. */
  gboolean          has_answered;

  /* Of the last question that got no answer: whether the backend may have acted on it. */
  gboolean          may_have_arrived;
};

/* One question and what came of it. */
typedef struct {
  guint                 status;
  GBytes               *body;
  char                 *location;
  char                 *applied;
  double                retry_after; /* seconds, or -1 */
  gint64                total;
  gint64                date;
  GTlsCertificateFlags  certificate;
} Exchange;

static void
exchange_clear (Exchange *exchange)
{
  g_clear_pointer (&exchange->body, g_bytes_unref);
  g_clear_pointer (&exchange->location, g_free);
  g_clear_pointer (&exchange->applied, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exchange, exchange_clear)

/* Addresses ------------------------------------------------------------------------------------ */

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * bw_client_check_address:
 * @url: what a person entered
 * @normalised: (out) (optional) (transfer full): the address in full and without a slash at its end
 * @error: return location
 *
 * Checks an address before anything is sent to it. Without a scheme it is taken for https, and on
 * this computer for http. Only there may it be http, as the token would travel in the open.
 *
 * Returns: whether it can be asked
 */
gboolean
bw_client_check_address (const char *url, char **normalised, GError **error)
{
  g_autofree char *bare = g_strstrip (g_strdup (url));
  g_autofree char *full = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme, *host;

  if (strstr (bare, "://") == NULL)
    {
      g_autofree char *guess = g_strconcat ("http://", bare, NULL);
      g_autoptr (GUri) parsed = g_uri_parse (guess, SOUP_HTTP_URI_FLAGS, NULL);
      gboolean local = parsed != NULL && g_uri_get_host (parsed) != NULL
                       && is_loopback (g_uri_get_host (parsed));

      full = g_strconcat (local ? "http://" : "https://", bare, NULL);
    }
  else
    {
      full = g_strdup (bare);
    }

  uri = g_uri_parse (full, SOUP_HTTP_URI_FLAGS, NULL);
  scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (uri == NULL || host == NULL || *host == '\0'
      || (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")))
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_ADDRESS,
                   _("“%s” is not the address of a backend. It looks like "
                     "“https://data.example.com/api”."),
                   bare);
      return FALSE;
    }
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL
      || g_uri_get_fragment (uri) != NULL)
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_ADDRESS,
                   _("The address of “%s” must not hold a user, a password, “?” or “#”. Enter the "
                     "token in its own field."),
                   host);
      return FALSE;
    }
  if (g_str_equal (scheme, "http") && !is_loopback (host))
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_ADDRESS,
                   _("“%s” would be asked without encryption, and the token could be read on its "
                     "way. Use an address that begins with https."),
                   host);
      return FALSE;
    }
  if (normalised != NULL)
    {
      *normalised = g_uri_to_string (uri);
      for (gsize length = strlen (*normalised);
           length > 0 && (*normalised)[length - 1] == '/'; length--)
        (*normalised)[length - 1] = '\0';
    }
  return TRUE;
}

/* One exchange --------------------------------------------------------------------------------- */

static gboolean
refuse_certificate (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags flags,
                    gpointer data)
{
  Exchange *exchange = data;

  exchange->certificate = flags;
  return FALSE;
}

static void
read_headers (SoupMessage *message, Exchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *range = soup_message_headers_get_one (headers, "Content-Range");
  const char *date = soup_message_headers_get_one (headers, "Date");
  const char *retry = soup_message_headers_get_one (headers, "Retry-After");
  const char *slash = range != NULL ? strchr (range, '/') : NULL;

  exchange->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  exchange->applied = g_strdup (soup_message_headers_get_list (headers, "Preference-Applied"));
  exchange->total = -1;
  if (slash != NULL && g_ascii_isdigit (slash[1]))
    exchange->total = g_ascii_strtoll (slash + 1, NULL, 10);
  if (date != NULL)
    {
      g_autoptr (GDateTime) parsed = soup_date_time_new_from_http_string (date);

      if (parsed != NULL)
        exchange->date = g_date_time_to_unix (parsed) * G_USEC_PER_SEC;
    }
  exchange->retry_after = -1;
  if (retry != NULL && g_ascii_isdigit (*retry))
    {
      exchange->retry_after = MIN (g_ascii_strtoull (retry, NULL, 10), G_MAXINT);
    }
  else if (retry != NULL)
    {
      g_autoptr (GDateTime) until = soup_date_time_new_from_http_string (retry);
      gint64 now = exchange->date > 0 ? exchange->date : g_get_real_time ();

      if (until != NULL)
        exchange->retry_after = MAX (0.0, g_date_time_to_unix (until) - now / G_USEC_PER_SEC);
    }
}

/* Reads the body to its end, or to the bound on its unpacked size or on the time. */
static gboolean
read_body (BwClient *self, GInputStream *stream, Exchange *exchange, gint64 began,
           GCancellable *cancellable, GError **error)
{
  GByteArray *body = g_byte_array_new ();
  g_autoptr (GError) cause = NULL;
  gssize got;

  do
    {
      guint length = body->len;

      g_byte_array_set_size (body, length + CHUNK);
      got = g_input_stream_read (stream, body->data + length, CHUNK, cancellable, &cause);
      g_byte_array_set_size (body, length + MAX (got, 0));
      if (body->len > self->limits.max_body)
        {
          g_autofree char *size = g_format_size (self->limits.max_body);

          g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_TOO_LARGE,
                       _("An answer of “%s” is larger than %s. Ask whoever runs the backend "
                         "whether it is one."),
                       self->host, size);
          break;
        }
      if (got > 0 && g_get_monotonic_time () - began > self->limits.max_seconds * G_USEC_PER_SEC)
        {
          g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_STALLED,
                       _("An answer of “%s” takes more than %u seconds. Try again; what has "
                         "arrived is kept."),
                       self->host, self->limits.max_seconds);
          break;
        }
    }
  while (got > 0);

  if (got == 0)
    {
      exchange->body = g_byte_array_free_to_bytes (body);
      return TRUE;
    }
  g_byte_array_unref (body);
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/* Sends one question and reads the answer. Errors are those of the network as they come, or of
 * this layer when a bound was passed. */
static gboolean
exchange_once (BwClient *self, const char *method, const char *path_and_query, const char *accept,
               const char *prefer, GBytes *body, Exchange *exchange, GCancellable *cancellable,
               GError **error)
{
  g_autofree char *url = g_strconcat (self->base, path_and_query, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GInputStream) stream = NULL;
  SoupMessageHeaders *headers;
  gint64 began = g_get_monotonic_time ();
  gboolean whole;

  g_return_val_if_fail (message != NULL, FALSE);

  soup_message_set_force_http1 (message, TRUE);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  headers = soup_message_get_request_headers (message);
  if (self->authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", self->authorization);
  if (accept != NULL)
    soup_message_headers_replace (headers, "Accept", accept);
  if (prefer != NULL)
    soup_message_headers_replace (headers, "Prefer", prefer);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (refuse_certificate), exchange);

  stream = soup_session_send (self->session, message, cancellable, error);
  g_signal_handlers_disconnect_by_data (message, exchange);
  if (stream == NULL)
    return FALSE;
  exchange->status = soup_message_get_status (message);
  read_headers (message, exchange);
  whole = read_body (self, stream, exchange, began, cancellable, error);
  /* What is not read to its end would keep the connection; closing it is enough. */
  g_input_stream_close (stream, NULL, NULL);
  self->has_answered = self->has_answered || whole;
  return whole;
}

/* Asking again --------------------------------------------------------------------------------- */

/* Waits, or returns at once when it is cancelled. */
static gboolean
wait_a_while (BwClient *self, double seconds, GCancellable *cancellable, GError **error)
{
  gint64 until = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  GPollFD poll_fd = { .fd = -1 };
  gboolean pollable = g_cancellable_make_pollfd (cancellable, &poll_fd);
  gint64 left;

  if (self->wait_func != NULL)
    self->wait_func (seconds, self->wait_data);
  while ((left = until - g_get_monotonic_time ()) > 0 && !g_cancellable_is_cancelled (cancellable))
    g_poll (&poll_fd, pollable ? 1 : 0, left / 1000 + 1);
  if (pollable)
    g_cancellable_release_fd (cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* The wait before attempt number attempt + 1: doubled each time, and shortened at random so that
 * many desktops which were cut off together do not come back together. */
static double
back_off (BwClient *self, guint attempt)
{
  double full = self->limits.first_wait_ms / 1000.0 * (1u << MIN (attempt - 1, 16));

  return MIN (full, self->limits.max_wait_seconds) * g_random_double_range (0.5, 1.0);
}

static gboolean
is_busy (guint status)
{
  return status == 429 || status == 502 || status == 503 || status == 504;
}

/* Whether an error of the network can go away by itself. */
static gboolean
is_passing (BwClient *self, const Exchange *exchange, const GError *cause)
{
  if (cause->domain == BW_SYNC_ERROR || cause->domain == G_TLS_ERROR
      || cause->domain == G_RESOLVER_ERROR || exchange->certificate != 0)
    return FALSE;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return self->has_answered;
  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)
         || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
         || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE)
         || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_FAILED);
}

static BwAnswer *
take_answer (Exchange *exchange)
{
  BwAnswer *answer = g_new0 (BwAnswer, 1);

  answer->status = exchange->status;
  answer->body = g_steal_pointer (&exchange->body);
  answer->total = exchange->total;
  answer->date = exchange->date;
  answer->applied = g_steal_pointer (&exchange->applied);
  return answer;
}

static void
set_transport_error (BwClient *self, const Exchange *exchange, GError *cause, GError **error)
{
  if (cause->domain == BW_SYNC_ERROR)
    g_propagate_error (error, g_error_copy (cause));
  else
    bw_client_error_from_transport (self->host, self->limits.stall_seconds, exchange->certificate,
                                    cause, error);
}

/* Whether a status says what became of a request, so that asking again now, or with another token,
 * would not change it. */
static gboolean
is_verdict (guint status)
{
  return status >= 400 && !is_busy (status) && status != 401 && status != 407 && status != 408
         && status != 425;
}

/* Whether a backend that was asked in vain may have done what it was asked for. */
static gboolean
may_have_arrived (const Exchange *exchange, const GError *cause)
{
  if (cause == NULL)
    return exchange->status != 401 && exchange->status != 429;
  return exchange->certificate == 0 && cause->domain != G_TLS_ERROR
         && cause->domain != G_RESOLVER_ERROR
         && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
         && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
         && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE);
}

static BwAnswer *
ask (BwClient *self, const char *method, const char *path_and_query, const char *accept,
     const char *prefer, GBytes *body, gboolean verdicts, GCancellable *cancellable, GError **error)
{
  self->may_have_arrived = FALSE;
  for (guint attempt = 1; ; attempt++)
    {
      g_auto (Exchange) exchange = { 0 };
      g_autoptr (GError) cause = NULL;
      gboolean last = attempt >= self->limits.max_attempts;
      double wait;

      if (exchange_once (self, method, path_and_query, accept, prefer, body, &exchange, cancellable,
                         &cause))
        {
          if (exchange.status < 300 && bw_client_error_is_web_page (exchange.body))
            {
              self->may_have_arrived = TRUE;
              bw_client_error_from_web_page (self->host, path_and_query, error);
              return NULL;
            }
          /* 416: there is nothing from there on, which is an answer too. */
          if ((exchange.status >= 200 && exchange.status < 300) || exchange.status == 416
              || (verdicts && is_verdict (exchange.status)))
            return take_answer (&exchange);
          self->may_have_arrived |= may_have_arrived (&exchange, NULL);
          /* Some ask to come back at once and are not ready then. */
          wait = MAX (exchange.retry_after, back_off (self, attempt));
          if (!is_busy (exchange.status) || last || wait > self->limits.max_wait_seconds)
            {
              bw_client_error_from_answer (self->host, path_and_query,
                                           self->authorization != NULL, exchange.status,
                                           exchange.location, exchange.body, error);
              return NULL;
            }
        }
      else
        {
          self->may_have_arrived |= may_have_arrived (&exchange, cause);
          if (last || !is_passing (self, &exchange, cause))
            {
              set_transport_error (self, &exchange, cause, error);
              return NULL;
            }
          wait = back_off (self, attempt);
        }
      if (!wait_a_while (self, wait, cancellable, error))
        return NULL;
    }
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_client_new:
 * @url: address of the backend
 * @token: (nullable): its token
 * @ca_file: (nullable): a file with the certificates of the authorities to trust in place of this
 *   computer's
 * @limits: (nullable): bounds; %NULL for the defaults
 * @error: return location
 *
 * Returns: (transfer full): a client, or %NULL when the address, the token or the file is wrong.
 *   Nothing is sent yet.
 */
BwClient *
bw_client_new (const char            *url,
               const char            *token,
               const char            *ca_file,
               const BwClientLimits  *limits,
               GError               **error)
{
  g_autoptr (BwClient) self = g_new0 (BwClient, 1);
  g_autoptr (GUri) uri = NULL;
  BwClientLimits *bound = &self->limits;

  if (!bw_client_check_address (url, &self->base, error))
    return NULL;
  uri = g_uri_parse (self->base, SOUP_HTTP_URI_FLAGS, NULL);
  self->host = g_strdup (g_uri_get_host (uri));

  *bound = limits != NULL ? *limits : default_limits;
  bound->max_body = bound->max_body > 0 ? bound->max_body : default_limits.max_body;
  bound->max_seconds = bound->max_seconds > 0 ? bound->max_seconds : default_limits.max_seconds;
  bound->stall_seconds = bound->stall_seconds > 0 ? bound->stall_seconds
                                                  : default_limits.stall_seconds;
  bound->max_attempts = bound->max_attempts > 0 ? bound->max_attempts : default_limits.max_attempts;
  bound->max_wait_seconds = bound->max_wait_seconds > 0 ? bound->max_wait_seconds
                                                        : default_limits.max_wait_seconds;
  bound->first_wait_ms = bound->first_wait_ms > 0 ? bound->first_wait_ms
                                                  : default_limits.first_wait_ms;

  if (token != NULL && *token != '\0')
    {
      g_autofree char *bare = g_strstrip (g_strdup (token));

      for (const char *c = bare; *c != '\0'; c++)
        {
          if (g_ascii_isgraph (*c))
            continue;
          g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_SIGNED_OUT,
                       _("The token for “%s” holds characters that no token has. Copy it again, "
                         "whole and by itself."),
                       self->host);
          return NULL;
        }
      self->authorization = g_strconcat ("Bearer ", bare, NULL);
    }

  self->session = soup_session_new_with_options ("user-agent", "Bellwether/" BW_VERSION, "timeout",
                                                 bound->stall_seconds, "max-conns", 4,
                                                 "max-conns-per-host", 2, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  if (ca_file != NULL && *ca_file != '\0')
    {
      g_autoptr (GError) cause = NULL;
      g_autoptr (GTlsDatabase) authorities = g_tls_file_database_new (ca_file, &cause);

      if (authorities == NULL)
        {
          g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_TLS,
                       _("The certificate file “%s” cannot be used (%s). Choose a PEM file."),
                       ca_file, cause->message);
          return NULL;
        }
      soup_session_set_tls_database (self->session, authorities);
    }
  return g_steal_pointer (&self);
}

/**
 * bw_client_free:
 * @client: (transfer full) (nullable): a client
 */
void
bw_client_free (BwClient *client)
{
  if (client == NULL)
    return;
  g_clear_object (&client->session);
  g_free (client->base);
  g_free (client->host);
  g_free (client->authorization);
  g_free (client);
}

/**
 * bw_client_set_wait_func:
 * @client: a client
 * @func: (nullable): called on the client's thread before it waits to ask again
 * @data: for @func
 */
void
bw_client_set_wait_func (BwClient *client, BwClientWaitFunc func, gpointer data)
{
  client->wait_func = func;
  client->wait_data = data;
}

/**
 * bw_client_get:
 * @client: a client
 * @path_and_query: what to ask for, beginning with a slash
 * @accept: (nullable): the media type to ask for
 * @prefer: (nullable): for the Prefer header
 * @cancellable: (nullable): cancels it, waits included
 * @error: return location for a #BwSyncError
 *
 * Asks and waits for the whole answer. A backend that is busy or breaks off is asked again, as the
 * limits say.
 *
 * Returns: (transfer full): the answer, or %NULL. A status of 416 (nothing from there on) is an
 *   answer, every other one beyond 299 an error.
 */
BwAnswer *
bw_client_get (BwClient      *client,
               const char    *path_and_query,
               const char    *accept,
               const char    *prefer,
               GCancellable  *cancellable,
               GError       **error)
{
  return ask (client, "GET", path_and_query, accept, prefer, NULL, FALSE, cancellable, error);
}

/**
 * bw_client_send:
 * @client: a client
 * @method: a method; it has to be one that does no harm when it is sent twice
 * @path_and_query: as for bw_client_get()
 * @prefer: (nullable): for the Prefer header
 * @json: (nullable): the body
 * @cancellable: (nullable): cancels it, waits included
 * @error: return location for a #BwSyncError
 *
 * Returns: (transfer full): the answer, or %NULL, as of bw_client_get()
 */
BwAnswer *
bw_client_send (BwClient      *client,
                const char    *method,
                const char    *path_and_query,
                const char    *prefer,
                GBytes        *json,
                GCancellable  *cancellable,
                GError       **error)
{
  return ask (client, method, path_and_query, "application/json", prefer, json, FALSE, cancellable,
              error);
}

/**
 * bw_client_write:
 * @client: a client
 * @method: as for bw_client_send()
 * @path_and_query: as for bw_client_get()
 * @prefer: (nullable): for the Prefer header
 * @json: (nullable): the body
 * @cancellable: (nullable): cancels it, waits included
 * @error: return location for a #BwSyncError
 *
 * As bw_client_send(), but that the backend cannot or does not want to do it (400 to 599, other
 * than for the token or because it is busy) is an answer too, with the reason in its body.
 *
 * Returns: (transfer full): the answer, or %NULL
 */
BwAnswer *
bw_client_write (BwClient      *client,
                 const char    *method,
                 const char    *path_and_query,
                 const char    *prefer,
                 GBytes        *json,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return ask (client, method, path_and_query, "application/json", prefer, json, TRUE, cancellable,
              error);
}

/**
 * bw_client_may_have_arrived:
 * @client: a client
 *
 * Returns: whether the backend may have acted on the last request, when that gave no answer
 */
gboolean
bw_client_may_have_arrived (BwClient *client)
{
  return client->may_have_arrived;
}

/**
 * bw_answer_free:
 * @answer: (transfer full) (nullable): an answer
 */
void
bw_answer_free (BwAnswer *answer)
{
  if (answer == NULL)
    return;
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer->applied);
  g_free (answer);
}
