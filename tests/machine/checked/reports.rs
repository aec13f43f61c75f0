//! The reports of a flow's progress, in the order in which its caller gets them.

use zoom_pkce::flow::progress::{Phase, Progress, Step};

/// The reports of a flow, the oldest first.
#[derive(Debug, Default)]
pub struct Reports(Vec<Progress>);

impl Reports {
    /// Adds a report.
    ///
    /// # Panics
    ///
    /// If it is out of order: a flow has one start and one end, and nothing outside them, and a call
    /// does not end more often than it starts.
    pub fn push(&mut self, report: Progress) {
        let Progress { step, phase, error_code } = report;
        assert_eq!(self.0.is_empty(), report == Progress::START, "{self:?} {report:?}");
        assert!(!self.has_end(), "{self:?} {report:?}");
        match step {
            Step::Flow => assert!(!is_event(phase), "{report:?}"),
            Step::Call(_) => {
                assert!(!is_event(phase), "{report:?}");
                assert!(
                    phase == Phase::Started || self.starts(step) > self.ends(step),
                    "{self:?} {report:?}"
                );
            }
            Step::OnAuthorized | Step::OnMyUserContextChange => assert!(is_event(phase)),
        }
        let is_failure = step == Step::Flow && phase == Phase::Failed;
        assert_eq!(error_code.is_some(), is_failure, "{report:?}");
        self.0.push(report);
    }

    /// Returns whether the end of the flow was reported.
    pub fn has_end(&self) -> bool {
        self.ends(Step::Flow) > 0
    }

    /// Returns the reports as texts: `authorize started`.
    pub fn texts(&self) -> Vec<String> {
        let text = |Progress { step, phase, error_code }: &Progress| {
            let words = [step.as_str(), phase.as_str()].into_iter().chain(*error_code);
            words.collect::<Vec<_>>().join(" ")
        };
        self.0.iter().map(text).collect()
    }

    fn starts(&self, step: Step) -> usize {
        self.count(step, |phase| phase == Phase::Started)
    }

    fn ends(&self, step: Step) -> usize {
        self.count(step, |phase| matches!(phase, Phase::Succeeded | Phase::Failed))
    }

    fn count(&self, step: Step, is_counted: impl Fn(Phase) -> bool) -> usize {
        self.0.iter().filter(|report| report.step == step && is_counted(report.phase)).count()
    }
}

fn is_event(phase: Phase) -> bool {
    matches!(phase, Phase::Received | Phase::Ignored)
}
