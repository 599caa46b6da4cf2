//! What does not compile, and how that is said: one rule each. `TRYBUILD=overwrite` accepts what
//! the compiler says now; read it as the person who gets it.

#[test]
fn messages() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    for family in std::fs::read_dir("tests/ui").expect("the families of cases").flatten() {
        if family.file_name() != "pass" {
            cases.compile_fail(family.path().join("*.rs"));
        }
    }
}
