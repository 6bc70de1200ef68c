"""Disputed claims in a real Chromium: from home to the evidence, the matrix and its filters, the graph, the margin of a text; the small edition, and the grown one."""

from __future__ import annotations

from functools import lru_cache
from typing import Callable, Iterator
from urllib.parse import parse_qsl, urldefrag, urlsplit

import pytest

from test_claims import SIGNS, Site, both, grown_site, sites, small_site  # noqa: F401  (fixtures)

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: the browser tests are not run")
from test_browser import browser, playwright_api, serving  # noqa: E402, F401

WIDE, NARROW = (1312, 1400, 1920), (375, 768, 1100)
Open = Callable[..., object]


@pytest.fixture
def opened(browser, sites) -> Iterator[Open]:  # noqa: F811
    """opened(name, path, width=1400, ...) -> a page of the site, served. Errors of the console and requests to third parties fail the test."""
    faults: list[str] = []
    contexts, servers = [], []

    @lru_cache(maxsize=None)
    def address_of(name: str) -> str:
        servers.append(serving(sites(name).project / "_site"))
        return servers[-1].__enter__()

    def opening(name: str, path: str, width: int = 1400, height: int = 1000, from_disk: bool = False, **options):
        address = (sites(name).project / "_site").as_uri() if from_disk else address_of(name)
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: faults.append(f"asks {asked.url}") if not asked.url.startswith((address, "data:", "blob:")) else None)
        page.goto(f"{address}/{path}")
        return page

    yield opening
    for context in contexts:
        context.close()
    for server in servers:
        server.__exit__(None, None, None)
    assert not faults, faults


# ---------------------------------------------------------------------------------------------------------------- three clicks
@small_site
def test_three_clicks_from_home_show_who_disputes_a_claim_and_on_what_evidence(opened: Open) -> None:
    """The dispute of the home page: to its claim, to a side, to the evidence."""
    page = opened("small", "index.html")
    page.locator("article p.proposition a").click()
    assert "/claims/claim-lists-made-vesta.html" in page.url
    row = page.locator("ul.disputes > li").first
    assert row.inner_text().replace("\u00a0", " ") == "Vane ▼ denies (reported) what Oll ▲ asserts"
    row.locator("a", has_text="Vane").click()
    assert page.url.endswith("#second-text-c1")
    evidence = page.locator("#second-text-c1 .evidence")
    playwright_api.expect(evidence).to_be_in_viewport()
    assert "Vane 1971" in evidence.inner_text() and "none named" not in evidence.inner_text()
    evidence.locator("a", has_text="Vane 1971").click()
    assert "/works/vane-1971.html" in page.url
    page.locator("article a[href*='#second-text-c1']").first.click()
    playwright_api.expect(page.locator("#second-text-c1")).to_be_in_viewport()


@small_site
def test_every_claim_is_three_clicks_from_home(opened: Open, sites) -> None:  # noqa: F811
    """Claims by topic, the claim, a position; there are the holder, the words and the evidence."""
    for claim in sites("small").anew.claims:
        page = opened("small", "index.html")
        page.locator("article a", has_text="by topic").click()
        page.locator(f"article ul.claims a[href^='{claim}.html']").click()
        page.locator("ul.spectrum a").first.click()
        position = sites("small").anew.positions[urldefrag(page.url).fragment]
        entry = page.locator(f"#{position.id}")
        playwright_api.expect(entry).to_be_in_viewport()
        assert position.claim == claim and entry.locator(".evidence").is_visible() and entry.locator(".stated a").count() and entry.locator(".held-by a").count()


@small_site
def test_from_the_words_of_a_text_to_the_claim_and_back_to_the_words(opened: Open) -> None:
    page = opened("small", "texts/small.html")
    page.locator("ul.marks a[href*='#small-c1']").click()
    assert page.url.endswith("/claims/claim-lists-made-vesta.html#small-c1")
    page.locator("#small-c1 .place a").click()
    assert page.url.endswith("/texts/small.html#small-abs1-w1")
    playwright_api.expect(page.locator("#small-abs1-w1")).to_be_in_viewport()


# ---------------------------------------------------------------------------------------------------------------- the matrix
SHOWN = """() => [...document.querySelectorAll('#matrix td a')].filter((sign) => sign.checkVisibility()).map((sign) => {
  const cell = sign.closest('td'), head = document.querySelector('#matrix').tHead.rows[0].cells[cell.cellIndex];
  return [sign.hash.slice(1), head.dataset.holder];
})"""
SEEN = "(selector) => [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility()).map((node) => node.dataset.holder || node.dataset.topic || node.querySelector('a').getAttribute('href'))"


