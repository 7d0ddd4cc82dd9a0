/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-review-checks.h"

#include <glib/gi18n.h>

/**
 * BwReviewChecks:
 *
 * What is to be looked at before one goes into the meeting: what is missing, each leading to the
 * slide that lacks it, then what is there, folded, and what has changed since the last review.
 */
struct _BwReviewChecks {
  AdwBin               parent_instance;

  AdwPreferencesGroup *missing;
  GtkListBox          *list;
  AdwPreferencesGroup *changes;
  GtkListBox          *changes_list;
};

G_DEFINE_FINAL_TYPE (BwReviewChecks, bw_review_checks, ADW_TYPE_BIN)

enum {
  SIGNAL_SLIDE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_activated (AdwActionRow *row, BwReviewChecks *self)
{
  g_signal_emit (self, signals[SIGNAL_SLIDE_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "key"));
}

/* A line that leads to the slide with this key, if there is one. */
static GtkWidget *
make_row (BwReviewChecks *self, const char *text, const char *icon, const char *key)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  if (icon)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  if (key)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_object_set_data_full (G_OBJECT (row), "key", g_strdup (key), g_free);
      g_signal_connect_object (row, "activated", G_CALLBACK (on_activated), self, 0);
    }
  return row;
}

static void
show_checks (BwReviewChecks *self, const BwDeck *deck)
{
  GtkWidget *met = NULL;
  guint n_missing = 0, n_met = 0;
  g_autofree char *title = NULL;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < deck->checks->len; i++)
    {
      const BwDeckCheck *check = deck->checks->pdata[i];
      const char *key = check->slide_key && bw_deck_find (deck, check->slide_key)
                          ? check->slide_key
                          : NULL;

      if (!check->met)
        {
          gtk_list_box_append (self->list,
                               make_row (self, check->text, "dialog-warning-symbolic", key));
          n_missing++;
          continue;
        }
      if (met == NULL)
        met = adw_expander_row_new ();
      adw_expander_row_add_row (ADW_EXPANDER_ROW (met),
                                make_row (self, check->text, "object-select-symbolic", key));
      n_met++;
    }
  if (met)
    {
      g_autofree char *words = g_strdup_printf (
        ngettext ("%u thing is as it should be", "%u things are as they should be", n_met), n_met);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (met), words);
      gtk_list_box_append (self->list, met);
    }
  if (n_missing > 0)
    title = g_strdup_printf (ngettext ("%u thing to look at before the meeting",
                                       "%u things to look at before the meeting", n_missing),
                             n_missing);
  adw_preferences_group_set_title (self->missing,
                                   title ? title : _("Nothing is missing for the meeting"));
  gtk_widget_set_visible (GTK_WIDGET (self->list), deck->checks->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), deck->checks->len > 0);
}

static void
show_changes (BwReviewChecks *self, const BwDeck *deck)
{
  const BwSlide *slide = NULL;

  gtk_list_box_remove_all (self->changes_list);
  for (guint i = 0; i < deck->slides->len; i++)
    {
      const BwSlide *candidate = deck->slides->pdata[i];

      if (candidate->kind == BW_SLIDE_CHANGES)
        slide = candidate;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->changes), slide != NULL);
  if (slide == NULL)
    return;
  gtk_list_box_append (self->changes_list, make_row (self, slide->proposed_title, NULL,
                                                     slide->key));
  for (guint i = 0; i < slide->lists->len; i++)
    {
      const BwSlideList *list = slide->lists->pdata[i];

      for (guint j = 0; j < list->lines->len; j++)
        {
          const BwSlideLine *line = list->lines->pdata[j];
          GtkWidget *row = make_row (self, line->text, NULL, NULL);
          g_autofree char *detail
            = line->detail ? g_markup_escape_text (line->detail, -1) : g_strdup ("");

          adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
          gtk_list_box_append (self->changes_list, row);
        }
    }
}

static GtkListBox *
add_list (AdwPreferencesGroup *group)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_group_add (group, list);
  return GTK_LIST_BOX (list);
}

static void
bw_review_checks_class_init (BwReviewChecksClass *klass)
{
  /**
   * BwReviewChecks::slide-chosen:
   * @key: of the slide that the person wants to see
   */
  signals[SIGNAL_SLIDE_CHOSEN]
    = g_signal_new ("slide-chosen", BW_TYPE_REVIEW_CHECKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bw_review_checks_init (BwReviewChecks *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->missing = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->list = add_list (self->missing);
  self->changes = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->changes, _("Since the Last Review"));
  self->changes_list = add_list (self->changes);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->missing));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->changes));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * bw_review_checks_show:
 * @deck: whose checks and changes to show; nothing of it is kept
 */
void
bw_review_checks_show (BwReviewChecks *self, const BwDeck *deck)
{
  show_checks (self, deck);
  show_changes (self, deck);
}
