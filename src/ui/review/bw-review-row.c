/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-review-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "ui/review/bw-slide-view.h"

/* Rows are as tall as they must be and no taller. */
#define PICTURE_WIDTH 112
#define PICTURE_HEIGHT 63

/**
 * BwReviewRow:
 *
 * A slide in the list of those of a review: its number, a small picture of it, and its title. A
 * hidden slide is dim, has no number and says that it is hidden.
 */
struct _BwReviewRow {
  GtkListBoxRow  parent_instance;

  char          *key;
  GtkLabel      *number;
  GtkWidget     *hidden;
  BwSlideView   *view;
  GtkLabel      *title;
  GtkLabel      *detail;
  guint          place; /* Of the slide among those that are shown, from 1. */
  char          *looks; /* (nullable): all of the slide that its picture shows and that can change. */
  gboolean       drawn; /* The picture shows the slide as it is. */
};

G_DEFINE_FINAL_TYPE (BwReviewRow, bw_review_row, GTK_TYPE_LIST_BOX_ROW)

static void
bw_review_row_finalize (GObject *object)
{
  BwReviewRow *self = BW_REVIEW_ROW (object);

  g_free (self->key);
  g_free (self->looks);
  G_OBJECT_CLASS (bw_review_row_parent_class)->finalize (object);
}

static void
bw_review_row_class_init (BwReviewRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_review_row_finalize;
}

static GtkLabel *
add_label (GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkLabel *
add_words (GtkWidget *box)
{
  GtkWidget *label = GTK_WIDGET (add_label (box));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  return GTK_LABEL (label);
}

static void
bw_review_row_init (BwReviewRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *start = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *picture = adw_clamp_new ();

  self->number = add_label (start);
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "numeric");
  gtk_label_set_width_chars (self->number, 2);
  gtk_label_set_xalign (self->number, 1);
  self->hidden = gtk_image_new_from_icon_name ("view-conceal-symbolic");
  gtk_widget_set_tooltip_text (self->hidden, _("Hidden"));
  gtk_box_append (GTK_BOX (start), self->hidden);

  self->view = BW_SLIDE_VIEW (bw_slide_view_new ());
  adw_clamp_set_maximum_size (ADW_CLAMP (picture), PICTURE_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (picture), PICTURE_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (picture), GTK_WIDGET (self->view));
  gtk_widget_set_size_request (GTK_WIDGET (self->view), PICTURE_WIDTH, PICTURE_HEIGHT);
  gtk_widget_set_valign (picture, GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "bw-slide-picture");

  self->title = add_words (words);
  self->detail = add_words (words);
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "numeric");
  gtk_widget_set_hexpand (words, TRUE);

  gtk_box_append (GTK_BOX (box), start);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-review-row");
}

/**
 * bw_review_row_new:
 * @key: of the slide
 */
GtkWidget *
bw_review_row_new (const char *key)
{
  BwReviewRow *self = g_object_new (BW_TYPE_REVIEW_ROW, NULL);

  self->key = g_strdup (key);
  return GTK_WIDGET (self);
}

const char *
bw_review_row_get_key (BwReviewRow *self)
{
  return self->key;
}

/**
 * bw_review_row_set:
 * @slide: as it is now
 * @number: among those that are shown, from 1; of no meaning for a hidden one
 *
 * Says what the slide is called; its picture is out of date if it looks otherwise now.
 */
void
bw_review_row_set (BwReviewRow *self, const BwSlide *slide, guint number)
{
  g_autofree char *digits = slide->hidden ? g_strdup ("") : g_strdup_printf ("%u", number);
  g_autofree char *minutes = g_strdup_printf (slide->minutes == floor (slide->minutes) ? "%.0f"
                                                                                       : "%.1f",
                                              slide->minutes);
  /* Translators: the minutes that are planned for a slide. */
  g_autofree char *detail = g_strdup_printf (_("%s min"), minutes);
  g_autofree char *spoken = slide->hidden
                              /* Translators: %s is the title of a slide. */
                              ? g_strdup_printf (_("%s, hidden"), slide->title)
                              /* Translators: the number of a slide and its title. */
                              : g_strdup_printf (_("%1$u. %2$s"), number, slide->title);
  g_autofree char *looks
    = g_strdup_printf ("%u\n%s\n%s\n%s\n%p", number, slide->title,
                       slide->annotation ? slide->annotation : "",
                       slide->text ? slide->text : "", (gpointer) slide->picture);

  gtk_label_set_text (self->number, digits);
  gtk_widget_set_visible (GTK_WIDGET (self->number), !slide->hidden);
  gtk_widget_set_visible (self->hidden, slide->hidden);
  gtk_label_set_text (self->title, slide->title ? slide->title : "");
  gtk_label_set_text (self->detail, detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (slide->hidden)
    gtk_widget_add_css_class (GTK_WIDGET (self), "bw-hidden-slide");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-hidden-slide");
  self->place = number;
  if (g_strcmp0 (self->looks, looks) != 0)
    self->drawn = FALSE;
  g_set_str (&self->looks, looks);
}

/**
 * bw_review_row_draw:
 * @deck: what the slide is of; borrowed with it until the next call or bw_review_row_forget()
 * @theme: how it looks
 *
 * Has the picture show the slide as it is.
 *
 * Returns: whether it did not before
 */
gboolean
bw_review_row_draw (BwReviewRow *self, const BwDeck *deck, const BwSlideTheme *theme)
{
  const BwSlide *slide = bw_deck_find (deck, self->key);

  if (self->drawn || slide == NULL)
    return FALSE;
  bw_slide_view_set_look (self->view, theme, BW_SLIDE_WIDE);
  bw_slide_view_set_slide (self->view, deck, slide, MAX (self->place, 1));
  self->drawn = TRUE;
  return TRUE;
}

/**
 * bw_review_row_forget:
 *
 * Lets go of deck and slide, which are about to go, until it is drawn again.
 */
void
bw_review_row_forget (BwReviewRow *self)
{
  bw_slide_view_set_slide (self->view, NULL, NULL, 0);
  self->drawn = FALSE;
}
