//! What boxes say of how a line was set.

use super::facts::Width;

/// Type of this size is display type, in hundredths of the body type.
const LARGE: i32 = 125;
/// Up to this size it is body type.
const SMALL: i32 = 115;
/// What it costs that a line goes on with a paragraph though it stands in.
const INDENTED: i32 = 20;

/// Weighs the states of a line, four places of a paragraph for each measure and at last the display line.
///
/// Large type is display type, and a line of body type is hardly a title; where a line stands in by two ems, a paragraph
/// begins. `relative` is the size in hundredths of the page's body type; of 0 nothing is known.
pub(super) fn weigh(own: &mut [i32], relative: i32, indent: Width) {
    let Some((shown, set)) = own.split_last_mut() else { return };
    if relative <= 0 {
        return;
    }
    if relative >= LARGE {
        for cost in set.iter_mut() {
            *cost += 60;
        }
    } else if relative <= SMALL {
        *shown += 12;
    }
    if indent >= 150 {
        // The middle and the last place.
        for (_, cost) in set.iter_mut().enumerate().filter(|(s, _)| matches!(s % 4, 1 | 2)) {
            *cost += INDENTED;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::weigh;

    fn weighed(relative: i32, indent: i32) -> [i32; 5] {
        let mut own = [0; 5];
        weigh(&mut own, relative, indent);
        own
    }

    #[test]
    fn size_and_indent_speak_only_where_they_are_known() {
        assert_eq!(weighed(0, 200), [0; 5]);
        assert_eq!(weighed(200, 0), [60, 60, 60, 60, 0]);
        assert_eq!(weighed(100, 0), [0, 0, 0, 0, 12]);
        assert_eq!(weighed(100, 200), [0, 20, 20, 0, 12]);
    }
}
