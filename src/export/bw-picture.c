/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-picture.h"

gboolean
bw_picture_png_size (GBytes *png, int *width, int *height)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  gsize length;
  const guint8 *data = g_bytes_get_data (png, &length);
  guint32 w, h;

  if (length < 24 || memcmp (data, signature, sizeof signature) != 0)
    return FALSE;
  memcpy (&w, data + 16, 4);
  memcpy (&h, data + 20, 4);
  w = GUINT32_FROM_BE (w);
  h = GUINT32_FROM_BE (h);
  if (w == 0 || h == 0 || w > G_MAXINT || h > G_MAXINT)
    return FALSE;
  *width = (int) w;
  *height = (int) h;
  return TRUE;
}
