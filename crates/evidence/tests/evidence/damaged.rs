//! Damaged reports are errors that say what, where and what next; none is ever a pass, and none makes the reader panic.

use evidence::{COVERAGE_FORMATS, EvidenceError, Flaw, OUTCOME_FORMATS, read_coverage, read_outcomes, require_fresh};
use snapbox::{Assert, str};

use crate::shown;

/// What is said of reports of tests, each with a name.
fn told(reports: &[(&str, &str)]) -> String {
    reports.iter().map(|(name, text)| shown::outcomes(&read_outcomes(name, text.as_bytes(), None))).collect()
}

fn covered(reports: &[(&str, &str)]) -> String {
    let read = |name: &str, text: &str| read_coverage(name, text.as_bytes(), None);
    let shown = |read: Result<_, EvidenceError>| match read {
        Ok(coverage) => shown::coverage(&coverage),
        Err(error) => shown::failure(&error),
    };
    reports.iter().map(|(name, text)| shown(read(name, text))).collect()
}

#[track_caller]
fn expect(actual: String, expected: snapbox::data::Inline) {
    Assert::new().action_env("SNAPSHOTS").eq(actual, expected);
}

#[test]
fn reports_that_name_no_test_are_errors() {
    let none = told(&[
        ("empty", ""),
        ("blank", " \n\t\n"),
        ("nothing-planned", "1..0 # SKIP not here\n"),
        ("no-suite", "<testsuites tests=\"0\"/>"),
        ("none-run", "running 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n"),
        ("other", "a text about nothing\n"),
    ]);
    expect(
        none,
        str![[r#"
Empty: empty: the report is empty
  see whether the tests were built and run at all
Empty: blank: the report is empty
  see whether the tests were built and run at all
Empty: nothing-planned: the report names no test
  see whether the tests were built and run at all
Empty: no-suite: the report names no test
  see whether the tests were built and run at all
Empty: none-run: the report names no test
  see whether the tests were built and run at all
UnknownFormat: other: the format is not recognised
  say which it is, as in FORMAT:PATH: check-xml, junit, nextest-list, libtest-json, ctest, cmocka, check, libtest, tap

"#]],
    );
}

#[test]
fn counts_that_differ_are_errors() {
    let result = "test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n";
    let told = told(&[
        ("plan.tap", "1..10\nok 1\nok 2\nok 3\nok 4\nok 5\nok 6\nok 7\n"),
        ("twice.tap", "1..2\nok 1 - a\nok 1 - b\n"),
        ("number.tap", "1..2\nok 1 - a\nok 5 - b\n"),
        ("subtests.tap", "    1..2\n    ok 1 - a\nok 1 - b\n1..1\n"),
        ("result.txt", &format!("running 2 tests\ntest a ... ok\n\n{result}")),
        ("announced.txt", &format!("running 3 tests\ntest a ... ok\ntest b ... ok\n\n{result}")),
        ("list.txt", "a: test\nb: test\n\n3 tests, 0 benchmarks\n"),
        ("tests.xml", "<testsuite name='s' tests='3'><testcase name='a'/></testsuite>"),
        ("failures.xml", "<testsuite name='s' tests='1' failures='1'>\n<testcase name='a'/></testsuite>"),
        ("check.txt", "Running suite(s): s\n100%: Checks: 2, Failures: 0, Errors: 0\na.c:1:P:core:a:0: Passed\n"),
        (
            "cmocka.txt",
            "[==========] Running 2 test(s).\n[ RUN      ] a\n[       OK ] a\n[==========] 2 test(s) run.\n",
        ),
        (
            "ctest.txt",
            "Test project /p\n1/2 Test #1: a ....   Passed    0.00 sec\n\n100% tests passed, 0 tests failed out of 2\n",
        ),
        (
            "events.json",
            "{\"type\":\"suite\",\"event\":\"started\",\"test_count\":1}\n{\"type\":\"suite\",\"event\":\"ok\",\"passed\":1,\"failed\":0}\n",
        ),
    ]);
    expect(
        told,
        str![[r#"
Inconsistent: plan.tap:1: 10 tests are planned, and 7 are there
  make the report again from one complete run
Inconsistent: twice.tap:3: there are two tests with the number 1
  make the report again from one complete run
Inconsistent: number.tap:1: 2 tests are planned, and one has number 5
  make the report again from one complete run
Inconsistent: subtests.tap:1: 2 tests are planned, and 1 are there
  make the report again from one complete run
Inconsistent: result.txt:4: this counts 2 passed tests, and 1 are named
  run the tests without `--quiet` and with captured output, and keep all that they print
Inconsistent: announced.txt:5: this counts 2 tests, and line 1 announces 3
  run the tests without `--quiet` and with captured output, and keep all that they print
Inconsistent: list.txt:4: this counts 3 tests, and 2 are listed
  make the report again from one complete run
Inconsistent: tests.xml:1: the suite `s` counts 3 tests, and 1 are named
  make the report again from one complete run
Inconsistent: failures.xml:1: the suite `s` counts 1 failures, and 0 are named
  make the report again from one complete run
Inconsistent: check.txt:2: this counts 2 checks, and 1 are named
  let Check write every test down: CK_XML_LOG_FILE_NAME=FILE in the environment of the tests
Inconsistent: cmocka.txt:4: this counts 2 tests, 2 are announced, and 1 are named
  keep both standard output and standard error, or use CMOCKA_MESSAGE_OUTPUT=XML
Inconsistent: ctest.txt:4: this counts 2 tests of 2, and 1 of 1 are named
  make the report again from one complete run
Inconsistent: events.json:2: the suites count 1 tests that ran, and 0 are named
  make the report again from one complete run

"#]],
    );
}

#[test]
fn reports_that_were_cut_off_are_errors() {
    let told = told(&[
        ("no-plan.tap", "TAP version 13\nok 1 - a\n"),
        ("no-parent.tap", "1..1\n    ok 1 - a\n    1..1\n"),
        ("given-up.tap", "1..3\nok 1 - a\nBail out! no memory\n"),
        ("inside.xml", "<testsuite name='s'>\n<testcase name='a'/>\n<testcase name='b'>\n<failure>x"),
        ("in-a-tag.xml", "<testsuite name='s'>\n<testcase name='a"),
        ("check.txt", "Running suite s\na.c:1:P:core:a:0: Passed\n"),
        ("cmocka.txt", "[==========] Running 1 test(s).\n[ RUN      ] a\n"),
        ("ctest.txt", "Test project /p\n1/2 Test #1: a ....   Passed    0.00 sec\n"),
        (
            "events.json",
            "{\"type\":\"suite\",\"event\":\"started\",\"test_count\":1}\n{\"type\":\"test\",\"event\":\"started\",\"name\":\"a\"}\n",
        ),
        ("event.json", "{\"type\":\"suite\",\"event\":\"started\",\"test_count\":1}\n{\"type\":\"test\",\"ev"),
        ("binaries.txt", "     Running a (t/a)\n\nrunning 1 test\n     Running b (t/b)\n"),
    ]);
    expect(
        told,
        str![[r#"
Truncated: no-plan.tap:2: the plan of the tests that begin here (`1..N`) is missing
  make the report again, and keep all of it
Truncated: no-parent.tap:2: the test point that this subtest belongs to is missing
  make the report again, and keep all of it
Inconsistent: given-up.tap:3: the run was given up: no memory
  mend that, and run the tests again
Truncated: inside.xml:4: the report ends inside the `<failure>` that begins here
  make the report again, and keep all of it
Truncated: in-a-tag.xml:1: the report ends inside the `<testsuite>` that begins here
  make the report again, and keep all of it
Truncated: check.txt:1: the counts of this run of tests are missing
  make the report again, and keep all of it
Truncated: cmocka.txt:1: the end of this group of tests is missing
  make the report again, and keep all of it
Truncated: ctest.txt:2: the count of the tests that begin here is missing
  make the report again, and keep all of it
Truncated: events.json:2: the test `a` began here and never ended
  make the report again, and keep all of it
Truncated: event.json:2: this is no event of libtest: EOF while parsing a string at line 1 column 18
  keep standard output alone, and all of it
Truncated: binaries.txt:3: the `test result:` of this run of tests is missing
  make the report again, and keep all of it

"#]],
    );
}

#[test]
fn malformed_reports_are_errors() {
    let told = told(&[
        ("name.xml", "<testsuite>\n<testcase time='1'/></testsuite>"),
        ("tags.xml", "<testsuite>\n<testcase name='a'></testsuite>"),
        (
            "bomb.xml",
            "<?xml version='1.0'?>\n<!DOCTYPE b [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><testsuite name='&b;'/>",
        ),
        ("entity.xml", "<testsuite><testcase name='&b;'/></testsuite>"),
        ("list.json", "{\"test-count\":1,\"rust-suites\":[]}"),
    ]);
    expect(
        told,
        str![[r#"
Malformed: name.xml:2: a test has no name
  give every `<testcase>` a `name`
Malformed: tags.xml:2: this is not well-formed XML: ill-formed document: expected `</testcase>`, but `</testsuite>` was found
  make the report again with the tool that wrote it
Malformed: bomb.xml:2: a report must not declare entities of its own
  make the report again with the tool that wrote it
Malformed: entity.xml:1: the attributes of `<testcase>` cannot be read: at 1..2: unrecognized entity `b`
  make the report again with the tool that wrote it
Malformed: list.json:1: this is no list of nextest: invalid type: sequence, expected a map at line 1 column 30
  keep the standard output of `cargo nextest list --message-format json`, and all of it

"#]],
    );
}

#[test]
fn damaged_coverage_is_an_error() {
    let told = covered(&[
        ("empty", ""),
        ("nothing-measured.info", "TN:\nSF:a.c\nend_of_record\n"),
        ("cut-off.info", "SF:a.c\nDA:1,1\n"),
        ("merged-badly.info", "SF:a.c\nDA:1,1\nSF:b.c\nDA:1,1\nend_of_record\n"),
        ("no-file.info", "TN:\nDA:1,1\nend_of_record\n"),
        ("line.info", "SF:a.c\nDA:0,1\nend_of_record\n"),
        ("absurd-line.info", "SF:a.c\nDA:99999999999,1\nend_of_record\n"),
        ("count.info", "SF:a.c\nDA:1,many\nend_of_record\n"),
        ("claims.info", "SF:a.c\nLF:10\nLH:10\nend_of_record\n"),
        ("alias.info", "SF:a.c\nFNA:0,1,a\nend_of_record\n"),
        (
            "cut-off.xml",
            "<coverage><packages><package><classes><class filename='a.c'>\n<lines><line number='1' hits='1'/>",
        ),
        ("no-file.xml", "<coverage><class name='a'/></coverage>"),
        ("hits.xml", "<coverage><class filename='a.c'>\n<line number='1' hits='x'/></class></coverage>"),
        ("cut-off.json", "{\"type\":\"llvm.coverage.json.export\",\"data\":[{\"files\":["),
        (
            "line.json",
            "{\"gcc_version\":\"12\",\"files\":[{\"file\":\"a.c\",\"lines\":[{\"line_number\":0,\"count\":1}]}]}",
        ),
        (
            "segment.json",
            "{\"type\":\"llvm.coverage.json.export\",\"data\":[{\"files\":[{\"filename\":\"a.c\",\"segments\":[[1,1,1,true,true,false],[4000000000,1,0,false,false,false]]}]}]}",
        ),
        ("other", "hello\n"),
    ]);
    expect(
        told,
        str![[r#"
Empty: empty: the report is empty
  see whether the tests were built for coverage, and run
Empty: nothing-measured.info: the report measures no line and no function
  see whether the tests were built for coverage, and run
Truncated: cut-off.info:1: the `end_of_record` of this file is missing
  make the report again, and keep all of it
Truncated: merged-badly.info:1: the `end_of_record` of this file is missing
  make the report again, and keep all of it
Malformed: no-file.info:2: there is no `SF:` before this
  make the report again, and keep all of it
Malformed: line.info:2: `0` is no line of a file
  make the report again, and keep all of it
Malformed: absurd-line.info:2: `99999999999` is no line of a file
  make the report again, and keep all of it
Malformed: count.info:2: `many` is no count
  make the report again, and keep all of it
Inconsistent: claims.info:1: this file is said to have 10 measured lines, and none is there
  make the report again, and keep all of it
Malformed: alias.info:2: there is no `FNL:` with this index before it
  make the report again, and keep all of it
Truncated: cut-off.xml:2: the report ends inside the `<lines>` that begins here
  make the report again, and keep all of it
Malformed: no-file.xml:1: a class has no file
  give every `<class>` a `filename`
Malformed: hits.xml:2: a line has no `number` or no `hits` that could be right
  make the report again
Truncated: cut-off.json:1: this is not JSON of llvm-cov: EOF while parsing a list at line 1 column 54
  make the report again, and keep all of it
Malformed: line.json: a.c has no line 0
  make the report again
Malformed: segment.json: a.c has no line 4000000000
  make the report again
UnknownFormat: other: the format is not recognised
  say which it is, as in FORMAT:PATH: llvm-cov, gcov, cobertura, lcov

"#]],
    );
}

#[test]
fn odd_counts_prove_nothing_and_lose_nothing() {
    let told = covered(&[
        ("negative.info", "SF:a.c\nDA:1,-3\nDA:2,99999999999999999999999\nDA:2,1\nend_of_record\n"),
        ("line-ends.info", "\u{feff}TN:\r\nSF:a.c\r\nFN:1,a,b\r\nFNDA:1,a,b\r\nDA:1,1\r\nend_of_record\r\n"),
        ("unlocated.info", "SF:a.c\nFNDA:1,a\nDA:1,1\nend_of_record\n"),
    ]);
    expect(
        told,
        str![[r#"
a.c: 1 of 2 lines
warning: negative.info:2: a count is negative, and taken as 0
a.c: 1 of 1 lines
  1 a,b: 1
a.c: 1 of 1 lines
warning: unlocated.info:4: a function is counted that has no line, and is left out

"#]],
    );
}

#[test]
fn line_ends_marks_and_encodings_do_not_matter() {
    let plain = "1..1\nok 1 - größer\n";
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(plain.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    for bytes in [plain.as_bytes(), marked.as_bytes(), &wide] {
        assert_eq!(shown::outcomes(&read_outcomes("a.tap", bytes, None)), "passed     | größer\n");
    }
}

#[test]
fn a_format_that_is_not_known_is_told() {
    let read = read_outcomes("a.xml", b"<testsuite/>", Some("junt")).expect_err("no such format");
    expect(
        shown::failure(&read),
        str![[r#"
UnknownFormat: a.xml: there is no format `junt`
  say which it is, as in FORMAT:PATH: check-xml, junit, nextest-list, libtest-json, ctest, cmocka, check, libtest, tap

"#]],
    );
    let forced = read_outcomes("a.txt", b"warning\nTAP version 14\n1..1\nok\n", Some("tap"));
    assert_eq!(shown::outcomes(&forced), "passed     | 1\n");
}

#[test]
fn a_report_that_is_older_than_the_tree_is_an_error() {
    use std::time::{Duration, SystemTime};
    let made = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000);
    assert!(require_fresh("a.info", made, made + Duration::from_secs(1)).is_ok());
    let stale = require_fresh("a.info", made, made + Duration::from_secs(61)).expect_err("stale");
    expect(
        shown::failure(&stale),
        str![[r#"
Stale: a.info: the report is 61 seconds older than the last change to the tree
  run the tests on the tree as it is, and make the report again

"#]],
    );
}

#[test]
fn deep_nesting_is_read_like_any_other() {
    let deep = format!("{}<testcase name='a'/>{}", "<testsuite>".repeat(50_000), "</testsuite>".repeat(50_000));
    assert_eq!(shown::outcomes(&read_outcomes("deep.xml", deep.as_bytes(), None)), "passed     | a\n");
    let deep = format!("{{\"gcc_version\":{}", "[".repeat(100_000));
    assert!(read_coverage("deep.json", deep.as_bytes(), None).is_err());
}

#[test]
fn what_unpacks_to_less_than_it_should_is_an_error() {
    let packed = std::fs::read(shown::reports().join("gcov/stack.gcov.json.gz")).expect("a report");
    let cut = read_coverage("cut.gz", &packed[..packed.len() / 2], None).expect_err("cut off");
    assert_eq!(cut.flaw, Flaw::Truncated, "{cut}");
}

/// In these formats a report is one whole, so that any part of it can be told from it.
#[test]
fn no_part_of_a_whole_passes_for_it() {
    for folder in ["nextest-list", "check-xml", "junit", "cobertura", "llvm-cov"] {
        for (path, bytes) in shown::reports_in(folder) {
            let several = shown::name(&path) == "cmocka.xml";
            for end in (0..bytes.trim_ascii_end().len()).step_by(13).filter(|_| !several) {
                let part = &bytes[..end];
                assert!(read_outcomes("part", part, None).is_err(), "{} up to {end}", path.display());
                assert!(read_coverage("part", part, None).is_err(), "{} up to {end}", path.display());
            }
        }
    }
}

/// Bytes that mean something to one format or another, and some that are no text.
const BYTES: &[u8] = b"{}[]<>/\"'&;:,.#%-_ \n0919aok\x1b\xff\xc3\xa9";

fn mutate(bytes: &mut Vec<u8>, random: &mut fastrand::Rng) {
    for _ in 0..random.usize(1..=4) {
        let at = random.usize(..bytes.len().max(1));
        match random.usize(..5) {
            0 => drop(bytes.remove(at)),
            1 => bytes.insert(at, BYTES[random.usize(..BYTES.len())]),
            2 => bytes[at] = BYTES[random.usize(..BYTES.len())],
            3 => drop(bytes.drain(at..(at + random.usize(..40)).min(bytes.len()))),
            _ => bytes.truncate(at.max(1)),
        }
        if bytes.is_empty() {
            return;
        }
    }
}

#[test]
fn mutated_reports_never_panic() {
    let mut random = fastrand::Rng::with_seed(0x6d61_6b65_676f_6f64);
    let ids = OUTCOME_FORMATS.iter().map(|format| format.id()).chain(COVERAGE_FORMATS.iter().map(|format| format.id()));
    for (id, (_, original)) in ids.flat_map(|id| shown::reports_in(id).into_iter().map(move |report| (id, report))) {
        for _ in 0..60 {
            let mut bytes = original.clone();
            mutate(&mut bytes, &mut random);
            for forced in [None, Some(id)] {
                drop(read_outcomes("mutated", &bytes, forced));
                drop(read_coverage("mutated", &bytes, forced));
            }
        }
    }
}

#[test]
fn a_report_that_unpacks_to_far_more_than_its_size_is_refused() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let zeros = vec![0; 1 << 20];
    (0..48).for_each(|_| std::io::Write::write_all(&mut packed, &zeros).expect("it is packed"));
    let bomb = packed.finish().expect("it is packed");
    let error = read_coverage("bomb.json.gz", &bomb, None).expect_err("it is no report");
    assert_eq!(error.flaw, Flaw::TooLarge);
    assert!(error.what.contains("unpacks to more than"), "{error}");
}
