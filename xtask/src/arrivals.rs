//! Modules that are still being built -> requests for them held until they are there.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};

/// The paths of a site that are on their way, and those that will not come.
#[derive(Default)]
pub struct Arrivals {
    /// By path: nothing while it is on its way, then why it will not come.
    missing: Mutex<BTreeMap<String, Option<String>>>,
    change: Condvar,
}

impl Arrivals {
    /// Holds requests for a path from now on.
    pub fn expect(&self, path: String) {
        self.change(|missing| {
            missing.insert(path, None);
        });
    }

    /// Lets the requests for a path go on, or refuses them with a sentence.
    pub fn tell(&self, path: &str, result: Result<(), String>) {
        self.change(|missing| {
            match result {
                Ok(()) => missing.remove(path),
                Err(reason) => missing.insert(path.to_owned(), Some(reason)),
            };
        });
    }

    /// Waits until a path is there, or says why it will not come.
    ///
    /// # Errors
    /// It will not come: the sentence that was told.
    pub fn wait_for(&self, path: &str) -> Result<(), String> {
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        let missing = self
            .change
            .wait_while(missing, |missing| matches!(missing.get(path), Some(None)))
            .unwrap_or_else(PoisonError::into_inner);
        match missing.get(path) {
            Some(Some(reason)) => Err(reason.clone()),
            _ => Ok(()),
        }
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, Option<String>>)) {
        change(&mut self.missing.lock().unwrap_or_else(PoisonError::into_inner));
        self.change.notify_all();
    }
}
