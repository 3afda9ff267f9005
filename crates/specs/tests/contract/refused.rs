//! What a contract must not say, and where it is refused.

use snapbox::{assert_data_eq, str};

use crate::*;

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
