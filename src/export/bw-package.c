/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-package.h"

#include <string.h>

#include "export/bw-xml.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define SCHEMA "http://schemas.openxmlformats.org/package/2006/"
#define RELATIONSHIPS_TYPE "application/vnd.openxmlformats-package.relationships+xml"

typedef struct {
  char      *name;
  char      *type; /* NULL: that of its ending. */
  BwZipData *contents;
} Part;

typedef struct {
  char *type;
  char *target;
} Relationship;

struct _BwPackage {
  GPtrArray  *parts;         /* Part, in the order of writing. */
  GString    *endings;       /* Default elements of the types. */
  GHashTable *relationships; /* Of the name of a part: GPtrArray of Relationship. */
};

/* Helpers -------------------------------------------------------------------------------------- */

static void
part_free (Part *part)
{
  g_free (part->name);
  g_free (part->type);
  bw_zip_data_free (part->contents);
  g_free (part);
}

static void
relationship_free (Relationship *relationship)
{
  g_free (relationship->type);
  g_free (relationship->target);
  g_free (relationship);
}

static GString *
list_types (BwPackage *self)
{
  GString *xml = g_string_new (XML "<Types xmlns=\"" SCHEMA "content-types\">");

  g_string_append (xml, self->endings->str);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = self->parts->pdata[i];

      if (part->type != NULL)
        bw_xml_append (xml, "<Override PartName=\"%s\" ContentType=\"%s\"/>", part->name,
                       part->type);
    }
  g_string_append (xml, "</Types>");
  return xml;
}

/* The way to @target from the folder of @source, as some readers know no names from the root. */
static char *
relative_name (const char *source, const char *target)
{
  gsize common = 0;
  GString *name = g_string_new (NULL);

  for (gsize i = 0; source[i] != '\0' && source[i] == target[i]; i++)
    {
      if (source[i] == '/')
        common = i + 1;
    }
  for (const char *p = source + common; *p != '\0'; p++)
    {
      if (*p == '/')
        g_string_append (name, "../");
    }
  g_string_append (name, target + common);
  return g_string_free (name, FALSE);
}

static GString *
list_relationships (const char *source, GPtrArray *relationships)
{
  GString *xml = g_string_new (XML "<Relationships xmlns=\"" SCHEMA "relationships\">");

  for (guint i = 0; i < relationships->len; i++)
    {
      const Relationship *relationship = relationships->pdata[i];
      g_autofree char *target = relative_name (source, relationship->target);

      bw_xml_append (xml, "<Relationship Id=\"rId%u\" Type=\"%s\" Target=\"%s\"/>", i + 1,
                     relationship->type, target);
    }
  g_string_append (xml, "</Relationships>");
  return xml;
}

/* "/ppt/slides/slide1.xml" has its relationships in "/ppt/slides/_rels/slide1.xml.rels". */
static char *
relationships_name (const char *source)
{
  const char *file = strrchr (source, '/') + 1;

  return g_strdup_printf ("%.*s_rels/%s.rels", (int) (file - source), source, file);
}

/* Entries of a zip do not begin at the root. */
static void
write_xml (BwZip *zip, const char *name, GString *xml)
{
  g_autoptr (GBytes) contents = g_string_free_to_bytes (xml);
  g_autoptr (BwZipData) data = bw_zip_data_new (contents, TRUE);

  bw_zip_add (zip, name + 1, data);
}

/* Public --------------------------------------------------------------------------------------- */

BwPackage *
bw_package_new (void)
{
  BwPackage *self = g_new0 (BwPackage, 1);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  self->endings = g_string_new (NULL);
  self->relationships = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                               (GDestroyNotify) g_ptr_array_unref);
  bw_package_add_type (self, "rels", RELATIONSHIPS_TYPE);
  bw_package_add_type (self, "xml", "application/xml");
  return self;
}

/**
 * bw_package_add_type:
 * @self: a package
 * @ending: of names of parts: "png"
 * @type: what parts are whose name ends in it, unless they have a type of their own
 */
void
bw_package_add_type (BwPackage *self, const char *ending, const char *type)
{
  bw_xml_append (self->endings, "<Default Extension=\"%s\" ContentType=\"%s\"/>", ending, type);
}

/**
 * bw_package_add:
 * @self: a package
 * @name: of the part; no two have the same
 * @type: (nullable): its own type; %NULL where its ending says it
 * @contents: (transfer full): what it holds
 */
void
bw_package_add (BwPackage *self, const char *name, const char *type, BwZipData *contents)
{
  Part *part = g_new0 (Part, 1);

  part->name = g_strdup (name);
  part->type = g_strdup (type);
  part->contents = contents;
  g_ptr_array_add (self->parts, part);
}

/**
 * bw_package_add_xml:
 * @self: a package
 * @name: of the part
 * @type: its type
 * @xml: (transfer full): its contents without the XML declaration
 */
void
bw_package_add_xml (BwPackage *self, const char *name, const char *type, GString *xml)
{
  g_autoptr (GBytes) contents = NULL;

  g_string_prepend (xml, XML);
  contents = g_string_free_to_bytes (xml);
  bw_package_add (self, name, type, bw_zip_data_new (contents, TRUE));
}

/**
 * bw_package_relate:
 * @self: a package
 * @source: a part, or "/" for the package
 * @type: of the relationship
 * @target: another part
 *
 * Returns: the number of the relationship among those of @source; its id is "rId" and the number
 */
guint
bw_package_relate (BwPackage *self, const char *source, const char *type, const char *target)
{
  GPtrArray *relationships = g_hash_table_lookup (self->relationships, source);
  Relationship *relationship = g_new0 (Relationship, 1);

  if (relationships == NULL)
    {
      relationships = g_ptr_array_new_with_free_func ((GDestroyNotify) relationship_free);
      g_hash_table_insert (self->relationships, g_strdup (source), relationships);
    }
  relationship->type = g_strdup (type);
  relationship->target = g_strdup (target);
  g_ptr_array_add (relationships, relationship);
  return relationships->len;
}

/**
 * bw_package_finish:
 * @self: a package
 * @error: (out) (optional): %BW_EXPORT_ERROR
 *
 * The types come first, then what begins at the package: readers that read from the front find
 * their way.
 *
 * Returns: (transfer full): the contents of the file
 */
GBytes *
bw_package_finish (BwPackage *self, GError **error)
{
  GPtrArray *first = g_hash_table_lookup (self->relationships, "/");
  g_auto (BwZip) zip = { NULL };

  bw_zip_init (&zip);
  write_xml (&zip, "/[Content_Types].xml", list_types (self));
  if (first != NULL)
    write_xml (&zip, "/_rels/.rels", list_relationships ("/", first));
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = self->parts->pdata[i];
      GPtrArray *relationships = g_hash_table_lookup (self->relationships, part->name);
      g_autofree char *name = relationships_name (part->name);

      bw_zip_add (&zip, part->name + 1, part->contents);
      if (relationships != NULL)
        write_xml (&zip, name, list_relationships (part->name, relationships));
    }
  return bw_zip_finish (&zip, error);
}

void
bw_package_free (BwPackage *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->parts);
  g_string_free (self->endings, TRUE);
  g_hash_table_unref (self->relationships);
  g_free (self);
}
