//! Entities whose fields have the forms of other programs.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use dynamodel::{Document, Entity, Table};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use std::collections::BTreeSet;

dynamodel::prefixed!(pub(super) video_id, "video-");
dynamodel::prefixed!(user_id, "user-");

/// A video as the Python model of the case study stores it, with more forms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[key(index = "by_creator", name = "by_creator", pk = [creator], sk = [created_at])]
#[key(index = "by_size", name = "by_size", pk = [listed], sk = [price])]
#[key(index = "by_slug", name = "by_slug", pk = [slug], sk = [video_id])]
pub(super) struct Video {
    #[serde(with = "video_id")]
    pub(super) video_id: u64,
    #[serde(with = "user_id")]
    pub(super) creator: Option<u64>,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    pub(super) created_at: jiff::Timestamp,
    #[serde(with = "dynamodel::form::zero_one")]
    pub(super) listed: bool,
    #[serde(with = "dynamodel::form::zero_one")]
    pub(super) pinned: Option<bool>,
    #[serde(with = "dynamodel::number")]
    pub(super) price: Option<Decimal>,
    #[serde(with = "dynamodel::form::text")]
    pub(super) views: u64,
    #[serde(with = "dynamodel::form::text")]
    pub(super) rate: Option<Decimal>,
    #[serde(with = "slug")]
    pub(super) slug: String,
    #[serde(with = "dynamodel::string_set")]
    pub(super) tags: Option<BTreeSet<String>>,
    pub(super) source: Source,
}

dynamodel::prefixed!(slug, "s/");
dynamodel::prefixed!(source_id, "source:");

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
pub(super) struct Source {
    #[serde(with = "source_id")]
    pub(super) id: Uuid,
    #[serde(with = "dynamodel::form::utc_millis")]
    pub(super) seen: jiff::Timestamp,
    #[serde(with = "dynamodel::form::epoch_seconds", skip_serializing_if = "Option::is_none")]
    pub(super) lost: Option<jiff::Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "videos", type_attribute = "entity_type")]
#[index(name = "by_creator", pk = "creator", sk = "created_at")]
#[index(name = "by_size", pk = "listed", pk_type = N, sk = "price", sk_type = N)]
#[index(name = "by_slug", pk = "slug", sk = "video_id")]
pub(super) enum Videos {
    Video(Video),
}

/// Declares an entity with each form of times of one crate.
macro_rules! times {
    ($module:ident, $time:ty) => {
        pub(super) mod $module {
            use dynamodel::{Entity, Table};
            use serde::{Deserialize, Serialize};

            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
            #[key(pk = "times-{id}", sk = "_root")]
            #[key(index = "seconds", name = "by_seconds", pk = [id], sk = [epoch_seconds])]
            #[key(index = "millis", name = "by_millis", pk = [id], sk = [epoch_millis])]
            #[key(index = "float", name = "by_float", pk = [id], sk = [epoch_float])]
            #[key(index = "offset", name = "by_offset", pk = [id], sk = [basic_offset_micros])]
            #[key(index = "iso", name = "by_iso", pk = [id], sk = [isoformat])]
            #[key(index = "javascript", name = "by_js", pk = [id], sk = [utc_millis])]
            pub(crate) struct Times {
                pub(crate) id: u32,
                #[serde(with = "dynamodel::form::epoch_seconds")]
                pub(crate) epoch_seconds: $time,
                #[serde(with = "dynamodel::form::epoch_millis")]
                pub(crate) epoch_millis: $time,
                #[serde(with = "dynamodel::form::epoch_float")]
                pub(crate) epoch_float: Option<$time>,
                #[serde(with = "dynamodel::form::epoch_seconds_text")]
                pub(crate) epoch_seconds_text: $time,
                #[serde(with = "dynamodel::form::epoch_millis_text")]
                pub(crate) epoch_millis_text: $time,
                #[serde(with = "dynamodel::form::epoch_float_text")]
                pub(crate) epoch_float_text: $time,
                #[serde(with = "dynamodel::form::utc_seconds")]
                pub(crate) utc_seconds: $time,
                #[serde(with = "dynamodel::form::utc_millis")]
                pub(crate) utc_millis: $time,
                #[serde(with = "dynamodel::form::utc_micros")]
                pub(crate) utc_micros: $time,
                #[serde(with = "dynamodel::form::offset_seconds")]
                pub(crate) offset_seconds: $time,
                #[serde(with = "dynamodel::form::offset_millis")]
                pub(crate) offset_millis: $time,
                #[serde(with = "dynamodel::form::offset_micros")]
                pub(crate) offset_micros: $time,
                #[serde(with = "dynamodel::form::basic_offset_micros")]
                pub(crate) basic_offset_micros: $time,
                #[serde(with = "dynamodel::form::isoformat")]
                pub(crate) isoformat: $time,
                #[serde(with = "dynamodel::form::utc_seconds")]
                pub(crate) missing: Option<$time>,
            }

            #[derive(Clone, Debug, PartialEq, Table)]
            #[table(name = "times", type_attribute = "entity_type")]
            #[index(name = "seconds", pk = "id", pk_type = N, sk = "epoch_seconds", sk_type = N)]
            #[index(name = "millis", pk = "id", pk_type = N, sk = "epoch_millis", sk_type = N)]
            #[index(name = "float", pk = "id", pk_type = N, sk = "epoch_float", sk_type = N)]
            #[index(name = "offset", pk = "id", pk_type = N, sk = "basic_offset_micros")]
            #[index(name = "iso", pk = "id", pk_type = N, sk = "isoformat")]
            #[index(name = "javascript", pk = "id", pk_type = N, sk = "utc_millis")]
            pub(crate) enum All {
                Times(Times),
            }
        }
    };
}
times!(of_jiff, jiff::Timestamp);
times!(of_chrono, chrono::DateTime<chrono::Utc>);
times!(of_time, time::OffsetDateTime);
times!(of_utc, time::UtcDateTime);
