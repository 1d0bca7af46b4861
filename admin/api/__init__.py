"""The interface for programs: the same rows, rights and parsers as on the pages, in JSON."""
