//! The entities of the examples, each of them.

use proptest::prelude::*;
use uuid::Uuid;

use crate::models::github::{GitHub, Issue, PullRequest, Repository, Star};
use crate::models::hierarchy::{File, Hierarchy, Shop};
use crate::models::orders::{
    Customer as OrdersCustomer, Line, Order, Orders, Product as OrdersProduct, Status,
};
use crate::models::sessions::{Session, Sessions, Token, User as SessionUser};
use crate::models::shop::{self, Customer, Order as ShopOrder, OrderLine, Product, Shop as ShopTable};
use crate::models::youtube::{Channel, ChannelVideo, Subscription, User, Video, YouTube};
use crate::values::{some_text, text, time, word};

case!(youtube_user: User in YouTube, |user| (user.user_id), {
    user_id: key = any::<u64>(),
    user_name: loaded = some_text(),
    created_at: set = time(),
});

case!(youtube_video: Video in YouTube, |video| (video.video_id), {
    video_id: key = any::<u64>(),
    video_title: loaded = text(),
    created_at: loaded = time(),
    creator_id: loaded = any::<u64>(),
    views: set = any::<u64>(),
    places: set = any::<u64>(),
    version: filled = Just(0),
});

case!(youtube_channel: Channel in YouTube, |channel| (channel.channel_id), {
    channel_id: key = any::<u64>(),
    channel_name: loaded = text(),
    created_at: loaded = time(),
    creator_id: loaded = any::<u64>(),
    subscribers: set = any::<u64>(),
});

case!(youtube_place: ChannelVideo in YouTube, |place| (place.channel_id, &place.created_at, place.video_id), {
    channel_id: key = any::<u64>(),
    video_id: key = any::<u64>(),
    video_title: set = text(),
    created_at: key = time(),
    creator_id: set = any::<u64>(),
});

case!(youtube_subscription: Subscription in YouTube, |edge| (edge.user_id, edge.channel_id), {
    user_id: key = any::<u64>(),
    channel_id: key = any::<u64>(),
});

case!(github_repository: Repository in GitHub, |repository| (&repository.owner, &repository.name), {
    owner: key = word(),
    name: key = word(),
    last_number: set = any::<u32>(),
    created_at: set = time(),
});

case!(github_issue: Issue in GitHub, |issue| (&issue.owner, &issue.repository, issue.number), {
    owner: key = word(),
    repository: key = word(),
    number: key = any::<u32>(),
    title: set = text(),
    created_at: set = time(),
});

case!(github_pull_request: PullRequest in GitHub, |pull| (&pull.owner, &pull.repository, pull.number), {
    owner: key = word(),
    repository: key = word(),
    number: key = any::<u32>(),
    title: set = text(),
    created_at: set = time(),
});

case!(github_star: Star in GitHub, |star| (&star.owner, &star.repository, &star.user), {
    owner: key = word(),
    repository: key = word(),
    user: key = word(),
    starred_at: set = time(),
});

case!(hierarchy_shop: Shop in Hierarchy, |shop| (&shop.country, &shop.state, &shop.city, &shop.name), {
    country: key = word(),
    state: key = word(),
    city: key = word(),
    name: key = word(),
});

case!(hierarchy_file: File in Hierarchy, |file| (&file.drive, &file.path), {
    drive: key = word(),
    path: key = some_text(),
    folder: set = some_text(),
});

case!(shop_customer: Customer in ShopTable, |customer| (customer.customer_id), {
    customer_id: key = any::<u64>(),
    email: loaded = word(),
});

case!(shop_product: Product in ShopTable, |product| (&product.sku), {
    sku: key = word(),
    category: loaded = word(),
    title: set = text(),
    cents: loaded = 0..100_u64,
    sold_out: loaded = any::<bool>(),
    description: set = text(),
});

case!(shop_order: ShopOrder in ShopTable, |order| (order.number), {
    number: key = any::<u64>(),
    buyer: set = any::<u64>(),
    warehouse: loaded = word(),
    placed_at: loaded = time(),
    status: loaded = prop_oneof![Just(shop::Status::Open), Just(shop::Status::Shipped)],
});

case!(shop_line: OrderLine in ShopTable, |line| (line.order_id, line.line), {
    order_id: key = any::<u64>(),
    line: key = 0..1000_u16,
    sku: set = word(),
    count: set = any::<u32>(),
});

case!(sessions_user: SessionUser in Sessions, |user| (&user.user_name), {
    user_name: key = word(),
    full_name: set = text(),
});

case!(sessions_session: Session in Sessions, |session| (&session.token), {
    token: key = any::<u128>().prop_map(|bits| Token(Uuid::from_u128(bits))),
    user_name: loaded = word(),
    device: set = text(),
    since: loaded = time(),
    expires_at: set = time(),
});

case!(orders_customer: OrdersCustomer in Orders, |customer| (customer.customer_id), {
    customer_id: key = any::<u64>(),
    name: set = text(),
});

case!(orders_product: OrdersProduct in Orders, |product| (&product.sku), {
    sku: key = word(),
    title: set = text(),
    stock: set = any::<u32>(),
});

case!(orders_order: Order in Orders, |order| (order.order_id), {
    order_id: key = any::<u64>(),
    customer_id: set = any::<u64>(),
    placed_at: loaded = time(),
    status: loaded = proptest::sample::select(vec![Status::Placed, Status::Shipped, Status::Cancelled]),
    version: filled = Just(0),
});

case!(orders_line: Line in Orders, |line| (line.order_id, &line.sku), {
    order_id: key = any::<u64>(),
    sku: key = word(),
    quantity: set = any::<u32>(),
});
