"""Workbooks as colleges really make them, with the list of faults that were planted in them.

Nothing here imports the project: what is wrong in a workbook is known because it was put there.
Everything is invented, and the same seed gives the same workbook.
"""
