"""What `sabotage.py` does to functions and trees. A mutation answers with the new text of the file, or `None` where it does not apply."""

import re

RUST_PLAIN = {"bool": ("false", "true"), "String": ("String::new()", '"value".to_string()'), "&'staticstr": ('""', '"value"')}
RUST_PLAIN |= {"&str": RUST_PLAIN["&'staticstr"], "PathBuf": ("PathBuf::new()", 'PathBuf::from("value")'), "()": ("()", None)}
NUMBER = re.compile(r"[iu](?:8|16|32|64|128|size)")
C_NUMBER = re.compile(r"\b(?:int|long|short|unsigned|char|size_t|ssize_t|u?int\d+_t)\b")


def split(text, separator=","):
    """The parts of `text` between separators that stand in no bracket."""
    depth, parts = 0, [""]
    for at, letter in enumerate(text):
        depth += letter in "([{<"
        depth -= letter in ")]}" or (letter == ">" and text[at - 1 : at] not in ("-", "="))
        if letter == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


# What holds brackets that open and close nothing.
QUOTED = re.compile(r'//[^\n]*|/\*.*?\*/|r#*".*?"#*|"(?:\\.|[^"\\])*"|\'(?:\\.[^\']*|[^\'\\])\'', re.S)


def close(text, start):
    """The place behind the bracket that the one at `start` is closed by."""
    depth, at = 0, start
    while at < len(text):
        quoted = QUOTED.match(text, at)
        if quoted:
            at = quoted.end()
            continue
        depth += text[at] in "([{"
        depth -= text[at] in ")]}"
        at += 1
        if depth == 0:
            return at
    return len(text)


class Function:
    """A function that keeps a promise: its head, parameters, result, and where it is in its file."""

    def __init__(self, tree, place):
        self.path, line, self.qualified = place
        self.rust = self.path.endswith(".rs")
        self.text = tree.read(self.path)
        lines = self.text.splitlines(keepends=True)
        self.start = sum(map(len, lines[: line - 1]))
        self.name = re.split(r"::|>", self.qualified)[-1]
        head = self.text[self.start :]
        found = re.search(rf"\bfn\s+{self.name}\b" if self.rust else rf"\b{self.name}\s*\(", head)
        self.ok = found is not None
        if self.ok:
            self.name_at = self.start + found.start() + found.group().index(self.name)
            self.read_head(head, found)

    def read_head(self, head, found):
        at = found.end() - (0 if self.rust else 1)
        if self.rust and head[at : at + 1] == "<":
            inside = split(head[at + 1 :], ">")[0]
            at = head.index("(", at + 1 + len(inside))
        at = head.index("(", at)
        behind = close(head, at)
        parts = [part for part in split(head[at + 1 : behind - 1]) if part not in ("void", "...")]
        opened = head.find("{", behind)
        self.ok = opened > 0 and ";" not in head[behind:opened]
        self.open = self.start + opened
        self.end = close(self.text, self.open)
        self.end += self.text[self.end : self.end + 1] == "\n"
        rest = head[behind:opened]
        before = re.sub(r"\b(?:static|inline|extern|const|struct|enum)\b|\w*(?:API|EXPORT)\w*", "", head[: found.start()])
        self.result = re.split(r"\bwhere\b", rest.partition("->")[2])[0].strip() if self.rust else before.strip()
        if self.result == "void":
            self.result = ""
        if self.rust:
            self.receiver = parts[0] if parts and re.search(r"\bself\b", parts[0].partition(":")[0]) else ""
            pairs = [part.partition(":")[::2] for part in parts if part != self.receiver]
            self.params = [(re.findall(r"\w+", name)[-1], kind.strip()) for name, kind in pairs if re.search(r"\w", name)]
        else:
            self.receiver = ""
            found = [re.search(r"^(.*?)(\w+)\s*(?:\[.*)?$", part, re.S) for part in parts]
            self.params = [(part.group(2), part.group(1).strip()) for part in found if part and part.group(1).strip()]

    def with_body(self, body, before=""):
        rest = "{\n" + "".join(f"    {line}\n" for line in body) + "}\n"
        return self.text[: self.start] + before + self.text[self.start : self.open] + rest + self.text[self.end :]

    def discards(self):
        return [f"let _ = {name};" if self.rust else f"(void){name};" for name, _ in self.params]

    def beginning(self):
        """Where its documentation and attributes begin."""
        lines = self.text[: self.start].splitlines(keepends=True)
        while lines and re.match(r"\s*(?:///|//|#\[|/\*\*.*\*/|\*)", lines[-1]):
            lines.pop()
        return sum(map(len, lines))


