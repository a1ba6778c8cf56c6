//! From parts to articles: titles to stories, one to one.
//!
//! The parts of a page are cut into [`story`]s, each a run of paragraphs, and chains of titles between them. [`affinity`]
//! says how much of a title's wording a story has; [`assign`] gives each story its titles; [`title`] tells kicker,
//! headline and deck apart; [`byline`] reads who wrote the story; [`gap`] looks for words that are missing.

pub mod affinity;
pub mod assign;
pub mod byline;
mod confidence;
mod deal;
mod divide;
pub mod gap;
mod guide;
mod headless;
mod laid;
mod moor;
mod placed;
mod signature;
pub mod story;
pub mod title;

use crate::block::Part;
use crate::join::Joiner;
use crate::lang::Language;
use crate::line::cue;
use crate::page::{Article, Block, Byline, Furniture, Jump, Note, Teaser};
use crate::rule::Rule;
use crate::text::{Change, Text};
use assign::Group;
use guide::Entry;
use story::{Item, Story};

/// What the page is made of.
#[derive(Clone, Debug, Default)]
pub struct MadeUp {
    /// The articles in reading order.
    pub articles: Vec<Article>,
    /// Titles whose story is elsewhere.
    pub teasers: Vec<Teaser>,
    /// What is no article.
    pub furniture: Vec<Furniture>,
}

/// The rules of this stage, for the catalogue.
pub static RULES: &[&Rule] = &[&assign::RULE, &assign::TEASER, &divide::RULE, &title::RULE, &byline::RULE, &gap::RULE];

/// Makes up the page. `placed` says that each title stands in front of its story.
#[must_use]
pub fn make_up(
    parts: Vec<Part>,
    placed: bool,
    language: Language,
    joiner: Option<&Joiner>,
    changes: &mut Vec<Change>,
    notes: &mut Vec<Note>,
) -> MadeUp {
    // Regions of the file tell it, or boxes.
    let laid = laid::is_so(&parts);
    let mut cast = story::cast(parts, placed || laid);
    let assigned = match (placed, laid) {
        (true, _) => placed::assign(&mut cast),
        (false, true) => laid::assign(&mut cast),
        (false, false) => assign::assign(&mut cast),
    };
    let mut page = MadeUp { furniture: cast.furniture, ..MadeUp::default() };
    let mut joins = title::Joins { language, joiner, changes };
    for (story, group) in assigned.stories {
        let mut article = Article { confidence: group.as_ref().map_or(50, |g| g.confidence), ..Article::default() };
        if let Some(group) = group {
            let heads = title::read(group, &assigned.affinity, assigned.spaced, &mut joins);
            (article.kicker, article.headline, article.subheadline) = (heads.kicker, heads.headline, heads.deck);
        }
        fill(&mut article, story, language, &mut joins);
        gap::look(&article, notes);
        page.articles.push(article);
    }
    for Entry { lines, one } in assigned.teasers {
        let heads = if one {
            title::one(lines, &mut joins)
        } else {
            title::read(Group { lines, ..Group::default() }, &assigned.affinity, assigned.spaced, &mut joins)
        };
        if let Some(headline) = heads.headline {
            let on = cue::page_of(&headline);
            page.teasers.push(Teaser { kicker: heads.kicker, headline, subheadline: heads.deck, page: on });
        }
    }
    confidence::weigh(&mut page.articles, notes);
    page
}

/// Puts a story's items into its article.
fn fill(article: &mut Article, story: Story, language: Language, joins: &mut title::Joins) {
    for item in story.items {
        match item {
            Item::Paragraph(text) => {
                let jump_at = cue::find_jump(&text);
                if let Some(at) = jump_at.filter(|_| article.jump.is_none()) {
                    let (text, jump) = text.split(at);
                    article.blocks.push(Block::Paragraph(text));
                    add_jump(article, jump);
                } else {
                    article.blocks.push(Block::Paragraph(text));
                }
            }
            Item::Crosshead(text) => article.blocks.push(Block::Subheading(text)),
            Item::Caption(text) => article.blocks.push(Block::Caption(text)),
            Item::Table(table) => article.blocks.push(Block::Table(table)),
            Item::Jump(text) => add_jump(article, text),
            Item::Byline(text) => match &mut article.byline {
                Some(byline) if byline.stands_alone => joins.append(&mut byline.text, &text, false),
                _ => article.byline = Some(Byline { text, stands_alone: true, ..Byline::default() }),
            },
        }
    }
    byline::read(article, language);
}

/// A jump line becomes the article's; a second one stays a caption of its end.
fn add_jump(article: &mut Article, text: Text) {
    match &mut article.jump {
        None => {
            let (to, from) = cue::directions(&text).unwrap_or_default();
            article.jump = Some(Jump { text, to, from });
        }
        Some(jump) => {
            let (to, from) = cue::directions(&text).unwrap_or_default();
            jump.to = jump.to.take().or(to);
            jump.from = jump.from.take().or(from);
            jump.text.push_for(" ", crate::text::Span::new(0, 0));
            jump.text.append(&text);
        }
    }
}
