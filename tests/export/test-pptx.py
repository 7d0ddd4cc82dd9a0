#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Presentations, taken apart: whether other programs can open them, and whether they say what they shall."""

import os
import pathlib
import re
import resource
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "backend")]
import pptx
import tap

PROGRAM = os.environ["BELLWETHER_WRITE_DECK"]
EMU = 12700
SIZES = {"16:9": (960, 540), "4:3": (720, 540), "a4": (842, 595), "letter": (792, 612)}


class Pptx(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.scratch = pathlib.Path(scratch.name)

    def run_program(self, *arguments, **more):
        return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, **more)

    def write(self, kind, theme="light", size="16:9", buckets=60):
        path = self.scratch / f"{kind}-{theme}-{size.replace(':', '')}-{buckets}.pptx"
        if not path.exists():
            ran = self.run_program(kind, theme, size, buckets, path)
            self.assertEqual(ran.returncode, 0, ran.stderr)
        return pptx.Presentation(path)

    def test_the_checks_find_what_is_wrong(self):
        """A checker that finds nothing would pass for ever: whole files are broken one thing at a time."""
        whole = self.write("normal")
        breaks = {
            "no type": ("[Content_Types].xml", '<Override PartName="/ppt/slides/slide2.xml"', "<Nothing "),
            "out of order": ("ppt/slides/slide2.xml", "</p:spPr><p:txBody>", "</p:spPr><p:extLst/><p:txBody>"),
            "not well-formed": ("ppt/slides/slide2.xml", "</p:sld>", "\x01</p:sld>"),
            "no target": ("ppt/slides/_rels/slide2.xml.rels", "slideLayout1", "slideLayout9"),
            "no relationship": ("ppt/presentation.xml", 'r:id="rId4"', 'r:id="rId999"'),
            "same id": ("ppt/slides/slide2.xml", '<p:cNvPr id="3"', '<p:cNvPr id="2"'),
            "same slide": ("ppt/presentation.xml", 'id="257"', 'id="256"'),
        }
        self.assertEqual(list(whole.complaints()), [])
        for what, (part, old, new) in breaks.items():
            with self.subTest(what):
                path = self.scratch / "broken.pptx"
                with zipfile.ZipFile(path, "w") as broken:
                    for name in whole.names:
                        data = whole.zip.read(name)
                        if name == part:
                            self.assertIn(old.encode(), data)
                            data = data.replace(old.encode(), new.encode(), 1)
                        broken.writestr(name, data)
                self.assertNotEqual(list(pptx.Presentation(path).complaints()), [])
                os.remove(path)

    def test_structure(self):
        for kind in ("normal", "hostile", "rtl", "empty"):
            for theme in ("light", "dark"):
                with self.subTest(kind=kind, theme=theme):
                    self.assertEqual(list(self.write(kind, theme).complaints()), [])

    def test_sizes(self):
        for size, (width, height) in SIZES.items():
            with self.subTest(size):
                found = self.write("normal", size=size)
                self.assertEqual(list(found.complaints()), [])
                element = next(found.trees["ppt/presentation.xml"].iter(pptx.P + "sldSz"))
                self.assertEqual((int(element.get("cx")), int(element.get("cy"))), (width * EMU, height * EMU))
                for slide in found.slides():
                    for area in found.trees[slide].iter(pptx.A + "xfrm"):
                        place, extent = area[0], area[1]
                        self.assertLessEqual(int(place.get("x")) + int(extent.get("cx")), width * EMU)
                        self.assertLessEqual(int(place.get("y")) + int(extent.get("cy")), height * EMU)

    def test_text(self):
        found = self.write("normal")
        slides = found.slides()
        self.assertEqual(len(slides), 12)
        self.assertEqual([found.title(slide) for slide in slides[:4]], [
            "Aurelia Logistics", "Seven people work on this", "Close customer cases within a working day",
            "Cases close in 6.4 hours, 32 % faster than before go-live"])
        self.assertIn("Léa Fournier", found.paragraphs(slides[1]))
        self.assertIn("Counted by hand until March.", found.paragraphs(slides[4]))
        self.assertIn("Source: your service desk, weekly", found.paragraphs(slides[3]))
        for number in ("214", "86 %", "9 of 12"):
            self.assertIn(number, found.paragraphs(slides[5]))
        self.assertIn("There is no next phase in the success plan.", found.paragraphs(slides[8]))

    def test_what_is_hidden_is_nowhere(self):
        found = self.write("normal")
        for name in found.names:
            self.assertNotIn(b"Unsaid", found.zip.read(name), name)

    def test_notes(self):
        found = self.write("normal")
        slides = found.slides()
        self.assertEqual([bool(found.notes(slide)) for slide in slides], [i in (1, 3) for i in range(12)])
        self.assertEqual(found.paragraphs(found.notes(slides[1])), ["Greet Léa first.", "Ask who will follow her."])
        self.assertNotIn("Greet", found.text())

    def test_number_is_a_field(self):
        found = self.write("normal")
        for number, slide in enumerate(found.slides(), 1):
            fields = [field for field in found.trees[slide].iter(pptx.A + "fld") if field.get("type") == "slidenum"]
            if number > 1:
                self.assertEqual(["".join(field.itertext()) for field in fields], [str(number)])

    def test_charts(self):
        found = self.write("normal")
        slides = found.slides()
        for slide in slides:
            for description, png, svg in found.pictures(slide):
                self.assertTrue(description)
                data = found.zip.read(png)
                self.assertEqual(data[:8], b"\x89PNG\r\n\x1a\n")
                if svg:
                    # Lines, and glyphs for the labels: nothing in it is made of pixels.
                    drawing = found.zip.read(svg)
                    self.assertIn(b"<path", drawing)
                    self.assertNotIn(b"<image", drawing)
                    width, height = struct.unpack(">II", data[16:24])
                    self.assertGreater(width, 1000)
        self.assertEqual([[bool(svg) for _, _, svg in found.pictures(slide)] for slide in slides],
                         [[True] if i in (3, 4) else [False] if i == 10 else [] for i in range(12)])
        self.assertIn("32 % faster", found.pictures(slides[3])[0][0])

    def test_theme(self):
        colors = {}
        for theme in ("light", "dark"):
            tree = self.write("normal", theme).trees["ppt/theme/theme1.xml"]
            colors[theme] = {pptx.short(slot.tag): slot[0].get("val") for slot in next(tree.iter(pptx.A + "clrScheme"))}
            self.assertEqual([font.get("typeface") for font in tree.iter(pptx.A + "latin")], ["Arial", "Arial"])
        self.assertEqual(colors["light"]["a:lt1"], "FFFFFF")
        self.assertNotEqual(colors["light"]["a:dk1"], colors["dark"]["a:dk1"])
        mapped = {theme: next(self.write("normal", theme).trees["ppt/slideMasters/slideMaster1.xml"].iter(
            pptx.P + "clrMap")).get("bg1") for theme in colors}
        self.assertEqual(mapped, {"light": "lt1", "dark": "dk1"})
        # Text takes its colours from the theme, so that the theme can be changed.
        slide = self.write("normal").trees["ppt/slides/slide2.xml"]
        self.assertEqual({run[0][0].tag for run in slide.iter(pptx.A + "rPr")}, {pptx.A + "schemeClr"})

    def test_company_theme(self):
        """Its colours and font are those of the theme, and its logo is in the file once."""
        folder = self.scratch / "config" / "bellwether"
        folder.mkdir(parents=True)
        (folder / "slides.conf").write_text("[Theme]\ndark=false\naccent=#b5179e\nsecond=#3a0ca3\n"
                                            "font=Brand & Sons Grotesque Condensed Semi Bold\nlogo=true\n")
        picture = self.write("normal")
        logo = picture.zip.read(picture.pictures(picture.slides()[10])[0][1])
        (folder / "slides-logo.png").write_bytes(logo)
        path = self.scratch / "company.pptx"
        ran = self.run_program("normal", "company", "16:9", 30, path,
                               env=dict(os.environ, XDG_CONFIG_HOME=str(folder.parent)))
        self.assertEqual(ran.returncode, 0, ran.stderr)
        found = pptx.Presentation(path)
        self.assertEqual(list(found.complaints()), [])
        tree = found.trees["ppt/theme/theme1.xml"]
        colors = {pptx.short(slot.tag): slot[0].get("val") for slot in next(tree.iter(pptx.A + "clrScheme"))}
        self.assertEqual((colors["a:accent1"], colors["a:accent2"]), ("B5179E", "3A0CA3"))
        # Readers take 31 letters.
        self.assertEqual(next(tree.iter(pptx.A + "latin")).get("typeface"), "Brand & Sons Grotesque Condense")
        shown = [png for slide in found.slides() for text, png, svg in found.pictures(slide)
                 if text == "Northwind Software"]
        self.assertEqual(len(shown), 12)
        self.assertEqual(len(set(shown)), 1)
        self.assertEqual(found.zip.read(shown[0]), logo)

    def test_properties(self):
        found = self.write("normal")
        self.assertEqual(found.core("title"), "Aurelia Logistics · business review")
        self.assertEqual(found.core("creator"), "Northwind Software")
        self.assertEqual(found.core("language"), "en-US")
        self.assertRegex(found.core("created"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        for slide in found.slides():
            self.assertEqual({run.get("lang") for run in found.trees[slide].iter(pptx.A + "rPr")}, {"en-US"})

    def test_hostile(self):
        found = self.write("hostile")
        slides = found.slides()
        self.assertEqual(found.title(slides[1]), "A & B <b>\"quoted\"</b> 'n' ]]>  end")
        self.assertIn("Family 👨‍👩‍👧‍👦 and flag 🇫🇷", "\n".join(found.paragraphs(slides[1])))
        self.assertIn("漢字と仮名", "\n".join(found.paragraphs(slides[1])))
        self.assertEqual(found.paragraphs(found.notes(slides[1])), ["Notes with  & <tags> 🎉", "لا تنسَ السؤال"])
        self.assertIn("<b>", found.pictures(slides[2])[0][0])
        for name in found.names:
            if not name.endswith(".png"):
                self.assertIsNone(re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#x?0*(1?[0-9a-f]|[12][0-9]|3[01]);",
                                            found.zip.read(name)), name)

    def test_right_to_left(self):
        found = self.write("rtl")
        for slide in found.slides():
            for paragraph in found.trees[slide].iter(pptx.A + "p"):
                text = "".join(run.text or "" for run in paragraph.iter(pptx.A + "t"))
                look = paragraph.find(pptx.A + "pPr")
                letters = [letter for letter in text if letter.isalpha()]
                arabic = sum("\u0590" <= letter <= "\u06ff" for letter in letters)
                if 2 * arabic != len(letters):
                    self.assertEqual(look.get("rtl"), "1" if 2 * arabic > len(letters) else "0", text)
            title = next(shape for shape in found.trees[slide].iter(pptx.P + "sp")
                         if any(ph.get("type") == "title" for ph in shape.iter(pptx.P + "ph")))
            self.assertEqual(next(title.iter(pptx.A + "pPr")).get("algn"), "r")
        self.assertEqual(found.trees["ppt/presentation.xml"].get("rtl"), "1")
        self.assertEqual(found.core("language"), "ar-SA")

    def test_an_account_with_nothing_in_it(self):
        self.assertIn("Nobody was asked.", self.write("empty").text())

    def test_a_file_is_there_whole_or_not_at_all(self):
        path = self.scratch / "kept" / "deck.pptx"
        path.parent.mkdir()
        path.write_text("old")

        def narrow():
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        ran = self.run_program("normal", "light", "16:9", 60, path, preexec_fn=narrow, restore_signals=False)
        self.assertEqual(ran.returncode, 1, ran.stderr)
        self.assertIn("full", ran.stderr)
        self.assertIn("deck.pptx", ran.stderr)
        self.assertEqual(path.read_text(), "old")
        self.assertEqual([file.name for file in path.parent.iterdir()], ["deck.pptx"])
        missing = self.run_program("normal", "light", "16:9", 60, self.scratch / "nowhere" / "deck.pptx")
        self.assertEqual(missing.returncode, 1)
        self.assertIn("Make the folder first", missing.stderr)

    def test_the_same_whatever_thread_drew_it(self):
        """Charts are drawn by several threads at a time; each time they are the same."""
        first = self.write("charts", buckets=40)
        ran = self.run_program("charts", "light", "16:9", 40, self.scratch / "again.pptx")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        again = pptx.Presentation(self.scratch / "again.pptx")
        self.assertEqual(first.names, again.names)
        for name in first.names:
            if name != "docProps/core.xml":
                self.assertEqual(first.zip.read(name), again.zip.read(name), name)


if __name__ == "__main__":
    tap.main()
