"""Every sentence the kinds say about a value, by its stable code.

A sentence says what is wrong and what to do.  It never repeats the value: values
of sensitive fields are masked where they are shown, not here.
"""

from __future__ import annotations

from core.definition.kinds.base import ERROR, WARNING, Finding

SENTENCES: dict[str, tuple[str, str]] = {
    # any kind
    "KIND-ERROR-VALUE": (ERROR, "单元格是错误值 {shown}，请改正公式，或直接填写结果。"),
    "KIND-NO-RESULT": (ERROR, "公式没有计算结果，请在 Excel 中打开并保存后再上传。"),
    "KIND-CONTROL": (ERROR, "第 {place} 个字符是控制字符 {point}，请删除后重新输入。"),
    "KIND-INVISIBLE": (
        ERROR, "第 {place} 个字符是看不见的字符 {point}，请清空单元格后手工输入，不要从网页粘贴。"),
    "KIND-GARBLED": (ERROR, "第 {place} 个字符已成乱码 {point}，原字无法恢复，请重新输入。"),
    "KIND-SHAPE": (ERROR, "这里应是一个值，收到的是别的结构，请只填写一个值。"),
    # text
    "KIND-TOO-LONG": (ERROR, "共 {length} 个字符，最多 {most} 个，请精简。"),
    "KIND-PATTERN": (ERROR, "写法不符合本栏的规定，请改正。{rule}"),
    "KIND-LOST-DIGITS": (
        ERROR,
        "Excel 只保留 15 位有效数字，后面的数字已经丢失，无法恢复。"
        "请把该列设为“文本”格式后重新输入。"),
    "KIND-SCIENTIFIC": (
        ERROR, "号码已变成科学计数法，数字不完整。请把该列设为“文本”格式后重新输入。"),
    "KIND-DATE-AS-TEXT": (
        WARNING,
        "Excel 把内容当成了日期或时间，请核对；"
        "若不是，请把该列设为“文本”格式后重新输入。",
    ),
    "KIND-FILE-NAME": (ERROR, "应只写文件名，不带文件夹，不超过 {most} 个字符，请改正。"),
    "KIND-EXTENSION": (ERROR, "本栏的附件应为 {allowed} 文件，请换成规定的文件类型。"),
    # numbers
    "KIND-NUMBER": (ERROR, "这里应填数字，例如 {example}，请只写数字，不要写文字说明。"),
    "KIND-NUMBER-DATE": (
        ERROR, "这里应填数字，单元格却是日期或时间，请把单元格改为“常规”格式后重新输入数字。"),
    "KIND-INTEGER": (ERROR, "这里应填整数，请核对小数部分。"),
    "KIND-SIZE": (ERROR, "数字太大，{limit}，请核对位数和单位。"),
    "KIND-PLACES": (ERROR, "最多 {places} 位小数，请四舍五入后填写。"),
    "KIND-MIN": (ERROR, "应不小于 {bound}，请核对。"),
    "KIND-MAX": (ERROR, "应不大于 {bound}，请核对。"),
    "KIND-UNIT": (ERROR, "单位与本栏的单位（{unit}）不能换算，请换算成 {unit} 后只填数字。"),
    "KIND-NO-UNIT": (ERROR, "本栏没有单位，请只填数字。"),
    "KIND-RATIO": (
        WARNING,
        "本栏填百分数（0 至 100），现在的值小于 1%。"
        "如果想填 50%，请写 50，不要写 0.5。",
    ),
    # dates
    "KIND-DATE": (ERROR, "看不出是哪一天，请写成 1980-09-05 的样子。"),
    "KIND-DAY-MISSING": (ERROR, "只有年月，缺少日，请写成 1980-09-05 的样子。"),
    "KIND-NO-SUCH-DAY": (ERROR, "没有这一天，请核对年、月、日。"),
    "KIND-MONTH": (ERROR, "看不出是哪年哪月，请写成 1980-09 的样子。"),
    "KIND-MONTH-AMBIGUOUS": (
        ERROR,
        "数字 {year}.1 分不清是 1 月还是 10 月（Excel 会去掉末尾的 0），"
        "请写成 {year}-01 或 {year}-10，或把该列设为“文本”格式后输入。"),
    "KIND-MONTH-JANUARY": (WARNING, "已按 {year} 年 1 月读取，如果是 10 月，请写成 {year}-10。"),
    "KIND-EARLY": (ERROR, "早于 {bound}，请核对日期。"),
    "KIND-LATE": (ERROR, "晚于 {bound}，请核对日期。"),
    "KIND-YEAR": (ERROR, "这里应填一个四位数的年份，例如 2024。"),
    # choices
    "KIND-CODE": (ERROR, "不在可选项中{near}。请从下拉列表或模板的“可选项”表中选择。"),
    "KIND-CODE-CONFLICT": (ERROR, "代码和名称不是同一项：{code} 是“{name}”。请只保留正确的一项。"),
    "KIND-CODE-UNLISTED": (
        WARNING,
        "不在已有的{title}代码表中{near}。"
        "请核对；如确有此项，请说明来源。",
    ),
    "KIND-JOINED-NUMBER": (
        ERROR,
        "Excel 可能把几个代码（如 10,11）连成了一个数字，"
        "请把单元格设为“文本”格式，用顿号分隔各项。",
    ),
    "KIND-BOOLEAN": (ERROR, "这里应填“是”或“否”。"),
    "KIND-MANY": (ERROR, "共 {count} 项，最多 {most} 项，请分行填写或精简。"),
    # identifiers
    "KIND-ID-LENGTH": (ERROR, "身份证件号应为 18 位，现在是 {length} 位，请对照证件核对。"),
    "KIND-ID-OLD": (ERROR, "这是 15 位的旧号码，已停止使用，请填写 18 位身份证件号。"),
    "KIND-ID-CHARACTERS": (ERROR, "身份证件号前 17 位应全是数字，末位是数字或 X，请对照证件核对。"),
    "KIND-ID-BIRTH": (ERROR, "号码第 7 至 14 位不是可能的出生日期，请对照证件核对。"),
    "KIND-ID-CHECK": (ERROR, "末位校验码不对，号码中有数字写错了，请对照证件逐位核对。"),
    "KIND-ID-DIVISION": (
        WARNING,
        "号码前 6 位在持证人出生时不是已知的行政区划代码，"
        "请对照证件核对。",
    ),
    "KIND-ID-OTHER": (
        WARNING,
        "不是 18 位身份证件号，"
        "已按护照等其他证件收下，请核对号码和证件类型。",
    ),
    "KIND-CREDIT": (ERROR, "不是统一社会信用代码（18 位，不含 I、O、S、V、Z），请对照证书核对。"),
    "KIND-CREDIT-CHECK": (ERROR, "统一社会信用代码的末位校验码不对，请对照证书逐位核对。"),
    "KIND-SCHOOL": (ERROR, "学校标识码应为 10 位数字，请向学校办公室核对。"),
    "KIND-SCHOOL-PATTERN": (
        ERROR, "不像高等学校的标识码（41＋省份两位＋0＋五位院校代码），请核对。"),
    "KIND-MAJOR": (ERROR, "专业代码应为 6 位数字，国控专业末尾加 K，例如 570102K，请查专业目录。"),
    "KIND-MAJOR-UNLISTED": (WARNING, "不在已有的专业目录中，请核对；如为新增专业，请说明来源。"),
    "KIND-PATENT": (ERROR, "不是专利号（ZL 加 12 位数字、小数点和校验位），请对照证书核对。"),
    "KIND-PATENT-CHECK": (ERROR, "专利号小数点后的校验位不对，请对照证书逐位核对。"),
    "KIND-PATENT-OTHER": (
        WARNING,
        "不是专利号的写法，"
        "已按其他知识产权登记号收下，请对照证书核对。",
    ),
    "KIND-ISBN": (ERROR, "不是 ISBN（13 位或 10 位），请对照版权页核对。"),
    "KIND-ISBN-CHECK": (ERROR, "ISBN 的校验位不对，请对照版权页逐位核对。"),
    "KIND-ISSN": (ERROR, "不是 ISSN（如 1000-0000 的 8 位），请对照刊物封面核对。"),
    "KIND-ISSN-CHECK": (ERROR, "ISSN 的校验位不对，请对照刊物封面逐位核对。"),
    "KIND-DIVISION": (WARNING, "不在已有的行政区划代码表中{near}，请核对，最好填写 6 位代码。"),
    "KIND-COUNTRY": (ERROR, "不是已知的国家或地区{near}，请填写中文简称，如“中国”“英国”。"),
    # contacts
    "KIND-PHONE": (
        ERROR,
        "不是有效的电话，固定电话请写成 区号-号码（"
        "如 0750-3500000），手机写 11 位。",
    ),
    "KIND-PHONE-AREA": (ERROR, "固定电话缺少区号，请写成 区号-号码，如 0750-3500000。"),
    "KIND-MOBILE": (ERROR, "手机号应为 1 开头的 11 位数字，请核对。"),
    "KIND-EMAIL": (ERROR, "不是有效的电子邮箱，请写成 name@school.edu.cn 的样子。"),
    "KIND-URL": (ERROR, "不是有效的网址，请写完整，以 http:// 或 https:// 开头。"),
}


def finding(code: str, /, **facts: object) -> Finding:
    """Return the finding of that code, its sentence completed with the facts."""
    severity, sentence = SENTENCES[code]
    text = sentence.format(**facts)
    # A guess ends with a question mark of its own.
    return Finding(code, severity, text.replace("？。", "？").replace("？，", "？"))


class Unreadable(ValueError):
    """A value its kind cannot read; carries the finding.  Never leaves the parser."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.finding = finding(code, **facts)
