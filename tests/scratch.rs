#![allow(missing_docs)]
#[path = "../examples/youtube/data.rs"]
mod data;
mod model {
    use dynamodel::{Entity, Holds, Table};
    use jiff::Timestamp;
    use serde::{Deserialize, Serialize};
    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(pk = "user-{user_id}", sk = "_root")]
    pub struct User {
        pub user_id: u64,
        pub user_name: String,
        pub created_at: Timestamp,
    }
    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(pk = "video-{video_id}", sk = "_root")]
    #[lookup(name = "by_creator", pk = "user-{creator_id}-videos", sk = "{created_at}#{video_id}")]
    pub struct Video {
        pub video_id: u64,
        pub video_title: String,
        pub created_at: Timestamp,
        pub creator_id: u64,
    }
    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(pk = "channel-{channel_id}", sk = "_root")]
    #[lookup(name = "by_creator", pk = "user-{creator_id}-channels", sk = "{created_at}#{channel_id}")]
    pub struct Channel {
        pub channel_id: u64,
        pub channel_name: String,
        pub created_at: Timestamp,
        pub creator_id: u64,
    }
    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(name = "in_channel", pk = "channel-{channel_id}-videos", sk = "{created_at}#{video_id}")]
    pub struct ChannelVideo {
        pub channel_id: u64,
        pub video_id: u64,
        pub video_title: String,
        pub created_at: Timestamp,
        pub creator_id: u64,
    }
    impl ChannelVideo {
        pub fn new(channel_id: u64, video: &Video) -> Self {
            let Video { video_id, video_title, created_at, creator_id } = video.clone();
            Self { channel_id, video_id, video_title, created_at, creator_id }
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    pub enum YouTube {
        User(User),
        Video(Video),
        Channel(Channel),
        ChannelVideo(ChannelVideo),
    }
    const _: () = {
        use ::dynamodel::__private as __p;
        impl ::dynamodel::Table for YouTube {
            const META: &'static __p::TableMeta = &__p::TableMeta {
                ident: "YouTube",
                name: "entities",
                pk: __p::KeyAttribute { name: "pk", kind: __p::KeyKind::String },
                sk: ::core::option::Option::Some(__p::KeyAttribute {
                    name: "sk",
                    kind: __p::KeyKind::String,
                }),
                type_attribute: ::core::option::Option::Some("entity_type"),
                revision_attribute: "_revision",
                entities: &[
                    <User as Entity>::META,
                    <Video as Entity>::META,
                    <Channel as Entity>::META,
                    <ChannelVideo as Entity>::META,
                ],
                shared: &[],
            };
            fn decode(index: usize, stored: __p::Stored<'_>) -> Result<Self, __p::Error> {
                match index {
                    0 => __p::decode::<User>(stored).map(Self::User),
                    1 => __p::decode::<Video>(stored).map(Self::Video),
                    2 => __p::decode::<Channel>(stored).map(Self::Channel),
                    3 => __p::decode::<ChannelVideo>(stored).map(Self::ChannelVideo),
                    _ => Err(stored.unknown()),
                }
            }
        }
        impl Holds<User> for YouTube {
            const INDEX: usize = 0;
        }
        impl Holds<Video> for YouTube {
            const INDEX: usize = 1;
        }
        impl Holds<Channel> for YouTube {
            const INDEX: usize = 2;
        }
        impl Holds<ChannelVideo> for YouTube {
            const INDEX: usize = 3;
        }
        impl YouTube {
            pub fn table(client: __p::Client) -> ::dynamodel::TableClient<Self> {
                __p::table(client)
            }
            pub fn scan() -> ::dynamodel::Scan<Self> {
                __p::scan()
            }
        }
        const _: () = __p::prove::<YouTube>(0);
        const _: () = __p::prove::<YouTube>(1);
        const _: () = __p::prove::<YouTube>(2);
        const _: () = __p::prove::<YouTube>(3);
    };
}
use dynamodel::Entity;
use model::*;

#[tokio::test]
async fn scratch() -> Result<(), Box<dyn std::error::Error>> {
    let table = YouTube::table(dynamodel::embedded::client());
    table.create().await?;
    data::load(&table).await?;
    assert_eq!(YouTube::scan().with_copies().count(&table).await?, 29);
    assert_eq!(YouTube::scan().count(&table).await?, 18);
    println!("{:?}", Video::by_creator(3).rev().take(2).request(&table)?);
    let v = Video::by_creator(3).rev().take(5).all(&table).await?;
    assert_eq!(v.iter().map(|v| v.video_id).collect::<Vec<_>>(), [9, 8, 7, 6, 5]);
    let page = Video::by_creator(3).take(5).page(&table).await?;
    assert!(page.cursor.is_none());
    let page = Video::by_creator(3).take(4).page(&table).await?;
    let page = Video::by_creator(3).take(4).after(page.cursor).page(&table).await?;
    assert_eq!(page.items.len(), 1);
    let mut v = Video::get(5).send(&table).await?.unwrap();
    v.created_at = "2021-01-01T00:00:00Z".parse()?;
    v.put().send(&table).await?;
    assert_eq!(YouTube::scan().with_copies().count(&table).await?, 29);
    let e = v.create().send(&table).await.unwrap_err();
    println!("{e}\n{e:?}");
    let n = Video::by_creator(3)
        .range("2020-02-06T00:00:00Z".parse::<jiff::Timestamp>()?..)
        .count(&table)
        .await?;
    assert_eq!(n, 5);
    Video::delete(5).send(&table).await?;
    assert_eq!(YouTube::scan().with_copies().count(&table).await?, 27);
    Ok(())
}
