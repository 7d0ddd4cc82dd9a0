/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-portfolio-list.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/*
 * Each portfolio is a folder SLUG below bellwether/portfolios in the user's data folder, which
 * holds what belongs to the user, and one of the same name in the cache folder, which can be
 * fetched again. There is no list besides: what is there is what the folders say.
 */

#define GROUP "Portfolio"
#define FILE_INI "portfolio.ini"

static const char *const source_names[] = { "http", "demo", "csv" };

/* Helpers -------------------------------------------------------------------------------------- */

static char *
data_folder (const char *slug)
{
  return g_build_filename (g_get_user_data_dir (), "bellwether", "portfolios", slug, NULL);
}

static char *
cache_folder (const char *slug)
{
  return g_build_filename (g_get_user_cache_dir (), "bellwether", "portfolios", slug, NULL);
}

static void
set_io_error (GError **error, const char *path, int code)
{
  g_set_error (error, BW_STORE_ERROR,
               code == ENOSPC || code == EDQUOT ? BW_STORE_ERROR_FULL : BW_STORE_ERROR_IO,
               _("“%s” cannot be written (%s). Check the folder's permissions and the disk."), path,
               g_strerror (code));
}

/* Letters and digits of the name in lower case, everything else as single hyphens. */
static char *
make_slug (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, NULL);
  g_autoptr (GString) slug = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0' && slug->len < 40; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (slug, g_ascii_tolower (*c));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  if (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0)
    g_string_append (slug, "portfolio");
  return g_string_free (g_steal_pointer (&slug), FALSE);
}

static void
set_paths (BwPortfolioInfo *info)
{
  g_autofree char *data = data_folder (info->slug);
  g_autofree char *cache = cache_folder (info->slug);

  info->mirror_path = g_build_filename (cache, "mirror.sqlite", NULL);
  info->lock_path = g_build_filename (cache, "refresh.lock", NULL);
  info->outbox_path = g_build_filename (data, "outbox.sqlite", NULL);
  info->reviews_path = g_build_filename (data, "reviews.sqlite", NULL);
  info->writes_path = g_build_filename (data, "demo-writes.jsonl", NULL);
}

static gboolean
same_name (const char *a, const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);

  return g_str_equal (folded_a, folded_b);
}

static BwPortfolioInfo *
load (const char *slug)
{
  g_autoptr (GKeyFile) ini = g_key_file_new ();
  g_autofree char *folder = data_folder (slug);
  g_autofree char *path = g_build_filename (folder, FILE_INI, NULL);
  g_autofree char *source = NULL;
  BwPortfolioInfo *info;

  if (!g_key_file_load_from_file (ini, path, G_KEY_FILE_NONE, NULL))
    return NULL;

  info = g_new0 (BwPortfolioInfo, 1);
  info->slug = g_strdup (slug);
  info->name = g_key_file_get_string (ini, GROUP, "name", NULL);
  if (info->name == NULL || *info->name == '\0')
    {
      g_free (info->name);
      info->name = g_strdup (slug);
    }
  source = g_key_file_get_string (ini, GROUP, "source", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (source_names); i++)
    {
      if (g_strcmp0 (source, source_names[i]) == 0)
        info->source = i;
    }
  info->url = g_key_file_get_string (ini, GROUP, "url", NULL);
  info->ca_file = g_key_file_get_string (ini, GROUP, "ca-file", NULL);
  info->options = g_key_file_get_string (ini, GROUP, "options", NULL);
  info->last_refresh = g_key_file_get_int64 (ini, GROUP, "last-refresh", NULL);
  info->last_used = g_key_file_get_int64 (ini, GROUP, "last-used", NULL);
  set_paths (info);
  return info;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const BwPortfolioInfo *const *left = a;
  const BwPortfolioInfo *const *right = b;

  return g_utf8_collate ((*left)->name, (*right)->name);
}

/* Whether the name can be given to the portfolio of this slug, or to a new one. */
static gboolean
check_name (const char *name, const char *slug, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *bare = g_strstrip (g_strdup (name));

  if (*bare == '\0' || strpbrk (bare, "\n\r") != NULL || !g_utf8_validate (bare, -1, NULL))
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID,
                   _("A portfolio needs a name of one line."));
      return FALSE;
    }
  list = bw_portfolio_list (error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const BwPortfolioInfo *other = list->pdata[i];

      if (same_name (other->name, bare) && g_strcmp0 (other->slug, slug) != 0)
        {
          g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DUPLICATE,
                       _("There is a portfolio “%s” already. Choose another name."), other->name);
          return FALSE;
        }
    }
  return TRUE;
}

