//! PDF through poppler: `pdftotext -bbox-layout`, called by itself and not through a shell.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Result, anyhow, bail};

use super::input::plain;

/// The words of a PDF file with their boxes, as XHTML.
///
/// The file goes in through a pipe, so that its name can be no option.
pub fn layout(pdf: &[u8]) -> Result<Vec<u8>> {
    let mut command = Command::new("pdftotext");
    command.args(["-bbox-layout", "-enc", "UTF-8", "-", "-"]);
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!(
            "PDF is read through pdftotext, which is not installed here; it is part of poppler (apt install \
             poppler-utils, dnf install poppler-utils, brew install poppler)"
        ),
        Err(error) => bail!("pdftotext cannot be run: {}", plain(&error)),
    };
    let stdin = child.stdin.take();
    let output = thread::scope(|scope| {
        // Who does not want all of the file says why on standard error.
        scope.spawn(|| stdin.map(|mut pipe| pipe.write_all(pdf)));
        child.wait_with_output()
    });
    let output = output.map_err(|error| anyhow!("pdftotext: {}", plain(&error)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("it does not say why");
        bail!("pdftotext cannot read this PDF: {}", super::say::inert(said, false));
    }
    Ok(output.stdout)
}
