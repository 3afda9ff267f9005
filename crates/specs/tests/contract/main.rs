//! The contract block: what is read out of it, what is refused and where, and what is written.

use model::{SourceText, Span, Task, Tier};
use snapbox::{assert_data_eq, str};
use specs::SpecError;
use specs::contract::Contract;

mod show;

/// The text in a spec, as the inside of a fenced block that begins in line 3.
fn read(text: &str) -> Result<Contract, SpecError> {
    let (spec, block) = fenced(text);
    Contract::read(&spec, block)
}

fn fenced(text: &str) -> (SourceText, Span) {
    let before = "# Ünit\n```makegood\n";
    let spec = SourceText::new("tasks/a.md", format!("{before}{text}```\n").into_bytes());
    (spec, Span::new(before.len(), before.len() + text.len()))
}

/// What the contract adds to a task without a text.
fn task(text: &str) -> String {
    let mut task = Task::default();
    read(text).expect("a contract").add_to(&mut task);
    show::task(&task)
}

fn error(text: &str) -> String {
    show::error(&read(text).expect_err("no contract"))
}

const WHOLE: &str = r#"requires:
  - sse-parser.md
  - task: openai-response-chat.md
    symbols: [start_request, response_t]
provides:
  functions:
    - chat_stream_new
    - {name: "Stream::feed", in: src/stream.rs}
    - {name: openai_start_stream, in: src/openai.c, slot: provider_vtable.start_stream}
    - {slot: on_event}
  types:
    - chat_stream
    - {name: Stream, in: src/stream.rs}
files:
  create: [src/stream.rs, ./src/openai.c]
  modify: include/provider.h
  delete:
    - src/old.c
  untouched: ["src/vendor/**", "*.lock"]
tests:
  - {min: 8, in: tests/test_chat_stream.c, names: [test_text, test_done]}
  - total: 18
excludes: [retries, src/providers/google/]
defers:
  - {symbol: start_response_stream, to: openai-streaming-responses.md}
"#;

