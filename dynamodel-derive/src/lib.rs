//! The derive macros of dynamodel.
