/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-pictures.h"

#include <glib/gi18n.h>

#include "ui/bw-pages.h"
#include "ui/pages/bw-account-page.h"
#include "ui/pages/bw-health-page.h"
#include "ui/review/bw-review-page.h"

/**
 * BwPictures:
 *
 * Goes through every page in light, dark and narrow, waits until each stands still, and saves it
 * as a PNG. Serves build-aux/run on computers without a display, and the README.
 */
struct _BwPictures {
  GObject     parent_instance;

  BwWindow   *window;
  GFile      *folder;
  guint       look;
  guint       scene;
  const char *name;   /* (nullable): of the scene that is set up. */
  guint       quiet;  /* Looks in a row that found everything settled. */
  guint       looks;
  guint       source;
  gboolean    failed; /* A picture could not be written. */
};

G_DEFINE_FINAL_TYPE (BwPictures, bw_pictures, G_TYPE_OBJECT)

enum {
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct {
  const char     *name;
  AdwColorScheme  scheme;
  int             width;
  int             height;
} looks[] = {
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT, 1440, 900 },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK, 1440, 900 },
  { "narrow", ADW_COLOR_SCHEME_FORCE_LIGHT, 360, 720 },
};

#define LOOK_MILLISECONDS 50
#define QUIET_LOOKS 6
/* A company of half a thousand accounts is refreshed in seconds; this is for slow machines. */
#define MAX_LOOKS (180 * 1000 / LOOK_MILLISECONDS)

/* What the widget is painted with now; NULL while it waits to be laid out. */
static GskRenderNode *
snapshot_widget (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  return gtk_snapshot_to_node (snapshot);
}

/**
 * bw_picture_save:
 * @widget: what to picture, which has to be realized and to have a size
 *
 * Saves @widget as it is painted now into @file as a PNG.
 */
gboolean
bw_picture_save (GtkWidget *widget, GFile *file, GError **error)
{
  g_autoptr (GskRenderNode) node = snapshot_widget (widget);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) png = NULL;

  if (node == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("There is nothing to picture"));
      return FALSE;
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                              gtk_widget_get_height (widget)));
  png = gdk_texture_save_to_png_bytes (texture);
  return g_file_replace_contents (file, g_bytes_get_data (png, NULL), g_bytes_get_size (png), NULL,
                                  FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);
}

static void
finish (BwPictures *self, gboolean success)
{
  self->source = 0;
  g_signal_emit (self, signals[SIGNAL_DONE], 0, success);
}

static gboolean
is_settled (BwPictures *self)
{
  BwSession *session = bw_window_get_session (self->window);
  BwPage *page = bw_window_get_page (self->window);
  g_autoptr (GskRenderNode) node = snapshot_widget (GTK_WIDGET (self->window));

  if (node == NULL || bw_session_get_loading (session)
      || bw_session_get_status (session) == BW_STATUS_REFRESHING)
    return FALSE;
  return page == NULL || bw_page_is_settled (page);
}

/* What there is to picture: the pages of the sidebar, an account, its health, its review, and the
 * welcome. Without a portfolio there is the welcome alone. */
static guint
count_scenes (BwPictures *self)
{
  guint n_pages;

  bw_pages_get (&n_pages);
  return bw_session_get_snapshot (bw_window_get_session (self->window)) ? n_pages + 4 : 1;
}

/* The account with the most ARR has most to show. */
static const char *
largest_account (BwSnapshot *snapshot)
{
  guint32 largest = 0;

  for (guint32 i = 1; i < snapshot->n; i++)
    if (snapshot->arr[i] > snapshot->arr[largest])
      largest = i;
  return snapshot->n > 0 ? bw_snapshot_id (snapshot, largest) : NULL;
}

