//! The parts that the forms for fault reports and orders share: how soon, where, about what (R12, R31, R33).

use uuid::Uuid;

use crate::domain::FacilityId;
use crate::domain::field::FieldErrors;
use crate::domain::state::Urgency;
use crate::service::portal::{self, Places};
use crate::text;

use super::super::failure::Refusal;
use super::super::form::Fields;
use super::super::look::Look;
use super::super::page::Choice;
use super::super::state::Portal;
use super::super::visit::Visit;
use super::orders::LONGEST_NUMBER;

/// Where, and about what; the template `spot` reads it.
pub(super) struct SpotForm {
    /// The facilities to choose from; none: there is nothing to choose.
    pub facilities: Vec<Choice>,
    /// The objects to choose from; none: there are none, or so many that the number is typed.
    pub objects: Vec<Choice>,
    /// Whether the object's number is typed.
    pub typed: bool,
    /// The number that was typed.
    pub object: String,
    /// Whether there is anything about which something can be sent.
    pub somewhere: bool,
}

/// What is offered to this person, with what was chosen before.
pub(super) async fn spot(state: &Portal, visit: &Visit, fields: &Fields) -> Result<SpotForm, Refusal> {
    let places = portal::places(&state.app, &visit.viewer).await.map_err(|e| visit.failed(e))?;
    let chosen = fields.line("object", LONGEST_NUMBER);
    let about = places.objects.iter().find(|o| o.number == chosen);
    // Coming from an object's page, the form stands at the object's facility already.
    let there = about.and_then(|o| o.facility.as_deref());
    let facilities = facilities(&visit.look, &places, fields.get("facility"), there);
    let named = |o: &portal::NamedObject| {
        let parts = [Some(o.name.as_str()), o.facility.as_deref(), Some(o.number.as_str())];
        Choice {
            value: o.number.clone(),
            text: parts.into_iter().flatten().map(text::line).collect::<Vec<_>>().join(" · "),
            chosen: o.number == chosen,
        }
    };
    let mut objects: Vec<Choice> = Vec::new();
    if !places.objects.is_empty() && !places.more_objects {
        objects.push(Choice { value: String::new(), text: visit.look.t("spot-no-object"), chosen: about.is_none() });
        objects.extend(places.objects.iter().map(named));
    }
    let somewhere = places.nowhere || !places.facilities.is_empty() || !places.objects.is_empty();
    Ok(SpotForm { facilities, objects, typed: places.more_objects, object: chosen, somewhere })
}

fn facilities(look: &Look, places: &Places, typed: &str, there: Option<&str>) -> Vec<Choice> {
    if places.facilities.is_empty() {
        return Vec::new();
    }
    let only = places.facilities.len() == 1 && !places.nowhere;
    let chosen = |id: &FacilityId, name: &str| {
        if typed.is_empty() { only || there == Some(name) } else { typed == id.to_string() }
    };
    let mut all: Vec<Choice> = places
        .facilities
        .iter()
        .map(|(id, name)| Choice { value: id.to_string(), text: text::line(name), chosen: chosen(id, name) })
        .collect();
    if !only {
        let none = if places.nowhere { "spot-no-facility" } else { "spot-choose" };
        let nothing = all.iter().all(|choice| !choice.chosen);
        all.insert(0, Choice { value: String::new(), text: look.t(none), chosen: nothing });
    }
    all
}

/// The facility that was chosen. What is no facility's identifier is nobody's facility, and the service says so.
pub(super) fn facility(fields: &Fields) -> Option<FacilityId> {
    match fields.get("facility").trim() {
        "" => None,
        id => Some(id.parse().unwrap_or(FacilityId(Uuid::nil()))),
    }
}

/// The object that was chosen or typed.
pub(super) fn object(fields: &Fields) -> Option<String> {
    Some(fields.line("object", LONGEST_NUMBER)).filter(|number| !number.is_empty())
}

/// How soon; as usual when nothing was chosen.
pub(super) fn urgency(fields: &Fields) -> Result<Urgency, FieldErrors> {
    let mut errors = FieldErrors::new();
    let chosen = fields.choice("urgency", &mut errors).unwrap_or(Urgency::Normal);
    errors.into_result().map(|()| chosen)
}

/// How soon, to choose.
pub(super) fn urgencies(look: &Look, chosen: Urgency) -> Vec<Choice> {
    let one = |urgency: &Urgency| Choice {
        value: urgency.to_string(),
        text: look.t(&format!("urgency-{urgency}")),
        chosen: *urgency == chosen,
    };
    Urgency::ALL.iter().map(one).collect()
}
