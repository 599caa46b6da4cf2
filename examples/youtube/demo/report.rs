//! The readable output.

use std::fmt;

use comfy_table::Table;
use comfy_table::presets::UTF8_BORDERS_ONLY;
use dynamodel::op::Cost;

use super::answers::{Answers, Measured};
use super::diary::Step;
use super::model::{ChannelCard, ChannelVideo, User, VideoCard};
use super::story::Story;

/// A row of a table.
trait Row {
    const COLUMNS: &'static [&'static str];
    fn cells(&self) -> Vec<String>;
}

impl Row for User {
    const COLUMNS: &'static [&'static str] = &["user", "name", "created"];

    fn cells(&self) -> Vec<String> {
        vec![self.user_id.to_string(), self.user_name.clone(), self.created_at.to_string()]
    }
}

impl Row for VideoCard {
    const COLUMNS: &'static [&'static str] = &["video", "title", "created", "creator"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.video_id.to_string(),
            self.video_title.clone(),
            self.created_at.to_string(),
            self.creator_id.to_string(),
        ]
    }
}

impl Row for ChannelCard {
    const COLUMNS: &'static [&'static str] = &["channel", "name", "created", "creator"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.channel_id.to_string(),
            self.channel_name.clone(),
            self.created_at.to_string(),
            self.creator_id.to_string(),
        ]
    }
}

impl Row for ChannelVideo {
    const COLUMNS: &'static [&'static str] = &["channel", "video", "title", "created", "creator"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.channel_id.to_string(),
            self.video_id.to_string(),
            self.video_title.clone(),
            self.created_at.to_string(),
            self.creator_id.to_string(),
        ]
    }
}

impl fmt::Display for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items = self.items.answer;
        writeln!(f, "The table holds {items} items, lookup copies included ({})\n", cost(&self.items.cost))?;
        one(f, "User 3", &self.user)?;
        one(f, "Video 5", &self.video)?;
        one(f, "Channel 1", &self.channel)?;
        many(f, "The videos of user 3, latest first", &self.user_videos)?;
        many(f, "The channels of user 3, latest first", &self.user_channels)?;
        many(f, "The videos of channel 1, latest first", &self.channel_videos)?;
        many(f, "Two videos of user 1, created at the same instant", &self.same_instant)
    }
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new();
        table.load_style(UTF8_BORDERS_ONLY).set_header(["then", "outcome", "cost"]);
        table.add_rows(self.steps.iter().map(Step::cells));
        writeln!(f, "And then it grows\n{table}")
    }
}

impl Step {
    fn cells(&self) -> [String; 3] {
        [self.what.to_owned(), self.outcome.clone(), self.cost.as_ref().map(cost).unwrap_or_default()]
    }
}

fn one<R: Row>(f: &mut fmt::Formatter<'_>, heading: &str, result: &Measured<Option<R>>) -> fmt::Result {
    section(f, heading, result.answer.as_slice(), &result.cost)
}

fn many<R: Row>(f: &mut fmt::Formatter<'_>, heading: &str, result: &Measured<Vec<R>>) -> fmt::Result {
    section(f, heading, &result.answer, &result.cost)
}

fn section<R: Row>(f: &mut fmt::Formatter<'_>, heading: &str, rows: &[R], spent: &Cost) -> fmt::Result {
    let mut table = Table::new();
    table.load_style(UTF8_BORDERS_ONLY).set_header(R::COLUMNS);
    table.add_rows(rows.iter().map(Row::cells));
    writeln!(f, "{heading} ({})\n{table}\n", cost(spent))
}

fn cost(cost: &Cost) -> String {
    let requests = if cost.requests == 1 { "request" } else { "requests" };
    format!("{} {requests}, {} capacity units", cost.requests, cost.capacity)
}