def rust_value(kind, at):
    """A value of the type: neutral for `at` 0, any other for 1."""
    plain = re.sub(r"\s+", "", kind)
    if plain in RUST_PLAIN:
        return RUST_PLAIN[plain][at]
    if NUMBER.fullmatch(plain):
        return ("0", "42")[at]
    if plain in ("f32", "f64"):
        return ("0.0", "0.5")[at]
    generic = re.fullmatch(r"(?:\w+::)*(\w+)<(.*)>", plain)
    name, inside = generic.groups() if generic else ("", "")
    if name == "Result" or plain.endswith("Result"):
        inner = rust_value(split(inside)[0] if inside else "()", at)
        return inner and f"Ok({inner})"
    if name == "Option":
        inner = rust_value(inside, 1)
        return "None" if at == 0 else inner and f"Some({inner})"
    if name == "Vec":
        inner = rust_value(inside, 1)
        return "Vec::new()" if at == 0 else inner and f"vec![{inner}]"
    return "Default::default()" if at == 0 and plain not in ("Self", "!") and not plain.startswith(("&", "impl", "(")) else None


def c_value(kind, at):
    if "*" in kind:
        return ("NULL", '"value"' if re.search(r"\bchar\b", kind) else None)[at]
    if re.search(r"\bbool\b", kind):
        return ("false", "true")[at]
    if C_NUMBER.search(kind):
        return ("0", "42")[at]
    return "0" if at == 0 and kind.endswith("_t") else None


def returning(function, at):
    value = rust_value(function.result, at) if function.rust else c_value(function.result, at)
    return value and [*function.discards(), value if function.rust else f"return {value};"]


def placeholder_body(function):
    if function.rust:
        return ["todo!()"]
    if not function.result:
        return [*function.discards(), f'fprintf(stderr, "{function.name}: not implemented\\n");']
    if "*" in function.result:
        return [*function.discards(), "errno = ENOSYS;", "return NULL;"]
    return [*function.discards(), "return NOT_IMPLEMENTED;"]


def placeholder(function):
    return function.with_body(placeholder_body(function))


def neutral_value(function):
    body = returning(function, 0) if function.result else None
    return body and function.with_body(body)


def constant(function):
    body = returning(function, 1) if function.result and (function.params or function.receiver) else None
    return body and function.with_body(body)


def echo(function):
    plain = lambda kind: re.sub(r"^(?:anyhow::|io::)?Result<([^,]*).*>$|[\s&]|'\w+", r"\1", kind)
    for name, kind in function.params:
        if function.result and plain(kind) == plain(function.result):
            value = f"Ok({name})" if "Result" in function.result else name
            return function.with_body([value if function.rust else f"return {value};"])
    return None


def empty_body(function):
    return None if function.result else function.with_body(function.discards())


def wrapped(function, body):
    """The function as a call of another one with that body."""
    inner = f"{function.name}_inner"
    if "<" in function.qualified or (function.rust and "<" in function.text[function.name_at : function.open].partition("(")[0]):
        return None
    names = ", ".join(name for name, _ in function.params)
    own = re.search(r"(?:^|::)[A-Z]\w*::\w+$", function.qualified) if function.rust else None
    path = "self." if function.receiver else "Self::" if own else ""
    call = f"{path}{inner}({names})"
    if function.rust and re.search(r"\basync\b", function.text[function.start : function.name_at]):
        call += ".await"
    after = function.name_at + len(function.name)
    head = function.text[function.start : function.name_at] + inner + function.text[after : function.open]
    other = head + "{\n" + "".join(f"    {line}\n" for line in body) + "}\n\n"
    return function.with_body([call if function.rust else f"return {call};" if function.result else f"{call};"], other)


