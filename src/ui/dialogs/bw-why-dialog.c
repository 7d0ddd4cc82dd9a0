/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-why-dialog.h"

#include <glib/gi18n.h>
#include <math.h>

static GtkWidget *
create_row (const char *title, double points)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *number = bw_points_format (points);
  GtkWidget *label = gtk_label_new (number);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

/**
 * bw_points_format:
 * @points: a part of a change
 *
 * Returns: (transfer full): @points with one decimal and its sign
 */
char *
bw_points_format (double points)
{
  g_autofree char *number = bw_number_format (fabs (points), 1);

  if (isnan (points))
    return g_strdup ("–");
  return bw_difference_format (fabs (points) < 0.05 ? 0 : points, number);
}

/**
 * bw_why_dialog_new:
 * @figure: of an account whose index is compared; nothing of it is kept
 *
 * Returns: a dialog with every reading that moved the success index, and their sum
 */
AdwDialog *
bw_why_dialog_new (const BwAccountFigure *figure)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *parts = adw_preferences_group_new ();
  GtkWidget *sum = adw_preferences_group_new ();
  GtkWidget *total;
  double points = 0;

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (parts), figure->index_sentence);
  for (guint i = 0; i < figure->n_why; i++)
    {
      const BwWhyLine *line = &figure->why[i];

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (parts),
                                 create_row (line->text ? line->text : line->metric_name,
                                             line->points));
      points += line->points;
    }
  total = create_row (_("All Together"), points);
  gtk_widget_add_css_class (total, "bw-total");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (sum), total);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (parts));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (sum));

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _("Why It Moved"));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, 520);
  adw_dialog_set_content_height (dialog, 560);
  return dialog;
}
