//! What boxes say of how a line was set.

use crate::read::Place;

/// Type of this size is display type, in hundredths of the body type.
const LARGE: i32 = 125;
/// Up to this size it is body type.
const SMALL: i32 = 115;
/// What it costs that a line goes on with a paragraph though it stands in, or begins one though it does not.
const INDENTED: i32 = 40;
const FLUSH: i32 = 25;

/// Weighs the states of a line, four places of a paragraph for each measure and at last the display line.
///
/// Large type is display type, and a line of body type is hardly a title; where a line stands in by two ems, a paragraph
/// begins, and where others do, one that does not goes on.
pub(super) fn weigh(own: &mut [i32], place: Option<Place>) {
    let (Some(place), Some((shown, set))) = (place, own.split_last_mut()) else { return };
    if place.relative <= 0 {
        return;
    }
    if place.relative >= LARGE {
        for cost in set.iter_mut() {
            *cost += 60;
        }
    } else if place.relative <= SMALL {
        *shown += 12;
    }
    let Some(indented) = place.set.and_then(|set| set.indented) else { return };
    for (s, cost) in set.iter_mut().enumerate() {
        // The first and the only line, or the middle and the last place.
        match (matches!(s % 4, 0 | 3), indented) {
            (true, false) => *cost += FLUSH,
            (false, true) => *cost += INDENTED,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, weigh};
    use crate::page::forme::Set;

    fn weighed(relative: i32, indented: Option<bool>) -> [i32; 5] {
        let mut own = [0; 5];
        weigh(&mut own, Some(Place { relative, set: Some(Set { indented, ..Set::default() }), ..Place::default() }));
        own
    }

    #[test]
    fn size_and_indent_speak_only_where_they_are_known() {
        assert_eq!(weighed(0, Some(true)), [0; 5]);
        assert_eq!(weighed(200, None), [60, 60, 60, 60, 0]);
        assert_eq!(weighed(100, None), [0, 0, 0, 0, 12]);
        assert_eq!(weighed(100, Some(true)), [0, 40, 40, 0, 12]);
        assert_eq!(weighed(100, Some(false)), [25, 0, 0, 25, 12]);
    }
}
