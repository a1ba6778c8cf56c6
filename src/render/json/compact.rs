//! JSON on one line.
//!
//! Pages are written by the thousand, and nearly all that is written is text without anything to escape. So this writer
//! looks at each string once, by the first bytes of its characters, and at the names of fields not at all. It writes
//! what the types of [`crate::page::json`] are made of, and refuses what they never hold.

use serde::ser::{
    Error as _, Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeTuple, SerializeTupleStruct, Serializer,
};
use serde_json::Error;

use super::hidden_len;

/// Writes `value` behind what `out` has already.
pub(super) fn write(value: &impl Serialize, out: &mut Vec<u8>) -> Result<(), Error> {
    value.serialize(Writer { out })
}

/// By the first byte of a character: how many bytes to pass over; 0 where it may need an escape.
const STEP: [u8; 256] = {
    let mut step = super::STEP;
    let mut control = 0;
    while control < b' ' as usize {
        step[control] = 0;
        control += 1;
    }
    step[b'"' as usize] = 0;
    step[b'\\' as usize] = 0;
    step
};

/// Writes a string with its quotes.
fn string(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    let (mut done, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        let step = STEP[usize::from(byte)];
        if step > 0 {
            at += usize::from(step);
            continue;
        }
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\t' => b't',
            b'\r' => b'r',
            0x08 => b'b',
            0x0c => b'f',
            _ => 0,
        };
        let len = if byte < 0x80 { 1 } else { hidden_len(&bytes[at..]) };
        if len > 0 {
            out.extend_from_slice(&bytes[done..at]);
            if short > 0 {
                out.extend([b'\\', short]);
            } else {
                text[at..at + len].encode_utf16().for_each(|unit| escape(unit, out));
            }
            done = at + len;
        }
        at += len.max(1);
    }
    out.extend_from_slice(&bytes[done..]);
    out.push(b'"');
}

fn escape(unit: u16, out: &mut Vec<u8>) {
    let digit = |shift: u32| b"0123456789abcdef"[usize::from(unit >> shift & 0xF)];
    out.extend([b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
}

/// What a page never holds.
fn foreign<T>() -> Result<T, Error> {
    Err(Error::custom("no part of a page"))
}

/// Writes one value.
struct Writer<'a> {
    out: &'a mut Vec<u8>,
}

impl<'a> Writer<'a> {
    fn open(self, bracket: u8, close: u8) -> Members<'a> {
        self.out.push(bracket);
        Members { out: self.out, close }
    }
}

/// Writes the members of a list or an object.
struct Members<'a> {
    out: &'a mut Vec<u8>,
    close: u8,
}

impl Members<'_> {
    /// Parts a member from the one before it: no value ends with an opening bracket.
    fn part(&mut self) {
        if !matches!(self.out.last(), Some(b'[' | b'{')) {
            self.out.push(b',');
        }
    }

    fn member<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        self.part();
        value.serialize(Writer { out: self.out })
    }

    fn close(self) {
        self.out.push(self.close);
    }
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Members<'a>;
    type SerializeTuple = Members<'a>;
    type SerializeTupleStruct = Members<'a>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = Members<'a>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        string(text, self.out);
        Ok(())
    }

    fn serialize_u64(self, n: u64) -> Result<(), Error> {
        self.out.extend_from_slice(itoa::Buffer::new().format(n).as_bytes());
        Ok(())
    }

    fn serialize_f64(self, n: f64) -> Result<(), Error> {
        serde_json::to_writer(self.out, &n)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'a>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<'a>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Members<'a>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'a>, Error> {
        Ok(self.open(b'{', b'}'))
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_bool(self, yes: bool) -> Result<(), Error> {
        self.out.extend_from_slice(if yes { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_char(self, c: char) -> Result<(), Error> {
        self.serialize_str(c.encode_utf8(&mut [0; 4]))
    }

    fn serialize_u8(self, n: u8) -> Result<(), Error> {
        self.serialize_u64(n.into())
    }

    fn serialize_u16(self, n: u16) -> Result<(), Error> {
        self.serialize_u64(n.into())
    }

    fn serialize_u32(self, n: u32) -> Result<(), Error> {
        self.out.extend_from_slice(itoa::Buffer::new().format(n).as_bytes());
        Ok(())
    }

    fn serialize_i8(self, n: i8) -> Result<(), Error> {
        self.serialize_i64(n.into())
    }

    fn serialize_i16(self, n: i16) -> Result<(), Error> {
        self.serialize_i64(n.into())
    }

    fn serialize_i32(self, n: i32) -> Result<(), Error> {
        self.serialize_i64(n.into())
    }

    fn serialize_i64(self, n: i64) -> Result<(), Error> {
        self.out.extend_from_slice(itoa::Buffer::new().format(n).as_bytes());
        Ok(())
    }

    fn serialize_f32(self, n: f32) -> Result<(), Error> {
        serde_json::to_writer(self.out, &n)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        foreign()
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        foreign()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        foreign()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        foreign()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        foreign()
    }
}

impl SerializeSeq for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        self.member(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeTuple for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        self.member(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeTupleStruct for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        self.member(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.part();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        value.serialize(Writer { out: self.out })
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_serde_json_writes_but_for_hidden_characters() {
        let both = |value: &dyn Fn(&mut Vec<u8>), other: String| {
            let mut out = Vec::new();
            value(&mut out);
            assert_eq!(String::from_utf8(out).unwrap(), other);
        };
        let all: String = ('\0'..='\u{7e}').chain("“甲”，é…𠀀\u{fffd}".chars()).collect();
        both(&|out| write(&all, out).unwrap(), serde_json::to_string(&all).unwrap());
        for n in [0, 7, 10, 999, u64::MAX] {
            both(&|out| write(&n, out).unwrap(), n.to_string());
        }
        both(&|out| write(&i64::MIN, out).unwrap(), i64::MIN.to_string());
        let sheet = crate::Options::default();
        let page = include_str!("../../../samples/zh-Hans/front-page.txt");
        for page in crate::pages(page.as_bytes(), &sheet).unwrap() {
            let shape = crate::page::json::Page::of(&page, true);
            both(&|out| write(&shape, out).unwrap(), serde_json::to_string(&shape).unwrap());
        }
    }
}
