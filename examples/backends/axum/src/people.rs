//! The people who have signed in, by their Zoom user ID. They are in Redis.

use std::time::Duration;

use redis::{
    AsyncTypedCommands, Client, RedisError,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use serde::{Deserialize, Serialize};

use crate::refusal::{Refusal, SERVER_ERROR};

const TIMEOUT: Duration = Duration::from_secs(5);

#[derive(Deserialize, Serialize)]
pub struct Person {
    pub name: String,
    #[serde(flatten)]
    pub tokens: Tokens,
}

/// The tokens of a person, for later requests to Zoom's API.
#[derive(Deserialize, Serialize)]
pub struct Tokens {
    pub access_token: String,
    pub refresh_token: Option<String>,
    /// When the access token ends, in seconds since the epoch.
    pub expires_at: u64,
}

#[derive(Clone)]
pub struct People(ConnectionManager);

impl People {
    pub async fn connect(url: &str) -> Result<Self, RedisError> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(TIMEOUT))
            .set_response_timeout(Some(TIMEOUT))
            // By default a request waits 10 seconds for a Redis that is down.
            .set_number_of_retries(1);
        let client = Client::open(url)?;
        Ok(Self(ConnectionManager::new_with_config(client, config).await?))
    }

    pub async fn save(&self, id: &str, person: &Person) -> Result<(), Refusal> {
        let text = serde_json::to_string(person).map_err(|_| SERVER_ERROR)?;
        self.0.clone().set(key_of(id), text).await.map_err(failure)
    }

    pub async fn find(&self, id: &str) -> Result<Option<Person>, Refusal> {
        let text = self.0.clone().get(key_of(id)).await.map_err(failure)?;
        text.map(|text| serde_json::from_str(&text)).transpose().map_err(|_| {
            // The text holds tokens, and the error may quote it.
            eprintln!("Redis has a person in another form");
            SERVER_ERROR
        })
    }
}

fn key_of(id: &str) -> String {
    format!("zoom-person:{id}")
}

fn failure(error: RedisError) -> Refusal {
    eprintln!("Redis could not be reached, or refuses: {error}");
    SERVER_ERROR
}
