//! An in-process engine.