static void
set_up (BwPictures *self)
{
  BwSnapshot *snapshot = bw_session_get_snapshot (bw_window_get_session (self->window));
  guint n_pages;
  const BwPageInfo *pages = bw_pages_get (&n_pages);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), looks[self->look].scheme);
  gtk_window_set_default_size (GTK_WINDOW (self->window), looks[self->look].width,
                               looks[self->look].height);
  if (snapshot && self->scene < n_pages)
    {
      self->name = pages[self->scene].name;
      bw_window_go_to (self->window, self->name);
    }
  else if (snapshot && self->scene == n_pages && largest_account (snapshot))
    {
      self->name = "account";
      /* Where a person comes from; it stays marked in the sidebar. */
      bw_window_go_to (self->window, "accounts");
      bw_account_page_open (self->window, largest_account (snapshot));
    }
  else if (snapshot && self->scene == n_pages + 1 && largest_account (snapshot))
    {
      self->name = "account-health";
      bw_health_page_open (self->window, largest_account (snapshot));
    }
  else if (snapshot && self->scene == n_pages + 2 && largest_account (snapshot))
    {
      self->name = "review";
      bw_review_page_open (self->window, largest_account (snapshot));
    }
  else
    {
      self->name = "welcome";
      bw_window_show_welcome (self->window);
    }
  self->quiet = 0;
  self->looks = 0;
}

static void
save (BwPictures *self)
{
  g_autofree char *file_name = g_strdup_printf ("%s-%s.png", self->name, looks[self->look].name);
  g_autoptr (GFile) file = g_file_get_child (self->folder, file_name);
  g_autoptr (GError) error = NULL;

  if (!bw_picture_save (GTK_WIDGET (self->window), file, &error))
    {
      self->failed = TRUE;
      g_printerr ("%s: %s\n", g_file_peek_path (file), error->message);
    }
}

static gboolean
look (gpointer data)
{
  BwPictures *self = data;

  self->quiet = is_settled (self) ? self->quiet + 1 : 0;
  if (self->quiet < QUIET_LOOKS && ++self->looks < MAX_LOOKS)
    return G_SOURCE_CONTINUE;
  if (self->quiet < QUIET_LOOKS)
    {
      g_printerr (_("A page did not come to rest; no more pictures are made.\n"));
      finish (self, FALSE);
      return G_SOURCE_REMOVE;
    }
  /* The first rest is that of the portfolio itself, which says what scenes there are. */
  if (self->name == NULL)
    {
      set_up (self);
      return G_SOURCE_CONTINUE;
    }
  save (self);
  if (++self->scene == count_scenes (self))
    {
      self->scene = 0;
      self->look++;
    }
  if (self->look == G_N_ELEMENTS (looks))
    {
      finish (self, !self->failed);
      return G_SOURCE_REMOVE;
    }
  set_up (self);
  return G_SOURCE_CONTINUE;
}

static void
bw_pictures_dispose (GObject *object)
{
  BwPictures *self = BW_PICTURES (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->window);
  g_clear_object (&self->folder);
  G_OBJECT_CLASS (bw_pictures_parent_class)->dispose (object);
}

static void
bw_pictures_class_init (BwPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_pictures_dispose;

  /**
   * BwPictures::done:
   * @success: whether every page was pictured
   */
  signals[SIGNAL_DONE] = g_signal_new ("done", BW_TYPE_PICTURES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
bw_pictures_init (BwPictures *self)
{
}

/**
 * bw_pictures_new:
 * @folder: where the pictures go; they are called PAGE-light.png, PAGE-dark.png, PAGE-narrow.png
 */
BwPictures *
bw_pictures_new (BwWindow *window, GFile *folder)
{
  BwPictures *self = g_object_new (BW_TYPE_PICTURES, NULL);

  self->window = g_object_ref (window);
  self->folder = g_object_ref (folder);
  return self;
}

/**
 * bw_pictures_begin:
 *
 * Makes the folder when it is not there, and begins; the signal "done" is the end.
 */
void
bw_pictures_begin (BwPictures *self)
{
  /* A folder that cannot be made is reported with the first picture that goes into it. */
  g_file_make_directory_with_parents (self->folder, NULL, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  /* A display without a compositor frames the window; a picture is of what is inside. */
  gtk_widget_add_css_class (GTK_WIDGET (self->window), "bw-picture");
  self->source = g_timeout_add (LOOK_MILLISECONDS, look, self);
}
