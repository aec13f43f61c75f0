//! Reads the reason of a failure in an answer that is not JSON: an error page, or a plain text.
//!
//! `js/shared/page-reason.js` has the same rules; one table of pages tests both. The page stays in
//! JavaScript: it can repeat a secret, of which no copy is left in the wasm memory.

use js_sys::{JsString, RegExp};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// The elements of an error page with the reason: Express has `<pre>`, proxies the others.
const ELEMENTS: [&str; 3] = ["pre", "h1", "title"];

/// A tag, perhaps a line break, or a character by its number or its name.
const MARKUP: &str = r"<(br\b)?[^<>]*>|&(?:#(x?[\da-f]+)|(\w+));";

/// Returns the texts of a page that can say what failed, the likeliest first, or a text that is not
/// a page.
pub(super) fn texts(page: &JsString) -> impl Iterator<Item = JsString> {
    let is_page = page.trim_start().starts_with("<", 0);
    let whole = (!is_page).then(|| page.clone());
    let elements: &[&str] = if is_page { &ELEMENTS } else { &[] };
    whole.into_iter().chain(elements.iter().map(|element| text_in(element, page)))
}

/// Returns the text in the first element of a name. Empty if there is none.
fn text_in(element: &str, page: &JsString) -> JsString {
    let tag = RegExp::new(&alloc::format!(r"</?{element}\b[^<>]*>"), "i");
    let Ok(content) = page.split_by_pattern(&tag).get(1).dyn_into::<JsString>() else {
        return JsString::from("");
    };
    let decode = Closure::<dyn Fn(JsString, JsValue, JsValue, JsValue) -> JsString>::new(decode);
    let markup = RegExp::new(MARKUP, "gi");
    content.replace_by_pattern_with_function(&markup, decode.as_ref().unchecked_ref())
}

fn decode(written: JsString, line_break: JsValue, number: JsValue, name: JsValue) -> JsString {
    if let Some(number) = number.as_string() {
        let parsed = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return JsString::from_char_code1(parsed.unwrap_or_default());
    }
    let text = match name.as_string().as_deref() {
        Some("lt") => "<",
        Some("gt") => ">",
        Some("quot") => "\"",
        Some("apos") => "'",
        Some("amp") => "&",
        Some("nbsp") => " ",
        Some(_) => return written,
        None if line_break.is_undefined() => "",
        None => "\n",
    };
    JsString::from(text)
}
