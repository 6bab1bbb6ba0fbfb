//! The organization's areas while a file is read: those that are there, and those that it makes.

use std::collections::BTreeMap;

use crate::domain::{AreaId, OrganizationId};
use crate::store::{StoreError, Tx, organizations};
use crate::text;

use super::super::App;

/// A file that names more new areas than this most likely has the wrong column mapped to `area`.
const MOST: usize = 500;

/// Areas by name, compared as names are.
#[derive(Debug)]
pub struct Areas {
    known: BTreeMap<String, AreaId>,
    /// Made by this file, not written yet.
    fresh: Vec<(AreaId, String)>,
    /// The names of all that this file makes.
    pub made: Vec<String>,
}

impl Areas {
    /// What is there.
    pub async fn read(tx: &mut Tx, organization: OrganizationId) -> Result<Self, StoreError> {
        let known = organizations::areas(tx, organization).await?;
        let known = known.into_iter().map(|(id, name)| (text::name_key(&name), id)).collect();
        Ok(Self { known, fresh: Vec::new(), made: Vec::new() })
    }

    /// The area of that name, if it is there or will be.
    pub fn known(&self, name: &str) -> Option<AreaId> {
        self.known.get(&text::name_key(name)).copied()
    }

    /// The area of that name, to be made when it is missing.
    pub fn named(&mut self, app: &App, name: &str) -> Result<AreaId, String> {
        if let Some(id) = self.known(name) {
            return Ok(id);
        }
        if self.made.len() >= MOST {
            return Err(format!("would be new area number {}; is this column really the area?", MOST + 1));
        }
        let id: AreaId = app.id();
        self.known.insert(text::name_key(name), id);
        self.fresh.push((id, name.to_owned()));
        self.made.push(name.to_owned());
        Ok(id)
    }

    /// Writes those that are not written yet.
    pub async fn write(&mut self, tx: &mut Tx, organization: OrganizationId) -> Result<bool, StoreError> {
        let mut as_expected = true;
        for (id, name) in self.fresh.drain(..) {
            let (_, made) = organizations::area_named(tx, organization, id, &name).await?;
            as_expected &= made;
        }
        Ok(as_expected)
    }
}
