/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-client.h"

#include <string.h>

#include "bad-input.h"
#include "scratch-folder.h"
#include "sync/bw-refresh.h"

/* Certificates are made by openssl when the test begins, so that none in the tree can expire. */

static char *folder;

static void
run (const char *command)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *errors = NULL;
  g_autofree char *script = g_strdup_printf ("cd '%s' && %s", folder, command);
  const char *const words[] = { "sh", "-c", script, NULL };
  g_autoptr (GSubprocess) process = g_subprocess_newv (words, G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                                       &error);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &errors, &error));
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_error ("%s: %s", command, errors);
}

/* A certificate of the test's own authority, for a name and between two days. */
static void
issue (const char *name, const char *alternative, const char *from, const char *to)
{
  g_autofree char *command = g_strdup_printf (
    "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout %s.key -out %s.csr"
    " -subj /CN=%s -addext subjectAltName=%s && openssl ca -batch -config ca.conf -notext -in "
    "%s.csr -out %s.crt -startdate %s -enddate %s && cat %s.crt %s.key > %s.pem",
    name, name, name, alternative, name, name, from, to, name, name, name);

  run (command);
}

static void
make_certificates (void)
{
  g_autofree char *conf = g_build_filename (folder, "ca.conf", NULL);

  g_assert_true (g_file_set_contents (conf,
                                      "[ca]\ndefault_ca = here\n[here]\ndatabase = index\nserial = "
                                      "serial\nnew_certs_dir = .\ncertificate = "
                                      "ca.crt\nprivate_key = ca.key\ndefault_md = sha256\npolicy = "
                                      "any\ncopy_extensions = copy\n[any]\ncommonName = supplied\n",
                                      -1, NULL));
  run ("touch index && echo 01 > serial && openssl req -x509 -newkey ec -pkeyopt"
       " ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt -subj /CN=Test -days 30");
  issue ("good", "IP:127.0.0.1", "20250101000000Z", "20990101000000Z");
  issue ("expired", "IP:127.0.0.1", "20200101000000Z", "20210101000000Z");
  issue ("early", "IP:127.0.0.1", "20980101000000Z", "20990101000000Z");
  issue ("other", "DNS:other.example.com", "20250101000000Z", "20990101000000Z");
  run ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out "
       "own.crt -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -days 30 && cat own.crt "
       "own.key > own.pem");
}

static void
answer (ScriptedRequest *request, gpointer data)
{
  gboolean csv = strstr (request->headers, "Accept: text/csv") != NULL;
  gboolean first_levels = g_str_has_prefix (request->target, "/maturity_levels")
                          && strstr (request->target, "&or=") == NULL;

  g_atomic_int_inc ((int *) data);
  scripted_answer (request, "200 OK", NULL,
                   first_levels ? "[{\"level\":1,\"name\":\"One\",\"updated_at\":"
                                  "\"2026-01-01T00:00:00+00:00\",\"deleted_at\":null}]"
                   : csv        ? "\n"
                                : "[]");
}

