#![allow(missing_docs, unused)]
use dynamodel::{Entity, Holds, Table};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Video {
    pub video_id: u64,
    pub video_title: String,
    pub created_at: u32,
    pub creator_id: u64,
}

const _: () = {
    use ::dynamodel::__private as __p;

    #[automatically_derived]
    impl ::dynamodel::Entity for Video {
        const META: &'static __p::EntityMeta = &__p::EntityMeta {
            name: "Video",
            type_name: "Video",
            keys: &[
                __p::KeyMeta {
                    pattern: ::core::option::Option::None,
                    type_value: "Video",
                    pk: __p::Template {
                        entity: "Video",
                        text: "video-{video_id}",
                        role: __p::Role::Partition,
                        delimiter: "#",
                        parts: &[
                            __p::literal("video-"),
                            __p::segment::<u64, __p::spec::Partition>("video_id"),
                        ],
                    },
                    sk: ::core::option::Option::Some(__p::Template {
                        entity: "Video",
                        text: "_root",
                        role: __p::Role::Sort,
                        delimiter: "#",
                        parts: &[__p::literal("_root")],
                    }),
                },
                __p::KeyMeta {
                    pattern: ::core::option::Option::Some("by_creator"),
                    type_value: "Video.by_creator",
                    pk: __p::Template {
                        entity: "Video",
                        text: "user-{creator_id}-videos",
                        role: __p::Role::Partition,
                        delimiter: "#",
                        parts: &[
                            __p::literal("user-"),
                            __p::segment::<u64, __p::spec::Partition>("creator_id"),
                            __p::literal("-videos"),
                        ],
                    },
                    sk: ::core::option::Option::Some(__p::Template {
                        entity: "Video",
                        text: "{created_at}#{video_id}",
                        role: __p::Role::Sort,
                        delimiter: "#",
                        parts: &[
                            __p::segment::<u32, __p::spec::Sort>("created_at"),
                            __p::literal("#"),
                            __p::segment::<u64, __p::spec::SortLast>("video_id"),
                        ],
                    }),
                },
            ],
            fields: &[__p::FieldMeta { name: "video_id", attribute: "video_id", in_key: false }],
        };

        fn write_keys(&self) -> ::core::result::Result<::std::vec::Vec<__p::ItemKey>, __p::KeyError> {
            ::core::result::Result::Ok(::std::vec![
                __p::ItemKey::new(
                    __p::pk::<Self>(0).segment::<u64, __p::spec::Partition>(__p::arg::<
                        u64,
                        __p::spec::Partition,
                    >(
                        &self.video_id
                    )),
                    ::core::option::Option::Some(__p::sk::<Self>(0)),
                )?,
                __p::ItemKey::new(
                    __p::pk::<Self>(1).segment::<u64, __p::spec::Partition>(__p::arg::<
                        u64,
                        __p::spec::Partition,
                    >(
                        &self.creator_id
                    )),
                    ::core::option::Option::Some(
                        __p::sk::<Self>(1)
                            .segment::<u32, __p::spec::Sort>(__p::arg::<u32, __p::spec::Sort>(
                                &self.created_at
                            ))
                            .segment::<u64, __p::spec::SortLast>(__p::arg::<u64, __p::spec::SortLast>(
                                &self.video_id
                            ))
                    ),
                )?,
            ])
        }

        // every lossless field of the index-th key whose field has no `serde(with)`; first place it stands wins
        fn read_key(
            index: usize,
            key: &__p::StoredKey<'_>,
        ) -> ::core::result::Result<::std::vec::Vec<(&'static str, __p::AttributeValue)>, __p::Error>
        {
            let meta = &<Self as ::dynamodel::Entity>::META.keys[index];
            ::core::result::Result::Ok(match index {
                0 => ::std::vec![(
                    "video_id",
                    __p::attribute(&key.pk_value::<u64, __p::spec::Partition>(&meta.pk, 1)?)?
                ),],
                1 => ::std::vec![
                    ("creator_id", __p::attribute(&key.pk_value::<u64, __p::spec::Partition>(&meta.pk, 1)?)?),
                    // ...
                ],
                _ => ::std::vec![],
            })
        }
    }

    #[automatically_derived]
    impl Video {
        pub fn key(video_id: u64) -> ::core::result::Result<::dynamodel::Key<Self>, __p::Error> {
            ::dynamodel::Key::new(
                __p::pk::<Self>(0).segment::<u64, __p::spec::Partition>(video_id),
                ::core::option::Option::Some(__p::sk::<Self>(0)),
            )
        }
        pub fn decode_key(pk: &str, sk: &str) -> ::core::result::Result<(u64,), __p::Error> {
            let pk = __p::read_pk::<Self>(0, pk)?;
            let sk = __p::read_sk::<Self>(0, sk)?;
            ::core::result::Result::Ok((pk.value::<u64, __p::spec::Partition>(1)?,))
        }
        pub fn get(video_id: u64) -> ::dynamodel::Get<Self> {
            __p::get(Self::key(video_id))
        }
        pub fn delete(video_id: u64) -> ::dynamodel::Delete<Self> {
            __p::delete(Self::key(video_id))
        }
        pub fn by_creator(
            creator_id: u64,
        ) -> ::dynamodel::Query<
            Self,
            (__p::Seg<u32, __p::spec::Sort>, (__p::Seg<u64, __p::spec::SortLast>, ())),
        > {
            __p::query(1, __p::pk::<Self>(1).segment::<u64, __p::spec::Partition>(creator_id))
        }
    }

    const _: () = __p::check_template(&<Video as ::dynamodel::Entity>::META.keys[0].pk);
};

