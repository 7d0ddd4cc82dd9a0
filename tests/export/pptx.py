# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks into a PPTX: what is wrong with it by ECMA-376, and what its slides say.

complaints() is strict, because PowerPoint is: it offers to repair a file for an element out of order.
"""

import posixpath
import re
import xml.etree.ElementTree as ElementTree
import zipfile

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"

NAMES = {"a": A, "p": P}

# The children of elements in the order of the schemas (pml.xsd and dml-main.xsd of ECMA-376, part 1). An
# element that ends in ! has to be there.
ORDER = {
    "p:presentation": "p:sldMasterIdLst p:notesMasterIdLst p:handoutMasterIdLst p:sldIdLst p:sldSz p:notesSz! "
                      "p:smartTags p:embeddedFontLst p:custShowLst p:photoAlbum p:custDataLst p:kinsoku "
                      "p:defaultTextStyle p:modifyVerifier p:extLst",
    "p:sld": "p:cSld! p:clrMapOvr p:transition p:timing p:extLst",
    "p:notes": "p:cSld! p:clrMapOvr p:extLst",
    "p:sldLayout": "p:cSld! p:clrMapOvr p:transition p:timing p:hf p:extLst",
    "p:sldMaster": "p:cSld! p:clrMap! p:sldLayoutIdLst p:transition p:timing p:hf p:txStyles p:extLst",
    "p:notesMaster": "p:cSld! p:clrMap! p:hf p:notesStyle p:extLst",
    "p:cSld": "p:bg p:spTree! p:custDataLst p:controls p:extLst",
    "p:bg": "p:bgPr p:bgRef",
    "p:bgPr": "a:noFill a:solidFill a:gradFill a:blipFill a:pattFill a:grpFill a:effectLst a:effectDag a:extLst",
    "p:sp": "p:nvSpPr! p:spPr! p:style p:txBody p:extLst",
    "p:pic": "p:nvPicPr! p:blipFill! p:spPr! p:style p:extLst",
    "p:nvSpPr": "p:cNvPr! p:cNvSpPr! p:nvPr!",
    "p:nvPicPr": "p:cNvPr! p:cNvPicPr! p:nvPr!",
    "p:nvGrpSpPr": "p:cNvPr! p:cNvGrpSpPr! p:nvPr!",
    "p:cNvPr": "a:hlinkClick a:hlinkHover a:extLst",
    "p:nvPr": "p:ph a:audioCd a:wavAudioFile a:audioFile a:videoFile a:quickTimeFile p:custDataLst p:extLst",
    "p:blipFill": "a:blip a:srcRect a:tile a:stretch",
    "p:spPr": "a:xfrm a:custGeom a:prstGeom a:noFill a:solidFill a:gradFill a:blipFill a:pattFill a:grpFill a:ln "
              "a:effectLst a:effectDag a:scene3d a:sp3d a:extLst",
    "p:grpSpPr": "a:xfrm a:noFill a:solidFill a:effectLst a:scene3d a:extLst",
    "p:txBody": "a:bodyPr! a:lstStyle a:p!",
    "p:txStyles": "p:titleStyle p:bodyStyle p:otherStyle p:extLst",
    "a:xfrm": "a:off a:ext a:chOff a:chExt",
    "a:bodyPr": "a:prstTxWarp a:noAutofit a:normAutofit a:spAutoFit a:scene3d a:sp3d a:flatTx a:extLst",
    "a:pPr": "a:lnSpc a:spcBef a:spcAft a:buClrTx a:buClr a:buSzTx a:buSzPct a:buSzPts a:buFontTx a:buFont a:buNone "
             "a:buAutoNum a:buChar a:buBlip a:tabLst a:defRPr a:extLst",
    "a:rPr": "a:ln a:noFill a:solidFill a:gradFill a:blipFill a:pattFill a:grpFill a:effectLst a:effectDag "
             "a:highlight a:uLnTx a:uLn a:uFillTx a:uFill a:latin a:ea a:cs a:sym a:hlinkClick a:hlinkMouseOver "
             "a:rtl a:extLst",
    "a:r": "a:rPr a:t!",
    "a:br": "a:rPr",
    "a:fld": "a:rPr a:pPr a:t",
    "a:blip": "a:alphaBiLevel a:clrChange a:duotone a:lum a:tint a:extLst",
    "a:theme": "a:themeElements! a:objectDefaults a:extraClrSchemeLst a:custClrLst a:extLst",
    "a:themeElements": "a:clrScheme! a:fontScheme! a:fmtScheme! a:extLst",
    "a:clrScheme": "a:dk1! a:lt1! a:dk2! a:lt2! a:accent1! a:accent2! a:accent3! a:accent4! a:accent5! a:accent6! "
                   "a:hlink! a:folHlink! a:extLst",
    "a:fontScheme": "a:majorFont! a:minorFont! a:extLst",
    "a:majorFont": "a:latin! a:ea! a:cs! a:font a:extLst",
    "a:minorFont": "a:latin! a:ea! a:cs! a:font a:extLst",
    "a:fmtScheme": "a:fillStyleLst! a:lnStyleLst! a:effectStyleLst! a:bgFillStyleLst!",
    "a:ln": "a:noFill a:solidFill a:gradFill a:pattFill a:prstDash a:custDash a:round a:bevel a:miter a:headEnd "
            "a:tailEnd a:extLst",
}
for level in range(1, 10):
    ORDER[f"a:lvl{level}pPr"] = ORDER["a:pPr"]
for name in ("a:defRPr", "a:endParaRPr"):
    ORDER[name] = ORDER["a:rPr"]
ORDER["a:defPPr"] = ORDER["a:pPr"]


def short(tag):
    for prefix, uri in NAMES.items():
        if tag.startswith(uri):
            return f"{prefix}:{tag[len(uri):]}"
    return tag


def out_of_order(element):
    """Yields what is wrong in the order of the children of an element."""
    rule = ORDER.get(short(element.tag))
    if rule is None:
        return
    names = rule.replace("!", "").split()
    last = -1
    for child in element:
        name = short(child.tag)
        if name not in names:
            # Paragraphs repeat, and so do shapes; everything else is named.
            yield f"{short(element.tag)} holds {name}"
            continue
        place = names.index(name)
        if place < last:
            yield f"{short(element.tag)}: {name} after {names[last]}"
        last = max(last, place)
    there = {short(child.tag) for child in element}
    yield from (f"{short(element.tag)} lacks {name[:-1]}" for name in rule.split()
                if name.endswith("!") and name[:-1] not in there)


class Presentation:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()
        self.trees = {}
        self.broken = []
        for name in self.names:
            if name.endswith((".xml", ".rels", ".svg")):
                try:
                    self.trees[name] = ElementTree.fromstring(self.zip.read(name))
                except ElementTree.ParseError as error:
                    self.broken.append(f"{name}: {error}")

    def relationships(self, part):
        """Of a part: id to (type, name of the target)."""
        folder, file = posixpath.split(part)
        tree = self.trees.get(posixpath.join(folder, "_rels", file + ".rels"))
        return {} if tree is None else {
            relation.get("Id"): (relation.get("Type").rsplit("/", 1)[1],
                                 posixpath.normpath(posixpath.join(folder, relation.get("Target"))))
            for relation in tree}

    def complaints(self):
        yield from self.broken
        if self.broken:
            return
        if self.zip.testzip():
            yield f"damaged: {self.zip.testzip()}"
        if len(set(self.names)) != len(self.names):
            yield "a part is there twice"
        if self.names[0] != "[Content_Types].xml":
            yield f"begins with {self.names[0]}"
        for info in self.zip.infolist():
            if info.flag_bits & 0x8:
                yield f"{info.filename} has its size behind it"
        yield from self.wrong_types()
        lost = list(self.wrong_relationships())
        yield from lost
        for name, tree in self.trees.items():
            if name.endswith(".xml"):
                for element in tree.iter():
                    yield from (f"{name}: {complaint}" for complaint in out_of_order(element))
                ids = [element.get("id") for element in tree.iter(P + "cNvPr")]
                if len(set(ids)) != len(ids):
                    yield f"{name}: an id of a shape is there twice"
        if not lost:
            yield from self.wrong_lists()

    def wrong_types(self):
        types = self.trees["[Content_Types].xml"]
        endings = {element.get("Extension") for element in types.findall(TYPES + "Default")}
        overrides = [element.get("PartName") for element in types.findall(TYPES + "Override")]
        if len(set(overrides)) != len(overrides):
            yield "a part has two types"
        for name in overrides:
            if name[1:] not in self.names:
                yield f"{name} has a type and is not there"
        for name in self.names[1:]:
            ending = name.rsplit(".", 1)[1]
            # Parts of markup have a type of their own: "application/xml" would say nothing.
            if "/" + name not in overrides and (ending == "xml" or ending not in endings):
                yield f"{name} has no type"

    def wrong_relationships(self):
        reached = {"[Content_Types].xml"}
        for name in self.names:
            if name.endswith(".rels"):
                reached.add(name)
                folder, file = name.rsplit("_rels/", 1)
                source = folder + file[:-len(".rels")]
                if source and source not in self.names:
                    yield f"{name} is of nothing"
                relationships = self.relationships(source)
                if len(relationships) != len(self.trees[name]):
                    yield f"{name}: an id is there twice"
                for kind, target in relationships.values():
                    reached.add(target)
                    if target not in self.names:
                        yield f"{name}: {kind} leads to {target}, which is not there"
        yield from (f"{name} belongs to nothing" for name in self.names if name not in reached)
        for name, tree in self.trees.items():
            known = self.relationships(name)
            for element in tree.iter():
                for key, value in element.attrib.items():
                    if key.startswith(R) and value not in known:
                        yield f"{name}: {short(element.tag)} names {value}, which is no relationship"

    def wrong_lists(self):
        presentation = self.trees["ppt/presentation.xml"]
        masters = [int(element.get("id")) for element in presentation.iter(P + "sldMasterId")]
        layouts = [int(element.get("id")) for name, tree in self.trees.items()
                   if name.startswith("ppt/slideMasters/") for element in tree.iter(P + "sldLayoutId")]
        slides = [int(element.get("id")) for element in presentation.iter(P + "sldId")]
        if len(set(masters + layouts)) != len(masters + layouts) or min(masters + layouts) < 1 << 31:
            yield f"ids of masters and layouts: {masters} {layouts}"
        if len(set(slides)) != len(slides) or (slides and not 256 <= min(slides) <= max(slides) < 1 << 31):
            yield f"ids of slides: {slides}"
        for name in self.slides():
            kinds = [kind for kind, target in self.relationships(name).values()]
            if kinds.count("slideLayout") != 1 or kinds.count("notesSlide") > 1:
                yield f"{name} is related to {kinds}"
            titles = [element for element in self.trees[name].iter(P + "ph") if element.get("type") == "title"]
            if len(titles) > 1:
                yield f"{name} has {len(titles)} titles"

    def slides(self):
        """The parts of the slides, in order."""
        presentation = self.trees["ppt/presentation.xml"]
        known = self.relationships("ppt/presentation.xml")
        return [known[element.get(R + "id")][1] for element in presentation.iter(P + "sldId")]

    def notes(self, slide):
        """The part of a slide's notes, or None."""
        return next((target for kind, target in self.relationships(slide).values() if kind == "notesSlide"), None)

    def paragraphs(self, part):
        """The texts of a part, a paragraph each, with line ends where they were broken by hand."""
        found = []
        for paragraph in self.trees[part].iter(A + "p"):
            text = "".join("\n" if element.tag == A + "br" else element.text or ""
                           for element in paragraph.iter() if element.tag in (A + "t", A + "br"))
            if text:
                found.append(text)
        return found

    def title(self, part):
        """The text of the title placeholder of a slide, or None."""
        for shape in self.trees[part].iter(P + "sp"):
            if any(element.get("type") == "title" for element in shape.iter(P + "ph")):
                return "".join(element.text or "" for element in shape.iter(A + "t"))
        return None

    def pictures(self, part):
        """Of a slide: (description, name of the PNG, name of the SVG or None)."""
        known = self.relationships(part)
        found = []
        for picture in self.trees[part].iter(P + "pic"):
            blip = next(picture.iter(A + "blip"))
            svg = next(picture.iter(SVG_BLIP), None)
            found.append((next(picture.iter(P + "cNvPr")).get("descr"), known[blip.get(R + "embed")][1],
                          None if svg is None else known[svg.get(R + "embed")][1]))
        return found

    def text(self):
        """All that is on the slides, and nothing of the notes."""
        return "\n".join("\n".join(self.paragraphs(slide)) for slide in self.slides())

    def core(self, name):
        return next((element.text for element in self.trees["docProps/core.xml"].iter()
                     if re.sub("{.*}", "", element.tag) == name), None)
