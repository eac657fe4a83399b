//! Tables of results as Parquet, for those who count over many thousands.

use super::tidy::unique;
use super::{Column, Kind, Tidy, Value, View};
use crate::source::Words;
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;

/// A table being written, a group of rows at a time.
pub struct Parquet<W: Write + Send> {
    table: Tidy,
    writer: SerializedFileWriter<W>,
    /// The rows of the next group, column by column.
    columns: Vec<Waiting>,
}

/// What waits to be written of one column.
enum Waiting {
    Texts(Vec<Option<ByteArray>>),
    Numbers(Vec<Option<i64>>),
}

/// So many rows make a group: enough for the encodings to bite, little enough to hold.
const GROUP: usize = 50_000;

impl<W: Write + Send> Parquet<W> {
    /// Begins a table; `further` columns of text stand last.
    ///
    /// # Errors
    /// Says what could not be written.
    pub fn new(table: Tidy, further: &[String], out: W) -> Result<Self, Words> {
        let schema = schema(table, further).map_err(words)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("gouji {}", env!("CARGO_PKG_VERSION")))
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties));
        let kinds = table.columns().iter().map(|column| column.kind);
        let kinds = kinds.chain(further.iter().map(|_| Kind::Text));
        Ok(Self {
            table,
            writer: writer.map_err(words)?,
            columns: kinds.map(Waiting::new).collect(),
        })
    }

    /// Adds the rows of a report.
    ///
    /// # Errors
    /// Says what could not be written.
    pub fn add(&mut self, view: &View, further: &[String]) -> Result<(), Words> {
        for row in self.table.rows(view) {
            let further = further.iter().map(|text| Value::Text(text.into()));
            for (column, value) in self.columns.iter_mut().zip(row.into_iter().chain(further)) {
                column.push(&value);
            }
        }
        if self.columns.first().is_some_and(|c| c.len() >= GROUP) {
            self.write_group().map_err(words)?;
        }
        Ok(())
    }

    /// Writes what is left, and ends the table.
    ///
    /// # Errors
    /// Says what could not be written.
    pub fn finish(mut self) -> Result<(), Words> {
        self.write_group().map_err(words)?;
        self.writer.close().map_err(words)?;
        Ok(())
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        if self.columns.iter().all(|column| column.len() == 0) {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            column.write(&mut group)?;
        }
        group.close()?;
        Ok(())
    }
}

impl Waiting {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Texts(Vec::new()),
            Kind::Whole => Self::Numbers(Vec::new()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Texts(values) => values.len(),
            Self::Numbers(values) => values.len(),
        }
    }

    fn push(&mut self, value: &Value) {
        match (self, value) {
            (Self::Texts(values), Value::Text(text)) => values.push(Some(text.as_ref().into())),
            (Self::Texts(values), Value::Whole(number)) => {
                values.push(Some(number.to_string().as_str().into()));
            }
            (Self::Texts(values), Value::Nothing) => values.push(None),
            (Self::Numbers(values), Value::Whole(number)) => values.push(Some(*number)),
            (Self::Numbers(values), _) => values.push(None),
        }
    }

    /// Writes the next column of a group, and forgets it.
    fn write<W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let Some(mut column) = group.next_column()? else {
            return Ok(());
        };
        match self {
            Self::Texts(values) => {
                let levels = levels(values);
                let values: Vec<_> = std::mem::take(values).into_iter().flatten().collect();
                let typed = column.typed::<ByteArrayType>();
                typed.write_batch(&values, Some(&levels), None)?;
            }
            Self::Numbers(values) => {
                let levels = levels(values);
                let values: Vec<_> = std::mem::take(values).into_iter().flatten().collect();
                let typed = column.typed::<Int64Type>();
                typed.write_batch(&values, Some(&levels), None)?;
            }
        }
        column.close()
    }
}

/// 1 for a value, 0 for nothing, as Parquet tells them apart.
fn levels<T>(values: &[Option<T>]) -> Vec<i16> {
    values.iter().map(|v| i16::from(v.is_some())).collect()
}

fn schema(table: Tidy, further: &[String]) -> Result<Type, ParquetError> {
    let own = table.columns().iter().map(|c: &Column| (c.name, c.kind));
    let further = unique(table.columns().iter().map(|c| c.name), further);
    let further = further.iter().map(|name| (name.as_str(), Kind::Text));
    let fields = own.chain(further).map(|(name, kind)| {
        let builder = match kind {
            Kind::Text => Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                .with_logical_type(Some(LogicalType::String))
                .with_converted_type(ConvertedType::UTF8),
            Kind::Whole => Type::primitive_type_builder(name, Physical::INT64),
        };
        let field = builder.with_repetition(Repetition::OPTIONAL).build();
        field.map(Arc::new)
    });
    let fields = fields.collect::<Result<_, _>>()?;
    Type::group_type_builder(table.name())
        .with_fields(fields)
        .build()
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what map_err hands over"
)]
fn words(why: ParquetError) -> Words {
    Words::new(
        format!("Parquet无法写出：{why}"),
        format!("Parquet cannot be written: {why}"),
    )
}
