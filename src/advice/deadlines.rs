//! What is due over many plans: filings, decisions, evidence, gates, expiries and first bills that are still open on a day.

mod open;

use std::cmp::Reverse;
use std::sync::Arc;

use crate::band::Case;
use crate::calendar::{Date, Day};
use crate::diagnostic::Diagnostics;
use crate::evaluation::Evaluation;
use crate::id::GateId;
use crate::money::Usd;
use crate::profile::Profile;
use crate::program::Program;
use crate::text::words;

pub use open::deadlines;

words! {
    /// What is due.
    Kind {
        Filing, "filing", "the day on which an application is filed; at risk are the grants that wait on it";
        Decision, "decision", "the day by which a grant is decided on and issued; at risk is what it is worth";
        Evidence, "evidence", "the day on which the plan meets a gate; at risk is what missing the gate takes";
        Gate, "gate", "a gate's deadline; at risk is what missing it takes, later tranches included";
        Expiry, "expiry", "the last usable day of a credit; at risk is what will lapse of it";
        FirstBill, "first-bill", "the end of the first period that credits do not pay in full; at risk is what is left to pay";
    }
}

/// Something that is due, and still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// What kind it is.
    pub kind: Kind,
    /// What it is known by among the deadlines of its company on every later day.
    pub id: String,
    /// What it is, in two to four words.
    pub what: String,
    /// What the amount at risk stands for, in a line.
    pub why: String,
    /// The date.
    pub date: Date,
    /// Days from today to the date; negative where it is overdue.
    pub days_left: Day,
    /// What is at risk; `None` where that is not known.
    pub at_risk: Option<Usd>,
    /// True where it only counts if the accelerator accepts.
    pub is_conditional: bool,
    /// True where no line of the source states the day.
    pub is_assumed: bool,
    /// The gate whose evidence is due.
    pub gate: Option<GateId>,
}

impl Deadline {
    /// True where its date has passed.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.days_left < Day::ZERO
    }
}

/// Whose deadline it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// Its id in a partner's records.
    pub id: Option<String>,
    /// The partner that files for it.
    pub partner: Option<String>,
    /// Its opportunity in the partner system.
    pub ace_opportunity: Option<String>,
    /// The path of its profile.
    pub path: String,
    /// How many things its profile states as having happened.
    pub happened: usize,
}

impl Company {
    fn of(profile: &Profile) -> Self {
        let partner = profile.partner.as_ref();
        Self {
            name: profile.company.name.clone(),
            id: profile.company.id.clone(),
            partner: partner.and_then(|partner| partner.name.clone()),
            ace_opportunity: partner.and_then(|partner| partner.ace_opportunity.clone()),
            path: profile.path().to_owned(),
            happened: profile.actuals.count(),
        }
    }
}

/// A deadline of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Whose it is.
    pub company: Arc<Company>,
    /// What is due.
    pub deadline: Deadline,
}

/// What is due over many plans.
#[derive(Debug)]
pub struct Agenda<'p> {
    /// The rules.
    pub program: &'p Program,
    /// The day from which days are counted.
    pub today: Date,
    /// The case that the dates and amounts are of.
    pub case: Case,
    /// Days ahead that are listed.
    pub within: Day,
    /// Whose plans were looked at, in order.
    pub companies: Vec<Arc<Company>>,
    /// How many deadlines lie further ahead.
    pub later: usize,
    /// Paths of profiles that cannot be evaluated, and why.
    pub invalid: Vec<(String, Diagnostics)>,
    due: Vec<Due>,
}

impl<'p> Agenda<'p> {
    /// An agenda without plans.
    #[must_use]
    pub const fn new(program: &'p Program, today: Date, case: Case, within: Day) -> Self {
        Self { program, today, case, within, companies: Vec::new(), later: 0, invalid: Vec::new(), due: Vec::new() }
    }

    /// Takes in a plan.
    pub fn add(&mut self, evaluation: &Evaluation<'_>) {
        let company = Arc::new(Company::of(evaluation.profile));
        for deadline in deadlines(evaluation, self.case, self.today) {
            if deadline.days_left > self.within {
                self.later = self.later.saturating_add(1);
            } else {
                self.due.push(Due { company: Arc::clone(&company), deadline });
            }
        }
        self.companies.push(company);
    }

    /// What the gate of a deadline asks for; nothing where it is no gate's.
    #[must_use]
    pub fn evidence(&self, deadline: &Deadline) -> &'p [String] {
        let gate = deadline.gate.as_ref().and_then(|gate| self.program.gate(gate.as_str()));
        gate.map_or(&[], |gate| &gate.evidence)
    }

    /// What is due, the worst first: the longest overdue, then the fewest days left; of one day the most at risk, then by
    /// company, path and id.
    #[must_use]
    pub fn worst_first(&self) -> Vec<&Due> {
        let mut due: Vec<&Due> = self.due.iter().collect();
        due.sort_by_key(|Due { company, deadline }| {
            (deadline.days_left, Reverse(deadline.at_risk), &company.name, &company.path, &deadline.id)
        });
        due
    }
}
