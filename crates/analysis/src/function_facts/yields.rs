//! What an expression hands out when it is returned.

use super::admission_text::{in_text, readable, shortened};
use super::codes::{code_or_constructor, is_error_code, says_no_error};
use super::lexicon::Lexicon;
use super::reads::{Met, calls_in, each_in_expr, root_name, texts_in};
use super::senses::Senses;
use super::words::last_part;
use model::{LanguageId, Sign, SignKind, Span, Yield, name_words};
use smol_str::SmolStr;
use syntax::ir::{Call, CallForm, Expr, ExprKind, StatementKind};

/// What a value is worth as a result.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Worth {
    pub(super) yields: Yield,
    pub(super) sign: Option<Sign>,
    /// The constant as it is written, where it is one: a choice between two that differ is worked out.
    pub(super) constant: Option<SmolStr>,
}

impl Worth {
    pub(super) fn of(yields: Yield) -> Self {
        Self { yields, sign: None, constant: None }
    }

    fn canned(constant: &str) -> Self {
        Self { constant: Some(constant.into()), ..Self::of(Yield::Canned) }
    }

    pub(super) fn missing(kind: SignKind, text: &str, span: Span) -> Self {
        Self::signed(Sign { kind, text: shortened(text), span })
    }

    /// Not implemented, by `sign`.
    pub(super) fn signed(sign: Sign) -> Self {
        Self { sign: Some(sign), ..Self::of(Yield::NotImplemented) }
    }
}

/// Calls that hand on their argument or receiver as it is.
const WRAPPERS: &[&str] = &[
    "Ok",
    "Some",
    "new",
    "from",
    "into",
    "Ready",
    "ready",
    "to_string",
    "to_owned",
    "into_boxed",
    "boxed",
    "context",
    "with_context",
    "wrap_err",
    "pin",
    "box_pin",
    "into_ref",
    "as_ref",
    "clone",
    "copied",
    "cloned",
    "map_err",
    "format",
    "Left",
    "Right",
    "Borrowed",
    "Owned",
];

/// Calls without arguments that make an empty value.
const EMPTY_MAKERS: &[&str] = &["new", "default", "empty", "none", "null", "null_mut", "nil", "vec", "pending"];

/// Judges values by the words of a lexicon.
pub(super) struct Appraiser<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) language: LanguageId,
    /// Whether a name is a parameter or a local that holds one.
    pub(super) stored: &'a dyn Fn(&str) -> bool,
}

