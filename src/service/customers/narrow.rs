//! What the fields of a search mean: areas by their names, cities by their beginning, technicians by a part of the name.

use std::collections::BTreeSet;

use crate::domain::AreaId;
use crate::domain::field::FieldErrors;
use crate::domain::staff::Territory;
use crate::service::{Actor, Error};
use crate::store::customers::{CustomerQuery, Narrowed, cities, technicians};
use crate::store::{Conn, organizations};
use crate::text;

/// A query with its fields looked up.
pub(super) struct Meant {
    pub(super) query: CustomerQuery,
    /// What the person sees (R10), of that what was asked for.
    pub(super) territory: Territory,
    pub(super) narrowed: Narrowed,
}

/// Looks the fields of a query up. `None`: nobody can be meant.
pub(super) async fn meant(conn: &mut Conn, by: &Actor, query: &CustomerQuery) -> Result<Option<Meant>, Error> {
    let (filter, mut query) = (&query.filter, query.clone());
    match (query.access, filter.access) {
        (Some(one), Some(other)) if one != other => return Ok(None),
        (one, other) => query.access = one.or(other),
    }
    let mut territory = by.sees();
    if let Some(name) = &filter.area {
        let named = areas(conn, by, name).await?;
        territory = match territory {
            Territory::Everywhere => Territory::Areas(named),
            Territory::Areas(own) => Territory::Areas(own.intersection(&named).copied().collect()),
        };
    }
    let mut narrowed = Narrowed { kind: filter.kind, managed: filter.managed, ..Narrowed::default() };
    if let Some(city) = &filter.city {
        narrowed.cities = Some(cities(conn, by.organization, city).await?);
    }
    if let Some(name) = &filter.tech {
        narrowed.technicians = Some(technicians(conn, by.organization, name).await?);
    }
    Ok(Some(Meant { query, territory, narrowed }))
}

/// The areas whose names begin so; exactly so, when there is one.
async fn areas(conn: &mut Conn, by: &Actor, typed: &str) -> Result<BTreeSet<AreaId>, Error> {
    let known = organizations::areas(conn, by.organization).await?;
    let typed = text::fold(typed);
    let folded: Vec<(AreaId, String)> = known.iter().map(|(id, name)| (*id, text::fold(name))).collect();
    if let Some((id, _)) = folded.iter().find(|(_, name)| *name == typed) {
        return Ok([*id].into());
    }
    let begun: BTreeSet<AreaId> =
        folded.iter().filter(|(_, name)| name.starts_with(&typed)).map(|(id, _)| *id).collect();
    if !begun.is_empty() {
        return Ok(begun);
    }
    let near = text::nearest(&typed, folded.iter().map(|(_, name)| name.as_str()));
    let near = near.and_then(|near| folded.iter().position(|(_, name)| name == near)).and_then(|at| known.get(at));
    let hint = near.map_or(String::new(), |(_, name)| format!("; did you mean {name}?"));
    let message = format!("area: no area is called \"{}\"{hint}", text::line(&typed));
    Err(FieldErrors::one("filter", "filter-area", message).into())
}
