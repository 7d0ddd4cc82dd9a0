/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-review-form.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/widgets/bw-form-field.h"

#define MOST_MINUTES 240

/**
 * BwReviewForm:
 *
 * What a person can choose about one slide. Every key goes to the draft at once; there is no button
 * to save.
 */
struct _BwReviewForm {
  AdwBin         parent_instance;

  BwFormField   *fields[BW_DRAFT_TEXT + 1];
  AdwSpinRow    *minutes;
  AdwSwitchRow  *shown;
  AdwButtonRow  *reset;
  AdwButtonRow  *remove;

  BwReviewDraft *draft;
  char          *key;     /* (nullable): of the slide. */
  gboolean       filling; /* What changes is not of the person's doing. */
  int            typing;  /* The field that is being typed into, -1 for none. */
};

G_DEFINE_FINAL_TYPE (BwReviewForm, bw_review_form, ADW_TYPE_BIN)

static const BwSlide *
get_slide (BwReviewForm *self)
{
  const BwDeck *deck = self->draft ? bw_review_draft_get_deck (self->draft) : NULL;

  return deck && self->key ? bw_deck_find (deck, self->key) : NULL;
}

/* Filling it in is nothing that could be undone: that would bring back the text of another slide. */
static void
fill_field (BwFormField *field, const char *text)
{
  g_autofree char *before = bw_form_field_dup_text (field);

  if (g_str_equal (before, text))
    return;
  gtk_text_buffer_begin_irreversible_action (field->buffer);
  bw_form_field_set_text (field, text);
  gtk_text_buffer_end_irreversible_action (field->buffer);
}

/* How tall a text is, a field knows only when it has been laid out once. */
static gboolean
on_laid_out (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  BwReviewForm *self = BW_REVIEW_FORM (widget);

  for (guint i = 0; i < G_N_ELEMENTS (self->fields); i++)
    gtk_widget_queue_resize (self->fields[i]->input);
  return G_SOURCE_REMOVE;
}

static gboolean
is_as_proposed (const BwSlide *slide)
{
  return g_strcmp0 (slide->title, slide->proposed_title) == 0
         && g_strcmp0 (slide->notes, slide->proposed_notes) == 0
         && slide->minutes == slide->proposed_minutes;
}

static void
fill (BwReviewForm *self)
{
  const BwSlide *slide = get_slide (self);
  gboolean own = self->key && bw_review_is_own_key (self->key);
  const char *texts[G_N_ELEMENTS (self->fields)];

  gtk_widget_set_sensitive (GTK_WIDGET (self), slide != NULL);
  if (slide == NULL)
    return;
  self->filling = TRUE;
  texts[BW_DRAFT_TITLE] = slide->title;
  texts[BW_DRAFT_ANNOTATION] = slide->annotation;
  texts[BW_DRAFT_NOTES] = slide->notes;
  texts[BW_DRAFT_TEXT] = slide->text;
  for (guint i = 0; i < G_N_ELEMENTS (self->fields); i++)
    {
      /* A title that was taken away to type another must not come back under the fingers. */
      if ((int) i != self->typing)
        fill_field (self->fields[i], texts[i] ? texts[i] : "");
    }
  gtk_widget_set_visible (self->fields[BW_DRAFT_TEXT]->row, own);
  if (adw_spin_row_get_value (self->minutes) != slide->minutes)
    adw_spin_row_set_value (self->minutes, slide->minutes);
  adw_switch_row_set_active (self->shown, !slide->hidden);
  gtk_widget_set_visible (GTK_WIDGET (self->reset), !own && !is_as_proposed (slide));
  gtk_widget_set_visible (GTK_WIDGET (self->remove), own);
  self->filling = FALSE;
}

static void
take_text (BwReviewForm *self, BwDraftField field)
{
  g_autofree char *text = NULL;

  if (self->filling || get_slide (self) == NULL)
    return;
  text = bw_form_field_dup_text (self->fields[field]);
  /* A title is one sentence; the other texts may have paragraphs. */
  if (field == BW_DRAFT_TITLE)
    g_strdelimit (text, "\r\n\t", ' ');
  self->typing = field;
  bw_review_draft_set_text (self->draft, self->key, field, text);
  self->typing = -1;
}

static void
on_title (BwReviewForm *self)
{
  take_text (self, BW_DRAFT_TITLE);
}

static void
on_annotation (BwReviewForm *self)
{
  take_text (self, BW_DRAFT_ANNOTATION);
}

static void
on_notes (BwReviewForm *self)
{
  take_text (self, BW_DRAFT_NOTES);
}

static void
on_text (BwReviewForm *self)
{
  take_text (self, BW_DRAFT_TEXT);
}

