//! debug
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let want = std::env::args().nth(2).unwrap_or_default();
    let source = model::SourceText::new(&path, std::fs::read(&path).unwrap());
    let language = syntax::language_of(&path).unwrap();
    let opened = language.open(&source);
    let lexicon = analysis::Lexicon::new(&rules::vocabulary());
    for f in opened.bodies(&|h, _| want.is_empty() || h.name == want).functions {
        if std::env::args().nth(3).is_some() {
            println!("{:#?}", f.variants);
        }
        let facts = analysis::facts(f, &source, opened.language(), opened.exclusions(), &lexicon);
        println!("{} outcome {:?} hollow {}", facts.head.qualified, facts.outcome, facts.hollow);
        for v in &facts.variants {
            println!(
                "  flow effects {:?} result_depends {} const_out {} params {:?}",
                v.flow.effects.iter().map(|s| source.slice(*s)).collect::<Vec<_>>(),
                v.flow.result_depends,
                v.flow.constant_outputs,
                v.flow.relevant_params
            );
            println!(
                "  open {:?}",
                v.flow.open_calls.iter().map(|o| (o.call.callee.as_str(), o.in_result)).collect::<Vec<_>>()
            );
            for e in &v.exits {
                println!("  exit {:?} {:?} {:?}", source.slice(e.span), e.yields, e.place);
            }
            println!("  effective {:?}", v.effective.iter().map(|s| source.slice(*s)).collect::<Vec<_>>());
            println!(
                "  tail {:?} idle {:?}",
                v.tail_call.as_ref().map(|c| c.callee.as_str()),
                v.idle_branches.iter().map(|b| b.label.as_str()).collect::<Vec<_>>()
            );
        }
        for a in &facts.admissions {
            println!("  admission {:?} {:?} {:?} {:?}", a.kind, a.carrier, a.place, a.text);
        }
    }
}
