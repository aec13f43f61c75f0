//! What Zoom's redirect to the callback brings (RFC 6749, sections 4.1.2 and 4.1.2.1).

use axum::extract::{Query, rejection::QueryRejection};
use serde::Deserialize;

use super::Failure;
use crate::sign_in::is_code;

/// The parameters of the query. Parsing refuses one that comes twice.
#[derive(Deserialize)]
pub struct Fields {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
}

pub type Parameters = Result<Query<Fields>, QueryRejection>;

#[derive(Debug, PartialEq)]
pub enum ZoomRedirect {
    Code { code: String, state: String },
    CodeWithoutState,
    Error { error: Failure, state: Option<String> },
}

impl ZoomRedirect {
    /// Reads the parameters. One without a value counts as left out (RFC 6749, section 3.1).
    pub fn read(parameters: Parameters) -> Result<Self, Failure> {
        let Query(Fields { code, state, error }) = parameters.map_err(|_| "invalid_request")?;
        let given = |parameter: Option<String>| parameter.filter(|text| !text.is_empty());
        let state = given(state);
        if let Some(error) = given(error) {
            let error = if error == "access_denied" {
                "access_denied"
            } else {
                // Any link can have words of its own as the error. `{:?}` keeps them on one line.
                eprintln!("Zoom's consent page answered with the error {error:?}");
                "authorization_failed"
            };
            return Ok(Self::Error { error, state });
        }
        let code = given(code).filter(|code| is_code(code)).ok_or("invalid_request")?;
        Ok(match state {
            Some(state) => Self::Code { code, state },
            None => Self::CodeWithoutState,
        })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;

    use super::*;

    fn read(query: &str) -> Result<ZoomRedirect, Failure> {
        let uri: Uri = format!("/api/zoom/callback?{query}").parse().unwrap();
        ZoomRedirect::read(Query::try_from_uri(&uri))
    }

    #[test]
    fn reads_a_code_and_its_state() {
        let with_state = |state: &str| ZoomRedirect::Code { code: "a".into(), state: state.into() };
        assert_eq!(read("code=a&state=b&other=c&other=d"), Ok(with_state("b")));
        assert_eq!(read("state=%C3%BC&code=a"), Ok(with_state("ü")));
        assert_eq!(read("code=a"), Ok(ZoomRedirect::CodeWithoutState));
        assert_eq!(read("code=a&state=&error="), Ok(ZoomRedirect::CodeWithoutState));
    }

    #[test]
    fn tells_a_person_who_declines_from_other_errors() {
        let with_state = |error, state: Option<&str>| ZoomRedirect::Error {
            error,
            state: state.map(String::from),
        };
        let declined = with_state("access_denied", Some("b"));
        assert_eq!(read("error=access_denied&state=b"), Ok(declined));
        let other = with_state("authorization_failed", None);
        assert_eq!(read("error=words&code=a&state="), Ok(other));
    }

    #[test]
    fn refuses_malformed_codes_and_parameters_that_come_twice() {
        let longest = format!("code={}", "x".repeat(4096));
        assert_eq!(read(&longest), Ok(ZoomRedirect::CodeWithoutState));
        let too_long = format!("{longest}x");
        for query in
            ["", "state=b", "code=", "code=a+b", "code=%00", "code=%C3%BC", "code=%FF", &too_long]
        {
            assert_eq!(read(query), Err("invalid_request"), "{query}");
        }
        for query in ["code=a&code=a", "code=a&state=b&state=b", "error=a&error=a"] {
            assert_eq!(read(query), Err("invalid_request"), "{query}");
        }
    }
}
