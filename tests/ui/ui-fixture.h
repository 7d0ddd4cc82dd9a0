/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-application.h"

G_BEGIN_DECLS

typedef gboolean (*UiCondition) (gpointer data);

void           ui_test_init         (int *argc, char ***argv);
BwApplication *ui_application_new   (void);
BwWindow      *ui_window_open       (BwApplication *application, int width, int height);
void           ui_window_close      (BwWindow *window);
gboolean       ui_is_at_rest        (gpointer window);
void           ui_open_demo         (BwWindow *window);
void           ui_wait              (UiCondition condition, gpointer data, const char *what);
void           ui_wait_frames       (GtkWidget *widget, guint n);
gboolean       ui_press             (GtkWidget *widget, guint key, GdkModifierType modifiers);
GtkWidget     *ui_find              (GtkWidget *root, GType type, guint index);
GtkWidget     *ui_find_label        (GtkWidget *root, const char *text);
char          *ui_make_csv_company  (guint accounts);

G_END_DECLS