/* Makes the first folder of SLUG, SLUG-2, SLUG-3 that is not there yet. */
static char *
make_folder (const char *name, GError **error)
{
  g_autofree char *base = make_slug (name);
  g_autofree char *parent = data_folder (NULL);

  if (g_mkdir_with_parents (parent, 0700) != 0)
    {
      set_io_error (error, parent, errno);
      return NULL;
    }
  for (guint i = 1; ; i++)
    {
      g_autofree char *slug = i == 1 ? g_strdup (base) : g_strdup_printf ("%s-%u", base, i);
      g_autofree char *folder = data_folder (slug);

      if (g_mkdir (folder, 0700) == 0)
        return g_steal_pointer (&slug);
      if (errno != EEXIST)
        {
          set_io_error (error, folder, errno);
          return NULL;
        }
    }
}

/* Removes a folder and what is in it; symbolic links go, what they point to stays. */
static gboolean
remove_folder (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (dir == NULL)
    return TRUE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        {
          if (!remove_folder (path, error))
            return FALSE;
        }
      else if (g_unlink (path) != 0)
        {
          set_io_error (error, path, errno);
          return FALSE;
        }
    }
  if (g_rmdir (folder) != 0)
    {
      set_io_error (error, folder, errno);
      return FALSE;
    }
  return TRUE;
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_portfolio_source_name:
 * @source: a kind of source
 *
 * Returns: (transfer none): its name in files and for programs
 */
const char *
bw_portfolio_source_name (BwPortfolioSource source)
{
  return source_names[source];
}

/**
 * bw_portfolio_list:
 * @error: return location
 *
 * Returns: (transfer full) (element-type BwPortfolioInfo): all portfolios by name, none when there
 *   is none; %NULL when the folder cannot be read
 */
GPtrArray *
bw_portfolio_list (GError **error)
{
  g_autoptr (GPtrArray) list
    = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_portfolio_info_free);
  g_autofree char *parent = data_folder (NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) dir = g_dir_open (parent, 0, &local);
  const char *name;

  if (dir == NULL)
    {
      if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_steal_pointer (&list);
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO,
                   _("The folder of portfolios cannot be read: %s"), local->message);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      BwPortfolioInfo *info = load (name);

      if (info != NULL)
        g_ptr_array_add (list, info);
    }
  g_ptr_array_sort (list, compare_names);
  return g_steal_pointer (&list);
}

/**
 * bw_portfolio_add:
 * @name: what to call it
 * @source: where its data comes from
 * @url: (nullable): the address, see #BwPortfolioInfo
 * @options: (nullable): see #BwPortfolioInfo
 * @error: return location
 *
 * Makes a portfolio, with its folders (mode 0700) and without data.
 *
 * Returns: (transfer full): it, or %NULL, with %BW_STORE_ERROR_DUPLICATE when the name is taken
 */
BwPortfolioInfo *
bw_portfolio_add (const char         *name,
                  BwPortfolioSource   source,
                  const char         *url,
                  const char         *options,
                  GError            **error)
{
  g_autoptr (BwPortfolioInfo) info = g_new0 (BwPortfolioInfo, 1);
  g_autofree char *cache = NULL;

  if (!check_name (name, NULL, error))
    return NULL;
  info->slug = make_folder (name, error);
  if (info->slug == NULL)
    return NULL;
  info->name = g_strstrip (g_strdup (name));
  info->source = source;
  info->url = g_strdup (url);
  info->options = g_strdup (options);
  set_paths (info);

  cache = cache_folder (info->slug);
  if (g_mkdir_with_parents (cache, 0700) != 0)
    {
      set_io_error (error, cache, errno);
      return NULL;
    }
  return bw_portfolio_save (info, error) ? g_steal_pointer (&info) : NULL;
}

/**
 * bw_portfolio_find:
 * @name: a portfolio's name, in any case, or its slug
 * @error: return location
 *
 * Returns: (transfer full): the portfolio, or %NULL, with %BW_STORE_ERROR_NOT_FOUND when there is
 *   none of that name
 */
BwPortfolioInfo *
bw_portfolio_find (const char *name, GError **error)
{
  g_autoptr (GPtrArray) list = bw_portfolio_list (error);

  if (list == NULL)
    return NULL;
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < list->len; i++)
        {
          const BwPortfolioInfo *info = list->pdata[i];

          if (pass == 0 ? same_name (info->name, name) : g_str_equal (info->slug, name))
            return bw_portfolio_info_copy (info);
        }
    }
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND,
               _("There is no portfolio “%s”. “bellwetherctl portfolios” lists those that are "
                 "there."),
               name);
  return NULL;
}

/**
 * bw_portfolio_last_used:
 * @error: return location
 *
 * Returns: (transfer full): the portfolio that was used last, or %NULL, with
 *   %BW_STORE_ERROR_NOT_FOUND when there is none at all
 */
BwPortfolioInfo *
bw_portfolio_last_used (GError **error)
{
  g_autoptr (GPtrArray) list = bw_portfolio_list (error);
  const BwPortfolioInfo *last = NULL;

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    {
      const BwPortfolioInfo *info = list->pdata[i];

      if (last == NULL || info->last_used > last->last_used)
        last = info;
    }
  if (last != NULL)
    return bw_portfolio_info_copy (last);
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND,
               _("There is no portfolio yet. Connect to a company backend, import files, or make "
                 "the demo company."));
  return NULL;
}

