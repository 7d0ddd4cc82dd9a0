/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-names.h"

#include <string.h>

/* Names are put together from parts, so that there are enough of them for a million accounts and
 * none of them is anybody's. They are data of the demo company, and not translated. */

#define N_NAMES 12
#define N_FORMS 3

static const struct {
  const char *word;
  const char *forms[N_FORMS];
  const char *given[N_NAMES];
  const char *family[N_NAMES];
} regions[BW_DEMO_N_REGIONS] = {
  { "DACH",
    { "GmbH", "AG", "GmbH & Co. KG" },
    { "Jürgen", "Anneliese", "Käthe", "Lukas", "Sören", "Heike", "Matthias", "Zoë", "Rüdiger",
      "Franziska", "Urs", "Lena" },
    { "Weißgerber", "Müllner", "Brügger", "Schönfeld", "Oberhauser", "Kägi", "Lindenthal",
      "Vogelsang", "Großkopf", "Rieder", "Hürlimann", "Tannert" } },
  { "Nordics",
    { "AB", "AS", "Oy" },
    { "Åsa", "Bjørn", "Søren", "Päivi", "Håkan", "Sigrún", "Øyvind", "Linnéa", "Jukka", "Maja",
      "Törunn", "Emil" },
    { "Åkerlund", "Sørlie", "Mäkinen", "Bjørgum", "Lindqvist", "Hämäläinen", "Nygård", "Østby",
      "Söderholm", "Kjærsgaard", "Virtala", "Hjelm" } },
  { "France",
    { "SA", "SAS", "SARL" },
    { "Élodie", "François", "Maëlle", "Rémi", "Chloé", "Benoît", "Hélène", "Loïc", "Aurélie",
      "Gaël", "Noémie", "Théo" },
    { "Lefèvre", "Béranger", "Chaumont", "Desprès", "Gauthéron", "Mérieult", "Rivière", "Thibaudet",
      "Vasseur", "Colombel", "Faÿ", "Guérinot" } },
  { "Iberia",
    { "SA", "SL", "Lda" },
    { "Íñigo", "Begoña", "João", "Nuria", "Álvaro", "Conceição", "Andrés", "Lucía", "Tomás", "Inês",
      "Raúl", "Marisol" },
    { "Núñez", "Gonçalves", "Ibáñez", "Carrasqueira", "Muñiz", "Fragão", "Ordóñez", "Peñalba",
      "Simões", "Urrutia", "Zabaleta", "Albuquerque" } },
  { "Italy",
    { "SpA", "Srl", "Sas" },
    { "Niccolò", "Chiara", "Ilaria", "Matteo", "Desirée", "Giosuè", "Beatrice", "Lorenzo", "Fiamma",
      "Tommaso", "Noè", "Serena" },
    { "Bellandi", "Cantù", "Dell'Orto", "Ferrarin", "Galimberti", "Mussolente", "Nicolò",
      "Pagliarin", "Riccò", "Salvadè", "Tedeschini", "Zanardo" } },
  { "UK and Ireland",
    { "Ltd", "plc", "LLP" },
    { "Aoife", "Callum", "Siân", "Niamh", "Rhys", "Imogen", "Cian", "Priya", "Euan", "Zara",
      "Oisín", "Harriet" },
    { "O'Rourke", "Featherstone", "Llewellyn", "Macaulay", "Ní Bhriain", "Ashworth", "Pemberton",
      "Okonkwo", "Ravenscroft", "Sandhu", "Trelawney", "Whitlock" } },
  { "Benelux",
    { "BV", "NV", "SPRL" },
    { "Joke", "Daniël", "Fleur", "Loïse", "Pieter", "Saskia", "Zoé", "Maarten", "Renée", "Koen",
      "Thijs", "Anaïs" },
    { "van der Heijde", "De Coninck", "Verbrugge", "Hoogland", "ten Brink", "Claessens",
      "Vandenbosch", "Poelstra", "Meijerink", "Dijkgraaf", "Wauters", "Lemaître" } },
  { "Central Europe",
    { "s.r.o.", "Sp. z o.o.", "Zrt." },
    { "Łukasz", "Zuzana", "Jiří", "Ágnes", "Małgorzata", "Dušan", "Kateřina", "Gergő", "Żaneta",
      "Miloš", "Šárka", "Bálint" },
    { "Wiśniak", "Dvořáček", "Szűcsi", "Kowalczewska", "Novotník", "Hegedűs", "Żurawski",
      "Černohorský", "Jabłonka", "Vrábel", "Kőrösi", "Śliwa" } },
  { "North America",
    { "Inc.", "LLC", "Corp." },
    { "Dakota", "Marcus", "Renée", "Xochitl", "Tyrone", "Mei-Ling", "Brooke", "Santiago", "Kiara",
      "Émile", "Noah", "Winona" },
    { "Abernathy", "Beauchêne", "Castellano", "Delacroix", "Eastwick", "Fontenot", "Goldfarb",
      "Hawthorne", "Iverson", "Nakamura", "Quiñones", "Whitefeather" } },
  { "Asia-Pacific",
    { "Pty Ltd", "K.K.", "Pte Ltd" },
    { "Hiroshi", "Aroha", "Thị Lan", "Arjun", "Mei", "Sun-hee", "Kahu", "Nattapong", "Divya",
      "Kenji", "Nguyệt", "Lachlan" },
    { "Tanabe", "Nguyễn", "Raghunathan", "Te Whare", "Lim", "Phạm", "Sakamoto", "Choi", "Wijaya",
      "Fernando", "Iyer", "Kirkbride" } },
};