def wanted_signs(site: Site, names: dict[str, str], topic: str = "", stance: str = "", text: str = "", kind: str = "", words: str = "") -> set[tuple[str, str]]:
    """What a choice leaves, by the XML; `names` are the heads of the columns."""
    found = set()
    for position in site.anew.positions.values():
        stances = {other.stance for other in site.anew.on(position.claim)}
        fits = (not topic or position.claim in site.anew.topics[topic]) and (not text or position.text == text) and (not kind or position.reported == (kind == "reported"))
        fits = fits and (not stance or position.stance == stance or stance == "disputed" and {"asserts", "denies"} <= stances)
        titled = words.lower() in site.anew.titles[position.claim].lower()
        found |= {(position.id, holder) for holder in position.holders if fits and (titled or words.lower() in names[holder].lower())}
    return found


def choose(page, **choice: str) -> None:
    page.evaluate("""(choice) => {
      const form = document.querySelector('form.matrix-filter');
      form.reset();
      for (const [name, value] of Object.entries(choice)) form.elements[name].value = value;
      form.dispatchEvent(new Event('input', {bubbles: true}));
    }""", choice)


def heads_of(page) -> dict[str, str]:
    return page.evaluate("Object.fromEntries([...document.querySelectorAll('#matrix thead th[data-holder]')].map((head) => [head.dataset.holder, head.textContent]))")


CHOICES = {
    "small": ({"topic": "topic-vesta"}, {"stance": "denies"}, {"stance": "disputed"}, {"text": "second-text"}, {"kind": "own"}, {"words": "VESTA"}, {"words": "  gazette "}, {"words": "nothing like it"},
              {"topic": "topic-people", "stance": "denies"}, {"topic": "topic-vesta", "kind": "reported", "text": "small"}, {"stance": "asserts", "words": "vane"}, {"stance": "disputed", "kind": "own"},
              {"topic": "topic-people", "kind": "own"}),
    "grown": ({"topic": "topic-grown-01"}, {"stance": "questions"}, {"stance": "disputed"}, {"text": "grown-three"}, {"kind": "own"}, {"words": "grain"}, {"words": "נ"}, {"words": "[ng]"}, {"words": "|x|"},
              {"topic": "topic-grown-01", "stance": "asserts", "text": "grown-two", "kind": "own"}, {"topic": "topic-grown-02", "stance": "disputed", "words": "school"},
              {"stance": "disputed", "text": "grown-one", "kind": "reported", "words": "a"}),
}


@both
def test_filters_of_the_matrix_leave_what_they_say(opened: Open, sites, name: str) -> None:  # noqa: F811
    """Alone and combined: signs, rows, columns, topics and the count."""
    site, page = sites(name), opened(name, "claims/matrix.html")
    names, everything = heads_of(page), wanted_signs(site, heads_of(page))
    assert set(map(tuple, page.evaluate(SHOWN))) == everything
    for choice in CHOICES[name]:
        choose(page, **choice)
        wanted = wanted_signs(site, names, **{key: value.strip() for key, value in choice.items()})
        assert {tuple(pair) for pair in page.evaluate(SHOWN)} == wanted, choice
        claims = {site.anew.positions[identifier].claim for identifier, _ in wanted}
        assert sorted(page.evaluate(SEEN, "#matrix tbody tr:not(.topic)")) == sorted(f"{claim}.html" for claim in claims), choice
        assert sorted(page.evaluate(SEEN, "#matrix tbody")) == sorted(topic for topic, found in site.anew.topics.items() if claims & set(found)), choice
        assert sorted(page.evaluate(SEEN, "#matrix thead th[data-holder]")) == sorted({holder for _, holder in wanted}), choice
        numbers = [int(word) for word in page.locator("output.matrix-count").inner_text().replace(",", "").split() if word.isdigit()]
        assert numbers == [len(claims), len({holder for _, holder in wanted}), len(wanted)], choice
    choose(page)
    assert set(map(tuple, page.evaluate(SHOWN))) == everything


