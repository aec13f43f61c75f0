//! Navigations: the requests by which a person opens a page in a tab or a window.

use axum::{
    extract::Request,
    http::{HeaderMap, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::refusal::Refusal;

/// Refuses what a page or the browser loads by itself: images, frames, scripts and prefetches. They
/// could use up or replace a sign-in that is under way.
pub async fn check_navigation(request: Request, next: Next) -> Response {
    if is_navigation(request.headers()) {
        next.run(request).await
    } else {
        Refusal(StatusCode::FORBIDDEN, "navigation_required").into_response()
    }
}

/// No page can write these headers. A request without them, of an older browser or of curl, counts
/// as a navigation.
fn is_navigation(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let is_page = match text("sec-fetch-dest") {
        None | Some("document") => true,
        // A service worker that passes a navigation on leaves the destination empty.
        Some("empty") => text("sec-fetch-mode") == Some("navigate"),
        Some(_) => false,
    };
    // Such as `prefetch;prerender`. Older browsers call the header Purpose.
    let is_prefetch = ["sec-purpose", "purpose"]
        .into_iter()
        .any(|name| text(name).is_some_and(|purpose| purpose.contains("prefetch")));
    is_page && !is_prefetch
}
