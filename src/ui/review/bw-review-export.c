/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-review-export.h"

#include <glib/gi18n.h>

#include "export/bw-deck-export.h"
#include "ui/bw-window.h"
#include "ui/review/bw-drawing.h"
#include "ui/review/bw-review-deck.h"

/**
 * BwReviewExport:
 *
 * Asks how a review is to leave the program, and where to. It is made anew from what the window
 * shows and what is chosen, and written on a worker thread.
 */
struct _BwReviewExport {
  AdwDialog      parent_instance;

  AdwBanner     *banner;
  GtkWidget     *options;
  AdwComboRow   *format_row;
  AdwComboRow   *theme_row;
  AdwComboRow   *size_row;
  GtkWidget     *spinner;
  GtkLabel      *progress;
  GtkWidget     *export_button;

  BwSession     *session;
  char          *account_id;  /* (nullable) */
  BwReview      *choices;
  char          *title;
  GCancellable  *cancellable; /* (nullable): while it is written. */
  guint          look_source; /* Looks how far that is. */
};

G_DEFINE_FINAL_TYPE (BwReviewExport, bw_review_export, ADW_TYPE_DIALOG)

/* How often somebody is told how far the writing is. */
#define LOOK_MILLISECONDS 100

static const char *const endings[] = { "pdf", "pptx", "png", "svg", "xlsx", "csv" };

typedef struct {
  BwDeck         *deck;
  BwThemeKind     theme;
  BwSlideSize     size;
  BwReviewFormat  format;
  char           *path;
  GCancellable   *cancellable;
  guint           done;        /* Slides that are made, and all; the threads that write set them. */
  guint           all;
} Work;

static void
work_free (Work *work)
{
  bw_deck_free (work->deck);
  g_object_unref (work->cancellable);
  g_free (work->path);
  g_free (work);
}

/**
 * bw_review_format_is_folder:
 *
 * Returns: whether a review in this format is several files in a folder
 */
gboolean
bw_review_format_is_folder (BwReviewFormat format)
{
  return format == BW_REVIEW_PNG || format == BW_REVIEW_SVG || format == BW_REVIEW_CSV;
}

static void
on_slide (guint done, guint all, gpointer data)
{
  Work *work = data;

  g_atomic_int_set (&work->done, done);
  g_atomic_int_set (&work->all, all);
}

static gboolean
write_deck (Work *work, GError **error)
{
  BwDeckWatch watch = { work->cancellable, on_slide, work };
  g_autoptr (BwSlideTheme) theme = NULL;

  switch (work->format)
    {
    case BW_REVIEW_XLSX:
      return bw_deck_write_workbook (work->deck, work->path, error);
    case BW_REVIEW_CSV:
      return bw_deck_write_csv (work->deck, work->path, error);
    case BW_REVIEW_PDF:
    case BW_REVIEW_PPTX:
    case BW_REVIEW_PNG:
    case BW_REVIEW_SVG:
    default:
      break;
    }
  theme = bw_slide_theme_new (work->theme, error);
  if (theme == NULL)
    return FALSE;
  if (work->format == BW_REVIEW_PPTX)
    return bw_deck_write_pptx (work->deck, theme, work->size, &watch, work->path, error);
  if (work->format == BW_REVIEW_PDF)
    return bw_deck_write_pdf (work->deck, theme, work->size, &watch, work->path, error);
  return bw_deck_write_pictures (work->deck, theme, work->size,
                                 work->format == BW_REVIEW_SVG ? BW_EXPORT_SVG : BW_EXPORT_PNG,
                                 &watch, work->path, error);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  gboolean is_written;

  /* A file that is being written is finished before the program ends. */
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!bw_drawing_begin ())
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the program ends");
      return;
    }
  is_written = write_deck (data, &error);
  bw_drawing_end ();
  if (is_written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What it leads to ----------------------------------------------------------------------------- */

static void
on_open (AdwToast *toast, GFile *file)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_launch (launcher, NULL, NULL, NULL, NULL);
}

static void
on_show_in_folder (GtkButton *button, GFile *file)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, NULL, NULL, NULL, NULL);
}

