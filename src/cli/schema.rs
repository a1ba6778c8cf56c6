//! `stonehand schema`: the JSON Schema of a page.

use anyhow::Result;

use super::exit::Exit;
use super::output;

/// Runs `stonehand schema`.
pub fn run() -> Result<Exit> {
    output::print(&stonehand::page::json::schema())
}
