//! Colours, and the marks that stand for them where there are none.

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use stonehand::diff::{Kind, Side};

use crate::cli::output::Out;

/// How to show a part of a line.
pub fn style(kind: Kind, side: Side) -> Style {
    match (kind, side) {
        (Kind::Same, _) => Style::new(),
        (Kind::Layout, _) => Style::new().dimmed(),
        (Kind::Changed, Side::Before) => AnsiColor::Red.on_default().bold(),
        (Kind::Changed, Side::After) => AnsiColor::Green.on_default().bold(),
    }
}

pub const HEAD: Style = AnsiColor::Cyan.on_default();
pub const QUIET: Style = Style::new().dimmed();

/// Writes a text in which `[-…-]` and `{+…+}` are marks of differences, these in colour.
pub fn marks(out: &mut Out, text: &str) -> Result<()> {
    let mut rest = text;
    loop {
        let found = [("[-", "-]", Side::Before), ("{+", "+}", Side::After)]
            .into_iter()
            .filter_map(|(open, close, side)| {
                let start = rest.find(open)?;
                let end = start + open.len() + rest[start + open.len()..].find(close)? + close.len();
                Some((start, end, side))
            })
            .min_by_key(|found| found.0);
        let Some((start, end, side)) = found else { return out.write(rest) };
        out.write(&rest[..start])?;
        out.write_styled(style(Kind::Changed, side), &rest[start..end])?;
        rest = &rest[end..];
    }
}
