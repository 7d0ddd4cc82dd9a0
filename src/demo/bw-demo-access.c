/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-access.h"

#include <string.h>
#include <yyjson.h>

#include "demo/bw-demo-account.h"
#include "demo/bw-demo-filter.h"

/* How far two clocks may be apart, in seconds, as with PostgREST. */
#define SKEW 30

struct _BwDemoAccess {
  const BwDemoCompany *company;
  BwDemoWrites *writes;
  gboolean is_leader;
  gboolean is_reader;
  gboolean is_known;
  char *person;
  char *team;
  GHashTable *owners; /* The ids of those whose accounts are seen. */

  /* Rows come by accounts, so the verdict on the last one serves many. */
  guint last_account;
  gboolean sees_last;
};

/* Tokens --------------------------------------------------------------------------------------- */

/* The bytes that unpadded base64url stands for. */
static guchar *
decode (const char *part, gsize *length)
{
  g_autoptr (GString) base64 = g_string_new (part);

  g_string_replace (base64, "-", "+", 0);
  g_string_replace (base64, "_", "/", 0);
  while (base64->len % 4 != 0)
    g_string_append_c (base64, '=');
  return g_base64_decode (base64->str, length);
}

static gboolean
is_signed (const char *token, gsize length, const char *signature, const char *secret)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) secret,
                                       strlen (secret));
  gsize n_expected = 32, n_given;
  guint8 expected[32], different = 0;
  g_autofree guchar *given = decode (signature, &n_given);

  g_hmac_update (hmac, (const guchar *) token, (gssize) length);
  g_hmac_get_digest (hmac, expected, &n_expected);
  if (n_given != n_expected)
    return FALSE;
  /* In the same time wherever they differ. */
  for (gsize i = 0; i < n_expected; i++)
    different |= expected[i] ^ given[i];
  return different == 0;
}

static yyjson_doc *
read_part (const char *part)
{
  gsize length;
  g_autofree guchar *text = decode (part, &length);

  return yyjson_read ((const char *) text, length, YYJSON_READ_NOFLAG);
}

static void
set_token_error (GError **error, const char *message)
{
  g_set_error_literal (error, BW_DEMO_ERROR, BW_DEMO_ERROR_TOKEN, message);
}

/* The claims of a token that is good. */
static yyjson_doc *
read_token (const char *token, const char *secret, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 4);
  yyjson_doc *head, *claims;
  yyjson_val *expires;
  gboolean known;

  if (g_strv_length (parts) != 3)
    {
      set_token_error (error, "JWSError (CompactDecodeError Invalid number of parts)");
      return NULL;
    }
  head = read_part (parts[0]);
  known = yyjson_equals_str (yyjson_obj_get (yyjson_doc_get_root (head), "alg"), "HS256");
  yyjson_doc_free (head);
  if (!known
      || !is_signed (token, strlen (parts[0]) + 1 + strlen (parts[1]), parts[2], secret))
    {
      set_token_error (error, "JWSError JWSInvalidSignature");
      return NULL;
    }
  claims = read_part (parts[1]);
  expires = yyjson_obj_get (yyjson_doc_get_root (claims), "exp");
  if (claims == NULL || (expires != NULL && !yyjson_is_num (expires)))
    {
      yyjson_doc_free (claims);
      set_token_error (error, "JWT claims cannot be read");
      return NULL;
    }
  if (expires != NULL
      && yyjson_get_num (expires) + SKEW < (double) (g_get_real_time () / G_USEC_PER_SEC))
    {
      yyjson_doc_free (claims);
      set_token_error (error, "JWT expired");
      return NULL;
    }
  return claims;
}

/* Teams ---------------------------------------------------------------------------------------- */

enum { PERSON_ID, PERSON_NAME, PERSON_EMAIL, PERSON_ROLE, PERSON_TEAM };

static gboolean
find_person (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  BwDemoAccess *access = data;

  if (g_strcmp0 (values[PERSON_ID].text, access->person) != 0)
    return TRUE;
  access->is_known = TRUE;
  access->team = g_strdup (values[PERSON_TEAM].text);
  return FALSE;
}

static gboolean
add_mate (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  BwDemoAccess *access = data;

  if (g_strcmp0 (values[PERSON_TEAM].text, access->team) == 0)
    g_hash_table_add (access->owners, g_strdup (values[PERSON_ID].text));
  return TRUE;
}

