//! Japanese.

/// The share of kana among ideographs and kana, in hundredths, from which a page is Japanese.
///
/// Japanese prose has half and more; a Chinese page may quote a name in kana.
pub(super) const KANA_SHARE: u32 = 10;

/// Characters that may stand behind a number, where they are not written as in Chinese.
pub(super) const MEASURES: &str = "円歳才時号階軒杯匹枚冊通便戦勝敗区町つか";

/// Words next to which a space divides names.
pub(super) const CREDITS: &[&str] = &["記者", "撮影", "編集", "特派員"];
