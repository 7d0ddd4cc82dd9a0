/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-window.h"

G_BEGIN_DECLS

#define BW_TYPE_PICTURES (bw_pictures_get_type ())
G_DECLARE_FINAL_TYPE (BwPictures, bw_pictures, BW, PICTURES, GObject)

BwPictures *bw_pictures_new   (BwWindow *window, GFile *folder);
void        bw_pictures_begin (BwPictures *self);
gboolean    bw_picture_save   (GtkWidget *widget, GFile *file, GError **error);

G_END_DECLS
