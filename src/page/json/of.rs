//! From a page to its published shape, which borrows its strings.

use std::borrow::Cow;

use super::{
    Article, Block, Byline, Confidence, Furniture, Jump, Lines, Note, Page, Range, Repair, Source, Teaser, VERSION,
};
use crate::page;
use crate::text::{Change, Span, Text};

fn string(text: &Text) -> Cow<'_, str> {
    Cow::Borrowed(text.as_str())
}

fn texts(texts: &[Text]) -> Vec<Cow<'_, str>> {
    texts.iter().map(string).collect()
}

fn lines<'t>(source: &page::Source, texts: impl IntoIterator<Item = &'t Text>) -> Lines {
    source.line_ranges(texts).into_iter().map(|(first, last)| Range(first, last)).collect()
}

fn lines_of(source: &page::Source, span: Span) -> Lines {
    let (first, last) = source.lines_of(span);
    vec![Range(first, last)]
}

impl<'a> Page<'a> {
    /// The page in its published shape; `repairs` says whether to list each repair.
    #[must_use]
    pub fn of(page: &'a page::Page, repairs: bool) -> Self {
        let source = &page.source;
        Self {
            version: VERSION,
            source: Source {
                name: Cow::from(&source.name),
                format: source.format.into(),
                encoding: source.encoding.into(),
                lines: source.lines(),
            },
            language: page.language.tag().into(),
            articles: (1..)
                .zip(&page.articles)
                .map(|(number, article)| Article::of(article, number, source))
                .collect(),
            teasers: page.teasers.iter().map(|teaser| Teaser::of(teaser, source)).collect(),
            furniture: page.furniture.iter().map(|furniture| Furniture::of(furniture, source)).collect(),
            repairs: repairs.then(|| page.repairs.iter().map(|change| Repair::of(change, source)).collect()),
            notes: page.notes.iter().map(|note| Note::of(note, source)).collect(),
        }
    }
}

impl<'a> Article<'a> {
    fn of(article: &'a page::Article, number: usize, source: &page::Source) -> Self {
        Self {
            id: format!("a{number}").into(),
            kicker: article.kicker.as_ref().map(string),
            headline: article.headline.as_ref().map(string),
            subheadline: article.subheadline.as_ref().map(string),
            byline: article.byline.as_ref().map(Byline::of),
            lede: article.lede().map(string),
            blocks: article.blocks.iter().map(|block| Block::of(block, source)).collect(),
            jump: article.jump.as_ref().map(Jump::of),
            source: lines(source, article.texts()),
            confidence: Confidence(article.confidence),
        }
    }
}

impl<'a> Byline<'a> {
    fn of(byline: &'a page::Byline) -> Self {
        Self {
            text: string(&byline.text),
            authors: byline.authors.iter().map(Cow::from).collect(),
            agency: byline.agency.as_ref().map(Cow::from),
            place: byline.place.as_ref().map(Cow::from),
            date: byline.date.as_ref().map(Cow::from),
        }
    }
}

impl<'a> Block<'a> {
    fn of(block: &'a page::Block, source: &page::Source) -> Self {
        let source = lines(source, block.texts());
        match block {
            page::Block::Paragraph(text) => Self::Paragraph { text: string(text), source },
            page::Block::Subheading(text) => Self::Subheading { text: string(text), source },
            page::Block::Caption(text) => Self::Caption { text: string(text), source },
            page::Block::Table(table) => Self::Table {
                caption: table.caption.as_ref().map(string),
                header: texts(&table.header),
                rows: table.rows.iter().map(|row| texts(row)).collect(),
                source,
            },
        }
    }
}

impl<'a> Jump<'a> {
    fn of(jump: &'a page::Jump) -> Self {
        Self { text: string(&jump.text), to: jump.to.as_ref().map(Cow::from), from: jump.from.as_ref().map(Cow::from) }
    }
}

impl<'a> Teaser<'a> {
    fn of(teaser: &'a page::Teaser, source: &page::Source) -> Self {
        Self {
            headline: string(&teaser.headline),
            kicker: teaser.kicker.as_ref().map(string),
            subheadline: teaser.subheadline.as_ref().map(string),
            page: teaser.page.as_ref().map(Cow::from),
            source: lines(source, teaser.texts()),
        }
    }
}

impl<'a> Furniture<'a> {
    fn of(furniture: &'a page::Furniture, source: &page::Source) -> Self {
        Self {
            kind: furniture.kind.name().into(),
            text: string(&furniture.text),
            source: lines(source, [&furniture.text]),
        }
    }
}

impl<'a> Repair<'a> {
    fn of(change: &'a Change, source: &page::Source) -> Self {
        Self {
            rule: change.rule.into(),
            certainty: change.certainty.name().into(),
            before: Cow::from(&*change.before),
            after: Cow::from(&*change.after),
            source: lines_of(source, change.span),
        }
    }
}

impl<'a> Note<'a> {
    fn of(note: &'a page::Note, source: &page::Source) -> Self {
        Self {
            code: note.code.into(),
            message: Cow::from(&note.message),
            suggestion: note.suggestion.as_ref().map(Cow::from),
            source: lines_of(source, note.span),
            evidence: note.evidence.map(|span| lines_of(source, span)),
        }
    }
}