def wrapper_to_placeholder(function):
    return wrapped(function, placeholder_body(function))


def wrapper_to_neutral(function):
    body = returning(function, 0) if function.result else function.discards()
    return None if body is None else wrapped(function, body)


def definition_removed(function):
    return function.text[: function.beginning()] + function.text[function.end :]


def never_compiled(function):
    start = function.beginning()
    before, after = ("#[cfg(any())]\n", "") if function.rust else ("#if 0\n", "#endif\n")
    return function.text[:start] + before + function.text[start : function.end] + after + function.text[function.end :]


OF_FUNCTIONS = [
    placeholder, neutral_value, constant, echo, empty_body, wrapper_to_placeholder, wrapper_to_neutral, definition_removed,
    never_compiled,
]


def file_removed(tree, report, base):
    kept = [promise for promise in report["promises"] if promise["status"] == "kept" and promise["evidence"]]
    there = [p["evidence"][0]["path"] for p in kept if p["kind"] == "file" and p["tier"] != "mentioned"]
    paths = [path for path in there if (tree.root / path).is_file()]
    if not paths:
        return False
    tree.write(paths[0], None)


def added_tests(tree, report):
    """The added tests by file, where all of them can be mutated."""
    files = {}
    for test in (report["evidence"].get("sets") or {}).get("added") or []:
        path, _, name = test.partition("::")
        if (tree.root / path).is_file():
            files.setdefault(path, set()).add(name.rpartition("::")[2])
    return files


def tests_removed(tree, report, base):
    """Removes the files that came with tests alone, and takes the others' tests their attribute or their old text."""
    files = added_tests(tree, report)
    for path, names in files.items():
        text = tree.read(path)
        if path.endswith(".rs"):
            for name in names:
                text = re.sub(rf"#\[(?:\w+::)*test\b[^\]]*\](\s*(?:#\[[^\]]*\]\s*)*(?:pub\s+)?(?:async\s+)?fn\s+{name}\b)", r"\1", text)
        elif tree.git("ls-tree", base, path).strip():
            text = tree.git("show", f"{base}:{path}")
        else:
            text = None
        tree.write(path, text)
    return bool(files)


STILL_FAILS = re.compile(r"unwrap\(|unwrap_err\(|expect\(|expect_err\(|\?;|panic!|unreachable!|should_panic|abort\(|exit\(|return 1|Result<")
ASSERTION = re.compile(r"\b(?:debug_)?assert\w*!\s*\(|\b\w*(?:assert|ASSERT|EXPECT|CHECK|REQUIRE)\w*\s*\(")


def assertions_removed(tree, report, base):
    """Takes the assertions out of the added tests, where nothing else lets them fail."""
    files, changed = added_tests(tree, report), False
    for path, names in files.items():
        text = tree.read(path)
        for name in names:
            head = re.search(rf"\bfn\s+{name}\b[^{{]*" if path.endswith(".rs") else rf"\b{name}\b[^;{{]*", text)
            if not head:
                return False
            end = close(text, head.end())
            body = text[head.end() : end]
            while found := ASSERTION.search(body):
                behind = close(body, found.end() - 1)
                body = body[: found.start()] + "()" + body[behind:] if path.endswith(".rs") else body[: found.start()] + body[behind:]
            if body == text[head.end() : end] or STILL_FAILS.search(body) or STILL_FAILS.search(head.group()):
                return False
            changed = True
            text = text[: head.end()] + body + text[end:]
        tree.write(path, text)
    return changed


OF_TREES = [file_removed, tests_removed, assertions_removed]
