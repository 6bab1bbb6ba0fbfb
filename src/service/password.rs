//! Which passwords are good enough: NIST 800-63B-4's lengths, zxcvbn's guess, nothing that names the person or us.

use crate::domain::field::FieldErrors;

use super::hasher::LONGEST_PASSWORD;

/// What the password has to carry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Strength {
    /// It is the only factor: 15 characters at least.
    OnlyFactor,
    /// There is a second factor: 8 characters at least.
    WithSecondFactor,
}

impl Strength {
    /// The least number of characters.
    pub const fn least(self) -> usize {
        match self {
            Self::OnlyFactor => 15,
            Self::WithSecondFactor => 8,
        }
    }
}

/// Checks a new password, taken as typed. `own` are words a guesser would try first: names, company, address.
///
/// # Errors
/// Names `field`; the codes are `password-short`, `password-long`, `password-own` and `password-weak`.
pub fn check(field: &'static str, password: &str, strength: Strength, own: &[&str]) -> Result<(), FieldErrors> {
    let least = strength.least();
    let length = password.chars().count();
    if length < least {
        let message = format!("needs at least {least} characters; a short sentence is easy to remember");
        return Err(FieldErrors::one(field, "password-short", message));
    }
    if password.len() > LONGEST_PASSWORD {
        let message = format!("may have at most {LONGEST_PASSWORD} bytes");
        return Err(FieldErrors::one(field, "password-long", message));
    }
    let lower = password.to_lowercase();
    let own_words = own.iter().flat_map(|o| o.split(|c: char| !c.is_alphanumeric())).filter(|w| w.chars().count() >= 4);
    let rest = own_words.chain(["keydesk"]).fold(lower.clone(), |rest, w| rest.replace(&w.to_lowercase(), ""));
    if rest != lower && rest.chars().count() < least / 2 {
        let message = "is little more than a name; choose words that have nothing to do with you or the company";
        return Err(FieldErrors::one(field, "password-own", message));
    }
    let head: String = password.chars().take(100).collect();
    if zxcvbn::zxcvbn(&head, own).score() < zxcvbn::Score::Three {
        let message = "is too easy to guess; use several words that do not belong together";
        return Err(FieldErrors::one(field, "password-weak", message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_judged_by_length_and_guesses_not_by_composition() {
        let code = |p: &str| {
            check("password", p, Strength::OnlyFactor, &["Huber Maschinen", "eva@huber.example"])
                .map_err(|e| e.0[0].code)
        };
        assert_eq!(code("correct horse battery staple"), Ok(()));
        assert_eq!(code("gul lampa under bron"), Ok(()));
        assert_eq!(code("kurz"), Err("password-short"));
        assert_eq!(code(&"x".repeat(1025)), Err("password-long"));
        assert_eq!(code("aaaaaaaaaaaaaaaaaaaa"), Err("password-weak"));
        assert_eq!(code("HuberMaschinen1"), Err("password-own"));
        assert!(check("p", "v9#kQ!2zM", Strength::WithSecondFactor, &[]).is_ok());
    }
}
