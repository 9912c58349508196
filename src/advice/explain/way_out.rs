//! The way out of each warning and each mistake. Exhaustive: a new code does not compile without one.

use crate::diagnostic::Code;
use crate::timeline::WarningCode;

/// What to do about a warning.
pub const fn of_warning(code: WarningCode) -> &'static str {
    match code {
        WarningCode::NoEndorsement => {
            "list the work that there is under bedrock.engagement; none is required, and its absence lowers no tier"
        }
        WarningCode::FewFounderHours => {
            "plan more hours under plan.founder_hours, or leave the application out with plan.accelerator = false"
        }
        WarningCode::TrancheCount => {
            "check offer.tranches against the offer letter; the default number is planned in the meantime"
        }
        WarningCode::ScaleAtRisk => {
            "compare the spend projected for that month with what the gate looks for; nothing is forfeited by the planner"
        }
        WarningCode::CheckModelCoverage => {
            "read the credit's terms: third-party models on Bedrock bill as Marketplace, which ordinary promotional \
             credits exclude"
        }
        WarningCode::CreditAlreadyExpired => "take the credit out of the profile, or correct credits.expires",
        WarningCode::OfferWithoutGrant => {
            "take the amount out of [offer], or plan the grant: name it in plan.stack, or ask for it under [plan]"
        }
    }
}

/// The last parts of the paths of the values that a warning rests on.
pub const fn rests_on(code: WarningCode) -> &'static [&'static str] {
    match code {
        WarningCode::NoEndorsement => &["needs_engagement"],
        WarningCode::FewFounderHours => &["founder_hours", "founder_hours_upper", "founder_hours_observed"],
        WarningCode::TrancheCount => &["default_tranches"],
        WarningCode::ScaleAtRisk => &["scale_service", "scale_monthly"],
        WarningCode::CheckModelCoverage => &["checks_models"],
        WarningCode::CreditAlreadyExpired | WarningCode::OfferWithoutGrant => &[],
    }
}

/// What to do about a mistake in a file or an argument.
pub const fn of_mistake(code: Code) -> &'static str {
    match code {
        Code::Unreadable => "check the path and the file's permissions; `-` reads from stdin",
        Code::TooLarge => "a profile or program is a page or two: is this the right file?",
        Code::NotUtf8 => "save the file as UTF-8, without a byte-order mark of another encoding",
        Code::Syntax => "correct the text where it is underlined; strings take quotes, tables a [header]",
        Code::TooDeep => "flatten the tables and lists: the format needs no more than a handful of levels",
        Code::DuplicateKey => "keep one of the two; a table is written once, with all of its keys below its header",
        Code::BadArgument => "write --set traction.mrr=50000 or --unset traction.mrr: table, dot, key, as in the file",
        Code::UnknownKey => "correct the spelling, or take the key out; the help names the nearest key",
        Code::MissingKey => "add the key; only what a plan cannot do without is required",
        Code::WrongType => "write the value in the form that the help shows",
        Code::UnknownValue => "use one of the words that the message lists",
        Code::NumberForm => "write a plain number such as 60000, 60_000 or \"166.33\"; no exponent, inf or nan",
        Code::TooManyDecimals => "round the number: amounts take two decimals, growth six, probabilities nine",
        Code::OutOfRange => "use a number inside the bounds that the message names",
        Code::DateForm => "write a day of the calendar as YYYY-MM-DD, with or without quotes",
        Code::DateRange => "use a date in the years 1970 to 2200",
        Code::DateOrder => "put the dates in order: one of them comes before another that it has to follow",
        Code::ListLength => "leave the key out where nothing is known; shorten a list above its bound",
        Code::TextLength => "shorten the text to 200 characters",
        Code::Blank => "write a name, or leave the key out where it is not known",
        Code::IdForm => "use small letters, digits and hyphens, 1 to 64 of them",
        Code::DuplicateId => "give one of the two another id",
        Code::ReservedId => {
            "give the held credit an id of its own; what the program's grant became goes under [actuals]"
        }
        Code::UnknownId => "correct the id; `stackplan program show` lists those of the program",
        Code::SpendForm => {
            "give the service exactly one of: monthly, current, current with month_12, current with growth"
        }
        Code::ServiceProvider => {
            "name the provider of a service that the program does not know, and only of such a one"
        }
        Code::MonthTooLarge => "check monthly_growth: it is a rate a month, 0.03 for 3 %",
        Code::NeedsDecision => "add actuals.decision, or take the key out that only makes sense with another decision",
        Code::NeedsTier => "add `tier` under [actuals], as the offer letter states it",
        Code::NoSuchTranche => "correct the tranche's number, or state offer.tranches as the offer letter does",
        Code::ActualForm => "give `issued` and `amount`, or `declined = true` alone",
        Code::NotAnEvaluation => "save the evaluation anew with `stackplan eval PROFILE --format json -o FILE`",
        Code::ProgramOrder => "put the values in order: awards fall from tier to tier, days run from cautious to best",
        Code::ProgramGap => "add the entry that is named, or `assumed = true` where no line states the value",
        Code::NotAnExport | Code::OtherExport => {
            "export credits with `aws billing get-credits`, charges as FOCUS or CUR 2.0 CSV in AWS Data Exports"
        }
        Code::CutShort => "fetch the file again: what is there of it ends in the middle",
        Code::ExportValue => "export the file anew; a spreadsheet that saves it changes dates and amounts",
        Code::ForeignCurrency => "export the charges in USD: amounts of two currencies are never added",
        Code::IssuedAgain => "give the newer of the two files alone for that billing period",
        Code::ExportSize => "unpack the file and look at what it holds; export fewer months at once",
        Code::UnreachableTier => "loosen what the tier requires, or ask more of the tier above it",
    }
}
