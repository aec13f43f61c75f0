//! Reads what a failed answer says of its cause, without the secrets that it may repeat.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use js_sys::{Array, JSON, JsString, RegExp, encode_uri_component};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::UrlSearchParams;
use zeroize::Zeroizing;

use super::page_reason;
use crate::browser::foreign;

/// The members that say why a request failed: those of RFC 6749 (section 5.2), and `reason` of
/// Zoom's own answers, which some backends pass on.
const REASON_MEMBERS: [&str; 3] = ["error", "error_description", "reason"];
/// The length of the longest reason, in characters.
const MAX_REASON_CHARS: u32 = 300;

/// Takes secrets out of texts, in every form in which an answer can repeat them.
pub(super) struct Redactor(RegExp);

impl Redactor {
    pub(super) fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        let special_character = RegExp::new(r"\W", "g");
        let alternatives: Array = secrets
            .filter(|secret| !secret.is_empty())
            .flat_map(forms)
            .map(|form| form.replace_by_pattern(&special_character, r"\$&"))
            .collect();
        let pattern = Zeroizing::new(String::from(alternatives.join("|")));
        // Hexadecimal digits of an encoded secret can be of either case.
        Self(RegExp::new(&pattern, "gi"))
    }

    /// Returns the reasons that an answer gives, in one line: of JSON, those in its members; of a
    /// page or a text, its first line.
    pub(super) fn reasons(&self, answer: &JsValue) -> String {
        if let Some(page) = answer.dyn_ref::<JsString>() {
            let lines = page_reason::texts(page).map(|text| self.reason(&text, true));
            return lines.into_iter().find(|line| !line.is_empty()).unwrap_or_default();
        }
        let reasons = REASON_MEMBERS.iter().filter_map(|name| {
            let text = foreign::member(answer, name).dyn_into::<JsString>().ok()?;
            Some(self.reason(&text, false))
        });
        reasons.filter(|reason| !reason.is_empty()).collect::<Vec<_>>().join(": ")
    }

    /// Returns a text, or its first line, in one line and without secrets.
    fn reason(&self, text: &JsString, only_first_line: bool) -> String {
        // Redacting comes before cutting: a secret that is cut in two would not be found.
        let mut text = text.replace_by_pattern(&self.0, "[redacted]");
        if only_first_line {
            text = text.trim().split("\n").get(0).unchecked_into();
        }
        one_line(&String::from(text.slice(0, MAX_REASON_CHARS)))
    }
}

/// Returns a secret as it is, and as URLs, forms and JSON write it.
fn forms(secret: &str) -> Vec<JsString> {
    let plain = JsString::from(secret);
    let in_form = UrlSearchParams::new().map(|parameters| {
        parameters.append("", secret);
        let text = parameters.to_string();
        text.slice(1, text.length())
    });
    let in_json = JSON::stringify(&plain).map(|text| text.slice(1, text.length() - 1));
    let in_url = encode_uri_component(secret);
    [Some(plain), Some(in_url), in_form.ok(), in_json.ok()].into_iter().flatten().collect()
}

/// Returns a text in one line, without a full stop at its end.
fn one_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|character| character <= ' ').filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    line.strip_suffix('.').unwrap_or(&line).to_owned()
}