/* A toast has one button of its own; the way to the folder stands beside what it says. */
static void
tell (BwWindow *window, GFile *file, gboolean is_folder)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = g_strdup_printf (_("Exported “%s”"), name);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_timeout (toast, 10);
  adw_toast_set_button_label (toast, is_folder ? _("_Open the Folder") : _("_Open"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_open), file, 0);
  if (!is_folder)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget *label = gtk_label_new (text);
      GtkWidget *button = gtk_button_new_with_mnemonic (_("Show in _Folder"));

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_widget_add_css_class (label, "heading");
      gtk_widget_add_css_class (button, "flat");
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_show_in_folder), file, 0);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), button);
      adw_toast_set_custom_title (toast, box);
    }
  /* The toast keeps the file that its buttons lead to. */
  g_object_set_data_full (G_OBJECT (toast), "file", g_object_ref (file), g_object_unref);
  bw_window_add_toast (window, toast);
}

/* Writing -------------------------------------------------------------------------------------- */

static void
update (BwReviewExport *self)
{
  BwReviewFormat format = adw_combo_row_get_selected (self->format_row);
  gboolean is_data = format == BW_REVIEW_XLSX || format == BW_REVIEW_CSV;
  gboolean is_busy = self->cancellable != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->theme_row), !is_data);
  gtk_widget_set_visible (GTK_WIDGET (self->size_row), !is_data);
  gtk_widget_set_sensitive (self->options, !is_busy);
  gtk_widget_set_visible (self->spinner, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.choose", !is_busy);
}

/* A slide takes some milliseconds, so that one is looked at now and then, and not told of. */
static gboolean
on_look (gpointer data)
{
  GTask *task = data;
  BwReviewExport *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  guint done = (guint) g_atomic_int_get (&work->done), all = (guint) g_atomic_int_get (&work->all);
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (work->cancellable))
    text = g_strdup (_("Cancelling…"));
  else if (all > 0 && done >= all)
    text = g_strdup (_("Saving the file…"));
  else if (all > 0)
    /* Translators: how far an export is, as in "Writing slide 3 of 12…". */
    text = g_strdup_printf (_("Writing slide %1$u of %2$u…"), done + 1, all);
  if (text != NULL)
    gtk_label_set_label (self->progress, text);
  return G_SOURCE_CONTINUE;
}

static void
finish (BwReviewExport *self, const GError *error)
{
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_object (&self->cancellable);
  update (self);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  adw_banner_set_title (self->banner, error->message);
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  BwReviewExport *self = BW_REVIEW_EXPORT (source);
  const Work *work = g_task_get_task_data (G_TASK (result));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (work->path);

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      finish (self, error);
      return;
    }
  finish (self, NULL);
  if (BW_IS_WINDOW (root))
    tell (BW_WINDOW (root), file, bw_review_format_is_folder (work->format));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_deck_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  BwReviewExport *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  work->deck = bw_review_deck_make_finish (result, &error);
  if (work->deck == NULL)
    {
      finish (self, error);
      g_task_return_error (task, error);
      return;
    }
  g_task_run_in_thread (task, run);
}

/**
 * bw_review_export_write:
 * @file: where to; a folder that is there for some formats
 *
 * Writes the review as the rows of the dialog say, which closes when it is done.
 */
