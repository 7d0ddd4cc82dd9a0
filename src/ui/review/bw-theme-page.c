/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-theme-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "export/bw-picture.h"
#include "ui/review/bw-slide-view.h"

/**
 * BwThemePage:
 *
 * The preferences about slides: the theme that they have, and what the company's own looks like, on
 * a slide that shows it at once. Every change is kept; what cannot be kept is said.
 */
struct _BwThemePage {
  AdwPreferencesPage    parent_instance;

  AdwComboRow          *theme_row;
  BwSlideView          *view;
  AdwActionRow         *logo_row;
  GtkButton            *logo_clear_button;
  GtkButton            *logo_button;
  GtkColorDialogButton *accent_button;
  GtkColorDialogButton *second_button;
  GtkFontDialogButton  *font_button;
  AdwSwitchRow         *dark_row;

  BwDeck               *deck;     /* Of one slide, to show the theme by. */
  BwSlideTheme         *theme;    /* The company's, as it is chosen. */
  gboolean              filling;  /* What changes is not of the person's doing. */
  guint                 n_busy;   /* What is being read or written. */
  gboolean              save_again;
};

G_DEFINE_FINAL_TYPE (BwThemePage, bw_theme_page, ADW_TYPE_PREFERENCES_PAGE)

static void save (BwThemePage *self);

static void
say (BwThemePage *self, const char *text)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);
  AdwToast *toast;

  if (dialog == NULL)
    return;
  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
}

/* What was chosen while something else was under way. */
static void
save_what_waits (BwThemePage *self)
{
  if (!self->save_again)
    return;
  self->save_again = FALSE;
  save (self);
}

/* The slide ------------------------------------------------------------------------------------ */

static BwDeck *
make_deck (void)
{
  BwDeck *deck = bw_deck_new ();
  BwSlide *slide = bw_slide_new (BW_SLIDE_ADOPTION, "sample");
  BwSlideList *list;

  deck->footer = g_strdup (_("Your customer · business review"));
  slide->kicker = g_strdup (_("Value delivered"));
  slide->title = g_strdup (_("This is how slides look to your customers"));
  bw_slide_add_number (slide, "94 %", _("of orders on time"), NULL);
  bw_slide_add_number (slide, "42", _("people use it every day"), NULL);
  list = bw_slide_add_list (slide, _("What we agreed"));
  bw_slide_list_add (list, _("The second team goes live"), _("in March"), NULL);
  slide->source = g_strdup (_("Source: an example"));
  bw_deck_add (deck, slide);
  return deck;
}

static void
show_slide (BwThemePage *self)
{
  guint kind = adw_combo_row_get_selected (self->theme_row);
  g_autoptr (BwSlideTheme) plain = kind == BW_THEME_COMPANY ? NULL
                                                            : bw_slide_theme_new (kind, NULL);

  bw_slide_view_set_look (self->view, plain ? plain : self->theme, BW_SLIDE_WIDE);
  bw_slide_view_set_slide (self->view, self->deck, self->deck->slides->pdata[0], 1);
}

/* The rows ------------------------------------------------------------------------------------- */

static GdkRGBA
to_rgba (BwColor color)
{
  return (GdkRGBA) { (float) color.red, (float) color.green, (float) color.blue, 1 };
}

static BwColor
from_rgba (const GdkRGBA *rgba)
{
  return (BwColor) { rgba->red, rgba->green, rgba->blue };
}

static void
fill (BwThemePage *self)
{
  GdkRGBA accent = to_rgba (self->theme->accent), second = to_rgba (self->theme->second);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  g_autofree char *size
    = self->theme->logo
        /* Translators: the width and height of a picture. */
        ? g_strdup_printf (_("%1$d × %2$d pixels"), self->theme->logo_width,
                           self->theme->logo_height)
        : g_strdup (_("None"));

  self->filling = TRUE;
  gtk_color_dialog_button_set_rgba (self->accent_button, &accent);
  gtk_color_dialog_button_set_rgba (self->second_button, &second);
  pango_font_description_set_family (font, self->theme->font_family);
  gtk_font_dialog_button_set_font_desc (self->font_button, font);
  adw_switch_row_set_active (self->dark_row, self->theme->dark);
  adw_action_row_set_subtitle (self->logo_row, size);
  gtk_widget_set_visible (GTK_WIDGET (self->logo_clear_button), self->theme->logo != NULL);
  self->filling = FALSE;
  show_slide (self);
}

