//! Runs the tracker on <http://127.0.0.1:3000>, on an engine in this process.

use std::error::Error;

use dynamodel_service_example::{Tracker, router};
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // In production: `dynamodel::aws::Client::new(&aws_config::load_from_env().await)`, and the secret from a secret store.
    let secret =
        std::env::var("CURSOR_SECRET").unwrap_or_else(|_| "a secret for this example only".to_owned());
    let table = Tracker::table(dynamodel::embedded::client()).cursor_secrets([secret])?;
    table.create().await?;
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, router(table)).await?;
    Ok(())
}