impl Appraiser<'_> {
    /// What `expr` is worth; locals must be resolved by the caller.
    pub(super) fn worth(&self, expr: &Expr) -> Worth {
        match &expr.kind {
            ExprKind::Name(name) => self.name(name, expr.span, false),
            ExprKind::Text(text) => Worth::canned(text),
            ExprKind::Literal(literal) => Worth::canned(literal),
            ExprKind::Call(call) => self.call(call, expr),
            ExprKind::Field { base, .. } => self.field(base),
            ExprKind::Struct { path, fields } => self.structure(path, fields, expr),
            ExprKind::Unary { operator, operand } => self.unary(operator, operand),
            ExprKind::Cast { value, .. } => self.worth(value),
            ExprKind::Binary { left, right, .. } => self.binary(left, right),
            ExprKind::List(items) => self.list(items),
            ExprKind::Flow(statement) => match &statement.kind {
                StatementKind::Assign { value, .. } => self.worth(value),
                _ => Worth::of(Yield::Computed),
            },
            ExprKind::Closure(_) | ExprKind::Tokens(_) => Worth::of(Yield::Computed),
        }
    }

    fn name(&self, name: &str, span: Span, in_error: bool) -> Worth {
        if (self.stored)(name) {
            return Worth::of(Yield::Stored);
        }
        if self.lexicon.says_not_implemented(name) && (in_error || self.is_result_name(name)) {
            return Worth::missing(code_or_constructor(name), last_part(name), span);
        }
        if self.lexicon.says_absent_here(name) {
            return Worth::missing(SignKind::WeakCode, last_part(name), span);
        }
        if says_no_error(last_part(name)) {
            return Worth::canned(name);
        }
        if is_error_code(last_part(name)) || self.lexicon.is_error_call(last_part(name)) {
            return Worth::of(Yield::Failure);
        }
        let local = last_part(name).chars().next().is_some_and(char::is_lowercase) && !name.contains("::");
        if local { Worth::of(Yield::Stored) } else { Worth::canned(name) }
    }

    /// In Rust, a bare `Value::NotImplemented` is a value like any other unless its type is one of results.
    fn is_result_name(&self, name: &str) -> bool {
        const RESULTS: &[&str] =
            &[" error ", " err ", " status ", " code ", " reply ", " response ", " errno ", " errors "];
        self.language == LanguageId::C
            || name.rsplit("::").nth(1).is_some_and(|of| RESULTS.iter().any(|word| name_words(of).contains(word)))
    }

    fn field(&self, base: &Expr) -> Worth {
        let rooted = root_name(base).is_some();
        Worth::of(if rooted { Yield::Stored } else { Yield::Computed })
    }

    fn structure(&self, path: &str, fields: &[(String, Expr)], whole: &Expr) -> Worth {
        if self.lexicon.is_error_call(path.rsplit("::").nth(1).unwrap_or(path)) || self.lexicon.is_error_call(path) {
            return self.error(whole);
        }
        let plain = fields.iter().all(|(_, value)| self.worth(value).yields == Yield::Canned);
        Worth::of(if plain { Yield::Canned } else { Yield::Computed })
    }

    fn unary(&self, operator: &str, operand: &Expr) -> Worth {
        let worth = self.worth(operand);
        match (operator, worth.yields) {
            ("-", Yield::Canned) => Worth::of(Yield::Failure),
            ("!" | "~" | "sizeof", Yield::Stored) => Worth::of(Yield::Computed),
            _ => worth,
        }
    }

    fn binary(&self, left: &Expr, right: &Expr) -> Worth {
        let constant = self.worth(left).yields == Yield::Canned && self.worth(right).yields == Yield::Canned;
        Worth::of(if constant { Yield::Canned } else { Yield::Computed })
    }

    fn list(&self, items: &[Expr]) -> Worth {
        let last = items.last().map_or(Worth::of(Yield::Canned), |item| self.worth(item));
        let missing = items.iter().map(|item| self.worth(item)).find(|worth| worth.yields == Yield::NotImplemented);
        match (self.language, missing) {
            (LanguageId::C, Some(worth)) => worth,
            (LanguageId::C, None) => last,
            (LanguageId::Rust, _) => {
                let constant = items.iter().all(|item| self.worth(item).yields == Yield::Canned);
                Worth::of(if constant { Yield::Canned } else { Yield::Computed })
            }
        }
    }

    fn call(&self, call: &Call, whole: &Expr) -> Worth {
        let name = last_part(&call.callee);
        let senses = self.lexicon.senses(name);
        if let Some(worth) = self.panic(call, senses, whole) {
            return worth;
        }
        if (WRAPPERS.contains(&name) || self.is_macro_around(call, name)) && !self.makes_error(call) {
            return self.wrapped(call);
        }
        if name == "Err" || self.is_error_call(name, senses) || self.makes_error(call) {
            return self.error(whole);
        }
        if call.arguments.is_empty() && EMPTY_MAKERS.contains(&name) {
            return Worth::of(Yield::Canned);
        }
        if senses.say(Senses::MAKES_RESULT) && self.has_code(call) {
            return self.error(whole);
        }
        if self.language == LanguageId::Rust && makes_value(call) {
            return self.list(&call.arguments);
        }
        Worth::of(Yield::Computed)
    }

    /// `ROM_INT(x)`, `OS_ERR(ENOSYS)`: a macro of C around one value.
    fn is_macro_around(&self, call: &Call, name: &str) -> bool {
        let capitals = name.len() > 3 && !name.contains(char::is_lowercase);
        self.language == LanguageId::C && capitals && call.arguments.len() == 1
    }

    /// In Rust, a call that is only named after what is not implemented hands out a value of that name.
    fn is_error_call(&self, name: &str, senses: Senses) -> bool {
        let by_result = || self.language == LanguageId::C && self.lexicon.says_not_implemented(name);
        senses.say(Senses::ERRS) || by_result()
    }

    /// `Error::new(..)`, `io::Error::other(..)`: a constructor of a type that is an error by its name.
    fn makes_error(&self, call: &Call) -> bool {
        call.form == CallForm::Function
            && call.callee.rsplit("::").nth(1).is_some_and(|of| self.lexicon.is_error_call(of))
            && !(self.language == LanguageId::Rust && hands_on_work(call))
    }

    /// Whether a call is handed a code that says not implemented, and no other code of its family: among several, a code
    /// is one that something is compared with.
    fn has_code(&self, call: &Call) -> bool {
        let names = || call.arguments.iter().filter_map(plain_name_of);
        let Some(code) = names().find(|name| self.lexicon.says_not_implemented(name)) else { return false };
        let family = |name: &str| name.split_once('_').map(|(family, _)| family.to_owned());
        !names().any(|name| name != code && family(name).is_some_and(|own| Some(own) == family(code)))
    }

    /// What is made of several values is worth more than the first of them.
    fn wrapped(&self, call: &Call) -> Worth {
        match call.arguments.as_slice() {
            [] => Worth::of(Yield::Canned),
            [first, others @ ..]
                if matches!(last_part(&call.callee), "new" | "format") && self.language == LanguageId::Rust =>
            {
                let worth = self.worth(first);
                let plain = others.iter().all(|other| self.worth(other).yields == worth.yields);
                if plain || worth.sign.is_some() { worth } else { Worth::of(Yield::Computed) }
            }
            [first, ..] => self.worth(first),
        }
    }

    pub(super) fn is_refusal(&self, text: &str) -> bool {
        in_text(text, self.lexicon).is_none() && self.lexicon.refusal.within(&readable(text))
    }

    /// What an error is worth: not implemented where a name or a text in it says so.
    pub(super) fn error(&self, whole: &Expr) -> Worth {
        if let Some(sign) = self.sign_in(whole) {
            return Worth::signed(sign);
        }
        let refuses = self.is_refusal(&joined(&texts_in(whole)));
        Worth::of(if refuses { Yield::Refusal } else { Yield::Failure })
    }

    /// The first name or text in `whole` that says not implemented: names before texts.
    pub(super) fn sign_in(&self, whole: &Expr) -> Option<Sign> {
        let mut named = None;
        let mut said = None;
        let mut absent = None;
        each_in_expr(whole, &mut |met| {
            let Met::Expr(expr) = met else { return };
            let (name, span) = match &expr.kind {
                ExprKind::Name(name) => (name.as_str(), expr.span),
                ExprKind::Call(call) => (call.callee.as_str(), call.callee_span),
                ExprKind::Struct { path, .. } => (path.as_str(), expr.span),
                ExprKind::Text(text) => {
                    if in_text(text, self.lexicon).is_some() {
                        said.get_or_insert(sign(SignKind::Text, text, expr.span));
                    }
                    return;
                }
                _ => return,
            };
            let made = match expr.kind {
                ExprKind::Call(_) => self.lexicon.makes_placeholder_error(name),
                _ => name.contains("::") && self.lexicon.is_placeholder_macro(&last_part(name).to_ascii_lowercase()),
            };
            if made || self.lexicon.says_not_implemented(name) {
                named.get_or_insert(sign(code_or_constructor(name), last_part(name), span));
            } else if self.lexicon.says_absent_here(name) {
                absent.get_or_insert(sign(SignKind::WeakCode, last_part(name), span));
            }
        });
        let refused = || {
            let said = joined(&texts_in(whole));
            self.lexicon.limit_of(&said) || (instructs(&said) && !self.lexicon.is_for_now(&said))
        };
        named.filter(|_| said.is_some() || !refused()).or(said).or(absent)
    }
}

