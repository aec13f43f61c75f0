//! A Zoom App's backend on axum. The session is an encrypted cookie and the people are in Redis, so
//! any number of instances can run behind a load balancer.

mod app;
mod app_context;
mod pending;
mod people;
mod refusal;
mod routes;
mod session;
mod sign_in;
mod zoom;

use std::{env, error::Error};

use tokio::net::TcpListener;

use crate::app::App;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let router = routes::router(App::from_env().await?);
    let port = env::var("PORT").unwrap_or("3000".into());
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("Listening at http://{}/", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}
