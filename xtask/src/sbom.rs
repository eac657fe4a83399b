//! `cargo metadata` and `Cargo.lock` -> what the modules and the command line are
//! made of, in the form of `CycloneDX`.
//!
//! The list is that of the lock file, whatever the platform, and neither says when
//! it was made nor bears a number of its own: the same source gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{process, root};

/// The crate that is shipped.
const SHIPPED: &str = "gouji";

/// The list as JSON.
///
/// # Errors
/// cargo could not say what the crate depends on, or the lock file cannot be read.
pub fn sbom() -> Result<String> {
    let metadata = process::output(process::cargo().args([
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--all-features",
    ]))?;
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock")?;
    let list = list(&serde_json::from_str(&metadata)?, &checksums(&lock))
        .context("cargo described its packages in another way than this knows")?;
    Ok(serde_json::to_string_pretty(&list)? + "\n")
}

fn list(metadata: &Value, checksums: &BTreeMap<String, String>) -> Option<Value> {
    let packages: BTreeMap<&str, &Value> = metadata["packages"]
        .as_array()?
        .iter()
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let depends: BTreeMap<&str, BTreeSet<&str>> = metadata["resolve"]["nodes"]
        .as_array()?
        .iter()
        .filter_map(|node| Some((node["id"].as_str()?, shipped_with(node)?)))
        .collect();
    let own = packages.iter().find(|(_, p)| p["name"] == SHIPPED)?.0;
    let mut reached = BTreeSet::new();
    let mut open = vec![*own];
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(&depends[id]);
        }
    }
    let mut components: Vec<Value> = Vec::new();
    let mut dependencies: Vec<Value> = Vec::new();
    for id in &reached {
        let mut on: Vec<_> = depends[id].iter().map(|d| purl(packages[d])).collect();
        on.sort();
        dependencies.push(json!({ "ref": purl(packages[id]), "dependsOn": on }));
        if id != own {
            components.push(component(packages[id], "library", checksums));
        }
    }
    components.sort_by_key(|c| c["bom-ref"].to_string());
    dependencies.sort_by_key(|d| d["ref"].to_string());
    Some(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": component(packages[own], "application", checksums) },
        "components": components,
        "dependencies": dependencies,
    }))
}

/// What a package is built with or from; what only its tests use is left out.
fn shipped_with(node: &Value) -> Option<BTreeSet<&str>> {
    let deps = node["deps"].as_array()?.iter();
    let shipped = deps.filter(|dep| {
        let kinds = dep["dep_kinds"].as_array();
        kinds.is_some_and(|kinds| kinds.iter().any(|k| k["kind"] != "dev"))
    });
    Some(shipped.filter_map(|dep| dep["pkg"].as_str()).collect())
}

fn component(package: &Value, kind: &str, checksums: &BTreeMap<String, String>) -> Value {
    let mut component = json!({
        "type": kind,
        "bom-ref": purl(package),
        "name": package["name"],
        "version": package["version"],
        "purl": purl(package),
    });
    if let Some(license) = package["license"].as_str() {
        // The older way of writing a choice is no expression of SPDX.
        let expression = license.replace('/', " OR ");
        component["licenses"] = json!([{ "expression": expression }]);
    }
    if let Some(sum) = checksums.get(&purl(package)) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    component
}

fn purl(package: &Value) -> String {
    let text = |key: &str| package[key].as_str().unwrap_or_default();
    format!("pkg:cargo/{}@{}", text("name"), text("version"))
}

/// The hash of each package of the registry, by its purl.
fn checksums(lock: &str) -> BTreeMap<String, String> {
    let mut sums = BTreeMap::new();
    for package in lock.split("[[package]]") {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key))?;
            Some(line.strip_prefix(" = \"")?.strip_suffix('"')?.to_owned())
        };
        if let (Some(name), Some(version), Some(sum)) =
            (value("name"), value("version"), value("checksum"))
        {
            sums.insert(format!("pkg:cargo/{name}@{version}"), sum);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_is_listed_with_its_hash_and_its_terms() {
        let list: Value = serde_json::from_str(&sbom().unwrap()).unwrap();
        let components = list["components"].as_array().unwrap();
        let named = |name: &str| components.iter().find(|c| c["name"] == name);
        let serde = named("serde").unwrap();
        assert_eq!(serde["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(serde["hashes"][0]["content"].as_str().unwrap().len(), 64);
        assert!(named("wasm-bindgen").is_some() && named("hayro-interpret").is_some());
        // Of the tests alone.
        assert!(named("scraper").is_none() && named("proptest").is_none());
        let all = list["dependencies"].as_array().unwrap();
        assert_eq!(all.len(), components.len() + 1);
    }

    #[test]
    fn the_same_source_gives_the_same_list() {
        assert_eq!(sbom().unwrap(), sbom().unwrap());
    }
}