static gboolean
sees_account (BwDemoAccess *access, guint number)
{
  BwDemoAccount account;
  char owner[16];

  if (number >= bw_demo_company_get_options (access->company)->accounts)
    return FALSE;
  if (number != access->last_account)
    {
      bw_demo_account_init (&account, access->company, number);
      bw_demo_person_id (account.owner, owner);
      access->last_account = number;
      access->sees_last = g_hash_table_contains (access->owners, owner);
    }
  return access->sees_last;
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_demo_access_new:
 * @company: what is asked for
 * @writes: what has been written to it
 * @secret: what good tokens are signed with (HS256)
 * @authorization: (nullable): that header of the request
 * @error: %BW_DEMO_ERROR_TOKEN without a good token, %BW_DEMO_ERROR_ROLE for a role that is none of
 *   the company's
 *
 * Returns: (transfer full) (nullable): who asks; not for longer than the company lives
 */
BwDemoAccess *
bw_demo_access_new (const BwDemoCompany *company, BwDemoWrites *writes, const char *secret,
                    const char *authorization, GError **error)
{
  g_autoptr (BwDemoAccess) access = g_new0 (BwDemoAccess, 1);
  yyjson_doc *claims;
  yyjson_val *role, *person;
  gboolean is_team;

  access->company = company;
  access->writes = writes;
  access->last_account = BW_DEMO_NO_ACCOUNT;
  access->owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (authorization == NULL || g_ascii_strncasecmp (authorization, "Bearer ", 7) != 0)
    {
      set_token_error (error, "Anonymous access is disabled");
      return NULL;
    }
  claims = read_token (authorization + 7, secret, error);
  if (claims == NULL)
    return NULL;
  role = yyjson_obj_get (yyjson_doc_get_root (claims), "role");
  person = yyjson_obj_get (yyjson_doc_get_root (claims), "person_id");
  access->is_leader = yyjson_equals_str (role, "bellwether_leader");
  access->is_reader = yyjson_equals_str (role, "bellwether_reader");
  access->person = g_strdup (yyjson_get_str (person));
  is_team = yyjson_equals_str (role, "bellwether_csm")
            || yyjson_equals_str (role, "bellwether_reader");
  if (!access->is_leader && !is_team)
    g_set_error (error, BW_DEMO_ERROR, BW_DEMO_ERROR_ROLE, "permission denied to set role \"%s\"",
                 yyjson_is_str (role) ? yyjson_get_str (role) : "");
  yyjson_doc_free (claims);
  if (!access->is_leader && !is_team)
    return NULL;
  if (access->is_leader || access->person == NULL)
    return g_steal_pointer (&access);

  bw_demo_company_each_row (company, BW_RELATION_PEOPLE, find_person, access);
  if (access->is_known)
    g_hash_table_add (access->owners, g_strdup (access->person));
  if (access->team != NULL)
    bw_demo_company_each_row (company, BW_RELATION_PEOPLE, add_mate, access);
  return g_steal_pointer (&access);
}

void
bw_demo_access_free (BwDemoAccess *access)
{
  if (access == NULL)
    return;
  g_hash_table_unref (access->owners);
  g_free (access->person);
  g_free (access->team);
  g_free (access);
}

/**
 * bw_demo_access_sees_all:
 * @access: (nullable): who asks; %NULL where everybody may
 */
gboolean
bw_demo_access_sees_all (const BwDemoAccess *access)
{
  return access == NULL || access->is_leader;
}

/**
 * bw_demo_access_sees:
 * @access: (nullable): who asks; %NULL where everybody may
 * @values: the cells of a row of @relation
 *
 * Returns: whether they see the row
 */
gboolean
bw_demo_access_sees (BwDemoAccess *access, const BwRelation *relation, const BwDemoValue *values)
{
  int account = bw_relation_account_column (relation);
  int plan = bw_relation_find_column (relation, "plan_id");
  const char *id;

  if (bw_demo_access_sees_all (access))
    return TRUE;
  if (account < 0 && plan < 0)
    return access->is_known;
  if (values[MAX (account, plan)].kind != BW_DEMO_TEXT)
    return FALSE;
  id = values[MAX (account, plan)].text;
  if (account < 0)
    id = bw_demo_writes_account_of_plan (access->writes, id);
  return sees_account (access, bw_demo_account_number (id));
}

/**
 * bw_demo_access_may_write:
 * @access: (nullable): who asks; %NULL where everybody may
 *
 * Returns: whether they may change what they see
 */
gboolean
bw_demo_access_may_write (const BwDemoAccess *access)
{
  return access == NULL || !access->is_reader;
}
