/// A day of the proleptic Gregorian calendar, within the years that four digits can show (0 to 9999).
///
/// The arithmetic is Howard Hinnant's `civil_from_days` ("chrono-Compatible Low-Level Date Algorithms"): years are
/// counted from March, so that the leap day is the last of its year, in eras of 400 years.
struct CivilDate: Equatable {
    let year: Int64
    let month: Int64
    let day: Int64

    /// The day that lies `days` after 1970-01-01; one outside the years 0 to 9999 is moved to the nearest inside.
    init(daysSinceEpoch days: Int64) {
        let daysInEra: Int64 = 146_097
        let daysFromYear0ToEpoch: Int64 = 719_468
        let shifted = min(max(days, -719_528), 2_932_896) + daysFromYear0ToEpoch
        let (era, dayOfEra) = floorDivision(shifted, daysInEra)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}

/// The quotient rounded down, and the remainder, which is never negative.
func floorDivision(_ dividend: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}
