//! An ES module and what it imports -> one module that does the same.
//!
//! The page is written as plain modules and runs as such. But each file costs the
//! browser some milliseconds before the first verdict, on an office machine more
//! than the script in it: so the site serves an entry together with its imports.
//!
//! Every module becomes a function that returns its exports, in the order in which
//! they would have run. Only the forms of import and export that `www` uses are
//! known; anything else is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Modules that hold state and are loaded by more than one entry stay apart:
/// bundled twice, there would be two of each.
const SHARED: [&str; 2] = ["engine.js", "sources.js"];

/// The modules that pages load by name.
const ENTRIES: [&str; 3] = ["main.js", "element.js", "embed.js"];

/// Whether a file of `www` is served together with what it imports.
pub fn is_entry(name: &str) -> bool {
    ENTRIES.contains(&name)
}

/// Bundles `entry` with what it imports from the same folder.
///
/// # Errors
/// A module cannot be read, or says something this file does not know.
pub fn bundle(folder: &Path, entry: &str) -> Result<String> {
    let mut bundle = Bundle {
        folder,
        shared: BTreeMap::new(),
        done: BTreeSet::new(),
        body: String::new(),
    };
    bundle.add(entry)?;
    let mut script = String::new();
    for (name, names) in &bundle.shared {
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        writeln!(script, "import {{ {} }} from './{name}';", names.join(", "))?;
    }
    script.push_str(&bundle.body);
    writeln!(
        script,
        "export const {{ {} }} = {};",
        bundle.exports(entry)?,
        variable(entry)
    )?;
    Ok(script)
}

struct Bundle<'a> {
    folder: &'a Path,
    shared: BTreeMap<String, BTreeSet<String>>,
    done: BTreeSet<String>,
    body: String,
}

impl Bundle<'_> {
    fn add(&mut self, name: &str) -> Result<()> {
        if !self.done.insert(name.to_owned()) {
            return Ok(());
        }
        let module = self.read(name)?;
        let mut bindings = String::new();
        for (names, from) in &module.imports {
            if SHARED.contains(&from.as_str()) {
                let wanted = self.shared.entry(from.clone()).or_default();
                wanted.extend(names.split(", ").map(str::to_owned));
            } else {
                self.add(from)?;
                writeln!(bindings, "const {{ {names} }} = {};", variable(from))?;
            }
        }
        writeln!(
            self.body,
            "const {} = (() => {{\n{bindings}{}return {{ {} }};\n}})();",
            variable(name),
            module.body,
            module.exports.join(", ")
        )?;
        Ok(())
    }

    fn exports(&self, name: &str) -> Result<String> {
        Ok(self.read(name)?.exports.join(", "))
    }

    fn read(&self, name: &str) -> Result<Module> {
        let source = fs::read_to_string(self.folder.join(name))
            .with_context(|| format!("{name} could not be read"))?;
        parse(&source).with_context(|| format!("{name} could not be bundled"))
    }
}

#[derive(Debug, Default, PartialEq)]
struct Module {
    /// Names and the file they come from.
    imports: Vec<(String, String)>,
    exports: Vec<String>,
    body: String,
}

/// Imports and exports stand at the beginning of a line.
fn parse(source: &str) -> Result<Module> {
    let mut module = Module::default();
    let mut in_comment = false;
    for line in source.lines() {
        // What stands in lines of its own for the reader of the source stays there.
        in_comment |= line.trim_start().starts_with("/*");
        if in_comment {
            in_comment = !line.trim_end().ends_with("*/");
            continue;
        }
        if let Some(import) = line.strip_prefix("import ") {
            let parts = import
                .strip_prefix("{ ")
                .and_then(|rest| rest.split_once(" } from './"));
            let Some((names, file)) = parts.and_then(|(n, f)| Some((n, f.strip_suffix("';")?)))
            else {
                bail!("only `import {{ a, b }} from './c.js';` is known: {line}");
            };
            ensure_plain(names)?;
            module.imports.push((names.to_owned(), file.to_owned()));
            continue;
        }
        let Some(export) = line.strip_prefix("export ") else {
            module.body.push_str(line);
            module.body.push('\n');
            continue;
        };
        if let Some(names) = export.strip_prefix("{ ") {
            let Some(names) = names.strip_suffix(" };") else {
                bail!("only `export {{ a, b }};` is known: {line}");
            };
            ensure_plain(names)?;
            module.exports.extend(names.split(", ").map(str::to_owned));
        } else {
            let Some(name) = declared(export) else {
                bail!("only functions, classes and constants can be exported: {line}");
            };
            module.exports.push(name.to_owned());
            module.body.push_str(export);
            module.body.push('\n');
        }
    }
    Ok(module)
}

fn ensure_plain(names: &str) -> Result<()> {
    if names.split(", ").all(|name| name.bytes().all(is_of_name)) {
        return Ok(());
    }
    bail!("names are neither renamed nor gathered: {names}")
}

/// The name that a declaration makes.
fn declared(declaration: &str) -> Option<&str> {
    let rest = declaration.strip_prefix("async ").unwrap_or(declaration);
    let rest = ["function ", "class ", "const "]
        .into_iter()
        .find_map(|kind| rest.strip_prefix(kind))?;
    let end = rest.bytes().position(|byte| !is_of_name(byte))?;
    (end > 0).then(|| &rest[..end])
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$'
}

/// What a module's exports are called in the bundle.
fn variable(name: &str) -> String {
    let stem = name.strip_suffix(".js").unwrap_or(name);
    format!(
        "$_{}",
        stem.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_and_exports_are_taken_out() {
        let module = parse("import { a, b } from './c.js';\n\nexport async function d() {}\nconst e = 1;\nexport { e };\n").unwrap();
        assert_eq!(module.imports, [("a, b".into(), "c.js".into())]);
        assert_eq!(module.exports, ["d", "e"]);
        assert_eq!(module.body, "\nasync function d() {}\nconst e = 1;\n");
    }

    #[test]
    fn comments_in_lines_of_their_own_are_left_out() {
        let module = parse("/**\n * a\n */\nb(); /* c */\n  /* d */\ne();\n").unwrap();
        assert_eq!(module.body, "b(); /* c */\ne();\n");
    }

    #[test]
    fn what_is_not_known_is_refused_with_its_line() {
        for line in [
            "import a from './b.js';",
            "import * as a from './b.js';",
            "import { a as b } from './c.js';",
            "import { a } from 'c';",
            "export default 1;",
            "export let a;",
            "export * from './a.js';",
        ] {
            let error = parse(line).unwrap_err().to_string();
            assert!(
                error.contains("known") || error.contains("names") || error.contains("only"),
                "{error}"
            );
        }
    }

    #[test]
    fn the_page_can_be_bundled() {
        let script = bundle(&crate::root().join("www"), "main.js").unwrap();
        assert!(script.starts_with("import { engine } from './engine.js';\n"));
        let before = |a: &str, b: &str| script.find(a).unwrap() < script.find(b).unwrap();
        assert!(before("const $_dom =", "const $_tables ="));
        assert!(before("const $_gouji_checker =", "const $_main ="));
        assert_eq!(script.matches("const $_dom =").count(), 1);
        assert!(!script.contains("\nimport {") || script.starts_with("import"));
    }
}
