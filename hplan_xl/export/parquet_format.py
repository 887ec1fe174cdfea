"""Tables as Parquet, a file each. It needs pyarrow, which comes with the extra `parquet`."""

import io

import pyarrow as pa
import pyarrow.parquet as pq

from hplan_xl.export.data_tables import DataFormat, DataTable, FieldType

_TYPES = {
    FieldType.STRING: pa.string(),
    FieldType.INTEGER: pa.int64(),
    FieldType.NUMBER: pa.float64(),
    FieldType.BOOLEAN: pa.bool_(),
    FieldType.DATE: pa.date32(),
    FieldType.DATETIME: pa.timestamp("ms"),
}


def _encode_table(table: DataTable) -> bytes:
    """The file of a table: the same table gives the same bytes with the same version of pyarrow."""
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.fields)
    arrays = [pa.array(column, _TYPES[field.type]) for column, field in zip(columns, table.fields, strict=True)]
    out = io.BytesIO()
    pq.write_table(pa.table(arrays, names=list(table.field_names)), out)
    return out.getvalue()


PARQUET = DataFormat(
    lambda tables: {f"{table.name}.parquet": _encode_table(table) for table in tables},
    lambda table: {
        "path": f"{table.name}.parquet",
        "scheme": "file",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    },
)
