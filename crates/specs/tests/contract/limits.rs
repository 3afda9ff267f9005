//! Contracts of every length, in every place, with any bytes.

use snapbox::{assert_data_eq, str};

use crate::*;

#[test]
fn an_empty_contract_is_no_contract() {
    for text in ["", "\n\n", "# nothing yet\n", "{}\n", "~\n"] {
        assert!(error(text).starts_with("the contract is empty"), "{text:?}");
    }
    assert_data_eq!(
        error("# nothing yet\n"),
        str![[r#"
the contract is empty
3: # nothing yet
3: ^ nothing in it
next: say what the task delivers (`provides`, `files`, `tests`), or take the block out

"#]]
    );
}

#[test]
fn a_bomb_costs_nothing() {
    let levels: String =
        (1..12).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(","))).collect();
    assert_data_eq!(
        error(&format!("a0: &a0 [x]\n{levels}")),
        str![[r#"
anchors and aliases are not taken here
3: a0: &a0 [x]
3:     ^^^^^ here
next: write the value out at each place

"#]]
    );
    let deep = "[".repeat(100_000);
    assert!(read(&format!("excludes: {deep}\n")).is_err());
    let deep: String = (0..5_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert!(read(&deep).is_err());
}

#[test]
fn a_large_contract_is_read_quickly() {
    let names: String = (0..100_000).map(|n| format!("    - function_with_a_long_name_{n}\n")).collect();
    let contract = read(&format!("provides:\n  functions:\n{names}")).expect("a contract");
    assert_eq!(contract.functions.len(), 100_000);
    assert_eq!(contract.functions.last().expect("one").line, 100_004);
}

#[test]
fn a_block_in_a_list_is_indented() {
    let spec = SourceText::new("a.md", b"- ```makegood\n  excludes:\n    - f\n  ```\n".to_vec());
    for start in [14, 16] {
        let contract = Contract::read(&spec, Span::new(start, 36)).expect("a contract");
        assert_eq!((contract.excludes[0].value.as_str(), contract.excludes[0].line), ("f", 3));
    }
}

#[test]
fn line_ends_of_any_kind_keep_their_places() {
    let contract = read("# é\r\nprovides:\r\n  functions:\r\n    - f\r\n    - gä\r\n").expect("a contract");
    let lines: Vec<_> = contract.functions.iter().map(|f| (f.name.clone().unwrap_or_default(), f.line)).collect();
    assert_eq!(lines, [("f".to_owned(), 6), ("gä".to_owned(), 7)]);
}

#[test]
fn a_front_matter_has_it_under_its_key() {
    let front = |text: &str| {
        let spec = SourceText::new("a.md", format!("---\n{text}---\n# Title\n").into_bytes());
        Contract::read_front_matter(&spec, Span::new(4, 4 + text.len()))
    };
    let contract = front("title: x\nmakegood:\n  excludes: [f]\n").expect("readable").expect("a contract");
    assert_eq!((contract.line, contract.excludes[0].line), (3, 4));
    assert_eq!(front("title: \"x\n  - [\n"), Ok(None));
    assert_eq!(front("title: makegood\nnot makegood: 1\n"), Ok(None));
    assert_data_eq!(
        show::error(&front("makegood:\n  exclude: [f]\n").expect_err("unknown")),
        str![[r#"
there is no key `exclude` in `makegood`
3:   exclude: [f]
3:   ^^^^^^^ not known here
next: did you mean `excludes`?

"#]]
    );
    assert_data_eq!(
        show::error(&front("title: x\nmakegood:\n").expect_err("empty")),
        str![[r#"
the contract is empty
3: makegood:
3: ^^^^^^^^ nothing in it
next: say what the task delivers (`provides`, `files`, `tests`), or take the block out

"#]]
    );
}

#[test]
fn the_contract_goes_before_the_text() {
    let mut task = Task::default();
    read("provides: {functions: [f, g], types: [T]}\n").expect("a contract").add_to(&mut task);
    for promise in &mut task.promises {
        promise.tier = Tier::Declared;
        if let model::Promised::Function { arity, .. } = &mut promise.what {
            *arity = Some(2);
        }
    }
    read("provides: {functions: [g]}\n").expect("a contract").add_to(&mut task);
    assert_data_eq!(
        show::task(&task),
        str![[r#"
3: function:f Declared Function { name: "f", file: None, arity: Some(2), slot: None } (`provides.functions` of the contract)
3: type:T Declared Type { name: "T", file: None } (`provides.types` of the contract)
3: function:g Contract Function { name: "g", file: None, arity: Some(2), slot: None } (`provides.functions` of the contract)

"#]]
    );
}

#[test]
fn no_bytes_make_it_panic() {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let spare = b":-[]{}#&*!|>'\"%@`, \n\r\t~\xc3\xa4\xff\x00\\/";
    let mut errors = 0;
    for _ in 0..3_000 {
        let mut bytes = WHOLE.as_bytes().to_vec();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            match random(3) {
                0 => bytes[at] = spare[random(spare.len())],
                1 => bytes.insert(at, spare[random(spare.len())]),
                _ => drop(bytes.drain(at..(at + random(20)).min(bytes.len()))),
            }
        }
        let spec = SourceText::new("a.md", bytes);
        let block = Span::new(0, spec.as_str().len());
        if let Err(error) = Contract::read(&spec, block) {
            errors += 1;
            assert!(spec.as_str().get(error.span.start..error.span.end).is_some(), "{error:?}");
        }
    }
    assert!(errors > 1_000, "{errors}");
}
