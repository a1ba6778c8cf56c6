//! Outlines of lines and regions: from their points to a box.

use super::galley::Edges;

/// No outline has more points.
const MOST: usize = 100_000;

/// The points of `x,y x,y …`, also without commas; none where one of them is no number, or where there are too many.
pub(super) fn points(points: &str) -> Vec<[f64; 2]> {
    let mut numbers = points.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty());
    let mut outline: Vec<[f64; 2]> = Vec::new();
    while let (Some(x), Some(y)) = (numbers.next(), numbers.next()) {
        let (Ok(x), Ok(y)) = (x.parse::<f64>(), y.parse::<f64>()) else { return Vec::new() };
        if outline.len() == MOST {
            return Vec::new();
        }
        outline.push([x, y]);
    }
    outline
}

/// The box of the outline of a line.
///
/// The box of a line that lies askew would reach far into its neighbours, so a box that is lower than it is wide is as
/// high as its outline is thick, around the outline's middle.
pub(super) fn line(outline: &[[f64; 2]]) -> Edges {
    let [Some(x0), Some(y0), Some(x1), Some(y1)] = bounds(outline) else { return [None; 4] };
    let (width, height) = (x1 - x0, y1 - y0);
    if outline.len() < 4 || width <= height || !(width * height).is_finite() {
        return [Some(x0), Some(y0), Some(x1), Some(y1)];
    }
    // The area of the outline, and its middle in y, by its triangles to the first corner.
    let (mut area, mut moment) = (0.0, 0.0);
    for pair in outline.windows(2).chain([&[outline[outline.len() - 1], outline[0]][..]]) {
        let [[ax, ay], [bx, by]] = [pair[0], pair[1]].map(|[x, y]| [x - x0, y - y0]);
        let cross = ax * by - bx * ay;
        area += cross;
        moment += (ay + by) * cross;
    }
    let thickness = (area / 2.0).abs() / width;
    let middle = y0 + moment / (3.0 * area);
    if thickness * 4.0 < height || !middle.is_finite() {
        // No outline of a line: it crosses itself, or is none at all.
        return [Some(x0), Some(y0), Some(x1), Some(y1)];
    }
    let half = thickness / 2.0;
    [Some(x0), Some((middle - half).max(y0)), Some(x1), Some((middle + half).min(y1))]
}

/// The box around all points.
pub(super) fn bounds(outline: &[[f64; 2]]) -> Edges {
    if outline.is_empty() || outline.iter().flatten().any(|number| number.is_nan()) {
        return [None; 4];
    }
    let least = |axis: usize| outline.iter().map(|point| point[axis]).fold(f64::INFINITY, f64::min);
    let most = |axis: usize| outline.iter().map(|point| point[axis]).fold(f64::NEG_INFINITY, f64::max);
    [Some(least(0)), Some(least(1)), Some(most(0)), Some(most(1))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(text: &str) -> Edges {
        line(&points(text))
    }

    #[test]
    fn an_upright_box_is_its_own() {
        assert_eq!(edges("10,20 110,20 110,40 10,40"), [10.0, 20.0, 110.0, 40.0].map(Some));
        assert_eq!(edges("10 20 110 20 110 40 10 40"), [10.0, 20.0, 110.0, 40.0].map(Some));
        assert_eq!(edges("5,5"), [5.0; 4].map(Some));
        assert_eq!(edges(""), [None; 4]);
        assert_eq!(edges("a,b c,d"), [None; 4]);
    }

    #[test]
    fn a_line_askew_is_as_high_as_it_is_thick() {
        // 20 high, rising by 10 over its length.
        assert_eq!(edges("0,10 100,0 100,20 0,30"), [0.0, 5.0, 100.0, 25.0].map(Some));
        // A tall shape keeps its box.
        assert_eq!(edges("0,0 10,5 10,105 0,100"), [0.0, 0.0, 10.0, 105.0].map(Some));
    }

    #[test]
    fn any_numbers_give_a_box_or_none() {
        assert_eq!(edges("nan,1 2,3"), [None; 4]);
        assert_eq!(edges("0,0 1e300,0 1e300,1e300 0,1e200"), [0.0, 0.0, 1e300, 1e300].map(Some));
        assert_eq!(edges("0,0 9,1 0,1 9,0"), [0.0, 0.0, 9.0, 1.0].map(Some));
    }
}
