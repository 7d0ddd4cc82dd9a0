/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-shortcuts.h"

#include <glib/gi18n.h>

/* One table for the keys that work and for the dialog that lists them. */
static const BwShortcut shortcuts[] = {
  { N_("Pages"), N_("Portfolio"), "win.page::portfolio", "<Control>1" },
  { N_("Pages"), N_("Distribution"), "win.page::distribution", "<Control>2" },
  { N_("Pages"), N_("Quadrants"), "win.page::quadrants", "<Control>3" },
  { N_("Pages"), N_("Segments"), "win.page::segments", "<Control>4" },
  { N_("Pages"), N_("Metrics"), "win.page::metrics", "<Control>5" },
  { N_("Pages"), N_("Accounts"), "win.page::accounts", "<Control>6" },
  { N_("Pages"), N_("Triage"), "win.page::triage", "<Control>7" },
  { N_("Pages"), N_("Renewals"), "win.page::renewals", "<Control>8" },
  { N_("Pages"), N_("Custody"), "win.page::custody", "<Control>9" },
  { N_("Pages"), N_("Health"), "win.page::health", "<Control>0" },
  { N_("Pages"), N_("Go Back"), NULL, "Escape <Alt>Left" },
  { N_("Pages"), N_("Print the Portfolio"), NULL, "<Control>p" },

  { N_("Day"), N_("Choose the Day"), "win.day", "<Control>d" },
  { N_("Day"), N_("Previous Month"), "win.previous-month", "<Control>Page_Up" },
  { N_("Day"), N_("Next Month"), "win.next-month", "<Control>Page_Down" },
  { N_("Day"), N_("Latest Day"), "win.latest", "<Control>End" },
  { N_("Day"), N_("Play the Months"), "win.play", "<Control>space" },

  { N_("Accounts"), N_("Search"), "win.search", "<Control>f" },
  { N_("Accounts"), N_("Filter"), "win.filter", "<Control><Shift>f" },
  { N_("Accounts"), N_("Clear the Filter"), "win.clear-filter", "<Control><Shift>k" },
  { N_("Accounts"), N_("Previous or Next Account"), NULL, "<Alt>Page_Up <Alt>Page_Down" },
  { N_("Accounts"), N_("Choose Several in the Queue"), NULL, "<Shift>Up <Shift>Down" },

  { N_("At an Account"), N_("Start a Play"), NULL, "<Control><Shift>p" },
  { N_("At an Account"), N_("Write a Note"), NULL, "<Control><Shift>n" },
  { N_("At an Account"), N_("Enter a Risk"), NULL, "<Control><Shift>r" },
  { N_("At an Account"), N_("Edit the Success Plan"), NULL, "<Control><Shift>l" },
  { N_("At an Account"), N_("Edit the Answers"), NULL, "<Control><Shift>a" },
  { N_("At an Account"), N_("Put Off"), NULL, "<Control><Shift>s" },
  { N_("At an Account"), N_("Assign"), NULL, "<Control><Shift>o" },
  { N_("At an Account"), N_("Prepare a Review"), NULL, "<Control><Shift>e" },
  { N_("At an Account"), N_("Save What Is Edited"), NULL, "<Control>Return" },

  { N_("Reviews"), N_("Board Review"), "win.board-review", "<Control><Shift>b" },
  { N_("Reviews"), N_("Move the Slide Up or Down"), NULL, "<Alt>Up <Alt>Down" },
  { N_("Reviews"), N_("Hide or Show the Slide"), NULL, "h" },
  { N_("Reviews"), N_("Add a Text or a Picture Slide"), NULL, "<Control>t <Control><Shift>t" },
  { N_("Reviews"), N_("Delete a Slide of Your Own"), NULL, "Delete" },
  { N_("Reviews"), N_("Previous or Next Slide"), NULL, "<Alt>Page_Up <Alt>Page_Down" },
  { N_("Reviews"), N_("Undo or Redo"), NULL, "<Control>z <Control><Shift>z" },
  { N_("Reviews"), N_("Export"), NULL, "<Control>e" },
  { N_("Reviews"), N_("Print"), NULL, "<Control>p" },
  { N_("Reviews"), N_("Present"), NULL, "F5" },

  { N_("Charts"), N_("Next or Previous Item"), NULL, "Right Left" },
  { N_("Charts"), N_("First or Last Item"), NULL, "Home End" },
  { N_("Charts"), N_("Open the Item"), NULL, "Return" },
  { N_("Charts"), N_("Zoom In or Out"), NULL, "plus minus" },
  { N_("Charts"), N_("Show All"), NULL, "0" },
  { N_("Charts"), N_("Move Along"), NULL, "<Shift>Right <Shift>Left" },
  { N_("Charts"), N_("Select or Leave Out the Account"), NULL, "space" },
  { N_("Charts"), N_("Select All Accounts"), NULL, "<Control>a" },
  { N_("Charts"), N_("Copy as Picture"), NULL, "<Control>c" },
  { N_("Charts"), N_("Save as File"), NULL, "<Control>s" },
  { N_("Charts"), N_("Print"), NULL, "<Control>p" },
  { N_("Charts"), N_("Menu"), NULL, "<Shift>F10" },

  { N_("While Presenting"), N_("Next or Previous Slide"), NULL, "Right Left space BackSpace" },
  { N_("While Presenting"), N_("First or Last Slide"), NULL, "Home End" },
  { N_("While Presenting"), N_("Go to a Slide"), NULL, "g" },
  { N_("While Presenting"), N_("Black or White Screen"), NULL, "b w" },
  { N_("While Presenting"), N_("Laser Pointer"), NULL, "l" },
  { N_("While Presenting"), N_("Points for Weeks, Months or Quarters"), NULL, "t" },
  { N_("While Presenting"), N_("Peers"), NULL, "p" },
  { N_("While Presenting"), N_("Swap Displays"), NULL, "x" },
  { N_("While Presenting"), N_("Presenter View"), NULL, "v" },
  { N_("While Presenting"), N_("Larger or Smaller Notes"), NULL, "<Control>plus <Control>minus" },
  { N_("While Presenting"), N_("Full Screen"), NULL, "F5 F11" },
  { N_("While Presenting"), N_("End the Presentation"), NULL, "Escape" },

  { N_("Data"), N_("Refresh"), "win.refresh", "<Control>r F5" },
  { N_("Data"), N_("Connect to a Company Backend"), "win.connect", "<Control>n" },
  { N_("Data"), N_("Import Files"), "win.import", "<Control>o" },

  { N_("Changes"), N_("Undo the Last Change"), "win.undo-edit", "<Control>z" },
  { N_("Changes"), N_("Unsent Changes"), "win.unsent", "<Control>u" },

  { N_("General"), N_("Main Menu"), "win.menu", "F10" },
  { N_("General"), N_("Preferences"), "app.preferences", "<Control>comma" },
  { N_("General"), N_("Keyboard Shortcuts"), "app.shortcuts", "<Control>question" },
  { N_("General"), N_("Close the Window"), "window.close", "<Control>w" },
  { N_("General"), N_("Quit"), "app.quit", "<Control>q" },
};

/**
 * bw_shortcuts_get:
 * @n_shortcuts: (out): how many there are
 *
 * Returns: (transfer none): all shortcuts, those of a group together
 */
const BwShortcut *
bw_shortcuts_get (guint *n_shortcuts)
{
  *n_shortcuts = G_N_ELEMENTS (shortcuts);
  return shortcuts;
}

void
bw_shortcuts_set_up (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_auto (GStrv) keys = NULL;

      if (shortcuts[i].action == NULL)
        continue;
      keys = g_strsplit (shortcuts[i].keys, " ", -1);
      gtk_application_set_accels_for_action (application, shortcuts[i].action,
                                             (const char *const *) keys);
    }
}
