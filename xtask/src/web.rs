//! The modules as they are built -> the page on this machine, as soon as it can check.

use std::fs;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};

use crate::arrivals::Arrivals;
use crate::serve::Server;
use crate::wasm::{self, Lowering, MODULES, Module};
use crate::{node, root, site};

/// Builds the check, serves the page, and builds the other modules behind it.
///
/// # Errors
/// The check could not be built, or the page not be served.
pub fn web(port: Option<u16>) -> Result<()> {
    wasm::prepare(Lowering::WhereInstalled)?;
    let page = Page::of_this_machine()?;
    let arrivals = Arc::new(Arrivals::default());
    // Before anything is built, as a port that is taken is soon told.
    let server = Server::bind(&page.folder, port)?.holding(Arc::clone(&arrivals));

    let [check, others @ ..] = MODULES;
    let coming: Vec<Module> = others
        .into_iter()
        .filter(|which| !wasm::is_current(*which))
        .collect();
    for which in &coming {
        arrivals.expect(module_path(*which));
        wasm::write_stand_in(*which)?;
    }
    wasm::build(&[check])?;
    page.renew(&coming)?;

    println!("{}", server.origin());
    if !coming.is_empty() {
        let names: Vec<_> = coming.iter().map(|which| which.name).collect();
        println!(
            "the page checks what is pasted; still being built: {}",
            names.join(", ")
        );
    }
    std::thread::spawn(move || build_behind(&page, &coming, &arrivals));
    server.run()
}

fn build_behind(page: &Page, coming: &[Module], arrivals: &Arrivals) {
    let renewing = Mutex::new(0);
    wasm::build_each(coming, &|which, result| {
        let mut done = renewing.lock().unwrap_or_else(PoisonError::into_inner);
        let result = result.and_then(|()| page.renew(coming));
        *done += 1;
        match &result {
            Ok(()) => println!("{} is there: {done} of {}", which.name, coming.len()),
            Err(error) => eprintln!("{} could not be built: {error:#}", which.name),
        }
        let told = result.map_err(|error| format!("{} could not be built: {error:#}", which.name));
        arrivals.tell(&module_path(which), told);
    });
}

fn module_path(which: Module) -> String {
    format!("pkg/{}_bg.wasm", which.name)
}

/// What is served: the site where the npm tools are, else the plain modules of `www`.
struct Page {
    folder: std::path::PathBuf,
    is_bundled: bool,
}

impl Page {
    fn of_this_machine() -> Result<Page> {
        let is_bundled = node::is_installed();
        let folder = if is_bundled {
            site::folder()
        } else {
            println!(
                "the page is served as it is written, in many files, because the npm tools are not \
                 installed: `cargo xtask site` installs them and builds the site that is shipped"
            );
            root().join("www")
        };
        fs::create_dir_all(folder.join("pkg"))?;
        Ok(Page { folder, is_bundled })
    }

    /// Takes over what has been built. A worker that runs with a stand-in for a module's
    /// glue asks for the glue itself, which the bundle has in the worker.
    fn renew(&self, coming: &[Module]) -> Result<()> {
        if !self.is_bundled {
            return Ok(());
        }
        site::bundle()?;
        for which in coming {
            let name = format!("pkg/{}.js", which.name);
            fs::copy(root().join("www").join(&name), self.folder.join(&name))
                .with_context(|| format!("{name} could not be copied"))?;
        }
        Ok(())
    }
}
