//! What `check` may write: the words and the environment of insta.

use std::env;

use anyhow::{Result, bail};
use clap::ValueEnum;

/// What may be written, as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Update {
    /// Nothing where CI is set, and else what `new` does
    Auto,
    /// What differs waits as .snap.new
    New,
    /// What differs is accepted
    #[value(alias = "force")]
    Always,
    /// What has no snapshot yet is accepted; what differs waits
    Unseen,
    /// Nothing
    No,
}

/// What is written when a page differs from its snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Nothing at all.
    Nothing,
    /// A snapshot that waits.
    Pending,
    /// The snapshot itself.
    Accepted,
    /// The snapshot itself where there is none, and else one that waits.
    Unseen,
}

impl Update {
    /// The wish in `INSTA_UPDATE`.
    pub fn from_env() -> Result<Self> {
        let wish = env::var("INSTA_UPDATE").unwrap_or_default();
        match wish.as_str() {
            "" => Ok(Self::Auto),
            // As insta has them.
            "1" => Ok(Self::Always),
            "0" => Ok(Self::No),
            wish => match Self::from_str(wish, false) {
                Ok(update) => Ok(update),
                Err(_) => bail!("INSTA_UPDATE is {wish:?}; it may be auto, new, always, unseen or no"),
            },
        }
    }

    /// What it comes to here.
    pub fn written(self) -> Written {
        match self {
            Self::Auto if is_ci(env::var("CI").ok().as_deref()) => Written::Nothing,
            Self::Auto | Self::New => Written::Pending,
            Self::Always => Written::Accepted,
            Self::Unseen => Written::Unseen,
            Self::No => Written::Nothing,
        }
    }
}

/// Whether the value of `CI` says that nobody is there to look at what is written.
fn is_ci(value: Option<&str>) -> bool {
    !matches!(value, None | Some("" | "0" | "false"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ci_is_what_insta_takes_for_it() {
        for (value, ci) in
            [(None, false), (Some(""), false), (Some("false"), false), (Some("1"), true), (Some("true"), true)]
        {
            assert_eq!(is_ci(value), ci, "{value:?}");
        }
    }
}
