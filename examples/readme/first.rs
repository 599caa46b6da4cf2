use dynamodel::Entity as _;
use jiff::civil::date;
use videos::{User, Video, YouTube};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // An engine in this process. In production, pass a `dynamodel::aws::Client`.
    let table = YouTube::table(dynamodel::embedded::client());
    table.create().await?;

    User { user_id: 3, name: "cathy".into() }.create().send(&table).await?;
    for (video_id, day) in [(8, 14), (9, 29)] {
        let title = format!("video {video_id}");
        let video = Video { video_id, creator_id: 3, uploaded: date(2020, 2, day), title };
        video.create().send(&table).await?; // one transaction: the item and its copy
    }

    let user = User::get(3).required().send(&table).await?;
    println!("The latest videos of {}:", user.name);
    for video in Video::by_creator(3).rev().take(5).all(&table).await? {
        println!("  {}  {}", video.uploaded, video.title);
    }
    let early = Video::by_creator(3).range(..date(2020, 2, 29)).count(&table).await?;
    println!("Uploaded before February 29: {early}");

    match (User { user_id: 4, name: "cathy".into() }).create().send(&table).await {
        Err(error) if error.is_unique_violation() => println!("Taken: {:?}", error.unique_field()),
        result => result?,
    }
    Ok(())
}
