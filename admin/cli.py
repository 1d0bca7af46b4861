"""The ``tianbao`` command: what there is to run, and where; nothing else is imported at start."""

from __future__ import annotations

from admin.commands.chinese import speak_chinese
from admin.commands.lazy import Entry, LazyGroup
from admin.commands.outcome import SafeGroup

HELP = """填报：高等职业院校人才培养工作状态数据的采集、校验、标注与指标。

\b
数据在环境变量 TIANBAO_INSTANCE 所指的文件夹中，缺省为 ./instance。
退出码：0 正常；1 数据有错误；2 用法不对、被拒绝或程序出错。
"""
COMMANDS = {
    "init": Entry("admin.commands.founding", "建立空的学院：数据库、部门、采集批次"),
    "demo": Entry("admin.commands.founding", "建立一所虚构的示例学院，列出账号"),
    "serve": Entry("admin.commands.serving", "提供网页服务"),
    "tables": Entry("admin.commands.tables", "数据表定义，以及数据库还缺什么"),
    "plugins": Entry("admin.commands.plugins", "插件：列出、检查、新建"),
    "round": Entry("admin.commands.rounds", "采集批次：开启、列出、汇总、审定、封存、上报"),
    "template": Entry("admin.commands.exporting", "填报模板"),
    "import": Entry("admin.commands.importing", "导入工作簿，可取回标注后的原文件"),
    "check": Entry("admin.commands.checking", "校验已存的数据"),
    "measures": Entry("admin.commands.figures", "统计量"),
    "indicators": Entry("admin.commands.figures", "指标、标准与评级，可作假设测算"),
    "export": Entry("admin.commands.exporting", "导出数据"),
    "form": Entry("admin.commands.approval", "数据提交审批表（.docx、.pdf）"),
    "scan": Entry("admin.commands.approval", "交签过字的审批表扫描件"),
    "verify": Entry("admin.commands.approval", "核对审批表、封存的数据包与数据是否相符"),
    "audit": Entry("admin.commands.audit", "操作记录：核对、列出"),
    "assignment": Entry("admin.commands.assignments", "任务分工：列出、分派、改派、收回"),
    "user": Entry("admin.commands.people", "账号：新建、列出、从工作簿导入、重设口令、停用"),
    "department": Entry("admin.commands.departments", "部门：列出、从工作簿导入"),
}


class Tianbao(SafeGroup, LazyGroup):
    """The command with everything under it."""


speak_chinese()
main = Tianbao(
    "tianbao", entries=COMMANDS, help=HELP, no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
