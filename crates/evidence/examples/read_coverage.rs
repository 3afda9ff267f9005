//! Reads coverage reports and says how much they measure; `benches/coverage.py` times it.

use evidence::read_coverage;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let coverage = read_coverage(&path, &std::fs::read(&path)?, None)?;
        let lines: usize = coverage.files.iter().map(|file| file.lines.len()).sum();
        let functions: usize = coverage.files.iter().map(|file| file.functions.len()).sum();
        println!("{}: {} files, {lines} lines, {functions} functions", coverage.format, coverage.files.len());
    }
    Ok(())
}
