//! Questions on a terminal: put on stderr, answered on stdin.

use std::io::BufRead;

use crate::cli::{Failure, output};
use crate::diagnostic::Diagnostics;
use crate::document::{Input, quoted};
use crate::id::TierId;
use crate::init::{self, Asked, Interview, Question, REQUIRED, Reply};
use crate::profile::Profile;
use crate::program::Program;
use crate::report::grid;
use crate::signal::Signal;

/// What is said first.
const OPENING: &str = "\
Three facts, then what decides the tier, the most telling question first. Enter
skips a question: its key stays out of the file. Ctrl-D ends without a file.

";

/// Somebody who answers.
pub struct Ask<'r> {
    stdin: &'r mut dyn BufRead,
}

/// Why there is no file: the answers ended.
pub fn ended() -> Failure {
    Failure::Usage("the answers ended; nothing was written".to_owned())
}

/// What the answers come to.
fn closing([assigned, possible]: &[Option<TierId>; 2]) -> String {
    let next = "`stackplan eval` on the file says the rest.";
    match (assigned, possible) {
        (Some(assigned), Some(possible)) if assigned == possible => {
            format!("By these answers the facts support {assigned}. {next}")
        }
        (assigned, Some(possible)) => {
            let now = assigned.as_ref().map_or("no tier", TierId::as_str);
            format!("By these answers the facts support {now}, and up to {possible} is possible. {next}")
        }
        (_, None) => format!("By these answers no accelerator award is in reach. {next}"),
    }
}

impl<'r> Ask<'r> {
    /// Asks whoever types there.
    pub fn new(stdin: &'r mut dyn BufRead) -> Self {
        output::to_stderr(OPENING);
        Self { stdin }
    }

    /// The line that is typed at a prompt; none where the answers end.
    fn line(&mut self, question: &str, hint: &str) -> Option<String> {
        let prompt = grid::wrapped(&format!("{question} [{hint}]"), "", "  ");
        output::to_stderr(&format!("{} ", prompt.trim_end()));
        let mut line = String::new();
        match self.stdin.read_line(&mut line) {
            Ok(count) if count > 0 => Some(line.trim().to_owned()),
            _ => {
                output::to_stderr("\n");
                None
            }
        }
    }

    /// Name, stage and start; none where the answers end.
    pub fn required(&mut self, program: &Program) -> Result<Option<Input>, Diagnostics> {
        let stages = Signal::Stage.scale().join(", ");
        let questions = ["What is the company's name?", "At which funding stage?", "On which day does the plan start?"];
        let mut facts = init::facts();
        for ((key, example), question) in REQUIRED.iter().zip(questions) {
            let hint = match *key {
                "company.stage" => stages.as_str(),
                "plan.start" => "YYYY-MM-DD",
                _ => "text",
            };
            loop {
                let Some(words) = self.line(question, hint) else { return Ok(None) };
                let value = if example.starts_with('"') { quoted(&words) } else { words };
                let tried = facts.clone().with_value("answer", key, &value);
                match Profile::parse(&tried, program) {
                    Ok(_) => {
                        facts = tried;
                        break;
                    }
                    Err(mistakes) => Self::say(&mistakes),
                }
            }
        }
        Ok(Some(facts))
    }

    /// The questions of an interview to its end; none where the answers end before it.
    pub fn interview<'p>(&mut self, mut interview: Interview<'p>) -> Result<Option<Interview<'p>>, Diagnostics> {
        while let Some(question) = interview.next_question()? {
            let Some(reply) = self.reply(&question) else { return Ok(None) };
            if let Err(mistakes) = interview.answer(&question, reply) {
                Self::say(&mistakes);
            }
        }
        output::to_stderr(&format!("\n{}", grid::wrapped(&closing(&interview.tiers()?), "", "")));
        Ok(Some(interview))
    }

    fn reply(&mut self, question: &Question) -> Option<Reply> {
        let hint = match question.asked {
            Asked::YesNo => "y, n",
            Asked::Names => "names with commas, none",
            Asked::Number => "a number",
            Asked::Numbers => "a number, or several with commas",
            Asked::Projection => "such as 8000, 20000, 26000, workloads",
        };
        loop {
            let words = self.line(&question.text, hint)?;
            let lower = words.to_lowercase();
            return Some(match (question.asked, lower.as_str()) {
                (_, "" | "skip" | "?") => Reply::Skip,
                (Asked::YesNo, "y" | "yes") => Reply::Yes,
                (Asked::YesNo, "n" | "no") => Reply::No,
                (Asked::YesNo, _) => {
                    output::to_stderr("  wanted y or n, or Enter to skip\n");
                    continue;
                }
                (_, "y" | "yes") => {
                    output::to_stderr(&format!("  wanted {hint}, or Enter to skip\n"));
                    continue;
                }
                _ => Reply::Words(words),
            });
        }
    }

    /// Says what is wrong with an answer; the question is put again.
    fn say(mistakes: &Diagnostics) {
        for mistake in mistakes.iter() {
            output::to_stderr(&grid::wrapped(&format!("{}: {}", mistake.message, mistake.wanted), "  ", "  "));
        }
    }
}
