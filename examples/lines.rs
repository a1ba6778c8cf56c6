//! Shows what each line of a page measures and what it is: `cargo run --example lines samples/zh-Hans/front-page.txt`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        print!("{}", stonehand::lines(&bytes, &stonehand::Options::default())?);
    }
    Ok(())
}