static const struct {
  const char *word;
  const char *nouns[4];
} industries[BW_DEMO_N_INDUSTRIES] = {
  { "manufacturing", { "Precision", "Works", "Castings", "Machines" } },
  { "retail", { "Stores", "Outfitters", "Markets", "Home" } },
  { "logistics", { "Freight", "Logistics", "Cargo", "Warehousing" } },
  { "healthcare", { "Clinics", "Diagnostics", "Care", "Pharma" } },
  { "insurance", { "Assurance", "Mutual", "Insurance", "Underwriters" } },
  { "banking", { "Bank", "Savings", "Capital", "Payments" } },
  { "energy", { "Energy", "Grid", "Solar", "Waterworks" } },
  { "media", { "Media", "Press", "Studios", "Broadcast" } },
  { "education", { "Academy", "Learning", "Institute", "Campus" } },
  { "public sector", { "Municipal Services", "Transit", "Housing", "Harbour Board" } },
};

static const char *const reasons[BW_DEMO_N_REASONS] = {
  "Serve customers faster", "Replace an ageing system",   "Grow without hiring",
  "Close an audit finding", "Lowest price of the tender", "Impressed by the demonstration",
  "Wish of the board",
};

static const char *const heads[] = {
  "Abel", "Bran", "Calder", "Dorn", "Elv",  "Fal",   "Gar",  "Hald", "Isen", "Jor", "Kest",
  "Lun",  "Mar",  "Nor",    "Olv",  "Pell", "Quill", "Ros",  "Sil",  "Tarn", "Ulv", "Vel",
  "Wend", "Yar",  "Zell",   "Ærø",  "Örn",  "Éver",  "Bríg", "Cañ",  "Drå",  "Føn",
};

static const char *const tails[] = {
  "wick", "mont", "haven", "mark", "stad", "ford",   "vale",  "berg",
  "mere", "gate", "dal",   "rand", "holm", "feld",   "brook", "ström",
  "via",  "nova", "ora",   "essa", "lind", "thorpe", "crest", "ley",
};

const char *
bw_demo_region_word (int region)
{
  return regions[region].word;
}

const char *
bw_demo_industry_word (int industry)
{
  return industries[industry].word;
}

const char *
bw_demo_reason_text (int reason)
{
  return reasons[reason];
}

void
bw_demo_company_name (BwDemoRandom *random, int region, int industry,
                      char name[BW_DEMO_NAME_LENGTH])
{
  const char *head = heads[bw_demo_random_int (random, 0, G_N_ELEMENTS (heads) - 1)];
  const char *tail = tails[bw_demo_random_int (random, 0, G_N_ELEMENTS (tails) - 1)];
  const char *noun = industries[industry].nouns[bw_demo_random_int (random, 0, 3)];
  const char *form = regions[region].forms[bw_demo_random_int (random, 0, N_FORMS - 1)];

  /* A third are named after a family, as firms are. */
  if (bw_demo_random_chance (random, 0.3))
    g_snprintf (name, BW_DEMO_NAME_LENGTH, "%s %s %s",
                regions[region].family[bw_demo_random_int (random, 0, N_NAMES - 1)], noun, form);
  else
    g_snprintf (name, BW_DEMO_NAME_LENGTH, "%s%s %s %s", head, tail, noun, form);
}

void
bw_demo_person_name (BwDemoRandom *random, int region, char name[BW_DEMO_NAME_LENGTH])
{
  const char *given = regions[region].given[bw_demo_random_int (random, 0, N_NAMES - 1)];
  const char *family = regions[region].family[bw_demo_random_int (random, 0, N_NAMES - 1)];

  g_snprintf (name, BW_DEMO_NAME_LENGTH, "%s %s", given, family);
}

/**
 * bw_demo_mail_address:
 * @name: a person's name
 * @number: what tells people of one name apart
 * @domain: a domain reserved for examples
 * @address: (out): the name's plain letters, the number, and the domain
 */
void
bw_demo_mail_address (const char *name, guint number, const char *domain,
                      char address[BW_DEMO_NAME_LENGTH])
{
  char letters[24];
  gsize n = 0;

  for (const char *c = name; *c != '\0' && n + 1 < sizeof letters; c++)
    {
      if (g_ascii_isalpha (*c))
        letters[n++] = g_ascii_tolower (*c);
      else if (*c == ' ' && n > 0 && letters[n - 1] != '.')
        letters[n++] = '.';
    }
  letters[n] = '\0';
  g_snprintf (address, BW_DEMO_NAME_LENGTH, "%s.%u@%s", letters, number, domain);
}