@small_site
def test_every_option_of_a_filter_is_there(opened: Open, sites) -> None:  # noqa: F811
    site, page = sites("small"), opened("small", "claims/matrix.html")
    options = page.evaluate("Object.fromEntries([...document.querySelectorAll('form.matrix-filter select')].map((list) => [list.name, [...list.options].map((option) => option.value)]))")
    assert options == {"topic": ["", *site.anew.topics], "stance": ["", *SIGNS, "disputed"], "text": ["", *site.anew.texts], "kind": ["", "own", "reported"]}
    assert page.get_by_label("Topic").count() == page.get_by_label("Words").count() == 1


@small_site
@pytest.mark.parametrize("from_disk", [False, True], ids=["served", "from the disk"])
def test_what_is_chosen_stands_in_the_address_and_comes_back(opened: Open, sites, from_disk: bool) -> None:  # noqa: F811
    page = opened("small", "claims/matrix.html", from_disk=from_disk)
    page.get_by_label("Stance").select_option("denies")
    page.get_by_label("Topic").select_option("topic-people")
    page.get_by_label("Words").fill("lists & Ж")
    assert dict(parse_qsl(urlsplit(page.evaluate("location.href")).query)) == {"stance": "denies", "topic": "topic-people", "words": "lists & Ж"}
    page.get_by_label("Words").fill("lists")
    shown, address = page.evaluate(SHOWN), page.evaluate("location.href")
    assert {tuple(pair) for pair in shown} == {("small-c5", "ledger-rule"), ("small-c5", "karimova")}
    page.goto("about:blank")
    page.goto(address)
    assert page.evaluate(SHOWN) == shown and page.get_by_label("Stance").input_value() == "denies" and page.get_by_label("Words").input_value() == "lists"
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("!location.search")
    assert {tuple(pair) for pair in page.evaluate(SHOWN)} == wanted_signs(sites("small"), heads_of(page))
    assert page.get_by_label("Stance").input_value() == "" and page.get_by_label("Words").input_value() == ""


@small_site
@pytest.mark.parametrize("query", ["?topic=nowhere&stance=doubts&text=x&kind=y", "?length=1&item=2&reset=3&elements=4", "?words=%F0%28%8C%28&words=%00", "?topic", "?__proto__=1&constructor=2&submit=3"])
def test_an_address_with_anything_in_it_breaks_nothing(opened: Open, sites, query: str) -> None:  # noqa: F811
    """No error, and the form still works."""
    page = opened("small", f"claims/matrix.html{query}")
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Stance").select_option("questions")
    assert {tuple(pair) for pair in page.evaluate(SHOWN)} == {("small-c7", "council")}


@small_site
def test_the_keyboard_alone_reaches_the_form_and_a_sign(opened: Open) -> None:
    page = opened("small", "claims/matrix.html")
    focused = "(() => { const node = document.activeElement; return [node.name || node.type || '', node.closest('td') ? 'sign' : node.matches('.matrix-frame') ? 'frame' : node.localName]; })()"

    def tab_to(wanted: Callable[[list[str]], bool], most: int = 80) -> None:
        for _ in range(most):
            page.keyboard.press("Tab")
            if wanted(page.evaluate(focused)):
                return
        pytest.fail("the keyboard does not come there")

    for field in ("topic", "stance"):
        tab_to(lambda node: node[0] == field)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("Stance").input_value() == "qualifies" and page.evaluate("location.search") == "?stance=qualifies"
    tab_to(lambda node: node[0] == "words")
    page.keyboard.type("gazette")
    tab_to(lambda node: node[1] == "frame", 3)
    tab_to(lambda node: node[1] == "sign")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/claim-lists-made-vesta.html#small-c6")


@both
def test_without_javascript_the_matrix_is_whole_and_the_form_hidden(opened: Open, sites, name: str) -> None:  # noqa: F811
    page = opened(name, "claims/matrix.html", java_script_enabled=False)
    assert not page.locator("form.matrix-filter").is_visible()
    assert page.locator("#matrix td a:visible").count() == sum(len(position.holders) for position in sites(name).anew.positions.values())
    assert page.locator("#matrix th:visible").count() == 1 + len(sites(name).anew.holders) + len(sites(name).anew.claims) + len(sites(name).anew.topics)


