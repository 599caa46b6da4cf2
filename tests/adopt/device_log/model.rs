//! The entity of the log.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use dynamodel::expr::OrderedAttribute;
use dynamodel::{Entity, KeySegment, Number, Table};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum State {
    Normal,
    Warning1,
    Warning2,
    Warning3,
    Warning4,
}

/// A local time in whole seconds: its texts, all of one length, sort as the times do.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
pub(super) struct Second(pub(super) DateTime);

impl OrderedAttribute for Second {}

/// The device and the state stand only in the key. The time is the sort key of an index too, in an attribute of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "PascalCase")]
#[key(name = "of_device", pk = "d#{device}", sk = "{state}#{date:s:exact}")]
#[key(index = "GSI-1", name = "by_operator", pk = [operator], sk = [date])]
#[key(index = "GSI-2", name = "escalated_to", pk = "{escalated_to}", sk = "{state}#{date:s:exact}")]
pub(super) struct Log {
    #[entity(in_key)]
    pub(super) device: u32,
    #[entity(in_key)]
    pub(super) state: State,
    pub(super) date: Second,
    pub(super) operator: Option<String>,
    pub(super) escalated_to: Option<String>,
    #[serde(rename = "reading")]
    pub(super) reading: Option<Number>,
    #[serde(rename = "note")]
    pub(super) note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "device_log", pk = "DeviceID", sk = "State#Date")]
#[index(name = "GSI-1", pk = "Operator", sk = "Date")]
#[index(name = "GSI-2", pk = "EscalatedTo", sk = "State#Date")]
pub(super) enum DeviceLog {
    Log(Log),
}
