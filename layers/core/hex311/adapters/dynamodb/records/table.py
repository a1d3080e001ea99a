"""What all records share: a table whose name is set once."""


class TableMeta:
    table_name = ""
    region = "us-east-1"
