//! Mobile numbers as people type them, kept as E.164 writes them: `+` and digits.

use unicode_normalization::UnicodeNormalization as _;

use super::field::FieldErrors;

/// Country and calling code.
const CODES: &str = "AD376 AE971 AF93 AG1 AI1 AL355 AM374 AO244 AR54 AS1 AT43 AU61 AW297 AX358 AZ994 BA387 BB1 BD880 BE32 \
BF226 BG359 BH973 BI257 BJ229 BL590 BM1 BN673 BO591 BQ599 BR55 BS1 BT975 BW267 BY375 BZ501 CA1 CC61 CD243 CF236 CG242 \
CH41 CI225 CK682 CL56 CM237 CN86 CO57 CR506 CU53 CV238 CW599 CX61 CY357 CZ420 DE49 DJ253 DK45 DM1 DO1 DZ213 EC593 EE372 \
EG20 EH212 ER291 ES34 ET251 FI358 FJ679 FK500 FM691 FO298 FR33 GA241 GB44 GD1 GE995 GF594 GG44 GH233 GI350 GL299 GM220 \
GN224 GP590 GQ240 GR30 GT502 GU1 GW245 GY592 HK852 HN504 HR385 HT509 HU36 ID62 IE353 IL972 IM44 IN91 IO246 IQ964 IR98 \
IS354 IT39 JE44 JM1 JO962 JP81 KE254 KG996 KH855 KI686 KM269 KN1 KP850 KR82 KW965 KY1 KZ7 LA856 LB961 LC1 LI423 LK94 \
LR231 LS266 LT370 LU352 LV371 LY218 MA212 MC377 MD373 ME382 MF590 MG261 MH692 MK389 ML223 MM95 MN976 MO853 MP1 MQ596 \
MR222 MS1 MT356 MU230 MV960 MW265 MX52 MY60 MZ258 NA264 NC687 NE227 NF672 NG234 NI505 NL31 NO47 NP977 NR674 NU683 NZ64 \
OM968 PA507 PE51 PF689 PG675 PH63 PK92 PL48 PM508 PR1 PS970 PT351 PW680 PY595 QA974 RE262 RO40 RS381 RU7 RW250 SA966 \
SB677 SC248 SD249 SE46 SG65 SH290 SI386 SJ47 SK421 SL232 SM378 SN221 SO252 SR597 SS211 ST239 SV503 SX1 SY963 SZ268 TC1 \
TD235 TG228 TH66 TJ992 TK690 TL670 TM993 TN216 TO676 TR90 TT1 TV688 TW886 TZ255 UA380 UG256 US1 UY598 UZ998 VA39 VC1 \
VE58 VG1 VI1 VN84 VU678 WF681 WS685 XK383 YE967 YT262 ZA27 ZM260 ZW263";

/// E.164 has at most so many digits; shorter ones than these reach nobody's mobile.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// The number as it is kept; empty for none. What is typed without a country's code is a number of `country` (two
/// letters).
///
/// # Errors
/// `field` with the code `mobile` when it cannot be a number, or `mobile-country` when it stands without a country's code
/// and the country is not known.
pub fn normalised(field: &'static str, typed: &str, country: &str) -> Result<String, FieldErrors> {
    let wrong = || FieldErrors::one(field, "mobile", "is not a mobile number; write it like +43 664 1234567");
    let plain: String = typed.nfkc().filter(|c| !is_between(*c)).collect();
    if plain.is_empty() {
        return Ok(String::new());
    }
    let international = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00"));
    let number = match international {
        // "+43 (0) 664 …", as it stands on many cards.
        Some(rest) => rest.replacen("(0)", "", 1).replace(['(', ')'], ""),
        None => {
            let Some(code) = code_of(country) else {
                let message = "needs the code of its country, like +43";
                return Err(FieldErrors::one(field, "mobile-country", message));
            };
            let national = plain.replace(['(', ')'], "");
            let trunk = trunk_of(country);
            format!("{code}{}", national.strip_prefix(trunk).unwrap_or(&national))
        }
    };
    let fits = number.bytes().all(|b| b.is_ascii_digit()) && DIGITS.contains(&number.len()) && has_country(&number);
    if fits { Ok(format!("+{number}")) } else { Err(wrong()) }
}

/// What people put between digits.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || crate::text::is_unsafe(c)
        || matches!(c, '-' | '/' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{b7}' | '\u{2022}')
}

fn code_of(country: &str) -> Option<&'static str> {
    let country = super::country::code(country)?;
    CODES.split(' ').find_map(|entry| entry.strip_prefix(country))
}

/// What is dialled before a number inside its country, and falls away outside.
fn trunk_of(country: &str) -> &'static str {
    match country.trim().to_ascii_uppercase().as_str() {
        "US" | "CA" | "PR" | "DO" | "JM" => "1",
        "RU" | "KZ" => "8",
        "HU" => "06",
        // Here the zero belongs to the number.
        "IT" | "SM" | "VA" | "CI" | "CG" | "GA" => "",
        _ => "0",
    }
}

fn has_country(number: &str) -> bool {
    CODES.split(' ').any(|entry| number.starts_with(&entry[2..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_as_e164_however_they_are_typed() {
        for (typed, country, kept) in [
            ("", "AT", ""),
            ("  - ", "AT", ""),
            ("0664 123 45 67", "AT", "+436641234567"),
            ("0664/1234567", "at", "+436641234567"),
            ("+43 664 1234567", "SE", "+436641234567"),
            ("+43 (0) 664 1234567", "DE", "+436641234567"),
            ("0043 664 1234567", "DE", "+436641234567"),
            ("070-123 45 67", "SE", "+46701234567"),
            ("20 12 34 56", "DK", "+4520123456"),
            ("(0151) 23456789", "DE", "+4915123456789"),
            ("347 1234567", "IT", "+393471234567"),
            ("06 30 123 4567", "HU", "+36301234567"),
            ("1 (415) 555-2671", "US", "+14155552671"),
            ("+4９ 151 23456789", "AT", "+4915123456789"),
            ("\u{202a}+43 664\u{a0}1234567\u{202c}", "AT", "+436641234567"),
            ("+43\u{2011}664\u{2011}1234567", "", "+436641234567"),
        ] {
            assert_eq!(normalised("mobile", typed, country).as_deref().ok(), Some(kept), "{typed} in {country}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_a_code() {
        for (typed, country, code) in [
            ("call me", "AT", "mobile"),
            ("0664 12a45", "AT", "mobile"),
            ("123", "AT", "mobile"),
            ("+", "AT", "mobile"),
            ("+43 664 1234567 8901 234", "AT", "mobile"),
            ("+0 664 1234567", "AT", "mobile"),
            ("+999 664 1234567", "AT", "mobile"),
            ("++43 664 1234567", "AT", "mobile"),
            ("0664 1234567+43", "AT", "mobile"),
            ("0664 1234567", "", "mobile-country"),
            ("0664 1234567", "ZZ", "mobile-country"),
        ] {
            let errors = normalised("mobile", typed, country).unwrap_err();
            assert_eq!((errors.0[0].field, errors.0[0].code), ("mobile", code), "{typed}");
        }
    }

    #[test]
    fn every_entry_is_a_country_with_its_code() {
        for entry in CODES.split(' ') {
            let (country, code) = entry.split_at(2);
            assert!(country == "XK" || super::super::country::code(country).is_some(), "{entry}");
            assert!((1..=3).contains(&code.len()) && !code.starts_with('0'), "{entry}");
            assert!(code.bytes().all(|b| b.is_ascii_digit()), "{entry}");
        }
    }
}
