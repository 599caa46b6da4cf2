//! What does not compile, and how that is said: one rule each. `TRYBUILD=overwrite` accepts what
//! the compiler says now; read it as the person who gets it.

#[test]
fn messages() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}
