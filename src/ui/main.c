/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "model/bw-locale.h"
#include "ui/bw-application.h"
#include "ui/bw-trace.h"

int
main (int argc, char **argv)
{
  g_autoptr (BwApplication) application = NULL;
  int status;

  bw_trace ("main");
  bw_locale_init ();
  g_set_application_name (_("Bellwether"));
  application = bw_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  return status ? status : bw_application_get_status (application);
}
