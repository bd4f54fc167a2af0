"""What of a console's page comes onto A4, as Chromium prints it for somebody whose screen is dark."""

import pathlib
import re
import subprocess
import tempfile
import unicodedata

# A4 less the margins that the stylesheet sets, in CSS pixels of 1/96 inch: as wide as the page is laid out.
PAPER = {"width": int((210 - 2 * 13) / 25.4 * 96), "height": int((297 - 2 * 14) / 25.4 * 96)}
A4_POINTS = (595, 842)
DOTS_PER_INCH = 30
# Of a sheet's dots at most so many are dark: letters and strips are, a background is not.
DARK_SHARE_MAX = 0.2
CORNER_MILLIMETRES = 5
POPPLER_SECONDS_MAX = 30

# Returns {flaws, blocks, heads, headings, title, printed}: sentences, and texts that are looked for on the sheets.
LOOK = r"""() => {
  const flaws = [];
  const shown = element => element.checkVisibility({visibilityProperty: true})
    && [...element.getClientRects()].some(box => box.width > 1 && box.height > 1);
  const all = selector => [...document.querySelectorAll(selector)].filter(shown);
  const named = element => `${element.localName} '${(element.innerText || element.value || element.id || element.className || '')
    .toString().replace(/\s+/g, ' ').trim().slice(0, 40)}'`;

  for (const element of all('nav:not(.views), .views a:not([aria-current]), button, .action, .skip, textarea, a[hreflang]'))
    flaws.push(`${named(element)} can be pressed, and is printed`);
  const filled = control => ['checkbox', 'radio'].includes(control.type) ? control.checked : control.value !== '';
  for (const control of document.querySelectorAll('input:not([type=hidden]), select')) {
    if (shown(control) && !filled(control)) flaws.push(`${named(control)} is empty, and is printed`);
    // What chooses the page's rows belongs to it; `selected` is what it was made with.
    const chosen = control.localName === 'select' ? control.querySelector('option[selected]:not([value=""])') : filled(control);
    if (control.closest('form[method=get]') && chosen && !shown(control))
      flaws.push(`${named(control)} is filled in, and is not printed`);
  }
  for (const label of all('label')) if (label.control && !shown(label.control))
    flaws.push(`${named(label)} is printed without what it names`);

  const room = document.documentElement.clientWidth;
  for (const element of all('body *')) {
    const box = element.getBoundingClientRect();
    if (box.right > room + 1 || box.left < -1) flaws.push(`${named(element)} is wider than the paper`);
    const style = getComputedStyle(element);
    if (style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1 && !element.closest('.spoken'))
      flaws.push(`${named(element)} is cut off`);
  }

  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const mix = (colour, under) => {
    canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
    return `rgb(${r}, ${g}, ${b})`;
  };
  const light = colour => {
    const parts = colour.match(/\d+/g).map(each => each / 255)
      .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = element => element
    ? mix(getComputedStyle(element).backgroundColor, behind(element.parentElement)) : 'rgb(255, 255, 255)';
  for (const element of [document.documentElement, document.body, ...all('body *:not(svg *)')]) {
    const ground = behind(element);
    if (light(ground) < 0.8) flaws.push(`${named(element)} has a dark ground: ${ground}`);
    const says = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const ink = mix(getComputedStyle(element).color, ground);
    if (says && contrast(ink, ground) < 4.5) flaws.push(`${named(element)} is pale: ${ink} on ${ground}`);
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!shown(node.parentElement) || node.parentElement.closest('code, .free, svg')) continue;
    for (const word of node.data.matchAll(/(?<![\p{L}\p{N}])\p{L}{2,20}(?![\p{L}\p{N}])/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1)
        flaws.push(`the word '${word[0]}' is broken`);
    }
  }

  for (const strip of all('.strip')) {
    const grey = kind => light(getComputedStyle(kind).fill);
    const [gaps, others] = [[...strip.querySelectorAll('rect.gap')],
      [...strip.querySelectorAll('rect.light, rect.dark, rect.own, rect.closed')]];
    for (const gap of gaps) for (const other of others) if ((Math.max(grey(gap), grey(other)) + 0.05)
        / (Math.min(grey(gap), grey(other)) + 0.05) < 1.5 || getComputedStyle(gap).stroke === 'none')
      flaws.push(`a gap in ${named(strip)} looks like duty without its colour`);
    const told = [...strip.querySelectorAll('.duties .bad')].filter(row => shown(row) && row.innerText.trim()).length;
    if (told !== gaps.length) flaws.push(`${gaps.length} gaps in ${named(strip)}, and ${told} told in words`);
  }

  for (const heading of all('main :is(h2, h3)')) {
    let next = heading.nextElementSibling;
    while (next && !shown(next)) next = next.nextElementSibling;
    if (!next || next.matches('h2, h3')) flaws.push(`${named(heading)} heads nothing`);
  }

  const text = element => element?.innerText ?? '';
  return {
    flaws: [...new Set(flaws)], blocks: all('main p:not(form p), tbody tr, li, .card, .facts > div').map(text),
    heads: all('table').filter(table => table.tHead).map(table => ({head: text(table.tHead),
      rows: [...table.tBodies[0].rows].filter(shown).map(text)})),
    headings: all('main :is(h2, h3)').map(text), title: text(all('h1')[0]), printed: text(all("footer p")[0])};
}"""


