//! The command.
use std::io::Read;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let mut bytes = Vec::new();
    std::fs::File::open(path).unwrap().read_to_end(&mut bytes).unwrap();
    let pages = stonehand::read(&bytes, &stonehand::Options::default()).unwrap();
    for page in pages {
        if let Err(breach) = page.audit() {
            eprintln!("BREACH {breach}");
            std::process::exit(3);
        }
        println!("{}", stonehand::render::json::render(&page, std::env::args().nth(2).is_some(), false));
    }
}
