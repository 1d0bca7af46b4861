"""Files that are not read: why, and what the person who chose them can do."""

from __future__ import annotations

from core.errors import Refused

MESSAGES = {
    "FILE-MISSING": "找不到文件“{name}”，请重新选择。",
    "FILE-EMPTY": "文件是空的（0 字节），请检查是否保存完整后重新上传。",
    "FILE-TOO-LARGE": "文件有 {size}，超过 {limit}，请删去无关内容或分成几个文件后再上传。",
    "FILE-XLS": "这是旧版 Excel（.xls）工作簿，请在 Excel 或 WPS 中另存为 .xlsx 后再上传。",
    "FILE-XLSB": "这是二进制工作簿（.xlsb），请在 Excel 中另存为 .xlsx 后再上传。",
    "FILE-MACRO": "这是含宏的工作簿（.xlsm），请另存为不含宏的 .xlsx 后再上传。",
    "FILE-ODS": "这是 OpenDocument 表格（.ods），请另存为 .xlsx 后再上传。",
    "FILE-XML2003": "这是“XML 表格 2003”文件，请在 Excel 或 WPS 中另存为 .xlsx 后再上传。",
    "FILE-HTML": "这是网页（HTML）格式的文件，请在 Excel 或 WPS 中打开并另存为 .xlsx 后再上传。",
    "FILE-ENCRYPTED": "文件设有打开密码，请在 Excel 或 WPS 中取消密码后另存，再上传。",
    "FILE-DOC": "这是旧版 Word 文档（.doc），不是数据表，请上传 .xlsx 或 .csv 文件。",
    "FILE-DOCX": "这是 Word 文档（.docx），不是数据表，请上传 .xlsx 或 .csv 文件。",
    "FILE-PPTX": "这是演示文稿（.pptx），不是数据表，请上传 .xlsx 或 .csv 文件。",
    "FILE-PDF": "这是 PDF 文件，不是数据表，请上传 .xlsx 或 .csv 文件。",
    "FILE-IMAGE": "这是图片，不是数据表，请上传 .xlsx 或 .csv 文件。",
    "FILE-ARCHIVE": "这是压缩包，请解压后上传其中的 .xlsx 或 .csv 文件。",
    "FILE-NOT-TABLE": "这不是可以读取的数据表，请上传 .xlsx 或 .csv 文件。",
    "FILE-ENCODING": "无法识别文件的文字编码，请在 Excel 中另存为“CSV UTF-8”或 .xlsx 后再上传。",
    "FILE-CSV-QUOTE": "第 {row} 行附近的引号没有成对，无法分列，请改正后再上传，或另存为 .xlsx。",
    "FILE-TRUNCATED": "文件不完整（可能没有保存或传输完），请重新打开并另存后再上传。",
    "FILE-DAMAGED": "工作簿已损坏：{detail}。请在 Excel 或 WPS 中打开、修复并另存后再上传。",
    "FILE-XML": "工作簿的部件 {part} 不是规范的 XML，请在 Excel 或 WPS 中打开并另存后再上传。",
    "FILE-DTD": "工作簿的部件 {part} 含有 DTD 声明，为安全起见不读取，请用 Excel 另存后再上传。",
    "FILE-BOMB": "文件解压后过大（{detail}），为安全起见不读取，请删去无关内容并另存后再上传。",
    "FILE-NO-SHEET": "工作簿中没有可以读取的工作表，请检查后再上传。",
    "FILE-TOO-MANY-ROWS": "工作表“{sheet}”超过 {limit} 行，请分成几个文件上传。",
    "FILE-TOO-MANY-COLUMNS": "工作表“{sheet}”第 {row} 行超过 {limit} 列有内容，请删去无关的列。",
    "FILE-TOO-MANY-CELLS": "工作表“{sheet}”超过 {limit} 个单元格，请删去无关的内容后再上传。",
    "FILE-CELL-TOO-LONG": "{place}有单元格超过 {limit} 个字符，请缩短后再上传。",
    "FILE-MEMORY": "读取这个文件需要的内存超过 {limit}，请删去无关内容或分成几个文件后再上传。",
    "FILE-TOO-SLOW": "读取这个文件超过 {limit} 秒，已停止，请删去无关内容或分成几个文件后再上传。",
    "FILE-READER": "读取文件的进程意外结束（{detail}），请在 Excel 或 WPS 中打开并另存后再上传。",
}


class FileRefused(Refused):
    """An uploaded file cannot be read as a table.

    ``code`` is stable and one of ``MESSAGES``; ``message`` says what the file is and what to do;
    ``facts`` are the values in the message.
    """

    def __init__(self, code: str, **facts: str | int) -> None:
        self.code = code
        self.facts = facts
        super().__init__(MESSAGES[code].format(**facts))


def size_text(size: int) -> str:
    """Return a size in bytes as people read it."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 100_000 else f"{size} 字节"
