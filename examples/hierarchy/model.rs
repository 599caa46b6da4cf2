//! The model: shops by place, and files by path.
#![allow(clippy::duplicated_attributes, reason = "two keys may sort alike")]

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

/// A shop, listed by country, state or city.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "in_country", pk = "country-{country}", sk = "shop#{state}#{city}#{name}")]
pub struct Shop {
    pub country: String,
    pub state: String,
    pub city: String,
    pub name: String,
}

impl Shop {
    pub fn new(country: &str, state: &str, city: &str, name: &str) -> Self {
        Self { country: country.into(), state: state.into(), city: city.into(), name: name.into() }
    }
}

/// A file, read by path, and listed by folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "in_drive", pk = "drive-{drive}", sk = "{path:any}")]
#[key(index = "folders", name = "in_folder", pk = "{drive}#{folder:any}", sk = "{path:any}")]
pub struct File {
    pub drive: String,
    pub path: String,
    pub folder: String,
}

impl File {
    pub fn new(drive: &str, path: &str) -> Self {
        let folder = path.rsplit_once('/').map_or("/", |(folder, _)| folder);
        Self { drive: drive.to_owned(), path: path.to_owned(), folder: folder.to_owned() }
    }
}

/// All entities of the table.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "hierarchy", type_attribute = "entity_type")]
#[index(name = "folders", pk = "folder_pk", sk = "folder_sk")]
pub enum Hierarchy {
    Shop(Shop),
    File(File),
}
