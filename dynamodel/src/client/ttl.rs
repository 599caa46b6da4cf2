//! Enabling time to live.

use aws_sdk_dynamodb::types::{TimeToLiveDescription, TimeToLiveSpecification, TimeToLiveStatus};

use super::{Attempts, Connection};
use crate::error::Error;
use crate::error::{Kind, code_of};

/// Enables time to live unless it is enabled, which `DynamoDB` would refuse.
pub(super) async fn enable(connection: &Connection, attribute: &'static str) -> Result<(), Error> {
    if is_enabled(connection, attribute).await? {
        return Ok(());
    }
    let specification = TimeToLiveSpecification::builder().enabled(true).attribute_name(attribute).build();
    let update =
        connection.client.update_time_to_live().table_name(&*connection.table).time_to_live_specification(
            specification.map_err(|error| connection.build_error("UpdateTimeToLive", error))?,
        );
    let attempts = Attempts::default();
    let request = update.customize().interceptor(attempts.clone());
    match connection.send("UpdateTimeToLive", request.send()).await {
        Ok(_) => Ok(()),
        // Another program may have enabled it meanwhile, or an attempt at this request whose response was lost.
        Err(error)
            if code_of(&error) == Some("ValidationException")
                && is_enabled(connection, attribute).await? =>
        {
            Ok(())
        }
        Err(error) => Err(attempts.mark(connection.error("UpdateTimeToLive", error))),
    }
}

/// Returns `true` if items expire by this attribute.
async fn is_enabled(connection: &Connection, attribute: &'static str) -> Result<bool, Error> {
    let request = connection.client.describe_time_to_live().table_name(&*connection.table);
    let sent = connection.send("DescribeTimeToLive", request.send()).await;
    let response = sent.map_err(|error| connection.error("DescribeTimeToLive", error))?;
    let Some(TimeToLiveDescription { time_to_live_status, attribute_name, .. }) =
        response.time_to_live_description
    else {
        return Ok(false);
    };
    match (time_to_live_status, attribute_name) {
        (Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling), Some(found)) if found != attribute => {
            Err(Error::new(Kind::OtherTtl { found, attribute }).table_is(&connection.table))
        }
        (Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling), _) => Ok(true),
        _ => Ok(false),
    }
}