/* The person has chosen something of the company's theme: it is the one they look at. */
static void
change (BwThemePage *self)
{
  adw_combo_row_set_selected (self->theme_row, BW_THEME_COMPANY);
  fill (self);
  save (self);
}

static void
on_color (GtkColorDialogButton *button, GParamSpec *pspec, BwThemePage *self)
{
  const GdkRGBA *rgba = gtk_color_dialog_button_get_rgba (button);

  if (self->filling)
    return;
  if (button == self->accent_button)
    self->theme->accent = from_rgba (rgba);
  else
    self->theme->second = from_rgba (rgba);
  change (self);
}

static void
on_font (GtkFontDialogButton *button, GParamSpec *pspec, BwThemePage *self)
{
  const PangoFontDescription *font = gtk_font_dialog_button_get_font_desc (button);
  const char *family = font ? pango_font_description_get_family (font) : NULL;

  if (self->filling || family == NULL)
    return;
  self->theme->font_family = g_intern_string (family);
  change (self);
}

static void
on_dark (AdwSwitchRow *row, GParamSpec *pspec, BwThemePage *self)
{
  if (self->filling)
    return;
  bw_slide_theme_set_dark (self->theme, adw_switch_row_get_active (row));
  change (self);
}

/* The logo ------------------------------------------------------------------------------------- */

typedef struct {
  char   *path;
  int     width;
  int     height;
} Logo;

static void
logo_free (Logo *logo)
{
  g_free (logo->path);
  g_free (logo);
}

static void
load_logo (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Logo *logo = data;
  GError *error = NULL;
  GBytes *picture = bw_picture_load (logo->path, &logo->width, &logo->height, &error);

  if (picture)
    g_task_return_pointer (task, picture, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
set_logo (BwThemePage *self, GBytes *picture, int width, int height)
{
  g_clear_pointer (&self->theme->logo, g_bytes_unref);
  self->theme->logo = picture;
  self->theme->logo_width = width;
  self->theme->logo_height = height;
  change (self);
}

static void
on_logo_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  BwThemePage *self = BW_THEME_PAGE (source);
  const Logo *logo = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  GBytes *picture = g_task_propagate_pointer (G_TASK (result), &error);

  self->n_busy--;
  if (picture)
    set_logo (self, picture, logo->width, logo->height);
  else
    {
      say (self, error->message);
      save_what_waits (self);
    }
}

/**
 * bw_theme_page_take_logo:
 * @path: a picture file of any usual kind
 *
 * Takes the company's logo from a file.
 */
void
bw_theme_page_take_logo (BwThemePage *self, const char *path)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_logo_loaded, NULL);
  Logo *logo = g_new0 (Logo, 1);

  logo->path = g_strdup (path);
  self->n_busy++;
  g_task_set_source_tag (task, bw_theme_page_take_logo);
  g_task_set_task_data (task, logo, (GDestroyNotify) logo_free);
  g_task_run_in_thread (task, load_logo);
}

static void
on_logo_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwThemePage) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file && g_file_peek_path (file))
    bw_theme_page_take_logo (self, g_file_peek_path (file));
  else if (file)
    say (self, _("A picture can be taken from this computer only"));
}

static void
on_choose_logo (GtkButton *button, BwThemePage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_pixbuf_formats (filter);
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _("Choose a Logo"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        on_logo_chosen, g_object_ref (self));
}

static void
on_clear_logo (GtkButton *button, BwThemePage *self)
{
  set_logo (self, NULL, 0, 0);
}

/* Keeping it ----------------------------------------------------------------------------------- */