/* Asks a server with the certificate, trusting the test's authority or the system's. */
static void
ask (const char *name, gboolean own_authority, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_strdup_printf ("%s/%s.pem", folder, name);
  g_autofree char *authority = g_build_filename (folder, "ca.crt", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (file, &error);
  g_autoptr (ScriptedServer) server = NULL;
  g_autoptr (BwClient) client = NULL;
  g_autoptr (BwAnswer) got = NULL;
  int asked = 0;

  g_assert_no_error (error);
  server = scripted_server_new (answer, &asked, certificate);
  client = bw_client_new (scripted_server_get_url (server), "secret",
                          own_authority ? authority : NULL, NULL, &error);
  g_assert_no_error (error);
  got = bw_client_get (client, "/", NULL, NULL, NULL, &error);
  if (code < 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (got);
      return;
    }
  g_assert_error (error, BW_SYNC_ERROR, code);
  bad_input_assert_message (error, words);
  /* The token was not sent. */
  g_assert_cmpint (asked, ==, 0);
}

static void
test_good (void)
{
  ask ("good", TRUE, -1, NULL);
}

static void
test_expired (void)
{
  ask ("expired", TRUE, BW_SYNC_ERROR_TLS, "“127.0.0.1” has expired");
}

static void
test_early (void)
{
  ask ("early", TRUE, BW_SYNC_ERROR_TLS, "not valid yet");
}

static void
test_other_host (void)
{
  ask ("other", TRUE, BW_SYNC_ERROR_TLS, "another host");
}

static void
test_self_signed (void)
{
  ask ("own", FALSE, BW_SYNC_ERROR_TLS, "self-signed");
  ask ("own", TRUE, BW_SYNC_ERROR_TLS, "self-signed");
}

static void
test_unknown_authority (void)
{
  ask ("good", FALSE, BW_SYNC_ERROR_TLS, "does not know");
}

/* https asked of a server that speaks http. */
static void
test_no_tls (void)
{
  g_autoptr (GError) error = NULL;
  int asked = 0;
  g_autoptr (ScriptedServer) server = scripted_server_new (answer, &asked, NULL);
  g_autofree char *url = g_strconcat ("https", scripted_server_get_url (server) + strlen ("http"),
                                      NULL);
  const BwClientLimits limits = { .stall_seconds = 1, .max_attempts = 1 };
  g_autoptr (BwClient) client = bw_client_new (url, "secret", NULL, &limits, &error);

  g_assert_null (bw_client_get (client, "/", NULL, NULL, NULL, &error));
  g_assert_true (g_error_matches (error, BW_SYNC_ERROR, BW_SYNC_ERROR_TLS)
                 || g_error_matches (error, BW_SYNC_ERROR, BW_SYNC_ERROR_STALLED));
  g_assert_cmpint (asked, ==, 0);
}

/* A refresh that meets a bad certificate leaves the mirror as it was. */
static void
test_mirror_is_kept (void)
{
  static const char *const names[] = { "good", "expired", "other", "own" };
  g_autofree char *authority = g_build_filename (folder, "ca.crt", NULL);
  g_autofree char *path = g_build_filename (folder, "mirror.sqlite", NULL);
  g_autofree char *lock = g_build_filename (folder, "lock", NULL);
  int asked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *file = g_strdup_printf ("%s/%s.pem", folder, names[i]);
      g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (file, &error);
      g_autoptr (ScriptedServer) server = scripted_server_new (answer, &asked, certificate);
      g_autoptr (BwRefreshSetup) setup = bw_refresh_setup_new (scripted_server_get_url (server),
                                                               path, lock);
      g_autoptr (BwRefreshResult) result = NULL;
      g_autoptr (BwMirror) mirror = NULL;

      setup->ca_file = g_strdup (authority);
      result = bw_refresh_run (setup, NULL, NULL, NULL, &error);
      if (i == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_TLS);
      g_clear_error (&error);
      mirror = bw_mirror_open (path, BW_MIRROR_READ_ONLY, &error);
      g_assert_no_error (error);
      g_assert_cmpint (bw_mirror_get_generation (mirror, &error), ==, 1);
      g_assert_cmpint (bw_mirror_count_rows (mirror, BW_RELATION_MATURITY_LEVELS, &error), ==, 1);
    }
}

static void
test_bad_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (folder, "ca.conf", NULL);

  g_assert_null (bw_client_new ("https://localhost", NULL, "/nowhere.pem", NULL, &error));
  g_assert_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_TLS);
  g_assert_nonnull (strstr (error->message, "/nowhere.pem"));
  g_clear_error (&error);
  g_assert_null (bw_client_new ("https://localhost", NULL, file, NULL, &error));
  g_assert_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_TLS);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = scratch_folder_new ();
  make_certificates ();
  g_test_add_func ("/sync/tls/good", test_good);
  g_test_add_func ("/sync/tls/expired", test_expired);
  g_test_add_func ("/sync/tls/early", test_early);
  g_test_add_func ("/sync/tls/other-host", test_other_host);
  g_test_add_func ("/sync/tls/self-signed", test_self_signed);
  g_test_add_func ("/sync/tls/unknown-authority", test_unknown_authority);
  g_test_add_func ("/sync/tls/no-tls", test_no_tls);
  g_test_add_func ("/sync/tls/bad-file", test_bad_file);
  g_test_add_func ("/sync/tls/mirror-is-kept", test_mirror_is_kept);
  result = g_test_run ();

  scratch_folder_remove (folder);
  g_free (folder);
  return result;
}
