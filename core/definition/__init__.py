"""What a table is: tables, fields, kinds, code lists, periods; reading them from files."""
