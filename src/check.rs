//! What must stay as it is: snapshots of pages, and facts about them.
//!
//! A **snapshot** is all that was made of a page, once looked at and accepted. It is written [`by_role`] and kept in
//! a file of insta's format ([`Snapshot`]), at a place that [`snapshot_path`] tells. A **[`Fact`]** is one thing that must hold,
//! such as “this text stands in a headline”. Where it does not, [`Fact::check`] says what was found instead.
//!
//! ```
//! use stonehand::{Options, check, page::json};
//!
//! let text = "Lock gates open again\nBy MARTHA PELLOW\nThe tide was still making. The gates opened.\n";
//! let pages = stonehand::read(text.as_bytes(), &Options::default())?;
//! let shapes: Vec<json::Page> = pages.iter().map(|page| json::Page::of(page, false)).collect();
//! let proof = check::Proof::of(&shapes);
//!
//! let facts = check::facts(r#"{"fact": "present", "text": "The gates opened", "in": "headline"}"#);
//! let (line, fact) = &facts[0];
//! let found = fact.as_ref().unwrap().check(&proof).unwrap_err();
//! assert_eq!(*line, 1);
//! assert_eq!(found, "no headline has it; it stands in paragraph 1 of article 1 (line 3)");
//! # Ok::<(), stonehand::read::ReadError>(())
//! ```
//!
//! Nothing here reads files or prints: the command `stonehand check` does.

mod fact;
mod judge;
mod name;
mod nearest;
mod proof;
mod roles;
mod snapshot;

pub use fact::{At, Claim, Fact, Role, facts};
pub use name::snapshot_path;
pub use proof::Proof;
pub use roles::by_role;
pub use snapshot::{Damaged, Snapshot};