/**
 * bw_portfolio_save:
 * @info: what is known about a portfolio
 * @error: return location
 *
 * Writes the portfolio's file, so that it is there whole even after a crash.
 *
 * Returns: whether it is written
 */
gboolean
bw_portfolio_save (const BwPortfolioInfo *info, GError **error)
{
  g_autoptr (GKeyFile) ini = g_key_file_new ();
  g_autofree char *folder = data_folder (info->slug);
  g_autofree char *path = g_build_filename (folder, FILE_INI, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;
  gsize length;

  g_key_file_set_string (ini, GROUP, "name", info->name);
  g_key_file_set_string (ini, GROUP, "source", bw_portfolio_source_name (info->source));
  if (info->url != NULL)
    g_key_file_set_string (ini, GROUP, "url", info->url);
  if (info->ca_file != NULL)
    g_key_file_set_string (ini, GROUP, "ca-file", info->ca_file);
  if (info->options != NULL)
    g_key_file_set_string (ini, GROUP, "options", info->options);
  g_key_file_set_int64 (ini, GROUP, "last-refresh", info->last_refresh);
  g_key_file_set_int64 (ini, GROUP, "last-used", info->last_used);

  text = g_key_file_to_data (ini, &length, NULL);
  if (g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &local))
    return TRUE;
  g_set_error (error, BW_STORE_ERROR,
               g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? BW_STORE_ERROR_FULL
                                                                         : BW_STORE_ERROR_IO,
               _("The portfolio “%s” cannot be saved: %s"), info->name, local->message);
  return FALSE;
}

/**
 * bw_portfolio_set_used:
 * @info: a portfolio
 * @error: return location
 *
 * Makes it the one that bw_portfolio_last_used() gives.
 *
 * Returns: whether that is kept
 */
gboolean
bw_portfolio_set_used (BwPortfolioInfo *info, GError **error)
{
  info->last_used = g_get_real_time ();
  return bw_portfolio_save (info, error);
}

/**
 * bw_portfolio_rename:
 * @info: a portfolio
 * @name: its new name; the folders keep theirs
 * @error: return location
 *
 * Returns: whether it has the new name
 */
gboolean
bw_portfolio_rename (BwPortfolioInfo *info, const char *name, GError **error)
{
  g_autofree char *before = NULL;

  if (!check_name (name, info->slug, error))
    return FALSE;
  before = g_steal_pointer (&info->name);
  info->name = g_strstrip (g_strdup (name));
  if (bw_portfolio_save (info, error))
    return TRUE;
  g_free (info->name);
  info->name = g_steal_pointer (&before);
  return FALSE;
}

/**
 * bw_portfolio_remove:
 * @info: a portfolio that nobody has open
 * @error: return location
 *
 * Removes the portfolio from this computer: its copy of the data, its settings, the edits that were
 * not sent, and what was chosen for business reviews. The company's backend is not asked.
 *
 * Returns: whether all of it is gone
 */
gboolean
bw_portfolio_remove (const BwPortfolioInfo *info, GError **error)
{
  g_autofree char *data = data_folder (info->slug);
  g_autofree char *cache = cache_folder (info->slug);

  /* Without the first one the portfolio is not in the list any more, whatever becomes of the
   * rest. */
  return remove_folder (data, error) && remove_folder (cache, error);
}

/**
 * bw_portfolio_info_copy:
 * @info: a portfolio
 *
 * Returns: (transfer full): a copy
 */
BwPortfolioInfo *
bw_portfolio_info_copy (const BwPortfolioInfo *info)
{
  BwPortfolioInfo *copy = g_new0 (BwPortfolioInfo, 1);

  *copy = *info;
  copy->slug = g_strdup (info->slug);
  copy->name = g_strdup (info->name);
  copy->url = g_strdup (info->url);
  copy->ca_file = g_strdup (info->ca_file);
  copy->options = g_strdup (info->options);
  copy->mirror_path = g_strdup (info->mirror_path);
  copy->outbox_path = g_strdup (info->outbox_path);
  copy->reviews_path = g_strdup (info->reviews_path);
  copy->writes_path = g_strdup (info->writes_path);
  copy->lock_path = g_strdup (info->lock_path);
  return copy;
}

/**
 * bw_portfolio_info_free:
 * @info: (transfer full) (nullable): a portfolio
 */
void
bw_portfolio_info_free (BwPortfolioInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->slug);
  g_free (info->name);
  g_free (info->url);
  g_free (info->ca_file);
  g_free (info->options);
  g_free (info->mirror_path);
  g_free (info->outbox_path);
  g_free (info->reviews_path);
  g_free (info->writes_path);
  g_free (info->lock_path);
  g_free (info);
}