@both
def test_on_a_phone_rows_are_lists(opened: Open, sites, name: str) -> None:  # noqa: F811
    """Nothing is scrolled sideways; each sign has the name of the holder beside it, and is large enough to touch."""
    site, page = sites(name), opened(name, "claims/matrix.html", width=375, height=800, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth && document.querySelector('.matrix-frame').scrollWidth <= document.querySelector('.matrix-frame').clientWidth")
    signs = page.evaluate("""[...document.querySelectorAll('#matrix td a')].map((sign) => { const box = sign.getBoundingClientRect();
      return [sign.innerText.trim(), box.left, box.right, box.height, box.width]; })""")
    assert len(signs) == sum(len(position.holders) for position in site.anew.positions.values())
    assert not [sign for sign in signs if sign[1] < 0 or sign[2] > 375 or sign[3] < 24 or sign[4] < 24], [sign for sign in signs if sign[1] < 0 or sign[2] > 375 or sign[3] < 24][:5]
    assert not [sign for sign in signs if len(sign[0]) < 3], "the name stands beside the sign"
    choose(page, stance="denies")
    assert {tuple(pair) for pair in page.evaluate(SHOWN)} == wanted_signs(site, heads_of(page), stance="denies")
    assert len(page.evaluate(SEEN, "#matrix tbody tr:not(.topic)")) == len({position.claim for position in site.anew.positions.values() if position.stance == "denies"})


@grown_site
def test_the_grown_matrix_loads_and_filters_fast(opened: Open) -> None:
    """160 claims by 150 holders: each filter in less than a second, laid out anew."""
    page = opened("grown", "claims/matrix.html")
    loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert loaded < 4000, loaded
    slow = page.evaluate("""(choices) => {
      const form = document.querySelector('form.matrix-filter'), slow = [];
      for (const choice of choices) {
        form.reset();
        for (const [name, value] of Object.entries(choice)) form.elements[name].value = value;
        const start = performance.now();
        form.dispatchEvent(new Event('input', {bubbles: true}));
        document.querySelector('#matrix').getBoundingClientRect();
        slow.push(Math.round(performance.now() - start));
      }
      return slow;
    }""", [*CHOICES["grown"], {}])
    assert max(slow) < 1000, slow


@grown_site
def test_the_heads_of_the_matrix_stay_in_view(opened: Open) -> None:
    """Scrolled to the last row and column, its claim and its holder can still be read."""
    page = opened("grown", "claims/matrix.html")
    seen = page.evaluate("""() => {
      const frame = document.querySelector('.matrix-frame');
      frame.scrollTo(frame.scrollWidth, frame.scrollHeight);
      const box = frame.getBoundingClientRect(), table = document.querySelector('#matrix');
      const row = table.rows[table.rows.length - 1].cells[0].getBoundingClientRect();
      const last = table.tHead.rows[0].cells[table.tHead.rows[0].cells.length - 1].getBoundingClientRect();
      return [row.left >= box.left - 1 && row.right <= box.right, last.top >= box.top - 1 && last.bottom <= box.bottom];
    }""")
    assert seen == [True, True]


# ---------------------------------------------------------------------------------------------------------------- the graph
@both
def test_names_in_a_graph_fit_their_column_and_stand_apart(opened: Open, name: str) -> None:
    """By the letters that the browser sets: within the picture, off the lines, no two of a side over each other."""
    page = opened(name, "claims/disputes.html")
    found = page.evaluate("""[...document.querySelectorAll('svg.drawing')].flatMap((svg) => {
      const faults = [], width = svg.viewBox.baseVal.width, height = svg.viewBox.baseVal.height;
      const boxes = [...svg.querySelectorAll('.claim-box')].map((box) => box.getBBox());
      const left = boxes[0].x, right = left + boxes[0].width;
      const names = [...svg.querySelectorAll('a[href*="-positions"] text')].map((text) => [text.textContent, text.getBBox()]);
      const lines = [...svg.querySelectorAll('.position-line')].map((line) => line.getBBox());
      const first = Math.min(...lines.map((line) => line.x)), last = Math.max(...lines.map((line) => line.x + line.width));
      for (const [words, box] of names) {
        if (box.x < 0 || box.x + box.width > width || box.y < 0 || box.y + box.height > height) faults.push(`${svg.id}: ${words}: outside`);
        if (box.x < left ? box.x + box.width > first : box.x < last) faults.push(`${svg.id}: ${words}: over its lines`);
      }
      for (const side of [names.filter(([, box]) => box.x < left), names.filter(([, box]) => box.x >= right)]) {
        side.sort((one, other) => one[1].y - other[1].y);
        side.slice(1).forEach(([words, box], place) => { if (box.y < side[place][1].y + side[place][1].height - 2) faults.push(`${svg.id}: ${words}: over ${side[place][0]}`); });
      }
      for (const link of svg.querySelectorAll('a:has(.claim-box)')) {
        const box = link.querySelector('.claim-box').getBBox();
        for (const text of link.querySelectorAll('text')) {
          const words = text.getBBox();
          if (words.x < box.x || words.x + words.width > box.x + box.width || words.y < box.y - 1 || words.y + words.height > box.y + box.height + 1) faults.push(`${svg.id}: ${text.textContent}: out of its box`);
        }
      }
      return faults;
    })""")
    assert page.locator("svg.drawing").count() >= 2 and not found, (len(found), found[:10])


@grown_site
def test_a_line_of_a_graph_can_be_pointed_at_and_followed(opened: Open, sites) -> None:  # noqa: F811
    page = opened("grown", "claims/disputes.html")
    link = page.locator("svg.drawing a:has(.position-line)").first
    wanted = link.get_attribute("href")
    before = link.locator(".position-line").evaluate("(line) => getComputedStyle(line).strokeWidth")
    link.focus()
    assert link.locator(".position-line").evaluate("(line) => getComputedStyle(line).strokeWidth") != before
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{wanted}")


# ---------------------------------------------------------------------------------------------------------------- the margin of a text
PLACED = """() => {
  const box = (node) => { const {left, top, right, bottom} = node.getBoundingClientRect(); return {left, top: top + scrollY, right, bottom: bottom + scrollY}; };
  const over = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  const says = (node) => node.textContent.trim().slice(0, 40);
  const faults = [], lists = [...document.querySelectorAll('ul.marks')];
  const others = [...document.querySelectorAll('article :is(p, h1, h2, h3, li, table, blockquote, aside, dt, dd)')].filter((node) => !node.closest('ul.marks') && !node.querySelector('ul.marks') && node.checkVisibility())
    .concat([...document.querySelectorAll('.toc-drawer a, .toc-title, .content-icon-container, .sidebar-drawer')].filter((node) => {
      const place = node.getBoundingClientRect(); return place.width && place.left < innerWidth && place.right > 0; })).map((node) => [node, box(node)]);
  const placed = lists.map(box);
  lists.forEach((list, turn) => {
    const mine = placed[turn], beside = box(list.previousElementSibling), first = box(list.firstElementChild);
    if (mine.left >= beside.right - 1 && (first.top < beside.top - 12 || first.top > beside.bottom)) faults.push(`${says(list)}: not beside its passage`);
    for (const [node, other] of others) if (over(mine, other)) faults.push(`${says(list)}: over ${node.localName} ${says(node)}`);
    placed.forEach((other, place) => { if (place > turn && over(mine, other)) faults.push(`${says(list)}: over the marks ${says(lists[place])}`); });
    if (mine.left < 0 || mine.right > innerWidth) faults.push(`${says(list)}: outside the window`);
    const marks = [...list.children].map(box);
    marks.forEach((one, place) => marks.slice(place + 1).forEach((other) => { if (over(one, other)) faults.push(`${says(list)}: two marks over each other`); }));
    for (const mark of list.children) { const one = box(mark); if (one.right > mine.right + 1 || mark.scrollWidth > mark.clientWidth + 1) faults.push(`${says(mark)}: wider than the margin`); }
  });
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) faults.push('the page is too wide');
  const right = lists.filter((list) => box(list).left >= box(list.previousElementSibling).right - 1).length;
  const below = lists.filter((list) => box(list).top >= box(list.previousElementSibling).bottom - 10 && box(list).left < box(list.previousElementSibling).right).length;
  return {faults, lists: lists.length, right, below};
}"""


TEXTS = {"small": ("small", "second-text"), "grown": ("grown-one", "grown-three")}


@both
def test_marks_stand_right_of_their_passage_or_below_it(opened: Open, name: str) -> None:
    """Right where there is room, below where there is not; over nothing else, and not over each other."""
    wrong = []
    for text in TEXTS[name]:
        page = opened(name, f"texts/{text}.html")
        for width in (*WIDE, *NARROW):
            page.set_viewport_size({"width": width, "height": 1000})
            found = page.evaluate(PLACED)
            wrong += [f"{text}, {width} px: {fault}" for fault in found["faults"]]
            assert found["lists"] and found["right" if width in WIDE else "below"] == found["lists"], (text, width, found)
    assert not wrong, (len(wrong), wrong[:5])


@both
def test_no_line_of_a_mark_is_cut_through(opened: Open, name: str) -> None:
    """A list that is no higher than its passage ends between two lines, not in the middle of letters."""
    for text in TEXTS[name]:
        page = opened(name, f"texts/{text}.html")
        cut = page.evaluate("""[...document.querySelectorAll('ul.marks')].filter((list) => {
          const end = list.getBoundingClientRect().bottom;
          return [...list.querySelectorAll('a')].some((link) => [...link.getClientRects()].some((line) => line.top < end - 3 && line.bottom > end + 3));
        }).map((list) => list.textContent.trim().slice(0, 40))""")
        assert not cut, (text, len(cut), cut[:3])


@both
@pytest.mark.parametrize("width", [1400, 375])
def test_every_mark_can_be_read_when_it_has_the_focus(opened: Open, name: str, width: int) -> None:
    """Also those that do not fit beside a short passage."""
    for text in TEXTS[name]:
        page = opened(name, f"texts/{text}.html", width=width)
        hidden = page.evaluate("""async () => {
          const hidden = [];
          for (const link of document.querySelectorAll('ul.marks a')) {
            link.focus();
            link.scrollIntoView({block: 'center'});
            const {left, top, width, height} = link.getClientRects()[0];
            const found = document.elementFromPoint(left + Math.min(width, 8) / 2, top + height / 2);
            if (document.activeElement !== link || !found || !(link.contains(found) || found.contains(link))) hidden.push(link.textContent);
          }
          return hidden;
        }""")
        assert not hidden, (text, len(hidden), hidden[:5])


@small_site
def test_pointing_at_a_mark_shows_its_words(opened: Open, sites) -> None:  # noqa: F811
    """By the mouse and by the focus; before and after, they are like the words around them."""
    page = opened("small", "texts/small.html")
    shaded = "(node) => getComputedStyle(node).backgroundColor"
    for position in sites("small").anew.positions.values():
        for words in position.words if position.text == "small" else ():
            mark = page.locator(f"ul.marks li:has(a[href='#{words}']):has(a[href$='#{position.id}'])").first
            if "-w" not in words or not mark.count() or not page.locator(f"#{words}").inner_text():
                continue
            place = page.locator(f"#{words}")
            before = place.evaluate(shaded)
            mark.hover()
            assert place.evaluate(shaded) != before, words
            page.mouse.move(5, 5)
            assert place.evaluate(shaded) == before
            mark.locator("a").last.focus()
            assert place.evaluate(shaded) != before
            page.evaluate("document.activeElement.blur()")
            assert place.evaluate(shaded) == before


@small_site
@pytest.mark.parametrize("width", [1400, 375])
def test_a_mark_leads_to_its_words(opened: Open, width: int) -> None:
    page = opened("small", "texts/small.html", width=width)
    page.locator("ul.marks a[href='#small-p7-w1'], ul.marks a[href='#small-n1']").first.click()
    place = page.locator(f"#{urldefrag(page.url).fragment}")
    playwright_api.expect(place).to_be_in_viewport()


# ---------------------------------------------------------------------------------------------------------------- every kind of page
OUT = """[...document.querySelectorAll('article :is(p, li, a, span, h1, h2)')].filter((node) => node.checkVisibility() && !node.children.length && !node.closest('.picture, .matrix-frame, .table-wrapper')
  && node.getBoundingClientRect().right > innerWidth + 1).map((node) => node.textContent.slice(0, 60))"""
KINDS = ("index.html", "claims/index.html", "claims/matrix.html", "claims/disputes.html", "claims/holders.html", "people/index.html")


@grown_site
@pytest.mark.parametrize("width", [375, 768, 1400])
def test_no_page_of_the_grown_edition_is_too_wide(opened: Open, sites, width: int) -> None:  # noqa: F811
    """Names and titles of any length."""
    anew, wide = sites("grown").anew, []
    longest = max(anew.claims, key=lambda claim: len(anew.titles[claim]))
    fullest = max(anew.claims, key=lambda claim: len(anew.on(claim)))
    holder = max((holder for holder in anew.holders if holder.startswith("person-")), key=lambda holder: len(anew.held_by(holder)))
    page = opened("grown", "index.html", width=width)
    root = page.url.removesuffix("index.html")
    for path in (*KINDS, f"claims/{longest}.html", f"claims/{fullest}.html", f"people/{holder}.html", "terms/school-006.html", "works/vane-1971.html", "archives/mzha-f7-op2-d15.html"):
        page.goto(root + path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wide += [f"{path}: {over} px"] if over > 0 else []
        out = page.evaluate(OUT)
        wide += [f"{path}: {len(out)} cut off: {out[:2]}"] if out else []
    assert not wide, wide
