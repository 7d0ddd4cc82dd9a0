/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "plain-mirror.h"

#include "store/bw-portfolio-list.h"

/* Makes a plain company of as many accounts as asked, in a file or as a portfolio of the user. */

static gboolean
make (const char *kind, const char *where, guint accounts, GError **error)
{
  g_autoptr (BwPortfolioInfo) info = NULL;
  g_autoptr (BwMirror) mirror = NULL;

  if (g_str_equal (kind, "portfolio"))
    {
      info = bw_portfolio_add (where, BW_PORTFOLIO_CSV, NULL, NULL, error);
      if (info == NULL)
        return FALSE;
      where = info->mirror_path;
    }
  mirror = bw_mirror_open (where, BW_MIRROR_CREATE, error);
  if (mirror == NULL || !plain_mirror_fill (mirror, accounts, error))
    return FALSE;
  if (info == NULL)
    return TRUE;
  info->last_refresh = g_get_real_time ();
  return bw_portfolio_save (info, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc != 4)
    {
      g_printerr ("Usage: make-plain mirror PATH ACCOUNTS | make-plain portfolio NAME ACCOUNTS\n");
      return 2;
    }
  if (!make (argv[1], argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10), &error))
    g_error ("%s", error->message);
  return 0;
}