def flaws(page):
    """What is wrong with an open page on paper, as sentences. The page is left as it is printed."""
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size(PAPER)
    seen = page.evaluate(LOOK)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "page.pdf"
        page.pdf(path=path, format="A4", prefer_css_page_size=True)
        return seen["flaws"] + list(sheet_flaws(path, seen))


def sheet_flaws(path, seen):
    sizes = re.findall(r"size:\s+([\d.]+) x ([\d.]+)", _poppler("pdfinfo", "-f", "1", "-l", "999", path))
    if any(abs(float(size) - wanted) > 2 for each in sizes for size, wanted in zip(each, A4_POINTS)):
        yield f"it is not on A4: {sizes}"
    _poppler("pdftoppm", "-r", str(DOTS_PER_INCH), "-gray", path, path.with_suffix(""))
    for number, picture in enumerate(sorted(path.parent.glob("*.pgm")), 1):
        if trouble := _dark(picture.read_bytes()):
            yield f"sheet {number} is dark {trouble}"
    texts = _poppler("pdftotext", "-raw", path, "-").split("\f")[:-1]
    sheets = []
    for number, text in enumerate(texts, 1):
        counted = f"{number} / {len(texts)}"
        if counted not in text:
            yield f"sheet {number} does not say that it is {counted}"
        sheets.append(_letters(text.replace(counted, "")))
    yield from text_flaws(sheets, seen)


def text_flaws(sheets, seen):
    """What stands on which sheet; letters and digits only."""
    for what, sheet, text in (("heading", sheets[0], seen["title"]), ("line that says when", sheets[-1], seen["printed"])):
        if not _letters(text) or _letters(text) not in sheet:
            yield f"the {what} is missing: '{text}'"
    if not re.search(r"\b20\d\d\b", seen["printed"]):
        yield f"nobody knows of which year it is: '{seen['printed']}'"
    whole = "".join(sheets)
    for block in map(_letters, seen["blocks"]):
        if not any(block in sheet for sheet in sheets):
            yield f"'{block[:60]}' is {'torn apart' if block in whole else 'not on paper'}"
    for heading in map(_letters, seen["headings"]):
        if any(sheet.endswith(heading) for sheet in sheets):
            yield f"the heading '{heading}' stands alone at a sheet's end"
    for table in seen["heads"]:
        for number, sheet in enumerate(sheets, 1):
            if any(_letters(row) in sheet for row in table["rows"]) and _letters(table["head"]) not in sheet:
                yield f"sheet {number} has rows without their '{_letters(table['head'])}'"


def _dark(picture):
    """Where a sheet's picture (PGM) is dark and should not be; None: nowhere."""
    width, height = map(int, re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture).groups())
    dots = picture[-width * height:]
    side = round(CORNER_MILLIMETRES / 25.4 * DOTS_PER_INCH)
    for top in (0, height - side):
        for left in (0, width - side):
            if any(min(dots[row * width + left:row * width + left + side]) < 250 for row in range(top, top + side)):
                return "at its edge"
    share = sum(dot < 128 for dot in dots) / len(dots)
    return f"by {share:.0%}" if share > DARK_SHARE_MAX else None


def _letters(text):
    return "".join(each for each in unicodedata.normalize("NFKC", text) if each.isalnum())


def _poppler(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=POPPLER_SECONDS_MAX, check=True)
    return done.stdout.decode()


# Each is a stylesheet that spoils a page, and words of the flaw that must then be found.
PLANTED = [
    ("/console", "body { background: #14171a !important; }", "dark ground"),
    ("/console", "html, body { background: #14171a !important; }", "is dark by"),
    ("/console", "@page { size: A4; margin: 0; }", "at its edge"),
    ("/console", "nav, button { display: block !important; }", "can be pressed"),
    ("/console/calls", "form, form p { display: block !important; }", "is empty, and is printed"),
    ("/console/calls?outcome=short", "form { display: none !important; }", "is filled in, and is not printed"),
    ("/console/calls", "table { width: 2000px !important; }", "wider than the paper"),
    ("/console/calls", "main { overflow: hidden; } table { width: 2000px !important; }", "is cut off"),
    ("/console", "a { color: #999999 !important; }", "is pale"),
    ("/console", "h1 { display: none !important; }", "the heading is missing"),
    ("/console", "footer { display: none !important; }", "line that says when is missing"),
    ("/console/calls", "th { overflow-wrap: anywhere !important; width: 1rem !important; }", "is broken"),
    ("/console", "li { break-inside: auto !important; } li p { margin: 3rem 0 !important; }", "is torn apart"),
    ("/console/calls", "tr:nth-child(9) { opacity: 0; }", "not on paper"),
    ("/console/calls", "thead { display: table-row-group !important; }", "rows without their"),
    ("/console", "h2 { break-after: page !important; }", "stands alone"),
    ("/console", ".rows, .cards { display: none; }", "heads nothing"),
    ("/console", "@page { size: A5; @bottom-right { content: none; } }", "not on A4"),
    ("/console", "@page { @bottom-right { content: none; } }", "does not say that it is"),
    ("/console/duty", ".duties .bad { display: none !important; }", "told in words"),
    ("/console/duty", ".strip .gap { fill: var(--edge) !important; }", "without its colour"),
]
PLANT = """style => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
}"""


def missed(person):
    """The flaws that were planted, and are not found."""
    for path, style, words in PLANTED:
        person.opens(path)
        person.page.evaluate(PLANT, style)
        found = flaws(person.page)
        if not any(words in flaw for flaw in found):
            yield f"on paper: {words}: not found at {path}, but {found[:3]}"
