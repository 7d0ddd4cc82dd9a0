/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-zip.h"

G_BEGIN_DECLS

/**
 * BwPackage:
 *
 * A file of Open Packaging Conventions (ECMA-376, part 2), which a PPTX is: parts with a type each
 * in a zip, and relationships between them. Parts are named from the root of the package:
 * "/ppt/slides/slide1.xml"; the package itself, where relationships begin, is "/".
 */
typedef struct _BwPackage BwPackage;

BwPackage *bw_package_new      (void);
void       bw_package_add_type (BwPackage *self, const char *ending, const char *type);
void       bw_package_add      (BwPackage *self, const char *name, const char *type,
                                BwZipData *contents);
void       bw_package_add_xml  (BwPackage *self, const char *name, const char *type, GString *xml);
guint      bw_package_relate   (BwPackage *self, const char *source, const char *type,
                                const char *target);
GBytes    *bw_package_finish   (BwPackage *self, GError **error);
void       bw_package_free     (BwPackage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPackage, bw_package_free)

G_END_DECLS
