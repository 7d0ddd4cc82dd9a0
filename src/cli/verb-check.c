/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdio.h>

#include "cli/bw-cli-portfolio.h"
#include "store/bw-outbox.h"
#include "store/bw-review.h"

/* Says what is wrong with one mirror, and mends it when asked to: what is damaged is set aside. */
static gboolean
check_portfolio (const BwPortfolioInfo *info, guint *n_faults, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (BwMirror) mirror = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  if (!g_file_test (info->mirror_path, G_FILE_TEST_EXISTS))
    {
      printf (_("%s: nothing was fetched yet\n"), info->name);
      return TRUE;
    }

  mirror = bw_mirror_open (info->mirror_path, BW_MIRROR_READ_ONLY, &inner);
  if (mirror != NULL)
    faults = bw_mirror_check (mirror, &inner);
  if (g_error_matches (inner, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT)
      || (faults != NULL && faults->len > 0))
    {
      g_autofree char *aside = NULL;

      g_clear_pointer (&mirror, bw_mirror_close);
      if (faults != NULL)
        {
          for (guint i = 0; i < faults->len; i++)
            printf ("%s: %s\n", info->name, (const char *) faults->pdata[i]);
        }
      aside = bw_mirror_set_aside (info->mirror_path, error);
      if (aside == NULL)
        return FALSE;
      printf (_("%s: the local copy was damaged and is now %s; the next refresh fetches it anew\n"),
              info->name, aside);
      *n_faults += 1;
      return TRUE;
    }
  if (faults == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  printf (_("%s: whole\n"), info->name);
  return TRUE;
}

/* Says what is wrong with the edits that are not sent yet, and saves what can be read of them. */
static gboolean
check_outbox (const BwPortfolioInfo *info, guint *n_faults, GError **error)
{
  g_autoptr (BwOutbox) outbox = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (BwOutboxSalvage) salvage = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) inner = NULL;

  if (!g_file_test (info->outbox_path, G_FILE_TEST_EXISTS))
    return TRUE;
  outbox = bw_outbox_open (info->outbox_path, error);
  if (outbox == NULL)
    return FALSE;
  if (bw_outbox_get_salvage (outbox) != NULL)
    {
      text = bw_outbox_salvage_describe (bw_outbox_get_salvage (outbox));
    }
  else
    {
      faults = bw_outbox_check (outbox, &inner);
      g_clear_pointer (&outbox, bw_outbox_close);
      if (faults != NULL && faults->len == 0)
        {
          printf (_("%s: the edits that are not sent are whole\n"), info->name);
          return TRUE;
        }
      if (faults == NULL && !g_error_matches (inner, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&inner));
          return FALSE;
        }
      for (guint i = 0; faults != NULL && i < faults->len; i++)
        printf ("%s: %s\n", info->name, (const char *) faults->pdata[i]);
      if (!bw_outbox_mend (info->outbox_path, &salvage, error))
        return FALSE;
      text = bw_outbox_salvage_describe (salvage);
    }
  printf ("%s: %s\n", info->name, text);
  *n_faults += 1;
  return TRUE;
}

/* The same for what was prepared for reviews. */
static gboolean
check_reviews (const BwPortfolioInfo *info, guint *n_faults, GError **error)
{
  g_autoptr (BwReviewStore) store = NULL;
  g_autofree char *salvage = NULL;

  if (!g_file_test (info->reviews_path, G_FILE_TEST_EXISTS))
    return TRUE;
  store = bw_review_store_open (info->reviews_path, error);
  if (store == NULL || !bw_review_store_check (store, error))
    return FALSE;
  salvage = bw_review_store_describe_salvage (store);
  if (salvage == NULL)
    printf (_("%s: what was prepared for reviews is whole\n"), info->name);
  else
    printf ("%s: %s\n", info->name, salvage);
  *n_faults += salvage != NULL;
  return TRUE;
}

static BwExit
run (BwCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  guint n_faults = 0;

  if (argc > 1)
    return bw_cli_usage (&bw_verb_check, _("“%s” is too much"), argv[1]);

  if (cli->portfolio != NULL)
    {
      BwPortfolioInfo *info = bw_cli_find_portfolio (cli, &error);

      if (info == NULL)
        return bw_cli_fail (g_steal_pointer (&error));
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_portfolio_info_free);
      g_ptr_array_add (list, info);
    }
  else
    {
      list = bw_portfolio_list (&error);
      if (list == NULL)
        return bw_cli_fail (g_steal_pointer (&error));
    }

  for (guint i = 0; i < list->len; i++)
    {
      if (!check_portfolio (list->pdata[i], &n_faults, &error)
          || !check_outbox (list->pdata[i], &n_faults, &error)
          || !check_reviews (list->pdata[i], &n_faults, &error))
        return bw_cli_fail (g_steal_pointer (&error));
    }
  return BW_EXIT_DONE;
}

const BwVerb bw_verb_check = {
  .name = "check",
  .usage = "",
  .summary = N_("checks the local copies and the unsent edits, and says what it mends"),
  .run = run,
};
