//! A record as JSON.

use serde::{Deserialize, Deserializer};

use super::{Record, is_ttl, not_empty};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Json {
    event_name: Option<String>,
    dynamodb: Option<Change>,
    user_identity: Option<Identity>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Change {
    keys: Option<serde_dynamo::Item>,
    old_image: Option<serde_dynamo::Item>,
    new_image: Option<serde_dynamo::Item>,
    sequence_number: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Identity {
    r#type: Option<String>,
    principal_id: Option<String>,
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Json { event_name, dynamodb, user_identity } = Json::deserialize(deserializer)?;
        let by_ttl = user_identity
            .is_some_and(|identity| is_ttl(identity.r#type.as_deref(), identity.principal_id.as_deref()));
        let (keys, old, new, sequence_number) = match dynamodb {
            None => (Err("the change"), None, None, None),
            Some(Change { keys, old_image, new_image, sequence_number }) => {
                let image =
                    |image: Option<serde_dynamo::Item>| image.and_then(|image| not_empty(image.into()));
                (image(keys).ok_or("keys"), image(old_image), image(new_image), sequence_number)
            }
        };
        Ok(Self { event_name, keys, old: Ok(old), new: Ok(new), by_ttl, sequence_number })
    }
}