void
bw_review_export_write (BwReviewExport *self, GFile *file)
{
  GTask *task;
  Work *work;

  if (self->cancellable)
    return;
  adw_banner_set_revealed (self->banner, FALSE);
  if (g_file_peek_path (file) == NULL)
    {
      adw_banner_set_title (self->banner, _("A review can be exported to this computer only."));
      adw_banner_set_revealed (self->banner, TRUE);
      return;
    }
  work = g_new0 (Work, 1);
  work->theme = adw_combo_row_get_selected (self->theme_row);
  work->size = adw_combo_row_get_selected (self->size_row);
  work->format = adw_combo_row_get_selected (self->format_row);
  work->path = g_file_get_path (file);
  self->cancellable = g_cancellable_new ();
  work->cancellable = g_object_ref (self->cancellable);
  gtk_label_set_label (self->progress, _("Writing…"));
  update (self);
  task = g_task_new (self, self->cancellable, on_written, NULL);
  g_task_set_source_tag (task, bw_review_export_write);
  /* A file that is there is there, however late somebody cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  self->look_source = g_timeout_add (LOOK_MILLISECONDS, on_look, task);
  bw_review_deck_make_async (self->session, self->account_id, self->choices, self->cancellable,
                             on_deck_made, task);
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwReviewExport) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file)
    bw_review_export_write (self, file);
}

static void
on_folder_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwReviewExport) self = data;
  g_autoptr (GFile) file
    = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file)
    bw_review_export_write (self, file);
}

static void
on_choose (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewExport *self = BW_REVIEW_EXPORT (widget);
  GSettings *settings = bw_session_get_settings (self->session);
  BwReviewFormat format = adw_combo_row_get_selected (self->format_row);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (widget));

  g_settings_set_enum (settings, "review-format", format);
  g_settings_set_enum (settings, "review-size",
                       (int) adw_combo_row_get_selected (self->size_row));
  g_settings_set_enum (settings, "review-theme",
                       (int) adw_combo_row_get_selected (self->theme_row));
  if (bw_review_format_is_folder (format))
    {
      gtk_file_dialog_set_title (dialog, _("Choose a Folder for the Files"));
      gtk_file_dialog_select_folder (dialog, parent, NULL, on_folder_chosen, g_object_ref (self));
    }
  else
    {
      g_autofree char *stem = g_strdelimit (g_strdup (self->title), G_DIR_SEPARATOR_S, '-');
      g_autofree char *file_name = g_strdup_printf ("%s.%s", stem, endings[format]);

      gtk_file_dialog_set_title (dialog, _("Export the Review"));
      gtk_file_dialog_set_initial_name (dialog, file_name);
      gtk_file_dialog_save (dialog, parent, NULL, on_file_chosen, g_object_ref (self));
    }
}

static void
on_cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewExport *self = BW_REVIEW_EXPORT (widget);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

/* Who closes the dialog does not wait for a file either. */
static void
bw_review_export_closed (AdwDialog *dialog)
{
  BwReviewExport *self = BW_REVIEW_EXPORT (dialog);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
}

static void
bw_review_export_dispose (GObject *object)
{
  BwReviewExport *self = BW_REVIEW_EXPORT (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_REVIEW_EXPORT);
  G_OBJECT_CLASS (bw_review_export_parent_class)->dispose (object);
}

static void
bw_review_export_finalize (GObject *object)
{
  BwReviewExport *self = BW_REVIEW_EXPORT (object);

  g_clear_object (&self->cancellable);
  bw_review_free (self->choices);
  g_free (self->account_id);
  g_free (self->title);
  G_OBJECT_CLASS (bw_review_export_parent_class)->finalize (object);
}

static void
bw_review_export_class_init (BwReviewExportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_review_export_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_review_export_finalize;
  ADW_DIALOG_CLASS (klass)->closed = bw_review_export_closed;
  gtk_widget_class_install_action (widget_class, "export.choose", NULL, on_choose);
  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, on_cancel);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-review-export.ui");
  gtk_widget_class_bind_template_child (widget_class, BwReviewExport, banner);
  gtk_widget_class_bind_template_child (widget_class, BwReviewExport, options);
  gtk_widget_class_bind_template_child (widget_class, BwReviewExport, format_row);
  gtk_widget_class_bind_template_child (widget_class, BwReviewExport, theme_row);
  gtk_widget_class_bind_template_child (widget_class, BwReviewExport, size_row);
  gtk_widget_class_bind_template_child (widget_class, BwReviewExport, spinner);
  gtk_widget_class_bind_template_child (widget_class, BwReviewExport, progress);
  gtk_widget_class_bind_template_child (widget_class, BwReviewExport, export_button);
}

static void
bw_review_export_init (BwReviewExport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->export_button);
  g_signal_connect_swapped (self->format_row, "notify::selected", G_CALLBACK (update), self);
  update (self);
}

/**
 * bw_review_export_new:
 * @account_id: (nullable): whose review; %NULL for that of the portfolio
 * @choices: what is chosen; it is copied
 * @title: of the deck, for the name of the file
 */
AdwDialog *
bw_review_export_new (BwSession *session, const char *account_id, const BwReview *choices,
                      const char *title)
{
  BwReviewExport *self = g_object_new (BW_TYPE_REVIEW_EXPORT, NULL);
  GSettings *settings = bw_session_get_settings (session);

  self->session = g_object_ref (session);
  self->account_id = g_strdup (account_id);
  self->choices = bw_review_copy (choices);
  self->title = g_strdup (title);
  adw_combo_row_set_selected (self->format_row,
                              (guint) g_settings_get_enum (settings, "review-format"));
  adw_combo_row_set_selected (self->theme_row,
                              (guint) g_settings_get_enum (settings, "review-theme"));
  adw_combo_row_set_selected (self->size_row,
                              (guint) g_settings_get_enum (settings, "review-size"));
  return ADW_DIALOG (self);
}

/**
 * bw_review_export_is_busy:
 *
 * Returns: whether something is being written
 */
gboolean
bw_review_export_is_busy (BwReviewExport *self)
{
  return self->cancellable != NULL;
}
