//! The languages of the newspapers, as data.
//!
//! A page's language is found by a census of its characters ([`Census`]); the language modules hold word lists and
//! nothing else.

use std::fmt;
use std::str::FromStr;

/// A language with its script, as stonehand tells them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Chinese in simplified characters.
    #[default]
    ZhHans,
    /// Chinese in traditional characters.
    ZhHant,
    /// English.
    En,
    /// German.
    De,
    /// Japanese.
    Ja,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::ZhHans, Self::ZhHant, Self::En, Self::De, Self::Ja];
    /// Those that are written in ideographs, without spaces between words.
    pub const IDEOGRAPHIC: &'static [Self] = &[Self::ZhHans, Self::ZhHant, Self::Ja];
    /// Chinese in both scripts.
    pub const CHINESE: &'static [Self] = &[Self::ZhHans, Self::ZhHant];
    /// Those that are written in Latin letters.
    pub const LATIN: &'static [Self] = &[Self::En, Self::De];

    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
            Self::De => "de",
            Self::Ja => "ja",
        }
    }

    /// Whether it is written in ideographs.
    #[must_use]
    pub fn is_ideographic(self) -> bool {
        Self::IDEOGRAPHIC.contains(&self)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(tag: &str) -> Result<Self, String> {
        match tag.to_ascii_lowercase().as_str() {
            "zh" | "zh-hans" | "zh-cn" | "zh-sg" => Ok(Self::ZhHans),
            "zh-hant" | "zh-tw" | "zh-hk" | "zh-mo" => Ok(Self::ZhHant),
            "en" | "en-gb" | "en-us" => Ok(Self::En),
            "de" | "de-de" | "de-at" | "de-ch" => Ok(Self::De),
            "ja" | "ja-jp" => Ok(Self::Ja),
            _ => Err(format!("{tag:?} is no language stonehand knows; choose zh-Hans, zh-Hant, en, de or ja")),
        }
    }
}