#[test]
fn every_key_says_something() {
    assert_data_eq!(
        task(WHOLE),
        str![[r#"
4: depends on sse-parser.md
5: depends on openai-response-chat.md
6: uses Symbol("start_request") of Some("openai-response-chat.md")
6: uses Symbol("response_t") of Some("openai-response-chat.md")
9: function:chat_stream_new Contract Function { name: "chat_stream_new", file: None, arity: None, slot: None } (`provides.functions` of the contract)
10: function:Stream::feed Contract Function { name: "Stream::feed", file: Some("src/stream.rs"), arity: None, slot: None } (`provides.functions` of the contract)
11: function:openai_start_stream Contract Function { name: "openai_start_stream", file: Some("src/openai.c"), arity: None, slot: Some("start_stream") } (`provides.functions` of the contract)
12: slot:on_event Contract Slot { name: "on_event", of: None, arity: None } (`provides.functions` of the contract)
14: type:chat_stream Contract Type { name: "chat_stream", file: None } (`provides.types` of the contract)
15: type:Stream Contract Type { name: "Stream", file: Some("src/stream.rs") } (`provides.types` of the contract)
17: file-created:src/stream.rs Contract File { path: "src/stream.rs", fate: Created } (`files` of the contract)
17: file-created:src/openai.c Contract File { path: "src/openai.c", fate: Created } (`files` of the contract)
18: file-modified:include/provider.h Contract File { path: "include/provider.h", fate: Modified } (`files` of the contract)
20: file-deleted:src/old.c Contract File { path: "src/old.c", fate: Deleted } (`files` of the contract)
21: file-untouched:src/vendor/** Contract File { path: "src/vendor/**", fate: Untouched } (`files` of the contract)
21: file-untouched:*.lock Contract File { path: "*.lock", fate: Untouched } (`files` of the contract)
23: tests:tests/test_chat_stream.c Contract Tests { at_least: 8, added: true, files: ["tests/test_chat_stream.c"] } (`tests` of the contract)
23: test:test_text Contract Test { name: "test_text", file: Some("tests/test_chat_stream.c") } (`tests.names` of the contract)
23: test:test_done Contract Test { name: "test_done", file: Some("tests/test_chat_stream.c") } (`tests.names` of the contract)
24: tests Contract Tests { at_least: 18, added: false, files: [] } (`tests` of the contract)
25: excludes retries
25: excludes src/providers/google/
27: leaves start_response_stream to openai-streaming-responses.md

"#]]
    );
}

#[test]
fn a_contract_comes_back_from_its_own_text() {
    let text = read(WHOLE).expect("a contract").to_text();
    assert_data_eq!(
        &text,
        str![[r#"
requires:
  - sse-parser.md
  - task: openai-response-chat.md
    symbols: [start_request, response_t]
provides:
  functions:
    - chat_stream_new
    - {name: "Stream::feed", in: src/stream.rs}
    - {name: openai_start_stream, in: src/openai.c, slot: provider_vtable.start_stream}
    - {slot: on_event}
  types:
    - chat_stream
    - {name: Stream, in: src/stream.rs}
files:
  create:
    - src/stream.rs
    - src/openai.c
  modify:
    - include/provider.h
  delete:
    - src/old.c
  untouched:
    - "src/vendor/**"
    - "*.lock"
tests:
  - min: 8
    in: tests/test_chat_stream.c
    names: [test_text, test_done]
  - total: 18
excludes:
  - retries
  - src/providers/google/
defers:
  - {symbol: start_response_stream, to: openai-streaming-responses.md}

"#]]
    );
    assert_eq!(read(&text).expect("a contract").to_text(), text);
}

#[test]
fn a_contract_is_written_from_a_task() {
    let mut task = Task::default();
    let contract = read(WHOLE).expect("a contract");
    contract.add_to(&mut task);
    let written = Contract::of(&task).to_text();
    let mut again = Task::default();
    read(&written).expect("a contract").add_to(&mut again);
    let said = |task: &Task| {
        let mut said: Vec<_> = task.promises.iter().map(|promise| format!("{:?}", promise.what)).collect();
        said.sort();
        said
    };
    assert_eq!(said(&task), said(&again), "{written}");
    assert!(again.promises.iter().all(|promise| promise.tier == Tier::Contract));
}

#[test]
fn names_that_yaml_would_read_as_something_else_are_quoted() {
    let text = "provides:\n  functions: [\"null\", \"yes\", \"<A as B>::f\"]\nfiles:\n  untouched: [\"*.c\"]\n";
    assert_data_eq!(
        read(text).expect("a contract").to_text(),
        str![[r#"
provides:
  functions:
    - "null"
    - "yes"
    - "<A as B>::f"
files:
  untouched:
    - "*.c"

"#]]
    );
}

#[test]
fn what_is_not_known_is_refused_with_the_nearest() {
    assert_data_eq!(
        error("provide:\n  functions: [f]\n"),
        str![[r#"
there is no key `provide` in `makegood`
3: provide:
3: ^^^^^^^ not known here
next: did you mean `provides`?

"#]]
    );
    assert_data_eq!(
        error("provides:\n  function: [f]\n"),
        str![[r#"
there is no key `function` in `provides`
4:   function: [f]
4:   ^^^^^^^^ not known here
next: did you mean `functions`?

"#]]
    );
    assert_data_eq!(
        error("frobnicate: 1\n"),
        str![[r#"
there is no key `frobnicate` in `makegood`
3: frobnicate: 1
3: ^^^^^^^^^^ not known here
next: the keys are `requires`, `provides`, `files`, `tests`, `excludes`, `defers`

"#]]
    );
    assert_data_eq!(
        error("tests: {minimum: 3}\n"),
        str![[r#"
there is no key `minimum` in `tests`
3: tests: {minimum: 3}
3:         ^^^^^^^ not known here
next: did you mean `min`?

"#]]
    );
}

#[test]
fn the_wrong_type_is_refused() {
    assert_data_eq!(
        error("tests: 3\n"),
        str![[r#"
`tests` must be a mapping with `min`, `total`, `in`, `names`, not a number
3: tests: 3
3:        ^ this is a number
next: write a mapping with `min`, `total`, `in`, `names`

"#]]
    );
    assert_data_eq!(
        error("tests: {min: three}\n"),
        str![[r#"
`min` must be a whole number above 0, not a text
3: tests: {min: three}
3:              ^^^^^ this is a text
next: write a whole number above 0

"#]]
    );
    assert_data_eq!(
        error("tests: {min: 0}\n"),
        str![[r#"
`min` must be a whole number above 0, not a number
3: tests: {min: 0}
3:              ^ this is a number
next: write a whole number above 0

"#]]
    );
    assert_data_eq!(
        error("tests: {min: \"3\"}\n"),
        str![[r#"
`min` must be a whole number above 0, not a text
3: tests: {min: "3"}
3:              ^^^ this is a text
next: write a whole number above 0

"#]]
    );
    assert_data_eq!(
        error("- f\n"),
        str![[r#"
`makegood` must be a mapping with `requires`, `provides`, `files`, `tests`, `excludes`, `defers`, not a list
3: - f
3: ^^^ this is a list
next: write a mapping with `requires`, `provides`, `files`, `tests`, `excludes`, `defers`

"#]]
    );
    assert_data_eq!(
        error("provides: [f]\n"),
        str![[r#"
`provides` must be a mapping with `functions`, `types`, not a list
3: provides: [f]
3:           ^^^ this is a list
next: write a mapping with `functions`, `types`

"#]]
    );
    assert_data_eq!(
        error("provides:\n  functions:\n    - 12\n"),
        str![[r#"
`functions` must be a text, not a number
5:     - 12
5:       ^^ this is a number
next: write a text

"#]]
    );
    assert_data_eq!(
        error("provides:\n  functions:\n    - [f, g]\n"),
        str![[r#"
`functions` must be a text, not a list
5:     - [f, g]
5:       ^^^^^^ this is a list
next: write a text

"#]]
    );
    assert_data_eq!(
        error("provides:\n  functions:\n    - f(a, b)\n"),
        str![[r#"
`f(a, b)` is no name of a function or type
5:     - f(a, b)
5:       ^^^^^^^ not a name
next: write the name alone: `f`, `Type::method`, `<Type as Trait>::method`

"#]]
    );
    assert_data_eq!(
        error("provides:\n  functions:\n    - in: a.c\n"),
        str![[r#"
an entry of `functions` has no `name`
5:     - in: a.c
5:       ^^^^^^^ lacks it
next: write its `name`, or the `slot` that is to be filled

"#]]
    );
    assert_data_eq!(
        error("defers: [{symbol: f}]\n"),
        str![[r#"
an entry of `defers` has no `to`
3: defers: [{symbol: f}]
3:          ^^^^^^^^^^^ lacks it
next: add `to: …`

"#]]
    );
    assert_data_eq!(
        error("requires: [{task: true}]\n"),
        str![[r#"
`task` must be a text, not true or false
3: requires: [{task: true}]
3:                   ^^^^ this is true or false
next: write a text

"#]]
    );
    assert_data_eq!(
        error("tests: {in: a.c}\n"),
        str![[r#"
an entry of `tests` has no `min`
3: tests: {in: a.c}
3:        ^^^^^^^^^ lacks it
next: say how many (`min`, `total`) or which (`names`)

"#]]
    );
}

#[test]
fn a_path_stays_inside_of_the_repository() {
    for path in ["../x.c", "/etc/passwd", "a/../../b.c", "C:/x.c", "~/x.c", ".git/config", "\"a\\\\b.c\"", "\"a\\nb\""]
    {
        for text in
            [format!("files: {{create: [{path}]}}\n"), format!("provides: {{types: [{{name: T, in: {path}}}]}}\n")]
        {
            assert!(read(&text).is_err(), "{text}");
        }
    }
    assert_data_eq!(
        error("files:\n  delete:\n    - src/ä/../../x.c\n"),
        str![[r#"
the path `src/ä/../../x.c` leads out of its folder with `..`
5:     - src/ä/../../x.c
5:       ^^^^^^^^^^^^^^^ not a path of this repository
next: write it from the repository's root, with `/` between its parts

"#]]
    );
    assert_data_eq!(
        error("files: {create: [\"src/*.c\"]}\n"),
        str![[r#"
`src/*.c` is a pattern
3: files: {create: ["src/*.c"]}
3:                  ^^^^^^^^^ not one file
next: name each file; only `untouched` takes patterns

"#]]
    );
    assert_data_eq!(
        error("files: {untouched: [\"../**\"]}\n"),
        str![[r#"
the path `../**` leads out of its folder with `..`
3: files: {untouched: ["../**"]}
3:                     ^^^^^^^ not a path of this repository
next: write it from the repository's root, with `/` between its parts

"#]]
    );
    assert_data_eq!(
        error("files: {untouched: [\"src/{a,b\"]}\n"),
        str![[r#"
the pattern `src/{a,b` cannot be read
3: files: {untouched: ["src/{a,b"]}
3:                     ^^^^^^^^^^ not a pattern
next: write it as in .gitignore: `src/old/**`, `*.lock`

"#]]
    );
}

#[test]
fn what_makes_yaml_ambiguous_is_refused() {
    assert_data_eq!(
        error("excludes: &all [f]\ndefers: *all\n"),
        str![[r#"
anchors and aliases are not taken here
3: excludes: &all [f]
3:           ^^^^^^ here
next: write the value out at each place

"#]]
    );
    assert_data_eq!(
        error("excludes: [!!str f]\n"),
        str![[r#"
tags are not taken here
3: excludes: [!!str f]
3:            ^^^^^^^ here
next: write the value without `!`

"#]]
    );
    assert_data_eq!(
        error("files: {}\nfiles: {create: [a.c]}\n"),
        str![[r#"
the key `files` stands here twice
4: files: {create: [a.c]}
4: ^^^^^ the second one
next: put both under one key

"#]]
    );
    assert_data_eq!(
        error("provides:\n\tfunctions: [f]\n"),
        str![[r#"
a tab in the indentation
4: 	functions: [f]
4: ^ a tab
next: indent with spaces

"#]]
    );
    assert_data_eq!(
        error("excludes: [f]\n---\nexcludes: [g]\n"),
        str![[r#"
a second document in the block
4: ---
4: ^^^ here
next: write one block, without `---`

"#]]
    );
    assert_data_eq!(
        error("excludes: [f\n"),
        str![[r#"
the YAML cannot be read
3: excludes: [f
3:            ^ while parsing a flow sequence, expected ',' or ']'
next: mend the YAML at this place

"#]]
    );
    assert_data_eq!(
        error("excludes: \"f\n"),
        str![[r#"
the YAML cannot be read
3: excludes: "f
3:           ^ while scanning a quoted scalar, found unexpected end of stream
next: mend the YAML at this place

"#]]
    );
    assert_data_eq!(
        error("provides:\n  functions: [f, g, f]\n"),
        str![[r#"
`f` stands here twice
4:   functions: [f, g, f]
4:                     ^ the second one
next: take one of the two out

"#]]
    );
    assert_data_eq!(
        error("files: {create: [a.c], delete: [a.c]}\n"),
        str![[r#"
`a.c` stands here twice
3: files: {create: [a.c], delete: [a.c]}
3:                                 ^^^ the second one
next: take one of the two out

"#]]
    );
}

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