/// "Call super().__init__() first": the caller is told what to do.
fn instructs(text: &str) -> bool {
    let first = text.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    const ORDERS: &[&str] = &["call", "use", "pass", "set", "enable", "run", "provide", "install", "try"];
    ORDERS.contains(&first.to_ascii_lowercase().as_str()) && text.split_whitespace().count() > 3
}

fn plain_name_of(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name),
        _ => None,
    }
}

pub(super) fn joined(texts: &[(&str, Span)]) -> String {
    texts.iter().map(|(text, _)| *text).collect::<Vec<_>>().join(" ")
}

/// `Number::Float(0.0)`: a value of a type or of one of its variants.
pub(super) fn makes_value(call: &Call) -> bool {
    let name = last_part(&call.callee);
    call.form == CallForm::Function
        && name.starts_with(|letter: char| letter.is_ascii_uppercase())
        && name.contains(|letter: char| letter.is_ascii_lowercase())
}

/// `Error::mux(sync(fd).map(..))`: what a function did is handed through the type of errors.
fn hands_on_work(call: &Call) -> bool {
    let plain = |callee: &str| callee.starts_with(char::is_lowercase) && !callee.contains("::");
    let does = |call: &&Call| call.form == CallForm::Function && plain(&call.callee) && !call.arguments.is_empty();
    call.arguments.iter().flat_map(calls_in).any(|inner| does(&inner))
}

fn sign(kind: SignKind, text: &str, span: Span) -> Sign {
    Sign { kind, text: shortened(text.trim_end_matches("\\n")), span }
}