static void
on_minutes (AdwSpinRow *row, GParamSpec *pspec, BwReviewForm *self)
{
  if (!self->filling && get_slide (self))
    bw_review_draft_set_minutes (self->draft, self->key, adw_spin_row_get_value (row));
}

static void
on_shown (AdwSwitchRow *row, GParamSpec *pspec, BwReviewForm *self)
{
  if (!self->filling && get_slide (self))
    bw_review_draft_set_hidden (self->draft, self->key, !adw_switch_row_get_active (row));
}

static void
on_reset (AdwButtonRow *row, BwReviewForm *self)
{
  if (get_slide (self))
    bw_review_draft_reset (self->draft, self->key);
}

/* Escape leaves the field for the list of slides, and not the page. */
static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        BwReviewForm *self)
{
  return key == GDK_KEY_Escape && gtk_widget_activate_action (GTK_WIDGET (self), "review.list", NULL);
}

static void
bw_review_form_dispose (GObject *object)
{
  BwReviewForm *self = BW_REVIEW_FORM (object);

  g_clear_object (&self->draft);
  adw_bin_set_child (ADW_BIN (self), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->fields); i++)
    g_clear_pointer (&self->fields[i], bw_form_field_free);
  G_OBJECT_CLASS (bw_review_form_parent_class)->dispose (object);
}

static void
bw_review_form_finalize (GObject *object)
{
  g_free (BW_REVIEW_FORM (object)->key);
  G_OBJECT_CLASS (bw_review_form_parent_class)->finalize (object);
}

static void
bw_review_form_class_init (BwReviewFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_review_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_review_form_finalize;
}

static void
bw_review_form_init (BwReviewForm *self)
{
  static const struct {
    BwDraftField field;
    const char  *title;
    void       (*callback) (BwReviewForm *self);
  } texts[] = {
    { BW_DRAFT_TITLE, N_("Title"), on_title },
    { BW_DRAFT_TEXT, N_("Text"), on_text },
    { BW_DRAFT_ANNOTATION, N_("Annotation, Shown Under the Title"), on_annotation },
    { BW_DRAFT_NOTES, N_("Notes, Never Shown on a Slide"), on_notes },
  };
  GtkWidget *list = gtk_list_box_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->typing = -1;
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      BwFormField *field = bw_form_field_new (BW_FIELD_TEXT, NULL, _(texts[i].title), "", NULL, 0);

      self->fields[texts[i].field] = field;
      bw_form_field_connect (field, G_CALLBACK (texts[i].callback), self);
      gtk_list_box_append (GTK_LIST_BOX (list), field->row);
    }

  self->minutes = ADW_SPIN_ROW (adw_spin_row_new_with_range (0, MOST_MINUTES, 0.5));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->minutes), _("Minutes Planned"));
  adw_spin_row_set_digits (self->minutes, 1);
  g_signal_connect (self->minutes, "notify::value", G_CALLBACK (on_minutes), self);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->minutes));

  self->shown = ADW_SWITCH_ROW (adw_switch_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->shown), _("Show This Slide"));
  g_signal_connect (self->shown, "notify::active", G_CALLBACK (on_shown), self);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->shown));

  self->reset = ADW_BUTTON_ROW (adw_button_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reset), _("Use What Is Proposed"));
  g_signal_connect (self->reset, "activated", G_CALLBACK (on_reset), self);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->reset));

  self->remove = ADW_BUTTON_ROW (adw_button_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->remove), _("Delete the Slide"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remove), "review.delete");
  gtk_widget_add_css_class (GTK_WIDGET (self->remove), "destructive-action");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->remove));

  adw_bin_set_child (ADW_BIN (self), list);
  fill (self);
}

/**
 * bw_review_form_set_draft:
 * @draft: what is worked on
 */
void
bw_review_form_set_draft (BwReviewForm *self, BwReviewDraft *draft)
{
  g_set_object (&self->draft, draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
}

/**
 * bw_review_form_show:
 * @key: (nullable): of the slide that is to be filled in
 */
void
bw_review_form_show (BwReviewForm *self, const char *key)
{
  g_set_str (&self->key, key);
  fill (self);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_laid_out, NULL, NULL);
}

/**
 * bw_review_form_focus:
 *
 * Begins with the title, so that what is typed takes its place.
 */
void
bw_review_form_focus (BwReviewForm *self)
{
  GtkTextBuffer *buffer = self->fields[BW_DRAFT_TITLE]->buffer;
  GtkTextIter start, finish;

  bw_form_field_focus (self->fields[BW_DRAFT_TITLE]);
  gtk_text_buffer_get_bounds (buffer, &start, &finish);
  gtk_text_buffer_select_range (buffer, &start, &finish);
}
