//! Currencies: the codes of ISO 4217, how many digits follow the point, and amounts in the smallest unit.

/// Every code in use, in order; two digits follow the point where nothing else is said.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD3 BIF0 BMD BND BOB BRL BSD BTN BWP BYN BZD \
CAD CDF CHF CLP0 CNY COP CRC CUP CVE CZK DJF0 DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF0 GTQ GYD HKD \
HNL HTG HUF IDR ILS INR IQD3 IRR ISK0 JMD JOD3 JPY0 KES KGS KHR KMF0 KPW KRW0 KWD3 KYD KZT LAK LBP LKR LRD LSL LYD3 MAD \
MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR3 PAB PEN PGK PHP PKR PLN PYG0 QAR RON \
RSD RUB RWF0 SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND3 TOP TRY TTD TWD TZS UAH UGX0 \
USD UYU UZS VED VES VND0 VUV0 WST XAF0 XCD XOF0 XPF0 YER ZAR ZMW";

/// The code as it is stored (upper case), when `typed` is one.
pub fn code(typed: &str) -> Option<&'static str> {
    let typed = typed.trim().to_ascii_uppercase();
    CODES.split(' ').map(|entry| entry.split_at(3).0).find(|code| *code == typed)
}

/// How many digits follow the point in amounts of this currency; 2 for a code that is none.
pub fn digits(code: &str) -> u32 {
    let found = CODES.split(' ').map(|entry| entry.split_at(3)).find(|(known, _)| *known == code);
    found.and_then(|(_, digits)| digits.parse().ok()).unwrap_or(2)
}

/// An amount as people type it ("1249.5", "1249,50", "-12"), in the smallest unit of `currency`.
///
/// # Errors
/// What is wrong, as the end of a sentence that begins with what was typed.
pub fn smallest_units(typed: &str, currency: &str) -> Result<i64, String> {
    let wrong = || "is not an amount such as 1249.50 (without a currency, without signs between thousands)".to_owned();
    let typed = typed.trim();
    let (negative, bare) = match typed.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, typed),
    };
    let (whole, fraction) = bare.split_once(['.', ',']).unwrap_or((bare, ""));
    let only_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let ends_well = bare.ends_with(|c: char| c.is_ascii_digit());
    if whole.is_empty() || !only_digits(whole) || !only_digits(fraction) || !ends_well {
        return Err(wrong());
    }
    let digits = digits(currency);
    let width = usize::try_from(digits).unwrap_or_default();
    // What is written out to more digits than there are is no amount of this currency, unless it is all zeros.
    let (kept, beyond) = fraction.split_at(fraction.len().min(width));
    if beyond.bytes().any(|b| b != b'0') || (fraction.len() == 3 && width < 3) {
        return Err(format!("has more digits after the point than {currency} has ({digits})"));
    }
    let units = format!("{whole}{kept:0<width$}");
    let units: i64 = units.parse().map_err(|_| "is too large".to_owned())?;
    Ok(if negative { -units } else { units })
}

/// An amount as a number with a point and without signs between thousands: "1249.50". For files and scripts.
pub fn plain(amount: i64, currency: &str) -> String {
    let (whole, fraction) = parts(amount, currency);
    let sign = if amount < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// What stands before the point, without a sign, and the digits behind it.
pub fn parts(amount: i64, currency: &str) -> (u64, String) {
    let digits = digits(currency);
    let (unit, width) = (10_u64.pow(digits), usize::try_from(digits).unwrap_or_default());
    let (whole, rest) = (amount.unsigned_abs() / unit, amount.unsigned_abs() % unit);
    let fraction = if width == 0 { String::new() } else { format!("{rest:0width$}") };
    (whole, fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_known_whatever_their_case() {
        assert_eq!((code("eur"), code(" SEK ")), (Some("EUR"), Some("SEK")));
        for wrong in ["", "EU", "EURO", "€", "XXX", "BHD3", "ÄÄÄ"] {
            assert_eq!(code(wrong), None, "{wrong}");
        }
        assert_eq!([digits("EUR"), digits("JPY"), digits("KWD"), digits("???")], [2, 0, 3, 2]);
    }

    #[test]
    fn amounts_are_kept_in_the_smallest_unit() {
        let taken = [
            ("1249.50", "EUR", 124_950),
            ("1249,5", "EUR", 124_950),
            ("1249", "EUR", 124_900),
            ("-12.00", "EUR", -1_200),
            ("0", "SEK", 0),
            ("1249", "JPY", 1_249),
            ("1249.00", "JPY", 1_249),
            ("1.234", "KWD", 1_234),
        ];
        for (typed, currency, units) in taken {
            assert_eq!(smallest_units(typed, currency), Ok(units), "{typed} {currency}");
        }
        let refused = [
            "",
            "-",
            ".5",
            "5.",
            "1,249.00",
            "1.249",
            "1 249",
            "12,345",
            "1e3",
            "0x10",
            "EUR 5",
            "١٢",
            "12.345",
            "99999999999999999999",
        ];
        for typed in refused {
            assert!(smallest_units(typed, "EUR").is_err(), "{typed}");
        }
    }

    #[test]
    fn amounts_are_written_out_again() {
        let cases = [(124_950, "EUR", "1249.50"), (-5, "EUR", "-0.05"), (7, "JPY", "7"), (1_234, "KWD", "1.234")];
        for (amount, currency, written) in cases {
            assert_eq!(plain(amount, currency), written);
            assert_eq!(smallest_units(written, currency), Ok(amount));
        }
        assert_eq!(plain(i64::MIN, "EUR"), "-92233720368547758.08");
    }
}