static void
save_theme (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (bw_slide_theme_save_company (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  BwThemePage *self = BW_THEME_PAGE (source);
  g_autoptr (GError) error = NULL;

  self->n_busy--;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    say (self, error->message);
  if (g_application_get_default ())
    g_application_release (g_application_get_default ());
  save_what_waits (self);
}

/* One after the other, so that the last choice is the one that is kept. */
static void
save (BwThemePage *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->n_busy > 0)
    {
      self->save_again = TRUE;
      return;
    }
  task = g_task_new (self, NULL, on_saved, NULL);
  self->n_busy++;
  if (g_application_get_default ())
    g_application_hold (g_application_get_default ());
  g_task_set_source_tag (task, save);
  g_task_set_task_data (task, bw_slide_theme_copy (self->theme),
                        (GDestroyNotify) bw_slide_theme_free);
  g_task_run_in_thread (task, save_theme);
}

/* What is kept, or the light theme to begin with. */
static BwSlideTheme *
load_theme (void)
{
  BwSlideTheme *theme = bw_slide_theme_new (BW_THEME_COMPANY, NULL);

  if (theme == NULL)
    {
      theme = bw_slide_theme_new (BW_THEME_LIGHT, NULL);
      theme->kind = BW_THEME_COMPANY;
    }
  return theme;
}

static gboolean
kind_from_setting (GValue *value, GVariant *variant, gpointer data)
{
  BwThemeKind kind = BW_THEME_LIGHT;

  bw_slide_theme_parse (g_variant_get_string (variant, NULL), &kind);
  g_value_set_uint (value, kind);
  return TRUE;
}

static GVariant *
kind_to_setting (const GValue *value, const GVariantType *type, gpointer data)
{
  static const char *const words[] = { "light", "dark", "company" };
  guint kind = g_value_get_uint (value);

  return g_variant_new_string (words[kind < G_N_ELEMENTS (words) ? kind : 0]);
}

static void
bw_theme_page_dispose (GObject *object)
{
  BwThemePage *self = BW_THEME_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_THEME_PAGE);
  G_OBJECT_CLASS (bw_theme_page_parent_class)->dispose (object);
}

static void
bw_theme_page_finalize (GObject *object)
{
  BwThemePage *self = BW_THEME_PAGE (object);

  bw_slide_theme_free (self->theme);
  bw_deck_free (self->deck);
  G_OBJECT_CLASS (bw_theme_page_parent_class)->finalize (object);
}

static void
bw_theme_page_class_init (BwThemePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_theme_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_theme_page_finalize;
  g_type_ensure (BW_TYPE_SLIDE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-theme-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwThemePage, theme_row);
  gtk_widget_class_bind_template_child (widget_class, BwThemePage, view);
  gtk_widget_class_bind_template_child (widget_class, BwThemePage, logo_row);
  gtk_widget_class_bind_template_child (widget_class, BwThemePage, logo_clear_button);
  gtk_widget_class_bind_template_child (widget_class, BwThemePage, logo_button);
  gtk_widget_class_bind_template_child (widget_class, BwThemePage, accent_button);
  gtk_widget_class_bind_template_child (widget_class, BwThemePage, second_button);
  gtk_widget_class_bind_template_child (widget_class, BwThemePage, font_button);
  gtk_widget_class_bind_template_child (widget_class, BwThemePage, dark_row);
}

static void
bw_theme_page_init (BwThemePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->deck = make_deck ();
  self->theme = load_theme ();
  fill (self);
  g_signal_connect_swapped (self->theme_row, "notify::selected", G_CALLBACK (show_slide), self);
  g_signal_connect (self->accent_button, "notify::rgba", G_CALLBACK (on_color), self);
  g_signal_connect (self->second_button, "notify::rgba", G_CALLBACK (on_color), self);
  g_signal_connect (self->font_button, "notify::font-desc", G_CALLBACK (on_font), self);
  g_signal_connect (self->dark_row, "notify::active", G_CALLBACK (on_dark), self);
  g_signal_connect (self->logo_button, "clicked", G_CALLBACK (on_choose_logo), self);
  g_signal_connect (self->logo_clear_button, "clicked", G_CALLBACK (on_clear_logo), self);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_theme_page_set_settings:
 * @settings: where the theme that slides have is kept
 */
void
bw_theme_page_set_settings (BwThemePage *self, GSettings *settings)
{
  g_settings_bind_with_mapping (settings, "review-theme", self->theme_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, kind_from_setting, kind_to_setting, NULL,
                                NULL);
}

/**
 * bw_theme_page_set_accent:
 * @accent: the company's first colour
 */
void
bw_theme_page_set_accent (BwThemePage *self, const GdkRGBA *accent)
{
  gtk_color_dialog_button_set_rgba (self->accent_button, accent);
}

/**
 * bw_theme_page_is_busy:
 *
 * Returns: whether something is being read or kept
 */
gboolean
bw_theme_page_is_busy (BwThemePage *self)
{
  return self->n_busy > 0;
}
