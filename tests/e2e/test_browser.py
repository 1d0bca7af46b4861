"""The browser the other end-to-end tests rely on: it runs, and it can draw Chinese."""

from __future__ import annotations

from playwright.sync_api import Page

# Without a Chinese font every character is drawn as the same box.
DRAW = """character => {
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d');
    pen.font = '40px sans-serif';
    pen.fillText(character, 0, 60);
    return canvas.toDataURL();
}"""


def test_chinese_characters_are_drawn(page: Page) -> None:
    assert page.evaluate(DRAW, "填") != page.evaluate(DRAW, "报")
