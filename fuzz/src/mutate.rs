//! Changes to an input that keep most of its structure: pieces of it are tokens, lines and brackets rather than bytes.

use fastrand::Rng;

/// No mutated input is longer; in bytes.
pub const MOST_BYTES: usize = 64 * 1024;

/// What a kind of input is made of.
#[derive(Debug, Clone, Copy)]
pub struct Dialect {
    /// Tokens that mean something in it.
    pub tokens: &'static [&'static str],
    /// Whole lines that mean something in it.
    pub lines: &'static [&'static str],
}

/// Bytes that mean something to most readers, and some that are no text.
const BYTES: &[u8] = b"{}()[]<>\"'#!/*;,:=|&.-+\\rb_ \n\r\t0\0\x1b\xff\xc3\xa9\xef\xbb\xbf";

const BRACKETS: &[(&str, &str)] =
    &[("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("/*", "*/"), ("\"", "\""), ("#if 0\n", "\n#endif\n")];

/// `input` changed in one to eight places, with pieces of `other` among them.
pub fn mutated(input: &[u8], other: &[u8], dialect: &Dialect, random: &mut Rng) -> Vec<u8> {
    let mut bytes = input.to_vec();
    // The fewer changes, the more of the structure is left; most finds need one or two.
    for _ in 0..1 << random.u32(0..4) {
        mutate(&mut bytes, other, dialect, random);
        bytes.truncate(MOST_BYTES);
    }
    bytes
}

fn mutate(bytes: &mut Vec<u8>, other: &[u8], dialect: &Dialect, random: &mut Rng) {
    match random.u8(0..16) {
        0 => delete(bytes, random, token_at),
        1 => delete(bytes, random, line_at),
        2 => move_piece(bytes, random, token_at),
        3 => move_piece(bytes, random, line_at),
        4 => insert(bytes, pick(dialect.tokens, random).as_bytes(), random, token_at),
        5 => insert(bytes, format!("{}\n", pick(dialect.lines, random)).as_bytes(), random, line_at),
        6 => insert(bytes, piece(other, random, token_at), random, token_at),
        7 => insert(bytes, &lines(other, random), random, line_at),
        8 => replace(bytes, pick(dialect.tokens, random).as_bytes(), random),
        9 => replace(bytes, piece(other, random, token_at), random),
        10 => enclose(bytes, random),
        11 => repeat(bytes, random),
        12 => byte(bytes, random),
        13 => bytes.truncate(random.usize(0..=bytes.len())),
        14 => drop_bracket(bytes, random),
        _ => conditional(bytes, dialect, random),
    }
}

fn pick<'a>(choices: &[&'a str], random: &mut Rng) -> &'a str {
    choices[random.usize(..choices.len())]
}

/// The token around the byte `at`.
fn token_at(bytes: &[u8], at: usize) -> (usize, usize) {
    let class = |byte: u8| match byte {
        b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | 128.. => 0,
        byte if byte.is_ascii_whitespace() => 1,
        other => usize::from(other),
    };
    around(bytes, at, &|one, two| class(one) == class(two))
}

fn line_at(bytes: &[u8], at: usize) -> (usize, usize) {
    around(bytes, at, &|one, _| one != b'\n')
}

/// The longest stretch around `at` in which `joined` holds of all neighbours.
fn around(bytes: &[u8], at: usize, joined: &dyn Fn(u8, u8) -> bool) -> (usize, usize) {
    let (mut start, mut end) = (at, (at + 1).min(bytes.len()));
    while start > 0 && joined(bytes[start - 1], bytes[start]) {
        start -= 1;
    }
    while end < bytes.len() && joined(bytes[end - 1], bytes[end]) {
        end += 1;
    }
    (start, end)
}

type Piece = fn(&[u8], usize) -> (usize, usize);

fn chosen(bytes: &[u8], random: &mut Rng, piece: Piece) -> Option<(usize, usize)> {
    (!bytes.is_empty()).then(|| piece(bytes, random.usize(..bytes.len())))
}

fn piece<'a>(bytes: &'a [u8], random: &mut Rng, kind: Piece) -> &'a [u8] {
    chosen(bytes, random, kind).map_or(&[], |(start, end)| &bytes[start..end])
}

fn lines(bytes: &[u8], random: &mut Rng) -> Vec<u8> {
    let all: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let start = random.usize(0..=all.len());
    let end = (start + random.usize(0..20)).min(all.len());
    all[start..end].concat()
}

fn delete(bytes: &mut Vec<u8>, random: &mut Rng, kind: Piece) {
    if let Some((start, end)) = chosen(bytes, random, kind) {
        bytes.drain(start..end);
    }
}

fn move_piece(bytes: &mut Vec<u8>, random: &mut Rng, kind: Piece) {
    let moved = piece(bytes, random, kind).to_vec();
    if random.bool() {
        delete(bytes, random, kind);
    }
    insert(bytes, &moved, random, kind);
}

fn insert(bytes: &mut Vec<u8>, new: &[u8], random: &mut Rng, kind: Piece) {
    let at = chosen(bytes, random, kind).map_or(0, |(start, _)| start);
    bytes.splice(at..at, new.iter().copied());
}

fn replace(bytes: &mut Vec<u8>, new: &[u8], random: &mut Rng) {
    if let Some((start, end)) = chosen(bytes, random, token_at) {
        bytes.splice(start..end, new.iter().copied());
    }
}

fn enclose(bytes: &mut Vec<u8>, random: &mut Rng) {
    let (open, close) = BRACKETS[random.usize(..BRACKETS.len())];
    let kind = if random.bool() { token_at } else { line_at };
    let Some((start, end)) = chosen(bytes, random, kind) else { return };
    let depth = if random.u8(0..8) == 0 { 1 << random.u32(0..13) } else { 1 };
    bytes.splice(end..end, close.repeat(depth).bytes());
    bytes.splice(start..start, open.repeat(depth).bytes());
}

/// The same piece many times, one after the other: what takes longer than its length asks for is found so.
fn repeat(bytes: &mut Vec<u8>, random: &mut Rng) {
    let kind = if random.bool() { token_at } else { line_at };
    let Some((start, end)) = chosen(bytes, random, kind) else { return };
    let longest = (MOST_BYTES / 2) / (end - start).max(1);
    let most = if random.u8(0..16) == 0 { longest } else { longest.min(8) };
    let piece = bytes[start..end].to_vec();
    let times = random.usize(0..=most);
    bytes.splice(end..end, piece.repeat(times));
}

fn byte(bytes: &mut Vec<u8>, random: &mut Rng) {
    let new = BYTES[random.usize(..BYTES.len())];
    match bytes.len() {
        0 => bytes.push(new),
        length if random.bool() => bytes[random.usize(..length)] = new,
        length => bytes.insert(random.usize(..length), new),
    }
}

fn drop_bracket(bytes: &mut Vec<u8>, random: &mut Rng) {
    let brackets: Vec<usize> = (0..bytes.len()).filter(|at| b"{}()[]\"'".contains(&bytes[*at])).collect();
    if !brackets.is_empty() {
        bytes.remove(brackets[random.usize(..brackets.len())]);
    }
}

/// Some lines of the input below two or three of the dialect's own lines, as `#ifdef`, `#else`, `#endif`.
fn conditional(bytes: &mut Vec<u8>, dialect: &Dialect, random: &mut Rng) {
    for _ in 0..random.usize(2..4) {
        insert(bytes, format!("{}\n", pick(dialect.lines, random)).as_bytes(), random, line_at);
    }
}
