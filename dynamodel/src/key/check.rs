//! The rules of a template that need the types of its fields.

use super::Template;

/// Checks one template.
pub const fn check_template(template: &Template) {
    let _ = template;
}
