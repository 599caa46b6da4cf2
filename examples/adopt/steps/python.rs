//! A write of the Python program, through the bare SDK.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::TableClient;

use super::Failure;
use super::old::PythonTable;

/// A video that the Python program renames.
pub const RENAMED: u64 = 6;
pub const TITLE: &str = "video6, renamed in Python";

/// Sets the title in each row of a video, one after the other, as a `Model.update` does.
pub async fn rename(table: &TableClient<PythonTable>, video_id: u64, title: &str) -> Result<(), Failure> {
    let is_row = "video_id = :id";
    let id = AttributeValue::S(format!("video-{video_id}"));
    let scan = table.client().scan().table_name(table.name()).consistent_read(true);
    let rows = scan.filter_expression(is_row).expression_attribute_values(":id", id).send().await?;
    for mut row in rows.items.unwrap_or_default() {
        row.retain(|name, _| name == "pk" || name == "sk");
        let update = table.client().update_item().table_name(table.name()).set_key(Some(row));
        let update = update.update_expression("SET video_title = :title");
        update.expression_attribute_values(":title", AttributeValue::S(title.to_owned())).send().await?;
    }
    Ok(())
}
