//! The closed list of kinds of mistakes.

use std::fmt;

use crate::text::words;

words! {
    /// A kind of mistake in an input. The names are stable.
    Code {
        Unreadable, "unreadable", "the input cannot be read: it is missing, a folder, or closed to us";
        TooLarge, "too-large", "the input is larger than 1 MiB";
        NotUtf8, "not-utf8", "the input is not UTF-8 text";
        Syntax, "syntax", "the text is not TOML; of a batch, not JSON or CSV";
        TooDeep, "too-deep", "tables and lists are nested deeper than 32";
        DuplicateKey, "duplicate-key", "a key or table is written twice";
        BadArgument, "bad-argument", "an argument is not of the form KEY=VALUE or KEY";
        UnknownKey, "unknown-key", "a key that the format does not have";
        MissingKey, "missing-key", "a required key is absent";
        WrongType, "wrong-type", "a value of another kind than the key takes";
        UnknownValue, "unknown-value", "a word that is not one of the key's values";
        NumberForm, "number-form", "a number written in a form that is not read exactly";
        TooManyDecimals, "too-many-decimals", "more decimals than the key takes";
        OutOfRange, "out-of-range", "a number outside the key's bounds";
        DateForm, "date-form", "a date that is not a day of the calendar written YYYY-MM-DD";
        DateRange, "date-range", "a date outside the years 1970 to 2200";
        DateOrder, "date-order", "a date or day that comes before one it has to follow";
        ListLength, "list-length", "a list with too few or too many entries";
        TextLength, "text-length", "a text longer than 200 characters";
        Blank, "blank", "a name or text with nothing in it";
        IdForm, "id-form", "an id that is not 1 to 64 of a-z, 0-9 and -";
        DuplicateId, "duplicate-id", "two entries with the same id";
        ReservedId, "reserved-id", "an id that belongs to a grant of the program";
        UnknownId, "unknown-id", "an id that names no entry of the program";
        SpendForm, "spend-form", "a service's spend is given in no form, or in two";
        ServiceProvider, "service-provider", "a service whose provider is missing, or given though it is known";
        MonthTooLarge, "month-too-large", "a month's computed spend above the largest amount";
        NeedsDecision, "needs-decision", "an actual that only makes sense with another decision";
        NeedsTier, "needs-tier", "an accepted company whose facts assign no tier, and no tier is given";
        NoSuchTranche, "no-such-tranche", "an actual tranche beyond the number of tranches";
        ActualForm, "actual-form", "an actual grant that is neither issued with an amount nor declined";
        ProgramOrder, "program-order", "values of a program that have to rise or fall and do not";
        ProgramGap, "program-gap", "a program that lacks an entry which another of its entries needs";
        NotAnEvaluation, "not-an-evaluation", "a JSON file that is not what `eval --format json` prints";
        NotAnExport, "not-an-export", "a file that is none of the billing exports that are read";
        OtherExport, "other-export", "a billing export of another kind than those that are read";
        CutShort, "cut-short", "a billing export that ends in the middle, or a row of it that does";
        ExportValue, "export-value", "a value of a billing export that cannot be read";
        ForeignCurrency, "foreign-currency", "an amount of a billing export that is not in US dollars";
        IssuedAgain, "issued-again", "a billing export that states otherwise what another one states";
        ExportSize, "export-size", "a billing export that is larger, unpacked, than its bound";
        UnreachableTier, "unreachable-tier", "a tier that no signals reach";
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
