/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/bw-demo-account.h"

G_BEGIN_DECLS

#define BW_DEMO_NAME_LENGTH 96

const char *bw_demo_region_word   (int region);
const char *bw_demo_industry_word (int industry);
const char *bw_demo_reason_text   (int reason);
void        bw_demo_company_name  (BwDemoRandom *random, int region, int industry,
                                   char name[BW_DEMO_NAME_LENGTH]);
void        bw_demo_person_name   (BwDemoRandom *random, int region,
                                   char name[BW_DEMO_NAME_LENGTH]);
void        bw_demo_mail_address  (const char *name, guint number, const char *domain,
                                   char address[BW_DEMO_NAME_LENGTH]);

G_END_DECLS
