//! A machine of which a test makes up only `/sys`.

use std::path::PathBuf;

use psutil_collect::host::Host;

use super::tree::Tree;

/// A machine whose `/sys` a test makes up.
pub struct Sys(pub Tree);

impl Sys {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let tree = Self(Tree::empty());
        for (name, text) in files {
            tree.write(name, text);
        }
        tree
    }

    /// A power supply of these attributes.
    pub fn with_supply(self, name: &str, attributes: &[(&str, &str)]) -> Self {
        for (attribute, text) in attributes {
            self.write(&format!("class/power_supply/{name}/{attribute}"), text);
        }
        self
    }

    pub fn write(&self, name: &str, text: &str) {
        self.0.write(&format!("sys/{name}"), text);
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.file(&format!("sys/{name}"))
    }

    pub fn host(&self) -> Host {
        self.0.host()
    }
}
