//! What an input stands for: itself, the pages of the issue that it names, or what poppler makes of it.

use std::borrow::Cow;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use stonehand::Options;
use stonehand::read::{Format, How, mets};

use super::input::{Input, plain};
use super::poppler;

/// Bytes to read, and how.
#[derive(Debug)]
pub struct Part<'a> {
    pub bytes: Cow<'a, [u8]>,
    pub options: Options,
    /// The form that the input came in, where what is read is made of it.
    pub made_of: Option<Format>,
}

/// The parts of an input, in the order of its pages.
pub fn parts<'a>(input: &Input, bytes: &'a [u8], options: &Options) -> Result<Vec<Part<'a>>> {
    let format = match options.format {
        Format::Auto => Format::of(bytes),
        format => format,
    };
    let read_as = |format: Format, name: String| {
        let mut options = options.clone();
        (options.format, options.name) = (format, name);
        options
    };
    match format {
        Format::Pdf => {
            let mut options = read_as(Format::Bbox, options.name.clone());
            options.encoding = None;
            Ok(vec![Part { bytes: poppler::layout(bytes)?.into(), options, made_of: Some(Format::Pdf) }])
        }
        Format::Mets => {
            let how = How { name: &options.name, encoding: options.encoding.as_deref(), format };
            let files = mets::files(bytes, how)?;
            let Input::File(path) = input else {
                bail!("a METS file names the files of its pages, which stand beside it: give its name, not its bytes");
            };
            let [beside, named] = [path, Path::new(&options.name)].map(|path| path.parent().unwrap_or(Path::new("")));
            let part = |(number, href): (usize, &String)| {
                let page = inside(href).with_context(|| format!("page {number}"))?;
                let name = named.join(&page).to_string_lossy().into_owned();
                let bytes = fs::read(beside.join(&page))
                    .map_err(|error| anyhow!("page {number}: {name}: {}", plain(&error)))?;
                Ok(Part { bytes: bytes.into(), options: read_as(Format::Auto, name), made_of: None })
            };
            (1..).zip(&files).map(part).collect()
        }
        format => {
            Ok(vec![Part { bytes: bytes.into(), options: read_as(format, options.name.clone()), made_of: None }])
        }
    }
}

/// The path that a reference in a METS file stands for, below the directory of that file.
fn inside(href: &str) -> Result<PathBuf> {
    let shown = || super::say::inert(href, false);
    let rest = href.strip_prefix("file://").or_else(|| href.strip_prefix("file:")).unwrap_or(href);
    if rest.contains("://") {
        bail!("{} is not beside the METS file, and stonehand does not use the network; fetch it first", shown());
    }
    let path = unescaped(rest);
    let steps = Path::new(&path).components().filter(|step| *step != Component::CurDir);
    let below: Option<PathBuf> =
        steps.map(|step| if let Component::Normal(name) = step { Some(name) } else { None }).collect();
    match below.filter(|below| !below.as_os_str().is_empty() && !path.contains(['\0', '\\'])) {
        Some(below) => Ok(below),
        None => bail!("{} leads out of the directory of the METS file; such files are not read", shown()),
    }
}

/// `%20` and its like as what they stand for.
fn unescaped(href: &str) -> String {
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let code = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| href.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_below_the_directory() {
        for (href, path) in [
            ("alto/1.xml", Some("alto/1.xml")),
            ("./alto/1.xml", Some("alto/1.xml")),
            ("..\\1.xml", None),
            ("file://./alto/1.xml", Some("alto/1.xml")),
            ("file:alto/1%20a.xml", Some("alto/1 a.xml")),
            ("100%.xml", Some("100%.xml")),
            ("", None),
            ("../1.xml", None),
            ("alto/%2e%2e/../../1.xml", None),
            ("%2e%2e/1.xml", None),
            ("/etc/passwd", None),
            ("file:///etc/passwd", None),
            ("%2fetc/passwd", None),
            ("http://example.org/1.xml", None),
        ] {
            assert_eq!(inside(href).ok(), path.map(PathBuf::from), "{href}");
        }
    }
}
