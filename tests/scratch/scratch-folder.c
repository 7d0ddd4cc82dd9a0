/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch-folder.h"

#include <glib/gstdio.h>

/* Returns: (transfer full): a folder that is empty, and that nobody else has */
char *
scratch_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("bellwether-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

/* Removes the folder, if it is there, with all that is in it. */
void
scratch_folder_remove (const char *folder)
{
  GDir *dir = g_file_test (folder, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);

      scratch_folder_remove (child);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_remove (folder);
}
