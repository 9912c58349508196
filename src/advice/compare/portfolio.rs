//! Many profiles under two programs: who moves, and what the portfolio comes to before and after.

use super::facts::{Facts, Rules};
use super::rows::union;
use crate::band::Case;
use crate::diagnostic::Diagnostics;
use crate::document::Input;
use crate::id::TierId;
use crate::money::Usd;
use crate::program::Program;
use crate::scoring::{Action, Answer};

/// A portfolio under two programs.
#[derive(Debug, Clone)]
pub struct Portfolio {
    /// The program before and the one after.
    pub rules: [Rules; 2],
    /// The companies whose profiles are valid under both, in the order given.
    pub companies: Vec<Company>,
    /// The profiles that are not.
    pub failed: Vec<Failed>,
    /// The case of the amounts.
    pub case: Case,
    tiers: Vec<TierId>,
}

/// One company of a portfolio.
#[derive(Debug, Clone)]
pub struct Company {
    /// The file.
    pub path: String,
    /// The company's name.
    pub name: String,
    /// Under the program before.
    pub before: Standing,
    /// Under the program after.
    pub after: Standing,
}

/// Where a company stands under one program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whether screening passes.
    pub eligible: Answer,
    /// What to do.
    pub action: Action,
    /// The tier that the facts assign.
    pub assigned: Option<TierId>,
    /// The award that the plan follows.
    pub award: Option<Usd>,
    /// Granted by the horizon, if the accelerator accepts.
    pub granted: Usd,
    /// Granted by the horizon without the accelerator.
    pub granted_not_accepted: Usd,
}

/// A profile that could not be evaluated.
#[derive(Debug, Clone)]
pub struct Failed {
    /// The file.
    pub path: String,
    /// Why.
    pub diagnostics: Diagnostics,
}

/// Which of the two programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The first.
    Before,
    /// The second.
    After,
}

/// What a portfolio comes to under one program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// How many pass screening, fail it, or lack facts.
    pub eligible: Vec<Count<Answer>>,
    /// How many are assigned each tier, the largest award first, then how many none.
    pub tiers: Vec<Count<Option<TierId>>>,
    /// The sum of the awards, as if every company were accepted.
    pub awards: Usd,
    /// The sum of what is granted, as if every company were accepted.
    pub granted: Usd,
    /// The sum of what is granted without the accelerator.
    pub granted_not_accepted: Usd,
}

/// How many there are of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count<T> {
    /// Of what.
    pub of: T,
    /// How many.
    pub count: usize,
}

impl Standing {
    fn of(facts: &Facts, case: Case) -> Self {
        Self {
            eligible: facts.eligible,
            action: facts.action,
            assigned: facts.assigned.clone(),
            award: facts.award,
            granted: facts.accepted.totals.get(case).granted,
            granted_not_accepted: facts.not_accepted.totals.get(case).granted,
        }
    }
}

impl Company {
    /// True where eligibility, tier or award changes.
    #[must_use]
    pub fn moves(&self) -> bool {
        let standing = |one: &Standing| (one.eligible, one.assigned.clone(), one.award);
        standing(&self.before) != standing(&self.after)
    }

    /// Where the company stands under one of the programs.
    #[must_use]
    pub const fn standing(&self, side: Side) -> &Standing {
        match side {
            Side::Before => &self.before,
            Side::After => &self.after,
        }
    }
}

impl Portfolio {
    /// Evaluates each profile under both programs. An input that could not even be read is an error already.
    #[must_use]
    pub fn of(
        inputs: impl IntoIterator<Item = (String, Result<Input, Diagnostics>)>,
        programs: [&Program; 2],
        case: Case,
    ) -> Self {
        let rules = programs.map(|program| Rules {
            id: program.id.clone(),
            version: program.version.clone(),
            sha256: program.sha256.to_string(),
        });
        let tiers = union(programs.map(|program| program.tiers.iter().map(|tier| &tier.id).collect()));
        let mut portfolio = Self { rules, companies: Vec::new(), failed: Vec::new(), case, tiers };
        for (path, input) in inputs {
            match input.and_then(|input| company(path.clone(), &input, programs, case)) {
                Ok(company) => portfolio.companies.push(company),
                Err(diagnostics) => portfolio.failed.push(Failed { path, diagnostics }),
            }
        }
        portfolio
    }

    /// The companies whose eligibility, tier or award changes.
    pub fn moved(&self) -> impl Iterator<Item = &Company> {
        self.companies.iter().filter(|company| company.moves())
    }

    /// The sums over the companies under one of the programs.
    #[must_use]
    pub fn totals(&self, side: Side) -> Totals {
        let standings: Vec<&Standing> = self.companies.iter().map(|company| company.standing(side)).collect();
        let count = |is: &dyn Fn(&Standing) -> bool| standings.iter().filter(|standing| is(standing)).count();
        let answers = [Answer::Yes, Answer::Unknown, Answer::No];
        let tiers = self.tiers.iter().cloned().map(Some).chain([None]);
        Totals {
            eligible: answers.map(|of| Count { of, count: count(&|standing| standing.eligible == of) }).to_vec(),
            tiers: tiers.map(|of| Count { count: count(&|standing| standing.assigned == of), of }).collect(),
            awards: standings.iter().filter_map(|standing| standing.award).sum(),
            granted: standings.iter().map(|standing| standing.granted).sum(),
            granted_not_accepted: standings.iter().map(|standing| standing.granted_not_accepted).sum(),
        }
    }
}

fn company(path: String, input: &Input, programs: [&Program; 2], case: Case) -> Result<Company, Diagnostics> {
    let [before, after] = programs;
    let before = super::facts(input, before)?;
    let after = super::facts(input, after)?;
    let [before_standing, after_standing] = [&before, &after].map(|facts| Standing::of(facts, case));
    Ok(Company { path, name: before.company, before: before_standing, after: after_standing })
}
