//! Japanese.

/// The share of kana among ideographs and kana, in hundredths, from which a page is Japanese.
///
/// Japanese prose has half and more; a Chinese page may quote a name in kana.
pub(super) const KANA_SHARE: u32 = 10;