pub enum YouTube {
    Video(Video),
    Boxed(Box<u8>),
}

const _: () = {
    use ::dynamodel::__private as __p;

    #[automatically_derived]
    impl ::dynamodel::Table for YouTube {
        const META: &'static __p::TableMeta = &__p::TableMeta {
            ident: "YouTube",
            name: "entities",
            pk: __p::KeyAttribute { name: "pk", kind: __p::KeyKind::String },
            sk: ::core::option::Option::Some(__p::KeyAttribute { name: "sk", kind: __p::KeyKind::String }),
            type_attribute: ::core::option::Option::Some("entity_type"),
            revision_attribute: "_revision",
            entities: &[<Video as ::dynamodel::Entity>::META],
            shared: &[],
        };
        fn decode(index: usize, stored: __p::Stored<'_>) -> ::core::result::Result<Self, __p::Error> {
            match index {
                0 => __p::decode::<Video>(stored).map(Self::Video),
                // a `Box<E>` variant: .map(|value| Self::Boxed(Box::new(value)))
                _ => ::core::result::Result::Err(stored.unknown()),
            }
        }
    }
    #[automatically_derived]
    impl ::dynamodel::Holds<Video> for YouTube {
        const INDEX: usize = 0;
    }
    #[automatically_derived]
    impl ::core::convert::From<Video> for YouTube {
        fn from(value: Video) -> Self {
            Self::Video(value)
        }
    }
    #[automatically_derived]
    impl YouTube {
        pub fn table(client: __p::Client) -> ::dynamodel::TableClient<Self> {
            __p::table(client)
        }
        pub fn scan() -> ::dynamodel::Scan<Self> {
            __p::scan()
        }
    }
    const _: () = __p::prove::<YouTube>(0); // one per variant, spanned at the variant
};

#[test]
fn golden() {
    let video = Video { video_id: 7, video_title: "x".into(), created_at: 1, creator_id: 3 };
    let _ = Video::by_creator(3).range(3..4);
    let _ = Video::by_creator(3).range((3, 4)..=(3, 9));
    let _ = Video::by_creator(3).prefix((2024,)).range(2..6);
    let _ = Video::by_creator(3).prefix(2024).range(2..);
    let _ = Video::by_creator("3".parse().unwrap());
    assert_eq!(Video::key(7).unwrap().pk(), "video-7");
    assert_eq!(Video::decode_key("video-7", "_root").unwrap(), (7,));
    let _ = Video::delete(7);
    let _ = video.delete();
    let _ = video.create();
    let keys = video.write_keys().unwrap();
    println!("{keys:?}");
}
