//! The length limit of expressions.

use crate::error::Error;
use crate::error::Kind;

/// The maximum bytes of an expression.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters>
const MAX_BYTES: usize = 4 * 1024;

/// Refuses an expression that is too long for `DynamoDB`.
pub(crate) fn within_limit(text: String) -> Result<String, Error> {
    match text.len() {
        0..=MAX_BYTES => Ok(text),
        bytes => Err(Error::new(Kind::ExpressionTooLong { bytes, limit: MAX_BYTES })),
    }
}
