//! Requests to Zoom's API.

use oauth2::url::Url;
use serde::Deserialize;
use serde_json::json;

use super::{Zoom, failure};
use crate::{refusal::Refusal, session::User};

/// The schemes of links that run or show their own content.
const CONTENT_SCHEMES: [&str; 4] = ["javascript", "data", "blob", "vbscript"];

/// The user in the answer of `GET /v2/users/me`.
#[derive(Deserialize)]
struct ZoomUser {
    id: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
}

/// The answer of `POST /v2/zoomapp/deeplink`.
#[derive(Deserialize)]
struct DeepLink {
    /// An absolute URL.
    deeplink: Url,
}

impl Zoom {
    /// Returns the user that an access token belongs to.
    pub async fn user(&self, access_token: &str) -> Result<User, Refusal> {
        let request = self.http.get(format!("{}/users/me", self.api_url)).bearer_auth(access_token);
        let answer = async { request.send().await?.error_for_status()?.json().await };
        let ZoomUser { id, display_name, first_name, last_name } =
            answer.await.map_err(|error| failure(&error))?;
        let name = if display_name.is_empty() {
            format!("{first_name} {last_name}")
        } else {
            display_name
        };
        Ok(User { id, name: name.trim().to_owned() })
    }

    /// Asks for a link that opens the app in the Zoom client. The app gets `action` as `act` of its
    /// context.
    pub async fn deep_link(&self, access_token: &str, action: &str) -> Option<Url> {
        let request = self
            .http
            .post(format!("{}/zoomapp/deeplink", self.api_url))
            .bearer_auth(access_token)
            .json(&json!({ "action": action }));
        let answer = async { request.send().await?.error_for_status()?.json().await };
        match answer.await {
            Ok(DeepLink { deeplink }) if is_safe(&deeplink) => Some(deeplink),
            Ok(DeepLink { deeplink }) => {
                eprintln!("Zoom's deep link has the scheme {}", deeplink.scheme());
                None
            }
            Err(error) => {
                eprintln!("Zoom gave no deep link: {error}");
                None
            }
        }
    }
}

fn is_safe(link: &Url) -> bool {
    !CONTENT_SCHEMES.contains(&link.scheme())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(link: &str) -> Option<Url> {
        let answer = json!({ "deeplink": link });
        let answer: DeepLink = serde_json::from_value(answer).ok()?;
        Some(answer.deeplink).filter(is_safe)
    }

    #[test]
    fn a_deep_link_is_an_absolute_url() {
        for link in ["https://zoom.us/launch?action=added", "zoommtg://zoom.us/launch"] {
            assert_eq!(parse(link).unwrap().as_str(), link);
        }
        for link in ["", "/launch", "//zoom.us/launch", "zoom.us"] {
            assert_eq!(parse(link), None, "{link}");
        }
    }

    #[test]
    fn a_deep_link_is_not_a_script() {
        for link in
            ["javascript:alert(1)", " JavaScript:alert(1)", "data:,a", "blob:a", "vbscript:a"]
        {
            assert_eq!(parse(link), None, "{link}");
        }
    }
}
