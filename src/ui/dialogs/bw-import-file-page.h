/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sync/bw-csv-import.h"

G_BEGIN_DECLS

#define BW_TYPE_IMPORT_FILE_PAGE (bw_import_file_page_get_type ())
G_DECLARE_FINAL_TYPE (BwImportFilePage, bw_import_file_page, BW, IMPORT_FILE_PAGE,
                      AdwNavigationPage)

AdwNavigationPage *bw_import_file_page_new (BwCsvImport *import, guint file);

G_END_DECLS
